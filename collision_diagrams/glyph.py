"""The glyph of one crash: construction, heads, severity mark, further parties."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from collision_diagrams import pair_glyphs, single_glyphs
from collision_diagrams.model import (
    STANDING_STILL,
    CrashFacts,
    DiagramType,
    KindClass,
    Party,
    Resolution,
)
from collision_diagrams.rules import Sizes, legend, rules
from collision_diagrams.sketch import ORIGIN, Mover, Scene, Sketch
from collision_diagrams.strokes import (
    Head,
    Stroke,
    direction_deg,
    shifted,
    shortened,
    tail_deg,
    to_the_right,
)
from crashes.model import Severity
from drawing.model import Anchor, Area, Cap, Disc, Line, Point, Primitive, Style, Text
from drawing.transform import Extent, extent, outline
from language import Language

INK = "#16202b"
RED = "#c62828"
LEADER = "#8d99a6"
INDIRECT = "#6b7683"  # who was not touched
WAITING_BOX = 0.26  # side of the box of a turn in two stages, in shafts
PIXEL_MM = 0.235  # a shaft of 34 pixels on a screen is 8 mm on paper
HEAVY_HEAD = 1.35  # heads of heavy vehicles are larger
HEAD_WIDTH = 0.42  # half width of a head, in head lengths
BUNDLE_HEAD = 1.25
BAR = 0.16  # half length of the bar of a waiting vehicle, in shafts
SEVERITY_RADIUS, SEVERITY_AWAY = 0.15, 0.37  # in shafts
SEVERITY_CLEAR_MM = 0.5  # between the mark and anything else
SAME_WAY = frozenset({DiagramType.REAR, DiagramType.SS_SAME})

Construction = Callable[[Scene], Sketch]
CONSTRUCTIONS: dict[DiagramType, Construction] = {
    DiagramType.REAR: pair_glyphs.rear,
    DiagramType.HEADON: pair_glyphs.head_on,
    DiagramType.ANGLE: pair_glyphs.angle,
    DiagramType.L_OPP: pair_glyphs.left_opposite,
    DiagramType.LL_OPP: pair_glyphs.both_left_opposite,
    DiagramType.L_FROMLEFT: pair_glyphs.left_from_left,
    DiagramType.L_FROMRIGHT: pair_glyphs.left_from_right,
    DiagramType.LL_CROSS: pair_glyphs.both_left_crossing,
    DiagramType.R_MERGE: pair_glyphs.right_merge,
    DiagramType.R_HOOK: pair_glyphs.hook,
    DiagramType.L_SAME: pair_glyphs.hook,
    DiagramType.LR_MERGE: pair_glyphs.both_merge,
    DiagramType.UTURN_OPP: pair_glyphs.u_turn_opposite,
    DiagramType.UTURN_SAME: pair_glyphs.u_turn_same,
    DiagramType.SS_SAME: pair_glyphs.sideswipe_same,
    DiagramType.SS_OPP: pair_glyphs.sideswipe_opposite,
    DiagramType.BACK: pair_glyphs.back_into,
    DiagramType.PARKED: pair_glyphs.into_standing,
    DiagramType.DOOR: pair_glyphs.door,
    DiagramType.FIXED: single_glyphs.fixed_object,
    DiagramType.RUNOFF_L: single_glyphs.run_off_left,
    DiagramType.RUNOFF_R: single_glyphs.run_off_right,
    DiagramType.RUNOFF: single_glyphs.run_off,
    DiagramType.LOSS: single_glyphs.loss,
    DiagramType.OVERTURN: single_glyphs.overturn,
    DiagramType.OTHER_1: single_glyphs.other_single,
    DiagramType.ANIMAL: single_glyphs.animal,
    DiagramType.TRAIN: single_glyphs.train,
    DiagramType.P_CROSS_NEAR: single_glyphs.walk_near,
    DiagramType.P_CROSS_FAR: single_glyphs.walk_far,
    DiagramType.P_CROSS: single_glyphs.walk_across,
    DiagramType.P_WITH: single_glyphs.walk_along,
    DiagramType.P_FACE: single_glyphs.walk_towards,
    DiagramType.P_EMERGE: single_glyphs.walk_out,
    DiagramType.P_STAND: single_glyphs.stand_or_work,
    DiagramType.P_WORK: single_glyphs.stand_or_work,
    DiagramType.P_PLAY: single_glyphs.stand_or_work,
    DiagramType.P_OTHER: single_glyphs.stand_or_work,
}
PERSON_LETTERS = {  # what a person was doing, in the language of the sheet
    DiagramType.P_STAND: {"zh-TW": "立", "en": "S"},
    DiagramType.P_WORK: {"zh-TW": "工", "en": "W"},
    DiagramType.P_PLAY: {"zh-TW": "玩", "en": "P"},
    DiagramType.P_OTHER: {"zh-TW": "人", "en": "?"},
}


def glyph_styles() -> dict[str, Style]:
    """Return the styles of glyphs of single crashes."""
    return line_styles() | {
        "glyph-head": Style(stroke=INK, width_mm=0.1, fill=INK),
        "glyph-head-indirect": Style(stroke=INDIRECT, width_mm=0.1, fill=INDIRECT),
        "line-indirect": Style(stroke=INDIRECT, width_mm=0.45, dash_mm=(0.9, 0.6)),
        "glyph-wait": Style(stroke=INK, width_mm=0.25),
        "glyph-bar": Style(stroke=INK, width_mm=0.5),
        "glyph-box": Style(stroke=INK, width_mm=0.3, fill="#ffffff"),
        "glyph-door": Style(stroke=INK, width_mm=0.5),
        "glyph-object": Style(stroke=None, fill=INK),
        "glyph-letter": Style(stroke=None, fill=INK),
        "glyph-dot": Style(stroke=None, fill=INK),
        "glyph-loop": Style(stroke=INK, width_mm=0.45),
        "glyph-mark": Style(stroke=INK, width_mm=0.35),
        "glyph-edge": Style(stroke=LEADER, width_mm=0.25),
        "glyph-tie": Style(stroke=RED, width_mm=0.5),
        "glyph-leader": Style(stroke=LEADER, width_mm=0.15),
        "glyph-ring": Style(stroke=INK, width_mm=0.2, fill="#ffffff"),
        "severity-a1": Style(stroke="#ffffff", width_mm=0.2, fill=RED),
        "severity-a2": Style(stroke=RED, width_mm=0.45, fill="#ffffff"),
        "severity-late": Style(stroke=None, fill=INK),
    }


def line_styles(count: int = 1) -> dict[str, Style]:
    """Return the styles of the lines of parties; a bundle of `count` crashes has wider ones.

    The width of a bundle grows with the root of its count, up to nine pixels of a screen.
    """
    if count == 1:
        wider, suffix = 0.0, ""
    else:
        wider = min(1.3 * math.sqrt(count) - 0.6, 6.8) * PIXEL_MM
        suffix = f"-{count}"
    return {
        f"line-{kind}{suffix}": Style(
            stroke=INK,
            width_mm=round(look.width_mm + wider, 2),
            dash_mm=tuple(round(part * (1 + wider), 2) for part in look.dash_mm),
            cap=Cap.ROUND if look.round else Cap.BUTT,
        )
        for kind, look in legend().lines.items()
    }


@dataclass(frozen=True, slots=True)
class Glyph:
    """A drawn crash around its point of impact, the origin."""

    items: tuple[Primitive, ...]
    extent_mm: Extent


def draw_glyph(
    facts: CrashFacts,
    resolution: Resolution,
    movers: dict[int, Mover],
    *,
    sizes: Sizes,
    language: Language,
    count: int = 1,
) -> Glyph:
    """Return the glyph of a crash that can be plotted.

    Parameters
    ----------
    facts, resolution
        The crash and what was read from it.
    movers
        How each party of the resolution moves on the paper, by party number.
    sizes
        Lengths of the glyph in millimetres.
    language
        Language of the letters in it.
    count
        How many crashes it stands for: lines are wider, further parties are left out.
    """
    roles = [movers[number] for number in resolution.parties]
    scene = Scene(
        first=roles[0],
        second=roles[1] if len(roles) > 1 else None,
        sizes=sizes,
        lateral=resolution.lateral,
        letter=_letter(facts, resolution.diagram_type, language),
    )
    sketch = CONSTRUCTIONS[resolution.diagram_type](scene)
    further = _further_parties(facts, resolution, scene) if count == 1 else Sketch(())
    items: list[Primitive] = list(further.marks)
    for stroke in (*sketch.strokes, *further.strokes):
        items += _drawn(stroke, sizes, count)
    items += sketch.marks
    items += _severity(facts, items, sizes)
    tagged = tuple(_with_crash(item, facts.crash_id) for item in items)
    return Glyph(tagged, extent(tagged))


def _letter(facts: CrashFacts, diagram: DiagramType, language: Language) -> str:
    if diagram in PERSON_LETTERS:
        return PERSON_LETTERS[diagram][language]
    single = rules().single_types.get(facts.type_code or "")
    mark = legend().objects.get(single.object) if single and single.object else None
    return mark.letters[language] if mark else ""


def _drawn(stroke: Stroke, sizes: Sizes, count: int) -> Iterator[Primitive]:
    """Return shaft, head or heads and bar of a path."""
    scale = (HEAVY_HEAD if stroke.kind is KindClass.HEAVY else 1.0) * (0.7 if stroke.small else 1.0)
    length = sizes.head * scale * (1.0 if count == 1 else BUNDLE_HEAD)
    heads = {Head.ARROW: 1, Head.DOUBLE: 2, Head.NONE: 0}[stroke.head]
    party = (("party", str(stroke.party_no)),)
    shaft = shortened(stroke.points_mm, 0.8 * length * heads)
    kind = stroke.kind if stroke.kind in legend().lines else KindClass.UNKNOWN
    line = f"line-{kind}" + ("" if count == 1 else f"-{count}")
    yield from _shaft(shaft, "line-indirect" if stroke.indirect else line, party)
    if stroke.waits_at_mm is not None:
        yield _waiting_box(stroke, sizes, party)
    heading, tip = direction_deg(stroke.points_mm), stroke.points_mm[-1]
    for number in range(heads):
        corner = shifted(tip, heading, -0.85 * length * number)
        yield Area(
            (
                (
                    corner,
                    *(
                        shifted(corner, heading, -length, side * HEAD_WIDTH * length)
                        for side in (-1, 1)
                    ),
                ),
            ),
            "glyph-head-indirect" if stroke.indirect else "glyph-head",
            (("part", "head"), *party),
        )
    if stroke.tail_bar:
        tail, back = stroke.points_mm[0], tail_deg(stroke.points_mm)
        half = BAR * sizes.shaft
        ends = (shifted(tail, back, 0, -half), shifted(tail, back, 0, half))
        yield Line(ends, "glyph-bar", (("part", "bar"), *party))


def _waiting_box(stroke: Stroke, sizes: Sizes, party: tuple[tuple[str, str], ...]) -> Area:
    """Return the box in which a rider waits between the two stages of a turn."""
    heading, half = tail_deg(stroke.points_mm), WAITING_BOX * sizes.shaft / 2
    box = stroke.waits_at_mm or ORIGIN
    corners = tuple(
        shifted(box, heading, forward, right)
        for forward, right in ((half, -half), (half, half), (-half, half), (-half, -half))
    )
    return Area((corners,), "glyph-wait", (("part", "wait"), *party))


def _shaft(
    points: tuple[Point, ...], style: str, party: tuple[tuple[str, str], ...]
) -> Iterator[Primitive]:
    """Return the line of a party; two lines for a train."""
    tags = (("part", "shaft"), *party)
    if not style.startswith(f"line-{KindClass.TRAIN}"):
        yield Line(points, style, tags)
        return
    right = to_the_right(direction_deg(points))
    for side in (-0.35, 0.35):
        moved = tuple((x + side * right[0], y + side * right[1]) for x, y in points)
        yield Line(moved, style, tags)


def _severity(facts: CrashFacts, drawn: Sequence[Primitive], sizes: Sizes) -> tuple[Primitive, ...]:
    """Return the severity mark beside the impact, where what is drawn leaves most room."""
    if facts.severity is Severity.A3:
        return ()
    radius = SEVERITY_RADIUS * sizes.shaft
    centre = _free_place(drawn, SEVERITY_AWAY * sizes.shaft, radius)
    tags = (("part", "severity"), ("severity", str(facts.severity)))
    if facts.severity is Severity.A1:
        return (Disc(centre, radius, "severity-a1", tags),)
    ring = Disc(centre, radius, "severity-a2", tags)
    late = Disc(centre, radius * 0.35, "severity-late")
    return (ring, late) if facts.late_death else (ring,)


def _free_place(drawn: Sequence[Primitive], away: float, radius: float) -> Point:
    """Return where near the impact a disc touches nothing: the nearest such place.

    Where nothing is free, the place with most room among those tried.
    """
    points = np.array([point for item in drawn for point in _sampled(outline(item))])
    best, best_room = (away, -away), -math.inf
    for further in (1.0, 1.3, 1.7, 2.1):
        tried = [shifted(ORIGIN, heading, away * further) for heading in range(45, 405, 15)]
        gaps = np.array(tried)[:, None] - points[None]
        rooms = np.hypot(gaps[..., 0], gaps[..., 1]).min(axis=1)
        index = int(rooms.argmax())
        if rooms[index] > best_room:
            best, best_room = tried[index], float(rooms[index])
        if best_room >= radius + SEVERITY_CLEAR_MM:
            break
    return best


def _sampled(points: Sequence[Point]) -> Iterator[Point]:
    """Return points along a path, close enough to see where it runs near the impact."""
    if len(points) == 1:
        yield points[0]
    for (x1, y1), (x2, y2) in pairwise(points):
        for step in range(11):
            yield (x1 + (x2 - x1) * step / 10, y1 + (y2 - y1) * step / 10)


def _further_parties(facts: CrashFacts, resolution: Resolution, scene: Scene) -> Sketch:
    """Return parties beyond the first pair: small, beside the glyph, tied to the impact.

    Who followed in the same direction gets an arrow; a standing one a box; of the others the
    direction is not recorded: they get a numbered ring.
    """
    rest = [
        party
        for party in facts.parties
        if party.party_no not in resolution.parties and party.kind is not KindClass.THING
    ]
    strokes: list[Stroke] = []
    marks: list[Primitive] = []
    heading = scene.first.heading_deg
    for number, party in enumerate(rest):
        at = shifted(
            ORIGIN,
            heading,
            (0.15 - 0.42 * number) * scene.sizes.shaft,
            -0.85 * scene.sizes.shaft,
        )
        marks.append(Line((ORIGIN, at), "glyph-leader"))
        way = _way_of_further(party, resolution, heading)
        if way is not None:
            half = 0.2 * scene.sizes.shaft
            path = (shifted(at, way, -half), shifted(at, way, half))
            one = Stroke(path, party.party_no, party.kind, small=True, indirect=party.untouched)
            strokes.append(one)
            marks.append(_number(shifted(at, way, 0, -1.6), party))
        else:
            marks.append(Disc(at, 1.35, "glyph-ring", (("part", "ring"), *_party(party))))
            marks.append(_number(at, party))
    return Sketch(tuple(strokes), tuple(marks))


def _way_of_further(party: Party, resolution: Resolution, heading_deg: float) -> float | None:
    """Return the heading of a further party: as recorded, or that of the others of a queue."""
    if party.movement in STANDING_STILL:
        return None
    if resolution.absolute and party.from_deg is not None:
        return (party.from_deg + 180.0) % 360.0
    return heading_deg if resolution.diagram_type in SAME_WAY else None


def _party(party: Party) -> tuple[tuple[str, str], ...]:
    return (("party", str(party.party_no)),)


def _number(at: Point, party: Party) -> Text:
    return Text((at[0], at[1] + 0.65), str(party.party_no), "glyph-letter", 1.8, Anchor.MIDDLE)


def _with_crash(item: Primitive, crash_id: str) -> Primitive:
    return replace(item, tags=(("crash_id", crash_id), *item.tags))
