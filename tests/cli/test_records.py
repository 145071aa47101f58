"""Records in and out, as a clerk does it at the terminal."""

import json
import sqlite3
from contextlib import closing

import pandas as pd
import pytest

from cli.command import main

PARTS = (
    "footer_rows",
    "blank_rows",
    "duplicate_rows",
    "other_county_rows",
    "quarantined_rows",
    "party_rows",
)
DATE_COLUMN = 2


def lines_of(police_file):
    return police_file.read_bytes().decode("utf-8-sig").split("\r\n")


def write_lines(path, lines):
    path.write_bytes("\r\n".join(lines).encode("utf-8-sig"))
    return path


def with_cell(line, column, value):
    cells = line.split(",")
    cells[column] = value
    return ",".join(cells)


def test_the_rows_of_a_file_add_up(daoan, police_file, tmp_path):
    found = daoan("import", "npa", police_file, "--store", tmp_path / "new.gpkg")
    (file,) = found["files"]
    assert file["rows_read"] == sum(file[part] for part in PARTS)
    assert file["rows_read"] == len(lines_of(police_file)) - 2  # the header and the last line end
    assert file["crashes"] == file["crashes_new"] > 1000
    assert found["total"]["rows_read"] == file["rows_read"]


def test_importing_the_same_file_again_changes_nothing(daoan, police_file, tmp_path):
    store = tmp_path / "new.gpkg"
    first = daoan("import", "npa", police_file, "--store", store)["total"]
    again = daoan("import", "npa", police_file, "--store", store)["total"]
    assert (again["crashes_new"], again["crashes_changed"]) == (0, 0)
    assert again["crashes_unchanged"] == first["crashes"]


def test_only_the_own_county_is_kept(daoan, police_file, tmp_path):
    store = tmp_path / "new.gpkg"
    found = daoan("import", "npa", police_file, "--store", store, "--county", "嘉義市")["total"]
    assert found["crashes"] == 0
    assert found["other_county_rows"] == found["rows_read"] - found["footer_rows"]


def test_the_own_county_is_remembered(daoan, police_file, tmp_path):
    store = tmp_path / "new.gpkg"
    daoan("init", "--store", store, "--county", "嘉義市")
    assert daoan("import", "npa", police_file, "--store", store)["total"]["crashes"] == 0


@pytest.mark.parametrize(
    "content",
    [b"", b"a,b,c\r\n1,2,3\r\n", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20],
    ids=["empty", "other columns", "binary"],
)
def test_a_file_of_another_kind_is_refused_with_its_name(daoan, tmp_path, content):
    path, store = tmp_path / "bad.csv", tmp_path / "new.gpkg"
    path.write_bytes(content)
    said = daoan("import", "npa", path, "--store", store, exit_code=1)
    assert "bad.csv" in said.err
    assert "Traceback" not in said.err
    assert said.out == ""
    assert daoan("init", "--store", store)["crashes"] == 0


def test_a_file_in_another_encoding_is_refused(daoan, police_file, tmp_path):
    path = tmp_path / "big5.csv"
    path.write_bytes("\r\n".join(lines_of(police_file)).encode("big5", errors="replace"))
    said = daoan("import", "npa", path, "--store", tmp_path / "new.gpkg", exit_code=1)
    assert "big5.csv" in said.err


def test_a_wrong_date_is_quarantined_corrected_and_retried(daoan, police_file, tmp_path):
    store, lines = tmp_path / "new.gpkg", lines_of(police_file)
    right = lines[1].split(",")[DATE_COLUMN]
    bad = [lines[0], with_cell(lines[1], DATE_COLUMN, "20250230"), *lines[2:]]
    path = write_lines(tmp_path / "february.csv", bad)
    whole = daoan("import", "npa", police_file, "--store", tmp_path / "whole.gpkg")["total"]

    found = daoan("import", "npa", path, "--store", store)["total"]
    assert found["quarantined_rows"] == 1
    (row,) = daoan("quarantine", "list", "--store", store)["rows"]
    assert (row["file"], row["row"]) == ("february.csv", 1)
    assert "20250230" in json.dumps(row["cells"]) or "20250230" in row["reason"]

    corrections = tmp_path / "corrections.csv"
    assert daoan("quarantine", "export", "--store", store, "--out", corrections)["rows"] == 1
    text = corrections.read_text(encoding="utf-8-sig").replace("20250230", right)
    corrections.write_text(text, encoding="utf-8-sig")
    assert daoan("quarantine", "retry", corrections, "--store", store)["settled"] == [row["id"]]
    assert daoan("init", "--store", store)["crashes"] == whole["crashes"]
    assert daoan("quarantine", "list", "--store", store, "--state", "waiting")["count"] == 0


