"""What an improvement did: crashes before and after it, by two methods side by side."""

from datetime import date

import streamlit as st

from crashes.model import CrashFilter
from errors import DaoanError
from improvements.model import Evaluation
from improvements.periods import EvaluationPlan
from language import translate as _
from ui.evaluating import evaluate
from ui.page_address import choice_of_address, keep_choice
from ui.plain_text import as_text, error_text
from ui.store_access import count_crashes
from ui.widgets.diagram_view import show_comparison
from ui.widgets.empty_page import empty_page
from ui.widgets.evaluation_figures import figures_table, show_methods
from ui.widgets.site_chooser import site_chooser
from ui.widgets.table_download import table_download

DEFAULT_MONTHS = 12
MAX_MONTHS = 120
DATE_WIDTH_PX = 170


def show() -> None:
    """Draw the page."""
    st.title(_("Before/after"))
    if not count_crashes(CrashFilter()):
        empty_page(
            _("There are no records yet."),
            next_page="ui/screens/imports.py",
            next_label=_("Import a police crash file"),
        )
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        place = site_chooser()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        plan = plan_fields()
    if place is None:
        st.info(_("Choose the junction that was improved, or come here from a hotspot."))
        return
    if plan is None:
        st.info(_("Say when the improvement was completed."))
        return
    try:
        draw(evaluate(place, plan))
    except DaoanError as error:
        st.warning(error_text(error))


def plan_fields() -> EvaluationPlan | None:
    """Show dates and lengths; return the plan, None until there is a date of completion."""
    completed = date_field("completed", _("Completed on"))
    works_from = date_field("works", _("Works began on (optional)"))
    before = months_field("before", _("Months before"))
    after = months_field("after", _("Months after"))
    if completed is None:
        return None
    return EvaluationPlan(completed, before, after, works_from)


def date_field(name: str, label: str) -> date | None:
    """Show a date that stands in the address."""
    key = f"plan_{name}"
    choice_of_address(name, key, read=date.fromisoformat, default=None)
    day = st.date_input(label, key=key, format="YYYY/MM/DD", width=DATE_WIDTH_PX)
    keep_choice(name, day, day.isoformat() if day else "")
    return day


def months_field(name: str, label: str) -> int:
    """Show a number of months that stands in the address."""
    key = f"plan_{name}"
    choice_of_address(name, key, read=int, default=DEFAULT_MONTHS)
    months = int(st.number_input(label, 1, MAX_MONTHS, key=key, width=DATE_WIDTH_PX))
    keep_choice(name, months, str(months))
    return months


def draw(evaluation: Evaluation) -> None:
    """Draw the sentence, the methods, what is behind them, and the two diagrams."""
    junction = evaluation.junction
    if junction:
        st.subheader(as_text(junction.name))
    st.caption(period_text(evaluation))
    with st.container(key="verdict"):
        st.markdown(as_text(evaluation.verdict.in_language()))
    show_methods(evaluation)
    st.markdown("\n".join(f"- {as_text(line.in_language())}" for line in evaluation.explanation))
    for caution in evaluation.cautions:
        st.warning(as_text(caution.in_language()))
    table_download(
        figures_table(evaluation), "before_after", title=_("Before/after"), key="figures"
    )
    show_comparison(evaluation)


def period_text(evaluation: Evaluation) -> str:
    """Return the days that are compared, and the classes that are counted."""
    periods = evaluation.periods
    before = ", ".join(f"{one.start} – {one.end}" for one in periods.before)
    return _(
        "Before: {before}; after: {after} (ends excluded); classes {classes}",
        before=before,
        after=f"{periods.after.start} – {periods.after.end}",
        classes=", ".join(evaluation.severities),
    )


if __name__ == "__main__":
    show()
