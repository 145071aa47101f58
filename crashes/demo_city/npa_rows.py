"""Write the records of the demo city as rows of the police's published files."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import pandas as pd

from crashes.codes import CodeVersion, code_lists
from crashes.layouts import (
    AGE,
    CASUALTIES,
    DATE,
    HIT_AND_RUN,
    LAT,
    LON,
    MONTH,
    ORDINAL,
    PARTY_LAYOUT_COLUMNS,
    PLACE,
    POLICE_UNIT,
    SEVERITY,
    SPEED_LIMIT,
    TIME,
    YEAR,
)

INJURY, FROM, TO = "受傷程度名稱", "駛入方位(度)", "駛離方位(度)"
DEMO_COLUMNS = (*PARTY_LAYOUT_COLUMNS, INJURY, FROM, TO)  # what the police do not publish, too
UNKNOWN_AGE = "-1"

Row = dict[str, Any]

CRASH_CELLS: dict[str, Callable[[Row], str]] = {
    YEAR: lambda crash: str(crash["occurred_at"].year),
    MONTH: lambda crash: str(crash["occurred_at"].month),
    DATE: lambda crash: f"{crash['occurred_at']:%Y%m%d}",
    TIME: lambda crash: f"{crash['occurred_at']:%H%M%S}",
    SEVERITY: lambda crash: str(crash["severity"]),
    POLICE_UNIT: lambda crash: str(crash["police_unit"]),
    PLACE: lambda crash: str(crash["place_text"]),
    SPEED_LIMIT: lambda crash: str(crash["speed_limit_kmh"]),
    CASUALTIES: lambda crash: f"死亡{crash['deaths']};受傷{crash['injuries']}",
    LON: lambda crash: _degrees(crash["lon"]),
    LAT: lambda crash: _degrees(crash["lat"]),
}
PARTY_CELLS: dict[str, Callable[[Row], str]] = {
    ORDINAL: lambda party: str(party["delivered_ordinal"]),
    AGE: lambda party: _age(party),
    HIT_AND_RUN: lambda party: "是" if party["hit_and_run"] else "否",
    INJURY: lambda party: _injury(party["injury_code"]),
    FROM: lambda party: _degrees(party["from_deg"]),
    TO: lambda party: _degrees(party["to_deg"]),
}


def demo_lines(crashes: pd.DataFrame, parties: pd.DataFrame) -> list[str]:
    """Return one line of CSV for each party, with the columns DEMO_COLUMNS.

    Parameters
    ----------
    crashes, parties
        Tables of the contract (CRASH_COLUMNS, PARTY_COLUMNS); parties in the order of the crashes.
    """
    return _lines(crashes, parties, DEMO_COLUMNS)


def npa_lines(crashes: pd.DataFrame, parties: pd.DataFrame) -> list[str]:
    """Return one line of CSV for each party, with the 51 columns that the police publish."""
    return _lines(crashes, parties, PARTY_LAYOUT_COLUMNS)


def _lines(crashes: pd.DataFrame, parties: pd.DataFrame, columns: Sequence[str]) -> list[str]:
    cells: dict[str, Row] = {}
    versions: dict[str, str] = {}
    for crash in _rows(crashes):
        key, versions[crash["crash_id"]] = crash["crash_id"], crash["code_version"]
        cells[key] = {column: write(crash) for column, write in CRASH_CELLS.items()}
        cells[key] |= _code_cells(crash, crash["code_version"])
    lines = []
    for party in _rows(parties):
        key = party["crash_id"]
        row = cells[key] | {column: write(party) for column, write in PARTY_CELLS.items()}
        row |= _code_cells(party, versions[key])
        lines.append(_line([row.get(column, "") for column in columns]))
    return lines


def _rows(table: pd.DataFrame) -> list[Row]:
    """Return the rows of a table as dictionaries, None where a value is missing."""
    columns = {
        name: [None if missing else value for value, missing in zip(values, absent, strict=True)]
        for name in table.columns
        for values, absent in [(_plain(table[name]), table[name].isna())]
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _plain(column: "pd.Series[Any]") -> list[Any]:
    if column.dtype.kind == "M":
        return [datetime.fromisoformat(str(moment)) for moment in column]
    return column.tolist()


def _code_cells(record: Row, version: str) -> dict[str, str]:
    """Return the texts of every coded item of a record, by the columns of the file."""
    found: dict[str, str] = {}
    for field in code_lists():
        if field in record and code_lists()[field].fields[field]:
            found.update(_code_cell(field, record[field], version))
    return found


@cache
def _code_cell(field: str, code: str | None, version: str) -> tuple[tuple[str, str], ...]:
    """Return main class and text of a code, each with its column."""
    described = code_lists()[field]
    value = described.values_by_code[CodeVersion(version), code] if code else None
    texts = (value.group, value.text) if value else ("", "")
    columns = described.fields[field]
    return tuple(zip(columns, texts[-len(columns) :], strict=True))


def _age(party: Row) -> str:
    return UNKNOWN_AGE if party["age"] is None else str(party["age"])


def _injury(code: str | None) -> str:
    values = code_lists()["injury_code"].values_by_code
    return values[CodeVersion.FROM_2023_07, code].text if code else ""


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")


def _line(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()
