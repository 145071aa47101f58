"""A folder of Oregon crash data: three files joined, refusals by name, counts that add up."""

import pytest

from crashes.crash_file import CrashFileError
from crashes.odot import read_odot_folder

CRASH = {
    "Crash ID": "7",
    "Crash Month": "3",
    "Crash Day": "9",
    "Crash Year": "2011",
    "Crash Hour": "17",
    "County Code": "26",
    "Road Character": "1",
    "Crash Severity": "4",
    "Collision Type": "1",
    "Crash Type": "B",
    "Traffic Control Device (TCD)": "004",
    "LAT": "45.5",
    "LON": "-122.6",
    "Street name": "NW  2ND AVE",
    "Nearest intersecting street name": "ALDER ST",
}
VEHICLE = {
    "Crash ID": "7",
    "Vehicle Coded Seq#": "1",
    "Vehicle Type Code": "01",
    "Vehicle Movement Code": "1",
    "Vehicle Travel Direction From": "5",
    "Vehicle Travel Direction To": "1",
    "Vehicle Action Code": "000",
}
PERSON = {
    "Crash ID": "7",
    "Vehicle Coded Seq#": "1",
    "Participant Display Seq#": "1",
    "Participant Type Code": "1",
    "Sex": "2",
    "Age": "34",
    "Participant Error 1 Code": "021",
    "Participant Cause 1 Code": "03",
}
SECOND = {"Vehicle Coded Seq#": "2"}
KINDS_OF_ROWS = (
    "footer_rows",
    "blank_rows",
    "duplicate_rows",
    "other_county_rows",
    "quarantined_rows",
    "party_rows",
    "joined_rows",
)


def adds_up(counts):
    return counts["rows_read"] == sum(counts.get(kind, 0) for kind in KINDS_OF_ROWS)


@pytest.fixture
def folder(tmp_path):
    """Write a file of rows given as dicts; the folder is what is read."""

    def write(name, *rows):
        lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return tmp_path

    return write


def test_three_files_become_crashes_with_parties(folder):
    folder("crash_a.csv", CRASH)
    folder("vehicle_a.csv", VEHICLE, VEHICLE | SECOND | {"Vehicle Travel Direction From": "6"})
    path = folder("participant_a.csv", PERSON)
    (batch,) = read_odot_folder(path)
    crash, parties = batch.crashes.iloc[0], batch.parties
    assert crash["junction_name"] == "ALDER ST×NW 2ND AVE"
    assert (crash["source_crash_id"], crash["severity"], crash["crash_type_code"]) == (
        "7",
        "A2",
        "15",
    )
    assert crash["signal_kind_code"] == "odot-004"  # a stop sign: kept, not claimed to be ours
    assert parties["from_deg"].tolist() == [180.0, 225.0]
    assert parties["to_deg"].tolist() == [0.0, 0.0]
    assert parties["cause_code"].tolist()[0] == "odot-e021"
    assert parties["age"].tolist()[0] == 34
    assert adds_up(batch.counts)
    assert batch.counts["rows_read"] == 4


def test_the_coded_truth_is_only_among_the_raw_cells(folder):
    folder("vehicle.csv", VEHICLE)
    (one,) = read_odot_folder(folder("crash.csv", CRASH))
    (other,) = read_odot_folder(folder("crash.csv", CRASH | {"Crash Type": "G"}))
    assert one.crashes.equals(other.crashes)
    assert one.parties.equals(other.parties)
    assert "crash: Crash Type" in one.columns


def test_a_folder_without_participants_keeps_movements_and_directions(folder):
    folder("crash.csv", CRASH)
    (batch,) = read_odot_folder(folder("vehicle.csv", VEHICLE))
    assert batch.parties[["action_code", "from_deg"]].values.tolist() == [["09", 180.0]]


def test_persons_on_foot_and_riders_come_after_the_vehicles(folder):
    folder("crash.csv", CRASH)
    folder("vehicle.csv", VEHICLE)
    on_foot = PERSON | {
        "Vehicle Coded Seq#": "",
        "Participant Type Code": "3",
        "Non-Motorist Travel Direction From": "3",
    }
    rider = PERSON | {"Participant Type Code": "2", "Participant Display Seq#": "2"}
    driver = PERSON | {"Non-Motorist Travel Direction From": ""}
    path = folder(
        "participant.csv", on_foot, rider | {"Non-Motorist Travel Direction From": ""}, driver
    )
    (batch,) = read_odot_folder(path)
    assert batch.parties["kind_code"].tolist() == ["B03", "H01", "H02"]
    assert batch.parties["from_deg"].tolist()[1] == 90.0


def test_a_file_of_another_layout_is_refused_by_name_and_the_others_are_imported(folder):
    folder("crash_1.csv", CRASH)
    folder("crash_2.csv", {"id": "1", "date": "2"})
    path = folder("vehicle.csv", VEHICLE)
    refused = []
    (batch,) = read_odot_folder(path, on_refused=refused.append)
    assert len(batch.crashes) == 1
    assert "crash_2.csv" in str(refused[0])
    with pytest.raises(CrashFileError, match=r"crash_2\.csv"):
        list(read_odot_folder(path))


def test_a_folder_without_crash_file_is_an_error(folder):
    with pytest.raises(CrashFileError):
        list(read_odot_folder(folder("vehicle.csv", VEHICLE)))


def test_rows_that_belong_to_no_crash_wait_in_the_quarantine_of_their_file(folder):
    folder("crash.csv", CRASH, CRASH | {"Crash ID": "8", "Crash Day": "32"})
    path = folder("vehicle.csv", VEHICLE, VEHICLE | {"Crash ID": "8"}, VEHICLE | {"Crash ID": "9"})
    crashes, vehicles = read_odot_folder(path)
    assert crashes.quarantine["column"].tolist() == ["Crash Day"]
    assert vehicles.file == "vehicle.csv"
    assert vehicles.quarantine["file_row"].tolist() == [2, 3]
    assert adds_up(crashes.counts)
    assert adds_up(vehicles.counts)
    assert crashes.counts["rows_read"] + vehicles.counts["rows_read"] == 5


def test_crashes_of_other_counties_are_counted_and_left_out(folder):
    folder("vehicle.csv", VEHICLE)
    path = folder("crash.csv", CRASH | {"County Code": "34"})
    (batch,) = read_odot_folder(path, counties=["Multnomah, Oregon"])
    assert batch.crashes.empty
    assert batch.counts["other_county_rows"] == 2
    assert adds_up(batch.counts)


def test_a_code_nobody_knows_is_counted(folder):
    (batch,) = read_odot_folder(folder("crash.csv", CRASH | {"Crash Hour": "99"}))
    assert batch.crashes["occurred_at"].dt.hour.tolist() == [0]
    folder("crash.csv", CRASH | {"Weather Condition": "Z"})
    (batch,) = read_odot_folder(folder("vehicle.csv", VEHICLE))
    assert batch.unknown_codes.values.tolist() == [["Weather Condition", "Z", 1]]
    assert batch.crashes["weather_code"].isna().all()


@pytest.mark.real_data
@pytest.mark.slow
def test_portland_is_read_whole(real_data):
    (batch,) = read_odot_folder(real_data / "portland")
    assert batch.counts["crashes"] == 11_593
    assert adds_up(batch.counts)
    assert batch.quarantine.empty
    assert batch.unknown_codes.empty
    vehicles = batch.parties[batch.parties["action_code"].notna()]
    assert vehicles["from_deg"].notna().mean() > 0.98
