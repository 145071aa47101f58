"""One record: what everybody reads, its source beside it, and its corrections."""

import streamlit as st

from crashes.model import CrashRecord, LocationStatus
from language import translate as _
from storage.store import StoreError
from ui.plain_text import as_text, error_text
from ui.record.conflict import show_conflict
from ui.record.corrections import correct_case, correct_party
from ui.record.entered import show_entered
from ui.record.facts import show_case, show_parties, show_source_rows
from ui.record.history import show_history
from ui.record.location import correct_location, show_location
from ui.record.opened import CLICKED, open_record
from ui.record.reading import reading_tab_name, show_reading
from ui.record.saving import say_what_was_saved
from ui.theme import severity_label
from ui.widgets.author import author_field
from ui.widgets.empty_page import empty_page

LIST = "ui/screens/records.py"


def show() -> None:
    """Draw the page of the record that the address names."""
    st.session_state.pop(CLICKED, None)  # it has been gone to
    crash_id = st.query_params.get("crash")
    if not crash_id:
        st.title(_("Record"))
        empty_page(
            _("No record is chosen."), next_page=LIST, next_label=_("Choose one from the list")
        )
        return
    try:
        record = open_record(crash_id)
    except StoreError as error:
        st.title(_("Record"))
        st.error(error_text(error))
        st.page_link(LIST, label=_("Back to the list"))
        return
    draw(record)


def draw(record: CrashRecord) -> None:
    """Draw heading, tabs and forms of a record."""
    st.page_link(LIST, label=_("Back to the list"), icon=":material/arrow_back:")
    heading(record)
    say_what_was_saved()
    author = author_field()
    if author:
        show_conflict(record, author)
    show_entered(record, author)
    names = [_("Crash and parties"), _("Location"), reading_tab_name(record), _("Corrections")]
    believed = LocationStatus(record.crash["location_status"]).believed
    facts, location, diagram, history = st.tabs(names, default=names[0 if believed else 1])
    with location:
        show_location(record)
        if author:
            correct_location(record, author)
    with facts:
        read, delivered = st.columns(2, gap="medium")
        with read:
            draw_facts(record, author)
        with delivered:
            st.subheader(_("As delivered"))
            show_source_rows(record.source_rows)
    with diagram:
        show_reading(record, author)
    with history:
        show_history(record)


def heading(record: CrashRecord) -> None:
    """Draw what the crash is, in one line."""
    crash = record.crash
    st.title(as_text(crash["place_text"] or crash["crash_id"]))
    parts = [severity_label(crash["severity"]), f"{crash['occurred_at']:%Y-%m-%d %H:%M}"]
    parts += [str(crash[name]) for name in ("county", "district") if crash[name]]
    st.markdown(as_text(" · ".join(parts)))


def draw_facts(record: CrashRecord, author: str) -> None:
    """Draw the items of crash and parties, for an author with the forms that correct them."""
    st.subheader(_("Parties"))
    show_parties(record)
    if author:
        with st.expander(_("Correct a party")):
            correct_party(record, author)
    st.subheader(_("Crash"))
    show_case(record)
    if author:
        with st.expander(_("Correct the crash")):
            correct_case(record, author)


if __name__ == "__main__":
    show()
