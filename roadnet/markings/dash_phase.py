"""Where the dashes of a line are counted from: the stop line their traffic comes to.

A road that goes on into another one without a junction hands the count on, so that dashes run
through, and do not jump when the far end of a street is edited.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from roadnet.geometry.graph import PAIR, RoadArm, arms_by_node
from roadnet.markings.arms import ArmKey, ArmPlace
from roadnet.markings.line_room import LineRoom
from roadnet.model import Direction, Road, RoadEnd, RoadId

FARTHEST_M = 5000.0  # a way without stop lines is followed so far


@dataclass(frozen=True, slots=True)
class _Onward:
    """The road that a road goes on into, and the end it is entered by."""

    road: int
    entered: RoadEnd


class DashAnchors:
    """The stations that dashes are counted from.

    Parameters
    ----------
    roads
        All roads of the area.
    arms
        Arms of all junctions.
    room
        Where lines begin at the arms.
    """

    def __init__(
        self, roads: Sequence[Road], arms: Mapping[ArmKey, ArmPlace], room: LineRoom
    ) -> None:
        self._roads, self._arms, self._room = roads, arms, room
        self._lengths = [road.length_m for road in roads]
        self._index = {road.road_id: number for number, road in enumerate(roads)}
        self._onward: dict[RoadArm, _Onward] = {}
        for ends in arms_by_node(roads, 0).values():
            if len(ends) == PAIR:
                for one, other in (ends, ends[::-1]):
                    self._onward[one] = _Onward(other.road, other.end)

    def anchor_m(self, road_id: RoadId, direction: Direction) -> float:
        """Return the station of the stop line ahead of traffic; beyond the road's end, too.

        Parameters
        ----------
        road_id
            The road.
        direction
            Forward: the stop line towards its end; backward: towards its start.
        """
        number = self._index[road_id]
        end = RoadEnd.END if direction is Direction.FORWARD else RoadEnd.START
        ahead_m = self._ahead_m(RoadArm(number, end))
        return self._lengths[number] + ahead_m if end is RoadEnd.END else -ahead_m

    def _ahead_m(self, arm: RoadArm) -> float:
        """Return how far the stop line lies beyond a road end; negative: before it."""
        total_m, seen = 0.0, set()
        while arm not in seen and total_m < FARTHEST_M:
            seen.add(arm)
            key = (self._roads[arm.road].road_id, arm.end)
            if key in self._arms and self._room.has_limit(key):
                return total_m - self._room.limit_m(key)
            onward = self._onward.get(arm)
            if onward is None:
                break
            total_m += self._lengths[onward.road]
            leaves = RoadEnd.END if onward.entered is RoadEnd.START else RoadEnd.START
            arm = RoadArm(onward.road, leaves)
        return total_m
