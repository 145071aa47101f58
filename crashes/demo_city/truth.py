"""The planted truth of `truth.yaml`, with the places filled in."""

import pandas as pd

from crashes.demo_city.encounters import patterns
from crashes.demo_city.model import PlantedImprovement, PlantedPlace, Truth
from crashes.demo_city.planned import (
    JUNCTION,
    STRETCH,
    hot_places,
    improvements,
    yearly_rate,
)
from crashes.demo_city.skeleton import junction_id, nodes
from crashes.demo_city.spots import stretch_middle


def planted_truth(seed: int, crashes: pd.DataFrame) -> Truth:
    """Return everything that was planted.

    Parameters
    ----------
    seed
        Seed of the city: the rates of ordinary junctions depend on it.
    crashes
        What really happened (CRASH_TRUTH_COLUMNS).
    """
    return Truth(
        hot_junctions=tuple(
            _place(junction_id(name), (nodes()[name].x_m, nodes()[name].y_m), place)
            for name, place in hot_places(JUNCTION).items()
        ),
        hot_stretches=tuple(
            _place(name, stretch_middle(place), place)
            for name, place in hot_places(STRETCH).items()
        ),
        improvements=tuple(_improvement(name) for name in improvements()),
        yearly_rates={
            junction_id(node.node_id): yearly_rate(seed, node.node_id)
            for node in nodes().values()
            if node.control is not None
        },
        crashes=crashes,
    )


def _place(key: str, point: tuple[float, float], place: dict[str, object]) -> PlantedPlace:
    pattern = patterns()[str(place["pattern"])]
    codes = pattern["crash_type"]
    return PlantedPlace(
        place=key,
        x_m=point[0],
        y_m=point[1],
        crashes_per_year=float(str(place["crashes_per_year"])),
        pattern=str(place["pattern"]),
        pattern_share=float(str(place["pattern_share"])),
        diagram_type=pattern["diagram"],
        crash_type_codes=tuple(sorted(set(codes))) if isinstance(codes, list) else (codes,),
        story=dict(place["story"]),  # type: ignore[call-overload]
    )


def _improvement(node_id: str) -> PlantedImprovement:
    measure = improvements()[node_id]
    return PlantedImprovement(
        junction_id=junction_id(node_id),
        x_m=nodes()[node_id].x_m,
        y_m=nodes()[node_id].y_m,
        measure=dict(measure["measure"]),
        works_from=measure["works_from"],
        completed=measure["completed"],
        true_effect=measure["true_effect"],
        pattern=measure.get("pattern"),
    )
