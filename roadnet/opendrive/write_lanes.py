"""Write the lanes of a road: offsets of the centre lane, sections, widths, links, marks."""

from dataclasses import dataclass

from lxml import etree

from roadnet.model import (
    Boundary,
    Direction,
    DrivingSide,
    Mode,
    ProfilePiece,
    RoadEnd,
    Strip,
    StripType,
    Surface,
)
from roadnet.opendrive.cubics import without_repetition
from roadnet.opendrive.drawn_road import DrawnRoad, DrawnSection
from roadnet.opendrive.lane_links import LaneLinks, StripSide
from roadnet.opendrive.read_lanes import LANE_TYPE_SOURCE
from roadnet.opendrive.user_data import add_own_values
from roadnet.opendrive.vocabulary import LaneType, lane_types, usual_lane_type
from roadnet.opendrive.write_marks import write_boundary
from roadnet.opendrive.xml_text import add

RESTRICTIONS = {  # the modes of each restriction; a lane for part of them is written in full too
    "passengerCar": {Mode.CAR},
    "motorcycle": {Mode.MOTO_SMALL, Mode.MOTO_LARGE},
    "bicycle": {Mode.BIKE},
    "bus": {Mode.BUS},
    "truck": {Mode.TRUCK},
    "pedestrian": {Mode.PED},
}
ONLY_BUSES = frozenset({Mode.BUS})
OPPOSITE = {Direction.FORWARD: Direction.BACKWARD, Direction.BACKWARD: Direction.FORWARD}


@dataclass(frozen=True, slots=True)
class LaneTexts:
    """What lanes are written with."""

    links: LaneLinks
    side: DrivingSide


def write_lanes(road: etree._Element, drawn: DrawnRoad, texts: LaneTexts) -> None:
    """Add the lanes of a road."""
    lanes = add(road, "lanes")
    for piece in _lane_offset(drawn):
        values = {"s": piece.start_m, "a": piece.a, "b": piece.b, "c": piece.c, "d": piece.d}
        add(lanes, "laneOffset", values)
    for index, section in enumerate(drawn.sections):
        element = add(lanes, "laneSection", {"s": section.start_m})
        _write_section(element, drawn, index, section, texts)


def _lane_offset(drawn: DrawnRoad) -> list[ProfilePiece]:
    """Return the offset of the centre lane along the whole road; none where it is 0."""
    pieces = [
        ProfilePiece(section.start_m + one.start_m, one.a, one.b, one.c, one.d)
        for section in drawn.sections
        for one in section.datum
    ]
    kept = without_repetition(pieces, drawn.length_m)
    is_zero = all(one.a == one.b == one.c == one.d == 0.0 for one in kept)
    return [] if is_zero else kept


def _write_section(
    element: etree._Element, drawn: DrawnRoad, index: int, section: DrawnSection, texts: LaneTexts
) -> None:
    count, left = len(section.strips), section.left_count
    if left:
        group = add(element, "left")
        for strip in range(left):
            lane = _write_lane(group, drawn, index, strip, texts)
            _write_line(lane, drawn, index, strip)
            _write_rest(lane, section, strip, texts)
    centre = add(add(element, "center"), "lane", {"id": "0", "type": "none", "level": "false"})
    _write_line(centre, drawn, index, left)
    if left < count:
        group = add(element, "right")
        for strip in range(left, count):
            lane = _write_lane(group, drawn, index, strip, texts)
            _write_line(lane, drawn, index, strip + 1)
            _write_rest(lane, section, strip, texts)


def _write_line(lane: etree._Element, drawn: DrawnRoad, index: int, boundary: int) -> None:
    source = drawn.sections[index].source
    stated = source.boundary(boundary) if source.boundaries else Boundary()
    write_boundary(lane, stated, is_left=boundary < drawn.sections[index].left_count)


