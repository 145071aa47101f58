"""Rows of the quarantine: written to a file, corrected there, tried again."""

import csv
import io
import json
from types import SimpleNamespace

import pandas as pd
import pytest

from crashes.intake import read_crash_file
from crashes.quarantine import CorrectionsError, changed_cells, corrections_csv, read_corrections
from crashes.retry import retry_quarantined
from language import Language, in_language


class Records:
    """The verbs of a store that a retry needs, over tables in memory."""

    def __init__(self, batch):
        self.columns, self.raw_rows = batch.columns, batch.raw_rows
        self.waiting = batch.quarantine.assign(quarantine_id=range(1, len(batch.quarantine) + 1))
        self.saved, self.settled, self.authors = [], [], set()

    def quarantined(self, *, state):
        assert state == "waiting"
        return self.waiting

    def correct_quarantined(self, quarantine_id, cells, *, author):
        assert quarantine_id in self.waiting["quarantine_id"].tolist()
        assert cells
        self.authors.add(author)

    def close_quarantined(self, quarantine_ids, *, state, author):
        assert (state, author) == ("settled", "A")
        self.settled += quarantine_ids

    def crashes(self, chosen=None):
        return self.raw_rows[self.raw_rows["crash_id"].isin(chosen.crash_ids)].drop_duplicates(
            "crash_id"
        )

    def crash(self, crash_id):
        lines = self.raw_rows.loc[self.raw_rows["crash_id"] == crash_id, "cells"]
        cells = (next(csv.reader([line])) for line in lines)
        return SimpleNamespace(
            source_rows=tuple(dict(zip(self.columns, one, strict=True)) for one in cells)
        )

    def save_import(self, batch):
        self.saved.append(batch)


@pytest.fixture
def imported(row, police_file):
    """Import two rows of a crash and a third with a wrong date."""

    def read(**changes):
        bad = row(當事者順位="3", **({"發生日期": "20250230"} | changes))
        return Records(read_crash_file(police_file([row(), row(當事者順位="2"), bad])))

    return read


def corrected_file(records, **cells):
    text = corrections_csv(records.waiting)
    table = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    for name, cell in cells.items():
        table.loc[0, name] = cell
    return table.to_csv(index=False)


def test_the_file_for_corrections_says_what_is_wrong_in_the_chosen_language(imported):
    with in_language(Language.ZH_TW):
        text = corrections_csv(imported().waiting)
    [row] = csv.DictReader(io.StringIO(text))
    assert row["quarantine_id"] == "1"
    assert row["file_row"] == "3"
    assert row["column"] == "發生日期"
    assert row["reason"] == "這不是有效的日期：20250230"
    assert row["發生地點"].startswith("嘉義市")


def test_a_corrected_row_joins_the_crash_it_belongs_to(imported):
    records = imported()
    corrections = read_corrections(corrected_file(records, 發生日期="20250115"))
    outcome = retry_quarantined(records, author="A", corrections=corrections)
    assert (outcome.settled, outcome.reasons) == ((1,), {})
    [batch] = records.saved
    assert batch.parties["party_no"].tolist() == [1, 2, 3]
    assert batch.crashes["crash_id"].tolist() == [records.raw_rows["crash_id"].iloc[0]]
    assert batch.quarantine.empty
    assert batch.coverage.empty
    assert records.settled == [1]
    assert records.authors == {"A"}


def test_a_row_that_is_still_wrong_goes_on_waiting(imported):
    records = imported()
    corrections = read_corrections(corrected_file(records, 發生日期="20250231"))
    outcome = retry_quarantined(records, author="A", corrections=corrections)
    assert outcome.settled == ()
    assert outcome.reasons[1].values == {"text": "20250231"}
    assert not records.saved
    assert not records.settled


def test_a_row_nobody_corrected_goes_on_waiting(imported):
    records = imported()
    assert retry_quarantined(records, author="A").settled == ()
    assert not records.authors


def test_only_the_chosen_rows_are_tried(imported):
    records = imported()
    corrections = {1: json.loads(records.waiting["cells"].iloc[0]) | {"發生日期": "20250115"}}
    outcome = retry_quarantined(records, author="A", corrections=corrections, quarantine_ids={99})
    assert outcome.settled == ()
    assert not records.saved


@pytest.mark.parametrize(
    "damage",
    [
        lambda line: line[:-20],
        lambda line: line + b",x",
        lambda line: line.replace("晴".encode(), b"\0"),
        lambda line: line.replace("晴".encode(), b"\xff"),
        lambda line: line.replace("晴".encode(), b'"'),
        lambda line: line.replace("晴".encode(), b"y" * 2_000),
    ],
)
def test_a_damaged_row_is_not_taken_for_whole_before_somebody_corrects_it(
    row, csv_bytes, police_file, damage
):
    good = csv_bytes([row(), row(發生時間="070000")]).split(b"\r\n")
    path = police_file(b"\r\n".join([good[0], damage(good[1]), good[2], b""]))
    records = Records(read_crash_file(path))
    assert retry_quarantined(records, author="A").settled == ()
    whole = read_corrections(corrected_file(records, **row(), **{"+1": ""}))
    assert retry_quarantined(records, author="A", corrections=whole).settled == (1,)


def test_rows_of_the_simple_layout_keep_their_coordinates(police_file):
    header = "發生時間,發生地點,死亡受傷人數,車種,經度,緯度\n"
    bad = "2021-02-30 04:49:00,嘉義市東區甲路,死亡0;受傷1,普通重型-機車,120.449,23.480\n"
    records = Records(read_crash_file(police_file((header + bad).encode("utf-8-sig"))))
    corrections = read_corrections(corrected_file(records, 發生時間="2021-02-28 04:49:00"))
    assert retry_quarantined(records, author="A", corrections=corrections).settled == (1,)
    assert records.saved[0].crashes["lon"].tolist() == [120.449]


def test_a_cell_that_a_spreadsheet_would_compute_is_guarded(imported):
    text = corrections_csv(imported(發生地點="=HYPERLINK(1)").waiting)
    [row] = csv.DictReader(io.StringIO(text))
    assert row["發生地點"] == "'=HYPERLINK(1)"
    assert read_corrections(text)[1]["發生地點"] == "=HYPERLINK(1)"


def test_a_file_of_something_else_is_refused():
    with pytest.raises(CorrectionsError, match="quarantine_id"):
        read_corrections("a,b\n1,2\n")
    with pytest.raises(CorrectionsError, match="Row 1"):
        read_corrections("quarantine_id,b\nx,2\n")


def test_cells_that_were_absent_and_are_empty_are_no_correction():
    assert changed_cells({"a": "1"}, {"a": "1", "b": ""}) is None
    assert changed_cells({"a": "1"}, {"a": "2"}) == {"a": "2"}


def test_a_row_that_was_read_by_a_mapping_waits_and_says_what_to_do(imported):
    records = imported()
    cells = json.dumps({"Case": "1402680", "How": "Angle"})
    records.waiting = records.waiting.head(1).assign(cells=cells)
    outcome = retry_quarantined(records, author="A")
    assert (outcome.settled, records.saved) == ((), [])
    assert "import that again" in outcome.reasons[1].in_language(Language.EN)
