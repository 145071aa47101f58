"""Hotspots, diagrams and before/after at the terminal, on the demo city with its planted truth."""

import xml.etree.ElementTree as ET

import pandas as pd
import pdfplumber
import pytest

from cli.command import main

PT_PER_MM = 72 / 25.4


def test_every_crash_is_in_a_hotspot_elsewhere_or_doubtful(daoan, demo_store, tmp_path):
    labels = tmp_path / "labels.csv"
    found = daoan("hotspots", "--store", demo_store, "--labels", labels)
    inside = sum(one["crashes"] for one in found["hotspots"])
    assert inside + found["noise"] + found["doubtful_location"] == found["total"]
    assert len(pd.read_csv(labels)) == found["total"]


def test_the_settings_used_are_told(daoan, demo_store):
    method = daoan("hotspots", "--store", demo_store)["method"]
    assert method["eps_m"] == 30
    assert method["min_crashes"] >= 5


def test_planted_hotspots_are_on_top(daoan, demo_store, demo_city):
    planted = {place.place for place in demo_city.truth.hot_junctions}
    found = daoan("hotspots", "--store", demo_store, "--top", len(planted) + 1)
    on_top = {one["junction_id"] for one in found["hotspots"]}
    assert planted <= on_top


def test_a_diagram_accounts_for_every_crash(daoan, demo_store, improved_site, tmp_path):
    out = tmp_path / "d.svg"
    found = daoan("diagram", "--store", demo_store, *improved_site, "--out", out)
    assert found["plotted"] + found["listed"] == found["total"] > 50
    assert sum(found["reasons"].values()) == found["listed"]
    root = ET.parse(out).getroot()
    assert root.get("width") == "420mm"


def test_a_printed_sheet_has_the_exact_size_of_its_paper(
    daoan, demo_store, improved_site, tmp_path
):
    out = tmp_path / "d.pdf"
    daoan("diagram", "--store", demo_store, *improved_site, "--out", out, "--paper", "A4")
    with pdfplumber.open(out) as pdf:
        page = pdf.pages[0]
        assert page.width / PT_PER_MM == pytest.approx(297, abs=0.1)
        assert page.height / PT_PER_MM == pytest.approx(210, abs=0.1)
        assert "碰撞構圖" in page.extract_text()


def test_an_unknown_drawing_format_is_refused(daoan, demo_store, improved_site, tmp_path):
    out = tmp_path / "d.docx"
    said = daoan("diagram", "--store", demo_store, *improved_site, "--out", out, exit_code=1)
    assert "d.docx" in said.err


def test_the_planted_improvement_lies_in_the_interval(daoan, demo_store, improved, improved_site):
    found = daoan(
        "evaluate",
        "--store",
        demo_store,
        *improved_site,
        "--completed",
        improved.completed.isoformat(),
        "--works-from",
        improved.works_from.isoformat(),
        "--before-months",
        "12",
        "--after-months",
        "12",
    )
    bayes = found["empirical_bayes"]
    low, high = bayes["index_low"], bayes["index_high"]
    assert low <= 1 + improved.true_effect <= high
    assert found["crashes"]["before"] > found["crashes"]["after"]
    assert found["verdict"]


def test_periods_of_unequal_coverage_are_refused(daoan, demo_store, improved_site):
    said = daoan(
        "evaluate",
        "--store",
        demo_store,
        *improved_site,
        "--completed",
        "2025-07-01",
        "--before-months",
        "12",
        "--after-months",
        "12",
        exit_code=1,
    )
    assert said.err.strip()
    assert "Traceback" not in said.err


def test_an_empty_store_says_what_to_do(daoan, tmp_path):
    store = tmp_path / "empty.gpkg"
    daoan("init", "--store", store)
    assert str(store) in daoan("hotspots", "--store", store, exit_code=1).err


def test_a_period_without_days_is_refused(demo_store, capsys):
    wrong = ["--from", "2025-01-01", "--to", "2025-01-01", "--lang", "en"]
    assert main(["hotspots", "--store", str(demo_store), *wrong]) == 1
    assert "holds no day" in capsys.readouterr().err
