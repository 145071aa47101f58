"""Named streets: which roads belong to one, and whether a median divides them."""

from collections.abc import Sequence
from statistics import median

from roadnet.default_sections import DefaultSections
from roadnet.model import (
    Corridor,
    CorridorId,
    Measured,
    Method,
    Road,
    Stated,
)
from roadnet.neighbours import Beside

RANKS = [  # highest first, for a street whose parts differ
    "motorway",
    "trunk",
    "primary",
    "secondary",
    "tertiary",
    "unclassified",
    "residential",
    "living_street",
]


def corridor_id(area: str, name: str) -> CorridorId:
    """Return the key of the corridor of a name."""
    return CorridorId(f"{area}/c:{name}")


def corridors_of(
    area: str,
    roads: Sequence[Road],
    beside: Sequence[dict[str, Beside]],
    defaults: DefaultSections,
) -> tuple[Corridor, ...]:
    """Return one corridor for each name.

    Two one-way roads of one name that run beside each other in opposite directions are its two
    carriageways; the width of the median is what lies between them.

    Parameters
    ----------
    roads
        Roads of the area that vehicles use.
    beside
        What runs beside each of them, in the same order; indices count in `roads`.
    """
    members: dict[str, list[int]] = {}
    for index, road in enumerate(roads):
        if road.corridor_id:
            members.setdefault(road.name, []).append(index)
    corridors = []
    for name in sorted(members):
        own = [roads[index] for index in members[name]]
        gaps = [gap for index in members[name] for gap in _gaps(roads, index, beside[index])]
        width = None
        if gaps:
            sigma_m = defaults.sigma_m["assumed"]
            width = Measured(
                round(median(gaps), 2), Method.ASSUMED, sigma_m, "between carriageways"
            )
        key = corridor_id(area, name)
        assert key is not None
        corridors.append(
            Corridor(
                corridor_id=corridor_id(area, name),
                name=name,
                road_class=min((road.road_class for road in own), key=_rank),
                road_ids=tuple(sorted(road.road_id for road in own)),
                median_width=width,
                stated=Stated(Method.OSM),
            )
        )
    return tuple(corridors)


def _rank(road_class: str) -> int:
    return RANKS.index(road_class) if road_class in RANKS else len(RANKS)


def _gaps(roads: Sequence[Road], index: int, beside: dict[str, Beside]) -> list[float]:
    """Return the widths between a carriageway and the opposite ones of the same name."""
    own, gaps = roads[index], []
    for side, seen in beside.items():
        other = roads[seen.index]
        if seen.is_opposite and other.name == own.name and own.is_one_way and other.is_one_way:
            taken = _reach_m(own, side) + _reach_m(other, side)
            gaps.append(max(seen.distance_m - taken, 0.0))
    return gaps


def _reach_m(road: Road, side: str) -> float:
    """Return how far the carriageway reaches from its line to a side."""
    section = road.sections[0]
    offsets, (first, last) = section.offsets_at(0.0), section.carriageway
    return offsets[first] if side == "left" else -offsets[last]
