"""The street sheet: a junction or stretch of street at an exact scale, on A4 or A3."""

import shapely

from drawing.furniture import FURNITURE_STYLES, rectangle
from drawing.model import Drawing, Layer
from language import Language, Message, translate
from roadnet.geometry.street_geometry import StreetGeometry
from roadnet.markings.paint import Paint
from roadnet.markings.paint_streets import paint_streets
from roadnet.markings.rule_book import rule_book_of
from roadnet.markings.rules import unchecked_after
from roadnet.model import Method, PointAsset, Streets
from roadnet.sheet.choice import SheetChoice
from roadnet.sheet.grid_ticks import grid_ticks
from roadnet.sheet.legend import legend_entries
from roadnet.sheet.map_layers import MapContent, map_layers, street_styles
from roadnet.sheet.on_paper import OnPaper
from roadnet.sheet.page import page_of
from roadnet.sheet.panel import PanelContent, panel_items
from roadnet.sheet.surface_items import is_assumed_strip

NEAR_CENTRE_M = 30.0  # a junction this near to the centre names the sheet


def street_sheet(streets: Streets, geometry: StreetGeometry, choice: SheetChoice) -> Drawing:
    """Return the sheet of a place: surfaces, paint, things beside the street, names, panel.

    Lengths on the paper are exact at the scale. Surfaces whose width is assumed are hatched,
    assumed paint is pale with an outline; both carry `data-assumed` in SVG, and the legend
    explains them. `write_dxf(sheet, placement=choice.placement)` gives true metres.

    Parameters
    ----------
    streets
        What is stated.
    geometry
        The surfaces derived from it.
    choice
        Place, scale, paper, day and language.
    """
    paper = OnPaper(choice.placement, choice.ground_m)
    within = shapely.bounds(choice.ground_m).tolist()
    paints = paint_streets(streets, geometry, choice.day, within=tuple(within))
    seen = tuple(one for one in paints if any(paper.sees(polygon) for polygon in one.polygons))
    content = MapContent(streets, geometry, seen, choice.day)
    layers = map_layers(content, paper, choice.language)
    page = page_of(choice.paper)
    title = choice.title or _title(streets, geometry, choice)
    panel = PanelContent(
        title=title,
        subtitle=translate("Street-block base map", language=choice.language),
        facts=_facts(streets, choice),
        entries=tuple(
            legend_entries(layers, seen, _points(streets, choice, paper), choice.language)
        ),
        notes=tuple(_notes(content, choice)),
        scale=choice.scale,
        rotation_deg=choice.rotation_deg,
        language=choice.language,
    )
    frame = (
        *grid_ticks(choice.placement, page.field_mm),
        rectangle(*page.field_mm, "frame"),
        *panel_items(panel, page.panel_mm, is_landscape=page.is_landscape),
    )
    sheet = translate("Frame, legend, title", language=choice.language)
    return Drawing(
        paper=choice.paper,
        layers=(*layers, Layer("frame", frame, sheet)),
        styles=FURNITURE_STYLES | street_styles(),
        title=title,
        language=str(choice.language),
    )


def _title(streets: Streets, geometry: StreetGeometry, choice: SheetChoice) -> str:
    """Return the name of the junction at the centre, else that of the area."""
    centre = shapely.Point(choice.centre_m)
    near = [
        (shapely.distance(area.polygons[0], centre), area.junction.name)
        for area in geometry.junctions
        if area.junction.name
    ]
    nearest = min(near, default=(NEAR_CENTRE_M, ""))
    return nearest[1] if nearest[0] < NEAR_CENTRE_M and nearest[1] else streets.area


def _facts(streets: Streets, choice: SheetChoice) -> tuple[tuple[str, str], ...]:
    language = choice.language
    x, y = choice.centre_m
    facts = [
        (Message("Map area"), streets.area),
        (Message("Street as of"), choice.day.isoformat()),
        (Message("Scale"), f"1:{choice.scale:g} ({_paper_name(choice)})"),
        (Message("Coordinates"), streets.crs),
        (Message("Centre of the map"), f"{x:.2f}, {y:.2f}"),
    ]
    if choice.map_version:
        facts.append((Message("Map version"), choice.map_version))
    return tuple((label.in_language(language), value) for label, value in facts)


def _paper_name(choice: SheetChoice) -> str:
    long_mm = max(choice.paper.width_mm, choice.paper.height_mm)
    return {297.0: "A4", 420.0: "A3"}.get(long_mm, f"{long_mm:g} mm")


def _points(streets: Streets, choice: SheetChoice, paper: OnPaper) -> list[PointAsset]:
    return [
        asset
        for asset in streets.point_assets
        if asset.times.held_on(choice.day) and paper.point(asset.x_m, asset.y_m) is not None
    ]


def _notes(content: MapContent, choice: SheetChoice) -> list[str]:
    said = [_assumed_note(content, choice)]
    if content.paints:
        said.append(_rules_note(content))
    if any(road.stated.method is Method.OSM for road in content.streets.roads):
        said.append(Message("Map data © OpenStreetMap contributors, ODbL."))
    return [message.in_language(choice.language) for message in said]


def _rules_note(content: MapContent) -> Message:
    """Return which rules the sizes of the markings follow."""
    if not rule_book_of(content.streets).is_law:
        return Message(
            "Markings are drawn by neutral sizes, all of them assumed: the rules of this place "
            "are not known. A measured size wins."
        )
    return Message(
        "Sizes of markings by 道路交通標誌標線號誌設置規則 (text checked to {day}); a "
        "measured size wins over the rule.",
        {"day": unchecked_after().isoformat()},
    )


def _assumed_note(content: MapContent, choice: SheetChoice) -> Message:
    """Return how much of what is drawn is assumed."""
    ground = choice.ground_m
    strips = [
        (is_assumed_strip(area), shapely.area(shapely.intersection(polygon, ground)))
        for area in content.geometry.strips
        for polygon in area.polygons
        if ground.intersects(polygon)
    ]
    whole = sum(area for _, area in strips)
    share = sum(area for assumed, area in strips if assumed) / whole if whole else 0.0
    return Message(
        "Assumed: the widths of {share} % of the street surface, and {count} of {total} "
        "markings (whether they exist, where they lie, or a size that the rule leaves open).",
        {
            "share": f"{100 * share:.0f}",
            "count": sum(_is_assumed(paint) for paint in content.paints),
            "total": len(content.paints),
        },
    )


def _is_assumed(paint: Paint) -> bool:
    return paint.is_assumed


__all__ = ["Language", "street_sheet"]
