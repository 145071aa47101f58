"""Compose the printed sheet: heading, facts, diagram, legend, counts, tray, notes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from collision_diagrams.factors import Factor
from collision_diagrams.panel import PANEL_STYLES, Mode
from collision_diagrams.reading_of_site import SiteReading
from collision_diagrams.rules import rules
from collision_diagrams.sheet_corner import corner_items
from collision_diagrams.sheet_side import (
    counts_text,
    group_list,
    legend_block,
    short_list,
    tray_block,
)
from collision_diagrams.site_panel import SitePanel
from collision_diagrams.street_site import StreetSite
from crashes.model import Severity
from drawing.furniture import (
    FURNITURE_STYLES,
    heading,
    labelled_cells,
    paragraph,
    rectangle,
)
from drawing.model import A3, Anchor, Drawing, Layer, Paper, Point, Primitive, Style, Text
from language import Language, Message, translate
from roadnet.model import DrivingSide

MARGIN_MM = 11.0
SIDE_COLUMN = 0.27  # of the width of the paper
GUTTER_MM = 6.0
NOTE_MM = 2.3

SHEET_STYLES = {
    **FURNITURE_STYLES,
    **PANEL_STYLES,
    "legend-wide": Style(stroke="#16202b", width_mm=1.3),
    "plate": Style(stroke="#c4ccd5", width_mm=0.15, fill="#ffffff"),
}


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """What a sheet says of itself, and how it is drawn."""

    site: str
    start: date | None = None  # first day of the period
    end: date | None = None  # day after the last
    coverage: str = ""  # how complete the records of the period are, in words
    query: str = ""  # further conditions, in words
    paper: Paper = field(default_factory=lambda: A3.landscape)
    language: Language = Language.ZH_TW
    mode: Mode = Mode.AUTO
    street: StreetSite | None = None  # the real street of the site
    offsets_mm: Mapping[str, Point] = field(default_factory=dict)  # crash -> moved by a person
    colour_by: Factor | None = None  # one factor whose values have colours
    driving_side: DrivingSide = DrivingSide.RIGHT  # where no street tells
    is_demo: bool = False  # invented data
    with_list: bool = True  # further pages with every crash

    @property
    def traffic(self) -> DrivingSide:
        """The side traffic keeps to."""
        return self.street.driving_side if self.street else self.driving_side


def sheet_frame(paper: Paper) -> tuple[float, float, float, float]:
    """Return the frame of the diagram on a sheet: x, y, width, height."""
    side = SIDE_COLUMN * paper.width_mm
    top = MARGIN_MM + 30.5
    return (
        MARGIN_MM,
        top,
        paper.width_mm - 2 * MARGIN_MM - side - GUTTER_MM,
        paper.height_mm - top - MARGIN_MM - 10.0,
    )


def compose_sheet(reading: SiteReading, placed: SitePanel, options: SheetOptions) -> Drawing:
    """Return the sheet of a site.

    Parameters
    ----------
    reading
        Every crash of the query.
    placed
        The diagram in the frame of `sheet_frame`.
    options
        What the sheet says of itself.
    """
    paper = options.paper
    frame = sheet_frame(paper)
    furniture: list[Primitive] = [rectangle(*frame, "rule")]
    furniture += _head(reading, placed, options)
    side_x = frame[0] + frame[2] + GUTTER_MM
    side_width = paper.width_mm - MARGIN_MM - side_x
    furniture += _side(reading, placed, options, (side_x, frame[1], side_width, frame[3]))
    furniture += _notes(placed, options, frame)
    layers = (*placed.panel.layers, Layer("sheet", tuple(furniture)))
    used = {getattr(item, "style", "") for layer in layers for item in layer.items}
    title = f"{translate('Collision diagram', language=options.language)} {options.site}"
    styles = {
        name: style
        for name, style in {**SHEET_STYLES, **placed.panel.styles}.items()
        if name in used
    }
    return Drawing(paper, layers, styles, title, options.language)


def period_text(options: SheetOptions) -> str:
    """Return the period, its last day included.

    Examples
    --------
    >>> period_text(SheetOptions("x", date(2025, 1, 1), date(2025, 2, 1)))
    '2025-01-01 – 2025-01-31'
    """
    if options.start is None and options.end is None:
        return translate("All recorded", language=options.language)
    start = options.start.isoformat() if options.start else "…"
    last = (options.end - timedelta(days=1)).isoformat() if options.end else "…"
    return f"{start} – {last}"


def frame_note(placed: SitePanel, language: Language) -> str:
    """Return what the diagram claims of directions and scale."""
    if placed.plan.is_schematic:
        said = Message("Relative positions, not actual directions. Not to scale.")
    elif placed.plan.street is not None:
        scale = placed.plan.street.placement.scale
        said = Message("Streets at 1:{scale}; crashes are symbols.", {"scale": f"{scale:g}"})
    else:
        said = Message("Directions as recorded, on the arms of the junction. Not to scale.")
    return said.in_language(language)


def _head(reading: SiteReading, placed: SitePanel, options: SheetOptions) -> list[Primitive]:
    say = options.language
    width = options.paper.width_mm - 2 * MARGIN_MM
    title = f"{translate('Collision diagram', language=say)}　{options.site}"
    top = heading((MARGIN_MM, MARGIN_MM - 2), title, frame_note(placed, say), width - 50)
    items = list(top.items)
    if options.is_demo:
        items += demo_stamp((options.paper.width_mm - MARGIN_MM, MARGIN_MM), say)
    severities = Counter(case.facts.severity for case in reading.cases)
    classes = "　".join(f"{one} {severities[one]}" for one in Severity if severities[one])
    cells = [
        (translate("Period", language=say), period_text(options)),
        (translate("Coverage", language=say), options.coverage or "—"),
        (translate("Conditions", language=say), options.query or "—"),
        (translate("Severity", language=say), classes or "0"),
        (
            translate("Accounted for", language=say),
            counts_text(len(placed.panel.plotted), len(placed.listed), say),
        ),
    ]
    shares = (0.17, 0.24, 0.24, 0.14, 0.21)
    row = labelled_cells((MARGIN_MM, MARGIN_MM + 14.5), cells, [share * width for share in shares])
    return [*items, *row.items]


def demo_stamp(right_top: tuple[float, float], language: Language) -> list[Primitive]:
    """Return the frame that says that the data are invented."""
    x, y = right_top
    said = translate("Invented data", language=language)
    return [
        rectangle(x - 34, y, 34, 8, "alert-frame"),
        Text((x - 17, y + 5.4), said, "alert", 4.0, Anchor.MIDDLE, bold=True),
    ]


def _side(
    reading: SiteReading,
    placed: SitePanel,
    options: SheetOptions,
    room: tuple[float, float, float, float],
) -> list[Primitive]:
    """Return legend, tray and, where it has room, a short list, one under the other."""
    x, y, width, height = room
    say = options.language
    tray = tray_block((x, y), width, placed, say)
    legend = legend_block((x, y), placed.panel, (width, height - tray.height_mm - 5), say)
    y_tray = legend.height_mm + 5
    items = [*legend.items, *tray.moved(0, y_tray).items]
    y_list = y + y_tray + tray.height_mm + 5
    room_below = (x, y_list, width, y + height - y_list)
    if placed.panel.mode is Mode.BUNDLE:
        items += group_list(room_below, placed, say)
    else:
        items += short_list(room_below, reading, placed, say)
    items += corner_items(placed.plan, sheet_frame(options.paper))
    return items


def _notes(
    placed: SitePanel, options: SheetOptions, frame: tuple[float, float, float, float]
) -> Sequence[Primitive]:
    at = (MARGIN_MM, frame[1] + frame[3] + 2.5)
    text = method_note(placed, options.language)
    width = options.paper.width_mm - 2 * MARGIN_MM
    return paragraph(at, text, width, size_mm=NOTE_MM, style="muted").items


def method_note(placed: SitePanel, language: Language) -> str:
    """Return how the diagram was made, in sentences."""
    said: list[Message] = []
    if placed.plan.street is not None:
        said += placed.plan.street.sources
    if placed.plan.is_schematic:
        said.append(Message("Party 1 always comes from below; road form by the majority."))
        if any(arm.is_ghost for arm in placed.plan.arms):
            said.append(Message("Dashed arms are needed by some records only."))
    if placed.panel.mode is Mode.BUNDLE:
        said.append(Message("One glyph stands for all crashes alike; the most severe is drawn."))
    said.append(
        Message(
            "Relations are read from crash type, movements, contact parts and causes"
            " (rules of {valid_from}); what cannot be decided is listed.",
            {"valid_from": rules().valid_from},
        )
    )
    joint = "" if language is Language.ZH_TW else " "
    return joint.join(one.in_language(language) for one in said)
