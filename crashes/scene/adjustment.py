"""Least squares over a scene: which parameters may move, and what the numbers make of them.

A body has its place, its heading and, while its size is only assumed, its length, width and
wheelbase. A heading is counted as its angle times half the diagonal of the body, so that one unit
of it moves the corners as far as one metre of shift does (their mean square displacement is then
dx² + dy² + (R·dθ)²); radians beside metres would turn a car where it should be shifted. Where the
numbers leave something open, the smallest change of the drawing is taken: a thing is shifted
before it is turned, and turned before its size gives way.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from crashes.scene.computed import base_line_axes
from crashes.scene.model import (
    Anchor,
    Body,
    Measurement,
    MeasurementKind,
    Note,
    PointM,
    ReferencePoint,
    Role,
    Scene,
    Trace,
)
from crashes.scene.parts import (
    DEFAULT_WHEELBASE,
    OUTLINE_PARTS,
    part_offset_m,
    part_point,
    trace_point_number,
)
from roadnet.model import Method

TURN_STIFFNESS = 1e-3  # turning a body costs as much as shifting it a thousand times as far
SIZE_STIFFNESS = 3e-5  # and changing its size thirty times more
LOCKED_SIGMA_M = 1e-3  # so that a locked number gives way by a tenth of a millimetre at most
MAX_ROUNDS = 60
SETTLED = 1e-9  # metres: smaller steps end the search
SMALLEST_SHARE = 1e-10  # singular values below this share of the largest count as zero
DETERMINED = 0.99  # share of a parameter that the numbers fix

Thing = Body | Trace | Note | ReferencePoint
Matrix = NDArray[np.float64]


@dataclass
class Parameters:
    """The movable numbers of a scene, in one vector."""

    names: list[tuple[str, str]] = field(default_factory=list)  # object and what of it
    values: list[float] = field(default_factory=list)
    scales: list[float] = field(default_factory=list)  # metres of displacement for one unit
    index: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, object_id: str, what: str, value: float, scale: float = 1.0) -> None:
        """Add one movable number."""
        self.index[object_id, what] = len(self.names)
        self.names.append((object_id, what))
        self.values.append(value)
        self.scales.append(scale)


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What least squares made of the numbers."""

    things: dict[str, Thing]
    residuals_sigma: Matrix  # (stated - computed) / sigma
    redundancy: Matrix  # 0: nothing checks the number, 1: everything else does
    determined: frozenset[tuple[str, str]]  # object and parameter that the numbers fix


def adjust(scene: Scene, used: Sequence[Measurement], movable: dict[str, Thing]) -> Adjusted:
    """Move the movable things so that the used measurements fit as well as they can.

    Parameters
    ----------
    scene
        The scene; things that are not movable stay where they are.
    used
        Measurements with an existing target (and start, and base line where they need it).
    movable
        Object key -> the thing in its first position.
    """
    things = {one.object_id: one for one in (*scene.objects, *scene.references)} | movable
    parameters = movable_parameters(movable, used)
    sigmas = np.array([LOCKED_SIGMA_M if one.role is Role.LOCKED else one.sigma_m for one in used])
    cost = math.inf
    for _ in range(MAX_ROUNDS):
        misfit, slopes = _system(scene, used, things, parameters)
        misfit, slopes = misfit / sigmas, slopes / sigmas[:, None]
        if not slopes.size:
            break
        step = _smallest_step(slopes, misfit)
        things, new_cost = _best_step(scene, used, (things, parameters, sigmas), step)
        if new_cost >= cost or np.max(np.abs(step), initial=0.0) < SETTLED:
            break
        cost = new_cost
    misfit, slopes = _system(scene, used, things, parameters)
    weighted = slopes / sigmas[:, None]
    redundancy, fixed = _reliability(weighted, parameters)
    return Adjusted(things, misfit / sigmas, redundancy, fixed)


