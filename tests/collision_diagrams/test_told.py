"""Directions of travel told by the scene or in words, and what a record says against itself."""

import pytest

from collision_diagrams.attached import NOTHING_ATTACHED, Attached, parse_attached
from collision_diagrams.classify import Hidden, classify
from collision_diagrams.confirmed import confirmed_of, confirmed_text
from collision_diagrams.contradictions import ContradictionKind, contradictions
from collision_diagrams.facts import facts_of_crashes
from collision_diagrams.model import DiagramType, Relation, Source, Status
from collision_diagrams.resolver import resolve
from collision_diagrams.told_by_scene import with_scene
from collision_diagrams.told_by_words import with_description
from crashes.scene.document import write_scene
from crashes.scene.model import Body, Moment, Scene, Trace, Travel, TravelEnd
from language import Language
from tests.collision_diagrams.make import crash, motorcycle, party, pedestrian, tables

THROUGH, LEFT, RIGHT, STOPPED, PARKED, BACKING = "09", "05", "06", "14", "13", "02"
FRONT, RIGHT_SIDE, REAR, LEFT_SIDE = "01", "02", "03", "04"


def facts_of(type_code, *parties, **given):
    (facts,) = facts_of_crashes(*tables(crash(type_code, *parties, **given)))
    return facts


def told(text, type_code, *parties, **given):
    return resolve(with_description(facts_of(type_code, *parties, **given), text))


def scene_of(*objects, travels=(), summary=""):
    return Scene(
        "c001",
        "EPSG:3826",
        (1000.0, 2000.0),
        objects=tuple(objects),
        travels=tuple(travels),
        summary=summary,
    )


def travel(number, from_deg, to_deg):
    return Travel(number, TravelEnd((0, 0), from_deg), TravelEnd((0, 0), to_deg))


STANDARD = "A車沿忠孝路由北往南直行，與B車沿新生路由東往西左轉發生碰撞。"


def test_words_give_the_directions_of_both_parties():
    found = told(STANDARD, "16", party(THROUGH, "15"), party(LEFT, "15"))
    assert [(path.from_deg, path.to_deg) for path in found.paths] == [(0, 180), (90, 180)]
    assert (found.source, found.absolute) == (Source.NARRATIVE, True)
    assert found.relation is Relation.CROSSING


def test_words_alone_never_make_a_reading_automatic():
    found = told(STANDARD, "17", party(THROUGH, "15"), party(LEFT, "15"))
    assert found.status is Status.LOW_CONFIDENCE
    assert found.confidence < 0.85


def test_words_that_the_type_bears_out_are_believed():
    sentence = "A車由北往南直行，與由東往西直行之B車發生碰撞。"
    found = told(sentence, "15", party(contact=FRONT), party(contact=RIGHT_SIDE))
    assert found.status is Status.AUTOMATIC


def test_words_that_everything_else_speaks_against_are_left_to_a_person():
    sentence = "A車由北往南直行，與由西往東直行之B車發生碰撞。"  # from its right
    against = party(contact=FRONT), party(contact=RIGHT_SIDE, cause_code="75")
    found = told(sentence, "15", *against)
    assert found.status is Status.TO_CONFIRM
    assert found.candidates[0].absolute


def test_words_that_the_type_excludes_are_left_to_a_person():
    found = told(STANDARD, "13", party(contact=FRONT), party(LEFT, REAR))
    assert found.status is Status.TO_CONFIRM


def test_a_party_seen_from_the_other_one_takes_its_compass_side_from_it():
    sentence = "A車沿文化路南往北方向直行時，與對向左轉之B車發生碰撞。"
    found = told(sentence, "16", party(THROUGH, FRONT), party(LEFT, RIGHT_SIDE))
    assert found.diagram_type is DiagramType.L_OPP
    assert [path.from_deg for path in found.paths] == [180, 0]


def test_a_relation_without_a_compass_word_speaks_for_its_readings():
    both = party(contact="15"), party(contact="15")
    silent = resolve(facts_of("17", *both))
    spoken = told("A車與對向B車發生碰撞。", "17", *both)
    assert silent.relation is not Relation.OPPOSITE
    assert (spoken.relation, spoken.source) == (Relation.OPPOSITE, Source.NARRATIVE)


def test_what_was_not_understood_is_shown():
    found = told("A車由北往南直行，疑似噗噗，與由東往西直行之B車碰撞。", "15", party(), party())
    chinese = " ".join(line.in_language(Language.ZH_TW) for line in found.explanation)
    assert "疑似噗噗" in chinese


def test_recorded_directions_come_before_words():
    recorded = party(from_deg=180, to_deg=0), party(from_deg=90, to_deg=270)
    found = told(STANDARD, "15", *recorded)
    assert found.source is Source.RECORDED
    assert [path.from_deg for path in found.paths] == [180, 90]


