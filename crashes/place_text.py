"""Write place texts in one way: widths, variants of characters, numbers of sections and streets."""

import re
import unicodedata
from functools import cache

from crashes.counties import places_data

MISSING_GLYPH = "〓"  # printed where a character is not known
DIGITS = "零一二三四五六七八九"
SPACES = re.compile(r" +(?=\D|$)|(?<=\D) +")  # all but between two numbers
SECTION = re.compile(r"([一二三四五六七八九十]{1,3})段")
HIGHWAY = re.compile(r"臺([一二三四五六七八九十]{1,3})(?=[甲乙丙丁戊己庚辛]?線)")
STREET_NUMBER = re.compile(r"(?<![\d.-])(\d{1,2})(?=[路街](?!燈))")


def normalise_place_text(text: str) -> str:
    r"""Return a place text with one width, one 臺, one way of writing numbers, and no spaces.

    Private-use characters become the character they stand for, or 〓 where that is not known.
    Sections have digits (1段), numbers within a street name are Chinese (重慶一街).

    Examples
    --------
    >>> normalise_place_text("台中市西屯區台灣大道三段 / 南科３路")
    '臺中市西屯區臺灣大道3段/南科三路'
    >>> normalise_place_text("嘉義市西區磚\U000fffa8里友忠路")
    '嘉義市西區磚磘里友忠路'
    """
    text = unicodedata.normalize("NFKC", text).translate(_characters())
    if " " in text:
        text = SPACES.sub("", text)
    if "段" in text:
        text = SECTION.sub(lambda found: f"{_number(found[1])}段", text)
    if "線" in text:
        text = HIGHWAY.sub(lambda found: f"臺{_number(found[1])}", text)
    return STREET_NUMBER.sub(lambda found: _chinese_number(int(found[1])), text)


@cache
def _characters() -> dict[int, str]:
    private_use = [*range(0xE000, 0xF900), *range(0xF0000, 0xFFFFE), *range(0x100000, 0x10FFFE)]
    table = dict.fromkeys(private_use, MISSING_GLYPH)
    known = {int(code, 16): text for code, text in places_data()["private_use"].items()}
    spaces = dict.fromkeys(map(ord, "\t\n\r\v\f\u2028\u2029"), " ")
    return table | known | spaces | {ord("台"): "臺", ord("ㄧ"): "一"}


def _number(chinese: str) -> int:
    """Return the number that Chinese numerals below 100 write.

    Examples
    --------
    >>> _number("三"), _number("十"), _number("二十一")
    (3, 10, 21)
    """
    tens, ten, units = chinese.rpartition("十")
    return (DIGITS.index(tens) if tens else 1) * 10 * bool(ten) + (
        DIGITS.index(units) if len(units) == 1 else 0
    )


def _chinese_number(number: int) -> str:
    """Return Chinese numerals for a number below 100.

    Examples
    --------
    >>> _chinese_number(3), _chinese_number(10), _chinese_number(21)
    ('三', '十', '二十一')
    """
    tens, units = divmod(number, 10)
    text = ("" if tens == 1 else DIGITS[tens]) + "十" if tens else ""
    return text + (DIGITS[units] if units or not tens else "")
