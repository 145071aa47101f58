"""Lay two diagrams of one site side by side on one sheet: before and after a measure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from collision_diagrams.attached import NOTHING_ATTACHED, Attached
from collision_diagrams.diagram import DiagramResult, readings_table
from collision_diagrams.panel import Mode, Panel
from collision_diagrams.reading_of_site import SiteReading, read_site
from collision_diagrams.sheet import (
    GUTTER_MM,
    MARGIN_MM,
    NOTE_MM,
    SHEET_STYLES,
    SheetOptions,
    demo_stamp,
    frame_note,
    method_note,
    period_text,
)
from collision_diagrams.sheet_corner import corner_boxes, corner_items
from collision_diagrams.sheet_side import counts_text, legend_block, reasons_of
from collision_diagrams.site_panel import PanelWish, SitePanel, site_panels
from collision_diagrams.street_site import street_under
from crashes.model import Severity
from drawing.fonts import shorten
from drawing.furniture import heading, paragraph, rectangle
from drawing.model import A3, Drawing, Layer, Paper, Primitive, Text
from language import Language, translate
from roadnet.model import Junction

TOP_MM = 16.0  # heading of the sheet
PANEL_HEAD_MM = 12.0
PANEL_FOOT_MM = 24.0
LEGEND_MM = 34.0
MOST_SINGLE = 20  # crashes in half a sheet


@dataclass(frozen=True, slots=True)
class Side:
    """One half of the sheet."""

    name: str  # for example "before"
    crashes: pd.DataFrame
    parties: pd.DataFrame
    options: SheetOptions  # site, period, coverage and conditions of this half


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two diagrams on one sheet, and what each accounts for."""

    drawing: Drawing
    before: DiagramResult
    after: DiagramResult


@dataclass(frozen=True, slots=True)
class _Half:
    side: Side
    reading: SiteReading
    placed: SitePanel
    frame: tuple[float, float, float, float]


def compare_diagrams(
    before: Side,
    after: Side,
    junction: Junction | None = None,
    *,
    paper: Paper | None = None,
    note: str = "",
    attached: Attached = NOTHING_ATTACHED,
) -> Comparison:
    """Return two diagrams of a site on one sheet, drawn in the same mode and at the same size.

    Parameters
    ----------
    before, after
        The two halves; the language is that of the first.
    junction
        The junction of both.
    paper
        Default A3 landscape.
    note
        What happened between them, for example the measure and its date.
    attached
        Scenes of the crashes, and readings that a person confirmed.

    Returns
    -------
    comparison
        The sheet, and a result for each half whose counts make its total.
    """
    sheet = (paper or A3).landscape
    frames = _frames(sheet)
    language = before.options.language
    street = street_under(before.options.street, junction)
    if street and not (junction and junction.arms):
        junction = street.junction
    readings = [
        read_site(
            side.crashes,
            side.parties,
            junction,
            attached=attached,
            driving_side=side.options.traffic,
            street=street,
        )
        for side in (before, after)
    ]
    mode = _common_mode(readings, before.options.mode)
    wishes = [
        PanelWish(
            frame,
            sheet,
            language,
            mode,
            street,
            reserved_mm=corner_boxes(frame) if street else (),
        )
        for frame in frames
    ]
    placed = site_panels(readings, wishes)
    halves = [_Half(*half) for half in zip((before, after), readings, placed, frames, strict=True)]
    drawing = _compose(halves, sheet, note)
    first, second = (_result(half, drawing, language) for half in halves)
    return Comparison(drawing, first, second)


def _frames(paper: Paper) -> list[tuple[float, float, float, float]]:
    width = (paper.width_mm - 2 * MARGIN_MM - GUTTER_MM) / 2
    top = MARGIN_MM + TOP_MM + PANEL_HEAD_MM
    height = paper.height_mm - top - PANEL_FOOT_MM - LEGEND_MM - MARGIN_MM
    return [(MARGIN_MM + index * (width + GUTTER_MM), top, width, height) for index in range(2)]


def _common_mode(readings: Sequence[SiteReading], asked: Mode) -> Mode:
    """Return one mode for both halves: single only where both have room for it."""
    if asked is not Mode.AUTO:
        return asked
    most = max(len(reading.plottable) for reading in readings)
    return Mode.SINGLE if most <= MOST_SINGLE else Mode.BUNDLE


