"""Before/after evaluations of the open store, kept until the store or the question changes."""

import streamlit as st

from crashes.model import CrashFilter
from improvements.evaluate import evaluate_site
from improvements.model import Evaluation
from improvements.periods import EvaluationPlan, compared_periods
from ui.site_address import SitePlace
from ui.site_reading import site_of
from ui.store_access import read_coverage, read_crashes, read_junctions, records_version

KEPT_EVALUATIONS = 32


def evaluate(place: SitePlace, plan: EvaluationPlan) -> Evaluation:
    """Return the evaluation of a measure at a place; DaoanError says why there can be none."""
    return _evaluate(records_version(), place, plan)


@st.cache_resource(max_entries=KEPT_EVALUATIONS, show_spinner=False)
def _evaluate(version: str, place: SitePlace, plan: EvaluationPlan) -> Evaluation:  # noqa: ARG001
    periods = compared_periods(plan)
    whole = CrashFilter(start=periods.before[0].start, end=periods.after.end)
    return evaluate_site(
        read_crashes(whole), read_junctions(), read_coverage(), site_of(place), plan
    )
