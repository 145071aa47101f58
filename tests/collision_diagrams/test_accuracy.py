"""The accuracy board: what the program reads against what people confirmed."""

from dataclasses import replace

import pandas as pd
import pytest

from collision_diagrams.accuracy import (
    Group,
    Share,
    accuracy_board,
    compare_readings,
)
from collision_diagrams.attached import Attached
from collision_diagrams.confirmed import ConfirmedReading, confirmed_of
from collision_diagrams.facts import facts_of_crashes
from collision_diagrams.model import DiagramType, PartyPath, Relation, Status
from collision_diagrams.resolver import resolve
from tests.collision_diagrams.make import crash, motorcycle, party, tables
from tests.collision_diagrams.sites import FIVE_ARMS


def site():
    """Two crashes that are read without doubt, and one that a person has to decide."""
    return tables(
        crash("13", party(), party(contact="03"), source="npa"),
        crash("15", party(), motorcycle(contact="14"), source="npa"),
        crash("16", motorcycle("09", "15"), motorcycle("05", "15"), source="demo"),
    )


def readings_of(crashes, parties):
    return {one.crash_id: resolve(one) for one in facts_of_crashes(crashes, parties)}


def all_confirmed(crashes, parties):
    """Every crash confirmed as it was read, or as first offered."""
    return {
        key: confirmed_of(found if found.status.plotted else found.candidates[0])
        for key, found in readings_of(crashes, parties).items()
    }


def board(crashes, parties, confirmed, junctions=()):
    rows = accuracy_board(compare_readings(crashes, parties, Attached({}, confirmed), junctions))
    return {(row.group, row.name): row for row in rows}


def test_nothing_confirmed_gives_no_rows():
    assert accuracy_board(compare_readings(*site(), Attached())) == ()


def test_the_third_crash_has_to_be_decided():
    assert readings_of(*site())["c003"].status is Status.TO_CONFIRM


def test_a_reading_that_people_share_is_right_in_everything():
    row = board(*site(), all_confirmed(*site()))[Group.ALL, ""]
    assert (row.confirmed, row.dared) == (3, Share(2, 3))
    assert (row.relation, row.diagram_type, row.arms) == (Share(2, 2),) * 3
    assert (row.first_offered, row.among_offered) == (Share(1, 1), Share(1, 1))


def test_another_type_is_counted_as_wrong_and_the_relation_stays_right():
    confirmed = all_confirmed(*site())
    confirmed["c001"] = replace(confirmed["c001"], diagram_type=DiagramType.SS_SAME)
    row = board(*site(), confirmed)[Group.ALL, ""]
    assert (row.relation, row.diagram_type) == (Share(2, 2), Share(1, 2))


def test_a_party_from_another_arm_is_counted_as_wrong():
    confirmed = all_confirmed(*site())
    first, second = confirmed["c002"].paths
    turned = replace(second, from_deg=(second.from_deg + 180) % 360)
    confirmed["c002"] = replace(confirmed["c002"], paths=(first, turned))
    assert board(*site(), confirmed)[Group.ALL, ""].arms == Share(1, 2)


def test_sides_are_the_same_where_they_belong_to_the_same_arm():
    going = {"from_deg": 255.0, "to_deg": 75.0}
    crashes, parties = tables(
        crash("13", party(**going), party(contact="03", **going), source="officer")
    )
    crashes["junction_id"] = str(FIVE_ARMS.junction_id)
    (found,) = readings_of(crashes, parties).values()
    there = [PartyPath(number, 280.0, 60.0) for number in (1, 2)]
    confirmed = {"c001": replace(confirmed_of(found), paths=tuple(there), absolute=True)}
    row = board(crashes, parties, confirmed, [FIVE_ARMS])[Group.ALL, ""]
    assert row.arms == Share(1, 1)


def test_a_crash_that_nobody_can_draw_is_counted_apart():
    confirmed = {"c001": ConfirmedReading(Relation.UNKNOWN, DiagramType.UNKNOWN)}
    row = board(*site(), confirmed)[Group.ALL, ""]
    assert (row.confirmed, row.not_drawable, row.relation) == (1, 1, Share(0, 0))


def test_a_reading_that_was_not_offered_is_counted():
    confirmed = all_confirmed(*site())
    other = replace(confirmed["c003"], diagram_type=DiagramType.TRAIN)
    row = board(*site(), {"c003": other})[Group.ALL, ""]
    assert (row.first_offered, row.among_offered) == (Share(0, 1), Share(0, 1))


def test_the_second_of_the_offered_readings_is_among_them_and_not_the_first():
    second = readings_of(*site())["c003"].candidates[1]
    row = board(*site(), {"c003": confirmed_of(second)})[Group.ALL, ""]
    assert (row.first_offered, row.among_offered) == (Share(0, 1), Share(1, 1))


def test_sources_and_months_are_counted_apart():
    crashes, parties = site()
    crashes.loc[0, "occurred_at"] = pd.Timestamp("2024-12-31 23:00")
    rows = board(crashes, parties, all_confirmed(crashes, parties))
    assert rows[Group.RECORD_SOURCE, "npa"].confirmed == 2
    assert rows[Group.RECORD_SOURCE, "demo"].confirmed == 1
    assert rows[Group.MONTH, "2024-12"].confirmed == 1
    assert rows[Group.MONTH, "2025-01"].confirmed == 2


def test_the_distance_of_the_impacts_is_measured_where_both_are_known():
    confirmed = all_confirmed(*site())
    confirmed["c001"] = replace(confirmed["c001"], impact_m=(3.0, 4.0))

    def read(facts):
        return replace(resolve(facts), impact_m=(0.0, 0.0))

    table = compare_readings(*site(), Attached({}, confirmed), read=read)
    row = accuracy_board(table)[0]
    assert (row.median_off_m, row.measured) == (5.0, 1)


@pytest.mark.parametrize(("right", "of"), [(0, 1), (1, 1), (0, 400), (399, 400), (1, 3)])
def test_an_interval_holds_its_share_and_stays_within_nothing_and_all(right, of):
    low, high = Share(right, of).interval
    assert 0.0 <= low <= right / of <= high <= 1.0
    assert low < high
