"""The police file of the demo city has the shape of the published ones."""

import csv

import pytest

from crashes.demo_city.npa_file import write_npa_file
from crashes.layouts import PARTY_LAYOUT_COLUMNS


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
