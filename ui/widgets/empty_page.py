"""What a page without anything to show says, and where it sends the user."""

import streamlit as st


def empty_page(what_is_missing: str, *, next_page: str, next_label: str) -> None:
    """Say what is missing and offer the next step.

    Parameters
    ----------
    what_is_missing, next_label
        Sentences in the language of the page.
    next_page
        Path of a page file, for example `ui/screens/imports.py`.
    """
    with st.container(border=True):
        st.markdown(f"**{what_is_missing}**")
        st.page_link(next_page, label=next_label, icon=":material/arrow_forward:")
