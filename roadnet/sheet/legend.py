"""The legend of a street sheet: only what is on it, and what looks assumed."""

from collections.abc import Iterable

from drawing.furniture import LegendEntry
from drawing.model import Layer
from language import Language, Message
from roadnet.markings.paint import Paint
from roadnet.markings.rule_book import any_rule
from roadnet.markings.rules import marking_rule
from roadnet.model import Condition, PaintColour, PointAsset, PointKind
from roadnet.sheet.asset_items import small_symbol
from roadnet.sheet.look import GROUNDS, SURFACES
from roadnet.sheet.sign_symbols import sign_symbol, signal_symbol
from roadnet.sheet.swatches import line_swatch, paint_swatch, surface_swatch
from roadnet.sheet.wording import KERB_LINE, LINEAR, POINTS, surface_title

STYLES = [
    *(f"strip-{kind}".replace("_", "-") for kind in SURFACES),
    "junction",
    "corner",
    *(f"ground-{kind}".replace("_", "-") for kind in GROUNDS),
]
SAME_LOOK = {"corner": "strip-sidewalk", "junction": "strip-drive"}


def legend_entries(
    layers: Iterable[Layer],
    paints: Iterable[Paint],
    points: Iterable[PointAsset],
    language: Language,
) -> list[LegendEntry]:
    """Return the entries for what stands on a sheet, surfaces first, assumptions last.

    Parameters
    ----------
    layers
        The layers of the map.
    paints
        The paint inside the frame.
    points
        The point assets inside the frame.
    language
        Language of the texts.
    """
    drawn = {item.style for layer in layers for item in layer.items if hasattr(item, "style")}
    return [
        *_surfaces(drawn, language),
        *_paints(list(paints), language),
        *_points(list(points), language),
        *_assumed(drawn, language),
    ]


def _surfaces(drawn: set[str], language: Language) -> list[LegendEntry]:
    bases = {style.removesuffix("-assumed") for style in drawn}
    entries = [
        LegendEntry(surface_swatch(style), surface_title(style, language))
        for style in STYLES
        if style in bases and SAME_LOOK.get(style) not in bases
    ]
    if "kerb-line" in drawn:
        entries.append(LegendEntry(line_swatch("kerb-line"), KERB_LINE.in_language(language)))
    if "linear" in drawn:
        entries.append(LegendEntry(line_swatch("linear"), LINEAR.in_language(language)))
    return entries


def _paints(paints: list[Paint], language: Language) -> list[LegendEntry]:
    """Return one entry for each rule, with its article."""
    shown: dict[str, Paint] = {}
    for paint in paints:
        if paint.condition is not Condition.GONE and paint.symbol != "surfacing":
            shown.setdefault(paint.code, paint)
    entries = []
    for code in sorted(shown, key=_place_in_rules):
        rule, paint = any_rule(code), shown[code]
        version = next(one for one in rule.versions if one.valid_from == paint.valid_from)
        swatch = paint_swatch(version, paint.colour, paint.symbol)
        name = rule.name(language)
        if rule.article:
            text = Message("Art. {article} {name}", {"name": name, "article": rule.article})
            name = text.in_language(language)
        entries.append(LegendEntry(swatch, name))
    return entries


def _place_in_rules(code: str) -> tuple[float, ...]:
    """Return the order of the articles, also of those that neutral rules stand for."""
    stands_for = any_rule(code).stands_for or code
    return tuple(float(part) for part in stands_for.removeprefix("TW-").split("-"))


def _points(points: list[PointAsset], language: Language) -> list[LegendEntry]:
    entries = []
    for kind in PointKind:
        first = next((point for point in points if point.kind is kind), None)
        if first is None:
            continue
        if kind is PointKind.SIGN:
            symbol = tuple(sign_symbol(first, (0.0, 0.0), size_mm=4.2))
        elif kind is PointKind.SIGNAL:
            symbol = tuple(signal_symbol(first, (0.0, 0.0)))
        else:
            symbol = tuple(small_symbol(kind, (0.0, 0.0)))
        entries.append(LegendEntry(symbol, POINTS[kind].in_language(language)))
    return entries


def _assumed(drawn: set[str], language: Language) -> list[LegendEntry]:
    entries = []
    surfaces = sorted(
        style for style in drawn if style.endswith("-assumed") and not style.startswith("paint-")
    )
    if surfaces:
        text = Message("Hatched: width or kerb assumed").in_language(language)
        best = "strip-drive-assumed" if "strip-drive-assumed" in surfaces else surfaces[0]
        entries.append(LegendEntry(surface_swatch(best), text))
    if any(style.startswith("paint-") and style.endswith("-assumed") for style in drawn):
        version = marking_rule("TW-182").versions[-1]
        swatch = paint_swatch(version, PaintColour.WHITE, assumed=True)
        text = Message("Pale with an outline: paint assumed").in_language(language)
        entries.append(LegendEntry(swatch, text))
    return entries
