"""The pages after the sheet: every crash with its reading and the reason for it."""

from collections.abc import Iterator

from collision_diagrams.buckets import Case
from collision_diagrams.reading_of_site import SiteReading
from collision_diagrams.reasons import not_understood
from collision_diagrams.sheet import (
    MARGIN_MM,
    SHEET_STYLES,
    SheetOptions,
    demo_stamp,
    period_text,
)
from collision_diagrams.sheet_side import counts_text
from collision_diagrams.site_panel import SitePanel
from collision_diagrams.wording import KIND_WORDS, STATUS_WORDS, TYPE_WORDS
from crashes.codes import code_text
from drawing.furniture import heading
from drawing.model import Anchor, Drawing, Layer, Primitive, Text
from drawing.table import Column, PlacedTable, table
from language import Language, Message, translate

COLUMN_SHARES = (0.035, 0.085, 0.04, 0.13, 0.25, 0.11, 0.085, 0.265)
HEAD_MM = 16.0
FOOT_MM = 8.0


def crash_list(
    reading: SiteReading, placed: SitePanel, options: SheetOptions
) -> tuple[Drawing, ...]:
    """Return pages that list every crash of the query, as many as are needed."""
    rows = [_row(case, placed, options.language) for case in reading.cases]
    tables: list[PlacedTable] = []
    done = 0
    while done < len(rows):
        drawn = _table(rows[done:], options)
        tables.append(drawn)
        done += max(drawn.rows, 1)
    return tuple(
        _page(one, options, placed, (number, len(tables)))
        for number, one in enumerate(tables, start=1)
    )


def _table(rows: list[tuple[str, ...]], options: SheetOptions) -> PlacedTable:
    say, paper = options.language, options.paper
    width = paper.width_mm - 2 * MARGIN_MM
    titles = (
        translate("Serial", language=say),
        translate("Date and time", language=say),
        translate("Sev.", language=say),
        translate("Crash type as recorded", language=say),
        translate("Parties", language=say),
        translate("Diagram", language=say),
        translate("Status", language=say),
        translate("Why", language=say),
    )
    columns = [
        Column(title, share * width, Anchor.END if index == 0 else Anchor.START)
        for index, (title, share) in enumerate(zip(titles, COLUMN_SHARES, strict=True))
    ]
    room = paper.height_mm - 2 * MARGIN_MM - HEAD_MM - FOOT_MM
    return table((MARGIN_MM, MARGIN_MM + HEAD_MM), columns, rows, room_mm=room)


def _row(case: Case, placed: SitePanel, language: Language) -> tuple[str, ...]:
    facts, resolution = case.facts, case.resolution
    kind = code_text("crash_type_code", facts.type_code, facts.code_version, language=language)
    reason = placed.listed.get(case.serial)
    why = [reason] if reason else _printed(case)
    joint = "" if language is Language.ZH_TW else " "
    drawn = TYPE_WORDS[resolution.diagram_type].in_language(language) if not reason else "—"
    status = (
        translate("Listed", language=language)
        if reason and resolution.status.plotted
        else STATUS_WORDS[resolution.status].in_language(language)
    )
    return (
        str(case.serial),
        facts.occurred_at.strftime("%Y-%m-%d %H:%M"),
        str(facts.severity),
        kind or "—",
        ("；" if language is Language.ZH_TW else "; ").join(_parties(case, language)),
        drawn,
        status,
        joint.join(line.in_language(language) for line in why),
    )


def _printed(case: Case) -> list[Message]:
    """Return what speaks for a reading, without words that nobody understood: they may be names."""
    private = not_understood(case.facts)
    return [line for line in case.resolution.explanation if line not in private]


def _parties(case: Case, language: Language) -> Iterator[str]:
    for party in case.facts.parties:
        word = KIND_WORDS[party.kind].in_language(language)
        action = code_text(
            "action_code", party.action_code, case.facts.code_version, language=language
        )
        yield f"{party.party_no} {word} {action or ''}".rstrip()


def _page(
    drawn: PlacedTable, options: SheetOptions, placed: SitePanel, number: tuple[int, int]
) -> Drawing:
    say, paper = options.language, options.paper
    title = f"{translate('List of crashes', language=say)}　{options.site}"
    counts = counts_text(len(placed.panel.plotted), len(placed.listed), say)
    top = heading(
        (MARGIN_MM, MARGIN_MM - 2), title, f"{period_text(options)}　{counts}", paper.width_mm - 70
    )
    items: list[Primitive] = [*top.items, *drawn.block.items]
    if options.is_demo:
        items += demo_stamp((paper.width_mm - MARGIN_MM, MARGIN_MM), say)
    page = translate(
        "Page {number} of {pages} of the list", language=say, number=number[0], pages=number[1]
    )
    foot = (paper.width_mm - MARGIN_MM, paper.height_mm - MARGIN_MM)
    items.append(Text(foot, page, "muted", 2.3, Anchor.END))
    return Drawing(paper, (Layer("list", tuple(items)),), SHEET_STYLES, title, say)
