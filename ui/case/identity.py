"""Who the parties of a case are: kept apart from it, sealed, each opening logged."""

import os
from pathlib import Path

import streamlit as st

from crashes.scene.case import Case
from crashes.scene.form import form_items
from crashes.scene.model import party_name
from language import chosen_language
from language import translate as _
from storage.identity import Identity
from storage.identity_key import IdentityKeyError, KeyRing, read_key_file
from ui.plain_text import as_text, error_text
from ui.store_access import the_store
from ui.visitor import Deed, Visitor, may

KEY_FILE = "DAOAN_KEY_FILE"
LONGEST = 200
FIELDS = {  # item of the form -> field of an identity
    "name": "name",
    "identity_number": "id_number",
    "birth_date": "birth_date",
    "address": "address",
    "phone": "phone",
    "plate": "plate",
}
OPENED = "opened_identity"  # of one party, for this run of the session only
SAID = "said_of_identity"


def key_ring() -> KeyRing | None:
    """Return the keys of the server, None where none is named.

    Raises
    ------
    IdentityKeyError
        A key file is named and cannot be used.
    """
    named = os.environ.get(KEY_FILE)
    return read_key_file(Path(named)) if named else None


def identity_section(case: Case, visitor: Visitor, *, read_only: bool) -> None:
    """Draw the part of the page where identity is entered and opened."""
    if read_only or not case.parties or not may(visitor, Deed.OPEN_IDENTITY):
        return
    with st.expander(
        _("Identity of the parties: kept apart from the case and encrypted"),
        icon=":material/lock:",
    ):
        try:
            key = key_ring()
        except IdentityKeyError as error:
            st.error(error_text(error))
            return
        if key is None:
            st.warning(
                _(
                    "Identity cannot be kept: the server has no key. The operator names a key file"
                    " in {variable}.",
                    variable=KEY_FILE,
                )
            )
            return
        draw_identity(case, visitor, key)


def draw_identity(case: Case, visitor: Visitor, key: KeyRing) -> None:
    """Draw the fields of one party; what is saved is opened only with a reason."""
    if said := st.session_state.pop(SAID, None):
        st.success(as_text(said))
    numbers = [party.party_no for party in case.parties]
    number = st.segmented_control(
        _("Party"),
        numbers,
        default=numbers[0],
        required=True,
        format_func=party_name,
        key="identity_party",
    )
    number = int(number or numbers[0])
    saved = number in the_store().parties_with_identity(case.crash_id)
    opened: tuple[str, int, Identity] | None = st.session_state.get(OPENED)
    if opened and opened[:2] != (case.crash_id, number):
        opened = None
    if saved and opened is None:
        ask_to_open(case, number, visitor, key)
        return
    identity_fields(case, number, visitor, key, opened[2] if opened else Identity())


def ask_to_open(case: Case, number: int, visitor: Visitor, key: KeyRing) -> None:
    """Open what is saved, for a reason that stands in the log."""
    with st.form("identity_open", border=False):
        reason = st.text_input(_("Identity is saved. Reason for opening it (logged)"))
        if not st.form_submit_button(_("Open"), icon=":material/lock_open:"):
            return
    if not reason.strip():
        st.error(_("Opening an identity needs a reason."))
        return
    found = the_store().identity(
        case.crash_id, number, reader=visitor.name, reason=reason.strip(), key=key
    )
    st.session_state[OPENED] = (case.crash_id, number, found or Identity())
    st.rerun()


def identity_fields(
    case: Case, number: int, visitor: Visitor, key: KeyRing, known: Identity
) -> None:
    """Draw the fields and save them when asked."""
    items = {one.field: one for one in form_items() if one.is_private}
    with st.form(f"identity_{case.crash_id}_{number}", border=False):
        columns = st.columns(3)
        typed = {}
        for place, (item, name) in enumerate(FIELDS.items()):
            label = f"{items[item].item} {items[item].names[chosen_language()]}"
            typed[name] = columns[place % 3].text_input(
                label, getattr(known, name), max_chars=LONGEST, key=f"identity_{number}_{name}"
            )
        if not st.form_submit_button(_("Save identity"), icon=":material/lock:"):
            return
    identity = Identity(**{name: value.strip() for name, value in typed.items()})
    the_store().save_identity(case.crash_id, number, identity, author=visitor.name, key=key)
    st.session_state.pop(OPENED, None)
    st.session_state.pop(_plates_name(case), None)
    st.session_state[SAID] = _(
        "Identity of party {letter} saved, encrypted.", letter=party_name(number)
    )
    st.rerun()


def plates_of(case: Case, visitor: Visitor) -> dict[int, str]:
    """Return party number -> plate for the sheet, opened once when the officer asks for them."""
    name = _plates_name(case)
    known: dict[int, str] = st.session_state.get(name, {})
    if known or not may(visitor, Deed.OPEN_IDENTITY):
        return known
    numbers = the_store().parties_with_identity(case.crash_id)
    key = key_ring() if numbers else None
    if key is None:
        return {}
    if not st.button(_("Open the plates for the sheet (logged)"), icon=":material/lock_open:"):
        return {}
    reason = _("Plates on the official sheet")
    found = {
        number: the_store().identity(
            case.crash_id, number, reader=visitor.name, reason=reason, key=key
        )
        for number in numbers
    }
    st.session_state[name] = {
        number: identity.plate for number, identity in found.items() if identity
    }
    return dict(st.session_state[name])


def _plates_name(case: Case) -> str:
    return f"plates/{case.crash_id}"
