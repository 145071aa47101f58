"""The official sheet of a scene, 道路交通事故現場圖, as a drawing."""

from pathlib import Path

from crashes.scene.base_map import BaseMap
from crashes.scene.checklist import SheetFacts
from crashes.scene.model import Body, Role, Scene, ValueOrigin, party_name
from crashes.scene.sheet_blocks import SheetContent, block_items, measuring_table
from crashes.scene.sheet_field import field_layers, field_styles, points_to_show
from crashes.scene.sheet_street import is_assumed
from crashes.scene.sheet_template import TEMPLATE_FILE, SheetBlock, SheetLayout, sheet_layout
from crashes.scene.sheet_values import table_rows
from drawing.furniture import FURNITURE_STYLES, rectangle
from drawing.model import Drawing, Layer, Line, Primitive, Style
from drawing.placement import Box, Placement
from errors import DaoanError
from language import Language, Message
from roadnet.model import Method

SHEET_STYLES = {
    "sheet-frame": Style(stroke="#1d2733", width_mm=0.3),
    "sheet-rule": Style(stroke="#1d2733", width_mm=0.15),
    "sheet-cell": Style(stroke=None, fill="#ffffff", opacity=0.9),
    "sheet-tick": Style(stroke="#1d2733", width_mm=0.7),
}
EMPTY_SCALE = 200.0


class SheetError(DaoanError, ValueError):
    """A scene cannot be put on the sheet."""


def scene_sheets(
    scene: Scene,
    facts: SheetFacts,
    base_map: BaseMap | None = None,
    *,
    language: Language = Language.ZH_TW,
    template_file: Path = TEMPLATE_FILE,
) -> tuple[Drawing, ...]:
    """Return the official sheet: the drawing, and a page of the table where it has no room.

    What is only assumed looks assumed: sizes and kerbs are dashed, values read off the drawing
    carry ≈, values that the drawing does not follow stand in parentheses, and a note says so.
    Speeds and other calculations are never on it.

    Parameters
    ----------
    scene
        The scene, with its paper, scale (None: the largest that fits) and turn.
    facts
        Header, class, time, place, parties with plates; what is empty is printed empty.
    base_map
        The street of the day, in the same origin and CRS as the scene.
    language
        Language of labels.
    template_file
        Layout; a city may have its own.

    Raises
    ------
    SheetError
        The scene does not fit at the chosen scale, or at none; the base map belongs elsewhere.
    TemplateError
        The layout cannot be used.

    Examples
    --------
    >>> pages = scene_sheets(Scene("c1", "EPSG:3826", (0.0, 0.0)), SheetFacts())
    >>> len(pages), pages[0].paper.width_mm
    (1, 297)
    """
    _require_same_place(scene, base_map)
    layout = sheet_layout(scene.sheet.paper, template_file)
    placement = sheet_placement(scene, template_file=template_file)
    rows = table_rows(scene, language)
    notes = tuple(note.in_language(language) for note in _assumption_notes(scene, base_map))
    table_block = _table_block(layout)
    content = SheetContent(
        scene, facts, placement.scale, placement.rotation_deg, rows, notes, "", language
    )
    overflow = table_block is not None and _overflows(table_block, content)
    first = content if not overflow else _paged(content, 1)
    pages = [_first_page(layout, placement, first, base_map)]
    if overflow and table_block is not None:
        pages += _table_pages(layout, content)
    return tuple(pages)


def sheet_placement(scene: Scene, *, template_file: Path = TEMPLATE_FILE) -> Placement:
    """Return where the ground lies on the sheet: the chosen scale, or the largest that fits.

    Give it to `write_dxf` to get the scene in metres on the ground.

    Raises
    ------
    SheetError
        The scene does not fit.

    Examples
    --------
    >>> car = Body("a", "vehicle", (10.0, 0.0), 90.0, 4.6, 1.8, "parties")
    >>> sheet_placement(Scene("c1", "EPSG:3826", (0.0, 0.0), objects=(car,))).scale
    50.0
    """
    layout = sheet_layout(scene.sheet.paper, template_file)
    left, top, width, height = layout.field_block.box_mm
    room = (width - 2 * layout.margin_mm, height - 2 * layout.margin_mm)
    centre_mm = (left + width / 2, top + height / 2)
    turned = Placement(1000.0, (0.0, 0.0), (0.0, 0.0), scene.sheet.turned_deg)
    points = turned.all_to_mm(points_to_show(scene))
    if not points:
        scale = float(scene.sheet.scale or EMPTY_SCALE)
        return Placement(scale, (0.0, 0.0), centre_mm, scene.sheet.turned_deg)
    east = (min(p[0] for p in points), max(p[0] for p in points))
    south = (min(p[1] for p in points), max(p[1] for p in points))
    needed_m = (east[1] - east[0], south[1] - south[0])
    scales = [scene.sheet.scale] if scene.sheet.scale else sorted(layout.scales)
    fitting = [
        scale
        for scale in scales
        if all(need * 1000.0 <= has * scale for need, has in zip(needed_m, room, strict=True))
    ]
    if not fitting:
        raise SheetError(
            "The scene is {east} by {south} m; at 1:{scale} the {paper} sheet shows {shown_east} "
            "by {shown_south} m. Take a smaller scale or a larger paper, or remove far things.",
            east=round(needed_m[0], 1),
            south=round(needed_m[1], 1),
            scale=scales[-1],
            paper=scene.sheet.paper.value,
            shown_east=round(room[0] * scales[-1] / 1000, 1),
            shown_south=round(room[1] * scales[-1] / 1000, 1),
        )
    centre_m = turned.to_m(((east[0] + east[1]) / 2, (south[0] + south[1]) / 2))
    return Placement(float(fitting[0]), centre_m, centre_mm, scene.sheet.turned_deg)


