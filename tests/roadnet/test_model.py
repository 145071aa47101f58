"""What the model says of itself: sections, profiles, times, and that every word is explained."""

import importlib
import inspect
import pkgutil
from datetime import date
from enum import Enum

import pytest

import roadnet.model
from roadnet.model import (
    Boundary,
    KerbType,
    Profile,
    ProfilePiece,
    Section,
    Strip,
    StripId,
    StripType,
    Times,
)

MODULES = [
    importlib.import_module(f"roadnet.model.{found.name}")
    for found in pkgutil.iter_modules(roadnet.model.__path__)
]
ENUMS = sorted(
    {
        thing
        for module in MODULES
        for _, thing in inspect.getmembers(module, inspect.isclass)
        if issubclass(thing, Enum) and thing.__module__ == module.__name__
    },
    key=lambda enum: enum.__name__,
)


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.__name__)
def test_every_value_of_an_enum_has_a_sentence(enum):
    lines = inspect.getsource(enum).splitlines()
    for member in enum:
        line = next(line for line in lines if line.strip().startswith(f"{member.name} ="))
        assert "  # " in line, line


def lane(width):
    return Strip(StripId("s"), StripType.DRIVE, width)


def test_offsets_run_from_left_to_right_of_a_datum_beside_the_line():
    section = Section(
        10.0,
        60.0,
        (lane(Profile.constant(2.0)), lane(Profile.constant(3.0)), lane(Profile.constant(4.0))),
        left_count=1,
        datum_offset=Profile.constant(0.5),
    )
    assert section.offsets_at(0.0) == (2.5, 0.5, -2.5, -6.5)
    assert section.length_m == 50.0


def test_offsets_follow_a_lane_that_opens():
    opening = Profile((ProfilePiece(0.0, 0.0, b=0.1), ProfilePiece(30.0, 3.0)))
    section = Section(0.0, 60.0, (lane(Profile.constant(3.0)), lane(opening)))
    assert section.offsets_at(15.0) == pytest.approx((0.0, -3.0, -4.5))
    assert section.offsets_at(50.0) == pytest.approx((0.0, -3.0, -6.0))


def test_a_section_without_boundaries_states_nothing_about_them():
    section = Section(0.0, 1.0, (lane(Profile.constant(3.0)),))
    assert section.boundary(1).kerb is KerbType.UNKNOWN
    stated = Section(
        0.0,
        1.0,
        (lane(Profile.constant(3.0)),),
        boundaries=(Boundary(), Boundary(kerb=KerbType.RAISED)),
    )
    assert stated.boundary(1).kerb is KerbType.RAISED


@pytest.mark.parametrize(
    ("day", "held"),
    [(date(2025, 6, 29), False), (date(2025, 6, 30), True), (date(2025, 12, 31), False)],
)
def test_the_first_day_counts_and_the_last_does_not(day, held):
    assert Times(date(2025, 6, 30), date(2025, 12, 31)).held_on(day) is held


def test_a_thing_without_dates_always_held():
    assert Times().held_on(date(1999, 1, 1))
