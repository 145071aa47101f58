"""The factors by which the crashes of a site are filtered, highlighted and counted together.

A crash has one or several keys of each factor (several kinds of parties, none of an item that was
not recorded); a key is short enough for an address, and has words in each language.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import pandas as pd

from collision_diagrams.buckets import Case
from collision_diagrams.model import DiagramType, KindClass
from collision_diagrams.wording import KIND_WORDS, TYPE_WORDS
from crashes.codes import CodeVersion, code_text
from language import Language, Message

BAND_HOURS = 3
OF_VERSION = "@"  # code@edition: the meaning of some codes changed with the form
NIGHT, DAY = "night", "day"


class Factor(StrEnum):
    """A question that can be asked of every crash."""

    DIAGRAM = "diagram"  # the construction it was read as
    TYPE = "type"  # item 15, as recorded
    SEVERITY = "severity"  # class by its worst consequence
    HOUR = "hour"  # bands of three hours
    KIND = "kind"  # of every party that is drawn
    CAUSE = "cause"  # item 34, main cause
    WEATHER = "weather"  # item 4
    LIGHT = "light"  # night or day by the sun
    SURFACE = "surface"  # item 10

    @property
    def heading(self) -> Message:
        """The name of the factor."""
        return TITLES[self]


TITLES = {
    Factor.DIAGRAM: Message("Diagram"),
    Factor.TYPE: Message("Crash type as recorded"),
    Factor.SEVERITY: Message("Severity"),
    Factor.HOUR: Message("Hour"),
    Factor.KIND: Message("Kind of party"),
    Factor.CAUSE: Message("Main cause"),
    Factor.WEATHER: Message("Weather"),
    Factor.LIGHT: Message("Light"),
    Factor.SURFACE: Message("Road surface"),
}
CODED = {
    Factor.TYPE: "crash_type_code",
    Factor.CAUSE: "main_cause_code",
    Factor.WEATHER: "weather_code",
    Factor.SURFACE: "surface_code",
}
LIGHT_WORDS = {NIGHT: Message("Night"), DAY: Message("Day")}

FactorKeys = Mapping[Factor, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Conditions:
    """Which crashes are meant: those with one of the keys of every factor that is named."""

    wanted: tuple[tuple[Factor, tuple[str, ...]], ...] = field(default=())

    def fit(self, keys: FactorKeys) -> bool:
        """Return whether a crash is meant.

        Examples
        --------
        >>> at_night = Conditions(((Factor.LIGHT, ("night",)),))
        >>> at_night.fit({Factor.LIGHT: ("day",)}), Conditions().fit({})
        (False, True)
        """
        return all(set(said) & set(keys.get(factor, ())) for factor, said in self.wanted)

    def __bool__(self) -> bool:
        """Whether anything is asked."""
        return bool(self.wanted)


def keys_of_cases(cases: Iterable[Case], crashes: pd.DataFrame) -> dict[str, FactorKeys]:
    """Return crash_id -> its keys of each factor.

    Parameters
    ----------
    cases
        Crashes with their readings.
    crashes
        `CRASH_COLUMNS` of the same crashes: weather and surface stand there.
    """
    columns = list(dict.fromkeys(CODED.values()))
    coded = crashes.set_index("crash_id")[columns].astype(object)
    recorded = coded.where(coded.notna(), None).to_dict("index")
    return {case.facts.crash_id: _keys(case, recorded[case.facts.crash_id]) for case in cases}


def factor_word(factor: Factor, key: str, language: Language | None = None) -> str:
    """Return what a key means.

    Examples
    --------
    >>> factor_word(Factor.HOUR, "21", Language.EN), factor_word(Factor.KIND, "motorcycle")
    ('21–24', '機車')
    >>> factor_word(Factor.CAUSE, "42@until-2023-06", Language.ZH_TW)
    '其他引起事故之違規或不當行為'
    """
    if factor in CODED:
        code, _, version = key.partition(OF_VERSION)
        edition = version or CodeVersion.FROM_2023_07
        return code_text(CODED[factor], code, edition, language=language) or key
    if factor is Factor.HOUR:
        return f"{int(key):02d}–{int(key) + BAND_HOURS:02d}"
    if factor is Factor.SEVERITY:
        return key
    words: Mapping[str, Message] = {
        Factor.DIAGRAM: TYPE_WORDS,
        Factor.KIND: KIND_WORDS,
        Factor.LIGHT: LIGHT_WORDS,
    }[factor]  # type: ignore[assignment]
    return words[key].in_language(language) if key in words else key


def conditions_text(conditions: Conditions) -> str:
    """Return conditions as a short text, for an address.

    Examples
    --------
    >>> conditions_text(Conditions(((Factor.KIND, ("car", "heavy")), (Factor.LIGHT, ("night",)))))
    'kind:car,heavy;light:night'
    """
    return ";".join(f"{factor}:{','.join(keys)}" for factor, keys in conditions.wanted)


def read_conditions(text: str) -> Conditions:
    """Return the conditions that `conditions_text` wrote.

    Raises
    ------
    ValueError
        A factor is none, or has no keys.

    Examples
    --------
    >>> read_conditions("light:night").wanted
    ((<Factor.LIGHT: 'light'>, ('night',)),)
    """
    wanted = []
    for part in filter(None, text.split(";")):
        name, _, said = part.partition(":")
        keys = tuple(filter(None, said.split(",")))
        if not keys:
            raise ValueError(part)
        wanted.append((Factor(name), keys))
    return Conditions(tuple(wanted))


def conditions_said(conditions: Conditions, language: Language) -> str:
    """Return conditions in words, for the query that a sheet prints; empty without any."""
    joint = "、" if language is Language.ZH_TW else ", "
    parts = [
        f"{factor.heading.in_language(language)}: "
        + joint.join(factor_word(factor, key, language) for key in keys)
        for factor, keys in conditions.wanted
    ]
    return ("；" if language is Language.ZH_TW else "; ").join(parts)


def _keys(case: Case, recorded: Mapping[Any, Any]) -> FactorKeys:
    facts = case.facts
    kinds = dict.fromkeys(
        party.kind for party in facts.parties if party.kind is not KindClass.PASSENGER
    )
    diagram = case.resolution.diagram_type
    return {
        Factor.DIAGRAM: (str(diagram),) if diagram is not DiagramType.UNKNOWN else (),
        Factor.SEVERITY: (str(facts.severity),),
        Factor.HOUR: (str(facts.occurred_at.hour // BAND_HOURS * BAND_HOURS),),
        Factor.KIND: tuple(str(kind) for kind in kinds),
        Factor.LIGHT: (NIGHT if facts.at_night else DAY,),
        **{
            factor: _coded(recorded.get(column), facts.code_version)
            for factor, column in CODED.items()
        },
    }


def _coded(code: object, version: str) -> tuple[str, ...]:
    if code is None:
        return ()
    newest = version == CodeVersion.FROM_2023_07
    return (str(code) if newest else f"{code}{OF_VERSION}{version}",)
