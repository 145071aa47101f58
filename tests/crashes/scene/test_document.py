import json
import math

import pytest
from hypothesis import HealthCheck, given, settings

from crashes.scene.document import (
    SceneError,
    parse_scene,
    read_scene,
    scene_to_json,
    write_scene,
)
from crashes.scene.fields import MAX_OBJECTS
from crashes.scene.model import Anchor, Measurement, MeasurementKind
from language import Language
from tests.crashes.scene.scenes import car, empty_scene, scenes


@given(scenes())
@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
def test_a_random_scene_comes_back_unchanged_from_its_json(scene):
    once = parse_scene(write_scene(scene))
    assert once == scene
    assert write_scene(parse_scene(write_scene(once))) == write_scene(scene)


def changed(**fields):
    return {**scene_to_json(empty_scene(objects=(car(),))), **fields}


def changed_body(**fields):
    document = changed()
    return {**document, "objects": [{**document["objects"][0], **fields}]}


def refused(value):
    with pytest.raises(SceneError) as caught:
        parse_scene(value) if isinstance(value, str | bytes) else read_scene(value)
    for language in Language:
        assert all(fault.in_language(language) for fault in caught.value.faults)
    return [str(fault) for fault in caught.value.faults]


def test_ten_thousand_objects_are_refused_with_the_number_that_is_allowed():
    body = changed()["objects"][0]
    crowd = [{**body, "object_id": f"b{n}"} for n in range(10_000)]
    assert refused(changed(objects=crowd)) == [
        f"scene.objects: 10000 entries; from 0 to {MAX_OBJECTS} are allowed."
    ]


@pytest.mark.parametrize(
    "name",
    ["<img src=x onerror=alert(1)>", "<script>", "</b>", "&#60;", "javascript:alert(1)", "<!--"],
)
def test_markup_in_a_name_is_refused(name):
    assert refused(changed_body(label=name)) == [
        "scene.objects[0].label: markup such as <b> is not allowed."
    ]


@pytest.mark.parametrize("name", ["v < 50 km/h", "A>B", "電桿 中山#12 & 13"])
def test_a_plain_less_than_sign_is_text(name):
    assert read_scene(changed_body(label=name)).objects[0].label == name


@pytest.mark.parametrize("name", ["a\x00b", "\u202ereversed", "\ud800", "two\nlines"])
def test_a_character_that_cannot_be_printed_is_refused(name):
    assert refused(changed_body(label=name)) == [
        "scene.objects[0].label: a character that cannot be printed."
    ]


@pytest.mark.parametrize("value", [math.nan, math.inf, 1e300, "3", None, True, [1]])
def test_a_coordinate_that_is_no_number_near_the_scene_is_refused(value):
    assert refused(changed_body(at_m=[value, 0.0])) == [
        "scene.objects[0].at_m: a number from -5000.0 to 5000.0 is needed."
    ]


def test_a_not_a_number_written_into_the_text_is_refused():
    assert "NaN" in (text := write_scene(empty_scene(objects=(car(),))).replace("4.6", "NaN"))
    assert refused(text) == ["scene.objects[0].length_m: a number from 0.05 to 60.0 is needed."]


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, b"\xff\xfe", '{"a":' + "9" * 9000 + "}"])
def test_a_text_that_is_not_json_is_refused(text):
    assert refused(text) in (["The text is not JSON."], ["A scene of version 1 is needed."])


def test_a_text_of_fifty_megabytes_is_refused_before_it_is_read():
    assert refused("x" * 50_000_000) == ["The text is larger than 2000000 bytes."]


def test_an_unknown_field_kind_or_class_is_refused():
    assert refused(changed_body(onclick="x")) == ["scene.objects[0]: “onclick” is not known."]
    assert refused(changed_body(kind="tank")) == ["scene.objects[0].kind: “tank” is not known."]
    assert refused(changed_body(class_code="Z9")) == [
        "scene.objects[0].class_code: “Z9” is not known."
    ]


def test_a_key_that_occurs_twice_is_refused():
    body = changed()["objects"][0]
    assert refused(changed(objects=[body, body])) == ["objects: “a” occurs twice."]


def test_a_measurement_of_a_thing_that_is_not_there_is_refused():
    stray = Measurement("m1", MeasurementKind.ALONG, Anchor("ghost"), 3.0)
    assert refused(scene_to_json(empty_scene(measurements=(stray,)))) == [
        "m1: it measures a thing that is not there."
    ]


def test_every_fault_is_said_at_once_but_not_thousands():
    faults = refused(changed_body(at_m=[1], heading_deg="north", kind=3))
    assert len(faults) == 3
    many = [{"shape": "body"}] * MAX_OBJECTS
    assert len(refused(changed(objects=many))) == 50


def test_positions_are_kept_to_a_millimetre():
    kept = read_scene(changed_body(at_m=[1.23449, -0.0001])).objects[0]
    assert kept.at_m == (1.234, 0.0)
    assert json.loads(write_scene(empty_scene(objects=(kept,))))["objects"][0]["at_m"] == [
        1.234,
        0.0,
    ]
