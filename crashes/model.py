"""What a crash record is: crash, party, place, location, edits, quarantine, coverage.

Many records travel as tables (pandas), one record as a dataclass. The column lists below are the
contract between importers, store, analysis and pages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NewType

import pandas as pd

from language import Message

CrashId = NewType("CrashId", str)


class Severity(StrEnum):
    """Class of a crash by its worst consequence, as the police file it."""

    A1 = "A1"  # a death at the scene or within 24 hours
    A2 = "A2"  # an injury, or a death after 24 hours
    A3 = "A3"  # property damage only


class PlaceKind(StrEnum):
    """What a place text names."""

    CROSSING = "crossing"  # two or more roads
    ADDRESS = "address"  # a house number on one road
    KILOMETRE = "kilometre"  # a kilometre of a numbered road
    ROAD = "road"  # a road without a number
    OTHER = "other"  # a bridge, a lamp post, a car park: no road was read


class LocationStatus(StrEnum):
    """Whether the point of a crash can be believed."""

    GOOD = "good"  # nothing speaks against the point
    CORRECTED = "corrected"  # a person set or confirmed the point
    MISSING = "missing"  # no readable coordinates
    PLACEHOLDER = "placeholder"  # numbers that stand for "none", such as 111, 11
    SWAPPED_AXES = "swapped_axes"  # longitude and latitude stand in each other's column
    OUTSIDE_COUNTY = "outside_county"  # far from every place of the county that the text names
    DEFAULT_POINT = "default_point"  # one exact point shared by many different places
    DEFAULT_CLOUD = "default_cloud"  # a jittered heap of points whose places lie all over the city
    DISAGREES = "disagrees"  # far from the junction or road that the place text names

    @property
    def believed(self) -> bool:
        """Whether analysis may use the point."""
        return self in {LocationStatus.GOOD, LocationStatus.CORRECTED}


class CoverageState(StrEnum):
    """Whether the store holds all crashes of a county, class and month."""

    COMPLETE = "complete"  # the whole month was delivered
    PARTIAL = "partial"  # some days were delivered
    ABSENT = "absent"  # nothing was delivered


class QuarantineState(StrEnum):
    """What became of a row that could not be imported."""

    WAITING = "waiting"  # nobody has corrected it yet
    SETTLED = "settled"  # corrected and imported
    DROPPED = "dropped"  # an operator decided to leave it out


# Items of form (一) that describe the whole crash; values are codes of `data/codes/`, None where
# the file had nothing or an unknown text.
CASE_ITEMS = (
    "weather_code",  # 4 天候
    "light_code",  # 5 光線
    "road_class_code",  # 6 道路類別, of party 1
    "speed_limit_kmh",  # 7 速限, of party 1 (a number, not a code)
    "road_form_code",  # 8 道路型態
    "position_code",  # 9 事故位置
    "paving_code",  # 10 路面鋪裝
    "surface_code",  # 10 路面狀態
    "surface_defect_code",  # 10 路面缺陷
    "obstacle_code",  # 11 障礙物
    "sight_code",  # 11 視距
    "signal_kind_code",  # 12 號誌種類
    "signal_state_code",  # 12 號誌動作
    "median_code",  # 13 分向設施
    "lane_line_code",  # 14 快車道或一般車道間
    "fast_slow_line_code",  # 14 快慢車道間
    "edge_line_code",  # 14 路面邊線
    "crash_type_code",  # 15 事故類型及型態, 01 to 38
    "main_cause_code",  # 34 肇因研判, 主要; its meaning depends on `code_version`
)

PLACE_COLUMNS = (
    "county",  # 縣市, for example 嘉義市
    "district",
    "place_kind",  # a PlaceKind
    "road_1",  # normalised, the smaller of a crossing's names first
    "road_2",
    "house_number",
    "kilometre",
    "junction_name",  # road names joined by ×, None unless the text names a crossing
)

CRASH_COLUMNS = (
    "crash_id",  # our key: stable over re-imports
    "source",  # npa, npa_simple, odot, mapped, demo, entered
    "source_crash_id",  # the agency's key, None in police files of Taiwan
    "code_version",  # which edition of the code lists its codes belong to
    "occurred_at",  # datetime64[s], local time
    "severity",  # a Severity
    "severity_derived",  # True where the file has no class and it was derived from the deaths
    "police_unit",
    "place_text",  # as delivered
    *PLACE_COLUMNS,
    "deaths",
    "injuries",
    "lon",  # as delivered, WGS84; missing where unreadable
    "lat",
    *CASE_ITEMS,
)

PARTY_COLUMNS = (
    "crash_id",
    "party_no",  # 1, 2, … in the order of the record; unique in a crash
    "delivered_ordinal",  # 當事者順位 as delivered
    "kind_code",  # 當事者區分, A01 to H04; None for animals, objects and fled drivers
    "sex_code",
    "age",
    "protection_code",
    "phone_code",
    "action_code",  # 當事者行動狀態, 01 to 21
    "contact_first_code",  # 車輛撞擊部位 最初, 01 to 17
    "contact_other_code",
    "cause_code",  # 肇因研判 個別
    "hit_and_run",  # True, False or None
    "injury_code",
    "from_deg",  # compass side the party came from (from the north = 0), None where not recorded
    "to_deg",  # compass side it left to or meant to leave to
)

LOCATION_COLUMNS = (
    "crash_id",
    "x_m",  # the point to use, in the CRS of the store; missing where there is none
    "y_m",
    "location_status",  # a LocationStatus
    "location_reason",  # a Message as JSON
    "junction_id",  # junction the crash belongs to, None away from junctions
    "proposal_x_m",  # where the crash probably was, None without a proposal
    "proposal_y_m",
    "proposal_junction",  # name of the proposed junction
)

QUARANTINE_COLUMNS = (
    "file",
    "file_row",  # 1 = the first row after the header
    "column",  # the column that could not be read, None when it is the whole row
    "reason",  # a Message as JSON
    "cells",  # the row as JSON object column -> text, corrected by `retry`
)

# What a person may correct; every other column is as delivered.
EDITABLE_CRASH_FIELDS = (
    "location",  # value {"x_m": …, "y_m": …, "junction": …}
    "severity",
    "crash_type_code",
    "main_cause_code",
    "road_form_code",
    "position_code",
    "signal_kind_code",
)
EDITABLE_PARTY_FIELDS = (
    "kind_code",
    "action_code",
    "contact_first_code",
    "contact_other_code",
    "cause_code",
    "from_deg",
    "to_deg",
)


@dataclass(frozen=True, slots=True)
class CrashFilter:
    """Which crashes to read; an empty field does not restrict."""

    start: date | None = None  # first day
    end: date | None = None  # day after the last: excluded
    severities: tuple[Severity, ...] = ()
    hours: tuple[int, ...] = ()  # hours of the day, 0 to 23
    counties: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    box_m: tuple[float, float, float, float] | None = None  # west, south, east, north
    location_statuses: tuple[LocationStatus, ...] = ()
    text: str = ""  # part of the place text, the junction name or the crash key
    crash_ids: tuple[str, ...] = ()
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """A correction of one field, made by a person over the source."""

    field: str
    value: Any
    party_no: int | None = None  # None: a field of the crash


@dataclass(frozen=True, slots=True)
class RecordedEdit:
    """An edit as the store keeps it."""

    edit: Edit
    source_value: Any  # what the source said when the edit was made
    author: str
    reason: str
    made_at: datetime
    conflict: bool  # the source has changed since: somebody should look


@dataclass(frozen=True, slots=True)
class CrashRecord:
    """One crash: what everybody reads, with its source and its edits beside it."""

    crash: dict[str, Any]  # merged: CRASH_COLUMNS, LOCATION_COLUMNS and revision
    parties: tuple[dict[str, Any], ...]  # merged: PARTY_COLUMNS
    source_crash: dict[str, Any]  # as imported
    source_parties: tuple[dict[str, Any], ...]
    source_rows: tuple[dict[str, str], ...]  # raw cells of the file, column -> text
    edits: tuple[RecordedEdit, ...]
    revision: int


@dataclass(frozen=True, slots=True)
class EnteredCrash:
    """A crash that an officer entered; a column that is not named is not known.

    `source` and, where the point is known, `lon` and `lat` are filled in when it is saved.
    """

    crash: Mapping[str, Any]  # CRASH_COLUMNS; needed: key, code_version, occurred_at, severity
    parties: tuple[Mapping[str, Any], ...]  # PARTY_COLUMNS with their headings; party_no is needed
    point_m: tuple[float, float] | None = None  # where the officer set it, in the CRS of the store
    junction_id: str | None = None  # junction it belongs to, None away from junctions


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """What one file became: everything the store saves in one transaction.

    Tables have the columns named above. `raw_rows` keeps the cells as delivered (columns
    `crash_id`, `party_no`, `cells`: the row as one CSV line whose names are `columns`),
    `unknown_codes` the texts that no code list knows (columns `column`, `value`, `count`),
    `coverage` what the file says of months (columns `county`, `severity`, `month` as YYYY-MM,
    `state`, `days`: a tuple of days of the month, `reason`: a Message as JSON that says how it was
    decided).
    """

    file: str
    sha256: str
    layout: str
    crashes: pd.DataFrame
    parties: pd.DataFrame
    raw_rows: pd.DataFrame
    quarantine: pd.DataFrame
    unknown_codes: pd.DataFrame
    coverage: pd.DataFrame
    counts: dict[str, int] = field(default_factory=dict)
    columns: tuple[str, ...] = ()  # names of the cells in `raw_rows`, in the order of the file


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What saving a batch did to the store."""

    crashes_new: int
    crashes_changed: int
    crashes_unchanged: int
    conflicts: tuple[str, ...] = ()  # crashes whose source changed under an edit


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth telling the user about a record or a table."""

    message: Message
    crash_id: str | None = None
