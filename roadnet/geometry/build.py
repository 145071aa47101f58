"""Derive all surfaces of an area from its streets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from roadnet.geometry.arm_shape import ArmShape
from roadnet.geometry.arrangement import Claim, share_out
from roadnet.geometry.graph import (
    PAIR,
    SHARPEST_JOINT_RAD,
    RoadArm,
    arms_by_node,
    joined_frames,
    makes_junction,
    rank_of,
    turn_rad,
)
from roadnet.geometry.junction_area import junction_surfaces
from roadnet.geometry.junction_record import as_stated, junction_of, rank
from roadnet.geometry.junctions import FoundJunction, FoundJunctions, JunctionFinder
from roadnet.geometry.medians import medians, ring_centres
from roadnet.geometry.plan_line import sample
from roadnet.geometry.ribbon import Stretch, carriageway, sections_between, surface
from roadnet.geometry.road_frame import RoadFrame, carriageway_span, frame_of
from roadnet.geometry.stated_corners import stated_radii_m
from roadnet.geometry.street_geometry import (
    CornerArea,
    GroundSurface,
    IslandArea,
    JunctionArea,
    Mouth,
    StreetGeometry,
    StripArea,
)
from roadnet.model import (
    GroundKind,
    NodeId,
    PointKind,
    Road,
    RoadEnd,
    RoadId,
    Streets,
)
from roadnet.open_ends import with_ends

SIGNAL_REACH_M = 30.0  # signals on a road this near to its end control the junction there
WELD_SEGMENTS = 8
INSIDE_M = 0.03  # a disc that only touched a kerb would leave threads
NARROWEST_WAY_M = 0.5  # on average
BESIDE_M = 0.3  # beyond the kerbs at a mouth


class Tier:
    """Who comes first when two claims want the same ground."""

    STATED_ISLAND = 0
    CARRIAGEWAY = 1
    JUNCTION = 2
    BETWEEN = 3  # medians, centres of roundabouts
    PARKING = 4
    SIDEWALK = 5
    CORNER = 6
    ACCESS = 7
    WAY = 8
    SQUARE = 9


Surface = StripArea | JunctionArea | CornerArea | IslandArea | GroundSurface


def build_geometry(streets: Streets) -> StreetGeometry:
    """Return the surfaces of all strips, junctions, islands and grounds of an area.

    The polygons of one layer do not overlap and have all vertices on a grid of a millimetre.

    Parameters
    ----------
    streets
        The stated streets: an area, or the records of a box; roads that lead out of a box end at
        a node of their own.
    """
    streets = with_ends(streets)
    roads = streets.roads
    frames = [frame_of(road) for road in roads]
    nodes = {node.node_id: node for node in streets.nodes}
    arms = arms_by_node(roads, 0)
    seeds = frozenset(key for key in arms if makes_junction(nodes[key], arms[key], frames))
    stated = [junction.node_ids for junction in streets.junctions if junction.node_ids]
    frames = joined_frames(frames, _joints(roads, frames, arms, seeds, stated))
    radii_m = stated_radii_m(streets.junctions)
    makers = seeds | {node for group in stated for node in group}
    finder = JunctionFinder(roads, frames, arms, nodes, makers, radii_m)
    found = finder.find(stated)
    wanted = [
        *_strip_claims(roads, frames, found),
        *_junction_claims(streets, frames, found),
        *_between_claims(roads, frames),
        *_ground_claims(streets, frames),
    ]
    return _shared(wanted, dict(zip((road.road_id for road in roads), frames, strict=True)))


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """A claim with what it becomes when it gets its ground."""

    claim: Claim
    layer: int
    surface: Surface  # with no polygons yet
    cuts: tuple[BaseGeometry, ...] = ()  # where threads of it end


def _joints(
    roads: Sequence[Road],
    frames: Sequence[RoadFrame],
    arms: Mapping[NodeId, Sequence[RoadArm]],
    seeds: frozenset[NodeId],
    stated: Sequence[Sequence[NodeId]],
) -> dict[NodeId, Sequence[RoadArm]]:
    """Return the two road ends at every node where a road goes on into another one."""
    taken = seeds | {node for group in stated for node in group}
    joints = {key: ends for key, ends in arms.items() if len(ends) == PAIR and key not in taken}
    for lower in (1, 2):
        for key, ends in arms_by_node(roads, lower).items():
            alone = lower > 1 or key not in arms
            if len(ends) == PAIR and alone and turn_rad(ends, frames) <= SHARPEST_JOINT_RAD:
                joints.setdefault(key, ends)
    return joints


def _strip_claims(
    roads: Sequence[Road], frames: Sequence[RoadFrame], found: FoundJunctions
) -> Iterator[Wanted]:
    """Yield the claims of all strips of roads that do not lie inside a junction."""
    discs = _discs(roads, frames)
    for index, (road, frame) in enumerate(zip(roads, frames, strict=True)):
        if index in found.inner_roads:
            continue
        start_m = found.cut_m.get(RoadArm(index, RoadEnd.START), 0.0)
        end_m = frame.length_m - found.cut_m.get(RoadArm(index, RoadEnd.END), 0.0)
        width_m = road.sections[0].width_m
        for number, section, begin, finish in sections_between(frame, start_m, end_m):
            stretch = Stretch(frame, section, begin, finish)
            first, last = carriageway_span(section)
            for strip in range(len(section.strips)):
                ground = surface(stretch, strip, strip + 1)
                if index in discs:
                    ground = shapely.union_all([ground, *discs[index]])
                tier = _tier(road, is_inside=first <= strip < last)
                outward = abs(strip + 0.5 - section.left_count)
                priority = (tier, -round(width_m, 2), road.road_id, number, outward)
                area = StripArea(road, number, strip, ())
                yield Wanted(Claim(ground, priority), road.layer, area)


def _tier(road: Road, *, is_inside: bool) -> int:
    lower = rank_of(road)
    if lower:
        return Tier.ACCESS if lower == 1 else Tier.WAY
    return Tier.CARRIAGEWAY if is_inside else Tier.SIDEWALK


def _discs(roads: Sequence[Road], frames: Sequence[RoadFrame]) -> dict[int, list[BaseGeometry]]:
    """Return discs that weld accesses, and ways of their own, where more than two meet."""
    discs: dict[int, list[BaseGeometry]] = {}
    for lower in (1, 2):
        for ends in arms_by_node(roads, lower).values():
            if len(ends) > PAIR:
                widths = [roads[arm.road].sections[0].width_m for arm in ends]
                first = ends[0]
                points = frames[first.road].points_m
                place = points[0] if first.end is RoadEnd.START else points[-1]
                disc = shapely.Point(place).buffer(
                    min(widths) / 2 - INSIDE_M, quad_segs=WELD_SEGMENTS
                )
                discs.setdefault(first.road, []).append(disc)
    return discs


def _junction_claims(
    streets: Streets, frames: Sequence[RoadFrame], found: FoundJunctions
) -> Iterator[Wanted]:
    """Yield the claims of junctions, their islands and the sidewalks around their corners."""
    nodes = {node.node_id: node for node in streets.nodes}
    signalised = _signalised(streets)
    for one in found.junctions:
        shapes = one.mouths.shapes
        cuts = [found.cut_m[shape.arm] for shape in shapes]
        surfaces = junction_surfaces(one, found.cut_m, streets.roads, frames)
        if surfaces is None:
            continue
        junction, order = junction_of(one, streets.roads, nodes, signalised)
        junction = as_stated(junction, streets.junctions)
        own = [shape.frame.road for shape in one.mouths.shapes]
        own += [streets.roads[index] for index in one.inner_roads]
        layer = min((road.layer for road in own), key=lambda value: (abs(value), value))
        road_class = min(own, key=rank).road_class
        key = junction.junction_id
        area = JunctionArea(
            junction=junction,
            polygons=(),
            layer=layer,
            mouths=tuple(_mouth(one, index, cuts[index]) for index in order),
            inner_roads=tuple(streets.roads[index].road_id for index in one.inner_roads),
            road_class=road_class,
        )
        ends = tuple(_beside_mouth(shape, cut) for shape, cut in zip(shapes, cuts, strict=True))
        yield Wanted(Claim(surfaces.area, (Tier.JUNCTION, key)), layer, area, ends)
        for number, island in enumerate(surfaces.islands):
            claim = Claim(island, (Tier.JUNCTION, key, number))
            yield Wanted(claim, layer, IslandArea(f"{key}.i{number}", (), layer, key))
        if surfaces.has_sidewalks:
            claim = Claim(surfaces.whole, (Tier.CORNER, key))
            yield Wanted(claim, layer, CornerArea(key, (), layer, road_class))


def _beside_mouth(shape: ArmShape, cut_m: float) -> BaseGeometry:
    """Return the line of a mouth a little beyond both kerbs, where corners end."""
    left, right = shape.kerb_points(cut_m)
    step = (left - right) * (BESIDE_M / max(float(np.hypot(*(left - right))), BESIDE_M))
    return shapely.MultiLineString([[left, left + step], [right, right - step]])


def _mouth(one: FoundJunction, index: int, cut_m: float) -> Mouth:
    shape = one.mouths.shapes[index]
    at_start = shape.arm.end is RoadEnd.START
    station_m = cut_m if at_start else shape.length_m - cut_m
    return Mouth(shape.frame.road.road_id, shape.arm.end, shape.node_id, cut_m, station_m)


def _signalised(streets: Streets) -> frozenset[tuple[RoadId, RoadEnd]]:
    """Return the road ends near which signals stand on the road."""
    lines = {road.road_id: road for road in streets.roads}
    found = set()
    for asset in streets.point_assets:
        if asset.kind is not PointKind.SIGNAL or asset.road_id not in lines:
            continue
        line = shapely.LineString(sample(lines[asset.road_id].line)[1])
        station_m = line.project(shapely.Point(asset.x_m, asset.y_m))
        if station_m <= SIGNAL_REACH_M:
            found.add((asset.road_id, RoadEnd.START))
        if line.length - station_m <= SIGNAL_REACH_M:
            found.add((asset.road_id, RoadEnd.END))
    return frozenset(found)


def _between_claims(roads: Sequence[Road], frames: Sequence[RoadFrame]) -> Iterator[Wanted]:
    """Yield the claims of medians and of the centres of roundabouts."""
    for one in [*ring_centres(roads, frames), *medians(roads, frames)]:
        claim = Claim(one.surface, (Tier.BETWEEN, one.key))
        yield Wanted(
            claim, one.layer, IslandArea(one.key, (), one.layer, is_median=not one.is_ring)
        )


def _ground_claims(streets: Streets, frames: Sequence[RoadFrame]) -> Iterator[Wanted]:
    """Yield the claims of stated islands, parking areas and squares; driveways cross parking."""
    driveways = shapely.union_all(
        [
            carriageway(frame, 0.0, frame.length_m)
            for road, frame in zip(streets.roads, frames, strict=True)
            if road.is_access
            and any(one.kind is GroundKind.PARKING for one in streets.ground_areas)
        ]
    )
    tiers = {
        GroundKind.ISLAND: Tier.STATED_ISLAND,
        GroundKind.PARKING: Tier.PARKING,
        GroundKind.PEDESTRIAN_AREA: Tier.SQUARE,
    }
    for area in streets.ground_areas:
        if area.kind not in tiers:
            continue
        ground = shapely.make_valid(shapely.Polygon(area.rings_m[0], area.rings_m[1:]))
        if area.kind is GroundKind.PARKING:
            ground = shapely.difference(ground, driveways)
        claim = Claim(ground, (tiers[area.kind], area.asset_id))
        if area.kind is GroundKind.ISLAND:
            island = IslandArea(area.asset_id, (), area.layer, stated=area)
            yield Wanted(claim, area.layer, island)
        else:
            yield Wanted(claim, area.layer, GroundSurface(area, ()))


def _walkable(polygons: Sequence[shapely.Polygon]) -> list[shapely.Polygon]:
    """Return what is left of a way beside the streets that is not too narrow to be one."""
    return [one for one in polygons if 2 * one.area >= NARROWEST_WAY_M * one.length]


def _shared(wanted: Sequence[Wanted], frames: dict[RoadId, RoadFrame]) -> StreetGeometry:
    got: list[Surface] = []
    for layer in sorted({one.layer for one in wanted}):
        own = [one for one in wanted if one.layer == layer]
        cuts = [cut for one in own for cut in one.cuts]
        shares = share_out([one.claim for one in own], cuts)
        for one, share in zip(own, shares, strict=True):
            polygons = share if one.claim.priority[0] != Tier.WAY else _walkable(share)
            if polygons:
                got.append(replace(one.surface, polygons=tuple(polygons)))
    return StreetGeometry(
        strips=tuple(one for one in got if isinstance(one, StripArea)),
        junctions=tuple(one for one in got if isinstance(one, JunctionArea)),
        corners=tuple(one for one in got if isinstance(one, CornerArea)),
        islands=tuple(one for one in got if isinstance(one, IslandArea)),
        grounds=tuple(one for one in got if isinstance(one, GroundSurface)),
        frames=frames,
    )
