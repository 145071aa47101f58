"""The old layout with one row for each crash."""

import pytest

from crashes.intake import read_crash_file

HEADER = "發生時間,發生地點,死亡受傷人數,車種,經度,緯度,unixtime\n"
PLACE = "嘉義市東區中山路 / 嘉義市東區文化路"


@pytest.fixture
def simple_file(police_file):
    def write(*lines, header=HEADER):
        return police_file((header + "".join(f"{line}\n" for line in lines)).encode("utf-8-sig"))

    return write


def line(time="2021-01-01 04:49:00", casualties="死亡0;受傷1", vehicles="普通重型-機車"):
    return f'"{time}","{PLACE}",{casualties},{vehicles},120.449,23.480,1609447740'


def test_each_row_is_a_crash_with_its_vehicles_as_parties(simple_file):
    batch = read_crash_file(
        simple_file(line(vehicles="普通重型-機車;自用-小貨車(含客、貨兩用);乘客-人"))
    )
    assert batch.layout == "npa_simple"
    assert batch.counts["party_rows"] == batch.counts["crashes"] == 1
    assert batch.parties["kind_code"].tolist() == ["C03", "B12", "H02"]
    assert batch.parties["party_no"].tolist() == [1, 2, 3]


def test_the_class_follows_from_the_deaths_and_says_so(simple_file):
    crashes = read_crash_file(
        simple_file(line(casualties="死亡1;受傷0"), line(time="2021-01-02 08:00:00"))
    ).crashes
    assert crashes["severity"].tolist() == ["A1", "A2"]
    assert crashes["severity_derived"].all()


def test_two_rows_of_one_time_and_place_are_two_crashes(simple_file):
    crashes = read_crash_file(simple_file(line(), line(casualties="死亡0;受傷2"))).crashes
    assert len(crashes) == 2
    assert crashes["crash_id"].iloc[1] == crashes["crash_id"].iloc[0] + "-2"


def test_equal_rows_are_one_crash(simple_file):
    counts = read_crash_file(simple_file(line(), line())).counts
    assert (counts["crashes"], counts["duplicate_rows"]) == (1, 1)


def test_years_of_the_republic_and_missing_coordinates_are_read(simple_file):
    header = "發生時間,發生地點,死亡受傷人數,車種\n"
    row = f"106年01月01日 02時35分00秒,{PLACE},死亡1;受傷0,普通重型-機車"
    crash = read_crash_file(simple_file(row, header=header)).crashes.iloc[0]
    assert str(crash["occurred_at"]) == "2017-01-01 02:35:00"
    assert crash[["lon", "lat"]].isna().all()


def test_an_unknown_vehicle_is_counted(simple_file):
    unknown = read_crash_file(simple_file(line(vehicles="飛碟-機車"))).unknown_codes
    assert unknown.values.tolist() == [["車種", "飛碟", 1]]


def test_a_crash_has_the_same_key_in_both_layouts(simple_file, police_file, row):
    simple = read_crash_file(simple_file(line())).crashes["crash_id"]
    parties = read_crash_file(
        police_file([row(發生日期="20210101", 發生時間="044900", 發生地點=PLACE)])
    ).crashes["crash_id"]
    assert simple.tolist() == parties.tolist()
