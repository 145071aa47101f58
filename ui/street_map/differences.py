"""What differs between two versions of a thing of the map, in words."""

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum
from typing import Any

from language import Message, chosen_language
from language import translate as _
from roadnet.markings.rules import marking_rules
from roadnet.model import (
    Boundary,
    Measured,
    Profile,
    ReferenceLine,
    Section,
    Strip,
    Times,
)
from roadnet.model.record import StreetRecord
from roadnet.records import thing_of
from ui.street_map.facts import day_text, measured, profile_text
from ui.street_map.value_words import word_of

Path = tuple[str, ...]
NOT_COMPARED = frozenset({"times", "external_ids", "start_m", "end_m", "arms", "road_names"})
LEAVES = (Profile, Measured, ReferenceLine, Enum, date, str, int, float, frozenset)
LABELS = {
    "width": Message("width"),
    "strip_type": Message("type"),
    "direction": Message("direction of traffic"),
    "allowed": Message("traffic that uses it"),
    "turns": Message("arrows"),
    "surface": Message("surface"),
    "code": Message("rule or code"),
    "rule_code": Message("rule or code"),
    "style": Message("kind of line"),
    "colour": Message("colour"),
    "condition": Message("condition"),
    "painted_on": Message("painted on"),
    "method": Message("method"),
    "sigma_m": Message("standard error"),
    "source": Message("source"),
    "name": Message("name"),
    "control": Message("control"),
    "offset": Message("place along the road"),
    "depth": Message("extent along the road"),
    "anchor": Message("from where its place counts"),
    "x_m": Message("place, east"),
    "y_m": Message("place, north"),
    "heading_rad": Message("where its face looks"),
    "value": Message("value"),
    "text": Message("letters"),
    "bottom_height": Message("height of the lower edge"),
    "size": Message("size"),
    "speed_limit_kmh": Message("speed limit"),
    "line": Message("course of the centre line"),
    "kind": Message("kind"),
    "kerb": Message("kerb"),
    "road_class": Message("kind of road"),
    "one_way": Message("one-way rule"),
    "note": Message("note"),
    "layer": Message("vertical level"),
}
OTHER = Message("another value")


def version_text(versions: Sequence[StreetRecord], before: Sequence[StreetRecord]) -> list[str]:
    """Return what is different in the newest of some versions from the newest before.

    Returns
    -------
    lines
        A line for each value: where, what, before and after.
    """
    if not versions:
        return [_("taken off the map")]
    if not before:
        return [_("put on the map")]
    after, old = versions[-1], before[-1]
    lines = list(differences(thing_of(old), thing_of(after)))
    if after.valid_from != old.valid_from:
        lines.append(_("since {day}", day=day_text(after.valid_from)))
    if after.valid_to != old.valid_to:
        lines.append(_("until {day}", day=day_text(after.valid_to)))
    return lines or [_("the same values")]


def differences(before: Any, after: Any) -> Iterator[str]:
    """Yield a line in words for each value that differs."""
    one, other = dict(_values(before)), dict(_values(after))
    for path in [*one, *(path for path in other if path not in one)]:
        if one.get(path) != other.get(path):
            yield _(
                "{what}: {before} → {after}",
                what=_label(path),
                before=value_text(path[-1], one.get(path)),
                after=value_text(path[-1], other.get(path)),
            )


def value_text(name: str, value: Any) -> str:
    """Return a value of a field in the language of the page."""
    if value is None or value in ("", (), frozenset()):
        return _("not stated")
    if isinstance(value, Profile):
        return profile_text(value)
    if isinstance(value, Measured):
        return measured(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Enum):
        return word_of(value)
    if isinstance(value, tuple | frozenset):
        return ", ".join(sorted(value_text(name, one) for one in value))
    if isinstance(value, ReferenceLine):
        return f"{value.length_m:.1f} m"
    if name in {"code", "rule_code"} and value in marking_rules():
        return f"{value} {marking_rules()[value].name(chosen_language())}"
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _label(path: Path) -> str:
    name = LABELS.get(path[-1], OTHER).in_language()
    return ", ".join([*path[:-1], name])


def _values(thing: Any, place: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield the values of a thing by where they stand: strips by number from the left."""
    for field in dataclasses.fields(thing):
        value = getattr(thing, field.name)
        if field.name in NOT_COMPARED or isinstance(value, Times):
            continue
        if isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
            yield from _members(value, place)
        elif dataclasses.is_dataclass(value) and not isinstance(value, LEAVES):
            yield from _values(value, place)
        else:
            yield (*place, field.name), value


def _members(values: tuple[Any, ...], place: Path) -> Iterator[tuple[Path, Any]]:
    for number, one in enumerate(values, start=1):
        if isinstance(one, Section):
            inside = (*place, _("section {number}", number=number)) if len(values) > 1 else place
            yield from _values(one, inside)
        elif isinstance(one, Strip):
            inside = (*place, _("strip {number}", number=number))
            yield from ((path, value) for path, value in _values(one, inside) if _is_own(path))
        elif isinstance(one, Boundary):
            inside = (*place, _("line {number}", number=number))
            yield from _values(one, inside)
        else:
            yield from _values(one, place if len(values) == 1 else (*place, str(number)))


def _is_own(path: Path) -> bool:
    return path[-1] != "strip_id"
