import pytest

from roadnet.model import MOTOR_VEHICLES, Direction, DrivingSide, Method, Mode, StripType, Surface
from roadnet.opendrive.vocabulary import lane_types, usual_lane_type
from tests.roadnet.opendrive.xodr_files import TWO_LANES, document, lane, road, section, width


def sections(read, text, **parts):
    return read(document(road(sections=text, **parts))).roads[0].sections


def test_lanes_stand_from_left_to_right(read):
    text = section(
        [lane(1, width(3.0)), lane(2, width(2.0), "biking")],
        [lane(-1, width(3.5)), lane(-2, width(1.5), "sidewalk")],
    )
    (one,) = sections(read, text)
    kinds = [strip.strip_type.value for strip in one.strips]
    assert kinds == ["bike", "drive", "drive", "sidewalk"]
    assert one.left_count == 2
    assert one.offsets_at(0.0) == (5.0, 3.0, 0.0, -3.5, -5.0)


def test_widths_and_the_offset_of_the_centre_lane_are_cubics(read):
    offset = (
        '<laneOffset s="0" a="0" b="0" c="0" d="0"/>'
        '<laneOffset s="40" a="0" b="0.1" c="0.01" d="-0.001"/>'
    )
    text = section((), [lane(-1, width(3.0, 0.02) + width(4.0, 0, 0.001, -0.0001, s=50))])
    (one,) = sections(read, text, offset=offset)
    assert one.datum_offset.at(45.0) == pytest.approx(0.5 + 0.25 - 0.125)
    assert one.strips[0].width.at(10.0) == pytest.approx(3.2)
    assert one.strips[0].width.at(60.0) == pytest.approx(4.0 + 0.1 - 0.1)
    assert one.strips[0].width.method is Method.OPENDRIVE


def test_the_centre_lane_offset_of_a_later_section_counts_from_its_start(read):
    offset = '<laneOffset s="0" a="1" b="0.1" c="0" d="0"/>'
    first, second = sections(
        read, section((), [lane(-1)]) + section((), [lane(-1)], s=60), offset=offset
    )
    assert (first.start_m, first.end_m, second.start_m, second.end_m) == (0.0, 60.0, 60.0, 100.0)
    assert second.datum_offset.at(10.0) == pytest.approx(8.0)


def test_borders_become_widths(read):
    border = '<border sOffset="0" a="{a}" b="{b}" c="0" d="0"/>'
    text = section(
        [lane(1, border.format(a=3, b=0.01)), lane(2, border.format(a=5, b=0.01))],
        [lane(-1, border.format(a=-3, b=-0.02)), lane(-2, border.format(a=-4.5, b=0))],
    )
    (one,) = sections(read, text)
    assert one.offsets_at(50.0) == pytest.approx((5.5, 3.5, 0.0, -4.0, -4.5))


def test_widths_win_over_borders(read):
    both = width(3.0) + '<border sOffset="0" a="-9" b="0" c="0" d="0"/>'
    (one,) = sections(read, section((), [lane(-1, both)]))
    assert one.strips[0].width.at(0.0) == 3.0


def test_a_section_of_one_side_leaves_the_other_as_it_was(read):
    text = section([lane(1, width(3.0, 0.01))], [lane(-1)]) + section(
        (), [lane(-1), lane(-2)], s=40, more='singleSide="true"'
    )
    first, second = sections(read, text)
    assert [len(one.strips) for one in (first, second)] == [2, 3]
    assert second.strips[0].width.at(10.0) == pytest.approx(3.5)


@pytest.mark.parametrize(
    ("rule", "left"), [("RHT", Direction.BACKWARD), ("LHT", Direction.FORWARD)]
)
def test_traffic_keeps_to_the_side_of_the_rule(read, rule, left):
    streets = read(document(road(more=f'rule="{rule}"')))
    (one,) = streets.roads[0].sections
    assert one.strips[0].direction is left
    assert one.strips[1].direction == -left
    assert streets.driving_side_method is Method.OPENDRIVE
    assert streets.driving_side is (DrivingSide.RIGHT if rule == "RHT" else DrivingSide.LEFT)


def test_the_side_told_by_the_user_wins_and_without_any_right_is_assumed(read):
    told = read(document(), driving_side=DrivingSide.LEFT)
    assert (told.driving_side, told.driving_side_method) == (DrivingSide.LEFT, Method.OFFICER)
    open_one = read(document())
    assert (open_one.driving_side, open_one.driving_side_method) == (
        DrivingSide.RIGHT,
        Method.ASSUMED,
    )
    assert any("right was assumed" in str(note) for note in open_one.notes)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", Direction.FORWARD),
        ('direction="both"', Direction.BOTH),
        ('direction="reversed"', Direction.BACKWARD),
    ],
)
def test_a_lane_may_state_its_direction(read, more, expected):
    (one,) = sections(read, section((), [lane(-1, more=more)]))
    assert one.strips[0].direction is expected


