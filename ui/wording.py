"""Words of the pages for what the model calls by keys: columns, statuses, states."""

import math

import pandas as pd

from crashes.codes import code_lists, code_text
from crashes.model import CoverageState, LocationStatus, QuarantineState
from language import Message
from language import translate as _

POINTS = 8  # of the compass, for directions of travel
DEGREES = 360


def location_status_name(status: str) -> str:
    """Return a short name of a location status."""
    return {
        LocationStatus.GOOD: _("good"),
        LocationStatus.CORRECTED: _("corrected"),
        LocationStatus.MISSING: _("missing"),
        LocationStatus.PLACEHOLDER: _("placeholder"),
        LocationStatus.SWAPPED_AXES: _("swapped axes"),
        LocationStatus.OUTSIDE_COUNTY: _("outside the county"),
        LocationStatus.DEFAULT_POINT: _("default point"),
        LocationStatus.DEFAULT_CLOUD: _("default cloud"),
        LocationStatus.DISAGREES: _("disagrees with the place text"),
    }[LocationStatus(status)]


def coverage_state_name(state: str) -> str:
    """Return a short name of a coverage state."""
    return {
        CoverageState.COMPLETE: _("complete"),
        CoverageState.PARTIAL: _("partial"),
        CoverageState.ABSENT: _("absent"),
    }[CoverageState(state)]


def quarantine_state_name(state: str) -> str:
    """Return a short name of what became of a quarantined row."""
    return {
        QuarantineState.WAITING: _("waiting"),
        QuarantineState.SETTLED: _("settled"),
        QuarantineState.DROPPED: _("dropped"),
    }[QuarantineState(state)]


def field_name(field: str) -> str:
    """Return the heading of a column of crashes or parties, its own key where it has none."""
    own, lists = _field_names(), code_lists()
    if field in own:
        return own[field]
    return lists[field].name() if field in lists else field


def _field_names() -> dict[str, str]:
    return {
        "crash_id": _("Crash key"),
        "occurred_at": _("Time"),
        "severity": _("Severity"),
        "place_text": _("Place"),
        "county": _("County"),
        "district": _("District"),
        "junction_name": _("Junction"),
        "deaths": _("Deaths"),
        "injuries": _("Injured"),
        "location_status": _("Location"),
        "location": _("Location"),
        "police_unit": _("Police unit"),
        "speed_limit_kmh": _("Speed limit (km/h)"),
        "party_no": _("Party"),
        "age": _("Age"),
        "hit_and_run": _("Hit and run"),
        "contact_first_code": _("First contact part"),
        "contact_other_code": _("Other contact part"),
        "cause_code": _("Cause of the party"),
        "main_cause_code": _("Main cause"),
        "from_deg": _("Came from"),
        "to_deg": _("Went to"),
    }


def is_missing(value: object) -> bool:
    """Whether a cell has no value: None, or the not-a-number of a table."""
    return value is None or (isinstance(value, float) and math.isnan(value)) or value is pd.NaT


def compass_name(bearing_deg: float | None) -> str:
    """Return the compass point nearest to a bearing, a dash for none."""
    if is_missing(bearing_deg):
        return "–"
    names = (
        _("north"),
        _("north-east"),
        _("east"),
        _("south-east"),
        _("south"),
        _("south-west"),
        _("west"),
        _("north-west"),
    )
    return names[round(float(bearing_deg or 0) / (DEGREES / POINTS)) % POINTS]


def value_text(field: str, value: object, version: str) -> str:
    """Return a value of a field as people read it, a dash where there is none.

    Parameters
    ----------
    field
        Column of crashes or parties.
    version
        `code_version` of the crash: the meaning of some codes depends on it.
    """
    if is_missing(value):
        return "–"
    if field in ("from_deg", "to_deg"):
        return compass_name(float(str(value)))
    if field in code_lists():
        return f"{value} {code_text(field, str(value), version) or ''}".strip()
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def message_text(stored: object) -> str:
    """Return a stored message (JSON) in the language of the page, empty for none."""
    return Message.from_json(str(stored)).in_language() if isinstance(stored, str) else ""
