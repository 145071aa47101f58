"""Why a crash is listed and not plotted, and what is said for a reading."""

from enum import StrEnum

from collision_diagrams.model import CrashFacts, Source
from language import Message


class Reason(StrEnum):
    """Why a crash stands in the tray."""

    NO_PARTY = "no_party"  # no party, or none that moves
    FLED = "fled"  # the other party fled
    NO_MOVEMENT = "no_movement"  # the movement of a party is unknown
    NO_HEADING = "no_heading"  # nothing tells how the parties met
    CONTRADICTION = "contradiction"  # type and contact parts exclude each other
    NO_CONFLICT = "no_conflict"  # the recorded movements do not cross
    SEVERAL = "several"  # more than one reading fits
    SIDE_UNKNOWN = "side_unknown"  # which of two side by side was on the left
    ORDER_UNKNOWN = "order_unknown"  # who was behind
    NO_DIRECTION = "no_direction"  # no compass side, on a diagram with real arms
    NO_ARM = "no_arm"  # a recorded direction fits no arm of the junction
    ARM_UNKNOWN = "arm_unknown"  # how they met is known, but not on which arms
    NO_WAY = "no_way"  # the reading fits no movement of the junction
    NO_ROOM = "no_room"  # the sheet is full
    BY_A_PERSON = "by_a_person"  # somebody decided so

    @property
    def message(self) -> Message:
        """The reason in words."""
        return MESSAGES[self]


MESSAGES = {
    Reason.NO_PARTY: Message("No party that can be drawn is recorded."),
    Reason.FLED: Message("The other party fled; nothing is recorded of it."),
    Reason.NO_MOVEMENT: Message("The movement of a party is not recorded."),
    Reason.NO_HEADING: Message("Nothing in the record tells how the parties met."),
    Reason.CONTRADICTION: Message("Crash type and contact parts contradict each other."),
    Reason.NO_CONFLICT: Message("The recorded movements do not meet."),
    Reason.SEVERAL: Message("More than one reading fits; a person has to choose."),
    Reason.SIDE_UNKNOWN: Message("Which side the other vehicle was on is not recorded."),
    Reason.ORDER_UNKNOWN: Message("Which vehicle was in front is not recorded."),
    Reason.NO_DIRECTION: Message("No direction of travel is recorded."),
    Reason.NO_ARM: Message("A recorded direction fits no arm of the junction."),
    Reason.ARM_UNKNOWN: Message("Nothing tells over which arms the parties came."),
    Reason.NO_WAY: Message("What was read fits no movement of this junction."),
    Reason.NO_ROOM: Message("There is no room left on the sheet."),
    Reason.BY_A_PERSON: Message("A person found that it cannot be drawn."),
}

SIDE_WORDS = {
    "same": Message("from the same approach"),
    "opposite": Message("from the opposite approach"),
    "right": Message("from its right"),
    "left": Message("from its left"),
}
TOLD_BY = {
    Source.RECORDED: Message("The directions of travel are recorded."),
    Source.SCENE: Message("The directions of travel are drawn in the scene."),
    Source.NARRATIVE: Message("The directions of travel are told in the description."),
}


def not_understood(facts: CrashFacts) -> tuple[Message, ...]:
    """Return the sentence that shows what of the description nobody could read."""
    if not facts.not_understood:
        return ()
    words = "、".join(facts.not_understood)
    return (Message("Not understood in the description: {words}", {"words": words}),)
