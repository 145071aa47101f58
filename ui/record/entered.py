"""A record that an officer entered: whether a file brought it, too, and how to withdraw it."""

from datetime import datetime, timedelta

import pandas as pd
import streamlit as st

from crashes.model import CrashFilter, CrashRecord
from crashes.same_crash import ENTERED, probably_same
from errors import DaoanError
from language import translate as _
from ui.plain_text import as_text, error_text
from ui.record.opened import close_record
from ui.store_access import read_crashes, the_store

LIST = "ui/screens/records.py"
RECORD = "ui/screens/record.py"
SHOWN_DOUBLES = 20


def show_entered(record: CrashRecord, author: str) -> None:
    """Show what is special to an entered record; nothing on others."""
    if record.crash["source"] != ENTERED:
        return
    twins = twins_of(record)
    for twin in twins.itertuples():
        st.warning(
            _(
                "A file brought a crash {minutes} minutes away at this place: it may be this one.",
                minutes=f"{twin.minutes_apart:.0f}",
            )
        )
        link_to(str(twin.delivered_id))
    if author:
        with st.expander(_("Withdraw this crash"), expanded=not twins.empty):
            withdraw(record, author)


def twins_of(record: CrashRecord) -> pd.DataFrame:
    """Return the delivered crashes that may be this one, as `probably_same` gives them."""
    when: datetime = record.crash["occurred_at"]
    day = timedelta(days=1)
    chosen = CrashFilter(start=(when - day).date(), end=(when + 2 * day).date())
    crashes = read_crashes(chosen)
    others = crashes["source"] != ENTERED
    return probably_same(crashes[others | (crashes["crash_id"] == record.crash["crash_id"])])


def show_doubles() -> None:
    """Say which entered crashes a file may have brought, too; nothing where there are none."""
    entered = read_crashes(CrashFilter(sources=(ENTERED,)))
    if entered.empty:
        return
    day, when = timedelta(days=1), entered["occurred_at"].dropna()
    chosen = CrashFilter(start=(when.min() - day).date(), end=(when.max() + 2 * day).date())
    keys = probably_same(read_crashes(chosen))["entered_id"].unique()
    if not len(keys):
        return
    st.warning(
        _("{count} crashes that officers entered may have come in a file, too.", count=len(keys))
    )
    for key in keys[:SHOWN_DOUBLES]:
        st.page_link(
            RECORD,
            label=as_text(key),
            query_params={"crash": key},
            icon=":material/compare_arrows:",
        )


def link_to(crash_id: str) -> None:
    """Show the way to another record."""
    st.page_link(
        RECORD,
        label=as_text(crash_id),
        query_params={"crash": crash_id},
        icon=":material/compare_arrows:",
    )


def withdraw(record: CrashRecord, author: str) -> None:
    """Show the form that takes the crash out of the records."""
    st.markdown(
        _(
            "It is counted no more. Its content stays in the audit log, its scene and case stay"
            " where they are."
        )
    )
    with st.form("withdraw", border=False):
        reason = st.text_input(_("Reason"), key="withdraw_reason").strip()
        if not st.form_submit_button(_("Withdraw"), icon=":material/delete:"):
            return
    try:
        the_store().withdraw_entered_crash(
            str(record.crash["crash_id"]),
            author=author,
            reason=reason,
            expected_revision=record.revision,
        )
    except DaoanError as error:
        st.error(error_text(error))
        return
    close_record()
    st.switch_page(LIST)
