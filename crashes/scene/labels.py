"""Labels that keep clear of what is drawn: each takes the best free place near its thing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drawing.model import Anchor, Point, Text
from drawing.transform import Extent, extent

GAP_MM = 1.0
HALO_MM = 0.5


@dataclass(frozen=True, slots=True)
class Label:
    """A text that belongs to a thing on paper."""

    text: str
    around: Extent  # what it belongs to: left, top, right, bottom
    size_mm: float = 2.6
    style: str = "ink"
    bold: bool = False


def placed_labels(
    labels: Sequence[Label], taken: Sequence[Extent], frame: Extent
) -> tuple[Text, ...]:
    """Return the labels as texts, each where it covers least, in their order.

    Parameters
    ----------
    labels
        What is to be written; earlier ones choose first.
    taken
        Boxes that should stay free, left, top, right, bottom.
    frame
        Where labels may stand.

    Examples
    --------
    >>> label = Label("A車", (10.0, 10.0, 20.0, 14.0))
    >>> placed_labels([label], [(10.0, 10.0, 20.0, 14.0)], (0.0, 0.0, 100.0, 100.0))[0].at_mm
    (15.0, 8.69)
    """
    boxes, texts = list(taken), []
    for label in labels:
        candidates = _candidates(label)
        best = min(candidates, key=lambda text: _cost(extent([text]), boxes, frame))
        boxes.append(extent([best]))
        texts.append(replace(best, at_mm=(round(best.at_mm[0], 2), round(best.at_mm[1], 2))))
    return tuple(texts)


def _candidates(label: Label) -> list[Text]:
    left, top, right, bottom = label.around
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    size = label.size_mm
    above, below = top - GAP_MM - 0.12 * size, bottom + GAP_MM + 0.88 * size
    beside = middle_y + 0.38 * size
    places: list[tuple[Point, Anchor]] = [
        ((middle_x, above), Anchor.MIDDLE),
        ((right + GAP_MM, beside), Anchor.START),
        ((middle_x, below), Anchor.MIDDLE),
        ((left - GAP_MM, beside), Anchor.END),
        ((right + GAP_MM, above), Anchor.START),
        ((right + GAP_MM, below), Anchor.START),
        ((left - GAP_MM, above), Anchor.END),
        ((left - GAP_MM, below), Anchor.END),
        ((middle_x, above - 1.3 * size), Anchor.MIDDLE),
        ((middle_x, below + 1.3 * size), Anchor.MIDDLE),
    ]
    return [
        Text(at, label.text, label.style, size, anchor, bold=label.bold, halo_mm=HALO_MM)
        for at, anchor in places
    ]


def _cost(box: Extent, taken: Sequence[Extent], frame: Extent) -> float:
    """Return the area of what a box would cover; outside of the frame counts tenfold."""
    covered = sum(_overlap(box, one) for one in taken)
    area = (box[2] - box[0]) * (box[3] - box[1])
    return covered + 10 * (area - _overlap(box, frame))


def _overlap(one: Extent, other: Extent) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width * height if width > 0 and height > 0 else 0.0
