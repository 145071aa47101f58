"""Estimate the weights of `data/legend/weights/` on the crashes of odd days.

    python bench/estimate_weights.py DATA_FOLDER

writes the CSV beside each description; everything else about a table stands in its YAML file.
"""

import csv
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import yaml
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from truth import BY_DEFINITION, for_estimate, oregon, police

from collision_diagrams.evidence import evidence
from collision_diagrams.weights import CONSTANT, FOLDER, features, items_of

FEWEST = 5  # crashes that show a combination
DECIMALS = 2


def oregon_cases(folder, *, headings):
    """Facts and class, each crash twice: as it is and without the causes of its parties."""
    cases = []
    for one, relation in oregon(folder)[1]:
        known = all(party.from_deg is not None for party in one.parties)
        if for_estimate(one) and (known or not headings):
            without = tuple(replace(party, cause=None) for party in one.parties)
            name = f"{one.type_code}/{relation}"
            cases += [(one, name), (replace(one, parties=without), name)]
    return cases


def police_cases(file):
    """Facts and class of the types that have a definition."""
    named = {code: f"{code}/{relation}" for code, relation in BY_DEFINITION.items()}
    named |= {"14": "14", "16": "16"}
    return [
        (one, named[one.type_code])
        for one in police(file)[1]
        if one.type_code in named and for_estimate(one)
    ]


def estimate(path, cases):
    """Write the weights of one description."""
    described = yaml.safe_load(path.read_text(encoding="utf-8"))
    items = items_of(described)
    rows = [list(features(items, evidence(one, *one.parties[:2]))) for one, _ in cases]
    counts = Counter(key for row in rows for key in row)
    keys = sorted(key for key, count in counts.items() if count >= FEWEST)
    number = {key: place for place, key in enumerate(keys)}
    known = [[number[key] for key in row if key in number] for row in rows]
    starts = np.cumsum([0, *map(len, known)])
    columns = np.concatenate(known).astype(np.int64)
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), (len(rows), len(keys)))
    model = LogisticRegression(C=described["inverse_penalty"], max_iter=500, tol=1e-3)
    model.fit(matrix, [name for _, name in cases])
    weights = np.column_stack([model.intercept_, model.coef_]).T
    weights -= weights.mean(axis=1, keepdims=True)
    with path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["items", "values", *model.classes_])
        for key, row in zip([(CONSTANT, ""), *keys], weights, strict=True):
            cells = [f"{round(cell, DECIMALS) + 0.0:g}" for cell in row]
            if key[0] == CONSTANT or any(cell != "0" for cell in cells):
                writer.writerow([*key, *cells])
    print(f"{path.stem}: {len(cases)} cases, {len(keys)} weights, {len(model.classes_)} classes")


def main(folder, *names):
    portland, january = folder / "portland", folder / "npa" / "a2" / "NPA_A2_2025-01.csv"
    cases = {
        "odot_with_headings": lambda: oregon_cases(portland, headings=True),
        "odot_without_headings": lambda: oregon_cases(portland, headings=False),
        "police_without_type": lambda: police_cases(january),
    }
    for name, read in cases.items():
        if not names or name in names:
            estimate(FOLDER / f"{name}.yaml", read())


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
