"""The folium map of an area of the base map."""

import folium

from language import translate as _
from roadnet.model import GroundKind, StripType
from roadnet.sheet.look import GROUNDS, JUNCTION, LINEAR_LINE, SURFACES
from ui.assets import asset_url
from ui.maps.base_map import Bounds, base_map
from ui.maps.layers import OwnLayer
from ui.street_map.words import group_names

OTHER_COLOURS = {
    "junction": JUNCTION[0],
    "island": SURFACES[StripType.ISLAND][0],
    "ground": GROUNDS[GroundKind.PEDESTRIAN_AREA][0],
    "linear": LINEAR_LINE,
    "marking": "#ffffff",
    "sign": "#1f5fae",
    "thing": "#3c7a3f",
    "name": "#1d2b32",
    "assumed": "#eef0f2",
}
SCRIPTS = ("site_markers.js", "street_drawing.js", "street_map.js")


class StreetMap(OwnLayer):
    """Strips, junctions, paint, signs and names, fetched where the map shows them.

    A click gives the page `chosen:<element, lon, lat>` when it is to be told.
    """

    script = "street_map.js"
    call = "L.streetMap"

    def __init__(self, address: str, state: str, *, tells: bool) -> None:
        words = {
            "layers": _("Layers"),
            "hint": _("Click on a strip, a marking or a sign to see its values."),
            "nearer": _("Zoom in to see strips and markings."),
            "state": state,
            "tells": tells,
            "groups": [(key, name, _colour(key), key == "assumed") for key, name in group_names()],
        }
        super().__init__(address, words)
        self.default_js = [(name, asset_url(f"map/{name}")) for name in SCRIPTS]


def _colour(group: str) -> str:
    kind, _, name = group.partition(":")
    return SURFACES[StripType(name)][0] if kind == "strip" else OTHER_COLOURS[group]


def street_base_map(bounds: Bounds) -> folium.Map:
    """Return the empty map of an area; the same as long as the area is."""
    return base_map(bounds, None)


def street_layers(address: str, state: str, *, tells: bool = False) -> folium.FeatureGroup:
    """Return what changes with the day and the data.

    Parameters
    ----------
    address
        Where blocks come from.
    state
        What the map says of its day.
    tells
        Whether a click is told to the page.
    """
    layers = folium.FeatureGroup(name="streets")
    StreetMap(address, state, tells=tells).add_to(layers)
    return layers
