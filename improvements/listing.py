"""Put an evaluation into one object for machines, with every intermediate number."""

from dataclasses import asdict
from typing import Any

from improvements.empirical_bayes import EmpiricalBayes
from improvements.model import Evaluation
from improvements.periods import Period
from improvements.reference_group import MIN_JUNCTIONS, NEIGHBOUR_M, ReferenceGroup
from language import Message


def listing(evaluation: Evaluation) -> dict[str, Any]:
    """Return the evaluation as one JSON-ready object; sentences in the language in force.

    Returns
    -------
    listing
        `site`, `periods`, `coverage`, `crashes`, `naive`, `reference_group`, `comparison_group`,
        `empirical_bayes`, `no_empirical_bayes`, `smallest_detectable_reduction`, `verdict`,
        `explanation`, `cautions`. A method that could not be used is null.
    """
    found, group = evaluation.crashes, evaluation.group_comparison
    return {
        "site": _site(evaluation),
        "periods": _periods(evaluation),
        "coverage": {
            "county": evaluation.county,
            "severities": [str(severity) for severity in evaluation.severities],
            "state": "complete",
        },
        "crashes": {
            "before": len(found.before),
            "after": len(found.after),
            "during_works": len(found.during_works),
            "doubtful_before": len(found.doubtful_before),
            "doubtful_after": len(found.doubtful_after),
        },
        "naive": asdict(evaluation.naive) | {"change": evaluation.naive.change},
        "reference_group": _reference(evaluation.reference, len(found.before))
        if evaluation.reference
        else None,
        "comparison_group": asdict(group) if group else None,
        "empirical_bayes": _bayes(evaluation.empirical_bayes)
        if evaluation.empirical_bayes
        else None,
        "no_empirical_bayes": _said(evaluation.no_empirical_bayes),
        "smallest_detectable_reduction": asdict(evaluation.detectable),
        "verdict": _said(evaluation.verdict),
        "explanation": [_said(sentence) for sentence in evaluation.explanation],
        "cautions": [_said(sentence) for sentence in evaluation.cautions],
    }


def _site(evaluation: Evaluation) -> dict[str, Any]:
    site, junction = evaluation.site, evaluation.junction
    return asdict(site) | {
        "junction": junction.name if junction else None,
        "junction_id": str(junction.junction_id) if junction else None,
        "roads": len(junction.road_names) if junction else None,
    }


def _periods(evaluation: Evaluation) -> dict[str, Any]:
    periods, plan = evaluation.periods, evaluation.plan
    return {
        "completed": plan.completed.isoformat(),
        "before": [_days(period) for period in periods.before],
        "works": _days(periods.works) if periods.works else None,
        "after": _days(periods.after),
        "before_months": periods.before_months,
        "after_months": periods.after_months,
        "exposure_ratio": periods.exposure_ratio,
    }


def _days(period: Period) -> dict[str, Any]:
    return {
        "from": period.start.isoformat(),
        "to": period.end.isoformat(),  # excluded
        "days": period.days,
    }


def _reference(group: ReferenceGroup, observed_before: int) -> dict[str, Any]:
    enough = group.size > 1 and group.counts.before > 0
    return {
        "junctions": group.size,
        "junctions_needed": MIN_JUNCTIONS,
        "neighbours_left_out_m": NEIGHBOUR_M,
        "crashes_before": group.counts.before,
        "crashes_after": group.counts.after,
        "mean_before": group.mean_before if enough else None,
        "variance_before": group.variance_before if enough else None,
        "dispersion_found": group.dispersion_found if enough else None,
        "dispersion": group.dispersion if enough else None,
        "p_of_so_many_before": group.p_at_least(observed_before) if enough else None,
        "junction_ids": list(group.junction_ids),
    }


def _bayes(bayes: EmpiricalBayes) -> dict[str, Any]:
    return asdict(bayes) | {
        "variance_total": bayes.expectation.variance,
        "change": bayes.change,
    }


def _said(sentence: Message | None) -> str | None:
    return sentence.in_language() if sentence else None
