"""Two diagrams on one sheet."""

from datetime import date

import pytest

from collision_diagrams.compare import Side, compare_diagrams
from collision_diagrams.sheet import SheetOptions
from drawing.model import A3, Text
from drawing.svg import write_svg
from language import Language
from tests.collision_diagrams.make import crash, motorcycle, party, tables
from tests.collision_diagrams.sites import crossing, many


def halves(before=crossing, after=crossing, language=Language.ZH_TW):
    def options(start, end):
        return SheetOptions("示安路×緩行路", start, end, language=language, is_demo=True)

    return (
        Side("改善前", *before(), options(date(2024, 1, 1), date(2025, 1, 1))),
        Side("改善後", *after(), options(date(2025, 2, 1), date(2026, 2, 1))),
    )


def after_works():
    return tables(
        crash("13", motorcycle(), party("14", "03"), position_code="02"),
        crash("15", party(contact="01"), motorcycle(contact="14")),
        crash("16", party("21"), motorcycle()),
    )


def texts(drawing):
    return [item.text for one in drawing.layers for item in one.items if isinstance(item, Text)]


def test_both_halves_account_for_their_own_crashes():
    found = compare_diagrams(*halves(after=after_works))
    assert (found.before.total, found.after.total) == (10, 3)
    for result in (found.before, found.after):
        assert result.plotted + result.listed == result.total
        said = f"已繪製 {result.plotted} ＋ 未繪製 {result.listed} ＝ 共 {result.total} 件"
        assert said in texts(found.drawing)


def test_both_halves_share_plan_and_glyph_size():
    found = compare_diagrams(*halves(after=after_works))
    plans = [one for one in found.drawing.layers if one.name == "plan"]
    assert len(plans) == 2
    assert len(plans[0].items) == len(plans[1].items)
    sizes = {
        item.size_mm for one in found.drawing.layers if one.name == "labels" for item in one.items
    }
    assert len(sizes) == 1


def test_if_one_half_is_bundled_so_is_the_other():
    found = compare_diagrams(*halves(before=many))
    labels = [
        item.text for one in found.drawing.layers if one.name == "labels" for item in one.items
    ]
    assert labels
    assert all(label.startswith("×") for label in labels)


@pytest.mark.parametrize("language", list(Language))
def test_the_note_and_both_periods_are_printed(language):
    found = compare_diagrams(*halves(language=language), note="2025-01-15 左轉時相")
    said = " ".join(texts(found.drawing))
    assert "2025-01-15 左轉時相" in said
    assert "2024-01-01 – 2024-12-31" in said
    assert "2025-02-01 – 2026-01-31" in said
    assert found.drawing.paper == A3.landscape


def test_compared_sheet_looks_as_accepted(assert_drawing):
    found = compare_diagrams(*halves(after=after_works), note="2025-01-15 增設左轉保護時相")
    assert_drawing(write_svg(found.drawing), "crossing/compared")
