"""Colour for one factor, and a second channel that says the same without colour."""

import io
import itertools

import pytest
from PIL import Image

from collision_diagrams.diagram import draw_site
from collision_diagrams.factors import Factor
from collision_diagrams.panel import Mode
from collision_diagrams.rules import legend
from collision_diagrams.sheet import SheetOptions
from collision_diagrams.slots import overlap
from drawing.model import Disc, Drawing, Layer, Paper, Text
from drawing.png import write_png
from drawing.transform import all_moved, extent
from tests.collision_diagrams.make import crash, motorcycle, party, tables
from tests.collision_diagrams.sites import crossing, many

DARKEST_PAPER = 140  # of 255: lighter strokes would be lost on a copy


def coloured(factor, make=crossing, mode=Mode.AUTO):
    return draw_site(*make(), options=SheetOptions("x", colour_by=factor, mode=mode))


def layer(result, name):
    (items,) = [one.items for one in result.drawings[0].layers if one.name == name]
    return items


def parts(result, part):
    return [item for item in layer(result, "glyphs") if dict(item.tags).get("part") == part]


def texts(result):
    return [
        item.text
        for one in result.drawings[0].layers
        for item in one.items
        if isinstance(item, Text)
    ]


def test_without_a_factor_everything_is_ink():
    result = draw_site(*crossing(), options=SheetOptions("x"))
    assert not parts(result, "badge")
    assert not [name for name in result.drawings[0].styles if name.endswith("-c0")]


def test_every_crash_with_a_value_has_a_badge_and_crashes_alike_look_alike():
    result = coloured(Factor.SEVERITY)
    badges = parts(result, "badge")
    assert {dict(item.tags)["crash_id"] for item in badges} == {
        place.crash_id for place in result.placed.panel.places
    }
    colouring = result.placed.panel.colouring
    for item in badges:
        value = colouring.of_case[dict(item.tags)["crash_id"]]
        assert item.style.endswith(f"-c{colouring.values.index(value)}")


def test_the_legend_names_the_values_that_stand_on_the_sheet():
    said = texts(coloured(Factor.LIGHT))
    assert {"夜間", "日間"} & set(said)


def test_severity_marks_keep_their_own_colour():
    result = coloured(Factor.HOUR)
    marks = parts(result, "severity")
    assert marks
    assert {item.style for item in marks} <= {"severity-a1", "severity-a2"}


def test_rare_values_share_the_last_look():
    rows = [
        crash("13", party(), motorcycle(contact="13"), main_cause_code=f"{10 + number}")
        for number in range(12)
    ]
    result = draw_site(*tables(*rows), options=SheetOptions("x", colour_by=Factor.CAUSE))
    looks = len(legend().colours)
    assert len(result.placed.panel.colouring.values) > looks
    assert {item.style.rpartition("-c")[2] for item in parts(result, "badge")} <= {
        str(number) for number in range(looks)
    }
    assert "其他" in texts(result)


def test_codes_of_two_editions_that_read_the_same_are_one_value():
    rows = [
        crash("13", party(), motorcycle(contact="13"), weather_code="8", code_version=version)
        for version in ("until-2023-06", "from-2023-07")
    ]
    result = draw_site(*tables(*rows), options=SheetOptions("x", colour_by=Factor.WEATHER))
    assert len(result.placed.panel.colouring.values) == 1


def test_badges_tell_all_values_apart_in_black_and_white():
    shapes = [look.shape for look in legend().colours]
    assert len(set(shapes)) == len(shapes)


@pytest.mark.parametrize("number", range(7))
def test_every_colour_is_dark_enough_for_a_black_and_white_print(number):
    look = legend().colours[number]
    red, green, blue = (int(look.colour[at : at + 2], 16) for at in (1, 3, 5))
    assert 0.299 * red + 0.587 * green + 0.114 * blue < DARKEST_PAPER


def test_a_grey_copy_still_shows_every_line_of_a_glyph():
    result = coloured(Factor.SEVERITY)
    glyphs = [item for item in layer(result, "glyphs") if not isinstance(item, Text)]
    left, top, right, bottom = extent(glyphs)
    paper = Paper(right - left + 4, bottom - top + 4)
    moved = all_moved(glyphs, 2 - left, 2 - top)
    drawing = Drawing(paper, (Layer("glyphs", moved),), result.drawings[0].styles)
    grey = Image.open(io.BytesIO(write_png(drawing, dpi=200))).convert("L")
    per_mm = grey.width / paper.width_mm
    for item in moved:
        if dict(item.tags).get("part") == "head":
            xs, ys = zip(*item.rings_mm[0], strict=True)
            middle = (sum(xs) / 3 * per_mm, sum(ys) / 3 * per_mm)
            assert grey.getpixel((int(middle[0]), int(middle[1]))) < DARKEST_PAPER


@pytest.mark.parametrize("mode", [Mode.SINGLE, Mode.BUNDLE])
def test_badges_do_not_make_glyphs_overlap(mode):
    result = coloured(Factor.KIND, many, mode)
    groups = {}
    for item in layer(result, "glyphs"):
        groups.setdefault(dict(item.tags)["crash_id"], []).append(item)
    boxes = [extent(items) for items in groups.values()]
    assert len(boxes) > 2
    assert not any(overlap(*pair) for pair in itertools.combinations(boxes, 2))


def test_a_badge_is_drawn_for_each_shape():
    rows = [
        crash("13", party(), motorcycle(contact="13"), main_cause_code=f"{10 + number}")
        for number in range(7)
    ]
    result = draw_site(*tables(*rows), options=SheetOptions("x", colour_by=Factor.CAUSE))
    kinds = {type(item).__name__ for item in parts(result, "badge")}
    assert kinds == {"Disc", "Area", "Line"}
    assert any(isinstance(item, Disc) for item in parts(result, "badge"))
