"""What stands around a drawing: headings, labelled cells, legend, scale bar, north arrow.

Each function lays its piece out from a top left corner and returns a block: primitives, and the
room they take. Their styles are `FURNITURE_STYLES`; put them into the styles of the drawing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from drawing.fonts import shorten, text_width_mm, wrap
from drawing.model import Anchor, Area, Line, Point, Primitive, Style, Text
from drawing.transform import all_moved

INK = "#1d2733"
MUTED = "#5b6776"
RULE = "#c4ccd5"
SHADE = "#f3f5f7"
ALERT = "#b3261e"

FURNITURE_STYLES = {
    "ink": Style(stroke=None, fill=INK),  # letters and solid shapes
    "muted": Style(stroke=None, fill=MUTED),  # labels, notes
    "alert": Style(stroke=None, fill=ALERT),  # what must not be overlooked
    "frame": Style(stroke=INK, width_mm=0.35),
    "thin": Style(stroke=INK, width_mm=0.15),
    "rule": Style(stroke=RULE, width_mm=0.15),
    "shade": Style(stroke=None, fill=SHADE),
    "blank": Style(stroke=INK, width_mm=0.15, fill="#ffffff"),
    "alert-frame": Style(stroke=ALERT, width_mm=0.35),
}

LINE_HEIGHT = 1.4  # distance of two base lines in em boxes
FIRST_BASELINE = 1.0  # of a text from the top of its box, in em boxes
BAR_STEPS_M = (1.0, 2.0, 5.0)  # lengths of a scale bar, times a power of ten


@dataclass(frozen=True, slots=True)
class Block:
    """Primitives laid out together, and the room they take from their top left corner."""

    items: tuple[Primitive, ...]
    width_mm: float
    height_mm: float

    def moved(self, right_mm: float, down_mm: float) -> "Block":
        """Return the block moved on the paper."""
        return Block(all_moved(self.items, right_mm, down_mm), self.width_mm, self.height_mm)


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A symbol, drawn around the point (0, 0), and what it means."""

    symbol: tuple[Primitive, ...]
    text: str


def rectangle(x: float, y: float, width: float, height: float, style: str) -> Area:
    """Return an upright rectangle from its top left corner.

    Examples
    --------
    >>> rectangle(1.0, 2.0, 3.0, 4.0, "frame").rings_mm[0][2]
    (4.0, 6.0)
    """
    ring = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return Area((ring,), style)


def paragraph(
    at_mm: Point, text: str, width_mm: float, *, size_mm: float = 2.6, style: str = "ink"
) -> Block:
    """Return a text broken into lines of a width."""
    lines = wrap(text, width_mm, size_mm)
    x, y = at_mm
    items = tuple(
        Text((x, y + (FIRST_BASELINE + LINE_HEIGHT * number) * size_mm), line, style, size_mm)
        for number, line in enumerate(lines)
    )
    return Block(items, width_mm, LINE_HEIGHT * size_mm * len(lines))


def heading(at_mm: Point, title: str, subtitle: str, width_mm: float) -> Block:
    """Return a bold title with a muted line under it, each cut to the width."""
    x, y = at_mm
    items = (
        Text((x, y + 6.2), shorten(title, width_mm, 6.0, bold=True), "ink", 6.0, bold=True),
        Text((x, y + 11.6), shorten(subtitle, width_mm, 3.2), "muted", 3.2),
    )
    return Block(items, width_mm, 13.0)


def labelled_cells(
    at_mm: Point, cells: Sequence[tuple[str, str]], widths_mm: Sequence[float]
) -> Block:
    """Return a row of cells, each a small label above its value, parted by thin rules.

    Parameters
    ----------
    at_mm
        Top left corner.
    cells
        Label and value of each cell; a value that is too wide is broken into two lines, then cut.
    widths_mm
        Width of each cell.
    """
    x, y = at_mm
    total, height = sum(widths_mm), 12.4
    items: list[Primitive] = [rectangle(x, y, total, height, "shade")]
    for (label, value), width in zip(cells, widths_mm, strict=True):
        room = width - 4
        items.append(Text((x + 2, y + 3.4), shorten(label, room, 2.2), "muted", 2.2))
        items += _value((x + 2, y + 3.4), value, room)
        x += width
        items.append(Line(((x, y + 1.5), (x, y + height - 1.5)), "rule"))
    return Block(tuple(items[:-1]), total, height)


