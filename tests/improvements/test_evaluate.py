"""The evaluation of a site, from tables of crashes, junctions and coverage."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from crashes.model import Severity
from hotspots.site import Site
from improvements.empirical_bayes import compare_by_empirical_bayes
from improvements.equal_coverage import UnequalCoverageError
from improvements.evaluate import evaluate_site
from improvements.listing import listing
from improvements.periods import EvaluationPlan
from improvements.reference_group import variance_of_expectation
from improvements.site_crashes import SiteError
from language import Language, in_language
from roadnet.model import Method
from tests.hotspots.invented import ORIGIN, crash_table, junction

SITE = Site(*ORIGIN, radius_m=30)
PLAN = EvaluationPlan(date(2024, 1, 1), 12, 12, works_from=date(2023, 11, 1))
BEFORE, AFTER, WORKS = "2023-05-01", "2024-05-01", "2023-12-01"


def coverage(county="嘉義市", severities=("A1", "A2"), years=(2022, 2023, 2024)):
    return pd.DataFrame(
        [
            (county, severity, f"{year}-{month:02d}", "complete")
            for severity in severities
            for year in years
            for month in range(1, 13)
        ],
        columns=["county", "severity", "month", "state"],
    )


def city(site_before, site_after, others_before, others_after, **columns):
    """The treated junction at the origin, the others in a row 500 m apart."""
    junctions = [junction("甲×乙", 0, 0)]
    points, moments = [(0, 0)] * (site_before + site_after), []
    moments += [BEFORE] * site_before + [AFTER] * site_after
    for place, counts in enumerate(zip(others_before, others_after, strict=True)):
        x = 500.0 * (place + 1)
        junctions.append(junction(f"路{place:02d}×街", x, 0))
        points += [(x, 0)] * sum(counts)
        moments += [BEFORE] * counts[0] + [AFTER] * counts[1]
    crashes = crash_table(points, occurred_at=pd.to_datetime(moments), **columns)
    return crashes, junctions


OTHERS_BEFORE = [3, 5, 8, 2, 6, 4, 9, 1, 7, 5] * 3
OTHERS_AFTER = [4, 4, 7, 2, 5, 5, 8, 2, 6, 5] * 3


def test_every_number_comes_back():
    crashes, junctions = city(20, 6, OTHERS_BEFORE, OTHERS_AFTER)
    found = evaluate_site(crashes, junctions, coverage(), SITE, PLAN)
    assert (found.county, found.severities) == ("嘉義市", (Severity.A1, Severity.A2))
    assert found.junction.name == "甲×乙"
    assert (len(found.crashes.before), len(found.crashes.after)) == (20, 6)
    assert (found.naive.before, found.naive.after, found.naive.exposure_ratio) == (20, 6, 1.0)
    assert found.reference.before == tuple(OTHERS_BEFORE)
    assert found.reference.after == tuple(OTHERS_AFTER)
    by_hand = compare_by_empirical_bayes(
        20,
        6,
        found.reference.prediction,
        reference_variance=variance_of_expectation(found.reference, 20),
    )
    assert found.empirical_bayes == by_hand
    assert found.group_comparison.group.before == sum(OTHERS_BEFORE)
    assert found.detectable.empirical_bayes is not None
    assert found.no_empirical_bayes is None


def test_empirical_bayes_expects_less_than_the_naive_method_after_a_bad_year():
    crashes, junctions = city(20, 12, OTHERS_BEFORE, OTHERS_AFTER)
    found = evaluate_site(crashes, junctions, coverage(), SITE, PLAN)
    assert found.empirical_bayes.expected_after < found.naive.expected_after
    assert found.empirical_bayes.index.value > found.naive.rate_ratio


def test_fewer_than_twenty_reference_junctions_give_no_empirical_bayes_and_say_so():
    crashes, junctions = city(20, 6, OTHERS_BEFORE[:19], OTHERS_AFTER[:19])
    found = evaluate_site(crashes, junctions, coverage(), SITE, PLAN)
    assert found.empirical_bayes is None
    assert found.group_comparison is None
    assert "only 19 junctions" in found.no_empirical_bayes.in_language(Language.EN)
    assert found.detectable.empirical_bayes is None
    crashes, junctions = city(20, 6, OTHERS_BEFORE[:20], OTHERS_AFTER[:20])
    assert evaluate_site(crashes, junctions, coverage(), SITE, PLAN).empirical_bayes is not None


def test_a_site_away_from_junctions_has_no_empirical_bayes():
    crashes, junctions = city(20, 6, OTHERS_BEFORE, OTHERS_AFTER)
    found = evaluate_site(crashes, junctions[1:], coverage(), SITE, PLAN)
    assert (found.junction, found.reference, found.empirical_bayes) == (None, None, None)
    assert "no known junction" in found.no_empirical_bayes.in_language(Language.EN)


def test_a_reference_group_without_crashes_gives_no_empirical_bayes():
    crashes, junctions = city(20, 6, [0] * 30, [1] * 30)
    found = evaluate_site(crashes, junctions, coverage(), SITE, PLAN)
    assert found.empirical_bayes is None
    assert "too few crashes" in found.no_empirical_bayes.in_language(Language.EN)


def test_junctions_of_a_county_with_incomplete_records_are_no_reference():
    crashes, junctions = city(20, 6, OTHERS_BEFORE, OTHERS_AFTER)
    away = crashes["x_m"] > ORIGIN[0] + 500 * 15.5
    mixed = crashes.assign(county=np.where(away, "嘉義縣", "嘉義市"))
    found = evaluate_site(mixed, junctions, coverage(), SITE, PLAN)
    assert found.reference.size == 15
    both = pd.concat([coverage(), coverage("嘉義縣")])
    assert evaluate_site(mixed, junctions, both, SITE, PLAN).reference.size == 30


def test_the_works_and_other_years_are_not_counted():
    crashes, junctions = city(9, 4, OTHERS_BEFORE, OTHERS_AFTER)
    stray = crash_table([(0, 0)] * 4).assign(
        crash_id=list("wxyz"),
        occurred_at=pd.to_datetime([WORKS, "2022-10-31", "2025-01-01", "2023-11-01"]),
    )
    found = evaluate_site(pd.concat([crashes, stray]), junctions, coverage(), SITE, PLAN)
    assert (found.naive.before, found.naive.after) == (9, 4)
    assert found.crashes.during_works == ("z", "w")


def test_a_class_never_delivered_counts_for_neither_side():
    crashes, junctions = city(9, 4, OTHERS_BEFORE, OTHERS_AFTER)
    stray = crash_table([(0, 0)], severity="A3", occurred_at=pd.Timestamp(AFTER))
    found = evaluate_site(pd.concat([crashes, stray]), junctions, coverage(), SITE, PLAN)
    assert found.naive.after == 4


def test_doubtful_crashes_that_name_the_junction_are_counted_apart():
    crashes, junctions = city(9, 4, OTHERS_BEFORE, OTHERS_AFTER)
    doubtful = crash_table([(9000, 0)] * 3).assign(
        crash_id=list("xyz"),
        location_status="default_cloud",
        junction_name="甲×乙",
        occurred_at=pd.to_datetime([BEFORE, BEFORE, AFTER]),
    )
    found = evaluate_site(pd.concat([crashes, doubtful]), junctions, coverage(), SITE, PLAN)
    assert (found.naive.before, found.naive.after) == (9, 4)
    assert (len(found.crashes.doubtful_before), len(found.crashes.doubtful_after)) == (2, 1)
    assert any("doubtful" in one.in_language(Language.EN) for one in found.cautions)


def test_unequal_coverage_is_refused_with_a_sentence():
    crashes, junctions = city(9, 4, OTHERS_BEFORE, OTHERS_AFTER)
    with pytest.raises(UnequalCoverageError, match="incomplete"):
        evaluate_site(crashes, junctions, coverage().iloc[:-1], SITE, PLAN)


def test_a_store_without_believed_crashes_is_refused():
    crashes, junctions = city(9, 4, [1], [1], location_status="missing")
    with pytest.raises(SiteError):
        evaluate_site(crashes, junctions, coverage(), SITE, PLAN)


def test_the_order_of_rows_and_junctions_does_not_matter():
    crashes, junctions = city(20, 6, OTHERS_BEFORE, OTHERS_AFTER)
    first = evaluate_site(crashes, junctions, coverage(), SITE, PLAN)
    shuffled = crashes.sample(frac=1, random_state=5)
    assert evaluate_site(shuffled, junctions[::-1], coverage(), SITE, PLAN) == first


def test_junctions_known_from_place_texts_only_bring_a_caution():
    crashes, junctions = city(20, 6, OTHERS_BEFORE, OTHERS_AFTER)
    learned = [replace(one, method=Method.PLACE_TEXT) for one in junctions]
    found = evaluate_site(crashes, learned, coverage(), SITE, PLAN)
    assert any("crash records only" in one.in_language(Language.EN) for one in found.cautions)


def test_a_site_unlike_its_group_brings_a_caution():
    crashes, junctions = city(40, 12, OTHERS_BEFORE, OTHERS_AFTER)
    found = evaluate_site(crashes, junctions, coverage(), SITE, PLAN)
    assert any("unlike the others" in one.in_language(Language.EN) for one in found.cautions)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("counts", [(20, 6), (20, 18), (3, 20), (0, 0), (0, 3), (4, 0)])
def test_the_listing_is_json_and_speaks_plainly(counts, language):
    crashes, junctions = city(*counts, OTHERS_BEFORE, OTHERS_AFTER)
    found = evaluate_site(crashes, junctions, coverage(), SITE, PLAN)
    with in_language(language):
        content = json.loads(json.dumps(listing(found), ensure_ascii=False, allow_nan=False))
    assert content["crashes"]["before"] == counts[0]
    assert content["naive"]["expected_after"] == counts[0]
    assert content["reference_group"]["junctions"] == 30
    assert content["empirical_bayes"]["weight"] == pytest.approx(found.empirical_bayes.weight)
    assert content["periods"]["works"]["from"] == "2023-11-01"
    sentences = [content["verdict"], *content["explanation"], *content["cautions"]]
    assert all("{" not in one and "nan" not in one and "inf" not in one for one in sentences)
    if language is Language.ZH_TW:
        assert all("一" <= one[0] <= "鿿" or one[0].isdigit() for one in sentences)


@pytest.mark.parametrize(
    ("after", "said"), [(1, "Fewer crashes"), (14, "not shown"), (45, "More crashes")]
)
def test_the_verdict_follows_the_interval(after, said):
    crashes, junctions = city(20, after, OTHERS_BEFORE, OTHERS_AFTER)
    found = evaluate_site(crashes, junctions, coverage(), SITE, PLAN)
    assert said in found.verdict.in_language(Language.EN)


def test_one_crash_or_none_says_nothing():
    crashes, junctions = city(0, 1, [0, 1, 0, 0, 0] * 6, [0, 0, 1, 0, 0] * 6)
    found = evaluate_site(crashes, junctions, coverage(), SITE, PLAN)
    assert "Too few" in found.verdict.in_language(Language.EN)
