"""Symbols on the road as surfaces: bicycle, motorcycle, pedestrian, rhombus and others."""

from functools import cache
from typing import Any

import numpy as np
import shapely
import yaml
from shapely.geometry.base import BaseGeometry

from errors import DaoanError
from language import Language
from roadnet.markings.rules import RULES_FOLDER
from roadnet.markings.surfaces import polygons_of


class UnknownSymbolError(DaoanError, KeyError):
    """There is no symbol of this name."""


@cache
def _drawn() -> dict[str, Any]:
    text = (RULES_FOLDER / "symbols.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text)["symbols"])


def symbol_names() -> tuple[str, ...]:
    """Return the names of all symbols."""
    return tuple(_drawn())


def symbol_name(symbol: str, language: Language) -> str:
    """Return what a symbol is called in a language."""
    return str(_entry(symbol)["name"]["en" if language is Language.EN else "zh"])


def symbol(name: str, length_m: float, width_m: float) -> list[shapely.Polygon]:
    """Return a symbol as its reader sees it: x ahead from its near edge, y to the left.

    Parameters
    ----------
    name
        Name of the symbol (`data/markings/symbols.yaml`).
    length_m, width_m
        Size along and across the direction of travel.

    Raises
    ------
    UnknownSymbolError
        There is no such symbol.

    Examples
    --------
    >>> shapely.total_bounds(symbol("bicycle", 1.8, 0.9)).round(6).tolist()
    [0.0, -0.45, 1.8, 0.45]
    """
    placed = shapely.transform(
        symbol_shape(name),
        lambda points: np.column_stack([points[:, 1] * length_m, (0.5 - points[:, 0]) * width_m]),
    )
    return polygons_of(placed)


@cache
def symbol_shape(name: str) -> BaseGeometry:
    """Return a symbol in a box one wide and one high, x to the right, y up."""
    entry = _entry(name)
    parts: list[BaseGeometry] = [
        shapely.LineString(stroke["points"]).buffer(
            stroke["width"] / 2, quad_segs=4, cap_style="round"
        )
        for stroke in entry.get("strokes", [])
    ]
    parts += [shapely.Point(x, y).buffer(radius) for x, y, radius in entry.get("discs", [])]
    parts += [
        shapely.Point(x, y)
        .buffer(radius + width / 2)
        .difference(shapely.Point(x, y).buffer(radius - width / 2))
        for x, y, radius, width in entry.get("rings", [])
    ]
    parts += [shapely.Polygon(ring) for ring in entry.get("areas", [])]
    whole = shapely.union_all(parts)
    west, south, east, north = whole.bounds
    size = np.array([east - west, north - south])
    return shapely.transform(whole, lambda points: (points - np.array([west, south])) / size)


def rhombus(length_m: float, width_m: float, line_m: float) -> shapely.Polygon:
    """Return the outline of a rhombus with its near corner at the origin.

    Examples
    --------
    >>> rhombus(2.5, 1.0, 0.15).bounds
    (0.0, -0.5, 2.5, 0.5)
    """
    outside = shapely.Polygon(
        [(0, 0), (length_m / 2, -width_m / 2), (length_m, 0), (length_m / 2, width_m / 2)]
    )
    inside = outside.buffer(-line_m, join_style="mitre", mitre_limit=20)
    ring = shapely.difference(outside, inside)
    assert isinstance(ring, shapely.Polygon)
    return ring


def _entry(name: str) -> dict[str, Any]:
    if name not in _drawn():
        raise UnknownSymbolError("There is no symbol named {name}.", name=name)
    return dict(_drawn()[name])
