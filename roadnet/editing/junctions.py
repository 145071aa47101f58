"""Correct a junction: its name, how it is controlled, the radii of its corners."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from roadnet.editing.how import How, MapEditError
from roadnet.model import Arm, Control, Corner, Junction, Measured, Times

LARGEST_RADIUS_M = 60.0


def state_junction(
    junction: Junction, how: How, *, name: str | None = None, control: Control | None = None
) -> Junction:
    """Return a junction, derived or stated, as a person states it; it holds its nodes together.

    Its arms and its place go on deriving from the roads.
    """
    return replace(
        junction,
        name=junction.name if name is None else name.strip(),
        control=junction.control if control is None else control,
        method=how.method,
        sigma_m=how.sigma_m,
        source=how.source,
        times=Times(junction.times.valid_from, junction.times.valid_to),
    )


def state_corners(
    junction: Junction, arms: Sequence[Arm], radii_m: Mapping[int, float | None], how: How
) -> Junction:
    """Return a junction with radii of the kerbs at its corners.

    Parameters
    ----------
    junction
        The junction.
    arms
        Its arms as they are now, clockwise from north.
    radii_m
        By the number of the arm that a corner lies clockwise after; None: not stated. A radius
        that stays keeps how it was known.
    how
        How a new radius is known.

    Raises
    ------
    MapEditError
        A radius cannot be.
    """
    before = corner_radii(junction, arms)
    corners = []
    for number, radius_m in sorted(radii_m.items()):
        if radius_m is None:
            continue
        if not 0 < radius_m <= LARGEST_RADIUS_M:
            raise MapEditError("A corner has a radius of up to {most} m.", most=LARGEST_RADIUS_M)
        known = before.get(number)
        stays = known is not None and known.value == radius_m
        corners.append(Corner(number, known if stays else how.measured(radius_m)))
    return replace(junction, arms=tuple(arms), corners=tuple(corners))


def corner_radii(junction: Junction, arms: Sequence[Arm]) -> dict[int, Measured]:
    """Return the stated radii by the number of the arm, as the arms are now.

    A radius stays with its two road ends when arms come or go.
    """
    places = {(arm.road_id, arm.road_end): number for number, arm in enumerate(arms)}
    found = {}
    for corner in junction.corners:
        if corner.radius is None or corner.clockwise_from >= len(junction.arms):
            continue
        ends = [
            junction.arms[(corner.clockwise_from + step) % len(junction.arms)] for step in (0, 1)
        ]
        first, second = (places.get((arm.road_id, arm.road_end)) for arm in ends)
        if first is not None and second == (first + 1) % len(arms):
            found[first] = corner.radius
    return found
