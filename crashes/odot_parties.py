"""Read vehicles and participants of Oregon crash files as our party table."""

from typing import Any

import pandas as pd

from crashes.code_reading import Unknown
from crashes.crash_tables import in_shape
from crashes.model import PARTY_COLUMNS
from crashes.odot_codes import KEPT, mapping_of, odot_mapping
from crashes.odot_crashes import ID, odot_crash_id
from crashes.source_table import numbers_of

VEHICLE_NO = "Vehicle Coded Seq#"
VEHICLE_COLUMNS = (
    ID,
    VEHICLE_NO,
    "Vehicle Type Code",
    "Vehicle Movement Code",
    "Vehicle Travel Direction From",
    "Vehicle Travel Direction To",
)
PARTICIPANT_NO = "Participant Display Seq#"
PARTICIPANT_TYPE = "Participant Type Code"
PARTICIPANT_COLUMNS = (ID, VEHICLE_NO, PARTICIPANT_NO, PARTICIPANT_TYPE)
LAST = 9_999
AGES = range(1, 120)


def read_parties(
    vehicles: pd.DataFrame, participants: pd.DataFrame, unknown: Unknown
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return PARTY_COLUMNS, and for each party the rows it was read from.

    A vehicle and its driver are one party; persons on foot, cyclists and occupants are parties of
    their own, after the vehicles. A vehicle nobody drove is a party, and so is a driver whose
    vehicle row is missing.

    Parameters
    ----------
    vehicles, participants
        Rows of the two files as texts, indexed by row; the second may be empty.
    unknown
        Receives the codes that the data file of the source does not know.

    Returns
    -------
    parties, rows
        In the same order; the second with `vehicle_row` and `participant_row`, missing where there
        is none.
    """
    kinds = odot_mapping()["participants"]
    is_driver = participants[PARTICIPANT_TYPE].isin(kinds["drivers"])
    drivers, others = participants[is_driver], participants[~is_driver]
    once = ~drivers.duplicated([ID, VEHICLE_NO])
    driven = _vehicles(vehicles).merge(_persons(drivers[once], unknown), "outer", on=["id", "no"])
    driven["kind_code"] = _coded(driven, "vehicle_kinds", unknown)
    driven["action_code"] = _actions(driven, unknown)
    for end in ("from", "to"):
        driven[f"{end}_deg"] = driven[f"{end}_text"].map(_compass_deg)
    alone = _others(pd.concat([drivers[~once], others]), unknown)
    together = pd.concat([driven.assign(rank=0), alone.assign(rank=1)], ignore_index=True)
    together["order"] = together["no"].where(together["rank"] == 0, together["seq"])
    together = together.sort_values(["id", "rank", "order", "vehicle_row", "participant_row"])
    together["party_no"] = together.groupby("id").cumcount() + 1
    together["crash_id"] = odot_crash_id(together["id"])
    together["delivered_ordinal"] = together["party_no"]
    rows = together[["vehicle_row", "participant_row"]].astype("Int64").reset_index(drop=True)
    return in_shape(together, PARTY_COLUMNS), rows


def _vehicles(vehicles: pd.DataFrame) -> pd.DataFrame:
    mapped = odot_mapping()
    action = mapped["straight_actions"]["column"]
    blank = pd.Series("", index=vehicles.index, dtype="str")
    return pd.DataFrame(
        {
            "id": vehicles[ID],
            "no": _order(vehicles[VEHICLE_NO]),
            "vehicle_kinds": vehicles[mapped["vehicle_kinds"]["column"]],
            "vehicle_movements": vehicles[mapped["vehicle_movements"]["column"]],
            "straight_actions": vehicles.get(action, blank),
            "from_text": vehicles["Vehicle Travel Direction From"],
            "to_text": vehicles["Vehicle Travel Direction To"],
            "vehicle_row": vehicles.index,
        }
    )


def _persons(persons: pd.DataFrame, unknown: Unknown) -> pd.DataFrame:
    """Return what is known of persons, with the number of the vehicle each belongs to."""
    said = odot_mapping()["participants"]
    age = numbers_of(_cells(persons, "Age"))
    return pd.DataFrame(
        {
            "id": persons[ID],
            "no": _order(persons[VEHICLE_NO]),
            "seq": _order(persons[PARTICIPANT_NO]),
            "sex_code": _cells(persons, "Sex").map(said["sex"]),
            "age": age.where(age.isin(AGES)),
            "injury_code": _cells(persons, "Injury Severity").map(said["injury"]),
            "cause_code": _causes(persons, unknown),
            "hit_and_run": _cells(persons, "Participant Hit & Run Flag").map(
                {"1": True, "0": False}
            ),
            "participant_row": persons.index,
        }
    )


def _others(others: pd.DataFrame, unknown: Unknown) -> pd.DataFrame:
    """Return persons who are parties of their own."""
    said = odot_mapping()["participants"]
    persons = _persons(others, unknown)
    types = others[PARTICIPANT_TYPE]
    persons["kind_code"] = types.map(said["kinds"])
    actions = {"H01": said["on_foot_action"], "F01": said["riding_action"]}
    persons["action_code"] = persons["kind_code"].map(actions)
    for end, column in (("from", "From"), ("to", "To")):
        texts = _cells(others, f"Non-Motorist Travel Direction {column}")
        persons[f"{end}_deg"] = texts.map(_compass_deg)
    return persons


def _causes(persons: pd.DataFrame, unknown: Unknown) -> "pd.Series[Any]":
    mapped = odot_mapping()
    found = pd.Series(None, index=persons.index, dtype=object)
    for name in ("errors", "participant_causes"):
        mapping = mapping_of(mapped[name])
        said = mapping.read(_cells(persons, mapping.column), unknown)
        if name == "errors":  # the two lists number differently
            said = said.map(lambda code: code.replace(KEPT, f"{KEPT}e"), na_action="ignore")
        found = found.where(found.notna(), said)
    return found


def _coded(rows: pd.DataFrame, name: str, unknown: Unknown) -> "pd.Series[Any]":
    return mapping_of(odot_mapping()[name]).read(rows[name].fillna("").astype("str"), unknown)


def _actions(rows: pd.DataFrame, unknown: Unknown) -> "pd.Series[Any]":
    moved = _coded(rows, "vehicle_movements", unknown)
    said = odot_mapping()
    straight = rows["vehicle_movements"] == "1"
    refined = rows["straight_actions"].map(said["straight_actions"]["codes"])
    return refined.where(straight & refined.notna(), moved)


def _cells(rows: pd.DataFrame, column: str) -> "pd.Series[str]":
    return rows[column] if column in rows else pd.Series("", index=rows.index, dtype="str")


def _order(texts: "pd.Series[str]") -> "pd.Series[float]":
    return numbers_of(texts).fillna(LAST)


def _compass_deg(code: Any) -> float | None:
    degrees: float | None = odot_mapping()["compass"].get(code)
    return degrees
