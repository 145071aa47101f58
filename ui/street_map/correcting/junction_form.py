"""The form of a junction: its name, its control, the radii of its corners."""

from collections.abc import Sequence

import streamlit as st

from language import translate as _
from roadnet.editing.how import How
from roadnet.editing.junctions import (
    LARGEST_RADIUS_M,
    corner_radii,
    state_corners,
    state_junction,
)
from roadnet.model import Arm, Control, Junction
from ui.street_map.correcting.chosen import Chosen
from ui.street_map.correcting.saving import grounds_fields, save
from ui.street_map.value_words import word_of

CORNERS_FROM = 3  # arms; two roads that only go on have no corners


def junction_form(chosen: Chosen, author: str) -> None:
    """Show what a junction is called and how it is controlled, and let it be corrected."""
    junction: Junction = chosen.thing
    arms = arms_now(chosen)
    key = chosen.form_key
    with st.form(key, border=False):
        name = st.text_input(_("Name"), junction.name, key=f"{key}_name")
        controls = list(Control)
        control = st.selectbox(
            _("Control"),
            controls,
            index=controls.index(junction.control),
            format_func=word_of,
            key=f"{key}_control",
        )
        radii_m = radius_fields(junction, arms, key)
        asked = grounds_fields(key, chosen.day)
        if st.form_submit_button(_("Save the correction"), type="primary"):

            def make(one: Junction, how: How) -> Junction:
                stated = state_junction(one, how, name=name, control=control)
                return state_corners(stated, arms, radii_m, how)

            save(chosen, make, asked, author)


def arms_now(chosen: Chosen) -> tuple[Arm, ...]:
    """Return the arms of a junction as its roads make them."""
    found = (area.junction for area in chosen.built.geometry.junctions)
    derived = (one.arms for one in found if one.junction_id == chosen.element.key)
    return next(derived, chosen.thing.arms)


def radius_fields(junction: Junction, arms: Sequence[Arm], key: str) -> dict[int, float | None]:
    """Show a field for the radius of each corner, clockwise from north."""
    if len(arms) < CORNERS_FROM:
        return {}
    stated = corner_radii(junction, arms)
    st.caption(_("Radii of the corners (m), clockwise; empty: as usual for the streets."))
    radii: dict[int, float | None] = {}
    columns = st.columns(2)
    for number, arm in enumerate(arms):
        follower = arms[(number + 1) % len(arms)]
        radii[number] = columns[number % 2].number_input(
            f"{arm_text(arm)} – {arm_text(follower)}",
            value=stated[number].value if number in stated else None,
            min_value=0.5,
            max_value=LARGEST_RADIUS_M,
            step=0.5,
            key=f"{key}_radius_{number}",
        )
    return radii


def arm_text(arm: Arm) -> str:
    """Return what an arm is called: its road and where it leads."""
    return f"{arm.road_name} {arm.bearing_deg:.0f}°".strip()
