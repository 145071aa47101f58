"""Let kerbs run on where a road goes on into one of another width.

Where two roads meet end to end and their kerbs would jump, the outer strip of the wider road is
drawn in towards the end: a lane slowly, a parking strip over a short way. Widths at the far end
stay as they are; the drawn-in part is assumed. Where that would leave two half lanes (one lane
becomes two under a way drawn in the middle), one lane opens beside the other, which goes on at its
full width.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from roadnet.model import (
    Profile,
    ProfilePiece,
    Road,
    RoadEnd,
    Section,
    StripType,
    Turn,
)

LEAST_JUMP_M = 0.2  # a smaller jump of the kerb is left
LEAST_LENGTH_M = 0.5
LENGTH_PER_M = {StripType.PARKING: 1.0, StripType.SHOULDER: 3.0}  # of taper for a metre of width
LANE_LENGTH_PER_M = 4.0
NARROWEST_LANE_M = 2.4  # less at a joint is no lane that anybody drives in
LANES = frozenset({StripType.DRIVE, StripType.BUS})
LONGEST_SHARE = 0.4  # of the road
PAIR = 2
SIDES = ("left", "right")  # along the stations
OPPOSITE = {"left": "right", "right": "left"}


@dataclass(frozen=True, slots=True)
class _End:
    """An end of a road at a joint."""

    index: int
    end: RoadEnd


def tapered(roads: Sequence[Road], is_street: Sequence[bool]) -> list[Road]:
    """Return the roads with kerbs that run on at joints.

    Parameters
    ----------
    roads
        Roads of one section each, straight from their tags.
    is_street
        Which of them are streets for motor vehicles; others stay as they are.
    """
    result = list(roads)
    for pair in _joints(roads, is_street):
        for one, other in (pair, pair[::-1]):
            jumps_m = {
                side: _kerb_m(roads[one.index], side) - _kerb_m(roads[other.index], across)
                for side, across in _sides_across(one, other)
            }
            road = result[one.index]
            opening = _opening_side(roads, one, other, jumps_m)
            if opening is not None:
                result[one.index] = _opened(road, one.end, opening, jumps_m)
                continue
            for side in SIDES:
                if jumps_m[side] > LEAST_JUMP_M:
                    road = _drawn_in(road, one.end, side, jumps_m[side])
            result[one.index] = road
    return result


def _sides_across(one: _End, other: _End) -> list[tuple[str, str]]:
    """Return each side of a road with the side of the other one that goes on from it."""
    turned = one.end is other.end
    return [(side, OPPOSITE[side] if turned else side) for side in SIDES]


def _joints(roads: Sequence[Road], is_street: Sequence[bool]) -> list[tuple[_End, _End]]:
    """Return the two ends at every node where a street goes on into another one."""
    ends: dict[str, list[_End]] = {}
    for index, road in enumerate(roads):
        if is_street[index]:
            ends.setdefault(road.from_node, []).append(_End(index, RoadEnd.START))
            ends.setdefault(road.to_node, []).append(_End(index, RoadEnd.END))
    return [
        (found[0], found[1])
        for _, found in sorted(ends.items())
        if len(found) == PAIR and found[0].index != found[1].index
    ]


def _kerb_m(road: Road, side: str) -> float:
    """Return how far the kerb of a side is from the line, at the start of the road."""
    section = road.sections[0]
    offsets, (first, last) = section.offsets_at(0.0), section.carriageway
    return offsets[first] if side == "left" else -offsets[last]


def _opening_side(
    roads: Sequence[Road], one: _End, other: _End, jumps_m: Mapping[str, float]
) -> str | None:
    """Return the side on which a lane opens that would else leave two half lanes; None for none."""
    section, total_m = roads[one.index].sections[0], sum(jumps_m.values())
    outer = {side: section.strips[_outer(section, side)] for side in SIDES}
    for side in SIDES:
        strip, rest_m = outer[side], outer[side].width.at(0.0) - jumps_m[side]
        is_half = LEAST_JUMP_M < rest_m < NARROWEST_LANE_M and jumps_m[side] > LEAST_JUMP_M
        if strip.strip_type not in LANES or not is_half:
            return None
    more = [
        side
        for side, across in _sides_across(one, other)
        if total_m <= outer[side].width.at(0.0) + LEAST_JUMP_M
        and _lanes_like(section, side) > _lanes_like(roads[other.index].sections[0], across)
    ]
    turning = [side for side in more if outer[side].turns and Turn.THROUGH not in outer[side].turns]
    return next(iter(turning or more[::-1]), None)


def _outer(section: Section, side: str) -> int:
    """Return the index of the outer strip of the carriageway."""
    first, last = section.carriageway
    return first if side == "left" else last - 1


def _lanes_like(section: Section, side: str) -> int:
    """Return how many lanes have the direction of the outer lane of a side."""
    direction = section.strips[_outer(section, side)].direction
    return sum(one.strip_type in LANES and one.direction is direction for one in section.strips)


def _opened(road: Road, end: RoadEnd, side: str, jumps_m: Mapping[str, float]) -> Road:
    """Return a road whose outer lane of a side opens from an end on; the others move aside."""
    section = road.sections[0]
    index = _outer(section, side)
    strip = section.strips[index]
    drawn_m = min(sum(jumps_m.values()), strip.width.at(0.0))
    length_m = min(drawn_m * LANE_LENGTH_PER_M, LONGEST_SHARE * section.length_m)
    if length_m < LEAST_LENGTH_M:
        return road
    aside_m = jumps_m["left"] if index >= section.left_count else -jumps_m["right"]
    width = _with_taper(strip.width, end, section.length_m, length_m, drawn_m)
    offset = _with_taper(section.datum_offset, end, section.length_m, length_m, aside_m)
    strips = (*section.strips[:index], replace(strip, width=width), *section.strips[index + 1 :])
    return replace(road, sections=(replace(section, strips=strips, datum_offset=offset),))


def _drawn_in(road: Road, end: RoadEnd, side: str, jump_m: float) -> Road:
    """Return a road whose outer strip of a side is narrower at an end, by `jump_m` at most."""
    section = road.sections[0]
    index = _outer(section, side)
    strip = section.strips[index]
    drawn_m = min(jump_m, strip.width.at(0.0 if end is RoadEnd.START else section.length_m))
    wanted_m = drawn_m * LENGTH_PER_M.get(strip.strip_type, LANE_LENGTH_PER_M)
    length_m = min(wanted_m, LONGEST_SHARE * section.length_m)
    if length_m < LEAST_LENGTH_M:
        return road
    width = _with_taper(strip.width, end, section.length_m, length_m, drawn_m)
    strips = (*section.strips[:index], replace(strip, width=width), *section.strips[index + 1 :])
    return replace(road, sections=(replace(section, strips=strips),))


def _with_taper(
    width: Profile, end: RoadEnd, road_m: float, length_m: float, drawn_m: float
) -> Profile:
    """Return a width that swings smoothly to its value less `drawn_m` at an end."""
    square, cube = 3 * drawn_m / length_m**2, 2 * drawn_m / length_m**3
    last = width.pieces[-1]
    if end is RoadEnd.END:
        swing = ProfilePiece(road_m - length_m, last.a, 0.0, -square, cube)
        pieces = (*width.pieces, swing)
    else:
        whole = width.pieces[0].a
        swing = ProfilePiece(0.0, whole - drawn_m, 0.0, square, -cube)
        pieces = (swing, ProfilePiece(length_m, whole), *width.pieces[1:])
    return replace(width, pieces=pieces)
