"""The word of every value that the base map shows: no raw value reaches the reader."""

from collections.abc import Iterable
from enum import Enum

from language import Message
from roadnet.markings.paint import Assumption
from roadnet.model import (
    Condition,
    Control,
    Direction,
    FeatureKind,
    KerbType,
    LaneChange,
    LensColour,
    LensShape,
    LinearKind,
    LineStyle,
    Mode,
    NodeKind,
    OneWay,
    RoadEnd,
    Side,
    Surface,
    Turn,
)
from roadnet.sheet.wording import COLOURS, GROUNDS, POINTS, STRIPS
from ui.street_map.words import CLASSES, LINKS, METHODS

TURNS = {
    Turn.U_TURN: Message("U-turn"),
    Turn.SHARP_LEFT: Message("sharp left"),
    Turn.LEFT: Message("left turn"),
    Turn.SLIGHT_LEFT: Message("half left"),
    Turn.THROUGH: Message("straight on"),
    Turn.SLIGHT_RIGHT: Message("half right"),
    Turn.RIGHT: Message("right turn"),
    Turn.SHARP_RIGHT: Message("sharp right"),
    Turn.MERGE_LEFT: Message("merge to the left"),
    Turn.MERGE_RIGHT: Message("merge to the right"),
}
DIRECTIONS = {
    Direction.FORWARD: Message("along the road"),
    Direction.BACKWARD: Message("against the road"),
    Direction.BOTH: Message("both ways"),
    Direction.NONE: Message("no traffic along it"),
}
MODES = {
    Mode.CAR: Message("cars"),
    Mode.MOTO_SMALL: Message("motorcycles"),
    Mode.MOTO_LARGE: Message("large heavy motorcycles"),
    Mode.BIKE: Message("bicycles"),
    Mode.BUS: Message("buses"),
    Mode.TRUCK: Message("lorries"),
    Mode.PED: Message("pedestrians"),
}
MATERIALS = {
    Surface.ASPHALT: Message("asphalt"),
    Surface.CONCRETE: Message("concrete"),
    Surface.PAVING: Message("paving"),
    Surface.GRASS: Message("grass"),
    Surface.GRAVEL: Message("gravel"),
    Surface.EARTH: Message("earth"),
    Surface.UNKNOWN: Message("not known"),
}
CONTROLS = {
    Control.SIGNAL: Message("traffic signals"),
    Control.FLASHING: Message("flashing signals"),
    Control.STOP: Message("stop or give way"),
    Control.NONE: Message("no control"),
    Control.UNKNOWN: Message("not known"),
}
STYLES = {
    LineStyle.NONE: Message("no paint"),
    LineStyle.SOLID: Message("unbroken line"),
    LineStyle.BROKEN: Message("broken line"),
    LineStyle.SOLID_SOLID: Message("double unbroken line"),
    LineStyle.SOLID_BROKEN: Message("double line, left unbroken"),
    LineStyle.BROKEN_SOLID: Message("double line, right unbroken"),
    LineStyle.BROKEN_BROKEN: Message("double broken line"),
    LineStyle.STUDS: Message("road studs"),
    LineStyle.UNKNOWN: Message("as the rule says"),
}
CONDITIONS = {
    Condition.GOOD: Message("clear"),
    Condition.WORN: Message("worn"),
    Condition.GONE: Message("no longer to be seen"),
    Condition.UNKNOWN: Message("not looked at"),
}
KERBS = {
    KerbType.NONE: Message("no kerb"),
    KerbType.RAISED: Message("raised kerb"),
    KerbType.LOWERED: Message("lowered kerb"),
    KerbType.FLUSH: Message("flush kerb"),
    KerbType.UNKNOWN: Message("not known"),
}
CHANGES = {
    LaneChange.BOTH: Message("may be crossed from both sides"),
    LaneChange.TO_LEFT: Message("may be crossed to the left"),
    LaneChange.TO_RIGHT: Message("may be crossed to the right"),
    LaneChange.NEITHER: Message("must not be crossed"),
    LaneChange.UNKNOWN: Message("as the rule says"),
}
FEATURES = {
    FeatureKind.STOP_LINE: Message("Stop line"),
    FeatureKind.CROSSWALK: Message("Crosswalk"),
    FeatureKind.ZEBRA: Message("Zebra crossing between junctions"),
    FeatureKind.DIAGONAL_CROSSWALK: Message("Diagonal crosswalk"),
    FeatureKind.UNMARKED_CROSSING: Message("Crossing without paint"),
    FeatureKind.BIKE_CROSSING: Message("Cycle crossing"),
    FeatureKind.MOTO_BOX: Message("Motorcycle waiting box"),
    FeatureKind.TWO_STAGE_BOX: Message("Box for turning in two stages"),
    FeatureKind.LEFT_WAIT: Message("Waiting area for left turns"),
    FeatureKind.YIELD: Message("Give-way line"),
    FeatureKind.NET: Message("Yellow net"),
    FeatureKind.HATCH: Message("Hatched area"),
    FeatureKind.GUIDE_LINE: Message("Guide line through the junction"),
    FeatureKind.SLOW_DOWN: Message("Slow-down lines"),
    FeatureKind.TEXT: Message("Letters on the road"),
    FeatureKind.SPEED_LIMIT: Message("Speed limit on the road"),
    FeatureKind.ARROW: Message("Lane arrow"),
    FeatureKind.SYMBOL: Message("Symbol on the road"),
    FeatureKind.SPEED_HUMP: Message("Speed hump"),
    FeatureKind.OTHER: Message("Other marking"),
}
LENSES = {
    LensShape.FULL: Message("full lens"),
    LensShape.ARROW: Message("arrow"),
    LensShape.PEDESTRIAN: Message("pedestrian"),
    LensShape.BICYCLE: Message("bicycle"),
    LensShape.COUNTDOWN: Message("countdown"),
    LensShape.LANE: Message("lane signal"),
}
LENS_COLOURS = {
    LensColour.RED: Message("red"),
    LensColour.YELLOW: Message("yellow"),
    LensColour.GREEN: Message("green"),
    LensColour.WHITE: Message("white"),
}
LINES = {
    LinearKind.GUARDRAIL: Message("Guard rail"),
    LinearKind.FENCE: Message("Fence"),
    LinearKind.WALL: Message("Wall"),
    LinearKind.KERB_PAINT: Message("Paint on the kerb"),
    LinearKind.DRAIN: Message("Open drain"),
    LinearKind.TRAM_TRACK: Message("Rails"),
    LinearKind.OTHER: Message("Other object"),
}
SIDES = {Side.LEFT: Message("left side"), Side.RIGHT: Message("right side")}
ENDS = {RoadEnd.START: Message("at its start"), RoadEnd.END: Message("at its end")}
WAYS = {
    OneWay.NO: Message("both ways"),
    OneWay.FORWARD: Message("one way, along the road"),
    OneWay.BACKWARD: Message("one way, against the road"),
}
NODES = {
    NodeKind.PLAIN: Message("end of a centre line"),
    NodeKind.MAP_EDGE: Message("cut off at the edge of the map"),
    NodeKind.TURNING_CIRCLE: Message("turning circle"),
    NodeKind.MINI_ROUNDABOUT: Message("mini roundabout"),
}
ASSUMPTIONS = {
    Assumption.EXISTENCE: Message("that it is there"),
    Assumption.POSITION: Message("its place along the road"),
    Assumption.STYLE: Message("its kind"),
}
BETWEEN = Message(", ")
TABLES: tuple[dict[Enum, Message], ...] = (  # type: ignore[assignment]
    *(TURNS, DIRECTIONS, MODES, MATERIALS, CONTROLS, STYLES, CONDITIONS, KERBS, CHANGES),
    *(FEATURES, LENSES, LENS_COLOURS, LINES, SIDES, ENDS, WAYS, NODES, ASSUMPTIONS),
    *(STRIPS, GROUNDS, POINTS, COLOURS, METHODS, CLASSES),
)
WORDS = {(type(value), value): word for table in TABLES for value, word in table.items()}


def word_of(value: Enum) -> str:
    """Return what a value is called, in the language of the page.

    Examples
    --------
    >>> from language import Language, in_language
    >>> with in_language(Language.EN):
    ...     word_of(Turn.LEFT)
    'left turn'
    """
    known = WORDS.get((type(value), value))
    if known is None and str(value).endswith("_link"):
        known = LINKS
    return known.in_language() if known else str(value)


def words_of(values: Iterable[Enum]) -> str:
    """Return the words of several values, one after the other."""
    return BETWEEN.in_language().join(word_of(value) for value in values)
