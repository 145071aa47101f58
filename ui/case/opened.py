"""The case and the scene that a page shows, read from the open store."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from crashes.scene.base_map import BaseMap
from crashes.scene.case import Case
from crashes.scene.case_document import parse_case
from crashes.scene.document import parse_scene
from crashes.scene.model import Scene
from storage.documents import Document, DocumentKind
from storage.entered import new_crash_id as fresh_crash_id
from ui.case.pinned_street import pin_now, pinned_street
from ui.page_address import KEPT
from ui.store_access import store_settings, the_store
from ui.street_map.kept import today

NEW = "new_case"  # the key of a case that has not been saved yet, in the session


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """A case as the store has it, or a new one."""

    case: Case
    revision: int  # 0: never saved
    saved: Document | None


@dataclass(frozen=True, slots=True)
class OpenedScene:
    """A scene as the store has it, or an empty one, on its street."""

    scene: Scene
    revision: int
    street: BaseMap | None


def new_crash_id() -> str:
    """Return the key of the next new case of this session; the same until it is used."""
    if NEW not in st.session_state.setdefault(KEPT, {}):
        st.session_state[KEPT][NEW] = str(fresh_crash_id())
    return str(st.session_state[KEPT][NEW])


def use_new_crash_id() -> None:
    """Let the next new case get another key."""
    st.session_state.setdefault(KEPT, {}).pop(NEW, None)


def open_case(crash_id: str) -> OpenedCase:
    """Return a case of the store, or a new one with this key."""
    saved = the_store().document(DocumentKind.CASE, crash_id)
    if saved is None or not saved.text:
        return OpenedCase(Case(crash_id), saved.version if saved else 0, None)
    return OpenedCase(parse_case(saved.text), saved.version, saved)


def day_of(case: Case) -> date:
    """Return the day whose street counts: of the crash, else today."""
    when = case.occurred_at
    return when.date() if when else today()


def open_scene(case: Case) -> OpenedScene | None:
    """Return the scene of a case on the street it pins; None while its place is not known.

    A scene that was never saved is drawn on the street of the day as it is known now, and pins
    that with its first step.
    """
    saved = the_store().document(DocumentKind.SCENE, case.crash_id)
    if saved is not None and saved.text:
        scene = parse_scene(saved.text)
        return OpenedScene(scene, saved.version, street_of(scene))
    if case.place is None:
        return None
    origin_m = (case.place.x_m, case.place.y_m)
    pin = _pin_of_session(case, origin_m)
    crs = store_settings().crs or ""
    scene = Scene(case.crash_id, crs, origin_m, map_version=pin)
    return OpenedScene(scene, saved.version if saved else 0, street_of(scene))


def street_of(scene: Scene) -> BaseMap | None:
    """Return the street that a scene pins."""
    if scene.map_version is None:
        return None
    return pinned_street(scene.map_version, scene.origin_m)


def _pin_of_session(case: Case, origin_m: tuple[float, float]) -> str | None:
    """Return the same version while the page runs again, so that the street is built once."""
    name = f"pin/{case.crash_id}"
    wanted = (day_of(case), origin_m)
    kept = st.session_state.get(name)
    if kept is None or kept[0] != wanted:
        pin = pin_now(origin_m, wanted[0])
        kept = (wanted, pin.text if pin else None)
        st.session_state[name] = kept
    text: str | None = kept[1]
    return text
