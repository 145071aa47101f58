"""The end of a case: it becomes a crash of the records, which diagrams and hotspots see."""

from dataclasses import replace

import streamlit as st

from crashes.scene.case import Case, CaseState
from crashes.scene.case_document import write_case
from crashes.scene.case_record import crash_of_case, missing_for_record
from language import translate as _
from storage.documents import DocumentKind
from storage.store import StoreError
from ui.case.opened import OpenedCase, open_scene
from ui.plain_text import as_text, words
from ui.store_access import read_junctions, the_store
from ui.visitor import Visitor

RECORD = "ui/screens/record.py"
FINISHED = "finished_case"


def finish_section(opened: OpenedCase, visitor: Visitor, *, read_only: bool) -> None:
    """Offer to put the case into the records, or to bring its record up to date."""
    case = opened.case
    if st.session_state.pop(FINISHED, None) == case.crash_id:
        st.success(_("The crash is in the records; its diagram shows it."))
    is_done = case.state is CaseState.DONE
    with st.container(horizontal=True, vertical_alignment="center", key="case_finish"):
        if not read_only:
            missing = missing_for_record(case)
            label = _("Bring the record up to date") if is_done else _("Put into the records")
            if st.button(
                label,
                type="primary",
                disabled=bool(missing),
                key="case_done",
                icon=":material/task_alt:",
            ):
                finish(opened, visitor)
                st.session_state[FINISHED] = case.crash_id
                st.rerun()
            if missing:
                st.caption(as_text(" ".join(words(one) for one in missing)))
        if is_done:
            st.page_link(
                RECORD,
                label=_("To the record"),
                query_params={"crash": case.crash_id},
                icon=":material/description:",
            )


def finish(opened: OpenedCase, visitor: Visitor) -> None:
    """Save the crash and mark the case as done."""
    case, store = opened.case, the_store()
    scene = open_scene(case)
    crash = crash_of_case(case, scene.scene if scene else None, read_junctions())
    store.save_entered_crash(
        crash, author=visitor.name, expected_revision=crash_revision(case.crash_id)
    )
    done: Case = replace(case, state=CaseState.DONE)
    store.save_document(
        DocumentKind.CASE,
        case.crash_id,
        write_case(done),
        author=visitor.name,
        expected_version=opened.revision,
    )


def crash_revision(crash_id: str) -> int:
    """Return the revision of the crash in the records, 0 where it is not there yet."""
    try:
        return the_store().crash(crash_id).revision
    except StoreError:
        return 0
