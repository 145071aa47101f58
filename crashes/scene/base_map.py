"""The street under a scene: strips, markings and arms in metres, as editor and sheet need them."""

from dataclasses import asdict, dataclass
from typing import Any

from crashes.scene.model import PointM
from roadnet.model import Method


@dataclass(frozen=True, slots=True)
class MapArea:
    """A surface: a lane, the inside of a junction, a sidewalk, an island, a crosswalk stripe."""

    area_id: str
    kind: str  # lane, junction, sidewalk, island, median, green, building, paint, paint_yellow …
    rings_m: tuple[tuple[PointM, ...], ...]  # outside first, then holes
    method: Method = Method.ASSUMED


@dataclass(frozen=True, slots=True)
class MapLine:
    """A line that things snap to: a kerb, a painted line, an edge."""

    line_id: str
    kind: str  # kerb, marking, stop_line, edge; paint_edge: only to snap to, never drawn
    points_m: tuple[PointM, ...]
    width_m: float = 0.1
    colour: str = "white"  # white, yellow, red, grey
    dash_m: tuple[float, ...] = ()  # dash and gap; empty: unbroken
    method: Method = Method.ASSUMED


@dataclass(frozen=True, slots=True)
class MapStrip:
    """A strip to travel on; its middle runs in the direction of travel."""

    strip_id: str
    kind: str  # drive, moto, bike, bus, sidewalk, …
    middle_m: tuple[PointM, ...]
    width_m: float
    arm_id: str | None = None  # None inside a junction
    leads: str = "in"  # in: towards the junction, out: away from it, both


@dataclass(frozen=True, slots=True)
class MapArm:
    """A road end at the junction."""

    arm_id: str
    name: str
    bearing_deg: float  # from the junction outward, clockwise from north


@dataclass(frozen=True, slots=True)
class MapMovement:
    """A way through the junction, from the mouth of one strip to the mouth of another."""

    from_strip: str
    to_strip: str
    from_arm: str
    to_arm: str
    points_m: tuple[PointM, ...]


@dataclass(frozen=True, slots=True)
class MapText:
    """A name on the map; it reads along its bearing."""

    text: str
    at_m: PointM
    bearing_deg: float = 90.0
    size_m: float = 1.5


@dataclass(frozen=True, slots=True)
class BaseMap:
    """A piece of one version of the street map, around the origin of a scene."""

    map_version: str
    crs: str
    origin_m: tuple[float, float]
    areas: tuple[MapArea, ...] = ()
    lines: tuple[MapLine, ...] = ()
    strips: tuple[MapStrip, ...] = ()
    arms: tuple[MapArm, ...] = ()
    texts: tuple[MapText, ...] = ()
    movements: tuple[MapMovement, ...] = ()


def base_map_to_json(base_map: BaseMap) -> dict[str, Any]:
    """Return a base map as plain JSON values, the form that the scene editor reads.

    Examples
    --------
    >>> base_map_to_json(BaseMap("v1", "EPSG:3826", (0.0, 0.0)))["map_version"]
    'v1'
    """
    return asdict(base_map)
