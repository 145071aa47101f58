"""The country or region that streets lie in, as far as their place tells."""

from functools import cache

from pyproj import Transformer

from roadnet.crs import WGS84
from roadnet.driving_side import country_at
from roadnet.model import LOCAL_CRS, Streets

TAIWAN = "TW"


def country_of(streets: Streets) -> str:
    """Return the country or region in two letters; empty where the place of streets does not tell.

    The middle of all nodes counts. Streets in local metres are tied to no place.
    """
    if streets.crs == LOCAL_CRS or not streets.nodes:
        return ""
    count = len(streets.nodes)
    x_m = sum(node.x_m for node in streets.nodes) / count
    y_m = sum(node.y_m for node in streets.nodes) / count
    return country_at(*_to_degrees(streets.crs).transform(x_m, y_m)).code


@cache
def _to_degrees(crs: str) -> Transformer:
    return Transformer.from_crs(crs, WGS84, always_xy=True)
