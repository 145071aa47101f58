"""What a construction is given and what it gives: strokes of the parties and marks."""

from dataclasses import dataclass, field

from collision_diagrams.model import Movement, Party, Side
from collision_diagrams.rules import Sizes
from collision_diagrams.strokes import Stroke
from drawing.model import Point, Primitive

ORIGIN: Point = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Mover:
    """One party of a construction: who it is, and how it moves on the paper."""

    party: Party
    heading_deg: float  # on its approach, clockwise from straight up
    turn_deg: float = 0.0  # of its whole turn; right is positive
    in_two_stages: bool = False  # through the waiting box

    @property
    def stands(self) -> bool:
        """Whether it stood with the engine on."""
        return self.party.movement is Movement.STOPPED

    @property
    def is_parked(self) -> bool:
        """Whether it stood with the engine off."""
        return self.party.movement is Movement.PARKED

    @property
    def exit_deg(self) -> float:
        """Heading after its turn."""
        return self.heading_deg + self.turn_deg


@dataclass(frozen=True, slots=True)
class Scene:
    """What a construction is drawn from."""

    first: Mover
    second: Mover | None
    sizes: Sizes
    lateral: Side | None = None  # the second is on this side of the first
    letter: str = ""  # of a struck object or of what a pedestrian was doing

    @property
    def other(self) -> Mover:
        """The second mover, where the construction has one."""
        return self.second or self.first


@dataclass(frozen=True, slots=True)
class Sketch:
    """A glyph without severity, label and further parties."""

    strokes: tuple[Stroke, ...]
    marks: tuple[Primitive, ...] = field(default=())
