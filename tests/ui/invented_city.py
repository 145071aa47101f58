"""A small store of invented crashes for the tests of the pages."""

import json
from datetime import datetime, timedelta

import pandas as pd

from crashes.model import (
    CRASH_COLUMNS,
    LOCATION_COLUMNS,
    PARTY_COLUMNS,
    QUARANTINE_COLUMNS,
    ImportBatch,
)
from language import Message
from roadnet.model import Junction, JunctionId
from ui.maps.geodetic import to_lonlat

CRS = "EPSG:3826"
X_M, Y_M = 194_000.0, 2_598_000.0
MARKUP = "<script>alert(1)</script>**中山路** :red[x] $y$ ![](http://evil.example/a.png)"
CROSSINGS = ("中山路×文化路", "民族路×吳鳳北路", "垂楊路×興業路")


def junctions():
    """Three junctions, 400 m apart."""
    return [
        Junction(JunctionId(f"j{number}"), name, X_M + 400 * number, Y_M, tuple(name.split("×")))
        for number, name in enumerate(CROSSINGS)
    ]


def crash_rows(count):
    """Crashes at the junctions in turn, one every nine hours; the last has markup in its place."""
    rows = []
    for number in range(count):
        place = number % len(CROSSINGS)
        x_m, y_m = X_M + 400 * place + number % 7, Y_M + number % 5
        (lon,), (lat,) = to_lonlat([x_m], [y_m], CRS)
        first, second = CROSSINGS[place].split("×")
        rows.append(
            dict.fromkeys(CRASH_COLUMNS)
            | {
                "crash_id": f"invented-{number:04d}",
                "source": "npa",
                "code_version": "from-2023-07",
                "occurred_at": datetime(2025, 1, 1, 7) + timedelta(hours=9 * number),
                "severity": ("A2", "A1", "A2", "A3")[number % 4],
                "severity_derived": False,
                "place_text": f"嘉義市東區{first}與{second}口",
                "county": "嘉義市",
                "district": "東區",
                "place_kind": "crossing",
                "junction_name": CROSSINGS[place],
                "deaths": int(number % 4 == 1),
                "injuries": 1,
                "lon": float(lon),
                "lat": float(lat),
                "crash_type_code": "12",
                "main_cause_code": "67",
                "road_form_code": "04",
            }
        )
    rows[-1]["place_text"] = MARKUP
    return rows


def batch(count=60):
    """A file of crashes with two parties each, and one row in the quarantine."""
    crashes = crash_rows(count)
    parties = [
        dict.fromkeys(PARTY_COLUMNS)
        | {
            "crash_id": crash["crash_id"],
            "party_no": number,
            "delivered_ordinal": number,
            "kind_code": "C03",
            "age": 20 + number,
            "action_code": "06",
            "contact_first_code": "01",
            "hit_and_run": False,
        }
        for crash in crashes
        for number in (1, 2)
    ]
    waiting = [
        (
            "invented.csv",
            7,
            "發生日期",
            Message("{value} is no date.", {"value": "20250230"}).to_json(),
            json.dumps({"發生日期": "20250230", "發生地點": "=中山路"}, ensure_ascii=False),
        )
    ]
    coverage = [
        ("嘉義市", severity, "2025-01", "complete", tuple(range(1, 32)), None)
        for severity in ("A1", "A2", "A3")
    ]
    rows = [(one["crash_id"], one["party_no"], f"2025,{one['party_no']}") for one in parties]
    return ImportBatch(
        file="invented.csv",
        sha256="0" * 64,
        layout="npa",
        crashes=pd.DataFrame(crashes, columns=list(CRASH_COLUMNS)),
        parties=pd.DataFrame(parties, columns=list(PARTY_COLUMNS)),
        raw_rows=pd.DataFrame(rows, columns=["crash_id", "party_no", "cells"]),
        quarantine=pd.DataFrame(waiting, columns=list(QUARANTINE_COLUMNS)),
        unknown_codes=pd.DataFrame([], columns=["column", "value", "count"]),
        coverage=pd.DataFrame(
            coverage, columns=["county", "severity", "month", "state", "days", "reason"]
        ),
        counts={"rows_read": len(rows), "party_rows": len(rows), "crashes": count},
        columns=("年", "順位"),
    )


def locations(count=60):
    """Where the crashes were; the last disagrees with its place text and has a proposal."""
    rows = []
    for number, crash in enumerate(crash_rows(count)):
        rows.append(
            dict.fromkeys(LOCATION_COLUMNS)
            | {
                "crash_id": crash["crash_id"],
                "x_m": X_M + 400 * (number % 3) + number % 7,
                "y_m": Y_M + number % 5,
                "location_status": "good",
                "junction_id": f"j{number % 3}",
            }
        )
    rows[-1] |= {
        "location_status": "disagrees",
        "location_reason": Message("Far from {junction}.", {"junction": CROSSINGS[0]}).to_json(),
        "proposal_x_m": X_M,
        "proposal_y_m": Y_M,
        "proposal_junction": CROSSINGS[0],
    }
    return pd.DataFrame(rows, columns=list(LOCATION_COLUMNS))


def fill(store, count=60):
    """Put the invented city into a store."""
    store.change_settings(crs=CRS, city_name="嘉義市")
    store.save_import(batch(count))
    store.save_junctions(junctions(), replace_method="place_text")
    store.save_locations(locations(count))
