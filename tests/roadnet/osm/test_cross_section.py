"""What tags make of a street: strips, widths, where the way lies, who says so."""

import pytest

from roadnet.default_sections import default_sections
from roadnet.model import Direction, DrivingSide, KerbType, LineStyle, Method, Mode, RoadClass, Turn
from roadnet.osm.cross_section import cross_section, way_section
from roadnet.osm.street import Street

TAIWAN, ELSEWHERE = default_sections("TW"), default_sections("default")


def street(tags, road_class=RoadClass.RESIDENTIAL, *, defaults=ELSEWHERE, **options):
    one_way = tags.get("oneway") == "yes"
    side = options.pop("side", DrivingSide.RIGHT)
    return Street(tags, road_class, one_way, side, defaults, **options)


def section(tags, road_class=RoadClass.RESIDENTIAL, **options):
    return cross_section(street(tags, road_class, **options))


def kinds(found):
    return [str(strip.strip_type) for strip in found.strips]


def widths(found):
    return [strip.width.at(0.0) for strip in found.strips]


def left_edge(found):
    return found.datum_offset.at(0.0) + sum(widths(found)[: found.left_count])


def test_a_tagged_width_is_shared_by_the_lanes_that_have_none():
    found = section({"lanes": "2", "width": "8", "parking:right": "lane"})
    assert kinds(found) == ["drive", "drive", "parking"]
    assert widths(found) == [3.0, 3.0, 2.0]
    methods = [strip.width.method for strip in found.strips]
    assert methods == [Method.OSM, Method.OSM, Method.ASSUMED]


def test_what_the_marks_leave_to_the_kerbs_is_shared_by_all():
    found = section(
        {
            "lanes": "2",
            "width": "11",
            "width:lanes:forward": "3.2",
            "width:lanes:backward": "3.2",
            "cycleway:both": "lane",
            "cycleway:both:width": "2",
        }
    )
    assert sum(widths(found)) == pytest.approx(11.0, abs=0.01)


def test_a_tagged_width_that_fits_no_lanes_is_not_used():
    found = section({"lanes": "2", "width": "30"})
    assert widths(found) == [3.0, 3.0]
    assert found.strips[0].width.is_assumed


def test_without_tags_the_defaults_are_assumed_and_say_so():
    found = section({"lanes": "2"})
    assert {strip.width.method for strip in found.strips} == {Method.ASSUMED}
    assert "cross_sections.yaml" in found.strips[0].width.source


def test_a_narrow_street_is_one_strip_for_both_directions():
    found = section({"width": "4"})
    assert [(strip.direction, strip.width.at(0)) for strip in found.strips] == [
        (Direction.BOTH, 4.0)
    ]


def test_a_taiwanese_main_road_without_tags_gets_the_strips_of_its_class():
    found = section({"oneway": "yes"}, RoadClass.PRIMARY, defaults=TAIWAN)
    assert kinds(found) == [
        "sidewalk",
        "service_strip",
        "drive",
        "drive",
        "slow",
        "service_strip",
        "sidewalk",
    ]
    assert widths(found) == [2.5, 1.5, 3.25, 3.5, 2.0, 1.5, 2.5]


def test_nothing_is_assumed_beside_another_carriageway():
    found = section(
        {"oneway": "yes"}, RoadClass.PRIMARY, defaults=TAIWAN, free_sides=frozenset({"right"})
    )
    assert kinds(found)[0] == "drive"
    assert kinds(found)[-1] == "sidewalk"


def test_small_motorcycles_are_kept_out_where_mopeds_are():
    (lane, _) = section({"lanes": "2", "moped": "no"}).strips
    assert Mode.MOTO_SMALL not in lane.allowed
    assert Mode.MOTO_LARGE in lane.allowed


def test_bus_lanes_are_read_from_lists_that_close_them_to_others():
    tags = {"oneway": "yes", "lanes": "4", "access:lanes": "no|||", "bus:lanes": "designated|||"}
    assert kinds(section(tags, RoadClass.SECONDARY)) == ["bus", "drive", "drive", "drive"]


def test_arrows_are_kept_with_their_lanes():
    found = section({"oneway": "yes", "lanes": "3", "turn:lanes": "left|through|through;right"})
    assert [strip.turns for strip in found.strips] == [
        (Turn.LEFT,),
        (Turn.THROUGH,),
        (Turn.THROUGH, Turn.RIGHT),
    ]


@pytest.mark.parametrize("side", list(DrivingSide))
def test_forward_traffic_keeps_to_its_side(side):
    found = section({"lanes": "2"}, side=side)
    forward = [strip.direction is Direction.FORWARD for strip in found.strips].index(True)
    assert (forward == 0) == (side is DrivingSide.LEFT)
    assert found.left_count == 1


def test_a_way_lies_in_the_middle_of_its_lanes_not_of_its_parking():
    found = section({"lanes": "2", "width": "10", "parking:right": "lane", "sidewalk": "left"})
    assert kinds(found) == ["sidewalk", "drive", "drive", "parking"]
    assert left_edge(found) == pytest.approx(2.0 + 4.0)


@pytest.mark.parametrize(
    ("placement", "left_of_way_m"),
    [("left_of:1", 0.0), ("middle_of:1", 1.5), ("right_of:1", 3.0), ("right_of:3", 9.0)],
)
def test_a_way_lies_where_its_placement_says(placement, left_of_way_m):
    found = section({"oneway": "yes", "lanes": "3", "placement": placement})
    assert left_edge(found) == pytest.approx(left_of_way_m)
    assert found.datum_offset.method is Method.OSM


def test_placement_in_the_backward_direction_is_seen_by_its_drivers():
    found = section({"lanes": "3", "lanes:backward": "2", "placement:backward": "right_of:1"})
    assert left_edge(found) == pytest.approx(3.0)


def test_stated_kerbs_and_missing_lines_are_kept():
    found = section({"lanes": "2", "lane_markings": "no", "kerb:right": "lowered"})
    assert found.boundaries[1].markings[0].style is LineStyle.NONE
    assert found.boundaries[2].kerb is KerbType.LOWERED


def test_a_shared_path_is_one_strip_of_its_tagged_width():
    found = way_section({"width": "3"}, street({}, RoadClass.PATH))
    assert kinds(found) == ["path"]
    assert widths(found) == [3.0]
    assert found.strips[0].allowed == {Mode.PED, Mode.BIKE}
