"""What a spreadsheet makes of our files."""

from io import BytesIO

import openpyxl
import pandas as pd
import pytest

from ui.table_files import csv_bytes, xlsx_bytes

EVIL = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1"]


def test_csv_begins_with_a_byte_order_mark_so_that_excel_reads_chinese():
    content = csv_bytes(pd.DataFrame({"地點": ["中山路"]}))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == "地點\n中山路\n"


@pytest.mark.parametrize("cell", EVIL)
def test_a_text_that_looks_like_a_formula_is_text_in_csv(cell):
    content = csv_bytes(pd.DataFrame({"place": [cell]})).decode("utf-8-sig")
    assert content.split("\n", 1)[1].lstrip('"').startswith("'")


@pytest.mark.parametrize("cell", EVIL[:4])
def test_a_text_that_looks_like_a_formula_is_text_in_a_workbook(cell):
    book = openpyxl.load_workbook(BytesIO(xlsx_bytes(pd.DataFrame({"place": [cell]}), "紀錄")))
    found = book.active["A2"]
    assert (found.value, found.data_type) == (cell, "s")


def test_negative_numbers_stay_numbers():
    table = pd.DataFrame({"offset_m": [-2.5]})
    assert "'-" not in csv_bytes(table).decode("utf-8-sig")
    assert openpyxl.load_workbook(BytesIO(xlsx_bytes(table, "a"))).active["A2"].value == -2.5


def test_a_sheet_name_with_forbidden_characters_is_mended():
    table = pd.DataFrame({"a": [1]})
    book = openpyxl.load_workbook(BytesIO(xlsx_bytes(table, "中山路/民族路: [2025] " + "x" * 40)))
    assert len(book.sheetnames[0]) <= 31