def movable_parameters(movable: dict[str, Thing], used: Sequence[Measurement]) -> Parameters:
    """Return the parameters of the movable things, in the order of their keys."""
    parameters = Parameters()
    targets = {(one.target.object_id, one.target.part) for one in used}
    targets |= {(one.start.object_id, one.start.part) for one in used if one.start}
    for object_id in sorted(movable):
        thing = movable[object_id]
        if isinstance(thing, Trace):
            for number in sorted(_measured_points(object_id, targets)):
                if number < len(thing.points_m):
                    parameters.add(object_id, f"x{number}", thing.points_m[number][0])
                    parameters.add(object_id, f"y{number}", thing.points_m[number][1])
            continue
        parameters.add(object_id, "x", thing.at_m[0])
        parameters.add(object_id, "y", thing.at_m[1])
        if isinstance(thing, Body):
            half_diagonal_m = math.hypot(thing.length_m, thing.width_m) / 2
            parameters.add(object_id, "turn", 0.0, TURN_STIFFNESS / half_diagonal_m)
            if thing.size_method is Method.ASSUMED:
                for what in ("length_m", "width_m", "wheelbase_m"):
                    parameters.add(object_id, what, 0.0, SIZE_STIFFNESS)
    return parameters


def _measured_points(object_id: str, targets: set[tuple[str, str]]) -> set[int]:
    numbers = {trace_point_number(part) for key, part in targets if key == object_id}
    return {number for number in numbers if number is not None}


def _system(
    scene: Scene, used: Sequence[Measurement], things: dict[str, Thing], parameters: Parameters
) -> tuple[Matrix, Matrix]:
    """Return stated minus computed, and how the computed values change with the parameters."""
    misfit = np.zeros(len(used))
    slopes = np.zeros((len(used), len(parameters.names)))
    for row, one in enumerate(used):
        value, direction = _reading(scene, one, things)
        misfit[row] = one.value_m - value
        _add_slopes(slopes[row], one.target, direction, things, parameters)
        if one.start is not None:
            backward = (-direction[0], -direction[1])
            _add_slopes(slopes[row], one.start, backward, things, parameters)
    return misfit, slopes


def _reading(scene: Scene, one: Measurement, things: dict[str, Thing]) -> tuple[float, PointM]:
    """Return the computed value of a measurement and its change as the target moves."""
    target = part_point(things[one.target.object_id], one.target.part)
    if one.kind is MeasurementKind.DISTANCE:
        start = part_point(things[one.start.object_id], one.start.part) if one.start else None
        if target is None or start is None:
            raise KeyError(one.measurement_id)
        apart_m = math.dist(target, start)
        if apart_m == 0:
            return 0.0, (1.0, 0.0)
        return apart_m, ((target[0] - start[0]) / apart_m, (target[1] - start[1]) / apart_m)
    axes = base_line_axes(scene)
    if axes is None or target is None:
        raise KeyError(one.measurement_id)
    begin, along, left = axes
    axis = along if one.kind is MeasurementKind.ALONG else left
    return (target[0] - begin[0]) * axis[0] + (target[1] - begin[1]) * axis[1], axis


def _add_slopes(
    row: Matrix,
    anchor: Anchor,
    direction: PointM,
    things: dict[str, Thing],
    parameters: Parameters,
) -> None:
    """Add to one row how the anchor moves along `direction` with each parameter of its thing."""
    for what, (east, north) in _motions(things[anchor.object_id], anchor.part).items():
        column = parameters.index.get((anchor.object_id, what))
        if column is not None:
            row[column] += (east * direction[0] + north * direction[1]) * parameters.scales[column]


