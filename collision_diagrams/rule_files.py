"""Rule files that a city may change: read with line and key of whatever is wrong in them.

A city's file must have the shape of the shipped one: the same named settings of the same kinds.
Lists by code (causes, types, kinds) may have other entries. Words of the model, numbers and the
label are checked one by one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from string import Formatter
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
from collision_diagrams.rules import FOLDER, rules_in_force
from errors import DaoanError
from language import Language, Message

MOST_CHARACTERS = 200_000
SHOWN_FAULTS = 20


class RuleFile(StrEnum):
    """A rule file that a city may change."""

    GLYPHS = "glyphs.yaml"  # the legend: lines, sizes, marks, colours, label
    RESOLVER = "resolver.yaml"  # how a record is read: types, causes, shares, limits

    @property
    def heading(self) -> Message:
        """What the file is about."""
        return HEADINGS[self]

    @property
    def shipped_text(self) -> str:
        """The file as the product has it."""
        return _shipped(self)


HEADINGS = {
    RuleFile.GLYPHS: Message("Legend and label"),
    RuleFile.RESOLVER: Message("Rules of reading"),
}
# Settings by name: their keys are fixed. All other mappings are lists by code.
FIXED = frozenset({"", "sizes_mm", "contact_kernel", "acceptance", "heading_trust", "arms"})
SAID_BY_CAUSES = (
    "same",
    "opposite",
    "crossing",
    "from_left",
    "turning",
    "behind",
    "u_turn",
    "across",
    "minor",
    "door",
)
SHAPES = ("disc", "square", "triangle", "diamond", "cross", "ring", "bar")
ROAD_PLANS = ("cross", "tee", "straight")
WORDS: tuple[tuple[str, Iterable[str]], ...] = (  # path -> the words that may stand there
    (r"kinds\.[^.]+", KindClass),
    (r"movements\.[^.]+", Movement),
    (r"pair_types\.[^.]+\.sides\[\]", Side),
    (r"pair_types\.[^.]+\.(turns_through|always)", DiagramType),
    (r"single_types\.[^.]+\.diagram", DiagramType),
    (r"single_types\.[^.]+\.relation", Relation),
    (r"pedestrian_types\.[^.]+", DiagramType),
    (r"shares\[\]\.turns\[\]", Turn),
    (r"cause_turns\.[^.]+\.[^.]+\[\]", Turn),
    (r"colours\[\]\.shape", SHAPES),
    (r"road_plans\.[^.]+", ROAD_PLANS),
)
KEY_WORDS: tuple[tuple[str, Iterable[str]], ...] = (  # path of a mapping -> its possible keys
    (r"lines", KindClass),
    (r"turned_at_impact", DiagramType),
    (r"causes\.[^.]+\.[^.]+", SAID_BY_CAUSES),
    (r"shares\[\]\.(signal|other|road)", Side),
)
RANGES: tuple[tuple[str, float, float], ...] = (
    (r"sizes_mm\.[^.]+", 0.1, 60.0),
    (r"lines\.[^.]+\.width_mm", 0.05, 5.0),
    (r"lines\.[^.]+\.dash_mm\[\]", 0.01, 20.0),
    (r"contact_bearings\.[^.]+", 0.0, 360.0),
    (r"causes\..+", -10.0, 10.0),
    (r"shares\[\]\.(signal|other|road)\.[^.]+", 0.0, 1.0),
    (r"turned_at_impact\.[^.]+\[\]", 0.0, 1.0),
    (r"contact_kernel\.spread_deg", 1.0, 180.0),
    (r"contact_kernel\.stray", 0.0, 1.0),
    (r"contradiction_deg", 0.0, 180.0),
    (r"heading_trust\.[^.]+", 0.0, 1.0),
    (r"acceptance\.margin", 0.0, 10.0),
    (r"acceptance\.(automatic_from|told_from)", 0.0, 1.0),
)
NEVER_EMPTY = frozenset({"colours", "kinds", "lines", "movements", "pair_types", "shares"})
COLOUR = re.compile(r"#[0-9a-f]{6}")
LABELS = re.compile(r"(short_)?label")
LABEL_FIELDS = frozenset(
    {"serial", "date", "time", "year", "severity", "circumstances", "count", "unsure"}
)
NUMBER_TAGS = frozenset({"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"})


@dataclass(frozen=True, slots=True)
class RuleFault:
    """Something wrong in a rule file."""

    line: int  # from 1
    key: str  # path of the setting, such as `acceptance.margin`; empty: the file as a whole
    problem: Message

    def in_language(self, language: Language | None = None) -> str:
        """Return line, key and problem as one sentence."""
        return Message(
            "Line {line}, {key}: {problem}",
            {"line": self.line, "key": self.key or "–", "problem": self.problem},
        ).in_language(language)


class RuleFileError(DaoanError, ValueError):
    """A rule file has faults; `faults` lists them all."""

    def __init__(self, file: RuleFile, faults: Sequence[RuleFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            "{file} has {count} faults. {first}",
            file=str(file),
            count=len(faults),
            first=Message("{sentence}", {"sentence": faults[0].in_language()}),
        )


def faults_of(file: RuleFile, text: str) -> tuple[RuleFault, ...]:
    """Return everything that is wrong in the text of a rule file, by line.

    Examples
    --------
    >>> text = RuleFile.RESOLVER.shipped_text
    >>> faults_of(RuleFile.RESOLVER, text)
    ()
    >>> broken = text.replace("automatic_from: 0.85", "automatic_from: sure")
    >>> [fault.key for fault in faults_of(RuleFile.RESOLVER, broken)]
    ['acceptance.automatic_from']
    """
    if len(text) > MOST_CHARACTERS:
        return (RuleFault(1, "", Message("The file is too long.")),)
    try:
        aliases = [one for one in yaml.parse(text) if isinstance(one, yaml.AliasEvent)]
        root = None if aliases else yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        problem = Message("This is not YAML: {problem}", {"problem": error.problem or ""})
        return (RuleFault(_line(error.problem_mark or error.context_mark), "", problem),)
    except yaml.YAMLError as error:
        return (RuleFault(1, "", Message("This is not YAML: {problem}", {"problem": error})),)
    if aliases:
        problem = Message("Write the value out; *name is not read.")
        return (RuleFault(_line(aliases[0].start_mark), "", problem),)
    if not isinstance(root, yaml.MappingNode):
        return (RuleFault(1, "", Message("The file must hold named settings.")),)
    found = [*_faults(root, "", _shipped_shape(file)), *_value_faults(root, "")]
    return tuple(sorted(found, key=lambda fault: (fault.line, fault.key))) or _use_faults(
        file, text
    )


def _use_faults(file: RuleFile, text: str) -> tuple[RuleFault, ...]:
    """Return what keeps a text of the right shape from being used, such as an incomplete entry."""
    try:
        with rules_in_force({str(file): text}):
            return ()
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        problem = Message("The file cannot be used: {problem}", {"problem": repr(error)})
        return (RuleFault(1, "", problem),)


def checked(file: RuleFile, text: str) -> str:
    """Return the text of a rule file that may be used.

    Raises
    ------
    RuleFileError
        It has faults.
    """
    if faults := faults_of(file, text):
        raise RuleFileError(file, faults)
    return text


@cache
def _shipped(file: RuleFile) -> str:
    return (FOLDER / str(file)).read_text(encoding="utf-8")


@cache
def _shipped_shape(file: RuleFile) -> "Shape":
    root = yaml.compose(_shipped(file), Loader=yaml.SafeLoader)
    return _shape(root) if root else {}


Shape = Mapping[str, frozenset[str]]  # path with [] for places and * for codes -> kinds of nodes


def _shape(root: yaml.Node) -> Shape:
    """Return which kinds of nodes stand where in the shipped file."""
    kinds: dict[str, set[str]] = {}

    def walk(node: yaml.Node, path: str) -> None:
        kinds.setdefault(path, set()).add(_kind(node))
        for part, child in _children(node):
            walk(child, _pattern(path, part))

    walk(root, "")
    return {path: frozenset(found) for path, found in kinds.items()}


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "mapping"
    if isinstance(node, yaml.SequenceNode):
        return "list"
    if node.tag in NUMBER_TAGS:
        return "number"
    if node.tag == "tag:yaml.org,2002:bool":
        return "yes or no"
    return "text"


KIND_WORDS = {
    "mapping": Message("named values"),
    "list": Message("a list"),
    "number": Message("a number"),
    "yes or no": Message("true or false"),
    "text": Message("a text"),
}


def _children(node: yaml.Node) -> Iterator[tuple[str | None, yaml.Node]]:
    """Return the children of a node with their names, None for the places of a list."""
    if isinstance(node, yaml.MappingNode):
        yield from ((str(key.value), value) for key, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        yield from ((None, value) for value in node.value)


def _joined(path: str, name: str | None) -> str:
    if name is None:
        return f"{path}[]"
    return f"{path}.{name}" if path else name


def _pattern(path: str, name: str | None) -> str:
    """Return the path of a child in the shape: codes of open lists are not told apart."""
    if name is None or path in FIXED or _names_settings(path):
        return _joined(path, name)
    return _joined(path, "*")


def _names_settings(path: str) -> bool:
    """Whether the entries of a mapping are settings of one entry, such as those of a line."""
    return bool(re.fullmatch(r"(lines|objects|pair_types|single_types)\.\*|\w+\[\]", path))


def _faults(node: yaml.Node, path: str, shape: Shape, said: str = "") -> Iterator[RuleFault]:
    """Return where a file has another shape than the shipped one."""
    expected = shape.get(path)
    if expected is None:
        yield _fault(node, said, Message("There is no such setting."))
        return
    if _kind(node) not in expected and not ("text" in expected and _kind(node) == "number"):
        wanted = KIND_WORDS[min(expected)]
        yield _fault(node, said, Message("{wanted} is needed here.", {"wanted": wanted}))
        return
    if isinstance(node, yaml.MappingNode):
        names = [str(key.value) for key, _ in node.value]
        for key, _value in node.value:
            if names.count(str(key.value)) > 1:
                yield _fault(key, _joined(said, str(key.value)), Message("It stands here twice."))
        if path in FIXED:
            for name in sorted(_names_below(shape, path) - set(names)):
                yield _fault(node, _joined(said, name), Message("This setting is missing."))
    for part, child in _children(node):
        yield from _faults(child, _pattern(path, part), shape, _joined(said, part))


def _names_below(shape: Shape, path: str) -> frozenset[str]:
    """Return the names of the settings of a mapping of the shipped file."""
    start = f"{path}." if path else ""
    rest = {one.removeprefix(start) for one in shape if one.startswith(start) and one != path}
    return frozenset(name for name in rest if name and not {".", "["} & set(name))


def _value_faults(node: yaml.Node, path: str) -> Iterator[RuleFault]:
    """Return which words, numbers, colours and labels of a file mean nothing."""
    if isinstance(node, yaml.MappingNode):
        for pattern, words in KEY_WORDS:
            if re.fullmatch(pattern, path):
                for key, _value in node.value:
                    yield from _word_faults(key, _joined(path, str(key.value)), words)
    if isinstance(node, yaml.ScalarNode):
        yield from _scalar_faults(node, path)
    elif not node.value and path in NEVER_EMPTY:
        yield _fault(node, path, Message("Something must stand here."))
    for name, child in _children(node):
        yield from _value_faults(child, _joined(path, name))


def _scalar_faults(node: yaml.ScalarNode, path: str) -> Iterator[RuleFault]:
    for pattern, words in WORDS:
        if re.fullmatch(pattern, path):
            yield from _word_faults(node, path, words)
    for pattern, low, high in RANGES:
        if re.fullmatch(pattern, path) and node.tag in NUMBER_TAGS:
            value = float(yaml.safe_load(node.value))
            if not low <= value <= high:
                values = {"value": node.value, "low": low, "high": high}
                said = Message("{value} is not between {low:g} and {high:g}.", values)
                yield _fault(node, path, said)
    if path.endswith(".colour") and not COLOUR.fullmatch(node.value):
        said = Message("{value} is no colour such as #0a5f9e.", {"value": node.value})
        yield _fault(node, path, said)
    if LABELS.fullmatch(path):
        yield from _label_faults(node, path)


def _word_faults(node: yaml.Node, path: str, words: Iterable[str]) -> Iterator[RuleFault]:
    known = {str(word) for word in words}
    if node.value not in known:
        values = {"word": node.value, "known": ", ".join(sorted(known))}
        yield _fault(node, path, Message("{word} is none of: {known}.", values))


def _label_faults(node: yaml.ScalarNode, path: str) -> Iterator[RuleFault]:
    try:
        parts = list(Formatter().parse(node.value))
    except ValueError as error:
        said = Message("This is no label: {problem}", {"problem": str(error)})
        yield _fault(node, path, said)
        return
    for _text, name, spec, conversion in parts:
        if name is not None and (name not in LABEL_FIELDS or spec or conversion):
            values = {"word": name, "known": ", ".join(sorted(LABEL_FIELDS))}
            yield _fault(node, path, Message("{word} is none of: {known}.", values))


def _line(mark: Any) -> int:
    return int(mark.line) + 1 if mark else 1


def _fault(node: yaml.Node, path: str, problem: Message) -> RuleFault:
    return RuleFault(_line(node.start_mark), path.replace("[]", ""), problem)
