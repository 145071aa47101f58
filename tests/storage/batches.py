"""Invented deliveries for the tests of the store, of any size, the same for the same seed."""

from dataclasses import replace
from hashlib import sha256

import numpy as np
import pandas as pd

from crashes.model import (
    CASE_ITEMS,
    CRASH_COLUMNS,
    LOCATION_COLUMNS,
    PARTY_COLUMNS,
    QUARANTINE_COLUMNS,
    ImportBatch,
)

COLUMNS = ("日期", "時間", "地點", "順位", "車種")
ROADS = ("中山路", "民族路", "文化路", "垂楊路", "吳鳳北路")


def crash(crash_id="c1", **values):
    """One row of CRASH_COLUMNS."""
    row = dict.fromkeys(CRASH_COLUMNS) | {
        "crash_id": crash_id,
        "source": "npa",
        "code_version": "2023-07-01",
        "occurred_at": pd.Timestamp("2025-01-31 17:05:09"),
        "severity": "A2",
        "severity_derived": False,
        "place_text": "嘉義市東區中山路與文化路口",
        "county": "嘉義市",
        "junction_name": "中山路×文化路",
        "deaths": 0,
        "injuries": 1,
        "lon": 120.4512345,
        "lat": 23.481234,
        "crash_type_code": "13",
        "main_cause_code": "67",
    }
    return row | values


def party(crash_id="c1", party_no=1, **values):
    """One row of PARTY_COLUMNS."""
    row = dict.fromkeys(PARTY_COLUMNS) | {
        "crash_id": crash_id,
        "party_no": party_no,
        "delivered_ordinal": party_no,
        "kind_code": "C03",
        "sex_code": "1",
        "age": 30 + party_no,
        "action_code": "05",
        "hit_and_run": False,
    }
    return row | values


def batch(crashes=None, parties=None, *, file="a.csv", sha256=None, **more):
    """A batch of these rows; without rows one crash of two parties."""
    crashes = [crash()] if crashes is None else crashes
    if parties is None:
        parties = [party(one["crash_id"], number) for one in crashes for number in (1, 2)]
    rows = [
        (one["crash_id"], one["party_no"], f"20250131,170509,中山路,{one['party_no']},機車")
        for one in parties
    ]
    plain = ImportBatch(
        file=file,
        sha256=sha256 or digest(repr((file, crashes, parties))),
        layout="npa",
        crashes=pd.DataFrame(crashes, columns=list(CRASH_COLUMNS)),
        parties=pd.DataFrame(parties, columns=list(PARTY_COLUMNS)),
        raw_rows=pd.DataFrame(rows, columns=["crash_id", "party_no", "cells"]),
        quarantine=quarantine([]),
        unknown_codes=unknown_codes([]),
        coverage=coverage([]),
        counts={"rows_read": len(rows), "party_rows": len(rows), "crashes": len(crashes)},
        columns=COLUMNS,
    )
    return replace(plain, **more)


def digest(text):
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def quarantine(rows):
    return pd.DataFrame(rows, columns=list(QUARANTINE_COLUMNS))


def unknown_codes(rows):
    return pd.DataFrame(rows, columns=["column", "value", "count"])


def coverage(rows):
    columns = ["county", "severity", "month", "state", "days", "reason"]
    return pd.DataFrame(rows, columns=columns)


def location(crash_id="c1", **values):
    """One row of LOCATION_COLUMNS."""
    row = dict.fromkeys(LOCATION_COLUMNS) | {
        "crash_id": crash_id,
        "x_m": 195_000.0,
        "y_m": 2_597_000.0,
        "location_status": "good",
        "location_reason": '["Nothing speaks against the point.", {}]',
    }
    return row | values


def locations(*rows):
    return pd.DataFrame(rows, columns=list(LOCATION_COLUMNS))


def large_batch(count=1_000, *, seed=0, file="large.csv"):
    """A batch of `count` crashes and about 2.26 times as many parties, as a month has them."""
    random = np.random.default_rng(seed)
    keys = [f"npa-{seed}-{number:07d}" for number in range(count)]
    crashes = pd.DataFrame(dict.fromkeys(CRASH_COLUMNS), index=range(count))
    crashes = crashes.assign(
        crash_id=keys,
        source="npa",
        code_version="2023-07-01",
        occurred_at=pd.Timestamp("2025-01-01")
        + pd.to_timedelta(random.integers(0, 31 * 86_400, count), unit="s"),
        severity="A2",
        severity_derived=False,
        police_unit="嘉義市政府警察局",
        place_text=[f"嘉義市東區{ROADS[k % 5]}{k}號前0.0公尺" for k in range(count)],
        county="嘉義市",
        district="東區",
        place_kind="address",
        road_1=[ROADS[k % 5] for k in range(count)],
        house_number=[str(k) for k in range(count)],
        deaths=0,
        injuries=random.integers(0, 4, count),
        lon=np.round(random.uniform(120.4, 120.5, count), 6),
        lat=np.round(random.uniform(23.4, 23.5, count), 6),
        **{name: random.integers(1, 9, count).astype(str) for name in CASE_ITEMS},
    )
    crashes["speed_limit_kmh"] = random.choice([30, 40, 50, 60], count)
    members = random.choice([1, 2, 3, 4], count, p=[0.1, 0.65, 0.14, 0.11])
    owners = np.repeat(np.arange(count), members)
    numbers = np.arange(len(owners)) - np.repeat(np.cumsum(members) - members, members) + 1
    parties = pd.DataFrame(dict.fromkeys(PARTY_COLUMNS), index=range(len(owners)))
    parties = parties.assign(
        crash_id=[keys[k] for k in owners],
        party_no=numbers,
        delivered_ordinal=numbers,
        kind_code="C03",
        sex_code=random.integers(1, 3, len(owners)).astype(str),
        age=random.integers(5, 90, len(owners)),
        action_code="05",
        contact_first_code="01",
        cause_code="67",
        hit_and_run=False,
        injury_code="2",
    )
    case = (
        "2025,1,20250101,000000,A2,嘉義市政府警察局,嘉義市東區中山路1號前0.0公尺,"
        + "晴,市區道路,直路," * 9
    )
    lines = [
        f"{case}{k},{n},機車,普通重型,男,{n},戴安全帽,未使用"
        for k, n in zip(owners, numbers, strict=True)
    ]
    raw = {"crash_id": parties["crash_id"], "party_no": numbers, "cells": lines}
    return replace(
        batch([], [], file=file, sha256=digest(f"{file}{count}{seed}")),
        crashes=crashes,
        parties=parties,
        raw_rows=pd.DataFrame(raw),
    )
