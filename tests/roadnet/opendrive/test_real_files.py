"""The files of other programs: read, written, and read back without loss."""

from itertools import pairwise

import numpy as np
import pytest
from lxml import etree

from roadnet.geometry.road_frame import offsets_of
from roadnet.model import Mode
from roadnet.opendrive.curve_points import end_of, points_along, start_of
from roadnet.opendrive.read import read_opendrive
from roadnet.opendrive.write import opendrive_bytes
from tests.conftest import REAL_DATA
from tests.roadnet.opendrive.joints import gaps_of_links, kinks_deg, lanes_by_type

pytestmark = pytest.mark.real_data
FILES = sorted((REAL_DATA / "xodr").glob("*.xodr"))
SAMPLES = np.linspace(0.0, 1.0, 7)
SAME_STATION = 1e-12


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def file(request, tmp_path_factory):
    """A file, what was read from it, the bytes of its export, and what was read from those."""
    streets = read_opendrive(request.param)
    content = opendrive_bytes(streets)
    path = tmp_path_factory.mktemp("again") / request.param.name
    path.write_bytes(content)
    return request.param, streets, content, read_opendrive(path)


def test_there_are_files(real_data):
    assert len(list((real_data / "xodr").glob("*.xodr"))) == len(FILES) >= 12


def test_every_lane_is_a_strip_and_a_lane_again(file):
    path, streets, content, back = file
    before, after = lanes_by_type(path.read_bytes()), lanes_by_type(content)
    assert after == before
    strips = sum(len(one.strips) for road in streets.roads for one in road.sections)
    assert strips == sum(before.values())
    assert len(back.roads) == len(streets.roads)


def test_edges_lie_where_the_file_has_them(file):
    """Edges from the numbers of the file itself, by a few lines that share nothing with ours."""
    path, streets, _, _ = file
    roads = {dict(road.external_ids)["opendrive"]: road for road in streets.roads}
    for element in etree.parse(path).getroot().findall("road")[:40]:
        road = roads[element.get("id")]
        sections = element.findall("lanes/laneSection")
        starts = [float(section.get("s")) for section in sections]
        ends = [*starts[1:], float(element.get("length"))]
        kept = [one for one in zip(sections, starts, ends, strict=True) if one[2] - one[1] > 1e-9]
        for (section, start, end), own in zip(kept, road.sections, strict=True):
            for share in (0.0, 0.3, 0.9):
                station = start + share * (end - start)
                expected = plain_offsets(element, section, start, station)
                found = own.offsets_at(share * own.length_m)
                assert found == pytest.approx(expected, abs=0.001), (element.get("id"), start)


def plain_offsets(road, section, start, station):
    """Offsets of all boundaries, left to right."""
    centre = plain_cubic(road.findall("lanes/laneOffset"), "s", station)

    def outward(side, sign):
        offset, found = centre, []
        lanes = section.findall(f"{side}/lane")
        for lane in sorted(lanes, key=lambda one: abs(int(one.get("id")))):
            offset += sign * plain_cubic(lane.findall("width"), "sOffset", station - start)
            found.append(offset)
        return found

    return [*outward("left", 1)[::-1], centre, *outward("right", -1)]


def plain_cubic(elements, name, at):
    started = [one for one in elements if float(one.get(name)) <= at + SAME_STATION]
    if not started:
        return 0.0
    last = max(started, key=lambda one: float(one.get(name)))
    a, b, c, d = (float(last.get(key)) for key in "abcd")
    by = at - float(last.get(name))
    return a + b * by + c * by**2 + d * by**3


def test_strips_come_back_as_they_were(file):
    _, streets, _, back = file
    for road, other in zip(streets.roads, back.roads, strict=True):
        assert other.length_m == pytest.approx(road.length_m, abs=1e-6)
        assert len(other.sections) == len(road.sections)
        for one, two in zip(road.sections, other.sections, strict=True):
            assert [strip.strip_type for strip in two.strips] == [s.strip_type for s in one.strips]
            assert [strip.direction for strip in two.strips] == [s.direction for s in one.strips]
            first, second = (offsets_of(each, SAMPLES * each.length_m) for each in (one, two))
            assert np.abs(np.diff(first, axis=0) - np.diff(second, axis=0)).max() < 0.001
            assert np.abs(edges(road, one) - edges(other, two)).max() < 0.002


