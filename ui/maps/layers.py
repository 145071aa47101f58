"""Layers of our own for folium maps; their scripts lie in `ui/assets/map/`.

Texts reach the browser as JSON and are set there as text, so markup in a name runs nothing.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

from folium.elements import JSCSSMixin
from folium.map import Layer
from jinja2 import Template

from ui.assets import asset_url


@dataclass(frozen=True, slots=True)
class PointLook:
    """How the points of one class look, and what the legend says of them."""

    colour: str
    shape: str  # triangle, disc or ring
    label: str


@dataclass(frozen=True, slots=True)
class SiteMarker:
    """A numbered marker that can be chosen."""

    id: str
    lat: float
    lon: float
    label: str  # one to three characters
    name: str
    share: float = 0.0  # size, 0 to 1
    radius_m: float = 0.0  # shown around the chosen site
    minor: bool = False  # without its number while the map is far away
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Pin:
    """A point with its meaning beside it."""

    lat: float
    lon: float
    kind: str  # source, used, proposal or picked: the classes of map.css
    name: str


class OwnLayer(JSCSSMixin, Layer):
    """A layer made by one call of our own script."""

    script = ""  # file below map/
    call = ""  # of the script, taking the arguments as JSON
    default_js: list[tuple[str, str]] = []  # noqa: RUF012 (named and typed by folium)

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = {{ this.call }}({{ this.arguments }});"
        "{{ this.before_adding() }}"
        "{% endmacro %}"
    )

    def __init__(self, *arguments: Any) -> None:
        super().__init__(overlay=True, control=False, show=True)
        self._name = type(self).__name__
        self.arguments = ", ".join(json_for_script(argument) for argument in arguments)
        self.default_js = [(self.script, asset_url(f"map/{self.script}"))]

    def before_adding(self) -> str:
        """Return script that comes before folium adds the layer to its parent."""
        return ""


class StreetBackground(OwnLayer):
    """Streets and names of junctions, from the address of a background file."""

    script = "street_background.js"
    call = "L.streetBackground"

    def __init__(self, address: str) -> None:
        super().__init__(address)


class SiteMarkers(OwnLayer):
    """Numbered sites; a click gives the page `site:<id>`."""

    script = "site_markers.js"
    call = "L.siteMarkers"

    def __init__(self, sites: list[SiteMarker]) -> None:
        super().__init__([asdict(site) for site in sites])


class NamedPin(OwnLayer):
    """One point with its name."""

    script = "site_markers.js"
    call = "L.namedPin"

    def __init__(self, pin: Pin) -> None:
        super().__init__(asdict(pin))


class FastPoints(OwnLayer):
    """Many crashes, from the address of a packed file; a click gives the page `point:<id>`."""

    script = "fast_points.js"
    call = "L.fastPoints"

    def __init__(self, address: str, looks: list[PointLook]) -> None:
        super().__init__(address, [asdict(look) for look in looks])
        self.default_js = [
            (name, asset_url(f"map/{name}")) for name in ("fast_points.js", "site_markers.js")
        ]

    def before_adding(self) -> str:
        """Let a click on the map choose the point under it."""
        return f"{self.get_name()}.on('add', function () {{ L.choosePoints(this); }});"


class SymbolLegend(OwnLayer):
    """The legend of points, with their symbols."""

    script = "fast_points.js"
    call = "new L.SymbolLegend"

    def __init__(self, looks: list[PointLook]) -> None:
        super().__init__([asdict(look) for look in looks])


def json_for_script(value: Any) -> str:
    r"""Return JSON that may stand in a script or in the page around it.

    Examples
    --------
    >>> print(json_for_script("</script>"))
    "\u003c/script\u003e"
    """
    text = json.dumps(value, ensure_ascii=True, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
