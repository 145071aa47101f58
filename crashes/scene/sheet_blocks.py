"""The blocks around the field: header cells, boxes, lists, signature boxes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from crashes.model import Severity
from crashes.scene.checklist import SheetFacts
from crashes.scene.model import Scene, party_name
from crashes.scene.sheet_template import SheetBlock
from crashes.scene.sheet_values import TableRow
from drawing.fonts import shorten, wrap
from drawing.furniture import Block, north_arrow, paragraph, rectangle, scale_bar
from drawing.model import Anchor, Line, Primitive, Text
from drawing.table import Column, table
from language import Language, Message, translate

ROC_YEAR = 1911  # the year before the first one of the calendar of the Republic of China
LABEL_MM = 2.3
VALUE_MM = 3.2
PADDING_MM = 1.5
TABLE_SHARES = (  # title, share of the width
    ("No.", 0.07, Anchor.MIDDLE),
    ("Measured point", 0.25, Anchor.START),
    ("Along the base line (m)", 0.15, Anchor.END),
    ("From the base line (m)", 0.15, Anchor.END),
    ("Other distances (m)", 0.22, Anchor.START),
    ("Remark", 0.16, Anchor.START),
)


@dataclass(frozen=True, slots=True)
class SheetContent:
    """Everything that the blocks of one page show."""

    scene: Scene
    facts: SheetFacts
    scale: float
    rotation_deg: float
    rows: tuple[TableRow, ...]
    notes: tuple[str, ...]
    page: str
    language: Language

    def say(self, text: str) -> str:
        """Return a label of the template in the language of the sheet."""
        return translate(text, language=self.language) if text else ""


def block_items(block: SheetBlock, content: SheetContent) -> tuple[Primitive, ...]:
    """Return the primitives of a block; the field draws its own."""
    makers = {
        "cells": _cells,
        "title": _title,
        "classes": _classes,
        "north": _north,
        "time_place": _time_place,
        "scale": _scale,
        "summary": _summary,
        "plates": _plates,
        "measurements": _measurements,
        "notes": _notes,
        "boxes": _boxes,
    }
    return tuple(makers[block.kind](block, content)) if block.kind in makers else ()


def measuring_table(
    block: SheetBlock, content: SheetContent, rows: Sequence[TableRow]
) -> tuple[Block, int]:
    """Return the measuring table as far as its rows fit the block, and how many did."""
    left, top, width, height = block.box_mm
    columns = [
        Column(content.say(title), share * width, anchor) for title, share, anchor in TABLE_SHARES
    ]
    cells = [
        [str(row.number), row.point, row.along, row.offset, row.distances, row.remark]
        for row in rows
    ]
    size_mm = float(block.more.get("size_mm", LABEL_MM))
    placed = table((left, top), columns, cells, size_mm=size_mm, room_mm=height)
    return placed.block, placed.rows


def values(content: SheetContent) -> dict[str, str]:
    """Return what cells can show, by the name that the template uses."""
    facts, language = content.facts, content.language
    return {
        **facts.more,
        "police_bureau": facts.police_bureau,
        "general_no": facts.general_no,
        "precinct": facts.precinct,
        "case_no": facts.case_no,
        "class": str(facts.severity or ""),
        "occurred_at": said_moment(facts.occurred_at, language),
        "place": facts.place,
        "scale": f"1:{content.scale:g}",
        "map_version": content.scene.map_version or "",
        "drawn_on": said_date(facts.drawn_on, language),
        "page": content.page,
    }


def said_date(day: date | None, language: Language) -> str:
    """Return a date as the sheet writes it; empty places for a missing one.

    Examples
    --------
    >>> said_date(date(2026, 11, 21), Language.ZH_TW)
    '115年11月21日'
    >>> said_date(date(2026, 11, 21), Language.EN)
    '2026-11-21'
    """
    if language is Language.EN:
        return day.isoformat() if day else ""
    return f"{day.year - ROC_YEAR}年{day.month}月{day.day}日" if day else "　　年　　月　　日"


def said_moment(moment: datetime | None, language: Language) -> str:
    """Return a date and time as the sheet writes it, empty for a missing one."""
    if moment is None:
        return ""
    if language is Language.EN:
        return f"{moment:%Y-%m-%d %H:%M}"
    return f"{said_date(moment.date(), language)}{moment.hour}時{moment.minute}分"


def _cells(block: SheetBlock, content: SheetContent) -> list[Primitive]:
    left, top, width, height = block.box_mm
    known = values(content)
    rows = block.more["rows"]
    items: list[Primitive] = []
    row_mm = height / len(rows)
    for number, row in enumerate(rows):
        cell_mm = width / len(row)
        for place, cell in enumerate(row):
            x, y = left + place * cell_mm, top + number * row_mm
            items += _cell(
                (x, y, cell_mm, row_mm), content.say(cell["label"]), known.get(cell["value"], "")
            )
    return items


def _cell(box: tuple[float, float, float, float], label: str, value: str) -> list[Primitive]:
    """Return a framed cell with a small label at the top and its value below."""
    left, top, width, height = box
    room = width - 2 * PADDING_MM
    value_mm = min(VALUE_MM, height - LABEL_MM - 3.0)
    return [
        rectangle(left, top, width, height, "sheet-frame"),
        Text(
            (left + PADDING_MM, top + 1.0 + LABEL_MM),
            shorten(label, room, LABEL_MM),
            "muted",
            LABEL_MM,
        ),
        Text(
            (left + PADDING_MM, top + height - 1.6), shorten(value, room, value_mm), "ink", value_mm
        ),
    ]


def _title(block: SheetBlock, content: SheetContent) -> list[Primitive]:
    left, top, width, height = block.box_mm
    title, size = content.say(block.label), 7.0
    while size > 3.0 and len(wrap(title, width, size, bold=True)) > 1:  # noqa: PLR2004
        size -= 0.5
    middle = left + width / 2
    scale = content.say("Scale") + f" 1:{content.scale:g}"
    items: list[Primitive] = [
        Text((middle, top + height / 2 + 1), title, "ink", size, Anchor.MIDDLE, bold=True),
        Text((middle, top + height - 2.5), scale, "ink", 3.0, Anchor.MIDDLE),
    ]
    if content.page:
        at = (left + width, top + height - 2.5)
        items.append(Text(at, content.page, "muted", LABEL_MM, Anchor.END))
    if content.facts.is_demo:
        said = content.say("Demo data, invented")
        items.append(Text((middle, top + 3.2), said, "alert", 2.8, Anchor.MIDDLE, bold=True))
    return items


def _classes(block: SheetBlock, content: SheetContent) -> list[Primitive]:
    left, top, width, height = block.box_mm
    label_mm = 0.34 * width
    items: list[Primitive] = [
        rectangle(left, top, width, height, "sheet-frame"),
        *paragraph(
            (left + 1, top + 2), content.say(block.label), label_mm - 2, size_mm=LABEL_MM
        ).items,
    ]
    column_mm = (width - label_mm) / len(Severity)
    for number, severity in enumerate(Severity):
        x = left + label_mm + number * column_mm
        middle = x + column_mm / 2
        items += [
            Line(((x, top), (x, top + height)), "sheet-rule"),
            Text((middle, top + 5.0), severity.value, "ink", 3.4, Anchor.MIDDLE, bold=True),
            rectangle(middle - 2.5, top + height - 9.5, 5.0, 5.0, "sheet-frame"),
        ]
        if content.facts.severity is severity:
            y = top + height - 9.5
            tick = ((middle - 1.7, y + 2.6), (middle - 0.4, y + 4.0), (middle + 1.9, y + 0.9))
            items.append(Line(tick, "sheet-tick"))
    return items


def _north(block: SheetBlock, content: SheetContent) -> list[Primitive]:
    left, top, width, height = block.box_mm
    centre = (left + width / 2, top + height / 2 - 0.2)
    arrow = north_arrow(centre, 0.55 * min(width, height), rotation_deg=content.rotation_deg)
    label = shorten(content.say(block.label), width - 1, 2.0)
    return [
        rectangle(left, top, width, height, "sheet-cell"),
        *arrow.items,
        Text((left + width / 2, top + height - 1.0), label, "muted", 2.0, Anchor.MIDDLE),
    ]


def _time_place(block: SheetBlock, content: SheetContent) -> list[Primitive]:
    left, top, width, _ = block.box_mm
    known = values(content)
    lines = (
        (content.say("Time of the crash"), known["occurred_at"]),
        (content.say("Place of the crash"), known["place"]),
    )
    return [
        Text(
            (left, top + 3.2 + 4.4 * number),
            shorten(f"{label}{_colon(content)}{value}", width, 3.0),
            "ink",
            3.0,
            halo_mm=0.6,
        )
        for number, (label, value) in enumerate(lines)
    ]


def _scale(block: SheetBlock, content: SheetContent) -> list[Primitive]:
    left, top, width, height = block.box_mm
    bar = scale_bar((0.0, 0.0), content.scale, max_width_mm=width - 22.0)
    return [
        rectangle(left - 3.0, top - 1.5, width + 3.0, height + 1.5, "sheet-cell"),
        *bar.moved(left + width - bar.width_mm, top + 0.5).items,
    ]


def _framed(block: SheetBlock, content: SheetContent) -> list[Primitive]:
    left, top, width, height = block.box_mm
    return [
        rectangle(left, top, width, height, "sheet-frame"),
        Text(
            (left + PADDING_MM, top + 1.0 + LABEL_MM),
            shorten(content.say(block.label), width - 2 * PADDING_MM, LABEL_MM),
            "muted",
            LABEL_MM,
        ),
    ]


def _summary(block: SheetBlock, content: SheetContent) -> list[Primitive]:
    left, top, width, height = block.box_mm
    room, size = width - 2 * PADDING_MM, 3.0
    text = content.scene.summary
    while size > 1.8 and 1.4 * size * len(wrap(text, room, size)) > height - 6.0:  # noqa: PLR2004
        size -= 0.2
    lines = paragraph((left + PADDING_MM, top + 5.0), text, room, size_mm=size)
    return [*_framed(block, content), *lines.items]


def _plates(block: SheetBlock, content: SheetContent) -> list[Primitive]:
    left, top, width, height = block.box_mm
    items = _framed(block, content)
    size = min(3.0, (height - 7.0) / max(1, len(content.facts.parties)) / 1.4)
    for number, party in enumerate(content.facts.parties):
        on_foot = (party.class_code or "").startswith("H")
        name = party_name(party.party_no)
        label = content.say("Vehicle {letter}").format(letter=name)
        if on_foot:
            label = content.say("{letter} (person)").format(letter=name)
        text = label if on_foot else f"{label}{_colon(content)}{party.plate}"
        if party.party_no in content.scene.moved_parties:
            text += "　" + content.say("moved after the crash, not surveyed")
        items.append(
            Text(
                (left + PADDING_MM, top + 5.2 + (number + 0.9) * 1.4 * size),
                shorten(text, width - 2 * PADDING_MM, size),
                "ink",
                size,
            )
        )
    return items


def _measurements(block: SheetBlock, content: SheetContent) -> list[Primitive]:
    left, top, width, height = block.box_mm
    head = SheetBlock(block.kind, (left, top + 4.6, width, height - 4.6), "", block.more)
    placed, fitting = measuring_table(head, content, content.rows)
    items = [*_framed(block, content), *placed.items]
    if fitting < len(content.rows):
        said = Message(
            "{shown} of {count} rows; the whole table follows on the next page.",
            {"shown": fitting, "count": len(content.rows)},
        ).in_language(content.language)
        at = (left + width - PADDING_MM, top + 1.0 + LABEL_MM)
        items.append(Text(at, said, "alert", LABEL_MM, Anchor.END))
    return items


def _notes(block: SheetBlock, content: SheetContent) -> list[Primitive]:
    left, top, width, height = block.box_mm
    size, line_mm = 2.2, 2.9
    lines = [shorten(note, width, size) for note in content.notes]
    first = top + height - line_mm * len(lines) + 2.2
    return [
        Text((left, first + line_mm * number), line, "muted", size, halo_mm=0.5)
        for number, line in enumerate(lines)
    ]


def _boxes(block: SheetBlock, content: SheetContent) -> list[Primitive]:
    left, top, _, height = block.box_mm
    known = values(content)
    items: list[Primitive] = []
    for box in block.more["boxes"]:
        value = known.get(box.get("value", ""), "")
        items += _cell((left, top, box["width"], height), content.say(box["label"]), value)
        left += box["width"]
    return items


def _colon(content: SheetContent) -> str:
    return "：" if content.language is Language.ZH_TW else ": "