def edges(road, section):
    along = SAMPLES * section.length_m
    at = points_along(road.line, section.start_m + along)
    return np.stack([at.beside(row) for row in offsets_of(section, along)])


def test_lines_and_heights_come_back_as_they_were(file):
    _, streets, _, back = file
    for road, other in zip(streets.roads, back.roads, strict=True):
        for one, two in zip(road.sections, other.sections, strict=True):
            for index in range(len(one.strips) + 1):
                first, second = one.boundary(index), two.boundary(index)
                assert second.kerb is first.kerb
                assert [
                    (m.style, m.colour, m.width, m.dash, m.lane_change) for m in second.markings
                ] == [(m.style, m.colour, m.width, m.dash, m.lane_change) for m in first.markings]
            for strip, other_strip in zip(one.strips, two.strips, strict=True):
                assert other_strip.height_m == pytest.approx(strip.height_m)


def test_junctions_movements_and_things_come_back(file):
    _, streets, _, back = file
    assert back.junctions == streets.junctions
    open_ways = [way_of(one) for one in back.movements]
    for movement in streets.movements:
        what, ends = way_of(movement)
        fits = [one[0] == what and np.abs(one[1] - ends).max() < 0.01 for one in open_ways]
        del open_ways[fits.index(True)]
    assert open_ways == []
    for name in ("point_assets", "ground_areas", "linear_assets", "cross_features", "controllers"):
        assert len(getattr(back, name)) == len(getattr(streets, name)), name
    before, after = (sorted(map(place_of, each.point_assets)) for each in (streets, back))
    for one, other in zip(before, after, strict=True):
        assert one[2:] == other[2:]
        assert np.hypot(one[0] - other[0], one[1] - other[1]) < 0.001


def way_of(movement):
    """What a movement is, beside its key (lanes may get other numbers) and its ends.

    People walk both ways: which end is the first is not told.
    """
    pieces = movement.connector.pieces
    ends = [start_of(pieces[0])[:2], end_of(pieces[-1])[:2]]
    is_walk = movement.modes == {Mode.PED}
    turn = "" if is_walk else str(movement.turn)
    what = movement.junction_id, turn, sorted(map(str, movement.modes))
    return what, np.array(sorted(ends) if is_walk else ends)


def place_of(asset):
    return round(asset.x_m, 3), round(asset.y_m, 3), asset.kind, asset.code, asset.value


def test_linked_lanes_meet_and_connecting_roads_have_no_kinks(file):
    _, _, content, back = file
    assert max((gap for _, gap in gaps_of_links(content, back)), default=0.0) < 0.01
    assert max((kink for _, kink in kinks_deg(content, back)), default=0.0) < 1.0


def test_connectors_are_whole_and_smooth(file):
    _, streets, _, _ = file
    for movement in streets.movements:
        for one, after in pairwise(movement.connector.pieces):
            (x, y, heading), (nx, ny, next_heading) = end_of(one), start_of(after)
            assert np.hypot(nx - x, ny - y) < 0.02, movement.movement_id
            assert abs(np.sin((next_heading - heading) / 2)) < 0.01, movement.movement_id


def test_the_centre_lane_steps_no_more_than_the_directions_ask(file):
    """Readers look for the end of a section with the offset of the next one."""
    _, _, content, _ = file
    for road in etree.fromstring(content).findall("road"):
        offsets = road.findall("lanes/laneOffset")
        for section in road.findall("lanes/laneSection")[1:]:
            at = float(section.get("s"))
            ended = [one for one in offsets if float(one.get("s")) < at - SAME_STATION]
            step = abs(plain_cubic(ended, "s", at) - plain_cubic(offsets, "s", at))
            assert step < 0.001, (road.get("id"), at)


def test_a_second_round_changes_nothing(file):
    _, _, content, back = file
    again = opendrive_bytes(back)
    assert lanes_by_type(again) == lanes_by_type(content)
    assert len(again) == pytest.approx(len(content), rel=0.02)
