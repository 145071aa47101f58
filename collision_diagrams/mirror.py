"""Left-hand traffic is right-hand traffic in a mirror: turn drawn things over, and facts.

Everything is read and laid out as if traffic kept to the right, from facts seen in a mirror; what
comes out is turned back before anybody sees it. Texts keep their letters.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from collision_diagrams.confirmed import ConfirmedReading
from collision_diagrams.ground import Ground
from collision_diagrams.model import CrashFacts, Movement, Party, PartyPath, Resolution, Side
from collision_diagrams.on_arms import on_arms
from drawing.model import Anchor, Area, Curve, Disc, Line, Point, Primitive, Text
from language import Message

TURNED_OVER = {
    Movement.LEFT: Movement.RIGHT,
    Movement.RIGHT: Movement.LEFT,
    Movement.LANE_LEFT: Movement.LANE_RIGHT,
    Movement.LANE_RIGHT: Movement.LANE_LEFT,
}
FROM_RIGHT, FROM_LEFT = (
    f"The {side} side of the vehicle was touched: the person came from there."
    for side in ("right", "left")
)
WORD_PAIRS = (
    ("from its right", "from its left"),
    ("the right side", "the left side"),
    ("east", "west"),
    ("north-east", "north-west"),
    ("south-east", "south-west"),
    (FROM_RIGHT, FROM_LEFT),
)
SAID_IN_A_MIRROR = dict(WORD_PAIRS) | {other: one for one, other in WORD_PAIRS}
ENDS = {Anchor.START: Anchor.END, Anchor.END: Anchor.START, Anchor.MIDDLE: Anchor.MIDDLE}
Over = Callable[[Point], Point]
SIDES = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}


def flipped(items: Iterable[Primitive], axis_x_mm: float) -> tuple[Primitive, ...]:
    """Return primitives in a mirror whose axis stands upright.

    Examples
    --------
    >>> flipped([Disc((1.0, 5.0), 2.0, "dot")], 10.0)[0].centre_mm
    (19.0, 5.0)
    """

    def over(point: Point) -> Point:
        return (2 * axis_x_mm - point[0], point[1])

    return tuple(_flipped(item, over) for item in items)


def _flipped(item: Primitive, over: Over) -> Primitive:
    match item:
        case Line():
            return replace(item, points_mm=tuple(map(over, item.points_mm)))
        case Area():
            return replace(item, rings_mm=tuple(tuple(map(over, ring)) for ring in item.rings_mm))
        case Disc():
            return replace(item, centre_mm=over(item.centre_mm))
        case Text():
            angle = -item.angle_deg % 360
            return replace(item, at_mm=over(item.at_mm), anchor=ENDS[item.anchor], angle_deg=angle)
        case Curve():
            pieces = tuple((over(a), over(b), over(c)) for a, b, c in item.pieces_mm)
            return replace(item, start_mm=over(item.start_mm), pieces_mm=pieces)
        case _:
            return item


def mirrored_facts(facts: CrashFacts) -> CrashFacts:
    """Return a crash as it would be in a mirror."""
    return replace(
        facts,
        parties=tuple(map(_mirrored_party, facts.parties)),
    )


def on_arms_in_mirror(facts: CrashFacts, found: Resolution, ground: Ground) -> Resolution:
    """Return a reading in a mirror on the arms of a junction that is none; points stay real.

    Parameters
    ----------
    facts, found
        The crash and its reading, as they are in a mirror.
    ground
        The junction in a mirror (`Ground.mirrored`).
    """
    seen = replace(
        facts, point_m=_east_for_west(facts.point_m), impact_m=_east_for_west(facts.impact_m)
    )
    return _with_real_points(on_arms(seen, found, ground))


def _with_real_points(found: Resolution) -> Resolution:
    return replace(
        found,
        impact_m=_east_for_west(found.impact_m),
        candidates=tuple(map(_with_real_points, found.candidates)),
    )


def _east_for_west(place_m: Point | None) -> Point | None:
    return (-place_m[0], place_m[1]) if place_m else None


def _mirrored_party(party: Party) -> Party:
    return replace(
        party,
        movement=TURNED_OVER.get(party.movement, party.movement),
        contact_deg=_over(party.contact_deg),
        from_deg=_over(party.from_deg),
        to_deg=_over(party.to_deg),
    )


def mirrored_reading(reading: Resolution) -> Resolution:
    """Return a reading as it would be in a mirror; the name of its construction stays.

    What it says of left and right, east and west is turned over with it.
    """
    return replace(
        reading,
        paths=tuple(map(_mirrored_path, reading.paths)),
        lateral=SIDES.get(reading.lateral, reading.lateral) if reading.lateral else None,
        explanation=tuple(map(mirrored_sentence, reading.explanation)),
        candidates=tuple(map(mirrored_reading, reading.candidates)),
    )


def mirrored_sentence(sentence: Message) -> Message:
    """Return what a sentence says in a mirror.

    Examples
    --------
    >>> said = Message("Party 2 came {where}.", {"where": Message("from its right")})
    >>> str(mirrored_sentence(said))
    'Party 2 came from its left.'
    """
    values = {
        name: mirrored_sentence(value) if isinstance(value, Message) else value
        for name, value in sentence.values.items()
    }
    return replace(sentence, text=SAID_IN_A_MIRROR.get(sentence.text, sentence.text), values=values)


def mirrored_choices(
    confirmed: Mapping[str, ConfirmedReading],
) -> dict[str, ConfirmedReading]:
    """Return what people decided as it would be in a mirror."""
    return {
        key: replace(
            one,
            paths=tuple(map(_mirrored_path, one.paths)),
            lateral=SIDES.get(one.lateral, one.lateral) if one.lateral else None,
        )
        for key, one in confirmed.items()
    }


def _mirrored_path(path: PartyPath) -> PartyPath:
    return PartyPath(path.party_no, -path.from_deg % 360, -path.to_deg % 360)


def _over(angle_deg: float | None) -> float | None:
    """Return an angle in a mirror.

    Examples
    --------
    >>> _over(90.0), _over(0.0), _over(None)
    (270.0, 0.0, None)
    """
    return None if angle_deg is None else -angle_deg % 360
