"""Read the rules of the resolver and the legend of the glyphs: dated data files."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from collision_diagrams.model import (
    DiagramType,
    KindClass,
    Movement,
    Relation,
    Side,
    Turn,
)

FOLDER = Path(__file__).parent.parent / "data" / "legend"


@dataclass(frozen=True, slots=True)
class PairType:
    """What the definition of a crash type between two vehicles fixes."""

    sides: tuple[Side, ...]
    turns_through: DiagramType | None = None  # construction where neither party turns
    always: DiagramType | None = None  # construction whatever the parties did
    one_turns: bool = False  # by definition one turns and the other goes through
    backing: bool = False  # by definition one is backing


@dataclass(frozen=True, slots=True)
class SingleType:
    """What a crash type of one vehicle is drawn as."""

    diagram: DiagramType
    relation: Relation
    object: str | None = None  # key of the object's mark in the legend


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of the resolver, as `data/legend/resolver.yaml` states them."""

    valid_from: str
    movements: Mapping[str, Movement]
    contact_bearings: Mapping[str, float]
    pair_types: Mapping[str, PairType]
    single_types: Mapping[str, SingleType]
    pedestrian_types: Mapping[str, DiagramType]
    causes: Mapping[str, Mapping[str, Mapping[str, float]]]  # code version -> cause -> weights
    cause_turns: Mapping[str, Mapping[str, frozenset[Turn]]]  # code version -> cause -> turns
    shares: Mapping[tuple[Turn, Turn], Mapping[str, Mapping[Side, float]]]
    turned_at_impact: Mapping[DiagramType, tuple[float, float]]
    kernel_spread_deg: float
    kernel_stray: float
    contradiction_deg: float
    heading_trust: Mapping[str, float]  # who tells a direction -> how likely it is right
    told_from: float
    arms: Mapping[str, float]  # weights and distances on real arms
    margin: float
    automatic_from: float
    junction_positions: frozenset[str]
    crosswalk_positions: frozenset[str]
    working_signals: frozenset[str]
    dark_light_codes: frozenset[str]
    road_plans: Mapping[str, str]
    sources_without_contacts: frozenset[str]  # of crash records
    sources_with_other_types: frozenset[str]  # whose types do not follow the official definitions

    def cause_weights(self, code_version: str, cause: str | None) -> Mapping[str, float]:
        """Return what a cause says; empty where it says nothing of the approaches."""
        return self.causes.get(code_version, {}).get(cause or "", {})


@dataclass(frozen=True, slots=True)
class LineLook:
    """How the line of a kind of party is stroked."""

    width_mm: float
    dash_mm: tuple[float, ...] = ()
    round: bool = False


@dataclass(frozen=True, slots=True)
class ObjectMark:
    """The letter of a struck object and its name in the legend."""

    letters: Mapping[str, str]  # language -> letter
    legend: str  # English; translated like any sentence


