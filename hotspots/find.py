"""Find hotspots: cluster the crashes with a believed location, cut chains, name and rank."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from pyproj import Transformer

from crashes.model import LocationStatus
from hotspots.clustering import Points, cluster_points, lengths_m, require_metres
from hotspots.min_crashes import min_crashes_of
from hotspots.model import (
    HOTSPOT_COLUMNS,
    NOISE,
    HotspotFlag,
    Hotspots,
    MinCrashes,
)
from hotspots.naming import (
    JunctionTable,
    most_frequent_by_cluster,
    names_of_stretches,
    naming_junctions,
    unique_names,
)
from hotspots.ranking import rank_clusters, ranks_under, summarise_clusters
from hotspots.selection import BELIEVED, is_believed
from hotspots.splitting import LONG_CLUSTER_M, REACH_M, SplitClusters, split_long_clusters
from hotspots.weights import WeightSet, sensitivity_sets, weight_set
from language import Message
from roadnet.crs import TAIWAN_CRS
from roadnet.model import Junction

DEFAULT_EPS_M = 30.0


def find_hotspots(
    crashes: pd.DataFrame,
    junctions: Sequence[Junction],
    *,
    eps_m: float = DEFAULT_EPS_M,
    min_crashes: int | None = None,
    weights: WeightSet | None = None,
    crs: str = TAIWAN_CRS,
) -> Hotspots:
    """Return the hotspots of a table of crashes, ranked, and what became of every crash.

    Parameters
    ----------
    crashes
        CRASH_COLUMNS and LOCATION_COLUMNS, already filtered by period, class and hours; in any
        order of rows.
    junctions
        Junctions of the store, in the same CRS; they name clusters and cut chains.
    eps_m
        Clustering distance in metres.
    min_crashes
        Smallest number of crashes of a hotspot; default max(5, mean crashes per junction).
    weights
        Severity weights of EPDO; default the default set of the data file.
    crs
        CRS of `x_m`, `y_m`, projected, in metres.

    Returns
    -------
    hotspots
        Crashes in hotspots + noise + doubtful location = total. Crashes with a doubtful location
        make no hotspot and are counted apart.

    Raises
    ------
    ScreeningError
        When a setting cannot be right, or the points are degrees.

    Notes
    -----
    DBSCAN on metres (Ester et al. 1996); the rules for `min_crashes`, for cutting chains and for
    names, with their sources, stand in docs/methods.md.
    """
    weights = weights or weight_set()
    ordered = crashes.sort_values("crash_id", kind="stable", ignore_index=True)
    is_good = is_believed(ordered)
    believed = ordered[is_good].reset_index(drop=True)
    table = JunctionTable.of(junctions)
    least = min_crashes_of(believed, table.junctions, given=min_crashes)
    points = believed[["x_m", "y_m"]].to_numpy(dtype=float)
    require_metres(points, crs)
    whole = cluster_points(points, eps_m=eps_m, min_crashes=least.value)
    split = split_long_clusters(points, whole, table.points, eps_m=eps_m, min_crashes=least.value)

    members = believed.assign(cluster=split.labels)[split.labels != NOISE]
    hotspots = _named(members, split, table, weights)
    ranked = _with_degrees(rank_clusters(hotspots), crs)
    rank_of = dict(zip(ranked["cluster"], ranked["rank"], strict=True)) | {NOISE: NOISE}
    labels = ordered[["crash_id"]].assign(cluster=pd.array([pd.NA] * len(ordered), dtype="Int64"))
    labels.loc[is_good, "cluster"] = [rank_of[cluster] for cluster in split.labels.tolist()]
    doubtful = ordered[~is_good]
    lengths = lengths_m(points, whole)
    return Hotspots(
        table=ranked[list(HOTSPOT_COLUMNS)],
        labels=labels,
        sensitivity=ranks_under(ranked, sensitivity_sets(weights)),
        noise=int((split.labels == NOISE).sum()),
        doubtful_location=len(doubtful),
        doubtful_by_status=_by_status(doubtful),
        total=len(ordered),
        method=_method(eps_m, least, weights, lengths) | {"crs": crs},
        min_crashes=least,
        warnings=_warnings(lengths),
    )


def _named(
    members: pd.DataFrame, split: SplitClusters, table: JunctionTable, weights: WeightSet
) -> pd.DataFrame:
    """Return figures, name, flags and junction of each cluster."""
    figures = summarise_clusters(members, weights).reset_index()
    centres: Points = figures[["x_m", "y_m"]].to_numpy(dtype=float)
    junctions = naming_junctions(members, centres, table, split.cut_at)
    nameless = [cluster for cluster, junction in enumerate(junctions) if junction is None]
    mid_block = members[members["cluster"].isin(nameless)]
    stretches = names_of_stretches(mid_block, table)
    figures["name"] = [
        junction.name if junction else stretches[cluster]
        for cluster, junction in enumerate(junctions)
    ]
    figures["junction_id"] = pd.Series(
        [junction.junction_id if junction else None for junction in junctions], dtype=object
    )
    figures["flags"] = _flags(figures, split.cut_at)
    for column in ("county", "district"):
        figures[column] = figures["cluster"].map(most_frequent_by_cluster(members, column))
    figures = figures.sort_values(
        ["epdo", "crashes", "x_m", "y_m"], ascending=[False, False, True, True], ignore_index=True
    )
    figures["name"] = unique_names(figures["name"].tolist(), figures[["county", "district"]])
    return figures


def _flags(figures: pd.DataFrame, parts: Iterable[int]) -> list[tuple[HotspotFlag, ...]]:
    holds = {
        HotspotFlag.SPLIT: figures["cluster"].isin(list(parts)),
        HotspotFlag.LONG: figures["length_m"] > LONG_CLUSTER_M,
        HotspotFlag.MID_BLOCK: figures["junction_id"].isna(),
        HotspotFlag.STACKED: figures["stacked"],
    }
    return [
        tuple(flag for flag, true in zip(holds, row, strict=True) if true)
        for row in zip(*holds.values(), strict=True)
    ]


def _with_degrees(table: pd.DataFrame, crs: str) -> pd.DataFrame:
    to_degrees = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    lon, lat = to_degrees.transform(table["x_m"].to_numpy(), table["y_m"].to_numpy())
    return table.assign(lon=np.round(lon, 6), lat=np.round(lat, 6))


def _by_status(doubtful: pd.DataFrame) -> dict[str, int]:
    """Count the doubtful locations by status; one that is believed but has no point is missing."""
    status = doubtful["location_status"].astype("str").fillna(LocationStatus.MISSING.value)
    counts = status.mask(status.isin(BELIEVED), LocationStatus.MISSING.value).value_counts()
    return {str(value): int(count) for value, count in counts.sort_index().items()}


def _method(
    eps_m: float, least: MinCrashes, weights: WeightSet, lengths: np.ndarray
) -> dict[str, Any]:
    return {
        "algorithm": "DBSCAN",
        "eps_m": eps_m,
        "min_crashes": least.value,
        "min_crashes_given": least.given,
        "mean_crashes_per_junction": round(least.mean_crashes_per_junction, 4),
        "junctions": least.junctions,
        "junction_crashes": least.junction_crashes,
        "long_cluster_m": LONG_CLUSTER_M,
        "split_reach_m": REACH_M,
        "clusters_before_split": len(lengths),
        "long_clusters_before_split": int((lengths > LONG_CLUSTER_M).sum()),
        "length_p95_before_split_m": round(float(np.quantile(lengths, 0.95)), 1)
        if len(lengths)
        else None,
        "weights": weights.key,
        "epdo_weights": {str(severity): weight for severity, weight in weights.weights.items()},
        "weights_source": weights.source,
    }


def _warnings(lengths: np.ndarray) -> tuple[Message, ...]:
    if len(lengths) == 0:
        return ()
    p95_m = float(np.quantile(lengths, 0.95))
    if p95_m <= LONG_CLUSTER_M:
        return ()
    return (
        Message(
            "Clusters chain together: 5 % of them are longer than {p95_m:.0f} m before they are "
            "cut. Ask for more crashes a hotspot, a smaller distance or a shorter period.",
            {"p95_m": p95_m},
        ),
    )
