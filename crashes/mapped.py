"""Read any table of crashes by a file that says what its columns mean."""

import hashlib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from crashes.code_reading import Unknown
from crashes.crash_tables import in_shape
from crashes.model import CRASH_COLUMNS, PARTY_COLUMNS, ImportBatch, PlaceKind, Severity
from crashes.places import CROSS
from crashes.quarantine import RowFault, quarantine_table
from crashes.source_batch import batch_of_source
from crashes.source_table import SourceTable, csv_line, read_source_table
from crashes.table_mapping import TableMapping, read_mapping
from language import Message

SOURCE = "mapped"
KEY_BYTES = 4
JOINED = "|"  # between the texts of a key of several columns


def read_mapped(path: Path, mapping: Path) -> ImportBatch:
    """Return what the table at `path` becomes by the mapping file.

    Parameters
    ----------
    path
        A CSV file in UTF-8: one row for each crash, or one for each party of it.
    mapping
        YAML, described in `docs/mapped-tables.md`.

    Returns
    -------
    batch
        Rows read = blank + duplicate + quarantined + party + joined rows. A row without a key, a
        readable time or a known severity is in the quarantine; texts that the mapping does not
        know are among the unknown codes.

    Raises
    ------
    MappingError
        The mapping cannot be used.
    CrashFileError
        The table cannot be read, or lacks columns that the mapping names.
    """
    means = read_mapping(mapping)
    table = read_source_table(path, means.columns)
    unknown: Unknown = Counter()
    read = _read_crash_rows(table.rows, means, unknown)
    faults = _faults(table, means, read)
    usable = read.drop(index=[fault.file_row for fault in faults])
    used = table.rows.loc[usable.index]
    crashes = _crashes(usable, means)
    parties, owners = _parties(used, usable["crash_id"], means, unknown)
    row_of_party = parties["crash_id"].to_numpy(), parties["party_no"].to_numpy(), owners
    broken = [*table.faults, *faults]
    batch = batch_of_source(table.name, SOURCE, crashes, parties, unknown)
    party_rows = len(set(owners))
    return replace(
        batch,
        sha256=_sha256(table, mapping),
        raw_rows=_raw_rows(used, row_of_party, usable["crash_id"]),
        quarantine=quarantine_table(table.name, broken),
        columns=table.columns,
        counts={
            "rows_read": table.rows_read,
            "footer_rows": 0,
            "blank_rows": table.blank_rows,
            "duplicate_rows": table.duplicate_rows,
            "other_county_rows": 0,
            "quarantined_rows": len(broken),
            "party_rows": party_rows,
            "joined_rows": len(used) - party_rows,
            "crashes": len(crashes),
        },
    )


def _read_crash_rows(rows: pd.DataFrame, means: TableMapping, unknown: Unknown) -> pd.DataFrame:
    """Return the fields of the crash for each row of the table."""
    keys = rows[list(means.key)].agg(JOINED.join, axis=1) if len(rows) else rows.index.map(str)
    when = rows[list(means.when)].agg(" ".join, axis=1) if len(rows) else rows.index.map(str)
    fields = {one.field: one.read(rows, unknown) for one in means.crash}
    moments = pd.to_datetime(when, format=means.when_format, errors="coerce")
    read = pd.DataFrame(
        {"source_crash_id": keys, "occurred_at": moments, **fields}, index=rows.index
    )
    prefix = (
        SOURCE
        + "-"
        + hashlib.blake2b(JOINED.join(means.key).encode(), digest_size=KEY_BYTES).hexdigest()
    )
    read["crash_id"] = prefix + "-" + read["source_crash_id"].astype("str")
    return _with_severity(read)


