"""Where the plane of a file lies: from its geographic reference to the CRS of the map."""

import math
from dataclasses import dataclass, replace

import numpy as np
from lxml import etree
from numpy.typing import NDArray
from pyproj import CRS, Proj, Transformer
from pyproj.exceptions import CRSError, ProjError

from roadnet.crs import MAX_SCALE_ERROR, ProjectionError, choose_crs, metre_crs
from roadnet.model import (
    LOCAL_CRS,
    ArcPiece,
    ClothoidPiece,
    CubicPiece,
    CurvePiece,
    LinePiece,
    PolylinePiece,
)
from roadnet.opendrive.curve_points import end_of, start_of
from roadnet.opendrive.document import OpenDriveError, number

Floats = NDArray[np.float64]
WGS84 = "EPSG:4326"
SAME_PLACE_M = 1e-6  # two CRSs that agree so well are one
LEAST_CHORD_M = 0.01  # a shorter piece is turned as the map is turned there
STEP_M = 1.0  # over which the turn of the map is measured


@dataclass(frozen=True, slots=True)
class Offset:
    """A shift and turn between the plane of a file and its geographic reference."""

    x_m: float = 0.0
    y_m: float = 0.0
    heading_rad: float = 0.0

    def placed(self, points_m: Floats) -> Floats:
        """Return points after the turn and the shift."""
        cos, sin = math.cos(self.heading_rad), math.sin(self.heading_rad)
        turn = np.array([[cos, sin], [-sin, cos]])
        return np.asarray(points_m @ turn + np.array([self.x_m, self.y_m]))


@dataclass(frozen=True, slots=True)
class Placement:
    """How points of a file become points of the map; lon and lat where they are known."""

    crs: str
    offset: Offset | None = None
    to_crs: Transformer | None = None  # None: the file is in the CRS of the map
    lon_lat: tuple[float, float] | None = None  # a place in the middle

    def points(self, points_m: Floats) -> Floats:
        """Return points of a file, shape (n, 2), as points of the map."""
        if self.offset is not None:
            points_m = self.offset.placed(points_m)
        if self.to_crs is not None:
            points_m = np.column_stack(self.to_crs.transform(points_m[:, 0], points_m[:, 1]))
        return points_m

    def placed(self, piece: CurvePiece) -> CurvePiece:
        """Return a piece of a plan on the map.

        A piece keeps its shape; it is turned, moved and scaled so that its two ends lie exactly
        where the map has them. (Over 500 m the sides of a map bend by less than a millimetre.)
        """
        if self.offset is None and self.to_crs is None:
            return piece
        start, end = start_of(piece), end_of(piece)
        old = np.array([start[:2], end[:2]])
        if math.dist(*old) < LEAST_CHORD_M:
            ahead = STEP_M * np.array([math.cos(start[2]), math.sin(start[2])])
            old = np.array([start[:2], np.array(start[:2]) + ahead])
        new = self.points(old)
        chord, new_chord = old[1] - old[0], new[1] - new[0]
        scale = float(np.hypot(*new_chord) / np.hypot(*chord))
        turn = math.atan2(*new_chord[::-1]) - math.atan2(*chord[::-1])
        origin = new[0] if not isinstance(piece, CubicPiece) else self._origin(piece, turn, scale)
        return _turned(piece, (float(origin[0]), float(origin[1])), turn, scale)

    def _origin(self, piece: CubicPiece, turn: float, scale: float) -> Floats:
        """Return the origin of a cubic whose start, which may lie beside it, is on the map."""
        start = np.array(start_of(piece)[:2])
        back = np.array([piece.x_m, piece.y_m]) - start
        cos, sin = math.cos(turn), math.sin(turn)
        turned = np.array([cos * back[0] - sin * back[1], sin * back[0] + cos * back[1]])
        return np.asarray(self.points(start[None])[0] + scale * turned)

    def heading_turn_rad(self, x_m: float, y_m: float) -> float:
        """Return how much the map turns directions at a place of the file."""
        points = np.array([[x_m, y_m], [x_m + STEP_M, y_m]])
        step = np.diff(self.points(points), axis=0)[0]
        return math.atan2(step[1], step[0])


def placement_of(
    root: etree._Element,
    crs: str | None,
    origin: tuple[float, float] | None,
    map_crs: str | None = None,
) -> Placement:
    """Return where a file lies.

    Parameters
    ----------
    root
        The file.
    crs
        The CRS of the map; where the file says nothing of its place, its own as well.
    origin
        Longitude and latitude of the origin of the file, whose y axis then points north; wins
        over what the file says.
    map_crs
        The CRS of the map that the file joins, where the file says its place and `crs` is None.

    Raises
    ------
    OpenDriveError
        The file does not lie on the Earth where it says.
    ProjectionError
        `crs` or `origin` cannot be used.
    """
    target = metre_crs(crs) if crs else None
    offset = _offset(root)
    source = _plane_at(origin) if origin else _stated(root)
    if source is None:
        return Placement(target or LOCAL_CRS, offset if target else None)
    middle = _middle(root, offset)
    lon, lat = _degrees(source, middle)
    target = target or map_crs
    if target is None:
        code = source.to_epsg()
        is_true = code is not None and _scale_error(source, lon, lat) <= MAX_SCALE_ERROR
        target = f"EPSG:{code}" if is_true else choose_crs(lon, lat)
    to_crs = Transformer.from_crs(source, CRS.from_user_input(target), always_xy=True)
    moved = np.array(to_crs.transform(*middle))
    if not np.isfinite(moved).all():
        raise ProjectionError("{crs} cannot show the place of the file.", crs=target)
    is_same = _is_same(to_crs, middle)
    return Placement(target, offset, None if is_same else to_crs, (lon, lat))


