"""The colours, shapes and words that mean the same on every page."""

from dataclasses import dataclass

import pandas as pd
from pandas.io.formats.style import Styler

from crashes.model import Severity
from language import translate as _


@dataclass(frozen=True, slots=True)
class SeverityLook:
    """How a class is told apart: by colour, and by shape for those who do not see the colour."""

    colour: str  # `#rrggbb`, of symbols
    ink: str  # the same hue, dark enough for letters on paper
    symbol: str  # a character of the same shape as on the maps
    shape: str  # triangle, disc or ring; drawn by map/fast_points.js


# Dark red, amber and blue differ in lightness as well as in hue, so that they stay apart for
# people with any kind of colour blindness and in a black-and-white print.
SEVERITY_LOOKS = {
    Severity.A1: SeverityLook("#a3122a", "#a3122a", "▲", "triangle"),
    Severity.A2: SeverityLook("#e08e0b", "#8f5600", "●", "disc"),
    Severity.A3: SeverityLook("#3b74b8", "#2c5d98", "○", "ring"),
}


def severity_label(severity: str) -> str:
    """Return the class with its symbol, for example `▲ A1`."""
    return f"{SEVERITY_LOOKS[Severity(severity)].symbol} {severity}"


def coloured(table: pd.DataFrame) -> Styler:
    """Return a table whose cells with the name of a class have its colour."""
    colours = {severity_label(one): look.ink for one, look in SEVERITY_LOOKS.items()}
    return table.style.map(
        lambda cell: f"color: {colours[cell]}; font-weight: 600" if cell in colours else "",
        subset=[_("Severity")],
    )


def severity_meaning(severity: Severity) -> str:
    """Return what the class means, in the language of the page."""
    return {
        Severity.A1: _("death at the scene or within 24 hours"),
        Severity.A2: _("injury, or death after 24 hours"),
        Severity.A3: _("property damage only"),
    }[severity]
