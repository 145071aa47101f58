"""What a collision diagram is made of: facts of a crash, how its parties met, and what was read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crashes.model import Severity
from language import Message


class Relation(StrEnum):
    """How the two parties of a crash met."""

    SAME = "same"  # on the same approach
    OPPOSITE = "opposite"  # on approaches that face each other
    CROSSING = "crossing"  # one came from the other's left or right
    SINGLE = "single"  # one vehicle, nothing struck
    PEDESTRIAN = "pedestrian"  # a vehicle and a pedestrian
    CYCLIST = "cyclist"  # a vehicle and a cyclist, where the record says no more
    OBJECT = "object"  # one vehicle and a thing or an animal
    UNKNOWN = "unknown"  # not decided


class Side(StrEnum):
    """Where the other party came from, seen from the one that is spoken of."""

    SAME = "same"  # from behind, or from the same approach
    OPPOSITE = "opposite"  # towards it
    RIGHT = "right"  # from its right
    LEFT = "left"  # from its left

    @property
    def relation(self) -> Relation:
        """The relation it means."""
        crossing = self in {Side.RIGHT, Side.LEFT}
        return Relation.CROSSING if crossing else Relation(self.value)

    @property
    def seen_from_the_other(self) -> "Side":
        """Where the one came from, seen from the other."""
        return {Side.RIGHT: Side.LEFT, Side.LEFT: Side.RIGHT}.get(self, self)


class Turn(StrEnum):
    """The path of a vehicle through the place."""

    THROUGH = "through"  # straight on, or along the road
    LEFT = "left"  # to the left
    RIGHT = "right"  # to the right
    U_TURN = "u_turn"  # back to where it came from


class Movement(StrEnum):
    """What a party was doing, as the record codes it."""

    THROUGH = "through"  # going straight on
    LEFT = "left"  # turning left
    RIGHT = "right"  # turning right
    U_TURN_OR_CROSSING = "u_turn_or_crossing"  # one code for both
    LANE_LEFT = "lane_left"  # changing lane to the left
    LANE_RIGHT = "lane_right"  # changing lane to the right
    MERGING = "merging"  # squeezing into a line, side not said
    OVERTAKING = "overtaking"  # passing another
    BRAKING = "braking"  # slowing or stopping hard
    STARTING = "starting"  # moving off
    PARKING = "parking"  # manoeuvring to park
    BACKING = "backing"  # in reverse
    STOPPED = "stopped"  # standing with the engine on
    PARKED = "parked"  # standing with the engine off
    WALKING = "walking"  # a person on foot
    STANDING = "standing"  # a person standing
    RUNNING = "running"  # a person running
    BOARDING = "boarding"  # a person getting in or out
    UNKNOWN = "unknown"  # not recorded, unknown or other


STANDING_STILL = frozenset({Movement.STOPPED, Movement.PARKED})
CHANGING_LANE = frozenset({Movement.LANE_LEFT, Movement.LANE_RIGHT, Movement.MERGING})


class KindClass(StrEnum):
    """Class of a party as far as its line on the diagram goes."""

    CAR = "car"  # car, van, small special vehicle
    HEAVY = "heavy"  # bus, truck, trailer
    MOTORCYCLE = "motorcycle"  # any motorcycle
    BICYCLE = "bicycle"  # bicycle and other slow vehicle
    TRAIN = "train"  # train or tram
    PEDESTRIAN = "pedestrian"  # a person on foot
    PASSENGER = "passenger"  # a person in or on one of the vehicles: not drawn
    THING = "thing"  # object, animal
    FLED = "fled"  # a driver who was not found
    UNKNOWN = "unknown"  # not recorded

    @property
    def is_vehicle(self) -> bool:
        """Whether it drives."""
        return self in {
            KindClass.CAR,
            KindClass.HEAVY,
            KindClass.MOTORCYCLE,
            KindClass.BICYCLE,
            KindClass.TRAIN,
        }


class DiagramType(StrEnum):
    """Construction of the glyph of a crash."""

    REAR = "REAR"  # one runs into the back of the other
    HEADON = "HEADON"  # front against front
    ANGLE = "ANGLE"  # crossing paths, both through
    L_OPP = "L-OPP"  # left turn across an oncoming vehicle
    LL_OPP = "LL-OPP"  # two left turns from opposite approaches
    L_FROMLEFT = "L-FROMLEFT"  # left turn, the other through from its left
    L_FROMRIGHT = "L-FROMRIGHT"  # left turn into the path of one through from its right
    LL_CROSS = "LL-CROSS"  # two left turns from crossing approaches
    R_MERGE = "R-MERGE"  # right turn into the path of one through from its left
    R_HOOK = "R-HOOK"  # right turn across one through on its right
    L_SAME = "L-SAME"  # left turn across one through on its left
    LR_MERGE = "LR-MERGE"  # left and right turn from opposite approaches into one exit
    UTURN_OPP = "UTURN-OPP"  # U-turn into the path of an oncoming vehicle
    UTURN_SAME = "UTURN-SAME"  # U-turn across a following vehicle
    SS_SAME = "SS-SAME"  # sideswipe, same direction
    SS_OPP = "SS-OPP"  # sideswipe, opposite directions
    BACK = "BACK"  # one was backing
    PARKED = "PARKED"  # a standing vehicle was struck
    DOOR = "DOOR"  # an opened door
    FIXED = "FIXED"  # an object was struck
    RUNOFF_L = "RUNOFF-L"  # off the road to the left
    RUNOFF_R = "RUNOFF-R"  # off the road to the right
    RUNOFF = "RUNOFF"  # off the road, side not recorded
    LOSS = "LOSS"  # out of control on the road
    OVERTURN = "OVERTURN"  # overturned or fell on the road
    OTHER_1 = "OTHER-1"  # one vehicle, kind of crash not said
    ANIMAL = "ANIMAL"  # an animal was struck
    P_CROSS_NEAR = "P-CROSS-NEAR"  # pedestrian crossing from the vehicle's right
    P_CROSS_FAR = "P-CROSS-FAR"  # pedestrian crossing from the vehicle's left
    P_CROSS = "P-CROSS"  # pedestrian crossing, side not recorded
    P_WITH = "P-WITH"  # pedestrian walking in the same direction
    P_FACE = "P-FACE"  # pedestrian walking towards the vehicle
    P_EMERGE = "P-EMERGE"  # pedestrian from behind a standing vehicle
    P_STAND = "P-STAND"  # pedestrian standing
    P_WORK = "P-WORK"  # working on the road
    P_PLAY = "P-PLAY"  # playing on the road
    P_OTHER = "P-OTHER"  # a pedestrian, more is not said
    TRAIN = "TRAIN"  # at a level crossing
    UNKNOWN = "UNKNOWN"  # not decided: never drawn on the road


class Status(StrEnum):
    """How sure a reading is."""

    AUTOMATIC = "automatic"  # read without doubt
    LOW_CONFIDENCE = "low_confidence"  # read, the runner-up is well behind but not far
    TO_CONFIRM = "to_confirm"  # several readings fit: a person has to choose
    CONFIRMED = "confirmed"  # a person has chosen
    NOT_PLOTTABLE = "not_plottable"  # the record cannot be drawn

    @property
    def plotted(self) -> bool:
        """Whether the crash stands on the diagram; else it is listed."""
        return self in {Status.AUTOMATIC, Status.LOW_CONFIDENCE, Status.CONFIRMED}


class Source(StrEnum):
    """Where the directions of a reading come from."""

    RECORDED = "recorded"  # compass sides given with the parties
    PERSON = "person"  # a person chose the reading
    SCENE = "scene"  # the scene drawing: directions of travel, bodies at impact
    NARRATIVE = "narrative"  # the officer's description in words
    TYPE = "type"  # official definition of the crash type
    INFERRED = "inferred"  # contact parts, movements, causes, place
    NONE = "none"  # nowhere


@dataclass(frozen=True, slots=True)
class Party:
    """What the diagram needs to know of a party."""

    party_no: int
    kind: KindClass
    movement: Movement
    contact_deg: float | None = None  # bearing of the first contact on the body, 0 = front
    cause: str | None = None
    from_deg: float | None = None  # compass side it came from
    to_deg: float | None = None  # compass side it left to or meant to leave to
    kind_code: str | None = None
    action_code: str | None = None
    told_by: Source = Source.RECORDED  # who tells the compass sides, where they are known
    trust: float = 1.0  # how likely they are right
    untouched: bool = False  # nothing touched it: involved indirectly


@dataclass(frozen=True, slots=True)
class CrashFacts:
    """What the diagram needs to know of a crash."""

    crash_id: str
    occurred_at: datetime
    severity: Severity
    parties: tuple[Party, ...]  # in the order of the record, passengers left out
    code_version: str
    type_code: str | None = None
    position_code: str | None = None
    signal_kind_code: str | None = None
    late_death: bool = False  # a death on day 2 to 30
    at_night: bool = False
    surface_code: str | None = None
    source: str | None = None
    main_cause: str | None = None
    road_form_code: str | None = None
    weather_code: str | None = None
    point_m: tuple[float, float] | None = (
        None  # of the record, in the CRS of the store, if believed
    )
    roads: tuple[str, ...] = ()  # that the place text names, where it is no crossing
    told_relation: Relation | None = None  # same or opposite, where only words tell it
    told_trust: float = 1.0
    not_understood: tuple[str, ...] = ()  # pieces of the description that nobody could read
    told_otherwise: tuple[int, ...] = ()  # parties whose description names another turn
    impact_m: tuple[float, float] | None = None  # drawn in the scene, in the CRS of the store


@dataclass(frozen=True, slots=True)
class PartyPath:
    """Where one party came from and meant to go, as compass sides of the frame of the diagram."""

    party_no: int
    from_deg: float
    to_deg: float


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One way the parties may have met."""

    side: Side  # where party 2 came from, seen from party 1
    turns: tuple[Turn, Turn]  # of party 1 and party 2
    diagram_type: DiagramType
    log_weight: float
    probability: float = 0.0


