"""Read records out of untrusted JSON: every value is checked, every fault is collected."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from language import Message

T = TypeVar("T")
Value = Callable[["Faults", Any, str], Any]  # reads one value: faults, value, where it stands

KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")
MARKUP = re.compile(r"<\s*[/!?A-Za-z]|&#|javascript:", re.IGNORECASE)
FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
MAX_FAULTS = 50  # nobody reads more
PAIR = 2


@dataclass
class Faults:
    """What was found wrong in one document."""

    messages: list[Message] = field(default_factory=list)

    def add(self, text: str, **values: Any) -> None:
        """Note a fault; beyond MAX_FAULTS it is only counted on."""
        if len(self.messages) < MAX_FAULTS:
            self.messages.append(Message(text, values))


@dataclass(frozen=True, slots=True)
class Field:
    """How one field of a record is read, and what stands for it when it is left out."""

    read: Value
    default: Any = ...  # the ellipsis says that it must be there


def record(build: Callable[..., T], fields: Mapping[str, Field]) -> Value:
    """Return a reader of objects with exactly these fields."""

    def read(faults: Faults, value: Any, where: str) -> T | None:
        if not isinstance(value, dict):
            faults.add("{where}: an object is needed.", where=where)
            return None
        before = len(faults.messages)
        for name in sorted(set(value) - set(fields), key=str)[:3]:
            faults.add("{where}: “{name}” is not known.", where=where, name=_shown(name))
        values = {name: _field(faults, value, where, name, one) for name, one in fields.items()}
        return build(**values) if len(faults.messages) == before else None

    return read


def each(read_one: Value, *, most: int, least: int = 0) -> Value:
    """Return a reader of lists with between `least` and `most` entries."""

    def read(faults: Faults, value: Any, where: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            faults.add("{where}: a list is needed.", where=where)
            return ()
        if not least <= len(value) <= most:
            faults.add(
                "{where}: {count} entries; from {least} to {most} are allowed.",
                where=where,
                count=len(value),
                least=least,
                most=most,
            )
            return ()
        return tuple(read_one(faults, entry, f"{where}[{n}]") for n, entry in enumerate(value))

    return read


def number(low: float, high: float, *, digits: int = 3) -> Value:
    """Return a reader of finite numbers in a range, rounded."""

    def read(faults: Faults, value: Any, where: str) -> float:
        ok = isinstance(value, int | float) and not isinstance(value, bool)
        if not ok or not math.isfinite(value) or not low <= value <= high:
            faults.add(
                "{where}: a number from {low} to {high} is needed.", where=where, low=low, high=high
            )
            return low
        return round(float(value), digits) + 0.0  # no minus zero

    return read


def whole(low: int, high: int) -> Value:
    """Return a reader of whole numbers in a range."""

    def read(faults: Faults, value: Any, where: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            faults.add(
                "{where}: a whole number from {low} to {high} is needed.",
                where=where,
                low=low,
                high=high,
            )
            return low
        return value

    return read


def flag(faults: Faults, value: Any, where: str) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        faults.add("{where}: true or false is needed.", where=where)
    return value is True


def pair(of_number: Value) -> Value:
    """Return a reader of two numbers."""

    def read(faults: Faults, value: Any, where: str) -> tuple[float, float]:
        if not isinstance(value, list) or len(value) != PAIR:
            faults.add("{where}: two numbers are needed.", where=where)
            return 0.0, 0.0
        first, second = (of_number(faults, one, where) for one in value)
        return first, second

    return read


def text(longest: int, *, lines: bool = False) -> Value:
    """Return a reader of plain text: no markup, no control characters."""

    def read(faults: Faults, value: Any, where: str) -> str:
        if not isinstance(value, str):
            faults.add("{where}: a text is needed.", where=where)
            return ""
        if len(value) > longest:
            faults.add("{where}: more than {longest} characters.", where=where, longest=longest)
        elif MARKUP.search(value):
            faults.add("{where}: markup such as <b> is not allowed.", where=where)
        elif FORBIDDEN.search(value) or (not lines and "\n" in value):
            faults.add("{where}: a character that cannot be printed.", where=where)
        return value

    return read


def key(faults: Faults, value: Any, where: str) -> str:
    """Read a key: letters, digits, hyphen, underscore."""
    if not isinstance(value, str) or not KEY.fullmatch(value):
        faults.add("{where}: a key of letters and digits is needed.", where=where)
        return ""
    return value


def matching(pattern: str) -> Value:
    """Return a reader of texts of a given form."""
    form = re.compile(pattern)

    def read(faults: Faults, value: Any, where: str) -> str:
        if not isinstance(value, str) or not form.fullmatch(value):
            faults.add("{where}: “{value}” has the wrong form.", where=where, value=_shown(value))
            return ""
        return value

    return read


def one_of(known: Iterable[str]) -> Value:
    """Return a reader of words from a list."""
    words = frozenset(known)

    def read(faults: Faults, value: Any, where: str) -> str:
        if not isinstance(value, str) or value not in words:
            faults.add("{where}: “{value}” is not known.", where=where, value=_shown(value))
            return ""
        return value

    return read


def member(kinds: type[StrEnum]) -> Value:
    """Return a reader of the values of an enum."""
    word = one_of(kinds)

    def read(faults: Faults, value: Any, where: str) -> StrEnum | None:
        found = word(faults, value, where)
        return kinds(found) if found else None

    return read


def optional(read_one: Value) -> Value:
    """Return a reader that also takes null."""

    def read(faults: Faults, value: Any, where: str) -> Any:
        return None if value is None else read_one(faults, value, where)

    return read


def _field(faults: Faults, value: dict[str, Any], where: str, name: str, one: Field) -> Any:
    if name in value:
        return one.read(faults, value[name], f"{where}.{name}")
    if one.default is ...:
        faults.add("{where}: “{name}” is missing.", where=where, name=name)
        return None
    return one.default


def _shown(value: Any) -> str:
    """Return an untrusted value short and harmless, for a message."""
    return FORBIDDEN.sub("", re.sub(r"[<>&]", "", str(value)))[:40]
