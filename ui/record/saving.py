"""The last line of every correction: reason, button, and what became of it."""

from collections.abc import Sequence

import streamlit as st

from crashes.model import CrashRecord, Edit
from errors import DaoanError
from language import translate as _
from ui.plain_text import error_text
from ui.record.opened import save_correction

SAVED = "correction_saved"


def save_and_say(record: CrashRecord, author: str, edits: Sequence[Edit], *, key: str) -> None:
    """Show reason and button; save the edits when it is pressed (inside the form around it)."""
    reason = st.text_input(
        _("Reason of the correction"),
        key=f"{key}_reason",
        placeholder=_("for example: video of the scene, report of the officer"),
    ).strip()
    if not st.form_submit_button(_("Save the correction"), type="primary"):
        return
    if problem := what_is_missing(reason, edits):
        st.error(problem)
        return
    try:
        saved = save_correction(
            str(record.crash["crash_id"]),
            edits,
            author=author,
            reason=reason,
            over_revision=record.revision,
        )
    except DaoanError as error:
        st.error(error_text(error))
        return
    if saved:
        st.session_state[SAVED] = len(edits)
    st.rerun()


def what_is_missing(reason: str, edits: Sequence[Edit]) -> str | None:
    """Return what keeps a correction from being saved, None when nothing does."""
    if not edits:
        return _("Nothing was changed.")
    if not reason:
        return _("Give a reason: it is kept with the correction.")
    return None


def say_what_was_saved() -> None:
    """Say once, after the page has run again, that a correction was saved."""
    count = st.session_state.pop(SAVED, 0)
    if count:
        st.toast(_("Saved: {count} corrected values.", count=count), icon=":material/check:")
