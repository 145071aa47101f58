"""Sidewalks drawn as ways of their own beside a street that already owns a sidewalk strip."""

from collections.abc import Sequence

import numpy as np
import shapely

from roadnet.model import Section, StripType
from roadnet.osm.pieces import Piece

REACH_M = 15.0  # of a sidewalk from the middle line of its street
SAMPLES = np.array([0.1, 0.3, 0.5, 0.7, 0.9])


def doubled_sidewalks(
    paths: Sequence[Piece], streets: Sequence[Piece], sections: Sequence[Section]
) -> set[int]:
    """Return the indices of paths that draw a sidewalk which a street already has.

    Parameters
    ----------
    paths
        Ways of their own.
    streets, sections
        Streets of the area and their cross-sections, in the same order.
    """
    tagged = [
        index
        for index, path in enumerate(paths)
        if path.source.way.tags.get("footway") == "sidewalk"
    ]
    if not tagged or not streets:
        return set()
    lines = np.array([shapely.LineString(street.points_m) for street in streets])
    own = np.array([shapely.LineString(paths[index].points_m) for index in tagged])
    points = shapely.line_interpolate_point(
        np.repeat(own, len(SAMPLES)), np.tile(SAMPLES, len(own)), normalized=True
    )
    sample, street = shapely.STRtree(lines).query_nearest(
        points, max_distance=REACH_M, all_matches=False
    )
    station = shapely.line_locate_point(lines[street], points[sample])
    ahead = shapely.get_coordinates(shapely.line_interpolate_point(lines[street], station + 0.5))
    behind = shapely.get_coordinates(
        shapely.line_interpolate_point(lines[street], np.maximum(station - 0.5, 0))
    )
    along, away = ahead - behind, shapely.get_coordinates(points[sample]) - behind
    on_left = along[:, 0] * away[:, 1] - along[:, 1] * away[:, 0] > 0
    votes: dict[int, int] = {}
    for index, found in enumerate(street):
        if _has_sidewalk(sections[found], on_left=bool(on_left[index])):
            path = tagged[sample[index] // len(SAMPLES)]
            votes[path] = votes.get(path, 0) + 1
    return {path for path, count in votes.items() if count * 2 > len(SAMPLES)}


def _has_sidewalk(section: Section, *, on_left: bool) -> bool:
    strips = section.strips[: section.left_count] if on_left else section.strips
    edge = strips[:1] if on_left else strips[-1:]
    return any(strip.strip_type is StripType.SIDEWALK for strip in edge)
