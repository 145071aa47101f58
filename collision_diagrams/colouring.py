"""Colour glyphs by one factor; a badge of another shape for each value says it without colour."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from collision_diagrams.buckets import Case
from collision_diagrams.factors import Factor, FactorKeys, factor_word
from collision_diagrams.glyph import Glyph, glyph_styles
from collision_diagrams.rules import Sizes, legend
from collision_diagrams.strokes import direction_deg, shifted
from drawing.furniture import LegendEntry
from drawing.model import Area, Disc, Line, Picture, Point, Primitive, Style
from drawing.transform import extent
from language import Language, Message

BADGE = 0.11  # radius of a badge, in shafts
LAST = -1  # values without a colour of their own share the last one
KEPT = frozenset({"severity-a1", "severity-a2", "severity-late", "glyph-ring"})


@dataclass(frozen=True, slots=True)
class Colouring:
    """Which value of a factor has which colour: the most frequent first."""

    factor: Factor
    values: tuple[str, ...]
    of_case: Mapping[str, str]  # crash_id -> value; what is not recorded has none

    def place_of(self, case: Case) -> int | None:
        """Return the number of the look of a crash, None where nothing is recorded."""
        value = self.of_case.get(case.facts.crash_id)
        if value is None:
            return None
        looks = len(legend().colours)
        return min(self.values.index(value), looks - 1)


def colouring_by(
    factor: Factor, cases: Sequence[Case], keys: Mapping[str, FactorKeys]
) -> Colouring:
    """Return the colours of a factor on a sheet.

    Parameters
    ----------
    factor
        By which to colour.
    cases
        The crashes of the sheet.
    keys
        Their keys of all factors (`keys_of_cases`); of several the first counts.
    """
    first = {
        case.facts.crash_id: found[0]
        for case in cases
        if (found := keys[case.facts.crash_id].get(factor, ()))
    }
    same: dict[str, str] = {}  # what reads the same is one value, whatever edition its code is of
    for value in sorted(set(first.values())):
        same.setdefault(factor_word(factor, value, Language.EN), value)
    of_case = {key: same[factor_word(factor, value, Language.EN)] for key, value in first.items()}
    counts = Counter(of_case.values())
    values = sorted(counts, key=lambda value: (-counts[value], value))
    return Colouring(factor, tuple(values), of_case)


def coloured(glyph: Glyph, place: int | None, sizes: Sizes) -> Glyph:
    """Return a glyph in a colour, with the badge of its shape at the tail of party 1."""
    if place is None:
        return glyph
    items = tuple(
        _in_style(item, f"{_style(item)}-c{place}") if _style(item) not in KEPT else item
        for item in glyph.items
    )
    tail = _tail(glyph.items, sizes)
    tags = glyph.items[0].tags[:1]
    badge = tuple(
        replace(item, tags=(*tags, ("part", "badge"))) for item in badge_of(place, tail, sizes)
    )
    return Glyph((*items, *badge), extent((*items, *badge)))


def colour_styles(styles: Mapping[str, Style]) -> dict[str, Style]:
    """Return the styles of glyphs in every colour, and those of badges."""
    found: dict[str, Style] = {}
    for number, look in enumerate(legend().colours):
        for name, style in styles.items():
            if name not in KEPT:
                found[f"{name}-c{number}"] = replace(
                    style,
                    stroke=style.stroke and look.colour,
                    fill=look.colour if style.fill not in {None, "#ffffff"} else style.fill,
                )
        found[f"badge-c{number}"] = Style(stroke=look.colour, width_mm=0.25, fill=look.colour)
        found[f"badge-open-c{number}"] = Style(stroke=look.colour, width_mm=0.4, fill="#ffffff")
    return found


def badge_of(place: int, at: Point, sizes: Sizes) -> tuple[Primitive, ...]:
    """Return the badge of a look around a point."""
    size, style = BADGE * sizes.shaft, f"badge-c{place}"
    x, y = at
    match legend().colours[place].shape:
        case "disc":
            return (Disc(at, size, style),)
        case "ring":
            return (Disc(at, size, f"badge-open-c{place}"),)
        case "square":
            return (_polygon(at, style, ((-1, -1), (1, -1), (1, 1), (-1, 1)), 0.9 * size),)
        case "triangle":
            return (_polygon(at, style, ((0, -1.2), (1.1, 0.8), (-1.1, 0.8)), size),)
        case "diamond":
            return (_polygon(at, style, ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)), size),)
        case "cross":
            return (
                Line(((x - size, y - size), (x + size, y + size)), f"badge-open-c{place}"),
                Line(((x - size, y + size), (x + size, y - size)), f"badge-open-c{place}"),
            )
        case _:
            return (
                _polygon(at, style, ((-1.4, -0.5), (1.4, -0.5), (1.4, 0.5), (-1.4, 0.5)), size),
            )


def colour_entries(
    colouring: Colouring, drawn: Sequence[Case], language: Language
) -> list[LegendEntry]:
    """Return the legend of the colours that stand on a sheet."""
    looks = legend().colours
    used = {colouring.of_case.get(case.facts.crash_id) for case in drawn} - {None}
    entries = []
    for number, value in enumerate(colouring.values[: len(looks)]):
        shared = number == len(looks) - 1 and len(colouring.values) > len(looks)
        if value not in used and not (shared and used & set(colouring.values[number:])):
            continue
        word = factor_word(colouring.factor, value, language)
        if shared:
            word = Message("Others").in_language(language)
        line = Line(((-5.0, 0.0), (5.0, 0.0)), f"line-car-c{number}")
        badge = badge_of(number, (-5.0, 0.0), legend().sizes_mm)
        entries.append(LegendEntry((line, *badge), word))
    return entries


def all_colour_styles() -> dict[str, Style]:
    """Return the styles of single glyphs in every colour."""
    return colour_styles(glyph_styles())


def _tail(items: Sequence[Primitive], sizes: Sizes) -> Point:
    """Return a place just behind the tail of the first party's line."""
    for item in items:
        tags = dict(item.tags)
        if isinstance(item, Line) and tags.get("part") == "shaft":
            back = direction_deg((item.points_mm[1], item.points_mm[0]))
            return shifted(item.points_mm[0], back, 1.6 * BADGE * sizes.shaft)
    return (0.0, 0.0)


def _polygon(at: Point, style: str, shape: Sequence[Point], size: float) -> Area:
    return Area((tuple((at[0] + x * size, at[1] + y * size) for x, y in shape),), style)


def _in_style(item: Primitive, style: str) -> Primitive:
    return item if isinstance(item, Picture) else replace(item, style=style)


def _style(item: Primitive) -> str:
    return str(getattr(item, "style", ""))
