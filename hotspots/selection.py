"""Choose crashes of a table by the same filter that a store understands."""

import pandas as pd

from crashes.model import CrashFilter, LocationStatus

BELIEVED = tuple(status.value for status in LocationStatus if status.believed)


def is_believed(crashes: pd.DataFrame) -> pd.Series:
    """Return, for each crash, whether analysis may use its point.

    A crash without a point is not believed, whatever its status says.
    """
    has_point = crashes["x_m"].notna() & crashes["y_m"].notna()
    return crashes["location_status"].isin(BELIEVED) & has_point


def select_crashes(crashes: pd.DataFrame, chosen: CrashFilter) -> pd.DataFrame:
    """Return the crashes that pass `chosen`, ordered by time and key as a store gives them.

    Parameters
    ----------
    crashes
        CRASH_COLUMNS and LOCATION_COLUMNS.
    chosen
        An empty field does not restrict; the day `end` is excluded.

    Returns
    -------
    crashes
        The same columns, with a new index.
    """
    keep = _in_period(crashes["occurred_at"], chosen)
    for column, wanted in (
        ("severity", chosen.severities),
        ("county", chosen.counties),
        ("source", chosen.sources),
        ("location_status", chosen.location_statuses),
        ("crash_id", chosen.crash_ids),
    ):
        if wanted:
            keep &= crashes[column].isin([str(value) for value in wanted])
    if chosen.box_m:
        west, south, east, north = chosen.box_m
        keep &= crashes["x_m"].between(west, east) & crashes["y_m"].between(south, north)
    if chosen.text:
        keep &= _names(crashes, chosen.text)
    ordered = crashes[keep].sort_values(["occurred_at", "crash_id"], ignore_index=True)
    stop = None if chosen.limit is None else chosen.offset + chosen.limit
    return ordered.iloc[chosen.offset : stop].reset_index(drop=True)


def _in_period(occurred_at: pd.Series, chosen: CrashFilter) -> pd.Series:
    keep = pd.Series(True, index=occurred_at.index)
    if chosen.start:
        keep &= occurred_at >= pd.Timestamp(chosen.start)
    if chosen.end:
        keep &= occurred_at < pd.Timestamp(chosen.end)
    if chosen.hours:
        keep &= occurred_at.dt.hour.isin(chosen.hours)
    return keep


def _names(crashes: pd.DataFrame, text: str) -> pd.Series:
    found = pd.Series(False, index=crashes.index)
    for column in ("place_text", "junction_name", "crash_id"):
        found |= crashes[column].astype("str").str.contains(text, regex=False, na=False)
    return found
