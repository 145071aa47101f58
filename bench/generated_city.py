"""A generated city of 5,000 junctions: building all of it on two cores, opening one junction.

Run: python bench/generated_city.py [--junctions 5000] [--seed 1] [--keep FOLDER]

The city is a bent grid with avenues of four lanes, boulevards of two carriageways, local streets,
signals and crosswalks, written as one OpenStreetMap file. Measured are: the import into a store;
the surfaces, paint and movements of the whole city, block by block in two processes, each block
read from the store as a page would; and opening single junctions the same way. Memory is the sum of
the largest sizes of all processes.
"""

import argparse
import math
import random
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from roadnet.geometry.build import build_geometry
from roadnet.markings.paint_streets import paint_streets
from roadnet.movements.derive import derive_movements
from roadnet.osm.read_streets import read_osm_streets
from roadnet.records import area_of, records_of, streets_of
from storage.open import open_store

ORIGIN = (120.44, 23.48)
METRES = (102_100.0, 110_800.0)  # of a degree there
SPACING_M, JITTER_M, GAP_M = 110.0, 9.0, 14.0
AVENUE_EVERY, BOULEVARD_EVERY = 5, 10
DAY = date(2026, 11, 1)
BLOCK_M = 800.0  # blocks that are built at a time
MARGIN_M = 60.0  # around a block, so that junctions at its edge are whole
VIEW_M = 60.0  # around the middle of a junction that is opened
AVENUE = {"highway": "primary", "lanes": "4", "sidewalk": "both"}
LOCAL = {"highway": "residential", "lanes": "2"}
BOULEVARD = {"highway": "primary", "lanes": "2", "oneway": "yes"}


def kind_of(index):
    """Return what runs along a line of the grid."""
    if index % BOULEVARD_EVERY == BOULEVARD_EVERY // 2:
        return "boulevard"
    return "avenue" if index % AVENUE_EVERY == 0 else "local"


def city_osm(junctions, seed):
    """Return the text of an OpenStreetMap file with about that many junctions."""
    chance, side = random.Random(seed), math.ceil(math.sqrt(junctions))
    nodes, ways, grid = [], [], {}
    for row in range(side):
        for column in range(side):
            bend = 25.0 * math.sin(row / 7) + chance.uniform(-JITTER_M, JITTER_M)
            x = column * SPACING_M + bend
            y = row * SPACING_M + 25.0 * math.sin(column / 9) + chance.uniform(-JITTER_M, JITTER_M)
            both = kind_of(column) == "boulevard"
            signals = "local" not in {kind_of(row), kind_of(column)}
            for lane in range(2 if both else 1):
                grid[row, column, lane] = len(nodes) + 1
                nodes.append((x + lane * GAP_M, y, signals))
    for row in range(side):
        own = [grid[row, column, lane] for column in range(side) for lane in range(2)
               if (row, column, lane) in grid]  # fmt: skip
        ways.append((own, {**(AVENUE if kind_of(row) != "local" else LOCAL), "name": f"{row} 街"}))
    for column in range(side):
        for lane in range(2 if kind_of(column) == "boulevard" else 1):
            own = [grid[row, column, lane] for row in range(side)]
            tags = {"local": LOCAL, "avenue": AVENUE, "boulevard": BOULEVARD}[kind_of(column)]
            ways.append((own if lane else own[::-1], {**tags, "name": f"{column} 路"}))
    return osm_text(nodes, ways)


def osm_text(nodes, ways):
    lines = ['<?xml version="1.0" encoding="UTF-8"?><osm version="0.6">']
    for key, (x, y, signals) in enumerate(nodes, start=1):
        place = f'lon="{ORIGIN[0] + x / METRES[0]:.8f}" lat="{ORIGIN[1] + y / METRES[1]:.8f}"'
        tag = '<tag k="highway" v="traffic_signals"/>' if signals else ""
        lines.append(f'<node id="{key}" {place}>{tag}</node>')
    for key, (refs, tags) in enumerate(ways, start=1):
        inner = "".join(f'<nd ref="{ref}"/>' for ref in refs)
        inner += "".join(f'<tag k="{name}" v="{value}"/>' for name, value in tags.items())
        lines.append(f'<way id="{key}">{inner}</way>')
    return "\n".join([*lines, "</osm>"])


