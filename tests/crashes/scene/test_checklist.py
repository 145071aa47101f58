from dataclasses import replace

import pytest

from crashes.scene.checklist import SheetFacts, SheetParty, Weight, gaps
from crashes.scene.model import (
    Moment,
    ReferencePoint,
    Travel,
    TravelEnd,
)
from crashes.scene.wording import PART_TITLES
from language import Language, catalogue
from tests.crashes.scene.made_crash import FACTS, made_crash, made_junction
from tests.crashes.scene.scenes import car, empty_scene


def found(scene, facts=FACTS, base_map=None, weight=Weight.MISSING):
    return [gap for gap in gaps(scene, facts, base_map) if gap.weight is weight]


def said(scene, *arguments, **options):
    return [str(gap.message) for gap in found(scene, *arguments, **options)]


def test_a_complete_scene_misses_nothing():
    assert said(made_crash(), FACTS, made_junction()) == []


def test_what_is_assumed_or_read_off_the_drawing_is_remarked():
    remarks = said(made_crash(), FACTS, made_junction(), weight=Weight.REMARK)
    assert "The size of Vehicle B is assumed and will be printed as assumed." in remarks
    assert "2 values are read off the drawing and will be printed as such." in remarks


def test_every_field_of_the_header_that_is_empty_is_listed():
    listed = {gap.item for gap in found(empty_scene(), SheetFacts())}
    assert listed == {
        "header",
        "class",
        "time",
        "place",
        "street",
        "parties",
        "reference",
        "base_line",
        "summary",
        "date",
    }


@pytest.mark.parametrize(
    ("change", "item"),
    [
        ({"references": ()}, "reference"),
        ({"base_line": None}, "base_line"),
        ({"summary": "  "}, "summary"),
        ({"travels": ()}, "travel"),
        ({"map_version": "2020-01-01"}, "street"),
    ],
)
def test_each_thing_taken_away_is_missed(change, item):
    scene = replace(made_crash(), **change)
    assert item in {gap.item for gap in found(scene, FACTS, made_junction())}


def test_a_party_that_is_neither_drawn_nor_moved_is_missed():
    facts = replace(FACTS, parties=(*FACTS.parties, SheetParty(3, "H01")))
    assert "C (person) is neither drawn nor marked as moved." in said(made_crash(), facts)
    moved = replace(made_crash(), moved_parties=(3,))
    assert not any("neither" in text for text in said(moved, facts))


def test_a_pedestrian_has_no_plate_and_a_parked_car_no_direction():
    facts = replace(FACTS, parties=(SheetParty(1, "H01"), SheetParty(2, "B03", "AB-1")))
    scene = empty_scene(objects=(car("b", party_no=2, moment=Moment.PARKED),))
    listed = said(scene, facts)
    assert not any("plate" in text for text in listed)
    assert "Vehicle B has no direction of travel." not in listed
    assert "A (person) has no direction of travel." in listed


def test_one_click_is_not_yet_a_direction():
    half = replace(made_crash(), travels=(Travel(1, TravelEnd((0.0, 0.0), 0.0)),))
    assert "Vehicle A has no direction of travel." in said(half)


def test_a_position_that_nobody_measured_is_missed():
    scene = replace(made_crash(), measurements=())
    assert "The position of Vehicle A is not measured." in said(scene)


def test_an_impact_position_needs_no_measurement():
    scene = empty_scene(
        objects=(car("a", party_no=1, moment=Moment.IMPACT),),
        references=(ReferencePoint("r", (0.0, 0.0)),),
    )
    assert not any("not measured" in text for text in said(scene))


def test_every_gap_is_said_in_chinese():
    for scene in (empty_scene(), made_crash()):
        for gap in gaps(scene, SheetFacts()):
            chinese = gap.message.in_language(Language.ZH_TW)
            assert chinese != gap.message.in_language(Language.EN)
            assert not any(letter in chinese for letter in "abcdefghij")


def test_every_part_of_a_body_has_a_name_in_chinese():
    assert [one for one in PART_TITLES.values() if one not in catalogue(Language.ZH_TW)] == []
