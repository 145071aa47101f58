"""Which lane goes to which: by arrows where they are stated, in order, without crossing."""

from collections.abc import Sequence

from roadnet.model import StripType, Turn
from roadnet.movements.strip_ends import StripEnd
from roadnet.movements.turn_kind import side_of

ARROWS = {  # arrows that allow a turn
    Turn.THROUGH: {Turn.THROUGH, Turn.MERGE_LEFT, Turn.MERGE_RIGHT},
    Turn.SLIGHT_LEFT: {Turn.SLIGHT_LEFT, Turn.LEFT, Turn.THROUGH},
    Turn.LEFT: {Turn.LEFT, Turn.SLIGHT_LEFT},
    Turn.SHARP_LEFT: {Turn.SHARP_LEFT, Turn.LEFT},
    Turn.SLIGHT_RIGHT: {Turn.SLIGHT_RIGHT, Turn.RIGHT, Turn.THROUGH},
    Turn.RIGHT: {Turn.RIGHT, Turn.SLIGHT_RIGHT},
    Turn.SHARP_RIGHT: {Turn.SHARP_RIGHT, Turn.RIGHT},
    Turn.U_TURN: {Turn.U_TURN, Turn.LEFT},
}
CAR_LANES = frozenset({StripType.DRIVE})


def lanes_for(entries: Sequence[StripEnd], turn: Turn, *, has_through: bool) -> list[StripEnd]:
    """Return the lanes of one kind from which a turn is made, left to right.

    Parameters
    ----------
    entries
        Lanes of one kind that enter the junction, left to right.
    turn
        The turn.
    has_through
        Whether any of the arm's traffic can go straight on.
    """
    if any(entry.strip.turns for entry in entries):
        return [
            entry
            for entry in entries
            if not entry.strip.turns or ARROWS[turn] & set(entry.strip.turns)
        ]
    side = side_of(turn)
    if turn is Turn.U_TURN or side > 0:
        return list(entries[:1]) if has_through else list(entries[: _half(entries)])
    if side < 0:
        return list(entries[-1:]) if has_through else list(entries[-_half(entries) :])
    return list(entries)


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