def _with_severity(read: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with a severity: as mapped, else by the casualties."""
    if "severity" in read:
        return read.assign(severity_derived=False)
    deaths = _column(read, "deaths").fillna(0) > 0
    injuries = _column(read, "injuries").fillna(0) > 0
    derived = np.select([deaths, injuries], [Severity.A1, Severity.A2], Severity.A3)
    return read.assign(severity=derived, severity_derived=True)


def _column(table: pd.DataFrame, name: str) -> "pd.Series[Any]":
    return table[name] if name in table else pd.Series(np.nan, index=table.index, dtype="float64")


def _faults(table: SourceTable, means: TableMapping, read: pd.DataFrame) -> list[RowFault]:
    """Return why rows cannot be crash records."""
    undated = read["occurred_at"].isna()
    unclassed = ~read["severity"].isin(list(Severity))
    faults = []
    for row in read.index:
        cells = {str(name): str(text) for name, text in table.rows.loc[row].items()}
        column, reason = None, None
        if not any(cells[name] for name in means.key):
            column, reason = means.key[0], Message("There is no crash number.")
        elif undated[row]:
            text = " ".join(cells[name] for name in means.when)
            column, reason = means.when[0], Message("This is no date: {text}", {"text": text})
        elif unclassed[row]:
            column = next(one.column for one in means.crash if one.field == "severity")
            reason = Message("This is no severity: {text}", {"text": cells[column]})
        if reason:
            faults.append(RowFault(int(row), column, reason, cells))
    return faults


def _crashes(usable: pd.DataFrame, means: TableMapping) -> pd.DataFrame:
    """Return CRASH_COLUMNS; of several rows of one crash, the first speaks."""
    first = usable.drop_duplicates("crash_id")
    roads = [_column(first, name).astype(object) for name in ("road_1", "road_2")]
    both = roads[0].notna() & roads[1].notna()
    pairs = [sorted(map(str, pair)) for pair in zip(*roads, strict=True)]
    ordered = pd.DataFrame(pairs, index=first.index, columns=["road_1", "road_2"], dtype=object)
    named = roads[0].notna()
    table = first.assign(
        source=SOURCE,
        code_version=means.code_version.value,
        road_1=ordered["road_1"].where(both, roads[0]),
        road_2=ordered["road_2"].where(both, roads[1]),
        junction_name=(ordered["road_1"] + CROSS + ordered["road_2"]).where(both, None),
        place_kind=np.select([both, named], [PlaceKind.CROSSING, PlaceKind.ROAD], PlaceKind.OTHER),
        occurred_at=first["occurred_at"].astype("datetime64[s]"),
    )
    return in_shape(table, CRASH_COLUMNS)


def _parties(
    used: pd.DataFrame, crash_ids: "pd.Series[Any]", means: TableMapping, unknown: Unknown
) -> tuple[pd.DataFrame, list[int]]:
    """Return PARTY_COLUMNS and the row of the table behind each party."""
    parts = []
    for place, fields in enumerate(means.parties):
        read = pd.DataFrame({one.field: one.read(used, unknown) for one in fields}, used.index)
        said = read[read.notna().any(axis=1)]
        parts.append(said.assign(crash_id=crash_ids.loc[said.index], row=said.index, place=place))
    empty = pd.DataFrame({"crash_id": [], "row": [], "place": []})
    together = pd.concat(parts, ignore_index=True) if parts else empty
    first_row = together.groupby("crash_id")["row"].transform("min")
    together = together.assign(first=first_row).sort_values(["first", "crash_id", "row", "place"])
    together["party_no"] = together.groupby("crash_id").cumcount() + 1
    together["delivered_ordinal"] = together["party_no"]
    return in_shape(together, PARTY_COLUMNS), [int(row) for row in together["row"]]


def _raw_rows(
    used: pd.DataFrame, parties: tuple[Any, Any, list[int]], crash_ids: "pd.Series[Any]"
) -> pd.DataFrame:
    """Return the row of each party as delivered; rows without a party stand under party 1."""
    lines = dict(zip(used.index, (csv_line(cells) for cells in used.to_numpy()), strict=True))
    rows = [(crash_id, number, lines[row]) for crash_id, number, row in zip(*parties, strict=True)]
    known = set(parties[0])
    rows += [
        (crash_id, 1, lines[row])
        for row, crash_id in crash_ids.drop_duplicates().items()
        if crash_id not in known
    ]
    return pd.DataFrame(rows, columns=["crash_id", "party_no", "cells"])


def _sha256(table: SourceTable, mapping: Path) -> str:
    """Return a hash of the table and of its mapping: another mapping is another import."""
    return hashlib.sha256(table.sha256.encode() + mapping.read_bytes()).hexdigest()
