"""Scenes for the tests: random ones, and a small crash at a crossing."""

from hypothesis import strategies as st

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
    SheetChoice,
    SheetPaper,
    Trace,
    Travel,
    TravelEnd,
    Underlay,
    ValueOrigin,
)
from roadnet.model import Method

KNOWN = scene_catalogue()


def thousandths(low, high):
    return st.integers(round(low * 1000), round(high * 1000)).map(lambda value: value / 1000)


metres = thousandths(-5000, 5000)
points = st.tuples(metres, metres)
directions = thousandths(0, 360)
sizes = thousandths(0.05, 60)
parties = st.none() | st.integers(1, 200)
words = st.text(st.characters(categories=["L", "N"]) | st.sampled_from("（）、：。 -"), max_size=30)
layers = st.sampled_from(sorted(KNOWN.layers))
keys = st.text("abcdefghijkmnop0123456789_-", min_size=1, max_size=12)

bodies = st.builds(
    Body,
    object_id=keys,
    kind=st.sampled_from(sorted(KNOWN.bodies)),
    at_m=points,
    heading_deg=directions,
    length_m=sizes,
    width_m=sizes,
    layer=layers,
    class_code=st.none() | st.sampled_from(sorted(KNOWN.vehicles)),
    party_no=parties,
    moment=st.none() | st.sampled_from(Moment),
    posture=st.sampled_from(Posture),
    wheelbase_m=st.none() | sizes,
    position_method=st.sampled_from(Method),
    size_method=st.sampled_from(Method),
    label=words,
    locked=st.booleans(),
)
traces = st.builds(
    Trace,
    object_id=keys,
    kind=st.sampled_from(sorted(KNOWN.traces)),
    points_m=st.lists(points, min_size=2, max_size=8).map(tuple),
    width_m=thousandths(0.01, 5),
    layer=layers,
    curved=st.booleans(),
    party_no=parties,
    position_method=st.sampled_from(Method),
    label=words,
    locked=st.booleans(),
)
notes = st.builds(
    Note,
    object_id=keys,
    text=words,
    at_m=points,
    layer=layers,
    size_m=thousandths(0.1, 10),
    locked=st.booleans(),
)
references = st.builds(ReferencePoint, object_id=keys, at_m=points, description=words)
travel_ends = st.builds(
    TravelEnd, at_m=points, bearing_deg=directions, arm_id=st.none() | words, strip_id=words
)
underlays = st.builds(
    Underlay,
    underlay_id=keys,
    media_type=st.sampled_from(["image/png", "image/jpeg"]),
    width_px=st.integers(1, 100_000),
    height_px=st.integers(1, 100_000),
    at_m=points,
    ground_width_m=thousandths(0.1, 2000),
    control_points=st.lists(
        st.builds(
            ControlPoint, at_px=st.tuples(thousandths(0, 9000), thousandths(0, 9000)), at_m=points
        ),
        max_size=4,
    ).map(tuple),
    fit=st.sampled_from(Fit),
    opacity=thousandths(0, 1),
    visible=st.booleans(),
)


def unique(strategy, key, most):
    return st.lists(strategy, max_size=most, unique_by=key).map(tuple)


@st.composite
def measurements(draw, things):
    kind = draw(st.sampled_from(MeasurementKind))
    anchors = st.builds(
        Anchor, st.sampled_from(things), st.sampled_from(["centre", "front_left", "point:1"])
    )
    return Measurement(
        measurement_id=draw(keys),
        kind=kind,
        target=draw(anchors),
        value_m=draw(thousandths(-2000, 2000)),
        start=draw(anchors) if kind is MeasurementKind.DISTANCE else None,
        sigma_m=draw(thousandths(0.001, 10)),
        role=draw(st.sampled_from(Role)),
        origin=draw(st.sampled_from(ValueOrigin)),
        note=draw(words),
    )


@st.composite
def scenes(draw):
    things = draw(
        unique(st.one_of(bodies, traces, notes, references), lambda one: one.object_id, 6)
    )
    return Scene(
        crash_id=draw(words),
        crs="EPSG:3826",
        origin_m=draw(st.tuples(thousandths(0, 1e6), thousandths(0, 1e7))),
        map_version=draw(st.none() | words),
        objects=tuple(one for one in things if not isinstance(one, ReferencePoint)),
        references=tuple(one for one in things if isinstance(one, ReferencePoint)),
        base_line=draw(st.none() | st.builds(BaseLine, directions, words)),
        measurements=draw(
            unique(
                measurements([one.object_id for one in things]), lambda one: one.measurement_id, 4
            )
        )
        if things
        else (),
        travels=draw(
            unique(
                st.builds(
                    Travel, st.integers(1, 200), st.none() | travel_ends, st.none() | travel_ends
                ),
                lambda one: one.party_no,
                3,
            )
        ),
        underlays=draw(unique(underlays, lambda one: one.underlay_id, 2)),
        layers=draw(
            unique(
                st.builds(LayerState, layers, st.booleans(), st.booleans()),
                lambda one: one.layer,
                3,
            )
        ),
        moved_parties=tuple(draw(st.lists(st.integers(1, 200), max_size=3))),
        summary=draw(words),
        sheet=draw(
            st.builds(
                SheetChoice,
                st.sampled_from(SheetPaper),
                st.none() | st.integers(50, 500),
                thousandths(-360, 360),
            )
        ),
    )


def car(object_id="a", at_m=(0.0, 0.0), heading_deg=0.0, **more):
    return Body(
        object_id,
        "vehicle",
        at_m,
        heading_deg,
        **{"length_m": 4.6, "width_m": 1.8, "layer": "parties", "class_code": "B03", **more},
    )


def empty_scene(**more):
    return Scene("c1", "EPSG:3826", (194_000.0, 2_597_000.0), **more)
