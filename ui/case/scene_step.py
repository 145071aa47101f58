"""The second step of a case: the scene, drawn on the street of the day."""

import math

import streamlit as st

from crashes.scene.case import Case
from language import translate as _
from ui.case.opened import OpenedScene, open_scene
from ui.case.routes import questions_of
from ui.components.case_form.form_data import FormSettings
from ui.components.scene_editor.component import scene_editor
from ui.components.scene_editor.editor_data import EditorParty, EditorSettings, scene_editor_data
from ui.store_access import the_store

HEIGHT_PX = 590
MOVED_M = 5.0  # a place that moved farther than this is told


def scene_step(case: Case, settings: FormSettings) -> None:
    """Draw the editor, or say what has to come first."""
    opened = open_scene(case)
    if opened is None:
        st.info(_("First say where it was: then the street of that place is here."))
        return
    if opened.street is None:
        st.warning(_("There is no street map here: draw the kerbs as free lines."))
    tell_moved_place(case, opened)
    parties = [
        EditorParty(party.party_no, str(party.values["kind_code"]))
        if "kind_code" in party.values
        else EditorParty(party.party_no)
        for party in case.parties
    ]
    data = scene_editor_data(
        opened.scene,
        opened.revision,
        parties,
        opened.street,
        EditorSettings(
            settings.language, settings.read_only, _questions(case, opened), settings.headers
        ),
    )
    scene_editor(data, key=f"scene_{case.crash_id}", height_px=HEIGHT_PX)


def _questions(case: Case, opened: OpenedScene) -> tuple[str, ...]:
    """Return what contradicts itself, in the language of the page."""
    found = questions_of(the_store(), case, opened.scene)
    return tuple(one.message.in_language() for one in found)


def tell_moved_place(case: Case, opened: OpenedScene) -> None:
    """Say when the place of the case is no longer the one that the scene was drawn at."""
    if case.place is None or not opened.revision:
        return
    away_m = math.dist((case.place.x_m, case.place.y_m), opened.scene.origin_m)
    if away_m > MOVED_M:
        st.warning(
            _(
                "The place of the case was moved by {away} m; the scene stays where it was drawn.",
                away=round(away_m),
            )
        )