class WalkLeg(StrEnum):
    """Where a person on foot was struck, along the way of the vehicle."""

    ENTRY = "entry"  # on the arm it came over: one that goes straight on
    EXIT = "exit"  # on the arm it turned into
    ROAD = "road"  # away from junctions


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a person crossed: leg, side and crosswalk, and the turn of the vehicle."""

    leg: WalkLeg
    turn: Turn  # of the vehicle
    from_side: Side | None  # left or right of the vehicle; None: not recorded, or along the road
    on_crosswalk: bool | None  # None: not recorded


@dataclass(frozen=True, slots=True)
class Resolution:
    """What was read from a crash: enough to draw it, or the reason why not."""

    crash_id: str
    status: Status
    relation: Relation = Relation.UNKNOWN
    diagram_type: DiagramType = DiagramType.UNKNOWN
    parties: tuple[int, ...] = ()  # party numbers in the roles of the construction
    paths: tuple[PartyPath, ...] = ()  # in the compass if `absolute`, else party 1 comes from 180
    absolute: bool = False
    lateral: Side | None = None  # second role lies to the left or right of the first
    confidence: float = 0.0
    source: Source = Source.NONE
    reason: Message | None = None  # why it is listed
    explanation: tuple[Message, ...] = ()
    chain: tuple[int, ...] = ()  # other parties that drive or walk, in the order of the record
    indirect: tuple[int, ...] = ()  # parties that nothing touched
    walk: Walk | None = None  # of the person on foot
    impact_m: tuple[float, float] | None = None  # where they touched, in the CRS of the store
    candidates: tuple["Resolution", ...] = ()  # what a person may choose from, best first
