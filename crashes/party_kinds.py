"""Group parties for analysis: car, truck or bus, motorcycle, bicycle, pedestrian, object."""

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from language import Language, chosen_language

GROUPS_FILE = Path(__file__).parent.parent / "data" / "codes" / "groups" / "party_kinds.yaml"


class PartyGroup(StrEnum):
    """What a party is, roughly."""

    CAR = "car"  # a car, van, taxi, ambulance or police car
    TRUCK_BUS = "truck_bus"  # a truck, bus, tractor or fire engine
    MOTORCYCLE = "motorcycle"  # of any size
    BICYCLE = "bicycle"  # bicycles, electric two-wheelers and other slow vehicles
    PEDESTRIAN = "pedestrian"  # a person on foot or with a mobility aid
    PASSENGER = "passenger"  # a person in or on a vehicle; the data do not say which
    OTHER_VEHICLE = "other_vehicle"  # machines, trains, trailers, special vehicles
    OBJECT = "object"  # an animal, a fixed object, or a vehicle that fled: no code


def party_groups(kind_codes: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return the PartyGroup of each code of item 26, same index; `object` where it is missing.

    Examples
    --------
    >>> party_groups(pd.Series(["B01", "C03", "H02", None])).tolist()
    ['car', 'motorcycle', 'passenger', 'object']
    """
    groups = {code: str(party_group(code)) for code in kind_codes.dropna().unique()}
    return kind_codes.map(groups).fillna(str(PartyGroup.OBJECT)).astype("str")


def party_group(kind_code: str | None) -> PartyGroup:
    """Return the group of one code.

    Examples
    --------
    >>> party_group("E02"), party_group("E05")
    (<PartyGroup.TRUCK_BUS: 'truck_bus'>, <PartyGroup.OTHER_VEHICLE: 'other_vehicle'>)
    """
    if not kind_code:
        return PartyGroup.OBJECT
    prefixes = _group_by_prefix()
    fitting = [prefix for prefix in prefixes if kind_code.startswith(prefix)]
    return prefixes[max(fitting, key=len)] if fitting else PartyGroup.OTHER_VEHICLE


def group_name(group: PartyGroup, *, language: Language | None = None) -> str:
    """Return the name of a group.

    Examples
    --------
    >>> group_name(PartyGroup.BICYCLE, language=Language.EN)
    'Bicycle or slow vehicle'
    """
    data = _data()
    described = {one["group"]: one for one in (*data["groups"], data["without_code"])}
    return str(described[group.value][(language or chosen_language()).value])


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(GROUPS_FILE.read_text(encoding="utf-8"))
    return data


@cache
def _group_by_prefix() -> dict[str, PartyGroup]:
    return {
        prefix: PartyGroup(one["group"]) for one in _data()["groups"] for prefix in one["codes"]
    }
