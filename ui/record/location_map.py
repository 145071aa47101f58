"""The map of one record: where the source put it, where it is used, where it may belong."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import folium
from streamlit_folium import st_folium

from crashes.model import CrashRecord
from language import translate as _
from roadnet.model import JunctionId
from ui.map_data import background_address
from ui.maps.base_map import TAIWAN, Bounds, base_map
from ui.maps.geodetic import to_lonlat
from ui.maps.layers import NamedPin, Pin
from ui.wording import is_missing

MAP_HEIGHT_PX = 420
AROUND_DEG = 0.0035  # shown around a point: about 400 m
SAME_POINT_M = 0.5


@dataclass(frozen=True, slots=True)
class NewLocation:
    """A point that a user wants to give a crash."""

    x_m: float
    y_m: float
    junction_id: JunctionId | None = None
    junction_name: str = ""


def draw_location_map(
    record: CrashRecord, wanted: NewLocation | None, crs: str, *, key: str
) -> None:
    """Draw the map; a click on it stands in the session under `key` when the page runs again."""
    pins = folium.FeatureGroup(name="pins")
    for pin in pins_of(record.crash, wanted, crs):
        NamedPin(pin).add_to(pins)
    st_folium(
        base_map(bounds_around(record.crash, crs), background_address()),
        feature_group_to_add=pins,
        returned_objects=["last_clicked"],
        height=MAP_HEIGHT_PX,
        use_container_width=True,
        key=key,
    )


def pins_of(crash: Mapping[str, Any], wanted: NewLocation | None, crs: str) -> list[Pin]:
    """Return the points of a crash that differ, the one that is used last."""
    points: list[tuple[str, str, float, float]] = []
    if not is_missing(crash.get("proposal_x_m")):
        points.append(("proposal", _("proposal"), crash["proposal_x_m"], crash["proposal_y_m"]))
    if not is_missing(crash.get("x_m")):
        points.append(("used", _("location in use"), crash["x_m"], crash["y_m"]))
    if wanted:
        points.append(("picked", _("new location"), wanted.x_m, wanted.y_m))
    lon, lat = to_lonlat([point[2] for point in points], [point[3] for point in points], crs)
    pins = [
        Pin(float(y), float(x), kind, name)
        for (kind, name, *_xy), x, y in zip(points, lon, lat, strict=True)
    ]
    source = source_pin(crash)
    apart = source and not any(same_place(source, pin) for pin in pins)
    return [source, *pins] if source and apart else pins


def source_pin(crash: Mapping[str, Any]) -> Pin | None:
    """Return the point as delivered, None where it is no place on the earth."""
    lon, lat = crash.get("lon"), crash.get("lat")
    if is_missing(lon) or is_missing(lat) or abs(lat) > 85 or abs(lon) > 180:  # type: ignore[arg-type] # noqa: PLR2004
        return None
    return Pin(float(lat), float(lon), "source", _("as delivered"))  # type: ignore[arg-type]


def same_place(first: Pin, second: Pin) -> bool:
    """Whether two pins would cover each other."""
    metres_per_degree = 111_000
    return math.hypot(first.lat - second.lat, first.lon - second.lon) * metres_per_degree < 1


def bounds_around(crash: Mapping[str, Any], crs: str) -> Bounds:
    """Return what to show: around the point in use or the proposal, else the whole country."""
    for x_name, y_name in (("x_m", "y_m"), ("proposal_x_m", "proposal_y_m")):
        if not is_missing(crash.get(x_name)):
            (lon,), (lat,) = to_lonlat([crash[x_name]], [crash[y_name]], crs)
            return (
                round(float(lon) - AROUND_DEG, 6),
                round(float(lat) - AROUND_DEG, 6),
                round(float(lon) + AROUND_DEG, 6),
                round(float(lat) + AROUND_DEG, 6),
            )
    return TAIWAN
