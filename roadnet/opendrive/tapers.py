"""Meet the edges of the next road over the last centimetre, where widths step at a joint."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from roadnet.model import ProfilePiece, RoadEnd
from roadnet.opendrive.contacts import Face, offsets_in, with_edges
from roadnet.opendrive.cubics import between, value_at
from roadnet.opendrive.drawn_road import Chain, DrawnRoad, DrawnSection, edge_chains, from_edges

TAPER_M = 0.01  # a step is drawn as a slope of this length
SAME_PLACE_M = 1e-6


def tapered(
    road: DrawnRoad, end: RoadEnd, own: Face, other: Face, pairs: Sequence[tuple[int, int]]
) -> DrawnRoad:
    """Return a road whose linked strips meet those of another road at one of its ends.

    Parameters
    ----------
    road
        The road.
    end
        The end where it meets the other one.
    own, other
        The faces there; they count the same way, `own` along the stations of the road.
    pairs
        The strips that are linked.
    """
    index = 0 if end is RoadEnd.START else len(road.sections) - 1
    section = road.sections[index]
    distance = 0.0 if end is RoadEnd.START else section.length_m
    edges = section.edges_at(distance)
    shift = float(np.mean(np.array(edges) - offsets_in(own, own)))
    there = offsets_in(own, other) + shift
    targets: dict[int, float] = {}
    for i, j in pairs:
        targets.setdefault(i, float(there[j]))
        targets[i + 1] = float(there[j + 1])
    wanted = with_edges(edges, targets)
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
