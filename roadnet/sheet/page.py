"""How a street sheet is laid out on its paper: the map, and beside or below it the panel."""

from dataclasses import dataclass

from drawing.model import Paper
from drawing.placement import Box

MARGIN_MM = 8.0
SPACE_MM = 4.0  # between the map and the panel
PANEL_SHARE = 0.185  # of the width of a landscape paper
LEAST_PANEL_MM = 62.0
LOW_PANEL_MM = 78.0  # height of the panel below the map on portrait paper


@dataclass(frozen=True, slots=True)
class Page:
    """Boxes on the paper: x, y, width, height in millimetres."""

    field_mm: Box
    panel_mm: Box
    is_landscape: bool


def page_of(paper: Paper) -> Page:
    """Return the layout of a paper.

    Examples
    --------
    >>> from drawing.model import A4
    >>> page_of(A4.landscape).field_mm
    (8.0, 8.0, 215.0, 194.0)
    """
    width, height = paper.width_mm - 2 * MARGIN_MM, paper.height_mm - 2 * MARGIN_MM
    if paper.width_mm >= paper.height_mm:
        panel = max(LEAST_PANEL_MM, round(PANEL_SHARE * paper.width_mm))
        map_mm = width - panel - SPACE_MM
        return Page(
            (MARGIN_MM, MARGIN_MM, map_mm, height),
            (MARGIN_MM + map_mm + SPACE_MM, MARGIN_MM, panel, height),
            is_landscape=True,
        )
    map_mm = height - LOW_PANEL_MM - SPACE_MM
    return Page(
        (MARGIN_MM, MARGIN_MM, width, map_mm),
        (MARGIN_MM, MARGIN_MM + map_mm + SPACE_MM, width, LOW_PANEL_MM),
        is_landscape=False,
    )
