"""The lines along the roads: rule, look, sizes and stretch of each, before any surface."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from roadnet.geometry.road_frame import carriageway_span
from roadnet.markings.line_choice import (
    ISLANDS,
    BoundaryPlace,
    LineChoice,
    assumed_choice,
    stated_choice,
)
from roadnet.markings.line_room import LineRoom, Stretch
from roadnet.markings.rule_book import RuleBook
from roadnet.markings.sizes import Sizes
from roadnet.markings.version_choice import ChosenVersion, version_for
from roadnet.model import (
    SIDEWALK_LIKE,
    Condition,
    Corridor,
    Direction,
    DrivingSide,
    LineMarking,
    LineStyle,
    Measured,
    PaintColour,
    Road,
    RoadId,
)

DOUBLE = frozenset(
    {
        LineStyle.SOLID_SOLID,
        LineStyle.SOLID_BROKEN,
        LineStyle.BROKEN_SOLID,
        LineStyle.BROKEN_BROKEN,
    }
)
BROKEN = frozenset(DOUBLE - {LineStyle.SOLID_SOLID} | {LineStyle.BROKEN})


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line on a boundary between two stations; one record for both strokes of a double line."""

    element_id: str  # <road>.s<section>.b<boundary>, and .m<marking> where several are stated
    road_id: RoadId
    section: int
    boundary: int
    start_m: float  # stations of the road
    end_m: float
    chosen: ChosenVersion
    style: LineStyle
    colour: PaintColour
    width_m: float  # of one stroke
    dash_m: tuple[float, float] | None  # length of a dash and of the gap after it
    phase_m: float  # stated phase of the dashes
    gap_m: float  # clear distance of a double line
    shift_m: float  # of its middle to the left of the boundary
    traffic: Direction  # whose stop line the dashes count from; NONE: between directions
    assumed: tuple[str, ...]
    condition: Condition
    marking: LineMarking | None  # None: nothing is stated
    layer: int
    is_beside_island: bool = False

    @property
    def code(self) -> str:
        """Code of its rule."""
        return self.chosen.version.code


def plan_lines(
    roads: Iterable[Road],
    corridors: Sequence[Corridor],
    room: LineRoom,
    day: date,
    driving_side: DrivingSide,
    rules: RuleBook,
) -> Iterator[PlannedLine]:
    """Yield the lines along roads on a day, stated and assumed, in the order of the roads.

    Parameters
    ----------
    roads
        The roads to look at.
    corridors
        The streets, which tell where a median divides two carriageways.
    room
        Where lines may run.
    day
        The day the street is looked at.
    driving_side
        The side traffic keeps to.
    rules
        The rules that hold here.
    """
    divided = {
        road_id
        for corridor in corridors
        if corridor.median_width is not None
        for road_id in corridor.road_ids
    }
    for road in roads:
        is_divided = road.is_one_way and road.road_id in divided
        for number, section in enumerate(road.sections):
            for index in range(len(section.strips) + 1):
                at = BoundaryPlace(road, section, index, driving_side, is_divided, rules)
                yield from _on_boundary(at, number, room, day)


def _on_boundary(
    at: BoundaryPlace, section: int, room: LineRoom, day: date
) -> Iterator[PlannedLine]:
    for marking, stretch, name in _stretches(at, section):
        choice = stated_choice(marking, at) if marking else assumed_choice(at)
        painted_on = marking.painted_on if marking else None
        chosen = version_for(choice.rule, painted_on, day) if choice else None
        if choice is None or chosen is None:
            continue
        clear_m = Sizes(chosen.version).get("from_junction", 0.0)
        for start_m, end_m in room.free(at.road, section, at.index, stretch, clear_m):
            yield _line(at, choice, chosen, marking, (name, section, start_m, end_m))


def _stretches(
    at: BoundaryPlace, section: int
) -> Iterator[tuple[LineMarking | None, Stretch, str]]:
    """Yield the markings of a boundary with their stations; None where nothing is stated."""
    name = f"{at.road.road_id}.s{section}.b{at.index}"
    start_m, end_m = at.section.start_m, at.section.end_m
    markings = at.section.boundary(at.index).markings
    if not markings or markings[0].start_m > 0:
        first_m = start_m + markings[0].start_m if markings else end_m
        yield None, (start_m, first_m), name
    for number, marking in enumerate(markings):
        is_last = number == len(markings) - 1
        until_m = end_m if is_last else start_m + markings[number + 1].start_m
        yield marking, (start_m + marking.start_m, until_m), f"{name}.m{number}"


