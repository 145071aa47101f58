"""The command reads Oregon folders and classifies what is in the store."""

import pandas as pd

CRASH = (
    "Crash ID,Crash Month,Crash Day,Crash Year,Crash Hour,County Code,Road Character,"
    "Crash Severity,Collision Type,Crash Level Cause 1 Code,LAT,LON"
)
VEHICLE = (
    "Crash ID,Vehicle Coded Seq#,Vehicle Type Code,Vehicle Movement Code,"
    "Vehicle Travel Direction From,Vehicle Travel Direction To"
)


def test_a_folder_is_imported_and_classified(daoan, tmp_path):
    store, out = tmp_path / "s.gpkg", tmp_path / "out.csv"
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "crash.csv").write_text(f"{CRASH}\n7,3,9,2011,17,26,1,4,6,02,45.5,-122.6\n")
    (folder / "vehicle.csv").write_text(f"{VEHICLE}\n7,1,01,1,5,1\n7,2,01,3,1,3\n")
    (folder / "participant_bad.csv").write_text("id,name\n1,2\n")
    imported = daoan("import", "odot", folder, "--store", store)
    assert imported["total"]["crashes_new"] == 1
    assert len(imported["refused"]) == 1
    assert "participant_bad.csv" in imported["refused"][0]
    found = daoan("classify", "--store", store, "--out", out)
    assert (found["total"], found["dared"]) == (1, 1)
    row = pd.read_csv(out).iloc[0]
    assert (row["relation"], row["diagram_type"]) == ("opposite", "L-OPP")
    assert row["party_2_from_deg"] == 0.0
    daoan("classify", "--store", store, "--out", out, "--hide-headings", "--hide-type")
    assert pd.read_csv(out)["party_2_from_deg"].isna().all()


def test_a_table_is_imported_by_its_mapping(daoan, tmp_path):
    table, mapping = tmp_path / "t.csv", tmp_path / "m.yaml"
    table.write_text("Case,When,X,Y,From\n1,2020-01-31 08:00,120.4,23.5,N\n")
    mapping.write_text(
        "key: Case\noccurred_at: When\ncrash: {lon: X, lat: Y}\nparties: [{from_deg: From}]\n"
    )
    found = daoan("import", "mapped", table, "--mapping", mapping, "--store", tmp_path / "s.gpkg")
    assert found["total"]["crashes_new"] == 1
