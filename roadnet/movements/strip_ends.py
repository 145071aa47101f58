"""The strips of an arm at its mouth: those that enter the junction, those that leave it."""

import math
from dataclasses import dataclass

import numpy as np

from roadnet.geometry.road_frame import RoadFrame
from roadnet.geometry.street_geometry import Mouth
from roadnet.model import Direction, RoadEnd, Section, Strip, StripType
from roadnet.movements.connector import Pose

TRAVELLED = frozenset(
    {StripType.DRIVE, StripType.BUS, StripType.MOTO, StripType.SLOW, StripType.BIKE}
)
LOOK_M = 0.01
LEAST_WIDTH_M = 0.5  # a lane that has tapered to less carries nothing


@dataclass(frozen=True, slots=True)
class StripEnd:
    """A strip at a mouth, in the direction its traffic moves there."""

    strip: Strip
    pose: Pose
    width_m: float


@dataclass(frozen=True, slots=True, eq=False)
class ArmStrips:
    """The strips of an arm, each list from left to right as its drivers see it."""

    mouth: Mouth
    frame: RoadFrame
    entries: tuple[StripEnd, ...]
    exits: tuple[StripEnd, ...]
    inward_rad: float  # heading of the road towards the junction

    @property
    def outward_rad(self) -> float:
        """Heading of the road away from the junction."""
        return self.inward_rad + math.pi


def arm_strips(mouth: Mouth, frame: RoadFrame) -> ArmStrips:
    """Return the strips of an arm at its mouth."""
    is_start = mouth.end is RoadEnd.START
    station = min(max(mouth.station_m, 0.0), frame.length_m)
    sections = frame.road.sections
    section = next((one for one in sections if station < one.end_m), sections[-1])
    edges = frame.points_at(section, station)
    heading = _heading(frame, station, is_start=is_start)
    inward = heading + (math.pi if is_start else 0.0)
    towards = Direction.BACKWARD if is_start else Direction.FORWARD
    entries = _ends(section, edges, towards, inward)
    exits = _ends(section, edges, Direction(-towards), inward + math.pi)
    return ArmStrips(
        mouth,
        frame,
        tuple(entries[::-1] if is_start else entries),
        tuple(exits if is_start else exits[::-1]),
        math.remainder(inward, math.tau),
    )


def _ends(
    section: Section, edges: np.ndarray, direction: Direction, heading_rad: float
) -> list[StripEnd]:
    """Return the strips with traffic in a direction, left to right along the road."""
    found = []
    for index, strip in enumerate(section.strips):
        width = float(np.hypot(*(edges[index] - edges[index + 1])))
        moves = strip.direction in {direction, Direction.BOTH}
        if moves and strip.strip_type in TRAVELLED and width >= LEAST_WIDTH_M:
            x_m, y_m = (edges[index] + edges[index + 1]) / 2
            pose = Pose(float(x_m), float(y_m), math.remainder(heading_rad, math.tau))
            found.append(StripEnd(strip, pose, width))
    return found


def _heading(frame: RoadFrame, station_m: float, *, is_start: bool) -> float:
    """Return the heading of the road just outside a mouth, along its stations."""
    last = frame.length_m
    near = min(station_m + LOOK_M, last) if is_start else max(station_m - LOOK_M, 0.0)
    step = int(np.searchsorted(frame.stations_m, near, side="right")) - 1
    step = min(max(step, 0), len(frame.step_normals) - 1)
    normal = frame.step_normals[step]
    return math.atan2(-normal[0], normal[1])
