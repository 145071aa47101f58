"""A choice of crashes as the query of an address, for pages and for the data that maps fetch."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from crashes.model import CrashFilter, Severity
from errors import DaoanError

LAST_HOUR = 23


class AddressError(DaoanError, ValueError):
    """An address says something that cannot be read."""


def filter_to_query(chosen: CrashFilter) -> dict[str, str]:
    """Return the named texts of a filter; what does not restrict is left out.

    Examples
    --------
    >>> filter_to_query(CrashFilter(start=date(2025, 1, 1), severities=(Severity.A1,)))
    {'from': '2025-01-01', 'class': 'A1'}
    """
    said = {
        "from": chosen.start.isoformat() if chosen.start else "",
        "to": chosen.end.isoformat() if chosen.end else "",
        "class": ",".join(str(severity) for severity in chosen.severities),
        "hours": ",".join(str(hour) for hour in chosen.hours),
        "county": ",".join(chosen.counties),
        "text": chosen.text,
    }
    return {name: text for name, text in said.items() if text}


def filter_from_query(query: Mapping[str, str]) -> CrashFilter:
    """Return the filter that `filter_to_query` wrote.

    Raises
    ------
    AddressError
        A date, class or hour cannot be read.

    Examples
    --------
    >>> filter_from_query({"hours": "22,23,0", "county": "嘉義市"}).hours
    (22, 23, 0)
    """
    try:
        hours = tuple(int(hour) for hour in split(query.get("hours")))
        if not all(0 <= hour <= LAST_HOUR for hour in hours):
            raise ValueError(hours)
        return CrashFilter(
            start=date.fromisoformat(query["from"]) if query.get("from") else None,
            end=date.fromisoformat(query["to"]) if query.get("to") else None,
            severities=tuple(Severity(name) for name in split(query.get("class"))),
            hours=hours,
            counties=split(query.get("county")),
            text=query.get("text", ""),
        )
    except ValueError as error:
        raise AddressError(
            "The address of the page asks for something that cannot be read: {query}.",
            query=urlencode(dict(query)),
        ) from error


def split(text: str | None) -> tuple[str, ...]:
    """Return the parts of a text between commas."""
    return tuple(part for part in (text or "").split(",") if part)
