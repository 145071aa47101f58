"""The stick table: one column for each crash, crashes that look alike side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from collision_diagrams.buckets import Case, buckets
from collision_diagrams.glyph import draw_glyph, glyph_styles
from collision_diagrams.journeys import journeys_on
from collision_diagrams.labels import circumstances
from collision_diagrams.mirror import flipped
from collision_diagrams.model import Resolution
from collision_diagrams.panel import Mode, Panel, seen_from_below
from collision_diagrams.plan import Plan, PlanArm
from collision_diagrams.reading_of_site import SiteReading
from collision_diagrams.reasons import Reason
from collision_diagrams.rules import legend
from collision_diagrams.sheet import (
    MARGIN_MM,
    SHEET_STYLES,
    SheetOptions,
    demo_stamp,
    period_text,
)
from collision_diagrams.sheet_side import counts_text
from collision_diagrams.site_panel import SitePanel
from collision_diagrams.sketch import Mover
from collision_diagrams.wording import KIND_WORDS, RELATION_WORDS, TYPE_WORDS
from crashes.codes import code_text
from drawing.fonts import shorten, text_width_mm, wrap
from drawing.furniture import heading, rectangle
from drawing.model import Anchor, Drawing, Layer, Line, Primitive, Text
from drawing.transform import all_moved
from language import Language, Message, translate

COLUMN_MM = 13.5
HEAD_COLUMN_MM = 24.0  # titles of the rows
TOP_MM = 17.0  # heading of a page
FOOT_MM = 7.0
BAND_MM = 8.5  # above the columns: the group they belong to
GLYPH_ROW_MM = 21.0
GLYPH_FACTOR = 0.75
LINE_MM = 3.0
TEXT_MM = 2.1
GAP_MM = 4.0  # between two bands of columns
NARROW_MM = 1.0

ROWS: tuple[tuple[str, Message, int], ...] = (  # key, title, lines
    ("serial", Message("Serial"), 1),
    ("date", Message("Date"), 2),
    ("time", Message("Time"), 1),
    ("severity", Message("Severity"), 1),
    ("circumstances", Message("Night, surface"), 1),
    ("weather", Message("Weather"), 2),
    ("party_1", Message("Party 1"), 3),
    ("party_2", Message("Party 2"), 3),
    ("more", Message("Further parties"), 1),
    ("cause", Message("Main cause"), 4),
)
BODY_MM = sum(lines for _, _, lines in ROWS) * LINE_MM + len(ROWS) * NARROW_MM + GLYPH_ROW_MM


@dataclass(frozen=True, slots=True)
class Stick:
    """One column: a crash, the group it stands in, and why it is not drawn, if so."""

    case: Case
    group: str
    reason: Message | None


def without_place(reading: SiteReading, options: SheetOptions) -> SitePanel:
    """Return the counts of a stick table: what has a glyph in its column, and what has not."""
    plotted, listed = [], {}
    for case in reading.cases:
        if case.resolution.status.plotted and _ways(case) is not None:
            plotted.append(case)
        else:
            listed[case.serial] = case.resolution.reason or Reason.NO_HEADING.message
    panel = Panel((), glyph_styles(), tuple(plotted), {}, Mode.STICK)
    middle = (options.paper.width_mm / 2, options.paper.height_mm / 2)
    return SitePanel(panel, Plan(middle, 3.0, (), is_schematic=True), listed)


def stick_table(
    reading: SiteReading, placed: SitePanel, options: SheetOptions
) -> tuple[Drawing, ...]:
    """Return the pages of the table: approach and movement, then time; the unread ones last.

    Parameters
    ----------
    reading
        Every crash of the query.
    placed
        What is drawn and why the rest is not (`without_place`).
    options
        What the sheet says of itself.
    """
    sticks = list(_sticks(reading, placed, options.language))
    across = int((options.paper.width_mm - 2 * MARGIN_MM - HEAD_COLUMN_MM) / COLUMN_MM)
    bands = [sticks[start : start + across] for start in range(0, len(sticks), across)] or [[]]
    room = options.paper.height_mm - 2 * MARGIN_MM - TOP_MM - FOOT_MM
    on_page = max(1, int((room + GAP_MM) / (BAND_MM + BODY_MM + GAP_MM)))
    pages = [bands[start : start + on_page] for start in range(0, len(bands), on_page)]
    return tuple(
        _Page(reading, placed, options).drawing(page, (number, len(pages)))
        for number, page in enumerate(pages, start=1)
    )


def _sticks(reading: SiteReading, placed: SitePanel, language: Language) -> Iterator[Stick]:
    """Yield the columns in their order."""
    drawn = [case for case in reading.cases if case.serial not in placed.listed]
    groups = sorted(
        buckets(drawn), key=lambda one: (_order(one.cases[0]), -len(one.cases), one.key)
    )
    for group in groups:
        said = _group_words(group.cases[0], reading, language)
        for case in sorted(group.cases, key=lambda one: one.serial):
            yield Stick(case, said, None)
    for case in reading.cases:
        if case.serial in placed.listed:
            reason = placed.listed[case.serial]
            yield Stick(case, translate("Listed, not plotted", language=language), reason)


def _order(case: Case) -> tuple[float, str]:
    """Return approach and construction, by which groups stand side by side."""
    resolution = case.resolution
    side = resolution.paths[0].from_deg if resolution.absolute and resolution.paths else 0.0
    return round(side / 45.0) % 8, str(resolution.diagram_type)


def _group_words(case: Case, reading: SiteReading, language: Language) -> str:
    """Return the approach of party 1, where it is known, and the construction."""
    resolution = case.resolution
    name = TYPE_WORDS[resolution.diagram_type].in_language(language)
    if not (resolution.absolute and resolution.paths):
        return f"{RELATION_WORDS[resolution.relation].in_language(language)}　{name}"
    side = resolution.paths[0].from_deg
    side = -side % 360 if reading.is_mirrored else side
    word = COMPASS_WORDS[round(side / 45.0) % 8].in_language(language)
    approach = Message("From the {side}", {"side": word}).in_language(language)
    return f"{approach}　{name}"


COMPASS_WORDS = tuple(
    Message(word)
    for word in (
        "north",
        "north-east",
        "east",
        "south-east",
        "south",
        "south-west",
        "west",
        "north-west",
    )
)


@dataclass(frozen=True, slots=True)
class _Page:
    """Draws one page of columns."""

    reading: SiteReading
    placed: SitePanel
    options: SheetOptions

    def drawing(self, bands: Sequence[Sequence[Stick]], number: tuple[int, int]) -> Drawing:
        """Return a page."""
        say, paper = self.options.language, self.options.paper
        title = f"{translate('Stick table', language=say)}　{self.options.site}"
        counts = counts_text(len(self.placed.panel.plotted), len(self.placed.listed), say)
        about = "　".join([period_text(self.options), self.options.coverage, counts])
        top = heading((MARGIN_MM, MARGIN_MM - 2), title, about, paper.width_mm - 70)
        items: list[Primitive] = list(top.items)
        if self.options.is_demo:
            items += demo_stamp((paper.width_mm - MARGIN_MM, MARGIN_MM), say)
        y = MARGIN_MM + TOP_MM
        glyphs: list[Primitive] = []
        for band in bands:
            items += self._band(band, y)
            glyphs += self._glyphs(band, y + BAND_MM)
            y += BAND_MM + BODY_MM + GAP_MM
        items.append(self._foot(number))
        layers = (Layer("glyphs", tuple(glyphs)), Layer("sheet", tuple(items)))
        return Drawing(paper, layers, {**SHEET_STYLES, **glyph_styles()}, title, say)

    def _foot(self, number: tuple[int, int]) -> Text:
        paper, say = self.options.paper, self.options.language
        said = translate(
            "Columns of like crashes stand together; page {number} of {pages}.",
            language=say,
            number=number[0],
            pages=number[1],
        )
        at = (paper.width_mm - MARGIN_MM, paper.height_mm - MARGIN_MM)
        return Text(at, said, "muted", 2.3, Anchor.END)

    def _band(self, band: Sequence[Stick], top: float) -> Iterator[Primitive]:
        """Yield titles, group headings and texts of one row of columns."""
        left = MARGIN_MM + HEAD_COLUMN_MM
        width = HEAD_COLUMN_MM + len(band) * COLUMN_MM
        yield from _group_heads(band, left, top)
        y = top + BAND_MM
        yield Line(((MARGIN_MM, y), (MARGIN_MM + width, y)), "rule")
        y += GLYPH_ROW_MM
        say = self.options.language
        for index, (key, title, lines) in enumerate(ROWS):
            height = lines * LINE_MM + NARROW_MM
            if index % 2 == 0:
                yield rectangle(MARGIN_MM, y, width, height, "shade")
            head = shorten(title.in_language(say), HEAD_COLUMN_MM - 2, 2.2)
            yield Text((MARGIN_MM + 1, y + LINE_MM), head, "muted", 2.2)
            for column, stick in enumerate(band):
                text = self._cell(stick, key)
                at = (left + (column + 0.5) * COLUMN_MM, y)
                yield from _lines(at, text, lines, bold=key == "serial")
            y += height
        yield Line(((MARGIN_MM, y), (MARGIN_MM + width, y)), "rule")

    def _cell(self, stick: Stick, key: str) -> str:
        facts, say = stick.case.facts, self.options.language
        when = facts.occurred_at
        match key:
            case "serial":
                return str(stick.case.serial)
            case "date":
                return when.strftime("%Y-") + "\n" + when.strftime("%m-%d")
            case "time":
                return when.strftime("%H:%M")
            case "severity":
                return str(facts.severity)
            case "circumstances":
                return circumstances(stick.case) or "—"
            case "weather":
                found = code_text(
                    "weather_code", facts.weather_code, facts.code_version, language=say
                )
                return found or "—"
            case "more":
                return _more(stick.case)
            case "cause":
                found = code_text(
                    "main_cause_code", facts.main_cause, facts.code_version, language=say
                )
                return found or "—"
            case _:
                return _party_words(stick.case, int(key[-1]) - 1, say)

    def _glyphs(self, band: Sequence[Stick], top: float) -> Iterator[Primitive]:
        """Yield the glyph of each column; of what is not drawn, the reason."""
        say = self.options.language
        sizes = legend().sizes_mm.scaled(GLYPH_FACTOR)
        for column, stick in enumerate(band):
            x = MARGIN_MM + HEAD_COLUMN_MM + (column + 0.5) * COLUMN_MM
            middle = (x, top + GLYPH_ROW_MM / 2)
            seen = _ways(stick.case) if stick.reason is None else None
            if seen is None:
                reason = stick.reason or Reason.NO_HEADING.message
                yield from _lines((x, top + 1.0), reason.in_language(say), 6)
                continue
            resolution, ways = seen
            glyph = draw_glyph(stick.case.facts, resolution, ways, sizes=sizes, language=say)
            items = glyph.items
            left, head, right, foot = glyph.extent_mm
            if self.reading.is_mirrored:
                items, left, right = flipped(items, 0.0), -right, -left
            shift = (middle[0] - (left + right) / 2, middle[1] - (head + foot) / 2)
            yield from all_moved(items, *shift)


def _group_heads(band: Sequence[Stick], left: float, top: float) -> Iterator[Primitive]:
    """Yield the name of each group over its columns, with how many crashes stand there."""
    start = 0
    while start < len(band):
        end = start
        while end < len(band) and band[end].group == band[start].group:
            end += 1
        x, width = left + start * COLUMN_MM, (end - start) * COLUMN_MM
        yield rectangle(x + 0.3, top, width - 0.6, BAND_MM - 0.6, "shade")
        lines = wrap(band[start].group, width - 1.5, TEXT_MM)[:2]
        for number, line in enumerate(lines):
            said = shorten(line, width - 1.0, TEXT_MM, bold=True)
            at = (x + width / 2, top + 3.0 + 2.9 * number)
            yield Text(at, said, "ink", TEXT_MM, Anchor.MIDDLE, bold=True)
        start = end


def _lines(
    at: tuple[float, float], text: str, most: int, *, bold: bool = False
) -> Iterator[Primitive]:
    """Yield a text in a column, on as many lines as it may have."""
    room = COLUMN_MM - 0.8
    lines = wrap(text, room, TEXT_MM, bold=bold)
    kept = lines[:most]
    if len(lines) > most:
        kept = (*kept[:-1], shorten(kept[-1] + "…", room, TEXT_MM))
    for number, line in enumerate(kept):
        size = TEXT_MM if text_width_mm(line, TEXT_MM, bold=bold) <= room else TEXT_MM * 0.85
        base = at[1] + 0.75 * LINE_MM + number * LINE_MM
        said = shorten(line, room, size, bold=bold)
        yield Text((at[0], base), said, "ink", size, Anchor.MIDDLE, bold=bold)


def _party_words(case: Case, place: int, language: Language) -> str:
    """Return kind and manoeuvre of a party."""
    if place >= len(case.facts.parties):
        return "—"
    party = case.facts.parties[place]
    action = code_text("action_code", party.action_code, case.facts.code_version, language=language)
    word = KIND_WORDS[party.kind].in_language(language)
    return f"{word} {action}" if action else word


def _more(case: Case) -> str:
    more = len(case.facts.parties) - 2
    return f"+{more}" if more > 0 else "—"


def _ways(case: Case) -> tuple[Resolution, dict[int, Mover]] | None:
    """Return a reading turned so that party 1 comes from below, and its movers."""
    seen = seen_from_below(case.resolution)
    sides = {side % 360 for path in seen.paths for side in (path.from_deg, path.to_deg)}
    ahead = {(path.from_deg + 180.0) % 360 for path in seen.paths}
    arms = tuple(PlanArm(side, 1, 1, length_mm=20.0) for side in sorted(sides | ahead))
    journeys = journeys_on(Plan((0.0, 0.0), 3.0, arms, is_schematic=True), case.facts, seen)
    if journeys is None:
        return None
    return seen, {number: journey.mover for number, journey in journeys.items()}