def _motions(thing: Thing, part: str) -> dict[str, PointM]:
    """Return parameter -> how the part moves when the parameter grows by one."""
    if isinstance(thing, Trace):
        number = trace_point_number(part)
        return {f"x{number}": (1.0, 0.0), f"y{number}": (0.0, 1.0)}
    motions: dict[str, PointM] = {"x": (1.0, 0.0), "y": (0.0, 1.0)}
    if not isinstance(thing, Body):
        return motions
    heading_rad = math.radians(thing.heading_deg)
    east, north = math.sin(heading_rad), math.cos(heading_rad)
    ahead_m, right_m = part_offset_m(thing, part)
    motions["turn"] = (ahead_m * north - right_m * east, -ahead_m * east - right_m * north)
    ahead, right = OUTLINE_PARTS.get(part, (0.0, right_m / thing.width_m))
    motions["length_m"] = (ahead * east, ahead * north)
    motions["width_m"] = (right * north, -right * east)
    if part not in OUTLINE_PARTS:
        side = math.copysign(0.5, ahead_m)
        motions["wheelbase_m"] = (side * east, side * north)
    return motions


def _smallest_step(slopes: Matrix, misfit: Matrix) -> Matrix:
    left, values, right = np.linalg.svd(slopes, full_matrices=False)
    kept = values > values[0] * SMALLEST_SHARE if values.size else np.zeros(0, dtype=bool)
    step: Matrix = right[kept].T @ ((left.T @ misfit)[kept] / values[kept])
    return step


def _best_step(
    scene: Scene,
    used: Sequence[Measurement],
    state: tuple[dict[str, Thing], Parameters, Matrix],
    step: Matrix,
) -> tuple[dict[str, Thing], float]:
    """Take the step, or the first half of it that does not make the fit worse."""
    things, parameters, sigmas = state

    def cost(moved: dict[str, Thing]) -> float:
        misfit = np.array([one.value_m - _reading(scene, one, moved)[0] for one in used]) / sigmas
        return float(misfit @ misfit)

    now, share = cost(things), 1.0
    for _ in range(20):
        moved = _moved(things, parameters, step * share)
        if (new := cost(moved)) <= now:
            return moved, new
        share /= 2
    return things, now


def _moved(things: dict[str, Thing], parameters: Parameters, step: Matrix) -> dict[str, Thing]:
    moves: dict[str, dict[str, float]] = {}
    for (object_id, what), scale, change in zip(
        parameters.names, parameters.scales, step, strict=True
    ):
        moves.setdefault(object_id, {})[what] = float(change) * scale
    return things | {key: _moved_thing(things[key], move) for key, move in moves.items()}


def _moved_thing(thing: Thing, move: dict[str, float]) -> Thing:
    if isinstance(thing, Trace):
        return replace(
            thing,
            points_m=tuple(
                (x + move.get(f"x{n}", 0.0), y + move.get(f"y{n}", 0.0))
                for n, (x, y) in enumerate(thing.points_m)
            ),
        )
    at_m = (thing.at_m[0] + move["x"], thing.at_m[1] + move["y"])
    if not isinstance(thing, Body):
        return replace(thing, at_m=at_m)
    wheelbase_m = thing.wheelbase_m
    if move.get("wheelbase_m"):
        wheelbase_m = (wheelbase_m or DEFAULT_WHEELBASE * thing.length_m) + move["wheelbase_m"]
    return replace(
        thing,
        at_m=at_m,
        heading_deg=thing.heading_deg + math.degrees(move["turn"]),
        length_m=thing.length_m + move.get("length_m", 0.0),
        width_m=thing.width_m + move.get("width_m", 0.0),
        wheelbase_m=wheelbase_m,
    )


def _reliability(
    weighted: Matrix, parameters: Parameters
) -> tuple[Matrix, frozenset[tuple[str, str]]]:
    """Return the redundancy of each number, and the parameters that the numbers fix."""
    if not weighted.size:
        return np.ones(len(weighted)), frozenset()
    left, values, right = np.linalg.svd(weighted, full_matrices=False)
    kept = values > values[0] * SMALLEST_SHARE
    redundancy = 1.0 - np.sum(left[:, kept] ** 2, axis=1)
    share = np.sum(right[kept] ** 2, axis=0)
    fixed = frozenset(
        name for name, one in zip(parameters.names, share, strict=True) if one > DETERMINED
    )
    return redundancy, fixed
