"""How a sheet is asked for: stick tables, moved glyphs, label templates, left-hand traffic."""

import math
from datetime import date

import pandas as pd
import pytest

from collision_diagrams.diagram import draw_site
from collision_diagrams.panel import Mode
from collision_diagrams.published import diagram_features, keys_for_publication, published_drawing
from collision_diagrams.rules import FOLDER, rules_in_force
from collision_diagrams.sheet import SheetOptions
from drawing.model import A4, Area, Text
from drawing.svg import write_svg
from language import Language
from roadnet.model import Arm, DrivingSide, Junction, JunctionId
from tests.collision_diagrams.make import crash, motorcycle, party, tables
from tests.collision_diagrams.sites import FIVE_ARMS, crossing, five_arms, many

NOON = pd.Timestamp("2025-01-05 12:00")


def drawn(make=crossing, junction=None, **options):
    return draw_site(*make(), junction, options=SheetOptions("示安路×緩行路", **options))


def texts(drawing):
    return [item.text for one in drawing.layers for item in one.items if isinstance(item, Text)]


def layer(result, name):
    (items,) = [one.items for one in result.drawings[0].layers if one.name == name]
    return items


def heads_deg(result):
    """Crash -> party number -> heading of its arrow."""
    found = {}
    for item in layer(result, "glyphs"):
        tags = dict(item.tags)
        if isinstance(item, Area) and tags.get("part") == "head":
            tip, left, right = item.rings_mm[0]
            dx, dy = tip[0] - (left[0] + right[0]) / 2, tip[1] - (left[1] + right[1]) / 2
            heading = round(math.degrees(math.atan2(dx, -dy))) % 360
            found.setdefault(tags["crash_id"], {})[int(tags["party"])] = heading
    return found


@pytest.mark.parametrize("paper", [A4.landscape, SheetOptions("x").paper], ids=["A4", "A3"])
def test_the_stick_table_has_a_column_for_every_crash(paper):
    result = drawn(many, mode=Mode.STICK, paper=paper, with_list=False)
    said = [text for page in result.drawings for text in texts(page)]
    for serial in result.rows["serial"]:
        assert said.count(str(serial)) >= 1
    glyphs = {
        dict(item.tags)["crash_id"]
        for page in result.drawings
        for one in page.layers
        if one.name == "glyphs"
        for item in one.items
        if dict(item.tags).get("crash_id")
    }
    assert len(glyphs) == result.plotted
    assert result.plotted + result.listed == result.total == 29


def test_what_the_stick_table_does_not_draw_stands_in_it_with_its_reason():
    result = drawn(mode=Mode.STICK, with_list=False)
    assert result.listed == 1
    said = "".join(texts(result.drawings[0]))
    assert "未繪製" in said
    assert "當事者行動狀態不明" in said


def test_columns_of_one_approach_and_construction_stand_together():
    result = drawn(five_arms, FIVE_ARMS, mode=Mode.STICK, with_list=False)
    said = texts(result.drawings[0])
    assert any(text.startswith("自北進入") or text == "自北進入" for text in said)


def test_the_mode_of_the_call_wins_over_that_of_the_options():
    options = SheetOptions("x", mode=Mode.SINGLE, with_list=False)
    assert (
        draw_site(*crossing(), options=options, mode=Mode.BUNDLE).placed.panel.mode is Mode.BUNDLE
    )


def test_a_glyph_that_was_moved_stands_where_it_was_put_and_is_tied_to_its_impact():
    before = drawn(mode=Mode.SINGLE, with_list=False)
    first = before.placed.panel.places[0]
    after = drawn(mode=Mode.SINGLE, offsets_mm={first.crash_id: (60.0, -20.0)}, with_list=False)
    moved = next(one for one in after.placed.panel.places if one.crash_id == first.crash_id)
    assert moved.moved
    assert moved.at_mm == pytest.approx((moved.anchor_mm[0] + 60.0, moved.anchor_mm[1] - 20.0))
    leaders = {dict(item.tags)["crash_id"] for item in layer(after, "leaders")}
    assert first.crash_id in leaders


def test_what_was_moved_survives_new_crashes():
    def more():
        crashes, parties = crossing()
        new, their = tables(crash("15", party(contact="01"), party(contact="04"), crash_id="z"))

        return pd.concat([crashes, new]), pd.concat([parties, their])

    offsets = {"c001": (40.0, 10.0)}
    places = [
        {
            one.crash_id: one
            for one in drawn(make, mode=Mode.SINGLE, offsets_mm=offsets).placed.panel.places
        }
        for make in (crossing, more)
    ]
    gaps = [
        (at.at_mm[0] - at.anchor_mm[0], at.at_mm[1] - at.anchor_mm[1])
        for at in (found["c001"] for found in places)
    ]
    for gap in gaps:
        assert gap == pytest.approx((40.0, 10.0))


