"""Correct a junction: its name and how it is controlled."""

from dataclasses import replace

from roadnet.editing.how import How
from roadnet.model import Control, Junction, Times


def state_junction(
    junction: Junction, how: How, *, name: str | None = None, control: Control | None = None
) -> Junction:
    """Return a junction, derived or stated, as a person states it; it holds its nodes together.

    Its arms and its place go on deriving from the roads.
    """
    return replace(
        junction,
        name=junction.name if name is None else name.strip(),
        control=junction.control if control is None else control,
        arms=(),
        method=how.method,
        sigma_m=how.sigma_m,
        source=how.source,
        times=Times(junction.times.valid_from, junction.times.valid_to),
    )