def test_a_cut_file_keeps_its_good_rows(daoan, police_file, tmp_path):
    content = police_file.read_bytes()
    path = tmp_path / "cut.csv"
    path.write_bytes(content[: len(content) // 2])
    found = daoan("import", "npa", path, "--store", tmp_path / "new.gpkg")["total"]
    assert found["party_rows"] > 1000
    assert found["rows_read"] == sum(found[part] for part in PARTS)


@pytest.mark.parametrize("damage", ["x" * 10_000_000, "a\x00b"], ids=["10 MB cell", "NUL"])
def test_a_damaged_cell_spoils_only_its_row(daoan, police_file, tmp_path, damage):
    lines = lines_of(police_file)
    bad = [lines[0], with_cell(lines[1], 6, damage), *lines[2:]]
    path = write_lines(tmp_path / "damaged.csv", bad)
    found = daoan("import", "npa", path, "--store", tmp_path / "new.gpkg")["total"]
    assert found["quarantined_rows"] == 1
    assert found["party_rows"] == len(lines) - 2 - found["footer_rows"] - 1


def test_what_is_exported_holds_no_place_text_and_no_minute(daoan, demo_store, tmp_path):
    out = tmp_path / "open.csv"
    told = daoan("export", "--store", demo_store, "--out", out)
    table = pd.read_csv(out, dtype=str)
    assert table["crash_id"].nunique() == told["crashes"]
    assert "place_text" not in table
    assert set(table["occurred_hour"].str[-5:]) == {"00:00"}


def test_an_export_overwrites_nothing(daoan, demo_store, tmp_path):
    out = tmp_path / "open.geojson"
    out.write_text("mine")
    said = daoan("export", "--store", demo_store, "--out", out, exit_code=1)
    assert "open.geojson" in said.err
    assert out.read_text() == "mine"


def test_a_period_is_without_its_last_day(daoan, demo_store, tmp_path):
    days = daoan(
        "export",
        "--store",
        demo_store,
        "--out",
        tmp_path / "day.csv",
        "--from",
        "2024-03-01",
        "--to",
        "2024-04-01",
    )
    table = pd.read_csv(tmp_path / "day.csv", dtype=str)
    assert days["crashes"] > 0
    assert set(table["occurred_hour"].str[:7]) == {"2024-03"}


def test_a_backup_comes_back_whole(daoan, demo_store, tmp_path):
    before = daoan("init", "--store", demo_store)["crashes"]
    daoan("backup", "--store", demo_store, "--out", tmp_path / "copy.gpkg")
    restored = tmp_path / "restored.gpkg"
    told = daoan("restore", tmp_path / "copy.gpkg", "--store", restored)
    assert told["crashes"] == before
    with closing(sqlite3.connect(restored)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_demo_city_never_overwrites_records(daoan, police_file, tmp_path):
    store = tmp_path / "new.gpkg"
    daoan("import", "npa", police_file, "--store", store)
    assert daoan("demo", "--store", store, "--if-empty")["made"] is False
    assert str(store) in daoan("demo", "--store", store, exit_code=1).err


def test_wrong_usage_ends_with_two():
    with pytest.raises(SystemExit) as stopped:
        main(["hotspots", "--eps-m", "wide"])
    assert stopped.value.code == 2


def test_a_missing_file_is_named(daoan, tmp_path):
    said = daoan("import", "npa", "nowhere.csv", "--store", tmp_path / "s.gpkg", exit_code=1)
    assert "nowhere.csv" in said.err


def test_messages_come_in_the_language_asked_for(capsys, tmp_path):
    main(["import", "npa", "nowhere.csv", "--store", str(tmp_path / "s.gpkg"), "--lang", "en"])
    english = capsys.readouterr().err
    main(["import", "npa", "nowhere.csv", "--store", str(tmp_path / "s.gpkg")])
    chinese = capsys.readouterr().err
    assert english.isascii()
    assert not chinese.isascii()
