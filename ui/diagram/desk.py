"""The desk on the page of a diagram: shown, and what is done on it kept."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from collision_diagrams.diagram import DiagramResult
from collision_diagrams.ghosts import SHOWN
from collision_diagrams.mirror import mirrored_reading
from collision_diagrams.model import Resolution
from collision_diagrams.placement import A3_WIDTH_MM
from errors import DaoanError
from language import chosen_language
from language import translate as _
from ui.components.diagram_desk import diagram_desk
from ui.diagram.attached import under_city_rules
from ui.diagram.decisions import TAKEN_BACK, Decision, confirm, take_back
from ui.diagram.desk_data import DeskState, desk_data
from ui.diagram.placing import key_of_site, move_glyph, placement_of, put_back
from ui.diagram.question import DiagramQuestion
from ui.diagrams import diagram_of, diagram_svg, ghosts_svg, junction_at, keys_of_site
from ui.page_address import choice_of_address, keep_choice
from ui.page_language import in_page_language
from ui.plain_text import error_text
from ui.widgets.diagram_view import remember_click

CHOSEN, TOKEN = "desk_chosen", "desk_token"
REFUSED, DONE = "desk_refused", "desk_done"
DONE_WIDTH_PX = 320
MOST_IN_ADDRESS = 8  # crashes that an address names; more are kept for this user only


def show_desk(question: DiagramQuestion, author: str, *, key: str) -> DiagramResult:
    """Show the desk of a diagram and return the diagram.

    Parameters
    ----------
    question
        What is drawn.
    author
        Who is deciding and moving; empty: nobody who may.
    key
        Unique on the page.
    """
    say_what_was_done(author)
    result = diagram_of(question)
    keys = keys_of_site(question.place, question.chosen)
    keys = {case.facts.crash_id: keys[case.facts.crash_id] for case in result.reading.cases}
    site = key_of_site(question.place, junction_at(question.place, question.chosen))
    state = DeskState(
        selected=chosen_crashes(),
        token=st.session_state.get(TOKEN, 0),
        may_write=bool(author),
        moved=tuple(placement_of(site).moves),
        highlighted=question.conditions if question.dims_others else None,
    )
    data = under_city_rules(desk_data)(
        result, keys, (diagram_svg(question), ghosts_svg(question)), state, chosen_language()
    )
    diagram_desk(
        data,
        key=key,
        told={
            "selected": keep_chosen,
            "opened": remember_click,
            "chosen": guarded(partial(decide, result, author)),
            "moved": guarded(partial(move, result, site, author)),
            "put_back": guarded(partial(put_glyph_back, site, author)),
        },
    )
    return result


def chosen_crashes() -> tuple[str, ...]:
    """Return the chosen crashes, from the address when that says something new."""
    before = st.session_state.get(CHOSEN)
    choice_of_address("pick", CHOSEN, read=lambda said: tuple(said.split(",")), default=())
    chosen: tuple[str, ...] = st.session_state[CHOSEN]
    if chosen != before:
        st.session_state[TOKEN] = st.session_state.get(TOKEN, 0) + 1
    keep_choice("pick", chosen, ",".join(chosen) if len(chosen) <= MOST_IN_ADDRESS else "")
    return chosen


def keep_chosen(ids: list[str]) -> None:
    """Keep what was chosen on the desk, and say it in the address."""
    chosen = tuple(str(one) for one in ids)
    st.session_state[CHOSEN] = chosen
    keep_choice("pick", chosen, ",".join(chosen) if len(chosen) <= MOST_IN_ADDRESS else "")


def guarded(act: Callable[[Any], None]) -> Callable[[Any], None]:
    """Return what keeps the reason of a refusal, to be told when the page runs."""

    @in_page_language
    def guard(said: Any) -> None:
        try:
            act(said)
        except DaoanError as error:
            st.session_state[REFUSED] = error_text(error)

    return guard


def decide(result: DiagramResult, author: str, said: dict[str, Any]) -> None:
    """Keep that a crash is to be read as one of the offered readings."""
    crash_id, place = str(said["crash_id"]), int(said["candidate"])
    case = next(one for one in result.reading.cases if one.facts.crash_id == crash_id)
    offered = case.resolution.candidates[:SHOWN]
    if not 0 <= place < len(offered):
        return
    require_name(author)
    candidate: Resolution = offered[place]
    if result.reading.is_mirrored:
        candidate = mirrored_reading(candidate)
    st.session_state[TAKEN_BACK] = confirm(crash_id, candidate, author=author)
    st.session_state[DONE] = _("No. {number} is decided.", number=case.serial)


def move(result: DiagramResult, site: str, author: str, said: dict[str, Any]) -> None:
    """Keep where a glyph was moved to."""
    require_name(author)
    crash_id = str(said["crash_id"])
    place = next(one for one in result.placed.panel.places if one.crash_id == crash_id)
    paper = result.drawings[0].paper
    scale = A3_WIDTH_MM / max(paper.width_mm, paper.height_mm)
    x, y = (
        (now + float(way) - anchor) * scale
        for now, way, anchor in zip(
            place.at_mm, (said["dx_mm"], said["dy_mm"]), place.anchor_mm, strict=True
        )
    )
    move_glyph(site, crash_id, (x, y), author=author)


def put_glyph_back(site: str, author: str, said: dict[str, Any]) -> None:
    """Let one glyph, or all of the site, stand where they are computed."""
    require_name(author)
    crash_id = said.get("crash_id")
    put_back(site, str(crash_id) if crash_id else None, author=author)


def require_name(author: str) -> None:
    """Refuse what nobody has put a name to.

    Raises
    ------
    DaoanError
        The name is empty.
    """
    if not author:
        raise DaoanError("Sign in first: your name is kept with each correction.")


def say_what_was_done(author: str) -> None:
    """Say what came of the last thing done on the desk; a decision can be taken back."""
    if refused := st.session_state.pop(REFUSED, None):
        st.error(refused)
    decision: Decision | None = st.session_state.get(TAKEN_BACK)
    if decision is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.success(st.session_state.get(DONE, ""), icon=":material/check:", width=DONE_WIDTH_PX)
        if st.button(_("Undo"), icon=":material/undo:", key="take_back", disabled=not author):
            try:
                take_back(decision, author=author)
            except DaoanError as error:
                st.session_state[REFUSED] = error_text(error)
            st.session_state.pop(TAKEN_BACK, None)
            st.rerun()
        if st.button(_("Close"), icon=":material/close:", key="close_decision"):
            st.session_state.pop(TAKEN_BACK, None)
            st.rerun()
