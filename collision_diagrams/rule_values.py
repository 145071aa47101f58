"""What may stand in a rule file: words of the model, ranges of numbers, colours, labels."""

import re
from collections.abc import Iterable, Iterator
from string import Formatter

import yaml

from collision_diagrams.model import DiagramType, KindClass, Movement, Relation, Side, Turn
from collision_diagrams.rule_faults import NUMBER_TAGS, RuleFault, children, fault, joined
from language import Message

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


def value_faults(node: yaml.Node, path: str) -> Iterator[RuleFault]:
    """Return which words, numbers, colours and labels of a file mean nothing."""
    if isinstance(node, yaml.MappingNode):
        for pattern, words in KEY_WORDS:
            if re.fullmatch(pattern, path):
                for key, _value in node.value:
                    yield from _word_faults(key, joined(path, str(key.value)), words)
    if isinstance(node, yaml.ScalarNode):
        yield from _scalar_faults(node, path)
    elif not node.value and path in NEVER_EMPTY:
        yield fault(node, path, Message("Something must stand here."))
    for name, child in children(node):
        yield from value_faults(child, joined(path, name))


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
                yield fault(node, path, said)
    if path.endswith(".colour") and not COLOUR.fullmatch(node.value):
        said = Message("{value} is no colour such as #0a5f9e.", {"value": node.value})
        yield fault(node, path, said)
    if LABELS.fullmatch(path):
        yield from _label_faults(node, path)


def _word_faults(node: yaml.Node, path: str, words: Iterable[str]) -> Iterator[RuleFault]:
    known = {str(word) for word in words}
    if node.value not in known:
        values = {"word": node.value, "known": ", ".join(sorted(known))}
        yield fault(node, path, Message("{word} is none of: {known}.", values))


def _label_faults(node: yaml.ScalarNode, path: str) -> Iterator[RuleFault]:
    try:
        parts = list(Formatter().parse(node.value))
    except ValueError as error:
        said = Message("This is no label: {problem}", {"problem": str(error)})
        yield fault(node, path, said)
        return
    for _text, name, spec, conversion in parts:
        if name is not None and (name not in LABEL_FIELDS or spec or conversion):
            values = {"word": name, "known": ", ".join(sorted(LABEL_FIELDS))}
            yield fault(node, path, Message("{word} is none of: {known}.", values))
