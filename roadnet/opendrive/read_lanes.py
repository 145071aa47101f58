"""Read the lanes of a road: sections with strips from left to right and the lines between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from roadnet.model import (
    Boundary,
    Direction,
    DrivingSide,
    Method,
    Mode,
    Profile,
    ProfilePiece,
    RoadId,
    Section,
    Strip,
    StripId,
    StripType,
    Surface,
    Turn,
)
from roadnet.opendrive.cubics import between, combined
from roadnet.opendrive.document import number, whole_number
from roadnet.opendrive.leftovers import Leftovers
from roadnet.opendrive.read_marks import Stretch, read_boundary
from roadnet.opendrive.read_plan import Plan
from roadnet.opendrive.units import speed_kmh
from roadnet.opendrive.user_data import member, own_values
from roadnet.opendrive.vocabulary import LaneType, access_modes, lane_types

SHORTEST_SECTION_M = 1e-9
NO_LANE = LaneType(StripType.VERGE, "none", frozenset(), is_loose=True)
LANE_TYPE_SOURCE = "lane type "  # source of a width: the lane type it was read from
SURFACES = {
    "asphalt": Surface.ASPHALT,
    "concrete": Surface.CONCRETE,
    "cobble": Surface.PAVING,
    "pavement": Surface.PAVING,
    "paving": Surface.PAVING,
    "grass": Surface.GRASS,
    "gravel": Surface.GRAVEL,
    "soil": Surface.EARTH,
    "earth": Surface.EARTH,
}
LEFT_OUT = ("rule", "dataQuality")


@dataclass(frozen=True, slots=True)
class RoadLanes:
    """What the lanes of a road are read with."""

    road: etree._Element
    road_id: RoadId
    plan: Plan
    side: DrivingSide
    left: Leftovers


@dataclass(frozen=True, slots=True)
class _Side:
    """The lanes on one side of the datum, from the datum outward, and where they begin."""

    lanes: tuple[etree._Element, ...]
    start_m: float  # station of the file


@dataclass(frozen=True, slots=True)
class _Cut:
    """A section between two stations of the file."""

    index: int
    start_m: float
    end_m: float


@dataclass(frozen=True, slots=True)
class ReadSections:
    """The sections of a road, and for each of them the elements of its strips, left to right."""

    sections: tuple[Section, ...]
    elements: tuple[tuple[etree._Element, ...], ...]


def read_sections(lanes: RoadLanes) -> ReadSections:
    """Return the sections of a road, without gaps from 0 to its length."""
    elements = sorted(lanes.road.findall("lanes/laneSection"), key=lambda one: number(one, "s"))
    stations = lanes.plan.stations
    offsets = _lane_offset(lanes)
    begins = [max(number(one, "s"), float(stations.old_m[0])) for one in elements]
    ends = [*begins[1:], float(stations.old_m[-1])]
    sides = {"left": _Side((), 0.0), "right": _Side((), 0.0)}
    sections: list[Section] = []
    kept: list[tuple[etree._Element, ...]] = []
    for element, start, end in zip(elements, begins, ends, strict=True):
        sides = _sides(element, start, sides)
        if end - start < SHORTEST_SECTION_M:
            continue
        cut = _Cut(len(sections), start, end)
        sections.append(_section(lanes, cut, sides, element, offsets))
        kept.append((*reversed(sides["left"].lanes), *sides["right"].lanes))
    return ReadSections(_closed(sections, stations.end_m), tuple(kept) or ((),))


def _closed(sections: Sequence[Section], length_m: float) -> tuple[Section, ...]:
    """Return sections that begin at 0, end where the next one begins, and at the end."""
    if not sections:
        return (Section(0.0, length_m, ()),)
    starts = [0.0, *(section.start_m for section in sections[1:])]
    ends = [*starts[1:], length_m]
    return tuple(
        Section(start, end, one.strips, one.left_count, one.datum_offset, one.boundaries)
        for one, start, end in zip(sections, starts, ends, strict=True)
    )


def _lane_offset(lanes: RoadLanes) -> list[ProfilePiece]:
    """Return the offset of the datum by stations of the map."""
    pieces = _pieces(lanes.road.findall("lanes/laneOffset"), "s")
    if not pieces or pieces[0].start_m > 0:
        pieces.insert(0, ProfilePiece(0.0, 0.0))
    return lanes.plan.stations.chain(pieces)


def _pieces(elements: Sequence[etree._Element], start: str) -> list[ProfilePiece]:
    """Return the cubics of elements, ordered; of several with one start the last one holds."""
    found = {
        number(one, start, 0.0): ProfilePiece(
            number(one, start, 0.0), *(number(one, name, 0.0) for name in "abcd")
        )
        for one in elements
    }
    return [found[key] for key in sorted(found)]


def _sides(section: etree._Element, start_m: float, before: dict[str, _Side]) -> dict[str, _Side]:
    """Return the lanes of both sides; a section of one side leaves the other one as it was."""
    is_single = section.get("singleSide") == "true"
    found = {}
    for name, sign in (("left", 1), ("right", -1)):
        group = section.find(name)
        if is_single and group is None:
            found[name] = before[name]
            continue
        elements = [] if group is None else group.findall("lane")
        elements.sort(key=lambda lane: sign * whole_number(lane, "id"))
        found[name] = _Side(tuple(elements), start_m)
    return found


def _section(
    lanes: RoadLanes,
    cut: _Cut,
    sides: dict[str, _Side],
    element: etree._Element,
    offsets: Sequence[ProfilePiece],
) -> Section:
    stations = lanes.plan.stations
    start, end = stations.at(cut.start_m), stations.at(cut.end_m)
    stretch = Stretch(end - start, (end - start) / (cut.end_m - cut.start_m))
    strips: dict[str, list[Strip]] = {}
    lines: dict[str, list[Boundary]] = {}
    for name, side in sides.items():
        widths = _widths(lanes, side, cut, is_left=name == "left")
        strips[name] = [
            _strip(lanes, lane, cut.index, width)
            for lane, width in zip(side.lanes, widths, strict=True)
        ]
        lines[name] = [
            read_boundary(lane, stretch, lanes.left, is_left=name == "left") for lane in side.lanes
        ]
    datum = element.find("center/lane")
    middle = Boundary()
    if datum is not None:
        middle = read_boundary(datum, stretch, lanes.left, is_left=False)
    boundaries = (*reversed(lines["left"]), middle, *lines["right"])
    return Section(
        start_m=start,
        end_m=end,
        strips=(*reversed(strips["left"]), *strips["right"]),
        left_count=len(strips["left"]),
        datum_offset=Profile(tuple(between(offsets, start, end)), Method.OPENDRIVE),
        boundaries=() if all(one == Boundary() for one in boundaries) else boundaries,
    )


def _widths(lanes: RoadLanes, side: _Side, cut: _Cut, *, is_left: bool) -> list[Profile]:
    """Return the widths of the lanes of one side, from the datum outward, by the section.

    Borders, which count from the reference line, become widths.
    """
    stations = lanes.plan.stations
    sign = 1.0 if is_left else -1.0
    begin = stations.at(cut.start_m) - stations.at(side.start_m)
    end = stations.at(cut.end_m) - stations.at(side.start_m)
    inner = [ProfilePiece(0.0, 0.0)]
    found = []
    for lane in side.lanes:
        pieces = _pieces(lane.findall("width"), "sOffset")
        borders = _pieces(lane.findall("border"), "sOffset")
        if not pieces and not borders:
            lanes.left.tell("{count} lanes have no width; they were read as 0 m wide.")
            pieces = [ProfilePiece(0.0, 0.0)]
        if pieces:
            width = stations.chain(pieces, side.start_m)
            inner = combined(inner, width, sign)
        else:
            outer = stations.chain(borders, side.start_m)
            width = [
                ProfilePiece(one.start_m, *(sign * value for value in (one.a, one.b, one.c, one.d)))
                for one in combined(outer, inner, -1.0)
            ]
            inner = outer
        source = f"{LANE_TYPE_SOURCE}{lane.get('type', '')}"
        found.append(Profile(tuple(between(width, begin, end)), Method.OPENDRIVE, source=source))
    return found


def _strip(lanes: RoadLanes, lane: etree._Element, section: int, width: Profile) -> Strip:
    lane_id, name = whole_number(lane, "id"), lane.get("type", "")
    lane_type = lane_types().get(name, NO_LANE)
    if lane_type.is_loose:
        lanes.left.add(f"lane type={name[:40]} (kept as {lane_type.strip_type})")
    own = own_values(lane)
    lanes.left.add("lane/userData", len(lane.findall("userData")) - len(own))
    for tag in LEFT_OUT:
        lanes.left.add(f"lane/{tag}", len(lane.findall(tag)))
    if lane.get("level") == "true":
        lanes.left.add("lane level=true")
    strip_type = member(StripType, own.get("strip"), lane_type.strip_type)
    return Strip(
        strip_id=StripId(f"{lanes.road_id}.{section}.{lane_id}"),
        strip_type=_by_access(strip_type, lane),
        width=width,
        direction=_direction(lane, lane_type, lanes.side, own, is_left=lane_id > 0),
        allowed=_allowed(lane, lane_type, lanes.left, own),
        turns=tuple(turn for turn in Turn if turn in own.get("turns", "").split()),
        surface=_surface(lane, lanes.left, own),
        height_m=_height(lane, lanes.left),
        speed_limit_kmh=_speed(lane, lanes.left),
    )


def _by_access(strip_type: StripType, lane: etree._Element) -> StripType:
    """Return the type of a driving lane that is for buses alone, as 1.8 writes bus lanes."""
    if strip_type is not StripType.DRIVE:
        return strip_type
    rules = _restrictions(lane)
    allowed = {name for rule, name in rules if rule == "allow"}
    return StripType.BUS if allowed and allowed <= {"bus", "taxi"} else strip_type


def _direction(
    lane: etree._Element,
    lane_type: LaneType,
    side: DrivingSide,
    own: dict[str, str],
    *,
    is_left: bool,
) -> Direction:
    usual = lane_type.direction(is_left=is_left, side=side)
    if "direction" in own:
        return member(Direction, own["direction"], usual)
    stated = lane.get("direction", "standard")
    if stated == "both":
        return Direction.BOTH
    if stated == "reversed" and usual in {Direction.FORWARD, Direction.BACKWARD}:
        return Direction(-usual)
    return usual


def _allowed(
    lane: etree._Element, lane_type: LaneType, left: Leftovers, own: dict[str, str]
) -> frozenset[Mode]:
    """Return who may use a lane: its usual modes, less or only those that `<access>` names."""
    if own.get("modes"):
        return frozenset(mode for mode in Mode if mode in own["modes"].split())
    rules = _restrictions(lane)
    modes = lane_type.modes
    permitted: frozenset[Mode] = frozenset()
    for rule, name in rules:
        if name not in access_modes():
            left.add(f"lane/access {name[:40]}")
        elif rule == "allow":
            permitted |= access_modes()[name]
        else:
            modes -= access_modes()[name]
    return permitted or modes


def _restrictions(lane: etree._Element) -> list[tuple[str, str]]:
    """Return rule (allow or deny) and name of all restrictions; without a rule it denies."""
    found = []
    for access in lane.findall("access"):
        rule = access.get("rule", "deny")
        names = [access.get("restriction")]
        names += [child.get("type") for child in access.findall("restriction")]
        found += [(rule, name) for name in names if name]
    return found


def _surface(lane: etree._Element, left: Leftovers, own: dict[str, str]) -> Surface:
    if "surface" in own:
        return member(Surface, own["surface"], Surface.UNKNOWN)
    materials = [one.get("surface", "") for one in lane.findall("material")]
    known = [SURFACES[name] for name in materials if name in SURFACES]
    left.add("lane/material", len(materials) - len(known[:1]))
    return known[0] if known else Surface.UNKNOWN


def _height(lane: etree._Element, left: Leftovers) -> float | None:
    heights = lane.findall("height")
    if not heights:
        return None
    inner, outer = number(heights[0], "inner", 0.0), number(heights[0], "outer", 0.0)
    varying = len(heights) - 1 + (inner != outer)
    if varying:
        left.tell("{count} heights of lanes vary; one height was kept for each strip.", varying)
    return (inner + outer) / 2


def _speed(lane: etree._Element, left: Leftovers) -> float | None:
    speeds = lane.findall("speed")
    if not speeds:
        return None
    left.add("lane/speed (further ones)", len(speeds) - 1)
    return speed_kmh(speeds[0])
