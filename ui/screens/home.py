"""What is in the store, what to do next, and where each kind of user begins."""

import streamlit as st

from crashes.model import CrashFilter, LocationStatus, QuarantineState, Severity
from language import translate as _
from ui.frame import city_name
from ui.plain_text import as_text
from ui.store_access import (
    count_crashes,
    count_quarantined,
    period_of_store,
    read_coverage,
)
from ui.theme import severity_label, severity_meaning
from ui.widgets.coverage_table import show_coverage
from ui.widgets.empty_page import empty_page

DOUBTFUL = tuple(status for status in LocationStatus if not status.believed)
IMPORT = "ui/screens/imports.py"
RECORDS = "ui/screens/records.py"


def show() -> None:
    """Draw the page."""
    city = city_name()
    st.title(as_text(city) if city else _("Road safety of the city"))
    if not count_crashes(CrashFilter()):
        empty_page(
            _("The store is empty: bring the crash file that the police publish."),
            next_page=IMPORT,
            next_label=_("Import a police crash file"),
        )
        return
    show_counts()
    show_journeys()
    show_next_steps()
    st.subheader(_("Coverage"))
    st.caption(_("Which months were delivered whole; whatever compares periods asks this table."))
    show_coverage(read_coverage(), key="coverage")


def show_counts() -> None:
    """Show how many crashes of each class there are, and of what period."""
    first, last = period_of_store()
    st.markdown(_("Crashes from {first} to {last}", first=first, last=last))
    for severity, column in zip(Severity, st.columns(len(Severity)), strict=True):
        with column.container(border=True):
            count = count_crashes(CrashFilter(severities=(severity,)))
            st.metric(severity_label(severity), f"{count:,}")
            st.caption(severity_meaning(severity))


def show_next_steps() -> None:
    """Show what waits for somebody."""
    waiting = count_quarantined(QuarantineState.WAITING)
    doubtful = count_crashes(CrashFilter(location_statuses=DOUBTFUL))
    st.subheader(_("Next steps"))
    if doubtful:
        st.page_link(
            RECORDS,
            label=_("{count} crashes with a doubtful location: correct", count=f"{doubtful:,}"),
            icon=":material/location_off:",
            query_params={"location": ",".join(DOUBTFUL)},
        )
    if waiting:
        st.page_link(
            "ui/screens/quarantine.py",
            label=_("{count} rows that could not be imported: correct", count=f"{waiting:,}"),
            icon=":material/rule:",
        )
    st.page_link(IMPORT, label=_("Import further files"), icon=":material/upload_file:")


def show_journeys() -> None:
    """Show where each kind of user begins."""
    officer, meeting, engineer = st.columns(3)
    with officer.container(border=True, height="stretch"):
        st.markdown(f"**{_('Police officer')}**")
        st.caption(_("Draw a scene on the street, print its sheet; find and correct records."))
        st.page_link("ui/screens/cases.py", label=_("To the scenes"), icon=":material/draw:")
        st.page_link(RECORDS, label=_("To the records"), icon=":material/description:")
    with meeting.container(border=True, height="stretch"):
        st.markdown(f"**{_('Road-safety meeting')}**")
        st.caption(_("See where crashes concentrate, and how they happen there."))
        st.page_link(
            "ui/screens/hotspots.py", label=_("To the hotspots"), icon=":material/location_on:"
        )
        st.page_link(
            "ui/screens/diagram.py",
            label=_("To the collision diagrams"),
            icon=":material/call_split:",
        )
    with engineer.container(border=True, height="stretch"):
        st.markdown(f"**{_('Traffic engineer')}**")
        st.caption(_("Keep the streets to the lane; judge improvements by their crashes."))
        st.page_link(
            "ui/screens/before_after.py", label=_("To before/after"), icon=":material/balance:"
        )
        st.page_link("ui/screens/street_map.py", label=_("To the base map"), icon=":material/map:")


if __name__ == "__main__":
    show()
