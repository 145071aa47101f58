"""The words of diagrams: types, statuses, relations, kinds of parties."""

from collision_diagrams.model import DiagramType, KindClass, Relation, Status
from language import Message

TYPE_WORDS = {
    DiagramType.REAR: Message("Rear-end"),
    DiagramType.HEADON: Message("Head-on"),
    DiagramType.ANGLE: Message("Crossing paths"),
    DiagramType.L_OPP: Message("Left turn, oncoming"),
    DiagramType.LL_OPP: Message("Two left turns, opposite"),
    DiagramType.L_FROMLEFT: Message("Left turn, from its left"),
    DiagramType.L_FROMRIGHT: Message("Left turn, from its right"),
    DiagramType.LL_CROSS: Message("Two left turns, crossing"),
    DiagramType.R_MERGE: Message("Right turn, merging"),
    DiagramType.R_HOOK: Message("Right turn across, same approach"),
    DiagramType.L_SAME: Message("Left turn across, same approach"),
    DiagramType.LR_MERGE: Message("Left and right turn, merging"),
    DiagramType.UTURN_OPP: Message("U-turn, oncoming"),
    DiagramType.UTURN_SAME: Message("U-turn, same approach"),
    DiagramType.SS_SAME: Message("Sideswipe, same direction"),
    DiagramType.SS_OPP: Message("Sideswipe, opposite directions"),
    DiagramType.BACK: Message("Backing"),
    DiagramType.PARKED: Message("Standing vehicle struck"),
    DiagramType.DOOR: Message("Opened door"),
    DiagramType.FIXED: Message("Object struck"),
    DiagramType.RUNOFF_L: Message("Off the road, left"),
    DiagramType.RUNOFF_R: Message("Off the road, right"),
    DiagramType.RUNOFF: Message("Off the road"),
    DiagramType.LOSS: Message("Out of control"),
    DiagramType.OVERTURN: Message("Overturned or fell"),
    DiagramType.OTHER_1: Message("One vehicle, other"),
    DiagramType.ANIMAL: Message("Animal struck"),
    DiagramType.P_CROSS_NEAR: Message("Pedestrian crossing from the right"),
    DiagramType.P_CROSS_FAR: Message("Pedestrian crossing from the left"),
    DiagramType.P_CROSS: Message("Pedestrian crossing"),
    DiagramType.P_WITH: Message("Pedestrian, same direction"),
    DiagramType.P_FACE: Message("Pedestrian, opposite direction"),
    DiagramType.P_EMERGE: Message("Pedestrian from behind a vehicle"),
    DiagramType.P_STAND: Message("Pedestrian standing"),
    DiagramType.P_WORK: Message("Working on the road"),
    DiagramType.P_PLAY: Message("Playing on the road"),
    DiagramType.P_OTHER: Message("Pedestrian, other"),
    DiagramType.TRAIN: Message("Level crossing"),
    DiagramType.UNKNOWN: Message("Not decided"),
}

STATUS_WORDS = {
    Status.AUTOMATIC: Message("Automatic"),
    Status.LOW_CONFIDENCE: Message("Automatic, low confidence"),
    Status.TO_CONFIRM: Message("To be confirmed"),
    Status.CONFIRMED: Message("Confirmed by a person"),
    Status.NOT_PLOTTABLE: Message("Cannot be plotted"),
}

RELATION_WORDS = {
    Relation.SAME: Message("Same approach"),
    Relation.OPPOSITE: Message("Opposite approaches"),
    Relation.CROSSING: Message("Crossing approaches"),
    Relation.SINGLE: Message("One vehicle"),
    Relation.PEDESTRIAN: Message("Pedestrian"),
    Relation.CYCLIST: Message("Cyclist"),
    Relation.OBJECT: Message("Thing or animal"),
    Relation.UNKNOWN: Message("Unknown"),
}

KIND_WORDS = {
    KindClass.CAR: Message("Car, van"),
    KindClass.HEAVY: Message("Bus, truck"),
    KindClass.MOTORCYCLE: Message("Motorcycle"),
    KindClass.BICYCLE: Message("Bicycle, slow vehicle"),
    KindClass.TRAIN: Message("Train, tram"),
    KindClass.PEDESTRIAN: Message("Pedestrian"),
    KindClass.PASSENGER: Message("Passenger"),
    KindClass.THING: Message("Object, animal"),
    KindClass.FLED: Message("Fled"),
    KindClass.UNKNOWN: Message("Unknown"),
}
