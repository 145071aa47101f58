"""What an import did, in counts that add up: one object for each file, and their sum."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from crashes.model import ImportBatch, ImportOutcome

COUNTS = (
    "rows_read",
    "footer_rows",
    "blank_rows",
    "duplicate_rows",
    "other_county_rows",
    "quarantined_rows",
    "party_rows",
    "joined_rows",
    "crashes",
    "crashes_new",
    "crashes_changed",
    "crashes_unchanged",
)


def import_summary(batch: ImportBatch, outcome: ImportOutcome) -> dict[str, Any]:
    """Return what one file held and what saving it did.

    Returns
    -------
    summary
        `file`, `layout`, the COUNTS (rows read = footer + blank + duplicate + other county +
        quarantined + party + joined rows; a joined row says more of a crash or party that has its
        row already, in sources of several files), `unknown_codes` (column, value, count) and
        `conflicts`: crashes whose source changed under a correction.
    """
    saved = {
        "crashes_new": outcome.crashes_new,
        "crashes_changed": outcome.crashes_changed,
        "crashes_unchanged": outcome.crashes_unchanged,
    }
    counts = batch.counts | saved
    return {
        "file": batch.file,
        "layout": batch.layout,
        **{name: int(counts.get(name, 0)) for name in COUNTS},
        "unknown_codes": [
            {"column": str(column), "value": str(value), "count": int(count)}
            for column, value, count in batch.unknown_codes[["column", "value", "count"]].to_numpy()
        ],
        "conflicts": list(outcome.conflicts),
    }


def sum_of_summaries(summaries: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the same counts over all files; an unknown text is counted once for all of them.

    Examples
    --------
    >>> one = {"rows_read": 3, "unknown_codes": [{"column": "天候", "value": "x", "count": 2}]}
    >>> total = sum_of_summaries([one, one])
    >>> total["rows_read"], total["unknown_codes"][0]["count"]
    (6, 4)
    """
    unknown: Counter[tuple[str, str]] = Counter()
    for summary in summaries:
        for code in summary.get("unknown_codes", []):
            unknown[code["column"], code["value"]] += code["count"]
    return {
        **{name: sum(summary.get(name, 0) for summary in summaries) for name in COUNTS},
        "unknown_codes": [
            {"column": column, "value": value, "count": count}
            for (column, value), count in sorted(unknown.items())
        ],
        "conflicts": sorted({one for each in summaries for one in each.get("conflicts", [])}),
    }
