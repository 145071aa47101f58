"""Learn junctions from crossing names: where crashes that name the same two roads lie together."""

import hashlib
import math
from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from crashes.named_places import NONE, NamedPlaces
from crashes.places import CROSS
from roadnet.model import Junction, JunctionId, Method

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
TOGETHER_M = 100  # points of one junction: the corners of two dual roads are 30 to 40 m apart
ROAD_NEARBY_M = 300  # another crash on a road of the name, so near, supports a place
MIN_RIVAL = 3  # crashes at a second place of the same name and district, to be a second junction
RIVAL_SHARE = 0.3  # and their share of those at the first place
SINGLE_SIGMA_M = 40.0  # assumed for a junction known from one crash
MIN_SPREAD_M = 10.0  # of the points of a junction, even where all are equal
MAD_TO_SIGMA = 1.4826  # of normally distributed values
KEY_BYTES = 5


@dataclass(frozen=True, slots=True)
class _Place:
    """Where crashes that name one crossing lie together."""

    county: str
    name: str
    districts: dict[str, int]  # district -> crashes
    number: int  # of the crossing
    row: int  # of its first crash
    crashes: int
    x_m: float
    y_m: float
    spread_m: float

    @property
    def main_district(self) -> str:
        """The district that most of the crashes name."""
        return min(self.districts, key=lambda name: (-self.districts[name], name))


@dataclass(frozen=True, slots=True)
class NamedJunction:
    """A junction known by a crossing name, with what is needed to judge points by it."""

    junction: Junction
    county: str
    districts: frozenset[str]
    crashes: int  # that lie there; 0 for a junction of a street map


def learn_junctions(
    crashes: pd.DataFrame, x_m: Floats, y_m: Floats, named: NamedPlaces
) -> list[NamedJunction]:
    """Return the junctions that the crossing names of `crashes` tell, ordered by their key.

    A junction is where the crashes of one name lie within 100 m of each other; its point is the
    median. Where the crashes of a name lie in several places, each district keeps the place with
    most of them, and another place only with three crashes or more. Places with one crash each are
    decided by other crashes on both roads nearby; when these do not decide, none is taken.

    Parameters
    ----------
    crashes
        CRASH_COLUMNS, believed points only.
    x_m, y_m
        Their points in metres, none missing.
    named
        What their place texts name.

    Returns
    -------
    junctions
        With method PLACE_TEXT and a standard error: the spread of the points over the root of their
        number, 40 m assumed for a single crash. Two junctions of one name differ in their key.
    """
    points = np.stack([x_m, y_m], axis=1)
    by_crossing: dict[int, list[_Place]] = defaultdict(list)
    for place in _places(crashes, points, named):
        by_crossing[place.number].append(place)
    support = _RoadSupport(points, named)
    kept = [place for places in by_crossing.values() for place in _kept(places, support)]
    return _named(kept)


def junction_key(county: str, district: str, name: str) -> JunctionId:
    """Return the key of a junction known by its name: the same after every import.

    Examples
    --------
    >>> junction_key("嘉義市", "西區", "友忠路×自由路")
    'name-8b80a654cb'
    """
    text = "|".join((county, district, name)).encode()
    return JunctionId("name-" + hashlib.blake2b(text, digest_size=KEY_BYTES).hexdigest())


