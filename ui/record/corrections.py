"""Forms that correct the items of a record: each saved change is an edit with author and reason."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from crashes.codes import CodeVersion, code_list, code_lists
from crashes.model import (
    EDITABLE_CRASH_FIELDS,
    EDITABLE_PARTY_FIELDS,
    CrashRecord,
    Edit,
    Severity,
)
from language import translate as _
from ui.record.facts import version_of
from ui.record.saving import save_and_say
from ui.theme import severity_label
from ui.wording import compass_name, field_name, is_missing, value_text

COMPASS_DEG: tuple[float | None, ...] = (None, 0.0, 45.0, 90.0, 135.0, 180.0, 225.0, 270.0, 315.0)
CODED_CRASH_FIELDS = tuple(field for field in EDITABLE_CRASH_FIELDS if field != "location")


def correct_case(record: CrashRecord, author: str) -> None:
    """Show the form over the items of the crash."""
    with st.form("correct_case", border=False):
        values = choices(record.crash, CODED_CRASH_FIELDS, version_of(record), key="case")
        save_and_say(record, author, changed(record.crash, values), key="case")


def correct_party(record: CrashRecord, author: str) -> None:
    """Show the form over the items of one party."""
    numbers = [party["party_no"] for party in record.parties]
    if not numbers:
        return
    number = st.segmented_control(
        _("Party"), numbers, default=numbers[0], required=True, key="party_no"
    )
    party = next(one for one in record.parties if one["party_no"] == number)
    with st.form(f"correct_party_{number}", border=False):
        values = choices(party, EDITABLE_PARTY_FIELDS, version_of(record), key=f"party_{number}")
        edits = changed(party, values, party_no=int(number))
        save_and_say(record, author, edits, key=f"party_{number}")


def choices(
    values: Mapping[str, Any], fields: Sequence[str], version: str, *, key: str
) -> dict[str, Any]:
    """Show a choice for each field and return what is chosen."""
    columns = st.columns(2)
    chosen: dict[str, Any] = {}
    for place, field in enumerate(fields):
        present = plain(values.get(field))
        options = options_of(field, present, version)
        labels = {value: option_label(field, value, version) for value in options}
        with columns[place % len(columns)]:
            chosen[field] = st.selectbox(
                field_name(field),
                options,
                index=options.index(present),
                format_func=labels.__getitem__,
                key=f"{key}_{field}",
            )
    return chosen


def options_of(field: str, present: Any, version: str) -> list[Any]:
    """Return what a field may be set to; what stands there now is always among it."""
    if field == "severity":
        options: list[Any] = [severity.value for severity in Severity]
    elif field in code_lists():
        codes = code_list(field).of_version(CodeVersion(version))
        options = [None, *dict.fromkeys(value.code for value in codes)]
    else:
        options = list(COMPASS_DEG)
    return options if present in options else [*options, present]


def option_label(field: str, value: Any, version: str) -> str:
    """Return an option as people read it."""
    if value is not None and field == "severity":
        return severity_label(value)
    if field.endswith("_deg") and value not in COMPASS_DEG:
        return f"{compass_name(value)} {value:g}°"  # else it would look like the point itself
    return value_text(field, value, version)


def changed(
    present: Mapping[str, Any], chosen: Mapping[str, Any], party_no: int | None = None
) -> list[Edit]:
    """Return an edit for each value that is not the present one."""
    return [
        Edit(field, value, party_no)
        for field, value in chosen.items()
        if value != plain(present.get(field))
    ]


def plain(value: Any) -> Any:
    """Return a cell with None for a missing number, which would be unlike itself."""
    return None if is_missing(value) else value