def test_a_city_has_labels_of_its_own():
    text = (FOLDER / "glyphs.yaml").read_text(encoding="utf-8")
    changed = text.replace(
        'label: "{serial} {date} {time} {circumstances} {count} {unsure}"',
        'label: "{severity}/{year} {unsure}"',
    )
    assert changed != text
    with rules_in_force({"glyphs.yaml": changed}):
        labels = [item.text for item in layer(drawn(mode=Mode.SINGLE), "labels")]
    assert "A1/2025" in labels


def test_left_hand_traffic_is_the_mirror_of_right_hand_traffic_on_a_schematic():
    def hook(turn, contact, other):
        return lambda: tables(
            crash("16", party(turn, contact), motorcycle(contact=other), occurred_at=NOON)
        )

    right = heads_deg(drawn(hook("06", "02", "14")))
    left = heads_deg(drawn(hook("05", "04", "12"), driving_side=DrivingSide.LEFT))
    assert left["c001"] == {number: -deg % 360 for number, deg in right["c001"].items()}


def test_letters_are_not_mirrored():
    here = drawn(driving_side=DrivingSide.LEFT)
    there = drawn()
    assert {one.text for one in layer(here, "labels")} & {
        one.text for one in layer(there, "labels")
    }


def test_compass_sides_of_left_hand_readings_are_those_of_the_record():
    result = drawn(five_arms, FIVE_ARMS, driving_side=DrivingSide.LEFT)
    _, parties = five_arms()
    given = parties[parties["party_no"] == 1].set_index("crash_id")["from_deg"]
    for row in result.rows.to_dict("records"):
        if row["party_1_from_deg"] == row["party_1_from_deg"]:  # not missing
            assert row["party_1_from_deg"] == pytest.approx(given[row["crash_id"]])


def test_published_drawings_and_features_hold_no_key_of_the_house():
    result = drawn(mode=Mode.SINGLE, start=date(2025, 1, 1))
    keys = keys_for_publication(result, "salt")
    svg = write_svg(published_drawing(result.drawings[0], keys))
    features = diagram_features(result, keys, crs="EPSG:3826", language=Language.EN)
    assert not any(f'"{crash_id}"' in svg for crash_id in result.rows["crash_id"])
    assert len(features) == result.total
    for feature in features:
        assert feature["properties"]["crash_id"] in keys.values()
        assert feature["geometry"] is None, "a schematic has no place on Earth"
        assert (feature["properties"]["glyph_mm"] is not None) is feature["properties"]["plotted"]


def test_words_of_a_description_that_nobody_understood_are_not_printed():
    from dataclasses import replace

    from collision_diagrams.listing import crash_list
    from collision_diagrams.reasons import not_understood

    result = drawn(mode=Mode.SINGLE)
    case = result.reading.cases[0]
    facts = replace(case.facts, not_understood=("王小明 ABC-1234",))
    told = replace(case.resolution, explanation=not_understood(facts))
    cases = (replace(case, facts=facts, resolution=told), *result.reading.cases[1:])
    pages = crash_list(replace(result.reading, cases=cases), result.placed, SheetOptions("x"))
    said = " ".join(text for page in pages for text in texts(page))
    assert "王小明" not in said
    assert "ABC-1234" not in said


def test_approaches_over_different_arms_are_never_bundled_however_close_they_are():
    arms = (Arm("甲路", 70.0), Arm("乙路", 100.0), Arm("甲路", 250.0), Arm("丙路", 340.0))
    junction = Junction(JunctionId("j"), "甲路×乙路", 0.0, 0.0, ("甲路", "乙路"), arms=arms)

    def struck(come):
        one = party("09", "01", from_deg=come, to_deg=250.0)
        return crash("13", one, party("14", "03", from_deg=come, to_deg=250.0))

    crashes = tables(struck(70.0), struck(70.0), struck(100.0), struck(100.0))
    result = draw_site(*crashes, junction, options=SheetOptions("x", mode=Mode.BUNDLE))
    assert [item.text for item in layer(result, "labels")] == ["×2 (A2 2)", "×2 (A2 2)"]
