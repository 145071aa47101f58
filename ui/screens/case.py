"""One case, step by step: form, scene on its street, sheet, versions, calculators."""

import streamlit as st

from crashes.scene.case import Case
from language import chosen_language
from language import translate as _
from ui.case.calculators_step import calculators_step
from ui.case.finishing import finish_section
from ui.case.form_step import form_step
from ui.case.identity import identity_section, plates_of
from ui.case.opened import OpenedCase, open_case
from ui.case.scene_step import scene_step
from ui.case.sheet_step import sheet_step
from ui.case.versions_step import versions_step
from ui.components.case_form.form_data import FormSettings
from ui.page_address import choice_of_address, keep_choice
from ui.plain_text import as_text
from ui.sign_in import ask_to_sign_in, visitor_of_page
from ui.visitor import Visitor
from ui.widgets.empty_page import empty_page

LIST = "ui/screens/cases.py"
STEPS = ("form", "scene", "sheet", "versions", "calculators")
STEP = "case_step"
WANTED = "wanted_case_step"


def show() -> None:
    """Draw the page of the case that the address names."""
    visitor = visitor_of_page()
    crash_id = st.query_params.get("crash")
    if visitor is None or not crash_id:
        st.title(_("Case"))
        if visitor is None:
            ask_to_sign_in()
            return
        empty_page(
            _("No case is chosen."), next_page=LIST, next_label=_("Choose one from the list")
        )
        return
    opened = open_case(crash_id)
    step = heading(opened)
    settings = FormSettings(chosen_language(), read_only=not visitor.may_write)
    draw_step(step, opened, visitor, settings)


def heading(opened: OpenedCase) -> str:
    """Draw what the case is and its steps in one line; return the chosen step."""
    with st.container(horizontal=True, vertical_alignment="center", key="case_head"):
        st.page_link(LIST, label=_("Cases"), icon=":material/arrow_back:")
        st.title(as_text(opened.case.text("place_text") or _("New crash")), anchor=False)
        return step_field()


def step_field() -> str:
    """Let the user go from step to step."""
    names = {
        "form": _("1 Case"),
        "scene": _("2 Scene"),
        "sheet": _("3 Sheet"),
        "versions": _("Versions"),
        "calculators": _("Calculators"),
    }
    if wanted := st.session_state.pop(WANTED, None):
        st.session_state[STEP] = wanted
    else:
        choice_of_address("step", STEP, read=_known_step, default="form")
    step = st.segmented_control(
        _("Step"),
        STEPS,
        format_func=names.__getitem__,
        required=True,
        key=STEP,
        label_visibility="collapsed",
    )
    step = str(step or "form")
    keep_choice("step", step, step if step != "form" else "")
    return step


def _known_step(text: str) -> str:
    if text not in STEPS:
        raise ValueError(text)
    return text


def draw_step(step: str, opened: OpenedCase, visitor: Visitor, settings: FormSettings) -> None:
    """Draw one step."""
    case: Case = opened.case
    if step == "scene":
        scene_step(case, settings)
    elif step == "sheet":
        sheet_step(case, plates_of(case, visitor), opened.saved)
        finish_section(opened, visitor, read_only=settings.read_only)
    elif step == "versions":
        versions_step(case, visitor.name, read_only=settings.read_only)
    elif step == "calculators":
        calculators_step(case)
    else:
        wanted = form_step(opened, settings)
        identity_section(case, visitor, read_only=settings.read_only)
        if wanted:
            st.session_state[WANTED] = wanted
            st.rerun()


if __name__ == "__main__":
    show()
