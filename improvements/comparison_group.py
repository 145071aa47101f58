"""Before/after of a site against untreated sites of the same time: takes trends out."""

import math
from dataclasses import dataclass

from improvements.effectiveness import Index, index_of_effectiveness
from improvements.naive import CountError

Z95 = 1.96  # as in the published examples


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """Crashes of the comparison group."""

    before: int  # M
    after: int  # N

    @property
    def ratio(self) -> float:
        """r_c = (N/M)/(1 + 1/M): how the group changed, with the bias of N/M taken out."""
        return self.after / self.before / (1 + 1 / self.before)


@dataclass(frozen=True, slots=True)
class GroupComparison:
    """Every number of the comparison-group method."""

    before: int  # K
    after: int  # L
    group: GroupCounts
    odds_ratio_variance: float  # Var ω: how unlike site and group have moved before
    ratio: float  # r_c
    expected_after: float  # π = r_c·K
    expected_sd: float
    reduction: float  # δ = π − L
    reduction_sd: float
    index: Index  # θ
    odds_ratio: float | None  # L·M/(K·N)
    odds_ratio_low: float | None
    odds_ratio_high: float | None


def compare_with_group(
    before: int, after: int, group: GroupCounts, *, odds_ratio_variance: float = 0.0
) -> GroupComparison:
    """Return what was to be expected had the site moved like the group.

    Parameters
    ----------
    before, after
        Crashes of the site, K and L.
    group
        Crashes of the comparison group in the same periods.
    odds_ratio_variance
        Var ω from the history of sample odds ratios; 0 takes the group as perfectly alike.

    Raises
    ------
    CountError
        When K, M or N is 0: nothing can be expected from nothing.

    Notes
    -----
    π = r_c·K; Var π/π² = 1/K + 1/M + 1/N + Var ω. Source: E. Hauer, Observational Before-After
    Studies in Road Safety (1997), chapter 9. The method does not know regression to the mean.

    Examples
    --------
    >>> found = compare_with_group(167, 313, GroupCounts(3566, 6121))
    >>> round(found.ratio, 4), round(found.expected_after, 2), round(found.index.value, 3)
    (1.716, 286.57, 1.085)
    """
    if min(before, group.before, group.after) <= 0:
        raise CountError(
            "The comparison group needs crashes in every period; found {before}, {group_before} "
            "and {group_after}.",
            before=before,
            group_before=group.before,
            group_after=group.after,
        )
    expected = group.ratio * before
    chance = 1 / before + 1 / group.before + 1 / group.after
    variance = expected**2 * (chance + odds_ratio_variance)
    odds, low, high = _odds_ratio(before, after, group)
    return GroupComparison(
        before=before,
        after=after,
        group=group,
        odds_ratio_variance=odds_ratio_variance,
        ratio=group.ratio,
        expected_after=expected,
        expected_sd=math.sqrt(variance),
        reduction=expected - after,
        reduction_sd=math.sqrt(after + variance),
        index=index_of_effectiveness(after, expected, variance),
        odds_ratio=odds,
        odds_ratio_low=low,
        odds_ratio_high=high,
    )


def _odds_ratio(
    before: int, after: int, group: GroupCounts
) -> tuple[float | None, float | None, float | None]:
    if after == 0:
        return 0.0, None, None
    odds = after * group.before / (before * group.after)
    spread = math.exp(Z95 * math.sqrt(1 / before + 1 / after + 1 / group.before + 1 / group.after))
    return odds, odds / spread, odds * spread
