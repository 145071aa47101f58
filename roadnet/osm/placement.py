"""Where a way lies in its cross-section: the tag `placement`, else the middle of the lanes."""

import re
from collections.abc import Sequence
from itertools import accumulate

from roadnet.model import Direction, Method, StripType
from roadnet.osm.elements import Tags
from roadnet.osm.lane_draft import LaneDraft, Place
from roadnet.osm.street import Street

TRANSITION = "transition"
_PLACED = re.compile(r"^(left_of|middle_of|right_of):(\d+)$")
_SHARE = {"left_of": 0.0, "middle_of": 0.5, "right_of": 1.0}  # of the lane, seen by its drivers


def placed_offset_m(
    street: Street, drafts: Sequence[LaneDraft], widths_m: Sequence[float]
) -> tuple[float, Method]:
    """Return how far the left edge of the cross-section lies to the left of the way.

    Parameters
    ----------
    street
        The way.
    drafts, widths_m
        Its strips from left to right, and their widths.

    Returns
    -------
    offset_m, method
        The distance, and whether it follows from a tag or is assumed.
    """
    edges = [0.0, *accumulate(widths_m)]
    for key, direction in (
        ("placement", Direction.FORWARD),
        ("placement:forward", Direction.FORWARD),
        ("placement:backward", Direction.BACKWARD),
    ):
        found = _PLACED.match(street.tags.get(key, ""))
        lanes = _counted(drafts, direction)
        if found and 1 <= int(found[2]) <= len(lanes):
            index = lanes[int(found[2]) - 1]
            share = _SHARE[found[1]]
            share = 1 - share if direction is Direction.BACKWARD else share
            return edges[index] + share * (edges[index + 1] - edges[index]), Method.OSM
    lanes = [i for i, draft in enumerate(drafts) if draft.place is Place.LANE]
    return (edges[lanes[0]] + edges[lanes[-1] + 1]) / 2, Method.ASSUMED


def in_transition(tags: Tags) -> bool:
    """Whether the way changes its place along its length."""
    return tags.get("placement") == TRANSITION


def _counted(drafts: Sequence[LaneDraft], direction: Direction) -> list[int]:
    """Return the lanes of a direction, left to right as its drivers see them."""
    lanes = [
        index
        for index, draft in enumerate(drafts)
        if draft.place is Place.LANE
        and draft.direction is direction
        and draft.strip_type is not StripType.BIKE
    ]
    return lanes[::-1] if direction is Direction.BACKWARD else lanes
