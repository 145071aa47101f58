"""The paint of the street on paper."""

from collections.abc import Iterable, Iterator

from drawing.model import Area
from roadnet.markings.paint import Paint
from roadnet.model import Condition
from roadnet.sheet.look import name_of
from roadnet.sheet.on_paper import OnPaper

SURFACING = "surfacing"


def paint_areas(paints: Iterable[Paint], layer: int, paper: OnPaper) -> Iterator[Area]:
    """Yield the paint of one vertical layer, surfacing first; what is gone is left out."""
    own = [
        paint for paint in paints if paint.layer == layer and paint.condition is not Condition.GONE
    ]
    for paint in sorted(own, key=lambda paint: paint.symbol != SURFACING):
        style = name_of(f"paint-{paint.colour}", assumed=paint.is_assumed)
        yield from paper.areas(paint.polygons, style, _tags(paint))


def _tags(paint: Paint) -> tuple[tuple[str, str], ...]:
    tags = [
        ("code", paint.code),
        ("element", paint.element_id),
        ("rule_from", paint.valid_from.isoformat()),
    ]
    tags += [("symbol", paint.symbol)] if paint.symbol else []
    tags += [("assumed", " ".join(paint.assumed))] if paint.assumed else []
    return tuple(tags)
