"""Bring geometry of the ground onto paper, cut at the frame of the map."""

from collections.abc import Iterable, Iterator

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from drawing.model import Area, Line, Point, Tags
from drawing.placement import Placement

Floats = NDArray[np.float64]
LEAST_AREA_MM2 = 1e-4
LEAST_LINE_MM = 0.01


class OnPaper:
    """Turns polygons and lines in metres into areas and lines in millimetres.

    Parameters
    ----------
    placement
        Where the ground lies on the paper.
    ground_m
        The ground inside the frame; None: nothing is cut.
    """

    def __init__(self, placement: Placement, ground_m: shapely.Polygon | None) -> None:
        self.placement, self.ground_m = placement, ground_m
        origin = np.array(placement.to_mm((0.0, 0.0)))
        east, north = placement.to_mm((1.0, 0.0)), placement.to_mm((0.0, 1.0))
        self._turn = np.array([np.array(east) - origin, np.array(north) - origin])
        self._centre_m = np.array(placement.centre_m)
        self._centre_mm = np.array(placement.centre_mm)

    def sees(self, shape: BaseGeometry) -> bool:
        """Whether any of a geometry lies inside the frame."""
        return self.ground_m is None or bool(self.ground_m.intersects(shape))

    def areas(
        self, polygons: Iterable[shapely.Polygon], style: str, tags: Tags = ()
    ) -> Iterator[Area]:
        """Yield what of polygons lies inside the frame."""
        for polygon in polygons:
            for part in self._cut(polygon):
                if isinstance(part, shapely.Polygon) and self._mm(part.area, 2) > LEAST_AREA_MM2:
                    rings = [part.exterior, *part.interiors]
                    yield Area(tuple(self._points(ring)[:-1] for ring in rings), style, tags)

    def lines(self, shapes: Iterable[BaseGeometry], style: str, tags: Tags = ()) -> Iterator[Line]:
        """Yield what of lines lies inside the frame."""
        for shape in shapes:
            for part in self._cut(shape):
                if (
                    isinstance(part, shapely.LineString)
                    and self._mm(part.length, 1) > LEAST_LINE_MM
                ):
                    yield Line(self._points(part), style, tags)

    def point(self, x_m: float, y_m: float) -> Point | None:
        """Return where a point lies on the paper; None outside the frame."""
        if not self.sees(shapely.Point(x_m, y_m)):
            return None
        return self.placement.to_mm((x_m, y_m))

    def _cut(self, shape: BaseGeometry) -> list[BaseGeometry]:
        """Return the parts of a geometry inside the frame; untouched where it lies whole in it."""
        if self.ground_m is None or self.ground_m.contains_properly(shape):
            return list(shapely.get_parts(shape))
        if not self.ground_m.intersects(shape):
            return []
        return list(shapely.get_parts(shapely.get_parts(self.ground_m.intersection(shape))))

    def _points(self, shape: BaseGeometry) -> tuple[Point, ...]:
        points = shapely.get_coordinates(shape) - self._centre_m
        placed = points @ self._turn + self._centre_mm
        return tuple((x, y) for x, y in placed.tolist())

    def _mm(self, value: float, power: int) -> float:
        return float(value * self.placement.length_mm(1.0) ** power)
