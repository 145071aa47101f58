"""Constructions of one vehicle, and of a vehicle with a person on foot."""

from collision_diagrams.model import KindClass
from collision_diagrams.pair_glyphs import BOX_WIDTH, RADIUS, standing_box
from collision_diagrams.sketch import ORIGIN, Mover, Scene, Sketch
from collision_diagrams.strokes import (
    Head,
    Stroke,
    shifted,
    straight,
    turned,
    wavy,
)
from drawing.model import Anchor, Area, Disc, Line, Point, Primitive, Text

OBJECT_SIZE = 0.28  # of a struck object, in shafts
RUN_OFF_DEG = 32.0
LOOP_RADIUS = 0.18  # in shafts
DOTS = ((0.0, 0.0), (0.11, 0.05), (-0.08, 0.1), (0.03, -0.12), (-0.12, -0.05))  # in shafts


def fixed_object(scene: Scene) -> Sketch:
    """Return a vehicle that struck an object, with the letter of the object."""
    stroke = _vehicle(scene.first, scene)
    heading, size = scene.first.exit_deg, OBJECT_SIZE * scene.sizes.shaft
    middle = shifted(ORIGIN, heading, size / 2)
    marks = (
        _square(middle, size, heading, "glyph-object"),
        _letter(shifted(middle, heading, size * 0.5 + 1.6), scene.letter),
    )
    return Sketch((stroke,), marks)


def animal(scene: Scene) -> Sketch:
    """Return a vehicle that struck an animal: a hollow square with its letter."""
    heading, size = scene.first.exit_deg, 0.36 * scene.sizes.shaft
    middle = shifted(ORIGIN, heading, size / 2)
    marks = (_square(middle, size, heading, "glyph-box"), _letter(middle, scene.letter))
    return Sketch((_vehicle(scene.first, scene),), marks)


def run_off_left(scene: Scene) -> Sketch:
    """Return a vehicle that left the road to the left."""
    return _run_off(scene, -RUN_OFF_DEG)


def run_off_right(scene: Scene) -> Sketch:
    """Return a vehicle that left the road to the right."""
    return _run_off(scene, RUN_OFF_DEG)


def run_off(scene: Scene) -> Sketch:
    """Return a vehicle that left the road, to which side is not recorded."""
    return _run_off(scene, 0.0)


def loss(scene: Scene) -> Sketch:
    """Return a vehicle out of control on the road."""
    sizes, mover = scene.sizes, scene.first
    path = wavy(mover.heading_deg, ORIGIN, sizes.shaft, 0.09 * sizes.shaft)
    return Sketch((_stroke(mover, path),))


def overturn(scene: Scene) -> Sketch:
    """Return a vehicle that overturned or a rider who fell: a loop instead of a head."""
    sizes, mover = scene.sizes, scene.first
    radius = LOOP_RADIUS * sizes.shaft
    tip = shifted(ORIGIN, mover.exit_deg, -radius)
    path = turned(mover.heading_deg, mover.turn_deg, tip, 0.8 * sizes.shaft, RADIUS * sizes.shaft)
    loop = turned(mover.exit_deg, 340.0, tip, radius, radius)[1:]
    knot = tuple((x - loop[0][0] + tip[0], y - loop[0][1] + tip[1]) for x, y in loop)
    return Sketch((_stroke(mover, path, head=Head.NONE),), (Line(knot, "glyph-loop"),))


def other_single(scene: Scene) -> Sketch:
    """Return a vehicle alone: what happened to it is not said; a cross stands at its tip."""
    heading, half = scene.first.exit_deg, 0.11 * scene.sizes.shaft
    middle = shifted(ORIGIN, heading, 2 * half)
    marks: tuple[Primitive, ...] = tuple(
        Line((shifted(middle, turn, half * 1.4), shifted(middle, turn, -half * 1.4)), "glyph-mark")
        for turn in (heading + 45, heading - 45)
    )
    return Sketch((_vehicle(scene.first, scene),), marks)


def train(scene: Scene) -> Sketch:
    """Return a vehicle at a level crossing: two rails across its path."""
    heading, half = scene.first.exit_deg, 0.6 * scene.sizes.shaft
    rails = tuple(
        Line(
            (
                shifted(ORIGIN, heading, forward, -half),
                shifted(ORIGIN, heading, forward, half),
            ),
            "glyph-mark",
        )
        for forward in (0.4, 1.3)
    )
    return Sketch((_vehicle(scene.first, scene),), rails)


def walk_near(scene: Scene) -> Sketch:
    """Return a person who crossed from the vehicle's right."""
    return _crossing(scene, -90.0)


def walk_far(scene: Scene) -> Sketch:
    """Return a person who crossed from the vehicle's left."""
    return _crossing(scene, 90.0)


