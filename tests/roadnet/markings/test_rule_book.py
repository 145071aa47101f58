"""The rules of Taiwan hold in Taiwan; elsewhere neutral ones draw, and nothing is judged."""

from dataclasses import replace
from datetime import date

import pytest

from language import Language
from roadnet.country import country_of
from roadnet.geometry.build import build_geometry
from roadnet.markings.check import check_markings
from roadnet.markings.paint_streets import paint_streets
from roadnet.markings.rule_book import any_rule, rule_book, rule_book_of
from roadnet.markings.rules import UnknownRuleError, marking_rules
from roadnet.model import Anchor, FeatureKind, LineMarking, LineStyle, Measured, Method, PaintColour
from roadnet.sheet.choice import SheetChoice
from roadnet.sheet.street_sheet import street_sheet
from tests.roadnet.markings.made_streets import AFTER, X, Y, cross, feature, measured, straight
from tests.roadnet.sheet.specimens import SPECIMENS, specimen_streets

FREEWAY_ONLY = {"TW-159-1", "TW-187"}  # no neutral marking stands for them
ELSEWHERE = "EPSG:32633"  # the same metres lie in another country


def moved(streets, crs=ELSEWHERE):
    return replace(streets, crs=crs)


def test_the_place_tells_the_country():
    assert country_of(cross()) == "TW"
    assert country_of(moved(cross())) == ""
    assert country_of(moved(cross(), "local")) == ""
    assert country_of(moved(cross(), "EPSG:32651")) == "TW"  # the same place in another CRS
    london = replace(cross().nodes[0], x_m=699_000.0, y_m=5_710_000.0)
    assert country_of(replace(cross(), crs="EPSG:32630", nodes=(london,))) == "GB"


def test_a_neutral_rule_stands_for_every_rule_but_those_of_freeways():
    neutral = {code for code in marking_rules() if rule_book("")[code].code != code}
    assert set(marking_rules()) - neutral == FREEWAY_ONLY


def test_neutral_rules_have_the_sizes_their_painters_need_and_all_are_assumed():
    for code, law in marking_rules().items():
        (version,) = rule_book("")[code].versions[-1:]
        if version.code == code:
            continue
        assert all(size.is_assumed for size in version.sizes.values())
        if version.kind == law.kind:
            needed = {
                name
                for name, size in law.versions[-1].sizes.items()
                if size.value is not None and not name.startswith(("pair_", "small_", "ground_"))
            }
            optional = {
                "near_junction", "symbol_spacing", "to_cross_road_edge", "to_next_crossing",
                "joined_below", "limit", "clear_of_obstacle", "between", "stem_length",
                "arm_length",
            }  # fmt: skip
            assert needed - optional <= set(version.sizes), code


def test_an_unknown_code_is_refused():
    with pytest.raises(UnknownRuleError):
        rule_book("TW")["TW-999"]
    with pytest.raises(UnknownRuleError):
        any_rule("neutral-nothing")


def test_elsewhere_all_paint_is_neutral_and_assumed():
    streets = moved(cross())
    paints = paint_streets(streets, build_geometry(streets), AFTER)
    assert {paint.kind for paint in paints} >= {"line", "stop_line", "crosswalk"}
    assert all(paint.code.startswith("neutral-") for paint in paints)
    assert all(paint.is_assumed for paint in paints)
    assert {paint.colour for paint in paints} == {PaintColour.WHITE}


def test_in_taiwan_no_paint_is_neutral():
    paints = paint_streets(cross(), build_geometry(cross()), AFTER)
    assert not any(paint.code.startswith("neutral-") for paint in paints)


def test_every_specimen_is_painted_elsewhere_too():
    streets = moved(specimen_streets(AFTER))
    paints = paint_streets(streets, build_geometry(streets), AFTER)
    painted = {paint.element_id for paint in paints if paint.polygons}
    missing = [
        specimen.name
        for number, specimen in enumerate(SPECIMENS)
        if not any(f"{number:02d}" in key for key in painted)
    ]
    assert missing == []


def test_a_measured_size_wins_over_a_neutral_one():
    line = LineMarking(style=LineStyle.SOLID, width=measured(0.25), method=Method.SURVEYED)
    streets = moved(straight({3: [line]}))
    (paint,) = [
        one
        for one in paint_streets(streets, build_geometry(streets), AFTER, with_assumed=False)
        if one.kind == "line"
    ]
    assert not paint.is_assumed
    _, south, _, north = paint.polygons[0].bounds
    assert north - south == pytest.approx(0.25, abs=0.001)


@pytest.mark.parametrize("crs", [ELSEWHERE, "local"])
def test_elsewhere_nothing_is_judged_and_the_reason_is_said(crs):
    stop = feature("s", FeatureKind.STOP_LINE, "west", painted_on=date(2025, 7, 1))
    walk = feature("c", FeatureKind.CROSSWALK, "west", anchor=Anchor.MOUTH, offset=Measured(0.5))
    streets = moved(cross([stop, walk]), crs)
    (finding,) = check_markings(streets, build_geometry(streets), on=AFTER)
    said = finding.as_dict(Language.EN)
    assert said["verdict"] == "not_checkable"
    assert said["element"] == "made"
    assert "Taiwan" in said["required"]


def test_the_sheet_names_neutral_markings_without_articles():
    streets = moved(cross())
    sheet = street_sheet(
        streets, build_geometry(streets), SheetChoice((X, Y), AFTER, language=Language.EN)
    )
    texts = [item.text for layer in sheet.layers for item in layer.items if hasattr(item, "text")]
    assert "Pedestrian crossing" in texts
    assert not any(text.startswith("Art. ") for text in texts)
    assert any("neutral sizes" in text for text in texts)


def test_the_rules_of_a_place_are_those_of_its_country():
    assert rule_book_of(cross()).is_law
    assert not rule_book_of(moved(cross())).is_law
