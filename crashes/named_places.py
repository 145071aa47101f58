"""What the place text of each crash names, as numbers to compare: place, roads, junction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from crashes.road_names import base_road

Numbers = npt.NDArray[np.int64]
NONE = -1  # the text names none


@dataclass(frozen=True, slots=True)
class NamedPlaces:
    """For each crash, numbers that are equal where two texts name the same thing."""

    place: Numbers  # crossing, address, kilometre, road or, failing these, the text
    roads: Numbers  # two columns: roads of the county without section and lane, -1 for none
    junction: Numbers  # crossing of the county, -1 for none
    county: Numbers
    district: Numbers  # district of the county, -1 for none
    is_pinpointed: npt.NDArray[np.bool_]  # the text names a crossing or a house number

    @property
    def names_road(self) -> npt.NDArray[np.bool_]:
        """Whether the text names a road."""
        return np.asarray((self.roads != NONE).any(axis=1), dtype=bool)

    def at(self, rows: npt.NDArray[Any]) -> "NamedPlaces":
        """Return what these crashes (a mask or positions) name."""
        return NamedPlaces(
            self.place[rows],
            self.roads[rows],
            self.junction[rows],
            self.county[rows],
            self.district[rows],
            self.is_pinpointed[rows],
        )


def named_places(crashes: pd.DataFrame) -> NamedPlaces:
    """Return what the place texts of `crashes` (CRASH_COLUMNS) name.

    Examples
    --------
    >>> from crashes.places import places_of
    >>> from crashes.text_column import TextColumn
    >>> texts = ["嘉義市東區甲路 / 嘉義市東區乙路", "嘉義市西區乙路 / 嘉義市西區甲路"]
    >>> texts = [*texts, "嘉義市東區甲路1號"]
    >>> named = named_places(places_of(TextColumn.of(texts)).assign(place_text=texts))
    >>> bool(named.junction[0] == named.junction[1]), named.junction[2].item()
    (True, -1)
    """
    county = crashes["county"].fillna("")
    road_1 = crashes["road_1"].fillna("")
    house = crashes["house_number"].fillna("")
    kilometre = crashes["kilometre"].round(1).astype("str").fillna("")
    junction = crashes["junction_name"].fillna("")
    described = np.where(road_1 == "", crashes["place_text"].fillna(""), road_1)
    described = np.where(junction == "", described, junction)
    return NamedPlaces(
        place=_numbered([county, described, house, kilometre], []),
        roads=np.stack(_numbered_together(county, [road_1, crashes["road_2"].fillna("")]), axis=1),
        junction=_numbered([county, junction], [junction]),
        county=_numbered([county], [county]),
        district=_numbered([county, crashes["district"].fillna("")], [county]),
        is_pinpointed=((junction != "") | (house != "")).to_numpy(dtype=bool),
    )


def _numbered(parts: Sequence[Any], required: Sequence[Any]) -> Numbers:
    """Return a number for each combination of texts; -1 where a required one is empty."""
    combined = np.zeros(len(parts[0]), dtype=np.int64)
    for part in parts:
        codes, texts = pd.factorize(np.asarray(part, dtype=object))
        combined, _ = pd.factorize(combined * (len(texts) + 1) + codes)
    for part in required:
        combined[np.asarray(part, dtype=object) == ""] = NONE
    return combined.astype(np.int64)


def _numbered_together(
    county: "pd.Series[str]", roads: Sequence["pd.Series[str]"]
) -> list[Numbers]:
    """Return the numbers of the roads of several columns: the same road has one number."""
    together = pd.concat(roads, ignore_index=True)
    rows, texts = pd.factorize(together.to_numpy(dtype=object))
    names = np.array([base_road(text) for text in texts], dtype=object)[rows]
    counties = pd.concat([county] * len(roads), ignore_index=True)
    numbers = _numbered([counties, pd.Series(names)], [pd.Series(names)])
    return list(np.split(numbers, len(roads)))
