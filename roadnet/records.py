"""The streets of an area as records for a store, and back."""

import dataclasses
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, get_args, get_origin, get_type_hints

from language import Message
from roadnet.model import PolylinePiece, Road, Streets
from roadnet.model.record import Box, StreetArea, StreetRecord
from roadnet.model_json import from_json, to_json

ROAD_MARGIN_M = 40.0  # half of the widest cross-section
ROAD_FIELDS = ("road_id", "from_road")  # the road a thing lies on
NO_RECORDS = {"notes"}  # kept with the area


def _kinds() -> dict[str, tuple[Any, str]]:
    """Return, for each tuple of things in `Streets`, their class and the name of their key."""
    kinds = {}
    for name, hint in get_type_hints(Streets).items():
        if get_origin(hint) is tuple and name not in NO_RECORDS:
            kind = get_args(hint)[0]
            kinds[name] = (kind, dataclasses.fields(kind)[0].name)  # the key stands first
    return kinds


KINDS = _kinds()


def area_of(streets: Streets, *, source: str = "") -> StreetArea:
    """Return what holds for the whole area."""
    notes = [json.loads(note.to_json()) for note in streets.notes]
    return StreetArea(
        name=streets.area,
        crs=streets.crs,
        driving_side=streets.driving_side,
        driving_side_method=streets.driving_side_method,
        notes=json.dumps(notes, ensure_ascii=False),
        source=source,
    )


def records_of(streets: Streets) -> list[StreetRecord]:
    """Return one record for each thing of an area, ordered by kind and key.

    The extent of a road is the box around its line and 40 m more; what lies on a road has the
    extent of the road.
    """
    roads = {road.road_id: road_box(road) for road in streets.roads}
    return [
        record_of(kind, one, _box_of(one, roads))
        for kind, (_, key) in sorted(KINDS.items())
        for one in sorted(getattr(streets, kind), key=lambda one: str(getattr(one, key)))
    ]


def record_of(kind: str, one: Any, box_m: Box | None) -> StreetRecord:
    """Return the record of one thing with an extent."""
    return StreetRecord(
        kind=kind,
        key=str(getattr(one, KINDS[kind][1])),
        box_m=box_m,
        content=to_json(one),
        valid_from=one.times.valid_from if hasattr(one, "times") else None,
        valid_to=one.times.valid_to if hasattr(one, "times") else None,
    )


def thing_of(record: StreetRecord) -> Any:
    """Return the thing that a record holds.

    Raises
    ------
    ModelJsonError
        The record cannot be read.
    """
    return from_json(record.content, KINDS[record.kind][0])


def own_box(one: Any) -> Box | None:
    """Return the extent that a thing states itself; None where that of its road counts."""
    return _box_of(one, {one.road_id: road_box(one)} if isinstance(one, Road) else {})


def streets_of(area: StreetArea, records: Iterable[StreetRecord]) -> Streets:
    """Return the streets that the records of an area describe, every tuple ordered by key.

    Of several versions of a thing, since other days each, the last one counts.

    Raises
    ------
    ModelJsonError
        A record cannot be read.
    """
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for record in records:
        found[record.kind][record.key] = thing_of(record)
    return Streets(
        area=area.name,
        crs=area.crs,
        driving_side=area.driving_side,
        driving_side_method=area.driving_side_method,
        notes=tuple(Message(text, values) for text, values in json.loads(area.notes)),
        **{kind: tuple(found[kind][key] for key in sorted(found[kind])) for kind in sorted(KINDS)},
    )


def road_box(road: Road) -> Box:
    """Return the extent of a road: around its line, with room for its cross-section."""
    points = list(_rough_points(road))
    easts, norths = [x for x, _ in points], [y for _, y in points]
    return (
        min(easts) - ROAD_MARGIN_M,
        min(norths) - ROAD_MARGIN_M,
        max(easts) + ROAD_MARGIN_M,
        max(norths) + ROAD_MARGIN_M,
    )


def _rough_points(road: Road) -> Iterator[tuple[float, float]]:
    """Yield points whose box holds the line: a curve never leaves its length around its start."""
    for piece in road.line.pieces:
        if isinstance(piece, PolylinePiece):
            yield from piece.points_m
        else:
            yield piece.x_m - piece.length_m, piece.y_m - piece.length_m
            yield piece.x_m + piece.length_m, piece.y_m + piece.length_m


def _box_of(one: Any, roads: dict[Any, Box]) -> Box | None:
    for points in _points_of(one):
        if points:
            easts, norths = [x for x, _ in points], [y for _, y in points]
            return min(easts), min(norths), max(easts), max(norths)
    if isinstance(one, Road):
        return roads[one.road_id]
    named = (getattr(one, name) for name in ROAD_FIELDS if hasattr(one, name))
    return next((roads[road_id] for road_id in named if road_id in roads), None)


def _points_of(one: Any) -> Iterator[list[tuple[float, float]]]:
    """Yield the points that a thing states itself, if it does."""
    if hasattr(one, "x_m"):
        yield [(one.x_m, one.y_m)]
    yield list(getattr(one, "outline_m", ()))
    yield list(getattr(one, "line_m", ()))
    yield [point for ring in getattr(one, "rings_m", ()) for point in ring]
