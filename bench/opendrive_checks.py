"""Check our OpenDRIVE exports with other programs, and print the figures.

    python bench/opendrive_checks.py --tools FOLDER [--file FILE.xodr ...] [--osm FILE.osm ...]

Every file is read and exported; with `--osm` the streets of an OpenStreetMap file are exported with
their derived movements. Each export then is
  1. checked by `asam-qc-opendrive` (findings, and how many of its checks ran to the end),
  2. read again by `roadgen` and by SUMO's `netconvert`: edges of lanes against ours,
  3. searched for kinks where connecting roads begin, end, and inside them.

The programs are test instruments, not parts of the product. They live in FOLDER in two virtual
environments that are made on the first run (`qc`: asam-qc-opendrive, which pins old versions of
libraries; `readers`: roadgen and eclipse-sumo). A further reader may be named with
`--edges-program PROGRAM`: it is called with an .xodr file and prints one line for each lane and
station: `road section lane station x y` of the outer edge.
"""

import argparse
import json
import math
import os
import subprocess
import sys
import venv
import xml.etree.ElementTree as ET
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
import shapely

from roadnet.geometry.build import build_geometry
from roadnet.geometry.road_frame import offsets_of
from roadnet.model import RoadEnd
from roadnet.movements.derive import derive_movements
from roadnet.opendrive.contacts import face_of
from roadnet.opendrive.curve_points import end_of, points_along, start_of
from roadnet.opendrive.drawn_road import drawn_as_it_is
from roadnet.opendrive.read import read_opendrive
from roadnet.opendrive.write import opendrive_bytes
from roadnet.osm.read_streets import OsmChoice, read_osm_streets

PACKAGES = {
    "qc": ["asam-qc-opendrive==1.0.0"],
    "readers": ["roadgen==0.41.2", "eclipse-sumo==1.28.0"],
}
CONFIG = """<Config><Param name="InputFile" value="{xodr}"/>
<CheckerBundle application="xodrBundle"><Param name="resultFile" value="{result}"/>
</CheckerBundle></Config>"""
ROADGEN = """
import sys, roadgen
roadgen.read_opendrive(sys.argv[1], sampling=0.5).export_lanelet2(sys.argv[2])
"""
STEP_M = 0.02
CHUNK = 64
KINK_DEG = 1.0
MINUTES = 10


