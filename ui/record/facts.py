"""A record as tables: what everybody reads, and what the source said beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from crashes.model import CASE_ITEMS, CrashRecord
from language import translate as _
from ui.wording import field_name, value_text

CASE_FIELDS = (
    "occurred_at",
    "severity",
    "county",
    "district",
    "place_text",
    "junction_name",
    "deaths",
    "injuries",
    "police_unit",
    *CASE_ITEMS,
)
PARTY_FIELDS = (
    "kind_code",
    "sex_code",
    "age",
    "action_code",
    "contact_first_code",
    "contact_other_code",
    "cause_code",
    "injury_code",
    "protection_code",
    "hit_and_run",
    "from_deg",
    "to_deg",
)


def show_case(record: CrashRecord) -> None:
    """Show the items of the crash; where a correction stands over the source, both."""
    table = compared(record.crash, record.source_crash, CASE_FIELDS, version_of(record))
    st.dataframe(table, hide_index=True, key="case", height="content")


def show_parties(record: CrashRecord) -> None:
    """Show the parties side by side, one column each."""
    table = parties_table(record.parties, version_of(record))
    st.dataframe(table, hide_index=True, key="parties", height="content")
    changed = changed_party_values(record)
    if not changed.empty:
        st.caption(_("Corrected values and what the source said"))
        st.dataframe(changed, hide_index=True, key="changed_parties", height="content")


def show_source_rows(rows: Sequence[Mapping[str, str]]) -> None:
    """Show the cells of the file as they were delivered, one column for each row."""
    table = pd.DataFrame(list(rows)).fillna("").T
    table.columns = [_("row {number}", number=number + 1) for number in range(len(rows))]
    table.insert(0, _("Column of the file"), table.index)
    st.dataframe(table.astype(str), hide_index=True, key="source_rows", height="content")


def version_of(record: CrashRecord) -> str:
    """Return the edition of the code lists that the codes of a record belong to."""
    return str(record.crash["code_version"])


def compared(
    merged: Mapping[str, Any], source: Mapping[str, Any], fields: Sequence[str], version: str
) -> pd.DataFrame:
    """Return a table of item, value and source; the source only where it differs."""
    rows = []
    for field in fields:
        now = value_text(field, merged.get(field), version)
        delivered = value_text(field, source.get(field), version)
        rows.append((field_name(field), now, delivered if delivered != now else ""))
    headings = [_("Item"), _("Value"), _("Source, where corrected")]
    table = pd.DataFrame(rows, columns=headings)
    return table if table[headings[2]].any() else table[headings[:2]]


def parties_table(parties: Sequence[Mapping[str, Any]], version: str) -> pd.DataFrame:
    """Return one row for each item and one column for each party."""
    columns: dict[str, list[str]] = {_("Item"): [field_name(field) for field in PARTY_FIELDS]}
    for party in parties:
        heading = _("Party {number}", number=party["party_no"])
        columns[heading] = [value_text(field, party.get(field), version) for field in PARTY_FIELDS]
    return pd.DataFrame(columns)


def changed_party_values(record: CrashRecord) -> pd.DataFrame:
    """Return party, item, value and source of every corrected item of the parties."""
    version = version_of(record)
    delivered = {party["party_no"]: party for party in record.source_parties}
    rows = []
    for party in record.parties:
        source = delivered.get(party["party_no"], {})
        for field in PARTY_FIELDS:
            now, said = (value_text(field, one.get(field), version) for one in (party, source))
            if now != said:
                rows.append((str(party["party_no"]), field_name(field), now, said))
    return pd.DataFrame(rows, columns=[_("Party"), _("Item"), _("Value"), _("Source")])
