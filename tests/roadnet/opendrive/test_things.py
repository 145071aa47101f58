import math

import numpy as np
import pytest
import shapely

from roadnet.model import FeatureKind, GroundKind, LinearKind, Method, PointKind, RoadEnd, Turn
from tests.roadnet.opendrive.xodr_files import document, road

ARC = '<geometry s="0" x="0" y="0" hdg="0" length="100"><arc curvature="0.01"/></geometry>'


def thing(kind, inner="", s=20.0, t=-5.0, number=1, more=""):
    return (
        f'<object id="{number}" type="{kind}" s="{s}" t="{t}" zOffset="0" {more}>{inner}</object>'
    )


def corners(*points, kind="cornerLocal", names=("u", "v"), closed="true"):
    z = "z" if kind == "cornerLocal" else "dz"
    texts = "".join(
        f'<{kind} {names[0]}="{a}" {names[1]}="{b}" {z}="0" height="0"/>' for a, b in points
    )
    return f'<outlines><outline id="0" closed="{closed}">{texts}</outline></outlines>'


def town(*things, plan=ARC, signals=""):
    return document(road(plan=plan, objects="".join(things), signals=signals))


def on_arc(s, t):
    return (100 - t) * math.sin(s / 100), 100 - (100 - t) * math.cos(s / 100)


def test_a_pole_stands_beside_its_road(read):
    (pole,) = read(town(thing("pole"))).point_assets
    assert (pole.kind, pole.road_id) == (PointKind.POLE, "town/r1")
    assert (pole.x_m, pole.y_m) == pytest.approx(on_arc(20, -5), abs=1e-6)


@pytest.mark.parametrize(
    ("kind", "subtype", "expected"),
    [
        ("pole", "streetLamp", PointKind.LAMP),
        ("streetLamp", "", PointKind.LAMP),
        ("tree", "leaf", PointKind.TREE),
        ("obstacle", "hydrant", PointKind.HYDRANT),
        ("pole", "bollard", PointKind.BOLLARD),
    ],
)
def test_objects_are_told_by_type_and_subtype(read, kind, subtype, expected):
    (one,) = read(town(thing(kind, more=f'subtype="{subtype}"'))).point_assets
    assert one.kind is expected


def test_an_object_that_is_repeated_stands_many_times(read):
    repeat = '<repeat s="10" length="40" distance="10" tStart="-5" tEnd="-9" {}/>'.format(
        'heightStart="1" heightEnd="1" zOffsetStart="0" zOffsetEnd="0"'
    )
    trees = read(town(thing("tree", repeat))).point_assets
    expected = [on_arc(10 + 10 * i, -5 - i) for i in range(5)]
    found = np.array([(one.x_m, one.y_m) for one in trees])
    assert found == pytest.approx(np.array(expected), abs=1e-6)


def test_a_thing_repeated_without_end_is_cut_off_and_told(read):
    repeat = '<repeat s="0" length="100" distance="0.000001" tStart="0" tEnd="0"/>'
    streets = read(town(thing("tree", repeat)))
    assert len(streets.point_assets) <= 10_000
    assert any("repeated too often" in str(note) for note in streets.notes)


def test_outlines_count_along_the_road_or_from_the_object(read):
    square = [(-2, -1), (2, -1), (2, 1), (-2, 1)]
    local = thing("trafficIsland", corners(*square), more='hdg="0.3"')
    along = thing(
        "parkingSpace",
        corners((18, -4), (22, -4), (22, -6), (18, -6), kind="cornerRoad", names=("s", "t")),
        number=2,
    )
    island, parking = sorted(read(town(local, along)).ground_areas, key=lambda one: one.kind.value)
    assert (island.kind, parking.kind) == (GroundKind.ISLAND, GroundKind.PARKING)
    assert shapely.Polygon(island.rings_m[0]).area == pytest.approx(8.0, abs=1e-4)
    edge = np.subtract(island.rings_m[0][1], island.rings_m[0][0])
    assert math.atan2(edge[1], edge[0]) == pytest.approx(0.2 + 0.3, abs=1e-6)
    assert parking.rings_m[0][1] == pytest.approx(on_arc(22, -4), abs=1e-6)


def test_without_an_outline_the_box_around_counts(read):
    (area,) = read(town(thing("trafficIsland", more='length="4" width="2"'))).ground_areas
    assert shapely.Polygon(area.rings_m[0]).area == pytest.approx(8.0, abs=1e-4)


def test_holes_come_after_the_outline(read):
    def ring(half, outer):
        corner = '<cornerLocal u="{}" v="{}" z="0" height="0"/>'
        points = ((-half, -half), (half, -half), (half, half), (-half, half))
        texts = "".join(corner.format(*point) for point in points)
        return f'<outline id="0" outer="{outer}">{texts}</outline>'

    inner = f"<outlines>{ring(1, 'false')}{ring(3, 'true')}</outlines>"
    (area,) = read(town(thing("trafficIsland", inner))).ground_areas
    assert [round(shapely.Polygon(one).area) for one in area.rings_m] == [36, 4]


def test_a_barrier_is_a_line(read):
    repeat = '<repeat s="10" length="40" distance="0" tStart="5" tEnd="7"/>'
    (wall,) = read(town(thing("barrier", repeat, more='subtype="wall" height="1.2"'))).linear_assets
    assert (wall.kind, wall.height.value) == (LinearKind.WALL, 1.2)
    assert wall.line_m[0] == pytest.approx(on_arc(10, 5), abs=1e-6)
    assert wall.line_m[-1] == pytest.approx(on_arc(50, 7), abs=1e-6)
    assert len(wall.line_m) > 10


