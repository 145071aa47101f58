"""Drawings and readings as they may leave the house: own keys replaced, nobody named."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from pyproj import Transformer

from collision_diagrams.diagram import DiagramResult
from collision_diagrams.panel import GlyphPlace
from crashes.deidentified import published_keys
from crashes.model import Severity
from drawing.model import Drawing, Layer, Primitive
from language import Language

KEYS = frozenset({"crash_id", "ghost_of"})  # tags that name a crash
ON_EARTH_DIGITS = 7  # of a degree: a centimetre
WGS84 = "EPSG:4326"
ARM_COLUMNS = ("party_1_from_deg", "party_1_to_deg", "party_2_from_deg", "party_2_to_deg")


def keys_for_publication(result: DiagramResult, salt: str) -> dict[str, str]:
    """Return crash_id -> the key under which a crash is published.

    Parameters
    ----------
    result
        The diagram of a site.
    salt
        Secret of the store, as for all its publications.
    """
    ours = result.rows["crash_id"].astype(str)
    return dict(zip(ours, published_keys(ours, salt), strict=True))


def published_drawing(drawing: Drawing, keys: Mapping[str, str]) -> Drawing:
    """Return a drawing whose tags name crashes by their published keys."""
    return replace(drawing, layers=tuple(_layer(layer, keys) for layer in drawing.layers))


def _layer(layer: Layer, keys: Mapping[str, str]) -> Layer:
    return replace(layer, items=tuple(_item(item, keys) for item in layer.items))


def _item(item: Primitive, keys: Mapping[str, str]) -> Primitive:
    if not any(name in KEYS for name, _ in item.tags):
        return item
    tags = tuple((name, keys[value] if name in KEYS else value) for name, value in item.tags)
    return replace(item, tags=tags)


def diagram_features(
    result: DiagramResult, keys: Mapping[str, str], *, crs: str, language: Language
) -> list[dict[str, Any]]:
    """Return every crash of a diagram as a GeoJSON feature, in the order of the sheet.

    Parameters
    ----------
    result
        The diagram of a site.
    keys
        `keys_for_publication`.
    crs
        CRS of the street under it.
    language
        Language of reasons.

    Returns
    -------
    features
        `crash_id` (as published), `site`, `serial`, `occurred_hour`, `severity`, `plotted`,
        `status`, `relation`, `diagram_type`, arms as compass sides, `source`, `confidence`,
        `reason`, and where its glyph stands: `glyph_mm` on the paper and, on a real street, the
        geometry in EPSG:4326. A glyph is a symbol: it stands where it has room. What is listed has
        no geometry.
    """
    places = {place.crash_id: place for place in result.placed.panel.places}
    rows = result.rows.astype(object).where(result.rows.notna(), None).to_dict("records")
    facts = {case.facts.crash_id: case.facts for case in result.reading.cases}
    to_earth = Transformer.from_crs(crs, WGS84, always_xy=True)
    features = []
    for row in rows:
        place, fact = places.get(row["crash_id"]), facts[row["crash_id"]]
        properties = {
            "crash_id": keys[row["crash_id"]],
            "site": result.site,
            "serial": int(row["serial"]),
            "occurred_hour": pd.Timestamp(fact.occurred_at).floor("h").strftime("%Y-%m-%dT%H:%M"),
            "severity": str(Severity(fact.severity)),
            "plotted": bool(row["plotted"]),
            "status": row["status"],
            "relation": row["relation"],
            "diagram_type": row["diagram_type"],
            **{name: row[name] for name in ARM_COLUMNS},
            "source": row["source"],
            "confidence": row["confidence"],
            "reason": row["reason"],
            "drawn_with": keys[place.drawn_as] if place else None,
            "glyph_mm": [round(value, 2) for value in place.at_mm] if place else None,
            "language": str(language),
        }
        geometry = _geometry(result, place, to_earth) if place else None
        features.append({"type": "Feature", "geometry": geometry, "properties": properties})
    return features


def _geometry(
    result: DiagramResult, place: GlyphPlace, to_earth: Transformer
) -> dict[str, Any] | None:
    """Return where a glyph stands on Earth, None on a plan without a street."""
    street = result.placed.plan.street
    if street is None:
        return None
    lon, lat = to_earth.transform(*street.placement.to_m(place.at_mm))
    return {
        "type": "Point",
        "coordinates": [round(lon, ON_EARTH_DIGITS), round(lat, ON_EARTH_DIGITS)],
    }
