"""Tables as files for spreadsheets: CSV that Excel reads as Unicode, and XLSX."""

from io import BytesIO

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
MAX_SHEET_NAME = 31
FORBIDDEN_IN_SHEET_NAME = str.maketrans("[]:*?/\\", "       ")


def csv_bytes(table: pd.DataFrame) -> bytes:
    r"""Return the table as CSV in UTF-8 with a byte order mark, without its index.

    A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay
    numbers.

    Examples
    --------
    >>> csv_bytes(pd.DataFrame({"place": ["=1+1"], "offset_m": [-2.5]})).decode("utf-8-sig")
    "place,offset_m\n'=1+1,-2.5\n"
    """
    return table.map(as_plain_text).to_csv(index=False).encode("utf-8-sig")


def xlsx_bytes(table: pd.DataFrame, sheet_name: str) -> bytes:
    """Return the table as a workbook of one sheet; texts never become formulas."""
    content = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with pd.ExcelWriter(content, engine="xlsxwriter", engine_kwargs={"options": options}) as book:
        name = sheet_name.translate(FORBIDDEN_IN_SHEET_NAME)[:MAX_SHEET_NAME].strip() or "1"
        table.to_excel(book, sheet_name=name, index=False, freeze_panes=(1, 0))
        book.sheets[name].autofit()
    return content.getvalue()


def as_plain_text(cell: object) -> object:
    """Return a cell as it may stand in a CSV file.

    Examples
    --------
    >>> as_plain_text("@SUM(A1)"), as_plain_text(-3), as_plain_text("中山路")
    ("'@SUM(A1)", -3, '中山路')
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
