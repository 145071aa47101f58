"""Write drawings as PDF: one page each, at exactly the size of its paper."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import cast

import typst

from drawing.fonts import FOLDER
from drawing.model import Drawing
from drawing.svg import write_svg


def write_pdf(drawings: Drawing | Sequence[Drawing], *, made_at: datetime | None = None) -> bytes:
    """Return a PDF with one page for each drawing, papers of any size mixed.

    Text is embedded with the fonts of `data/fonts` and can be searched; fonts of the machine are
    never used. The same drawings and the same `made_at` give the same bytes.

    Parameters
    ----------
    drawings
        One drawing, or several in the order of the pages; at least one.
    made_at
        Creation date written into the file, None for none.

    Examples
    --------
    >>> from drawing.model import A4
    >>> write_pdf(Drawing(A4, ()))[:5]
    b'%PDF-'
    """
    pages = (drawings,) if isinstance(drawings, Drawing) else tuple(drawings)
    compiler = typst.Compiler(font_paths=_fonts())
    content = compiler.compile(
        input=_document(pages, made_at).encode(),
        format="pdf",
        sys_inputs={f"sheet-{number}": write_svg(page) for number, page in enumerate(pages)},
    )
    return cast("bytes", content)


def _document(pages: Sequence[Drawing], made_at: datetime | None) -> str:
    """Return the Typst source: each SVG placed on a page of its own size."""
    first = pages[0]
    date = (
        f"datetime(year: {made_at.year}, month: {made_at.month}, day: {made_at.day},"
        f" hour: {made_at.hour}, minute: {made_at.minute}, second: {made_at.second})"
        if made_at
        else "none"
    )
    lines = [
        f"#set document(title: {_quoted(first.title)}, date: {date})",
        f"#set text({_language(first.language)})",
    ]
    lines += [_page(number, page) for number, page in enumerate(pages)]
    return "\n".join(lines)


def _page(number: int, page: Drawing) -> str:
    size = f"width: {page.paper.width_mm}mm, height: {page.paper.height_mm}mm"
    picture = (
        f'image(bytes(sys.inputs.at("sheet-{number}")), format: "svg",'
        f" {size}, alt: {_quoted(page.title)})"
    )
    return f"#page({size}, margin: 0mm)[#{picture}]"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def _language(language: str) -> str:
    main, _, region = language.partition("-")
    return f'lang: "{main}"' + (f', region: "{region}"' if region else "")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)]
    )
