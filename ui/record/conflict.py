"""What a user sees whose correction was refused, or whose record changed under the eyes."""

import pandas as pd
import streamlit as st

from crashes.model import CrashRecord
from errors import DaoanError
from language import translate as _
from ui.plain_text import error_text, sentence
from ui.record.facts import version_of
from ui.record.history import edit_value_text, item_of
from ui.record.opened import (
    Correction,
    current_value,
    refused_correction,
    reopen_record,
    save_correction,
)
from ui.store_access import the_store


def show_conflict(opened: CrashRecord, author: str) -> None:
    """Show both versions when a correction was refused, and let the user decide."""
    correction = refused_correction()
    crash_id = str(opened.crash["crash_id"])
    if correction is None:
        return
    now = the_store().crash(crash_id)
    with st.container(border=True):
        st.error(
            sentence(
                "Not saved: {author} has changed this record since you opened it.",
                author=latest_author(now),
            )
        )
        table = both_versions(opened, now, correction)
        st.dataframe(table, hide_index=True, key="conflict", height="content")
        keep, save = st.columns(2)
        if keep.button(_("Keep their version"), width="stretch"):
            reopen_record(crash_id)
            st.rerun()
        if save.button(_("Save mine over it"), type="primary", width="stretch"):
            save_over(now, correction, author)


def save_over(now: CrashRecord, correction: Correction, author: str) -> None:
    """Save the refused correction over the version that the user has now seen."""
    try:
        save_correction(
            str(now.crash["crash_id"]),
            correction.edits,
            author=author,
            reason=correction.reason,
            over_revision=now.revision,
        )
    except DaoanError as error:
        st.error(error_text(error))
        return
    st.rerun()


def latest_author(record: CrashRecord) -> str:
    """Return who corrected a record last, or that it was an import."""
    if not record.edits:
        return _("an import")
    return max(record.edits, key=lambda recorded: recorded.made_at).author


def both_versions(opened: CrashRecord, now: CrashRecord, correction: Correction) -> pd.DataFrame:
    """Return what was seen, what stands there now and what was wanted.

    One row for each value that the user wanted to change or that somebody has changed since.
    """
    version = version_of(now)
    wanted = {(edit.field, edit.party_no): edit for edit in correction.edits}
    theirs = [recorded.edit for recorded in now.edits if recorded not in opened.edits]
    others = [edit for edit in theirs if (edit.field, edit.party_no) not in wanted]
    rows = [
        (
            item_of(edit),
            edit_value_text(edit.field, current_value(opened, edit), version),
            edit_value_text(edit.field, current_value(now, edit), version),
            edit_value_text(edit.field, edit.value, version) if edit not in others else "–",
        )
        for edit in [*correction.edits, *others]
    ]
    headings = [_("Item"), _("When you opened it"), _("Their version"), _("Your version")]
    return pd.DataFrame(rows, columns=headings)
