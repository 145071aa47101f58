"""Meet the edges of the next road over the last centimetre, where widths step at a joint."""

from collections.abc import Sequence
from dataclasses import replace

from roadnet.model import ProfilePiece, RoadEnd
from roadnet.opendrive.contacts import Face, offsets_in, with_edges
from roadnet.opendrive.cubics import between, value_at
from roadnet.opendrive.drawn_road import Chain, DrawnRoad, DrawnSection, edge_chains, from_edges

TAPER_M = 0.01  # a step is drawn as a slope of this length
SAME_PLACE_M = 1e-6


def shared_edges(
    one: Face, other: Face, pairs: Sequence[tuple[int, int]]
) -> tuple[dict[int, float], dict[int, float]]:
    """Return where the edges of linked strips meet, for both faces, along the normal of the first.

    The outer edges of a group of linked strips lie on the narrower side, so that neither road
    reaches beyond its own ground; between linked strips the edges of the first face hold.

    Parameters
    ----------
    one, other
        The faces; they count the same way.
    pairs
        The strips that are linked.
    """
    own, there = offsets_in(one, one), offsets_in(one, other)
    linked = set(pairs)
    first: dict[int, float] = {}
    second: dict[int, float] = {}
    for i, j in pairs:
        is_inner = (i - 1, j - 1) in linked, (i + 1, j + 1) in linked
        left = own[i] if is_inner[0] else min(own[i], there[j])
        right = own[i + 1] if is_inner[1] else max(own[i + 1], there[j + 1])
        first |= {i: float(left), i + 1: float(right)}
        second |= {j: float(left), j + 1: float(right)}
    return first, second


def tapered(road: DrawnRoad, end: RoadEnd, moves: dict[int, float]) -> DrawnRoad:
    """Return a road with some of its edges moved at one of its ends.

    Parameters
    ----------
    road
        The road.
    end
        The end.
    moves
        How far each edge moves to the left, by its place from left to right.
    """
    index = 0 if end is RoadEnd.START else len(road.sections) - 1
    section = road.sections[index]
    edges = section.edges_at(0.0 if end is RoadEnd.START else section.length_m)
    wanted = with_edges(edges, {place: edges[place] + move for place, move in moves.items()})
    if max(abs(one - other) for one, other in zip(edges, wanted, strict=True)) < SAME_PLACE_M:
        return road
    chains = [
        _sloped(chain, section, end, target)
        for chain, target in zip(edge_chains(section), wanted, strict=True)
    ]
    sections = list(road.sections)
    sections[index] = from_edges(section, chains)
    return replace(road, sections=tuple(sections))


def _sloped(chain: Chain, section: DrawnSection, end: RoadEnd, target: float) -> Chain:
    """Return a chain that reaches a value at an end of its section."""
    length = min(TAPER_M, section.length_m / 2)
    if end is RoadEnd.START:
        slope = (value_at(chain, length) - target) / length
        rest = between(chain, length, section.length_m)
        moved = [replace(piece, start_m=piece.start_m + length) for piece in rest]
        return [ProfilePiece(0.0, target, slope), *moved]
    begin = section.length_m - length
    start = value_at(chain, begin)
    kept = [piece for piece in chain if piece.start_m < begin]
    return [*kept, ProfilePiece(begin, start, (target - start) / length)]
