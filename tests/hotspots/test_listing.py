"""The object for machines, and the coverage that stands beside it."""

import json
from datetime import date

import pandas as pd

from crashes.model import CrashFilter, Severity
from hotspots.coverage import coverage_of_period, months_between
from hotspots.find import find_hotspots
from hotspots.listing import listing
from tests.hotspots.invented import crash_table, heap

COVERAGE = pd.DataFrame(
    [
        ("嘉義市", "A1", "2025-01", "complete"),
        ("嘉義市", "A2", "2025-01", "complete"),
        ("嘉義市", "A1", "2025-02", "complete"),
        ("嘉義市", "A2", "2025-02", "partial"),
        ("臺北市", "A2", "2025-02", "complete"),
    ],
    columns=["county", "severity", "month", "state"],
)


def test_a_screening_becomes_json():
    crashes = crash_table([*heap(6), *heap(5, 1000), (4000, 0)], road_1="中山路")
    found = find_hotspots(crashes, [])
    chosen = CrashFilter(start=date(2025, 1, 1), severities=(Severity.A2,))
    content = json.loads(json.dumps(listing(found, chosen, [], top=1), ensure_ascii=False))
    assert content["period"]["from"] == "2025-01-01"
    assert content["period"]["to"] is None
    assert content["period"]["severities"] == ["A2"]
    assert len(content["hotspots"]) == 1
    first = content["hotspots"][0]
    assert {"rank", "name", "crashes", "a1", "a2", "a3", "epdo", "lon", "lat", "length_m"} <= set(
        first
    )
    assert (first["rank"], first["crashes"], first["epdo"]) == (1, 6, 21.0)
    assert first["flags"] == ["mid_block"]
    assert first["junction_id"] is None
    assert first["rank_under"]["equal"] == 1
    assert (content["method"]["eps_m"], content["method"]["min_crashes"]) == (30.0, 5)
    counted = content["in_hotspots"] + content["noise"] + content["doubtful_location"]
    assert (counted, content["total"]) == (12, 12)


def test_without_top_every_hotspot_is_listed():
    found = find_hotspots(crash_table([*heap(6), *heap(5, 1000)]), [])
    assert len(listing(found, CrashFilter(), [])["hotspots"]) == 2
    assert listing(found, CrashFilter(), [], top=0)["hotspots"] == []


def test_months_touched_in_part_belong_to_the_period():
    assert months_between(date(2024, 12, 31), date(2025, 2, 2)) == ("2024-12", "2025-01", "2025-02")
    assert months_between(date(2024, 12, 1), date(2025, 1, 1)) == ("2024-12",)
    assert months_between(date(2025, 1, 1), date(2025, 1, 1)) == ()


def test_coverage_counts_months_and_names_the_missing_ones():
    rows = coverage_of_period(COVERAGE, ["嘉義市"], start=date(2025, 1, 1), end=date(2025, 4, 1))
    by_class = {row["severity"]: row for row in rows}
    assert (by_class["A1"]["complete"], by_class["A1"]["absent_months"]) == (2, ["2025-03"])
    assert (by_class["A2"]["complete"], by_class["A2"]["partial_months"]) == (1, ["2025-02"])
    assert by_class["A3"]["absent"] == 3


def test_without_a_period_coverage_spans_what_is_known():
    rows = coverage_of_period(COVERAGE, ["嘉義市"], severities=(Severity.A2,))
    assert [(row["from"], row["to"], row["complete"], row["partial"]) for row in rows] == [
        ("2025-01", "2025-02", 1, 1)
    ]
    assert coverage_of_period(COVERAGE, ["高雄市"]) == []
