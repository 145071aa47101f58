"""Moments and local times as the texts that both engines take."""

from datetime import UTC, datetime
from typing import Any


def now() -> datetime:
    """Return the present moment, in UTC, to the millisecond."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def moment_text(moment: datetime) -> str:
    """Return a moment as the text that is stored.

    Examples
    --------
    >>> moment_text(datetime(2026, 2, 1, 9, 30, tzinfo=UTC))
    '2026-02-01T09:30:00.000Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def read_moment(value: Any) -> datetime:
    """Return a stored moment, as text (SQLite) or as the driver of PostGIS gives it."""
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return moment.astimezone(UTC)


def read_local_time(value: Any) -> datetime:
    """Return a stored local time, as text (SQLite) or as the driver of PostGIS gives it."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)
