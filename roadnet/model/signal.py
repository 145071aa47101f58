"""A signal controller with its groups, plans and phases."""

from dataclasses import dataclass, field
from datetime import time

from roadnet.model.keys import ControllerId, JunctionId
from roadnet.model.provenance import Stated, Times


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of a plan: the groups that have green together 時相."""

    name: str
    green_groups: tuple[str, ...]
    green_s: float
    yellow_s: float
    all_red_s: float


@dataclass(frozen=True, slots=True)
class SignalPlan:
    """Phases in their order, and when the plan runs 時制計畫."""

    name: str
    phases: tuple[Phase, ...]
    offset_s: float = 0.0  # against the clock of a coordinated street
    weekdays: frozenset[int] = frozenset(range(7))  # 0 is Monday
    from_time: time | None = None  # None: all day
    to_time: time | None = None

    @property
    def cycle_s(self) -> float:
        """Length of the cycle.

        Examples
        --------
        >>> SignalPlan("day", (Phase("A", ("1",), 40, 3, 2), Phase("B", ("2",), 30, 3, 2))).cycle_s
        80
        """
        return sum(phase.green_s + phase.yellow_s + phase.all_red_s for phase in self.phases)


@dataclass(frozen=True, slots=True)
class SignalController:
    """The machine that runs the signals of one or more junctions."""

    controller_id: ControllerId
    junction_ids: tuple[JunctionId, ...]
    groups: tuple[str, ...] = ()  # names; movements and signal heads refer to them
    plans: tuple[SignalPlan, ...] = ()
    external_ids: tuple[tuple[str, str], ...] = ()
    stated: Stated = field(default_factory=Stated)
    times: Times = field(default_factory=Times)
