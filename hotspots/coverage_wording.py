"""Say in words how complete the records of a period are: on sheets and under tables."""

from collections.abc import Sequence
from typing import Any

from language import Language, Message


def coverage_sentences(summary: Sequence[dict[str, Any]]) -> tuple[Message, ...]:
    """Return one sentence for each county and class of which anything was delivered.

    Parameters
    ----------
    summary
        What `coverage_of_period` gave.

    Examples
    --------
    >>> row = {"county": "嘉義市", "severity": "A2", "from": "2025-01", "to": "2025-03"}
    >>> row |= {"complete": 1, "partial": 2, "absent": 0}
    >>> print(coverage_sentences([row])[0].in_language(Language.EN))
    嘉義市 A2: 1 of 3 months complete, 2 partly
    """
    return tuple(
        Message(
            "{county} {severity}: {complete} of {months} months complete, {partial} partly"
            if row["partial"]
            else "{county} {severity}: {complete} of {months} months complete",
            {
                "county": row["county"],
                "severity": row["severity"],
                "complete": row["complete"],
                "months": row["complete"] + row["partial"] + row["absent"],
            }
            | ({"partial": row["partial"]} if row["partial"] else {}),
        )
        for row in summary
        if row["complete"] or row["partial"]
    )


def never_delivered(summary: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """Return the classes of which no month was delivered by any county."""
    held = {row["severity"] for row in summary if row["complete"] or row["partial"]}
    return tuple(sorted({str(row["severity"]) for row in summary} - {str(one) for one in held}))


def coverage_text(summary: Sequence[dict[str, Any]], language: Language) -> str:
    """Return the whole coverage as one line."""
    parts = [said.in_language(language) for said in coverage_sentences(summary)]
    absent = never_delivered(summary)
    if absent:
        none = Message("no data of {classes}", {"classes": "、".join(absent)})
        parts.append(none.in_language(language))
    return ("；" if language is Language.ZH_TW else "; ").join(parts)
