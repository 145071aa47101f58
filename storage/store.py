"""The store as the rest of the program sees it: a narrow protocol in the words of the field."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from crashes.model import (
    CrashFilter,
    CrashRecord,
    Edit,
    EnteredCrash,
    ImportBatch,
    ImportOutcome,
)
from errors import DaoanError
from roadnet.model import Junction
from roadnet.model.record import StreetArea, StreetOutcome, StreetOverview, StreetRecord
from storage.account_store import AccountStore
from storage.documents import Attachment, Document, DocumentKind


class StoreError(DaoanError):
    """The store could not be opened, read or written."""


class StaleRevisionError(StoreError):
    """Somebody else changed the same thing in the meantime; nothing was saved."""


class DamagedStoreError(StoreError):
    """A store or a backup failed its integrity check."""


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """What holds for the whole store."""

    crs: str | None = None  # for example EPSG:3826; None until the first data
    counties: tuple[str, ...] = ()  # own counties; empty: all are kept
    driving_side: str = "right"
    city_name: str = ""
    is_demo: bool = False  # invented data: said on every page and sheet
    sign_in_required: bool = False  # also to read records; to change anything it always is
    more: dict[str, Any] = field(default_factory=dict)  # further named settings


class Store(AccountStore, Protocol):
    """Everything that can be asked of a store; both engines keep to it.

    Tables come back with these dtypes: text `str` (missing: NaN), whole numbers `int64`, or
    `Int64` where they may be missing, numbers `float64`, flags `bool` (`hit_and_run`: object of
    True, False, None), `occurred_at` `datetime64[s]` in local time, moments such as `imported_at`
    `datetime64[ms, UTC]`. Verbs that take an `author` write the audit log themselves.
    """

    url: str

    def settings(self) -> StoreSettings:
        """Return the settings of the store."""
        ...

    def change_settings(self, **changes: Any) -> StoreSettings:
        """Change the named settings and return them all; other names are kept in `more`."""
        ...

    def data_version(self) -> str:
        """Return a short text that is another one after any change by anybody; cheap to ask.

        Readers keep what they read for as long as the version stays the same.
        """
        ...

    def records_version(self) -> str:
        """Return a text as `data_version` does, for who reads crashes, junctions or the map.

        It is another one after any change but those of documents, accounts and the audit log.
        """
        ...

    def save_import(self, batch: ImportBatch) -> ImportOutcome:
        """Save one file, all of it or nothing; saving it again changes nothing.

        A crash that is not in the file stays. A delivery that only lacks parties of a crash is a
        fragment and changes nothing; any other difference replaces the source of the crash, and
        what was there goes to the history.
        """
        ...

    def imports(self) -> pd.DataFrame:
        """Return import_id, file, sha256, layout, imported_at, imported_again_at and the counts.

        The counts are those of the batch, and crashes_new, crashes_changed and crashes_unchanged
        of the first time the file was saved.
        """
        ...

    def crashes(self, chosen: CrashFilter | None = None) -> pd.DataFrame:
        """Return CRASH_COLUMNS, LOCATION_COLUMNS, revision, merged; ordered by time, key."""
        ...

    def count_crashes(self, chosen: CrashFilter | None = None) -> int:
        """Return how many crashes `crashes` would give without limit and offset."""
        ...

    def parties(self, crash_ids: Sequence[str] | None = None) -> pd.DataFrame:
        """Return merged parties (PARTY_COLUMNS), ordered by crash_id, party_no."""
        ...

    def crash(self, crash_id: str) -> CrashRecord:
        """Return one crash with its source and edits; StoreError when there is none."""
        ...

    def save_edits(
        self,
        crash_id: str,
        edits: Sequence[Edit],
        *,
        author: str,
        reason: str,
        expected_revision: int,
    ) -> int:
        """Save corrections and return the new revision; StaleRevisionError when it has moved on."""
        ...

    def save_entered_crash(
        self, entered: EnteredCrash, *, author: str, expected_revision: int
    ) -> int:
        """Save a crash that an officer entered, new (revision 0) or once more; return its revision.

        StaleRevisionError when it has moved on. What was there goes to the history; no import
        replaces it. `storage.entered` says more.
        """
        ...

    def withdraw_entered_crash(
        self, crash_id: str, *, author: str, reason: str, expected_revision: int
    ) -> None:
        """Take a crash that an officer entered out of the records; the audit log keeps all of it.

        Its scene and case stay. A crash that a file delivered cannot be withdrawn.
        """
        ...

    def save_locations(self, locations: pd.DataFrame) -> None:
        """Replace the derived locations (LOCATION_COLUMNS) of the crashes in the table."""
        ...

    def save_junctions(self, junctions: Sequence[Junction], *, replace_method: str) -> None:
        """Save junctions; those of the method `replace_method` that are not among them go."""
        ...

    def junctions(
        self, box_m: tuple[float, float, float, float] | None = None
    ) -> tuple[Junction, ...]:
        """Return the junctions in a box (west, south, east, north), or all; by name, key."""
        ...

    def save_streets(
        self, area: StreetArea, records: Sequence[StreetRecord], *, author: str
    ) -> StreetOutcome:
        """Replace what was imported of an area of the map; what people edited stays.

        Nothing is overwritten: what changes or goes is superseded.
        """
        ...

    def street_areas(self) -> tuple[StreetArea, ...]:
        """Return the areas of the map, by name."""
        ...

    def street_overview(self, area: str) -> StreetOverview:
        """Return where an area lies, and what is known of its days."""
        ...

    def street_records(
        self,
        area: str,
        *,
        box_m: tuple[float, float, float, float] | None = None,
        on: date | None = None,
        known_at: datetime | None = None,
    ) -> tuple[StreetRecord, ...]:
        """Return the records of an area, by kind and key.

        `box_m` keeps what touches the box (and what has no place of its own), `on` what stood on
        the street that day, `known_at` the map as it was known at that moment.
        """
        ...

    def save_street_edits(
        self,
        area: str,
        records: Sequence[StreetRecord],
        *,
        author: str,
        reason: str,
        expected: Sequence[StreetRecord],
    ) -> None:
        """Let `records` be all that holds of the things that they and `expected` name.

        `expected` is what held when the author looked; StaleRevisionError when it is another by
        now. A record with `is_edit` stays when its area is imported again.
        """
        ...

    def street_history(
        self, area: str, named: Sequence[tuple[str, str]] | None = None
    ) -> tuple[StreetRecord, ...]:
        """Return all versions of things (kind, key), or of all that people ever corrected.

        By kind, key and moment. What an import delivered beneath a correction is superseded in
        the moment it was recorded; its content is empty where the file has the thing no longer.
        """
        ...

    def coverage(self) -> pd.DataFrame:
        """Return county, severity, month (YYYY-MM), state, days, stated_by, reason, in order.

        `days` is a tuple of days of the month; `stated_by` is None where only files speak;
        `reason` is a Message as JSON, or None.
        """
        ...

    def state_coverage(
        self, county: str, severity: str, month: str, state: str, *, author: str
    ) -> None:
        """Let a person say whether a month is complete; it stands over what the files suggest."""
        ...

    def unknown_codes(self) -> pd.DataFrame:
        """Return column, value, count of the texts that no code list knows."""
        ...

    def quarantined(self, *, state: str | None = None) -> pd.DataFrame:
        """Return quarantine_id, QUARANTINE_COLUMNS, state, import_id, first_seen_at; by id."""
        ...

    def correct_quarantined(
        self, quarantine_id: int, cells: dict[str, str], *, author: str
    ) -> None:
        """Replace the cells of a waiting row by corrected ones."""
        ...

    def close_quarantined(self, quarantine_ids: Sequence[int], *, state: str, author: str) -> None:
        """Mark rows as settled or dropped."""
        ...

    def save_document(
        self, kind: DocumentKind, key: str, text: str, *, author: str, expected_version: int
    ) -> Document:
        """Save the version after `expected_version` (0: the first); every version stays.

        StaleRevisionError when another version is the latest. The text that is there already is no
        new version: it may be sent twice. An empty text withdraws the document. The versions with
        their authors and moments are the log of documents; the audit log does not repeat them.
        """
        ...

    def document(
        self, kind: DocumentKind, key: str, *, version: int | None = None
    ) -> Document | None:
        """Return a version of a document, the latest unless told; None when it is not there."""
        ...

    def documents(self, kind: DocumentKind, *, prefix: str = "") -> tuple[Document, ...]:
        """Return the latest version of each document whose key starts so, by key.

        Withdrawn ones are left out.
        """
        ...

    def document_versions(self, kind: DocumentKind, key: str) -> tuple[Document, ...]:
        """Return all versions of a document, the oldest first."""
        ...

    def save_attachment(
        self, key: str, attachment_id: str, media_type: str, content: bytes, *, author: str
    ) -> None:
        """Keep a file beside the documents of a key; the same one again changes nothing."""
        ...

    def attachment(self, key: str, attachment_id: str) -> Attachment | None:
        """Return a file, None when it is not there."""
        ...

    def log(self, author: str, action: str, subject: str, detail: dict[str, Any]) -> None:
        """Append to the audit log."""
        ...

    def audit_log(self, *, subject: str | None = None) -> pd.DataFrame:
        """Return at, author, action, subject, detail (JSON text); the latest first."""
        ...

    def backup(self, target: Path) -> datetime:
        """Write a whole, checked copy to the new file `target` while others go on working.

        Return the moment it shows. The copy of either engine is a GeoPackage that
        `storage.restore.restore` brings into either engine.
        """
        ...

    def snapshot(self, target: Path) -> datetime:
        """Write a compact copy, a GeoPackage that any program may open, to a new file."""
        ...

    def check_integrity(self) -> None:
        """Raise DamagedStoreError unless the store is whole."""
        ...

    def close(self) -> None:
        """Give back connections."""
        ...
