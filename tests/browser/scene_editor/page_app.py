"""A page with the scene editor on it, for the test that the framework leaves the editor alone."""

import streamlit as st

from language import Language
from tests.browser.scene_editor.serving import PARTIES, EditorSite
from ui.components.scene_editor.editor_data import EditorSettings, scene_editor_data
from ui.components.scene_editor.routes import scene_routes

SITE = EditorSite()


def show():
    """Draw the editor between two widgets of the page."""
    from ui.components.scene_editor.component import scene_editor

    st.set_page_config(layout="wide")
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    st.button("run again")
    st.write("runs", st.session_state["runs"])
    language = Language(st.query_params.get("lang", "zh-TW"))
    data = scene_editor_data(
        SITE.empty("made-1"), 0, PARTIES, SITE.base_map, EditorSettings(language)
    )
    scene_editor(data, key="editor-made-1", height_px=620)


if st.runtime.exists():
    show()
else:
    routes = scene_routes(lambda: SITE.shelf, lambda _request: SITE.visitor)
    app = st.App(__file__, routes=routes)
