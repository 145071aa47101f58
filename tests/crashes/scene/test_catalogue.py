import pytest
import yaml

from crashes.codes import code_list
from crashes.scene.catalogue import FOLDER, scene_catalogue, symbol_of
from language import Language, catalogue

KNOWN = scene_catalogue()


def test_every_class_of_the_code_list_has_a_size_and_nothing_else_has():
    assert sorted(KNOWN.vehicles) == sorted({value.code for value in code_list("kind_code").values})


@pytest.mark.parametrize("size", KNOWN.vehicles.values(), ids=lambda size: size.class_code)
def test_a_size_is_plausible_and_says_where_it_comes_from(size):
    assert 0 < size.width_m <= 3.0
    assert size.is_person or size.length_m > size.width_m
    assert size.wheelbase_m is None or size.wheelbase_m < size.length_m
    assert size.method in {"published", "assumed"}
    assert len(size.source) > 3
    assert size.symbol in KNOWN.symbols


def test_every_kind_has_a_symbol_and_a_layer_that_exist():
    for body in KNOWN.bodies.values():
        assert body.layer in KNOWN.layers
        assert body.kind == "vehicle" or body.symbol in KNOWN.symbols
    assert all(trace.layer in KNOWN.layers for trace in KNOWN.traces.values())


def extent(name):
    """West, south, east, north of a symbol in its box."""
    points = []
    for shape in KNOWN.symbols[name]:
        if "ellipse" in shape:
            x, y, half_width, half_length = shape["ellipse"]
            points += [(x - half_width, y - half_length), (x + half_width, y + half_length)]
        else:
            points += shape.get("area", shape.get("line"))
    across, along = zip(*points, strict=True)
    return min(across), min(along), max(across), max(along)


@pytest.mark.parametrize("name", sorted(KNOWN.symbols))
def test_a_symbol_stays_in_its_box(name):
    assert all(abs(side) <= 0.5 for side in extent(name))


@pytest.mark.parametrize("name", sorted({size.symbol for size in KNOWN.vehicles.values()}))
def test_a_vehicle_fills_its_box_so_that_it_is_drawn_at_true_size(name):
    assert extent(name) == pytest.approx((-0.5, -0.5, 0.5, 0.5), abs=0.1)


def test_a_fallen_two_wheeler_is_drawn_from_the_side():
    assert symbol_of("vehicle", "F01", lying=True) == "bicycle_on_its_side"
    assert symbol_of("vehicle", "B03", lying=True) == "car"


def test_every_title_of_the_data_files_has_its_chinese():
    kinds = yaml.safe_load((FOLDER / "objects.yaml").read_text(encoding="utf-8"))
    titles = [entry["title"] for entry in kinds["layers"]]
    for group in ("bodies", "traces", "measuring"):
        titles += [entry["title"] for entry in kinds[group].values()]
    assert [title for title in titles if title not in catalogue(Language.ZH_TW)] == []
