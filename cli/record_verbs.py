"""Verbs that bring records in and give them out: import, quarantine, export."""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.opened_store import crs_of, opened, publication_salt
from cli.options import (
    Options,
    Result,
    Verbs,
    add_verb,
    chosen_crashes,
    crash_options,
    period_options,
)
from cli.terminal import say
from errors import DaoanError
from language import translate

if TYPE_CHECKING:
    from crashes.model import ImportBatch

COMMAND_AUTHOR = "daoan"


def add_record_verbs(verbs: Verbs) -> None:
    """Add the verbs about records."""
    sources = verbs.add_parser("import", help="Bring crash files into the store.")
    kinds = sources.add_subparsers(dest="source", required=True, metavar="SOURCE")
    npa = add_verb(kinds, "npa", run_import_npa)
    npa.add_argument("files", type=Path, nargs="+", metavar="FILE")
    npa.add_argument("--county", action="append", metavar="NAME", help="own county; repeatable")
    odot = add_verb(kinds, "odot", run_import_odot)
    odot.add_argument("folder", type=Path, help="holds crash*.csv, vehicle*.csv, participant*.csv")
    odot.add_argument("--county", action="append", metavar="NAME", help="own county; repeatable")
    mapped = add_verb(kinds, "mapped", run_import_mapped)
    mapped.add_argument("file", type=Path, metavar="FILE")
    mapped.add_argument("--mapping", type=Path, required=True, metavar="M.yaml")
    rows = verbs.add_parser("quarantine", help="Rows that could not be imported.")
    actions = rows.add_subparsers(dest="action", required=True, metavar="ACTION")
    shown = add_verb(actions, "list", run_quarantine_list)
    shown.add_argument("--state", choices=["waiting", "settled", "dropped"])
    written = add_verb(actions, "export", run_quarantine_export)
    written.add_argument("--out", type=Path, required=True)
    tried = add_verb(actions, "retry", run_quarantine_retry)
    tried.add_argument("file", type=Path, nargs="?", help="the corrected file of `export`")
    export = add_verb(verbs, "export", run_export, period_options(), crash_options())
    export.add_argument("--out", type=Path, required=True, help=".csv, .geojson or .gpkg")


def run_import_npa(options: Options) -> Result:
    """Bring police crash files into the store."""
    from crashes.import_summary import import_summary, sum_of_summaries
    from crashes.intake import read_crash_files
    from crashes.relocation import relocate

    with opened(options) as store:
        counties = tuple(options.county or store.settings().counties)
        if options.county:
            store.change_settings(counties=counties)
        files = []
        for batch in read_crash_files(options.files, counties=counties, progress=_say_file):
            files.append(import_summary(batch, store.save_import(batch)))
        statuses = relocate(store)
        total = sum_of_summaries(files)
        _say_import(total)
        return {"files": files, "total": total, "location_statuses": statuses}


def run_import_odot(options: Options) -> Result:
    """Bring a folder of Oregon crash data into the store."""
    from crashes.odot import read_odot_folder

    refused: list[DaoanError] = []
    counties = tuple(options.county or ())
    batches = read_odot_folder(options.folder, counties=counties, on_refused=refused.append)
    result = _import_batches(options, batches)
    reasons = [translate(error.message, **error.values) for error in refused]
    for reason in reasons:
        say("Not imported: {reason}", reason=reason)
    return {**result, "refused": reasons}


def run_import_mapped(options: Options) -> Result:
    """Bring any table into the store by a file that says what its columns mean."""
    from crashes.mapped import read_mapped

    return _import_batches(options, [read_mapped(options.file, options.mapping)])


def _import_batches(options: Options, batches: "Iterable[ImportBatch]") -> Result:
    """Save batches, judge all locations again and report as for police files."""
    from crashes.import_summary import import_summary, sum_of_summaries
    from crashes.relocation import relocate

    with opened(options) as store:
        files = [import_summary(batch, store.save_import(batch)) for batch in batches]
        statuses = relocate(store)
    total = sum_of_summaries(files)
    _say_import(total)
    return {"files": files, "total": total, "location_statuses": statuses}


