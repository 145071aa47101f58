"""Let the crashes that are not meant step back on a sheet: the others stand out in print."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from collision_diagrams.panel import GlyphPlace
from drawing.model import Drawing, Layer, Picture, Primitive, Style

OF_CRASHES = frozenset({"glyphs", "labels", "leaders"})  # layers
FAINT = 0.18  # opacity
SUFFIX = "-faint"


def dimmed(drawing: Drawing, places: Sequence[GlyphPlace], meant: Collection[str]) -> Drawing:
    """Return a sheet on which the glyphs of all other crashes are faint.

    Parameters
    ----------
    drawing
        The sheet of a site.
    places
        Where its glyphs stand: the glyph of a group is meant as soon as one of its crashes is.
    meant
        Keys of the crashes that stand out.
    """
    lit = {one.drawn_as for one in places if one.crash_id in meant}
    used: set[str] = set()
    layers = tuple(
        _dimmed_layer(layer, lit, used) if layer.name in OF_CRASHES else layer
        for layer in drawing.layers
    )
    faint = {name + SUFFIX: _faint(drawing.style_named(name)) for name in sorted(used)}
    return replace(drawing, layers=layers, styles={**drawing.styles, **faint})


def _dimmed_layer(layer: Layer, lit: set[str], used: set[str]) -> Layer:
    return replace(layer, items=tuple(_dimmed_item(item, lit, used) for item in layer.items))


def _dimmed_item(item: Primitive, lit: set[str], used: set[str]) -> Primitive:
    crash_id = dict(item.tags).get("crash_id")
    if crash_id is None or crash_id in lit or isinstance(item, Picture):
        return item
    used.add(item.style)
    return replace(item, style=item.style + SUFFIX)


def _faint(style: Style) -> Style:
    return replace(style, opacity=style.opacity * FAINT)
