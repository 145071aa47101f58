"""Write the line on a boundary: its paint or kerb as road marks of a lane."""

from lxml import etree

from roadnet.model import (
    Boundary,
    Dash,
    KerbType,
    LineMarking,
    LineStyle,
    Method,
    PaintColour,
)
from roadnet.opendrive.read_marks import CHANGES, DOUBLE, MIRRORED, STYLES
from roadnet.opendrive.user_data import add_own_values
from roadnet.opendrive.xml_text import add

NAMES = {
    style: name for name, style in reversed(STYLES.items()) if name not in {"curb", "grass", "edge"}
}
CHANGE_NAMES = {change: name for name, change in CHANGES.items()}
BROKEN_SIDES = {  # which of two lines, left to right, has dashes
    LineStyle.SOLID_SOLID: (False, False),
    LineStyle.SOLID_BROKEN: (False, True),
    LineStyle.BROKEN_SOLID: (True, False),
    LineStyle.BROKEN_BROKEN: (True, True),
}
BOLD_M = 0.2  # a line this wide is bold
USUAL_GAP_M = 0.10  # clear distance of a double line of which only the width is stated
USUAL_WIDTH_M = 0.10


def write_boundary(
    lane: etree._Element,
    boundary: Boundary,
    *,
    is_left: bool,
) -> None:
    """Add the road marks of a lane for the boundary on its outer side.

    Parameters
    ----------
    lane
        The lane.
    boundary
        What is stated of the boundary.
    is_left
        Whether the lane lies left of the centre lane: names of double lines go from the inside
        out.
    """
    if not boundary.markings and boundary.kerb in {KerbType.RAISED, KerbType.LOWERED}:
        add(lane, "roadMark", {"sOffset": 0.0, "type": "curb", "color": "standard"})
    for marking in boundary.markings:
        _write_marking(lane, marking, is_left=is_left)


def _write_marking(lane: etree._Element, marking: LineMarking, *, is_left: bool) -> None:
    style = MIRRORED.get(marking.style, marking.style) if is_left else marking.style
    width = marking.width.value if marking.width else None
    colour = "standard" if marking.colour is PaintColour.UNKNOWN else str(marking.colour)
    mark = add(
        lane,
        "roadMark",
        {
            "sOffset": marking.start_m,
            "type": NAMES.get(style, "custom"),
            "weight": "bold" if width is not None and width >= BOLD_M else "standard",
            "color": colour,
            "material": "standard",
            "width": _whole_width(marking, width),
            "laneChange": CHANGE_NAMES.get(marking.lane_change),
        },
    )
    if width is not None and style in DOUBLE:
        _write_double(mark, marking, style, width)
    elif marking.dash is not None:
        _write_single(mark, marking.dash, width)
    is_assumed = marking.method is Method.ASSUMED and marking.style is not LineStyle.NONE
    painted_on = marking.painted_on.isoformat() if marking.painted_on else ""
    values = {"rule": marking.code, "painted": painted_on}
    add_own_values(mark, {**values, "existence": "assumed" if is_assumed else ""})


def _whole_width(marking: LineMarking, width: float | None) -> float | None:
    if width is None or marking.style not in DOUBLE:
        return width
    return 2 * width + _gap(marking)


def _gap(marking: LineMarking) -> float:
    return marking.gap.value if marking.gap else USUAL_GAP_M


def _write_single(mark: etree._Element, dash: Dash, width: float | None) -> None:
    whole = width or USUAL_WIDTH_M
    shape = add(mark, "type", {"name": mark.get("type"), "width": whole})
    add(shape, "line", _line(dash, 0.0, width))


def _write_double(
    mark: etree._Element, marking: LineMarking, style: LineStyle, width: float
) -> None:
    """Add the two lines of a double line."""
    is_mirrored = style is not marking.style
    shape = add(mark, "type", {"name": mark.get("type"), "width": 2 * width + _gap(marking)})
    sides = BROKEN_SIDES[MIRRORED.get(style, style) if is_mirrored else style]
    offset = (width + _gap(marking)) / 2
    solid = Dash(0.0, 0.0)
    for is_broken, t in zip(sides, (offset, -offset), strict=True):
        dash = marking.dash if is_broken and marking.dash is not None else solid
        add(shape, "line", _line(dash, t, width))


def _line(dash: Dash, offset_m: float, width: float | None) -> dict[str, str | float | None]:
    """Return the attributes of a line; an unbroken one is one dash without a gap."""
    return {
        "length": dash.on_m or 1.0,
        "space": dash.off_m,
        "tOffset": offset_m,
        "sOffset": max(dash.phase_m, 0.0),
        "width": width,
    }