def _places(crashes: pd.DataFrame, points: Floats, named: NamedPlaces) -> list[_Place]:
    """Return where the crashes of each crossing lie together: by steps of at most 100 m."""
    rows = np.flatnonzero(named.junction != NONE)
    if not len(rows):
        return []
    apart = named.junction[rows, None] * (10 * TOGETHER_M)  # two names never come together
    pairs = cKDTree(np.hstack([points[rows], apart])).query_pairs(TOGETHER_M, output_type="ndarray")
    links = coo_matrix((np.ones(len(pairs)), pairs.T), shape=(len(rows), len(rows)))
    _, place = connected_components(links, directed=False)
    middles = pd.DataFrame(points[rows], columns=["x_m", "y_m"]).groupby(place).median().to_numpy()
    away_m = np.hypot(*(points[rows] - middles[place]).T)
    spread_m = pd.Series(away_m).groupby(place).median().to_numpy() * MAD_TO_SIGMA
    district = crashes["district"].to_numpy(dtype=object, na_value="")[rows]
    districts: list[Counter[str]] = [Counter() for _ in middles]
    for number, name in zip(place.tolist(), district.tolist(), strict=True):
        districts[number][name] += 1
    first = rows[np.unique(place, return_index=True)[1]]
    county = crashes["county"].to_numpy(dtype=object, na_value="")[first]
    name = crashes["junction_name"].to_numpy(dtype=object)[first]
    return [
        _Place(
            county=county[at],
            name=name[at],
            districts=dict(districts[at]),
            number=int(named.junction[first[at]]),
            row=int(first[at]),
            crashes=districts[at].total(),
            x_m=float(middles[at, 0]),
            y_m=float(middles[at, 1]),
            spread_m=float(spread_m[at]),
        )
        for at in range(len(middles))
    ]


def _kept(places: list[_Place], support: "_RoadSupport") -> list[_Place]:
    """Return those of the places of one crossing name that are junctions."""
    if len(places) == 1:
        return places
    kept: set[int] = set()
    for district in sorted({district for place in places for district in place.districts}):
        inside = [place for place in places if district in place.districts]
        kept |= {place.row for place in _kept_in_district(inside, support)}
    return [place for place in places if place.row in kept]


def _kept_in_district(places: list[_Place], support: "_RoadSupport") -> list[_Place]:
    """Return the places that the crossing name of one district means."""
    most = max(place.crashes for place in places)
    if len(places) > 1 and most == 1:
        supported = [place for place in places if support.of(place) > 0]
        return supported if len(supported) == 1 else []
    enough = min(most, max(MIN_RIVAL, RIVAL_SHARE * most))
    return [place for place in places if place.crashes >= enough]


class _RoadSupport:
    """Whether other crashes on the roads of a crossing lie near one of its possible places."""

    def __init__(self, points: Floats, named: NamedPlaces) -> None:
        self._points = points
        self._named = named
        roads = named.roads.ravel()
        order = np.argsort(roads, kind="stable")
        self._rows = np.repeat(np.arange(len(points)), named.roads.shape[1])[order]
        self._sorted_roads = roads[order]

    def of(self, place: _Place) -> int:
        """Return the smaller number, over the roads of the crossing, of other crashes nearby."""
        counts = []
        for road in self._named.roads[place.row]:
            start, stop = np.searchsorted(self._sorted_roads, [road, road + 1])
            others = self._rows[start:stop]
            others = others[self._named.junction[others] != place.number]
            away_m = np.hypot(*(self._points[others] - [place.x_m, place.y_m]).T)
            counts.append(int((away_m < ROAD_NEARBY_M).sum()))
        return min(counts)


def _named(places: list[_Place]) -> list[NamedJunction]:
    """Return the junctions of the places, each with its own key."""
    taken: Counter[JunctionId] = Counter()
    junctions = []
    for place in sorted(places, key=lambda place: (-place.crashes, place.x_m, place.y_m)):
        key = junction_key(place.county, place.main_district, place.name)
        taken[key] += 1
        junction = Junction(
            junction_id=key if taken[key] == 1 else JunctionId(f"{key}-{taken[key]}"),
            name=place.name,
            x_m=round(place.x_m, 2),
            y_m=round(place.y_m, 2),
            road_names=tuple(place.name.split(CROSS)),
            method=Method.PLACE_TEXT,
            sigma_m=_sigma(place),
        )
        junctions.append(
            NamedJunction(junction, place.county, frozenset(place.districts), place.crashes)
        )
    return sorted(junctions, key=lambda one: one.junction.junction_id)


def _sigma(place: _Place) -> float:
    """Return the standard error of the median of the points of a junction, in metres."""
    if place.crashes == 1:
        return SINGLE_SIGMA_M
    return round(max(place.spread_m, MIN_SPREAD_M) / math.sqrt(place.crashes), 1)
