"""Other programs that read OpenDRIVE: where they see the edges of lanes, against ours.

The programs are test instruments, not parts of the product: each lives in a virtual environment of
its own below a folder that the caller names, made when it is first needed.
"""

import math
import subprocess
import venv
import xml.etree.ElementTree as ET
from itertools import pairwise

import numpy as np
import shapely

from roadnet.geometry.road_frame import offsets_of
from roadnet.opendrive.curve_points import points_along
from roadnet.opendrive.read import read_opendrive

PACKAGES = {
    "qc": ["asam-qc-opendrive==1.0.0"],  # pins old versions of libraries
    "readers": ["roadgen==0.41.2", "eclipse-sumo==1.28.0"],
    "pyxodr": ["pyxodr==0.1.3"],
}
ROADGEN = """
import sys, roadgen
roadgen.read_opendrive(sys.argv[1], sampling=0.5).export_lanelet2(sys.argv[2])
"""
PYXODR = """
import sys
from pyxodr.road_objects.network import RoadNetwork
for road in RoadNetwork(sys.argv[1], resolution=0.002).get_roads():
    for number, section in enumerate(road.lane_sections):
        for lane in section.lanes:
            line = lane.boundary_line
            for x, y, *_ in line[:: max(len(line) // 200, 1)].tolist():
                print(road.id, number, lane.id, x, y)
"""
STEP_M = 0.02
PIECE_STEPS = 16
CHUNK = 64
MINUTES = 10


def environment(tools, name):
    """Return the folder of programs of an environment, made if it is not there yet."""
    folder = tools / name
    if not (folder / "bin" / "python").exists():
        venv.create(folder, with_pip=True)
        command = [folder / "bin" / "pip", "install", "--quiet", *PACKAGES[name]]
        subprocess.run(command, check=True, timeout=60 * MINUTES)
    return folder / "bin"


def run(*command):
    """Run a program; return its exit code, output and errors."""
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=60 * MINUTES
    )
    return done.returncode, done.stdout, " ".join(done.stderr.split())


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
            along = stations_in(section)
            yield points_along(road.line, section.start_m + along), offsets_of(section, along)


def stations_in(section):
    """Return stations that follow the edges of a section: closer where widths change fast."""
    profiles = [section.datum_offset, *(strip.width for strip in section.strips)]
    starts = {piece.start_m for one in profiles for piece in one.pieces}
    inside = {start for start in starts if 0.0 < start < section.length_m}
    parts = [
        np.linspace(start, end, max(math.ceil((end - start) / STEP_M), PIECE_STEPS) + 1)
        for start, end in pairwise(sorted(inside | {0.0, section.length_m}))
    ]
    return np.unique(np.concatenate(parts))


def in_chunks(points, offsets):
    """Yield lines at offsets, in pieces that share their ends."""
    for row in offsets:
        places = points.beside(row)
        for start in range(0, len(places) - 1, CHUNK):
            yield shapely.LineString(places[start : start + CHUNK + 1])


def farthest(name, points, lines):
    """Return the largest and the 99th percentile distance of points from the nearest of lines."""
    if not points:
        return {f"{name}_points": 0}
    tree = shapely.STRtree(list(lines))
    _, distance = tree.query_nearest(
        shapely.points(np.array(points)), return_distance=True, all_matches=False
    )
    return {
        f"{name}_points": len(points),
        f"{name}_max_m": round(float(distance.max()), 4),
        f"{name}_p99_m": round(float(np.quantile(distance, 0.99)), 4),
        f"{name}_over_1cm": int((distance > 0.01).sum()),
    }


def program_edges(program, path):
    """Compare edges as a program sees them that prints lines ending in `x y`."""
    code, said, errors = run(program, path)
    if code:
        return {program.stem: f"failed: {errors[-160:]}"}
    return farthest(program.stem, last_pairs(said), edges_of(path))


def pyxodr_edges(tools, path):
    """Compare edges of pyxodr's lanes, sampled every 2 mm, with ours."""
    code, said, errors = run(environment(tools, "pyxodr") / "python", "-c", PYXODR, path)
    if code:
        return {"pyxodr": f"failed: {errors[-160:]}"}
    return farthest("pyxodr", last_pairs(said), edges_of(path))


def last_pairs(text):
    return [tuple(map(float, line.split()[-2:])) for line in text.splitlines()]


def roadgen_edges(tools, path):
    """Compare edges of roadgen's lanes with ours; it makes lanes of no width 1 cm wide."""
    out = path.with_suffix(".lanelet2.osm")
    code, _, errors = run(environment(tools, "readers") / "python", "-c", ROADGEN, path, out)
    if code:
        return {"roadgen": f"failed: {errors[-160:]}"}
    root, nodes, points = ET.parse(out).getroot(), {}, []
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
    return farthest("roadgen", points, edges_of(path))


def sumo_middles(tools, path):
    """Compare middles of SUMO's lanes with ours; its lanes have one width along a section."""
    net = path.with_suffix(".net.xml")
    net.unlink(missing_ok=True)
    code, _, errors = run(
        environment(tools, "readers") / "netconvert",
        "--opendrive-files", path, "-o", net, "--opendrive.import-all-lanes",
        "--opendrive.curve-resolution", "0.1", "--geometry.min-dist", "0", "--no-internal-links",
        "--offset.disable-normalization", "--opendrive.lane-shapes", "--precision", "4",
    )  # fmt: skip
    if code or not net.exists():
        return {"sumo": f"failed: {errors[-120:]}"}
    points = []
    for lane in ET.parse(net).getroot().findall(".//edge/lane"):
        if not lane.get("id", "").startswith(":"):
            points += [tuple(map(float, one.split(",")[:2])) for one in lane.get("shape").split()]
    return farthest("sumo", points, middles_of(path))
