"""What the map of the page shows."""

from dataclasses import dataclass
from datetime import date

from roadnet.model.record import StreetArea
from ui.maps.base_map import Bounds


@dataclass(frozen=True, slots=True)
class MapView:
    """An area on a day, and what is shown with it."""

    area: StreetArea
    day: date
    bounds: Bounds
    with_crashes: bool
    correcting: bool
    found: tuple[float, float] | None = None  # longitude, latitude of a place that was looked for
