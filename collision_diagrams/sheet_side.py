"""What stands beside the diagram: legend, tray, lists, and the sums that account for all."""

from collision_diagrams.buckets import Bucket, buckets
from collision_diagrams.legend_entries import legend_entries
from collision_diagrams.panel import Panel
from collision_diagrams.reading_of_site import SiteReading
from collision_diagrams.site_panel import SitePanel
from collision_diagrams.wording import KIND_WORDS, TYPE_WORDS
from crashes.model import Severity
from drawing.furniture import Block, legend_box
from drawing.model import Anchor, Primitive, Text
from drawing.table import Column, table
from language import Language, translate

LEGEND_ROW_MM = 5.4
LEGEND_COLUMN_MM = 38.0  # no narrower
Room = tuple[float, float, float, float]  # x, y, width, height in mm


def counts_text(plotted: int, listed: int, language: Language) -> str:
    """Return the sentence that accounts for every crash of the query."""
    return translate(
        "{plotted} plotted + {listed} listed = {total} in all",
        language=language,
        plotted=plotted,
        listed=listed,
        total=plotted + listed,
    )


def legend_block(
    at_mm: tuple[float, float],
    panel: Panel,
    room_mm: tuple[float, float],
    language: Language,
) -> Block:
    """Return the legend of what stands on a panel, in as few columns as the room allows."""
    entries = legend_entries(panel, language)
    width, height = room_mm
    title = translate("Legend", language=language)
    most = max(1, int(width / LEGEND_COLUMN_MM))
    for columns in range(1, most + 1):
        block = legend_box(at_mm, title, entries, width, columns=columns, row_mm=LEGEND_ROW_MM)
        if block.height_mm <= height:
            break
    return block


def tray_block(
    at_mm: tuple[float, float], width: float, placed: SitePanel, language: Language
) -> Block:
    """Return the table of what is listed: reason, serial numbers, count, and the sum of all."""
    x, y = at_mm
    rows = [
        (reason, ", ".join(map(str, serials)), str(len(serials)))
        for reason, serials in reasons_of(placed, language)
    ]
    total = counts_text(len(placed.panel.plotted), len(placed.listed), language)
    columns = [
        Column(translate("Why it is listed", language=language), 0.52 * width),
        Column(translate("Serial numbers", language=language), 0.34 * width),
        Column(translate("Count", language=language), 0.14 * width, Anchor.END),
    ]
    rows = rows or [(translate("None", language=language), "", "0")]
    drawn = table((x, y + 5.0), columns, rows)
    below = y + 5.0 + drawn.block.height_mm
    head = translate("Listed, not plotted", language=language)
    items = (
        Text((x, y + 3.2), head, "ink", 2.8, bold=True),
        *drawn.block.items,
        Text((x, below + 4.2), total, "ink", 2.6, bold=True),
    )
    return Block(items, width, below + 5.0 - y)


def short_list(
    room_mm: Room,
    reading: SiteReading,
    placed: SitePanel,
    language: Language,
) -> tuple[Primitive, ...]:
    """Return a list of the plotted crashes where all of them have room, else nothing."""
    x, y, width, height = room_mm
    columns = [
        Column(translate("Serial", language=language), 0.13 * width, Anchor.END),
        Column(translate("Date and time", language=language), 0.32 * width),
        Column(translate("Sev.", language=language), 0.12 * width),
        Column(translate("Diagram", language=language), 0.43 * width),
    ]
    rows = [
        (
            str(case.serial),
            case.facts.occurred_at.strftime("%Y-%m-%d %H:%M"),
            str(case.facts.severity),
            TYPE_WORDS[case.resolution.diagram_type].in_language(language),
        )
        for case in reading.cases
        if case.serial not in placed.listed
    ]
    drawn = table((x, y + 5.0), columns, rows, room_mm=max(height - 5.0, 0.0))
    if drawn.rows < len(rows) or not rows:
        return ()
    head = translate("Plotted crashes", language=language)
    return (Text((x, y + 3.2), head, "ink", 2.8, bold=True), *drawn.block.items)


def group_list(room_mm: Room, placed: SitePanel, language: Language) -> tuple[Primitive, ...]:
    """Return the largest groups of like crashes, as many as have room."""
    x, y, width, height = room_mm
    columns = [
        Column(translate("Count", language=language), 0.16 * width, Anchor.END),
        Column("A1", 0.1 * width, Anchor.END),
        Column("A2", 0.1 * width, Anchor.END),
        Column(translate("Diagram", language=language), 0.64 * width),
    ]
    groups = sorted(
        buckets(placed.panel.plotted, placed.plan.sides_of), key=lambda one: -len(one.cases)
    )
    rows = [
        (
            str(len(group.cases)),
            str(group.count(Severity.A1)),
            str(group.count(Severity.A2)),
            _group_name(group, language),
        )
        for group in groups
    ]
    drawn = table((x, y + 5.0), columns, rows, room_mm=max(height - 5.0, 0.0))
    if not drawn.rows:
        return ()
    head = translate("Groups of like crashes", language=language)
    return (Text((x, y + 3.2), head, "ink", 2.8, bold=True), *drawn.block.items)


def _group_name(group: Bucket, language: Language) -> str:
    """Return the construction of a group and the kinds of its parties."""
    case = group.worst
    kinds = {party.party_no: party.kind for party in case.facts.parties}
    words = [KIND_WORDS[kinds[number]].in_language(language) for number in case.resolution.parties]
    name = TYPE_WORDS[case.resolution.diagram_type].in_language(language)
    return (
        f"{name}：{' × '.join(words)}"
        if language is Language.ZH_TW
        else (f"{name}: {' × '.join(words)}")
    )


def reasons_of(placed: SitePanel, language: Language) -> list[tuple[str, list[int]]]:
    """Return each reason with its serial numbers, the most frequent first."""
    by_reason: dict[str, list[int]] = {}
    for serial, reason in sorted(placed.listed.items()):
        by_reason.setdefault(reason.in_language(language), []).append(serial)
    return sorted(by_reason.items(), key=lambda pair: (-len(pair[1]), pair[0]))
