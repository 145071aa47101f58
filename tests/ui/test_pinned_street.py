"""A scene pins the map version: what is edited later does not move it."""

from dataclasses import replace
from datetime import date

import pytest

from crashes.demo_city.street_map import demo_street_map
from crashes.scene.map_pin import MapPin, MapPinError
from roadnet.records import area_of, records_of
from ui.case.pinned_street import facts_of_place, pin_now, pinned_street

DAY = date(2026, 11, 20)


@pytest.fixture
def mapped(empty_store):
    """A store with the streets of the demo city, and its middle junction."""
    streets = demo_street_map()
    empty_store.change_settings(crs=streets.crs)
    empty_store.save_streets(area_of(streets), records_of(streets), author="demo")
    node = next(one for one in streets.nodes if one.node_id == "demo/D3")
    return empty_store, streets, (round(node.x_m, 2), round(node.y_m, 2))


def widened(streets):
    """The same streets, every strip half as wide again."""

    def wide(strip):
        pieces = tuple(replace(piece, a=1.5 * piece.a) for piece in strip.width.pieces)
        return replace(strip, width=replace(strip.width, pieces=pieces))

    roads = tuple(
        replace(
            road,
            sections=tuple(
                replace(section, strips=tuple(wide(strip) for strip in section.strips))
                for section in road.sections
            ),
        )
        for road in streets.roads
    )
    return replace(streets, roads=roads)


def test_a_later_edit_of_the_map_does_not_move_a_scene(mapped):
    store, streets, at_m = mapped
    pin = pin_now(at_m, DAY)
    before = pinned_street(pin.text, at_m)
    assert (before.map_version, before.origin_m) == (pin.text, at_m)
    assert len(before.arms) >= 3
    changed = widened(streets)
    store.save_streets(area_of(changed), records_of(changed), author="chen")
    pinned_street.clear()
    assert pinned_street(pin.text, at_m) == before
    now = pinned_street(pin_now(at_m, DAY).text, at_m)
    assert now.areas != before.areas


def test_a_place_without_streets_has_no_map_to_pin(mapped):
    _store, _streets, (x, y) = mapped
    assert pin_now((x + 50_000.0, y), DAY) is None
    assert facts_of_place((x + 50_000.0, y), DAY) == {}


def test_the_map_offers_what_it_knows_of_a_junction(mapped):
    facts = facts_of_place(mapped[2], DAY)
    assert facts["road_form_code"] in {"03", "04", "05"}
    assert facts["position_code"] == "01"


@pytest.mark.parametrize("text", ["", "v1", "2026-11-20@2026-11-21T04:30:00/demo", "x@y/z"])
def test_a_text_that_is_no_version_is_refused(text):
    with pytest.raises(MapPinError):
        MapPin.read(text)
