"""Saved views: a diagram's address under a name; kept in the store, the same for all users."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from errors import DaoanError
from language import translate as _
from storage.documents import NEW, WITHDRAWN, DocumentKind
from ui.plain_text import as_text, error_text
from ui.store_access import data_version, the_store

KEPT_NAMES = ("site", "from", "to", "class", "hours", "county", "where", "others", "mode", "colour")
MOST_LETTERS = 60
SAID = "saved_view_said"
DIAGRAM = "ui/screens/diagram.py"


class SavedViewError(DaoanError, ValueError):
    """A saved view cannot be read, or has no name."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A named question about a site."""

    name: str
    query: Mapping[str, str]  # of the address
    author: str
    saved_at: datetime


def view_text(query: Mapping[str, str]) -> str:
    """Return the part of an address that a view keeps, as JSON.

    Examples
    --------
    >>> view_text({"site": "120.1,23.4,40", "lang": "en"})
    '{"site": "120.1,23.4,40"}'
    """
    return json.dumps(
        {name: query[name] for name in KEPT_NAMES if query.get(name)}, ensure_ascii=False
    )


def read_view(text: str) -> dict[str, str]:
    """Return the address that `view_text` wrote.

    Raises
    ------
    SavedViewError
        The text is no view.
    """
    try:
        said = json.loads(text)
        return {name: str(said[name]) for name in KEPT_NAMES if name in said}
    except (ValueError, TypeError) as error:
        raise SavedViewError("The saved view cannot be read.") from error


def saved_views() -> tuple[SavedView, ...]:
    """Return the saved views, by name."""
    return _views(data_version())


def save_view(name: str, query: Mapping[str, str], *, author: str) -> None:
    """Keep an address under a name; a view of the same name is replaced.

    Raises
    ------
    SavedViewError
        The name is empty or too long.
    """
    if not 0 < len(name) <= MOST_LETTERS:
        raise SavedViewError("Give the view a name of 1 to {most} letters.", most=MOST_LETTERS)
    _save(name, view_text(query), author)


def delete_view(name: str, *, author: str) -> None:
    """Withdraw a view; its versions stay in the history of the store."""
    _save(name, WITHDRAWN, author)


def show_views(author: str) -> None:
    """Show the saved views, and the field that saves what stands in the address."""
    views = saved_views()
    with st.popover(
        _("Saved views") + (f" ({len(views)})" if views else ""), icon=":material/bookmark:"
    ):
        if said := st.session_state.pop(SAID, None):
            st.success(said)
        for view in views:
            show_view(view, author)
        with st.form("save_view", border=False, clear_on_submit=True):
            name = st.text_input(_("Name of this view"), max_chars=MOST_LETTERS).strip()
            if st.form_submit_button(_("Save this view"), icon=":material/bookmark_add:"):
                try_saving(name, author)


def show_view(view: SavedView, author: str) -> None:
    """Show one view: open it, or delete it."""
    opens, deletes = st.columns([5, 1], vertical_alignment="center")
    opens.page_link(
        DIAGRAM,
        label=as_text(view.name),
        icon=":material/schema:",
        query_params=dict(view.query),
        help=f"{as_text(view.author)}, {view.saved_at.astimezone():%Y-%m-%d %H:%M}",
    )
    if deletes.button(
        "", icon=":material/delete:", key=f"delete_{view.name}", help=_("Delete this view")
    ):
        if not author:
            st.error(_("Sign in first: your name is kept with each correction."))
            return
        delete_view(view.name, author=author)
        st.rerun()


def try_saving(name: str, author: str) -> None:
    """Save what stands in the address, and say what came of it."""
    if not author:
        st.error(_("Sign in first: your name is kept with each correction."))
        return
    try:
        save_view(name, st.query_params.to_dict(), author=author)
    except DaoanError as error:
        st.error(error_text(error))
        return
    st.session_state[SAID] = _("The view is saved.")
    st.rerun()


def _save(name: str, text: str, author: str) -> None:
    store = the_store()
    kept = store.document(DocumentKind.VIEW, name)
    store.save_document(
        DocumentKind.VIEW, name, text, author=author, expected_version=kept.version if kept else NEW
    )


@st.cache_resource(max_entries=2, show_spinner=False)
def _views(version: str) -> tuple[SavedView, ...]:  # noqa: ARG001
    return tuple(
        SavedView(one.key, read_view(one.text), one.author, one.saved_at)
        for one in the_store().documents(DocumentKind.VIEW)
    )
