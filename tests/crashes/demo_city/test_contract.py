"""The demo city speaks the contract of crash records."""

import csv
import os
import subprocess
import sys
import time

import pandas as pd
import pytest

from crashes.codes import CodeVersion, code_lists
from crashes.demo_city.generate import make_demo_city
from crashes.demo_city.model import CRASH_TRUTH_COLUMNS
from crashes.model import CRASH_COLUMNS, LOCATION_COLUMNS, PARTY_COLUMNS


def test_tables_have_the_columns_of_the_contract(city):
    assert tuple(city.batch.crashes.columns) == CRASH_COLUMNS
    assert tuple(city.batch.parties.columns) == PARTY_COLUMNS
    assert tuple(city.locations.columns) == LOCATION_COLUMNS
    assert tuple(city.truth.crashes.columns) == CRASH_TRUTH_COLUMNS


def test_about_2500_crashes_in_three_years_in_order_of_time(city):
    when = city.batch.crashes["occurred_at"]
    assert 2400 < len(when) < 2600
    assert when.is_monotonic_increasing
    assert when.min() >= pd.Timestamp(city.start)
    assert when.max() < pd.Timestamp(city.end)
    assert city.batch.crashes["crash_id"].is_unique


@pytest.mark.parametrize("table", ["crashes", "parties"])
def test_every_code_stands_in_the_list_of_its_edition(city, table):
    version = city.batch.crashes.set_index("crash_id")["code_version"]
    rows = getattr(city.batch, table)
    checked = 0
    for field, codes in code_lists().items():
        if field not in rows:
            continue
        known = {
            (edition.value, value.code)
            for edition in CodeVersion
            for value in codes.of_version(edition)
        }
        given = rows[rows[field].notna()]
        pairs = set(zip(given["crash_id"].map(version), given[field], strict=True))
        assert pairs <= known, field
        checked += len(pairs)
    assert checked > 50


def test_codes_belong_to_the_edition_in_force_on_the_day(city):
    crashes = city.batch.crashes
    in_force = crashes["occurred_at"].map(lambda when: CodeVersion.on(when.date()).value)
    assert (crashes["code_version"] == in_force).all()
    assert crashes["code_version"].nunique() == 2


def test_party_numbers_run_from_one_without_gaps(city):
    numbers = city.batch.parties.groupby("crash_id")["party_no"]
    assert (numbers.min() == 1).all()
    assert (numbers.max() == numbers.count()).all()
    assert set(numbers.groups) == set(city.batch.crashes["crash_id"])


def test_severity_follows_from_deaths_and_injuries(city):
    crashes = city.batch.crashes.set_index("crash_id")
    deadly = crashes["deaths"] > 0
    unhurt = ~deadly & (crashes["injuries"] == 0)
    assert (deadly == (crashes["severity"] == "A1")).all()
    assert (unhurt == (crashes["severity"] == "A3")).all()


@pytest.mark.parametrize(("column", "code"), [("deaths", "1"), ("injuries", "2")])
def test_casualties_are_counted_from_the_parties(city, column, code):
    crashes, parties = city.batch.crashes.set_index("crash_id"), city.batch.parties
    counted = parties[parties["injury_code"] == code].groupby("crash_id").size()
    assert counted.to_dict() == crashes.loc[crashes[column] > 0, column].to_dict()


def test_every_class_of_severity_occurs(city):
    counts = city.batch.crashes["severity"].value_counts()
    assert 3 <= counts["A1"] <= 30
    assert counts["A2"] > counts["A3"] > 400


def test_records_are_as_imperfect_as_real_ones(city):
    parties = city.batch.parties
    assert (parties["action_code"] == "21").sum() > 20  # unknown
    assert (parties["contact_first_code"] == "15").sum() > 50
    assert (parties["kind_code"] == "H02").sum() > 100  # passengers
    assert parties["hit_and_run"].sum() > 10
    assert (parties["sex_code"] == "4").sum() > 3  # never found
    assert (parties["sex_code"] == "3").sum() > 20  # objects and animals
    assert (city.batch.crashes["crash_type_code"] == "17").sum() > 100


def test_everything_is_labelled_as_invented(city):
    assert city.settings["is_demo"] is True
    assert "示範" in city.settings["city_name"]
    assert (city.batch.crashes["source"] == "demo").all()
    assert {junction.method.value for junction in city.junctions} == {"demo"}
    assert city.batch.crashes["place_text"].str.contains("示範市").all()


def test_coverage_says_that_every_month_is_complete(city):
    coverage = city.batch.coverage
    assert len(coverage) == 3 * 36
    assert set(coverage["state"]) == {"complete"}
    assert coverage["month"].min() == "2023-01"
    assert coverage["month"].max() == "2025-12"


def test_the_same_seed_gives_the_same_city(city):
    again = make_demo_city(seed=city.seed)
    assert again.batch.sha256 == city.batch.sha256
    for name in ("crashes", "parties", "raw_rows", "coverage"):
        pd.testing.assert_frame_equal(getattr(again.batch, name), getattr(city.batch, name))
    pd.testing.assert_frame_equal(again.locations, city.locations)
    pd.testing.assert_frame_equal(again.truth.crashes, city.truth.crashes)


def test_another_process_gives_the_same_city(city):
    program = "from crashes.demo_city.generate import make_demo_city as m; print(m().batch.sha256)"
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True
    )
    assert run.stdout.strip() == city.batch.sha256


def test_it_is_made_in_under_two_seconds():
    start = time.process_time()
    make_demo_city(seed=2)
    assert time.process_time() - start < 2


def test_another_seed_gives_another_city(city):
    assert make_demo_city(seed=1).batch.sha256 != city.batch.sha256


def test_raw_rows_are_one_line_for_each_party(city):
    assert len(city.batch.raw_rows) == len(city.batch.parties)
    cells = list(csv.reader(city.batch.raw_rows["cells"]))
    assert {len(row) for row in cells} == {len(city.batch.columns)} == {54}
