"""What a hotspot is: its columns, its flags, and the whole answer of a screening."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from errors import DaoanError
from language import Message

NOISE = -1  # the cluster number of a crash that lies in no hotspot


class ScreeningError(DaoanError, ValueError):
    """A setting of the screening, or the table it works on, cannot be right."""


class HotspotFlag(StrEnum):
    """What to know about a hotspot before believing its place in the list."""

    SPLIT = "split"  # part of a chain longer than the limit, cut at its nearest junctions
    LONG = "long"  # longer than the limit, and no junction to cut it at
    MID_BLOCK = "mid_block"  # at no known junction
    STACKED = "stacked"  # more than half of its crashes share one exact point

    @property
    def sentence(self) -> Message:
        """What the flag says to the user."""
        return _SENTENCES[self]


_SENTENCES = {
    HotspotFlag.SPLIT: Message("Part of a longer chain of crashes, cut at its nearest junctions."),
    HotspotFlag.LONG: Message("Longer than 100 m: it may join several places."),
    HotspotFlag.MID_BLOCK: Message("Away from known junctions."),
    HotspotFlag.STACKED: Message(
        "More than half of its crashes share one exact point: check that it is the true place."
    ),
}

HOTSPOT_COLUMNS = (
    "rank",  # 1 = first; also the cluster number in the labels
    "name",  # unique in the list
    "crashes",
    "a1",
    "a2",
    "a3",
    "epdo",  # under the chosen weights
    "lon",  # of the mean point, WGS84
    "lat",
    "x_m",  # of the mean point, in the CRS of the crashes
    "y_m",
    "radius_m",  # distance from the mean point to the farthest crash
    "length_m",  # diagonal of the bounding box of its crashes
    "flags",  # tuple of HotspotFlag
    "junction_id",  # the junction that names it, None for a mid-block hotspot
)


@dataclass(frozen=True, slots=True)
class MinCrashes:
    """How many crashes make a hotspot, and where that number comes from."""

    value: int
    given: bool  # chosen by the user; else max(floor, mean crashes per junction)
    junctions: int  # junctions in the box of the believed crashes
    junction_crashes: int  # believed crashes that belong to one of them
    mean_crashes_per_junction: float

    @property
    def sentence(self) -> Message:
        """How the number came about, for the user."""
        if self.given:
            return Message("At least {value} crashes, as chosen.", {"value": self.value})
        return Message(
            "At least {value} crashes: the larger of 5 and the mean of the period, "
            "{mean:.2f} crashes per junction ({crashes} crashes at {junctions} junctions).",
            {
                "value": self.value,
                "mean": self.mean_crashes_per_junction,
                "crashes": self.junction_crashes,
                "junctions": self.junctions,
            },
        )


@dataclass(frozen=True, slots=True)
class Hotspots:
    """The answer of a screening; crashes in hotspots + noise + doubtful location = total.

    `table` has HOTSPOT_COLUMNS, by rank. `labels` has `crash_id` and `cluster` (rank of the
    hotspot, -1 for noise, missing where the location is doubtful), by crash key. `sensitivity` has
    one column a weight set with the rank each hotspot would have under it, indexed by `rank`.
    `method` holds every setting, `min_crashes` how that number came about, `warnings` what the
    user should know.
    """

    table: pd.DataFrame
    labels: pd.DataFrame
    sensitivity: pd.DataFrame
    noise: int
    doubtful_location: int
    doubtful_by_status: dict[str, int]
    total: int
    method: dict[str, Any]
    min_crashes: MinCrashes
    warnings: tuple[Message, ...] = ()
