"""Damaged rows: good rows are kept, bad ones go to the quarantine with row, column and reason."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crashes.crash_file import CrashFileError
from crashes.intake import read_crash_file
from language import Language, Message

GOOD_TIMES = ["010000", "020000"]


def reasons(batch):
    return [
        (
            fault["file_row"],
            None if fault["column"] is None else str(fault["column"]),
            Message.from_json(fault["reason"]).in_language(Language.EN),
        )
        for fault in batch.quarantine.to_dict("records")
    ]


@pytest.fixture
def between_good_rows(row, csv_bytes, police_file):
    """Read a file whose second row is given as bytes, between two good ones."""

    def read(bad, *, last=False):
        good = csv_bytes([row(發生時間=time) for time in GOOD_TIMES])
        header, first, second, _ = good.split(b"\r\n")
        lines = [header, first, second, bad] if last else [header, first, bad, second, b""]
        return read_crash_file(police_file(b"\r\n".join(lines)))

    return read


@pytest.fixture
def bad_row(row, csv_bytes):
    def make(**changes):
        return csv_bytes([row(**changes)]).split(b"\r\n")[1]

    return make


@pytest.mark.parametrize(
    ("changes", "column", "said"),
    [
        ({"發生日期": "20250230"}, "發生日期", "This is no date: 20250230"),
        ({"發生日期": ""}, "發生日期", "This is no date: "),
        ({"發生時間": "246000"}, "發生時間", "This is no time of day: 246000"),
        ({"發生時間": ""}, "發生時間", "This is no time of day: "),
        ({"發生地點": " "}, "發生地點", "There is no place."),
        ({"天候名稱": "晴\0"}, "天候名稱", "NUL bytes"),
        ({"發生地點": "長" * 1001}, "發生地點", "1001 characters"),
    ],
)
def test_an_unreadable_cell_is_named(between_good_rows, bad_row, changes, column, said):
    batch = between_good_rows(bad_row(**changes))
    assert batch.counts["party_rows"] == 2
    [(file_row, found, reason)] = reasons(batch)
    assert (file_row, found) == (2, column)
    assert said in reason


def test_a_cell_of_ten_megabytes_is_set_aside(between_good_rows, bad_row):
    batch = between_good_rows(bad_row(發生地點="x" * 10_000_000))
    assert reasons(batch)[0][1:] == (
        "發生地點",
        "The cell holds 10000000 characters; at most 1000 are read.",
    )
    assert len(batch.quarantine["cells"].iloc[0]) < 5_000


def test_bytes_that_are_no_text_are_set_aside(between_good_rows, bad_row):
    batch = between_good_rows(bad_row().replace("晴".encode(), b"\xff\xfe"))
    assert reasons(batch) == [(2, "天候名稱", "The cell holds bytes that are not UTF-8 text.")]


@pytest.mark.parametrize(
    ("change", "found"),
    [(lambda line: line + b",more", 52), (lambda line: line.rsplit(b",", 3)[0], 48)],
)
def test_a_wrong_number_of_cells_is_set_aside(between_good_rows, bad_row, change, found):
    batch = between_good_rows(change(bad_row()))
    assert reasons(batch) == [(2, None, f"The row has {found} cells instead of 51.")]


def test_empty_cells_that_a_spreadsheet_added_do_no_harm(between_good_rows, bad_row):
    batch = between_good_rows(bad_row(發生時間="050000") + b",,,")
    assert batch.counts["party_rows"] == 3


def test_a_quotation_mark_that_is_not_closed_takes_no_other_row_along(between_good_rows, bad_row):
    batch = between_good_rows(bad_row().replace("晴".encode(), '"晴'.encode()))
    assert batch.counts["party_rows"] == 2
    assert reasons(batch) == [(2, None, "A quotation mark is not closed.")]


@pytest.mark.parametrize("place", ['嘉義市"甲"路', "嘉義市甲路, 西側", "嘉義市甲路\n西側"])
def test_quoted_cells_may_hold_quotes_commas_and_line_ends(between_good_rows, bad_row, place):
    batch = between_good_rows(bad_row(發生地點=place))
    assert batch.quarantine.empty
    assert place in set(batch.crashes["place_text"])
    assert batch.counts["rows_read"] == 3


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_file_cut_in_the_middle_keeps_its_whole_rows(between_good_rows, bad_row, cut):
    batch = between_good_rows(bad_row(發生時間="050000")[:-cut], last=True)
    assert batch.counts["party_rows"] == 2
    assert batch.counts["quarantined_rows"] == 1
    assert reasons(batch)[0][0] == 3


def test_a_whole_last_row_needs_no_line_end(between_good_rows, bad_row):
    assert between_good_rows(bad_row(發生時間="050000"), last=True).counts["party_rows"] == 3


def test_the_quarantine_keeps_the_cells_of_the_row(between_good_rows, bad_row, row):
    batch = between_good_rows(bad_row(發生日期="20250230"))
    assert json.loads(batch.quarantine["cells"].iloc[0]) == row(發生日期="20250230")


def test_unreadable_coordinates_are_no_reason_for_the_quarantine(row, police_file):
    batch = read_crash_file(police_file([row(經度="不明", 緯度="")]))
    assert batch.quarantine.empty
    assert batch.crashes[["lon", "lat"]].isna().all(axis=None)


def test_a_row_of_another_county_is_not_this_citys_to_correct(row, police_file):
    rows = [row(發生地點="臺北市中正區甲路", 發生日期="20250230")]
    counts = read_crash_file(police_file(rows), counties=["嘉義市"]).counts
    assert (counts["other_county_rows"], counts["quarantined_rows"]) == (1, 0)


PIECES = st.sampled_from(
    [b'"', b",", b"\r", b"\n", b"\0", b"\xff", b"\xe4", b'"\n"', b",,,", b"\r\n\r\n", b"9" * 50]
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(st.floats(0, 1), PIECES, st.integers(0, 80)), min_size=1, max_size=6))
def test_no_damage_breaks_the_reading_or_the_sums(row, csv_bytes, police_file, damages):
    content = csv_bytes([row(發生時間=f"{hour:02}0000") for hour in range(8)], footers=["資料"])
    for where, piece, lost in damages:
        at = int(where * len(content))
        content = content[:at] + piece + content[at + lost :]
    try:
        batch = read_crash_file(police_file(content))
    except CrashFileError:
        return
    counts = dict(batch.counts)
    crashes = counts.pop("crashes")
    assert counts.pop("rows_read") == sum(counts.values())
    assert len(batch.crashes) == crashes
    assert len(batch.quarantine) == counts["quarantined_rows"]
