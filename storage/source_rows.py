"""Keep rows as they were delivered: whole, and small.

The rows of about a hundred crashes are packed together and compressed, because neighbouring rows
of a police file hardly differ: a month of Taiwan is 50 MB as delivered and a tenth of that here.
A chunk explains itself. It is a line of JSON, then all rows one behind the other, each a CSV line:

    {"columns": [...], "crashes": {crash key: [[party number, characters of its row], ...]}}
"""

import csv
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

CRASHES_IN_CHUNK = 128
COMPRESSION_LEVEL = 1  # the levels above save little and cost much
CELL_LIMIT = 2**31 - 1
ANY_TEXT = "surrogatepass"  # what was delivered is kept even where it is no valid text

Row = tuple[int, str]  # party number, CSV line


def packed(
    rows_of: Mapping[str, Sequence[Row]], columns: Sequence[str]
) -> Iterator[tuple[list[str], bytes]]:
    """Return chunks: the keys of their crashes, and the compressed rows.

    Parameters
    ----------
    rows_of
        The rows of each crash, in the order to keep.
    columns
        The names of the cells.
    """
    keys = list(rows_of)
    for start in range(0, len(keys), CRASHES_IN_CHUNK):
        chosen = keys[start : start + CRASHES_IN_CHUNK]
        crashes = {key: [(number, len(line)) for number, line in rows_of[key]] for key in chosen}
        head = json.dumps({"columns": list(columns), "crashes": crashes}, separators=(",", ":"))
        lines = [line for key in chosen for _, line in rows_of[key]]
        text = "".join((head, "\n", *lines))
        yield chosen, zlib.compress(text.encode("utf-8", ANY_TEXT), COMPRESSION_LEVEL)


def unpacked(chunk: bytes, crash_id: str) -> tuple[dict[str, str], ...]:
    """Return the rows of one crash as delivered: cells by column name.

    Cells without a name (a row too long) are named by their place, as "column 52"; columns without
    a cell (a row too short) are empty.
    """
    head, lines = _content(chunk)
    rows = []
    start = 0
    for key, lengths in head["crashes"].items():
        for _, length in lengths:
            if key == crash_id:
                rows.append(read_cells(lines[start : start + length], head["columns"]))
            start += length
    return tuple(rows)


def crashes_in(chunk: bytes) -> set[str]:
    """Return the keys of the crashes whose rows a chunk keeps.

    Raises
    ------
    ValueError, zlib.error
        The chunk cannot be read, or has lost a part of it.
    """
    head, lines = _content(chunk)
    lengths = [length for rows in head["crashes"].values() for _, length in rows]
    if sum(lengths) != len(lines):
        raise ValueError(len(lines))
    return set(head["crashes"])


def read_cells(line: str, columns: Sequence[str]) -> dict[str, str]:
    """Return the cells of a CSV line by column name.

    Examples
    --------
    >>> read_cells('20250101,"A,B"', ("發生日期", "發生地點"))
    {'發生日期': '20250101', '發生地點': 'A,B'}
    """
    csv.field_size_limit(CELL_LIMIT)
    cells: list[str] = next(csv.reader([line]), [])
    named: dict[str, str] = {}
    pairs: Iterator[tuple[Any, Any]] = zip_longest(columns, cells)
    for place, (name, cell) in enumerate(pairs, start=1):
        named[name if name is not None else f"column {place}"] = cell or ""
    return named


def _content(chunk: bytes) -> tuple[dict[str, Any], str]:
    head, _, lines = zlib.decompress(chunk).decode("utf-8", ANY_TEXT).partition("\n")
    content: dict[str, Any] = json.loads(head)
    return content, lines
