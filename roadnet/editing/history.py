"""What happened to a thing of the map: who changed what when and why, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from roadnet.model.record import StreetRecord


@dataclass(frozen=True, slots=True)
class MapChange:
    """One change of one thing; `before` and `after` are all versions that held then."""

    kind: str
    key: str
    at: datetime
    author: str
    reason: str
    before: tuple[StreetRecord, ...]
    after: tuple[StreetRecord, ...]
    is_correction: bool  # by a person; else a file was imported


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A file that says otherwise than what people corrected."""

    kind: str
    key: str
    corrected: tuple[StreetRecord, ...]  # what holds
    delivered: StreetRecord | None  # what the file says; None: it has the thing no longer
    delivered_at: datetime
    is_newer: bool  # the file came after the correction


def changes_of(versions: Sequence[StreetRecord]) -> list[MapChange]:
    """Return the changes of things, the latest first.

    Parameters
    ----------
    versions
        As a store gives them (`street_history`).
    """
    found = []
    for own in _by_thing(versions):
        held = [one for one in own if not is_beneath(one)]
        moments = {one.recorded_at for one in held} | {one.superseded_at for one in held}
        for at in sorted(moment for moment in moments if moment is not None):
            found.append(_change(held, at))
    return sorted(found, key=lambda one: (one.at, one.kind, one.key), reverse=True)


def undone(versions: Sequence[StreetRecord]) -> list[StreetRecord] | None:
    """Return what held of one thing before its last correction; None without a correction.

    Back at what was imported, what the file says by now counts.
    """
    changes = [change for change in changes_of(versions) if change.is_correction]
    if not changes or changes[0].at != max(change.at for change in changes_of(versions)):
        return None
    before = changes[0].before
    if any(one.is_edit for one in before) or not before:
        return list(before)
    return as_delivered(versions)


def as_delivered(versions: Sequence[StreetRecord]) -> list[StreetRecord]:
    """Return what the file says of one thing; nothing when it has the thing no longer."""
    delivered = [one for one in versions if not one.is_edit]
    last = max(delivered, key=_moment, default=None)
    return [last] if last is not None and last.content else []


def disagreements(versions: Sequence[StreetRecord]) -> list[Disagreement]:
    """Return where a file says otherwise than the corrections, ordered by kind and key.

    Only files that came after a thing was first corrected, and corrections that still hold.
    """
    found = []
    for own in _by_thing(versions):
        beneath = [one for one in own if is_beneath(one)]
        holding = tuple(one for one in own if one.superseded_at is None)
        if not beneath or not any(one.is_edit for one in holding):
            continue
        last = max(beneath, key=_moment)
        delivered = last if last.content else None
        if delivered is not None and {one.content for one in holding} == {delivered.content}:
            continue
        newest = max(_moment(one) for one in holding)
        found.append(
            Disagreement(
                last.kind, last.key, holding, delivered, _moment(last), _moment(last) > newest
            )
        )
    return found


def is_beneath(version: StreetRecord) -> bool:
    """Whether a version came with a file and never held: a correction lay over it."""
    return not version.is_edit and version.superseded_at == version.recorded_at


def _by_thing(versions: Sequence[StreetRecord]) -> list[list[StreetRecord]]:
    things: dict[tuple[str, str], list[StreetRecord]] = {}
    for one in versions:
        things.setdefault((one.kind, one.key), []).append(one)
    return [things[key] for key in sorted(things)]


def _change(held: Sequence[StreetRecord], at: datetime) -> MapChange:
    new = [one for one in held if one.recorded_at == at]
    before = tuple(one for one in held if _moment(one) < at and not _gone_before(one, at))
    after = tuple(one for one in held if _moment(one) <= at and not _gone_by(one, at))
    first = new[0] if new else held[0]
    by_person = any(one.is_edit or one.reason for one in new) or (
        not new and any(one.is_edit for one in before)
    )
    return MapChange(
        first.kind,
        first.key,
        at,
        author=new[0].author if new else "",
        reason=new[0].reason if new else "",
        before=before,
        after=after,
        is_correction=by_person,
    )


def _moment(version: StreetRecord) -> datetime:
    assert version.recorded_at is not None  # a store sets it
    return version.recorded_at


def _gone_before(version: StreetRecord, at: datetime) -> bool:
    return version.superseded_at is not None and version.superseded_at < at


def _gone_by(version: StreetRecord, at: datetime) -> bool:
    return version.superseded_at is not None and version.superseded_at <= at
