"""Verbs of analysis: hotspots, classify, evaluate."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cli.opened_store import attached_of, city_rules, coverage_of, crs_of, opened
from cli.options import (
    Options,
    Result,
    Verbs,
    add_verb,
    chosen_crashes,
    crash_options,
    period_options,
    site_options,
)
from cli.terminal import say
from errors import DaoanError

if TYPE_CHECKING:
    import pandas as pd


def add_analysis_verbs(verbs: Verbs) -> None:
    """Add the verbs of analysis."""
    hotspots = add_verb(verbs, "hotspots", run_hotspots, period_options(), crash_options())
    hotspots.add_argument("--eps-m", type=float, default=30.0)
    hotspots.add_argument("--min-crashes", type=int, help="default: max(5, mean per junction)")
    hotspots.add_argument("--weights", help="name of a weight set of EPDO")
    hotspots.add_argument("--top", type=int)
    hotspots.add_argument("--labels", type=Path, metavar="FILE.csv", help="crash_id, cluster")
    read = add_verb(verbs, "classify", run_classify, period_options(), crash_options())
    read.add_argument("--out", type=Path, required=True, metavar="FILE.csv")
    read.add_argument("--hide-headings", action="store_true", help="infer recorded directions")
    read.add_argument("--hide-type", action="store_true", help="ignore the official crash type")
    evaluate = add_verb(verbs, "evaluate", run_evaluate, site_options())
    evaluate.add_argument("--completed", type=date.fromisoformat, required=True, metavar="DATE")
    evaluate.add_argument("--before-months", type=int, required=True)
    evaluate.add_argument("--after-months", type=int, required=True)
    evaluate.add_argument("--works-from", type=date.fromisoformat, metavar="DATE")


def run_hotspots(options: Options) -> Result:
    """Find and rank hotspots of a period."""
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
        coverage = coverage_of(store, crashes, chosen)
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


def run_classify(options: Options) -> Result:
    """Read how the parties of each crash met, one row for each crash."""
    from collision_diagrams.classify import (
        Hidden,
        classification_table,
        contradictions_table,
        read_crashes,
    )
    from roadnet.model import DrivingSide

    hidden = Hidden(headings=options.hide_headings, crash_type=options.hide_type)
    with opened(options, create=False) as store, city_rules(store):
        crashes = store.crashes(chosen_crashes(options))
        read = read_crashes(
            crashes,
            store.parties(list(crashes["crash_id"])),
            store.junctions(),
            hidden=hidden,
            attached=attached_of(store),
            driving_side=DrivingSide(store.settings().driving_side),
        )
    found, against = classification_table(read, crashes), contradictions_table(read)
    try:
        found.to_csv(options.out, index=False, lineterminator="\n")
    except OSError as error:
        raise DaoanError("{file} cannot be written.", file=options.out) from error
    dared = int((found["relation"] != "unknown").sum())
    say(
        "{dared} of {total} crashes are read: {file}",
        dared=dared,
        total=len(found),
        file=options.out,
    )
    say("{count} contradictions in the records.", count=len(against))
    return {
        "total": len(found),
        "dared": dared,
        **{name: counted(found[name]) for name in ("status", "relation", "source")},
        "contradictions": {
            "by_kind": counted(against["kind"]),
            "listed": against.to_dict("records"),
        },
        "file": str(options.out),
    }


def counted(column: "pd.Series[str]") -> dict[str, int]:
    """Return how often each value stands in a column, by value."""
    return {str(key): int(count) for key, count in column.value_counts().sort_index().items()}


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