def _line(
    at: BoundaryPlace,
    choice: LineChoice,
    chosen: ChosenVersion,
    marking: LineMarking | None,
    where: tuple[str, int, float, float],
) -> PlannedLine:
    version = chosen.version
    sizes = Sizes(version, _stated(marking))
    name, section, start_m, end_m = where
    style = choice.style or version.style
    width = _width_name(sizes, style)
    used = [width] + (["between"] if style in DOUBLE else [])
    gap_m = sizes.get("between", 0.0) if style in DOUBLE else 0.0
    shift_m, shift_name = _shift_m(at, sizes, sizes[width])
    used += [shift_name] if shift_name else []
    return PlannedLine(
        element_id=name,
        road_id=at.road.road_id,
        section=section,
        boundary=at.index,
        start_m=start_m,
        end_m=end_m,
        chosen=chosen,
        style=style,
        colour=choice.colour or version.colour,
        width_m=sizes[width],
        dash_m=_dash(marking, sizes, style),
        phase_m=marking.dash.phase_m if marking and marking.dash else 0.0,
        gap_m=gap_m,
        shift_m=shift_m,
        traffic=_traffic(at),
        assumed=(*choice.assumed, *sizes.assumed_among(used)),
        condition=marking.condition if marking else Condition.UNKNOWN,
        marking=marking,
        layer=at.road.layer,
        is_beside_island=any(one and one.strip_type in ISLANDS for one in (at.left, at.right)),
    )


def _stated(marking: LineMarking | None) -> dict[str, Measured]:
    """Return the sizes a marking states; beside an island its gap is that to the island."""
    if marking is None:
        return {}
    stated: dict[str, Measured] = {}
    if marking.width is not None:
        stated |= dict.fromkeys(("width", "line_width", "outline_width", "diameter"), marking.width)
    if marking.gap is not None:
        stated |= {"between": marking.gap, "from_island": marking.gap}
    return stated


def _width_name(sizes: Sizes, style: LineStyle) -> str:
    first = ["diameter"] if style is LineStyle.STUDS else []
    names = [*first, "aid_width", "width", "line_width", "outline_width", "diameter"]
    return next((name for name in names if name in sizes.version.sizes), "width")


def _dash(
    marking: LineMarking | None, sizes: Sizes, style: LineStyle
) -> tuple[float, float] | None:
    if marking is not None and marking.dash is not None:
        return marking.dash.on_m, marking.dash.off_m
    if style is LineStyle.STUDS:
        return sizes.get("spacing", 1.0), 0.0
    if style not in BROKEN:
        return None
    if "dash" in sizes:
        return sizes["dash"], sizes["gap"]
    return USUAL_DASH_M


USUAL_DASH_M = (4.0, 6.0)  # of broken lines, article 181


def _shift_m(at: BoundaryPlace, sizes: Sizes, width_m: float) -> tuple[float, str]:
    """Return how far a line lies to the left of its boundary, and the size that says so."""
    left, right = at.left, at.right
    away_m = sizes.get("from_island", 0.0)
    name = "from_island" if away_m else ""
    if right is not None and right.strip_type in ISLANDS:
        return away_m + width_m / 2, name
    if left is not None and left.strip_type in ISLANDS:
        return -away_m - width_m / 2, name
    if not at.is_edge:
        return 0.0, ""
    first, _ = carriageway_span(at.section)
    outside = left if at.index == first else right
    is_open = outside is not None and outside.strip_type not in SIDEWALK_LIKE
    if is_open:
        return 0.0, ""
    inside_m = (away_m if at.is_divided else 0.0) + width_m / 2
    return (-inside_m if at.index == first else inside_m), (name if at.is_divided else "")


def _traffic(at: BoundaryPlace) -> Direction:
    ways = {strip.direction for strip in (at.left, at.right) if strip is not None}
    ways -= {Direction.NONE, Direction.BOTH}
    return ways.pop() if len(ways) == 1 else Direction.NONE
