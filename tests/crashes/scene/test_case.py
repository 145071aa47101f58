"""A case as a document, on the sheet, as a crash of the records."""

import json
from datetime import datetime

import pytest

from crashes.model import CRASH_COLUMNS, PARTY_COLUMNS
from crashes.scene.case import Case, CaseParty, CasePlace, PlaceOrigin, sheet_facts
from crashes.scene.case_document import MAX_BYTES, CaseError, parse_case, write_case
from crashes.scene.case_record import UnfinishedCaseError, crash_of_case
from crashes.scene.model import Scene, Travel, TravelEnd
from roadnet.model import Junction, JunctionId

PLACE = CasePlace(194_000.0, 2_597_000.0, 120.45, 23.48, PlaceOrigin.MAP, junction="中山路×民生路")
CASE = Case(
    "entered-1",
    place=PLACE,
    values={
        "severity": "A2",
        "occurred_at": "2026-11-20T22:14",
        "place_text": "嘉義市東區中山路與民生路口",
        "police_bureau": "嘉義市政府警察局",
        "injuries": 1,
    },
    parties=(
        CaseParty(1, {"kind_code": "B03", "hit_and_run": "1", "alcohol_code": "2"}),
        CaseParty(2, {"kind_code": "C03", "action_code": "05"}),
    ),
)


def written(**changes):
    return json.dumps({**json.loads(write_case(CASE)), **changes})


def test_a_case_comes_back_as_it_was():
    assert parse_case(write_case(CASE)) == CASE
    assert write_case(parse_case(write_case(CASE))) == write_case(CASE)


def test_what_is_empty_was_not_entered():
    case = parse_case(written(values={"severity": None, "place_text": "", "weather_code": "8"}))
    assert case.values == {"weather_code": "8"}


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"values": {"weather_code": "77"}}, "77"),
        ({"values": {"name": "王小明"}}, "name"),
        ({"parties": [{"party_no": 1, "values": {"plate": "ABC-1234"}}]}, "plate"),
        ({"values": {"place_text": "<script>alert(1)</script>"}}, "markup"),
        ({"values": {"occurred_at": "yesterday"}}, "2026-11-20T22:14"),
        ({"values": {"deaths": 10_000}}, "500"),
        ({"values": {"injuries": float("nan")}}, "whole number"),
        ({"parties": [{"party_no": 2, "values": {}}]}, "1, 2, 3"),
        ({"parties": [{"party_no": n + 1} for n in range(10_000)]}, "60"),
        ({"place": {"x_m": float("inf")}}, "number"),
        ({"secret": 1}, "secret"),
        ({"version": 9}, "version"),
    ],
)
def test_what_a_case_cannot_be_is_refused_with_its_reason(changes, word):
    with pytest.raises(CaseError) as refused:
        parse_case(written(**changes))
    assert word in " ".join(str(fault) for fault in refused.value.faults)


def test_a_text_that_is_too_long_or_no_json_is_refused():
    for text in ("x" * (MAX_BYTES + 1), "{", "[" * 100_000):
        with pytest.raises(CaseError):
            parse_case(text)


def test_nothing_that_nobody_entered_stands_on_the_sheet():
    facts = sheet_facts(Case("c1", parties=(CaseParty(1),)))
    assert (facts.severity, facts.occurred_at, facts.place, facts.drawn_on) == (
        None,
        None,
        "",
        None,
    )
    assert facts.parties[0].class_code is None
    full = sheet_facts(CASE, {2: "MNP-567"})
    assert (full.police_bureau, full.general_no) == ("嘉義市政府警察局", "")
    assert [party.plate for party in full.parties] == ["", "MNP-567"]


def test_a_finished_case_is_a_crash_with_what_was_entered_and_where_they_travelled():
    travel = Travel(1, TravelEnd((0.0, -20.0), 180.0), TravelEnd((0.0, 20.0), 0.0))
    scene = Scene("entered-1", "EPSG:3826", (194_000.0, 2_597_000.0), travels=(travel,))
    near = Junction(JunctionId("j1"), "中山路×民生路", 194_020.0, 2_597_000.0, ("中山路", "民生路"))
    far = Junction(JunctionId("j2"), "中山路×中正路", 194_300.0, 2_597_000.0, ("中山路", "中正路"))
    entered = crash_of_case(CASE, scene, (far, near))
    crash = dict(entered.crash)
    assert set(crash) <= set(CRASH_COLUMNS)
    assert crash["occurred_at"] == datetime(2026, 11, 20, 22, 14)
    assert crash["junction_name"] == "中山路×民生路"
    assert (crash["county"], crash["district"]) == ("嘉義市", "東區")
    assert crash["police_unit"] == "嘉義市政府警察局"
    assert crash["injuries"] == 1
    assert "deaths" not in crash
    assert "weather_code" not in crash
    assert (entered.point_m, entered.junction_id) == ((194_000.0, 2_597_000.0), "j1")
    first, second = (dict(party) for party in entered.parties)
    assert set(first) <= set(PARTY_COLUMNS)
    assert (first["from_deg"], first["to_deg"], first["hit_and_run"]) == (180.0, 0.0, False)
    assert (second["from_deg"], second["action_code"]) == (None, "05")
    assert "hit_and_run" not in second
    assert "alcohol_code" not in first


def test_a_case_without_time_class_or_place_is_no_crash_yet():
    with pytest.raises(UnfinishedCaseError, match="time"):
        crash_of_case(Case("c1", place=PLACE, values={"severity": "A1"}), None)
