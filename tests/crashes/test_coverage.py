"""Which months a file holds whole, judged by the days of its crashes."""

from datetime import date, timedelta

import pytest

from crashes.coverage import COVERAGE_COLUMNS, delivered_stretches
from crashes.intake import read_crash_file
from language import Language, Message

# Counties of a file of the whole country, with crashes a day in their usual shares.
USUAL = {"新北市": 13, "臺北市": 5, "桃園市": 11, "臺中市": 17, "臺南市": 11, "高雄市": 10}
USUAL |= {"彰化縣": 6, "屏東縣": 4, "新竹縣": 3, "雲林縣": 3, "嘉義縣": 2, "南投縣": 2}


@pytest.fixture
def coverage(row, police_file):
    """Return month -> (state, days) of one county and class, from crashes given as days."""

    def read(days, *, severity="A2", footers=(), county="嘉義市", others=()):
        rows = [
            row(
                發生日期=f"{day:%Y%m%d}",
                發生時間=f"{number % 24:02}{number // 24 % 60:02}00",
                事故類別名稱=severity,
                發生地點=f"{where}東區甲路{number}號",
            )
            for where, when in ((county, days), *others)
            for number, day in enumerate(when)
        ]
        table = read_crash_file(police_file(rows, footers=footers)).coverage
        assert tuple(table.columns) == COVERAGE_COLUMNS
        chosen = table[(table["county"] == county) & (table["severity"] == severity)]
        return {
            month: (state, len(days))
            for month, state, days in chosen.iloc[:, 2:5].to_numpy().tolist()
        }

    return read


def every_day(first, count, crashes_a_day=3):
    return [first + timedelta(days=day) for day in range(count) for _ in range(crashes_a_day)]


def test_a_month_with_crashes_on_all_its_days_is_complete(coverage):
    assert coverage(every_day(date(2025, 1, 1), 31)) == {"2025-01": ("complete", 31)}


def test_the_first_days_of_a_month_are_partial(coverage):
    assert coverage(every_day(date(2025, 3, 1), 3)) == {"2025-03": ("partial", 3)}


def test_one_whole_month_among_first_days_is_the_only_complete_one(coverage):
    days = every_day(date(2025, 1, 1), 31)
    for month in (2, 3, 4):
        days += every_day(date(2025, month, 1), 2)
    assert coverage(days) == {
        "2025-01": ("complete", 31),
        "2025-02": ("partial", 2),
        "2025-03": ("partial", 2),
        "2025-04": ("partial", 2),
    }


def test_months_between_are_absent_when_their_gap_is_improbable(coverage):
    days = every_day(date(2025, 1, 1), 31) + every_day(date(2025, 4, 1), 30)
    assert set(coverage(days)) == {"2025-01", "2025-04"}


def test_a_rare_class_may_have_months_without_a_crash(coverage):
    rare = [date(2024, 1, 20) + timedelta(days=41 * number) for number in range(8)]
    months = coverage(rare, severity="A1")
    assert len(months) == 11
    assert {state for state, _ in months.values()} == {"complete"}


def test_rare_crashes_on_first_days_only_are_partial(coverage):
    days = [date(2023, month, day) for month in range(1, 13) for day in (1, 2)]
    assert set(coverage(days).values()) == {("partial", 2)}


def test_a_month_that_had_not_ended_when_the_file_was_provided_is_partial(coverage):
    days = every_day(date(2025, 1, 1), 29)
    assert coverage(days, footers=["資料提供日期：114年01月30日"]) == {"2025-01": ("partial", 29)}


def test_a_month_of_another_length_is_known(coverage):
    assert coverage(every_day(date(2024, 2, 1), 29)) == {"2024-02": ("complete", 29)}


def test_a_county_that_stops_early_is_partial_though_the_file_goes_on(coverage):
    own = every_day(date(2025, 1, 1), 12, crashes_a_day=5)
    others = [("臺北市", every_day(date(2025, 1, 1), 31))]
    assert coverage(own, others=others)["2025-01"][0] == "partial"


def country(first, count):
    return [(county, every_day(first, count, usual)) for county, usual in USUAL.items()]


def test_a_file_of_the_whole_country_speaks_for_a_county_that_seldom_has_crashes(coverage):
    others = country(date(2025, 1, 1), 31)
    assert coverage([], county="連江縣", others=others) == {"2025-01": ("complete", 31)}


def test_a_county_without_its_usual_crashes_had_not_delivered_yet(coverage):
    others = country(date(2025, 1, 1), 31)
    assert coverage([], county="花蓮縣", others=others) == {}
    assert coverage([date(2025, 1, 9)], county="花蓮縣", others=others) == {
        "2025-01": ("partial", 1)
    }
    enough = every_day(date(2025, 1, 1), 31, 1)
    assert coverage(enough, county="花蓮縣", others=others) == {"2025-01": ("complete", 31)}


def test_own_counties_only_are_listed(row, police_file):
    rows = [row(), row(發生地點="臺北市中正區甲路1號", 處理單位名稱警局層="臺北市政府警察局")]
    table = read_crash_file(police_file(rows), counties=["嘉義市"]).coverage
    assert set(table["county"]) == {"嘉義市"}


def test_each_month_says_how_it_was_judged(row, police_file):
    table = read_crash_file(police_file([row()])).coverage
    said = Message.from_json(table["reason"].iloc[0]).in_language(Language.EN)
    assert said == "The crashes of the file stop: it holds 2025-01-15 to 2025-01-15."


def test_no_crashes_make_no_stretch():
    assert delivered_stretches([]) == []
