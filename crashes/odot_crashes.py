"""Read the crash rows of an Oregon crash file as our crash table."""

from typing import Any

import numpy as np
import pandas as pd

from crashes.code_reading import Unknown
from crashes.crash_tables import in_shape
from crashes.model import CRASH_COLUMNS, PlaceKind
from crashes.odot_codes import mapping_of, odot_mapping
from crashes.places import CROSS
from crashes.source_table import numbers_of
from language import Message

ID = "Crash ID"
YEAR, MONTH, DAY, HOUR = "Crash Year", "Crash Month", "Crash Day", "Crash Hour"
SEVERITY = "Crash Severity"
NEEDED_COLUMNS = (ID, YEAR, MONTH, DAY, HOUR, SEVERITY, "Collision Type", "Road Character")
STREET, CROSS_STREET = "Street name", "Nearest intersecting street name"
AT_JUNCTION = "1"  # of Road Character
UNKNOWN_HOUR = "99"
SOURCE = "odot"


def odot_crash_id(texts: "pd.Series[str]") -> "pd.Series[str]":
    """Return our keys for theirs."""
    return SOURCE + "-" + texts


def moments_of(rows: pd.DataFrame) -> "pd.Series[Any]":
    """Return when each crash happened, to the hour, missing where that cannot be read.

    An unknown hour (code 99) becomes midnight.
    """
    hour = rows[HOUR].where(rows[HOUR] != UNKNOWN_HOUR, "0")
    parts = {"year": rows[YEAR], "month": rows[MONTH], "day": rows[DAY], "hour": hour}
    numbers = pd.DataFrame({name: numbers_of(texts) for name, texts in parts.items()})
    return pd.to_datetime(numbers, errors="coerce").astype("datetime64[s]")


def fault_of(rows: pd.DataFrame, occurred_at: "pd.Series[Any]") -> dict[int, tuple[str, Message]]:
    """Return column and reason for each row that cannot be a crash record, by row of the file."""
    faults: dict[int, tuple[str, Message]] = {}
    for row in rows.index[occurred_at.isna()]:
        text = "-".join(rows.loc[row, [YEAR, MONTH, DAY]]) + " " + rows.loc[row, HOUR]
        faults[row] = (DAY, Message("This is no date: {text}", {"text": text}))
    severities = odot_mapping()["severity"]
    for row in rows.index[~rows[SEVERITY].isin(severities)]:
        said = {"text": rows.loc[row, SEVERITY]}
        faults[row] = (SEVERITY, Message("This is no severity: {text}", said))
    for row in rows.index[rows[ID] == ""]:
        faults[row] = (ID, Message("There is no crash number."))
    for row in rows.index[rows[ID].duplicated() & (rows[ID] != "")]:
        said = {"text": rows.loc[row, ID]}
        faults[row] = (ID, Message("Another row has the crash number {text}.", said))
    return faults


def counties_of(rows: pd.DataFrame) -> "pd.Series[Any]":
    """Return the name of the county of each crash row."""
    said = odot_mapping()
    codes = _cells(rows, "County Code")
    names = {code: said["other_county"].format(code=code) for code in set(codes)}
    return codes.map({**names, "": None, **said["counties"]})


def read_crashes(rows: pd.DataFrame, unknown: Unknown) -> pd.DataFrame:
    """Return CRASH_COLUMNS for usable crash rows, in their order.

    Parameters
    ----------
    rows
        Crash rows as texts.
    unknown
        Receives the codes that the data file of the source does not know.
    """
    said = odot_mapping()
    coded = {
        field: mapping_of(described).read(_cells(rows, described["column"]), unknown)
        for field, described in said["crash_fields"].items()
    }
    lon, lat = (_degrees(rows, axis) for axis in ("Longitude", "Latitude"))
    table = pd.DataFrame(
        {
            "crash_id": odot_crash_id(rows[ID]),
            "source": SOURCE,
            "source_crash_id": rows[ID],
            "code_version": said["code_version"],
            "occurred_at": moments_of(rows),
            "severity": rows[SEVERITY].map(said["severity"]),
            "severity_derived": False,
            "deaths": _counts(rows, "Total Fatality Count"),
            "injuries": _counts(rows, "Total Non-Fatal Injury Count"),
            "lon": lon,
            "lat": lat,
            "speed_limit_kmh": _kilometres(rows),
            "road_form_code": _road_forms(rows),
            **_places(rows),
            **coded,
        },
        index=rows.index,
    )
    return in_shape(table, CRASH_COLUMNS)


def _cells(rows: pd.DataFrame, column: str) -> "pd.Series[str]":
    if column in rows:
        return rows[column]
    return pd.Series("", index=rows.index, dtype="str")


def _counts(rows: pd.DataFrame, column: str) -> "pd.Series[Any]":
    return numbers_of(_cells(rows, column)).astype("Int64")


def _degrees(rows: pd.DataFrame, axis: str) -> "pd.Series[float]":
    """Return decimal degrees: from the column LON or LAT, else from degrees, minutes, seconds."""
    given = numbers_of(_cells(rows, {"Longitude": "LON", "Latitude": "LAT"}[axis]))
    parts = [
        numbers_of(_cells(rows, f"{axis} {unit}")).abs()
        for unit in ("Degrees", "Minutes", "Seconds")
    ]
    size = parts[0] + parts[1].fillna(0) / 60 + parts[2].fillna(0) / 3600
    sign = np.where(_cells(rows, f"{axis} Degrees").str.startswith("-"), -1.0, 1.0)
    return given.fillna(size * sign)


def _kilometres(rows: pd.DataFrame) -> "pd.Series[Any]":
    """Return the posted speed, which is in miles per hour, in km/h."""
    miles = numbers_of(_cells(rows, "Posted Speed Limit"))
    return (miles.where(miles > 0) * 1.609344).round().astype("Int64")


def _road_forms(rows: pd.DataFrame) -> "pd.Series[Any]":
    found = pd.Series(None, index=rows.index, dtype=object)
    for described in odot_mapping()["road_forms"]:
        said = _cells(rows, described["column"]).map(described["codes"])
        found = found.where(found.notna(), said)
    return found


def _places(rows: pd.DataFrame) -> dict[str, Any]:
    """Return the columns of the place; a crash at a junction names both streets."""
    street = _cells(rows, STREET).str.split().str.join(" ")
    other = _cells(rows, CROSS_STREET).str.split().str.join(" ")
    both = (street != "") & (other != "") & (rows["Road Character"] == AT_JUNCTION)
    pairs = [sorted(pair) for pair in zip(street, other, strict=True)]
    first = pd.Series([pair[0] for pair in pairs], index=rows.index, dtype=object)
    second = pd.Series([pair[1] for pair in pairs], index=rows.index, dtype=object)
    named = street.where(other == "", street + " & " + other)
    return {
        "county": counties_of(rows),
        "place_text": named.where(named != "", None),
        "place_kind": np.where(both, PlaceKind.CROSSING, PlaceKind.ROAD),
        "road_1": first.where(both, street.where(street != "", None)),
        "road_2": second.where(both, None),
        "junction_name": (first + CROSS + second).where(both, None),
    }
