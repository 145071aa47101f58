"""Build the crash table of a police file from the rows that speak for its crashes."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from crashes.casualties import Casualties
from crashes.codes import SECOND_EDITION_FROM, CodeVersion
from crashes.file_rows import Rows
from crashes.layouts import LAT, LON, PLACE, POLICE_UNIT, Layout
from crashes.model import CRASH_COLUMNS, PLACE_COLUMNS
from crashes.places import places_of
from crashes.row_checks import DatedRows
from crashes.text_column import Indices

SECOND_EDITION_DAY = int(SECOND_EDITION_FROM.strftime("%Y%m%d"))
WHOLE_NUMBERS = {"deaths", "injuries", "speed_limit_kmh", "age", "delivered_ordinal"}
NUMBERS = {"lon", "lat", "kilometre", "from_deg", "to_deg"}


def in_second_edition(day: Indices) -> npt.NDArray[np.bool_]:
    """Return whether each day (YYYYMMDD) is on or after 2023-07-01."""
    return day >= SECOND_EDITION_DAY


def crash_table(
    first: DatedRows,
    crash_ids: npt.NDArray[np.object_],
    casualties: Casualties,
    case_items: pd.DataFrame,
    layout: Layout,
) -> pd.DataFrame:
    """Return CRASH_COLUMNS, one row for each crash.

    Parameters
    ----------
    first
        For each crash, the row that speaks for it.
    crash_ids, casualties, case_items
        Key, casualties and coded items of each crash, in the same order; items that are not among
        the columns of `case_items` are missing.
    layout
        The layout of the file.
    """
    versions = np.where(in_second_edition(first.day), *reversed(tuple(CodeVersion)))
    place = places_of(first.rows.columns[PLACE])
    place["county"] = place["county"].fillna(pd.Series(first.county, dtype="str"))
    table = pd.DataFrame(
        {
            "crash_id": crash_ids,
            "source": layout.value,
            "source_crash_id": None,
            "code_version": versions,
            "occurred_at": moments(first.day, first.time),
            "severity": casualties.severity,
            "severity_derived": casualties.severity_derived,
            "police_unit": _texts(first.rows, POLICE_UNIT),
            "place_text": _texts(first.rows, PLACE),
            "deaths": casualties.deaths,
            "injuries": casualties.injuries,
            "lon": _numbers(first.rows, LON),
            "lat": _numbers(first.rows, LAT),
        }
    )
    negative = table[["deaths", "injuries"]] < 0
    table[["deaths", "injuries"]] = table[["deaths", "injuries"]].mask(negative)
    return in_shape(
        pd.concat([table, place[list(PLACE_COLUMNS)], case_items], axis=1), CRASH_COLUMNS
    )


def in_shape(table: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Return `table` with these columns in this order and the types of the model.

    Texts and codes are `str`, whole numbers that may be missing `Int64`, other numbers `float64`.
    """
    shaped = table.reindex(columns=list(columns))
    kinds: dict[str, str] = {}
    for column in columns:
        if column in WHOLE_NUMBERS:
            kinds[column] = "Int64"
        elif column in NUMBERS:
            kinds[column] = "float64"
        elif column == "hit_and_run":
            kinds[column] = "boolean"
        elif column not in {"occurred_at", "severity_derived", "party_no"}:
            kinds[column] = "str"
    return shaped.astype(kinds).reset_index(drop=True)


def moments(day: Indices, time: Indices) -> npt.NDArray[np.datetime64]:
    """Return day (YYYYMMDD) and time (HHMMSS) as moments of local time.

    Examples
    --------
    >>> moments(np.array([20250131]), np.array([183500])).tolist()
    [datetime.datetime(2025, 1, 31, 18, 35)]
    """
    years = (day // 10_000 - 1970).astype("datetime64[Y]")
    days = (years.astype("datetime64[M]") + (day // 100 % 100 - 1)).astype("datetime64[D]")
    seconds = time // 10_000 * 3600 + time // 100 % 100 * 60 + time % 100
    whole: npt.NDArray[np.datetime64] = (days + (day % 100 - 1)).astype("datetime64[s]") + seconds
    return whole


def read_number(text: str) -> float:
    """Return the number a text writes, nan when it writes none.

    Examples
    --------
    >>> read_number(" 120.45 "), read_number("1e999"), read_number("不明")
    (120.45, nan, nan)
    """
    try:
        number = float(text)
    except ValueError:
        return float("nan")
    return number if abs(number) < float("inf") else float("nan")


def _texts(rows: Rows, name: str) -> "pd.Series[str] | None":
    if name not in rows.columns:
        return None
    column = rows.columns[name]
    return pd.Series(pd.array(column.texts, dtype="str").take(column.rows))


def _numbers(rows: Rows, name: str) -> npt.NDArray[np.float64] | float:
    if name not in rows.columns:
        return float("nan")
    return rows.columns[name].read(read_number, np.float64)
