"""Draw the collision diagram of a site and period: the entry of this package."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from collision_diagrams.attached import NOTHING_ATTACHED, Attached
from collision_diagrams.colouring import Colouring, colouring_by
from collision_diagrams.factors import keys_of_cases
from collision_diagrams.listing import crash_list
from collision_diagrams.mirror import mirrored_reading
from collision_diagrams.panel import Mode
from collision_diagrams.reading_of_site import SiteReading, read_site
from collision_diagrams.sheet import SheetOptions, compose_sheet, sheet_frame
from collision_diagrams.sheet_corner import corner_boxes
from collision_diagrams.sheet_side import reasons_of
from collision_diagrams.site_panel import PanelWish, SitePanel, site_panel
from collision_diagrams.stick_table import stick_table, without_place
from collision_diagrams.street_site import street_under
from drawing.model import Drawing
from language import Language
from roadnet.model import Junction

READING_COLUMNS = (
    "crash_id",
    "serial",  # number on the sheet
    "plotted",
    "status",
    "relation",
    "diagram_type",
    "party_1_from_deg",  # compass side, missing on schematics
    "party_1_to_deg",
    "party_2_from_deg",
    "party_2_to_deg",
    "source",
    "confidence",
    "reason",  # why it is listed, in the language of the sheet; empty where plotted
    "explanation",  # what speaks for the reading
)


@dataclass(frozen=True, slots=True)
class DiagramResult:
    """The sheet of a site and what it accounts for."""

    site: str
    drawings: tuple[Drawing, ...]  # the sheet, then the pages of the list
    total: int
    plotted: int
    listed: int
    reasons: dict[str, int]  # in the language of the sheet
    rows: pd.DataFrame  # READING_COLUMNS, one row for each crash
    reading: SiteReading  # every crash with its reading, by serial number
    placed: SitePanel  # the diagram of the sheet: plan, glyphs, and why the others are listed

    def summary(self) -> dict[str, Any]:
        """Return the counts for a machine: site, total, plotted, listed, reasons."""
        return {
            "site": self.site,
            "total": self.total,
            "plotted": self.plotted,
            "listed": self.listed,
            "reasons": self.reasons,
        }


def draw_site(
    crashes: pd.DataFrame,
    parties: pd.DataFrame,
    junction: Junction | None = None,
    *,
    options: SheetOptions,
    mode: Mode | None = None,
    attached: Attached = NOTHING_ATTACHED,
) -> DiagramResult:
    """Return the collision diagram of the crashes of a site.

    Parameters
    ----------
    crashes
        `CRASH_COLUMNS` of the crashes of the query; all of them are accounted for.
    parties
        `PARTY_COLUMNS`; parties of other crashes are ignored.
    junction
        The junction, where the site is one. Where most readings have directions, the real street
        of the options is drawn, else the arms of the junction; otherwise a schematic in which
        party 1 always comes from below.
    options
        What the sheet says of itself: site, period, coverage, conditions, paper, language; how it
        is drawn: street, mode, colours, glyphs that were moved.
    mode
        Wins over the mode of the options.
    attached
        Scenes of the crashes, and readings that a person confirmed.

    Returns
    -------
    result
        Plotted and listed make the total; every crash has a row with its status and its reason or
        explanation.

    Raises
    ------
    CountError
        Plotted and listed do not make the total: a fault of the program.
    """
    options = replace(options, street=street_under(options.street, junction))
    street = options.street
    if street and not (junction and junction.arms):
        junction = street.junction
    reading = read_site(
        crashes,
        parties,
        junction,
        attached=attached,
        driving_side=options.traffic,
        street=street,
    )
    placed = _placed(reading, crashes, options, mode or options.mode)
    if placed.panel.mode is Mode.STICK:
        sheets = stick_table(reading, placed, options)
    else:
        sheets = (compose_sheet(reading, placed, options),)
    pages = crash_list(reading, placed, options) if options.with_list else ()
    return DiagramResult(
        site=options.site,
        drawings=(*sheets, *pages),
        total=len(reading.cases),
        plotted=len(placed.panel.plotted),
        listed=len(placed.listed),
        reasons={reason: len(serials) for reason, serials in reasons_of(placed, options.language)},
        rows=readings_table(reading, placed, options.language),
        reading=reading,
        placed=placed,
    )


def _placed(
    reading: SiteReading, crashes: pd.DataFrame, options: SheetOptions, mode: Mode
) -> SitePanel:
    """Return the diagram in the frame of its sheet; of a stick table the counts alone."""
    if mode is Mode.STICK:
        return without_place(reading, options)
    frame = sheet_frame(options.paper)
    wish = PanelWish(
        frame,
        options.paper,
        options.language,
        mode,
        options.street,
        options.offsets_mm,
        _colouring(reading, crashes, options),
        corner_boxes(frame),
    )
    return site_panel(reading, wish)


def _colouring(
    reading: SiteReading, crashes: pd.DataFrame, options: SheetOptions
) -> Colouring | None:
    if options.colour_by is None:
        return None
    keys = keys_of_cases(reading.cases, crashes)
    return colouring_by(options.colour_by, reading.plottable, keys)


def readings_table(reading: SiteReading, placed: SitePanel, language: Language) -> pd.DataFrame:
    """Return READING_COLUMNS for each crash of a site."""
    rows = []
    for case in reading.cases:
        found, reason = case.resolution, placed.listed.get(case.serial)
        found = mirrored_reading(found) if reading.is_mirrored else found
        sides = {path.party_no: path for path in found.paths} if found.absolute else {}
        order = sorted(sides)[:2]
        row = {
            "crash_id": case.facts.crash_id,
            "serial": case.serial,
            "plotted": reason is None,
            "status": str(found.status),
            "relation": str(found.relation),
            "diagram_type": str(found.diagram_type),
            "source": str(found.source),
            "confidence": found.confidence,
            "reason": reason.in_language(language) if reason else "",
            "explanation": " ".join(line.in_language(language) for line in found.explanation),
        }
        for place, number in enumerate(order, start=1):
            row[f"party_{place}_from_deg"] = sides[number].from_deg
            row[f"party_{place}_to_deg"] = sides[number].to_deg
        rows.append(row)
    return pd.DataFrame(rows).reindex(columns=list(READING_COLUMNS))
