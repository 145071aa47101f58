"""The cases of the officers: drafts and finished ones, who saved them when; a new one."""

import streamlit as st

from crashes.scene.case import CaseState
from crashes.scene.case_document import CaseError, parse_case
from language import translate as _
from storage.documents import Document, DocumentKind
from ui.case.opened import new_crash_id, use_new_crash_id
from ui.plain_text import as_text
from ui.sign_in import ask_to_sign_in, visitor_of_page
from ui.store_access import the_store

CASE = "ui/screens/case.py"
SHOWN = 60


def show() -> None:
    """Draw the page."""
    st.title(_("Crash scenes"))
    visitor = visitor_of_page()
    if visitor is None:
        ask_to_sign_in()
        return
    if visitor.may_write and st.button(
        _("New crash"), type="primary", icon=":material/add:", key="new_case"
    ):
        crash_id = new_crash_id()
        use_new_crash_id()
        st.switch_page(CASE, query_params={"crash": crash_id})
    list_cases()


def list_cases() -> None:
    """List the cases, those at work first, the latest first."""
    found = sorted(the_store().documents(DocumentKind.CASE), key=lambda one: one.saved_at)[::-1]
    if not found:
        st.info(_("There are no cases yet."))
        return
    states = {CaseState.DRAFT: _("Drafts"), CaseState.DONE: _("Finished")}
    names = {CaseState.DRAFT: "draft", CaseState.DONE: "done"}
    listed = [(state, one) for one in found if (state := state_of(one)) is not None]
    for state, title in states.items():
        of_state = [one for its_state, one in listed if its_state is state]
        if not of_state:
            continue
        st.subheader(f"{title} ({len(of_state)})")
        with st.container(key=f"cases_{names[state]}", gap="small"):
            for one in of_state[:SHOWN]:
                case_line(one)


def state_of(document: Document) -> CaseState | None:
    """Return the state of a case, None where it cannot be read."""
    try:
        return parse_case(document.text).state
    except CaseError:
        return None


def case_line(document: Document) -> None:
    """Draw one case: what it is, who saved it when."""
    case = parse_case(document.text)
    when = case.occurred_at
    parts = [
        f"{when:%Y-%m-%d %H:%M}" if when else _("time open"),
        case.severity.value if case.severity else _("class open"),
        case.text("place_text") or _("place open"),
    ]
    saved = f"{document.saved_at.astimezone():%Y-%m-%d %H:%M}"
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.page_link(
            CASE,
            label=as_text(" · ".join(parts)),
            query_params={"crash": document.key},
            icon=":material/draw:",
        )
        st.caption(
            as_text(
                _(
                    "saved {when} by {author}, version {version}",
                    when=saved,
                    author=document.author,
                    version=document.version,
                )
            )
        )


if __name__ == "__main__":
    show()