def walk_across(scene: Scene) -> Sketch:
    """Return a person who crossed, from which side is not recorded: a line without a head."""
    heading, half = scene.first.exit_deg + 90.0, 0.5 * scene.sizes.shaft
    path = (shifted(ORIGIN, heading, -half), shifted(ORIGIN, heading, half))
    return Sketch((_vehicle(scene.first, scene), _walker(scene, path, Head.NONE)))


def walk_along(scene: Scene) -> Sketch:
    """Return a person who walked in the same direction, ahead of the vehicle."""
    heading = scene.first.exit_deg
    start = shifted(ORIGIN, heading, 0.6)
    path = (start, shifted(start, heading, 0.7 * scene.sizes.shaft))
    return Sketch((_vehicle(scene.first, scene), _walker(scene, path)))


def walk_towards(scene: Scene) -> Sketch:
    """Return a person who walked towards the vehicle."""
    path = straight(scene.first.exit_deg + 180.0, ORIGIN, 0.7 * scene.sizes.shaft)
    return Sketch((_vehicle(scene.first, scene), _walker(scene, path)))


def walk_out(scene: Scene) -> Sketch:
    """Return a person who came from behind a standing vehicle: the vehicle stands at the right."""
    heading, sizes = scene.first.exit_deg, scene.sizes
    sketch = _crossing(scene, -90.0)
    right = (0.5 + BOX_WIDTH / 2) * sizes.shaft * 0.62
    box = standing_box(shifted(ORIGIN, heading, -0.85 * sizes.shaft, right), heading, scene)
    return Sketch(sketch.strokes, (box,))


def stand_or_work(scene: Scene) -> Sketch:
    """Return a person who stood, worked or played at the place: dots and a letter."""
    heading, shaft = scene.first.exit_deg, scene.sizes.shaft
    middle = shifted(ORIGIN, heading, 0.17 * shaft)
    tags = (("part", "dot"), ("party", str(scene.other.party.party_no)))
    dots: tuple[Primitive, ...] = tuple(
        Disc(
            shifted(middle, heading, y * shaft, x * shaft),
            0.3,
            "glyph-dot",
            tags,
        )
        for x, y in DOTS
    )
    letter = _letter(shifted(middle, heading, 0.1, 0.36 * shaft), scene.letter)
    return Sketch((_vehicle(scene.first, scene),), (*dots, letter))


def _vehicle(mover: Mover, scene: Scene) -> Stroke:
    length = scene.sizes.shaft
    path = turned(mover.heading_deg, mover.turn_deg, ORIGIN, length, RADIUS * length)
    return _stroke(mover, path)


def _stroke(mover: Mover, path: tuple[Point, ...], *, head: Head = Head.ARROW) -> Stroke:
    party = mover.party
    return Stroke(path, party.party_no, party.kind, head, indirect=party.untouched)


def _walker(scene: Scene, path: tuple[Point, ...], head: Head = Head.ARROW) -> Stroke:
    return Stroke(path, scene.other.party.party_no, KindClass.PEDESTRIAN, head)


def _crossing(scene: Scene, turn_deg: float) -> Sketch:
    path = straight(scene.first.exit_deg + turn_deg, ORIGIN, 0.8 * scene.sizes.shaft)
    return Sketch((_vehicle(scene.first, scene), _walker(scene, path)))


def _run_off(scene: Scene, bend_deg: float) -> Sketch:
    """Return a path that crosses a thin edge line."""
    mover, sizes = scene.first, scene.sizes
    heading = mover.exit_deg
    bend = shifted(ORIGIN, heading + bend_deg, -0.45 * sizes.shaft)
    path = (shifted(bend, heading, -0.55 * sizes.shaft), bend, ORIGIN)
    edge_middle = shifted(ORIGIN, heading + bend_deg, -0.3 * sizes.shaft)
    along = heading if bend_deg else heading + 90.0
    half = 0.5 * sizes.shaft
    edge = Line(
        (shifted(edge_middle, along, -half), shifted(edge_middle, along, half)), "glyph-edge"
    )
    return Sketch((_stroke(mover, path),), (edge,))


def _square(middle: Point, size: float, heading_deg: float, style: str) -> Area:
    half = size / 2
    corners = tuple(
        shifted(middle, heading_deg, forward, right)
        for forward, right in ((half, -half), (half, half), (-half, half), (-half, -half))
    )
    return Area((corners,), style, (("part", "object"),))


def _letter(middle: Point, letter: str) -> Text:
    size = 2.3
    return Text((middle[0], middle[1] + 0.36 * size), letter, "glyph-letter", size, Anchor.MIDDLE)
