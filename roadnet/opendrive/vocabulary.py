"""OpenDRIVE words and what they are on the map (`data/streets/opendrive.yaml`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from roadnet.model import (
    Direction,
    DrivingSide,
    FeatureKind,
    GroundKind,
    Lens,
    LensColour,
    LensShape,
    LinearKind,
    Mode,
    PaintColour,
    PointKind,
    RoadClass,
    StripType,
    Turn,
)

WORDS_FILE = Path(__file__).parent.parent.parent / "data" / "streets" / "opendrive.yaml"
MODE_ORDER = tuple(Mode)


@dataclass(frozen=True, slots=True)
class LaneType:
    """What a lane type is on the map."""

    strip_type: StripType
    traffic: str  # own, both, none
    modes: frozenset[Mode]
    is_loose: bool  # no strip type says quite the same

    def direction(self, *, is_left: bool, side: DrivingSide) -> Direction:
        """Return which way traffic moves on a lane left or right of the datum."""
        if self.traffic == "none":
            return Direction.NONE
        if self.traffic == "both":
            return Direction.BOTH
        return own_direction(is_left=is_left, side=side)


@dataclass(frozen=True, slots=True)
class ObjectPlace:
    """Which record an object becomes; all None: it is left out."""

    point: PointKind | None = None
    ground: GroundKind | None = None
    line: LinearKind | None = None
    feature: FeatureKind | None = None
    turns: tuple[Turn, ...] = ()


def own_direction(*, is_left: bool, side: DrivingSide) -> Direction:
    """Return which way traffic moves on one side of the datum by the rule of the road.

    Examples
    --------
    >>> own_direction(is_left=True, side=DrivingSide.RIGHT).name
    'BACKWARD'
    """
    return Direction.BACKWARD if is_left == (side is DrivingSide.RIGHT) else Direction.FORWARD


@cache
def lane_types() -> Mapping[str, LaneType]:
    """Return all lane types of OpenDRIVE."""
    return {
        name: LaneType(
            StripType(entry["strip"]),
            entry["traffic"],
            frozenset(Mode(mode) for mode in _words()["modes"][entry["modes"]]),
            bool(entry.get("loose", False)),
        )
        for name, entry in _words()["lane_types"].items()
    }


@cache
def usual_lane_type(strip_type: StripType) -> str:
    """Return the lane type a strip is written as where its source had no other."""
    return str(_words()["strip_types"][str(strip_type)])


@cache
def access_modes() -> Mapping[str, frozenset[Mode]]:
    """Return the modes each restriction of `<access>` concerns."""
    words = _words()["access_modes"]
    return {name: frozenset(Mode(mode) for mode in modes) for name, modes in words.items()}


@cache
def colours() -> Mapping[str, PaintColour]:
    """Return the colours of paint by their OpenDRIVE names."""
    return {name: PaintColour(colour) for name, colour in _words()["colours"].items()}


def road_class_of(road_type: str) -> RoadClass:
    """Return the class of a road type; rural and town say nothing of a rank."""
    return RoadClass(_words()["road_types"].get(road_type, RoadClass.OTHER))


def road_type_of(road_class: RoadClass) -> str:
    """Return the road type a class is written as."""
    return str(_words()["road_classes"][str(road_class)])


def place_of_object(object_type: str, subtype: str) -> ObjectPlace:
    """Return what an object becomes.

    Examples
    --------
    >>> place_of_object("pole", "bollard").point.value, place_of_object("building", "").point
    ('bollard', None)
    """
    objects = _words()["objects"]
    entry = objects.get(f"{object_type}/{subtype}") or objects.get(object_type) or {}
    return ObjectPlace(
        PointKind(entry["point"]) if "point" in entry else None,
        GroundKind(entry["ground"]) if "ground" in entry else None,
        LinearKind(entry["line"]) if "line" in entry else None,
        FeatureKind(entry["feature"]) if "feature" in entry else None,
        tuple(Turn(turn) for turn in entry.get("turns", ())),
    )


def feature_of_signal(country: str, signal_type: str) -> FeatureKind | None:
    """Return the marking a signal is; None for signs and signal heads.

    Examples
    --------
    >>> feature_of_signal("OpenDRIVE", "294").value, feature_of_signal("DE", "205")
    ('stop_line', None)
    """
    features = _words()["signal_features"]
    kind = features.get(f"{country}/{signal_type}") or features.get(f"*/{signal_type}")
    return FeatureKind(kind) if kind else None


@cache
def lenses_of_signal(signal_type: str) -> tuple[Lens, ...]:
    """Return the lenses of a type of signal head; none where they are not known."""
    words = _words()["signal_lenses"].get(signal_type, ())
    split = [word.split() for word in words]
    return tuple(Lens(LensColour(colour), LensShape(shape)) for colour, shape in split)


def written_as(record: str, kind: str) -> tuple[str, str]:
    """Return object type and subtype for a kind of a record (point, ground, line, feature).

    Examples
    --------
    >>> written_as("point", "hydrant"), written_as("feature", "arrow")
    (('obstacle', 'hydrant'), ('roadMark', 'paint'))
    """
    kinds = _words()["written_as"][record]
    object_type, _, subtype = str(kinds.get(kind, kinds["other"])).partition("/")
    return object_type, subtype


def assumed_height_m(*, is_head: bool) -> float:
    """Return the height of a sign or a signal head where none is stated."""
    return float(_words()["assumed_m"]["signal_height" if is_head else "sign_height"])


def assumed_depth_m(kind: FeatureKind) -> float:
    """Return how far a marking reaches along the road where that is not stated."""
    depths = _words()["assumed_m"]["depth"]
    return float(depths.get(str(kind), depths["other"]))


@cache
def _words() -> dict[str, Any]:
    return dict(yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8")))
