"""How the street looks on paper: colours and line widths of surfaces, kerbs and paint.

Certain things are plain. Assumed surfaces are hatched; assumed paint is paler, with an outline in
its own colour.
"""

from drawing.model import Hatch, Style
from roadnet.model import GroundKind, PaintColour, StripType

ASPHALT = "#a9b1ba"
ASPHALT_HATCH = "#8d97a2"
SURFACES = {  # fill, and the colour of the hatch
    StripType.DRIVE: (ASPHALT, ASPHALT_HATCH),
    StripType.BUS: ("#b5a9a4", "#a0938e"),
    StripType.MOTO: ("#9fb0c4", "#8b9cb1"),
    StripType.SLOW: ("#a4b0bf", "#919dad"),
    StripType.BIKE: ("#c0a29a", "#ab8c84"),
    StripType.PARKING: ("#b9bfc6", "#a5acb4"),
    StripType.SHOULDER: ("#b9bfc6", "#a5acb4"),
    StripType.GUTTER: ("#c6cad0", "#b0b5bc"),
    StripType.KERB: ("#d9d9d6", "#bdbdb9"),
    StripType.SIDEWALK: ("#f1ece0", "#ddd5c3"),
    StripType.VERGE: ("#d3e3c6", "#bbd0aa"),
    StripType.MEDIAN: ("#d9e4cd", "#c0d0b0"),
    StripType.ISLAND: ("#d9e4cd", "#c0d0b0"),
    StripType.SERVICE_STRIP: ("#e3e7d4", "#cdd3b8"),
    StripType.FOOTWAY: ("#f1ece0", "#ddd5c3"),
    StripType.PATH: ("#efe3d0", "#dccbb0"),
}
JUNCTION = (ASPHALT, ASPHALT_HATCH)
CORNER = SURFACES[StripType.SIDEWALK]
GROUNDS = {
    GroundKind.PARKING: SURFACES[StripType.PARKING],
    GroundKind.ISLAND: SURFACES[StripType.ISLAND],
    GroundKind.PEDESTRIAN_AREA: ("#f3ede3", "#e0d6c6"),
    GroundKind.BUILDING_LINE: ("#eeeeee", "#d8d8d8"),
    GroundKind.ARCADE: ("#ece6f0", "#d5cbdc"),
    GroundKind.PLANTING: SURFACES[StripType.VERGE],
    GroundKind.OTHER: ("#f2f2f2", "#dddddd"),
}
PAINTS = {  # fresh, and assumed: mixed with asphalt
    PaintColour.WHITE: ("#ffffff", "#dde0e4"),
    PaintColour.YELLOW: ("#ffc61a", "#dcc07a"),
    PaintColour.RED: ("#d02f2f", "#c47d7f"),
    PaintColour.BLUE: ("#2c6fbb", "#6f93bb"),
    PaintColour.GREEN: ("#5aa469", "#86ab91"),
    PaintColour.ORANGE: ("#e8833a", "#cf9d77"),
    PaintColour.UNKNOWN: ("#ffffff", "#dde0e4"),
}
PAINT_EDGE_MM = 0.06
KERB_LINE = "#3f4a57"
LINEAR_LINE = "#5b4a7a"


def name_of(kind: str, *, assumed: bool = False) -> str:
    """Return the name of a style.

    Examples
    --------
    >>> name_of("strip-service_strip", assumed=True)
    'strip-service-strip-assumed'
    """
    return kind.replace("_", "-") + ("-assumed" if assumed else "")


def map_styles() -> dict[str, Style]:
    """Return the styles of everything on the map but letters and symbols."""
    styles: dict[str, Style] = {}
    surfaces = {f"strip-{kind}": look for kind, look in SURFACES.items()}
    surfaces |= {f"ground-{kind}": look for kind, look in GROUNDS.items()}
    surfaces |= {"junction": JUNCTION, "corner": CORNER}
    for kind, (fill, line) in surfaces.items():
        styles[name_of(kind)] = Style(stroke=None, fill=fill)
        styles[name_of(kind, assumed=True)] = Style(
            stroke=line, width_mm=0.05, fill=fill, hatch=Hatch.DIAGONAL
        )
    for colour, (fresh, pale) in PAINTS.items():
        styles[name_of(f"paint-{colour}")] = Style(stroke=None, fill=fresh)
        styles[name_of(f"paint-{colour}", assumed=True)] = Style(
            stroke=fresh, width_mm=PAINT_EDGE_MM, fill=pale
        )
    styles["kerb-line"] = Style(stroke=KERB_LINE, width_mm=0.25)
    styles["strip-line"] = Style(stroke="#8f98a3", width_mm=0.09, dash_mm=(1.2, 0.6))
    styles["linear"] = Style(stroke=LINEAR_LINE, width_mm=0.3, dash_mm=(1.6, 0.5))
    styles["outline"] = Style(stroke="#7b8794", width_mm=0.15)
    return styles
