"""The collision diagram of a site and period."""

import streamlit as st

from crashes.model import CrashFilter
from errors import DaoanError
from language import translate as _
from ui.plain_text import error_text
from ui.store_access import count_crashes, counties_of_store
from ui.widgets.crash_filter import crash_filter
from ui.widgets.diagram_view import show_diagram, show_readings, show_tray
from ui.widgets.empty_page import empty_page
from ui.widgets.site_chooser import site_chooser
from ui.widgets.site_panel import site_links


def show() -> None:
    """Draw the page."""
    st.title(_("Collision diagram"))
    if not count_crashes(CrashFilter()):
        empty_page(
            _("There are no records yet."),
            next_page="ui/screens/imports.py",
            next_label=_("Import a police crash file"),
        )
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        place = site_chooser()
    chosen = crash_filter(counties_of_store())
    if place is None:
        st.info(_("Choose a junction, or come here from a hotspot."))
        return
    try:
        result = show_diagram(place, chosen, key="diagram")
    except DaoanError as error:
        st.error(error_text(error))
        return
    show_tray(result, key="diagram")
    show_readings(result, key="diagram")
    site_links(place, chosen, diagram=False)


if __name__ == "__main__":
    show()
