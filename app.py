"""The app: page configuration and the list of pages."""

import streamlit as st

from language import translate as _
from ui.frame import run_page, start_page
from ui.routes import routes
from ui.trouble import tell_trouble
from ui.warm_up import warm_up


def show() -> None:
    """Draw the frame and the page that the address names."""
    start_page()
    page = st.navigation(
        [
            st.Page("ui/screens/home.py", title=_("Overview"), default=True),
            st.Page("ui/screens/cases.py", title=_("Crash scenes")),
            st.Page("ui/screens/case.py", title=_("Case"), visibility="hidden"),
            st.Page("ui/screens/imports.py", title=_("Import")),
            st.Page("ui/screens/records.py", title=_("Records")),
            st.Page("ui/screens/record.py", title=_("Record"), visibility="hidden"),
            st.Page("ui/screens/quarantine.py", title=_("Quarantine")),
            st.Page("ui/screens/street_map.py", title=_("Base map")),
            st.Page("ui/screens/hotspots.py", title=_("Hotspots")),
            st.Page("ui/screens/diagram.py", title=_("Collision diagram")),
            st.Page("ui/screens/coverage.py", title=_("Coverage"), visibility="hidden"),
            st.Page("ui/screens/accuracy.py", title=_("Accuracy"), visibility="hidden"),
            st.Page("ui/screens/diagram_rules.py", title=_("Rules"), visibility="hidden"),
            st.Page("ui/screens/before_after.py", title=_("Before/after")),
        ],
        position="top",
    )
    run_page(page)


if st.runtime.exists():
    show()
else:
    app = st.App(__file__, routes=routes(), lifespan=warm_up, on_script_error=tell_trouble)
