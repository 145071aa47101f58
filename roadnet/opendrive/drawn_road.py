"""A road as a file draws it: smooth pieces, lanes counted from the line between the directions."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from roadnet.model import (
    DrivingSide,
    LineMarking,
    ProfilePiece,
    ReferenceLine,
    Road,
    Section,
    Strip,
)
from roadnet.opendrive.centre_lane import centres_of
from roadnet.opendrive.cubics import between, combined, value_at
from roadnet.opendrive.cut_line import SHORTEST_M, cut_line
from roadnet.opendrive.stations import StationMap

Chain = list[ProfilePiece]


@dataclass(frozen=True, slots=True)
class DrawnSection:
    """A section between two stations of the drawn line; chains count from its start."""

    start_m: float
    end_m: float
    source: Section
    left_count: int  # strips left of the centre lane
    datum: Chain  # offset of the centre lane
    widths: list[Chain]  # of the strips, left to right

    @property
    def length_m(self) -> float:
        """Length along the line."""
        return self.end_m - self.start_m

    @property
    def strips(self) -> tuple[Strip, ...]:
        """The strips, left to right."""
        return self.source.strips

    def edges_at(self, distance_m: float) -> list[float]:
        """Return the offsets of all boundaries, left to right, at a distance from the start."""
        widths = [value_at(width, distance_m) for width in self.widths]
        edges = [value_at(self.datum, distance_m) + sum(widths[: self.left_count])]
        for width in widths:
            edges.append(edges[-1] - width)
        return edges

    def lane_id(self, strip: int) -> int:
        """Return the id of the lane of a strip.

        Examples
        --------
        >>> one = DrawnSection(0.0, 1.0, Section(0.0, 1.0, ()), 2, [], [])
        >>> [one.lane_id(strip) for strip in range(4)]
        [2, 1, -1, -2]
        """
        return self.left_count - strip if strip < self.left_count else self.left_count - strip - 1

    def index_of(self, lane: int) -> int:
        """Return the place of a lane among the strips."""
        return self.left_count - lane if lane > 0 else self.left_count - lane - 1


@dataclass(frozen=True, slots=True)
class DrawnRoad:
    """A road, or the part of it between its mouths, as it is written."""

    road: Road
    line: ReferenceLine  # without polylines
    sections: tuple[DrawnSection, ...]
    stations: StationMap  # from stations of the road to stations of the line

    @property
    def length_m(self) -> float:
        """Length of the line."""
        return self.sections[-1].end_m


def part_of(road: Road, start_m: float, end_m: float) -> Road:
    """Return a road between two of its stations, its sections counted from the first."""
    if start_m <= 0.0 and end_m >= road.length_m:
        return road
    sections = []
    for section in road.sections:
        low, high = max(section.start_m, start_m), min(section.end_m, end_m)
        if high - low > SHORTEST_M:
            sections.append(_part_of_section(section, low, high, start_m))
    line = cut_line(road.line, start_m, end_m)
    elevation = road.elevation
    if elevation is not None:
        pieces = tuple(between(elevation.pieces, start_m, end_m))
        elevation = replace(elevation, pieces=pieces)
    return replace(road, line=line, sections=tuple(sections), elevation=elevation)


def _part_of_section(section: Section, low_m: float, high_m: float, origin_m: float) -> Section:
    begin, finish = low_m - section.start_m, high_m - section.start_m
    strips = tuple(
        replace(
            strip,
            width=replace(strip.width, pieces=tuple(between(strip.width.pieces, begin, finish))),
        )
        for strip in section.strips
    )
    offset = replace(
        section.datum_offset, pieces=tuple(between(section.datum_offset.pieces, begin, finish))
    )
    boundaries = tuple(
        replace(boundary, markings=_part_of_markings(boundary.markings, begin, finish))
        for boundary in section.boundaries
    )
    return replace(
        section,
        start_m=low_m - origin_m,
        end_m=high_m - origin_m,
        strips=strips,
        datum_offset=offset,
        boundaries=boundaries,
    )


def _part_of_markings(
    markings: Sequence[LineMarking], begin_m: float, finish_m: float
) -> tuple[LineMarking, ...]:
    """Return the markings between two distances, counted from the first of them."""
    ends = [*(marking.start_m for marking in markings[1:]), math.inf]
    return tuple(
        replace(marking, start_m=max(marking.start_m - begin_m, 0.0))
        for marking, end in zip(markings, ends[: len(markings)], strict=True)
        if end > begin_m and marking.start_m < finish_m
    )


def drawn_as_it_is(road: Road, side: DrivingSide) -> DrawnRoad:
    """Return a road whose line has no polylines, section by section as it is."""
    stations = np.array([0.0, road.length_m])
    sections = tuple(drawn_sections(road.sections, side))
    return DrawnRoad(road, road.line, sections, StationMap(stations, stations))


def drawn_sections(sections: Sequence[Section], side: DrivingSide) -> Iterator[DrawnSection]:
    """Yield sections with the centre lane between the directions of traffic."""
    for section, left_count in zip(sections, centres_of(sections, side), strict=True):
        datum = list(section.datum_offset.pieces)
        for strip in section.strips[
            min(left_count, section.left_count) : max(left_count, section.left_count)
        ]:
            sign = 1.0 if left_count < section.left_count else -1.0
            datum = combined(datum, strip.width.pieces, sign)
        widths = [list(strip.width.pieces) for strip in section.strips]
        yield DrawnSection(section.start_m, section.end_m, section, left_count, datum, widths)


def edge_chains(section: DrawnSection) -> list[Chain]:
    """Return the offsets of all boundaries of a section as chains, left to right."""
    edge = section.datum
    for width in section.widths[: section.left_count]:
        edge = combined(edge, width, 1.0)
    chains = [edge]
    for width in section.widths:
        chains.append(combined(chains[-1], width, -1.0))
    return chains


def from_edges(section: DrawnSection, edges: Sequence[Chain]) -> DrawnSection:
    """Return a section whose boundaries run along the given chains."""
    widths = [combined(left, right, -1.0) for left, right in pairwise(edges)]
    return replace(section, datum=list(edges[section.left_count]), widths=widths)
