"""How far edges move when a node moves by a centimetre.

Run: python bench/street_stability.py AREAS [--moves 1000] [--seed 1]
AREAS holds a folder for each area with `input.osm` and `boundary.json`. Random nodes of drivable
ways, the areas in turn, are moved by 1 cm in a random direction; every surface is compared with
itself before the move (Hausdorff distance of the outlines). Moves that take an edge farther than
5 cm are listed with the surface that went farthest and the threshold that was crossed.
"""

import argparse
import math
import random
import sys
from pathlib import Path

import shapely

sys.path.insert(0, str(Path(__file__).parent.parent))

from roadnet.geometry.arrangement import SLIVER_AREA_M2, THIN_M
from roadnet.geometry.build import build_geometry
from roadnet.geometry.clusters import LEAST_REST_M
from roadnet.geometry.gore import GORE_RAD, NOSE_STEP_M
from roadnet.geometry.kerb_gaps import LEAST_MEDIAN_M, SLOW_STEP_M, WIDEST_MEDIAN_M
from roadnet.geometry.mouths import STEEPEST
from roadnet.osm import read_streets
from roadnet.osm.read_file import read_osm_file

MOVE_M, LIMIT_M = 0.01, 0.05
DEGREES_PER_M = 1 / 111_320


def outlines(geometry):
    """Return the outline of every surface by kind and key."""
    found = {}
    for one in geometry.strips:
        found["strip", str(one.strip.strip_id), one.section_index] = one.polygons
    for one in geometry.junctions:
        found["junction", str(one.junction.junction_id), 0] = one.polygons
    for one in geometry.corners:
        found["corner", str(one.junction_id), 0] = one.polygons
    for one in geometry.islands:
        found["island", one.key, 0] = one.polygons
    return {key: shapely.MultiPolygon(polygons).boundary for key, polygons in found.items()}


def farthest(before, after):
    """Return how far the farthest edge went, and of which surface."""
    worst = (0.0, ("", "", 0))
    for key in before.keys() | after.keys():
        if key not in before or key not in after:
            worst = max(worst, (math.inf, key))
        elif not before[key].equals_exact(after[key], 1e-9):
            moved = shapely.hausdorff_distance(before[key], after[key])
            worst = max(worst, (float(moved), key))
    return worst


def junctions_of(geometry):
    """Return what was decided at every junction, by key."""
    return {
        str(one.junction.junction_id): (
            one.junction.node_ids, one.inner_roads,
            {(mouth.road_id, mouth.end): mouth.distance_m for mouth in one.mouths},
        )
        for one in geometry.junctions
    }  # fmt: skip


def threshold(before, after, outline, key):
    """Return the name of the threshold that was crossed; `outline` before and after."""
    one, other = junctions_of(before), junctions_of(after)
    if {k: v[:2] for k, v in one.items()} != {k: v[:2] for k, v in other.items()}:
        return f"roads inside a junction (rest below {LEAST_REST_M:g} m)"
    jumps = [
        abs(distance - other[name][2][mouth])
        for name, (*_, mouths) in one.items()
        for mouth, distance in mouths.items()
    ]
    if max(jumps, default=0.0) > LIMIT_M:
        return (
            f"mouth on a whole step of {NOSE_STEP_M:g} m (roads part more slowly than 1:"
            f"{STEEPEST:g}, kerbs sharper than {math.degrees(GORE_RAD):.0f} degrees)"
            if max(jumps) > NOSE_STEP_M / 4
            else "none: a mouth slid where its kerbs meet at a sharp angle"
        )
    if None in outline or key[0] == "island":
        return (
            f"median from {LEAST_MEDIAN_M:g} to {WIDEST_MEDIAN_M:g} m (ends on {SLOW_STEP_M:g} m)"
        )
    thin = shapely.symmetric_difference(*(shapely.build_area(line) for line in outline))
    if thin.area < THIN_M * thin.length:
        return f"a thread below {THIN_M:g} m or {SLIVER_AREA_M2:g} m2 that a neighbour got"
    return "none: edges that cross at a sharp angle slid"


class Area:
    """An area whose nodes can be moved."""

    def __init__(self, folder):
        self.path, self.data = folder / "input.osm", read_osm_file(folder / "input.osm")
        boundary = folder / "boundary.json"
        self.choice = read_streets.OsmChoice(folder.name, boundary if boundary.exists() else None)
        self.name = folder.name
        streets = self.streets()
        self.roads = streets.roads
        self.geometry = build_geometry(streets)
        self.before = outlines(self.geometry)
        ways = {dict(road.external_ids)["osm"] for road in streets.roads if road.is_drivable}
        self.nodes = sorted(
            {n for way in self.data.ways if f"way/{way.way_id}" in ways for n in way.node_ids}
        )

    def streets(self):
        """Return the streets as the nodes lie now."""
        known = read_streets.read_osm_file
        read_streets.read_osm_file = lambda _: self.data
        try:
            return read_streets.read_osm_streets(self.path, self.choice)
        finally:
            read_streets.read_osm_file = known

    def move(self, node, angle):
        """Return how far the farthest edge goes, whose, and the threshold that was crossed.

        None where the node lies outside the area.
        """
        lon, lat = self.data.places[node]
        east = MOVE_M * math.cos(angle) * DEGREES_PER_M / math.cos(math.radians(lat))
        self.data.places[node] = (lon + east, lat + MOVE_M * math.sin(angle) * DEGREES_PER_M)
        try:
            streets = self.streets()
            if streets.roads == self.roads:
                return None
            geometry = build_geometry(streets)
            after = outlines(geometry)
            far_m, key = farthest(self.before, after)
            if far_m <= LIMIT_M:
                return far_m, "", ""
            outline = self.before.get(key), after.get(key)
            return far_m, " ".join(key[:2]), threshold(self.geometry, geometry, outline, key)
        finally:
            self.data.places[node] = (lon, lat)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("areas", type=Path)
    parser.add_argument("--moves", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    areas = [Area(path.parent) for path in sorted(options.areas.glob("*/input.osm"))]
    done = far = 0
    while done < options.moves:
        area = areas[done % len(areas)]
        node = chance.choice(area.nodes)
        moved = area.move(node, chance.uniform(0, math.tau))
        if moved is None:
            area.nodes.remove(node)
            continue
        done += 1
        if moved[0] > LIMIT_M:
            far += 1
            print(f"{area.name:28s} node {node:12d} {moved[0]:7.3f} m  {moved[1]}: {moved[2]}")
            sys.stdout.flush()
    print(f"{done - far} of {done} moves of 1 cm move no edge by more than 5 cm "
          f"({100 * (done - far) / done:.2f} %)")  # fmt: skip


if __name__ == "__main__":
    main()
