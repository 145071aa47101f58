"""What a user sees when the program itself fails, and what the operator finds in the log."""

import logging
from datetime import datetime

import streamlit as st

from errors import DaoanError
from language import translate as _
from ui.page_language import choose_page_language
from ui.plain_text import error_text

log = logging.getLogger("daoan")


def tell_trouble(error: Exception) -> bool:
    """Say in the language of the page that something failed; return that it has been told.

    An error that the user can mend is told as its sentence. Anything else is a fault of the
    program: the log of the server gets the whole of it, the user the moment to ask for.
    """
    choose_page_language()
    if isinstance(error, DaoanError):
        st.error(error_text(error))
        return True
    moment = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")
    log.error("a page failed at %s", moment, exc_info=error)
    st.error(
        _(
            "The program failed here ({moment}). What was saved is safe; load the page again, and"
            " tell the operator this time if it comes back.",
            moment=moment,
        )
    )
    return True
