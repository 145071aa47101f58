"""The desk of a collision diagram on a page: sheet, stick table, pattern matrix, what is asked."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from ui.assets import ASSET_FOLDER, asset_url

HTML = """
<div class="desk">
  <div class="bar"></div>
  <div class="stage">
    <div class="view"><div class="sheet"></div></div>
    <div class="undecided" hidden></div>
  </div>
  <div class="card" aria-live="polite" hidden></div>
  <div class="tabs" role="tablist"></div>
  <div class="stick"><div class="head"></div><div class="body"></div></div>
  <div class="matrix" hidden><div class="head"></div><div class="body"></div></div>
</div>
"""
LOADER = """// the scripts are cached files, so that a run of the page carries these lines only
export default async function (component) {
  const desk = await import(new URL("ADDRESS", document.baseURI).href);
  return desk.default(component);
}
"""
TOLD = ("selected", "opened", "chosen", "moved", "put_back")
_component = st.components.v2.component(
    "diagram_desk",
    html=HTML,
    css=(ASSET_FOLDER / "desk" / "desk.css").read_text(encoding="utf-8"),
    js=LOADER.replace("ADDRESS", asset_url("desk/desk.js")),
)


def diagram_desk(
    data: Mapping[str, Any], *, key: str, told: Mapping[str, Callable[[Any], None]]
) -> None:
    """Show the desk.

    Parameters
    ----------
    data
        What `ui.desk_data.desk_data` gives.
    key
        Unique on the page.
    told
        What to call when something was done on the desk, before the page runs again: `selected`
        with the keys of the chosen crashes, `opened` with the key of a crash, `chosen` with
        crash_id and candidate, `moved` with crash_id, dx_mm, dy_mm, `put_back` with crash_id (None:
        all of them).
    """

    def hears(name: str) -> Callable[[], None]:
        def hear() -> None:
            said = st.session_state[key].get(name)
            if said is not None:
                told[name](said)

        return hear

    ears: dict[str, Any] = {f"on_{name}_change": hears(name) for name in TOLD}
    _component(key=key, data=dict(data), default={"selected": []}, **ears)
