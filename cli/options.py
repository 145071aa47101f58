"""The options that several verbs share, and how a verb is added to the parser."""

import argparse
import os
from datetime import date
from typing import TYPE_CHECKING, Any

from errors import DaoanError
from language import Language

if TYPE_CHECKING:
    from crashes.model import CrashFilter

DEFAULT_STORE = "./var/daoan.gpkg"

Options = argparse.Namespace
Result = dict[str, Any]
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


def chosen_crashes(options: Options) -> "CrashFilter":
    """Return the filter that the options of a verb describe.

    Raises
    ------
    DaoanError
        When the period ends before it begins.
    """
    from crashes.model import CrashFilter, Severity

    if options.start and options.end and options.start >= options.end:
        raise DaoanError(
            "The period from {start} to {end} (end excluded) holds no day: let it end later.",
            start=options.start.isoformat(),
            end=options.end.isoformat(),
        )
    return CrashFilter(
        start=options.start,
        end=options.end,
        severities=tuple(Severity(one) for one in getattr(options, "severity", None) or ()),
        hours=tuple(getattr(options, "hour", None) or ()),
        counties=tuple(getattr(options, "county", None) or ()),
    )
