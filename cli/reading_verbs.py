"""Verbs about the readings of crashes: how often the program reads as people do."""

from cli.opened_store import attached_of, city_rules, opened
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

SHARES = ("relation", "diagram_type", "arms", "first_offered")


def add_reading_verbs(verbs: Verbs) -> None:
    """Add the verbs about readings."""
    add_verb(verbs, "accuracy", run_accuracy, period_options(), crash_options())


def run_accuracy(options: Options) -> Result:
    """Compare automatic readings with those that people confirmed, by source and month."""
    from collision_diagrams.accuracy import accuracy_board, compare_readings

    with opened(options, create=False) as store, city_rules(store):
        attached = attached_of(store)
        crashes = store.crashes(chosen_crashes(options))
        crashes = crashes[crashes["crash_id"].isin(attached.confirmed)]
        parties = store.parties(list(crashes["crash_id"]))
        compared = compare_readings(crashes, parties, attached, store.junctions())
    board = [row.as_json() for row in accuracy_board(compared)]
    if not board:
        say(
            "No reading is confirmed yet: open a collision diagram and decide the crashes under"
            " “To be confirmed”."
        )
    for row in board:
        shares = {f"{name}_right": row[name]["right"] for name in SHARES}
        of = {f"{name}_of": row[name]["of"] for name in SHARES}
        say(
            "{name}: {confirmed} confirmed; relation {relation_right}/{relation_of}, type"
            " {diagram_type_right}/{diagram_type_of}, arms {arms_right}/{arms_of}, first offer"
            " {first_offered_right}/{first_offered_of}",
            name=row["name"] or row["group"],
            confirmed=row["confirmed"],
            **shares,
            **of,
        )
    return {"confirmed": len(compared), "rows": board}
