"""Read any CSV table of an agency: its header and its sound rows, the damaged ones set aside."""

import csv
import hashlib
import io
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from crashes.crash_file import CrashFileError
from crashes.crash_tables import read_number
from crashes.quarantine import RowFault
from crashes.row_damage import EXTRA, damage_of

FILE_ROW = "file_row"  # index of the rows of a table: 1 = the first row after the header
SHOWN_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A CSV file as texts; rows that are equal in every cell stand once."""

    name: str
    sha256: str
    columns: tuple[str, ...]
    rows: pd.DataFrame  # texts, indexed by `file_row`
    faults: tuple[RowFault, ...]
    rows_read: int
    blank_rows: int
    duplicate_rows: int


def read_source_table(path: Path, needed: Collection[str] = ()) -> SourceTable:
    """Return the table in the CSV file at `path`.

    Parameters
    ----------
    path
        A CSV file in UTF-8 with a header.
    needed
        Columns that have to be there.

    Raises
    ------
    CrashFileError
        The file cannot be read as such a table, or lacks needed columns; it is named.
    """
    content = _content(path)
    text = _text(content, path)
    reader = csv.reader(io.StringIO(text))
    columns = tuple(cell.strip() for cell in next(reader, []))
    _check_columns(columns, needed, path)
    sound: dict[int, list[str]] = {}
    faults = []
    read = blank = 0
    try:
        for read, cells in enumerate(reader, start=1):
            if not any(cell.strip() for cell in cells):
                blank += 1
            elif damage := damage_of(columns, cells):
                faults.append(RowFault(read, damage.column, damage.reason, _named(columns, cells)))
            else:
                sound[read] = [cell.strip() for cell in cells]
    except csv.Error as error:
        raise CrashFileError(
            "{file} cannot be read: {reason}.", file=str(path), reason=str(error)
        ) from None
    rows = pd.DataFrame(list(sound.values()), columns=list(columns), dtype="str")
    rows.index = pd.Index(list(sound), name=FILE_ROW, dtype="int64")
    once = rows.drop_duplicates()
    return SourceTable(
        name=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        columns=columns,
        rows=once,
        faults=tuple(faults),
        rows_read=read,
        blank_rows=blank,
        duplicate_rows=len(rows) - len(once),
    )


def csv_line(cells: Collection[str]) -> str:
    """Return cells as one line of CSV, without the end of line.

    Examples
    --------
    >>> csv_line(["1402680", "Angle, both", ""])
    '1402680,"Angle, both",'
    """
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(cells)
    return written.getvalue()


def numbers_of(texts: "pd.Series[str]") -> "pd.Series[float]":
    """Return the numbers that texts write, nan where one writes none; same index."""
    return pd.Series([read_number(text) for text in texts], index=texts.index, dtype="float64")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise CrashFileError("There is no file {file}.", file=str(path)) from None
    except OSError as error:
        raise CrashFileError(
            "{file} cannot be read: {reason}.", file=str(path), reason=error.strerror
        ) from None


def _text(content: bytes, path: Path) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise CrashFileError(
            "{file} is binary or in an unknown encoding; a CSV file in UTF-8 is needed.",
            file=str(path),
        )
    return text


def _check_columns(columns: tuple[str, ...], needed: Collection[str], path: Path) -> None:
    missing = [name for name in needed if name not in columns]
    if missing:
        raise CrashFileError(
            "{file} does not have the expected columns: {missing_count} are missing ({missing}).",
            file=str(path),
            missing_count=len(missing),
            missing=", ".join(missing[:SHOWN_COLUMNS])
            + (", …" if len(missing) > SHOWN_COLUMNS else ""),
        )
    if len(set(columns)) < len(columns):
        raise CrashFileError("The header of {file} names a column twice.", file=str(path))


def _named(columns: tuple[str, ...], cells: list[str]) -> dict[str, str]:
    names = [*columns, *(f"{EXTRA}{n}" for n in range(1, len(cells) - len(columns) + 1))]
    return dict(zip(names, cells, strict=False))
