"""The language of the running page: chosen by the user, kept in the session and the address."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import streamlit as st

from language import Language, choose_language

LANGUAGE_KEY = "language"
ADDRESS_NAME = "lang"
NAMES = {Language.ZH_TW: "中文", Language.EN: "English"}

P = ParamSpec("P")
R = TypeVar("R")


def choose_page_language() -> Language:
    """Put the language of this user in force for the running script and return it.

    The address (`?lang=en`) decides the first time, after that what the user chose; Chinese
    where neither says anything.
    """
    if LANGUAGE_KEY not in st.session_state:
        st.session_state[LANGUAGE_KEY] = language_of_address()
    language = Language(st.session_state[LANGUAGE_KEY] or Language.ZH_TW)
    choose_language(language)
    return language


def language_of_address() -> Language:
    """Return the language that the address of the page names."""
    named = st.query_params.get(ADDRESS_NAME)
    return Language(named) if named in set(Language) else Language.ZH_TW


def state_language_in_address(language: Language) -> None:
    """Let the address name the language unless it is the default, so that a link keeps it."""
    if language is Language.ZH_TW:
        if ADDRESS_NAME in st.query_params:
            del st.query_params[ADDRESS_NAME]
    elif st.query_params.get(ADDRESS_NAME) != language:
        st.query_params[ADDRESS_NAME] = str(language)


def language_switch() -> None:
    """Show the switch between the languages."""
    st.segmented_control(
        "中文 / English",
        options=list(NAMES),
        format_func=NAMES.__getitem__,
        required=True,
        key=LANGUAGE_KEY,
        label_visibility="collapsed",
    )


def in_page_language(function: Callable[P, R]) -> Callable[P, R]:
    """Let a fragment or callback speak the language of the page: it runs outside the script."""

    @wraps(function)
    def speaking(*args: P.args, **kwargs: P.kwargs) -> R:
        choose_page_language()
        return function(*args, **kwargs)

    return speaking
