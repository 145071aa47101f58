"""The street map in both stores: areas replaced, edits kept, nothing overwritten."""

from dataclasses import replace
from datetime import date

import pytest

from roadnet.model.record import StreetArea, StreetRecord

AREA = StreetArea("taipei", "EPSG:3826", source="taipei.osm")
NODE = StreetRecord("nodes", "taipei/n1", (0.0, 0.0, 0.0, 0.0), '{"x_m":0.0}')
ROAD = StreetRecord(
    "roads",
    "taipei/w1",
    (-40.0, -40.0, 140.0, 40.0),
    '{"name":"南京東路"}',
    valid_from=date(2024, 7, 1),
)
CORRIDOR = StreetRecord("corridors", "taipei/c1", None, '{"name":"南京東路"}')
ALL = [CORRIDOR, NODE, ROAD]


def keys(records):
    return [record.key for record in records]


@pytest.fixture
def mapped(store):
    store.save_streets(AREA, ALL, author="tester")
    return store


def test_an_area_comes_back(mapped):
    assert mapped.street_areas() == (AREA,)
    found = mapped.street_records("taipei")
    stated = [replace(one, author="", recorded_at=None) for one in found]
    assert stated == ALL


def test_saving_the_same_again_changes_nothing(mapped):
    outcome = mapped.save_streets(AREA, ALL, author="tester")
    assert (outcome.new, outcome.changed, outcome.unchanged, outcome.gone) == (0, 0, 3, 0)


def test_what_changes_is_superseded_and_can_be_read_as_it_was_known(mapped):
    before = mapped.street_records("taipei")[2].recorded_at
    wider = replace(ROAD, content='{"name":"南京東路","lanes":4}')
    outcome = mapped.save_streets(AREA, [CORRIDOR, NODE, wider], author="tester")
    assert (outcome.changed, outcome.unchanged) == (1, 2)
    assert mapped.street_records("taipei")[2].content == wider.content
    assert mapped.street_records("taipei", known_at=before)[2].content == ROAD.content


def test_what_is_no_longer_delivered_goes(mapped):
    assert mapped.save_streets(AREA, [CORRIDOR, ROAD], author="tester").gone == 1
    assert keys(mapped.street_records("taipei")) == ["taipei/c1", "taipei/w1"]


def test_what_a_person_edited_stays(store):
    store.save_streets(AREA, [replace(ROAD, is_edit=True)], author="officer")
    outcome = store.save_streets(AREA, ALL, author="tester")
    assert outcome.kept_edits == 1
    assert [one.author for one in store.street_records("taipei") if one.is_edit] == ["officer"]


def test_only_what_touches_the_view_is_read(mapped):
    assert keys(mapped.street_records("taipei", box_m=(100, -10, 110, 10))) == [
        "taipei/c1",  # has no place of its own
        "taipei/w1",
    ]


def test_only_what_stood_on_the_day_is_read(mapped):
    assert "taipei/w1" not in keys(mapped.street_records("taipei", on=date(2024, 6, 30)))
    assert "taipei/w1" in keys(mapped.street_records("taipei", on=date(2024, 7, 1)))
