"""What things of the base map are called on its page."""

from language import Message
from roadnet.markings.finding import Verdict
from roadnet.model import Method, RoadClass, StripType
from roadnet.sheet.wording import STRIPS

METHODS = {
    Method.SURVEYED: Message("surveyed"),
    Method.ORTHOPHOTO: Message("read off an orthophoto"),
    Method.OSM: Message("stated by OpenStreetMap"),
    Method.OPENDRIVE: Message("stated by an OpenDRIVE file"),
    Method.OFFICER: Message("stated by an officer"),
    Method.PLACE_TEXT: Message("learned from place texts"),
    Method.DEMO: Message("invented for the demo city"),
    Method.ASSUMED: Message("assumed, not measured"),
}
CLASSES = {
    RoadClass.MOTORWAY: Message("Freeway"),
    RoadClass.TRUNK: Message("Expressway"),
    RoadClass.PRIMARY: Message("Main road"),
    RoadClass.SECONDARY: Message("Second-rank road"),
    RoadClass.TERTIARY: Message("Third-rank road"),
    RoadClass.UNCLASSIFIED: Message("Road of the lowest rank"),
    RoadClass.RESIDENTIAL: Message("Street with addresses"),
    RoadClass.LIVING_STREET: Message("Shared street"),
    RoadClass.BUSWAY: Message("Road for buses"),
    RoadClass.SERVICE: Message("Alley or access"),
    RoadClass.TRACK: Message("Field or forest road"),
    RoadClass.PEDESTRIAN: Message("Pedestrian street"),
    RoadClass.FOOTWAY: Message("Way for pedestrians"),
    RoadClass.CYCLEWAY: Message("Way for cyclists"),
    RoadClass.PATH: Message("Path"),
    RoadClass.STEPS: Message("Stairs"),
}
VERDICTS = {
    Verdict.VIOLATION: Message("against the rule"),
    Verdict.DEVIATES: Message("deviates from a principle"),
    Verdict.NOTE: Message("note"),
    Verdict.CANNOT_BE_JUDGED: Message("cannot be judged"),
    Verdict.NOT_CHECKABLE: Message("the rule gives no size"),
}
LINKS = Message("Ramp or turning road")
GROUPS = {
    "junction": Message("Junctions"),
    "island": Message("Islands and medians"),
    "marking": Message("Markings"),
    "sign": Message("Signs and signals"),
    "name": Message("Names"),
}


def class_name(road_class: str) -> str:
    """Return what a road of a class is called, in the language of the page."""
    if road_class.endswith("_link"):
        return LINKS.in_language()
    known = CLASSES.get(RoadClass(road_class)) if road_class in set(RoadClass) else None
    return known.in_language() if known else road_class


def method_name(method: str) -> str:
    """Return what a method is called."""
    return METHODS[Method(method)].in_language()


def group_names() -> list[tuple[str, str]]:
    """Return key and name of the layers that can be switched, from the ground up."""
    strips = [(f"strip:{kind}", STRIPS[kind].in_language()) for kind in StripType]
    return strips + [(key, name.in_language()) for key, name in GROUPS.items()]
