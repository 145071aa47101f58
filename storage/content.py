"""The content of crash records as prepared rows, and its hash.

Two deliveries of a crash are the same when every column of the crash and of its parties is; a
128-bit hash of the content lets a re-import recognise unchanged crashes by one look.
"""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import pandas as pd

from storage.columns import SOURCE_CRASH_COLUMNS, SOURCE_PARTY_COLUMNS
from storage.frames import stored_columns
from storage.store import StoreError

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
    parties_of = _parties_by_crash(parties, by_crash)
    hashes = {
        crash_id: content_hash(row, parties_of[crash_id]) for crash_id, row in by_crash.items()
    }
    return Content(by_crash, parties_of, hashes)


def _parties_by_crash(parties: pd.DataFrame, crashes: dict[str, Values]) -> dict[str, list[Values]]:
    parties_of: dict[str, list[Values]] = {crash_id: [] for crash_id in crashes}
    owners = stored_columns(parties, ("crash_id",))[0]
    rows = zip(*stored_columns(parties, SOURCE_PARTY_COLUMNS), strict=True)
    for owner, row in zip(owners, rows, strict=True):
        if owner not in parties_of:
            raise StoreError("A party to save belongs to no crash: {crash_id}.", crash_id=owner)
        parties_of[owner].append(row)
    for owner, members in parties_of.items():
        numbers = [row[PARTY_NO] for row in members]
        if numbers != sorted(numbers):
            members.sort(key=lambda row: row[PARTY_NO])
        if len(set(numbers)) != len(numbers):
            raise StoreError("Two parties of crash {crash_id} share a number.", crash_id=owner)
    return parties_of


def content_hash(crash: Values, parties: list[Values]) -> bytes:
    """Return the hash of a crash with its parties."""
    text = repr((crash, parties))
    return blake2b(text.encode("utf-8", "backslashreplace"), digest_size=HASH_BYTES).digest()
