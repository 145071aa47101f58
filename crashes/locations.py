"""Judge where crashes were: believe the delivered point, or say why not and propose a place."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from crashes.county_extent import outside_county
from crashes.default_clouds import Heap, default_clouds
from crashes.default_points import shared_points
from crashes.delivered_points import DeliveredPoints, delivered_points
from crashes.junction_index import JunctionIndex, NamedAt
from crashes.junction_names import learn_junctions
from crashes.location_reasons import Findings
from crashes.model import LOCATION_COLUMNS, LocationStatus
from crashes.named_places import NamedPlaces, named_places
from crashes.road_extent import away_from_road
from roadnet.model import Junction

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
RESTORED_M = 60  # on a default point or in a heap, but at the junction that the text names
DISAGREES_M = 150  # farther from the junction that the text names
AT_NAMED_JUNCTION_M = 150  # a crash that names a junction belongs to it up to here
NEAR_JUNCTION_M = 30  # any other crash belongs to the nearest junction up to here


@dataclass(frozen=True, slots=True)
class Located:
    """Where the crashes were, and the junctions that their names and points tell."""

    locations: pd.DataFrame  # LOCATION_COLUMNS, ordered by crash_id
    junctions: tuple[Junction, ...]  # learned: method PLACE_TEXT
    heaps: tuple[Heap, ...]  # jittered default points


def locate_crashes(
    crashes: pd.DataFrame, crs: str, *, known_junctions: Sequence[Junction] = ()
) -> Located:
    """Return a location for every crash and the junctions learned from the crossing names.

    All crashes of a store are judged together: most faults show only among many. The order of the
    rows plays no part. Delivered points are kept also where they are not believed (`x_m`, `y_m`),
    unless they are no point at all; `location_status` says whether to use them.

    Parameters
    ----------
    crashes
        CRASH_COLUMNS. Where they also have `location_status`, `x_m`, `y_m` (as the store merges
        them), the points of corrected crashes are evidence for the others.
    crs
        CRS of the store, in metres.
    known_junctions
        Junctions of a street map; they stand over learned ones of the same name nearby.

    Returns
    -------
    located
        Locations, learned junctions and heaps. A learned junction that a known one covers is left
        out.

    Notes
    -----
    In this order: missing, placeholder, swapped axes, outside the county, default point, heap of
    default points, far from the named junction, far from the named road. A crash on a default point
    or in a heap is believed after all when the junction that its text names is known within 60 m
    from other crashes.
    """
    crashes = crashes.sort_values("crash_id", ignore_index=True)
    named = named_places(crashes)
    points = delivered_points(crashes, crs)
    findings = Findings(crashes)
    findings.delivered(points.status)
    heaps = _judge_points(points, named, findings)
    off_road_m = _off_road(points, named, findings)
    x_m, y_m = _evidence(crashes, points, findings.is_good & np.isnan(off_road_m))
    known = ~np.isnan(x_m)
    learned = learn_junctions(
        crashes[known].reset_index(drop=True), x_m[known], y_m[known], named.at(known)
    )
    index = JunctionIndex(learned, known_junctions)
    named_at = index.named_by(crashes, points.x_m, points.y_m)
    _compare_with_names(named_at, findings)
    _compare_with_roads(off_road_m, named_at, findings)
    return Located(
        locations=_table(crashes, points, findings, index, named_at),
        junctions=index.learned,
        heaps=tuple(heaps),
    )


def _judge_points(points: DeliveredPoints, named: NamedPlaces, findings: Findings) -> list[Heap]:
    """Find points outside the county, default points and heaps; return the heaps."""
    rows = np.flatnonzero(findings.is_good)
    outside = outside_county(points.x_m[rows], points.y_m[rows], named.county[rows])
    findings.outside(rows[outside])
    rows = rows[~outside]
    shared = shared_points(points.x_m[rows], points.y_m[rows], named.at(rows))
    findings.shared(rows, shared)
    rows = rows[findings.is_good[rows]]
    heaps, heap_of = default_clouds(points.x_m[rows], points.y_m[rows], named.roads[rows])
    for number, heap in enumerate(heaps):
        findings.heaped(rows[heap_of == number], heap)
    return heaps


def _off_road(points: DeliveredPoints, named: NamedPlaces, findings: Findings) -> Floats:
    """Return how far each believed point is from the road it names, nan where it is not far."""
    rows = np.flatnonzero(findings.is_good)
    off_road_m = np.full(len(points.x_m), np.nan)
    off_road_m[rows] = away_from_road(points.x_m[rows], points.y_m[rows], named.at(rows))
    return off_road_m


def _evidence(
    crashes: pd.DataFrame, points: DeliveredPoints, is_believed: Mask
) -> tuple[Floats, Floats]:
    """Return the points that tell where junctions are: believed ones, and those people set."""
    x_m = np.where(is_believed, points.x_m, np.nan)
    y_m = np.where(is_believed, points.y_m, np.nan)
    if "location_status" in crashes.columns:
        corrected = (crashes["location_status"] == LocationStatus.CORRECTED).to_numpy(dtype=bool)
        x_m[corrected] = crashes.loc[corrected, "x_m"].to_numpy(dtype=np.float64)
        y_m[corrected] = crashes.loc[corrected, "y_m"].to_numpy(dtype=np.float64)
    return x_m, y_m


def _compare_with_names(named_at: NamedAt, findings: Findings) -> None:
    """Believe doubted points at the junction they name; doubt points far from it."""
    is_doubted = np.isin(
        findings.status.astype(str), [LocationStatus.DEFAULT_POINT, LocationStatus.DEFAULT_CLOUD]
    )
    for row in np.flatnonzero(is_doubted & (named_at.away_m <= RESTORED_M)):
        findings.believed_after_all(row, named_at.junction[row], named_at.away_m[row])
    for row in np.flatnonzero(findings.is_good & (named_at.away_m > DISAGREES_M)):
        if named_at.junction[row].crashes != 1:  # one other crash is no better than this one
            findings.disagreeing(row, named_at.junction[row], named_at.away_m[row])


def _compare_with_roads(off_road_m: Floats, named_at: NamedAt, findings: Findings) -> None:
    """Doubt points far from the road they name, unless they lie at the junction they name."""
    is_far = findings.is_good & (off_road_m > 0) & ~(named_at.away_m <= DISAGREES_M)
    for row in np.flatnonzero(is_far):
        findings.off_road(row, off_road_m[row])


def _table(
    crashes: pd.DataFrame,
    points: DeliveredPoints,
    findings: Findings,
    index: JunctionIndex,
    named_at: NamedAt,
) -> pd.DataFrame:
    """Return LOCATION_COLUMNS."""
    is_good = findings.is_good
    belongs = index.nearest(points.x_m, points.y_m, NEAR_JUNCTION_M)
    belongs[~is_good] = None
    for row in np.flatnonzero(is_good & (named_at.away_m <= AT_NAMED_JUNCTION_M)):
        belongs[row] = named_at.junction[row].junction.junction_id
    proposal_x_m, proposal_y_m = points.swapped_x_m.copy(), points.swapped_y_m.copy()
    proposed = np.full(len(crashes), None, dtype=object)
    for row in np.flatnonzero(~is_good & (named_at.junction != None)):  # noqa: E711 - each element
        junction = named_at.junction[row].junction
        proposal_x_m[row], proposal_y_m[row] = junction.x_m, junction.y_m
        proposed[row] = junction.name
    table = pd.DataFrame(
        {
            "crash_id": crashes["crash_id"],
            "x_m": points.x_m,
            "y_m": points.y_m,
            "location_status": [str(status) for status in findings.status],
            "location_reason": findings.reason,
            "junction_id": belongs,
            "proposal_x_m": proposal_x_m,
            "proposal_y_m": proposal_y_m,
            "proposal_junction": proposed,
        }
    )
    texts = ("crash_id", "location_status", "location_reason", "junction_id", "proposal_junction")
    return table[list(LOCATION_COLUMNS)].astype(dict.fromkeys(texts, "str"))
