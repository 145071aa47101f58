"""Give every strip a width: its own tag, its share of the carriageway's tag, or a default."""

from collections.abc import Sequence

from roadnet.default_sections import DefaultSections
from roadnet.model import Method, Profile, StripType
from roadnet.osm.elements import Tags
from roadnet.osm.lane_draft import LaneDraft, Place
from roadnet.osm.tag_values import metres

WIDTH_KEYS = ("width:carriageway", "width", "est_width")
NARROWEST_LANE_M, WIDEST_LANE_M = 2.0, 6.5
LEAST_SCALE, LARGEST_SCALE = 0.5, 2.0  # of defaults, when a tagged width is shared out
TRAVEL = frozenset({StripType.DRIVE, StripType.BUS})


def widths_of(drafts: Sequence[LaneDraft], tags: Tags, defaults: DefaultSections) -> list[Profile]:
    """Return the width of each strip, with its method and standard error.

    A tagged width of the carriageway is shared out: the lanes without a width of their own take
    what cycle lanes and parking leave; where that makes lanes of no real width, or all lanes are
    tagged, everything that is not tagged gives and takes in proportion. A tagged width that fits
    no lanes at all is not used.
    """
    values = [draft.stated_m or draft.default_m for draft in drafts]
    total = carriageway_width_m(tags)
    between = [i for i, draft in enumerate(drafts) if draft.place is not Place.ROADSIDE]
    shared: set[int] = set()
    if total is not None:
        open_lanes = [i for i in between if drafts[i].stated_m is None and _travels(drafts[i])]
        open_all = [i for i in between if drafts[i].stated_m is None]
        rest = total - sum(values[i] for i in between if i not in open_lanes)
        if open_lanes and _lanes_fit(rest, drafts, open_lanes):
            shared = _share(values, rest, open_lanes)
        elif open_all:
            rest = total - sum(values[i] for i in between if i not in open_all)
            scale = rest / sum(values[i] for i in open_all)
            if LEAST_SCALE <= scale <= LARGEST_SCALE:
                shared = _share(values, rest, open_all)
    return [
        _profile(value, draft, is_shared=index in shared, defaults=defaults)
        for index, (value, draft) in enumerate(zip(values, drafts, strict=True))
    ]


def carriageway_width_m(tags: Tags) -> float | None:
    """Return the tagged width between the kerbs."""
    return next((value for key in WIDTH_KEYS if (value := metres(tags.get(key)))), None)


def _travels(draft: LaneDraft) -> bool:
    return draft.place is Place.LANE and draft.strip_type in TRAVEL


def _lanes_fit(rest_m: float, drafts: Sequence[LaneDraft], lanes: list[int]) -> bool:
    """Whether the rest makes lanes of a real width; one strip for all may be as wide as it is."""
    if len(lanes) == 1 and len(drafts) == 1:
        return rest_m > 0
    return NARROWEST_LANE_M <= rest_m / len(lanes) <= WIDEST_LANE_M


def _share(values: list[float], rest_m: float, indices: list[int]) -> set[int]:
    """Scale the widths of some strips so that they fill the rest."""
    scale = rest_m / sum(values[index] for index in indices)
    for index in indices:
        values[index] *= scale
    return set(indices)


def _profile(
    value_m: float, draft: LaneDraft, *, is_shared: bool, defaults: DefaultSections
) -> Profile:
    value_m = round(value_m, 3)
    if draft.stated_m is not None:
        return Profile.constant(value_m, Method.OSM, defaults.sigma_m["tag"], "width tag")
    if is_shared:
        sigma_m = defaults.sigma_m["shared_tag"]
        return Profile.constant(value_m, Method.OSM, sigma_m, "share of the carriageway's tag")
    return Profile.constant(value_m, Method.ASSUMED, defaults.sigma_m["assumed"], defaults.source)