def test_a_description_with_another_turn_than_the_record_is_reported_and_not_used():
    facts = with_description(facts_of("16", party(), party(RIGHT)), STANDARD)
    kinds = [one.kind for one in contradictions(facts)]
    assert ContradictionKind.WORDS_MOVEMENT in kinds
    assert facts.parties[1].from_deg is None


def test_clicks_come_before_arrows_and_arrows_before_bodies():
    arrow = Trace("t", "stated_path", ((0, -20), (0, 20)), 0.1, "travel", party_no=1)
    body = Body("v", "vehicle", (0, 0), 90.0, 4, 2, "parties", party_no=1, moment=Moment.IMPACT)
    facts = facts_of("15", party(), party())

    def side(*objects, travels=()):
        one = with_scene(facts, scene_of(*objects, travels=travels)).parties[0]
        return one.from_deg, one.trust

    assert side(body) == (270.0, 0.8)
    assert side(body, arrow) == (180.0, 0.95)
    assert side(body, arrow, travels=[travel(1, 45.0, 225.0)]) == (45.0, 1.0)
    rest = Body("v", "vehicle", (0, 0), 90.0, 4, 2, "parties", party_no=1, moment=Moment.REST)
    assert side(rest) == (None, 1.0)


def test_a_backing_body_came_from_where_its_front_points():
    body = Body("v", "vehicle", (0, 0), 90.0, 4, 2, "parties", party_no=1, moment=Moment.IMPACT)
    facts = with_scene(facts_of("14", party(BACKING), party(STOPPED)), scene_of(body))
    assert facts.parties[0].from_deg == 90.0


def test_a_scene_with_clicks_is_read_without_doubt():
    scene = scene_of(travels=[travel(1, 180, 0), travel(2, 90, 270)])
    found = resolve(with_scene(facts_of("15", party(), party()), scene))
    assert (found.status, found.source) == (Status.AUTOMATIC, Source.SCENE)


def test_the_table_of_readings_uses_scenes_and_confirmed_readings():
    crashes, parties = tables(crash("15", party(), party()))
    (facts,) = facts_of_crashes(crashes, parties)
    chosen = confirmed_of(resolve(facts).candidates[0])
    scene = write_scene(scene_of(summary="A車由北往南直行，與由東往西直行之B車碰撞。"))
    documents = parse_attached({"c001": scene}, {"c001": confirmed_text(chosen)})

    def row(attached, **hidden):
        found = classify(crashes, parties, attached=attached, hidden=Hidden(**hidden))
        return found.loc[0, ["status", "source"]].tolist()

    assert row(NOTHING_ATTACHED) == ["to_confirm", "none"]
    assert row(documents) == ["confirmed", "person"]
    words_only = Attached(documents.scenes)
    assert row(words_only)[1] == "narrative"
    assert row(words_only, headings=True)[1] == "narrative"


@pytest.mark.parametrize(
    ("kind", "type_code", "parties"),
    [
        ("type_contact", "13", (party(contact=FRONT), party(contact=FRONT))),
        ("type_movement", "15", (party(RIGHT), party(RIGHT))),
        ("type_direction", "13", (party(from_deg=0, to_deg=180), party(from_deg=90, to_deg=270))),
        ("type_backing", "14", (party(), party(contact=REAR))),
        ("type_parties", "03", (party(),)),
        ("type_parties", "13", (party(),)),
        ("type_parties", "18", (motorcycle(), pedestrian())),
        ("cause_movement", "16", (party(RIGHT, cause_code="08"), motorcycle())),
        ("cause_door", "15", (party(PARKED, cause_code="40"), motorcycle())),
        ("cause_side", "15", (party(contact=RIGHT_SIDE), party(contact=FRONT, cause_code="75"))),
        ("direction_movement", "16", (party(LEFT, from_deg=0, to_deg=270), party())),
        ("nobody_moved", "13", (party(STOPPED), party(PARKED, REAR))),
    ],
)
def test_each_kind_of_contradiction_is_found_and_says_where_to_look(kind, type_code, parties):
    found = [one for one in contradictions(facts_of(type_code, *parties)) if one.kind == kind]
    assert len(found) == 1
    assert found[0].fields
    assert found[0].message.in_language(Language.ZH_TW) != found[0].message.in_language(Language.EN)


def test_a_record_without_fault_has_no_contradiction():
    clean = [
        facts_of("15", party(contact=FRONT, cause_code="81"), party(contact=LEFT_SIDE)),
        facts_of("16", party(LEFT, RIGHT_SIDE, cause_code="71"), motorcycle()),
        facts_of("13", party(contact=FRONT), party(STOPPED, REAR)),
        facts_of("03", party(), pedestrian()),
        facts_of("18", motorcycle()),
        facts_of("15", party(contact=FRONT, cause_code="75"), party(contact=LEFT_SIDE)),
    ]
    assert [contradictions(one) for one in clean] == [()] * len(clean)
