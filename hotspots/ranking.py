"""Count and weigh the crashes of clusters, and put the clusters in order."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from crashes.model import Severity
from hotspots.weights import WeightSet

STACKED_SHARE = 0.5


def summarise_clusters(members: pd.DataFrame, weights: WeightSet) -> pd.DataFrame:
    """Return the figures of each cluster.

    Parameters
    ----------
    members
        Crashes in clusters, one row each: `cluster`, `severity`, `x_m`, `y_m`.
    weights
        The severity weights of EPDO.

    Returns
    -------
    figures
        Indexed by `cluster`: `crashes`, `a1`, `a2`, `a3`, `epdo`, `x_m` and `y_m` of the mean
        point, `radius_m` from it to the farthest crash, `length_m` (diagonal of the bounding box)
        and `stacked` (more than half of the crashes share one exact point).
    """
    table = members.assign(weight=weights.of(members["severity"]))
    for severity in Severity:
        table[severity.value.lower()] = (members["severity"] == severity.value).astype(int)
    groups = table.groupby("cluster")
    figures = groups.agg(
        crashes=("weight", "size"),
        a1=("a1", "sum"),
        a2=("a2", "sum"),
        a3=("a3", "sum"),
        epdo=("weight", "sum"),
    )
    figures["epdo"] = figures["epdo"].round(6)  # 9.5 + 3.5 + … in any order gives the same number
    figures[["x_m", "y_m"]] = groups[["x_m", "y_m"]].mean()
    centre = figures.loc[table["cluster"], ["x_m", "y_m"]].to_numpy()
    table["away_m"] = np.hypot(*(table[["x_m", "y_m"]].to_numpy() - centre).T)
    figures["radius_m"] = table.groupby("cluster")["away_m"].max().round(3)
    extent = groups[["x_m", "y_m"]].max() - groups[["x_m", "y_m"]].min()
    figures["length_m"] = np.hypot(extent["x_m"], extent["y_m"]).round(3)
    heaps = table.groupby(["cluster", "x_m", "y_m"]).size().groupby("cluster").max()
    figures["stacked"] = heaps > STACKED_SHARE * figures["crashes"]
    return figures


def rank_clusters(clusters: pd.DataFrame) -> pd.DataFrame:
    """Return the clusters by EPDO, then crashes, both falling, then name, with their `rank`.

    Parameters
    ----------
    clusters
        `epdo`, `crashes`, `name`.

    Examples
    --------
    >>> three = pd.DataFrame(
    ...     {"name": ["b", "a", "c"], "crashes": [2, 2, 1], "epdo": [7.0, 7.0, 9.5]}
    ... )
    >>> rank_clusters(three)[["rank", "name"]].to_numpy().tolist()
    [[1, 'c'], [2, 'a'], [3, 'b']]
    """
    ordered = clusters.sort_values(["epdo", "crashes", "name"], ascending=[False, False, True])
    ordered = ordered.reset_index(drop=True)
    ordered.insert(0, "rank", np.arange(1, len(ordered) + 1))
    return ordered


def ranks_under(table: pd.DataFrame, sets: Sequence[WeightSet]) -> pd.DataFrame:
    """Return the rank each hotspot would have under other severity weights.

    Parameters
    ----------
    table
        Ranked hotspots: `rank`, `name`, `crashes`, `a1`, `a2`, `a3`.
    sets
        The weight sets to compare.

    Returns
    -------
    ranks
        Indexed by `rank`, one column a weight set, named by its key.
    """
    unknown = table["crashes"] - table[["a1", "a2", "a3"]].sum(axis=1)
    ranks = pd.DataFrame(index=pd.Index(table["rank"], name="rank"))
    for one in sets:
        epdo = unknown * one.weights[Severity.A3]
        for severity in Severity:
            epdo = epdo + table[severity.value.lower()] * one.weights[severity]
        trial = rank_clusters(
            table[["name", "crashes"]].assign(epdo=epdo.round(6), own=table["rank"])
        )
        ranks[one.key] = trial.set_index("own")["rank"]
    return ranks
