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
    Method.DRAWN: Message("drawn on the map by eye"),
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
    RoadClass.OTHER: Message("Road of another kind"),
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
    "ground": Message("Areas beside the street"),
    "linear": Message("Barriers, fences, rails"),
    "marking": Message("Markings"),
    "sign": Message("Signs and signals"),
    "thing": Message("Poles, lamps, trees and others"),
    "name": Message("Names"),
    "assumed": Message("Assumed: hatched, paint pale"),
}


RECORDS = {
    "roads": Message("Road"),
    "nodes": Message("Node"),
    "junctions": Message("Junction"),
    "cross_features": Message("Marking"),
    "point_assets": Message("Sign or other thing"),
    "linear_assets": Message("Barrier, fence or rails"),
    "ground_areas": Message("Area beside the street"),
    "corridors": Message("Street"),
    "movements": Message("Movement"),
    "turn_rules": Message("Turn rule"),
    "controllers": Message("Signal controller"),
}
DEMO_AREA = "demo"


def kind_of_record(kind: str) -> str:
    """Return what the things of a kind of record are called."""
    return RECORDS[kind].in_language()


def area_title(name: str, *, is_demo: bool) -> str:
    """Return what an area is called; that of the demo city has a name in both languages."""
    return Message("Demo city").in_language() if is_demo and name == DEMO_AREA else name


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
