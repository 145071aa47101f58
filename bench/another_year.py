"""Weights of one year tried on another: what a year that nobody has seen may bring.

    python bench/another_year.py DATA_FOLDER

estimates the weights of the Oregon records anew on each year and reads the other years with them,
with and without the recorded directions. Nothing of the project is changed.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from classification import hidden, share
from estimate_weights import estimate
from truth import oregon

from collision_diagrams import weighed
from collision_diagrams.conflicts import side_between
from collision_diagrams.resolver import resolve
from collision_diagrams.weights import FOLDER, read_weights

TABLES = {"odot_with_headings": True, "odot_without_headings": False}
TURNING = "16"


def cases_of(crashes, *, headings):
    """Facts and class as weights are estimated from."""
    return [
        (facts, f"{facts.type_code}/{relation}")
        for facts, relation in crashes
        if not headings or all(one.from_deg is not None for one in facts.parties)
    ]


def learned_from(crashes):
    """Tables of weights estimated on some crashes, in a folder of their own."""
    with tempfile.TemporaryDirectory() as folder:
        tables = []
        for name, headings in TABLES.items():
            path = Path(folder) / f"{name}.yaml"
            shutil.copy(FOLDER / path.name, path)
            estimate(path, cases_of(crashes, headings=headings))
            tables.append(read_weights(path))
    return tables


def report(title, crashes):
    """Print how many are dared and right."""
    found = [(resolve(facts), truth) for facts, truth in crashes]
    dared = [one.relation is truth for one, truth in found if one.status.plotted]
    print(
        f"  {title}: dared {share(len(dared), len(found))}, right {share(sum(dared), len(dared))} "
        f"of these, {share(sum(dared), len(found))} of all {len(found)}"
    )


def main(folder):
    crashes = oregon(folder / "portland")[1]
    years = sorted({facts.occurred_at.year for facts, _ in crashes})
    for year in years:
        tables = learned_from([one for one in crashes if one[0].occurred_at.year == year])
        weighed.weights_for = lambda source, *, headings, tables=tables: next(
            (one for one in tables if source in one.sources and one.reads_headings == headings),
            None,
        )
        for other in years:
            if other == year:
                continue
            tested = [one for one in crashes if one[0].occurred_at.year == other]
            print(f"learned from {year}, read {other}")
            compared = [
                side_between(*(one.from_deg for one in facts.parties)).relation is truth
                for facts, truth in tested
                if all(one.from_deg is not None for one in facts.parties)
            ]
            print(f"  plain comparison of the directions: {share(sum(compared), len(compared))}")
            report("directions given", tested)
            without = [(hidden(facts), truth) for facts, truth in tested]
            report("directions hidden", without)
            turning = [one for one in without if one[0].type_code == TURNING]
            report("directions hidden, turning movements", turning)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
