"""What stands around every page: look, language, the name of the city, the demo banner."""

from html import escape

import streamlit as st

from errors import DaoanError
from language import translate as _
from ui.assets import ASSET_FOLDER, asset_url
from ui.page_language import choose_page_language, language_switch, state_language_in_address
from ui.plain_text import error_text
from ui.store_access import counties_of_store, store_settings

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
        page.run()
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
        language_switch()
    if settings.is_demo:
        st.html(f'<div class="daoan-demo" role="note">{escape(_("Demo data, invented"))}</div>')
