"""The map of hotspots: crashes as points, hotspots as numbered markers over our background."""

import math
from collections.abc import Hashable, Mapping
from typing import Any

import folium
import numpy as np
import pandas as pd

from hotspots.selection import is_believed
from ui.maps.base_map import TAIWAN, Bounds, base_map
from ui.maps.crash_looks import crash_looks
from ui.maps.geodetic import to_lonlat
from ui.maps.layers import FastPoints, SiteMarker, SiteMarkers, SymbolLegend
from ui.site_address import MAX_RADIUS_M, SitePlace

NUMBERED_HOTSPOTS = 15  # further ones get their number when the map is near
MARKED_HOTSPOTS = 99  # further ones stand in the table
EDGE_QUANTILE = 0.002  # of the points at each side may lie outside the first view
DECIMALS = 4  # the view stays the same when a few crashes come or go
MARGIN_DEG = 0.002
MIN_HOTSPOT_RADIUS_M = 20


def hotspot_base_map(bounds: Bounds, background_address: str) -> folium.Map:
    """Return the map without what changes with the choice."""
    drawn = base_map(bounds, background_address)
    SymbolLegend(crash_looks()).add_to(drawn)
    return drawn


def hotspot_layers(
    table: pd.DataFrame, points_address: str, chosen_rank: int | None
) -> folium.FeatureGroup:
    """Return what changes with the choice: crashes and hotspots."""
    layers = folium.FeatureGroup(name="hotspots")
    FastPoints(points_address, crash_looks()).add_to(layers)
    SiteMarkers(hotspot_markers(table, chosen_rank)).add_to(layers)
    return layers


def hotspot_markers(table: pd.DataFrame, chosen_rank: int | None) -> list[SiteMarker]:
    """Return a marker for each of the first hotspots, and for the chosen one.

    Parameters
    ----------
    table
        HOTSPOT_COLUMNS, by rank.
    """
    most = float(table["epdo"].max()) if len(table) else 1.0
    shown = table[(table["rank"] <= MARKED_HOTSPOTS) | (table["rank"] == chosen_rank)]
    return [
        SiteMarker(
            id=place_of(row).address,
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            label=str(row["rank"]),
            name=str(row["name"]),
            share=float(row["epdo"]) / most,
            radius_m=place_of(row).radius_m,
            minor=row["rank"] > NUMBERED_HOTSPOTS,
            chosen=row["rank"] == chosen_rank,
        )
        for row in shown.to_dict("records")
    ]


def place_of(hotspot: Mapping[Hashable, Any]) -> SitePlace:
    """Return the circle that holds the crashes of a hotspot (a row of HOTSPOT_COLUMNS)."""
    radius_m = min(max(math.ceil(hotspot["radius_m"]) + 1, MIN_HOTSPOT_RADIUS_M), MAX_RADIUS_M)
    return SitePlace(float(hotspot["lon"]), float(hotspot["lat"]), radius_m)


def bounds_of(crashes: pd.DataFrame, crs: str) -> Bounds:
    """Return the box that holds nearly all believed points; all of Taiwan without any."""
    believed = crashes[is_believed(crashes)]
    if believed.empty:
        return TAIWAN
    lon, lat = to_lonlat(believed["x_m"], believed["y_m"], crs)
    edges = [EDGE_QUANTILE, 1 - EDGE_QUANTILE]
    (west, east), (south, north) = np.quantile(lon, edges), np.quantile(lat, edges)
    return (
        round(float(west) - MARGIN_DEG, DECIMALS),
        round(float(south) - MARGIN_DEG, DECIMALS),
        round(float(east) + MARGIN_DEG, DECIMALS),
        round(float(north) + MARGIN_DEG, DECIMALS),
    )


def told_choice(told: Mapping[str, Any] | None) -> tuple[str, str] | None:
    """Return kind and id of what was clicked on a map: ("site", its address) or ("point", "17").

    Examples
    --------
    >>> told_choice({"last_object_clicked_tooltip": "site:3#1700000000000"})
    ('site', '3')
    """
    said = (told or {}).get("last_object_clicked_tooltip")
    if not said or ":" not in said:
        return None
    kind, _, rest = said.partition(":")
    return kind, rest.partition("#")[0]
