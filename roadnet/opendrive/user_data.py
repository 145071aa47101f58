"""What OpenDRIVE has no word for, as user data of our own beside the elements."""

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from lxml import etree

OWN_CODE = "daoan:"
Member = TypeVar("Member", bound=Enum)


def own_values(element: etree._Element) -> dict[str, str]:
    """Return our own user data of an element, by what it is about."""
    return {
        one.get("code", "").removeprefix(OWN_CODE): one.get("value", "")
        for one in element.findall("userData")
        if one.get("code", "").startswith(OWN_CODE)
    }


def member(kind: type[Member], text: str | None, default: Member) -> Member:
    """Return the member of an enumeration that a text names, by value or by name.

    Examples
    --------
    >>> from roadnet.model import Direction, StripType
    >>> member(StripType, "moto", StripType.DRIVE).value, member(Direction, "BOTH", Direction.NONE)
    ('moto', <Direction.BOTH: 2>)
    >>> member(StripType, "motorway?", StripType.DRIVE).value
    'drive'
    >>> member(Direction, "NONE", Direction.BOTH).name
    'NONE'
    """
    if text is not None and text in kind.__members__:
        return kind.__members__[text]
    return next((one for one in kind if one.value == text), default)


def add_own_values(element: etree._Element, values: Mapping[str, str]) -> None:
    """Write values as user data, in their order; empty ones are left out."""
    for name, value in values.items():
        if value:
            etree.SubElement(element, "userData", code=f"{OWN_CODE}{name}", value=value)
