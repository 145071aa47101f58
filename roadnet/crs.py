"""Choose the coordinate system of a deployment, and refuse lengths that are not metres."""

import math
from collections.abc import Sequence

import geopandas as gpd
from pyproj import CRS, Proj, Transformer
from pyproj.exceptions import CRSError

from errors import DaoanError
from roadnet.model import LOCAL_CRS

WGS84 = "EPSG:4326"
TAIWAN_CRS = "EPSG:3826"  # TWD97 / TM2 zone 121
TAIWAN_BOXES = (  # west, south, east, north; the coast of the mainland lies between them
    (119.9, 21.7, 122.2, 25.5),  # main island
    (119.2, 23.1, 119.8, 23.9),  # Penghu
    (118.1, 24.35, 118.6, 24.6),  # Kinmen
    (119.85, 25.9, 120.6, 26.45),  # Matsu
)
MAX_SCALE_ERROR = 0.01  # lengths may differ by 1 % from the ground
UTM_ZONE_DEG = 6
UTM_NORTH, UTM_SOUTH = 32600, 32700
MAX_LON_DEG, MAX_LAT_DEG = 180, 84  # where UTM is defined


class ProjectionError(DaoanError, ValueError):
    """A geometry has no coordinate reference system, or the wrong kind of one."""


def choose_crs(lon: float, lat: float) -> str:
    """Return the metre CRS for a place: EPSG:3826 in Taiwan, elsewhere the local UTM zone.

    Parameters
    ----------
    lon, lat
        A place in the middle of the data, degrees of WGS84.

    Raises
    ------
    ProjectionError
        The numbers are no longitude and latitude, or lie too near to a pole for UTM.

    Examples
    --------
    >>> choose_crs(121.52, 25.05), choose_crs(13.43, 52.48), choose_crs(115.86, -31.95)
    ('EPSG:3826', 'EPSG:32633', 'EPSG:32750')
    """
    if not (abs(lon) <= MAX_LON_DEG and abs(lat) <= MAX_LAT_DEG):
        raise ProjectionError(
            "Longitude {lon} and latitude {lat} are no place for a map in metres.", lon=lon, lat=lat
        )
    if any(w <= lon <= e and s <= lat <= n for w, s, e, n in TAIWAN_BOXES):
        return TAIWAN_CRS
    zone = min(int((lon + MAX_LON_DEG) // UTM_ZONE_DEG) + 1, 60)
    return f"EPSG:{(UTM_NORTH if lat >= 0 else UTM_SOUTH) + zone}"


def metre_crs(text: str) -> str:
    """Return the CRS a user named, as `EPSG:…` where it has a number.

    Raises
    ------
    ProjectionError
        The CRS is not known, or its lengths are not metres.

    Examples
    --------
    >>> metre_crs("epsg:3826")
    'EPSG:3826'
    """
    try:
        crs = CRS.from_user_input(text)
    except CRSError as error:
        raise ProjectionError("{crs} is no known CRS.", crs=text) from error
    if not crs.is_projected or crs.axis_info[0].unit_name != "metre":
        found = f"{crs.name} ({crs.axis_info[0].unit_name})"
        raise ProjectionError("A projected CRS in metres is needed; found {found}.", found=found)
    code = crs.to_epsg()
    return f"EPSG:{code}" if code else text


def transformer_between(crs: str, target: str) -> Transformer:
    """Return the transformer from the CRS of streets to another one, axes in the order x, y.

    Raises
    ------
    ProjectionError
        The streets lie in local metres, tied to no place on Earth, or the target is not known.
    """
    if crs == LOCAL_CRS:
        raise ProjectionError(
            "These streets lie in local metres that are tied to no place on Earth; "
            "they can only be exported in their own coordinates."
        )
    try:
        return Transformer.from_crs(crs, target, always_xy=True)
    except CRSError as error:
        raise ProjectionError("{crs} is no known CRS.", crs=target) from error


def require_true_scale(crs: str, points_m: Sequence[tuple[float, float]]) -> None:
    """Raise unless lengths around the middle of points are true to 1 % in a CRS.

    Raises
    ------
    ProjectionError
        The points lie too far from where the CRS is meant for.

    Examples
    --------
    >>> require_true_scale("EPSG:3826", [(302_000.0, 2_771_000.0)])
    """
    x, y = (sum(values) / len(points_m) for values in zip(*points_m, strict=True))
    to_degrees = Transformer.from_crs(crs, WGS84, always_xy=True)
    scale = Proj(crs).get_factors(*to_degrees.transform(x, y)).meridional_scale
    if not abs(scale - 1) <= MAX_SCALE_ERROR:
        raise ProjectionError(
            "{crs} stretches lengths here by a factor of {factor}.", crs=crs, factor=f"{scale:.2f}"
        )


def require_metres(gdf: gpd.GeoDataFrame, *, like: gpd.GeoDataFrame | None = None) -> None:
    """Raise unless lengths in `gdf` are metres on the ground, to within 1 %.

    An empty layer has no place: only its CRS is looked at.

    Parameters
    ----------
    gdf
        A layer, in any CRS.
    like
        Another layer that must be in the same CRS.

    Raises
    ------
    ProjectionError
        No CRS, degrees or feet, another CRS than `like`, or a stretched map.
    """
    crs = gdf.crs
    if crs is None or not crs.is_projected or crs.axis_info[0].unit_name != "metre":
        found = "none" if crs is None else f"{crs.name} ({crs.axis_info[0].unit_name})"
        raise ProjectionError("A projected CRS in metres is needed; found {found}.", found=found)
    if like is not None and crs != like.crs:
        other = "none" if like.crs is None else like.crs.name
        raise ProjectionError(
            "Layers are in different CRSs: {one} and {other}.", one=crs.name, other=other
        )
    west, south, east, north = gdf.total_bounds
    if math.isnan(west):
        return
    to_degrees = Transformer.from_crs(crs, crs.geodetic_crs, always_xy=True)
    middle = to_degrees.transform((west + east) / 2, (south + north) / 2)
    scale = Proj(crs).get_factors(*middle).meridional_scale
    if abs(scale - 1) > MAX_SCALE_ERROR:
        raise ProjectionError(
            "{crs} stretches lengths here by a factor of {factor}.",
            crs=crs.name,
            factor=f"{scale:.2f}",
        )
