"""Cut ways at the edge of an area."""

import json
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from errors import DaoanError

SAME_PLACE_M = 0.001


class BoundaryError(DaoanError, ValueError):
    """A boundary file holds no usable polygon."""


def read_boundary(path: Path) -> BaseGeometry:
    """Return the polygons of a GeoJSON file in WGS84 as one area.

    Raises
    ------
    BoundaryError
        The file is missing, no GeoJSON, or holds no polygon.
    """
    try:
        text = json.loads(path.read_text(encoding="utf-8"))
        features = text.get("features", [text])
        shapes = [
            shapely.from_geojson(json.dumps(feature.get("geometry", feature)))
            for feature in features
        ]
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        shapely.errors.ShapelyError,
    ) as error:
        raise BoundaryError(
            "{path} cannot be read as a boundary in GeoJSON: {reason}",
            path=path,
            reason=str(error),
        ) from error
    areas = [shape for shape in shapes if shape is not None and shape.area > 0]
    if not areas:
        raise BoundaryError("{path} holds no polygon.", path=path)
    return shapely.make_valid(shapely.union_all(areas))


def to_metres(boundary: BaseGeometry, transformer: Transformer) -> BaseGeometry:
    """Return the boundary in the metres of a transformer from WGS84."""

    def project(points: np.ndarray) -> np.ndarray:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    projected = shapely.transform(boundary, project)
    shapely.prepare(projected)
    return projected


Chain = list[tuple[int | None, tuple[float, float]]]


def inside_chains(chain: Chain, boundary: BaseGeometry) -> Iterator[Chain]:
    """Yield the parts of a chain of (node, place) inside a boundary.

    Where the chain crosses the boundary a place without a node (None) is put.
    """
    line = shapely.linestrings([place for _, place in chain])
    if shapely.contains_properly(boundary, line):
        yield chain
        return
    if not shapely.intersects(boundary, line):
        return
    cut = _with_crossings(chain, shapely.boundary(boundary))
    middles = [_between(one[1], other[1], 0.5) for one, other in pairwise(cut)]
    inside = shapely.intersects_xy(boundary, *np.array(middles).T)
    for kept, steps in groupby(range(len(middles)), key=lambda index: bool(inside[index])):
        indices = list(steps)
        if kept:
            yield cut[indices[0] : indices[-1] + 2]


def _with_crossings(chain: Chain, edge: BaseGeometry) -> Chain:
    """Return the chain with a place more wherever it crosses the edge."""
    cut: Chain = []
    for (node, start), (_, end) in pairwise(chain):
        cut.append((node, start))
        cut += [(None, _between(start, end, share)) for share in _crossings(start, end, edge)]
    return [*cut, chain[-1]]


def _between(
    start: tuple[float, float], end: tuple[float, float], share: float
) -> tuple[float, float]:
    x = start[0] + share * (end[0] - start[0])
    y = start[1] + share * (end[1] - start[1])
    return (round(x, 3), round(y, 3))


def _crossings(
    start: tuple[float, float], end: tuple[float, float], edge: BaseGeometry
) -> list[float]:
    """Return where a segment meets the edge, as shares of its length, inside it, sorted."""
    segment = shapely.linestrings([start, end])
    points = shapely.get_coordinates(shapely.intersection(segment, edge))
    length = shapely.length(segment)
    if not len(points) or length == 0:
        return []
    shares = np.hypot(points[:, 0] - start[0], points[:, 1] - start[1]) / length
    margin = SAME_PLACE_M / length
    return sorted({float(share) for share in shares if margin < share < 1 - margin})
