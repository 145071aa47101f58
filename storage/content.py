"""The content of crash records as prepared rows, and its hash.

Two deliveries of a crash are the same when every column of the crash and of its parties is; a
128-bit hash of the content lets a re-import recognise unchanged crashes by one look.
"""

import marshal
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
import pandas as pd

from storage.columns import SOURCE_CRASH_COLUMNS, SOURCE_PARTY_COLUMNS
from storage.frames import stored_columns
from storage.store import StoreError

PLAIN_MARSHAL = 0  # the form without references: equal values give equal bytes
HASH_BYTES = 16
PARTY_NO = SOURCE_PARTY_COLUMNS.index("party_no")

Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """Crashes ready to be stored, in the order they came."""

    crashes: dict[str, Values]  # by key: SOURCE_CRASH_COLUMNS
    parties: dict[str, list[Values]]  # by key of the crash: SOURCE_PARTY_COLUMNS, by number
    hashes: dict[str, bytes]  # by key


def read_content(crashes: pd.DataFrame, parties: pd.DataFrame) -> Content:
    """Return the content of two tables.

    Raises
    ------
    StoreError
        A crash appears twice or has no key, a party has no crash or shares its number.
    """
    crash_ids = stored_columns(crashes, ("crash_id",))[0]
    rows = list(zip(*stored_columns(crashes, SOURCE_CRASH_COLUMNS), strict=True))
    by_crash = dict(zip(crash_ids, rows, strict=True))
    if len(by_crash) != len(rows) or None in by_crash:
        raise StoreError("A crash to save appears twice, or has no key.")
    nobody: dict[str, list[Values]] = {crash_id: [] for crash_id in by_crash}
    parties_of = nobody | _parties_by_crash(parties)
    if len(parties_of) != len(by_crash):
        stray = next(crash_id for crash_id in parties_of if crash_id not in by_crash)
        raise StoreError("A party to save belongs to no crash: {crash_id}.", crash_id=stray)
    hashes = {
        crash_id: content_hash(row, parties_of[crash_id]) for crash_id, row in by_crash.items()
    }
    return Content(by_crash, parties_of, hashes)


def grouped(
    keys: "pd.Series[Any]", numbers: Sequence[int], rows: Sequence[Any]
) -> dict[Any, list[Any]]:
    """Return the rows of each key, by number; keys in the order they appear.

    Examples
    --------
    >>> grouped(pd.Series(["b", "a", "b"]), [2, 1, 1], ["b2", "a1", "b1"])
    {'b': ['b1', 'b2'], 'a': ['a1']}
    """
    codes, names = pd.factorize(keys, use_na_sentinel=False)
    steps, rises = np.diff(codes), np.diff(np.asarray(numbers, dtype="int64"))
    if not ((steps > 0) | ((steps == 0) & (rises > 0))).all():
        order = np.lexsort((np.asarray(numbers), codes))
        codes, rows = codes[order], [rows[place] for place in order.tolist()]
    ends = np.cumsum(np.bincount(codes, minlength=len(names))).tolist()
    return {
        name: list(rows[start:end])
        for name, start, end in zip(names.tolist(), [0, *ends], ends, strict=False)
    }


def _parties_by_crash(parties: pd.DataFrame) -> dict[str, list[Values]]:
    """Return the parties of each crash that has any, by number."""
    columns = stored_columns(parties, SOURCE_PARTY_COLUMNS)
    owners = pd.Series(stored_columns(parties, ("crash_id",))[0], dtype=object)
    numbers = columns[PARTY_NO]
    twins = pd.DataFrame({"owner": owners, "number": numbers}).duplicated()
    if twins.any():
        raise StoreError(
            "Two parties of crash {crash_id} share a number.", crash_id=owners[twins].iloc[0]
        )
    return grouped(owners, numbers, list(zip(*columns, strict=True)))


def content_hash(crash: Values, parties: list[Values]) -> bytes:
    """Return the hash of a crash with its parties.

    It is kept in stores: whoever changes it, or the columns that go into it, adds a migration that
    hashes all crashes anew.

    Examples
    --------
    >>> content_hash(("npa", None, 1.5, True), [(1, "C03"), (2, None)]).hex()
    'e7d95437a25ed1cd2018de02bf6b5bf2'
    """
    whole = marshal.dumps((crash, parties), PLAIN_MARSHAL)
    return blake2b(whole, digest_size=HASH_BYTES).digest()
