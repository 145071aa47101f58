import re
import unicodedata
from datetime import date

import pytest

from crashes.codes import code_lists
from crashes.model import CASE_ITEMS, PARTY_COLUMNS, Severity
from crashes.scene.form import AskedOf, asked_items, form_items
from crashes.scene.form_questions import questions
from language import Language, catalogue

TODAY = date(2026, 11, 21)
PRIVATE = {"name", "identity_number", "birth_date", "address", "phone", "plate"}


def car(number, **more):
    return {"party_no": number, "kind_code": "B03", **more}


def rider(number, **more):
    return {"party_no": number, "kind_code": "C03", **more}


def walker(number, **more):
    return {"party_no": number, "kind_code": "H01", **more}


def acting(first, second):
    return [car(1, action_code=first), car(2, action_code=second)]


def said(crash, *parties):
    return [str(one.message) for one in questions(crash, parties)]


def test_the_form_has_its_thirty_six_items_in_order():
    numbers = [int(one.item.split("-")[0]) for one in form_items()]
    assert set(range(37)) == set(numbers)
    firsts = [number for number in numbers if number != 34]
    assert firsts == sorted(firsts)


def test_every_item_of_a_record_is_asked():
    fields = {one.field for one in form_items()}
    assert set(CASE_ITEMS) <= fields
    not_asked = {"crash_id", "party_no", "delivered_ordinal", "age", "from_deg", "to_deg"}
    assert set(PARTY_COLUMNS) - not_asked <= fields


def test_every_code_list_of_the_form_is_used_and_has_answers():
    used = {one.codes for one in form_items() if one.codes}
    assert used == set(code_lists())
    for one in form_items():
        if one.kind in {"code", "flag"}:
            for language in Language:
                choices = one.choices(language, TODAY)
                assert len(choices) >= 2, one.field
                assert all(choice.code and choice.text for choice in choices)
                assert len({choice.code for choice in choices}) == len(choices)


def test_identity_is_marked_as_private_and_nothing_else_is():
    assert {one.field for one in form_items() if one.is_private} == PRIVATE


def test_only_what_a_party_needs_is_asked():
    of_car = {one.field for one in asked_items(car(1))}
    of_walker = {one.field for one in asked_items(walker(1))}
    assert {"contact_first_code", "licence_state_code", "plate", "alcohol_code"} <= of_car
    assert of_walker < of_car
    assert not of_walker & {"contact_first_code", "licence_state_code", "plate", "alcohol_code"}
    assert all(one.asked_of is AskedOf.CRASH for one in asked_items())


NORTHWARD = {"from_deg": 180.0, "to_deg": 0.0}
SOUTHWARD = {"from_deg": 0.0, "to_deg": 180.0}
EASTWARD = {"from_deg": 270.0, "to_deg": 90.0}
LEFT_FROM_SOUTH = {"from_deg": 180.0, "to_deg": 270.0}


@pytest.mark.parametrize(
    ("code", "first", "second", "word"),
    [
        ("10", NORTHWARD, NORTHWARD, "head on"),
        ("11", NORTHWARD, NORTHWARD, "opposite ways"),
        ("12", NORTHWARD, SOUTHWARD, "same way"),
        ("13", NORTHWARD, SOUTHWARD, "same way"),
        ("15", NORTHWARD, SOUTHWARD, "did not cross"),
        ("15", NORTHWARD, NORTHWARD, "did not cross"),
    ],
)
def test_a_type_that_contradicts_the_directions_is_questioned(code, first, second, word):
    assert any(
        word in text for text in said({"crash_type_code": code}, car(1, **first), car(2, **second))
    )


@pytest.mark.parametrize(
    ("code", "first", "second"),
    [
        ("10", NORTHWARD, SOUTHWARD),
        ("11", NORTHWARD, SOUTHWARD),
        ("12", NORTHWARD, NORTHWARD),
        ("13", NORTHWARD, NORTHWARD),
        ("15", NORTHWARD, EASTWARD),
        ("16", LEFT_FROM_SOUTH, SOUTHWARD),
    ],
)
def test_a_type_that_fits_the_directions_is_not(code, first, second):
    assert said({"crash_type_code": code}, car(1, **first), car(2, **second)) == []


