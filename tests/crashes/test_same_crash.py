"""Which crashes that officers entered a file has brought, too."""

import pandas as pd
import pytest

from crashes.same_crash import probably_same

NOON = pd.Timestamp("2026-01-01 12:00")


def crash(crash_id, source="npa", minutes=0, x_m=0.0, junction_name=None):
    return {
        "crash_id": crash_id,
        "source": source,
        "occurred_at": NOON + pd.Timedelta(minutes=minutes),
        "x_m": x_m,
        "y_m": 0.0 if x_m is not None else None,
        "junction_name": junction_name,
    }


def pairs(*crashes):
    frame = pd.DataFrame(crashes).astype({"x_m": float, "y_m": float, "junction_name": "str"})
    found = probably_same(frame)
    return found[["entered_id", "delivered_id"]].values.tolist()


@pytest.mark.parametrize(
    ("delivered", "is_same"),
    [
        (crash("a"), True),
        (crash("a", minutes=-15, x_m=100.0), True),
        (crash("a", minutes=16), False),
        (crash("a", x_m=101.0), False),
        (crash("a", source="entered"), False),
        (crash("a", x_m=None, junction_name="甲×乙"), True),
        (crash("a", x_m=None, junction_name="甲×丙"), False),
        (crash("a", x_m=None), False),
        (crash("a", x_m=500.0, junction_name="甲×乙"), False),
    ],
)
def test_near_in_time_and_place_may_be_one_crash(delivered, is_same):
    found = pairs(crash("e", "entered", junction_name="甲×乙"), delivered)
    assert found == ([["e", "a"]] if is_same else [])


def test_nearest_in_time_comes_first():
    found = pairs(crash("e", "entered"), crash("a", minutes=9), crash("b", minutes=-2))
    assert found == [["e", "b"], ["e", "a"]]


def test_without_entered_crashes_there_are_no_pairs():
    assert pairs(crash("a"), crash("b")) == []


def test_every_entered_crash_finds_its_own_among_many():
    delivered = [crash(f"a{n}", minutes=20 * n, x_m=10.0 * (n % 7)) for n in range(2_000)]
    mine = [crash(f"e{n}", "entered", minutes=20 * n + 3, x_m=0.0) for n in range(0, 2_000, 2)]
    found = pairs(*delivered, *mine)
    assert found == sorted([f"e{n}", f"a{n}"] for n in range(0, 2_000, 2))


def test_crash_without_a_time_has_no_double():
    timeless = crash("a") | {"occurred_at": pd.NaT}
    assert pairs(crash("e", "entered"), timeless) == []
