"""Make the demo city: the whole of it from one seed."""

from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

import pandas as pd

from crashes.demo_city.chance import choose, stream
from crashes.demo_city.editions import in_force
from crashes.demo_city.encounters import Encounter, draw_encounter, patterns, possible_ways
from crashes.demo_city.model import DemoCity
from crashes.demo_city.moments import Day, calendar, draw_moment
from crashes.demo_city.parameters import parameters
from crashes.demo_city.places import write_place
from crashes.demo_city.planned import PlannedCrash, mix_of, plan_crashes, whole_period
from crashes.demo_city.points import RecordedPoint, draw_point, lon_lat, spoil_points
from crashes.demo_city.recorded import Recorded, record
from crashes.demo_city.skeleton import demo_streets, junctions
from crashes.demo_city.spots import Surroundings, surroundings_of
from crashes.demo_city.tables import crash_truth, import_batch, locations
from crashes.demo_city.truth import planted_truth

DEFAULT_SEED = 20260146


@dataclass(frozen=True, slots=True)
class MadeCrash:
    """One crash with everything known of it."""

    planned: PlannedCrash
    encounter: Encounter
    recorded: Recorded
    point: RecordedPoint


def make_demo_city(*, seed: int = DEFAULT_SEED) -> DemoCity:
    """Return the demo city of a seed: an invented city with invented crashes and a known truth.

    Parameters
    ----------
    seed
        The same seed gives the same city to the last byte.

    Returns
    -------
    city
        Crash records as an import batch (source `demo`), junctions with their arms, streets
        (EPSG:3826) and the planted truth. Locations hold what is true of every point; a store
        may assess the points itself.

    Notes
    -----
    What is planted stands in `data/demo_city/truth.yaml` and `docs/demo-city.md`.

    Examples
    --------
    >>> city = make_demo_city()
    >>> city.settings["city_name"], city.settings["is_demo"]
    ('道安示範市', True)
    >>> len(city.junctions), 2300 < len(city.batch.crashes) < 2800
    (44, True)
    """
    skeleton, whole = parameters("skeleton"), whole_period()
    made = sorted(
        (make_crash(seed, planned) for planned in plan_crashes(seed)),
        key=lambda one: (one.recorded.crash["occurred_at"], one.recorded.crash["place_text"]),
    )
    nodes = [one.planned.place if one.planned.place_kind == "junction" else None for one in made]
    points = spoil_points(seed, [one.point for one in made], nodes)
    batch = import_batch([one.recorded for one in made], lon_lat(points), whole)
    keys = list(batch.crashes["crash_id"])
    truth = crash_truth(keys, [(one.planned, one.encounter) for one in made], points)
    return DemoCity(
        seed=seed,
        start=whole.start,
        end=whole.end,
        settings={
            "crs": skeleton["crs"],
            "counties": (skeleton["county"],),
            "driving_side": skeleton["driving_side"],
            "city_name": skeleton["city"]["zh-TW"],
            "is_demo": True,
        },
        batch=batch,
        junctions=junctions(),
        streets=demo_streets(),
        locations=locations(truth, points),
        truth=planted_truth(seed, truth),
    )


def make_crash(seed: int, planned: PlannedCrash) -> MadeCrash:
    """Let one planned crash happen, and record it."""
    place_key = (planned.place_kind, planned.place, planned.number)
    rng = stream(seed, "crash", *place_key)
    around = surroundings_of(planned, rng)
    name = _possible_pattern(rng, planned, around)
    when, day = _moment(stream(seed, "moment", *place_key), seed, planned, name)
    encounter = draw_encounter(rng, planned, name, around, when)
    place = write_place(rng, around, encounter)
    recorded = in_force(record(rng, around, encounter, place, day))
    point = draw_point(rng, around, (encounter.x_m, encounter.y_m))
    return MadeCrash(planned, encounter, recorded, point)


def _possible_pattern(rng: Random, planned: PlannedCrash, around: Surroundings) -> str:
    """Return the planned pattern, or another one where the legs of the place do not allow it."""
    name, mix = planned.pattern, parameters("mix")["patterns"][mix_of(planned)]
    while not possible_ways(around, name, planned.approach):
        name = choose(rng, mix)
    return name


def _moment(rng: Random, seed: int, planned: PlannedCrash, name: str) -> tuple[datetime, Day]:
    """Draw when it was: by the hot place, by what the pattern favours, or at any time."""
    mix, whole = parameters("mix"), whole_period()
    days = calendar(seed, whole)
    chance, profile = rng.random(), "any"
    if planned.when == "rain":
        profile = "rain" if chance < mix["rain"]["planted"] else "any"
    elif planned.when is not None:
        profile = planned.when
    elif patterns()[name].get("rain"):
        profile = "rain" if chance < mix["rain"]["favoured"] else "any"
    elif patterns()[name].get("night"):
        profile = "night" if chance < mix["night_favoured"] else "any"
    when = draw_moment(rng, days.within(planned.span), profile)
    return when, days.on(when)


def truth_table(city: DemoCity) -> pd.DataFrame:
    """Return crashes and what really happened side by side, one row a crash."""
    crashes: Any = city.batch.crashes
    joined: pd.DataFrame = crashes.merge(city.truth.crashes, on="crash_id", validate="1:1")
    return joined
