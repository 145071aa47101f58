"""The JSON form of a case: write it, and read it back with every value checked."""

import json
from dataclasses import asdict
from datetime import date, datetime
from functools import cache
from typing import Any

from crashes.model import Severity
from crashes.scene.case import Case, CaseParty, CasePlace, CaseState, PlaceOrigin
from crashes.scene.form import AskedOf, FormItem, form_items
from crashes.scene.records import (
    Faults,
    Field,
    Value,
    each,
    key,
    member,
    number,
    one_of,
    optional,
    record,
    text,
    whole,
)
from errors import DaoanError
from language import Language, Message

CASE_VERSION = 1
MAX_BYTES = 200_000
MAX_PARTIES = 60
LONGEST = 200  # characters of a text
MOST = {"deaths": 500, "injuries": 5_000, "speed_limit_kmh": 130}
MOMENT_LENGTH = 16  # 2026-11-20T22:14
EARLIEST_YEAR = 1950
EDITION_DAY = date(2023, 7, 1)


class CaseError(DaoanError, ValueError):
    """A case was refused; `faults` says everything that was found wrong."""

    def __init__(self, faults: list[Message]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            "The case was refused: {first} (faults found: {count})",
            first=faults[0],
            count=len(faults),
        )


def case_to_json(case: Case) -> dict[str, Any]:
    """Return a case as plain JSON values.

    Examples
    --------
    >>> case_to_json(Case("c1"))["parties"]
    []
    """
    written = {"version": CASE_VERSION, **asdict(case)}
    written["parties"] = list(written["parties"])
    return written


def write_case(case: Case) -> str:
    """Return the JSON text of a case; the same case gives the same text."""
    return json.dumps(case_to_json(case), ensure_ascii=False, allow_nan=False, sort_keys=True)


def parse_case(content: str | bytes) -> Case:
    """Return the case of a JSON text.

    Unknown fields, codes that the form does not have, markup in texts, numbers out of range and
    identity are refused.

    Raises
    ------
    CaseError
        With every fault that was found.

    Examples
    --------
    >>> parse_case('{"version": 1, "crash_id": "c1", "values": {"severity": "A2"}}').severity
    <Severity.A2: 'A2'>
    """
    if len(content) > MAX_BYTES:
        raise CaseError([Message("The text is larger than {most} bytes.", {"most": MAX_BYTES})])
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        raise CaseError([Message("The text is not JSON.")]) from None
    if not isinstance(value, dict) or value.get("version") != CASE_VERSION:
        raise CaseError(
            [Message("A case of version {version} is needed.", {"version": CASE_VERSION})]
        )
    faults = Faults()
    fields = {name: one for name, one in value.items() if name != "version"}
    case: Case | None = _case_reader()(faults, fields, "case")
    if case is not None:
        numbers = [party.party_no for party in case.parties]
        if numbers != list(range(1, len(numbers) + 1)):
            faults.add("{where}: parties are numbered 1, 2, 3 …", where="parties")
    if faults.messages or case is None:
        raise CaseError(faults.messages)
    return case


@cache
def _case_reader() -> Value:
    asked = [one for one in form_items() if not one.is_private]
    of_crash = [one for one in asked if one.asked_of is AskedOf.CRASH]
    of_party = [one for one in asked if one.asked_of is not AskedOf.CRASH]
    party = record(
        CaseParty,
        {"party_no": Field(whole(1, MAX_PARTIES)), "values": Field(_values(of_party), {})},
    )
    return record(
        Case,
        {
            "crash_id": Field(key),
            "state": Field(member(CaseState), CaseState.DRAFT),
            "place": Field(optional(_place_reader()), None),
            "values": Field(_values(of_crash), {}),
            "parties": Field(each(party, most=MAX_PARTIES), ()),
        },
    )


def _place_reader() -> Value:
    metres = number(-1e8, 1e8, digits=2)
    return record(
        CasePlace,
        {
            "x_m": Field(metres),
            "y_m": Field(metres),
            "lon": Field(number(-180.0, 180.0, digits=7)),
            "lat": Field(number(-90.0, 90.0, digits=7)),
            "origin": Field(member(PlaceOrigin)),
            "junction_id": Field(optional(text(LONGEST)), None),
            "junction": Field(text(LONGEST), ""),
        },
    )


def _values(items: list[FormItem]) -> Value:
    """Return a reader of what was entered; what is null or empty was not entered."""
    readers = {one.field: _reader(one) for one in items}

    def read(faults: Faults, value: Any, where: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            faults.add("{where}: an object is needed.", where=where)
            return {}
        entered = {name: one for name, one in value.items() if one is not None and one != ""}
        exact = {name: Field(read_one, None) for name, read_one in readers.items()}
        found: dict[str, Any] | None = record(_entered, exact)(faults, entered, where)
        return found or {}

    return read


def _entered(**values: Any) -> dict[str, Any]:
    return {name: one for name, one in values.items() if one is not None}


def _reader(item: FormItem) -> Value:
    if item.kind in {"code", "flag"}:
        return one_of(one.code for one in item.choices(Language.EN, EDITION_DAY))
    if item.kind == "number":
        return whole(0, MOST[item.field])
    if item.kind == "moment":
        return _moment
    if item.kind == "severity":
        return one_of(Severity)
    return text(LONGEST)


def _moment(faults: Faults, value: Any, where: str) -> str:
    """Read a local time to the minute."""
    try:
        when = datetime.fromisoformat(str(value)[:MOMENT_LENGTH])
    except ValueError:
        when = None
    if when is None or when.tzinfo is not None or when.year < EARLIEST_YEAR:
        faults.add("{where}: a time such as 2026-11-20T22:14 is needed.", where=where)
        return ""
    return when.isoformat(timespec="minutes")
