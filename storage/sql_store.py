"""The store on either engine: each verb opens a transaction and calls the file of its subject."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from crashes.model import (
    CrashFilter,
    CrashRecord,
    Edit,
    EnteredCrash,
    ImportBatch,
    ImportOutcome,
)
from roadnet.model import Junction
from roadnet.model.record import StreetArea, StreetOutcome, StreetOverview, StreetRecord
from storage import (
    audit,
    coverage,
    document_rows,
    import_files,
    imports,
    quarantine,
    reading,
    street_edits,
    streets,
    unknown_codes,
)
from storage.backup import write_backup
from storage.content import read_content
from storage.database import Database, Renews, read_version
from storage.documents import Attachment, Document, DocumentKind
from storage.edits import save_edits
from storage.entered import save_entered_crash
from storage.integrity import check_integrity
from storage.junctions import read_junctions, save_junctions
from storage.locations import read_locations, save_locations
from storage.record import read_record
from storage.settings import change_settings, read_settings
from storage.snapshot import write_snapshot
from storage.sql_accounts import AccountVerbs
from storage.store import StoreSettings
from storage.tables import ANY_CHANGE, OF_RECORDS
from storage.withdrawal import withdraw_entered_crash


class SqlStore(AccountVerbs):
    """The verbs of `storage.store.Store`, which says what each means."""

    def __init__(self, database: Database) -> None:
        self.url = database.address.url
        self._database = database

    def settings(self) -> StoreSettings:
        """Return the settings of the store."""
        with self._database.reading() as connection:
            return read_settings(connection)

    def change_settings(self, **changes: Any) -> StoreSettings:
        """Change the named settings and return them all."""
        with self._database.writing(bulk=True) as connection:
            return change_settings(connection, changes)

    def data_version(self) -> str:
        """Return a text that is another one after any change."""
        with self._database.reading() as connection:
            return read_version(connection, ANY_CHANGE)

    def records_version(self) -> str:
        """Return a text that is another one after any change of what is counted and mapped."""
        with self._database.reading() as connection:
            return read_version(connection, OF_RECORDS)

    def save_import(self, batch: ImportBatch) -> ImportOutcome:
        """Save one file, all of it or nothing."""
        content = read_content(batch.crashes, batch.parties)
        with self._database.writing(bulk=True) as connection:
            return imports.save_import(connection, batch, content)

    def imports(self) -> pd.DataFrame:
        """Return the imported files with a column for each count."""
        with self._database.reading() as connection:
            return import_files.read_imports(connection)

    def crashes(self, chosen: CrashFilter | None = None) -> pd.DataFrame:
        """Return the chosen merged crashes, ordered by time, then key."""
        with self._database.reading() as connection:
            return reading.read_crashes(connection, chosen or CrashFilter())

    def count_crashes(self, chosen: CrashFilter | None = None) -> int:
        """Return how many crashes are chosen."""
        with self._database.reading() as connection:
            return reading.count_crashes(connection, chosen or CrashFilter())

    def parties(self, crash_ids: Sequence[str] | None = None) -> pd.DataFrame:
        """Return merged parties, ordered by crash, then number."""
        with self._database.reading() as connection:
            return reading.read_parties(connection, crash_ids)

    def crash(self, crash_id: str) -> CrashRecord:
        """Return one crash with its source and edits."""
        with self._database.reading() as connection:
            return read_record(connection, crash_id)

    def save_edits(
        self,
        crash_id: str,
        edits: Sequence[Edit],
        *,
        author: str,
        reason: str,
        expected_revision: int,
    ) -> int:
        """Save corrections and return the new revision."""
        with self._database.writing() as connection:
            return save_edits(
                connection,
                crash_id,
                edits,
                author=author,
                reason=reason,
                expected_revision=expected_revision,
            )

    def save_entered_crash(
        self, entered: EnteredCrash, *, author: str, expected_revision: int
    ) -> int:
        """Save a crash that an officer entered and return its revision."""
        with self._database.writing(bulk=True) as connection:
            return save_entered_crash(
                connection, entered, author=author, expected_revision=expected_revision
            )

    def withdraw_entered_crash(
        self, crash_id: str, *, author: str, reason: str, expected_revision: int
    ) -> None:
        """Take a crash that an officer entered out of the records."""
        with self._database.writing(bulk=True) as connection:
            withdraw_entered_crash(
                connection,
                crash_id,
                author=author,
                reason=reason,
                expected_revision=expected_revision,
            )

    def save_locations(self, locations: pd.DataFrame) -> None:
        """Replace the derived locations of the crashes in the table."""
        prepared = read_locations(locations)
        with self._database.writing(bulk=True) as connection:
            save_locations(connection, prepared)

    def save_junctions(self, junctions: Sequence[Junction], *, replace_method: str) -> None:
        """Save junctions; those of `replace_method` that are not among them go."""
        with self._database.writing(bulk=True) as connection:
            save_junctions(connection, junctions, replace_method=replace_method)

    def junctions(
        self, box_m: tuple[float, float, float, float] | None = None
    ) -> tuple[Junction, ...]:
        """Return the junctions in a box, or all."""
        with self._database.reading() as connection:
            return read_junctions(connection, box_m)

    def save_streets(
        self, area: StreetArea, records: Sequence[StreetRecord], *, author: str
    ) -> StreetOutcome:
        """Replace what was imported of an area of the map; what people edited stays."""
        with self._database.writing(bulk=True) as connection:
            return streets.save_streets(connection, area, records, author=author)

    def street_areas(self) -> tuple[StreetArea, ...]:
        """Return the areas of the map, by name."""
        with self._database.reading() as connection:
            return streets.read_areas(connection)

    def street_overview(self, area: str) -> StreetOverview:
        """Return where an area lies, and what is known of its days."""
        with self._database.reading() as connection:
            return streets.read_overview(connection, area)

    def street_records(
        self,
        area: str,
        *,
        box_m: tuple[float, float, float, float] | None = None,
        on: date | None = None,
        known_at: datetime | None = None,
    ) -> tuple[StreetRecord, ...]:
        """Return the records of an area, by kind and key."""
        with self._database.reading() as connection:
            return streets.read_records(connection, area, box_m=box_m, on=on, known_at=known_at)

    def save_street_edits(
        self,
        area: str,
        records: Sequence[StreetRecord],
        *,
        author: str,
        reason: str,
        expected: Sequence[StreetRecord],
    ) -> None:
        """Let `records` be all that holds of the things that they and `expected` name."""
        with self._database.writing(bulk=True) as connection:
            street_edits.save_street_edits(
                connection, area, records, author=author, reason=reason, expected=expected
            )

    def street_history(
        self, area: str, named: Sequence[tuple[str, str]] | None = None
    ) -> tuple[StreetRecord, ...]:
        """Return all versions of things, or of all that people ever corrected."""
        with self._database.reading() as connection:
            return street_edits.read_street_history(connection, area, named)

    def coverage(self) -> pd.DataFrame:
        """Return whether months are complete, by county and class."""
        with self._database.reading() as connection:
            return coverage.read_coverage(connection)

    def state_coverage(
        self, county: str, severity: str, month: str, state: str, *, author: str
    ) -> None:
        """Let a person say whether a month is complete."""
        with self._database.writing() as connection:
            key = (county, severity, month)
            coverage.state_coverage(connection, key, state, author=author)

    def unknown_codes(self) -> pd.DataFrame:
        """Return the texts that no code list knows, with their counts."""
        with self._database.reading() as connection:
            return unknown_codes.read_unknown_codes(connection)

    def quarantined(self, *, state: str | None = None) -> pd.DataFrame:
        """Return the rows that could not be imported."""
        with self._database.reading() as connection:
            return quarantine.read_quarantined(connection, state)

    def correct_quarantined(
        self, quarantine_id: int, cells: dict[str, str], *, author: str
    ) -> None:
        """Replace the cells of a waiting row."""
        with self._database.writing() as connection:
            quarantine.correct_quarantined(connection, quarantine_id, cells, author=author)

    def close_quarantined(self, quarantine_ids: Sequence[int], *, state: str, author: str) -> None:
        """Mark rows as settled or dropped."""
        with self._database.writing() as connection:
            quarantine.close_quarantined(connection, quarantine_ids, state=state, author=author)

    def save_document(
        self, kind: DocumentKind, key: str, text: str, *, author: str, expected_version: int
    ) -> Document:
        """Save the version after `expected_version` and return it."""
        with self._database.writing(renews=Renews.OTHERS) as connection:
            return document_rows.save_document(
                connection, kind, key, text, author=author, expected_version=expected_version
            )

    def document(
        self, kind: DocumentKind, key: str, *, version: int | None = None
    ) -> Document | None:
        """Return a version of a document, the latest unless told."""
        with self._database.reading() as connection:
            return document_rows.read_document(connection, kind, key, version)

    def documents(self, kind: DocumentKind, *, prefix: str = "") -> tuple[Document, ...]:
        """Return the latest version of each document whose key starts so, by key."""
        with self._database.reading() as connection:
            return document_rows.read_documents(connection, kind, prefix)

    def document_versions(self, kind: DocumentKind, key: str) -> tuple[Document, ...]:
        """Return all versions of a document, the oldest first."""
        with self._database.reading() as connection:
            return document_rows.read_versions(connection, kind, key)

    def save_attachment(
        self, key: str, attachment_id: str, media_type: str, content: bytes, *, author: str
    ) -> None:
        """Keep a file beside the documents of a key."""
        with self._database.writing(renews=Renews.OTHERS) as connection:
            document_rows.save_attachment(
                connection, key, attachment_id, media_type, content, author=author
            )

    def attachment(self, key: str, attachment_id: str) -> Attachment | None:
        """Return a file, None when it is not there."""
        with self._database.reading() as connection:
            return document_rows.read_attachment(connection, key, attachment_id)

    def log(self, author: str, action: str, subject: str, detail: dict[str, Any]) -> None:
        """Append to the audit log."""
        with self._database.writing(renews=Renews.OTHERS) as connection:
            audit.append(connection, author, action, subject, detail)

    def audit_log(self, *, subject: str | None = None) -> pd.DataFrame:
        """Return the audit log, the latest first."""
        with self._database.reading() as connection:
            return audit.read_audit_log(connection, subject)

    def backup(self, target: Path) -> datetime:
        """Write a whole, checked copy to `target`; return the moment it shows."""
        return write_backup(self._database, target)

    def snapshot(self, target: Path) -> datetime:
        """Write a compact copy for other programs; return the moment it shows."""
        return write_snapshot(self._database, target)

    def check_integrity(self) -> None:
        """Raise DamagedStoreError unless the store is whole."""
        check_integrity(self._database)

    def close(self) -> None:
        """Give back connections."""
        self._database.close()
