"""The versions of one thing on the street, one after the other, and how corrections change them.

A version holds from its first day to the day before the next one; a day that is not known stands
open. A correction without a day says what always was; one since a day leaves what stood before.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from roadnet.editing.how import MapEditError
from roadnet.model.record import StreetRecord
from roadnet.records import own_box, record_of, thing_of

Change = Callable[[Any], Any]


def held_on(versions: Sequence[StreetRecord], day: date) -> StreetRecord | None:
    """Return the version that held on a day; None when the thing was not there."""
    return next((one for one in versions if _begins(one, day) and not _has_ended(one, day)), None)


def corrected(
    versions: Sequence[StreetRecord], change: Change, *, day: date, since: date | None = None
) -> list[StreetRecord]:
    """Return all versions of a thing after a correction.

    Parameters
    ----------
    versions
        All that holds of the thing.
    change
        Makes the corrected thing of the one that held.
    day
        The day the street is looked at: without `since` the version of that day is corrected.
    since
        The first day on which the corrected thing stood there; what was before stays.

    Raises
    ------
    MapEditError
        The thing was not there on that day.
    """
    base = _version(versions, since or day)
    changed = change(thing_of(base))
    parts = [(base.valid_from, base.valid_to, changed)]
    if since is not None and base.valid_from != since:
        parts = [(base.valid_from, since, thing_of(base)), (since, base.valid_to, changed)]
    others = [one for one in versions if one is not base]
    return [*others, *(_version_of(base, thing, first, end) for first, end, thing in parts)]


def taken_away(versions: Sequence[StreetRecord], *, since: date) -> list[StreetRecord]:
    """Return all versions of a thing that is no longer there since a day.

    Raises
    ------
    MapEditError
        The thing was not there on that day.
    """
    base = _version(versions, since)
    kept = [one for one in versions if one is not base and not _starts_after(one, since)]
    if base.valid_from == since:
        return kept
    return [*kept, _version_of(base, thing_of(base), base.valid_from, since)]


def placed(kind: str, thing: Any, box_m: tuple[float, float, float, float] | None) -> StreetRecord:
    """Return the record of a thing that a person put on the map.

    Parameters
    ----------
    kind
        The plural of its class, as `roadnet.model.Streets` names it.
    thing
        The thing; its times say since when it stands there.
    box_m
        Extent of the road it lies on; what has a place of its own needs none.
    """
    return replace(record_of(kind, thing, own_box(thing) or box_m), is_edit=True)


def _version(versions: Sequence[StreetRecord], day: date) -> StreetRecord:
    found = held_on(versions, day)
    if found is None:
        raise MapEditError("This did not stand on the street on {day}.", day=day)
    return found


def _version_of(
    base: StreetRecord, thing: Any, first: date | None, end: date | None
) -> StreetRecord:
    dated = replace(thing, times=replace(thing.times, valid_from=first, valid_to=end))
    return replace(record_of(base.kind, dated, own_box(dated) or base.box_m), is_edit=True)


def _begins(version: StreetRecord, day: date) -> bool:
    return version.valid_from is None or version.valid_from <= day


def _starts_after(version: StreetRecord, day: date) -> bool:
    return version.valid_from is not None and version.valid_from > day


def _has_ended(version: StreetRecord, day: date) -> bool:
    return version.valid_to is not None and version.valid_to <= day
