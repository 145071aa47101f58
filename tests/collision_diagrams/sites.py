"""Sites whose sheets are accepted drawings: small, invented, each with a point to make."""

import pandas as pd

from collision_diagrams.panel import Mode
from roadnet.model import Arm, Junction, JunctionId
from tests.collision_diagrams.make import (
    crash,
    motorcycle,
    party,
    passenger,
    pedestrian,
    tables,
)

THROUGH, LEFT, RIGHT, U_TURN, STOPPED, PARKED, BACKING = "09", "05", "06", "11", "14", "13", "02"
FRONT, RIGHT_SIDE, REAR, LEFT_SIDE = "01", "02", "03", "04"


def crossing():
    """A crossing with the common patterns, one crash that nobody can read, and one death."""
    return tables(
        crash(
            "15", party(contact=FRONT), motorcycle(contact="14"), severity="A1", surface_code="4"
        ),
        crash("15", motorcycle(contact="12"), party(contact=FRONT)),
        crash("16", party(LEFT, RIGHT_SIDE), motorcycle()),
        crash("16", party(LEFT, RIGHT_SIDE), motorcycle()),
        crash("16", party(RIGHT, RIGHT_SIDE), motorcycle(contact="14")),
        crash("16", motorcycle(), party(RIGHT, RIGHT_SIDE), passenger()),
        crash("13", motorcycle(), party(STOPPED, REAR), position_code="02"),
        crash("03", party(LEFT, FRONT), pedestrian(), occurred_at=pd.Timestamp("2025-01-07 19:30")),
        crash("18", motorcycle(contact="15"), severity="A3"),
        crash("16", party("21"), motorcycle()),
    )


def official_definitions():
    """One crash for each drawing on page 2 of the report form."""
    return tables(
        crash("10", party(), party()),
        crash("11", party(contact=LEFT_SIDE), party(contact="08")),
        crash("12", party(contact=RIGHT_SIDE), party(contact=LEFT_SIDE)),
        crash("13", party(contact=FRONT), party(contact=REAR)),
        crash("14", party(BACKING, REAR), party(THROUGH, FRONT)),
        crash("14", party(BACKING, REAR), party(STOPPED, LEFT_SIDE)),
        crash("15", party(contact=FRONT), party(contact=LEFT_SIDE)),
        crash("16", party(RIGHT, RIGHT_SIDE), motorcycle(contact="14")),
        crash("16", party(LEFT, RIGHT_SIDE), party(contact=FRONT)),
    )


def tee():
    """Three arms by the majority; one record needs the fourth."""
    form = {"road_form_code": "03", "signal_kind_code": "4"}
    return tables(
        crash("16", motorcycle(LEFT, "14", cause_code="72"), party(), **form),
        crash("16", motorcycle(LEFT, "14", cause_code="72"), party(), **form),
        crash("16", party(RIGHT, LEFT_SIDE, cause_code="72"), motorcycle(), **form),
        crash("15", party(contact=FRONT, cause_code="72"), party(contact=LEFT_SIDE), **form),
        crash("13", party(), party(contact=REAR), **form),
    )


def mid_block():
    """A road without a junction: objects, doors, parked vehicles, people, chains."""
    form = {"road_form_code": "14", "position_code": "09", "signal_kind_code": "4"}
    return tables(
        crash("12", party("08", RIGHT_SIDE, cause_code="100"), motorcycle(contact="14"), **form),
        crash("17", party(PARKED, LEFT_SIDE, cause_code="40"), motorcycle(), **form),
        crash("17", motorcycle(), party(PARKED, REAR), **form),
        crash("38", party(), severity="A1", **form),
        crash("27", motorcycle(), **form),
        crash("19", party("08"), **form),
        crash("02", motorcycle(), pedestrian(), **form),
        crash("05", party(), pedestrian("17"), **form),
        crash("17", party(U_TURN, LEFT_SIDE, cause_code="10"), motorcycle(), **form),
        crash("13", party(), party(contact=REAR), party(contact=REAR), motorcycle(), **form),
        crash("11", party(contact=LEFT_SIDE), party(contact=LEFT_SIDE), party(), **form),
    )


FIVE_ARMS = Junction(
    JunctionId("j5"),
    "一心路×二聖路×三多路",
    200_000.0,
    2_600_000.0,
    ("一心路", "二聖路", "三多路"),
    arms=(
        Arm("一心路", 12.0, 2, 2),
        Arm("二聖路", 75.0, 1, 1),
        Arm("三多路", 140.0, 1, 1),
        Arm("一心路", 196.0, 2, 2),
        Arm("二聖路", 262.0, 1, 1),
    ),
)


def five_arms():
    """Recorded directions on five skew arms; one record has none, one fits no arm."""

    def going(from_deg, to_deg, action=THROUGH, contact=FRONT, make=party):
        return make(action, contact, from_deg=from_deg, to_deg=to_deg)

    return tables(
        crash("16", going(12, 75, LEFT), going(196, 12, make=motorcycle)),
        crash("16", going(12, 75, LEFT), going(196, 12, make=motorcycle)),
        crash("16", going(12, 75, LEFT), going(196, 12, make=motorcycle)),
        crash("15", going(75, 262), going(196, 12), severity="A1"),
        crash("16", going(140, 12, RIGHT), going(262, 75)),
        crash("13", going(262, 75), going(262, 75, STOPPED, REAR, motorcycle)),
        crash("03", going(196, 75, RIGHT), pedestrian(from_deg=165, to_deg=345)),
        crash("12", party(contact=RIGHT_SIDE), motorcycle(contact="14")),
        crash("13", going(320, 140), going(320, 140, STOPPED, REAR)),
    )


def many():
    """More crashes than single glyphs are drawn for."""
    return tables(
        *[crash("16", party(LEFT, RIGHT_SIDE), motorcycle()) for _ in range(14)],
        *[crash("15", party(contact=FRONT), motorcycle(contact="14")) for _ in range(9)],
        *[crash("13", motorcycle(), party(STOPPED, REAR), severity="A3") for _ in range(5)],
        crash("15", party(contact=FRONT), motorcycle(contact="14"), severity="A1"),
    )


def none_at_all():
    """A query without a crash."""
    crashes, parties = crossing()
    return crashes.head(0), parties.head(0)


SITES = {
    "crossing": (crossing, None, Mode.AUTO),
    "official_definitions": (official_definitions, None, Mode.AUTO),
    "tee": (tee, None, Mode.AUTO),
    "mid_block": (mid_block, None, Mode.AUTO),
    "five_arms": (five_arms, FIVE_ARMS, Mode.AUTO),
    "many": (many, None, Mode.AUTO),
    "none_at_all": (none_at_all, None, Mode.AUTO),
}