@dataclass(frozen=True, slots=True)
class ColourLook:
    """What a value of a factor looks like where glyphs are coloured by it."""

    colour: str
    shape: str  # of the badge that says the same without colour


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths of a glyph on A3 paper, in millimetres."""

    shaft: float  # L of the constructions
    head: float
    lateral: float  # distance of two vehicles side by side
    gap: float
    label: float  # em box of the label

    def scaled(self, factor: float) -> "Sizes":
        """Return the sizes multiplied by a factor."""
        return Sizes(
            self.shaft * factor,
            self.head * factor,
            self.lateral * factor,
            self.gap * factor,
            self.label * factor,
        )


@dataclass(frozen=True, slots=True)
class Legend:
    """What glyphs are drawn with, as `data/legend/glyphs.yaml` states it."""

    valid_from: str
    kinds: Mapping[str, KindClass]  # prefix of a kind code -> class
    sizes_mm: Sizes
    lines: Mapping[KindClass, LineLook]
    objects: Mapping[str, ObjectMark]
    surface_letters: Mapping[str, str]
    label: str  # template of the line beside a glyph
    short_label: str  # where that has no room
    direct_turn_causes: frozenset[str]  # a rider with one of these did not turn in two stages
    untouched_contacts: frozenset[str]  # contact codes of who was not touched
    colours: tuple[ColourLook, ...]  # for the values of one factor

    def kind_of(self, kind_code: str) -> KindClass:
        """Return the class of a kind code: the longest prefix that fits.

        Examples
        --------
        >>> [str(legend().kind_of(code)) for code in ("C03", "H02", "E01", "E02")]
        ['motorcycle', 'passenger', 'car', 'heavy']
        """
        prefixes = (kind_code[:length] for length in range(len(kind_code), 0, -1))
        return next((self.kinds[p] for p in prefixes if p in self.kinds), KindClass.UNKNOWN)


RESOLVER, GLYPHS = "resolver.yaml", "glyphs.yaml"
_of_city: ContextVar[tuple[Rules | None, Legend | None]] = ContextVar(
    "rules_of_city", default=(None, None)
)


def rules() -> Rules:
    """Return the rules of the resolver in force: those of the city, else the shipped ones."""
    return _of_city.get()[0] or _rules_of(_shipped(RESOLVER))


def legend() -> Legend:
    """Return the legend in force: that of the city, else the shipped one."""
    return _of_city.get()[1] or _legend_of(_shipped(GLYPHS))


@contextmanager
def rules_in_force(texts: Mapping[str, str]) -> Iterator[None]:
    """Let the rule files of a city stand in place of the shipped ones, for a block.

    Parameters
    ----------
    texts
        Name of a rule file -> its text, as `rule_files.checked` lets it pass. A file that is not
        named, or has no text, is the shipped one.

    Examples
    --------
    >>> text = (FOLDER / GLYPHS).read_text(encoding="utf-8")
    >>> with rules_in_force({GLYPHS: text.replace("shaft: 8.0", "shaft: 9.0")}):
    ...     legend().sizes_mm.shaft
    9.0
    >>> legend().sizes_mm.shaft
    8.0
    """
    token = _of_city.set(
        (
            _rules_of(texts[RESOLVER]) if texts.get(RESOLVER) else None,
            _legend_of(texts[GLYPHS]) if texts.get(GLYPHS) else None,
        )
    )
    try:
        yield
    finally:
        _of_city.reset(token)


@cache
def _shipped(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@lru_cache(maxsize=8)
def _rules_of(text: str) -> Rules:
    said: dict[str, Any] = yaml.safe_load(text)
    return Rules(
        valid_from=str(said["valid_from"]),
        movements={code: Movement(word) for code, word in said["movements"].items()},
        contact_bearings={code: float(deg) for code, deg in said["contact_bearings"].items()},
        pair_types={code: _pair_type(entry) for code, entry in said["pair_types"].items()},
        single_types={code: _single_type(entry) for code, entry in said["single_types"].items()},
        pedestrian_types={
            code: DiagramType(word) for code, word in said["pedestrian_types"].items()
        },
        causes=said["causes"],
        cause_turns={
            version: {code: frozenset(map(Turn, turns)) for code, turns in of_version.items()}
            for version, of_version in said["cause_turns"].items()
        },
        shares=_shares(said["shares"]),
        turned_at_impact={
            DiagramType(name): (float(first), float(second))
            for name, (first, second) in said["turned_at_impact"].items()
        },
        kernel_spread_deg=said["contact_kernel"]["spread_deg"],
        kernel_stray=said["contact_kernel"]["stray"],
        contradiction_deg=said["contradiction_deg"],
        heading_trust=said["heading_trust"],
        told_from=said["acceptance"]["told_from"],
        arms=said["arms"],
        margin=said["acceptance"]["margin"],
        automatic_from=said["acceptance"]["automatic_from"],
        junction_positions=frozenset(said["junction_positions"]),
        crosswalk_positions=frozenset(said["crosswalk_positions"]),
        working_signals=frozenset(said["working_signals"]),
        dark_light_codes=frozenset(said["dark_light_codes"]),
        road_plans=said["road_plans"],
        sources_without_contacts=frozenset(said["sources_without_contacts"]),
        sources_with_other_types=frozenset(said["sources_with_other_types"]),
    )


@lru_cache(maxsize=8)
def _legend_of(text: str) -> Legend:
    said: dict[str, Any] = yaml.safe_load(text)
    return Legend(
        valid_from=str(said["valid_from"]),
        kinds={prefix: KindClass(word) for prefix, word in said["kinds"].items()},
        sizes_mm=Sizes(**said["sizes_mm"]),
        lines={
            KindClass(name): LineLook(
                look["width_mm"], tuple(look.get("dash_mm", ())), look.get("round", False)
            )
            for name, look in said["lines"].items()
        },
        objects={
            name: ObjectMark({"zh-TW": entry["zh-TW"], "en": entry["en"]}, entry["legend"])
            for name, entry in said["objects"].items()
        },
        surface_letters=said["surface_letters"],
        label=said["label"],
        short_label=said["short_label"],
        direct_turn_causes=frozenset(said["direct_turn_causes"]),
        untouched_contacts=frozenset(said["untouched_contacts"]),
        colours=tuple(ColourLook(entry["colour"], entry["shape"]) for entry in said["colours"]),
    )


def _pair_type(entry: dict[str, Any]) -> PairType:
    named = {key: DiagramType(entry[key]) for key in ("turns_through", "always") if key in entry}
    return PairType(
        sides=tuple(Side(word) for word in entry["sides"]),
        one_turns=entry.get("one_turns", False),
        backing=entry.get("backing", False),
        **named,
    )


def _single_type(entry: dict[str, Any]) -> SingleType:
    return SingleType(
        DiagramType(entry["diagram"]), Relation(entry["relation"]), entry.get("object")
    )


def _shares(
    entries: list[dict[str, Any]],
) -> dict[tuple[Turn, Turn], dict[str, dict[Side, float]]]:
    """Return the shares of each pair of turns, and of the same pair in the other order."""
    table: dict[tuple[Turn, Turn], dict[str, dict[Side, float]]] = {}
    for entry in entries:
        first, second = (Turn(word) for word in entry["turns"])
        said = {
            place: {Side(side): float(share) for side, share in entry[place].items()}
            for place in ("signal", "other", "road")
        }
        table[first, second] = said
        table.setdefault(
            (second, first),
            {
                place: {side.seen_from_the_other: share for side, share in sides.items()}
                for place, sides in said.items()
            },
        )
    return table
