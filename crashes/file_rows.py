"""Read the rows of an opened crash file into columns of texts, and set the damaged ones aside."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.csv

from crashes.crash_file import CrashFile, CrashFileError
from crashes.file_lines import split_lines
from crashes.odd_lines import read_odd_lines
from crashes.quarantine import RowFault
from crashes.row_damage import NOT_UTF8
from crashes.text_column import Indices, TextColumn, joined

ABSENT_DELIMITER = "\x01"  # a line without it is one cell


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a crash file: their cells, the whole line, and their place in the file."""

    columns: dict[str, TextColumn]
    lines: "pd.Series[str]"  # the row as one CSV line
    file_rows: Indices  # 1 = the first row after the header

    def __len__(self) -> int:
        return len(self.file_rows)

    def take(self, rows: npt.NDArray[np.bool_] | Indices) -> "Rows":
        """Return these rows (a mask or positions)."""
        return Rows(
            {name: column.take(rows) for name, column in self.columns.items()},
            self.lines[rows].reset_index(drop=True),
            self.file_rows[rows],
        )

    def cells(self, row: int) -> dict[str, str]:
        """Return the cells of one row, column -> text."""
        return {name: str(column.texts[column.rows[row]]) for name, column in self.columns.items()}


@dataclass(frozen=True, slots=True)
class FileRows:
    """What stands in a crash file after its header."""

    rows: Rows
    faults: tuple[RowFault, ...]
    rows_read: int
    footer_rows: int
    blank_rows: int
    provided_on: date | None  # the day the footer names


def read_rows(file: CrashFile) -> FileRows:
    """Return the rows of `file`.

    Raises
    ------
    CrashFileError
        Most lines are not UTF-8.
    """
    lines = split_lines(file.body, len(file.columns))
    odd = read_odd_lines(lines.odd, file.columns)
    if 2 * sum(fault.reason == NOT_UTF8 for fault in odd.faults) > lines.count:
        raise CrashFileError(
            "{file} is in another encoding than its header; UTF-8 is needed.", file=file.name
        )
    parts = [_regular_rows(lines.regular, lines.regular_rows, file.columns)]
    if odd.cells:
        parts.append(rows_of_cells(odd.cells, odd.file_rows, file.columns))
    return FileRows(
        rows=_in_file_order(parts),
        faults=tuple(odd.faults),
        rows_read=lines.count - odd.joined_lines,
        footer_rows=odd.footer_rows,
        blank_rows=odd.blank_rows,
        provided_on=odd.provided_on,
    )


def rows_of_cells(
    cells: Sequence[Sequence[str]], file_rows: Sequence[int], columns: Sequence[str]
) -> Rows:
    """Return rows of which each cell is known apart.

    Examples
    --------
    >>> rows = rows_of_cells([["晴", "中山路, 西側"]], [7], ["天候名稱", "發生地點"])
    >>> rows.lines[0], rows.cells(0)
    ('晴,"中山路, 西側"', {'天候名稱': '晴', '發生地點': '中山路, 西側'})
    """
    by_column = zip(*cells, strict=True) if cells else [()] * len(columns)
    return Rows(
        {name: TextColumn.of(texts) for name, texts in zip(columns, by_column, strict=True)},
        pd.Series([_csv_line(row) for row in cells], dtype="str"),
        np.array(file_rows, dtype=np.int64),
    )


def _regular_rows(lines: bytes, file_rows: Indices, columns: Sequence[str]) -> Rows:
    if not lines:
        return rows_of_cells([], [], columns)
    # Arrow reads the cells as dictionaries: each different text of a column once.
    text = pa.dictionary(pa.int32(), pa.string())
    table = _read_csv(lines, columns, text).unify_dictionaries().combine_chunks()
    whole = _read_csv(lines, ["line"], pa.large_string(), delimiter=ABSENT_DELIMITER)
    return Rows(
        {name: _text_column(table.column(name)) for name in columns},
        whole.column("line").to_pandas(),
        file_rows,
    )


def _read_csv(
    lines: bytes, columns: Sequence[str], kind: pa.DataType, *, delimiter: str = ","
) -> pa.Table:
    return pyarrow.csv.read_csv(
        io.BytesIO(lines),
        read_options=pyarrow.csv.ReadOptions(column_names=list(columns)),
        parse_options=pyarrow.csv.ParseOptions(delimiter=delimiter, quote_char=False),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=dict.fromkeys(columns, kind), strings_can_be_null=False
        ),
    )


def _text_column(column: pa.ChunkedArray) -> TextColumn:
    chunk = column.chunk(0)
    texts = np.array(chunk.dictionary.to_pylist(), dtype=object)
    return TextColumn(texts, chunk.indices.to_numpy().astype(np.int64))


def _csv_line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


def _in_file_order(parts: Sequence[Rows]) -> Rows:
    if len(parts) == 1:
        return parts[0]
    together = Rows(
        {name: joined([part.columns[name] for part in parts]) for name in parts[0].columns},
        pd.concat([part.lines for part in parts], ignore_index=True),
        np.concatenate([part.file_rows for part in parts]),
    )
    return together.take(np.argsort(together.file_rows, kind="stable"))
