"""A folium map that asks no other server for anything."""

import re

import folium

from ui.assets import asset_url
from ui.maps.layers import StreetBackground

LEAFLET = "vendor/leaflet-1.9.4"
MAX_ZOOM = 21
Bounds = tuple[float, float, float, float]  # west, south, east, north in degrees
TAIWAN: Bounds = (119.9, 21.8, 122.1, 25.4)


def own_leaflet() -> None:
    """Point folium at our own copy of Leaflet; without this its maps stay empty offline.

    Bootstrap, icon fonts and marker plug-ins, which folium would load from five other places, are
    not used by our layers and left out.
    """
    folium.Map.default_js = [
        ("leaflet", asset_url(f"{LEAFLET}/leaflet.js")),
        ("quiet_focus", asset_url("map/quiet_focus.js")),
        ("jquery", asset_url("vendor/jquery-3.7.1/jquery.min.js")),
    ]
    folium.Map.default_css = [
        ("leaflet_css", asset_url(f"{LEAFLET}/leaflet.css")),
        ("font_css", asset_url("vendor/noto-sans-tc-5.3.1/index.css")),
        ("map_css", asset_url("map/map.css")),
    ]


def base_map(bounds: Bounds, background_address: str | None) -> folium.Map:
    """Return a map of `bounds` over our own background, or over nothing.

    The same arguments give the same script, so that the browser keeps the map and its view while
    the page around it runs again.
    """
    own_leaflet()
    west, south, east, north = bounds
    drawn = folium.Map(
        location=[(south + north) / 2, (west + east) / 2],
        tiles=None,
        prefer_canvas=True,
        attribution_control=False,
        max_zoom=MAX_ZOOM,
        maxZoom=MAX_ZOOM,  # without tiles nobody else tells Leaflet
    )
    if background_address is not None:
        StreetBackground(background_address).add_to(drawn)
    drawn.fit_bounds([[south, west], [north, east]])
    return drawn


def external_addresses(page: str) -> list[str]:
    """Return the addresses on other servers that a rendered map would ask.

    Examples
    --------
    >>> external_addresses('<script src="https://cdn.example/leaflet.js"></script>')
    ['https://cdn.example/leaflet.js']
    """
    return sorted(set(re.findall(r"""https?://[^\s"'<>)]+""", page)))
