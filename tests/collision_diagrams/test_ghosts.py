"""Ghosts: every reading that is offered stands on the sheet, apart from the others."""

import pytest

from collision_diagrams.diagram import draw_site
from collision_diagrams.ghosts import SHOWN, candidate_drawing, ghost_drawing
from collision_diagrams.sheet import SheetOptions
from collision_diagrams.slots import overlap
from drawing.model import A3
from drawing.svg import write_svg
from drawing.transform import extent
from language import Language
from tests.collision_diagrams.make import crash, motorcycle, party, tables


@pytest.fixture(scope="module")
def site():
    """One crash that is read without doubt, and two that a person has to decide."""
    return draw_site(
        *tables(
            crash("13", party(), party(contact="03")),
            crash("16", motorcycle("09", "15"), motorcycle("05", "15")),
            crash("16", motorcycle("09", "01"), motorcycle("09", "01")),
        ),
        options=SheetOptions("x"),
    )


def undecided(site):
    return [case for case in site.reading.cases if not case.resolution.status.plotted]


def ghosts(site):
    drawing = ghost_drawing(site.placed, undecided(site), A3.landscape, Language.EN)
    found = {}
    for item in drawing.layers[0].items:
        tags = dict(item.tags)
        found.setdefault((tags["ghost_of"], int(tags["candidate"])), []).append(item)
    return found


def test_each_offered_reading_has_a_ghost(site):
    offered = {
        (case.facts.crash_id, place)
        for case in undecided(site)
        for place in range(min(len(case.resolution.candidates), SHOWN))
    }
    assert len(offered) > 4
    assert set(ghosts(site)) == offered


def test_ghosts_of_one_crash_cover_each_other_nowhere(site):
    found = ghosts(site)
    for (crash_id, place), items in found.items():
        for (other_id, other), others in found.items():
            if crash_id == other_id and place < other:
                assert not overlap(extent(items), extent(others))


def test_ghosts_stay_in_the_frame_of_the_diagram(site):
    x, y, width, height = site.placed.panel.layers[0].clip_mm
    for items in ghosts(site).values():
        left, top, right, bottom = extent(items)
        assert x <= left < right <= x + width
        assert y <= top < bottom <= y + height


def test_the_small_picture_of_a_reading_names_no_crash(site):
    for case in undecided(site):
        for one in case.resolution.candidates:
            svg = write_svg(candidate_drawing(case.facts, one, Language.EN))
            assert "glyph-head" in svg
            assert "data-" not in svg.replace("data-layer", "")
