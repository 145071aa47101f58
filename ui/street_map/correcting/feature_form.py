"""The form of what lies across a road: its place, its extent, its paint; and of new ones."""

import secrets

import shapely
import streamlit as st

from language import translate as _
from roadnet.editing.features import MOST_DEPTH_M, FeatureChange, change_feature
from roadnet.editing.how import How
from roadnet.geometry.plan_line import sample
from roadnet.model import (
    Anchor,
    Condition,
    CrossFeature,
    FeatureId,
    FeatureKind,
    Road,
    RoadEnd,
    Turn,
)
from roadnet.records import road_box
from ui.street_map.correcting.chosen import Chosen, road_named
from ui.street_map.correcting.saving import grounds_fields, put, save, take_away
from ui.street_map.value_words import word_of

Point = tuple[float, float]
PLACED = (
    FeatureKind.STOP_LINE,
    FeatureKind.CROSSWALK,
    FeatureKind.ZEBRA,
    FeatureKind.BIKE_CROSSING,
    FeatureKind.MOTO_BOX,
    FeatureKind.YIELD,
    FeatureKind.ARROW,
    FeatureKind.TEXT,
    FeatureKind.SPEED_LIMIT,
)
OF_LANE = frozenset({FeatureKind.ARROW, FeatureKind.TEXT, FeatureKind.SPEED_LIMIT})
LETTERS = frozenset({FeatureKind.TEXT, FeatureKind.SPEED_LIMIT})
TO_THE_JUNCTION = frozenset({FeatureKind.STOP_LINE, FeatureKind.MOTO_BOX, FeatureKind.YIELD})


def feature_form(chosen: Chosen, author: str, picked_m: Point | None) -> None:
    """Show where a marking across the road lies, and let it be corrected.

    Parameters
    ----------
    chosen
        The marking.
    author
        Who corrects.
    picked_m
        Where the map was clicked to move it; None: nowhere.
    """
    feature: CrossFeature = chosen.thing
    road = road_named(chosen.built, feature.road_id)
    if road is None:
        return
    now_m, depth_now_m = _extent(chosen)
    station_m = station_at(road, picked_m) if picked_m else now_m
    key = f"{chosen.form_key}_{round(station_m, 2)}"
    with st.form(key, border=False):
        left, right = st.columns(2)
        station_m = left.number_input(
            _("Place along the road (m)"),
            min_value=0.0,
            max_value=road.length_m,
            value=min(max(round(station_m, 2), 0.0), road.length_m),
            step=0.1,
            help=_("From the start of the road to its nearer edge."),
            key=f"{key}_station",
        )
        depth_m = right.number_input(
            _("Extent along the road (m)"),
            min_value=0.05,
            max_value=MOST_DEPTH_M,
            value=max(round(depth_now_m, 2), 0.05),
            step=0.05,
            key=f"{key}_depth",
        )
        painted_on = left.date_input(
            _("Painted on"), value=feature.painted_on, key=f"{key}_painted"
        )
        conditions = list(Condition)
        condition = right.selectbox(
            _("Condition"),
            conditions,
            index=conditions.index(feature.condition),
            format_func=word_of,
            key=f"{key}_condition",
        )
        turns, text = _contents(feature, key)
        asked = grounds_fields(key, chosen.day)
        depth = depth_m if depth_m != round(depth_now_m, 2) or feature.depth else None
        change = FeatureChange(station_m, depth, painted_on, condition, turns, text)
        saves = st.form_submit_button(_("Save the correction"), type="primary")
        removes = bool(chosen.held) and st.form_submit_button(_("Take it away"))
    if saves:
        save(chosen, lambda one, how: change_feature(one, change, how), asked, author)
    elif removes:
        take_away(chosen, asked, author)


def _contents(feature: CrossFeature, key: str) -> tuple[tuple[Turn, ...] | None, str | None]:
    """Show the fields of arrows and letters."""
    if feature.kind is FeatureKind.ARROW:
        turns = st.multiselect(
            _("Arrows"), list(Turn), list(feature.turns), format_func=word_of, key=f"{key}_turns"
        )
        return tuple(turns), None
    if feature.kind in LETTERS:
        return None, st.text_input(_("Letters"), feature.text, key=f"{key}_text")
    return None, None


def station_at(road: Road, at_m: Point) -> float:
    """Return the station of a road beside a point."""
    return float(shapely.LineString(sample(road.line)[1]).project(shapely.Point(at_m)))


def new_feature(chosen: Chosen, kind: FeatureKind, author: str) -> None:
    """Let a marking be put across the road, or in the lane, that was clicked."""
    road: Road = chosen.thing
    strip = road.sections[chosen.element.section].strips[chosen.element.index]
    station_m = station_at(road, chosen.at_m)
    key = f"new_{kind}_{round(station_m, 2)}"
    with st.form(key, border=False):
        stub = CrossFeature(FeatureId(""), kind, road.road_id)
        turns, text = _contents(stub, key)
        asked = grounds_fields(key, chosen.day)
        if not st.form_submit_button(_("Put it on the map"), type="primary"):
            return
    is_far = station_m * 2 > road.length_m
    feature = CrossFeature(
        FeatureId(f"{chosen.area.name}/made-{secrets.token_hex(8)}"),
        kind,
        road.road_id,
        (RoadEnd.END if is_far else RoadEnd.START) if kind in TO_THE_JUNCTION else None,
        Anchor.STATION,
        first_strip=strip.strip_id if kind in OF_LANE else None,
        last_strip=strip.strip_id if kind in OF_LANE else None,
    )
    change = FeatureChange(station_m=round(station_m, 2), turns=turns, text=text)

    def make(how: How) -> CrossFeature:
        return change_feature(feature, change, how)

    put(chosen.area.name, "cross_features", make, road_box(road), asked, author)


def _extent(chosen: Chosen) -> tuple[float, float]:
    """Return the station of the edge nearer to the start, and the extent along the road."""
    if chosen.placed is None:
        feature: CrossFeature = chosen.thing
        return (
            feature.offset.value if feature.offset else 0.0,
            feature.depth.value if feature.depth else 0.0,
        )
    start_m, end_m = chosen.placed.stations_m
    return start_m, end_m - start_m
