"""The police file of the demo city has the shape of the published ones."""

import csv

import pandas as pd
import pytest

from crashes.demo_city.npa_file import write_npa_file
from crashes.intake import read_crash_file
from crashes.layouts import PARTY_LAYOUT_COLUMNS
from crashes.model import CRASH_COLUMNS, PARTY_COLUMNS

KEYS = ["occurred_at", "place_text"]


@pytest.fixture(scope="module")
def written(city, tmp_path_factory):
    path = tmp_path_factory.mktemp("npa") / "demo.csv"
    return path, write_npa_file(path, city)


def test_it_has_a_byte_order_mark_and_crlf(written):
    content = written[0].read_bytes()
    assert content.startswith(b"\xef\xbb\xbf" + PARTY_LAYOUT_COLUMNS[0].encode())
    assert content.count(b"\r\n") == content.count(b"\n") == written[1] + 3
    assert content.endswith(b"\r\n")


def test_every_row_has_51_cells(written):
    with written[0].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert tuple(rows[0]) == PARTY_LAYOUT_COLUMNS
    assert {len(row) for row in rows} == {51}


def test_two_footer_lines_follow_the_rows(written):
    lines = written[0].read_text(encoding="utf-8-sig").splitlines()
    assert lines[-2].startswith("資料提供日期：")
    assert lines[-1].startswith("事故類別：A1、A2類")
    assert not any(line.startswith("資料") for line in lines[:-2])


def test_it_holds_the_parties_of_a1_and_a2_only(city, written):
    crashes = city.batch.crashes
    kept = crashes.loc[crashes["severity"] != "A3", "crash_id"]
    assert written[1] == city.batch.parties["crash_id"].isin(kept).sum()


def test_texts_belong_to_the_edition_of_the_day(written):
    with written[0].open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["發生年度"].isdigit()]
    old = {row["光線名稱"] for row in rows if row["發生日期"] < "20230701"}
    new = {row["光線名稱"] for row in rows if row["發生日期"] >= "20230701"}
    assert "日間自然光線" in old
    assert "有照明且開啟" in new
    assert not old & new


@pytest.fixture(scope="module")
def imported(written):
    return read_crash_file(written[0])


@pytest.fixture(scope="module")
def matched(city, imported):
    """Keys of the same crash in the city and in what was imported."""
    own = city.batch.crashes.query("severity != 'A3'")
    pairs = own[["crash_id", *KEYS]].merge(
        imported.crashes[["crash_id", *KEYS]], on=KEYS, suffixes=("_own", "_read"), validate="1:1"
    )
    assert len(pairs) == len(own) == len(imported.crashes)
    return pairs


def test_the_import_finds_nothing_to_complain_about(written, imported):
    assert imported.counts["party_rows"] == written[1]
    assert imported.counts["rows_read"] == written[1] + 2
    assert imported.unknown_codes.empty
    assert imported.quarantine.empty
    assert set(imported.coverage["county"]) == {"示範市"}


@pytest.mark.parametrize("column", sorted(set(CRASH_COLUMNS) - {"crash_id", "source"}))
def test_every_item_of_a_crash_comes_back_from_the_import(city, imported, matched, column):
    own = city.batch.crashes.set_index("crash_id")[column].loc[matched["crash_id_own"]]
    read = imported.crashes.set_index("crash_id")[column].loc[matched["crash_id_read"]]
    pd.testing.assert_series_equal(own, read, check_index=False)


@pytest.mark.parametrize(
    "column", sorted(set(PARTY_COLUMNS) - {"crash_id", "injury_code", "from_deg", "to_deg"})
)
def test_every_item_of_a_party_comes_back_from_the_import(city, imported, matched, column):
    key_of = matched.set_index("crash_id_own")["crash_id_read"]
    own = city.batch.parties[city.batch.parties["crash_id"].isin(key_of.index)]
    own = own.assign(crash_id=own["crash_id"].map(key_of)).set_index(["crash_id", "party_no"])
    read = imported.parties.set_index(["crash_id", "party_no"]).loc[own.index]
    values = [table.reset_index()[column] for table in (own, read)]
    pd.testing.assert_series_equal(*values)
