"""The panel beside the map: what was clicked can be corrected there, or something put there."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from errors import DaoanError
from language import translate as _
from roadnet.model import PointKind
from roadnet.model.record import StreetArea
from roadnet.sheet.wording import JUNCTION, POINTS, STRIPS
from ui.plain_text import as_text, error_text
from ui.street_map.correcting.chosen import Chosen, choose, place_m
from ui.street_map.correcting.feature_form import PLACED, feature_form, new_feature
from ui.street_map.correcting.history_view import history_of
from ui.street_map.correcting.junction_form import junction_form
from ui.street_map.correcting.line_form import line_form
from ui.street_map.correcting.point_form import new_point_form, point_form
from ui.street_map.correcting.saving import SAVED
from ui.street_map.correcting.strip_form import strip_form
from ui.street_map.element import Click, ElementKind
from ui.street_map.value_words import word_of

MOVING = "street_moving"  # what is being moved: the next click is its new place
MOVED_TO = "street_moved_to"
Point = tuple[float, float]


def panel(area: StreetArea, day: date, click: Click | None, author: str) -> None:
    """Show the form of what was clicked, and its history."""
    if st.session_state.pop(SAVED, False):
        st.success(_("Saved. The map shows it."))
        st.toast(_("Saved. The map shows it."), icon=":material/check:")
    if not author:
        return
    if click is None:
        st.info(_("Zoom in and click on what is to be corrected."))
        return
    try:
        chosen = choose(area, day, click)
        if chosen is not None:
            st.subheader(as_text(title(chosen)))
            _form(chosen, author)
            history_of(chosen, author)
        _put_here(area, day, click, chosen, author)
    except DaoanError as refused:
        st.error(error_text(refused))


def title(chosen: Chosen) -> str:
    """Return what was clicked is called."""
    thing, element = chosen.thing, chosen.element
    if element.kind is ElementKind.STRIP:
        sections = thing.sections
        if element.section < len(sections) and element.index < len(
            sections[element.section].strips
        ):
            kind = sections[element.section].strips[element.index].strip_type
            return " · ".join(part for part in (STRIPS[kind].in_language(), thing.name) if part)
        return str(thing.name)
    if element.kind is ElementKind.LINE:
        return " · ".join(part for part in (_("Line"), thing.name) if part)
    if element.kind is ElementKind.FEATURE:
        return word_of(thing.kind)
    if element.kind is ElementKind.JUNCTION:
        return " · ".join(part for part in (JUNCTION.in_language(), thing.name) if part)
    return POINTS[thing.kind].in_language()


def _form(chosen: Chosen, author: str) -> None:
    forms: dict[ElementKind, Callable[[Chosen, str], None]] = {
        ElementKind.STRIP: strip_form,
        ElementKind.LINE: line_form,
        ElementKind.JUNCTION: junction_form,
    }
    if chosen.element.kind in forms:
        forms[chosen.element.kind](chosen, author)
        return
    picked_m = _moving(chosen)
    if chosen.element.kind is ElementKind.FEATURE:
        feature_form(chosen, author, picked_m)
    else:
        point_form(chosen, author, picked_m)


def _moving(chosen: Chosen) -> Point | None:
    """Offer to move a thing with the next click; return where that was."""
    key = chosen.element.key
    if st.session_state.get(MOVING) == key:
        st.info(_("Click on its new place on the map."))
        return None
    if st.button(_("Move it on the map"), icon=":material/open_with:", key="street_move"):
        st.session_state[MOVING] = key
        st.session_state.pop(MOVED_TO, None)
        st.rerun(scope="fragment")
    moved = st.session_state.get(MOVED_TO)
    return moved[1] if moved and moved[0] == key else None


def take_click(area: StreetArea, before: Click | None, now: Click) -> Click:
    """Return the click that chooses: while something is being moved, the one before."""
    key = st.session_state.pop(MOVING, None)
    if key is None or before is None or before.element is None or before.element.key != key:
        st.session_state.pop(MOVED_TO, None)
        return now
    st.session_state[MOVED_TO] = (key, place_m(area, now))
    return before


def _put_here(
    area: StreetArea, day: date, click: Click, chosen: Chosen | None, author: str
) -> None:
    """Offer to put something new where the map was clicked."""
    on_strip = chosen is not None and chosen.element.kind is ElementKind.STRIP
    with st.expander(_("Put something here"), icon=":material/add_location_alt:"):
        words = {f"point:{kind}": POINTS[kind].in_language() for kind in PointKind}
        if on_strip:
            words |= {f"feature:{kind}": word_of(kind) for kind in PLACED}
        else:
            st.caption(_("Click on a strip to put a marking across the road."))
        what = st.selectbox(
            _("What?"),
            sorted(words, key=lambda one: (not one.startswith("feature"), one != "point:sign")),
            format_func=words.__getitem__,
            key="street_put",
        )
        group, _colon, name = what.partition(":")
        if group == "point":
            new_point_form(area.name, PointKind(name), place_m(area, click), day, author)
        elif chosen is not None:
            kinds = {str(kind): kind for kind in PLACED}
            new_feature(chosen, kinds[name], author)
