"""The drawings on page 2 of the report form, items 10 to 16, come out of records of their kind."""

import math

import pytest
import shapely

from collision_diagrams.diagram import draw_site
from collision_diagrams.sheet import SheetOptions
from drawing.model import Area, Line
from tests.collision_diagrams.make import crash, motorcycle, party, tables

THROUGH, LEFT, RIGHT, STOPPED, BACKING, LANE_RIGHT = "09", "05", "06", "14", "02", "08"
FRONT, RIGHT_SIDE, REAR, LEFT_SIDE, RIGHT_FRONT = "01", "02", "03", "04", "05"

# drawing -> its record, relation, construction, and how far the arrow of party 2 is turned
# clockwise from that of party 1; None: the drawing leaves the side open
DRAWINGS = {
    "10 head-on": (("10", party(), party()), "opposite", "HEADON", 180),
    "11 (a) opposite sideswipe": (
        ("11", party(contact=LEFT_SIDE), party(contact=LEFT_SIDE)),
        "opposite",
        "SS-OPP",
        180,
    ),
    "12 (b) same sideswipe": (
        ("12", party(contact=RIGHT_SIDE), party(contact=LEFT_SIDE)),
        "same",
        "SS-SAME",
        0,
    ),
    "13 (a) rear-end": (("13", party(contact=FRONT), party(contact=REAR)), "same", "REAR", 0),
    "13 (b) rear-end of one that waits": (
        ("13", party(contact="08"), party(STOPPED, REAR)),
        "same",
        "REAR",
        0,
    ),
    "14 (a) backing into one behind": (
        ("14", party(BACKING, REAR), party(THROUGH, FRONT)),
        None,
        "BACK",
        180,
    ),
    "14 (b) backing out of a side road": (
        ("14", party(BACKING, REAR), party(THROUGH, RIGHT_SIDE)),
        None,
        "BACK",
        90,
    ),
    "15 crossing in a junction": (
        ("15", party(contact=FRONT), party(contact=LEFT_SIDE)),
        "crossing",
        "ANGLE",
        -90,
    ),
    "16 (a) right turn, the other beside it": (
        ("16", party(RIGHT, RIGHT_SIDE), motorcycle(contact="14")),
        "same",
        "R-HOOK",
        -45,
    ),
    "16 (b) left turn, oncoming": (
        ("16", party(LEFT, RIGHT_SIDE), party(contact=FRONT)),
        "opposite",
        "L-OPP",
        -110,
    ),
}


def sheet_of(record):
    return draw_site(*tables(crash(*record)), options=SheetOptions("x", with_list=False))


def glyph_items(result):
    (items,) = [one.items for one in result.drawings[0].layers if one.name == "glyphs"]
    return items


def heads_deg(items):
    """Party number -> heading of its arrow, clockwise from straight up."""
    found = {}
    for item in items:
        tags = dict(item.tags)
        if isinstance(item, Area) and tags.get("part") == "head":
            tip, left, right = item.rings_mm[0]
            dx, dy = tip[0] - (left[0] + right[0]) / 2, tip[1] - (left[1] + right[1]) / 2
            found[int(tags["party"])] = math.degrees(math.atan2(dx, -dy)) % 360
    return found


def tips(items):
    """Party number -> the point of its (first) arrow head."""
    found = {}
    for item in items:
        tags = dict(item.tags)
        if isinstance(item, Area) and tags.get("part") == "head":
            found.setdefault(int(tags["party"]), item.rings_mm[0][0])
    return found


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_record_is_read_as_its_official_drawing_shows_it(name):
    record, relation, construction, _ = DRAWINGS[name]
    rows = sheet_of(record).rows.to_dict("records")
    assert [row["plotted"] for row in rows] == [True]
    assert rows[0]["diagram_type"] == construction
    if relation is not None:
        assert rows[0]["relation"] == relation


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_arrows_stand_to_each_other_as_in_the_official_drawing(name):
    record, _, _, turned = DRAWINGS[name]
    heads = heads_deg(glyph_items(sheet_of(record)))
    found = (heads[2] - heads[1] + 180) % 360 - 180
    off = abs((found - turned + 180) % 360 - 180)
    mirrored = abs((found + turned + 180) % 360 - 180)
    either_side = name.startswith("14")
    assert min(off, mirrored if either_side else off) < 30


def test_two_fronts_meet_tip_to_tip():
    record = DRAWINGS["10 head-on"][0]
    found = tips(glyph_items(sheet_of(record)))
    assert math.dist(found[1], found[2]) < 2.0


def test_in_a_rear_end_the_struck_one_is_ahead():
    record = DRAWINGS["13 (a) rear-end"][0]
    found = tips(glyph_items(sheet_of(record)))
    assert found[2][1] < found[1][1] - 3.0, "both go up, the struck one above"


def test_who_waits_has_a_bar_and_who_backs_two_heads():
    waiting = glyph_items(sheet_of(DRAWINGS["13 (b) rear-end of one that waits"][0]))
    assert [dict(item.tags)["party"] for item in waiting if dict(item.tags).get("part") == "bar"]
    backing = glyph_items(sheet_of(DRAWINGS["14 (a) backing into one behind"][0]))
    heads = [dict(item.tags)["party"] for item in backing if dict(item.tags).get("part") == "head"]
    assert sorted(heads) == ["1", "1", "2"]


@pytest.mark.parametrize("name", ["11 (a) opposite sideswipe", "12 (b) same sideswipe"])
def test_sides_that_touched_are_tied(name):
    items = glyph_items(sheet_of(DRAWINGS[name][0]))
    ties = [item for item in items if isinstance(item, Line) and item.style == "glyph-tie"]
    assert len(ties) == 1
    shafts = [
        shapely.LineString(item.points_mm)
        for item in items
        if isinstance(item, Line) and dict(item.tags).get("part") == "shaft"
    ]
    ends = [shapely.Point(point) for point in ties[0].points_mm]
    for shaft in shafts:
        assert min(shaft.distance(end) for end in ends) < 0.1


def test_in_a_right_hook_the_turning_one_comes_from_the_left_of_the_other():
    items = glyph_items(sheet_of(DRAWINGS["16 (a) right turn, the other beside it"][0]))
    tails = {
        int(dict(item.tags)["party"]): item.points_mm[0]
        for item in items
        if isinstance(item, Line) and dict(item.tags).get("part") == "shaft"
    }
    assert tails[1][0] < tails[2][0]
