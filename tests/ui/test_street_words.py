"""No raw value reaches the reader of the base map: every value has its word in both languages."""

import inspect
from datetime import date
from enum import Enum

import pytest

from crashes.demo_city.street_map import demo_street_map
from language import Language, in_language
from roadnet import model
from roadnet.markings.finding import Verdict
from roadnet.markings.paint import Assumption
from roadnet.model import LensColour, PointAsset, PointKind, Side, StripType
from roadnet.records import KINDS
from ui.street_map.block import AreaPart
from ui.street_map.built import build_part
from ui.street_map.detail import detail_of, point_shape
from ui.street_map.facts import strip_facts
from ui.street_map.value_words import WORDS, word_of
from ui.street_map.words import RECORDS, VERDICTS

NOT_SHOWN = {"Anchor", "CornerKind", "DrivingSide", "Priority", "TurnPermission"}
ENUMS = sorted(
    (one for one in vars(model).values() if inspect.isclass(one) and issubclass(one, Enum)),
    key=lambda one: one.__name__,
)
SHOWN = [one for one in ENUMS if one.__name__ not in NOT_SHOWN]


@pytest.mark.parametrize("kind", [*SHOWN, Assumption], ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("language", list(Language))
def test_every_value_has_its_word(kind, language):
    with in_language(language):
        words = [word_of(value) for value in kind]
    if language is Language.ZH_TW:
        assert not [word for word in words if word.isascii() and word not in {"OpenStreetMap"}]
    assert not [word for word, value in zip(words, kind, strict=True) if "_" in word]


def test_a_value_of_every_shown_kind_is_in_the_table():
    missing = [value for kind in SHOWN for value in kind if (kind, value) not in WORDS]
    assert [str(value) for value in missing if not str(value).endswith("_link")] == []


def test_records_and_verdicts_have_words():
    assert set(RECORDS) == set(KINDS)
    assert set(VERDICTS) == set(Verdict)


@pytest.fixture(scope="module")
def shapes():
    """Everything near a junction of the demo city, in Chinese."""
    streets = demo_street_map()
    node = next(one for one in streets.nodes if one.node_id == "demo/D3")
    box = (node.x_m - 90, node.y_m - 90, node.x_m + 90, node.y_m + 90)
    built = build_part(AreaPart(streets, {}), date(2026, 1, 1), box)
    with in_language(Language.ZH_TW):
        return detail_of(built, box)[0]


def test_facts_of_the_map_hold_no_value_of_the_model(shapes):
    raw = {str(value) for kind in ENUMS for value in kind if isinstance(value.value, str)}
    told = {
        (label, part) for one in shapes for label, text in one.facts for part in text.split("、")
    }
    keys = {"代碼", "登錄者", "原始資料"}  # key, author, source
    assert [one for one in told if one[1] in raw and one[0] not in keys] == []


def test_the_lane_arrows_are_told_in_words():
    with in_language(Language.ZH_TW):
        facts = dict(strip_facts({"turns": ["left", "through"], "allowed": ["bus", "car"]}))
    assert facts == {"指向線": "左轉、直行", "通行對象": "汽車、公車"}


def test_a_sign_has_its_symbol_and_its_name():
    sign = PointAsset("s", PointKind.SIGN, 1.0, 2.0, code="限5", value="50")
    with in_language(Language.EN):
        shape = point_shape(sign, None)
    assert [stroke[3] for stroke in shape.symbol if stroke[0] == "t"] == ["50"]
    assert dict(shape.facts)["Sign"].startswith("限5 ")


def test_a_signal_head_shows_three_lenses_and_where_it_looks():
    head = PointAsset("s", PointKind.SIGNAL, 1.0, 2.0, heading_rad=0.0)
    symbol = point_shape(head, None).symbol
    assert len([stroke for stroke in symbol if stroke[0] == "d"]) == 3
    (face,) = [stroke for stroke in symbol if stroke[0] == "l"]
    assert face[1][2] > 0  # the tick points east


def test_all_kinds_of_points_have_a_symbol():
    assert all(point_shape(PointAsset("p", kind, 0.0, 0.0), None).symbol for kind in PointKind)


def test_words_of_different_things_are_different():
    with in_language(Language.EN):
        assert len({word_of(value) for value in StripType}) == len(StripType)
        assert {word_of(Side.LEFT), word_of(LensColour.RED)} == {"left side", "red"}
