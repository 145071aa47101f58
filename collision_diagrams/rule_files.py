"""Rule files that a city may change: read with line and key of whatever is wrong in them.

A city's file must have the shape of the shipped one: the same named settings of the same kinds.
Lists by code (causes, types, kinds) may have other entries. Words of the model, numbers and the
label are checked one by one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache

import yaml

from collision_diagrams.rule_faults import NUMBER_TAGS, RuleFault, children, fault, joined, line_of
from collision_diagrams.rule_values import value_faults
from collision_diagrams.rules import FOLDER, rules_in_force
from errors import DaoanError
from language import Message

MOST_CHARACTERS = 200_000


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
        return (RuleFault(line_of(error.problem_mark or error.context_mark), "", problem),)
    except yaml.YAMLError as error:
        return (RuleFault(1, "", Message("This is not YAML: {problem}", {"problem": error})),)
    if aliases:
        problem = Message("Write the value out; *name is not read.")
        return (RuleFault(line_of(aliases[0].start_mark), "", problem),)
    if not isinstance(root, yaml.MappingNode):
        return (RuleFault(1, "", Message("The file must hold named settings.")),)
    found = [*_faults(root, "", _shipped_shape(file)), *value_faults(root, "")]
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
        for part, child in children(node):
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


def _pattern(path: str, name: str | None) -> str:
    """Return the path of a child in the shape: codes of open lists are not told apart."""
    if name is None or path in FIXED or _names_settings(path):
        return joined(path, name)
    return joined(path, "*")


def _names_settings(path: str) -> bool:
    """Whether the entries of a mapping are settings of one entry, such as those of a line."""
    return bool(re.fullmatch(r"(lines|objects|pair_types|single_types)\.\*|\w+\[\]", path))


def _faults(node: yaml.Node, path: str, shape: Shape, said: str = "") -> Iterator[RuleFault]:
    """Return where a file has another shape than the shipped one."""
    expected = shape.get(path)
    if expected is None:
        yield fault(node, said, Message("There is no such setting."))
        return
    if _kind(node) not in expected and not ("text" in expected and _kind(node) == "number"):
        wanted = KIND_WORDS[min(expected)]
        yield fault(node, said, Message("{wanted} is needed here.", {"wanted": wanted}))
        return
    if isinstance(node, yaml.MappingNode):
        names = [str(key.value) for key, _ in node.value]
        for key, _value in node.value:
            if names.count(str(key.value)) > 1:
                yield fault(key, joined(said, str(key.value)), Message("It stands here twice."))
        if path in FIXED:
            for name in sorted(_names_below(shape, path) - set(names)):
                yield fault(node, joined(said, name), Message("This setting is missing."))
    for part, child in children(node):
        yield from _faults(child, _pattern(path, part), shape, joined(said, part))


def _names_below(shape: Shape, path: str) -> frozenset[str]:
    """Return the names of the settings of a mapping of the shipped file."""
    start = f"{path}." if path else ""
    rest = {one.removeprefix(start) for one in shape if one.startswith(start) and one != path}
    return frozenset(name for name in rest if name and not {".", "["} & set(name))
