"""Over-represented kinds of crashes: the documented test values, and what is not reported."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from hotspots.patterns import (
    Adjustment,
    binomial_mid_p,
    binomial_tail,
    find_patterns,
    pattern_sentence,
    with_time_bands,
)
from language import Language


def crashes(site, **kinds):
    """Crashes of one site: `column=(value, count, value, count, …)`."""
    columns = {
        column: [
            value
            for value, count in zip(pairs[::2], pairs[1::2], strict=True)
            for _ in range(count)
        ]
        for column, pairs in kinds.items()
    }
    table = pd.DataFrame(columns)
    return table.assign(site=site, crash_id=[f"{site}-{number}" for number in range(len(table))])


NIGHTS = crashes("here", light=("night", 12, "day", 8))
REFERENCE = crashes("elsewhere", light=("night", 900, "day", 2100))


def test_twelve_of_twenty_at_night_where_thirty_percent_are_usual():
    """The test values of docs/methods.md: binomial, mid-p and Fisher."""
    assert binomial_tail(12, 20, 0.30) == pytest.approx(0.0051382, abs=5e-8)
    assert binomial_mid_p(12, 20, 0.30) == pytest.approx(0.0032085, abs=5e-8)
    night = find_patterns(NIGHTS, REFERENCE, ["light"]).iloc[0]
    assert night["value"] == "night"
    assert night["p"] == pytest.approx(0.0053121, abs=5e-8)
    assert (night["ratio"], night["excess"]) == pytest.approx((2.0, 6.0))
    assert night["stands_out"]


def test_the_p_value_is_fishers_of_the_two_by_two_table():
    table = find_patterns(NIGHTS, REFERENCE, ["light"]).set_index("value")
    for value, here, there in (("night", 12, 900), ("day", 8, 2100)):
        expected = stats.fisher_exact([[here, 20 - here], [there, 3000 - there]], "greater")
        assert table.loc[value, "p"] == pytest.approx(expected.pvalue)


def test_the_site_itself_is_taken_out_of_the_reference():
    everything = pd.concat([NIGHTS, REFERENCE], ignore_index=True)
    pd.testing.assert_frame_equal(
        find_patterns(NIGHTS, everything, ["light"]), find_patterns(NIGHTS, REFERENCE, ["light"])
    )


def test_the_interval_of_the_ratio_is_exact():
    night = find_patterns(NIGHTS, REFERENCE, ["light"]).iloc[0]
    exact = stats.binomtest(12, 20).proportion_ci(method="exact")
    assert night["ratio_low"] == pytest.approx(exact.low / 0.3)
    assert night["ratio_high"] == pytest.approx(exact.high / 0.3)


def test_fewer_than_five_crashes_give_no_pattern():
    few = crashes("here", light=("night", 4))
    assert find_patterns(few, REFERENCE, ["light"]).empty


def test_a_missing_value_is_left_out_of_its_column():
    holes = pd.concat([NIGHTS, crashes("here", light=(None, 30)).assign(crash_id="x")])
    assert find_patterns(holes, REFERENCE, ["light"])["total"].tolist() == [20, 20]


def test_many_sites_without_a_pattern_give_almost_no_pattern():
    rng = np.random.default_rng(11)
    usual = [0.4, 0.2, 0.2, 0.1, 0.05, 0.05]
    sites = pd.DataFrame(
        {"site": np.repeat(np.arange(200), 25), "kind": rng.choice(list("abcdef"), 5000, p=usual)}
    )
    sites["crash_id"] = sites.index.astype(str)
    assert find_patterns(sites, sites, ["kind"])["stands_out"].sum() <= 2


def test_a_planted_pattern_is_found_among_many_sites():
    rng = np.random.default_rng(12)
    sites = pd.DataFrame(
        {"site": np.repeat(np.arange(60), 20), "kind": rng.choice(list("abcd"), 1200)}
    )
    sites["crash_id"] = sites.index.astype(str)
    sites.loc[sites.index[20 * 7 : 20 * 7 + 15], "kind"] = "a"
    found = find_patterns(sites, sites, ["kind"])
    out = found[found["stands_out"]]
    assert out[["site", "value"]].to_numpy().tolist() == [[7, "a"]]


def test_holm_never_gives_less_than_the_false_discovery_rate():
    mild = find_patterns(NIGHTS, REFERENCE, ["light"])
    strict = find_patterns(NIGHTS, REFERENCE, ["light"], adjustment=Adjustment.HOLM)
    assert (strict["q"] >= mild["q"]).all()
    assert strict["q"].iloc[0] == pytest.approx(2 * strict["p"].iloc[0])


def test_hours_fall_into_four_bands():
    at = pd.to_datetime(["2025-01-06 00:00", "2025-01-06 05:59", "2025-01-10 12:00"])
    table = with_time_bands(pd.DataFrame({"occurred_at": at}))
    assert table["hour_band"].tolist() == ["00–06", "00–06", "12–18"]
    assert table["day_kind"].tolist() == ["weekday"] * 3


def test_a_pattern_is_said_in_words():
    night = find_patterns(NIGHTS, REFERENCE, ["light"]).iloc[0]
    said = pattern_sentence(night, "at night").in_language(Language.EN)
    assert said == "12 of 20: at night; elsewhere 30% (ratio 2.0, q = 0.011)."
