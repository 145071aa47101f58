"""Write a drawing as PNG, which says how large its pixels are on paper."""

import struct
import zlib

import resvg_py

from drawing.fonts import BOLD, FAMILY, REGULAR
from drawing.model import Drawing
from drawing.svg import write_svg

SIGNATURE_AND_HEADER = 33  # bytes of the signature and the chunk IHDR, which stands first
M_PER_INCH = 0.0254
PER_METRE = 1  # unit of the chunk pHYs


def write_png(drawing: Drawing, *, dpi: int = 150) -> bytes:
    """Return a drawing as a PNG image on white, at the size of its paper.

    Parameters
    ----------
    drawing
        What to draw; fonts are those of `data/fonts`.
    dpi
        Pixels for each inch of paper; 254 makes ten for each millimetre, so that the scale of a
        drawing is exact.

    Examples
    --------
    >>> from drawing.model import A4
    >>> write_png(Drawing(A4, ()), dpi=20)[1:4]
    b'PNG'
    """
    image = resvg_py.svg_to_bytes(
        svg_string=write_svg(drawing),
        dpi=dpi,
        background="#ffffff",
        skip_system_fonts=True,
        font_files=[str(REGULAR), str(BOLD)],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
    return _with_size(bytes(image), dpi)


def _with_size(image: bytes, dpi: int) -> bytes:
    """Return an image with the chunk pHYs, by which programs print it at its size."""
    per_metre = round(dpi / M_PER_INCH)
    content = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, PER_METRE)
    chunk = struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
    return image[:SIGNATURE_AND_HEADER] + chunk + image[SIGNATURE_AND_HEADER:]
