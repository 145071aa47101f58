"""Who is correcting: asked once in a session, kept with every edit."""

import streamlit as st

from language import translate as _

AUTHOR_KEY = "author"
WIDTH_PX = 360


def author_field() -> str:
    """Show the field and return the name, empty until somebody has given one."""
    st.text_input(
        _("Your name (kept with each correction)"),
        key=AUTHOR_KEY,
        max_chars=60,
        persist_state="session",
        width=WIDTH_PX,
    )
    return str(st.session_state[AUTHOR_KEY] or "").strip()
