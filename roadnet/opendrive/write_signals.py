"""Write signs, signal heads and the markings that files call signals."""

import math
from collections.abc import Mapping

from lxml import etree

from roadnet.model import CrossFeature, LensShape, PointAsset, PointKind
from roadnet.opendrive.find_on_roads import Spot
from roadnet.opendrive.read_signals import SIGNAL
from roadnet.opendrive.user_data import add_own_values
from roadnet.opendrive.vocabulary import assumed_height_m
from roadnet.opendrive.xml_text import add

DECIMALS = 5  # of places in metres
FAR_M = 0.01  # a signal farther beyond the end of its road is written with its place as well
NAMED_COUNTRIES = frozenset({"OpenDRIVE"})
CODE_LENGTHS = (2, 3)
UNITS = frozenset({"m", "km", "ft", "mile", "m/s", "mph", "km/h", "kg", "t", "%"})
HEAD_TYPES = {True: "1000002", False: "1000001"}  # for pedestrians or not


def raw_of(external_ids: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Return the attributes an element had in its source."""
    prefix = "opendrive:"
    return {
        name.removeprefix(prefix): value
        for name, value in external_ids
        if name.startswith(prefix) and name != SIGNAL
    }


def country_text(country: str) -> str | None:
    """Return a country as version 1.8 writes it; None where it cannot be told.

    Examples
    --------
    >>> country_text("de"), country_text("OpenDRIVE"), country_text("Atlantis")
    ('DE', 'OpenDRIVE', None)
    """
    if country in NAMED_COUNTRIES:
        return country
    is_code = country.isascii() and country.isalpha() and len(country) in CODE_LENGTHS
    return country.upper() if is_code else None


def write_signal(
    signals: etree._Element, asset: PointAsset, number: str, spot: Spot, country: str
) -> None:
    """Add a sign or signal head.

    Parameters
    ----------
    country
        Code of the country whose signs the codes are; empty where it is not known.
    """
    raw = raw_of(asset.external_ids)
    is_head = asset.kind is PointKind.SIGNAL
    orientation, h_offset = _orientation(asset, spot, raw)
    height = asset.bottom_height.value if asset.bottom_height else assumed_height_m(is_head=is_head)
    name, country_code = _type(asset, raw, country)
    value, unit = _value(asset, raw)
    element = add(
        signals,
        "signal",
        {
            "s": round(spot.station_m, DECIMALS),
            "t": round(spot.offset_m, DECIMALS),
            "id": number,
            "name": raw.get("name") or asset.code or None,
            "dynamic": "yes" if is_head else "no",
            "orientation": orientation,
            "zOffset": height,
            "country": country_code,
            "countryRevision": raw.get("countryRevision"),
            "type": name,
            "subtype": raw.get("subtype") or "-1",
            "value": value,
            "unit": unit,
            "height": raw.get("height") or (asset.size.value if asset.size else None),
            "width": raw.get("width") or (asset.size.value if asset.size else None),
            "text": raw.get("text") or (asset.value or None if value is None else None),
            "hOffset": h_offset,
        },
    )
    if spot.gap_m > FAR_M:
        heading = asset.heading_rad if asset.heading_rad is not None else spot.heading_rad
        values = {"x": asset.x_m, "y": asset.y_m, "z": asset.z_m or 0.0, "hdg": heading}
        add(element, "positionInertial", values)
    is_assumed = asset.bottom_height is None or asset.bottom_height.is_assumed
    add_own_values(element, {"height": "assumed" if is_assumed else ""})


def write_signal_marking(
    signals: etree._Element, feature: CrossFeature, number: str, spot: Spot
) -> None:
    """Add a marking that its source called a signal, as it was."""
    raw = raw_of(feature.external_ids)
    add(
        signals,
        "signal",
        {
            "s": round(spot.station_m, DECIMALS),
            "t": round(spot.offset_m, DECIMALS),
            "id": number,
            "name": raw.get("name"),
            "dynamic": "no",
            "orientation": raw.get("orientation") or "none",
            "zOffset": 0.0,
            "country": country_text(raw.get("country", "")),
            "type": raw.get("type") or "-1",
            "subtype": raw.get("subtype") or "-1",
            "value": raw.get("value"),
            "unit": _unit(raw) if raw.get("value") else None,
            "height": raw.get("height"),
            "width": raw.get("width"),
            "hOffset": raw.get("hOffset"),
        },
    )


def _orientation(asset: PointAsset, spot: Spot, raw: Mapping[str, str]) -> tuple[str, float | None]:
    """Return for which traffic a signal stands, and how its face is turned against that."""
    if asset.heading_rad is None:
        return raw.get("orientation", "none"), None
    faces_back = math.cos(asset.heading_rad - spot.heading_rad) <= 0
    text = raw.get("orientation") or ("+" if faces_back else "-")
    face = spot.heading_rad + (0.0 if text == "-" else math.pi)
    turned = math.remainder(asset.heading_rad - face, math.tau)
    return text, 0.0 if abs(turned) < 1e-8 else turned  # noqa: PLR2004


def _type(asset: PointAsset, raw: Mapping[str, str], country: str) -> tuple[str, str | None]:
    """Return the type of a signal and the country whose list it is from."""
    if "type" in raw or "country" in raw:
        return raw.get("type", "-1"), country_text(raw.get("country", ""))
    if asset.kind is PointKind.SIGNAL:
        shapes = {lens.shape for lens in asset.lenses}
        return HEAD_TYPES[LensShape.PEDESTRIAN in shapes], "OpenDRIVE"
    return asset.code or "-1", country_text(country)


def _value(asset: PointAsset, raw: Mapping[str, str]) -> tuple[str | float | None, str | None]:
    """Return value and unit, which stand together or not at all."""
    if raw.get("value"):
        unit = _unit(raw)
        return (raw["value"], unit) if unit else (None, None)
    number, _, unit = asset.value.partition(" ")
    if unit in UNITS and number.replace(".", "", 1).isdecimal():
        return float(number), unit
    return None, None


def _unit(raw: Mapping[str, str]) -> str | None:
    return raw.get("unit") if raw.get("unit") in UNITS else None
