"""Speeds of a file in kilometres an hour."""

from lxml import etree

from roadnet.opendrive.document import number

KMH = {"m/s": 3.6, "mph": 1.609344, "km/h": 1.0}
NO_NUMBER = frozenset({"no limit", "undefined", ""})


def speed_kmh(speed: etree._Element) -> float | None:
    """Return the speed an element states; None where it states that there is none.

    Without a unit it is metres a second.
    """
    if speed.get("max", "").strip() in NO_NUMBER:
        return None
    value = number(speed, "max") * KMH.get(speed.get("unit", "m/s"), KMH["m/s"])
    return round(value, 6)
