"""Find crashes that officers entered and a file brought, too: one crash, counted twice."""

import numpy as np
import pandas as pd

ENTERED = "entered"
MINUTES_APART = 15
METRES_APART = 100.0


def probably_same(
    crashes: pd.DataFrame,
    *,
    minutes: float = MINUTES_APART,
    metres: float = METRES_APART,
) -> pd.DataFrame:
    """Return pairs of an entered and a delivered crash that may well be one.

    A pair is not far apart in time, and not far apart in place, or at a crossing of the same name
    where one of them has no point. A person decides.

    Parameters
    ----------
    crashes
        Merged crashes with crash_id, source, occurred_at, x_m, y_m (metres) and junction_name.
    minutes, metres
        The farthest that two accounts of one crash are apart.

    Returns
    -------
    pairs
        Columns entered_id, delivered_id, minutes_apart, metres_apart (missing without a point);
        by entered_id, the nearest in time first.

    Examples
    --------
    >>> at = pd.to_datetime(["2026-01-01 08:00", "2026-01-01 08:05", "2026-01-01 09:00"])
    >>> crashes = pd.DataFrame({"crash_id": ["e", "a", "b"], "source": ["entered", "npa", "npa"],
    ...     "occurred_at": at, "x_m": [0.0, 30.0, 0.0], "y_m": 0.0, "junction_name": "甲×乙"})
    >>> probably_same(crashes).values.tolist()
    [['e', 'a', 5.0, 30.0]]
    """
    entered = crashes[crashes["source"] == ENTERED]
    delivered = crashes[crashes["source"] != ENTERED]
    pairs = _near_in_time(entered[COLUMNS], delivered[COLUMNS], pd.Timedelta(minutes=minutes))
    apart = (pairs["occurred_at"] - pairs["occurred_at_delivered"]).abs()
    pairs["minutes_apart"] = apart.dt.total_seconds() / 60
    pairs["metres_apart"] = np.hypot(
        pairs["x_m"] - pairs["x_m_delivered"], pairs["y_m"] - pairs["y_m_delivered"]
    )
    same_name = pairs["junction_name"].eq(pairs["junction_name_delivered"]).fillna(value=False)
    near = pairs["metres_apart"].le(metres) | (pairs["metres_apart"].isna() & same_name)
    found = pairs[near].rename(
        columns={"crash_id": "entered_id", "crash_id_delivered": "delivered_id"}
    )
    ordered = found.sort_values(["entered_id", "minutes_apart", "delivered_id"], ignore_index=True)
    return ordered[["entered_id", "delivered_id", "minutes_apart", "metres_apart"]]


def _near_in_time(
    entered: pd.DataFrame, delivered: pd.DataFrame, most: pd.Timedelta
) -> pd.DataFrame:
    """Return every pair that is at most so far apart, columns of the second with a suffix."""
    entered = entered.dropna(subset="occurred_at")
    ordered = delivered.dropna(subset="occurred_at").sort_values("occurred_at", ignore_index=True)
    times, own = ordered["occurred_at"], entered["occurred_at"]
    first = times.searchsorted(own - most, side="left")
    last = times.searchsorted(own + most, side="right")
    counts = last - first
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    mine = entered.iloc[np.repeat(np.arange(len(entered)), counts)].reset_index(drop=True)
    theirs = ordered.iloc[np.repeat(first, counts) + within].reset_index(drop=True)
    pairs: pd.DataFrame = pd.concat([mine, theirs.add_suffix("_delivered")], axis=1)
    return pairs


COLUMNS = ["crash_id", "occurred_at", "x_m", "y_m", "junction_name"]