@pytest.mark.parametrize(
    ("crash", "parties", "word"),
    [
        ({"crash_type_code": "15"}, [car(1, action_code="05"), car(2, action_code="09")], "turned"),
        (
            {"crash_type_code": "16"},
            [car(1, action_code="09"), car(2, action_code="09")],
            "none did",
        ),
        (
            {"crash_type_code": "16"},
            [car(1, action_code="05"), car(2, action_code="06")],
            "both turned",
        ),
        (
            {"crash_type_code": "14"},
            [car(1, action_code="09"), car(2, action_code="13")],
            "backing",
        ),
        ({"crash_type_code": "15", "position_code": "07"}, [car(1), car(2)], "inside a junction"),
        ({"crash_type_code": "03"}, [car(1), car(2)], "person and vehicle"),
        ({"crash_type_code": "13"}, [car(1)], "only one"),
        ({"crash_type_code": "20"}, [car(1), car(2)], "several"),
        (
            {"crash_type_code": "13"},
            [car(1, contact_first_code="01"), car(2, contact_first_code="02")],
            "front meets a rear",
        ),
        (
            {"crash_type_code": "10"},
            [car(1, contact_first_code="01"), rider(2, contact_first_code="13")],
            "not with their fronts",
        ),
        ({"signal_kind_code": "4", "signal_state_code": "1"}, [], "contradict each other"),
        ({}, [walker(1, action_code="05")], "A: the action does not fit"),
        ({}, [car(1), car(2, action_code="16")], "B: the action does not fit"),
        ({}, [rider(1, contact_first_code="05")], "A: the contact part"),
        ({}, [car(1, contact_first_code="12")], "A: the contact part"),
        ({}, [car(1, action_code="06", **LEFT_FROM_SOUTH)], "contradicts its direction"),
        ({}, [car(1, action_code="05", **NORTHWARD)], "contradicts its direction"),
        ({"severity": Severity.A1}, [car(1, injury_code="2")], "nobody died"),
        ({"severity": Severity.A2}, [car(1, injury_code="1")], "not A1"),
        ({"severity": Severity.A2}, [car(1, injury_code="3")], "nobody was injured"),
        ({"severity": Severity.A3}, [car(1, injury_code="2")], "was injured"),
    ],
)
def test_items_that_contradict_each_other_are_questioned(crash, parties, word):
    found = said(crash, *parties)
    assert len([text for text in found if word in text]) == 1, found


def test_a_sound_record_and_an_empty_one_raise_no_question():
    crash = {
        "severity": Severity.A2,
        "crash_type_code": "15",
        "position_code": "01",
        "signal_kind_code": "1",
        "signal_state_code": "1",
    }
    first = car(1, action_code="09", contact_first_code="01", injury_code="3", **EASTWARD)
    second = rider(2, action_code="09", contact_first_code="14", injury_code="2", **NORTHWARD)
    assert said(crash, first, second) == []
    assert said({}, car(1), walker(2), {"party_no": 3, "kind_code": None}) == []


def test_every_question_is_said_in_chinese():
    found = [
        *questions({"severity": "A1", "crash_type_code": "13"}, [car(1, injury_code="2")]),
        *questions({}, [walker(1, action_code="05")]),
    ]
    assert len(found) == 3
    assert all(one.message.text in catalogue(Language.ZH_TW) for one in found)


def pieces_of(text, printed):
    """Into how few pieces a text has to be cut so that each is printed: cells break lines."""
    count = 0
    while text:
        length = next((n for n in range(len(text), 0, -1) if text[:n] in printed), 0)
        if not length:
            return len(text) + count
        text, count = text[length:], count + 1
    return count


def letters(text):
    return re.sub(r"[\s.]", "", unicodedata.normalize("NFKC", text))


@pytest.mark.real_data
def test_every_answer_has_the_wording_of_the_official_form(real_data):
    file = real_data / "report_form" / "police_report_after_JUL2023.txt"
    printed = letters(file.read_text(encoding="utf-8"))
    for item in form_items():
        if item.kind != "code":
            continue
        for choice in item.choices(Language.ZH_TW, TODAY):
            text = letters(choice.text)
            assert pieces_of(text, printed) <= 1 + len(text) // 4, (item.field, choice)
