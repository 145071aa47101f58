"""The lexicon of crash descriptions: parties, directions, movements, links."""

import re
from dataclasses import dataclass
from enum import StrEnum

POINTS = ("北", "東北", "東", "東南", "南", "西南", "西", "西北")
COMPASS_DEG = {point: 45.0 * number for number, point in enumerate(POINTS)}
D = "(?:東北|東南|西北|西南|東|南|西|北)"


class Word(StrEnum):
    """Kind of a word of the lexicon."""

    REMARK = "remark"  # a finding whose words are no directions: 左方車未讓右方車先行
    PARTY = "party"  # A車, 甲車, B行人
    ROAD = "road"  # 忠孝路
    PAIR = "pair"  # 由北往南
    TOWARD = "toward"  # 往南, 北上
    BESIDE = "beside"  # 同向, 對向, 前方, 後方
    MOVE = "move"  # 直行, 左轉
    LINK = "link"  # 與, 遭, 追撞
    BOTH = "both"  # 均, 皆: the words after it are of all parties named together
    BREAK = "break"  # end of a clause


@dataclass(frozen=True, slots=True)
class Said:
    """A movement, the words for it, and how strongly they say it."""

    name: str
    words: str  # a regular expression
    strength: int  # 行駛 says less than 直行, and that less than 左轉


MOVEMENTS = {
    one.name: one
    for one in (
        Said("back", "倒車|後退", 6),
        Said(
            "lane_left",
            "[向往]左(?:側)?(?:變換|偏)(?:車道)?(?:行駛)?|變換(?:車道)?[至往]內側(?:車道)?",
            5,
        ),
        Said(
            "lane_right",
            "[向往]右(?:側)?(?:變換|偏)(?:車道)?(?:行駛)?|變換(?:車道)?[至往]外側(?:車道)?",
            5,
        ),
        Said("uturn", "迴轉|迴車", 5),
        Said("left", "左轉彎?|待轉", 4),
        Said("right", "右轉彎?", 4),
        Said("cross", "穿越(?:道路|馬路)?|橫越馬路|步行|行走", 4),
        Said("parked", "停放|靜止(?:停[放車])?|路邊停車|停[於在]路[邊旁]", 4),
        Said("stopped", "停等(?:紅燈|號誌)?|等待紅燈|臨停|停車等候", 4),
        Said("start", "起駛|起步", 3),
        Said("through", "直行|橫越道路|行駛|騎乘|行進|南下|北上", 2),
    )
}
REMARKS = (
    "左方車未(?:禮)?讓右方車(?:先行)?|轉彎車未(?:禮)?讓直行車(?:先行)?|支線[道車]未(?:禮)?讓幹線[道車](?:先行)?"
    "|少線道未讓多線道|行人穿越道|待轉區|停車格|闖越?紅燈|逆向|開啟?車門"
)
KIND = r"[^，。；、：:由沿與和遭往向停直左右()（）A-H]{0,9}?(?:車|行人|器材)"
PARTY = rf"[A-H](?:{KIND})?|(?<!大)[甲乙丙丁戊](?:{KIND}|(?=[駕騎沿由]))"
ROAD = (
    r"(?<=[沿於至經入轉由駛往])(?!路|巷|街)[^，。；、()（）由往向自從與遭沿轉駛]{1,6}?(?:路|街|大道|巷|橋|線|號)"
    r"(?:[一二三四五六七八九十\d]+段)?"
)
LINKS = "與|遭|被|撞及|撞擊|撞上|追撞|超越|適有?|碰撞(?=[A-H])"
RELATIVE = "對向(?:車道)?|同向(?:車道)?|同方向|前方|後方|前車"
PAIR = (
    rf"(?:[由自從])?{D}方?(?:方向)?(?:往|向|朝|至|→|轉){D}(?![^，。；]?[路街])"
    r"方?(?:方向|向(?![左右]))?"
)
TOWARD = (
    rf"(?:往|向|朝){D}(?:方向|方)?(?![路街])|{D}向(?=車道|行駛|行進|直行|快車道|慢車道)|北上|南下"
)
TOKEN = re.compile(
    "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in (
            (Word.REMARK, REMARKS),
            (Word.PARTY, PARTY),
            (Word.PAIR, PAIR),
            (Word.ROAD, ROAD),
            (Word.TOWARD, TOWARD),
            (Word.BESIDE, RELATIVE),
            (Word.MOVE, "|".join(one.words for one in MOVEMENTS.values())),
            (Word.LINK, LINKS),
            (Word.BOTH, "均|皆"),
            (Word.BREAK, "[，。；、,;]"),
        )
    )
)
NOISE = re.compile(
    "沿著?|於|在|至|行經|路口內?|交岔|交叉|發生|碰撞|擦撞|對撞|會車|時|之|的|方向|右側|左側|內側車道|外側車道"
    "|快車道|慢車道|第[一二三]車道|雙方|兩車|側|為|了|車道|因而|口|中|欲|進入|駛出|受傷|倒地|致"
)


def movement_of(text: str) -> Said:
    """Return the movement that a word says.

    Examples
    --------
    >>> movement_of("左轉彎").name
    'left'
    """
    return next(one for one in MOVEMENTS.values() if re.fullmatch(one.words, text))
