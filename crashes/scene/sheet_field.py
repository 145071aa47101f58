"""What stands in the field of the sheet: the scene on its street, to scale."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from crashes.scene.base_map import BaseMap
from crashes.scene.catalogue import scene_catalogue
from crashes.scene.computed import base_line_axes
from crashes.scene.labels import Label, placed_labels
from crashes.scene.model import (
    Body,
    Measurement,
    MeasurementKind,
    Moment,
    Note,
    PointM,
    Posture,
    Scene,
    Trace,
    Travel,
    party_name,
)
from crashes.scene.parts import corners, point_of
from crashes.scene.sheet_street import street_layer, street_styles
from crashes.scene.sheet_values import TableRow, printed_value
from crashes.scene.smooth import length_m, on_curve, trace_line
from crashes.scene.symbols import (
    BODY_STYLES,
    arrow_head,
    body_primitives,
    trace_primitives,
    trace_styles,
)
from crashes.scene.travel import travel_line, travel_path
from crashes.scene.wording import party_title
from drawing.model import Anchor, Area, Curve, Disc, Layer, Line, Point, Primitive, Style, Text
from drawing.placement import Box, Placement
from drawing.transform import Extent, extent
from language import Language, Message

BLUE, TRAVEL = "#1b5fa8", "#2e7d32"
FIELD_STYLES = {
    **BODY_STYLES,
    "street-name": Style(stroke=None, fill="#5b6776"),
    "travel": Style(stroke=TRAVEL, width_mm=0.35, dash_mm=(2.4, 1.4)),
    "travel-head": Style(stroke=None, fill=TRAVEL),
    "base-line": Style(stroke=BLUE, width_mm=0.3, dash_mm=(6.0, 1.2, 1.0, 1.2)),
    "dimension": Style(stroke=BLUE, width_mm=0.15),
    "measured": Style(stroke=None, fill=BLUE),
    "reference": Style(stroke=BLUE, width_mm=0.35, fill="#ffffff"),
    "grid": Style(stroke="#efe6b8", width_mm=0.1),
}
REFERENCE_MM = 2.0
DOT_MM = 0.45
LEAST_DIMENSION_MM = 6.0  # shorter offset lines carry no number: it stands in the table
NUMBER_MM = 2.2
EDGE_MM = 4.0  # a label keeps so far from the edge of the field
PATH_STEPS = 40
STROKE_MM = 0.6  # labels keep so far from marks
WHOLE_BASE_LINE_M = 500.0  # drawn to both sides and clipped by the field


def field_layers(
    scene: Scene,
    base_map: BaseMap | None,
    placement: Placement,
    field_mm: Box,
    rows: Sequence[TableRow],
    language: Language,
) -> tuple[Layer, ...]:
    """Return the layers of the field, from the street up to the labels, clipped to the field."""
    hidden = {state.layer for state in scene.layers if not state.visible}
    things = [thing for thing in scene.objects if thing.layer not in hidden]
    titles = scene_catalogue().layers
    layers = []
    if base_map is not None:
        title = Message("Street").in_language(language)
        layers.append(street_layer(base_map, placement, field_mm, title))
    layers.append(
        Layer(
            "directions",
            tuple(_travel_items(scene, base_map, placement)),
            Message("Directions of travel").in_language(language),
            field_mm,
        )
    )
    for layer, title in titles.items():
        items = tuple(
            item
            for thing in things
            if thing.layer == layer and not isinstance(thing, Note)
            for item in _thing(thing, placement)
        )
        if items:
            layers.append(Layer(layer, items, Message(title).in_language(language), field_mm))
    measuring = (*_base_line_items(scene, placement), *_dimension_items(scene, rows, placement))
    numbers = [extent([item]) for item in measuring if isinstance(item, Text)]
    title = Message("Measuring").in_language(language)
    layers.append(Layer("measuring", measuring, title, field_mm))
    labels = _label_items(scene, things, base_map, placement, (field_mm, numbers), language)
    notes = (_note(thing, placement) for thing in things if isinstance(thing, Note))
    title = Message("Labels").in_language(language)
    layers.append(Layer("labels", (*labels, *notes), title, field_mm))
    return tuple(layers)


def field_styles(scene: Scene, base_map: BaseMap | None, placement: Placement) -> dict[str, Style]:
    """Return the styles that the field needs."""
    styles = dict(FIELD_STYLES)
    if base_map is not None:
        styles |= street_styles(base_map, placement)
    for thing in scene.objects:
        if isinstance(thing, Trace):
            styles |= trace_styles(thing, placement)
    return styles


def points_to_show(scene: Scene) -> tuple[PointM, ...]:
    """Return the points that must lie in the field: things, references, a part of each path.

    Examples
    --------
    >>> points_to_show(Scene("c1", "EPSG:3826", (0.0, 0.0)))
    ()
    """
    points: list[PointM] = [point.at_m for point in scene.references]
    for thing in scene.objects:
        if isinstance(thing, Body):
            points += corners(thing)
        elif isinstance(thing, Trace):
            points += trace_line(thing)
        else:
            points.append(thing.at_m)
    return (*points, *_nearest_of_paths(scene, points))


def _nearest_of_paths(scene: Scene, points: Sequence[PointM]) -> Iterator[PointM]:
    """Yield of each direction of travel the place nearest to what is drawn: it has to be seen."""
    if not points:
        return
    middle = (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
    for travel in scene.travels:
        path = travel_path(travel)
        if path is not None:
            along = [on_curve(path, n / PATH_STEPS) for n in range(PATH_STEPS + 1)]
            yield min(along, key=lambda point: math.dist(point, middle))


def _thing(thing: Body | Trace, placement: Placement) -> Iterator[Primitive]:
    if isinstance(thing, Body):
        yield from body_primitives(thing, placement)
    else:
        yield from trace_primitives(thing, placement)


def _travel_items(
    scene: Scene, base_map: BaseMap | None, placement: Placement
) -> Iterator[Primitive]:
    """Yield the directions of travel of the parties that have no drawn path of their own."""
    drawn = {
        one.party_no
        for one in scene.objects
        if isinstance(one, Trace) and one.kind in {"path_before", "stated_path"}
    }
    for travel in scene.travels:
        path = travel_path(travel)
        if path is None or travel.party_no in drawn:
            continue
        tags = (("party", str(travel.party_no)),)
        along = travel_line(travel, base_map)
        if along:
            line = placement.all_to_mm(along)
            yield Line(line, "travel", tags)
            yield Area((arrow_head(line[-2], line[-1]),), "travel-head", tags)
        else:
            start, first, second, end = placement.all_to_mm(path)
            yield Curve(start, ((first, second, end),), "travel", tags)
            yield Area((arrow_head(second, end),), "travel-head", tags)


def _base_line_items(scene: Scene, placement: Placement) -> Iterator[Primitive]:
    axes = base_line_axes(scene)
    if axes is not None:
        (x, y), (east, north), _ = axes
        reach = WHOLE_BASE_LINE_M
        ends = ((x - reach * east, y - reach * north), (x + reach * east, y + reach * north))
        yield Line(placement.all_to_mm(ends), "base-line")
    for point in scene.references:
        x, y = placement.to_mm(point.at_m)
        half = REFERENCE_MM / 2
        tags = (("object", point.object_id),)
        yield Disc((x, y), half, "reference", tags)
        slant = half * math.sqrt(0.5)
        for side in (1, -1):
            yield Line(
                ((x - slant, y - side * slant), (x + slant, y + side * slant)), "dimension", tags
            )


def _dimension_items(
    scene: Scene, rows: Sequence[TableRow], placement: Placement
) -> Iterator[Primitive]:
    """Yield numbered measured points, their offset lines and the lines of distances."""
    numbers = {row.target: row.number for row in rows}
    for target, number in numbers.items():
        point = point_of(scene, target)
        if point is not None:
            x, y = placement.to_mm(point)
            yield Disc((x, y), DOT_MM, "measured")
            at = (x + 0.8, y - 0.8)
            yield Text(at, str(number), "measured", NUMBER_MM, halo_mm=0.4)
    axes = base_line_axes(scene)
    for one in scene.measurements:
        point = point_of(scene, one.target)
        if point is None or one.kind is MeasurementKind.ALONG:
            continue
        if one.kind is MeasurementKind.DISTANCE:
            start = point_of(scene, one.start) if one.start else None
            if start is not None:
                yield from _dimension(placement.to_mm(start), placement.to_mm(point), one)
        elif axes is not None:
            begin, along, _ = axes
            station = (point[0] - begin[0]) * along[0] + (point[1] - begin[1]) * along[1]
            foot = (begin[0] + station * along[0], begin[1] + station * along[1])
            yield from _dimension(placement.to_mm(foot), placement.to_mm(point), one)


def _dimension(start: Point, end: Point, one: Measurement) -> Iterator[Primitive]:
    """Yield a thin line between two points with its value beside the middle."""
    tags = (("measurement", one.measurement_id),)
    yield Line((start, end), "dimension", tags)
    length = math.dist(start, end)
    if length < LEAST_DIMENSION_MM:
        return
    angle = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))
    if not -90.0 <= angle < 90.0:  # noqa: PLR2004 - never upside down
        angle += 180.0
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    turn = math.radians(angle)
    at = (middle[0] + 0.6 * math.sin(turn), middle[1] - 0.6 * math.cos(turn))
    value = printed_value(one).replace("-", "")
    yield Text(
        at, value, "measured", NUMBER_MM, Anchor.MIDDLE, angle % 360.0, halo_mm=0.4, tags=tags
    )


def _label_items(
    scene: Scene,
    things: Sequence[Body | Trace | Note],
    base_map: BaseMap | None,
    placement: Placement,
    room: tuple[Box, list[Extent]],
    language: Language,
) -> tuple[Text, ...]:
    """Return the labels of things, clear of bodies and of the numbers in `room`."""
    (left, top, width, height), numbers = room
    boxes: dict[str, Extent] = {
        thing.object_id: extent(list(_thing(thing, placement)))
        for thing in things
        if not isinstance(thing, Note)
    }
    bodies = [thing for thing in things if isinstance(thing, Body)]
    labels = [_body_label(body, boxes[body.object_id], language) for body in bodies]
    labels += [
        _trace_label(thing, placement, language) for thing in things if isinstance(thing, Trace)
    ]
    labels += [_travel_label(one, base_map, placement, room[0], language) for one in scene.travels]
    labels += [
        Label(
            point.description or Message("Reference point").in_language(language),
            _around(placement.to_mm(point.at_m), REFERENCE_MM / 2),
            2.3,
            "measured",
        )
        for point in scene.references
    ]
    traces = [placement.all_to_mm(trace_line(one)) for one in things if isinstance(one, Trace)]
    strokes = [_around(point, STROKE_MM) for line in traces for point in _dots(line)]
    taken = [*(boxes[body.object_id] for body in bodies), *numbers, *strokes]
    wanted = [label for label in labels if label is not None]
    return placed_labels(wanted, taken, (left, top, left + width, top + height))


def _body_label(body: Body, box: Extent, language: Language) -> Label | None:
    if body.party_no is not None and body.kind != "impact":
        said = party_title(body.party_no, body.class_code).in_language(language)
    elif body.kind == "impact" or body.label:
        said = body.label or Message("Impact point").in_language(language)
    else:
        return None
    tags = {
        Moment.PARKED: Message("standing still"),
        Moment.IMPACT: Message("at the impact"),
    }
    remarks = [tags[body.moment]] if body.moment in tags else []
    if body.posture is Posture.OVERTURNED:
        remarks.append(Message("overturned"))
    for remark in remarks:
        said = Message("{name} ({remark})", {"name": said, "remark": remark}).in_language(language)
    return Label(said, box, bold=body.party_no is not None)


def _trace_label(trace: Trace, placement: Placement, language: Language) -> Label | None:
    kind = scene_catalogue().traces[trace.kind]
    line = trace_line(trace)
    at = placement.to_mm(line[len(line) // 2])
    party = party_name(trace.party_no) if trace.party_no else ""
    if kind.group == "traces":
        said = trace.label or Message(kind.title).in_language(language)
        said = f"{party} {said} ≈{length_m(line):.2f} m".strip()
    elif trace.label or trace.kind == "stated_path":
        said = trace.label or f"{party} {Message(kind.title).in_language(language)}".strip()
    else:
        return None
    return Label(said, _around(at, 0.8), 2.2)


def _travel_label(
    travel: Travel,
    base_map: BaseMap | None,
    placement: Placement,
    field_mm: Box,
    language: Language,
) -> Label | None:
    """Return the label of a direction of travel, where its path enters the field."""
    path = travel_path(travel)
    if path is None:
        return None
    left, top, width, height = field_mm
    along = travel_line(travel, base_map)
    points = (
        tuple(_dots(placement.all_to_mm(along)))
        if along
        else placement.all_to_mm(on_curve(path, n / PATH_STEPS) for n in range(PATH_STEPS + 1))
    )
    inside = [
        (x, y)
        for x, y in points
        if left + EDGE_MM < x < left + width - EDGE_MM
        and top + EDGE_MM < y < top + height - EDGE_MM
    ]
    if not inside:
        return None
    said = Message("Direction of {name}", {"name": party_title(travel.party_no)})
    return Label(said.in_language(language), _around(inside[0], 0.8), 2.2, "travel-head")


def _dots(line: Sequence[Point]) -> Iterator[Point]:
    """Yield points along a line, no farther apart than two stroke boxes."""
    for (x0, y0), (x1, y1) in pairwise(line):
        count = max(1, math.ceil(math.dist((x0, y0), (x1, y1)) / (2 * STROKE_MM)))
        for n in range(count):
            yield (x0 + (x1 - x0) * n / count, y0 + (y1 - y0) * n / count)


def _around(at: Point, half: float) -> Extent:
    return (at[0] - half, at[1] - half, at[0] + half, at[1] + half)


def _note(note: Note, placement: Placement) -> Text:
    size_mm = max(2.0, placement.length_mm(note.size_m))
    return Text(
        placement.to_mm(note.at_m),
        note.text,
        "ink",
        size_mm,
        halo_mm=0.4,
        tags=(("object", note.object_id),),
    )
