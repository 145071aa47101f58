from dataclasses import replace

import pytest

from crashes.scene.comparison import ChangeKind, compare_scenes
from crashes.scene.comparison_drawing import comparison_drawing
from drawing.svg import write_svg
from language import Language
from tests.crashes.scene.made_crash import made_crash
from tests.crashes.scene.made_junction import made_junction


def changed_crash():
    """The made crash with one thing moved, one added, one taken away, one number changed."""
    scene = made_crash()
    by_key = {one.object_id: one for one in scene.objects}
    car = replace(by_key["car-a"], at_m=(7.6, 1.8))
    cone = replace(by_key["pole"], object_id="cone", kind="cone", at_m=(0.0, 5.0))
    kept = [car if one.object_id == "car-a" else one for one in scene.objects]
    number = replace(scene.measurements[0], value_m=-1.5)
    return replace(
        scene,
        objects=(*(one for one in kept if one.object_id != "tree"), cone),
        measurements=(number, *scene.measurements[1:]),
        summary="另一摘要",
    )


def said(before, after):
    return {(one.kind, str(one.message)) for one in compare_scenes(before, after)}


def test_a_version_is_not_different_from_itself():
    assert compare_scenes(made_crash(), made_crash()) == ()


def test_each_difference_is_said_in_words():
    found = said(made_crash(), changed_crash())
    assert (ChangeKind.MOVED, "Vehicle A: moved by 5.00 m") in found
    assert (ChangeKind.ADDED, "Cone: added") in found
    assert (ChangeKind.REMOVED, "Tree: removed") in found
    assert (ChangeKind.CHANGED, "Summary of what happened") in found
    assert any("-1.82" in text and "-1.50" in text for _kind, text in found)
    assert len(found) == 5


@pytest.mark.parametrize("language", list(Language))
def test_the_drawing_shows_where_things_were_and_are(language):
    drawing = comparison_drawing(made_crash(), changed_crash(), made_junction(), language)
    marks = next(layer for layer in drawing.layers if layer.name == "versions").items
    styles = [one.style for one in marks]
    assert styles.count("version-new") == 1
    assert styles.count("version-gone") == 1
    assert styles.count("version-head") == 1
    assert "version-was" in styles
    assert 'data-object="car-a"' in write_svg(drawing)
