"""What a person decided stands above whatever is read, and survives being stored."""

import pytest

from collision_diagrams.confirmed import (
    ConfirmedReading,
    ConfirmedReadingError,
    confirmed_of,
    confirmed_text,
    parse_confirmed,
)
from collision_diagrams.facts import facts_of_crashes
from collision_diagrams.model import (
    DiagramType,
    PartyPath,
    Relation,
    Side,
    Source,
    Status,
)
from collision_diagrams.resolver import resolve
from language import Language
from tests.collision_diagrams.make import crash, motorcycle, party, tables


def facts_of(type_code, *parties, **given):
    (facts,) = facts_of_crashes(*tables(crash(type_code, *parties, **given)))
    return facts


FRONTS = facts_of("15", party(), party())  # nothing tells from which side


def test_choosing_a_candidate_makes_it_the_reading():
    open_reading = resolve(FRONTS)
    assert open_reading.status is Status.TO_CONFIRM
    second = open_reading.candidates[1]
    found = resolve(FRONTS, confirmed=confirmed_of(second, note="camera"))
    assert (found.status, found.source, found.confidence) == (Status.CONFIRMED, Source.PERSON, 1.0)
    assert (found.diagram_type, found.paths) == (second.diagram_type, second.paths)
    assert [line.in_language(Language.EN) for line in found.explanation][-1] == "Note: camera"


def test_a_confirmed_reading_overrides_type_and_recorded_directions():
    facts = facts_of("13", party(from_deg=180, to_deg=0), party(from_deg=180, to_deg=0))
    said = ConfirmedReading(
        Relation.OPPOSITE,
        DiagramType.HEADON,
        (1, 2),
        (PartyPath(1, 180.0, 0.0), PartyPath(2, 0.0, 180.0)),
        absolute=True,
    )
    assert resolve(facts, confirmed=said).relation is Relation.OPPOSITE


def test_a_person_may_find_that_a_crash_cannot_be_drawn():
    said = ConfirmedReading(Relation.UNKNOWN, DiagramType.UNKNOWN, note="hearsay")
    found = resolve(FRONTS, confirmed=said)
    assert found.status is Status.NOT_PLOTTABLE
    assert found.source is Source.PERSON


def test_a_confirmed_reading_of_parties_the_record_no_longer_has_is_not_used():
    said = ConfirmedReading(Relation.SAME, DiagramType.REAR, (1, 3))
    assert resolve(FRONTS, confirmed=said).status is Status.TO_CONFIRM


@pytest.mark.parametrize("lateral", [None, Side.LEFT])
@pytest.mark.parametrize("impact_m", [None, (302_000.5, 2_770_000.25)])
def test_a_confirmed_reading_is_the_same_after_being_stored(lateral, impact_m):
    paths = (PartyPath(1, 12.5, 190.0), PartyPath(2, 12.5, 190.0))
    said = ConfirmedReading(
        Relation.SAME, DiagramType.SS_SAME, (2, 1), paths, True, lateral, impact_m, "由監視器確認"
    )
    assert parse_confirmed(confirmed_text(said)) == said


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 1}', '{"version": 2}'])
def test_a_text_that_is_no_reading_is_refused(text):
    with pytest.raises(ConfirmedReadingError):
        parse_confirmed(text)


def test_each_candidate_says_why_and_can_be_drawn():
    for one in resolve(FRONTS).candidates:
        assert one.status is Status.TO_CONFIRM
        assert one.explanation
        assert len(one.paths) == 2


def test_an_unknown_order_offers_both_orders_as_candidates():
    found = resolve(facts_of("13", motorcycle(contact="15"), party(contact="15")))
    assert [one.parties for one in found.candidates] == [(1, 2), (2, 1)]


def test_an_unknown_side_offers_both_sides_as_candidates():
    found = resolve(facts_of("12", party(contact="15"), party(contact="15")))
    assert {one.lateral for one in found.candidates} == {Side.LEFT, Side.RIGHT}
