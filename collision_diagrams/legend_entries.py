"""The legend of a sheet: the symbols that stand on it, and no others."""

import re
from collections.abc import Callable, Iterator, Sequence

from collision_diagrams.buckets import Case
from collision_diagrams.colouring import colour_entries
from collision_diagrams.glyph import PERSON_LETTERS
from collision_diagrams.labels import CONFIRMED, NIGHT, UNSURE, circumstances
from collision_diagrams.model import DiagramType, KindClass, Status
from collision_diagrams.panel import Mode, Panel
from collision_diagrams.rules import legend, rules
from collision_diagrams.wording import KIND_WORDS, STATUS_WORDS, TYPE_WORDS
from crashes.model import Severity
from drawing.furniture import LegendEntry
from drawing.model import Anchor, Area, Disc, Line, Primitive, Text
from language import Language, Message, translate

HALF_MM = 5.0  # half the width of a sample
COLOUR = re.compile(r"-c\d+$")  # of a style in one of the colours of a factor

SEVERITY_WORDS = {
    Severity.A1: Message("A1: death within 24 hours"),
    Severity.A2: Message("A2: injury"),
    Severity.A3: Message("A3: property damage only (no mark)"),
}
SURFACE_WORDS = {
    "I": Message("Ice or snow"),
    "O": Message("Slippery with oil"),
    "M": Message("Muddy"),
    "W": Message("Wet road"),
}


def legend_entries(panel: Panel, language: Language) -> tuple[LegendEntry, ...]:
    """Return an entry for each symbol that stands on a panel, in a fixed order."""
    cases = panel.plotted
    say = _speaker(language)
    colours = colour_entries(panel.colouring, cases, language) if panel.colouring else []
    return (
        *colours,
        *_kinds(panel, say),
        *_marks(panel, say),
        *_objects(cases, language),
        *_severities(cases, say),
        *_letters(panel, cases, say),
    )


Speaker = Callable[[Message], str]


def _speaker(language: Language) -> Speaker:
    return lambda message: message.in_language(language)


def _parts(panel: Panel) -> dict[str, set[str]]:
    """Return style -> what its primitives are, of the glyphs of a panel."""
    found: dict[str, set[str]] = {}
    for layer in panel.layers:
        if layer.name != "glyphs":
            continue
        for item in layer.items:
            style = COLOUR.sub("", getattr(item, "style", ""))
            found.setdefault(style, set()).add(dict(item.tags).get("part", ""))
    return found


def _kinds(panel: Panel, say: Speaker) -> Iterator[LegendEntry]:
    used = {style.removeprefix("line-").split("-")[0] for style in _parts(panel)}
    for kind in legend().lines:
        if kind in used:
            yield LegendEntry(
                _sample(f"line-{kind}", double=kind is KindClass.TRAIN), say(KIND_WORDS[kind])
            )


def _two_stages() -> tuple[Primitive, ...]:
    """Return a sample of a turn in two stages, to the left."""
    path = Line(((1.2, 2.0), (1.2, -0.6), (-2.6, -0.6)), "line-motorcycle")
    box = Area((((0.3, -1.5), (2.1, -1.5), (2.1, 0.3), (0.3, 0.3)),), "glyph-wait")
    head = Area((((-4.2, -0.6), (-2.4, -1.35), (-2.4, 0.15)),), "glyph-head")
    return (path, box, head)


def _sample(
    style: str, *, double: bool = False, heads: int = 1, head: str = "glyph-head"
) -> tuple[Primitive, ...]:
    """Return a short arrow to the right."""
    tip = HALF_MM
    lines: tuple[Primitive, ...] = tuple(
        Line(((-HALF_MM, y), (tip - 1.4 * heads, y)), style)
        for y in ((-0.35, 0.35) if double else (0.0,))
    )
    arrows = tuple(
        Area(
            (((tip - shift, 0.0), (tip - 1.8 - shift, -0.75), (tip - 1.8 - shift, 0.75)),),
            head,
        )
        for shift in (1.5 * number for number in range(heads))
    )
    return (*lines, *arrows)


