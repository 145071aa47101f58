"""Photos under a scene: taken in safely, and laid on the ground by control points."""

import io
import math
import warnings
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageOps
from PIL.TiffImagePlugin import TiffImageFile
from pyproj import Transformer
from pyproj.exceptions import CRSError

from crashes.scene.fields import FARTHEST_M
from crashes.scene.model import ControlPoint, Fit, PointM, Underlay
from errors import DaoanError

MAX_BYTES = 25_000_000
MAX_PIXELS = 80_000_000
LONGEST_PX = 4096  # larger photos are made smaller: no screen and no sheet shows more
JPEG_QUALITY = 88
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "TIFF": "image/jpeg"}
PIXEL_SCALE, TIE_POINTS, TRANSFORMATION, GEO_KEYS = 33550, 33922, 34264, 34735  # GeoTIFF tags
PROJECTED_KEY, GEOGRAPHIC_KEY = 3072, 2048
LEAST_POINTS = {Fit.SIMILARITY: 2, Fit.AFFINE: 3}


class PhotoError(DaoanError, ValueError):
    """A photo was refused."""


class FitError(DaoanError, ValueError):
    """Control points do not lay a photo on the ground."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo ready to be kept: a browser can show it, and it is not larger than needed."""

    media_type: str
    width_px: int
    height_px: int
    content: bytes
    epsg: int | None = None  # CRS of `corners`, None where the file says nothing
    corners: tuple[PointM, PointM, PointM, PointM] | None = None  # from top left, clockwise


@dataclass(frozen=True, slots=True)
class GroundFit:
    """How a photo lies on the ground: x = a·px + b·py + c, y = d·px + e·py + f."""

    matrix: tuple[float, float, float, float, float, float]
    residuals_m: tuple[float, ...]  # distance of each control point from where the fit puts it
    rms_m: float

    def to_ground(self, at_px: tuple[float, float]) -> PointM:
        """Return where a point of the photo lies on the ground."""
        a, b, c, d, e, f = self.matrix
        return (a * at_px[0] + b * at_px[1] + c, d * at_px[0] + e * at_px[1] + f)