def part(store, area, box_m):
    """Return surfaces, paint and movements of what lies in a box."""
    streets = streets_of(area, store.street_records(area.name, box_m=box_m, on=DAY))
    geometry = build_geometry(streets)
    paint = paint_streets(streets, geometry, DAY)
    return geometry, paint, derive_movements(streets, geometry)


def build_blocks(path, name, boxes):
    """Build blocks; return the junctions whose middle lies in each, paint, movements, memory."""
    store = open_store(path)
    (area,) = [one for one in store.street_areas() if one.name == name]
    junctions, paints, movements = 0, 0, 0
    for west, south, east, north in boxes:
        around = (west - MARGIN_M, south - MARGIN_M, east + MARGIN_M, north + MARGIN_M)
        geometry, paint, found = part(store, area, around)
        own = [one.junction for one in geometry.junctions]
        junctions += sum(west <= one.x_m < east and south <= one.y_m < north for one in own)
        paints, movements = paints + len(paint), movements + len(found)
    return junctions, paints, movements, own_memory_mb(), time.process_time()


def own_memory_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def boxes_of(streets):
    """Return the blocks of a city."""
    xs, ys = ([getattr(node, name) for node in streets.nodes] for name in ("x_m", "y_m"))
    west, south = min(xs) - 1.0, min(ys) - 1.0
    across, up = (math.ceil((max(v) - min(v) + 2) / BLOCK_M) for v in (xs, ys))
    return [
        (west + i * BLOCK_M, south + j * BLOCK_M,
         west + (i + 1) * BLOCK_M, south + (j + 1) * BLOCK_M)
        for i in range(across) for j in range(up)
    ]  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--junctions", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for the file and the store")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as text:
        folder = options.keep or Path(text)
        folder.mkdir(parents=True, exist_ok=True)
        measure(folder, options)


def measure(folder, options):
    file, path = folder / "city.osm", str(folder / "city.gpkg")
    file.write_text(city_osm(options.junctions, options.seed), encoding="utf-8")
    start = time.perf_counter()
    streets = read_osm_streets(file)
    store = open_store(path)
    area = area_of(streets, source=file.name)
    store.save_streets(area, records_of(streets), author="bench")
    print(f"import                {time.perf_counter() - start:8.1f} s  {len(streets.roads)} roads")
    boxes = boxes_of(streets)
    start = time.perf_counter()
    halves = [boxes[0::2], boxes[1::2]]
    with ProcessPoolExecutor(2) as pool:
        jobs = [pool.submit(build_blocks, path, streets.area, half) for half in halves]
        done = [job.result() for job in jobs]
    sums = [sum(one[index] for one in done) for index in range(5)]
    print(f"built in two processes{time.perf_counter() - start:8.1f} s  {sums[0]} junctions, "
          f"{sums[1]} pieces of paint, {sums[2]} movements")  # fmt: skip
    print(f"   their computing    {sums[4]:8.1f} s  (both processes together)")
    print(f"memory of all         {sums[3] + own_memory_mb():8.0f} MB")
    print(f"opening a junction    {slowest_view(store, streets, options.seed):8.2f} s at most")


def slowest_view(store, streets, seed, count=20):
    """Return the longest time to open one of some junctions: read, surfaces, paint, movements."""
    (area,) = [one for one in store.street_areas() if one.name == streets.area]
    times = []
    for node in random.Random(seed).sample(streets.nodes, count):
        start = time.perf_counter()
        part(store, area, (node.x_m - VIEW_M, node.y_m - VIEW_M,
                           node.x_m + VIEW_M, node.y_m + VIEW_M))  # fmt: skip
        times.append(time.perf_counter() - start)
    return max(times)


if __name__ == "__main__":
    main()
