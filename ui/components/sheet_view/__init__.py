"""A sheet on the page: larger and smaller, and a click on a crash in it gives its key."""

from collections.abc import Callable

import streamlit as st

from language import translate as _
from ui.assets import asset_url

HTML = """
<div class="bar"><button class="larger">+</button><button class="smaller">−</button></div>
<div class="view"><div class="sheet"></div></div>
"""
CSS = """
.view { overflow: auto; max-height: 820px; border: 1px solid var(--st-border-color);
        border-radius: 6px; background: #ffffff; }
.sheet svg { display: block; width: 100%; height: auto; }
.sheet text { font-family: "Noto Sans TC Variable", sans-serif; }
.bar { display: flex; justify-content: flex-end; gap: 4px; margin-bottom: 4px; }
.bar button { width: 44px; height: 44px; font-size: 22px; cursor: pointer;
              border: 1px solid var(--st-border-color); border-radius: 6px;
              background: #ffffff; color: var(--st-text-color); }
"""
LOADER = """// the script itself is a cached file, so a run of the page carries these lines only
export default async function (component) {
  const sheetView = await import(new URL("ADDRESS", document.baseURI).href);
  return sheetView.default(component);
}
"""
_component = st.components.v2.component(
    "sheet_view", html=HTML, css=CSS, js=LOADER.replace("ADDRESS", asset_url("sheet/sheet_view.js"))
)


def sheet_view(svg: str, *, key: str, on_crash: Callable[[str], None]) -> None:
    """Show a sheet.

    Parameters
    ----------
    svg
        The drawing, as `drawing.svg.write_svg` gives it.
    key
        Unique on the page.
    on_crash
        Called with the key of a crash when its glyph is clicked, before the page runs again.
    """

    def told() -> None:
        crash_id = st.session_state[key].get("crash")
        if crash_id:
            on_crash(str(crash_id))

    _component(
        key=key,
        data={"svg": svg, "labels": {"larger": _("Larger"), "smaller": _("Smaller")}},
        on_crash_change=told,
    )
