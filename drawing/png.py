"""Write a drawing as PNG."""

import resvg_py

from drawing.fonts import BOLD, FAMILY, REGULAR
from drawing.model import Drawing
from drawing.svg import write_svg


def write_png(drawing: Drawing, *, dpi: int = 150) -> bytes:
    """Return a drawing as a PNG image on white.

    Parameters
    ----------
    drawing
        What to draw; fonts are those of `data/fonts`.
    dpi
        Pixels for each inch of paper.

    Examples
    --------
    >>> from drawing.model import A4
    >>> write_png(Drawing(A4, ()), dpi=20)[1:4]
    b'PNG'
    """
    return resvg_py.svg_to_bytes(
        svg_string=write_svg(drawing),
        dpi=dpi,
        background="#ffffff",
        skip_system_fonts=True,
        font_files=[str(REGULAR), str(BOLD)],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
