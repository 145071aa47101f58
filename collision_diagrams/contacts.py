"""What the first contact parts of two bodies say: heading difference, order, side."""

import math
from enum import StrEnum

from collision_diagrams.conflicts import wrapped_deg
from collision_diagrams.model import Movement, Party, Side
from collision_diagrams.rules import rules

BIN_DEG = 45.0  # contact parts come in eighths of a turn
BINS = 8
CORNER_DEG = 45.0


class Zone(StrEnum):
    """Part of a body, as far as four sides go."""

    FRONT = "front"  # the front, without its corners
    RIGHT = "right"  # the right side and both right corners
    REAR = "rear"  # the rear, without its corners
    LEFT = "left"  # the left side and both left corners


def zone(contact_deg: float | None) -> Zone | None:
    """Return the part of the body that a contact bearing lies on.

    Examples
    --------
    >>> zone(45.0), zone(180.0), zone(None)
    (<Zone.RIGHT: 'right'>, <Zone.REAR: 'rear'>, None)
    """
    if contact_deg is None:
        return None
    if contact_deg in {0.0, 180.0}:
        return Zone.FRONT if contact_deg == 0.0 else Zone.REAR
    return Zone.RIGHT if contact_deg < 180.0 else Zone.LEFT  # noqa: PLR2004 - half a turn


def heading_difference_deg(first: Party, second: Party) -> float | None:
    """Return heading of the second body minus that of the first when they touched, 0 to 360.

    Holds when the bodies lie on opposite sides of the point of contact; None where a contact part
    is not known.

    Examples
    --------
    >>> from collision_diagrams.model import KindClass
    >>> front = Party(1, KindClass.CAR, Movement.THROUGH, contact_deg=0.0)
    >>> left = Party(2, KindClass.CAR, Movement.THROUGH, contact_deg=270.0)
    >>> heading_difference_deg(front, left)
    270.0
    """
    if first.contact_deg is None or second.contact_deg is None:
        return None
    return (first.contact_deg - second.contact_deg + 180.0) % 360.0


def contact_likelihood(seen_deg: float, expected_deg: float) -> float:
    """Return how likely contact parts show one heading difference where another is true."""
    spread, stray = rules().kernel_spread_deg, rules().kernel_stray
    off = wrapped_deg(seen_deg - expected_deg) / spread
    peak = BIN_DEG / (spread * math.sqrt(2 * math.pi))
    return (1 - stray) * peak * math.exp(-off * off / 2) + stray / BINS


def who_is_behind(first: Party, second: Party) -> tuple[int, bool] | None:
    """Return which of two parties on one approach was behind, and whether the contact parts say so.

    Contact parts speak first, then who stood, then the cause; None where nothing speaks.

    Returns
    -------
    behind
        Party number, and True where front met rear.
    """
    zones = zone(first.contact_deg), zone(second.contact_deg)
    if Zone.REAR in zones and zones[0] != zones[1]:
        return (second if zones[0] is Zone.REAR else first).party_no, True
    rears = _is_rear_half(first), _is_rear_half(second)
    if rears[0] != rears[1]:
        return (second if rears[0] else first).party_no, True
    still = tuple(p.movement in {Movement.STOPPED, Movement.PARKED} for p in (first, second))
    if still[0] != still[1]:
        return (second if still[0] else first).party_no, False
    return None


def _is_rear_half(party: Party) -> bool:
    return party.contact_deg in {135.0, 180.0, 225.0}


def lateral(first: Party, second: Party) -> Side | None:
    """Return on which side of the first party, moving the same way, the second one was.

    A lane change tells; else the sides that touched, if they do not speak against each other.

    Examples
    --------
    >>> from collision_diagrams.model import KindClass
    >>> changing = Party(1, KindClass.CAR, Movement.LANE_LEFT)
    >>> lateral(changing, Party(2, KindClass.MOTORCYCLE, Movement.THROUGH))
    <Side.LEFT: 'left'>
    """
    votes = [_side_of(zone(first.contact_deg)), _other_side(_side_of(zone(second.contact_deg)))]
    sides = {vote for vote in votes if vote}
    if not sides:
        sides = {vote for vote in (_by_lane(first), _other_side(_by_lane(second))) if vote}
    return sides.pop() if len(sides) == 1 else None


def _side_of(touched: Zone | None) -> Side | None:
    return {Zone.LEFT: Side.LEFT, Zone.RIGHT: Side.RIGHT}.get(touched) if touched else None


def _by_lane(party: Party) -> Side | None:
    return {Movement.LANE_LEFT: Side.LEFT, Movement.LANE_RIGHT: Side.RIGHT}.get(party.movement)


def _other_side(side: Side | None) -> Side | None:
    return side.seen_from_the_other if side else None
