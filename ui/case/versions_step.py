"""The versions of a scene: who saved what when, what is different, one of them again."""

import streamlit as st

from crashes.scene.case import Case
from crashes.scene.comparison import ChangeKind, compare_scenes
from crashes.scene.comparison_drawing import comparison_drawing
from crashes.scene.document import parse_scene
from drawing.svg import write_svg
from language import chosen_language
from language import translate as _
from storage.documents import Document, DocumentKind
from ui.case.opened import street_of
from ui.components.sheet_view import sheet_view
from ui.plain_text import as_text, words
from ui.store_access import the_store

MARKS = {
    ChangeKind.ADDED: ":material/add_circle:",
    ChangeKind.MOVED: ":material/open_with:",
    ChangeKind.CHANGED: ":material/edit:",
    ChangeKind.REMOVED: ":material/remove_circle:",
}
RESTORED = "restored_version"


def versions_step(case: Case, author: str, *, read_only: bool) -> None:
    """Draw the list of versions and compare two of them."""
    versions = [
        one for one in the_store().document_versions(DocumentKind.SCENE, case.crash_id) if one.text
    ]
    if not versions:
        st.info(_("Nothing has been drawn yet."))
        return
    if restored := st.session_state.pop(RESTORED, None):
        st.success(_("Version {version} stands again, as a new version.", version=restored))
    chosen, drawn = st.columns([4, 7], gap="medium")
    with chosen:
        before, after = two_versions(versions)
        show_differences(before, after)
        if not read_only and before.version != versions[-1].version:
            restore_button(case, before, versions[-1], author)
    with drawn:
        scenes = parse_scene(before.text), parse_scene(after.text)
        drawing = comparison_drawing(*scenes, street_of(scenes[1]), chosen_language())
        sheet_view(write_svg(drawing), key="versions_sheet", on_crash=lambda _key: None)
        st.caption(_("Red and dashed: where it was. Green ring: added. Brown and dotted: removed."))


def two_versions(versions: list[Document]) -> tuple[Document, Document]:
    """Let the user choose two versions; first the last two."""
    newest_first = versions[::-1]
    known = {one.version: one for one in newest_first}
    numbers = list(known)

    def named(number: int) -> str:
        one = known[number]
        return f"{number} · {one.saved_at.astimezone():%Y-%m-%d %H:%M:%S} · {one.author}"

    earlier = st.selectbox(
        _("Earlier version"),
        numbers,
        index=min(1, len(numbers) - 1),
        format_func=named,
        key="version_before",
    )
    later = st.selectbox(
        _("Later version"), numbers, index=0, format_func=named, key="version_after"
    )
    return known[earlier], known[later]


def show_differences(before: Document, after: Document) -> None:
    """List what is different in the later version."""
    found = compare_scenes(parse_scene(before.text), parse_scene(after.text))
    st.subheader(_("{count} differences", count=len(found)))
    for one in found:
        st.markdown(f"{MARKS[one.kind]} {as_text(words(one.message))}")


def restore_button(case: Case, wanted: Document, latest: Document, author: str) -> None:
    """Offer the earlier version again, as a new one."""
    label = _("Restore version {version}", version=wanted.version)
    if st.button(label, icon=":material/history:", key="version_restore"):
        the_store().save_document(
            DocumentKind.SCENE,
            case.crash_id,
            wanted.text,
            author=author,
            expected_version=latest.version,
        )
        for key in ("version_before", "version_after"):
            st.session_state.pop(key, None)
        st.session_state[RESTORED] = wanted.version
        st.rerun()
