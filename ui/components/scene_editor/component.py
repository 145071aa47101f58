"""The scene editor on a page: a loader of three lines, the bundle comes from our own route."""

from typing import Any

import streamlit as st

from ui.components.scene_editor.routes import bundle_address

HTML = '<div class="place"></div>'
LOADER = """// the bundle itself is a cached file, so a run of the page carries these lines only
export default async function (component) {
  const editor = await import(new URL("ADDRESS", document.baseURI).href);
  const place = component.parentElement.querySelector(".place");
  return editor.default({ data: component.data, parentElement: place });
}
"""
_component = st.components.v2.component(
    "scene_editor", html=HTML, js=LOADER.replace("ADDRESS", bundle_address())
)


def scene_editor(data: dict[str, Any], *, key: str, height_px: int = 640) -> None:
    """Show the editor; it keeps and saves by itself and never runs the page again.

    Parameters
    ----------
    data
        What `scene_editor_data` gives. A change of its revision brings the scene of the page into
        the editor; everything else is read when the editor opens.
    key
        Unique on the page, and other for another crash.
    height_px
        Height of the editor.
    """
    _component(key=key, data={**data, "height_px": height_px}, height=height_px)