def _say_file(file: str, done: int, count: int) -> None:
    if done < count:
        say("[{number}/{count}] {file}", number=done + 1, count=count, file=file)


def _say_import(total: Result) -> None:
    say(
        "{rows} rows: {parties} party rows of {crashes} crashes ({new} new, {changed} changed), "
        "{quarantined} in the quarantine.",
        rows=total["rows_read"],
        parties=total["party_rows"],
        crashes=total["crashes"],
        new=total["crashes_new"],
        changed=total["crashes_changed"],
        quarantined=total["quarantined_rows"],
    )
    for unknown in total["unknown_codes"]:
        say("Unknown code in {column}: {value} ({count} times); kept as it is.", **unknown)


def run_quarantine_list(options: Options) -> Result:
    """Show the rows that could not be imported."""
    with opened(options, create=False) as store:
        rows = store.quarantined(state=options.state)
        shown = [quarantine_row(row) for row in rows.to_dict("records")]
        for row in shown:
            say("{id}: {file} row {row}, {column}: {reason}", **row)
        say("{count} rows.", count=len(shown))
        return {"rows": shown, "count": len(shown)}


def quarantine_row(row: dict[Any, Any]) -> Result:
    """Return one row of the quarantine for machines and for the terminal."""
    from language import Message

    return {
        "id": int(row["quarantine_id"]),
        "file": row["file"],
        "row": int(row["file_row"]),
        "column": row["column"] if isinstance(row["column"], str) else "-",
        "reason": Message.from_json(row["reason"]).in_language(),
        "state": row["state"],
        "cells": json.loads(row["cells"]),
    }


def run_quarantine_export(options: Options) -> Result:
    """Write the waiting rows as a CSV file in which they can be corrected."""
    from crashes.quarantine import corrections_csv

    with opened(options, create=False) as store:
        rows = store.quarantined(state="waiting")
        options.out.write_text(corrections_csv(rows), encoding="utf-8-sig", newline="")
        say(
            "{count} rows are in {file}: correct the cells there.",
            count=len(rows),
            file=options.out,
        )
        return {"file": str(options.out), "rows": len(rows)}


def run_quarantine_retry(options: Options) -> Result:
    """Import waiting rows again, corrected in a file or on the page."""
    from crashes.quarantine import read_corrections
    from crashes.relocation import relocate
    from crashes.retry import retry_quarantined

    corrections = read_corrections(read_text(options.file)) if options.file else None
    with opened(options, create=False) as store:
        outcome = retry_quarantined(store, author=COMMAND_AUTHOR, corrections=corrections)
        if outcome.settled:
            relocate(store)
    waiting = {number: reason.in_language() for number, reason in outcome.reasons.items()}
    for number, reason in waiting.items():
        say("{id}: {reason}", id=number, reason=reason)
    say(
        "{settled} rows imported, {waiting} still wait.",
        settled=len(outcome.settled),
        waiting=len(waiting),
    )
    return {"settled": list(outcome.settled), "waiting": waiting}


def read_text(path: Path) -> str:
    """Return the text of a file in UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DaoanError("{file} cannot be read as text in UTF-8.", file=path) from error


def run_export(options: Options) -> Result:
    """Write de-identified crashes for other agencies."""
    from crashes.publication import write_publication

    with opened(options, create=False) as store:
        crashes = store.crashes(chosen_crashes(options))
        parties = store.parties(list(crashes["crash_id"]))
        published = write_publication(
            options.out,
            crashes,
            parties,
            crs=crs_of(store),
            on=datetime.now().astimezone().date(),
            salt=publication_salt(store),
        )
        store.log(COMMAND_AUTHOR, "export", str(options.out), dict(published))
        say("{crashes} crashes, {parties} parties: {file}", file=options.out, **published)
        return {"file": str(options.out), **published}
