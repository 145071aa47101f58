"""Put the crashes of the demo city into the tables of the contract."""

import calendar
import hashlib
from collections.abc import Sequence
from datetime import date

import pandas as pd

from crashes.crash_tables import in_shape
from crashes.demo_city.encounters import Encounter
from crashes.demo_city.model import CRASH_TRUTH_COLUMNS
from crashes.demo_city.moments import Span
from crashes.demo_city.npa_rows import DEMO_COLUMNS, demo_lines
from crashes.demo_city.places import CITY
from crashes.demo_city.planned import JUNCTION, STRETCH, PlannedCrash
from crashes.demo_city.points import RecordedPoint
from crashes.demo_city.recorded import Recorded
from crashes.demo_city.skeleton import junction_id
from crashes.model import (
    CRASH_COLUMNS,
    LOCATION_COLUMNS,
    PARTY_COLUMNS,
    QUARANTINE_COLUMNS,
    CoverageState,
    ImportBatch,
    LocationStatus,
    Severity,
)
from language import Message

LAYOUT = "demo"


def import_batch(
    recorded: Sequence[Recorded],
    lon_lat: Sequence[tuple[float | None, float | None]],
    whole: Span,
) -> ImportBatch:
    """Return the records, in order of time, as one import batch."""
    crashes, parties = [], []
    for number, (one, (lon, lat)) in enumerate(zip(recorded, lon_lat, strict=True), start=1):
        key = f"demo-{number:05d}"
        crashes.append(one.crash | {"crash_id": key, "lon": lon, "lat": lat})
        parties += [
            party | {"crash_id": key, "party_no": place, "delivered_ordinal": place}
            for place, party in enumerate(one.parties, start=1)
        ]
    crash_table = in_shape(pd.DataFrame(crashes), CRASH_COLUMNS)
    crash_table["occurred_at"] = crash_table["occurred_at"].astype("datetime64[s]")
    party_table = in_shape(pd.DataFrame(parties), PARTY_COLUMNS)
    lines = demo_lines(crash_table, party_table)
    raw = party_table[["crash_id", "party_no"]].assign(cells=pd.Series(lines, dtype="str"))
    return ImportBatch(
        file="demo city",
        sha256=hashlib.sha256("\n".join(lines).encode()).hexdigest(),
        layout=LAYOUT,
        crashes=crash_table,
        parties=party_table,
        raw_rows=raw,
        quarantine=pd.DataFrame(columns=list(QUARANTINE_COLUMNS)),
        unknown_codes=pd.DataFrame(columns=["column", "value", "count"]),
        coverage=_coverage(whole),
        counts={"rows_read": len(parties), "party_rows": len(parties), "crashes": len(crashes)},
        columns=DEMO_COLUMNS,
    )


def crash_truth(
    keys: Sequence[str],
    happened: Sequence[tuple[PlannedCrash, Encounter]],
    points: Sequence[RecordedPoint],
) -> pd.DataFrame:
    """Return CRASH_TRUTH_COLUMNS of all crashes, in their order."""
    rows = [
        {
            "crash_id": key,
            "junction_id": junction_id(planned.place) if planned.place_kind == JUNCTION else None,
            "stretch": planned.place if planned.place_kind == STRETCH else None,
            "pattern": encounter.pattern,
            "diagram_type": encounter.diagram_type,
            "planted": planned.planted and encounter.pattern == planned.pattern,
            "true_x_m": round(encounter.x_m, 2),
            "true_y_m": round(encounter.y_m, 2),
            "location_status": point.status.value,
        }
        for key, (planned, encounter), point in zip(keys, happened, points, strict=True)
    ]
    return pd.DataFrame(rows, columns=list(CRASH_TRUTH_COLUMNS))


def locations(truth: pd.DataFrame, points: Sequence[RecordedPoint]) -> pd.DataFrame:
    """Return LOCATION_COLUMNS as a perfect assessment of the points would fill them."""
    reason = Message("Known from the generator of the demo city.").to_json()
    table = truth[["crash_id", "location_status", "junction_id"]].assign(
        x_m=pd.array([point.x_m for point in points], dtype="float64"),
        y_m=pd.array([point.y_m for point in points], dtype="float64"),
        location_reason=reason,
        proposal_x_m=truth["true_x_m"],
        proposal_y_m=truth["true_y_m"],
        proposal_junction=None,
    )
    believed = table["location_status"].map(lambda status: LocationStatus(status).believed)
    table.loc[believed, ["proposal_x_m", "proposal_y_m"]] = float("nan")
    return table[list(LOCATION_COLUMNS)]


def _coverage(whole: Span) -> pd.DataFrame:
    """Return that every month of every class is complete."""
    reason = Message("Known from the generator of the demo city.").to_json()
    months = [
        (year, month)
        for year in range(whole.start.year, whole.end.year + 1)
        for month in range(1, 13)
        if whole.start <= date(year, month, 1) < whole.end
    ]
    return pd.DataFrame(
        [
            {
                "county": CITY,
                "severity": severity.value,
                "month": f"{year}-{month:02d}",
                "state": CoverageState.COMPLETE.value,
                "days": calendar.monthrange(year, month)[1],
                "reason": reason,
            }
            for severity in Severity
            for year, month in months
        ]
    )
