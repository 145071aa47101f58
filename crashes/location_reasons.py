"""What is said about the location of a crash: its status with the reason in words."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from crashes.default_clouds import Heap
from crashes.default_points import SharedPoint
from crashes.junction_names import NamedJunction
from crashes.model import LocationStatus
from language import Message

Rows = npt.NDArray[np.int64]
GOOD = Message("Nothing speaks against this point.")
MISSING = Message("No coordinates can be read.")
SWAPPED = Message("Longitude and latitude stand in each other's column.")


class Findings:
    """Status and reason of each crash; the last finding about a crash stands.

    Parameters
    ----------
    crashes
        CRASH_COLUMNS.
    """

    def __init__(self, crashes: pd.DataFrame) -> None:
        self._crashes = crashes
        self.status = np.full(len(crashes), LocationStatus.GOOD, dtype=object)
        self.reason = np.full(len(crashes), GOOD.to_json(), dtype=object)

    @property
    def is_good(self) -> npt.NDArray[np.bool_]:
        """Whether nothing speaks against the point."""
        return np.asarray(self.status == LocationStatus.GOOD, dtype=bool)

    def delivered(self, status: npt.NDArray[np.object_]) -> None:
        """Take over what the coordinates alone tell."""
        for row in np.flatnonzero(status != LocationStatus.GOOD):
            lon, lat = self._crashes["lon"].iloc[row], self._crashes["lat"].iloc[row]
            message = {
                LocationStatus.MISSING: MISSING,
                LocationStatus.SWAPPED_AXES: SWAPPED,
            }.get(status[row]) or Message(
                "The coordinates {lon}, {lat} stand for none.",
                {"lon": float(lon), "lat": float(lat)},
            )
            self._say(row, status[row], message)

    def outside(self, rows: Rows) -> None:
        """Say that these points lie outside their county."""
        for row in rows:
            county = str(self._crashes["county"].iloc[row])
            message = Message(
                "The point lies outside {county}, which the place text names.", {"county": county}
            )
            self._say(row, LocationStatus.OUTSIDE_COUNTY, message)

    def shared(self, rows: Rows, shared: SharedPoint) -> None:
        """Say which points are shared by many places, or stand for a whole road."""
        for at in np.flatnonzero(shared.is_default):
            message = Message(
                "{places} different places on {roads} roads share this exact point.",
                {"places": int(shared.places[at]), "roads": int(shared.roads[at])},
            )
            self._say(rows[at], LocationStatus.DEFAULT_POINT, message)
        for at in np.flatnonzero(shared.stands_for_road):
            message = Message(
                "{crashes} crashes share this exact point, and few texts say where on the road.",
                {"crashes": int(shared.crashes[at])},
            )
            self._say(rows[at], LocationStatus.DEFAULT_POINT, message)

    def heaped(self, rows: Rows, heap: Heap) -> None:
        """Say that these points lie in a heap."""
        message = Message(
            "{crashes} crashes on {roads} roads are heaped within {radius_m} m around this point.",
            {"crashes": heap.crashes, "roads": heap.roads, "radius_m": round(heap.radius_m)},
        )
        for row in rows:
            self._say(row, LocationStatus.DEFAULT_CLOUD, message)

    def believed_after_all(
        self, row: np.integer[Any], junction: NamedJunction, away_m: float
    ) -> None:
        """Say that the named junction lies at the point."""
        message = Message(
            "The junction {junction} of the place text lies {away_m} m from this point.",
            {"junction": junction.junction.name, "away_m": round(away_m)},
        )
        self._say(row, LocationStatus.GOOD, message)

    def disagreeing(self, row: np.integer[Any], junction: NamedJunction, away_m: float) -> None:
        """Say that the named junction is elsewhere."""
        message = Message(
            "The point lies {away_m} m from the junction {junction}, which the place text names.",
            {"junction": junction.junction.name, "away_m": round(away_m)},
        )
        self._say(row, LocationStatus.DISAGREES, message)

    def off_road(self, row: np.integer[Any], away_m: float) -> None:
        """Say that the named road is elsewhere."""
        message = Message(
            "The point lies {away_m} m from other crashes on {road}, which the place text names.",
            {"road": str(self._crashes["road_1"].iloc[int(row)]), "away_m": round(away_m)},
        )
        self._say(row, LocationStatus.DISAGREES, message)

    def _say(self, row: np.integer[Any], status: LocationStatus, message: Message) -> None:
        self.status[row] = status
        self.reason[row] = message.to_json()
