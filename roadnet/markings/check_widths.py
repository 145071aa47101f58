"""Widths of streets against 市區道路及附屬工程設計標準: notes for what stands already."""

import math
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import yaml

from language import Message
from roadnet.geometry.street_geometry import StreetGeometry
from roadnet.markings.finding import Finding, Verdict
from roadnet.markings.judging import METRES
from roadnet.markings.rules import RULES_FOLDER
from roadnet.model import (
    Direction,
    Junction,
    KerbType,
    Profile,
    Road,
    RoadClass,
    Section,
    Streets,
    Strip,
    StripType,
    Turn,
)

ROUNDING_M = 0.005
RIGHT_ANGLE_DEG = 90.0
MAIN = frozenset({RoadClass.PRIMARY, RoadClass.SECONDARY})


@cache
def _standard() -> Mapping[str, Any]:
    text = (RULES_FOLDER / "street_widths.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def check_widths(streets: Streets, geometry: StreetGeometry, day: date) -> Iterator[Finding]:
    """Yield what the standard of widths says of an area on a day.

    Article 28 exempts existing streets, so that a narrow one is a note; only of a road known to be
    newer than the standard it is a violation. An assumed width is not checkable.
    """
    if day < _standard()["valid_from"]:
        return
    for road in streets.roads:
        if road.times.held_on(day) and road.is_drivable:
            for section in road.sections:
                yield from _strips(road, section)
                yield from _kerbs(road, section)
    for area in geometry.junctions:
        yield from _angles(area.junction, geometry)
    for island in geometry.islands:
        entry = _entry("island_area")
        ground = sum(polygon.area for polygon in island.polygons)
        if island.stated is not None and ground < entry["min_m2"]:
            found = Message("area {area} m²", {"area": f"{ground:.1f}"})
            required = Message("at least {least} m²", {"least": f"{entry['min_m2']:g}"})
            yield _finding(entry, island.key, found, required, Verdict.NOTE)


def _entry(element: str, road_class: str = "any") -> dict[str, Any]:
    for entry in _standard()["minimums"]:
        if entry["element"] == element and entry["class"] in {"any", road_class}:
            return dict(entry)
    return {}


def _finding(
    entry: Mapping[str, Any], element: str, found: Message, required: Message, verdict: Verdict
) -> Finding:
    standard = _standard()
    return Finding(
        rule=str(standard["pcode"]),
        article=str(entry["article"]),
        valid_from=standard["valid_from"],
        element=element,
        found=found,
        required=required,
        verdict=verdict,
    )


def _strips(road: Road, section: Section) -> Iterator[Finding]:
    for strip in section.strips:
        entry = _entry_for(road, section, strip)
        if not entry:
            continue
        width_m = narrowest_m(strip.width, section.length_m)
        if width_m >= entry["min_m"] - ROUNDING_M:
            continue
        verdict = _verdict(road, strip)
        names = Message(entry["name"]["en"])
        found = Message("{name}: {width} m", {"name": names, "width": f"{width_m:.2f}"})
        yield _finding(entry, strip.strip_id, found, _least(entry), verdict)


def _least(entry: Mapping[str, Any]) -> Message:
    if "least_m" in entry:
        return Message(
            "at least {low} m; {least} m where the road is too narrow",
            {"low": f"{entry['min_m']:g}", "least": f"{entry['least_m']:g}"},
        )
    return Message("at least {low}{unit}", {"low": f"{entry['min_m']:g}", "unit": METRES})


def _verdict(road: Road, strip: Strip) -> Verdict:
    if strip.width.is_assumed:
        return Verdict.NOT_CHECKABLE
    built = road.times.valid_from
    is_new = built is not None and built >= _standard()["valid_from"]
    return Verdict.VIOLATION if is_new else Verdict.NOTE


def _entry_for(road: Road, section: Section, strip: Strip) -> dict[str, Any]:
    """Return the minimum that holds for a strip; empty where none does."""
    kind = strip.strip_type
    if kind is StripType.SIDEWALK:
        narrow = _entry("sidewalk_narrow_road")
        whole_m = sum(one.width.at(0.0) for one in section.strips)
        return narrow if whole_m <= narrow["road_up_to_m"] else _entry("sidewalk")
    if kind is StripType.DRIVE:
        if strip.direction is Direction.BOTH:
            return {}  # an alley without lanes
        if strip.turns and Turn.THROUGH not in strip.turns:
            return _entry("turn_lane")
        return _entry("drive", _rank(road))
    return _entry(str(kind))


def _rank(road: Road) -> str:
    """Return the rank of a road in the words of the standard's article 3."""
    for rank, classes in _standard()["ranks"].items():
        if str(road.road_class) in classes:
            return str(rank)
    return ""


def narrowest_m(profile: Profile, length_m: float) -> float:
    """Return the least value of a profile along a section.

    Examples
    --------
    >>> from roadnet.model import ProfilePiece
    >>> taper = Profile((ProfilePiece(0.0, 3.5, b=-0.05), ProfilePiece(20.0, 2.5)))
    >>> narrowest_m(taper, 40.0)
    2.5
    """
    if profile.is_constant:
        return profile.at(0.0)
    starts = [piece.start_m for piece in profile.pieces if 0 <= piece.start_m <= length_m]
    even = np.linspace(0.0, length_m, max(math.ceil(length_m), 1) + 1).tolist()
    return min(profile.at(at_m) for at_m in [*starts, *even])


def _kerbs(road: Road, section: Section) -> Iterator[Finding]:
    entry = _entry("kerb_height")
    for index, boundary in enumerate(section.boundaries):
        height = boundary.kerb_height
        is_raised = boundary.kerb in {KerbType.RAISED, KerbType.UNKNOWN}
        if height is None or height.is_assumed or not is_raised:
            continue
        if height.value > entry["max_m"] + ROUNDING_M:
            number = road.sections.index(section)
            found = Message("kerb height {height} m", {"height": f"{height.value:.2f}"})
            required = Message(
                "at most {most} m; {guiding} m where it guides traffic",
                {"most": f"{entry['max_m']:g}", "guiding": f"{entry['most_m']:g}"},
            )
            yield _finding(
                entry, f"{road.road_id}.s{number}.b{index}", found, required, Verdict.NOTE
            )


def _angles(junction: Junction, geometry: StreetGeometry) -> Iterator[Finding]:
    """Yield junctions of main roads that cross at a sharper angle than the standard asks for."""
    entry = _entry("junction_angle", "primary")
    arms = [
        (arm, geometry.frames[arm.road_id].road.road_class)
        for arm in junction.arms
        if arm.road_id is not None
    ]
    main = [(arm, rank) for arm, rank in arms if rank in MAIN and arm.road_name]
    angles = [
        _crossing_deg(one.bearing_deg, other.bearing_deg)
        for number, (one, rank) in enumerate(main)
        for other, other_rank in main[number + 1 :]
        if one.road_name != other.road_name and RoadClass.PRIMARY in {rank, other_rank}
    ]
    crossing = [angle for angle in angles if angle > SAME_STREET_DEG]
    if crossing and min(crossing) < entry["min_deg"]:
        found = Message("main roads cross at {angle}°", {"angle": f"{min(crossing):.0f}"})
        required = Message("at least {least}°", {"least": f"{entry['min_deg']:g}"})
        yield _finding(entry, junction.junction_id, found, required, Verdict.NOTE)


SAME_STREET_DEG = 20.0  # one street that changes its name at the junction


def _crossing_deg(one: float, other: float) -> float:
    """Return the angle at which two lines cross, 0 to 90 degrees.

    Examples
    --------
    >>> _crossing_deg(10.0, 180.0), _crossing_deg(0.0, 95.0)
    (10.0, 85.0)
    """
    angle = abs(one - other) % 180.0
    return min(angle, 2 * RIGHT_ANGLE_DEG - angle)
