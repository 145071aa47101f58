"""Verbs about the store itself: init, demo, backup, restore, serve."""

import os
import sys
from pathlib import Path

from cli.opened_store import opened
from cli.options import Options, Result, Verbs, add_verb
from cli.terminal import say
from errors import DaoanError

COMMAND_AUTHOR = "daoan"


def add_store_verbs(verbs: Verbs) -> None:
    """Add the verbs about the store itself."""
    init = add_verb(verbs, "init", run_init)
    init.add_argument("--county", action="append", metavar="NAME", help="own county; repeatable")
    init.add_argument("--crs", help="metre CRS of the store, such as EPSG:3826")
    init.add_argument(
        "--sign-in-required", choices=["yes", "no"], help="also to read records (default: no)"
    )
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


def run_init(options: Options) -> Result:
    """Make a store, or say what the existing one holds."""
    with opened(options) as store:
        named = {"counties": tuple(options.county or ()), "crs": options.crs}
        changes = {key: value for key, value in named.items() if value}
        if options.sign_in_required:
            changes["sign_in_required"] = options.sign_in_required == "yes"
        settings = store.change_settings(**changes) if changes else store.settings()
        crashes = store.count_crashes()
        say("The store {store} is ready and holds {count} crashes.", store=store.url, count=crashes)
        return {
            "store": store.url,
            "crashes": crashes,
            "counties": list(settings.counties),
            "crs": settings.crs,
            "sign_in_required": settings.sign_in_required,
        }


def run_demo(options: Options) -> Result:
    """Put the demo city into an empty store."""
    from crashes.demo_city.generate import make_demo_city
    from crashes.demo_city.street_map import demo_street_map
    from crashes.relocation import relocate
    from roadnet.records import area_of, records_of

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
        streets = demo_street_map()
        store.save_streets(area_of(streets), records_of(streets), author="demo")
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
        done = {"backup": options.file.name, "replaced": options.replace}
        store.log(COMMAND_AUTHOR, "restore", "store", done)
        say("{store} holds {count} crashes again.", store=store.url, count=crashes)
        return {"store": store.url, "crashes": crashes}


def run_serve(options: Options) -> Result:
    """Serve the pages until the process is stopped."""
    store = options.store
    if "://" not in store:
        store = str(Path(store).resolve())
    os.environ["DAOAN_STORE"] = store
    os.chdir(Path(__file__).parent.parent)
    say("Daoan: http://{host}:{port} (stop with Ctrl+C)", host=options.host, port=options.port)
    where = ["--server.address", options.host, "--server.port", str(options.port)]
    program = [sys.executable, "-m", "streamlit", "run", "app.py", *where]
    os.execv(sys.executable, program)
