"""The tag cases of osm2lanes: the strips we read against the strips they expect."""

import pytest
import yaml

from roadnet.default_sections import default_sections
from roadnet.model import NOT_DRIVABLE, Direction, DrivingSide, RoadClass
from roadnet.osm.cross_section import cross_section, way_section
from roadnet.osm.street import Street
from roadnet.osm.tag_values import YES
from roadnet.osm.way_choice import road_class_of

DIFFERING = {  # way of the case -> why our strips differ
    560651884: "no tag says that this freeway has no shoulder",
    335668924: "an alley is one strip between its walls; shoulders are not stated",
}
STRIPS = {"foot": "sidewalk", "motor_vehicle": "drive", "bicycle": "bike", "bus": "bus"}
DIRECTIONS = {"forward": 1, "backward": -1, "both": 2}


@pytest.fixture(scope="module")
def cases(real_data):
    path = real_data / "osm2lanes_tests" / "tests.yml"
    if not path.exists():
        pytest.skip("the tag cases are not among the real data")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def wanted(case):
    found = []
    for lane in case["road"]["lanes"]:
        if lane["type"] == "travel":
            kind = STRIPS[lane["designated"]]
            direction = None if kind == "sidewalk" else DIRECTIONS[lane["direction"]]
            found.append((kind, direction))
        elif lane["type"] != "separator":
            found.append((lane["type"], DIRECTIONS.get(lane.get("direction"))))
    return found


def read(case):
    tags = case["tags"]
    road_class = road_class_of(tags) or RoadClass.OTHER
    country = case.get("ISO 3166-2", "")[:2]
    street = Street(
        tags,
        road_class,
        tags.get("oneway") in YES,
        DrivingSide(case["driving_side"]),
        default_sections(country),
    )
    section = way_section(tags, street) if road_class in NOT_DRIVABLE else cross_section(street)
    still = {"sidewalk", "shoulder", "footway"}
    return [
        (
            str(strip.strip_type).replace("footway", "sidewalk"),
            None if strip.strip_type in still else int(strip.direction),
        )
        for strip in section.strips
    ]


@pytest.mark.real_data
def test_every_tag_case_gives_its_strips_or_a_reason(cases):
    assert len(cases) == 62
    wrong = {
        case.get("way_id"): (case["tags"], wanted(case), read(case))
        for case in cases
        if read(case) != wanted(case)
    }
    print(f"{len(cases) - len(wrong)} of {len(cases)} cases agree; {len(DIFFERING)} differ:")
    for way, reason in DIFFERING.items():
        print(f"  way {way}: {reason}")
    assert set(wrong) == set(DIFFERING), wrong


@pytest.mark.real_data
def test_tagged_widths_of_a_lane_are_kept(cases):
    (case,) = [one for one in cases if "width:lanes:backward" in one["tags"]]
    street = Street(
        case["tags"], RoadClass.SECONDARY, False, DrivingSide.RIGHT, default_sections("DE")
    )
    widths = [strip.width.at(0.0) for strip in cross_section(street).strips]
    assert widths[:3] == [3.0, 1.5, 3.0]
    assert cross_section(street).strips[0].direction is Direction.BACKWARD
