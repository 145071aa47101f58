"""A small drawing on a page, as an image of its own: its styles touch nothing else."""

from base64 import b64encode
from html import escape

import streamlit as st


def picture(svg: str, description: str, *, width_px: int = 96) -> None:
    """Show a drawing.

    Parameters
    ----------
    svg
        As `drawing.svg.write_svg` gives it.
    description
        What it shows, for those who cannot see it.
    width_px
        Width and height on the page.
    """
    source = b64encode(svg.encode()).decode()
    st.html(
        f'<img src="data:image/svg+xml;base64,{source}" alt="{escape(description)}"'
        f' width="{width_px}" height="{width_px}">'
    )
