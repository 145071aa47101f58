"""Every marking drawn at 1:200 and measured back out of the files, before and after 2025-06-30."""

import numpy as np
import pytest
import shapely

from drawing.model import Paper
from language import Language
from roadnet.geometry.build import build_geometry
from roadnet.markings.rules import marking_rules
from roadnet.sheet.choice import SheetChoice
from roadnet.sheet.street_sheet import street_sheet
from tests.roadnet.markings.made_streets import AFTER, BEFORE, X, Y
from tests.roadnet.sheet.measuring import FORMATS, along, box_of
from tests.roadnet.sheet.specimens import (
    COLUMN_M,
    LENGTH_M,
    ROW_M,
    ROWS,
    SPECIMENS,
    origin_of,
    specimen_streets,
)

TOLERANCE_M = 0.02  # 0.1 mm on paper at 1:200
PAPER = Paper(1000.0, 4950.0)
CENTRE = (X + COLUMN_M, Y - ROWS * ROW_M / 2 + ROW_M / 2)
MEASURED_ON_THE_CROSSING = {"TW-184", "TW-191", "TW-185-1"}


@pytest.fixture(scope="module", params=[BEFORE, AFTER], ids=str)
def paint(request):
    """For each format the paint of each specimen, as polygons on the ground."""
    day = request.param
    streets = specimen_streets(day)
    choice = SheetChoice(CENTRE, day, 200.0, PAPER, Language.EN)
    sheet = street_sheet(streets, build_geometry(streets), choice)
    found = {}
    for name, read in FORMATS.items():
        polygons = np.array(read(sheet, choice))
        tree = shapely.STRtree(polygons)
        found[name] = [
            list(polygons[np.sort(tree.query(_plot(number), predicate="intersects"))])
            for number in range(len(SPECIMENS))
        ]
    return found


def _plot(number):
    x, y = origin_of(number)
    return shapely.box(x, y - ROW_M / 2 + 1, x + LENGTH_M, y + ROW_M / 2 - 1)


@pytest.mark.parametrize("file", sorted(FORMATS))
@pytest.mark.parametrize("number", range(len(SPECIMENS)), ids=lambda n: SPECIMENS[n].name)
def test_a_marking_measures_what_its_article_says(paint, number, file):
    specimen, polygons = SPECIMENS[number], paint[file][number]
    x, y = origin_of(number)
    assert polygons, "nothing was painted"
    for cut in specimen.cuts:
        start, end = ((x + at[0], y + at[1]) for at in (cut.start, cut.end))
        lengths = along(polygons, start, end, leading=cut.leading)
        if cut.inner:
            lengths = lengths[2 : 2 + len(cut.expected)]
        if cut.thinnest:
            beside = [
                ((start[0], start[1] - d), (end[0], end[1] - d)) for d in np.arange(0, 2, 0.05)
            ]
            lengths = [min(along(polygons, *one)[0] for one in beside)]
        if cut.total:
            lengths = [sum(lengths)]
        assert lengths == pytest.approx(list(cut.expected), abs=TOLERANCE_M)
    if specimen.box:
        west, south, east, north = box_of(polygons)
        assert (east - west, north - south) == pytest.approx(specimen.box, abs=TOLERANCE_M)


def test_there_is_a_specimen_of_every_rule():
    codes = {specimen.name.split()[0] for specimen in SPECIMENS}
    kinds = {specimen.feature["kind"] for specimen in SPECIMENS if specimen.feature}
    from roadnet.markings.defaults import code_of_text
    from roadnet.markings.feature_rules import CODES

    codes |= {CODES[kind] for kind in kinds if kind in CODES}
    codes |= {
        code_of_text(specimen.feature["text"])
        for specimen in SPECIMENS
        if specimen.feature and specimen.feature["kind"] == "text"
    }
    assert set(marking_rules()) - codes == MEASURED_ON_THE_CROSSING