@pytest.mark.parametrize("name", sorted(lane_types()))
def test_every_lane_type_is_a_strip_and_is_written_as_it_was(read, again, name):
    streets = read(document(road(sections=section((), [lane(-1, kind=name), lane(-2)]))))
    strip = streets.roads[0].sections[0].strips[0]
    assert strip.strip_type is lane_types()[name].strip_type
    told = any(f"lane type={name}" in str(note) for note in streets.notes)
    assert told == lane_types()[name].is_loose
    back = again(streets).roads[0].sections[0].strips[0]
    assert (back.strip_type, back.width.source) == (strip.strip_type, strip.width.source)
    assert (back.direction, back.allowed) == (strip.direction, strip.allowed)


def test_an_unknown_lane_type_is_kept_as_verge_and_told(read):
    streets = read(document(road(sections=section((), [lane(-1, kind="hovercraft")]))))
    assert streets.roads[0].sections[0].strips[0].strip_type is StripType.VERGE
    assert any("hovercraft" in str(note) for note in streets.notes)


@pytest.mark.parametrize("strip_type", list(StripType))
def test_every_strip_type_has_a_lane_type_of_1_8(strip_type):
    assert usual_lane_type(strip_type) in lane_types()


ALL = MOTOR_VEHICLES | {Mode.BIKE}


@pytest.mark.parametrize(
    ("access", "kind", "modes"),
    [
        ("", StripType.DRIVE, ALL),
        ('<access sOffset="0" restriction="truck"/>', StripType.DRIVE, ALL - {Mode.TRUCK}),
        ('<access sOffset="0" rule="deny" restriction="motorcycle"/>', StripType.DRIVE,
         ALL - {Mode.MOTO_SMALL, Mode.MOTO_LARGE}),
        ('<access sOffset="0" rule="allow" restriction="bus"/>', StripType.BUS, {Mode.BUS}),
        ('<access sOffset="0" rule="allow"><restriction type="bicycle"/></access>',
         StripType.DRIVE, {Mode.BIKE}),
    ],
)  # fmt: skip
def test_access_says_who_may_use_a_lane(read, again, access, kind, modes):
    streets = read(document(road(sections=section((), [lane(-1, width() + access)]))))
    strip = streets.roads[0].sections[0].strips[0]
    assert (strip.strip_type, strip.allowed) == (kind, modes)
    back = again(streets).roads[0].sections[0].strips[0]
    assert (back.strip_type, back.allowed) == (kind, modes)


def test_height_speed_and_surface_belong_to_a_lane(read):
    inner = (
        width()
        + '<material sOffset="0" surface="cobble" friction="0.7"/>'
        + '<speed sOffset="0" max="10" unit="m/s"/><height sOffset="0" inner="0.12" outer="0.12"/>'
    )
    (one,) = sections(read, section((), [lane(-1, inner, "sidewalk")]))
    strip = one.strips[0]
    assert (strip.height_m, strip.speed_limit_kmh, strip.surface) == (0.12, 36.0, Surface.PAVING)


@pytest.mark.parametrize(
    ("speed", "kmh"),
    [
        ('max="50" unit="km/h"', 50.0),
        ('max="30" unit="mph"', 48.28032),
        ('max="10"', 36.0),
        ('max="no limit"', None),
    ],
)
def test_speeds_are_kilometres_an_hour(read, speed, kmh):
    streets = read(document(road(type=f'<type s="0" type="town"><speed {speed}/></type>')))
    assert streets.roads[0].speed_limit_kmh == kmh


def test_a_lane_without_a_width_is_told(read):
    streets = read(document(road(sections=section((), [lane(-1, "<link/>")]))))
    assert "1 lanes have no width; they were read as 0 m wide." in map(str, streets.notes)


def test_a_very_short_section_is_kept(read, again):
    text = (
        TWO_LANES
        + section([lane(1)], [lane(-1)], s=50)
        + section([lane(1)], [lane(-1)], s=50.00000004)
    )
    streets = read(document(road(sections=text)))
    assert len(streets.roads[0].sections) == 3
    assert len(again(streets).roads[0].sections) == 3


def test_what_is_left_out_is_counted(read):
    lateral = (
        '<superelevation s="0" a="0.1" b="0" c="0" d="0"/>'
        '<shape s="0" t="0" a="0" b="0" c="0" d="0"/>'
    )
    rule = width() + '<rule sOffset="0" value="x"/><userData code="viStyleDef"/>'
    streets = read(
        document(road(lateral=lateral, sections=section((), [lane(-1, rule), lane(-2, rule)])))
    )
    notes = {str(note) for note in streets.notes}
    assert {
        "Not taken over: 1 × lateralProfile/superelevation.",
        "Not taken over: 1 × lateralProfile/shape.",
        "Not taken over: 2 × lane/rule.",
        "Not taken over: 2 × lane/userData.",
    } <= notes


def test_a_level_superelevation_is_nothing_to_lose(read):
    lateral = '<superelevation s="0" a="0" b="0" c="0" d="0"/>'
    notes = [str(note) for note in read(document(road(lateral=lateral))).notes]
    assert not any("superelevation" in note for note in notes)
