"""Lay out a table on paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from drawing.fonts import shorten, text_width_mm, wrap
from drawing.furniture import Block, rectangle
from drawing.model import Anchor, Line, Point, Primitive, Text

PADDING_MM = 1.0
MAX_LINES = 3  # a cell is cut after so many lines


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width, and at which side its cells stand."""

    title: str
    width_mm: float
    anchor: Anchor = Anchor.START


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """The table as far as it had room, and how many of its rows that were."""

    block: Block
    rows: int


def table(
    at_mm: Point,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    size_mm: float = 2.3,
    room_mm: float = float("inf"),
) -> PlacedTable:
    """Return a table with a shaded head and thin rules, as many rows as fit the room.

    Parameters
    ----------
    at_mm
        Top left corner.
    columns
        Headings, widths and sides.
    rows
        Texts of the cells; what is too wide is broken into at most three lines.
    size_mm
        Height of the letters' em box.
    room_mm
        Greatest height; rows that would pass it are left to the caller.

    Examples
    --------
    >>> placed = table((0, 0), [Column("No.", 8)], [["1"], ["2"], ["3"]], room_mm=12)
    >>> placed.rows
    2
    """
    x, y = at_mm
    width = sum(column.width_mm for column in columns)
    head = _height([column.title for column in columns], columns, size_mm, bold=True)
    items: list[Primitive] = [rectangle(x, y, width, head, "shade")]
    items += _row(at_mm, [column.title for column in columns], columns, size_mm, bold=True)
    bottom, placed = y + head, 0
    for row in rows:
        height = _height(row, columns, size_mm)
        if bottom + height - y > room_mm:
            break
        items += _row((x, bottom), row, columns, size_mm)
        bottom += height
        items.append(Line(((x, bottom), (x + width, bottom)), "rule"))
        placed += 1
    return PlacedTable(Block(tuple(items), width, bottom - y), placed)


def _lines(text: str, column: Column, size_mm: float, *, bold: bool) -> tuple[str, ...]:
    room = column.width_mm - 2 * PADDING_MM
    if text_width_mm(text, size_mm, bold=bold) <= room:
        return (text,)
    lines = wrap(text, room, size_mm, bold=bold)
    kept = lines[:MAX_LINES]
    if len(lines) > MAX_LINES:
        kept = (*kept[:-1], kept[-1] + "…")
    return tuple(shorten(line, room, size_mm, bold=bold) for line in kept)


def _height(
    cells: Sequence[str], columns: Sequence[Column], size_mm: float, *, bold: bool = False
) -> float:
    most = max(
        len(_lines(text, column, size_mm, bold=bold))
        for text, column in zip(cells, columns, strict=True)
    )
    return (0.35 + 1.3 * most) * size_mm


def _row(
    at_mm: Point,
    cells: Sequence[str],
    columns: Sequence[Column],
    size_mm: float,
    *,
    bold: bool = False,
) -> list[Primitive]:
    x, y = at_mm
    items: list[Primitive] = []
    for text, column in zip(cells, columns, strict=True):
        at = {
            Anchor.START: x + PADDING_MM,
            Anchor.MIDDLE: x + column.width_mm / 2,
            Anchor.END: x + column.width_mm - PADDING_MM,
        }[column.anchor]
        items += [
            Text(
                (at, y + (1.1 + 1.3 * number) * size_mm),
                line,
                "ink",
                size_mm,
                column.anchor,
                bold=bold,
            )
            for number, line in enumerate(_lines(text, column, size_mm, bold=bold))
        ]
        x += column.width_mm
    return items