def _compose(halves: Sequence[_Half], paper: Paper, note: str) -> Drawing:
    language = halves[0].side.options.language
    options = halves[0].side.options
    title = translate("Collision diagrams compared", language=language)
    width = paper.width_mm - 2 * MARGIN_MM
    subtitle = "　".join(part for part in (note, frame_note(halves[0].placed, language)) if part)
    items: list[Primitive] = list(
        heading((MARGIN_MM, MARGIN_MM - 2), f"{title}　{options.site}", subtitle, width - 50).items
    )
    if any(half.side.options.is_demo for half in halves):
        items += demo_stamp((paper.width_mm - MARGIN_MM, MARGIN_MM), language)
    layers: list[Layer] = []
    styles = dict(SHEET_STYLES)
    for half in halves:
        items += [rectangle(*half.frame, "rule"), *_half_text(half, language)]
        items += corner_items(half.placed.plan, half.frame)
        layers += half.placed.panel.layers
        styles |= half.placed.panel.styles
    items += _legend(halves, paper, language)
    notes = method_note(halves[0].placed, language)
    at = (MARGIN_MM, paper.height_mm - MARGIN_MM - 1.5)
    items += paragraph(at, notes, width, size_mm=NOTE_MM, style="muted").items
    sheet = Layer("sheet", tuple(items))
    return Drawing(paper, (*layers, sheet), styles, f"{title} {options.site}", language)


def _half_text(half: _Half, language: Language) -> list[Primitive]:
    """Return heading, counts and tray of one half."""
    x, y, width, height = half.frame
    options = half.side.options
    said = f"{half.side.name}　{period_text(options)}"
    classes = "　".join(
        f"{severity} {count}"
        for severity in Severity
        if (count := sum(case.facts.severity is severity for case in half.reading.cases))
    )
    about = "　".join(part for part in (classes, options.coverage, options.query) if part)
    counts = counts_text(len(half.placed.panel.plotted), len(half.placed.listed), language)
    items: list[Primitive] = [
        Text((x, y - 6.6), shorten(said, width, 4.2, bold=True), "ink", 4.2, bold=True),
        Text((x, y - 2.0), shorten(about, width, 2.6), "muted", 2.6),
        Text((x, y + height + 4.2), counts, "ink", 2.8, bold=True),
    ]
    reasons = "　".join(
        translate(
            "{count} × {reason} (No. {serials})",
            language=language,
            count=len(serials),
            reason=reason.rstrip("."),
            serials=", ".join(map(str, serials)),
        )
        for reason, serials in reasons_of(half.placed, language)
    )
    if reasons:
        listed = f"{translate('Listed, not plotted', language=language)}　{reasons}"
        items += paragraph((x, y + height + 6.0), listed, width, size_mm=2.3, style="muted").items
    return items


def _legend(halves: Sequence[_Half], paper: Paper, language: Language) -> tuple[Primitive, ...]:
    """Return one legend for both halves."""
    both = _joined([half.placed.panel for half in halves])
    width = paper.width_mm - 2 * MARGIN_MM
    y = paper.height_mm - MARGIN_MM - LEGEND_MM
    return legend_block((MARGIN_MM, y), both, (width, LEGEND_MM - 4), language).items


def _joined(panels: Sequence[Panel]) -> Panel:
    first, second = panels
    return replace(
        first,
        layers=(*first.layers, *second.layers),
        plotted=(*first.plotted, *second.plotted),
        mode=Mode.BUNDLE if Mode.BUNDLE in {first.mode, second.mode} else first.mode,
    )


def _result(half: _Half, drawing: Drawing, language: Language) -> DiagramResult:
    reasons = reasons_of(half.placed, language)
    return DiagramResult(
        site=half.side.options.site,
        drawings=(drawing,),
        total=len(half.reading.cases),
        plotted=len(half.placed.panel.plotted),
        listed=len(half.placed.listed),
        reasons={reason: len(serials) for reason, serials in reasons},
        rows=readings_table(half.reading, half.placed, language),
        reading=half.reading,
        placed=half.placed,
    )
