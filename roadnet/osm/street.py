"""The way whose cross-section is read: its tags, class, directions and defaults."""

from dataclasses import dataclass

from roadnet.default_sections import DefaultSections
from roadnet.model import DrivingSide, RoadClass
from roadnet.osm.elements import Tags


@dataclass(frozen=True, slots=True)
class Street:
    """A way with all that its cross-section is read from.

    A way that is one-way against its direction is turned round before.
    """

    tags: Tags
    road_class: RoadClass
    is_one_way: bool  # motor vehicles go only along the way
    driving_side: DrivingSide
    defaults: DefaultSections
    is_access: bool = False  # a driveway or an aisle of a car park
    free_sides: frozenset[str] = frozenset({"left", "right"})  # no other carriageway close by

    @property
    def kerb_side(self) -> str:
        """The side on which forward traffic finds its kerb."""
        return str(self.driving_side)

    @property
    def far_side(self) -> str:
        """The other side."""
        return "left" if self.driving_side is DrivingSide.RIGHT else "right"

    def directed(self, key: str, way: str) -> str | None:
        """Return the value of `key:way`, on one-way streets also of the plain key.

        `way` is `forward` or `backward`.
        """
        value = self.tags.get(f"{key}:{way}")
        if value is None and self.is_one_way and way == "forward":
            return self.tags.get(key)
        return value
