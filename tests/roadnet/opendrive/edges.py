"""Measure edges of strips: those of the map against those of a file that was read back."""

import numpy as np
import shapely
import shapely.ops

from roadnet.geometry.ribbon import sections_between
from roadnet.geometry.road_frame import offsets_of
from roadnet.model import RoadEnd
from roadnet.opendrive.curve_points import points_along

STEP_M = 0.02
SPARE_M = 0.05


def edges_of_road(road):
    """The edges of a road without polylines, one line for each boundary of each section."""
    for section in road.sections:
        count = max(int(np.ceil(section.length_m / STEP_M)), 2)
        along = np.linspace(0.0, section.length_m, count + 1)
        at = points_along(road.line, section.start_m + along)
        for row in offsets_of(section, along):
            yield shapely.LineString(at.beside(row))


def edges_of_frame(frame, start_m, end_m):
    """The edges of a road of the map between its mouths, followed closely where widths vary.

    Between a mitre and where its edges begin to be parallel to the step there is nothing to follow.
    """
    reach = max(abs(edge) for one in frame.road.sections for edge in (*one.offsets_at(0.0),
                *one.offsets_at(one.length_m / 2), *one.offsets_at(one.length_m)))  # fmt: skip
    near = reach * np.sqrt(np.maximum((frame.normals**2).sum(axis=1) - 1.0, 0.0)) + STEP_M
    for _, section, begin, finish in sections_between(frame, start_m, end_m):
        count = max(int(np.ceil((finish - begin) / STEP_M)), 2)
        dense = np.linspace(begin, finish, count + 1)
        is_free = (np.abs(dense[:, None] - frame.stations_m) > near).all(axis=1)
        own = frame.stations_m[(frame.stations_m > begin) & (frame.stations_m < finish)]
        stations = np.unique(np.concatenate([[begin, finish], own, dense[is_free]]))
        points, normals = frame.across(stations)
        for row in offsets_of(section, stations - section.start_m):
            yield shapely.LineString(points + row[:, None] * normals)


def mouths_of(geometry):
    """Stations of the mouths of each road, by key and end."""
    return {
        (mouth.road_id, mouth.end): mouth.station_m
        for area in geometry.junctions
        for mouth in area.mouths
    }


def span_of(frame, mouths):
    road = frame.road
    return (
        mouths.get((road.road_id, RoadEnd.START), 0.0),
        mouths.get((road.road_id, RoadEnd.END), frame.length_m),
    )


def apart_m(true, written):
    """How far an edge of a file lies from that of the map, both ways.

    At the very ends, where a step to the next road is written as a slope, only the map's own ground
    counts.
    """
    shortened = shapely.ops.substring(true, min(SPARE_M, true.length / 3), -SPARE_M)
    dense = shapely.points(shapely.get_coordinates(shortened)[::5])
    inside = shapely.points(shapely.get_coordinates(written)[2:-2])
    return max(float(written.distance(dense).max()), float(true.distance(inside).max(initial=0.0)))
