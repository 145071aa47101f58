"""The record as this user opened it, and what others changed in the meantime."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from crashes.model import CrashRecord, Edit
from storage.store import StaleRevisionError
from ui.store_access import the_store

OPENED = "opened_record"
REFUSED = "refused_correction"
CLICKED = "clicked_crash"  # on another page; this one is the way to it


@dataclass(frozen=True, slots=True)
class Correction:
    """What a user wants to save over a record."""

    edits: tuple[Edit, ...]
    reason: str


def open_record(crash_id: str) -> CrashRecord:
    """Return the record as it was when this user opened it; read now if it was not open."""
    opened: CrashRecord | None = st.session_state.get(OPENED)
    if opened is None or opened.crash["crash_id"] != crash_id:
        opened = reopen_record(crash_id)
    return opened


def reopen_record(crash_id: str) -> CrashRecord:
    """Read the record again; from now on this version is the one being corrected."""
    record = the_store().crash(crash_id)
    st.session_state[OPENED] = record
    st.session_state.pop(REFUSED, None)
    return record


def close_record() -> None:
    """Forget the open record, so that the next visit reads it again."""
    st.session_state.pop(OPENED, None)
    st.session_state.pop(REFUSED, None)


def refused_correction() -> Correction | None:
    """Return the correction that could not be saved because somebody was faster."""
    refused: Correction | None = st.session_state.get(REFUSED)
    return refused


def save_correction(
    crash_id: str, edits: Sequence[Edit], *, author: str, reason: str, over_revision: int
) -> bool:
    """Save edits over the version that the user saw; return whether that was the latest.

    Where it was not, nothing is saved and the correction is kept, so that the page can show both.
    """
    correction = Correction(tuple(edits), reason)
    try:
        the_store().save_edits(
            crash_id,
            correction.edits,
            author=author,
            reason=reason,
            expected_revision=over_revision,
        )
    except StaleRevisionError:
        st.session_state[REFUSED] = correction
        return False
    reopen_record(crash_id)
    return True


def current_value(record: CrashRecord, edit: Edit) -> object:
    """Return what the record says where an edit would change it."""
    if edit.field == "location":
        return {name: record.crash.get(name) for name in ("x_m", "y_m", "junction_id")}
    if edit.party_no is None:
        return record.crash.get(edit.field)
    party = next((one for one in record.parties if one["party_no"] == edit.party_no), {})
    return party.get(edit.field)