def read_photo(content: bytes) -> Photo:
    """Return an uploaded photo, checked, upright and not larger than 4096 pixels.

    Parameters
    ----------
    content
        The bytes of a JPEG, PNG or (Geo)TIFF file. A GeoTIFF keeps where its corners lie.

    Raises
    ------
    PhotoError
        It is larger than 25 MB or 80 million pixels, damaged, or no such file.
    """
    if len(content) > MAX_BYTES:
        raise PhotoError(
            "The photo has {size} MB; at most {most} MB can be used. Save it smaller.",
            size=round(len(content) / 1e6),
            most=MAX_BYTES // 1_000_000,
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # judged below
            picture = Image.open(io.BytesIO(content), formats=list(FORMATS))
        _check_size(picture)
        epsg, corners = _georeference(picture) if picture.format == "TIFF" else (None, None)
        media_type = FORMATS[picture.format or ""]
        turned = ImageOps.exif_transpose(picture)
        upright = turned.convert("RGB" if media_type == "image/jpeg" else "RGBA")
    except PhotoError:
        raise
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PhotoError("The file is not a JPEG, PNG or TIFF photo, or it is damaged.") from error
    upright.thumbnail((LONGEST_PX, LONGEST_PX))
    stored = io.BytesIO()
    if media_type == "image/jpeg":
        upright.save(stored, "JPEG", quality=JPEG_QUALITY)  # without the position and other EXIF
    else:
        upright.save(stored, "PNG")
    return Photo(media_type, upright.width, upright.height, stored.getvalue(), epsg, corners)


def ground_control_points(photo: Photo, crs: str, origin_m: PointM) -> tuple[ControlPoint, ...]:
    """Return the corners of a GeoTIFF as control points of a scene; none where it has none.

    Parameters
    ----------
    photo
        A photo as `read_photo` gives it.
    crs, origin_m
        CRS and origin of the scene.

    Raises
    ------
    PhotoError
        The photo lies so far from the scene that it cannot belong to it, or its CRS is unknown.
    """
    if photo.epsg is None or photo.corners is None:
        return ()
    try:
        to_scene = Transformer.from_crs(f"EPSG:{photo.epsg}", crs, always_xy=True)
    except CRSError as error:
        raise PhotoError("The photo is in an unknown CRS, EPSG:{epsg}.", epsg=photo.epsg) from error
    width, height = photo.width_px, photo.height_px
    pixels = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
    points = []
    for at_px, corner in zip(pixels, photo.corners, strict=True):
        x, y = to_scene.transform(*corner)
        at_m = (round(x - origin_m[0], 3), round(y - origin_m[1], 3))
        if not all(abs(value) <= FARTHEST_M for value in at_m):
            raise PhotoError("The photo lies more than 5 km from the scene.")
        points.append(ControlPoint(at_px, at_m))
    return tuple(points)


def fit_underlay(points: tuple[ControlPoint, ...], fit: Fit) -> GroundFit:
    """Return how a photo lies on the ground, by least squares over its control points.

    Parameters
    ----------
    points
        Two to four points for a similarity, three or four for an affine fit. A fit with no point
        to spare (two, three) has residuals of zero: it is not checked by anything.
    fit
        Kind of fit.

    Raises
    ------
    FitError
        Too few points, or points that coincide or lie on one line.

    Examples
    --------
    >>> points = (ControlPoint((0, 0), (0.0, 0.0)), ControlPoint((100, 0), (10.0, 0.0)))
    >>> fit_underlay(points, Fit.SIMILARITY).to_ground((0, 100))
    (0.0, -10.0)
    """
    if len(points) < LEAST_POINTS[fit]:
        raise FitError("At least {count} control points are needed.", count=LEAST_POINTS[fit])
    pixels = np.array([point.at_px for point in points])
    ground = np.array([point.at_m for point in points])
    solve = _similarity if fit is Fit.SIMILARITY else _affine
    matrix = solve(pixels, ground)
    put = pixels @ np.array([[matrix[0], matrix[3]], [matrix[1], matrix[4]]])
    put += np.array([matrix[2], matrix[5]])
    misses = np.hypot(*(put - ground).T)
    rms = math.sqrt(float(np.mean(misses**2)))
    a, b, c, d, e, f = (round(float(value), 9) + 0.0 for value in matrix)
    return GroundFit((a, b, c, d, e, f), tuple(float(miss) for miss in misses), rms)


def placed(underlay: Underlay) -> GroundFit:
    """Return how an underlay lies: by its control points, or where it was first put.

    Examples
    --------
    >>> photo = Underlay("u", "image/png", 200, 100, (50.0, 20.0), 40.0)
    >>> placed(photo).to_ground((0, 0)), placed(photo).to_ground((200, 100))
    ((30.0, 30.0), (70.0, 10.0))
    """
    if len(underlay.control_points) >= LEAST_POINTS[underlay.fit]:
        return fit_underlay(underlay.control_points, underlay.fit)
    per_px = underlay.ground_width_m / underlay.width_px
    left = underlay.at_m[0] - underlay.ground_width_m / 2
    top = underlay.at_m[1] + per_px * underlay.height_px / 2
    return GroundFit((per_px, 0.0, left, 0.0, -per_px, top), (), 0.0)


def _similarity(pixels: np.ndarray, ground: np.ndarray) -> np.ndarray:
    """Shift, turn, scale; the photo counts downwards, the ground upwards."""
    count = len(pixels)
    east = np.column_stack([pixels[:, 0], pixels[:, 1], np.ones(count), np.zeros(count)])
    north = np.column_stack([-pixels[:, 1], pixels[:, 0], np.zeros(count), np.ones(count)])
    system = np.vstack([east, north])
    (p, q, c, f), _, rank, _ = np.linalg.lstsq(system, np.concatenate(ground.T), rcond=1e-10)
    if rank < system.shape[1] or math.hypot(p, q) == 0:
        raise FitError("The control points coincide.")
    return np.array([p, q, c, q, -p, f])


def _affine(pixels: np.ndarray, ground: np.ndarray) -> np.ndarray:
    system = np.column_stack([pixels, np.ones(len(pixels))])
    solution, _, rank, _ = np.linalg.lstsq(system, ground, rcond=1e-10)
    if rank < system.shape[1]:
        raise FitError("The control points lie on one line.")
    return np.concatenate(solution.T)


def _check_size(picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise PhotoError(
            "The photo has {size} million pixels; at most {most} million can be used.",
            size=round(picture.width * picture.height / 1e6),
            most=MAX_PIXELS // 1_000_000,
        )


def _georeference(
    picture: Image.Image,
) -> tuple[int | None, tuple[PointM, PointM, PointM, PointM] | None]:
    """Return the EPSG code and the ground corners that a GeoTIFF states."""
    if not isinstance(picture, TiffImageFile):
        return None, None
    tags = picture.tag_v2
    if TRANSFORMATION in tags:
        a, b, _, c, d, e, _, f = tags[TRANSFORMATION][:8]
    elif PIXEL_SCALE in tags and TIE_POINTS in tags:
        a, e = tags[PIXEL_SCALE][0], -tags[PIXEL_SCALE][1]
        i, j, _, x, y, _ = tags[TIE_POINTS][:6]
        b = d = 0.0
        c, f = x - a * i, y - e * j
    else:
        return None, None
    width, height = picture.size
    pixels = ((0, 0), (width, 0), (width, height), (0, height))
    first, second, third, fourth = ((a * px + b * py + c, d * px + e * py + f) for px, py in pixels)
    return _epsg(tags.get(GEO_KEYS)), (first, second, third, fourth)


def _epsg(keys: tuple[int, ...] | None) -> int | None:
    """Return the EPSG code of a GeoKey directory: entries of key, place, count, value."""
    entries = {keys[n]: keys[n + 3] for n in range(4, len(keys) - 3, 4)} if keys else {}
    return entries.get(PROJECTED_KEY) or entries.get(GEOGRAPHIC_KEY)
