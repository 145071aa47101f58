"""The panel of a street sheet: title, scale bar, north arrow, facts, legend, notes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drawing.fonts import shorten, text_width_mm, wrap
from drawing.furniture import (
    Block,
    LegendEntry,
    legend_box,
    north_arrow,
    paragraph,
    rectangle,
    scale_bar,
)
from drawing.model import Line, Primitive, Text
from drawing.placement import Box
from language import Language, translate

TITLE_MM = 5.2
ROW_MM = 4.1
LEAST_ROW_MM, MOST_ROW_MM = 3.2, 5.8
TWO_LINES_MM = 5.4  # lower rows hold one line
NOTE_MM = 2.15
PADDING_MM = 3.0
GAP_MM = 2.6


@dataclass(frozen=True, slots=True)
class PanelContent:
    """What the panel says."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]  # label and value
    entries: tuple[LegendEntry, ...]
    notes: tuple[str, ...]
    scale: float
    rotation_deg: float
    language: Language


def panel_items(content: PanelContent, box: Box, *, is_landscape: bool) -> tuple[Primitive, ...]:
    """Return the panel beside the map (landscape) or below it (portrait)."""
    x, y, width, height = box
    frame = rectangle(x, y, width, height, "frame")
    inner = (x + PADDING_MM, y + PADDING_MM, width - 2 * PADDING_MM, height - 2 * PADDING_MM)
    items = _beside(content, inner) if is_landscape else _below(content, inner)
    return (frame, *items)


def _beside(content: PanelContent, box: Box) -> list[Primitive]:
    x, y, width, height = box
    items: list[Primitive] = []
    title = _title((x, y), content, width)
    items += title.items
    top = y + title.height_mm + GAP_MM
    items += _rule(x, top - GAP_MM / 2, width)
    orientation = _orientation((x, top), content, width)
    items += orientation.items
    top += orientation.height_mm + GAP_MM
    items += _rule(x, top - GAP_MM / 2, width)
    facts = _facts((x, top), content.facts, width)
    items += facts.items
    top += facts.height_mm + GAP_MM
    notes = _notes((x, 0.0), content.notes, width)
    bottom = y + height - notes.height_mm
    items += notes.moved(0.0, bottom).items
    items += _rule(x, bottom - GAP_MM / 2, width)
    items += _rule(x, top - GAP_MM / 2, width)
    items += _legend((x, top), content, width, bottom - GAP_MM - top).items
    return items


def _below(content: PanelContent, box: Box) -> list[Primitive]:
    x, y, width, height = box
    left = 0.36 * width
    title = _title((x, y), content, left)
    items, title_mm = list(title.items), title.height_mm
    orientation = _orientation((x, y + title_mm + GAP_MM), content, left)
    items += orientation.items
    top = y + title_mm + orientation.height_mm + 2 * GAP_MM
    facts = _facts((x, top), content.facts, left)
    items += facts.items
    start, room = x + left + 2 * GAP_MM, width - left - 2 * GAP_MM
    items.append(Line(((start - GAP_MM, y), (start - GAP_MM, y + height)), "rule"))
    notes = _notes((start, 0.0), content.notes, room)
    bottom = y + height - notes.height_mm
    items += notes.moved(0.0, bottom).items
    items += _rule(start, bottom - GAP_MM / 2, room)
    items += _legend((start, y), content, room, bottom - GAP_MM - y, columns=2).items
    return items


def _title(at_mm: tuple[float, float], content: PanelContent, width: float) -> Block:
    x, y = at_mm
    size, title = TITLE_MM, _breakable(content.title)
    lines = wrap(title, width, size, bold=True)
    while len(lines) > 3 and size > 3.2:  # noqa: PLR2004 - title of at most three lines
        size -= 0.4
        lines = wrap(title, width, size, bold=True)
    items: list[Primitive] = [
        Text(
            (x, y + (1.0 + 1.3 * number) * size),
            shorten(line, width, size, bold=True),
            "ink",
            size,
            bold=True,
        )
        for number, line in enumerate(lines[:4])
    ]
    below = y + 1.3 * size * len(lines[:4]) + 3.2
    items.append(Text((x, below), shorten(content.subtitle, width, 2.8), "muted", 2.8))
    return Block(tuple(items), width, below - y + 1.6)


def _breakable(title: str) -> str:
    """Return a title that may be broken between the names of crossing streets."""
    return (
        title
        if title.isascii() or not any(c.isascii() and c.isalpha() for c in title)
        else (title.replace("×", " × "))
    )


def _orientation(at_mm: tuple[float, float], content: PanelContent, width: float) -> Block:
    x, y = at_mm
    arrow = north_arrow((x + 7.0, y + 8.6), 13.0, rotation_deg=content.rotation_deg)
    bar = scale_bar((x + 18.0, y + 6.0), content.scale, max_width_mm=width - 18.0 - 16.0)
    return Block((*arrow.items, *bar.items), width, 16.0)


def _facts(at_mm: tuple[float, float], facts: Sequence[tuple[str, str]], width: float) -> Block:
    x, y = at_mm
    label_mm = max(text_width_mm(label, 2.3) for label, _ in facts) + 2.5
    items: list[Primitive] = []
    top = y
    for label, value in facts:
        lines = wrap(value, width - label_mm, 2.6)[:2]
        items.append(Text((x, top + 2.8), label, "muted", 2.3))
        for number, line in enumerate(lines):
            base = top + 2.8 + 3.3 * number
            items.append(
                Text((x + label_mm, base), shorten(line, width - label_mm, 2.6), "ink", 2.6)
            )
        top += ROW_MM + 3.3 * (len(lines) - 1)
    return Block(tuple(items), width, top - y)


def _notes(at_mm: tuple[float, float], notes: Sequence[str], width: float) -> Block:
    x, y = at_mm
    items: list[Primitive] = []
    top = y
    for note in notes:
        block = paragraph((x, top), note, width, size_mm=NOTE_MM, style="muted")
        items += block.items
        top += block.height_mm + 0.8
    return Block(tuple(items), width, top - y)


def _legend(
    at_mm: tuple[float, float],
    content: PanelContent,
    width: float,
    room_mm: float,
    *,
    columns: int = 1,
) -> Block:
    """Return the legend in as many columns as it needs to fit its room."""
    title = translate("Legend", language=content.language)
    head = 5.0
    rows = -(-len(content.entries) // columns)
    while rows and (room_mm - head) / rows < LEAST_ROW_MM and columns < 3:  # noqa: PLR2004
        columns += 1
        rows = -(-len(content.entries) // columns)
    row = min(max((room_mm - head) / max(rows, 1), LEAST_ROW_MM), MOST_ROW_MM)
    entries = content.entries
    if row < TWO_LINES_MM:
        room = width / columns - 16.5
        entries = tuple(replace(one, text=shorten(one.text, room, 2.4)) for one in entries)
    return legend_box(at_mm, title, entries, width, columns=columns, row_mm=row)


def _rule(x: float, y: float, width: float) -> list[Primitive]:
    return [Line(((x, y), (x + width, y)), "rule")]
