"""Ghosts: what a crash could be read as, on the sheet and in small, for a person to choose from."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from collision_diagrams.buckets import Case
from collision_diagrams.glyph import glyph_styles
from collision_diagrams.journeys import journeys_on
from collision_diagrams.mirror import flipped
from collision_diagrams.model import CrashFacts, Resolution
from collision_diagrams.panel import seen_from_below
from collision_diagrams.plan import Plan, PlanArm
from collision_diagrams.ready import PanelOptions, Ready, single_glyphs
from collision_diagrams.rules import legend
from collision_diagrams.site_panel import A3_WIDTH_MM, SitePanel
from collision_diagrams.slots import Box, moved_box, overlap
from drawing.model import Anchor, Drawing, Layer, Paper, Picture, Point, Primitive, Style, Text
from drawing.transform import all_moved
from language import Language

SHOWN = 3  # readings that are offered for one crash
GHOST = "#0b6e8f"
GHOST_WIDTH_MM, GHOST_DASH_MM = 0.35, (1.4, 0.7)
GHOST_SIZE = 1.25  # of a glyph
LABEL_MM = 3.4
LABEL_GAP_MM = 0.8
EDGE_MM = 1.5  # around a small picture
HALF_TURN_DEG = 180.0
STAR_MM = 20.0  # length of the arms under a small picture


def candidate_drawing(facts: CrashFacts, reading: Resolution, language: Language) -> Drawing:
    """Return one reading as a small picture; party 1 comes from below unless the compass is known.

    Parameters
    ----------
    facts
        The crash.
    reading
        A reading with a construction.
    language
        Language of the letters in the glyph.
    """
    sizes = legend().sizes_mm
    star = _star(reading)
    ready = _drawn(star, Case(0, facts, reading), PanelOptions((0, 0, 1, 1), sizes, language))
    if ready is None:
        return Drawing(Paper(10.0, 10.0), (), language=language)
    left, top, right, bottom = ready.glyph.extent_mm
    side = max(right - left, bottom - top) + 2 * EDGE_MM
    middle = side / 2 - (left + right) / 2, side / 2 - (top + bottom) / 2
    items = all_moved(ready.glyph.items, *middle)
    layer = Layer("candidate", tuple(replace(item, tags=()) for item in items))
    return Drawing(Paper(side, side), (layer,), glyph_styles(), language=language)


def ghost_drawing(
    placed: SitePanel, undecided: Sequence[Case], paper: Paper, language: Language
) -> Drawing:
    """Return the ghosts of undecided crashes on the sheet of their site, in one layer.

    Parameters
    ----------
    placed
        The diagram that the ghosts are laid over.
    undecided
        Crashes with candidates. A candidate that has no arms on the plan, or no direction on a plan
        with real arms, has no ghost there: it can be chosen by its small picture.
    paper
        The paper of the sheet.
    language
        Language of the letters in the glyphs.

    Returns
    -------
    drawing
        Each primitive is tagged `ghost_of` (the crash) and `candidate` (its place from 0). Ghosts
        of one crash stand where it would, or upstream of that: none over another.
    """
    factor = GHOST_SIZE * max(paper.width_mm, paper.height_mm) / A3_WIDTH_MM
    frame = placed.panel.layers[0].clip_mm or (0.0, 0.0, paper.width_mm, paper.height_mm)
    options = PanelOptions(frame, legend().sizes_mm.scaled(factor), language)
    items = [item for case in undecided for item in _ghosts_of(placed.plan, case, options)]
    return Drawing(paper, (Layer("ghosts", tuple(items)),), ghost_styles(), language=language)


def ghost_styles() -> dict[str, Style]:
    """Return the styles of ghosts: those of glyphs in one colour, their lines thin and dashed."""
    styles = {f"ghost-{name}": _ghostly(style) for name, style in glyph_styles().items()}
    for name, style in styles.items():
        if name.startswith("ghost-line-"):
            dash = style.dash_mm or GHOST_DASH_MM
            styles[name] = replace(style, width_mm=GHOST_WIDTH_MM, dash_mm=dash)
    return styles | {"ghost-label": Style(stroke=None, fill=GHOST)}


def _ghostly(style: Style) -> Style:
    white = {None, "#ffffff"}
    return replace(
        style,
        stroke=style.stroke if style.stroke in white else GHOST,
        fill=style.fill if style.fill in white else GHOST,
    )


def _ghosts_of(plan: Plan, case: Case, options: PanelOptions) -> Iterator[Primitive]:
    taken: list[Box] = []
    for place, candidate in enumerate(case.resolution.candidates[:SHOWN]):
        if not (plan.is_schematic or candidate.absolute):
            continue
        seen = seen_from_below(candidate) if plan.is_schematic else candidate
        ready = _drawn(plan, replace(case, resolution=seen), options)
        if ready is None:
            continue
        at = _free_place(ready, taken)
        taken.append(moved_box(_with_label(ready.glyph.extent_mm), at))
        items = (*all_moved(ready.glyph.items, *at), _label(place, candidate, ready, at))
        if plan.mirror_x_mm is not None:
            items = flipped(items, plan.mirror_x_mm)
        yield from (_as_ghost(item, case.facts.crash_id, place) for item in items)


def _drawn(plan: Plan, case: Case, options: PanelOptions) -> Ready | None:
    """Return the glyph of a reading on a plan, None where the plan lacks an arm of it."""
    journeys = journeys_on(plan, case.facts, case.resolution)
    return single_glyphs(plan, [(case, journeys)], options)[0] if journeys else None


def _free_place(ready: Ready, taken: Sequence[Box]) -> Point:
    """Return the first place of a queue where a ghost covers no other; else its anchor."""
    box = _with_label(ready.glyph.extent_mm)
    for at in ready.wanted.queue_mm:
        if not any(overlap(moved_box(box, at), other) for other in taken):
            return at
    return ready.wanted.anchor_mm


def _with_label(box: Box) -> Box:
    left, top, right, bottom = box
    return left, top, right, bottom + LABEL_GAP_MM + LABEL_MM


def _label(place: int, candidate: Resolution, ready: Ready, at: Point) -> Text:
    left, _, right, bottom = moved_box(ready.glyph.extent_mm, at)
    below = ((left + right) / 2, bottom + LABEL_GAP_MM + 0.86 * LABEL_MM)
    said = f"{place + 1}　{candidate.confidence:.0%}"
    return Text(below, said, "label", LABEL_MM, Anchor.MIDDLE, bold=True, halo_mm=0.5)


def _as_ghost(item: Primitive, crash_id: str, place: int) -> Primitive:
    tags = (("ghost_of", crash_id), ("candidate", str(place)))
    if isinstance(item, Picture):
        return replace(item, tags=tags)
    return replace(item, tags=tags, style=f"ghost-{item.style}")


def _star(reading: Resolution) -> Plan:
    """Return a plan without a street that has an arm for every side of a reading."""
    sides = {side % 360 for path in reading.paths for side in (path.from_deg, path.to_deg)}
    sides |= {(path.from_deg + HALF_TURN_DEG) % 360 for path in reading.paths}
    arms = tuple(PlanArm(side, 1, 1, length_mm=STAR_MM) for side in sorted(sides))
    return Plan((0.0, 0.0), legend().sizes_mm.shaft / 2, arms, is_schematic=True)
