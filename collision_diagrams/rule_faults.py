"""A fault of a rule file: its line, its key, its problem; and the way through such a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from language import Language, Message

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


def children(node: yaml.Node) -> Iterator[tuple[str | None, yaml.Node]]:
    """Return the children of a node with their names, None for the places of a list."""
    if isinstance(node, yaml.MappingNode):
        yield from ((str(key.value), value) for key, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        yield from ((None, value) for value in node.value)


def joined(path: str, name: str | None) -> str:
    """Return the path of a child; `[]` stands for the places of a list."""
    if name is None:
        return f"{path}[]"
    return f"{path}.{name}" if path else name


def line_of(mark: Any) -> int:
    """Return the line of a mark of the YAML reader, from 1."""
    return int(mark.line) + 1 if mark else 1


def fault(node: yaml.Node, path: str, problem: Message) -> RuleFault:
    """Return a fault at a node."""
    return RuleFault(line_of(node.start_mark), path.replace("[]", ""), problem)
