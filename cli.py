"""The command `daoan`: one thin function for each verb; read from the store, call, write.

Packages are imported inside the verbs: a command starts as fast as what it needs, no slower.
"""

import argparse
import json
import os
import secrets
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from errors import DaoanError
from language import Language, choose_language, translate

if TYPE_CHECKING:
    from crashes.model import CrashFilter
    from storage.store import Store

DEFAULT_STORE = "./var/daoan.gpkg"
EXIT_USER_ERROR = 1
COMMAND_AUTHOR = "daoan"

Options = argparse.Namespace
Result = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0, 1 (an error the user can mend) or 2 (wrong usage)."""
    options = parser().parse_args(arguments)
    choose_language(Language(options.lang))
    try:
        result = options.run(options)
    except DaoanError as error:
        print(translate(error.message, **error.values), file=sys.stderr)
        return EXIT_USER_ERROR
    except KeyboardInterrupt:
        say("Stopped; what was acknowledged is saved.")
        return EXIT_USER_ERROR
    if options.json:
        print(json.dumps(result, ensure_ascii=False, default=str))
    return 0


def say(text: str, **values: Any) -> None:
    """Tell the person at the terminal something; standard output stays free for results."""
    print(translate(text, **values), file=sys.stderr, flush=True)


@contextmanager
def opened(options: Options, *, create: bool = True) -> "Iterator[Store]":
    """Open the store that the options name, and give it back at the end."""
    from storage.open import open_store

    store = open_store(options.store, create=create)
    try:
        yield store
    finally:
        store.close()


def chosen_crashes(options: Options) -> "CrashFilter":
    """Return the filter that the options of a verb describe."""
    from crashes.model import CrashFilter, Severity

    return CrashFilter(
        start=options.start,
        end=options.end,
        severities=tuple(Severity(one) for one in getattr(options, "severity", None) or ()),
        hours=tuple(getattr(options, "hour", None) or ()),
        counties=tuple(getattr(options, "county", None) or ()),
    )


def crs_of(store: "Store") -> str:
    """Return the CRS of a store that holds data."""
    crs = store.settings().crs
    if crs is None:
        raise DaoanError("{store} holds no records yet: import some first.", store=store.url)
    return crs


# --- the store ------------------------------------------------------------------------------


def run_init(options: Options) -> Result:
    """Make a store, or say what the existing one holds."""
    with opened(options) as store:
        named = {"counties": tuple(options.county or ()), "crs": options.crs}
        changes = {key: value for key, value in named.items() if value}
        settings = store.change_settings(**changes) if changes else store.settings()
        crashes = store.count_crashes()
        say("The store {store} is ready and holds {count} crashes.", store=store.url, count=crashes)
        return {
            "store": store.url,
            "crashes": crashes,
            "counties": list(settings.counties),
            "crs": settings.crs,
        }


def run_demo(options: Options) -> Result:
    """Put the demo city into an empty store."""
    from crashes.demo_city.generate import make_demo_city
    from crashes.relocation import relocate

    with opened(options) as store:
        held = store.count_crashes()
        if held and options.if_empty:
            return {"store": store.url, "crashes": held, "made": False}
        if held:
            raise DaoanError(
                "{store} already holds {count} crashes; the demo city goes into an empty store.",
                store=store.url,
                count=held,
            )
        say("Making the demo city (invented data) ...")
        city = make_demo_city()
        store.change_settings(**city.settings)
        store.save_junctions(city.junctions, replace_method="demo")
        store.save_import(city.batch)
        relocate(store)
        made = len(city.batch.crashes)
        say("The demo city is in {store}: {count} crashes.", store=store.url, count=made)
        return {"store": store.url, "crashes": made, "made": True}


def run_backup(options: Options) -> Result:
    """Write a whole, checked copy of the store."""
    with opened(options, create=False) as store:
        made_at = store.backup(options.out)
        say("The backup {file} is written and checked.", file=options.out)
        return {"store": store.url, "file": str(options.out), "made_at": made_at.isoformat()}


def run_restore(options: Options) -> Result:
    """Bring a backup into a store."""
    from storage.restore import restore

    restore(options.file, options.store, replace=options.replace)
    with opened(options, create=False) as store:
        crashes = store.count_crashes()
        say("{store} holds {count} crashes again.", store=store.url, count=crashes)
        return {"store": store.url, "crashes": crashes}


def run_serve(options: Options) -> Result:
    """Serve the pages until the process is stopped."""
    store = options.store
    if "://" not in store:
        store = str(Path(store).resolve())
    os.environ["DAOAN_STORE"] = store
    os.chdir(Path(__file__).parent)
    say("Daoan: http://{host}:{port} (stop with Ctrl+C)", host=options.host, port=options.port)
    where = ["--server.address", options.host, "--server.port", str(options.port)]
    program = [sys.executable, "-m", "streamlit", "run", "app.py", *where]
    os.execv(sys.executable, program)


# --- records in and out ----------------------------------------------------------------------


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


def publication_salt(store: "Store") -> str:
    """Return the secret of the store behind published keys; it is made at the first export."""
    salt: str | None = store.settings().more.get("publication_salt")
    if salt is None:
        salt = secrets.token_hex(16)
        store.change_settings(publication_salt=salt)
    return salt


# --- analysis --------------------------------------------------------------------------------


def run_hotspots(options: Options) -> Result:
    """Find and rank hotspots of a period."""
    from hotspots.coverage import coverage_of_period
    from hotspots.find import find_hotspots
    from hotspots.listing import listing
    from hotspots.weights import weight_set

    chosen = chosen_crashes(options)
    with opened(options, create=False) as store:
        crashes = store.crashes(chosen)
        hotspots = find_hotspots(
            crashes,
            store.junctions(),
            eps_m=options.eps_m,
            min_crashes=options.min_crashes,
            weights=weight_set(options.weights),
            crs=crs_of(store),
        )
        counties = chosen.counties or crashes["county"].dropna().unique()
        coverage = coverage_of_period(
            store.coverage(),
            counties,
            start=chosen.start,
            end=chosen.end,
            severities=chosen.severities,
        )
    found = listing(hotspots, chosen, coverage, top=options.top)
    if options.labels:
        hotspots.labels.to_csv(options.labels, index=False)
    say("eps {eps_m:g} m, at least {min_crashes} crashes", **found["method"])
    for row in found["hotspots"]:
        say("{rank:>3}  {name}  {crashes} (A1 {a1}, A2 {a2}, A3 {a3})  EPDO {epdo:g}", **row)
    say(
        "{total} crashes: {in_hotspots} in hotspots, {noise} elsewhere, "
        "{doubtful_location} with a doubtful location.",
        **{key: found[key] for key in ("total", "in_hotspots", "noise", "doubtful_location")},
    )
    return found


def run_evaluate(options: Options) -> Result:
    """Compare a site before and after a measure."""
    from crashes.model import CrashFilter
    from hotspots.site import site_at
    from improvements.evaluate import evaluate_site
    from improvements.listing import listing
    from improvements.periods import EvaluationPlan

    plan = EvaluationPlan(
        completed=options.completed,
        before_months=options.before_months,
        after_months=options.after_months,
        works_from=options.works_from,
    )
    with opened(options, create=False) as store:
        site = site_at(options.lon, options.lat, options.radius_m, crs=crs_of(store))
        crashes = store.crashes(CrashFilter())
        evaluation = evaluate_site(crashes, store.junctions(), store.coverage(), site, plan)
    found = listing(evaluation)
    for sentence in (found["verdict"], *found["explanation"], *found["cautions"]):
        print(sentence, file=sys.stderr)
    return found


# --- the parser ------------------------------------------------------------------------------


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command."""
    top = argparse.ArgumentParser(prog="daoan", description="道安 Daoan: road-safety platform")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    _store_verbs(verbs)
    _record_verbs(verbs)
    _analysis_verbs(verbs)
    return top


