"""Which construction two turns from two approaches make, and the bearings that go with it.

Right-hand traffic. A pair without an entry has no conflict of paths: it cannot happen unless
somebody drove on the wrong side.
"""

from collision_diagrams.model import DiagramType, Relation, Side, Turn

T, L, R, U = Turn.THROUGH, Turn.LEFT, Turn.RIGHT, Turn.U_TURN

# Side of the second party, seen from the first, and the turns of first and second. The first party
# is the first role of the construction.
CONSTRUCTIONS: dict[tuple[Side, Turn, Turn], DiagramType] = {
    (Side.SAME, R, T): DiagramType.R_HOOK,
    (Side.SAME, L, T): DiagramType.L_SAME,
    (Side.SAME, U, T): DiagramType.UTURN_SAME,
    (Side.SAME, U, L): DiagramType.UTURN_SAME,
    (Side.SAME, T, T): DiagramType.SS_SAME,
    (Side.SAME, L, L): DiagramType.SS_SAME,
    (Side.SAME, R, R): DiagramType.SS_SAME,
    (Side.OPPOSITE, T, T): DiagramType.SS_OPP,
    (Side.OPPOSITE, L, T): DiagramType.L_OPP,
    (Side.OPPOSITE, L, L): DiagramType.LL_OPP,
    (Side.OPPOSITE, L, R): DiagramType.LR_MERGE,
    (Side.OPPOSITE, U, T): DiagramType.UTURN_OPP,
    (Side.RIGHT, T, T): DiagramType.ANGLE,
    (Side.LEFT, T, T): DiagramType.ANGLE,
    (Side.LEFT, L, T): DiagramType.L_FROMLEFT,
    (Side.RIGHT, L, T): DiagramType.L_FROMRIGHT,
    (Side.RIGHT, L, L): DiagramType.LL_CROSS,
    (Side.LEFT, L, L): DiagramType.LL_CROSS,
    (Side.LEFT, R, T): DiagramType.R_MERGE,
}

# What is drawn where the recorded turns have no construction: the relation is all that is claimed.
NO_TURN_FITS = {
    Relation.SAME: DiagramType.SS_SAME,
    Relation.OPPOSITE: DiagramType.SS_OPP,
    Relation.CROSSING: DiagramType.ANGLE,
}

SAME_WITHIN_DEG = 45  # approaches closer than this are one
OPPOSITE_BEYOND_DEG = 135
THROUGH_WITHIN_DEG = 40  # a smaller change of direction is no turn
U_TURN_BEYOND_DEG = 140

HEADING_OF_SIDE = {Side.SAME: 0.0, Side.OPPOSITE: 180.0, Side.RIGHT: 270.0, Side.LEFT: 90.0}
DEGREES_OF_TURN = {T: 0.0, L: -90.0, R: 90.0, U: -180.0}


def construction(side: Side, first: Turn, second: Turn) -> tuple[DiagramType, bool] | None:
    """Return the construction of two turns, and whether the parties change roles in it.

    Parameters
    ----------
    side
        Where the second party came from, seen from the first.
    first, second
        Their turns.

    Returns
    -------
    construction
        None where the paths do not meet.

    Examples
    --------
    >>> construction(Side.OPPOSITE, Turn.THROUGH, Turn.LEFT)
    (<DiagramType.L_OPP: 'L-OPP'>, True)
    >>> construction(Side.OPPOSITE, Turn.RIGHT, Turn.RIGHT) is None
    True
    """
    if (side, first, second) in CONSTRUCTIONS:
        return CONSTRUCTIONS[side, first, second], False
    swapped = (side.seen_from_the_other, second, first)
    if swapped in CONSTRUCTIONS:
        return CONSTRUCTIONS[swapped], True
    return None


def wrapped_deg(angle_deg: float) -> float:
    """Return an angle as −180 (excluded) to 180.

    Examples
    --------
    >>> wrapped_deg(270.0), wrapped_deg(-180.0)
    (-90.0, 180.0)
    """
    return 180.0 - (180.0 - angle_deg) % 360.0


def side_between(from_1_deg: float, from_2_deg: float) -> Side:
    """Return where party 2 came from, seen from party 1, from the compass sides of both.

    Examples
    --------
    >>> side_between(180.0, 90.0)  # from the south; from the east
    <Side.RIGHT: 'right'>
    """
    difference = wrapped_deg(from_2_deg - from_1_deg)
    if abs(difference) < SAME_WITHIN_DEG:
        return Side.SAME
    if abs(difference) > OPPOSITE_BEYOND_DEG:
        return Side.OPPOSITE
    return Side.RIGHT if difference < 0 else Side.LEFT


def turn_between(from_deg: float, to_deg: float) -> Turn:
    """Return the turn from the compass side a party came from to the one it left to.

    Examples
    --------
    >>> turn_between(180.0, 270.0)  # from the south to the west
    <Turn.LEFT: 'left'>
    """
    turned = wrapped_deg(to_deg - from_deg - 180.0)
    if abs(turned) < THROUGH_WITHIN_DEG:
        return Turn.THROUGH
    if abs(turned) > U_TURN_BEYOND_DEG:
        return Turn.U_TURN
    return Turn.RIGHT if turned > 0 else Turn.LEFT
