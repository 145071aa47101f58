"""The counties of Taiwan: their names, former names, and which one a police unit belongs to."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

PLACES_FILE = Path(__file__).parent.parent / "data" / "places" / "counties.yaml"
COUNTY_NAME_LENGTH = 3
POLICE_SUFFIXES = ("政府警察局", "警察局")


@cache
def places_data() -> dict[str, Any]:
    """Return `data/places/counties.yaml`; do not change it."""
    data: dict[str, Any] = yaml.safe_load(PLACES_FILE.read_text(encoding="utf-8"))
    return data


@cache
def county_names() -> dict[str, str]:
    """Return today's name of every county, by its present and its former names.

    The invented city of the demo data is among them; `all_counties` leaves it out.
    """
    data = places_data()
    return {
        name: county["name"]
        for county in (*data["counties"], *data["invented"])
        for name in (county["name"], *county.get("former", ()))
    }


def all_counties() -> tuple[str, ...]:
    """Return today's counties.

    Examples
    --------
    >>> len(all_counties())
    22
    """
    return tuple(county["name"] for county in places_data()["counties"])


def usual_share(county: str) -> float:
    """Return the share of a county in the A2 crashes of the country, 0 where it is not known.

    Examples
    --------
    >>> usual_share("嘉義市"), usual_share("某市")
    (0.0228, 0.0)
    """
    shares = {one["name"]: float(one["a2_share"]) for one in places_data()["counties"]}
    return shares.get(county, 0.0)


def county_of_text(text: str) -> str | None:
    """Return the county a text begins with, None when it begins with none.

    Examples
    --------
    >>> county_of_text("嘉義市東區中山路"), county_of_text("桃園縣中壢市"), county_of_text("某處")
    ('嘉義市', '桃園市', None)
    """
    return county_names().get(text[:COUNTY_NAME_LENGTH].replace("台", "臺"))


def county_of_police_unit(unit: str) -> str | None:
    """Return the county whose police it is, None for units of the whole country.

    Examples
    --------
    >>> county_of_police_unit("嘉義市政府警察局"), county_of_police_unit("國道公路警察局")
    ('嘉義市', None)
    """
    return county_of_text(unit) if unit[COUNTY_NAME_LENGTH:] in POLICE_SUFFIXES else None