def _write_lane(
    group: etree._Element, drawn: DrawnRoad, index: int, strip: int, texts: LaneTexts
) -> etree._Element:
    """Add a lane with its links and widths."""
    section = drawn.sections[index]
    one = section.strips[strip]
    name, lane_type = written_type(one)
    is_left = strip < section.left_count
    usual = lane_type.direction(is_left=is_left, side=texts.side)
    lane = add(
        group,
        "lane",
        {
            "id": str(section.lane_id(strip)),
            "type": name,
            "level": "false",
            "direction": _direction_text(one.direction, usual),
        },
    )
    link = None
    for tag, end in (("predecessor", RoadEnd.START), ("successor", RoadEnd.END)):
        beyond = texts.links.lanes.get(StripSide(drawn.road.road_id, index, strip, end))
        if beyond is not None:
            link = add(lane, "link") if link is None else link
            add(link, tag, {"id": str(beyond)})
    for piece in without_repetition(section.widths[strip], section.length_m):
        values = {"sOffset": piece.start_m, "a": piece.a, "b": piece.b, "c": piece.c, "d": piece.d}
        add(lane, "width", values)
    return lane


def written_type(strip: Strip) -> tuple[str, LaneType]:
    """Return the lane type a strip is written as: that of its source, else the usual one."""
    source = strip.width.source
    name = source.removeprefix(LANE_TYPE_SOURCE)
    known = lane_types().get(name) if source.startswith(LANE_TYPE_SOURCE) else None
    if known is None or known.strip_type is not strip.strip_type:
        name = usual_lane_type(strip.strip_type)
        known = lane_types()[name]
    return name, known


def _direction_text(direction: Direction, usual: Direction) -> str | None:
    """Return the attribute that tells the direction of traffic where it is not the lane's own."""
    if direction is Direction.BOTH and usual is not Direction.NONE:
        return "both"
    is_opposite = usual in OPPOSITE and direction is OPPOSITE[usual]
    return "reversed" if is_opposite else None


def _write_rest(lane: etree._Element, section: DrawnSection, strip: int, texts: LaneTexts) -> None:
    """Add speed, access and height of a lane, and what OpenDRIVE has no word for."""
    one = section.strips[strip]
    _, lane_type = written_type(one)
    if one.speed_limit_kmh is not None:
        add(lane, "speed", {"sOffset": 0.0, "max": one.speed_limit_kmh, "unit": "km/h"})
    modes = _restricted_modes(one, lane_type)
    if modes is not None:
        for name, concerned in RESTRICTIONS.items():
            if concerned & modes:
                add(lane, "access", {"sOffset": 0.0, "rule": "allow", "restriction": name})
    if one.height_m is not None:
        values = {"sOffset": 0.0, "inner": one.height_m, "outer": one.height_m}
        add(lane, "height", values)
    usual = lane_type.direction(is_left=strip < section.left_count, side=texts.side)
    is_told = one.direction is usual or _direction_text(one.direction, usual) is not None
    is_bus = one.strip_type is StripType.BUS and modes == ONLY_BUSES
    add_own_values(
        lane,
        {
            "strip": "" if lane_type.strip_type is one.strip_type or is_bus else one.strip_type,
            "direction": "" if is_told else one.direction.name,
            "turns": " ".join(one.turns),
            "surface": "" if one.surface is Surface.UNKNOWN else one.surface,
            "modes": "" if modes is None or _is_exact(modes) else " ".join(sorted(modes)),
        },
    )


def _restricted_modes(strip: Strip, lane_type: LaneType) -> frozenset[Mode] | None:
    """Return who may use a lane where that is not what its type says; None where it is."""
    allowed = strip.allowed
    if strip.strip_type is StripType.BUS and not allowed:
        allowed = ONLY_BUSES
    return None if not allowed or allowed == lane_type.modes else allowed


def _is_exact(modes: frozenset[Mode]) -> bool:
    """Whether restrictions can tell exactly these modes."""
    told = {mode for concerned in RESTRICTIONS.values() if concerned & modes for mode in concerned}
    return told == modes
