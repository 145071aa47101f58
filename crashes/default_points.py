"""Exact points that many different places share: a default, not where the crashes were."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from crashes.named_places import NONE, NamedPlaces, Numbers

Floats = npt.NDArray[np.float64]
MIN_PLACES = 5  # different places on one exact point
MIN_ROADS = 5  # different roads: four meet at a large junction
MIN_STAR_ROADS = 4  # one road and so many that cross it here and there, less one
MIN_CRASHES = 5  # on an exact point, to ask whether it stands for a road
MAX_PINPOINTED = 0.3  # of them, with a crossing or a house number in the text


@dataclass(frozen=True, slots=True)
class SharedPoint:
    """What is said to be at the exact point of each crash; one value for each crash."""

    crashes: Numbers  # on that exact point
    places: Numbers  # different places that their texts name
    roads: Numbers  # different roads
    is_star: npt.NDArray[np.bool_]  # every place is on one and the same road
    pinpointed: Floats  # share of the crashes whose text names a crossing or a house

    @property
    def is_default(self) -> npt.NDArray[np.bool_]:
        """Whether many different places share the point.

        Notes
        -----
        In the published data of 2018 to 2026 a true junction has up to four roads on its exact
        point. Points that stand for a whole road (New Taipei City) have ten crossings of one road.
        """
        is_many = (self.places >= MIN_PLACES) & (self.roads >= MIN_ROADS)
        is_along = self.is_star & (self.places >= MIN_STAR_ROADS) & (self.roads >= MIN_STAR_ROADS)
        return np.asarray(is_many | is_along, dtype=bool)

    @property
    def stands_for_road(self) -> npt.NDArray[np.bool_]:
        """Whether many crashes share the point and few of them say where on the road they were."""
        is_shared = (self.crashes >= MIN_CRASHES) & (self.pinpointed < MAX_PINPOINTED)
        return np.asarray(is_shared & ~self.is_default, dtype=bool)


def shared_points(x_m: Floats, y_m: Floats, named: NamedPlaces) -> SharedPoint:
    """Return what is said to be at the exact point of each crash.

    Parameters
    ----------
    x_m, y_m
        Points in metres, none missing.
    named
        What the place texts name, in the same order.
    """
    table = pd.DataFrame({"x": x_m, "y": y_m})
    spot = table.groupby(["x", "y"], sort=False).ngroup().to_numpy()
    count = int(spot.max(initial=-1)) + 1
    width = named.roads.shape[1]
    visits = pd.DataFrame(
        {
            "spot": np.repeat(spot, width),
            "road": named.roads.ravel(),
            "place": np.repeat(named.place, width),
        }
    ).drop_duplicates()
    on_road = visits[visits["road"] != NONE]
    roads = _per_spot(on_road[["spot", "road"]].drop_duplicates(), count)
    named_places = _per_spot(on_road[["spot", "place"]].drop_duplicates(), count)
    along = on_road.groupby(["spot", "road"], sort=False).size().groupby("spot").max()
    most = along.reindex(range(count), fill_value=0).to_numpy()
    crashes = np.bincount(spot, minlength=count)
    pinpointed = np.bincount(spot, weights=named.is_pinpointed, minlength=count)
    return SharedPoint(
        crashes=crashes[spot],
        places=_per_spot(visits[["spot", "place"]].drop_duplicates(), count)[spot],
        roads=roads[spot],
        is_star=(most == named_places)[spot],
        pinpointed=(pinpointed / np.maximum(crashes, 1))[spot],
    )


def _per_spot(rows: pd.DataFrame, count: int) -> Numbers:
    """Return how many rows each spot has."""
    return np.asarray(np.bincount(rows["spot"], minlength=count), dtype=np.int64)
