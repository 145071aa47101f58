"""Read what a diagram needs from the tables of crashes and parties."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from collision_diagrams.model import CrashFacts, KindClass, Movement, Party
from collision_diagrams.night import is_night
from collision_diagrams.rules import legend, rules
from crashes.model import Severity

DEATH_ON_DAY_2_TO_30 = "5"  # item 22, only in exports of the police system
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
    facts = [_facts(row, of_crash.get(row["crash_id"], [])) for row in _records(crashes)]
    return tuple(sorted(facts, key=lambda one: (one.occurred_at, one.crash_id)))


def _records(table: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """Return the rows of a table, None where a cell is missing."""
    cells = table.astype(object)
    return cells.where(table.notna(), None).to_dict("records")


def _facts(crash: dict[Hashable, Any], rows: list[dict[Hashable, Any]]) -> CrashFacts:
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
        at_night=_at_night(crash),
        surface_code=crash.get("surface_code"),
    )


def _at_night(crash: dict[Hashable, Any]) -> bool:
    """Whether it was dark: as recorded until June 2023, by the sun since."""
    if crash.get("light_code") in {"1", "2", "3", "4"}:
        return crash["light_code"] in rules().dark_light_codes
    lat, lon = crash.get("lat"), crash.get("lon")
    when = pd.Timestamp(crash["occurred_at"]).to_pydatetime()
    return is_night(when) if lat is None or lon is None else is_night(when, lat=lat, lon=lon)


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
    )


def _kind(row: dict[Hashable, Any]) -> KindClass:
    if row.get("kind_code"):
        return legend().kind_of(row["kind_code"])
    if row.get("sex_code") in CODES_WITHOUT_PERSON:
        return KindClass.FLED if row["sex_code"] == FLED else KindClass.THING
    return KindClass.UNKNOWN


def _degrees(value: Any) -> float | None:
    return None if value is None else float(value) % 360.0
