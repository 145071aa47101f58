"""The form of a junction: its name and its control."""

import streamlit as st

from language import translate as _
from roadnet.editing.junctions import state_junction
from roadnet.model import Control, Junction
from ui.street_map.correcting.chosen import Chosen
from ui.street_map.correcting.saving import grounds_fields, save
from ui.street_map.value_words import word_of


def junction_form(chosen: Chosen, author: str) -> None:
    """Show what a junction is called and how it is controlled, and let it be corrected."""
    junction: Junction = chosen.thing
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
        asked = grounds_fields(key, chosen.day)
        if st.form_submit_button(_("Save the correction"), type="primary"):
            save(
                chosen,
                lambda one, how: state_junction(one, how, name=name, control=control),
                asked,
                author,
            )
