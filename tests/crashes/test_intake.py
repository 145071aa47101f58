"""From the rows of a police file to crashes and parties, and the counts that add up."""

import itertools
import random

import pandas as pd
import pytest

from crashes.intake import read_crash_file, read_crash_files
from crashes.model import CRASH_COLUMNS, PARTY_COLUMNS

KINDS_OF_ROWS = (
    "footer_rows",
    "blank_rows",
    "duplicate_rows",
    "other_county_rows",
    "quarantined_rows",
    "party_rows",
)


def adds_up(counts):
    return counts["rows_read"] == sum(counts[kind] for kind in KINDS_OF_ROWS)


def test_every_row_is_counted_as_exactly_one_kind(row, police_file):
    rows = [
        row(),
        row(當事者順位="2"),
        row(當事者順位="2"),  # the same cell by cell
        row(發生日期="20250230"),
        row(發生地點="臺北市中正區甲路", 處理單位名稱警局層="臺北市政府警察局"),
    ]
    content = police_file(
        rows, footers=["資料提供日期：114年03月16日", "事故類別：A2類"]
    ).read_bytes()
    path = police_file(content + b"\r\n" + b"," * 50 + b"\r\n")
    counts = read_crash_file(path, counties=["嘉義市"]).counts
    assert counts == {
        "rows_read": 9,
        "footer_rows": 2,
        "blank_rows": 2,
        "duplicate_rows": 1,
        "other_county_rows": 1,
        "quarantined_rows": 1,
        "party_rows": 2,
        "crashes": 1,
    }
    assert adds_up(counts)


def test_rows_of_one_day_time_and_place_are_one_crash(row, police_file):
    batch = read_crash_file(
        police_file([row(), row(當事者順位="2"), row(發生時間="183100"), row(發生日期="20250116")])
    )
    assert len(batch.crashes) == 3
    assert batch.parties.groupby("crash_id").size().tolist() == [2, 1, 1]


def test_the_order_of_the_rows_plays_no_part(row, police_file):
    rows = [
        row(當事者順位=str(ordinal), 當事者事故發生時年齡=str(age), 發生時間=time)
        for time, ordinal, age in itertools.product(["080000", "090000"], [1, 2, 3], [30, 40])
    ]
    tables = []
    for seed in range(4):
        shuffled = rows.copy()
        random.Random(seed).shuffle(shuffled)
        batch = read_crash_file(police_file(shuffled))
        tables.append((batch.crashes, batch.parties, batch.raw_rows))
    for table in tables[1:]:
        for first, other in zip(tables[0], table, strict=True):
            pd.testing.assert_frame_equal(first, other)


def test_parties_are_numbered_by_their_delivered_ordinal(row, police_file):
    rows = [row(當事者順位=ordinal, 當事者事故發生時年齡=ordinal) for ordinal in ("3", "1", "10")]
    parties = read_crash_file(police_file(rows)).parties
    assert parties["delivered_ordinal"].tolist() == [1, 3, 10]
    assert parties["party_no"].tolist() == [1, 2, 3]
    assert parties["age"].tolist() == [1, 3, 10]


def test_two_first_parties_under_one_key_both_stay(row, police_file):
    rows = [row(當事者事故發生時年齡=age) for age in ("20", "60")]
    batch = read_crash_file(police_file(rows))
    assert len(batch.crashes) == 1
    assert batch.parties["party_no"].tolist() == [1, 2]


def test_the_first_party_speaks_for_the_crash(row, police_file):
    rows = [row(當事者順位="2", 天候名稱="雨"), row(當事者順位="1", 天候名稱="晴")]
    assert read_crash_file(police_file(rows)).crashes["weather_code"].tolist() == ["8"]


def test_passengers_and_fled_drivers_are_parties(row, police_file):
    empty = dict.fromkeys(
        [
            "當事者區分-類別-大類別名稱-車種",
            "當事者區分-類別-子類別名稱-車種",
            "當事者行動狀態大類別名稱",
            "當事者行動狀態子類別名稱",
            "車輛撞擊部位大類別名稱-最初",
            "車輛撞擊部位子類別名稱-最初",
        ],
        "",
    )
    passenger = {
        "當事者區分-類別-大類別名稱-車種": "人",
        "當事者區分-類別-子類別名稱-車種": "乘客",
    }
    rows = [row(), row(當事者順位="2", **passenger), row(當事者順位="3", **empty)]
    batch = read_crash_file(police_file(rows))
    assert batch.parties["kind_code"].isna().tolist() == [False, False, True]
    assert batch.parties["kind_code"].tolist()[:2] == ["C03", "H02"]
    assert batch.unknown_codes.empty


def test_lost_leading_zeros_of_the_time_come_back(row, police_file):
    times = ["30500", "500", "0", "183000"]
    crashes = read_crash_file(police_file([row(發生時間=time) for time in times])).crashes
    assert crashes["occurred_at"].dt.strftime("%H:%M:%S").tolist() == [
        "00:00:00",
        "00:05:00",
        "03:05:00",
        "18:30:00",
    ]


