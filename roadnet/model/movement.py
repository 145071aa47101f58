"""A movement: the path from a strip into a junction to a strip out of it."""

from dataclasses import dataclass, field
from enum import StrEnum

from roadnet.model.curve import ReferenceLine
from roadnet.model.junction import RoadEnd
from roadnet.model.keys import FeatureId, JunctionId, MovementId, NodeId, RoadId, RuleId, StripId
from roadnet.model.provenance import Stated, Times
from roadnet.model.strip import Mode, Turn


class Priority(StrEnum):
    """Who gives way by the layout of the junction, signals aside."""

    MAJOR = "major"  # on the road with priority
    MINOR = "minor"  # gives way to the major road
    YIELDS_TO_ONCOMING = "yields_to_oncoming"  # a left turn across oncoming traffic (mirrored)
    UNKNOWN = "unknown"  # no priority is known


@dataclass(frozen=True, slots=True)
class Movement:
    """One way through a junction; `connector` is smooth and starts and ends at the mouths.

    A turn in two stages is two movements: the first ends in the waiting box `two_stage_via`, the
    second starts there; both name the box, and `stage` tells them apart.
    """

    movement_id: MovementId
    junction_id: JunctionId
    from_strip: StripId
    to_strip: StripId
    turn: Turn
    modes: frozenset[Mode]
    connector: ReferenceLine
    priority: Priority = Priority.UNKNOWN
    signal_groups: tuple[str, ...] = ()  # names of groups of the junction's controller
    two_stage_via: FeatureId | None = None
    stage: int = 0  # 1 or 2 of a turn in two stages; 0: in one go
    stated: Stated = field(default_factory=Stated)
    times: Times = field(default_factory=Times)


class TurnPermission(StrEnum):
    """What a stated turn rule does."""

    FORBIDDEN = "forbidden"  # nobody may go from the one road to the other
    ONLY = "only"  # from the one road nobody may go elsewhere


@dataclass(frozen=True, slots=True)
class TurnRule:
    """A turn that signs or law forbid or prescribe at a node."""

    rule_id: RuleId
    from_road: RoadId
    from_end: RoadEnd
    via_node: NodeId
    to_road: RoadId
    to_end: RoadEnd
    permission: TurnPermission
    excepted: frozenset[Mode] = frozenset()  # modes the rule does not bind
    stated: Stated = field(default_factory=Stated)
    times: Times = field(default_factory=Times)
