"""Where a value of the map comes from, how far it can be trusted, and when it held."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Method(StrEnum):
    """How a value of the map was obtained."""

    SURVEYED = "surveyed"  # measured on the ground
    ORTHOPHOTO = "orthophoto"  # read off a rectified photo
    OSM = "osm"  # stated by OpenStreetMap
    OPENDRIVE = "opendrive"  # stated by an OpenDRIVE file
    OFFICER = "officer"  # stated by an officer
    DRAWN = "drawn"  # drawn on the map by eye
    PLACE_TEXT = "place_text"  # learned from place texts and points of crash records
    DEMO = "demo"  # invented for the demo city
    ASSUMED = "assumed"  # a default where nothing is known


BY_PEOPLE = frozenset({Method.SURVEYED, Method.ORTHOPHOTO, Method.OFFICER, Method.DRAWN})


@dataclass(frozen=True, slots=True)
class Stated:
    """Who says so: the default for every value of a record that says nothing of its own."""

    method: Method = Method.ASSUMED
    sigma_m: float | None = None  # standard error of positions and lengths
    source: str = ""  # document, data set or survey
    confirmed_by: str = ""  # person who confirmed it
    note: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """One number with its own method and standard error.

    Examples
    --------
    >>> Measured(6.0).is_assumed, Measured(3.2, Method.SURVEYED, 0.02).is_assumed
    (True, False)
    """

    value: float
    method: Method = Method.ASSUMED
    sigma_m: float | None = None
    source: str = ""  # document, data set, tag or table

    @property
    def is_assumed(self) -> bool:
        """Whether the number is a default, so that drawings have to mark it."""
        return self.method is Method.ASSUMED


@dataclass(frozen=True, slots=True)
class Times:
    """The two times of a record: when it stood on the street, and when we knew it."""

    valid_from: date | None = None  # first day on the street; None: not known
    valid_to: date | None = None  # first day no longer on the street; None: still there
    recorded_at: datetime | None = None  # set by the store; None: not saved yet
    superseded_by: str | None = None  # key of the record that replaced this one

    def held_on(self, day: date) -> bool:
        """Whether the thing stood on the street on `day`, as far as is known.

        Examples
        --------
        >>> Times(valid_from=date(2024, 7, 1)).held_on(date(2024, 6, 30))
        False
        """
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)
