"""Read place texts: county, district, roads, house number or kilometre, and junction name."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from crashes.counties import COUNTY_NAME_LENGTH, county_of_text
from crashes.model import PLACE_COLUMNS, PlaceKind
from crashes.place_text import normalise_place_text
from crashes.road_names import CACHED_TEXTS, base_road, crossing_name, read_road_place
from crashes.text_column import TextColumn

CROSS = "×"
DISTRICT_OF_CITY = re.compile(r"^.{1,3}?區")
DISTRICT_OF_COUNTY = re.compile(r"^.{1,3}?[鄉鎮市]")
HAS_SECTION = re.compile(r"\d段")


class Place(NamedTuple):
    """What a place text names; the fields are PLACE_COLUMNS."""

    county: str | None = None
    district: str | None = None
    place_kind: PlaceKind = PlaceKind.OTHER
    road_1: str | None = None
    road_2: str | None = None
    house_number: str | None = None
    kilometre: float | None = None
    junction_name: str | None = None


def read_place(text: str) -> Place:
    """Return what a place text of the police names.

    Both orders of a crossing are one place; village (里, 村) and neighbourhood (鄰) are dropped,
    and a county and district that stand twice count once.

    Examples
    --------
    >>> read_place("嘉義市西區磚磘里文化路 / 嘉義市西區博愛路一段附近").junction_name
    '博愛路1段×文化路'
    >>> place = read_place("新北市板橋區新北市板橋區堤外便道1公里650公尺處")
    >>> place.district, str(place.place_kind), place.road_1, place.kilometre
    ('板橋區', 'kilometre', '堤外便道', 1.65)
    """
    parts = [part for part in normalise_place_text(text).split("/") if part]
    if not parts:
        return Place()
    county, district, first = split_county_and_district(parts[0])
    if len(parts) == 1:
        return _single(county, district, first)
    others = [split_county_and_district(part)[2] for part in parts[1:]]
    return _crossing(county, district, [first, *others])


def split_county_and_district(text: str) -> tuple[str | None, str | None, str]:
    """Return county, district and the rest of a normalised place text.

    Examples
    --------
    >>> split_county_and_district("高雄市前鎮區高雄市前鎮區二聖路")
    ('高雄市', '前鎮區', '二聖路')
    """
    county = district = None
    while found := county_of_text(text):
        county, is_city = found, text[COUNTY_NAME_LENGTH - 1] == "市"
        text = text[COUNTY_NAME_LENGTH:]
        pattern = DISTRICT_OF_CITY if is_city else DISTRICT_OF_COUNTY
        if place := pattern.match(text):
            district = district or place[0]  # a second, mistyped one does not count
            text = text[place.end() :]
    while district and text.startswith(district):
        text = text[len(district) :]
    return county, district, text


def junction_name(roads: Sequence[str]) -> str:
    """Return the name of the junction of `roads`: the same for every order of them.

    A road divided into sections stands first: it is the longer, more important one. Then the order
    is that of strokes, as in a Chinese index (the order of Big5 codes).

    Examples
    --------
    >>> junction_name(["文化路", "博愛路1段"]), junction_name(["博東路", "忠孝路"])
    ('博愛路1段×文化路', '忠孝路×博東路')
    """
    return CROSS.join(sorted(set(roads), key=_road_order))


def places_of(texts: TextColumn) -> pd.DataFrame:
    """Return PLACE_COLUMNS for each row of a column of place texts."""
    nothing = Place()
    read = [
        read_place(text) if is_used else nothing
        for text, is_used in zip(texts.texts, texts.counts() > 0, strict=True)
    ]
    table = pd.DataFrame(read, columns=list(PLACE_COLUMNS))
    texts_only = [column for column in PLACE_COLUMNS if column != "kilometre"]
    table = table.astype(dict.fromkeys(texts_only, "str") | {"kilometre": "float64"})
    return table.take(texts.rows).reset_index(drop=True)


@lru_cache(CACHED_TEXTS)
def _road_order(road: str) -> tuple[bool, bytes, str]:
    return HAS_SECTION.search(road) is None, road.encode("big5", errors="replace"), road


def _single(county: str | None, district: str | None, text: str) -> Place:
    read = read_road_place(text)
    if read.other_road and read.road:
        return _named(county, district, [read.road, read.other_road])
    kind = PlaceKind.OTHER
    if read.kilometre is not None and read.road:
        kind = PlaceKind.KILOMETRE
    elif read.house_number:
        kind = PlaceKind.ADDRESS
    elif read.road:
        kind = PlaceKind.ROAD
    return Place(
        county=county,
        district=district,
        place_kind=kind,
        road_1=read.road,
        house_number=read.house_number,
        kilometre=read.kilometre,
    )


def _crossing(county: str | None, district: str | None, parts: Sequence[str]) -> Place:
    names = [name for part in parts if (name := crossing_name(part))]
    if len(names) < len(parts):  # a road without a name does not tell which junction it is
        return _named(county, district, names[:1])
    return _named(county, district, names)


def _named(county: str | None, district: str | None, roads: Sequence[str]) -> Place:
    """Return the place that these roads name, one road named twice counting once."""
    different = _different_roads(roads)
    if len(different) > 1:
        return Place(
            county=county,
            district=district,
            place_kind=PlaceKind.CROSSING,
            road_1=different[0],
            road_2=different[1],
            junction_name=junction_name(different),
        )
    kind = PlaceKind.ROAD if different else PlaceKind.OTHER
    return Place(county, district, kind, road_1=different[0] if different else None)


def _different_roads(roads: Sequence[str]) -> list[str]:
    """Return the roads in their order; 中山路 beside 中山路1段 is the same road said less well."""
    divided = {base_road(road) for road in roads if road.endswith("段")}
    return [road for road in sorted(set(roads), key=_road_order) if road not in divided]
