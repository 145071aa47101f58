"""The rule a cross feature follows, and how far it reaches along the road."""

from dataclasses import replace

from roadnet.markings.defaults import code_of_text
from roadnet.markings.rule_book import RuleBook
from roadnet.markings.rules import MarkingRule, RuleVersion, marking_rules
from roadnet.markings.sizes import Sizes
from roadnet.model import CrossFeature, FeatureKind, Measured, Method

CODES = {
    FeatureKind.STOP_LINE: "TW-170",
    FeatureKind.CROSSWALK: "TW-185",
    FeatureKind.ZEBRA: "TW-186",
    FeatureKind.DIAGONAL_CROSSWALK: "TW-185-1",
    FeatureKind.BIKE_CROSSING: "TW-186-1",
    FeatureKind.MOTO_BOX: "TW-174-2",
    FeatureKind.TWO_STAGE_BOX: "TW-191",
    FeatureKind.LEFT_WAIT: "TW-184",
    FeatureKind.YIELD: "TW-172",
    FeatureKind.NET: "TW-173",
    FeatureKind.HATCH: "TW-171",
    FeatureKind.GUIDE_LINE: "TW-189",
    FeatureKind.SLOW_DOWN: "TW-159",
    FeatureKind.SPEED_LIMIT: "TW-179",
    FeatureKind.ARROW: "TW-188",
    FeatureKind.SYMBOL: "TW-174",
}
NODE = "node"  # source of an offset that gives the middle of the feature, not its edge
RHOMBUS = "rhombus"
SMALL = "small"  # a small arrow or symbol
WEDGE = "wedge"
Y_LINE = "Y"
BESIDE = "、"  # between symbols that stand side by side

DEPTH_IS = {  # the size of the rule that a stated depth replaces
    "stop_line": "width",
    "crosswalk": "bar_length",
    "moto_box": "depth",
    "two_stage_box": "box_depth",
    "left_wait": "length",
    "arrow": "length",
    "level_crossing": "cross_length",
}
EDGES_OF = {"zebra": "edge_width", "bike_crossing": "width"}  # depth: between, and two edges


def rule_of(feature: CrossFeature, rules: RuleBook) -> MarkingRule | None:
    """Return the rule of a feature; None where it is no paint, or nobody knows which.

    Examples
    --------
    >>> from roadnet.markings.rule_book import rule_book
    >>> from roadnet.model import FeatureId, RoadId
    >>> slow = CrossFeature(FeatureId("f"), FeatureKind.TEXT, RoadId("r"), text="慢")
    >>> rule_of(slow, rule_book("TW")).code
    'TW-163'
    """
    code = feature.rule_code or CODES.get(feature.kind, "")
    if not feature.rule_code and feature.kind is FeatureKind.TEXT:
        code = code_of_text(feature.text)
    return rules.get(code)


def sizes_of(feature: CrossFeature, version: RuleVersion) -> Sizes:
    """Return the sizes of a feature; a stated depth stands for the size along the road."""
    stated = dict(feature.sizes)
    depth = feature.depth
    if depth is not None and version.kind in DEPTH_IS:
        stated[DEPTH_IS[version.kind]] = depth
    if depth is not None and version.kind in EDGES_OF:
        edges_m = 2 * Sizes(version, stated)[EDGES_OF[version.kind]]
        stated["between"] = replace(depth, value=depth.value - edges_m)
    return Sizes(version, stated)


def depth_m(feature: CrossFeature, sizes: Sizes) -> float:
    """Return how far a feature reaches along the road: stated, else by its rule."""
    if feature.depth is not None:
        return feature.depth.value
    kind = sizes.version.kind
    if kind in EDGES_OF:
        return sizes["between"] + 2 * sizes[EDGES_OF[kind]]
    if feature.text == Y_LINE and "stem_length" in sizes:
        return sizes["stem_length"] + sizes["arm_length"]
    if kind == "yield":
        return 2 * sizes["width"] + sizes["between"]
    if kind == "slow_down":
        return _slow_down_depth_m(feature, sizes)
    if kind == "arrow" and feature.text == SMALL and "small_length" in sizes:
        return sizes["small_length"]
    if feature.kind is FeatureKind.TEXT or kind in {"text", "speed_limit"}:
        return text_depth_m(feature, sizes)
    if feature.kind is FeatureKind.SYMBOL:
        return _symbol_depth_m(feature, sizes)
    name = DEPTH_IS.get(kind, "")
    return sizes.get(name, 0.0)


def is_middle(offset: Measured) -> bool:
    """Whether an offset gives the middle: a node that OpenStreetMap draws on the road."""
    return offset.method is Method.OSM and offset.source == NODE


def letter_sizes(sizes: Sizes) -> Sizes:
    """Return the sizes of letters: the rule's own, else those of lane letters (article 175)."""
    if "letter_length" in sizes:
        return sizes
    return Sizes(marking_rules()["TW-175"].versions[-1], sizes.stated)


def text_depth_m(feature: CrossFeature, sizes: Sizes) -> float:
    """Return the length of letters set one after the other along the road; digits stand abreast."""
    length_m = letter_sizes(sizes)["letter_length"]
    if feature.text.isdigit():
        return length_m
    gap_m = letter_sizes(sizes).get("letter_gap", length_m / 2)
    count = max(len(feature.text), 1)
    return count * length_m + (count - 1) * gap_m


def _symbol_depth_m(feature: CrossFeature, sizes: Sizes) -> float:
    if feature.text in {"", RHOMBUS} and "rhombus_length" in sizes:
        return sizes["rhombus_length"]
    for name in ("symbol_length", "line_length"):
        if name in sizes:
            return sizes[name]
    return 0.0


def _slow_down_depth_m(feature: CrossFeature, sizes: Sizes) -> float:
    """Return the length of one set across the road, or of marks along it where none is stated."""
    if "count" not in sizes:
        return 0.0
    if sizes.version.code == "TW-187":
        last_m = sizes["wedge_long"] if feature.text == WEDGE else sizes["width"]
        return (sizes["count"] - 1) * sizes["every"] + last_m
    return sizes["count"] * sizes["width"] + (sizes["count"] - 1) * sizes["gap"]
