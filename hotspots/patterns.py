"""Say how crashes happen at a site: which kinds are more frequent there than elsewhere."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from language import Message

MIN_CRASHES = 5  # below this nothing is shown but the count
MIN_RATIO = 1.5
MIN_EXCESS = 2.0
MAX_Q = 0.10
CONFIDENCE = 0.95
HOURS_PER_BAND = 6
SATURDAY = 5
PATTERN_COLUMNS = ("crash_type_code", "hour_band", "day_kind")

RESULT_COLUMNS = (
    "site",
    "column",
    "value",
    "count",  # crashes of this kind at the site
    "total",  # crashes of the site whose kind is known
    "share",
    "reference_count",
    "reference_total",
    "reference_share",
    "ratio",  # share over reference share
    "ratio_low",  # exact 95 % interval, the reference share taken as known
    "ratio_high",
    "excess",  # crashes more than the reference share would give
    "p",  # Fisher's exact test, one-sided
    "q",  # p after allowing for the number of tests
    "stands_out",
)


class Adjustment(StrEnum):
    """How the number of tests is allowed for."""

    FALSE_DISCOVERY = "false_discovery"  # Benjamini and Hochberg: for a list of sites
    HOLM = "holm"  # Holm: for a single site


def binomial_tail(count: int, total: int, share: float) -> float:
    """Return P(X ≥ count) for X ~ Binomial(total, share).

    Examples
    --------
    12 of 20 crashes at night where 30 % are usual.

    >>> round(binomial_tail(12, 20, 0.3), 7)
    0.0051382
    """
    return float(stats.binom.sf(count - 1, total, share))


def binomial_mid_p(count: int, total: int, share: float) -> float:
    """Return P(X > count) + P(X = count) / 2: less cautious than the exact tail.

    Examples
    --------
    >>> round(binomial_mid_p(12, 20, 0.3), 7)
    0.0032085
    """
    return binomial_tail(count, total, share) - 0.5 * float(stats.binom.pmf(count, total, share))


def with_time_bands(crashes: pd.DataFrame) -> pd.DataFrame:
    """Return the crashes with `hour_band` (six hours each) and `day_kind` from `occurred_at`.

    Examples
    --------
    >>> at = pd.DataFrame({"occurred_at": pd.to_datetime(["2025-01-04 23:10"])})
    >>> with_time_bands(at)[["hour_band", "day_kind"]].iloc[0].tolist()
    ['18–24', 'weekend']
    """
    start = crashes["occurred_at"].dt.hour // HOURS_PER_BAND * HOURS_PER_BAND
    weekend = crashes["occurred_at"].dt.day_of_week >= SATURDAY
    return crashes.assign(
        hour_band=[f"{hour:02d}–{hour + HOURS_PER_BAND:02d}" for hour in start],
        day_kind=np.where(weekend, "weekend", "weekday"),
    )


def find_patterns(
    at_sites: pd.DataFrame,
    reference: pd.DataFrame,
    columns: Sequence[str] = PATTERN_COLUMNS,
    *,
    adjustment: Adjustment = Adjustment.FALSE_DISCOVERY,
) -> pd.DataFrame:
    """Return how often each kind of crash happens at each site, against the reference.

    Parameters
    ----------
    at_sites
        Crashes of the sites: `crash_id`, `site` and the columns to test. All sites tested in one
        list belong in one call, or the number of tests is understated.
    reference
        Crashes of comparable sites: `crash_id` and the same columns. The site's own crashes are
        taken out of it.
    columns
        The kinds to test; a missing value is left out of its column.
    adjustment
        How the number of tests (kinds × sites) is allowed for.

    Returns
    -------
    patterns
        RESULT_COLUMNS, by site, then p, then the greater excess. Only sites with at least 5
        crashes of known kind. A pattern stands out when ratio ≥ 1.5, excess ≥ 2 and q < 0.10.

    Notes
    -----
    Fisher's exact test; Benjamini and Hochberg (1995), Holm (1979). Clopper and Pearson (1934) for
    the interval of the share.
    """
    parts = [_counts(at_sites, reference, column) for column in columns]
    table = pd.concat(parts, ignore_index=True)
    table = table[(table["total"] >= MIN_CRASHES) & (table["reference_total"] > 0)]
    table = _with_effect(table.reset_index(drop=True))
    table["p"] = stats.hypergeom.sf(
        table["count"] - 1,
        table["total"] + table["reference_total"],
        table["count"] + table["reference_count"],
        table["total"],
    )
    table["q"] = _adjusted(table["p"].to_numpy(dtype=float), adjustment)
    table["stands_out"] = (
        (table["ratio"] >= MIN_RATIO) & (table["excess"] >= MIN_EXCESS) & (table["q"] < MAX_Q)
    )
    ordered = table.sort_values(
        ["site", "p", "excess", "column", "value"], ascending=[True, True, False, True, True]
    )
    return ordered[list(RESULT_COLUMNS)].reset_index(drop=True)


def pattern_sentence(pattern: pd.Series, kind: Message | str) -> Message:
    """Return one row of `find_patterns` in words; `kind` is the name of its value."""
    return Message(
        "{count} of {total}: {kind}; elsewhere {reference_share:.0%} (ratio {ratio:.1f}, "
        "q = {q:.3f}).",
        {
            "count": int(pattern["count"]),
            "total": int(pattern["total"]),
            "kind": kind,
            "reference_share": float(pattern["reference_share"]),
            "ratio": float(pattern["ratio"]),
            "q": float(pattern["q"]),
        },
    )


def _counts(at_sites: pd.DataFrame, reference: pd.DataFrame, column: str) -> pd.DataFrame:
    """Count one column: at each site, and in the reference without the site's own crashes."""
    known = at_sites.dropna(subset=[column])
    elsewhere = reference.dropna(subset=[column])
    own = known[known["crash_id"].isin(elsewhere["crash_id"])]
    counts = known.groupby(["site", column]).size().reset_index(name="count")
    keys = pd.MultiIndex.from_frame(counts[["site", column]])
    own_counts = own.groupby(["site", column]).size().reindex(keys, fill_value=0).to_numpy()
    own_totals = counts["site"].map(own.groupby("site").size()).fillna(0)
    everywhere = counts[column].map(elsewhere[column].value_counts()).fillna(0)
    return pd.DataFrame(
        {
            "site": counts["site"],
            "column": column,
            "value": counts[column],
            "count": counts["count"],
            "total": counts["site"].map(known.groupby("site").size()),
            "reference_count": (everywhere - own_counts).astype(int),
            "reference_total": (len(elsewhere) - own_totals).astype(int),
        }
    )


def _with_effect(table: pd.DataFrame) -> pd.DataFrame:
    count, total = table["count"], table["total"]
    share, usual = count / total, table["reference_count"] / table["reference_total"]
    tail = (1 - CONFIDENCE) / 2
    low = pd.Series(stats.beta.ppf(tail, count, total - count + 1), index=table.index)
    high = pd.Series(stats.beta.ppf(1 - tail, count + 1, total - count), index=table.index)
    known = usual.where(usual > 0)
    return table.assign(
        share=share,
        reference_share=usual,
        ratio=(share / known).fillna(np.inf),
        ratio_low=(low / known).fillna(np.inf),
        ratio_high=(high.where(count < total, 1.0) / known).fillna(np.inf),
        excess=count - total * usual,
    )


def _adjusted(p: npt.NDArray[np.float64], adjustment: Adjustment) -> npt.NDArray[np.float64]:
    if len(p) == 0:
        return p
    if adjustment is Adjustment.FALSE_DISCOVERY:
        return np.asarray(stats.false_discovery_control(p), dtype=np.float64)
    order = np.argsort(p, kind="stable")
    raised = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(raised, 1.0)
    return adjusted
