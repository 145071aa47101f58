"""Correct the strips of a road: width, type, direction; put one beside another, take one away."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from roadnet.editing.how import How, MapEditError
from roadnet.model import (
    MOTOR_VEHICLES,
    Boundary,
    Direction,
    Mode,
    Profile,
    Road,
    Section,
    Strip,
    StripId,
    StripType,
)

LEAST_WIDTH_M, MOST_WIDTH_M = 0.1, 40.0
PED = frozenset({Mode.PED})
MODES = {  # who uses a strip of a type
    StripType.DRIVE: MOTOR_VEHICLES | {Mode.BIKE},
    StripType.MOTO: frozenset({Mode.MOTO_SMALL, Mode.MOTO_LARGE}),
    StripType.SLOW: frozenset({Mode.MOTO_SMALL, Mode.BIKE}),
    StripType.BIKE: frozenset({Mode.BIKE}),
    StripType.BUS: frozenset({Mode.BUS}),
    StripType.PARKING: MOTOR_VEHICLES,
    StripType.SIDEWALK: PED,
    StripType.FOOTWAY: PED,
    StripType.PATH: PED | {Mode.BIKE},
}
TRAVELLED = frozenset(
    {StripType.DRIVE, StripType.MOTO, StripType.SLOW, StripType.BIKE, StripType.BUS}
)


@dataclass(frozen=True, slots=True)
class StripPlace:
    """A strip by its section and its number in it, both from 0."""

    section: int
    strip: int


@dataclass(frozen=True, slots=True)
class StripChange:
    """What a correction says of a strip; None leaves what is there."""

    strip_type: StripType | None = None
    direction: Direction | None = None
    width_m: float | None = None


def change_strip(road: Road, place: StripPlace, change: StripChange, how: How) -> Road:
    """Return a road with one strip corrected.

    A width holds along the whole section; its method and standard error are those of `how`. A new
    type brings the traffic that uses it.

    Raises
    ------
    MapEditError
        There is no such strip, the width cannot be, or a lane leads nowhere.
    """
    section = _section(road, place)
    strip = section.strips[place.strip]
    if change.width_m is not None:
        strip = replace(strip, width=_width(change.width_m, how))
    if change.strip_type is not None and change.strip_type is not strip.strip_type:
        modes = MODES.get(change.strip_type, frozenset())
        strip = replace(strip, strip_type=change.strip_type, allowed=modes)
    if change.direction is not None:
        strip = replace(strip, direction=change.direction)
    _require_way(strip)
    strips = [*section.strips]
    strips[place.strip] = strip
    return with_section(road, place.section, replace(section, strips=tuple(strips)))


def add_strip(
    road: Road, place: StripPlace, strip_type: StripType, width_m: float, how: How
) -> Road:
    """Return a road with a new strip before the strip at `place`, as seen from left to right.

    A strip number behind the last one puts it at the right edge. Lanes take the direction of the
    strip beside them.
    """
    section = road.sections[place.section]
    count = len(section.strips)
    if not 0 <= place.strip <= count:
        raise MapEditError("The road has no strip there any more.")
    beside = section.strips[min(place.strip, count - 1)]
    travels = strip_type in TRAVELLED
    strip = Strip(
        strip_id=_new_strip_id(road, place.section),
        strip_type=strip_type,
        width=_width(width_m, how),
        direction=(beside.direction or Direction.FORWARD) if travels else Direction.NONE,
        allowed=MODES.get(strip_type, frozenset()),
    )
    strips = [*section.strips[: place.strip], strip, *section.strips[place.strip :]]
    lines = [*section.boundaries]
    if lines:  # the new line is the one away from the reference line
        lines.insert(place.strip + (place.strip >= section.left_count), Boundary())
    left = section.left_count + (place.strip < section.left_count)
    return with_section(road, place.section, _with_strips(section, strips, lines, left))


def remove_strip(road: Road, place: StripPlace) -> Road:
    """Return a road without a strip; what lies outside it moves in.

    Raises
    ------
    MapEditError
        There is no such strip, or it is the last one.
    """
    section = _section(road, place)
    if len(section.strips) == 1:
        raise MapEditError("The last strip of a road cannot be taken away.")
    strips = [*section.strips[: place.strip], *section.strips[place.strip + 1 :]]
    lines = [*section.boundaries]
    if lines:  # the line on the side of the reference line stays
        del lines[place.strip + (place.strip >= section.left_count)]
    left = section.left_count - (place.strip < section.left_count)
    return with_section(road, place.section, _with_strips(section, strips, lines, left))


def with_section(road: Road, number: int, section: Section) -> Road:
    """Return a road with one section replaced."""
    sections = [*road.sections]
    sections[number] = section
    return replace(road, sections=tuple(sections))


def _with_strips(
    section: Section, strips: Sequence[Strip], lines: Sequence[Boundary], left_count: int
) -> Section:
    return replace(section, strips=tuple(strips), boundaries=tuple(lines), left_count=left_count)


def _section(road: Road, place: StripPlace) -> Section:
    sections = road.sections
    is_there = place.section < len(sections) and place.strip < len(sections[place.section].strips)
    if not is_there:
        raise MapEditError("The road has no strip there any more.")
    return sections[place.section]


def _width(width_m: float, how: How) -> Profile:
    if not LEAST_WIDTH_M <= width_m <= MOST_WIDTH_M:
        raise MapEditError(
            "A strip is {least} to {most} m wide.", least=LEAST_WIDTH_M, most=MOST_WIDTH_M
        )
    return Profile.constant(round(width_m, 3), how.method, how.sigma_m, how.source)


def _require_way(strip: Strip) -> None:
    if strip.strip_type in TRAVELLED and strip.direction is Direction.NONE:
        raise MapEditError("A lane needs a direction of travel.")


def _new_strip_id(road: Road, section: int) -> StripId:
    """Return a key that no strip of the road has."""
    taken = {strip.strip_id for one in road.sections for strip in one.strips}
    number = 0
    while (key := StripId(f"{road.road_id}.s{section}.new{number}")) in taken:
        number += 1
    return key