def main():
    options = arguments()
    exports = options.tools / "exports"
    exports.mkdir(parents=True, exist_ok=True)
    rows = []
    for source in [*options.file, *options.osm]:
        path = exports / f"{source.parent.name}_{source.stem}.xodr"
        path.write_bytes(exported(source, is_osm=source in options.osm))
        row = {"file": path.stem, "kB": path.stat().st_size // 1024}
        row |= kinks(path)
        row |= quality(options.tools, path)
        row |= sumo_edges(options.tools, path)
        row |= roadgen_edges(options.tools, path)
        if options.edges_program:
            row |= program_edges(options.edges_program, path)
        rows.append(row)
        print("  ".join(f"{name}={value}" for name, value in row.items()), flush=True)
    print(json.dumps(rows))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--tools", type=Path, required=True, help="folder of the environments")
    parser.add_argument("--file", type=Path, nargs="*", default=[], help="OpenDRIVE files")
    parser.add_argument("--osm", type=Path, nargs="*", default=[], help="OpenStreetMap files")
    parser.add_argument("--edges-program", type=Path, help="a further reader")
    return parser.parse_args()


def environment(tools, name):
    """Return the folder of programs of an environment, made if it is not there yet."""
    folder = tools / name
    if not (folder / "bin" / "python").exists():
        venv.create(folder, with_pip=True)
        command = [folder / "bin" / "pip", "install", "--quiet", *PACKAGES[name]]
        subprocess.run(command, check=True, timeout=60 * MINUTES)
    return folder / "bin"


def exported(source, *, is_osm):
    if not is_osm:
        return opendrive_bytes(read_opendrive(source))
    boundary = source.parent / "boundary.json"
    choice = OsmChoice(area=source.stem, boundary=boundary if boundary.exists() else None)
    streets = read_osm_streets(source, choice)
    geometry = build_geometry(streets)
    return opendrive_bytes(streets, derive_movements(streets, geometry), geometry=geometry)


def quality(tools, path):
    """Return findings of asam-qc-opendrive, and how many checks ran to the end."""
    config, result = path.with_suffix(".config.xml"), path.with_suffix(".result.xqar")
    config.write_text(CONFIG.format(xodr=path, result=result), encoding="utf-8")
    command = [environment(tools, "qc") / "qc_opendrive", "-c", config]
    subprocess.run(command, check=True, capture_output=True, timeout=60 * MINUTES)
    checkers = ET.parse(result).getroot().findall(".//Checker")
    found = {one.get("checkerId"): len(one.findall("Issue")) for one in checkers}
    for name, count in found.items():
        if count:
            print(f"    {path.stem}: {count} × {name}")
    done = sum(one.get("status") == "completed" for one in checkers)
    return {"findings": sum(found.values()), "checks": f"{done}/{len(checkers)}"}


def kinks(path):
    """Return kinks of more than a degree where connecting roads begin, end, and inside them."""
    streets = read_opendrive(path)
    roads = {road.road_id: drawn_as_it_is(road, streets.driving_side) for road in streets.roads}
    joints, count, sharpest = 0, 0, 0.0
    for key, turned in turns(streets, roads):
        joints += 1
        size = abs(math.degrees(math.remainder(turned, math.tau)))
        sharpest = max(sharpest, size)
        if size > KINK_DEG:
            count += 1
            print(f"    {path.stem}: kink of {size:.2f}° at {key}")
    return {"joints": joints, "kinks": count, "sharpest_deg": round(sharpest, 3)}


def turns(streets, roads):
    """Yield how much the way turns at every joint of a connecting road."""
    inside = {
        road.road_id: road
        for road in streets.roads
        if "opendrive:junction" in dict(road.external_ids)
    }
    at_node = defaultdict(list)
    for road in streets.roads:
        if road.road_id not in inside:
            at_node[road.from_node].append((road.road_id, RoadEnd.START))
            at_node[road.to_node].append((road.road_id, RoadEnd.END))
    for key, road in inside.items():
        pieces = road.line.pieces
        for one, other in pairwise(pieces):
            yield f"{key} inside", start_of(other)[2] - end_of(one)[2]
        for node, end in ((road.from_node, RoadEnd.START), (road.to_node, RoadEnd.END)):
            for arm in at_node[node][:1]:
                own = heading_out(roads[key], end)
                there = heading_out(roads[arm[0]], arm[1])
                yield f"{key} {end}", own - there - math.pi


def heading_out(road, end):
    face = face_of(road, 0 if end is RoadEnd.START else len(road.sections) - 1, end)
    along = math.atan2(-face.normal[0], face.normal[1])
    return along + (math.pi if end is RoadEnd.START else 0.0)


def edges_of(path):
    """Yield the edges of all strips of a file, as short lines."""
    for points, edges in sampled(path):
        yield from in_chunks(points, edges)


def middles_of(path):
    """Yield the middles of all strips of a file, as short lines."""
    for points, edges in sampled(path):
        yield from in_chunks(points, (edges[:-1] + edges[1:]) / 2)


def sampled(path):
    """Yield points of the reference line and offsets of the edges for every section of a file."""
    for road in read_opendrive(path).roads:
        for section in road.sections:
            steps = max(math.ceil(section.length_m / STEP_M), 1) + 1
            along = np.linspace(0.0, section.length_m, steps)
            yield points_along(road.line, section.start_m + along), offsets_of(section, along)


def in_chunks(points, offsets):
    """Yield lines at offsets, in pieces that share their ends."""
    for row in offsets:
        places = points.beside(row)
        for start in range(0, len(places) - 1, CHUNK):
            yield shapely.LineString(places[start : start + CHUNK + 1])


def farthest_m(points, lines):
    """Return the largest and the 99th percentile distance of points from the nearest of lines."""
    if not len(points):
        return {"points": 0}
    tree = shapely.STRtree(list(lines))
    _, distance = tree.query_nearest(
        shapely.points(points), return_distance=True, all_matches=False
    )
    return {"points": len(points), "max_m": round(float(distance.max()), 4),
            "p99_m": round(float(np.quantile(distance, 0.99)), 4),
            "over_1cm": int((distance > 0.01).sum())}  # fmt: skip


def sumo_edges(tools, path):
    """Compare middles of SUMO's lanes, read from our file, with the middles of our strips."""
    binary = environment(tools, "readers")
    net = path.with_suffix(".net.xml")
    command = [
        binary / "netconvert", "--opendrive-files", path, "-o", net, "--opendrive.import-all-lanes",
        "--opendrive.curve-resolution", "0.1", "--geometry.min-dist", "0", "--no-internal-links",
        "--offset.disable-normalization", "--opendrive.lane-shapes", "--precision", "4",
    ]  # fmt: skip
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=60 * MINUTES
    )
    if done.returncode or not net.exists():
        return {"sumo": f"failed: {done.stderr.strip()[-120:]}"}
    points = []
    for lane in ET.parse(net).getroot().findall(".//edge/lane"):
        if not lane.get("id", "").startswith(":"):
            points += [tuple(map(float, one.split(",")[:2])) for one in lane.get("shape").split()]
    figures = farthest_m(np.array(points), middles_of(path))
    return {f"sumo_{name}": value for name, value in figures.items()}


def roadgen_edges(tools, path):
    """Compare edges of roadgen's lanes, read from our file, with ours."""
    python = environment(tools, "readers") / "python"
    out = path.with_suffix(".lanelet2.osm")
    command = [python, "-c", ROADGEN, path, out]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=60 * MINUTES
    )
    if done.returncode:
        return {"roadgen": f"failed: {' '.join(done.stderr.split())[-160:]}"}
    nodes, points = {}, []
    root = ET.parse(out).getroot()
    for node in root.findall("node"):
        tags = {tag.get("k"): tag.get("v") for tag in node.findall("tag")}
        nodes[node.get("id")] = (float(tags["local_x"]), float(tags["local_y"]))
    sides = {
        member.get("ref")
        for relation in root.findall("relation")
        for member in relation.findall("member")
        if member.get("role") in {"left", "right"}
    }
    for way in root.findall("way"):
        if way.get("id") in sides:
            points += [nodes[one.get("ref")] for one in way.findall("nd")]
    return {f"roadgen_{name}": value for name, value in against_edges(points, path).items()}


def against_edges(points, path):
    """Return how far points lie from the nearest edge of our lanes."""
    return farthest_m(np.array(points), edges_of(path))


def program_edges(program, path):
    """Compare edges as a further reader sees them with ours."""
    command = [program, path]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60 * MINUTES)
    points = [tuple(map(float, line.split()[-2:])) for line in done.stdout.splitlines()]
    return {f"{program.stem}_{name}": value for name, value in against_edges(points, path).items()}


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main()
