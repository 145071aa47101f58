"""Read deaths and injuries, and the class of a crash: as delivered, or from the deaths."""

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crashes.file_rows import Rows
from crashes.layouts import CASUALTIES, SEVERITY
from crashes.model import Severity
from crashes.text_column import Indices, TextColumn, Texts

UNREADABLE = -1
DEATHS_AND_INJURIES = re.compile(r"^死亡(\d{1,4})[;；,，]受傷(\d{1,4})$")


@dataclass(frozen=True, slots=True)
class Casualties:
    """Deaths, injuries and class of each row."""

    deaths: Indices  # -1 where not readable
    injuries: Indices
    severity: Texts
    severity_derived: npt.NDArray[np.bool_]  # the file has no class, or none we know

    def at(self, rows: Indices) -> "Casualties":
        """Return the casualties of these rows (positions)."""
        return Casualties(
            self.deaths[rows], self.injuries[rows], self.severity[rows], self.severity_derived[rows]
        )


def read_casualties(rows: Rows, unknown: "Counter[tuple[str, str]]") -> Casualties:
    """Return the casualties of each row; texts that cannot be read are added to `unknown`.

    A row without a class of its own is A1 when somebody died, else A2: the files hold crashes with
    deaths or injuries only.
    """
    texts = rows.columns[CASUALTIES]
    deaths = texts.read(lambda text: _number(text, 1), np.int64)
    injuries = texts.read(lambda text: _number(text, 2), np.int64)
    count_unknown(CASUALTIES, texts, texts.read(lambda text: _number(text, 1) >= 0, bool), unknown)
    derived = np.where(deaths > 0, Severity.A1.value, Severity.A2.value).astype(object)
    if SEVERITY not in rows.columns:
        return Casualties(deaths, injuries, derived, np.ones(len(rows), dtype=bool))
    stated = rows.columns[SEVERITY].read(_severity)
    is_stated = np.array(stated != "", dtype=bool)
    count_unknown(SEVERITY, rows.columns[SEVERITY], is_stated, unknown)
    return Casualties(deaths, injuries, np.where(is_stated, stated, derived), ~is_stated)


def count_unknown(
    name: str,
    texts: TextColumn,
    is_known: npt.NDArray[np.bool_],
    unknown: "Counter[tuple[str, str]]",
) -> None:
    """Add the texts of the rows that are not known, unless they are empty, to `unknown`."""
    if is_known.all():
        return
    others = texts.take(~is_known)
    for text, count in zip(others.texts, others.counts(), strict=True):
        if count and text.strip():
            unknown[name, text] += int(count)


def _number(text: str, group: int) -> int:
    found = DEATHS_AND_INJURIES.match(text.strip())
    return int(found[group]) if found else UNREADABLE


def _severity(text: str) -> str:
    text = text.strip().upper().removesuffix("類")
    return text if text in tuple(Severity) else ""
