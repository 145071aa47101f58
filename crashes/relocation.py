"""Judge the locations of all records again, after records came in or were corrected.

The command and the import page both do this after an import. The store comes as an argument: this
file names the few verbs it needs and knows nothing of any store.
"""

from collections.abc import Sequence
from typing import Any, Protocol

import pandas as pd

from crashes.locations import locate_crashes
from crashes.model import CrashFilter
from errors import DaoanError
from roadnet.crs import choose_crs
from roadnet.model import Junction, Method


class LocationError(DaoanError, ValueError):
    """The records hold no coordinates from which a map could be made."""


class Settings(Protocol):
    """The settings that matter here."""

    @property
    def crs(self) -> str | None:
        """CRS of the store, None until the first data."""
        ...


class Records(Protocol):
    """The verbs of a store that are needed."""

    def settings(self) -> Settings:
        """Return the settings."""
        ...

    def change_settings(self, **changes: Any) -> Settings:
        """Change settings."""
        ...

    def crashes(self, chosen: CrashFilter | None = None) -> pd.DataFrame:
        """Return merged crashes."""
        ...

    def junctions(
        self, box_m: tuple[float, float, float, float] | None = None
    ) -> tuple[Junction, ...]:
        """Return junctions."""
        ...

    def save_junctions(self, junctions: Sequence[Junction], *, replace_method: str) -> None:
        """Save junctions of one method."""
        ...

    def save_locations(self, locations: pd.DataFrame) -> None:
        """Save locations."""
        ...


def relocate(records: Records) -> dict[str, int]:
    """Judge and save every location and the junctions learned; return crashes by status.

    The CRS of the store is chosen from the first points, unless it is set.

    Raises
    ------
    LocationError
        No record has readable coordinates, so that no CRS can be chosen.
    """
    crashes = records.crashes()
    if crashes.empty:
        return {}
    crs = records.settings().crs
    if crs is None:
        crs = crs_of_points(crashes)
        records.change_settings(crs=crs)
    known = [one for one in records.junctions() if one.method is not Method.PLACE_TEXT]
    located = locate_crashes(crashes, crs, known_junctions=known)
    records.save_junctions(located.junctions, replace_method=Method.PLACE_TEXT.value)
    records.save_locations(located.locations)
    counts = located.locations["location_status"].value_counts().sort_index()
    return {str(status): int(count) for status, count in counts.items()}


def crs_of_points(crashes: pd.DataFrame) -> str:
    """Return the metre CRS for the middle of the delivered points (`lon`, `lat`, WGS84).

    Examples
    --------
    >>> crs_of_points(pd.DataFrame({"lon": [120.4, 120.5, 999.0], "lat": [23.4, 23.5, 999.0]}))
    'EPSG:3826'
    """
    readable = crashes[crashes["lon"].between(-180, 180) & crashes["lat"].between(-84, 84)]
    if readable.empty:
        raise LocationError("No record has readable coordinates: give the store a CRS (--crs).")
    return choose_crs(float(readable["lon"].median()), float(readable["lat"].median()))
