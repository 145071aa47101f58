"""Read the police layout with one row for each party (51 columns) as crash and party tables."""

from collections.abc import Collection

import numpy as np
import numpy.typing as npt
import pandas as pd

from crashes.casualties import count_unknown, read_casualties
from crashes.code_reading import Unknown, read_codes
from crashes.codes import code_lists
from crashes.crash_tables import crash_table, in_second_edition, in_shape, read_number
from crashes.file_rows import Rows
from crashes.grouping import LAST, Grouping, group_rows
from crashes.layouts import AGE, HIT_AND_RUN, ORDINAL, SPEED_LIMIT, Layout
from crashes.model import CASE_ITEMS, PARTY_COLUMNS
from crashes.row_checks import DatedRows
from crashes.text_column import Indices, TextColumn

YES_NO = {"是": True, "否": False, "": None}
AGE_UNKNOWN = -1
LARGEST_NUMBER = 9_999  # of an age, a speed limit or the number of a party


def read_npa(dated: DatedRows, unknown: Unknown) -> tuple[pd.DataFrame, pd.DataFrame, Grouping]:
    """Return crashes (CRASH_COLUMNS), parties (PARTY_COLUMNS) and the rows behind each party.

    Parameters
    ----------
    dated
        Usable rows of one file.
    unknown
        Receives the texts that no code list knows.

    Notes
    -----
    The case columns stand on every row of a crash; those of the party with the lowest number count.
    """
    ordinal = _whole_numbers(dated.rows, ORDINAL, unknown)
    grouping = group_rows(dated, np.where(np.isnan(ordinal), LAST, ordinal).astype(np.int64))
    is_second = in_second_edition(dated.day)
    case_items = _coded(dated.rows, CASE_ITEMS, is_second, unknown)
    case_items["speed_limit_kmh"] = _whole_numbers(dated.rows, SPEED_LIMIT, unknown)
    casualties = read_casualties(dated.rows, unknown)
    first = grouping.first
    crashes = crash_table(
        dated.at(first),
        grouping.crash_ids,
        casualties.at(first),
        case_items.iloc[first].reset_index(drop=True),
        Layout.NPA,
    )
    return crashes, _parties(dated, grouping, ordinal, unknown), grouping


def _parties(
    dated: DatedRows, grouping: Grouping, ordinal: npt.NDArray[np.float64], unknown: Unknown
) -> pd.DataFrame:
    rows = dated.rows
    parties = _coded(rows, PARTY_COLUMNS, in_second_edition(dated.day), unknown)
    age = _whole_numbers(rows, AGE, unknown)
    parties["age"] = np.where(age == AGE_UNKNOWN, np.nan, age)
    parties["hit_and_run"] = _yes_no(rows.columns[HIT_AND_RUN], unknown)
    parties["delivered_ordinal"] = ordinal
    parties = parties.iloc[grouping.order].reset_index(drop=True)
    parties["crash_id"] = grouping.crash_ids[grouping.crash]
    parties["party_no"] = grouping.party_no
    return in_shape(parties, PARTY_COLUMNS)


def _coded(
    rows: Rows,
    fields: Collection[str],
    is_second: npt.NDArray[np.bool_],
    unknown: Unknown,
) -> pd.DataFrame:
    """Return the codes of those of the fields that the file has."""
    coded = {}
    for field, codes in code_lists().items():
        names = codes.fields[field]
        if field in fields and names:
            columns = [(name, rows.columns[name]) for name in names]
            coded[field] = read_codes(codes, columns, is_second, unknown)
    return pd.DataFrame(coded, index=range(len(rows)))


def _whole_numbers(rows: Rows, name: str, unknown: Unknown) -> npt.NDArray[np.float64]:
    """Return the whole numbers of a column, nan where there is none."""
    numbers = rows.columns[name].read(read_number, np.float64)
    numbers[(numbers % 1 != 0) | (abs(numbers) > LARGEST_NUMBER)] = np.nan
    count_unknown(name, rows.columns[name], ~np.isnan(numbers), unknown)
    return numbers


def _yes_no(texts: TextColumn, unknown: Unknown) -> Indices:
    values = texts.read(lambda text: YES_NO.get(text.strip()))
    is_known = texts.read(lambda text: text.strip() in YES_NO, bool)
    count_unknown(HIT_AND_RUN, texts, is_known, unknown)
    return values
