"""How many crashes happen where: true rates, bad years, measures; the counts are gamma-Poisson."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from crashes.demo_city.chance import choose, poisson, poisson_quantile, stream
from crashes.demo_city.moments import Span
from crashes.demo_city.parameters import parameters
from crashes.demo_city.skeleton import nodes

ROAD, STRETCH, JUNCTION = "road", "stretch", "junction"


@dataclass(frozen=True, slots=True)
class PlannedCrash:
    """A crash that is to happen: where, in which span of days, and what kind it is."""

    place_kind: str  # junction, stretch or road
    place: str  # node, name of the stretch, empty on other roads
    number: int  # of the place
    span: Span
    pattern: str
    planted: bool
    approach: str | None = None  # compass side that party 1 comes from, None: any
    when: str | None = None  # profile of hours, None: that of the pattern


@dataclass(frozen=True, slots=True)
class PlannedPlace:
    """Where crashes are planned: what is planted there, and the mix of the others."""

    kind: str  # junction, stretch or road
    name: str
    mix: str  # of `patterns` in mix.yaml
    hot: dict[str, Any]  # of truth.yaml; empty where nothing is planted


def whole_period() -> Span:
    """Return the years of the demo city."""
    period = parameters("truth")["period"]
    return Span(period["start"], period["end"])


def hot_places(kind: str) -> dict[str, dict[str, Any]]:
    """Return what `truth.yaml` says of the hot junctions or stretches, by their name."""
    truth = parameters("truth")
    if kind == JUNCTION:
        return {place["junction"]: place for place in truth["hot_junctions"]}
    return {place["stretch"]: place for place in truth["hot_stretches"]}


def improvements() -> dict[str, dict[str, Any]]:
    """Return the measures by their node."""
    return {measure["junction"]: measure for measure in parameters("truth")["improvements"]}


def yearly_rate(seed: int, node_id: str) -> float:
    """Return the true number of crashes a year at a junction, before any measure."""
    ordinary = parameters("truth")["ordinary_junctions"]
    for stated in (hot_places(JUNCTION).get(node_id, {}), improvements().get(node_id, {})):
        if "crashes_per_year" in stated:
            return float(stated["crashes_per_year"])
    mean = ordinary["crashes_per_year"] * ordinary["shape_factors"][nodes()[node_id].shape]
    spread, rng = ordinary["overdispersion"], stream(seed, "rate", node_id)
    while True:
        rate = rng.gammavariate(1 / spread, mean * spread)
        if rate <= mean * ordinary["highest_times_mean"]:
            return rate


def plan_crashes(seed: int) -> list[PlannedCrash]:
    """Return every crash that is to happen, in no particular order of time."""
    planned: list[PlannedCrash] = []
    for node in nodes().values():
        if node.control is not None:
            planned += _at_junction(seed, node.node_id)
    for name, place in hot_places(STRETCH).items():
        planned += _on_roads(seed, STRETCH, name, place)
    planned += _on_roads(seed, ROAD, "", parameters("truth")["other_roads"])
    return planned


def _on_roads(
    seed: int, place_kind: str, name: str, place: dict[str, Any]
) -> Iterator[PlannedCrash]:
    """Give the crashes away from junctions."""
    whole = whole_period()
    count = poisson(
        stream(seed, "count", place_kind, name), place["crashes_per_year"] * whole.years
    )
    for number in range(count):
        yield _planned(seed, PlannedPlace(place_kind, name, ROAD, place), number, whole)


def _at_junction(seed: int, node_id: str) -> Iterator[PlannedCrash]:
    """Give the crashes of one junction, span by span."""
    rng = stream(seed, "count", node_id)
    place = hot_places(JUNCTION).get(node_id, {})
    rate = yearly_rate(seed, node_id)
    number = 0
    for span, quantiles, effect in _spans(node_id):
        share = place.get("pattern_share", 0.0)
        on_pattern, on_others = share * (1 + effect[0]), (1 - share) * (1 + effect[1])
        mean = rate * span.years * (on_pattern + on_others)
        count = poisson_quantile(mean, rng.uniform(*quantiles)) if quantiles else poisson(rng, mean)
        shown = {**place, "pattern_share": on_pattern / (on_pattern + on_others)} if place else {}
        for _ in range(count):
            where = PlannedPlace(JUNCTION, node_id, mix_of_junction(node_id), shown)
            yield _planned(seed, where, number, span)
            number += 1


def _spans(
    node_id: str,
) -> Iterator[tuple[Span, tuple[float, float] | None, tuple[float, float]]]:
    """Give spans of constant rate: the span, quantiles of a bad year, effects of a measure."""
    whole = whole_period()
    measure = improvements().get(node_id)
    if measure is None:
        yield whole, None, (0.0, 0.0)
        return
    bad = measure["bad_year"]
    none = (0.0, 0.0)
    effect = (measure.get("effect_on_pattern", 0.0), measure["effect_on_others"])
    edges: list[date] = [whole.start, bad["start"], bad["end"], measure["completed"], whole.end]
    yield Span(edges[0], edges[1]), None, none
    yield Span(edges[1], edges[2]), tuple(bad["quantiles"]), none
    yield Span(edges[2], edges[3]), None, none
    yield Span(edges[3], edges[4]), None, effect


def mix_of(planned: PlannedCrash) -> str:
    """Return the name of the mix of patterns at a place."""
    return mix_of_junction(planned.place) if planned.place_kind == JUNCTION else ROAD


def mix_of_junction(node_id: str) -> str:
    """Return the name of the mix of patterns at a junction."""
    node = nodes()[node_id]
    if node.shape == "roundabout":
        return "roundabout"
    return "signal" if node.control == "signal" else "unsignalised"


def _planned(seed: int, where: PlannedPlace, number: int, span: Span) -> PlannedCrash:
    """Choose the pattern of one crash."""
    rng, hot = stream(seed, "pattern", where.kind, where.name, number), where.hot
    if rng.random() >= hot.get("pattern_share", 0.0):
        others = parameters("mix")["patterns"][where.mix]
        weights = {name: weight for name, weight in others.items() if name != hot.get("pattern")}
        pattern = choose(rng, weights)
        return PlannedCrash(where.kind, where.name, number, span, pattern, planted=False)
    follows = "approach" in hot and rng.random() < hot["approach_share"]
    return PlannedCrash(
        where.kind,
        where.name,
        number,
        span,
        hot["pattern"],
        planted=True,
        approach=hot["approach"] if follows else None,
        when=hot.get("when"),
    )
