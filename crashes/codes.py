"""The official code lists: texts of the published data to codes, codes to texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from crashes.code_text import normalise_code_text
from errors import DaoanError
from language import Language, chosen_language

CODES_FOLDER = Path(__file__).parent.parent / "data" / "codes"
SECOND_EDITION_FROM = date(2023, 7, 1)

FAST_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times as fast

TextKey = tuple[str, ...]  # main class (where the item has one) and text, normalised


class CodeError(DaoanError, KeyError):
    """There is no such code list."""


class CodeVersion(StrEnum):
    """An edition of the report form, with its code lists."""

    UNTIL_2023_06 = "until-2023-06"  # 「112.06.30 前適用」
    FROM_2023_07 = "from-2023-07"  # 「112.07.01 後適用」

    @classmethod
    def on(cls, day: date) -> "CodeVersion":
        """Return the edition in force on `day`.

        Examples
        --------
        >>> CodeVersion.on(date(2023, 6, 30)), CodeVersion.on(date(2023, 7, 1))
        (<CodeVersion.UNTIL_2023_06: 'until-2023-06'>, <CodeVersion.FROM_2023_07: 'from-2023-07'>)
        """
        return cls.FROM_2023_07 if day >= SECOND_EDITION_FROM else cls.UNTIL_2023_06


@dataclass(frozen=True, slots=True)
class CodeValue:
    """One code of a list."""

    code: str
    text: str  # as the form prints it; empty where only the main class is known
    en: str
    group: str = ""  # main class, empty where the item has none
    versions: tuple[CodeVersion, ...] = tuple(CodeVersion)
    spellings: tuple[str, ...] = ()  # other texts of the data, `main > sub` under another class
    own: bool = False  # ours: the form has no code for this text of the data

    def in_language(self, language: Language) -> str:
        """Return the text of the value."""
        return self.en if language == Language.EN else self.text or self.group


@dataclass(frozen=True)
class CodeList:
    """The codes of one item of the form, both editions."""

    item: str
    names: dict[str, str]  # language -> name of the item
    fields: dict[str, tuple[str, ...]]  # our column -> columns of the data, main class first
    values: tuple[CodeValue, ...]
    groups: dict[str, dict[str, Any]]
    numbers_keep_meaning: bool = True

    @cached_property
    def codes_by_text(self) -> dict[CodeVersion, dict[TextKey, str]]:
        """For each edition, the code of every known text.

        An item whose numbers keep their meaning also knows, in each edition, the texts of the
        other one: forms and programs did not change over in the same night everywhere.
        """
        own = {
            version: {
                key: value.code
                for value in self.values
                if version in value.versions
                for key in self._keys(value)
            }
            for version in CodeVersion
        }
        if not self.numbers_keep_meaning:
            return own
        first, second = CodeVersion
        return {first: own[second] | own[first], second: own[first] | own[second]}

    @cached_property
    def values_by_code(self) -> dict[tuple[CodeVersion, str], CodeValue]:
        """The value of a code in an edition; a retired or later code is known in both."""
        known = {(version, value.code): value for version in CodeVersion for value in self.values}
        exact = {
            (version, value.code): value for value in self.values for version in value.versions
        }
        return known | exact if self.numbers_keep_meaning else exact

    @cached_property
    def known_texts(self) -> tuple[frozenset[str], frozenset[str]]:
        """Every main class and every text that occurs in the list, normalised."""
        keys = [key for table in self.codes_by_text.values() for key in table]
        return frozenset(key[0] for key in keys), frozenset(key[-1] for key in keys)

    def name(self, language: Language | None = None) -> str:
        """Return the name of the item."""
        return self.names[language or chosen_language()]

    def of_version(self, version: CodeVersion) -> tuple[CodeValue, ...]:
        """Return the values of one edition, in the order of the form."""
        return tuple(value for value in self.values if version in value.versions)

    def _keys(self, value: CodeValue) -> Iterator[TextKey]:
        groups = [value.group, *self.groups.get(value.group, {}).get("data", ())]
        for spelling in (value.text, *value.spellings):
            if spelling.startswith("> ") or " > " in spelling:
                main, _, text = spelling.partition("> ")
                yield normalise_code_text(main), normalise_code_text(text)
            elif self.groups:
                yield from ((normalise_code_text(g), normalise_code_text(spelling)) for g in groups)
            else:
                yield (normalise_code_text(spelling),)


@cache
def code_lists() -> dict[str, CodeList]:
    """Return the code list of each coded column of the crash and party tables.

    Examples
    --------
    >>> code_lists()["weather_code"].name(Language.EN)
    'Weather'
    """
    lists = [_read_list(path) for path in sorted(CODES_FOLDER.glob("*.yaml"))]
    return {field: one for one in lists for field in one.fields}


def code_list(field: str) -> CodeList:
    """Return the code list of a column such as `weather_code`.

    Raises
    ------
    CodeError
        The column has no code list.
    """
    try:
        return code_lists()[field]
    except KeyError:
        raise CodeError("There is no code list for the column {column}.", column=field) from None


def code_text(
    field: str, code: Any, version: str, *, language: Language | None = None
) -> str | None:
    """Return the text of a code, None for None; a code that no list has comes back as it is.

    Parameters
    ----------
    field
        Column of the crash or party table, for example `action_code`.
    code
        A code of that column.
    version
        The `code_version` of the crash.
    language
        Default: the chosen one.

    Examples
    --------
    >>> code_text("action_code", "05", "from-2023-07", language=Language.EN)
    'Turning left'
    >>> code_text("cause_code", "42", "until-2023-06", language=Language.ZH_TW)
    '其他引起事故之違規或不當行為'
    >>> code_text("cause_code", "42", "from-2023-07", language=Language.ZH_TW)
    '其他不當駕車行為'
    """
    if pd.isna(code):
        return None
    value = code_list(field).values_by_code.get((CodeVersion(version), code))
    return value.in_language(language or chosen_language()) if value else code


def code_texts(
    field: str,
    codes: "pd.Series[Any]",
    versions: "pd.Series[Any]",
    *,
    language: Language | None = None,
) -> "pd.Series[Any]":
    """Return the texts of a column of codes, same index; missing where the code is missing."""
    pairs = pd.Series(list(zip(codes, versions, strict=True)), index=codes.index, dtype=object)
    texts = {
        pair: code_text(field, pair[0], pair[1], language=language) for pair in set(pairs.tolist())
    }
    return pairs.map(texts).astype("str")


def _read_list(path: Path) -> CodeList:
    described = yaml.load(path.read_text(encoding="utf-8"), Loader=FAST_LOADER)
    return CodeList(
        item=described["item"],
        names=described["name"],
        fields={field: tuple(columns) for field, columns in described["fields"].items()},
        values=tuple(_read_value(value) for value in described["values"]),
        groups=described.get("groups", {}),
        numbers_keep_meaning=described.get("numbers_keep_meaning", True),
    )


def _read_value(value: dict[str, Any]) -> CodeValue:
    versions = tuple(CodeVersion)
    if "from" in value:
        versions = (CodeVersion.FROM_2023_07,)
    elif "until" in value:
        versions = (CodeVersion.UNTIL_2023_06,)
    return CodeValue(
        code=value["code"],
        text=value["text"],
        en=value["en"],
        group=value.get("group", ""),
        versions=versions,
        spellings=tuple(value.get("data", ())),
        own=value.get("own", False),
    )
