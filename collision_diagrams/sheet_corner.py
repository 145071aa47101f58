"""What stands in the corners of the diagram: the north arrow, and the scale of the street."""

from collision_diagrams.plan import Frame, Plan
from collision_diagrams.slots import Box
from drawing.furniture import north_arrow, rectangle, scale_bar
from drawing.model import Primitive

ARROW_MM = 12.0
ARROW_ROOM_MM = (17.0, 21.0)  # width and height of the corner at the top right
BAR_ROOM_MM = (58.0, 10.0)  # of the corner at the bottom left
BAR_MM = 34.0


def corner_boxes(frame_mm: Frame) -> tuple[Box, ...]:
    """Return the boxes in a frame that glyphs leave free: of the arrow, of the scale bar."""
    x, y, width, height = frame_mm
    arrow = (x + width - ARROW_ROOM_MM[0], y, x + width, y + ARROW_ROOM_MM[1])
    bar = (x, y + height - BAR_ROOM_MM[1], x + BAR_ROOM_MM[0], y + height)
    return arrow, bar


def corner_items(plan: Plan, frame_mm: Frame) -> tuple[Primitive, ...]:
    """Return the north arrow of a plan with real directions, the scale bar of a real street."""
    if plan.is_schematic:
        return ()
    x, y, width, _ = frame_mm
    arrow = north_arrow((x + width - 10.0, y + 11.0), ARROW_MM).items
    if plan.street is None:
        return arrow
    left, top, right, bottom = corner_boxes(frame_mm)[1]
    plate = rectangle(left, top, right - left, bottom - top, "plate")
    bar = scale_bar((left + 4.0, top + 3.2), plan.street.placement.scale, max_width_mm=BAR_MM)
    return (*arrow, plate, *bar.items)
