"""The folium map of an area of the base map."""

import folium

from language import translate as _
from roadnet.model import StripType
from roadnet.sheet.look import JUNCTION, SURFACES
from ui.maps.base_map import Bounds, base_map
from ui.maps.layers import OwnLayer
from ui.street_map.words import group_names

OTHER_COLOURS = {
    "junction": JUNCTION[0],
    "island": SURFACES[StripType.ISLAND][0],
    "marking": "#ffffff",
    "sign": "#1f5fae",
    "name": "#1d2b32",
}


class StreetMap(OwnLayer):
    """Strips, junctions, islands, paint, signs and names, fetched where the map shows them."""

    script = "street_map.js"
    call = "L.streetMap"

    def __init__(self, address: str) -> None:
        words = {
            "layers": _("Layers"),
            "hint": _("Click on a strip, a marking or a sign to see its values."),
            "nearer": _("Zoom in to see strips and markings."),
            "groups": [(key, name, _colour(key)) for key, name in group_names()],
        }
        super().__init__(address, words)


def _colour(group: str) -> str:
    kind, _, name = group.partition(":")
    return SURFACES[StripType(name)][0] if kind == "strip" else OTHER_COLOURS[group]


def street_base_map(bounds: Bounds) -> folium.Map:
    """Return the empty map of an area; the same as long as the area is."""
    return base_map(bounds, None)


def street_layers(address: str) -> folium.FeatureGroup:
    """Return what changes with the day and the data."""
    layers = folium.FeatureGroup(name="streets")
    StreetMap(address).add_to(layers)
    return layers
