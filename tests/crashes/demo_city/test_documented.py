"""What `docs/demo-city.md` says of the default seed is what comes out."""

from math import dist
from pathlib import Path

import pytest
from pyproj import Transformer

TEXT = (Path(__file__).parents[3] / "docs" / "demo-city.md").read_text(encoding="utf-8")


def row_of(first_cell):
    line = next(line for line in TEXT.splitlines() if line.startswith(f"| {first_cell}"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_totals_are_documented(city):
    crashes = city.batch.crashes
    assert f"{len(crashes):,} 件" in TEXT
    assert f"{len(crashes):,} crashes" in TEXT
    assert f"{len(city.batch.parties):,} parties" in TEXT
    for severity, count in crashes["severity"].value_counts().items():
        assert f"{severity} {count:,}" in TEXT


def test_every_hot_place_is_documented_with_its_figures(city, happened):
    names = {junction.junction_id: junction.name for junction in city.junctions}
    for place in city.truth.hot_junctions:
        there = happened[happened["junction_id"] == place.place]
        planted = (there["pattern"] == place.pattern).sum()
        assert row_of(names[place.place])[2:5] == [
            place.diagram_type,
            str(len(there)),
            str(planted),
        ]
    for place in city.truth.hot_stretches:
        there = happened[happened["stretch"] == place.place]
        planted = (there["pattern"] == place.pattern).sum()
        assert row_of("停看街")[2:5] == [place.diagram_type, str(len(there)), str(planted)]


def test_the_documented_coordinates_are_those_of_the_places(city):
    written = {}
    for line in TEXT.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and cells[1].startswith("119."):
            written[cells[0].split("（")[0]] = (float(cells[1]), float(cells[2]))
    places = {junction.name: junction for junction in city.junctions}
    places |= {"停看街市場前": city.truth.hot_stretches[0]}
    to_metres = Transformer.from_crs("EPSG:4326", city.settings["crs"], always_xy=True)
    assert len(written) == len(city.truth.hot_junctions) + 2
    for name, point in written.items():
        x_m, y_m = to_metres.transform(*point)
        assert dist((x_m, y_m), (places[name].x_m, places[name].y_m)) < 0.2


@pytest.mark.parametrize("number", [0, 1])
def test_every_measure_is_documented_with_its_figures(city, happened, number):
    measure = city.truth.improvements[number]
    name = next(j.name for j in city.junctions if j.junction_id == measure.junction_id)
    when = happened.loc[happened["junction_id"] == measure.junction_id, "occurred_at"]
    before = when.between("2023-06-01", "2024-05-31 23:59:59").sum()
    after = when.between("2024-07-01", "2025-06-30 23:59:59").sum()
    start = f"| {name} | {measure.measure['zh-TW']}"
    cells = next(line for line in TEXT.splitlines() if line.startswith(start)).split("|")
    assert [cell.strip() for cell in cells[5:7]] == [str(before), str(after)]
    assert cells[7].strip() == f"{after / before - 1:.0%}".replace("-", "−").replace("%", " %")
    assert f"{measure.true_effect:.0%}".replace("-", "−").replace("%", " %") in cells[4]
