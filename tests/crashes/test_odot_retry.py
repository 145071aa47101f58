"""Corrected rows of Oregon files join the crash they belong to, whatever file they came from."""

import json

import pytest

from crashes.model import CrashFilter
from crashes.odot import read_odot_folder
from crashes.retry import retry_quarantined
from storage.open import open_store
from tests.crashes.test_odot import CRASH, PERSON, SECOND, VEHICLE

SECOND_PERSON = PERSON | SECOND | {"Participant Display Seq#": "2", "Age": "61"}


def write(path, *rows):
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def store_of(tmp_path):
    """Import a folder of rows; returns the store."""
    opened = []

    def make(crashes, vehicles, persons):
        write(tmp_path / "crash.csv", *crashes)
        write(tmp_path / "vehicle.csv", *vehicles)
        write(tmp_path / "participant.csv", *persons)
        store = open_store(str(tmp_path / "store.gpkg"))
        opened.append(store)
        for batch in read_odot_folder(tmp_path):
            store.save_import(batch)
        return store

    yield make
    for store in opened:
        store.close()


def waiting(store):
    table = store.quarantined(state="waiting")
    return {int(row["quarantine_id"]): json.loads(row["cells"]) for row in table.to_dict("records")}


def number_of(store, **cells):
    return next(key for key, row in waiting(store).items() if cells.items() <= row.items())


def test_a_corrected_crash_brings_its_vehicles_and_people_with_it(store_of):
    store = store_of(
        [CRASH | {"Crash Day": "39"}], [VEHICLE, VEHICLE | SECOND], [PERSON, SECOND_PERSON]
    )
    assert (store.count_crashes(), len(waiting(store))) == (0, 5)
    key = number_of(store, **{"Crash Day": "39"})
    corrected = waiting(store)[key] | {"Crash Day": "9"}
    outcome = retry_quarantined(
        store, author="Wang", corrections={key: corrected}, quarantine_ids={key}
    )
    assert (len(outcome.settled), outcome.reasons) == (5, {})
    assert waiting(store) == {}
    (crash_id,) = store.crashes(CrashFilter())["crash_id"]
    assert store.parties([crash_id])["age"].tolist() == [34, 61]


def test_a_corrected_vehicle_joins_a_crash_that_is_stored_and_none_is_lost(store_of):
    stray = VEHICLE | SECOND | {"Crash ID": "77"}
    store = store_of([CRASH], [VEHICLE, stray], [PERSON])
    key = number_of(store, **{"Crash ID": "77"})
    corrected = waiting(store)[key] | {"Crash ID": "7"}
    outcome = retry_quarantined(store, author="Wang", corrections={key: corrected})
    assert (outcome.settled, outcome.reasons) == ((key,), {})
    (crash_id,) = store.crashes(CrashFilter())["crash_id"]
    parties = store.parties([crash_id])
    assert parties["party_no"].tolist() == [1, 2]
    assert parties["age"].dropna().tolist() == [34]


def test_what_is_still_wrong_waits_with_its_reason(store_of):
    store = store_of([CRASH | {"Crash Day": "39"}], [VEHICLE], [PERSON])
    outcome = retry_quarantined(store, author="Wang")
    assert outcome.settled == ()
    assert len(outcome.reasons) == 3
    said = {str(reason) for reason in outcome.reasons.values()}
    assert "No crash with this number was imported." in said
    assert store.count_crashes() == 0