Verbs = Any  # argparse keeps the type of sub-parsers private


def add_verb(
    verbs: Verbs, name: str, run: Any, *more: argparse.ArgumentParser
) -> argparse.ArgumentParser:
    """Add a verb whose help is the first line of the function that runs it."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--store",
        default=os.environ.get("DAOAN_STORE", DEFAULT_STORE),
        help="gpkg:///path.gpkg, a plain path, or postgresql://... (default: DAOAN_STORE, else "
        + DEFAULT_STORE
        + ")",
    )
    shared.add_argument("--json", action="store_true", help="one JSON object on standard output")
    shared.add_argument("--lang", choices=[str(one) for one in Language], default="zh-TW")
    said = run.__doc__.splitlines()[0]
    verb: argparse.ArgumentParser = verbs.add_parser(
        name, parents=[shared, *more], help=said, description=said
    )
    verb.set_defaults(run=run)
    return verb


def period_options() -> argparse.ArgumentParser:
    """Return `--from` and `--to` (ISO dates, the end excluded)."""
    period = argparse.ArgumentParser(add_help=False)
    period.add_argument(
        "--from", dest="start", type=date.fromisoformat, metavar="DATE", help="first day"
    )
    period.add_argument(
        "--to", dest="end", type=date.fromisoformat, metavar="DATE", help="day after the last"
    )
    return period


def crash_options() -> argparse.ArgumentParser:
    """Return the options that choose crashes beside the period."""
    chosen = argparse.ArgumentParser(add_help=False)
    chosen.add_argument("--county", action="append", metavar="NAME")
    chosen.add_argument("--severity", action="append", choices=["A1", "A2", "A3"])
    chosen.add_argument("--hour", action="append", type=int, choices=range(24), metavar="0-23")
    return chosen


def site_options() -> argparse.ArgumentParser:
    """Return the options that name a site."""
    site = argparse.ArgumentParser(add_help=False)
    site.add_argument("--lon", type=float, required=True, help="degrees, WGS84")
    site.add_argument("--lat", type=float, required=True, help="degrees, WGS84")
    site.add_argument("--radius-m", type=float, default=40.0)
    return site


def _store_verbs(verbs: Verbs) -> None:
    init = add_verb(verbs, "init", run_init)
    init.add_argument("--county", action="append", metavar="NAME", help="own county; repeatable")
    init.add_argument("--crs", help="metre CRS of the store, such as EPSG:3826")
    demo = add_verb(verbs, "demo", run_demo)
    demo.add_argument("--if-empty", action="store_true", help="do nothing when there are records")
    backup = add_verb(verbs, "backup", run_backup)
    backup.add_argument("--out", type=Path, required=True)
    restore = add_verb(verbs, "restore", run_restore)
    restore.add_argument("file", type=Path)
    restore.add_argument("--replace", action="store_true", help="replace what the store holds")
    serve = add_verb(verbs, "serve", run_serve)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8501)


def _record_verbs(verbs: Verbs) -> None:
    sources = verbs.add_parser("import", help="Bring crash files into the store.")
    kinds = sources.add_subparsers(dest="source", required=True, metavar="SOURCE")
    npa = add_verb(kinds, "npa", run_import_npa)
    npa.add_argument("files", type=Path, nargs="+", metavar="FILE")
    npa.add_argument("--county", action="append", metavar="NAME", help="own county; repeatable")
    rows = verbs.add_parser("quarantine", help="Rows that could not be imported.")
    actions = rows.add_subparsers(dest="action", required=True, metavar="ACTION")
    shown = add_verb(actions, "list", run_quarantine_list)
    shown.add_argument("--state", choices=["waiting", "settled", "dropped"])
    written = add_verb(actions, "export", run_quarantine_export)
    written.add_argument("--out", type=Path, required=True)
    export = add_verb(verbs, "export", run_export, period_options(), crash_options())
    export.add_argument("--out", type=Path, required=True, help=".csv, .geojson or .gpkg")


def _analysis_verbs(verbs: Verbs) -> None:
    hotspots = add_verb(verbs, "hotspots", run_hotspots, period_options(), crash_options())
    hotspots.add_argument("--eps-m", type=float, default=30.0)
    hotspots.add_argument("--min-crashes", type=int, help="default: max(5, mean per junction)")
    hotspots.add_argument("--weights", help="name of a weight set of EPDO")
    hotspots.add_argument("--top", type=int)
    hotspots.add_argument("--labels", type=Path, metavar="FILE.csv", help="crash_id, cluster")
    evaluate = add_verb(verbs, "evaluate", run_evaluate, site_options())
    evaluate.add_argument("--completed", type=date.fromisoformat, required=True, metavar="DATE")
    evaluate.add_argument("--before-months", type=int, required=True)
    evaluate.add_argument("--after-months", type=int, required=True)
    evaluate.add_argument("--works-from", type=date.fromisoformat, metavar="DATE")


if __name__ == "__main__":
    sys.exit(main())
