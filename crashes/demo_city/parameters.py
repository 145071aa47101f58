"""Read what is written down of the demo city: skeleton, truth, patterns, proportions."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[2] / "data" / "demo_city"


@cache
def parameters(name: str) -> dict[str, Any]:
    """Return a file of `data/demo_city/`: skeleton, truth, patterns or mix; do not change it.

    Examples
    --------
    >>> parameters("skeleton")["crs"]
    'EPSG:3826'
    """
    with (FOLDER / f"{name}.yaml").open(encoding="utf-8") as file:
        found: dict[str, Any] = yaml.safe_load(file)
    return found
