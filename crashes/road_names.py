"""Read the road, house number or kilometre out of a place text without county and district."""

import re
from dataclasses import dataclass
from functools import lru_cache

CACHED_TEXTS = 100_000
MAX_NAME_LENGTH = 12  # of a place without a road name that stands for a road of a crossing

# A village (里, 村) stands before the road: two or three characters and the word, then more text.
# 大里路, 里仁街 and 太麻里街 are roads, not villages.
VILLAGE = re.compile(
    r"^(?:[^號\d與及、/(]{2}|[^路街巷段號\d與及、/(]{3})[里村]"
    r"(?:(?:\d+|[一二三四五六七八九十]+)鄰)?(?=[^路街巷弄段道口鄰附前旁])"
)
LOST_VILLAGE = re.compile(  # 「村東方路」: the name of the village is lost
    r"^[里村](?!里道路)(?=[^路街巷與及、/(]{2,}?[路街巷道])"
)
NEIGHBOURHOOD = re.compile(r"^(?:\d+|[一二三四五六七八九十]+)鄰(?=.)")
NUMBERED_ROAD = re.compile(
    r"^(?:國道(?P<freeway>\d+[甲乙]?)號?"
    r"|(?:省道)?臺(?P<provincial>\d+[甲乙丙丁戊己庚辛]?)線?"
    r"|[縣市]道?(?P<county>\d{3}[甲乙丙丁戊]?)[號線]?"
    r"|(?P<county_2>\d{3}[甲乙丙丁戊]?)(?:[縣市]道|線道?)"
    r"|(?:[鄉市區縣]道)?(?P<local>[北桃竹苗中彰投雲嘉南高屏宜花東澎金基]\d+(?:-\d+)?)"
    r"(?:線道?|[鄉市區]道|(?=\s)))"
)
WRITTEN = {  # how a numbered road is written
    "freeway": "國道{}號",
    "provincial": "台{}線",
    "county": "縣道{}號",
    "county_2": "縣道{}號",
    "local": "{}線",
}
STREET = re.compile(
    r"^([^\d/]{1,10}?(?:大道|便道|路|街)(?!街|路(?![燈口段邊旁與和及、])))(\d+段)?"
    r"((?:\d+(?:[-之]\d+)?巷)?(?:\d+(?:[-之]\d+)?弄)?)"
)
LANE = re.compile(r"^([^\d/]{1,8}?巷)((?:\d+(?:[-之]\d+)?弄)?)")
LANE_OF_ROAD = re.compile(r"^(\d+(?:[-之]\d+)?巷(?:\d+弄)?)")
HOUSE_NUMBER = r"(\d{1,4}(?:[-之]\d{1,3}){0,2})號(?![電燈碼出橋路民])"  # no lamp, pole or exit
HOUSE = re.compile(HOUSE_NUMBER)
SETTLEMENT = re.compile(rf"^([^\d路街巷號()/、]{{1,6}}){HOUSE_NUMBER}")
KILOMETRE = re.compile(
    r"(\d+(?:\.\d+)?)公里(?:(\d+(?:\.\d+)?)公尺)?|(?<![A-Za-z\d])(\d+(?:\.\d+)?)[Kk](?:\+(\d+))?"
)
AND = re.compile(r"^(?:路?口)?[與和及、跟/](.+)$")
UNNAMED = re.compile(r"無名|產業道路|不知名|村里道路|防汛道路")
BRACKETS = re.compile(r"[(（〈【「\[].*$")
ENDING = re.compile(r"(?:前?\d+\.\d+公尺|附近|[前旁]|交[叉岔]路?口|路?口|[東西南北]側|對面|處)+$")


@dataclass(frozen=True, slots=True)
class RoadPlace:
    """What a part of a place text says: a road, perhaps a second one, a number on it."""

    road: str | None = None
    other_road: str | None = None  # 「中山路與民權路口」 names both in one part
    house_number: str | None = None
    kilometre: float | None = None
    is_unnamed: bool = False  # 無名路: a road, but it has no name to know it by


@lru_cache(CACHED_TEXTS)
def read_road_place(text: str) -> RoadPlace:
    """Return what `text` (normalised, without county and district) says.

    Examples
    --------
    >>> place = read_road_place("中央里中山路1段262巷5號前0.0公尺")
    >>> place.road, place.house_number
    ('中山路1段262巷', '5')
    >>> read_road_place("臺2線166.7公里處").road, read_road_place("臺2線166.7公里處").kilometre
    ('台2線', 166.7)
    >>> read_road_place("中正路與天雲街口").other_road
    '天雲街'
    """
    text = _without_village(text)
    if UNNAMED.match(text):
        return RoadPlace(is_unnamed=True)
    road, rest = _road(text)
    if road is None:
        return _settlement(text)
    kilometre = _kilometre(rest)
    other = None if kilometre is not None else _other_road(road, rest)
    lane = LANE_OF_ROAD.match(other or "")
    if lane:  # 「復興路與86巷口」
        return RoadPlace(road=road, other_road=f"{road}{lane[1]}")
    house = HOUSE.search(rest) if other is None else None
    return RoadPlace(
        road=road,
        other_road=other,
        house_number=house[1].replace("之", "-") if house else None,
        kilometre=kilometre,
    )


def crossing_name(text: str) -> str | None:
    """Return the name of one side of a crossing: a road, or what stands there instead.

    Examples
    --------
    >>> crossing_name("中央里中山路口"), crossing_name("仁義新村"), crossing_name("無名路")
    ('中山路', '仁義新村', None)
    """
    place = read_road_place(text)
    if place.road or place.is_unnamed:
        return place.road
    name = ENDING.sub("", BRACKETS.sub("", _without_village(text)))
    return name if 0 < len(name) <= MAX_NAME_LENGTH else None


@lru_cache(CACHED_TEXTS)
def base_road(road: str) -> str:
    """Return the road without section and lane.

    Examples
    --------
    >>> base_road("中山路1段262巷")
    '中山路'
    """
    street = STREET.match(road)
    return street[1] if street else road


def _without_village(text: str) -> str:
    return NEIGHBOURHOOD.sub("", LOST_VILLAGE.sub("", VILLAGE.sub("", text)))


def _road(text: str) -> tuple[str | None, str]:
    """Return the road a text begins with, and the rest of the text."""
    if (found := NUMBERED_ROAD.match(text)) and found.lastgroup:
        return WRITTEN[found.lastgroup].format(found[found.lastgroup]), text[found.end() :]
    if found := STREET.match(text):
        road = "".join(part or "" for part in found.groups())
        return road.replace("之", "-"), text[found.end() :]
    if found := LANE.match(text):
        return "".join(found.groups()), text[found.end() :]
    return None, text


def _other_road(road: str, rest: str) -> str | None:
    """Return the road after 與, 和, 及 or 、, None when there is none."""
    found = AND.match(rest)
    if not found:
        return None
    text = _without_village(found[1])
    if lane := LANE_OF_ROAD.match(text):
        return lane[1]
    other, _ = _road(text)
    return None if other == road or UNNAMED.match(text) else other


def _settlement(text: str) -> RoadPlace:
    """Read an address of a settlement without road names: 「竹圍11號」."""
    if found := SETTLEMENT.match(text):
        return RoadPlace(road=found[1], house_number=found[2].replace("之", "-"))
    return RoadPlace()


def _kilometre(rest: str) -> float | None:
    found = KILOMETRE.search(BRACKETS.sub("", rest))
    if not found:
        return None
    whole, metres, k, k_metres = found.groups()
    return round(float(whole or k) + float(metres or k_metres or 0) / 1000, 4)
