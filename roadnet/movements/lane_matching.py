"""Which lane goes to which: by arrows where they are stated, in order, without crossing."""

from collections.abc import Collection, Sequence

from roadnet.model import StripType, Turn
from roadnet.movements.strip_ends import StripEnd
from roadnet.movements.turn_kind import side_of

ARROWS = {  # arrows that allow a turn
    Turn.THROUGH: {Turn.THROUGH, Turn.MERGE_LEFT, Turn.MERGE_RIGHT},
    Turn.SLIGHT_LEFT: {Turn.SLIGHT_LEFT, Turn.LEFT, Turn.THROUGH},
    Turn.SLIGHT_RIGHT: {Turn.SLIGHT_RIGHT, Turn.RIGHT, Turn.THROUGH},
    Turn.LEFT: {Turn.LEFT, Turn.SLIGHT_LEFT},
    Turn.RIGHT: {Turn.RIGHT, Turn.SLIGHT_RIGHT},
    Turn.SHARP_LEFT: {Turn.SHARP_LEFT, Turn.LEFT},
    Turn.SHARP_RIGHT: {Turn.SHARP_RIGHT, Turn.RIGHT},
    Turn.U_TURN: {Turn.U_TURN, Turn.LEFT},
}
BY_SIZE = list(ARROWS)  # from straight on to a turn back
CAR_LANES = frozenset({StripType.DRIVE})


def lanes_for(
    entries: Sequence[StripEnd], turn: Turn, *, available: Collection[Turn]
) -> list[StripEnd]:
    """Return the lanes of one kind from which a turn is made, left to right.

    A lane whose arrows point where this junction has no exit (they speak of the next one) goes
    the way that is nearest to straight on.

    Parameters
    ----------
    entries
        Lanes of one kind that enter the junction, left to right.
    turn
        The turn.
    available
        All turns that traffic of the arm can make.
    """
    if any(entry.strip.turns for entry in entries):
        onward = turn is straightest(available)
        return [
            entry
            for entry in entries
            if not entry.strip.turns
            or ARROWS[turn] & set(entry.strip.turns)
            or (onward and not _serves(entry, available))
        ]
    side = side_of(turn)
    if turn is Turn.U_TURN:
        return list(entries[:1])
    if side == 0:
        return list(entries)
    count = len(entries)
    if Turn.THROUGH in available:
        count = 1
    elif any(side_of(other) == -side for other in available):
        count = _half(entries)
    return list(entries[:count] if side > 0 else entries[-count:])


def straightest(turns: Collection[Turn]) -> Turn:
    """Return the turn that is nearest to straight on."""
    return min(turns, key=BY_SIZE.index)


def _serves(entry: StripEnd, available: Collection[Turn]) -> bool:
    """Whether the arrows of a lane point to any turn that can be made.

    An arrow to the left also allows a turn back, but does not promise one.
    """
    turns = set(entry.strip.turns)
    return any(
        ARROWS[turn] & turns for turn in available if turn is not Turn.U_TURN or turn in turns
    )


def match(
    entries: Sequence[StripEnd], exits: Sequence[StripEnd], turn: Turn
) -> list[tuple[StripEnd, StripEnd]]:
    """Return pairs of lanes in order: turns keep to their side, straight on shifts the least."""
    if not entries or not exits:
        return []
    last = len(exits) - 1
    side = side_of(turn)
    if turn is Turn.U_TURN or side > 0:
        shift = 0
    elif side < 0:
        shift = len(exits) - len(entries)
    else:
        shift = _least_shift(entries, exits)
    return [(entry, exits[min(max(index + shift, 0), last)]) for index, entry in enumerate(entries)]


def exits_for(entry_type: StripType, exits: Sequence[StripEnd]) -> list[StripEnd]:
    """Return the lanes that traffic of a kind of lane goes on in, left to right."""
    same = [one for one in exits if one.strip.strip_type is entry_type]
    if same:
        return same
    cars = [one for one in exits if one.strip.strip_type in CAR_LANES]
    return cars or list(exits)


def _half(entries: Sequence[StripEnd]) -> int:
    """Return how many lanes turn to each side where no lane goes straight on."""
    return max((len(entries) + 1) // 2, 1)


def _least_shift(entries: Sequence[StripEnd], exits: Sequence[StripEnd]) -> int:
    """Return the shift of the order that moves straight traffic least to the side."""
    choices = range(-max(len(entries) - 1, 0), len(exits))
    full = min(len(entries), len(exits))
    complete = [
        shift for shift in choices if min(len(entries), len(exits) - shift) - max(0, -shift) == full
    ]
    return min(complete, key=lambda shift: (_sideways(entries, exits, shift), abs(shift)))


def _sideways(entries: Sequence[StripEnd], exits: Sequence[StripEnd], shift: int) -> float:
    total = 0.0
    for index, entry in enumerate(entries):
        if 0 <= index + shift < len(exits):
            exit_pose, (dx, dy) = exits[index + shift].pose, entry.pose.way
            vx, vy = exit_pose.x_m - entry.pose.x_m, exit_pose.y_m - entry.pose.y_m
            total += abs(dx * vy - dy * vx)
    return round(total, 6)
