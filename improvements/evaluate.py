"""Evaluate a measure at a site: naive, comparison group and Empirical Bayes side by side."""

from collections.abc import Sequence

import pandas as pd

from crashes.model import Severity
from hotspots.site import Site, crashes_at, junction_of
from improvements.comparison_group import GroupComparison, compare_with_group
from improvements.conclusion import cautions_of, explanation_of, verdict_of
from improvements.empirical_bayes import EmpiricalBayes, compare_by_empirical_bayes
from improvements.equal_coverage import classes_covered, is_covered
from improvements.model import DetectableReduction, Evaluation
from improvements.naive import NaiveComparison, compare_naively
from improvements.periods import ComparedPeriods, EvaluationPlan, compared_periods
from improvements.power import smallest_naive_reduction, smallest_reduction_against
from improvements.reference_group import (
    MIN_JUNCTIONS,
    ReferenceGroup,
    counties_of,
    reference_group,
    reference_junctions,
    variance_of_expectation,
)
from improvements.site_crashes import county_of_site, crashes_of_site
from language import Message
from roadnet.model import Junction


def evaluate_site(
    crashes: pd.DataFrame,
    junctions: Sequence[Junction],
    coverage: pd.DataFrame,
    site: Site,
    plan: EvaluationPlan,
    *,
    severities: Sequence[Severity] = tuple(Severity),
) -> Evaluation:
    """Return what the crashes of a site say about a measure, with every intermediate number.

    Parameters
    ----------
    crashes
        CRASH_COLUMNS and LOCATION_COLUMNS of the whole store, at least of the months compared;
        not only those of the site, because other junctions make the reference group.
    junctions
        Junctions of the store, in the same CRS.
    coverage
        `county`, `severity`, `month`, `state`, as a store gives it.
    site
        The circle that was treated.
    plan
        Completion, works and months before and after.
    severities
        Classes asked for; those never delivered are left out of both sides.

    Returns
    -------
    evaluation
        The reference group is made of junctions with as many roads as the site's, in counties with
        complete coverage of the same months, without those within 100 m of the site. With fewer
        than 20 there is no Empirical Bayes, and the evaluation says so.

    Raises
    ------
    SiteError
        When no crash with a believed location tells in which county the site lies.
    PeriodError
        When the dates and lengths do not fit together.
    UnequalCoverageError
        When the months compared are not equally complete.

    Notes
    -----
    Methods and sources: docs/methods.md, "Before and after".
    """
    periods = compared_periods(plan)
    county = county_of_site(crashes, site)
    covered = classes_covered(coverage, county, periods, severities)
    compared = crashes[crashes["severity"].isin([str(severity) for severity in covered])]
    junction = junction_of(junctions, site, crashes_at(crashes, site))
    found = crashes_of_site(compared, site, periods, junction=junction, county=county)
    naive = compare_naively(
        len(found.before), len(found.after), exposure_ratio=periods.exposure_ratio
    )
    group, reason = None, _NO_JUNCTION
    if junction is not None:
        counties = _usable_counties(coverage, compared, periods, covered)
        like = _junctions_like(junction, junctions, site, counties_of(junctions, crashes), counties)
        group = reference_group(compared, like, periods, radius_m=site.radius_m)
        reason = _why_no_empirical_bayes(group)
    bayes = _empirical_bayes(naive, group) if group and reason is None else None
    detectable = _detectable(naive, bayes)
    return Evaluation(
        site=site,
        plan=plan,
        periods=periods,
        county=county,
        severities=covered,
        junction=junction,
        crashes=found,
        naive=naive,
        reference=group,
        group_comparison=_group_comparison(naive, group) if bayes else None,
        empirical_bayes=bayes,
        no_empirical_bayes=reason,
        detectable=detectable,
        verdict=verdict_of(naive, bayes),
        explanation=explanation_of(periods, naive, bayes, group, detectable),
        cautions=cautions_of(found, junction, bayes, group),
    )


_NO_JUNCTION: Message | None = Message(
    "No Empirical Bayes: no known junction lies in the circle, so there are no sites like it."
)


def _usable_counties(
    coverage: pd.DataFrame,
    compared: pd.DataFrame,
    periods: ComparedPeriods,
    covered: Sequence[Severity],
) -> frozenset[str]:
    """Return the counties whose records are complete in all the months compared."""
    return frozenset(
        str(county)
        for county in compared["county"].dropna().unique()
        if is_covered(coverage, str(county), periods, covered)
    )


def _junctions_like(
    junction: Junction,
    junctions: Sequence[Junction],
    site: Site,
    county_of: dict[str, str],
    usable: frozenset[str],
) -> tuple[Junction, ...]:
    return reference_junctions(
        junctions, site, junction, lambda one: county_of.get(str(one.junction_id)) in usable
    )


def _why_no_empirical_bayes(group: ReferenceGroup) -> Message | None:
    if group.size < MIN_JUNCTIONS:
        return Message(
            "No Empirical Bayes: only {found} junctions with as many roads and complete records "
            "were found, {needed} are needed.",
            {"found": group.size, "needed": MIN_JUNCTIONS},
        )
    if not group.can_predict:
        return Message(
            "No Empirical Bayes: the {found} junctions of the reference group had too few crashes "
            "({before} before, {after} after).",
            {"found": group.size, "before": group.counts.before, "after": group.counts.after},
        )
    return None


def _empirical_bayes(naive: NaiveComparison, group: ReferenceGroup) -> EmpiricalBayes:
    return compare_by_empirical_bayes(
        naive.before,
        naive.after,
        group.prediction,
        reference_variance=variance_of_expectation(group, naive.before),
    )


def _group_comparison(
    naive: NaiveComparison, group: ReferenceGroup | None
) -> GroupComparison | None:
    if group is None or naive.before == 0:
        return None
    return compare_with_group(naive.before, naive.after, group.counts)


def _detectable(naive: NaiveComparison, bayes: EmpiricalBayes | None) -> DetectableReduction:
    return DetectableReduction(
        smallest_naive_reduction(naive.before, exposure_ratio=naive.exposure_ratio),
        smallest_reduction_against(bayes.expectation) if bayes else None,
    )
