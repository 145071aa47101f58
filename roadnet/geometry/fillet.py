"""What a kerb corner adds to a junction."""

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True)
class Fillet:
    """A rounded kerb corner, or the painted ground of a gore."""

    surface: BaseGeometry  # what it adds to the junction, and a lap over its roads
    radius_m: float  # 0 for a gore
    arms: tuple[int, ...]  # indices of the arms whose kerbs it touches
    ends_m: tuple[float, ...]  # for each of them where it ends, from the node
