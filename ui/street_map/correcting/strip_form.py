"""The form of a strip: type, direction, width; strips beside it, its lines, its end."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from language import translate as _
from roadnet.editing.how import How
from roadnet.editing.strips import (
    LEAST_WIDTH_M,
    MOST_WIDTH_M,
    StripChange,
    StripPlace,
    add_strip,
    change_strip,
    remove_strip,
)
from roadnet.model import Direction, Road, Strip, StripType
from ui.street_map.correcting.chosen import Chosen, require_strip
from ui.street_map.correcting.line_form import line_form
from ui.street_map.correcting.saving import grounds_fields, save
from ui.street_map.element import ElementKind
from ui.street_map.facts import profile_text
from ui.street_map.value_words import word_of

SAME, LEFT, RIGHT, REMOVED = "same", "left", "right", "removed"
USUAL_WIDTH_M = 3.0


def strip_form(chosen: Chosen, author: str) -> None:
    """Show what a strip is, and let it be corrected."""
    road: Road = chosen.thing
    element = chosen.element
    require_strip(road, element)
    place = StripPlace(element.section, element.index)
    strip = road.sections[place.section].strips[place.strip]
    count = len(road.sections[place.section].strips)
    st.caption(
        _(
            "Strip {number} of {count} from the left, seen along the road. Width now: {width}.",
            number=place.strip + 1,
            count=count,
            width=profile_text(strip.width),
        )
    )
    strip_tab, line_tab, more_tab = st.tabs([_("Strip"), _("Its lines"), _("Add or take away")])
    with strip_tab:
        _change(chosen, place, strip, author)
    with line_tab:
        sides = {_("Left line"): place.strip, _("Right line"): place.strip + 1}
        side = st.segmented_control(
            _("Which line?"), list(sides), default=_("Left line"), required=True, key="strip_side"
        )
        line = replace(element, kind=ElementKind.LINE, index=sides[side or _("Left line")])
        line_form(replace(chosen, element=replace(line, number=0)), author)
    with more_tab:
        _add_or_remove(chosen, place, author)


def _change(chosen: Chosen, place: StripPlace, strip: Strip, author: str) -> None:
    key = chosen.form_key
    with st.form(key, border=False):
        left, right = st.columns(2)
        types = list(StripType)
        strip_type = left.selectbox(
            _("Type"),
            types,
            index=types.index(strip.strip_type),
            format_func=word_of,
            key=f"{key}_type",
        )
        directions = list(Direction)
        direction = right.selectbox(
            _("Direction of traffic"),
            directions,
            index=directions.index(strip.direction),
            format_func=word_of,
            key=f"{key}_direction",
        )
        width_now = round(strip.width.at(0.0), 2)
        width_m = st.number_input(
            _("Width (m)"),
            min_value=LEAST_WIDTH_M,
            max_value=MOST_WIDTH_M,
            value=min(max(width_now, LEAST_WIDTH_M), MOST_WIDTH_M),
            step=0.05,
            help=_("Along this whole section of the road."),
            key=f"{key}_width",
        )
        asked = grounds_fields(key, chosen.day)
        if st.form_submit_button(_("Save the correction"), type="primary"):
            is_whole = strip_type is strip.strip_type and direction is strip.direction
            width = width_m if width_m != width_now or is_whole else None

            def make(road: Road, how: How) -> Road:
                return change_strip(road, place, StripChange(strip_type, direction, width), how)

            save(chosen, make, asked, author)


def _add_or_remove(chosen: Chosen, place: StripPlace, author: str) -> None:
    words = {
        LEFT: _("a new strip to its left"),
        RIGHT: _("a new strip to its right"),
        REMOVED: _("take this strip away"),
    }
    what = st.radio(_("What?"), list(words), format_func=words.__getitem__, key="strip_more")
    key = f"more_{chosen.form_key}"
    with st.form(key, border=False):
        strip_type, width_m = StripType.DRIVE, USUAL_WIDTH_M
        if what != REMOVED:
            left, right = st.columns(2)
            chosen_type = left.selectbox(
                _("Type"), list(StripType), format_func=word_of, key=f"{key}_type"
            )
            strip_type = chosen_type or strip_type
            width_m = right.number_input(
                _("Width (m)"),
                min_value=LEAST_WIDTH_M,
                max_value=MOST_WIDTH_M,
                value=USUAL_WIDTH_M,
                step=0.05,
                key=f"{key}_width",
            )
        asked = grounds_fields(key, chosen.day)
        if st.form_submit_button(_("Save the correction"), type="primary"):
            at = StripPlace(place.section, place.strip + (what == RIGHT))
            made: dict[str, Callable[[Road, How], Any]] = {
                LEFT: lambda road, how: add_strip(road, at, strip_type, width_m, how),
                RIGHT: lambda road, how: add_strip(road, at, strip_type, width_m, how),
                REMOVED: lambda road, how: remove_strip(road, place),  # noqa: ARG005
            }
            save(chosen, made[what], asked, author)
