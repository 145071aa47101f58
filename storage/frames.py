"""Data frames into plain stored values and back; the same values whatever the engine."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from storage.columns import Kind, kind_of
from storage.store import StoreError

NOT_STORED = re.compile("[\x00\ud800-\udfff]")  # NUL and half surrogate pairs
UNSTORABLE = "�"  # stands for them
LARGEST_INTEGER = 2**31 - 1  # of PostgreSQL's integer
FETCHED_ROWS = 50_000
ARROW_TYPE = {
    Kind.TEXT: pa.string(),
    Kind.COUNT: pa.int64(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.FLAG: pa.bool_(),
    Kind.MAYBE: pa.bool_(),
    Kind.LOCAL_TIME: pa.timestamp("s"),
    Kind.UTC_TIME: pa.timestamp("ms", "UTC"),
}


def stored_columns(frame: pd.DataFrame, names: Sequence[str]) -> list[list[Any]]:
    """Return the values of columns as lists of None, str, int, float and bool.

    Parameters
    ----------
    frame
        Has the columns; any dtype that holds what the kind of the column means.
    names
        The columns, in the order wanted.

    Raises
    ------
    StoreError
        A column is absent, or holds what it must not.
    """
    absent = [name for name in names if name not in frame.columns]
    if absent:
        raise StoreError("The table to save has no column {columns}.", columns=", ".join(absent))
    return [stored_values(frame[name], kind_of(name)) for name in names]


def stored_values(column: "pd.Series[Any]", kind: Kind) -> list[Any]:
    """Return the values of one column as they are stored.

    Examples
    --------
    >>> stored_values(pd.Series([34.0, None]), Kind.INTEGER)
    [34, None]
    >>> stored_values(pd.Series(pd.to_datetime(["2025-01-31 17:05"])), Kind.LOCAL_TIME)
    ['2025-01-31T17:05:00']
    """
    try:
        return _CONVERTERS[kind](column)
    except (TypeError, ValueError, OverflowError) as error:
        raise StoreError(
            "The column {column} cannot be saved: {reason}.", column=column.name, reason=error
        ) from error


def _objects(column: "pd.Series[Any]") -> list[Any]:
    missing = column.isna().to_numpy()
    if missing.all():
        return [None] * len(column)
    values = column.to_numpy(dtype=object, copy=True)
    values[missing] = None
    objects: list[Any] = values.tolist()
    return objects


def _texts(column: "pd.Series[Any]") -> list[Any]:
    values = _objects(column)
    if column.dtype != "str":
        values = [None if value is None else str(value) for value in values]
    if NOT_STORED.search("".join(filter(None, values))):
        values = [value and NOT_STORED.sub(UNSTORABLE, value) for value in values]
    return values


def _integers(column: "pd.Series[Any]") -> list[Any]:
    numbers = pd.to_numeric(column)
    if (numbers.abs() > LARGEST_INTEGER).any():
        raise ValueError(f"{numbers.abs().max()} is too large")
    return _objects(numbers.astype("Int64"))


def _numbers(column: "pd.Series[Any]") -> list[Any]:
    values = pd.to_numeric(column).to_numpy(dtype="float64", na_value=np.nan)
    return [None if value != value else value for value in values.tolist()]  # noqa: PLR0124


def _flags(column: "pd.Series[Any]") -> list[Any]:
    return [None if value is None else bool(value) for value in _objects(column)]


def _local_times(column: "pd.Series[Any]") -> list[Any]:
    moments = pd.to_datetime(column).to_numpy(dtype="datetime64[s]")
    texts = np.datetime_as_string(moments, unit="s").tolist()
    return [None if text == "NaT" else text for text in texts]


_CONVERTERS: dict[Kind, Callable[["pd.Series[Any]"], list[Any]]] = {
    Kind.TEXT: _texts,
    Kind.COUNT: _integers,
    Kind.INTEGER: _integers,
    Kind.NUMBER: _numbers,
    Kind.FLAG: _flags,
    Kind.MAYBE: _flags,
    Kind.LOCAL_TIME: _local_times,
}


def read_frame(rows: Iterable[Sequence[Sequence[Any]]], names: Sequence[str]) -> pd.DataFrame:
    """Return fetched rows as a table.

    Parameters
    ----------
    rows
        Rows as the driver gives them, in pieces.
    names
        Their columns; `storage.columns` says of what kind.

    Returns
    -------
    frame
        Numbered from 0; dtypes by kind, see `Kind`.
    """
    pieces: list[list[pa.Array]] = [[] for _ in names]
    kinds = [kind_of(name) for name in names]
    for piece in rows:
        for column, values, kind in zip(pieces, zip(*piece, strict=True), kinds, strict=False):
            column.append(_arrow(values, kind))
    columns = [
        _series(pa.chunked_array(arrays, type=ARROW_TYPE[kind]), kind)
        for arrays, kind in zip(pieces, kinds, strict=True)
    ]
    return pd.DataFrame(dict(zip(names, columns, strict=True)), columns=list(names))


def _arrow(values: Sequence[Any], kind: Kind) -> pa.Array:
    if kind in (Kind.LOCAL_TIME, Kind.UTC_TIME):
        return _arrow_times(values, kind)
    if kind in (Kind.FLAG, Kind.MAYBE):
        values = [None if value is None else bool(value) for value in values]
    return pa.array(values, ARROW_TYPE[kind])


def _arrow_times(values: Sequence[Any], kind: Kind) -> pa.Array:
    is_moment = kind is Kind.UTC_TIME
    texts = all(isinstance(value, str) for value in values)
    read = pd.to_datetime(
        pd.Series(values, dtype=object), format="ISO8601" if texts else None, utc=is_moment
    )
    return pa.Array.from_pandas(read, type=ARROW_TYPE[kind])


def _series(values: pa.ChunkedArray, kind: Kind) -> "pd.Series[Any]":
    if kind is Kind.TEXT:
        return pd.Series(pd.array(values, dtype="str"))
    if kind is Kind.INTEGER:
        return pd.Series(values.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get))
    if kind is Kind.MAYBE:
        return pd.Series(values.to_pylist(), dtype=object)
    return pd.Series(values.to_pandas())
