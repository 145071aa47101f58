"""A cross feature with the place it takes on its road."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import shapely

from roadnet.markings.arms import ArmKey, ArmPlace
from roadnet.markings.road_place import RoadPlace
from roadnet.markings.sizes import Sizes
from roadnet.markings.version_choice import ChosenVersion
from roadnet.model import CrossFeature, FeatureKind, RoadId

CROSSINGS = frozenset(
    {
        FeatureKind.CROSSWALK,
        FeatureKind.ZEBRA,
        FeatureKind.UNMARKED_CROSSING,
        FeatureKind.BIKE_CROSSING,
        FeatureKind.DIAGONAL_CROSSWALK,
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class PlacedFeature:
    """Where a feature lies: between two distances from a node, over some strips."""

    feature: CrossFeature
    place: RoadPlace
    arm: ArmPlace | None  # None: at no junction
    near_m: float  # distance of its edge towards the node
    far_m: float
    span: tuple[int, int]  # leftmost and rightmost boundary of the section at `near_m`
    lanes: tuple[int, ...]  # strips whose traffic it speaks to
    sizes: Sizes
    chosen: ChosenVersion
    assumed: tuple[str, ...]  # besides sizes
    slope: float = 0.0  # how much farther it lies for each metre to the left of the reference line

    def near_at(self, offset_m: float) -> float:
        """Return the distance of the near edge at an offset; it differs where it lies askew."""
        return self.near_m + self.slope * offset_m

    def far_at(self, offset_m: float) -> float:
        """Return the distance of the far edge at an offset."""
        return self.far_m + self.slope * offset_m

    @property
    def depth_m(self) -> float:
        """How far it reaches along the road."""
        return self.far_m - self.near_m

    @property
    def code(self) -> str:
        """Code of its rule."""
        return self.chosen.version.code

    @property
    def kind(self) -> FeatureKind:
        """Its kind."""
        return self.feature.kind

    @property
    def stations_m(self) -> tuple[float, float]:
        """The stations it covers, in their order."""
        ends = self.place.station_m(self.near_m), self.place.station_m(self.far_m)
        return min(ends), max(ends)

    def stations_at(self, boundary: int) -> tuple[float, float]:
        """Return the stations it covers on a boundary of its section, in their order."""
        aside_m = self.slope * float(self.place.offsets_m(self.near_m)[boundary])
        ends = (
            self.place.station_m(self.near_m + aside_m),
            self.place.station_m(self.far_m + aside_m),
        )
        return min(ends), max(ends)

    def edges_m(self, distance_m: float) -> tuple[float, float]:
        """Return the offsets of its left and right edge at a distance."""
        offsets = self.place.offsets_m(distance_m)
        return float(offsets[self.span[0]]), float(offsets[self.span[1]])

    def middle_m(self, distance_m: float) -> float:
        """Return the offset of its middle at a distance."""
        return sum(self.edges_m(distance_m)) / 2

    def read_by(
        self, lane: int, shapes: Sequence[shapely.Polygon], offset_m: float | None = None
    ) -> list[shapely.Polygon]:
        """Return shapes in the frame of a lane's drivers, laid from its rear edge ahead.

        Parameters
        ----------
        lane
            The strip.
        shapes
            Polygons, x ahead from the rear edge, y to the left.
        offset_m
            Offset of their middle; the middle of the lane without one.
        """
        travels_in = self.travels_in(lane)
        rear_m = self.far_m if travels_in else self.near_m
        middle_m = self.place.middle_m(lane, self.near_m) if offset_m is None else offset_m
        return self.place.placed(shapes, rear_m, middle_m, travels_in=travels_in)

    def travels_in(self, lane: int) -> bool:
        """Whether the traffic of a lane moves to the node."""
        _, section = self.place.section_at(self.near_m)
        return section.strips[lane].direction != -self.place.inward


@dataclass(frozen=True, eq=False)
class PlacedFeatures:
    """All placed features of an area, found by arm and by road."""

    features: tuple[PlacedFeature, ...]
    by_arm: dict[ArmKey, list[PlacedFeature]] = field(default_factory=dict)
    by_road: dict[RoadId, list[PlacedFeature]] = field(default_factory=dict)

    @classmethod
    def of(cls, features: list[PlacedFeature]) -> "PlacedFeatures":
        """Return features with their indices, ordered by key."""
        ordered = sorted(features, key=lambda placed: placed.feature.feature_id)
        found = cls(tuple(ordered))
        for placed in ordered:
            if placed.arm is not None:
                found.by_arm.setdefault(placed.arm.key, []).append(placed)
            found.by_road.setdefault(placed.feature.road_id, []).append(placed)
        return found

    def at(self, key: ArmKey, *kinds: FeatureKind) -> list[PlacedFeature]:
        """Return the features of some kinds at an arm, the nearest to the junction first."""
        own = [placed for placed in self.by_arm.get(key, []) if placed.kind in kinds]
        return sorted(own, key=lambda placed: placed.near_m)
