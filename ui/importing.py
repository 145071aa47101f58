"""Bring police crash files into the open store, and what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from crashes.import_summary import import_summary, sum_of_summaries
from crashes.intake import Progress, read_crash_files
from crashes.relocation import LocationError, relocate
from errors import DaoanError
from storage.store import Store


class Upload(Protocol):
    """A file that a browser sent."""

    name: str

    def getbuffer(self) -> memoryview:
        """Return its content."""
        ...


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: one summary for each file that was saved, and their sum."""

    files: tuple[dict[str, Any], ...]
    total: dict[str, Any]
    error: DaoanError | None = None  # why a file was refused; those before it are saved


def import_crash_files(
    store: Store, paths: Sequence[Path], counties: Sequence[str], progress: Progress
) -> ImportReport:
    """Save each file as a whole; stop at the first that is no police crash file.

    Then the locations of all records are judged again, because most faults show only among many.
    """
    summaries: list[dict[str, Any]] = []
    error = None
    try:
        for batch in read_crash_files(paths, counties=counties, progress=progress):
            summaries.append(import_summary(batch, store.save_import(batch)))
    except DaoanError as refused:
        error = refused
    try:
        relocate(store)
    except LocationError as unlocated:
        error = error or unlocated
    return ImportReport(tuple(summaries), sum_of_summaries(summaries), error)


def import_uploads(
    store: Store, uploads: Iterable[Upload], counties: Sequence[str], progress: Progress
) -> ImportReport:
    """Import files that a browser sent; they keep their names, nothing stays on the disk."""
    with TemporaryDirectory(prefix="daoan-upload-") as folder:
        paths = []
        for number, upload in enumerate(uploads):
            place = Path(folder) / str(number)  # two files may have the same name
            place.mkdir()
            path = place / (Path(upload.name).name or "upload.csv")
            path.write_bytes(upload.getbuffer())
            paths.append(path)
        return import_crash_files(store, paths, counties, progress)
