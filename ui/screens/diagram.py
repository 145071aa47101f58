"""The collision diagram of a site and period."""

import streamlit as st

from crashes.model import CrashFilter
from errors import DaoanError
from language import translate as _
from ui.diagram.desk import show_desk
from ui.diagram.question import (
    DiagramQuestion,
    colour_field,
    condition_fields,
    mode_field,
)
from ui.diagram.views import show_views
from ui.diagrams import keys_of_site, printed_sheets
from ui.plain_text import error_text
from ui.sign_in import ask_to_sign_in, author_of_page
from ui.site_address import SitePlace
from ui.store_access import count_crashes, counties_of_store
from ui.widgets.crash_filter import crash_filter
from ui.widgets.diagram_files import diagram_files
from ui.widgets.diagram_view import (
    open_clicked_record,
    say_counts,
    show_readings,
    show_tray,
)
from ui.widgets.empty_page import empty_page
from ui.widgets.site_chooser import site_chooser
from ui.widgets.site_panel import site_links

ACCURACY = "ui/screens/accuracy.py"
RULES = "ui/screens/diagram_rules.py"


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
    open_clicked_record()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        place = site_chooser()
    chosen = crash_filter(counties_of_store())
    if place is None:
        st.info(_("Choose a junction, or come here from a hotspot."))
        return
    try:
        draw(place, chosen)
    except DaoanError as error:
        st.error(error_text(error))


def draw(place: SitePlace, chosen: CrashFilter) -> None:
    """Draw the diagram of a site with everything that belongs to it."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        mode = mode_field()
        colour = colour_field()
        conditions, dims = condition_fields(keys_of_site(place, chosen))
        question = DiagramQuestion(place, chosen, conditions, dims, mode, colour)
        views = st.container(width="content")
    author = author_of_page()
    with views:
        show_views(author)
    result = show_desk(question, author, key="desk")
    if not author:
        ask_to_sign_in()
    say_counts(result)
    diagram_files(result, printed_sheets(question), key="diagram")
    show_tray(result, key="diagram")
    show_readings(result, key="diagram")
    site_links(place, chosen, diagram=False)
    with st.container(horizontal=True, gap="medium"):
        st.page_link(ACCURACY, label=_("Accuracy of the readings"), icon=":material/target:")
        st.page_link(RULES, label=_("Legend and rules"), icon=":material/rule_settings:")


if __name__ == "__main__":
    show()
