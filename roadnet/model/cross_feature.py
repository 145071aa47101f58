"""What lies across a road or stands in its lanes: stop lines, crosswalks, boxes, arrows, text."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from roadnet.model.boundary import Condition, PaintColour
from roadnet.model.curve import Point
from roadnet.model.junction import RoadEnd
from roadnet.model.keys import FeatureId, RoadId, StripId
from roadnet.model.provenance import Measured, Stated, Times
from roadnet.model.strip import Turn


class FeatureKind(StrEnum):
    """What a cross feature is."""

    STOP_LINE = "stop_line"  # 停止線
    CROSSWALK = "crosswalk"  # 枕木紋行人穿越道, bars along the traffic
    ZEBRA = "zebra"  # 斑馬紋行人穿越道, between junctions
    DIAGONAL_CROSSWALK = "diagonal_crosswalk"  # 對角線行人穿越道
    UNMARKED_CROSSING = "unmarked_crossing"  # pedestrians cross here, no paint
    BIKE_CROSSING = "bike_crossing"  # 自行車穿越道
    MOTO_BOX = "moto_box"  # 機慢車停等區, behind the stop line
    TWO_STAGE_BOX = "two_stage_box"  # 機慢車待轉區, before the stop line of the crossing road
    LEFT_WAIT = "left_wait"  # 左彎待轉區
    YIELD = "yield"  # 讓路線 and its triangle
    NET = "net"  # 網狀線
    HATCH = "hatch"  # 槽化線
    GUIDE_LINE = "guide_line"  # 路口行車導引線
    SLOW_DOWN = "slow_down"  # 減速標線
    TEXT = "text"  # letters: 慢, 停, 禁行機車 …
    SPEED_LIMIT = "speed_limit"  # digits of a speed limit 速度限制標字
    ARROW = "arrow"  # 指向線
    SYMBOL = "symbol"  # bicycle, motorcycle, pedestrian, rhombus
    SPEED_HUMP = "speed_hump"  # a raised hump
    OTHER = "other"  # told by `text`


class Anchor(StrEnum):
    """From where the offset of a cross feature counts."""

    MOUTH = "mouth"  # from the mouth of the arm; positive away from the junction
    CROSS_ROAD_EDGE = "cross_road_edge"  # from the edge of the crossed carriageway, as MOUTH
    STOP_LINE = "stop_line"  # from the rear edge of the arm's stop line, as MOUTH
    STATION = "station"  # from the start of the road, along its stations


@dataclass(frozen=True, slots=True)
class CrossFeature:
    """A marking anchored to an arm or a station; dimensions not stated come from its rule.

    `offset` is measured to the edge nearer to the anchor, `depth` from there along the road.
    """

    feature_id: FeatureId
    kind: FeatureKind
    road_id: RoadId
    road_end: RoadEnd | None = None  # the arm; None with the anchor STATION
    anchor: Anchor = Anchor.MOUTH
    offset: Measured | None = None  # None: where the rule puts it
    depth: Measured | None = None  # extent along the road
    first_strip: StripId | None = None  # leftmost strip covered; None: the whole carriageway
    last_strip: StripId | None = None  # rightmost strip covered
    outline_m: tuple[Point, ...] = ()  # surveyed outline; wins over offset and depth
    sizes: tuple[tuple[str, Measured], ...] = ()  # further sizes, such as ("bar_width", …)
    rule_code: str = ""  # TW-<article>; empty: the rule for the kind
    colour: PaintColour = PaintColour.UNKNOWN
    turns: tuple[Turn, ...] = ()  # of an arrow
    text: str = ""  # letters, digits or the name of a symbol
    is_signalised: bool | None = None  # of a crosswalk; None: not known
    condition: Condition = Condition.UNKNOWN
    painted_on: date | None = None  # day of the last painting; None: not known
    external_ids: tuple[tuple[str, str], ...] = ()
    stated: Stated = field(default_factory=Stated)
    times: Times = field(default_factory=Times)
