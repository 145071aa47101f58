"""What was clicked, with everything the forms need: the thing itself, its versions, its place."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from errors import DaoanError
from roadnet.editing.lifeline import held_on
from roadnet.markings.placed_feature import PlacedFeature
from roadnet.model import Road
from roadnet.model.record import Box, StreetArea, StreetRecord
from roadnet.records import road_box, thing_of
from ui.maps.geodetic import to_metres
from ui.store_access import the_store
from ui.street_map.block import DETAIL_LEVEL, block_at
from ui.street_map.built import BuiltPart
from ui.street_map.element import Click, Element, ElementKind
from ui.street_map.kept import built_near

KINDS = {
    ElementKind.STRIP: "roads",
    ElementKind.LINE: "roads",
    ElementKind.FEATURE: "cross_features",
    ElementKind.JUNCTION: "junctions",
    ElementKind.POINT: "point_assets",
}
SEEN = "street_seen"


@dataclass(frozen=True, eq=False)
class Chosen:
    """A thing of the map that was clicked."""

    area: StreetArea
    day: date
    element: Element
    at_m: tuple[float, float]  # where the click was
    thing: Any  # Road, CrossFeature, Junction or PointAsset as it stood on the day
    versions: tuple[StreetRecord, ...]  # its history, as the person saw it
    built: BuiltPart
    placed: PlacedFeature | None = None  # of a feature: where it lies

    @property
    def kind(self) -> str:
        """The kind of its record."""
        return KINDS[self.element.kind]

    @property
    def held(self) -> tuple[StreetRecord, ...]:
        """What holds of it; empty for what is only derived."""
        return tuple(one for one in self.versions if one.superseded_at is None)

    @property
    def form_key(self) -> str:
        """A name for the fields of its form; another one after each change, so that they follow."""
        element = self.element
        moments = [one.recorded_at for one in self.held if one.recorded_at]
        last = f"{max(moments):%H%M%S%f}" if moments else "new"
        return f"{element.kind}_{element.key}_{element.section}_{element.index}_{last}"

    @property
    def road_box_m(self) -> Box | None:
        """Extent of the road it lies on."""
        road = road_named(self.built, getattr(self.thing, "road_id", None))
        return road_box(road) if road else None


def choose(area: StreetArea, day: date, click: Click) -> Chosen | None:
    """Return what was clicked; None when it is no longer there on that day.

    What the person saw stays what a correction is held against until they choose anew.
    """
    if click.element is None:
        return None
    built = built_near(area, block_at(click.lon, click.lat, DETAIL_LEVEL), day)
    kind, key = KINDS[click.element.kind], click.element.key
    versions = _seen(area.name, kind, key)
    held = held_on([one for one in versions if one.superseded_at is None], day)
    placed = _placed(built, key) if click.element.kind is ElementKind.FEATURE else None
    thing = thing_of(held) if held else _derived(built, click.element, placed)
    if thing is None:
        return None
    return Chosen(area, day, click.element, place_m(area, click), thing, versions, built, placed)


def place_m(area: StreetArea, click: Click) -> tuple[float, float]:
    """Return where a click was, in metres."""
    x_m, y_m = to_metres([click.lon], [click.lat], area.crs)
    return float(x_m[0]), float(y_m[0])


def road_named(built: BuiltPart, road_id: str | None) -> Road | None:
    """Return a road of the part."""
    return next((road for road in built.part.streets.roads if road.road_id == road_id), None)


def forget_seen() -> None:
    """Let the next look at a thing read it anew."""
    st.session_state.pop(SEEN, None)


def _seen(area: str, kind: str, key: str) -> tuple[StreetRecord, ...]:
    """Return the versions of a thing as they were when it was chosen."""
    name = (area, kind, key)
    kept = st.session_state.get(SEEN)
    if kept is None or kept[0] != name:
        kept = (name, the_store().street_history(area, [(kind, key)]))
        st.session_state[SEEN] = kept
    versions: tuple[StreetRecord, ...] = kept[1]
    return versions


def _placed(built: BuiltPart, key: str) -> PlacedFeature | None:
    features = built.layout.placed.features
    return next((one for one in features if one.feature.feature_id == key), None)


def _derived(built: BuiltPart, element: Element, placed: PlacedFeature | None) -> Any:
    """Return a thing that nobody states: an assumed marking, a junction of roads that meet."""
    if element.kind is ElementKind.FEATURE:
        return placed.feature if placed else None
    if element.kind is ElementKind.JUNCTION:
        found = (area.junction for area in built.geometry.junctions)
        return next((one for one in found if one.junction_id == element.key), None)
    return None


def require_strip(road: Road, element: Element) -> None:
    """Raise unless the strip that was clicked is still there."""
    sections = road.sections
    if element.section >= len(sections) or element.index >= len(sections[element.section].strips):
        raise DaoanError("The road has no strip there any more.")
