"""The filter on a table means the same as the filter of a store."""

from datetime import date

import pandas as pd
import pytest

from crashes.model import CrashFilter, LocationStatus, Severity
from hotspots.selection import is_believed, select_crashes
from tests.hotspots.invented import ORIGIN, crash_table

CRASHES = crash_table(
    [(0, 0), (10, 0), (20, 0), (30, 0)],
    occurred_at=pd.to_datetime(
        ["2025-02-01 08:00", "2025-01-31 23:59", "2025-01-01 00:00", "2024-12-31 08:30"]
    ),
    severity=["A1", "A2", "A3", "A2"],
    county=["嘉義市", "嘉義市", "臺北市", "嘉義市"],
    source=["npa", "mapped", "npa", "npa"],
    location_status=["good", "default_point", "corrected", "good"],
    place_text=["文化路", "中山路", "文化路", None],
    junction_name=[None, None, None, "文化路×中山路"],
)
WEST, SOUTH = ORIGIN


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (CrashFilter(), "3210"),
        (CrashFilter(start=date(2025, 1, 1), end=date(2025, 2, 1)), "21"),
        (CrashFilter(severities=(Severity.A1, Severity.A3)), "20"),
        (CrashFilter(hours=(8,)), "30"),
        (CrashFilter(counties=("臺北市",)), "2"),
        (CrashFilter(sources=("mapped",)), "1"),
        (CrashFilter(location_statuses=(LocationStatus.GOOD,)), "30"),
        (CrashFilter(box_m=(WEST + 5, SOUTH - 1, WEST + 25, SOUTH + 1)), "21"),
        (CrashFilter(text="文化路"), "320"),
        (CrashFilter(crash_ids=("c000001",)), "1"),
        (CrashFilter(limit=2, offset=1), "21"),
    ],
)
def test_a_field_of_the_filter_restricts_and_time_orders(chosen, expected):
    found = select_crashes(CRASHES.sample(frac=1, random_state=1), chosen)
    assert "".join(key[-1] for key in found["crash_id"]) == expected


def test_only_good_and_corrected_points_are_believed():
    assert is_believed(CRASHES).tolist() == [True, False, True, True]
    assert not is_believed(CRASHES.assign(x_m=None)).any()
