"""The fonts that drawings are set in, and how wide their letters are."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FAMILY = "Noto Sans TC"
FOLDER = Path(__file__).parent.parent / "data" / "fonts"
REGULAR = FOLDER / "NotoSansTC-Regular.ttf"
BOLD = FOLDER / "NotoSansTC-Bold.ttf"
CAP_HEIGHT = 0.733  # height of a capital letter in em boxes
ASCENT = 0.88  # top of a Chinese character above its baseline, in em boxes
DESCENT = 0.12  # its bottom below the baseline
FULL_WIDTH = 1.0  # a character the font does not have is set as a box one em wide

NEVER_FIRST = set("，。、；：！？）」』】〉》％%)],.;:!?")  # no line of text begins with these
NEVER_LAST = set("（「『【〈《([")  # and none ends with these


def text_width_mm(text: str, size_mm: float, *, bold: bool = False) -> float:
    """Return how wide a line of text is when set in the font of the drawings.

    Parameters
    ----------
    text
        The line.
    size_mm
        Height of its em box in millimetres.
    bold
        Whether it is set in the bold weight.

    Examples
    --------
    >>> text_width_mm("碰撞構圖", 3.0)
    12.0
    """
    advances = _advances(BOLD if bold else REGULAR)
    return size_mm * sum(advances.get(ord(letter), FULL_WIDTH) for letter in text)


def wrap(text: str, width_mm: float, size_mm: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines that fit a width; Chinese between characters, English at spaces.

    Punctuation that may not begin a line stays with what it follows. A single piece wider than the
    width stands on a line of its own.

    Examples
    --------
    >>> wrap("相對方位示意，非實際方向", 18.0, 3.0)
    ('相對方位示', '意，非實際方', '向')
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            longer = line + piece
            if line and text_width_mm(longer.rstrip(), size_mm, bold=bold) > width_mm:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line = longer
        lines.append(line.rstrip())
    return tuple(lines)


def shorten(text: str, width_mm: float, size_mm: float, *, bold: bool = False) -> str:
    """Return the text, cut with an ellipsis where it is wider than the width.

    Examples
    --------
    >>> shorten("世賢路4段×民生南路", 15.0, 3.0)
    '世賢路4…'
    """
    if text_width_mm(text, size_mm, bold=bold) <= width_mm:
        return text
    while text and text_width_mm(text + "…", size_mm, bold=bold) > width_mm:
        text = text[:-1]
    return text.rstrip() + "…"


def _pieces(text: str) -> Iterator[str]:
    """Split a text where a line may end."""
    piece = ""
    for letter in text:
        if piece and _may_break(piece[-1], letter):
            yield piece
            piece = ""
        piece += letter
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after in NEVER_FIRST or before in NEVER_LAST or after == " ":
        return False
    return before == " " or _is_chinese(before) or _is_chinese(after)


def _is_chinese(letter: str) -> bool:
    return letter >= "\u2e80"


@cache
def _advances(font_file: Path) -> dict[int, float]:
    """Return code point -> width in em boxes."""
    with TTFont(font_file, lazy=True) as font:
        em, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        return {code: widths[name][0] / em for code, name in font.getBestCmap().items()}
