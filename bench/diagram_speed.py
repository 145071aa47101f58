"""How quick collision diagrams are: 60 crashes singly, 1,000 in bundles, on the real street.

The crashes are those of the busiest junction of the demo city, repeated until there are enough;
the street is cut out of its map. Overlaps are counted from the boxes of what was drawn.

Run: python bench/diagram_speed.py
"""

import itertools
import os
import sys
import time
from datetime import date

import pandas as pd

sys.path.insert(0, ".")

from collision_diagrams.diagram import DiagramResult, draw_site
from collision_diagrams.panel import Mode
from collision_diagrams.sheet import SheetOptions
from collision_diagrams.slots import overlap
from collision_diagrams.street_site import street_site
from crashes.demo_city.generate import make_demo_city
from crashes.demo_city.street_map import demo_street_map
from drawing.pdf import write_pdf
from drawing.svg import write_svg
from drawing.transform import extent

QUESTIONS = ((60, Mode.SINGLE, 1.0), (1_000, Mode.BUNDLE, 2.0))
RUNS = 5


def repeated(crashes: pd.DataFrame, parties: pd.DataFrame, count: int):
    """Return so many crashes, copies with keys of their own."""
    rounds = range(-(-count // len(crashes)))
    return tuple(
        pd.concat([one.assign(crash_id=one["crash_id"] + f"-{number}") for number in rounds])
        for one in (crashes, parties)
    )


def overlaps(result: DiagramResult) -> int:
    """Return how many pairs of glyphs or labels overlap on a sheet."""
    groups: dict[str, list] = {}
    boxes = []
    for layer in result.drawings[0].layers:
        for item in layer.items:
            key = dict(item.tags).get("crash_id")
            if key and layer.name == "glyphs":
                groups.setdefault(key, []).append(item)
            elif key and layer.name == "labels":
                boxes.append(extent([item]))
    boxes += [extent(items) for items in groups.values()]
    return sum(overlap(one, other) for one, other in itertools.combinations(boxes, 2))


def main() -> None:
    """Print seconds and overlaps of each question."""
    city = make_demo_city()
    busiest = city.locations["junction_id"].value_counts().index[0]
    junction = next(one for one in city.junctions if one.junction_id == busiest)
    here = city.locations.loc[city.locations["junction_id"] == busiest, "crash_id"]
    crashes = city.batch.crashes.merge(city.locations, on="crash_id")
    crashes = crashes[crashes["crash_id"].isin(here)]
    parties = city.batch.parties[city.batch.parties["crash_id"].isin(here)]
    began = time.perf_counter()
    street = street_site(demo_street_map(), (junction.x_m, junction.y_m), date(2026, 1, 1))
    print(f"{os.cpu_count()} cores; street of the demo city: {time.perf_counter() - began:.2f} s")
    for count, mode, limit in QUESTIONS:
        some, their = repeated(crashes, parties, count)
        some = some.head(count)
        options = SheetOptions(junction.name, mode=mode, street=street, with_list=False)
        elapsed, cpu = [], []
        for _ in range(RUNS):
            wall, busy = time.perf_counter(), time.process_time()
            result = draw_site(some, their, junction, options=options)
            svg = write_svg(result.drawings[0])
            elapsed.append(time.perf_counter() - wall)
            cpu.append(time.process_time() - busy)
        began = time.perf_counter()
        pdf = write_pdf(result.drawings)
        print(
            f"{count} crashes, {mode}: sheet as SVG in {sorted(elapsed)[RUNS // 2]:.2f} s "
            f"(processor {sorted(cpu)[RUNS // 2]:.2f} s; wanted below {limit:g} s), "
            f"PDF in {time.perf_counter() - began:.2f} s more; "
            f"{result.plotted} plotted + {result.listed} listed = {result.total}; "
            f"{result.placed.panel.off_lane} glyphs beside the road, "
            f"{overlaps(result)} overlaps; {len(svg) // 1024} kB SVG, {len(pdf) // 1024} kB PDF"
        )


if __name__ == "__main__":
    main()
