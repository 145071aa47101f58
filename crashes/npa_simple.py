"""Read the old police layout with one row for each crash as crash and party tables."""

import numpy as np
import pandas as pd

from crashes.casualties import read_casualties
from crashes.code_reading import Unknown, read_codes
from crashes.codes import code_list
from crashes.crash_tables import crash_table, in_second_edition, in_shape
from crashes.grouping import Grouping, group_rows
from crashes.layouts import VEHICLES, Layout
from crashes.model import PARTY_COLUMNS
from crashes.row_checks import DatedRows
from crashes.text_column import TextColumn

BETWEEN_PARTIES = ";"
BETWEEN_CLASSES = "-"  # 「自用-小客車」: text, main class


def read_npa_simple(
    dated: DatedRows, unknown: Unknown
) -> tuple[pd.DataFrame, pd.DataFrame, Grouping]:
    """Return crashes (CRASH_COLUMNS), parties (PARTY_COLUMNS) and the row behind each crash.

    Each row is a crash. Two rows of the same time and place that differ are two crashes; the second
    one's key ends in `-2`. The vehicles of the one cell are the parties, in its order.
    """
    grouping = _each_row_a_crash(group_rows(dated, np.zeros(len(dated.rows), dtype=np.int64)))
    casualties = read_casualties(dated.rows, unknown)
    crashes = crash_table(
        dated.at(grouping.first),
        grouping.crash_ids,
        casualties.at(grouping.first),
        pd.DataFrame(index=range(len(grouping.first))),
        Layout.NPA_SIMPLE,
    )
    return crashes, _parties(dated.at(grouping.first), grouping, unknown), grouping


def _each_row_a_crash(grouping: Grouping) -> Grouping:
    keys = grouping.crash_ids[grouping.crash]
    ids = [
        key if number == 1 else f"{key}-{number}"
        for key, number in zip(keys, grouping.party_no.tolist(), strict=True)
    ]
    return Grouping(
        order=grouping.order,
        crash=np.arange(len(ids)),
        party_no=np.ones(len(ids), dtype=np.int64),
        crash_ids=np.array(ids, dtype=object),
    )


def _parties(crashes: DatedRows, grouping: Grouping, unknown: Unknown) -> pd.DataFrame:
    """Return one row for each vehicle named in the cell of a crash."""
    cells = crashes.rows.columns[VEHICLES].read(_vehicles)
    counts = np.array([len(vehicles) for vehicles in cells], dtype=np.int64)
    crash = np.repeat(np.arange(len(cells)), counts)
    named = [vehicle for vehicles in cells for vehicle in vehicles]
    kind = read_codes(
        code_list("kind_code"),
        [
            (VEHICLES, TextColumn.of(main for _, main in named)),
            (VEHICLES, TextColumn.of(text for text, _ in named)),
        ],
        in_second_edition(crashes.day)[crash],
        unknown,
    )
    first = np.cumsum(counts) - counts
    parties = pd.DataFrame(
        {
            "crash_id": grouping.crash_ids[crash],
            "party_no": np.arange(len(crash)) - first[crash] + 1,
            "kind_code": kind,
        }
    )
    return in_shape(parties, PARTY_COLUMNS)


def _vehicles(cell: str) -> tuple[tuple[str, str], ...]:
    """Return text and main class of each vehicle of a cell.

    Examples
    --------
    >>> _vehicles("普通重型-機車;自用-小貨車(含客、貨兩用)")
    (('普通重型', '機車'), ('自用', '小貨車(含客、貨兩用)'))
    """
    named = [vehicle.strip() for vehicle in cell.split(BETWEEN_PARTIES)]
    split = [vehicle.rpartition(BETWEEN_CLASSES) for vehicle in named if vehicle]
    return tuple((text, main) for text, _, main in split)
