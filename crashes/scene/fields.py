"""Which fields a scene has, and what each may hold."""

from functools import cache
from typing import Any

from crashes.scene.catalogue import scene_catalogue
from crashes.scene.model import (
    Anchor,
    BaseLine,
    Body,
    ControlPoint,
    Fit,
    LayerState,
    Measurement,
    MeasurementKind,
    Moment,
    Note,
    Posture,
    ReferencePoint,
    Role,
    Scene,
    SceneObject,
    SheetChoice,
    SheetPaper,
    Trace,
    Travel,
    TravelEnd,
    Underlay,
    ValueOrigin,
)
from crashes.scene.records import (
    Faults,
    Field,
    Value,
    each,
    flag,
    key,
    matching,
    member,
    number,
    one_of,
    optional,
    pair,
    record,
    text,
    whole,
)
from roadnet.model import Method

MAX_OBJECTS = 1_000
MAX_POINTS = 500  # of one line
MAX_MEASUREMENTS = 500
FARTHEST_M = 5_000.0  # from the origin of the scene
MAX_PARTY = 200

metres = number(-FARTHEST_M, FARTHEST_M)
point = pair(metres)
direction = number(0.0, 360.0)
party = whole(1, MAX_PARTY)


@cache
def scene_reader() -> Value:
    """Return the reader of whole scenes."""
    known = scene_catalogue()
    layer = one_of(known.layers)
    return record(
        Scene,
        {
            "crash_id": Field(text(100)),
            "crs": Field(matching(r"EPSG:[0-9]{4,6}")),
            "origin_m": Field(pair(number(-1e8, 1e8))),
            "map_version": Field(optional(text(200)), None),
            "objects": Field(each(_object_reader(), most=MAX_OBJECTS), ()),
            "references": Field(each(_reference_reader(), most=20), ()),
            "base_line": Field(optional(_base_line_reader()), None),
            "measurements": Field(each(_measurement_reader(), most=MAX_MEASUREMENTS), ()),
            "travels": Field(each(_travel_reader(), most=MAX_PARTY), ()),
            "underlays": Field(each(_underlay_reader(), most=10), ()),
            "layers": Field(
                each(
                    record(
                        LayerState,
                        {
                            "layer": Field(layer),
                            "visible": Field(flag, True),
                            "locked": Field(flag, False),
                        },
                    ),
                    most=len(known.layers),
                ),
                (),
            ),
            "moved_parties": Field(each(party, most=MAX_PARTY), ()),
            "summary": Field(text(2_000, lines=True), ""),
            "sheet": Field(_sheet_reader(), SheetChoice()),
        },
    )


def _object_reader() -> Value:
    readers = {"body": _body_reader(), "trace": _trace_reader(), "note": _note_reader()}

    def read(faults: Faults, value: Any, where: str) -> SceneObject | None:
        shape = value.get("shape") if isinstance(value, dict) else None
        if not isinstance(shape, str) or shape not in readers:
            faults.add("{where}: an object is a body, a trace or a note.", where=where)
            return None
        fields = {name: one for name, one in value.items() if name != "shape"}
        thing: SceneObject | None = readers[shape](faults, fields, where)
        return thing

    return read


def _body_reader() -> Value:
    known = scene_catalogue()
    size = number(0.05, 60.0)
    return record(
        Body,
        {
            "object_id": Field(key),
            "kind": Field(one_of(known.bodies)),
            "at_m": Field(point),
            "heading_deg": Field(direction),
            "length_m": Field(size),
            "width_m": Field(size),
            "layer": Field(one_of(known.layers)),
            "class_code": Field(optional(one_of(known.vehicles)), None),
            "party_no": Field(optional(party), None),
            "moment": Field(optional(member(Moment)), None),
            "posture": Field(member(Posture), Posture.UPRIGHT),
            "wheelbase_m": Field(optional(size), None),
            "position_method": Field(member(Method), Method.OFFICER),
            "size_method": Field(member(Method), Method.ASSUMED),
            "label": Field(text(60), ""),
            "locked": Field(flag, False),
        },
    )


def _trace_reader() -> Value:
    known = scene_catalogue()
    return record(
        Trace,
        {
            "object_id": Field(key),
            "kind": Field(one_of(known.traces)),
            "points_m": Field(each(point, least=2, most=MAX_POINTS)),
            "width_m": Field(number(0.01, 5.0)),
            "layer": Field(one_of(known.layers)),
            "curved": Field(flag, True),
            "party_no": Field(optional(party), None),
            "position_method": Field(member(Method), Method.OFFICER),
            "label": Field(text(60), ""),
            "locked": Field(flag, False),
        },
    )


def _note_reader() -> Value:
    return record(
        Note,
        {
            "object_id": Field(key),
            "text": Field(text(200)),
            "at_m": Field(point),
            "layer": Field(one_of(scene_catalogue().layers)),
            "size_m": Field(number(0.1, 10.0), 0.8),
            "locked": Field(flag, False),
        },
    )


def _reference_reader() -> Value:
    return record(
        ReferencePoint,
        {"object_id": Field(key), "at_m": Field(point), "description": Field(text(60), "")},
    )


def _base_line_reader() -> Value:
    return record(BaseLine, {"bearing_deg": Field(direction), "description": Field(text(60), "")})


def _measurement_reader() -> Value:
    anchor = record(
        Anchor, {"object_id": Field(key), "part": Field(matching("[a-z_:0-9]{1,30}"), "centre")}
    )
    return record(
        Measurement,
        {
            "measurement_id": Field(key),
            "kind": Field(member(MeasurementKind)),
            "target": Field(anchor),
            "value_m": Field(number(-2_000.0, 2_000.0)),
            "start": Field(optional(anchor), None),
            "sigma_m": Field(number(0.001, 10.0), 0.05),
            "role": Field(member(Role), Role.ENFORCED),
            "origin": Field(member(ValueOrigin), ValueOrigin.MEASURED),
            "note": Field(text(60), ""),
        },
    )


def _travel_reader() -> Value:
    end = record(
        TravelEnd,
        {
            "at_m": Field(point),
            "bearing_deg": Field(direction),
            "arm_id": Field(optional(text(100)), None),
            "strip_id": Field(optional(text(100)), None),
        },
    )
    return record(
        Travel,
        {
            "party_no": Field(party),
            "approach": Field(optional(end), None),
            "exit": Field(optional(end), None),
        },
    )


def _underlay_reader() -> Value:
    control_point = record(
        ControlPoint,
        {"at_px": Field(pair(number(0.0, 100_000.0))), "at_m": Field(point)},
    )
    return record(
        Underlay,
        {
            "underlay_id": Field(key),
            "media_type": Field(one_of(("image/png", "image/jpeg"))),
            "width_px": Field(whole(1, 100_000)),
            "height_px": Field(whole(1, 100_000)),
            "at_m": Field(point),
            "ground_width_m": Field(number(0.1, 2_000.0)),
            "control_points": Field(each(control_point, most=4), ()),
            "fit": Field(member(Fit), Fit.SIMILARITY),
            "opacity": Field(number(0.0, 1.0), 0.6),
            "visible": Field(flag, True),
        },
    )


def _sheet_reader() -> Value:
    return record(
        SheetChoice,
        {
            "paper": Field(member(SheetPaper), SheetPaper.A4),
            "scale": Field(optional(whole(50, 500)), None),
            "turned_deg": Field(number(-360.0, 360.0), 0.0),
        },
    )
