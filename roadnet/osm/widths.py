"""Give every strip a width: its own tag, its share of the carriageway's tag, or a default."""

from collections.abc import Sequence

from roadnet.default_sections import DefaultSections
from roadnet.model import Method, Profile, StripType
from roadnet.osm.elements import Tags
from roadnet.osm.lane_draft import LaneDraft, Place
from roadnet.osm.tag_values import metres

WIDTH_KEYS = ("width:carriageway", "width", "est_width")
NARROWEST_LANE_M, WIDEST_LANE_M = 2.0, 6.5
SCALES = {  # how far widths are stretched to fill a tagged width: defaults, and tagged widths
    True: (0.5, 2.0),
    False: (0.85, 1.2),
}
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
    shared: set[int] = set()
    if total is not None:
        between = [i for i, draft in enumerate(drafts) if draft.place is not Place.ROADSIDE]
        for takers in _takers(drafts, between):
            rest = total - sum(values[i] for i in between if i not in takers)
            if takers and _fits(rest, drafts, takers, values):
                scale = rest / sum(values[i] for i in takers)
                for index in takers:
                    values[index] *= scale
                shared = {i for i in takers if drafts[i].stated_m is None}
                break
    return [
        _profile(value, draft, is_shared=index in shared, defaults=defaults)
        for index, (value, draft) in enumerate(zip(values, drafts, strict=True))
    ]


def _takers(drafts: Sequence[LaneDraft], between: Sequence[int]) -> list[list[int]]:
    """Return who may take what is left of a tagged width: first choice first."""
    untagged = [i for i in between if drafts[i].stated_m is None]
    lanes = [i for i in untagged if _travels(drafts[i])]
    return [lanes, untagged, list(between)]


def _fits(
    rest_m: float, drafts: Sequence[LaneDraft], takers: Sequence[int], values: Sequence[float]
) -> bool:
    """Whether the takers may fill the rest."""
    if all(_travels(drafts[i]) and drafts[i].stated_m is None for i in takers):
        if len(drafts) == 1:
            return rest_m > 0  # one strip for all is as wide as it is
        return NARROWEST_LANE_M <= rest_m / len(takers) <= WIDEST_LANE_M
    least, largest = SCALES[all(drafts[i].stated_m is None for i in takers)]
    return least <= rest_m / sum(values[i] for i in takers) <= largest


def carriageway_width_m(tags: Tags) -> float | None:
    """Return the tagged width between the kerbs."""
    return next((value for key in WIDTH_KEYS if (value := metres(tags.get(key)))), None)


def _travels(draft: LaneDraft) -> bool:
    return draft.place is Place.LANE and draft.strip_type in TRAVEL


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