def test_a_crosswalk_lies_on_its_road(read):
    outline = corners((18, 3), (18, -3), (22, -3), (22, 3), kind="cornerRoad", names=("s", "t"))
    (walk,) = read(
        town(thing("crosswalk", outline, t=0.0, more='width="6" length="4"'))
    ).cross_features
    assert (walk.kind, walk.road_id) == (FeatureKind.CROSSWALK, "town/r1")
    assert (walk.offset.value, walk.depth.value) == pytest.approx((18.0, 4.0), abs=1e-5)
    assert (walk.first_strip, walk.last_strip) == ("town/r1.0.1", "town/r1.0.-1")
    assert len(walk.outline_m) == 4


def test_an_arrow_says_where_it_points(read):
    (arrow,) = read(town(thing("roadMark", more='subtype="arrowStraightLeft"'))).cross_features
    assert (arrow.kind, arrow.turns) == (FeatureKind.ARROW, (Turn.LEFT, Turn.THROUGH))


def test_what_is_no_part_of_a_street_is_counted(read):
    streets = read(town(thing("building"), thing("wind", number=2), thing("building", number=3)))
    notes = {str(note) for note in streets.notes}
    assert "Not taken over: 2 × object type=building." in notes
    assert "Not taken over: 1 × object type=wind." in notes


def signal(number=1, kind="205", more="", inner="", dynamic="no", orientation="+"):
    return (
        f'<signal s="30" t="-4" id="{number}" type="{kind}" subtype="-1" dynamic="{dynamic}" '
        f'orientation="{orientation}" zOffset="2.1" {more}>{inner}</signal>'
    )


def test_a_sign_faces_the_traffic_it_is_for(read):
    one, other = read(
        town(signals=signal() + signal(2, orientation="-", more='hOffset="0.1"'))
    ).point_assets
    assert (one.kind, one.code, one.bottom_height.value) == (PointKind.SIGN, "205", 2.1)
    assert one.heading_rad == pytest.approx(0.3 + math.pi - math.tau)
    assert other.heading_rad == pytest.approx(0.3 + 0.1)


def test_a_signal_head_has_the_lenses_of_its_type(read):
    one, other = read(
        town(signals=signal(1, "1000001", dynamic="yes") + signal(2, "1000002", dynamic="yes"))
    ).point_assets
    assert [lens.colour.value for lens in one.lenses] == ["red", "yellow", "green"]
    assert [lens.shape.value for lens in other.lenses] == ["pedestrian", "pedestrian"]


def test_a_sign_has_its_value(read):
    (one,) = read(town(signals=signal(more='value="50" unit="km/h" country="DE"'))).point_assets
    assert one.value == "50 km/h"


def test_a_stop_line_that_is_called_a_signal_is_a_marking(read):
    (line,) = read(town(signals=signal(kind="294", orientation="-"))).cross_features
    assert (line.kind, line.road_end, line.offset.value) == (
        FeatureKind.STOP_LINE, RoadEnd.START, 30.0,
    )  # fmt: skip


def test_a_signal_may_stand_where_its_coordinates_say(read):
    place = '<positionInertial x="12" y="34" z="0" hdg="1"/>'
    (one,) = read(town(signals=signal(inner=place))).point_assets
    assert (one.x_m, one.y_m, one.heading_rad) == (12.0, 34.0, 1.0)


EVERYTHING = (
    thing("pole", s=10, number=1, more='name="mast" radius="0.1" height="6"'),
    thing("tree", s=15, number=2, more='radius="1.5"'),
    thing("obstacle", s=15, number=3, more='subtype="distributionBox"'),
    thing("trafficIsland", corners((-2, -1), (2, -1), (2, 1), (-2, 1)), number=4),
    thing("vegetation", corners((-2, -1), (2, -1), (2, 1), (-2, 1)), number=5),
    thing("crosswalk", corners((-2, -3), (2, -3), (2, 3), (-2, 3)), t=0, number=6),
    thing("roadMark", number=7, more='subtype="arrowLeft"'),
    thing("barrier", corners((-9, 0), (9, 0.5), closed="false"), number=8, more='subtype="fence"'),
    thing("roadSurface", number=9, more='subtype="speedBump"'),
)


def test_everything_beside_the_road_is_written_as_it_was_read(read, again):
    signals = signal(1) + signal(2, "294", orientation="-") + signal(3, "1000001", dynamic="yes")
    streets = read(town(*EVERYTHING, signals=signals))
    back = again(streets)
    for name in ("point_assets", "ground_areas", "linear_assets", "cross_features"):
        before, after = getattr(streets, name), getattr(back, name)
        assert [one.kind for one in after] == [one.kind for one in before], name
        assert [one.external_ids[0] for one in after] == [one.external_ids[0] for one in before]
    for one, other in zip(streets.point_assets, back.point_assets, strict=True):
        assert math.hypot(one.x_m - other.x_m, one.y_m - other.y_m) < 2e-5
        assert (one.code, one.lenses, one.signal_group) == (
            other.code,
            other.lenses,
            other.signal_group,
        )
        if one.heading_rad is not None:
            assert other.heading_rad == pytest.approx(one.heading_rad, abs=1e-6)
    for one, other in zip(streets.ground_areas, back.ground_areas, strict=True):
        assert np.abs(np.subtract(one.rings_m, other.rings_m)).max() < 2e-5
    for one, other in zip(streets.cross_features, back.cross_features, strict=True):
        assert other.offset.value == pytest.approx(one.offset.value, abs=2e-5)
        assert (one.turns, one.road_end) == (other.turns, other.road_end)
    assert all(one.bottom_height.method is Method.OPENDRIVE for one in back.point_assets
               if one.kind in {PointKind.SIGN, PointKind.SIGNAL})  # fmt: skip
