"""Keep rows as they were delivered: whole, and small.

The rows of about a hundred crashes are packed together and compressed, because neighbouring rows
of a police file hardly differ: a month of Taiwan is 50 MB as delivered and a tenth of that here.
A chunk explains itself: JSON object with `columns` and `rows`, a list of crash key, party number
and the row as one CSV line.
"""

import csv
import json
import zlib
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

CRASHES_IN_CHUNK = 128
COMPRESSION_LEVEL = 1  # the levels above save little and cost much
CELL_LIMIT = 2**31 - 1

Row = tuple[str, int, str]  # crash key, party number, CSV line


def packed(
    rows_of: dict[str, list[Row]], columns: Sequence[str]
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
        content = {
            "columns": list(columns),
            "rows": [row for key in chosen for row in rows_of[key]],
        }
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        yield chosen, zlib.compress(text.encode("utf-8", "surrogatepass"), COMPRESSION_LEVEL)


def unpacked(chunk: bytes, crash_id: str) -> tuple[dict[str, str], ...]:
    """Return the rows of one crash as delivered: cells by column name.

    Cells without a name (a row too long) are named by their place, as "column 52"; columns without
    a cell (a row too short) are empty.
    """
    content = _content(chunk)
    return tuple(
        read_cells(line, content["columns"]) for key, _, line in content["rows"] if key == crash_id
    )


def crashes_in(chunk: bytes) -> set[str]:
    """Return the keys of the crashes whose rows a chunk keeps."""
    return {row[0] for row in _content(chunk)["rows"]}


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


def _content(chunk: bytes) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(zlib.decompress(chunk).decode("utf-8", "surrogatepass"))
    return content