def _offset(root: etree._Element) -> Offset | None:
    element = root.find("header/offset")
    if element is None:
        return None
    offset = Offset(
        number(element, "x", 0.0), number(element, "y", 0.0), number(element, "hdg", 0.0)
    )
    return None if offset == Offset() else offset


def _plane_at(origin: tuple[float, float]) -> CRS:
    """Return a plane that touches the Earth at a place."""
    lon, lat = origin
    choose_crs(lon, lat)  # refuses what is no place
    return CRS.from_proj4(f"+proj=tmerc +lat_0={lat!r} +lon_0={lon!r} +k=1 +datum=WGS84 +units=m")


def _stated(root: etree._Element) -> CRS | None:
    """Return the horizontal, projected, metric CRS a file states; None where there is none."""
    text = (root.findtext("header/geoReference") or "").strip()
    if not text:
        return None
    try:
        crs = CRS.from_user_input(text)
    except CRSError:
        return None
    if crs.is_compound:
        crs = crs.sub_crs_list[0]
    if crs.is_bound and crs.source_crs is not None:
        crs = crs.source_crs
    if not crs.is_projected or any(axis.unit_name != "metre" for axis in crs.axis_info):
        return None
    return replace_axes(crs)


def replace_axes(crs: CRS) -> CRS:
    """Return the CRS under its number where it has one, so that equal CRSs are recognised."""
    code = crs.to_epsg()
    return CRS.from_epsg(code) if code else crs


def has_unusable_reference(root: etree._Element) -> bool:
    """Whether a file names a geographic reference that cannot be used."""
    return bool((root.findtext("header/geoReference") or "").strip()) and _stated(root) is None


def _middle(root: etree._Element, offset: Offset | None) -> tuple[float, float]:
    """Return the mean of the starts of all pieces of plans."""
    elements = root.findall("road/planView/geometry")
    if not elements:
        return (0.0, 0.0)
    points = np.array([(number(one, "x"), number(one, "y")) for one in elements])
    x, y = (points if offset is None else offset.placed(points)).mean(axis=0)
    return float(x), float(y)


def _degrees(source: CRS, point: tuple[float, float]) -> tuple[float, float]:
    try:
        to_degrees = Transformer.from_crs(source, WGS84, always_xy=True)
        lon, lat = to_degrees.transform(*point, errcheck=True)
    except ProjError as error:
        raise OpenDriveError(
            "The geographic reference of the file does not reach its roads: {reason}",
            reason=str(error),
        ) from error
    return float(lon), float(lat)


def _scale_error(crs: CRS, lon: float, lat: float) -> float:
    return abs(float(Proj(crs).get_factors(lon, lat).meridional_scale) - 1)


def _is_same(to_crs: Transformer, point: tuple[float, float]) -> bool:
    """Whether a change of CRS moves nothing near a point."""
    x = np.array([point[0], point[0] + 1000, point[0]])
    y = np.array([point[1], point[1], point[1] + 1000])
    new_x, new_y = to_crs.transform(x, y)
    return bool(np.hypot(new_x - x, new_y - y).max() < SAME_PLACE_M)


def _turned(
    piece: CurvePiece, origin: tuple[float, float], turn: float, scale: float
) -> CurvePiece:
    """Return a piece turned and scaled, with its frame at another origin."""
    assert not isinstance(piece, PolylinePiece)  # OpenDRIVE has none
    heading = math.remainder(piece.heading_rad + turn, math.tau)
    length_m = piece.length_m * scale
    if isinstance(piece, LinePiece):
        return LinePiece(*origin, heading, length_m)
    if isinstance(piece, ArcPiece):
        return ArcPiece(*origin, heading, length_m, piece.curvature_per_m / scale)
    if isinstance(piece, ClothoidPiece):
        start, end = piece.start_curvature_per_m / scale, piece.end_curvature_per_m / scale
        return ClothoidPiece(*origin, heading, length_m, start, end)
    u = (piece.u[0] * scale, piece.u[1] * scale, piece.u[2] * scale, piece.u[3] * scale)
    v = (piece.v[0] * scale, piece.v[1] * scale, piece.v[2] * scale, piece.v[3] * scale)
    return replace(
        piece, x_m=origin[0], y_m=origin[1], heading_rad=heading, length_m=length_m, u=u, v=v
    )