def _value(at_mm: Point, value: str, room_mm: float) -> list[Primitive]:
    """Return a value on one line where it fits, else small on two."""
    x, y = at_mm
    if text_width_mm(value, 3.0, bold=True) <= room_mm:
        return [Text((x, y + 5.2), value, "ink", 3.0, bold=True)]
    first, *rest = wrap(value, room_mm, 2.5)
    second = shorten(" ".join(rest), room_mm, 2.5)
    lines = ((y + 4.0, first), (y + 7.4, second))
    return [Text((x, base), line, "ink", 2.5) for base, line in lines if line]


def legend_box(
    at_mm: Point,
    title: str,
    entries: Sequence[LegendEntry],
    width_mm: float,
    *,
    columns: int = 1,
    row_mm: float = 6.4,
) -> Block:
    """Return a legend: a title, then symbols with their meaning, column by column.

    Parameters
    ----------
    at_mm
        Top left corner.
    title
        What stands above.
    entries
        Symbols and texts in their order; a symbol has 14 mm by `row_mm`.
    width_mm
        Width of the whole box.
    columns
        How many columns.
    row_mm
        Height of a row.
    """
    x, y = at_mm
    rows = math.ceil(len(entries) / columns)
    column_mm, head = width_mm / columns, 5.0
    items: list[Primitive] = [Text((x, y + 3.2), title, "ink", 2.8, bold=True)]
    for number, entry in enumerate(entries):
        column, row = divmod(number, rows)
        left, middle = x + column * column_mm, y + head + (row + 0.5) * row_mm
        items += all_moved(entry.symbol, left + 7.0, middle)
        items += _entry_text((left + 15.5, middle), entry.text, column_mm - 16.5)
    return Block(tuple(items), width_mm, head + rows * row_mm)


def _entry_text(at_mm: Point, text: str, room_mm: float) -> list[Primitive]:
    """Return the text of an entry, centred on its row, on one line or two."""
    x, middle = at_mm
    lines = wrap(text, room_mm, 2.4)
    lines = (*lines[:1], shorten(" ".join(lines[1:]), room_mm, 2.4)) if len(lines) > 1 else lines
    top = middle + 0.85 - (len(lines) - 1) * 1.45
    return [Text((x, top + 2.9 * number), line, "ink", 2.4) for number, line in enumerate(lines)]


def scale_bar(at_mm: Point, scale: float, *, max_width_mm: float = 50.0) -> Block:
    """Return a bar of a round length in metres, in four parts, with the scale written beside it.

    Examples
    --------
    >>> [item.text for item in scale_bar((0, 0), 200).items if isinstance(item, Text)]
    ['0', '5', '10 m', '1:200']
    """
    per_metre = 1000.0 / scale
    longest = max_width_mm / per_metre
    power = 10.0 ** math.floor(math.log10(longest))
    length_m = max(step * power for step in BAR_STEPS_M if step * power <= longest)
    x, y = at_mm
    quarter = length_m * per_metre / 4
    items: list[Primitive] = [
        rectangle(x + part * quarter, y + 3.2, quarter, 1.4, "blank" if part % 2 else "ink")
        for part in range(4)
    ]
    for part, said in ((0, "0"), (2, _metres(length_m / 2)), (4, f"{_metres(length_m)} m")):
        items.append(Text((x + part * quarter, y + 2.4), said, "ink", 2.2, Anchor.MIDDLE))
    end = x + 4 * quarter
    items.append(Text((end + 5.0, y + 4.6), f"1:{scale:g}", "ink", 2.6, bold=True))
    return Block(tuple(items), 4 * quarter + 18.0, 5.0)


def _metres(length_m: float) -> str:
    return f"{length_m:g}"


def north_arrow(centre_mm: Point, size_mm: float = 10.0, *, rotation_deg: float = 0.0) -> Block:
    """Return an arrow to the north of a map that is turned clockwise by `rotation_deg`."""
    angle = math.radians(rotation_deg)
    cos, sin = math.cos(angle), math.sin(angle)

    def at(right: float, down: float) -> Point:
        x, y = right * size_mm, down * size_mm
        return (centre_mm[0] + x * cos - y * sin, centre_mm[1] + x * sin + y * cos)

    tip, notch = at(0, -0.35), at(0, 0.28)
    items = (
        Area(((tip, at(-0.24, 0.5), notch),), "ink"),
        Area(((tip, at(0.24, 0.5), notch),), "blank"),
        Text(at(0, -0.46), "N", "ink", 0.32 * size_mm, Anchor.MIDDLE, rotation_deg, bold=True),
    )
    return Block(items, size_mm, 1.2 * size_mm)
