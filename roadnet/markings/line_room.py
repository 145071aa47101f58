"""Where lines along a road may run: not through junctions, crossings, nets and waiting boxes."""

from collections.abc import Iterator, Mapping

from roadnet.markings.arms import ArmKey, ArmPlace
from roadnet.markings.defaults import marking_defaults
from roadnet.markings.placed_feature import PlacedFeature, PlacedFeatures
from roadnet.markings.road_place import LANES
from roadnet.model import FeatureKind, Road, RoadEnd

Stretch = tuple[float, float]
BREAKS = frozenset(
    {
        FeatureKind.CROSSWALK,
        FeatureKind.ZEBRA,
        FeatureKind.BIKE_CROSSING,
        FeatureKind.NET,
        FeatureKind.STOP_LINE,
    }
)
BARS = (FeatureKind.CROSSWALK, FeatureKind.ZEBRA, FeatureKind.BIKE_CROSSING)
SAME_PLACE_M = 1e-6


class LineRoom:
    """The stretches of boundaries that are free for lines.

    Parameters
    ----------
    placed
        The placed features of the area.
    arms
        Arms of all junctions.
    """

    def __init__(self, placed: PlacedFeatures, arms: Mapping[ArmKey, ArmPlace]) -> None:
        self._placed, self._arms = placed, arms
        self._continued: dict[ArmKey, list[ArmPlace]] = {}
        for arm in arms.values():
            self._continued.setdefault(arm.root_key, []).append(arm)
        self._least_m = float(marking_defaults()["least_line_m"])

    def free(
        self, road: Road, section: int, boundary: int, stretch: Stretch, clear_m: float = 0.0
    ) -> Iterator[Stretch]:
        """Yield the free stations of a boundary between two stations.

        Parameters
        ----------
        road, section, boundary
            Which boundary.
        stretch
            The stations between which a line is wanted.
        clear_m
            How far the line stays away from junctions and crossings.
        """
        start_m, end_m = stretch
        blocked = sorted(
            (first_m - clear_m, last_m + clear_m)
            for first_m, last_m in self._blocked(road, section, boundary)
        )
        at_m, is_after_block = start_m, False
        for first_m, last_m in [*blocked, (end_m, end_m)]:
            until_m = min(first_m, end_m)
            enclosed = is_after_block and first_m < end_m - SAME_PLACE_M
            least_m = self._least_m if enclosed else SAME_PLACE_M
            if until_m - at_m > least_m:
                yield at_m, until_m
            if last_m > at_m:
                at_m, is_after_block = last_m, last_m > start_m

    def limit_m(self, key: ArmKey, boundary: int | None = None) -> float:
        """Return the distance from the near end of an arm's road at which lines begin.

        Parameters
        ----------
        key
            The road end.
        boundary
            A boundary; None: that of the lanes that lead to the junction.
        """
        arm = self._arms[key]
        if self._is_passed_over(arm):
            return arm.place.length_m
        offset_m = None if boundary is None else self._offset_m(arm, boundary)
        if offset_m is None or self._touches_inward(arm, boundary):
            covering = [
                line.far_m
                for line in self._placed.at(key, FeatureKind.STOP_LINE)
                if boundary is None or line.span[0] <= boundary <= line.span[1]
            ]
            if covering:
                return max(covering)
        crossings = self._placed.at(key, *BARS)
        ends = [crossing.far_at(offset_m or 0.0) for crossing in crossings]
        return max(ends, default=arm.mouth_m)

    def has_limit(self, key: ArmKey) -> bool:
        """Whether lines end at a stop line, a crossing or the mouth on this very road."""
        arm = self._arms[key]
        if arm.root is None:
            return not self._is_passed_over(arm)
        return bool(self._placed.at(key, FeatureKind.STOP_LINE, *BARS))

    def _is_passed_over(self, arm: ArmPlace) -> bool:
        """Whether the crossing or stop line of an arm lies on a road that continues it."""
        return any(
            other.shift_m > arm.shift_m and self._placed.at(other.key, FeatureKind.STOP_LINE, *BARS)
            for other in self._continued.get(arm.root_key, ())
        )

    @staticmethod
    def _offset_m(arm: ArmPlace, boundary: int) -> float:
        offsets = arm.place.offsets_m(max(arm.mouth_m, 0.0))
        return float(offsets[min(boundary, len(offsets) - 1)])

    @staticmethod
    def _touches_inward(arm: ArmPlace, boundary: int | None) -> bool:
        """Whether a lane beside a boundary leads to the junction."""
        if boundary is None:
            return True
        _, section = arm.place.section_at(max(arm.mouth_m, 0.0))
        beside = section.strips[max(boundary - 1, 0) : boundary + 1]
        return any(
            strip.strip_type in LANES and strip.direction in {arm.place.inward, 2}
            for strip in beside
        )

    def _blocked(self, road: Road, section: int, boundary: int) -> Iterator[Stretch]:
        for end in RoadEnd:
            arm = self._arms.get((road.road_id, end))
            if arm is None:
                continue
            limit_m = self.limit_m(arm.key, boundary)
            if limit_m > 0:
                stations = arm.place.station_m(0.0), arm.place.station_m(limit_m)
                yield min(stations), max(stations)
        for placed in self._placed.by_road.get(road.road_id, []):
            own, _ = placed.place.section_at(placed.near_m)
            if own == section and _breaks(placed, boundary):
                yield placed.stations_at(boundary)


def _breaks(placed: PlacedFeature, boundary: int) -> bool:
    first, last = placed.span
    if placed.kind is FeatureKind.MOTO_BOX:
        return first < boundary < last
    return placed.kind in BREAKS and first <= boundary <= last