def test_a_crash_has_the_same_key_with_and_without_leading_zeros(row, police_file):
    full, lost = (
        read_crash_file(police_file([row(發生時間=time)])).crashes["crash_id"].tolist()
        for time in ("003500", "3500")
    )
    assert full == lost


def test_a_crash_keeps_its_key_when_the_file_grows(row, police_file):
    first = read_crash_file(police_file([row()])).crashes["crash_id"]
    later = read_crash_file(
        police_file([row(發生時間="070000"), row(), row(當事者順位="2")])
    ).crashes
    assert set(first) < set(later["crash_id"])


@pytest.mark.parametrize(
    ("stated", "casualties", "severity", "derived"),
    [
        ("A1", "死亡1;受傷0", "A1", False),
        ("A2類", "死亡0;受傷1", "A2", False),
        ("", "死亡2;受傷1", "A1", True),
        ("A9", "死亡0;受傷1", "A2", True),
    ],
)
def test_a_class_that_is_not_stated_follows_from_the_deaths(
    row, police_file, stated, casualties, severity, derived
):
    path = police_file([row(事故類別名稱=stated, 死亡受傷人數=casualties)])
    crash = read_crash_file(path).crashes.iloc[0]
    assert (crash["severity"], bool(crash["severity_derived"])) == (severity, derived)


def test_an_unknown_text_keeps_the_row_and_is_counted(row, police_file):
    rows = [row(天候名稱="冰雹"), row(天候名稱="冰雹", 當事者順位="2"), row(發生時間="70000")]
    batch = read_crash_file(police_file(rows))
    assert batch.unknown_codes.values.tolist() == [["天候名稱", "冰雹", 2]]
    assert batch.crashes["weather_code"].isna().tolist() == [False, True]
    assert "冰雹" in batch.raw_rows["cells"].iloc[1]


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("死亡受傷人數", "死亡一人"),
        ("速限-第1當事者", "五十"),
        ("當事者事故發生時年齡", "9" * 40),
        ("肇事逃逸類別名稱-是否肇逃", "不詳"),
    ],
)
def test_a_number_that_cannot_be_read_is_counted_and_missing(row, police_file, column, text):
    batch = read_crash_file(police_file([row(**{column: text})]))
    assert batch.unknown_codes.values.tolist() == [[column, text, 1]]


def test_an_age_of_minus_one_is_unknown(row, police_file):
    batch = read_crash_file(police_file([row(當事者事故發生時年齡="-1")]))
    assert batch.parties["age"].isna().all()
    assert batch.unknown_codes.empty


def test_the_edition_of_the_codes_follows_from_the_day(row, police_file):
    days = ["20230630", "20230701"]
    crashes = read_crash_file(police_file([row(發生日期=day) for day in days])).crashes
    assert crashes["code_version"].tolist() == ["until-2023-06", "from-2023-07"]


def test_the_place_names_the_county_and_the_police_unit_stands_in(row, police_file):
    rows = [
        row(處理單位名稱警局層="國道公路警察局", 發生地點="臺中市西屯區國道1號 178公里"),
        row(發生地點="某某橋頭", 發生時間="070000"),
    ]
    crashes = read_crash_file(police_file(rows)).crashes.set_index("place_text")
    assert crashes.loc["臺中市西屯區國道1號 178公里", "county"] == "臺中市"
    assert crashes.loc["某某橋頭", "county"] == "嘉義市"


def test_tables_have_the_columns_of_the_model(row, police_file):
    batch = read_crash_file(police_file([row()]))
    assert tuple(batch.crashes.columns) == CRASH_COLUMNS
    assert tuple(batch.parties.columns) == PARTY_COLUMNS
    assert batch.columns[0] == "發生年度"


def test_columns_may_stand_in_another_order(row, police_file):
    turned = tuple(reversed(row()))
    batch = read_crash_file(police_file([row()], columns=turned))
    pd.testing.assert_frame_equal(batch.crashes, read_crash_file(police_file([row()])).crashes)


def test_a_file_without_rows_is_an_empty_import(police_file):
    batch = read_crash_file(police_file([]))
    assert batch.counts["rows_read"] == 0
    assert batch.crashes.empty
    assert tuple(batch.crashes.columns) == CRASH_COLUMNS


def test_files_are_read_one_after_the_other_with_progress(row, police_file):
    said = []
    paths = [police_file([row()], name="a.csv"), police_file([row()], name="b.csv")]
    batches = list(read_crash_files(paths, progress=lambda *step: said.append(step)))
    assert [batch.file for batch in batches] == ["a.csv", "b.csv"]
    assert said == [("a.csv", 0, 2), ("b.csv", 1, 2), ("b.csv", 2, 2)]
