"""Who corrected what, when and why."""

import pandas as pd
import streamlit as st

from crashes.model import CrashRecord, Edit, RecordedEdit
from language import translate as _
from ui.record.facts import version_of
from ui.wording import field_name, value_text


def show_history(record: CrashRecord) -> None:
    """Show the edits of a record, the latest first."""
    if not record.edits:
        st.caption(_("Nobody has corrected this record."))
        return
    conflicts = [recorded for recorded in record.edits if recorded.conflict]
    if conflicts:
        st.warning(
            _(
                "The source has changed since {count} of these corrections: look at them again.",
                count=len(conflicts),
            )
        )
    latest_first = sorted(record.edits, key=lambda one: one.made_at, reverse=True)
    table = history_table(latest_first, version_of(record))
    st.dataframe(table, hide_index=True, key="history", height="content")


def history_table(edits: list[RecordedEdit], version: str) -> pd.DataFrame:
    """Return when, who, item, value, source, reason of edits."""
    rows = [
        (
            recorded.made_at.astimezone().strftime("%Y-%m-%d %H:%M"),
            recorded.author,
            item_of(recorded.edit),
            edit_value_text(recorded.edit.field, recorded.edit.value, version),
            edit_value_text(recorded.edit.field, recorded.source_value, version),
            recorded.reason,
        )
        for recorded in edits
    ]
    headings = [_("When"), _("Who"), _("Item"), _("Value"), _("Source"), _("Reason")]
    return pd.DataFrame(rows, columns=headings)


def item_of(edit: Edit) -> str:
    """Return the name of the item that an edit changes, with its party."""
    name = field_name(edit.field)
    if edit.party_no is None:
        return name
    return _("Party {number}: {item}", number=edit.party_no, item=name)


def edit_value_text(field: str, value: object, version: str) -> str:
    """Return a value of an edit as people read it."""
    if field == "location" and isinstance(value, dict):
        x_m, y_m = value.get("x_m"), value.get("y_m")
        return "–" if x_m is None or y_m is None else f"{x_m:.1f}, {y_m:.1f}"
    return value_text(field, value, version)
