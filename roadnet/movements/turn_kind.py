"""Name turns by how much the road turns."""

import math

from roadnet.model import Turn

THROUGH_RAD = math.radians(30)
SLIGHT_RAD = math.radians(50)
SHARP_RAD = math.radians(130)
BACK_RAD = math.radians(165)
LEFT_TURNS = frozenset({Turn.SLIGHT_LEFT, Turn.LEFT, Turn.SHARP_LEFT})
RIGHT_TURNS = frozenset({Turn.SLIGHT_RIGHT, Turn.RIGHT, Turn.SHARP_RIGHT})


def turn_kind(turn_rad: float) -> Turn:
    """Return the name of a turn, positive to the left.

    Examples
    --------
    >>> turn_kind(0.1).value, turn_kind(math.pi / 2).value, turn_kind(-2.5).value
    ('through', 'left', 'sharp_right')
    """
    size = abs(turn_rad)
    if size <= THROUGH_RAD:
        return Turn.THROUGH
    if size >= BACK_RAD:
        return Turn.U_TURN
    left = turn_rad > 0
    if size <= SLIGHT_RAD:
        return Turn.SLIGHT_LEFT if left else Turn.SLIGHT_RIGHT
    if size >= SHARP_RAD:
        return Turn.SHARP_LEFT if left else Turn.SHARP_RIGHT
    return Turn.LEFT if left else Turn.RIGHT


def side_of(turn: Turn) -> int:
    """Return 1 for turns to the left, -1 to the right, 0 for the others."""
    if turn in LEFT_TURNS:
        return 1
    return -1 if turn in RIGHT_TURNS else 0
