"""Which months the store holds, and a person's word on a month that the files leave open."""

import json
from datetime import datetime

import pandas as pd
import streamlit as st

from crashes.counties import all_counties
from crashes.model import CoverageState, Severity
from errors import DaoanError
from language import translate as _
from ui.plain_text import error_text, sentence
from ui.store_access import counties_of_store, read_coverage, store_settings, the_store
from ui.theme import severity_label
from ui.widgets.author import author_field
from ui.widgets.coverage_table import show_coverage
from ui.widgets.empty_page import empty_page
from ui.wording import coverage_state_name, message_text

SAID = "coverage_said"
STATED = "reason of coverage"  # action in the audit log
FIRST_YEAR = 1990
MOST_LETTERS = 200
COUNTY, CLASSES, YEAR, MONTH, STATE, REASON = (
    "coverage_county",
    "coverage_classes",
    "coverage_year",
    "coverage_month",
    "coverage_state",
    "coverage_reason",
)


def show() -> None:
    """Draw the page."""
    st.title(_("Coverage"))
    st.markdown(
        _(
            "The files tell which months were delivered whole. Where they cannot, a person may say"
            " so: the statement stands over all files, with name and reason."
        )
    )
    if said := st.session_state.pop(SAID, None):
        st.success(said)
    author = author_field()
    coverage = read_coverage()
    if coverage.empty and not counties_of_store():
        empty_page(
            _("There are no records yet."),
            next_page="ui/screens/imports.py",
            next_label=_("Import a police crash file"),
        )
        return
    state_form(author)
    show_coverage(coverage, key="coverage_page")
    show_statements(coverage)
    show_open_months(coverage)


def state_form(author: str) -> None:
    """Show the form that states a month, and save what was stated."""
    own = store_settings().counties or counties_of_store()
    with st.form("state_coverage", border=True):
        st.subheader(_("State a month by hand"))
        first = st.columns([2, 1, 1, 2], gap="small")
        with first[0]:
            options = list(dict.fromkeys([*own, *all_counties()]))
            county = st.selectbox(_("County"), options, key=COUNTY)
        with first[1]:
            this_year = datetime.now().astimezone().year
            year = st.number_input(_("Year"), FIRST_YEAR, this_year, this_year, key=YEAR)
        with first[2]:
            month = st.selectbox(_("Month"), range(1, 13), key=MONTH)
        with first[3]:
            classes = st.pills(
                _("Severity"),
                list(Severity),
                format_func=severity_label,
                selection_mode="multi",
                default=list(Severity),
                key=CLASSES,
            )
        state = st.segmented_control(
            _("The month is"),
            list(CoverageState),
            format_func=coverage_state_name,
            default=CoverageState.COMPLETE,
            required=True,
            key=STATE,
        )
        reason = st.text_input(
            _("Reason"),
            key=REASON,
            max_chars=MOST_LETTERS,
            placeholder=_("for example: letter of the police of 5 March, 214 crashes in all"),
        ).strip()
        if st.form_submit_button(_("Save the statement"), type="primary", disabled=not author):
            stated = (str(county), f"{int(year)}-{int(month):02d}", CoverageState(state))
            save(stated, tuple(classes), author, reason)


def save(
    stated: tuple[str, str, CoverageState], classes: tuple[str, ...], author: str, reason: str
) -> None:
    """Save a statement for each class, with its reason in the audit log."""
    county, month, state = stated
    if not classes:
        st.error(_("Choose at least one class."))
        return
    if not reason:
        st.error(_("Give a reason: it is kept with the statement."))
        return
    try:
        for severity in sorted(classes):
            the_store().state_coverage(county, severity, month, state, author=author)
            subject = f"{county} {severity} {month}"
            the_store().log(author, STATED, subject, {"state": str(state), "reason": reason})
    except DaoanError as error:
        st.error(error_text(error))
        return
    st.session_state[SAID] = sentence(
        "{county}, {month}: {state}.",
        county=county,
        month=month,
        state=coverage_state_name(state),
    )
    st.rerun()


def show_statements(coverage: pd.DataFrame) -> None:
    """Show what people stated, with who and why."""
    stated = coverage[coverage["stated_by"].notna()]
    if stated.empty:
        return
    st.subheader(_("Stated by people"))
    log = the_store().audit_log()
    reasons = log[log["action"] == STATED].drop_duplicates("subject").set_index("subject")
    details = {
        subject: json.loads(text).get("reason", "") for subject, text in reasons["detail"].items()
    }
    rows = [
        (
            one["county"],
            one["severity"],
            one["month"],
            coverage_state_name(one["state"]),
            one["stated_by"],
            details.get(f"{one['county']} {one['severity']} {one['month']}", ""),
        )
        for one in stated.to_dict("records")
    ]
    headings = [_("County"), _("Severity"), _("Month"), _("Coverage"), _("Who"), _("Reason")]
    table = pd.DataFrame(rows, columns=headings)
    st.dataframe(table, hide_index=True, height="content", key="stated_months")


def show_open_months(coverage: pd.DataFrame) -> None:
    """Show the months that the files leave partial, with their reasons."""
    partial = coverage[
        (coverage["state"] == str(CoverageState.PARTIAL)) & coverage["stated_by"].isna()
    ]
    if partial.empty:
        return
    with st.expander(_("Partial months, and why") + f" ({len(partial)})"):
        table = pd.DataFrame(
            {
                _("County"): partial["county"],
                _("Severity"): partial["severity"],
                _("Month"): partial["month"],
                _("Days"): [len(days) for days in partial["days"]],
                _("Reason"): [message_text(reason) for reason in partial["reason"]],
            }
        )
        st.dataframe(table, hide_index=True, key="partial_months")


if __name__ == "__main__":
    show()
