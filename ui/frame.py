"""What stands around every page: look, language, the name of the city, the demo banner."""

from html import escape

import streamlit as st

from errors import DaoanError
from language import chosen_language
from language import translate as _
from ui.assets import ASSET_FOLDER, asset_url, base_path
from ui.page_language import choose_page_language, language_switch, state_language_in_address
from ui.plain_text import error_text
from ui.sign_in import (
    SIGN_IN_ROUTE,
    address_of_page,
    ask_to_sign_in,
    page_may,
    sign_in_address,
    visitor_of_page,
)
from ui.store_access import counties_of_store, store_settings
from ui.visitor import Deed

FONT_STYLE = "vendor/noto-sans-tc-5.3.1/index.css"


def start_page() -> None:
    """Configure the page, its look and its language; comes before everything else."""
    st.set_page_config(page_icon=str(ASSET_FOLDER / "icon.svg"), layout="wide")
    state_language_in_address(choose_page_language())
    st.html(page_style())


def page_style() -> str:
    """Return the style element of every page: the font and our own rules."""
    rules = (ASSET_FOLDER / "style.css").read_text(encoding="utf-8")
    words = f":root {{ --word-upload: {css_text(_('Choose files'))}; }}"
    return f'<style>@import url("{asset_url(FONT_STYLE)}");\n{words}\n{rules}</style>'


def css_text(text: str) -> str:
    """Return a text as CSS has it in quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def run_page(page: st.Page) -> None:
    """Draw the frame and the page in it; an error that the user can mend is told as a sentence."""
    try:
        draw_frame()
        if page_may(Deed.READ_RECORDS):
            page.run()
        else:
            st.title(page.title)
            ask_to_sign_in()
    except DaoanError as error:
        st.error(error_text(error))


def city_name() -> str:
    """Return whose records these are: as the store says, else its only county."""
    counties = store_settings().counties or counties_of_store()
    return store_settings().city_name or (counties[0] if len(counties) == 1 else "")


def draw_frame() -> None:
    """Draw what stands above the page: city, language, and the banner over invented data."""
    settings = store_settings()
    with st.container(key="daoan_top", horizontal=True, vertical_alignment="center"):
        st.html(f'<span class="daoan-city">{escape(city_name())}</span>', width="content")
        draw_visitor(is_demo=settings.is_demo)
        language_switch()
    if settings.is_demo:
        st.html(f'<div class="daoan-demo" role="note">{escape(_("Demo data, invented"))}</div>')


def draw_visitor(*, is_demo: bool) -> None:
    """Draw who has signed in, or the way to the sign-in; in the demo it is one click."""
    visitor, back_to = visitor_of_page(), address_of_page()
    if visitor is None and is_demo:
        st.html(demo_button(back_to), width="content")
        return
    name = visitor.display_name or visitor.name if visitor else _("Sign in")
    st.html(
        f'<a class="daoan-visitor" href="{escape(sign_in_address(back_to))}" target="_self">'
        f"{escape(name)}</a>",
        width="content",
    )


def demo_button(back_to: str) -> str:
    """Return the form by which somebody becomes the officer of the demo."""
    return (
        f'<form class="daoan-visitor" method="post" action="{base_path()}{SIGN_IN_ROUTE}/demo">'
        f'<input type="hidden" name="next" value="{escape(back_to)}">'
        f'<input type="hidden" name="lang" value="{chosen_language()}">'
        f"<button>{escape(_('Sign in as officer'))}</button></form>"
    )
