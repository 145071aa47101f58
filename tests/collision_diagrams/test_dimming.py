"""Crashes that are not meant step back on the sheet."""

from collision_diagrams.diagram import draw_site
from collision_diagrams.dimming import SUFFIX, dimmed
from collision_diagrams.panel import Mode
from collision_diagrams.sheet import SheetOptions
from drawing.pdf import write_pdf
from drawing.svg import write_svg
from tests.collision_diagrams.sites import crossing, many


def faint_crashes(drawing):
    return {
        dict(item.tags)["crash_id"]
        for layer in drawing.layers
        for item in layer.items
        if getattr(item, "style", "").endswith(SUFFIX)
    }


def test_the_glyphs_of_all_others_are_faint_and_what_is_meant_is_not():
    result = draw_site(*crossing(), options=SheetOptions("x", mode=Mode.SINGLE))
    plotted = {one.crash_id for one in result.placed.panel.places}
    sheet = dimmed(result.drawings[0], result.placed.panel.places, {"c001", "c003"})
    assert faint_crashes(sheet) == plotted - {"c001", "c003"}
    assert "opacity" in write_svg(sheet)
    assert write_pdf([sheet])


def test_a_group_is_meant_as_soon_as_one_of_its_crashes_is():
    result = draw_site(*many(), options=SheetOptions("x", mode=Mode.BUNDLE))
    places = {one.crash_id: one.drawn_as for one in result.placed.panel.places}
    crash_id, glyph = next((one, other) for one, other in places.items() if one != other)
    sheet = dimmed(result.drawings[0], result.placed.panel.places, {crash_id})
    assert glyph not in faint_crashes(sheet)
    assert faint_crashes(sheet)
