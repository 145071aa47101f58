"""What a page shows stands in its address, so that it can be linked, kept and gone back to."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from errors import DaoanError

KEPT = "kept_choices"  # name -> value: survives the change of pages, unlike widgets
SAID = "said_in_address"  # name -> text that the address had when the page last ran


def choice_of_address(
    name: str, widget_key: str, *, read: Callable[[str], Any], default: Any
) -> None:
    """Give a widget its value before it is drawn: from the address when that says something new.

    A text that cannot be read is passed over; then the last choice of this user holds, or
    `default`.

    Parameters
    ----------
    name
        Name in the query of the address.
    widget_key
        Key of the widget that follows.
    read
        Turns the text of the address into the value of the widget.
    """
    said = st.query_params.get(name)
    if said is not None and said != st.session_state.setdefault(SAID, {}).get(name):
        try:
            st.session_state[widget_key] = read(said)
        except (ValueError, KeyError, DaoanError):
            del st.query_params[name]
    if widget_key not in st.session_state:
        st.session_state[widget_key] = st.session_state.setdefault(KEPT, {}).get(name, default)


def keep_choice(name: str, value: Any, text: str) -> None:
    """Remember the value of a widget after it was drawn, and say it in the address.

    An empty text leaves the address without the name.
    """
    st.session_state.setdefault(KEPT, {})[name] = value
    st.session_state.setdefault(SAID, {})[name] = text or None
    if not text:
        if name in st.query_params:
            del st.query_params[name]
    elif st.query_params.get(name) != text:
        st.query_params[name] = text
