"""What things on a street sheet are called."""

from language import Language, Message
from roadnet.model import GroundKind, PaintColour, PointKind, StripType

STRIPS = {
    StripType.DRIVE: Message("Traffic lane"),
    StripType.MOTO: Message("Motorcycle lane"),
    StripType.SLOW: Message("Slow lane"),
    StripType.BIKE: Message("Cycle lane"),
    StripType.BUS: Message("Bus lane"),
    StripType.PARKING: Message("Parking strip"),
    StripType.SHOULDER: Message("Shoulder"),
    StripType.GUTTER: Message("Gutter"),
    StripType.KERB: Message("Kerb stone"),
    StripType.SIDEWALK: Message("Sidewalk"),
    StripType.VERGE: Message("Verge"),
    StripType.MEDIAN: Message("Median strip"),
    StripType.ISLAND: Message("Traffic island"),
    StripType.SERVICE_STRIP: Message("Strip for street furniture"),
    StripType.FOOTWAY: Message("Footway"),
    StripType.PATH: Message("Way for walking and cycling"),
}
GROUNDS = {
    GroundKind.PARKING: Message("Parking area"),
    GroundKind.ISLAND: Message("Traffic island"),
    GroundKind.PEDESTRIAN_AREA: Message("Pedestrian area"),
    GroundKind.BUILDING_LINE: Message("Building line"),
    GroundKind.ARCADE: Message("Arcade"),
    GroundKind.PLANTING: Message("Planting"),
    GroundKind.OTHER: Message("Other area"),
}
POINTS = {
    PointKind.POLE: Message("Pole"),
    PointKind.SIGN: Message("Traffic sign (not to scale)"),
    PointKind.SIGNAL: Message("Signal head (not to scale)"),
    PointKind.LAMP: Message("Street lamp"),
    PointKind.CAMERA: Message("Camera"),
    PointKind.HYDRANT: Message("Fire hydrant"),
    PointKind.TREE: Message("Tree"),
    PointKind.UTILITY_BOX: Message("Utility box"),
    PointKind.BUS_STOP: Message("Bus stop"),
    PointKind.BOLLARD: Message("Bollard"),
    PointKind.OTHER: Message("Other object"),
}
COLOURS = {
    PaintColour.WHITE: Message("white"),
    PaintColour.YELLOW: Message("yellow"),
    PaintColour.RED: Message("red"),
    PaintColour.BLUE: Message("blue"),
    PaintColour.GREEN: Message("green"),
    PaintColour.ORANGE: Message("orange"),
    PaintColour.UNKNOWN: Message("unknown colour"),
}
JUNCTION = Message("Junction")
CORNER = Message("Sidewalk at a corner")
KERB_LINE = Message("Edge of the roadway")
LINEAR = Message("Barrier, fence or rails")


def surface_title(style: str, language: Language) -> str:
    """Return what a surface is called, by the name of its style.

    Examples
    --------
    >>> surface_title("strip-service-strip-assumed", Language.EN)
    'Strip for street furniture'
    """
    kind, _, name = style.removesuffix("-assumed").partition("-")
    if kind == "strip":
        return STRIPS[StripType(name.replace("-", "_"))].in_language(language)
    if kind == "ground":
        return GROUNDS[GroundKind(name.replace("-", "_"))].in_language(language)
    return (JUNCTION if kind == "junction" else CORNER).in_language(language)


def paint_title(colour: PaintColour, language: Language, *, assumed: bool) -> str:
    """Return what the paint of a colour is called."""
    name = COLOURS[colour].in_language(language)
    sentence = Message("Markings, {colour}", {"colour": name})
    if assumed:
        sentence = Message("Markings, {colour}, assumed", {"colour": name})
    return sentence.in_language(language)
