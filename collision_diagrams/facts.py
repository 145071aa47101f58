"""Read what a diagram needs from the tables of crashes and parties."""

from collections.abc import Hashable
from typing import Any

import numpy as np
import pandas as pd

from collision_diagrams.model import CrashFacts, KindClass, Movement, Party
from collision_diagrams.rules import legend, rules
from crashes.model import LocationStatus, Severity
from crashes.night import is_night

DEATH_ON_DAY_2_TO_30 = "5"  # item 22, only in exports of the police system
TAIWAN_LON, TAIWAN_LAT = 121.0, 23.7
DEGREES_PER_HOUR = 15.0  # local time is taken as that of the zone nearest to the longitude
FLED = "4"  # item 17
CODES_WITHOUT_PERSON = {"3", "4"}  # item 17: a thing or an animal; a driver who fled


def facts_of_crashes(crashes: pd.DataFrame, parties: pd.DataFrame) -> tuple[CrashFacts, ...]:
    """Return the facts of each crash, in the order of time, then key.

    Parameters
    ----------
    crashes
        `CRASH_COLUMNS` of `crashes.model`.
    parties
        `PARTY_COLUMNS`; parties of other crashes are ignored. Passengers are left out of the facts.
    """
    wanted = parties[parties["crash_id"].isin(crashes["crash_id"])]
    rows = sorted(_records(wanted), key=lambda row: (row["crash_id"], row["party_no"]))
    of_crash: dict[str, list[dict[Hashable, Any]]] = {}
    for row in rows:
        of_crash.setdefault(row["crash_id"], []).append(row)
    facts = [
        _facts(row, of_crash.get(row["crash_id"], []), at_night=bool(dark))
        for row, dark in zip(_records(crashes), nights(crashes), strict=True)
    ]
    return tuple(sorted(facts, key=lambda one: (one.occurred_at, one.crash_id)))


def _records(table: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """Return the rows of a table, None where a cell is missing."""
    cells = table.astype(object)
    return cells.where(table.notna(), None).to_dict("records")


def _facts(
    crash: dict[Hashable, Any], rows: list[dict[Hashable, Any]], *, at_night: bool
) -> CrashFacts:
    parties = [_party(row) for row in rows]
    return CrashFacts(
        crash_id=crash["crash_id"],
        occurred_at=pd.Timestamp(crash["occurred_at"]).to_pydatetime(),
        severity=Severity(crash["severity"]),
        parties=tuple(party for party in parties if party.kind is not KindClass.PASSENGER),
        code_version=str(crash["code_version"]),
        type_code=crash.get("crash_type_code"),
        position_code=crash.get("position_code"),
        signal_kind_code=crash.get("signal_kind_code"),
        late_death=crash["severity"] != Severity.A1
        and any(row.get("injury_code") == DEATH_ON_DAY_2_TO_30 for row in rows),
        at_night=at_night,
        surface_code=crash.get("surface_code"),
        source=crash.get("source"),
        main_cause=crash.get("main_cause_code"),
        road_form_code=crash.get("road_form_code"),
        weather_code=crash.get("weather_code"),
        point_m=_point(crash),
        roads=_roads(crash),
    )


def _point(crash: dict[Hashable, Any]) -> tuple[float, float] | None:
    """Return the point of a located crash, None where it is not believed."""
    status = crash.get("location_status")
    if status is None or not LocationStatus(status).believed or crash.get("x_m") is None:
        return None
    return float(crash["x_m"]), float(crash["y_m"])


def _roads(crash: dict[Hashable, Any]) -> tuple[str, ...]:
    """Return the one road that the place text names; a crossing names two, which tell nothing."""
    named = [crash.get("road_1"), crash.get("road_2")]
    roads = tuple(dict.fromkeys(str(one) for one in named if one))
    return roads if len(roads) == 1 else ()


def nights(crashes: pd.DataFrame) -> "pd.Series[bool]":
    """Return whether each crash happened in the dark, same index.

    Until June 2023 the item of light tells; since then it tells only of lamps, and the sun is
    asked. A crash without a point is taken to lie in the middle of Taiwan.
    """
    lon = crashes["lon"].astype("float64").fillna(TAIWAN_LON).to_numpy()
    lat = crashes["lat"].astype("float64").fillna(TAIWAN_LAT).to_numpy()
    occurred_at = crashes["occurred_at"].to_numpy(dtype="datetime64[s]")
    offsets_h = np.round(lon / DEGREES_PER_HOUR)
    dark = np.zeros(len(crashes), dtype=bool)
    for offset_h in np.unique(offsets_h):
        here = offsets_h == offset_h
        dark[here] = is_night(occurred_at[here], lon[here], lat[here], utc_offset_h=offset_h)
    told = crashes["light_code"].isin(["1", "2", *rules().dark_light_codes]).to_numpy()
    said = crashes["light_code"].isin(list(rules().dark_light_codes)).to_numpy()
    return pd.Series((told & said) | (~told & dark), index=crashes.index, dtype=bool)


def _party(row: dict[Hashable, Any]) -> Party:
    return Party(
        party_no=int(row["party_no"]),
        kind=_kind(row),
        movement=rules().movements.get(row.get("action_code") or "", Movement.UNKNOWN),
        contact_deg=rules().contact_bearings.get(row.get("contact_first_code") or ""),
        cause=row.get("cause_code"),
        from_deg=_degrees(row.get("from_deg")),
        to_deg=_degrees(row.get("to_deg")),
        kind_code=row.get("kind_code"),
        action_code=row.get("action_code"),
        untouched=row.get("contact_first_code") in legend().untouched_contacts,
    )


def _kind(row: dict[Hashable, Any]) -> KindClass:
    if row.get("kind_code"):
        return legend().kind_of(row["kind_code"])
    if row.get("sex_code") in CODES_WITHOUT_PERSON:
        return KindClass.FLED if row["sex_code"] == FLED else KindClass.THING
    return KindClass.UNKNOWN


def _degrees(value: Any) -> float | None:
    return None if value is None else float(value) % 360.0
