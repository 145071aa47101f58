"""Put hotspots into one object for machines."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from crashes.model import CrashFilter
from hotspots.model import Hotspots


def listing(
    hotspots: Hotspots,
    chosen: CrashFilter,
    coverage: Sequence[dict[str, Any]],
    *,
    top: int | None = None,
) -> dict[str, Any]:
    """Return the screening as one JSON-ready object.

    Parameters
    ----------
    hotspots
        What `find_hotspots` gave.
    chosen
        The filter the crashes were read with; it becomes `period`.
    coverage
        What `coverage_of_period` says of the same period.
    top
        List only the first hotspots; the counts stay those of all.

    Returns
    -------
    listing
        `period`, `coverage`, `method`, `hotspots`, `noise`, `doubtful_location`,
        `doubtful_by_status`, `total`, `in_hotspots` and `warnings`; crashes of all hotspots
        (`in_hotspots`) + noise + doubtful location = total.
    """
    shown = hotspots.table if top is None else hotspots.table.head(top)
    return {
        "period": _period(chosen),
        "coverage": list(coverage),
        "method": hotspots.method,
        "hotspots": [
            _row(row, hotspots.sensitivity.loc[row["rank"]]) for _, row in shown.iterrows()
        ],
        "in_hotspots": int(hotspots.table["crashes"].sum()),
        "noise": hotspots.noise,
        "doubtful_location": hotspots.doubtful_location,
        "doubtful_by_status": hotspots.doubtful_by_status,
        "total": hotspots.total,
        "warnings": [warning.in_language() for warning in hotspots.warnings],
    }


def _period(chosen: CrashFilter) -> dict[str, Any]:
    return {
        "from": chosen.start.isoformat() if chosen.start else None,
        "to": chosen.end.isoformat() if chosen.end else None,
        "severities": [str(severity) for severity in chosen.severities],
        "hours": list(chosen.hours),
        "counties": list(chosen.counties),
    }


def _row(row: pd.Series, ranks: pd.Series) -> dict[str, Any]:
    return {
        "rank": int(row["rank"]),
        "name": row["name"],
        "crashes": int(row["crashes"]),
        "a1": int(row["a1"]),
        "a2": int(row["a2"]),
        "a3": int(row["a3"]),
        "epdo": float(row["epdo"]),
        "lon": float(row["lon"]),
        "lat": float(row["lat"]),
        "length_m": round(float(row["length_m"]), 1),
        "radius_m": math.ceil(float(row["radius_m"]) * 10) / 10,
        "flags": [str(flag) for flag in row["flags"]],
        "junction_id": None if pd.isna(row["junction_id"]) else str(row["junction_id"]),
        "rank_under": {str(key): int(place) for key, place in ranks.items()},
    }
