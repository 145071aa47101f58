"""Name clusters by their junction, or by their road where there is none; no name twice."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from language import Language, translate
from roadnet.model import Junction

OWN_SHARE = 0.25  # of the crashes must belong to a junction for it to name the cluster …
OWN_REACH_M = 100.0  # … and it must stand this near their mean point
NEAREST_REACH_M = 50.0  # else the nearest junction this near names it
NEAR_REACH_M = 300.0  # a mid-block cluster without house numbers is told apart by one this near
HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class JunctionTable:
    """Junctions in the order of their keys, ready to be searched by distance."""

    junctions: tuple[Junction, ...]
    points: np.ndarray
    tree: cKDTree

    @classmethod
    def of(cls, junctions: Iterable[Junction]) -> "JunctionTable":
        """Return the table; the order of the input does not matter."""
        ordered = tuple(sorted(junctions, key=lambda junction: junction.junction_id))
        points = np.array([(one.x_m, one.y_m) for one in ordered], dtype=float).reshape(-1, 2)
        return cls(ordered, points, cKDTree(points))

    def nearest(self, points: np.ndarray, within_m: float) -> list[Junction | None]:
        """Return the nearest junction of each point, None where none is within reach."""
        if not self.junctions or len(points) == 0:
            return [None] * len(points)
        _, found = self.tree.query(points, distance_upper_bound=within_m)
        return [self.junctions[at] if at < len(self.junctions) else None for at in found]

    def near_on(self, road: str, x_m: float, y_m: float) -> Junction | None:
        """Return the nearest junction within 300 m, one of the road `road` before any other."""
        if not self.junctions:
            return None
        found = [self.junctions[at] for at in self.tree.query_ball_point((x_m, y_m), NEAR_REACH_M)]
        return min(
            found,
            key=lambda one: (
                road not in one.road_names,
                np.hypot(one.x_m - x_m, one.y_m - y_m),
                one.junction_id,
            ),
            default=None,
        )


def naming_junctions(
    members: pd.DataFrame,
    centres: np.ndarray,
    table: JunctionTable,
    cut_at: Mapping[int, int | None],
) -> list[Junction | None]:
    """Return the junction that names each cluster, None for a mid-block cluster.

    A part of a cut chain is named by the junction it was cut at. Any other cluster by the junction
    to which most of its crashes belong (at least a quarter of them, and it stands within 100 m of
    their mean point), else by the nearest junction within 50 m of that point.

    Parameters
    ----------
    members
        Crashes in clusters: `cluster`, `junction_id`.
    centres
        Mean point of each cluster, in the order of its number.
    table
        The junctions.
    cut_at
        For the parts of a cut chain: place of the junction in `table`, None between junctions.
    """
    chosen = table.nearest(centres, NEAREST_REACH_M)
    by_id = {str(junction.junction_id): junction for junction in table.junctions}
    sizes = members.groupby("cluster").size()
    owned = members[members["junction_id"].isin(list(by_id))]
    for cluster, junction_id, crashes in _most_frequent_counts(owned, "junction_id"):
        junction = by_id[junction_id]
        away_m = float(np.hypot(*(centres[cluster] - (junction.x_m, junction.y_m))))
        if crashes >= OWN_SHARE * sizes[cluster] and away_m <= OWN_REACH_M:
            chosen[cluster] = junction
    for cluster, place in cut_at.items():
        chosen[cluster] = None if place is None else table.junctions[place]
    return chosen


def names_of_stretches(members: pd.DataFrame, table: JunctionTable) -> dict[int, str]:
    """Return the name of each mid-block cluster: its road with house numbers, or what is near.

    Parameters
    ----------
    members
        The crashes of mid-block clusters: `cluster`, `road_1`, `road_2`, `house_number`,
        `place_text`, `x_m`, `y_m`.
    table
        The junctions.

    Returns
    -------
    names
        Cluster -> the road named most often, with the house numbers given on it, else with the
        junction near by; where no road is named the commonest place text, else the point.
    """
    centres = members.groupby("cluster")[["x_m", "y_m"]].mean()
    names = {
        int(cluster): f"{x_m:.0f}, {y_m:.0f}"
        for cluster, x_m, y_m in centres.reset_index().to_numpy()
    }
    names |= most_frequent_by_cluster(members, "place_text")
    both = pd.concat([members, members.assign(road_1=members["road_2"])])
    roads = most_frequent_by_cluster(both, "road_1")
    on_road = members[members["road_1"] == members["cluster"].map(roads)]
    digits = on_road["house_number"].astype("str").str.extract(r"^(\d+)", expand=False)
    numbers = digits.astype(float).groupby(on_road["cluster"]).agg(["min", "max"]).dropna()
    ends = {
        int(cluster): (int(low), int(high))
        for cluster, low, high in numbers.reset_index().to_numpy()
    }
    for cluster, road in roads.items():
        near = table.near_on(road, *centres.loc[cluster])
        names[cluster] = _stretch(road, ends.get(cluster), near)
    return names


def _stretch(road: str, ends: tuple[int, int] | None, near: Junction | None) -> str:
    language = Language.ZH_TW if HAN.search(road) else Language.EN
    if ends:
        low, high = ends
        if low == high:
            return translate("{road} No. {low}", language=language, road=road, low=low)
        return translate(
            "{road} Nos. {low}–{high}", language=language, road=road, low=low, high=high
        )
    if near:
        return translate("{road} near {junction}", language=language, road=road, junction=near.name)
    return road


def unique_names(names: Sequence[str], places: pd.DataFrame) -> list[str]:
    """Return the names, equal ones told apart by district, by county, else by number.

    Parameters
    ----------
    names
        In the order in which numbers are to be given.
    places
        `county` and `district` of each, same order; None where not known.

    Examples
    --------
    >>> places = pd.DataFrame({"county": ["A", "A", "A"], "district": ["East", "West", "West"]})
    >>> unique_names(["Oak×Elm", "Oak×Elm", "Oak×Elm"], places)
    ['Oak×Elm (East)', 'Oak×Elm (West)', 'Oak×Elm (West) (2)']
    """
    told = list(names)
    for column in ("district", "county"):
        told = _told_apart(told, [None if pd.isna(one) else str(one) for one in places[column]])
    reserved = set(told)
    unique: dict[str, None] = {}  # in order
    for name in told:
        number, tried = 1, name
        while tried in unique or (number > 1 and tried in reserved):
            number += 1
            tried = f"{name} ({number})"
        unique[tried] = None
    return list(unique)


def _told_apart(names: Sequence[str], places: Sequence[str | None]) -> list[str]:
    """Return the names, followed by the place where one name stands for several places."""
    kinds = defaultdict(set)
    for name, place in zip(names, places, strict=True):
        kinds[name].add(place)
    return [
        f"{name} ({place})" if place and len(kinds[name]) > 1 else name
        for name, place in zip(names, places, strict=True)
    ]


def most_frequent_by_cluster(members: pd.DataFrame, column: str) -> dict[int, str]:
    """Return the most frequent value of a column in each cluster that has any.

    Examples
    --------
    >>> members = pd.DataFrame({"cluster": [0, 0, 0, 1], "county": ["B", "A", "A", None]})
    >>> most_frequent_by_cluster(members, "county")
    {0: 'A'}
    """
    return {cluster: value for cluster, value, _ in _most_frequent_counts(members, column)}


def _most_frequent_counts(members: pd.DataFrame, column: str) -> Iterator[tuple[int, str, int]]:
    """Yield cluster, value and count; the first in the alphabet among equals."""
    counts = members.groupby(["cluster", column]).size().reset_index(name="crashes")
    counts = counts.sort_values(["crashes", column], ascending=[False, True])
    first = counts.drop_duplicates("cluster").sort_values("cluster")
    for cluster, value, crashes in first.itertuples(index=False):
        yield int(cluster), str(value), int(crashes)
