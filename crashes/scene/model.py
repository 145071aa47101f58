"""What a scene is: bodies, traces, notes, measurements, directions of travel, underlays."""

from dataclasses import dataclass, field
from enum import StrEnum

from roadnet.model import Method

SCENE_VERSION = 1  # of the JSON form; raised when a reader of today could not read it

PointM = tuple[float, float]  # metres east and north of the origin of the scene


class Posture(StrEnum):
    """How a body stands or lies."""

    UPRIGHT = "upright"  # on its wheels or feet
    LEFT_SIDE = "left_side"  # lying on its left side
    RIGHT_SIDE = "right_side"  # lying on its right side
    OVERTURNED = "overturned"  # lying on its roof


class Moment(StrEnum):
    """Which moment of the crash a party is drawn at."""

    REST = "rest"  # where the officer found it, not moved since the crash
    IMPACT = "impact"  # where it was at the first contact, as the officer reconstructs it
    PARKED = "parked"  # standing still before the crash (靜止)


class MeasurementKind(StrEnum):
    """What a measured number says."""

    ALONG = "along"  # distance along the base line from the reference point to the foot of a point
    OFFSET = "offset"  # distance of a point from the base line: left of it positive, right negative
    DISTANCE = "distance"  # straight distance between two points


class Role(StrEnum):
    """What a number does to the drawing."""

    ENFORCED = "enforced"  # the drawing follows it, within its standard error
    LOCKED = "locked"  # the drawing keeps to it exactly, also while things are moved
    LABEL_ONLY = "label_only"  # it is printed as stated, and the drawing does not follow it


class ValueOrigin(StrEnum):
    """Where a number comes from."""

    MEASURED = "measured"  # taken on site and typed in
    DRAWN = "drawn"  # read off the drawing: never printed as measured


class Fit(StrEnum):
    """How an underlay is laid on the ground by its control points."""

    SIMILARITY = "similarity"  # shifted, turned, scaled: a vertical photo or an orthophoto
    AFFINE = "affine"  # also sheared: a slightly oblique photo; needs three points


class SheetPaper(StrEnum):
    """The paper of the official sheet, always landscape."""

    A4 = "A4"  # 297 by 210 mm
    A3 = "A3"  # 420 by 297 mm


