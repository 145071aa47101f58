"""Make crashes out of rows: the rows of one day, time and place are the parties of one crash."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from crashes.crash_key import crash_key, place_key
from crashes.layouts import PLACE
from crashes.row_checks import DatedRows
from crashes.text_column import Indices

TIME_NUMBERS = 1_000_000  # HHMMSS is below
LAST = 1_000_000  # order of a party whose ordinal cannot be read


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which rows are the parties of which crash."""

    order: Indices  # positions of the rows, ordered by crash and party
    crash: Indices  # for each of them, the position of its crash in `crash_ids`
    party_no: Indices  # 1, 2, … within the crash
    crash_ids: npt.NDArray[np.object_]  # ordered

    @property
    def first(self) -> Indices:
        """The row of the first party of each crash: the one that speaks for the crash."""
        first: Indices = self.order[self.party_no == 1]
        return first


def group_rows(dated: DatedRows, ordinal: Indices) -> Grouping:
    """Return the crashes and the order of their parties; the order of the rows plays no part.

    Parameters
    ----------
    dated
        Rows with day, time and place.
    ordinal
        The number of the party as delivered, `LAST` where it cannot be read. Equal numbers (two
        crashes under one key) are ordered by the whole line.
    """
    when = dated.day * TIME_NUMBERS + dated.time
    place = dated.rows.columns[PLACE].read(lambda text: int(place_key(text), 16), np.int64)
    order = _ordered(when, place, ordinal, dated.rows.lines)
    when, place = when[order], place[order]
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = (when[1:] != when[:-1]) | (place[1:] != place[:-1])
    crash = np.cumsum(begins) - 1
    starts = np.flatnonzero(begins)
    ids = [
        crash_key(day, time, f"{spot:010x}")
        for (day, time), spot in zip(
            (divmod(moment, TIME_NUMBERS) for moment in when[starts].tolist()),
            place[starts].tolist(),
            strict=True,
        )
    ]
    return Grouping(
        order=order,
        crash=crash,
        party_no=np.arange(len(order)) - starts[crash] + 1,
        crash_ids=np.array(ids, dtype=object),
    )


def _ordered(when: Indices, place: Indices, ordinal: Indices, lines: "pd.Series[str]") -> Indices:
    order = np.lexsort((ordinal, place, when))
    same = np.zeros(len(order), dtype=bool)
    if len(order) > 1:
        keys = np.stack([when[order], place[order], ordinal[order]])
        is_equal = (keys[:, 1:] == keys[:, :-1]).all(axis=0)
        same[1:] |= is_equal
        same[:-1] |= is_equal
    if not same.any():
        return order
    tied = order[same]
    by_line = np.zeros(len(order), dtype=np.int64)
    by_line[tied[np.argsort(lines.iloc[tied].to_numpy(dtype=object))]] = np.arange(len(tied))
    return np.lexsort((by_line, ordinal, place, when))
