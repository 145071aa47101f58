"""When crashes happen: seasons, weekdays, hours, rain and darkness."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from random import Random

from crashes.demo_city.chance import choose, stream
from crashes.demo_city.parameters import parameters

CLEAR, CLOUDY, RAIN = "8", "7", "6"
DRY, WET = "5", "4"


@dataclass(frozen=True, slots=True)
class Day:
    """The weather of one day, the same for every crash of the city."""

    day: date
    cloudy: bool
    rain_hours: range  # empty on a dry day


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, the last excluded."""

    start: date
    end: date

    @property
    def years(self) -> float:
        """The length in years."""
        return (self.end - self.start).days / 365.25


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of the whole period."""

    days: tuple[Day, ...]

    def within(self, span: Span) -> tuple[Day, ...]:
        """Return the days of a span."""
        first = self.days[0].day
        return self.days[(span.start - first).days : (span.end - first).days]

    def on(self, when: datetime) -> Day:
        """Return the day of a moment."""
        return self.days[(when.date() - self.days[0].day).days]


@cache
def calendar(seed: int, whole: Span) -> Calendar:
    """Draw the weather of every day."""
    mix = parameters("mix")
    rain, cloudy_share = mix["rain"], mix["cloudy_share"]
    rng = stream(seed, "weather")
    days = []
    for number in range((whole.end - whole.start).days):
        day = whole.start + timedelta(days=number)
        wet, cloudy = rng.random(), rng.random() < cloudy_share
        start = rng.randrange(24)
        length = rng.randint(rain["hours"]["shortest"], rain["hours"]["longest"])
        hours = range(start, min(start + length, 24))
        is_wet = wet < rain["day_share_by_month"][day.month - 1]
        days.append(Day(day, cloudy, hours if is_wet else range(0)))
    return Calendar(tuple(days))


def draw_moment(rng: Random, days: tuple[Day, ...], profile: str) -> datetime:
    """Return when a crash happened.

    Parameters
    ----------
    rng
        Source of chance.
    days
        The days it may have happened on.
    profile
        A name of `hours` in `mix.yaml`, or `rain`: while it rains.
    """
    mix = parameters("mix")
    if profile == "rain" and any(day.rain_hours for day in days):
        day = rng.choice([day for day in days if day.rain_hours])
        weights = mix["hours"]["any"]
        hour = choose(rng, {hour: weights[hour] for hour in day.rain_hours})
    else:
        day = _ordinary_day(rng, days)
        weights = mix["hours"]["any" if profile == "rain" else profile]
        hour = rng.choices(range(24), weights)[0]
    minute, second = rng.randrange(60), rng.randrange(60)
    if rng.random() < mix["whole_minutes"]:
        second = 0
        minute -= rng.choice((0, minute % 5))
    return datetime(day.day.year, day.day.month, day.day.day, hour, minute, second)


def _ordinary_day(rng: Random, days: tuple[Day, ...]) -> Day:
    mix = parameters("mix")
    months, weekdays = mix["month_weights"], mix["weekday_weights"]
    highest = max(months) * max(weekdays)
    while True:
        day = rng.choice(days)
        weight = months[day.day.month - 1] * weekdays[day.day.weekday()]
        if rng.random() * highest < weight:
            return day


def weather_codes(day: Day, when: datetime) -> tuple[str, str]:
    """Return the codes of weather and road surface at a moment."""
    if when.hour in day.rain_hours:
        return RAIN, WET
    dries_until = day.rain_hours.stop + parameters("mix")["rain"]["hours"]["wet_after"]
    surface = WET if day.rain_hours and day.rain_hours.stop <= when.hour < dries_until else DRY
    return CLOUDY if day.cloudy or day.rain_hours else CLEAR, surface
