"""Overview, import, quarantine, hotspots, diagram, before/after: read, call, show."""

import pytest

from storage.accounts import Role
from tests.ui.invented_city import CROSSINGS, CRS, X_M, Y_M
from tests.ui.test_records_pages import button, texts
from ui.maps.geodetic import to_lonlat

PAGES = ("home", "imports", "records", "quarantine", "hotspots", "diagram", "before_after")


def site(number=0, radius_m=40):
    (lon,), (lat,) = to_lonlat([X_M + 400 * number], [Y_M], CRS)
    return f"{lon:.6f},{lat:.6f},{radius_m}"


@pytest.mark.parametrize("language", ["zh-TW", "en"])
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("empty_store")
def test_an_empty_page_says_what_to_do_next(run_page, page, language):
    test = run_page(page, language)
    assert not test.exception
    assert len(test.title) == 1
    links = [link.proto.page for link in test.get("page_link")]
    assert links or page == "imports"


@pytest.mark.parametrize("language", ["zh-TW", "en"])
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("store")
def test_a_page_of_a_filled_store_runs(run_page, page, language):
    test = run_page(page, language)
    assert not test.exception
    assert not test.error


@pytest.mark.usefixtures("store")
def test_the_overview_counts_every_class(run_page):
    test = run_page("home")
    assert [metric.value for metric in test.metric] == ["15", "30", "15"]


@pytest.mark.usefixtures("store")
def test_the_hotspots_are_listed_by_rank(run_page):
    test = run_page("hotspots")
    table = next(one.value for one in test.dataframe if "Rank" in one.value)
    assert sorted(table["Place"]) == sorted(CROSSINGS[:2])  # the third has 19, its mean is 20
    assert table["Rank"].tolist() == [1, 2]
    assert "60 crashes = 40 in 2 hotspots + 19 elsewhere + 1 with a doubtful" in texts(test)


@pytest.mark.usefixtures("store")
def test_the_address_chooses_a_hotspot_and_its_diagram_opens(run_page):
    test = run_page("hotspots", site=site(1, 40))
    assert CROSSINGS[1] in texts(test).replace("\\", "")
    assert "listed = 20 crashes" in texts(test)


@pytest.mark.usefixtures("store")
def test_an_address_that_names_no_place_is_passed_over(run_page):
    test = run_page("hotspots", site="<script>,2,3")
    assert not test.exception
    assert "site" not in test.query_params


@pytest.mark.usefixtures("store")
def test_the_diagram_accounts_for_every_crash(run_page):
    test = run_page("diagram", site=site(0))
    assert not test.exception
    assert "listed = 20 crashes" in texts(test)
    labels = {one.proto.label for one in test.get("download_button")}
    assert {"Download PDF", "Download SVG"} <= labels


@pytest.mark.usefixtures("store")
def test_the_filter_of_the_address_holds_for_the_diagram(run_page):
    test = run_page("diagram", site=site(0), **{"class": "A1", "from": "2025-01-01"})
    assert "listed = 5 crashes" in texts(test)


@pytest.mark.usefixtures("store")
def test_unequal_coverage_is_refused_with_a_sentence(run_page):
    test = run_page("before_after", site=site(0), completed="2025-01-15", before="12", after="12")
    assert not test.exception
    assert len(test.warning) == 1


def test_a_quarantined_row_is_corrected_and_imported(store, run_page, tmp_path):
    from crashes.demo_city.npa_file import write_npa_file
    from ui.importing import import_crash_files

    path = tmp_path / "police.csv"
    write_npa_file(path)
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    cells = lines[1].split(",")
    good_date = cells[2]
    cells[2] = "20250230"
    path.write_text("".join([lines[0], ",".join(cells)]), encoding="utf-8-sig")
    import_crash_files(store, [path], (), lambda *_: None)
    waiting = store.quarantined(state="waiting")
    assert len(waiting) == 2

    test = run_page("quarantine")
    assert not test.exception
    test.session_state["waiting_2"] = {"selection": {"rows": [1], "columns": [], "cells": []}}
    test.run()
    number = int(waiting["quarantine_id"].iloc[1])
    changed = {"edited_rows": {2: {"cells": good_date}}, "added_rows": [], "deleted_rows": []}
    test.session_state[f"cells_{number}"] = changed
    button(test, "Save and try again").click()
    test.run()
    assert not test.exception
    assert store.quarantined(state="settled")["quarantine_id"].tolist() == [number]


def test_rows_are_dropped_in_the_name_of_who_has_signed_in(store, run_page):
    test = run_page("quarantine")
    test.session_state["waiting_1"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    test.run()
    test.session_state["waiting_1"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    button(test, "Drop them").click()
    test.run()
    assert len(store.quarantined(state="dropped")) == 1
    assert store.audit_log()["author"].iloc[0] == "王小明"


def test_own_counties_become_a_setting_of_the_store(empty_store, run_page, sign_in):
    sign_in(Role.ADMINISTRATOR, "局長")
    test = run_page("imports")
    test.multiselect(key="own_counties").set_value(["嘉義市"]).run()
    assert not test.exception
    assert empty_store.settings().counties == ("嘉義市",)


def test_a_page_left_open_does_not_undo_what_others_have_set(empty_store, run_page):
    test = run_page("imports")
    empty_store.change_settings(counties=("臺南市",))
    test.run()
    assert empty_store.settings().counties == ("臺南市",)
    assert test.multiselect(key="own_counties").value == ["臺南市"]


def test_files_on_the_server_are_imported_by_their_path(empty_store, run_page, tmp_path):
    from crashes.demo_city.npa_file import write_npa_file

    path = tmp_path / "police.csv"
    rows = write_npa_file(path)
    test = run_page("imports")
    test.text_area(key="paths").set_value(str(path)).run()
    button(test, "Import").click()
    test.run()
    assert not test.exception
    report = next(one.value for one in test.dataframe if "Rows read" in one.value)
    counts = report.iloc[0].drop(["File", "Crashes"])
    assert counts["Rows read"] == counts.drop("Rows read").sum() == rows + 2
    assert empty_store.count_crashes() == report["Crashes"].iloc[0]


def test_a_file_of_something_else_is_refused_with_a_sentence(empty_store, run_page, tmp_path):
    path = tmp_path / "evil.csv"
    path.write_text("<b>a</b>,c\n1,2\n", encoding="utf-8")
    test = run_page("imports")
    test.text_area(key="paths").set_value(str(path)).run()
    button(test, "Import").click()
    test.run()
    assert not test.exception
    assert len(test.error) == 1
    assert empty_store.count_crashes() == 0
