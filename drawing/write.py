"""Write drawings into a file; its ending says the format."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from drawing.dxf import write_dxf
from drawing.model import Drawing
from drawing.pdf import write_pdf
from drawing.png import write_png
from drawing.svg import write_svg
from errors import DaoanError

FORMATS = (".svg", ".pdf", ".png", ".dxf")


class DrawingFileError(DaoanError, ValueError):
    """A drawing cannot be written into that file."""


def write_drawing(
    path: Path, drawings: Sequence[Drawing], *, made_at: datetime | None = None
) -> None:
    """Write drawings: all pages as PDF, the first one in any other format.

    Parameters
    ----------
    path
        The file; its ending is one of FORMATS. An existing file is replaced.
    drawings
        At least one.
    made_at
        Moment that a PDF says it was made at.

    Raises
    ------
    DrawingFileError
        The ending is another one, or the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in FORMATS:
        raise DrawingFileError(
            "{file}: the ending has to be .svg, .pdf, .png or .dxf.", file=path.name
        )
    content = _content(ending, drawings, made_at)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise DrawingFileError("{file} cannot be written.", file=str(path)) from error


def _content(ending: str, drawings: Sequence[Drawing], made_at: datetime | None) -> bytes:
    first = drawings[0]
    if ending == ".pdf":
        return write_pdf(drawings, made_at=made_at)
    if ending == ".png":
        return write_png(first)
    return (write_svg(first) if ending == ".svg" else write_dxf(first)).encode()