def _require_same_place(scene: Scene, base_map: BaseMap | None) -> None:
    if base_map and (base_map.crs, base_map.origin_m) != (scene.crs, scene.origin_m):
        raise SheetError(
            "The street map has its origin at {map_origin} in {map_crs}, the scene at {origin} in "
            "{crs}.",
            map_origin=base_map.origin_m,
            map_crs=base_map.crs,
            origin=scene.origin_m,
            crs=scene.crs,
        )


def _first_page(
    layout: SheetLayout, placement: Placement, content: SheetContent, base_map: BaseMap | None
) -> Drawing:
    field = layout.field_block
    frame = rectangle(*field.box_mm, "sheet-frame")
    grid = Layer("grid", tuple(_grid(field)), content.say("Grid"), field.box_mm)
    around = tuple(item for block in layout.blocks for item in block_items(block, content))
    return Drawing(
        paper=layout.paper,
        layers=(
            grid,
            *field_layers(
                content.scene, base_map, placement, field.box_mm, content.rows, content.language
            ),
            Layer("sheet", (frame, *around), content.say("Sheet")),
        ),
        styles={
            **FURNITURE_STYLES,
            **SHEET_STYLES,
            **field_styles(content.scene, base_map, placement),
        },
        title=content.say("Road traffic crash scene drawing"),
        language=content.language.value,
    )


def _grid(field: SheetBlock) -> list[Primitive]:
    left, top, width, height = field.box_mm
    step = float(field.more.get("grid_mm", 0))
    if step <= 0:
        return []
    columns, rows = int(width / step), int(height / step)
    lines = [
        ((left + n * step, top), (left + n * step, top + height)) for n in range(1, columns + 1)
    ]
    lines += [((left, top + n * step), (left + width, top + n * step)) for n in range(1, rows + 1)]
    return [Line(line, "grid") for line in lines]


def _table_block(layout: SheetLayout) -> SheetBlock | None:
    return next((block for block in layout.blocks if block.kind == "measurements"), None)


def _overflows(block: SheetBlock, content: SheetContent) -> bool:
    left, top, width, height = block.box_mm
    inner = SheetBlock(block.kind, (left, top + 4.6, width, height - 4.6), "", block.more)
    return measuring_table(inner, content, content.rows)[1] < len(content.rows)


def _paged(content: SheetContent, number: int) -> SheetContent:
    page = Message("Page {number}", {"number": number}).in_language(content.language)
    return SheetContent(
        content.scene,
        content.facts,
        content.scale,
        content.rotation_deg,
        content.rows,
        content.notes,
        page,
        content.language,
    )


def _table_pages(layout: SheetLayout, content: SheetContent) -> list[Drawing]:
    """Return pages with the whole measuring table."""
    width, height = layout.paper.width_mm, layout.paper.height_mm
    body: Box = (13.5, 34.0, width - 27.0, height - 46.0)
    heads = [block for block in layout.blocks if block.kind in {"cells", "title", "classes"}]
    left = content.rows
    pages: list[Drawing] = []
    while left:
        page = _paged(content, len(pages) + 2)
        block = SheetBlock("measurements", body, "", {"size_mm": 2.8})
        placed, fitting = measuring_table(block, page, left)
        items = [item for head in heads for item in block_items(head, page)]
        pages.append(
            Drawing(
                paper=layout.paper,
                layers=(Layer("sheet", (*items, *placed.items), content.say("Sheet")),),
                styles={**FURNITURE_STYLES, **SHEET_STYLES},
                title=content.say("Measuring table"),
                language=content.language.value,
            )
        )
        if fitting == 0:
            raise SheetError("A row of the measuring table is higher than the page.")
        left = left[fitting:]
    return pages


def _assumption_notes(scene: Scene, base_map: BaseMap | None) -> list[Message]:
    """Return the notes that keep assumptions from being read as findings."""
    notes = []
    if scene.moved_parties:
        names = "、".join(party_name(number) for number in sorted(scene.moved_parties))
        notes.append(
            Message("{names}: moved after the crash, therefore not drawn.", {"names": names})
        )
    if any(
        isinstance(one, Body) and one.party_no and one.size_method is Method.ASSUMED
        for one in scene.objects
    ):
        notes.append(Message("Dashed outlines: size of the vehicle assumed, not measured."))
    if any(one.origin is ValueOrigin.DRAWN for one in scene.measurements):
        notes.append(Message("≈: read off the drawing, not measured."))
    if any(one.role is Role.LABEL_ONLY for one in scene.measurements):
        notes.append(Message("(…): stated value; the drawing does not follow it."))
    if base_map is not None and is_assumed(base_map):
        notes.append(Message("Dashed kerbs: widths of the street assumed, not measured."))
    return notes
