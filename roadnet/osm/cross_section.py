"""The cross-section of a way: all strips from left to right, and where the way lies in them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from roadnet.model import (
    Boundary,
    Direction,
    DrivingSide,
    KerbType,
    LaneChange,
    LineMarking,
    LineStyle,
    Method,
    Mode,
    Profile,
    RoadClass,
    Section,
    Strip,
    StripId,
    StripType,
    Surface,
)
from roadnet.osm.elements import Tags
from roadnet.osm.lane_draft import LaneDraft, Place
from roadnet.osm.placement import placed_offset_m
from roadnet.osm.roadside import roadside
from roadnet.osm.street import Street
from roadnet.osm.tag_values import of_side
from roadnet.osm.travel_lanes import travel_lanes
from roadnet.osm.widths import carriageway_width_m, widths_of

SURFACES = {
    "asphalt": Surface.ASPHALT,
    "paved": Surface.ASPHALT,
    "chipseal": Surface.ASPHALT,
    "concrete": Surface.CONCRETE,
    "paving_stones": Surface.PAVING,
    "sett": Surface.PAVING,
    "cobblestone": Surface.PAVING,
    "bricks": Surface.PAVING,
    "grass": Surface.GRASS,
    "gravel": Surface.GRAVEL,
    "fine_gravel": Surface.GRAVEL,
    "compacted": Surface.GRAVEL,
    "ground": Surface.EARTH,
    "dirt": Surface.EARTH,
    "earth": Surface.EARTH,
}
KERBS = {
    "raised": KerbType.RAISED,
    "yes": KerbType.RAISED,
    "lowered": KerbType.LOWERED,
    "flush": KerbType.FLUSH,
    "no": KerbType.NONE,
}
WAY_TYPES = {
    RoadClass.FOOTWAY: StripType.FOOTWAY,
    RoadClass.STEPS: StripType.FOOTWAY,
    RoadClass.PEDESTRIAN: StripType.FOOTWAY,
    RoadClass.CYCLEWAY: StripType.BIKE,
    RoadClass.PATH: StripType.PATH,
}
WAY_MODES = {
    StripType.FOOTWAY: frozenset({Mode.PED}),
    StripType.BIKE: frozenset({Mode.BIKE}),
    StripType.PATH: frozenset({Mode.PED, Mode.BIKE}),
}
LANE_STRIPS = frozenset({StripType.DRIVE, StripType.BUS, StripType.MOTO})


@dataclass(frozen=True, slots=True)
class CrossSection:
    """Strips from left to right with open keys, and the offset of the datum from the way."""

    strips: tuple[Strip, ...]
    left_count: int
    datum_offset: Profile
    boundaries: tuple[Boundary, ...]

    def along(self, road_id: str, length_m: float) -> Section:
        """Return the section of a road of that length; its strips get keys of their own."""
        strips = tuple(
            replace(strip, strip_id=StripId(f"{road_id}.{index}"))
            for index, strip in enumerate(self.strips)
        )
        return Section(0.0, length_m, strips, self.left_count, self.datum_offset, self.boundaries)


def cross_section(street: Street) -> CrossSection:
    """Return the cross-section of a street for vehicles."""
    drafts = _drafts(street)
    widths = widths_of(drafts, street.tags, street.defaults)
    surface = SURFACES.get(street.tags.get("surface", ""), Surface.UNKNOWN)
    strips = tuple(
        Strip(
            strip_id=StripId(""),
            strip_type=draft.strip_type,
            width=width,
            direction=draft.direction,
            allowed=draft.allowed,
            turns=draft.turns,
            surface=surface if draft.place is not Place.ROADSIDE else Surface.UNKNOWN,
            height_m=draft.height_m,
            speed_limit_kmh=draft.speed_limit_kmh,
        )
        for draft, width in zip(drafts, widths, strict=True)
    )
    left_count = datum_index(drafts, street.driving_side)
    values_m = [width.at(0.0) for width in widths]
    way_m, method = placed_offset_m(street, drafts, values_m)
    datum_m = way_m - sum(values_m[:left_count])
    sigma_m = street.defaults.sigma_m["tag" if method is Method.OSM else "assumed"]
    offset = Profile.constant(round(datum_m, 4), method, sigma_m, "placement")
    return CrossSection(strips, left_count, offset, _boundaries(street, drafts))


def way_section(tags: Tags, street: Street) -> CrossSection:
    """Return the cross-section of a way of its own for pedestrians or cyclists: one strip."""
    strip_type = WAY_TYPES[street.road_class]
    if street.road_class is RoadClass.FOOTWAY and tags.get("bicycle") == "designated":
        strip_type = StripType.PATH
    stated = carriageway_width_m(tags)
    default = street.defaults.values["way_width_m"][str(street.road_class)]
    draft = LaneDraft(
        strip_type,
        Direction.FORWARD if street.is_one_way else Direction.BOTH,
        Place.LANE,
        float(default),
        stated_m=stated,
        allowed=WAY_MODES[strip_type],
    )
    (width,) = widths_of([draft], {}, street.defaults)
    surface = SURFACES.get(tags.get("surface", ""), Surface.UNKNOWN)
    strip = Strip(StripId(""), strip_type, width, draft.direction, draft.allowed, surface=surface)
    half = Profile.constant(round(width.at(0.0) / 2, 4), Method.ASSUMED, width.sigma_m)
    return CrossSection((strip,), 0, half, ())


def datum_index(drafts: Sequence[LaneDraft], driving_side: DrivingSide) -> int:
    """Return how many strips lie to the left of the datum, the line between the directions.

    Forward traffic lies wholly on its own side of the datum: to the right of it where traffic
    keeps right.
    """
    forward = [
        index
        for index, draft in enumerate(drafts)
        if draft.strip_type in LANE_STRIPS and draft.direction is Direction.FORWARD
    ]
    if not forward:
        forward = [i for i, draft in enumerate(drafts) if draft.place is Place.LANE]
    return forward[0] if driving_side is DrivingSide.RIGHT else forward[-1] + 1


def _drafts(street: Street) -> list[LaneDraft]:
    lanes = travel_lanes(street)
    if street.is_access:
        return lanes
    left, right = (_beside(street, side, lanes) for side in ("left", "right"))
    return [*reversed(left), *lanes, *right]


def _beside(street: Street, side: str, lanes: Sequence[LaneDraft]) -> list[LaneDraft]:
    """Return the strips beside the lanes; a cycle lane listed among them is not told twice."""
    backward = side == street.far_side and not street.is_one_way
    direction = Direction.BACKWARD if backward else Direction.FORWARD
    has_bikes = any(
        lane.strip_type is StripType.BIKE and lane.direction is direction for lane in lanes
    )
    return [
        draft
        for draft in roadside(street, side)
        if not (has_bikes and draft.strip_type is StripType.BIKE and draft.place is Place.ROADWAY)
    ]


def _boundaries(street: Street, drafts: Sequence[LaneDraft]) -> tuple[Boundary, ...]:
    """Return what the tags say of the lines between the strips; nothing where they say nothing."""
    inside = [i for i, draft in enumerate(drafts) if draft.place is not Place.ROADSIDE]
    first, last = inside[0], inside[-1] + 1
    boundaries = []
    for index in range(len(drafts) + 1):
        kerb = KerbType.UNKNOWN
        if index in {first, last}:
            side = "left" if index == first else "right"
            tagged = of_side(street.tags, "kerb", side) or street.tags.get("kerb")
            kerb = KERBS.get(tagged or "", KerbType.UNKNOWN)
        markings = _markings(street, drafts, index) if first < index < last else ()
        boundaries.append(Boundary(markings, kerb))
    return () if all(boundary == Boundary() for boundary in boundaries) else tuple(boundaries)


def _markings(street: Street, drafts: Sequence[LaneDraft], index: int) -> tuple[LineMarking, ...]:
    """Return the marking between two strips as far as the tags state it."""
    if street.tags.get("lane_markings") == "no":
        return (LineMarking(style=LineStyle.NONE, method=Method.OSM, source="lane_markings"),)
    left, right = drafts[index - 1], drafts[index]
    if left.direction != right.direction:
        return ()
    backward = left.direction is Direction.BACKWARD
    to_right = _may_leave(left.change, LaneChange.TO_LEFT if backward else LaneChange.TO_RIGHT)
    to_left = _may_leave(right.change, LaneChange.TO_RIGHT if backward else LaneChange.TO_LEFT)
    if to_right is None and to_left is None:
        return ()
    change = {
        (True, True): LaneChange.BOTH,
        (True, False): LaneChange.TO_RIGHT,
        (False, True): LaneChange.TO_LEFT,
        (False, False): LaneChange.NEITHER,
    }[to_right is not False, to_left is not False]
    return (LineMarking(lane_change=change, method=Method.OSM, source="change:lanes"),)


def _may_leave(change: LaneChange, way: LaneChange) -> bool | None:
    """Whether a lane may be left to a side as its drivers see it; None where it is not stated."""
    if change is LaneChange.UNKNOWN:
        return None
    return change in {LaneChange.BOTH, way}
