"""What can be put on a scene: kinds, layers, symbols and vehicle sizes, read from data files."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent.parent.parent / "data" / "scene"


@dataclass(frozen=True, slots=True)
class BodyKind:
    """A kind of thing with a place, a heading and a size."""

    kind: str
    title: str  # English; the key of its translation
    layer: str
    group: str  # under which heading the palette shows it
    symbol: str | None = None  # None for vehicles: their class has it
    length_m: float | None = None
    width_m: float | None = None


@dataclass(frozen=True, slots=True)
class TraceKind:
    """A kind of line or curve."""

    kind: str
    title: str
    layer: str
    group: str
    width_m: float
    colour: str
    pattern: str  # solid, dashed, dotted, ticks, arrow, dashed_arrow


@dataclass(frozen=True, slots=True)
class VehicleSize:
    """The default size of an official class of party; always assumed for the one on the scene."""

    class_code: str  # 當事者區分
    length_m: float
    width_m: float
    wheelbase_m: float | None
    height_m: float
    symbol: str
    method: str  # published or assumed
    source: str

    @property
    def is_person(self) -> bool:
        """Whether the party is somebody on foot (行人, 乘客, 其他人)."""
        return self.class_code in {"H01", "H02", "H03", "H91"}

    @property
    def has_two_wheels(self) -> bool:
        """Whether it falls over when nobody holds it."""
        return self.symbol in {"motorcycle", "bicycle", "personal_mobility"}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything of the data files of scenes."""

    layers: dict[str, str]  # layer -> English title, from the bottom to the top
    bodies: dict[str, BodyKind]
    traces: dict[str, TraceKind]
    vehicles: dict[str, VehicleSize]
    symbols: dict[str, tuple[dict[str, Any], ...]]
    sigmas_m: dict[str, float]  # measuring tool -> standard error
    tool_titles: dict[str, str]  # measuring tool -> English title


@cache
def scene_catalogue() -> Catalogue:
    """Return the data files of scenes, read once.

    Examples
    --------
    >>> scene_catalogue().vehicles["B03"].length_m
    4.6
    >>> list(scene_catalogue().layers)[0]
    'underlay'
    """
    kinds = _yaml("objects.yaml")
    return Catalogue(
        layers={entry["layer"]: entry["title"] for entry in kinds["layers"]},
        bodies={kind: BodyKind(kind, **entry) for kind, entry in kinds["bodies"].items()},
        traces={kind: TraceKind(kind, **entry) for kind, entry in kinds["traces"].items()},
        vehicles={size.class_code: size for size in _vehicle_sizes()},
        symbols={name: tuple(shapes) for name, shapes in _yaml("symbols.yaml")["symbols"].items()},
        sigmas_m={tool: entry["sigma_m"] for tool, entry in kinds["measuring"].items()},
        tool_titles={tool: entry["title"] for tool, entry in kinds["measuring"].items()},
    )


def symbol_of(kind: str, class_code: str | None, *, lying: bool) -> str:
    """Return the name of the symbol of a body.

    Examples
    --------
    >>> symbol_of("vehicle", "C03", lying=True)
    'motorcycle_on_its_side'
    >>> symbol_of("tree", None, lying=False)
    'tree'
    """
    known = scene_catalogue()
    name = known.bodies[kind].symbol
    if name is None:
        name = known.vehicles[class_code].symbol if class_code else "car"
    on_its_side = f"{name}_on_its_side"
    return on_its_side if lying and on_its_side in known.symbols else name


def _yaml(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return content


def _vehicle_sizes() -> list[VehicleSize]:
    with (FOLDER / "vehicle_sizes.csv").open(encoding="utf-8", newline="") as file:
        return [
            VehicleSize(
                class_code=row["class_code"],
                length_m=float(row["length_m"]),
                width_m=float(row["width_m"]),
                wheelbase_m=float(row["wheelbase_m"]) if row["wheelbase_m"] else None,
                height_m=float(row["height_m"]),
                symbol=row["symbol"],
                method=row["method"],
                source=row["source"],
            )
            for row in csv.DictReader(file)
        ]
