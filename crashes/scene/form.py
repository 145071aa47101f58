"""The items of the report forms (一) and (二): what is asked, of whom, with which codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

import yaml

from crashes.codes import CodeVersion, code_list
from crashes.party_kinds import PartyGroup, party_group
from crashes.scene.catalogue import FOLDER
from language import Language

ON_FOOT = {PartyGroup.PEDESTRIAN, PartyGroup.PASSENGER}


class AskedOf(StrEnum):
    """Whom an item is about."""

    CRASH = "crash"  # the whole crash: form (一)
    PARTY = "party"  # everybody: form (二)
    DRIVER = "driver"  # whoever drives or rides a vehicle
    VEHICLE = "vehicle"  # the vehicle of a party


@dataclass(frozen=True, slots=True)
class FormChoice:
    """One answer that an item allows."""

    code: str
    text: str
    group: str = ""  # main class, in the same language
    need: str = ""  # of item 15: which items its main class asks for (`needed_for`)


@dataclass(frozen=True, slots=True)
class FormItem:
    """An item of the form."""

    item: str  # number on the form, with -1, -2 for its parts
    field: str  # column of a crash or a party
    asked_of: AskedOf
    kind: str  # code, number, text, moment, date, flag, severity
    names: dict[Language, str]
    codes: str | None = None  # column whose code list it uses
    values: tuple[dict[str, str], ...] = ()  # own codes, where there is no code list
    is_private: bool = False  # identity: encrypted, apart, never on a drawing
    needed_for: tuple[str, ...] = ()  # asked at once; elsewhere folded away
    common: tuple[str, ...] = ()  # answers that are offered first

    def choices(self, language: Language, on: date) -> tuple[FormChoice, ...]:
        """Return the answers that the edition of a day allows, in the order of the form.

        Examples
        --------
        >>> item = next(one for one in form_items() if one.field == "alcohol_code")
        >>> item.choices(Language.ZH_TW, date(2026, 1, 1))[0].text
        '經觀察未飲酒'
        """
        if self.codes is None:
            key = "en" if language is Language.EN else "zh"
            has_groups = language is not Language.EN  # the English texts name their group
            return tuple(
                FormChoice(value["code"], value[key], value.get("group", "") if has_groups else "")
                for value in self.values
            )
        listed = code_list(self.codes)
        needs = type_groups() if self.field == "crash_type_code" else {}
        return tuple(
            FormChoice(
                one.code,
                one.in_language(language),
                listed.groups.get(one.group, {}).get("en", "")
                if language is Language.EN
                else one.group,
                needs.get(one.group, ""),
            )
            for one in listed.of_version(CodeVersion.on(on))
            if not one.own
        )


@cache
def form_items() -> tuple[FormItem, ...]:
    """Return every item of the edition of 2023-07-01, in the order of the form."""
    return tuple(_item(entry) for entry in _content()["items"])


def type_groups() -> dict[str, str]:
    """Return main class of item 15 -> the name that `needed_for` has for it.

    Examples
    --------
    >>> type_groups()["車與車"]
    'vehicles'
    """
    return dict(_content()["type_groups"])


def asked_items(party: Mapping[str, Any] | None = None) -> tuple[FormItem, ...]:
    """Return the items to ask of the crash, or of a party of this kind: only what it needs.

    Parameters
    ----------
    party
        A party with its `kind_code`; None for the crash.

    Examples
    --------
    >>> fields = [item.field for item in asked_items({"kind_code": "H01"})]
    >>> "contact_first_code" in fields, "injury_code" in fields
    (False, True)
    """
    if party is None:
        return tuple(one for one in form_items() if one.asked_of is AskedOf.CRASH)
    group = party_group(party.get("kind_code"))
    wanted = {AskedOf.PARTY}
    if group not in ON_FOOT:
        wanted |= {AskedOf.DRIVER, AskedOf.VEHICLE}
    return tuple(one for one in form_items() if one.asked_of in wanted)


@cache
def _content() -> dict[str, Any]:
    text = (FOLDER / "form_items.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content


def _item(entry: dict[str, Any]) -> FormItem:
    return FormItem(
        item=entry["item"],
        field=entry["field"],
        asked_of=AskedOf(entry["of"]),
        kind=entry["kind"],
        names={Language.ZH_TW: entry["zh"], Language.EN: entry["en"]},
        codes=entry.get("codes"),
        values=tuple(entry.get("values", ())),
        is_private=bool(entry.get("private", False)),
        needed_for=tuple(entry.get("needed_for", ())),
        common=tuple(entry.get("common", ())),
    )
