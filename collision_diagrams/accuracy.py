"""How often the program reads a crash as a person did: the accuracy board.

Every confirmed reading is compared with what the program reads from the same record without it.
What people confirm is not a random sample: they look first at what the program could not decide.
So the board counts apart how often a reading that the program dared was right, and how often the
chosen reading was the first, or among those, that it had offered.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Any

import pandas as pd

from collision_diagrams.attached import Attached, with_attached
from collision_diagrams.confirmed import ConfirmedReading
from collision_diagrams.conflicts import wrapped_deg
from collision_diagrams.facts import facts_of_crashes
from collision_diagrams.model import CrashFacts, PartyPath, Resolution, Status
from collision_diagrams.resolver import resolve
from roadnet.model import Junction

Z_95 = 1.959963984540054  # of a normal distribution: 95 % lie within
SAME_SIDE_DEG = 30.0  # sides of a frame without known arms
MOST_DECIMALS = 4

COMPARISON_COLUMNS = (
    "crash_id",
    "record_source",  # npa, odot, officer …
    "month",  # of the crash, YYYY-MM
    "heading_source",  # a Source: where the program has its directions from
    "status",  # the Status of the program's reading
    "dared",  # whether the program would have drawn it
    "drawable",  # whether the person found that it can be drawn
    "relation_right",  # True, False; None where it was not dared or cannot be drawn
    "type_right",
    "arms_right",  # both parties from and to the same arms; None also where paths are missing
    "impact_off_m",  # between the two points of impact, missing where either is
    "offered",  # 1, 2, 3: place of the chosen reading among those offered; 0: not among them;
    # None where nothing was offered
)


class Group(StrEnum):
    """What a row of the board counts together."""

    ALL = "all"  # every confirmed crash
    RECORD_SOURCE = "record_source"  # by where the records come from
    HEADING_SOURCE = "heading_source"  # by where the directions of travel come from
    MONTH = "month"  # by month of the crash


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many, with the 95 % interval of Wilson."""

    right: int
    of: int

    @property
    def value(self) -> float | None:
        """The share; None of nothing."""
        return self.right / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Low and high end of the 95 % interval; None of nothing.

        Notes
        -----
        E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
        Journal of the American Statistical Association 22 (1927).

        Examples
        --------
        >>> [round(end, 4) for end in Share(81, 263).interval]
        [0.2553, 0.3662]
        >>> Share(5, 5).interval[1], Share(0, 0).interval
        (1.0, None)
        """
        if not self.of:
            return None
        share, count, square = self.right / self.of, self.of, Z_95**2
        middle = (share + square / (2 * count)) / (1 + square / count)
        spread = math.sqrt(share * (1 - share) / count + square / (4 * count**2))
        half = Z_95 * spread / (1 + square / count)
        low = 0.0 if self.right == 0 else max(middle - half, 0.0)
        high = 1.0 if self.right == self.of else min(middle + half, 1.0)
        return low, high

    def as_json(self) -> dict[str, Any]:
        """Return right, of, share, low, high for a machine."""
        low, high = self.interval or (None, None)
        numbers = {"share": self.value, "low": low, "high": high}
        rounded = {
            name: None if value is None else round(value, MOST_DECIMALS)
            for name, value in numbers.items()
        }
        return {"right": self.right, "of": self.of, **rounded}


@dataclass(frozen=True, slots=True)
class AccuracyRow:
    """What is known of one group of confirmed crashes."""

    group: Group
    name: str  # "" for all
    confirmed: int
    not_drawable: int  # of these a person found that they cannot be drawn
    dared: Share  # drawn by the program, of those that can be drawn
    relation: Share  # right, of those dared
    diagram_type: Share
    arms: Share
    first_offered: Share  # the chosen reading was offered first, of those with an offer
    among_offered: Share
    median_off_m: float | None
    measured: int  # points of impact compared

    def as_json(self) -> dict[str, Any]:
        """Return the row for a machine."""
        shares = ("dared", "relation", "diagram_type", "arms", "first_offered", "among_offered")
        return {
            "group": str(self.group),
            "name": self.name,
            "confirmed": self.confirmed,
            "not_drawable": self.not_drawable,
            **{name: getattr(self, name).as_json() for name in shares},
            "median_off_m": self.median_off_m,
            "measured": self.measured,
        }


def compare_readings(
    crashes: pd.DataFrame,
    parties: pd.DataFrame,
    attached: Attached,
    junctions: Sequence[Junction] = (),
    *,
    read: Callable[[CrashFacts], Resolution] = resolve,
) -> pd.DataFrame:
    """Return COMPARISON_COLUMNS for each confirmed crash of the tables, by key.

    Parameters
    ----------
    crashes, parties
        Tables of `crashes.model`.
    attached
        What people decided, and the scenes that the program reads as well.
    junctions
        Junctions of the store: compass sides are compared by the arms they belong to.
    read
        How the program reads a crash; another one compares another program.
    """
    confirmed = attached.confirmed
    wanted = crashes[crashes["crash_id"].isin(confirmed)]
    arms = _arms_of_crashes(wanted, junctions)
    rows = []
    for facts in facts_of_crashes(wanted, parties):
        found = read(with_attached(facts, attached))
        arms_deg = arms.get(facts.crash_id, ())
        rows.append(_compared(facts, found, confirmed[facts.crash_id], arms_deg))
    table = pd.DataFrame(rows, columns=list(COMPARISON_COLUMNS), dtype=object)
    return table.sort_values("crash_id", ignore_index=True)


def accuracy_board(comparisons: pd.DataFrame) -> tuple[AccuracyRow, ...]:
    """Return a row for all, for each source of records, source of directions, and month.

    Parameters
    ----------
    comparisons
        COMPARISON_COLUMNS, as `compare_readings` gives them. Empty: no rows.
    """
    return tuple(
        _row(group, name, rows)
        for group in Group
        for name, rows in _groups(group, comparisons.to_dict("records"))
    )


def _groups(group: Group, rows: list[dict[Any, Any]]) -> Iterator[tuple[str, list[dict[Any, Any]]]]:
    if group is Group.ALL:
        yield from [("", rows)] if rows else []
        return
    for name in sorted({str(row[group]) for row in rows}):
        yield name, [row for row in rows if str(row[group]) == name]


def _row(group: Group, name: str, rows: list[dict[Any, Any]]) -> AccuracyRow:
    drawable = [row for row in rows if row["drawable"]]
    offered = [row["offered"] for row in rows if row["offered"] is not None]
    off_m = [float(row["impact_off_m"]) for row in rows if row["impact_off_m"] is not None]

    def right(column: str) -> Share:
        said = [row[column] for row in rows if row[column] is not None]
        return Share(sum(said), len(said))

    return AccuracyRow(
        group,
        name,
        len(rows),
        len(rows) - len(drawable),
        Share(sum(bool(row["dared"]) for row in drawable), len(drawable)),
        right("relation_right"),
        right("type_right"),
        right("arms_right"),
        Share(sum(place == 1 for place in offered), len(offered)),
        Share(sum(place > 0 for place in offered), len(offered)),
        round(median(off_m), 2) if off_m else None,
        len(off_m),
    )


def _compared(
    facts: CrashFacts, found: Resolution, said: ConfirmedReading, arms_deg: Sequence[float]
) -> dict[str, Any]:
    dared, judged = found.status.plotted, found.status.plotted and said.can_be_drawn
    off_m = None
    if found.impact_m and said.impact_m:
        off_m = math.dist(found.impact_m, said.impact_m)
    return {
        "crash_id": facts.crash_id,
        "record_source": str(facts.source or ""),
        "month": f"{facts.occurred_at:%Y-%m}",
        "heading_source": str(found.source),
        "status": str(found.status),
        "dared": dared,
        "drawable": said.can_be_drawn,
        "relation_right": found.relation is said.relation if judged else None,
        "type_right": found.diagram_type is said.diagram_type if judged else None,
        "arms_right": _same_arms(found, said, arms_deg) if judged else None,
        "impact_off_m": off_m,
        "offered": _place_offered(found, said, arms_deg),
    }


def _place_offered(
    found: Resolution, said: ConfirmedReading, arms_deg: Sequence[float]
) -> int | None:
    """Return the place of the chosen reading among the offered ones, counted from 1."""
    if found.status is not Status.TO_CONFIRM or not found.candidates:
        return None
    for place, candidate in enumerate(found.candidates, start=1):
        if _looks(candidate) == _looks(said) and _same_arms(candidate, said, arms_deg) is not False:
            return place
    return 0


def _looks(reading: Resolution | ConfirmedReading) -> tuple[object, ...]:
    return reading.diagram_type, reading.parties, reading.lateral


def _same_arms(found: Resolution, said: ConfirmedReading, arms_deg: Sequence[float]) -> bool | None:
    """Return whether both parties come from and go to the same arms; None where paths are missing.

    In the compass where both readings are; else as seen from the first party.
    """
    mine, theirs = ({path.party_no: path for path in one.paths} for one in (found, said))
    if not mine or set(mine) != set(theirs):
        return None
    in_compass = found.absolute and said.absolute
    turns = [0.0, 0.0] if in_compass else [-paths[min(paths)].from_deg for paths in (mine, theirs)]
    arms = arms_deg if in_compass else ()
    return all(
        _same_side(one + turns[0], other + turns[1], arms)
        for number, path in mine.items()
        for one, other in zip(_sides(path), _sides(theirs[number]), strict=True)
    )


def _sides(path: PartyPath) -> tuple[float, float]:
    return path.from_deg, path.to_deg


def _same_side(one_deg: float, other_deg: float, arms_deg: Sequence[float]) -> bool:
    if arms_deg:
        nearest = [
            min(arms_deg, key=lambda arm: (abs(wrapped_deg(arm - side)), arm))
            for side in (one_deg, other_deg)
        ]
        return nearest[0] == nearest[1]
    return abs(wrapped_deg(one_deg - other_deg)) <= SAME_SIDE_DEG


def _arms_of_crashes(
    crashes: pd.DataFrame, junctions: Sequence[Junction]
) -> dict[str, tuple[float, ...]]:
    """Return crash_id -> bearings of the arms of its junction, where the store knows them."""
    if "junction_id" not in crashes:
        return {}
    known = {
        str(one.junction_id): tuple(sorted(arm.bearing_deg for arm in one.arms))
        for one in junctions
        if one.arms
    }
    pairs = zip(crashes["crash_id"], crashes["junction_id"].astype(object), strict=True)
    return {str(crash_id): known[key] for crash_id, key in pairs if key in known}
