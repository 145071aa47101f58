"""Give each crash of the police a key: the files have none, but time and place tell them apart."""

import hashlib
import unicodedata

HASH_BYTES = 5


def place_key(text: str) -> str:
    """Return a short hash of a place text, the same for every width and spacing of it.

    Examples
    --------
    >>> place_key("嘉義市東區中山路１號") == place_key("嘉義市東區 中山路1號")
    True
    """
    written = "".join(unicodedata.normalize("NFKC", text).split())
    return hashlib.blake2b(written.encode(), digest_size=HASH_BYTES).hexdigest()


def crash_key(day_number: int, time_number: int, place: str) -> str:
    """Return the key of a crash from its day (YYYYMMDD), time (HHMMSS) and place key.

    It does not change when a month is delivered again, in another order, in the layout with one
    row for each crash, or without the leading zeros of the time.

    Examples
    --------
    >>> crash_key(20250131, 3500, "93c1a5f00b")
    '20250131-003500-93c1a5f00b'
    """
    return f"{day_number:08d}-{time_number:06d}-{place}"
