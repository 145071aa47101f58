"""What the columns of a table mean: a mapping file, read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from crashes.code_reading import Unknown
from crashes.codes import CodeVersion
from crashes.crash_tables import NUMBERS, WHOLE_NUMBERS, read_number
from crashes.model import CASE_ITEMS, PARTY_COLUMNS
from crashes.odot_codes import CodeMapping
from errors import DaoanError

CRASH_FIELDS = (
    *CASE_ITEMS,
    "county",
    "district",
    "police_unit",
    "place_text",
    "road_1",
    "road_2",
    "deaths",
    "injuries",
    "lon",
    "lat",
    "severity",
)
PARTY_FIELDS = tuple(
    name for name in PARTY_COLUMNS if name not in {"crash_id", "party_no", "delivered_ordinal"}
)
COMPASS_FIELDS = {"from_deg", "to_deg"}
POINTS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
WIND_ROSE = {
    **{point: 45.0 * number for number, point in enumerate(POINTS)},
    **dict(zip("北東南西", (0.0, 90.0, 180.0, 270.0), strict=True)),
    **dict(zip(("東北", "東南", "西南", "西北"), (45.0, 135.0, 225.0, 315.0), strict=True)),
}
FLAGS = {"1": True, "0": False, "true": True, "false": False, "yes": True, "no": False}
HALF_TURN_DEG = 180.0


class MappingError(DaoanError, ValueError):
    """A mapping file cannot be used."""


@dataclass(frozen=True, slots=True)
class FieldMapping:
    """How one field of ours is read off the table."""

    field: str
    column: str
    codes: CodeMapping | None = None
    heading: bool = False  # the column gives where a party went, the field where it came from

    def read(self, rows: pd.DataFrame, unknown: Unknown) -> "pd.Series[Any]":
        """Return the field for each row, missing where the cell says nothing."""
        texts = rows[self.column]
        if self.codes:
            texts = self.codes.read(texts, unknown)
        if self.field in COMPASS_FIELDS:
            turn = HALF_TURN_DEG if self.heading else 0.0
            return texts.map(lambda text: _bearing(text, turn))
        if self.field in NUMBERS | WHOLE_NUMBERS:
            numbers = texts.map(lambda text: read_number("" if text is None else str(text)))
            whole = self.field in WHOLE_NUMBERS
            return numbers.where(numbers % 1 == 0) if whole else numbers
        if self.field == "hit_and_run":
            return texts.map(lambda text: FLAGS.get(str(text).lower()))
        return texts.map(lambda text: text or None)


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What a whole table means."""

    key: tuple[str, ...]  # columns whose texts together name a crash
    when: tuple[str, ...]  # columns of date and time, read in this order
    when_format: str | None
    code_version: CodeVersion
    crash: tuple[FieldMapping, ...]
    parties: tuple[tuple[FieldMapping, ...], ...]  # what one row says of each of its parties

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column the mapping names, each once."""
        fields = [*self.crash, *(one for party in self.parties for one in party)]
        return tuple(dict.fromkeys([*self.key, *self.when, *(one.column for one in fields)]))


def read_mapping(path: Path) -> TableMapping:
    """Return the mapping in the YAML file at `path`; `docs/mapped-tables.md` describes it.

    Raises
    ------
    MappingError
        The file cannot be read, misses a part, or names a field that we do not have.
    """
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise MappingError("{file} cannot be read as YAML in UTF-8.", file=str(path)) from error
    if not isinstance(said, dict) or not {"key", "occurred_at"} <= set(said):
        raise MappingError(
            "{file} has to name the columns of the key (key) and of the time (occurred_at).",
            file=str(path),
        )
    when = said["occurred_at"]
    when = when if isinstance(when, dict) else {"columns": when}
    return TableMapping(
        key=_names(said["key"]),
        when=_names(when.get("columns", when.get("column", ()))),
        when_format=when.get("format"),
        code_version=_edition(said.get("code_version"), path),
        crash=_fields(said.get("crash", {}), CRASH_FIELDS, path),
        parties=tuple(_fields(one, PARTY_FIELDS, path) for one in said.get("parties", ())),
    )


def _names(said: Any) -> tuple[str, ...]:
    return (str(said),) if isinstance(said, str) else tuple(str(name) for name in said)


def _edition(said: Any, path: Path) -> CodeVersion:
    try:
        return CodeVersion(said or CodeVersion.FROM_2023_07)
    except ValueError:
        raise MappingError(
            "{file} names no edition of the code lists: {found}.", file=str(path), found=said
        ) from None


def _fields(said: Any, known: tuple[str, ...], path: Path) -> tuple[FieldMapping, ...]:
    wrong = [name for name in said if name not in known] if isinstance(said, dict) else [said]
    if wrong:
        raise MappingError(
            "{file} names a field that there is not: {field}.", file=str(path), field=wrong[0]
        )
    return tuple(_field(name, described) for name, described in said.items())


def _field(name: str, said: str | Mapping[str, Any]) -> FieldMapping:
    if isinstance(said, str):
        return FieldMapping(name, said)
    codes = None
    if "codes" in said:
        codes = CodeMapping(
            column=str(said["column"]),
            codes={str(theirs): str(ours) for theirs, ours in said["codes"].items()},
            missing=frozenset(str(one) for one in said.get("missing", ())),
        )
    return FieldMapping(name, str(said["column"]), codes, bool(said.get("heading", False)))


def _bearing(text: Any, turn_deg: float) -> float | None:
    """Return a compass side in degrees: a point of the wind rose, or a number."""
    written = str(text or "").strip().upper()
    bearing = WIND_ROSE.get(written, read_number(written))
    return None if pd.isna(bearing) else (bearing + turn_deg) % 360.0
