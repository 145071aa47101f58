import pytest

from crashes.place_search import FoundKind, NamedPlace, find_places

CROSSINGS = [
    NamedPlace(FoundKind.JUNCTION, names, float(n), 0.0)
    for n, names in enumerate(
        [
            ("臺灣大道3段", "民生路"),
            ("中山路", "民生路"),
            ("中山路", "中正路"),
            ("重慶一街", "中山路"),
        ]
    )
]
ROADS = [NamedPlace(FoundKind.ROAD, (name,), 0.0, 9.0) for name in ("中山路", "民生路")]


def titles(typed):
    return [one.title for one in find_places(typed, [*CROSSINGS, *ROADS])]


@pytest.mark.parametrize(
    "typed",
    [
        "台灣大道三段 民生路",
        "民生路/臺灣大道3段",
        "民生路與台灣大道３段口",
        "台灣大道3段×民生路",
        "民生 台灣大道",
    ],
)
def test_a_junction_is_found_in_both_orders_and_all_spellings(typed):
    assert titles(typed)[0] == "臺灣大道3段×民生路"


def test_a_number_within_a_street_name_is_read_both_ways():
    assert titles("重慶1街 中山路")[0] == "重慶一街×中山路"


def test_one_road_gives_itself_before_its_junctions():
    found = titles("中山路")
    assert found[0] == "中山路"
    assert set(found[1:]) == {"中山路×民生路", "中山路×中正路", "重慶一街×中山路"}


def test_every_word_has_to_fit_a_road_of_its_own():
    assert titles("中山路 中山路") == []
    assert titles("中山路 忠孝路") == []
    assert titles("  ") == []
