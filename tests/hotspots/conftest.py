"""An invented city for the tests of hotspots."""

import numpy as np
import pytest

from tests.hotspots.invented import crash_table, junction

STATUSES = ["good", "corrected", "default_point"]


@pytest.fixture(scope="session")
def city():
    """About 3,000 crashes around a grid of junctions and along streets, seeded."""
    rng = np.random.default_rng(7)
    grid = np.array([(150.0 * i, 150.0 * j) for i in range(12) for j in range(12)])
    junctions = [junction(f"E{i // 12}×N{i % 12}", *point) for i, point in enumerate(grid)]
    popular = rng.choice(len(grid), 2000, p=rng.dirichlet(np.full(len(grid), 0.4)))
    near = grid[popular] + rng.normal(0, 10, (2000, 2))
    street = np.column_stack([rng.uniform(0, 1650, 1000), 150.0 * rng.integers(0, 12, 1000)])
    points = np.concatenate([near, street])
    count = len(points)
    keys = np.array([one.junction_id for one in junctions], dtype=object)
    return (
        crash_table(
            points,
            severity=rng.choice(["A1", "A2", "A3"], count, p=[0.02, 0.48, 0.5]),
            location_status=rng.choice(
                ["good", "corrected", "default_point"], count, p=[0.8, 0.1, 0.1]
            ),
            junction_id=np.concatenate([keys[popular], [None] * 1000]),
            road_1=[f"N{round(y / 150)}" for y in points[:, 1]],
        ),
        junctions,
    )
