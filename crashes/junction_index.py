"""Find the junction that a place text names, and the one that a point lies at."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.spatial import cKDTree

from crashes.junction_names import NamedJunction
from roadnet.model import Junction

Floats = npt.NDArray[np.float64]
COVERED_M = 100  # a junction of a street map stands for a learned one of its name so near


@dataclass(frozen=True, slots=True)
class NamedAt:
    """For each crash the junction its text names (None: none is known) and how far it is."""

    junction: npt.NDArray[np.object_]  # NamedJunction or None
    away_m: Floats  # from the delivered point; nan where there is no junction or no point


class JunctionIndex:
    """The junctions that are known, by name and by place.

    Parameters
    ----------
    learned
        Junctions learned from crossing names.
    known
        Junctions of a street map; where one covers a learned one of its name, it takes its place.
    """

    def __init__(self, learned: Sequence[NamedJunction], known: Sequence[Junction] = ()) -> None:
        self._known = sorted(known, key=lambda junction: junction.junction_id)
        self._by_name: dict[str, list[Junction]] = defaultdict(list)
        for junction in self._known:
            self._by_name[junction.name].append(junction)
        self._by_place: dict[tuple[str, str, str], list[NamedJunction]] = defaultdict(list)
        self._by_county: dict[tuple[str, str], list[NamedJunction]] = defaultdict(list)
        kept = []
        for one in learned:
            covering = self._covering(one.junction)
            if covering is None:
                kept.append(one.junction)
            self._add(one if covering is None else _standing_for(one, covering))
        self.learned: tuple[Junction, ...] = tuple(kept)
        self._all = [*self._known, *kept]
        self._tree = cKDTree([(one.x_m, one.y_m) for one in self._all]) if self._all else None

    def named_by(self, crashes: pd.DataFrame, x_m: Floats, y_m: Floats) -> NamedAt:
        """Return the junction that each place text names.

        Of several junctions of one name in a district the nearest to the point counts, and without
        a point the one with most crashes. A district where the name is not known takes the only
        junction of that name in the county.
        """
        junctions = np.full(len(crashes), None, dtype=object)
        away_m = np.full(len(crashes), np.nan)
        names = crashes["junction_name"].to_numpy(dtype=object, na_value="")
        county = crashes["county"].to_numpy(dtype=object, na_value="")
        district = crashes["district"].to_numpy(dtype=object, na_value="")
        for row in np.flatnonzero(names != ""):
            candidates = self._candidates(county[row], district[row], names[row])
            if not candidates:
                continue
            distances = [_away_m(one.junction, x_m[row], y_m[row]) for one in candidates]
            best = 0 if np.isnan(distances[0]) else int(np.argmin(distances))
            junctions[row], away_m[row] = candidates[best], distances[best]
        return NamedAt(junctions, away_m)

    def nearest(self, x_m: Floats, y_m: Floats, max_m: float) -> npt.NDArray[np.object_]:
        """Return the key of the nearest junction within `max_m` of each point, else None."""
        found = np.full(len(x_m), None, dtype=object)
        if self._tree is None:
            return found
        rows = np.flatnonzero(~np.isnan(x_m))
        if len(rows):
            away_m, nearest = self._tree.query(np.stack([x_m[rows], y_m[rows]], axis=1))
            for row, distance_m, number in zip(rows, away_m, nearest, strict=True):
                if distance_m <= max_m:
                    found[row] = self._all[number].junction_id
        return found

    def _candidates(self, county: str, district: str, name: str) -> list[NamedJunction]:
        """Return the junctions that a name may mean, the one with most crashes first."""
        if inside := self._by_place.get((county, district, name)):
            return inside
        in_county = self._by_county.get((county, name), [])
        if len(in_county) == 1:
            return in_county
        on_map = self._by_name.get(name, [])
        if not in_county and len(on_map) == 1:
            return [NamedJunction(on_map[0], county, frozenset(), 0)]
        return []

    def _add(self, one: NamedJunction) -> None:
        name = one.junction.name
        self._by_county[one.county, name].append(one)
        for district in one.districts:
            places = self._by_place[one.county, district, name]
            places.append(one)
            places.sort(key=lambda place: (-place.crashes, place.junction.junction_id))

    def _covering(self, junction: Junction) -> Junction | None:
        near = [
            (_away_m(known, junction.x_m, junction.y_m), known.junction_id, known)
            for known in self._by_name.get(junction.name, ())
        ]
        near = [one for one in near if one[0] <= COVERED_M]
        return min(near)[2] if near else None


def _standing_for(one: NamedJunction, known: Junction) -> NamedJunction:
    """Return the learned junction with the point and key of the one of the street map."""
    return NamedJunction(known, one.county, one.districts, 0)


def _away_m(junction: Junction, x_m: float, y_m: float) -> float:
    return float(np.hypot(junction.x_m - x_m, junction.y_m - y_m))