@dataclass(frozen=True, slots=True)
class Body:
    """A thing with a place, a heading and a size: a vehicle, a person, a pole, an impact point."""

    object_id: str
    kind: str  # a body kind of data/scene/objects.yaml
    at_m: PointM  # its middle
    heading_deg: float  # clockwise from north
    length_m: float
    width_m: float
    layer: str
    class_code: str | None = None  # 當事者區分 of a vehicle, A01 to H04
    party_no: int | None = None  # 當事者順位, 1 is party A
    moment: Moment | None = None  # of a party
    posture: Posture = Posture.UPRIGHT
    wheelbase_m: float | None = None
    position_method: Method = Method.OFFICER
    size_method: Method = Method.ASSUMED
    label: str = ""
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """A line or curve: a mark on the road, a travel path."""

    object_id: str
    kind: str  # a trace kind of data/scene/objects.yaml
    points_m: tuple[PointM, ...]  # in the direction of travel
    width_m: float
    layer: str
    curved: bool = True  # a smooth curve through the points, else straight pieces
    party_no: int | None = None
    position_method: Method = Method.OFFICER
    label: str = ""
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Free text on the drawing."""

    object_id: str
    text: str
    at_m: PointM  # where the text begins
    layer: str
    size_m: float = 0.8  # height of the letters on the ground
    locked: bool = False


SceneObject = Body | Trace | Note


@dataclass(frozen=True, slots=True)
class ReferencePoint:
    """A fixed thing that measurements start from; the first one of a scene is its 基準點."""

    object_id: str
    at_m: PointM
    description: str = ""  # what it is: a pole number, a kerb, a house number


@dataclass(frozen=True, slots=True)
class BaseLine:
    """The line through the first reference point that rectangular offsets are taken from."""

    bearing_deg: float  # the way that distances along it grow
    description: str = ""  # what it follows: a kerb, a marking


@dataclass(frozen=True, slots=True)
class Anchor:
    """A named point of an object: `centre`, `front_left`, `point:3`; see `parts.py`."""

    object_id: str
    part: str = "centre"


@dataclass(frozen=True, slots=True)
class Measurement:
    """One number of the measuring table or of a dimension line."""

    measurement_id: str
    kind: MeasurementKind
    target: Anchor
    value_m: float
    start: Anchor | None = None  # where a DISTANCE begins; None for ALONG and OFFSET
    sigma_m: float = 0.05  # standard error of the number
    role: Role = Role.ENFORCED
    origin: ValueOrigin = ValueOrigin.MEASURED
    note: str = ""


@dataclass(frozen=True, slots=True)
class TravelEnd:
    """One click of a direction of travel: where a party came from, or where it went."""

    at_m: PointM
    bearing_deg: float  # the side of the compass it lies on, seen from the junction
    arm_id: str | None = None  # arm of the base map
    strip_id: str | None = None  # strip of the base map


@dataclass(frozen=True, slots=True)
class Travel:
    """The direction of travel of a party (自述或現場所見): two clicks."""

    party_no: int
    approach: TravelEnd | None = None
    exit: TravelEnd | None = None


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """A place on a photo and the same place on the ground."""

    at_px: tuple[float, float]  # from the top left corner, right and down
    at_m: PointM


@dataclass(frozen=True, slots=True)
class Underlay:
    """A photo under the drawing; its bytes are kept apart under its key."""

    underlay_id: str
    media_type: str  # image/png or image/jpeg
    width_px: int
    height_px: int
    at_m: PointM  # middle of the photo while it has fewer than two control points
    ground_width_m: float  # its width on the ground until then
    control_points: tuple[ControlPoint, ...] = ()
    fit: Fit = Fit.SIMILARITY
    opacity: float = 0.6
    visible: bool = True


@dataclass(frozen=True, slots=True)
class LayerState:
    """Whether a layer is shown and whether its things can be moved."""

    layer: str
    visible: bool = True
    locked: bool = False


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """How the officer wants the sheet; None lets the scale be chosen to fit."""

    paper: SheetPaper = SheetPaper.A4
    scale: int | None = None  # 200 for 1:200
    turned_deg: float = 0.0  # how far the drawing is turned clockwise on the paper


@dataclass(frozen=True, slots=True)
class Scene:
    """What an officer recorded at one crash, on a pinned version of the map."""

    crash_id: str
    crs: str  # for example EPSG:3826
    origin_m: tuple[float, float]  # the point of the CRS that all positions are relative to
    map_version: str | None = None  # None: drawn without a base map
    objects: tuple[SceneObject, ...] = ()
    references: tuple[ReferencePoint, ...] = ()
    base_line: BaseLine | None = None
    measurements: tuple[Measurement, ...] = ()
    travels: tuple[Travel, ...] = ()
    underlays: tuple[Underlay, ...] = ()
    layers: tuple[LayerState, ...] = ()  # layers that are not named are shown and not locked
    moved_parties: tuple[int, ...] = ()  # 事後已移動故未測繪
    summary: str = ""  # 事故經過摘要
    sheet: SheetChoice = field(default_factory=SheetChoice)


def party_name(party_no: int) -> str:
    """Return the letter of a party: A for 1, B for 2, AA after Z.

    Examples
    --------
    >>> [party_name(number) for number in (1, 2, 26, 27)]
    ['A', 'B', 'Z', 'AA']
    """
    letters = ""
    while party_no > 0:
        party_no, rest = divmod(party_no - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def travel_bearings(scene: Scene) -> dict[int, tuple[float | None, float | None]]:
    """Return party number -> (from_deg, to_deg), the columns of a crash record.

    Examples
    --------
    >>> came = TravelEnd((0.0, -20.0), 180.0)
    >>> scene = Scene("c1", "EPSG:3826", (0.0, 0.0), travels=(Travel(1, approach=came),))
    >>> travel_bearings(scene)
    {1: (180.0, None)}
    """
    return {
        travel.party_no: (
            travel.approach.bearing_deg if travel.approach else None,
            travel.exit.bearing_deg if travel.exit else None,
        )
        for travel in scene.travels
    }