def _marks(panel: Panel, say: Speaker) -> Iterator[LegendEntry]:
    parts = _parts(panel)
    every = {part for found in parts.values() for part in found}
    types = {case.resolution.diagram_type for case in panel.plotted}
    bar = Line(((-HALF_MM, -1.3), (-HALF_MM, 1.3)), "glyph-bar")
    box = Area((((-2.6, -1.2), (2.6, -1.2), (2.6, 1.2), (-2.6, 1.2)),), "glyph-box")
    if "bar" in every:
        yield LegendEntry((*_sample("line-car"), bar), say(Message("Stopped, waiting")))
    if "standing" in every:
        yield LegendEntry((box,), say(Message("Parked or standing")))
    if DiagramType.BACK in types:
        yield LegendEntry(_sample("line-car", heads=2), say(Message("Backing")))
    if DiagramType.OVERTURN in types:
        line = Line(((-HALF_MM, 0.0), (1.0, 0.0)), "line-car")
        loop = Disc((2.4, 0.0), 1.4, "glyph-ring")
        yield LegendEntry((line, loop), say(TYPE_WORDS[DiagramType.OVERTURN]))
    if "glyph-tie" in parts:
        ties = (
            Line(((-3.0, -1.1), (3.0, -1.1)), "line-car"),
            Line(((-3.0, 1.1), (3.0, 1.1)), "line-car"),
            Line(((0.0, -1.1), (0.0, 1.1)), "glyph-tie"),
        )
        yield LegendEntry(ties, say(Message("Sides touched")))
    if DiagramType.P_CROSS in types:
        line = Line(((-HALF_MM, 0.0), (HALF_MM, 0.0)), "line-pedestrian")
        yield LegendEntry((line,), say(Message("Crossing, from which side is not recorded")))
    if "ring" in every:
        ring = (Disc((0.0, 0.0), 1.35, "glyph-ring"), _word("3", 0.0, 0.65, 1.8))
        yield LegendEntry(ring, say(Message("Further party, direction not recorded")))
    yield from _rarer_marks(parts, every, say)


def _rarer_marks(
    parts: dict[str, set[str]], every: set[str], say: Speaker
) -> Iterator[LegendEntry]:
    if "wait" in every:
        yield LegendEntry(_two_stages(), say(Message("Turn in two stages, waiting box")))
    if "line-indirect" in parts:
        grey = _sample("line-indirect", head="glyph-head-indirect")
        yield LegendEntry(grey, say(Message("Involved indirectly, not touched")))
    if "glyph-edge" in parts:
        edge = Line(((-HALF_MM, 0.0), (HALF_MM, 0.0)), "glyph-edge")
        yield LegendEntry((edge,), say(Message("Edge of the road")))


def _objects(cases: Sequence[Case], language: Language) -> Iterator[LegendEntry]:
    codes = {case.facts.type_code or "" for case in cases}
    used = {rules().single_types[code].object for code in codes if code in rules().single_types}
    square = Area((((-2.6, -1.1), (-0.4, -1.1), (-0.4, 1.1), (-2.6, 1.1)),), "glyph-object")
    for name, mark in legend().objects.items():
        if name in used:
            letter = _word(mark.letters[language], 1.6, 0.85, 2.4)
            yield LegendEntry((square, letter), translate(mark.legend, language=language))
    for diagram, letters in PERSON_LETTERS.items():
        if any(case.resolution.diagram_type is diagram for case in cases):
            dot = Disc((-1.5, 0.0), 0.4, "glyph-dot")
            said = TYPE_WORDS[diagram].in_language(language)
            yield LegendEntry((dot, _word(letters[language], 1.2, 0.85, 2.4)), said)


def _severities(cases: Sequence[Case], say: Speaker) -> Iterator[LegendEntry]:
    used = {case.facts.severity for case in cases}
    marks: dict[Severity, tuple[Primitive, ...]] = {
        Severity.A1: (Disc((0.0, 0.0), 1.2, "severity-a1"),),
        Severity.A2: (Disc((0.0, 0.0), 1.2, "severity-a2"),),
        Severity.A3: (),
    }
    for severity, mark in marks.items():
        if severity in used:
            yield LegendEntry(mark, say(SEVERITY_WORDS[severity]))
    if any(case.facts.late_death for case in cases):
        late = (*marks[Severity.A2], Disc((0.0, 0.0), 0.42, "severity-late"))
        yield LegendEntry(late, say(Message("A2: death on day 2 to 30")))


def _letters(panel: Panel, cases: Sequence[Case], say: Speaker) -> Iterator[LegendEntry]:
    if panel.mode is Mode.BUNDLE:
        wide = Line(((-HALF_MM, 0.0), (HALF_MM, 0.0)), "legend-wide")
        yield LegendEntry((wide,), say(Message("Wider line: more crashes alike")))
        return
    used = "".join(circumstances(case) for case in cases)
    if NIGHT in used:
        yield LegendEntry((_word(NIGHT),), say(Message("Night (sun below civil twilight)")))
    for letter, said in SURFACE_WORDS.items():
        if letter in used:
            yield LegendEntry((_word(letter),), say(said))
    if any(case.resolution.status is Status.LOW_CONFIDENCE for case in cases):
        yield LegendEntry((_word(UNSURE),), say(Message("Reading of low confidence")))
    if any(case.resolution.status is Status.CONFIRMED for case in cases):
        yield LegendEntry((_word(CONFIRMED),), say(STATUS_WORDS[Status.CONFIRMED]))


def _word(text: str, x: float = 0.0, y: float = 0.9, size: float = 2.6) -> Text:
    return Text((x, y), text, "label", size, Anchor.MIDDLE)
