"""What on the map was clicked: the thing behind a shape, as the browser hands it back."""

import json
from dataclasses import dataclass
from enum import StrEnum

from errors import DaoanError
from roadnet.markings.paint import Paint


class ElementKind(StrEnum):
    """What a shape of the map shows."""

    STRIP = "strip"  # road, section, strip
    LINE = "line"  # road, section, boundary, number of the marking on it
    FEATURE = "feature"  # key of a cross feature, stated or assumed
    JUNCTION = "junction"  # key
    POINT = "point"  # key of a point asset


@dataclass(frozen=True, slots=True)
class Element:
    """A thing on the map: a record, and a part of it."""

    kind: ElementKind
    key: str  # of the road, feature, junction or point asset
    section: int = 0
    index: int = 0  # strip or boundary
    number: int = 0  # of the marking on a boundary

    def as_list(self) -> list[str | int]:
        """Return it as the browser keeps it."""
        return [str(self.kind), self.key, self.section, self.index, self.number]


@dataclass(frozen=True, slots=True)
class Click:
    """A click on the map, where it was, and what it met."""

    element: Element | None
    lon: float
    lat: float


def read_click(text: str) -> Click:
    """Return the click that the browser tells: JSON of element (or null), lon, lat.

    Raises
    ------
    DaoanError
        The text is no such thing.

    Examples
    --------
    >>> read_click('[["strip", "a/1", 0, 2, 0], 121.5, 25.0]').element
    Element(kind=<ElementKind.STRIP: 'strip'>, key='a/1', section=0, index=2, number=0)
    """
    try:
        found, lon, lat = json.loads(text)
        element = None
        if found:
            kind, key, *places = found
            element = Element(ElementKind(kind), str(key), *(int(place) for place in places))
        return Click(element, float(lon), float(lat))
    except (ValueError, TypeError) as error:
        raise DaoanError("The click on the map cannot be read.") from error


def strip_element(feature_key: str) -> Element | None:
    """Return the strip behind a feature of the map; None for the ground around a corner.

    Examples
    --------
    >>> strip_element("a/1:000:002#0000").index
    2
    """
    parts = feature_key.partition("#")[0].rsplit(":", 2)
    if len(parts) != 3 or not (parts[1].isdigit() and parts[2].isdigit()):  # noqa: PLR2004
        return None
    return Element(ElementKind.STRIP, parts[0], int(parts[1]), int(parts[2]))


def paint_element(paint: Paint) -> Element | None:
    """Return the line or the feature that a piece of paint shows."""
    if paint.road_id is None:
        return None
    rest = paint.element_id.removeprefix(f"{paint.road_id}.s")
    if rest == paint.element_id:
        return Element(ElementKind.FEATURE, paint.element_id)
    parts = rest.replace(".b", ".").replace(".m", ".").split(".")
    if not all(part.isdigit() for part in parts) or len(parts) < 2:  # noqa: PLR2004
        return Element(ElementKind.FEATURE, paint.element_id)
    section, boundary, *number = map(int, parts)
    return Element(ElementKind.LINE, paint.road_id, section, boundary, *number)
