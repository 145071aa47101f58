"""Small invented tables of crashes and junctions for the tests of analysis."""

import numpy as np
import pandas as pd

from crashes.model import CRASH_COLUMNS, LOCATION_COLUMNS
from roadnet.model import Junction

ORIGIN = np.array([194_000.0, 2_597_000.0])  # Chiayi, EPSG:3826


def crash_table(points, **columns):
    """Crashes at `points` (metres from the origin), good A2 crashes unless told otherwise."""
    points = np.asarray(points, dtype=float).reshape(-1, 2) + ORIGIN
    count = len(points)
    table = pd.DataFrame(
        {
            "crash_id": [f"c{number:06d}" for number in range(count)],
            "severity": "A2",
            "occurred_at": pd.Timestamp("2025-01-01"),
            "county": "嘉義市",
            "district": "西區",
            "x_m": points[:, 0],
            "y_m": points[:, 1],
            "location_status": "good",
        }
    )
    missing = [name for name in (*CRASH_COLUMNS, *LOCATION_COLUMNS) if name not in table]
    table = table.assign(**dict.fromkeys(missing)).assign(**columns)
    return table


def junction(name, x, y):
    """A junction `x`, `y` metres from the origin; its key is its name."""
    x_m, y_m = np.array([x, y], dtype=float) + ORIGIN
    return Junction(name, name, x_m, y_m, tuple(name.split("×")))


def heap(count, x=0.0, y=0.0, spread=1.0):
    """`count` points in a row of `spread` metres around (x, y)."""
    offsets = np.linspace(-spread / 2, spread / 2, count)
    return np.column_stack([x + offsets, np.full(count, y)])
