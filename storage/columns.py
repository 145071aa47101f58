"""What kind of value each stored column holds, whatever the engine."""

from enum import StrEnum

from crashes.model import CRASH_COLUMNS, EDITABLE_CRASH_FIELDS, LOCATION_COLUMNS, PARTY_COLUMNS


class Kind(StrEnum):
    """The kind of the values of a column; decides its type in tables and in data frames."""

    TEXT = "text"  # text; missing allowed; dtype str
    COUNT = "count"  # a whole number that is always there; dtype int64
    INTEGER = "integer"  # a whole number that may be missing; dtype Int64
    NUMBER = "number"  # a real number that may be missing; dtype float64
    FLAG = "flag"  # True or False, always there; dtype bool
    MAYBE = "maybe"  # True, False or None; dtype object
    LOCAL_TIME = "local_time"  # local wall-clock time to the second; dtype datetime64[s]
    UTC_TIME = "utc_time"  # a moment, kept in UTC; dtype datetime64[ms, UTC]


KIND_OF = {
    "occurred_at": Kind.LOCAL_TIME,
    "severity_derived": Kind.FLAG,
    "deaths": Kind.INTEGER,
    "injuries": Kind.INTEGER,
    "kilometre": Kind.NUMBER,
    "lon": Kind.NUMBER,
    "lat": Kind.NUMBER,
    "speed_limit_kmh": Kind.INTEGER,
    "party_no": Kind.COUNT,
    "delivered_ordinal": Kind.INTEGER,
    "age": Kind.INTEGER,
    "hit_and_run": Kind.MAYBE,
    "from_deg": Kind.NUMBER,
    "to_deg": Kind.NUMBER,
    "x_m": Kind.NUMBER,
    "y_m": Kind.NUMBER,
    "proposal_x_m": Kind.NUMBER,
    "proposal_y_m": Kind.NUMBER,
    "revision": Kind.COUNT,
    "merged": Kind.FLAG,
    "import_id": Kind.COUNT,
    "imported_at": Kind.UTC_TIME,
    "imported_again_at": Kind.UTC_TIME,
    "quarantine_id": Kind.COUNT,
    "file_row": Kind.INTEGER,
    "first_seen_at": Kind.UTC_TIME,
    "at": Kind.UTC_TIME,
    "count": Kind.COUNT,
}

# What everybody reads: the columns of `Store.crashes`.
MERGED_CRASH_COLUMNS = (*CRASH_COLUMNS, *LOCATION_COLUMNS[1:], "revision", "merged")
SOURCE_CRASH_COLUMNS = CRASH_COLUMNS[1:]  # beside the key
SOURCE_PARTY_COLUMNS = PARTY_COLUMNS[1:]
LOCATION = "location"  # the one correction that is not of a column
CORRECTED_CODES = tuple(name for name in EDITABLE_CRASH_FIELDS if name != LOCATION)


def kind_of(column: str) -> Kind:
    """Return the kind of a column; what is not named is text.

    Examples
    --------
    >>> kind_of("deaths"), kind_of("place_text")
    (<Kind.INTEGER: 'integer'>, <Kind.TEXT: 'text'>)
    """
    return KIND_OF.get(column, Kind.TEXT)
