"""Read dates and times as the police write them."""

import re
from datetime import datetime
from datetime import time as clock_time

ROC_YEAR_0 = 1911  # 民國 counts from 1912
FIRST_YEAR, LAST_YEAR = 1945, 2100
NO_NUMBER = -1  # not readable
DATE_PATTERNS = (
    re.compile(r"^(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})$"),
    re.compile(r"^(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})$"),
    re.compile(r"^(?P<roc>\d{2,3})[年/.-](?P<month>\d{1,2})[月/.-](?P<day>\d{1,2})日?$"),
)
TIME_PATTERNS = (
    re.compile(r"^(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?$"),
    re.compile(r"^(?P<hour>\d{1,2})時(?P<minute>\d{1,2})分(?:(?P<second>\d{1,2})秒)?$"),
)
DIGITS_OF_TIME = 6


def read_day(text: str) -> int:
    """Return a day as YYYYMMDD, -1 when it is none.

    Examples
    --------
    >>> read_day("20250131"), read_day("2025/1/31"), read_day("114年01月31日"), read_day("20250230")
    (20250131, 20250131, 20250131, -1)
    """
    for pattern in DATE_PATTERNS:
        if found := pattern.match(text.strip()):
            parts = found.groupdict()
            year = int(parts["year"]) if "year" in parts else int(parts["roc"]) + ROC_YEAR_0
            return _day_number(year, int(parts["month"]), int(parts["day"]))
    return NO_NUMBER


def read_time(text: str) -> int:
    """Return a time of day as HHMMSS, -1 when it is none; lost leading zeros come back.

    Examples
    --------
    >>> read_time("183500"), read_time("3500"), read_time("0"), read_time("18:35")
    (183500, 3500, 0, 183500)
    >>> read_time("246000")
    -1
    """
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) <= DIGITS_OF_TIME:
        number = int(text)
        return _time_number(number // 10_000, number // 100 % 100, number % 100)
    for pattern in TIME_PATTERNS:
        if found := pattern.match(text):
            return _time_number(*(int(part or 0) for part in found.groups()))
    return NO_NUMBER


def read_day_and_time(text: str) -> tuple[int, int]:
    """Return day and time of one cell that holds both.

    Examples
    --------
    >>> read_day_and_time("2021-01-01 04:49:00"), read_day_and_time("106年01月01日 02時35分00秒")
    ((20210101, 44900), (20170101, 23500))
    """
    day, _, time = text.strip().replace("T", " ").partition(" ")
    return read_day(day), read_time(time)


def _day_number(year: int, month: int, day: int) -> int:
    try:
        datetime(year, month, day)
    except ValueError:
        return NO_NUMBER
    return year * 10_000 + month * 100 + day if FIRST_YEAR <= year <= LAST_YEAR else NO_NUMBER


def _time_number(hour: int, minute: int, second: int) -> int:
    try:
        clock_time(hour, minute, second)
    except ValueError:
        return NO_NUMBER
    return hour * 10_000 + minute * 100 + second
