import math
from itertools import pairwise

import numpy as np
import pytest
from pyproj import Transformer

from roadnet.crs import ProjectionError
from roadnet.model import LOCAL_CRS, DrivingSide, Method
from roadnet.opendrive.curve_points import end_of, points_along
from tests.roadnet.opendrive.xodr_files import document, road

PLAN = """<geometry s="0" x="{x}" y="{y}" hdg="0.3" length="120"><line/></geometry>
<geometry s="120" x="{x2}" y="{y2}" hdg="0.3" length="80"><arc curvature="0.01"/></geometry>
<geometry s="200" x="{x3}" y="{y3}" hdg="1.1" length="60">
<spiral curvStart="0.01" curvEnd="0"/></geometry>"""


def text(reference="", x=0.0, y=0.0, header="", **parts):
    x2, y2 = x + 120 * math.cos(0.3), y + 120 * math.sin(0.3)
    x3 = x2 + (math.sin(1.1) - math.sin(0.3)) / 0.01
    y3 = y2 - (math.cos(1.1) - math.cos(0.3)) / 0.01
    plan = PLAN.format(x=x, y=y, x2=x2, y2=y2, x3=x3, y3=y3)
    told = f"<geoReference><![CDATA[{reference}]]></geoReference>" if reference else ""
    return document(road(plan=plan, length=260, **parts), header=told + header)


def ends(streets):
    line = streets.roads[0].line
    at = points_along(line, [0.0, line.length_m])
    return np.column_stack([at.x_m, at.y_m])


def test_without_a_reference_coordinates_stay_local_metres(read):
    streets = read(text())
    assert streets.crs == LOCAL_CRS
    assert any("does not say where it lies" in str(note) for note in streets.notes)


@pytest.mark.parametrize(
    "reference", ["+lat_0=49 +lon_0=8", "nonsense", "+proj=longlat +datum=WGS84", "EPSG:4326"]
)
def test_an_unusable_reference_is_told(read, reference):
    streets = read(text(reference))
    assert streets.crs == LOCAL_CRS
    assert any("cannot be used" in str(note) for note in streets.notes)


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("+proj=utm +zone=33 +datum=WGS84 +units=m +no_defs", "EPSG:32633"),
        ("EPSG:25833", "EPSG:25833"),
    ],
)
def test_a_numbered_reference_is_the_crs_and_moves_nothing(read, reference, code):
    streets = read(text(reference, x=393900.0, y=5814680.0))
    assert streets.crs == code
    assert ends(streets)[0] == pytest.approx((393900.0, 5814680.0), abs=1e-9)


def test_our_own_reference_of_taiwan_is_recognised(read, again):
    streets = read(text(x=302700.0, y=2771600.0), crs="EPSG:3826")
    assert streets.crs == "EPSG:3826"
    back = again(streets)
    assert back.crs == "EPSG:3826"
    assert ends(back) == pytest.approx(ends(streets), abs=1e-9)


TMERC = "+proj=tmerc +lat_0=25.05 +lon_0=121.52 +k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m"


@pytest.mark.parametrize(
    "reference", [TMERC, TMERC + " +geoidgrids=egm96_5.gtx +vunits=m +no_defs"]
)
def test_a_plane_of_its_own_is_brought_into_the_crs_of_its_place(read, reference):
    streets = read(text(reference, x=300.0, y=200.0))
    assert streets.crs == "EPSG:3826"
    to_crs = Transformer.from_crs(TMERC, "EPSG:3826", always_xy=True)
    local = read(text(x=300.0, y=200.0))
    expected = np.column_stack(to_crs.transform(*ends(local).T))
    assert np.hypot(*(ends(streets) - expected).T).max() < 0.001


def test_pieces_brought_into_another_crs_keep_hold_of_each_other(read):
    pieces = read(text(TMERC)).roads[0].line.pieces
    for one, after in pairwise(pieces):
        x, y, heading = end_of(one)
        assert math.hypot(after.x_m - x, after.y_m - y) < 1e-6
        assert abs(math.remainder(after.heading_rad - heading, math.tau)) < 1e-5


def test_stations_follow_the_scale_of_the_map(read):
    sections = (
        '<laneSection s="0"><center><lane id="0"/></center><right><lane id="-1" type="driving">'
        '<width sOffset="0" a="3" b="0.01" c="0" d="0"/></lane></right></laneSection>'
    )
    streets = read(text(TMERC, sections=sections))
    line, (section,) = streets.roads[0].line, streets.roads[0].sections
    scale = line.length_m / 260.0
    assert 0.9998 < scale < 0.99995
    assert section.end_m == pytest.approx(line.length_m)
    assert section.strips[0].width.at(section.end_m) == pytest.approx(5.6)


def test_the_origin_told_by_the_user_places_a_file(read):
    streets = read(text(), origin=(121.52, 25.05))
    assert streets.crs == "EPSG:3826"
    to_degrees = Transformer.from_crs("EPSG:3826", "EPSG:4326", always_xy=True)
    assert to_degrees.transform(*ends(streets)[0]) == pytest.approx((121.52, 25.05), abs=1e-8)


def test_origin_and_crs_go_together(read):
    streets = read(text(), origin=(121.52, 25.05), crs="EPSG:32651")
    assert streets.crs == "EPSG:32651"


def test_a_crs_told_for_a_file_without_a_place_is_the_crs_of_the_file(read):
    streets = read(text(x=393900.0, y=5814680.0), crs="EPSG:32633")
    assert streets.crs == "EPSG:32633"
    assert ends(streets)[0] == pytest.approx((393900.0, 5814680.0), abs=1e-9)


def test_the_offset_of_the_header_turns_and_moves(read):
    offset = '<offset x="393900" y="5814680" z="0" hdg="1.5707963267948966"/>'
    streets = read(text("EPSG:32633", x=10.0, header=offset))
    assert ends(streets)[0] == pytest.approx((393900.0, 5814690.0), abs=1e-6)
    assert streets.roads[0].line.pieces[0].heading_rad == pytest.approx(0.3 + math.pi / 2)


@pytest.mark.parametrize(("origin", "crs"), [((500.0, 0.0), None), (None, "EPSG:4326")])
def test_what_is_no_place_is_refused(read, origin, crs):
    with pytest.raises(ProjectionError):
        read(text(), origin=origin, crs=crs)


def test_a_stretched_map_is_brought_into_true_metres(read):
    streets = read(text("EPSG:3857", x=1495000.0, y=6890000.0))
    assert streets.crs == "EPSG:32633"


def test_the_side_of_the_road_comes_from_the_country_where_the_file_says_nothing(read):
    streets = read(text(), origin=(139.7, 35.7))
    assert streets.driving_side is DrivingSide.LEFT
    assert streets.driving_side_method is not Method.ASSUMED
