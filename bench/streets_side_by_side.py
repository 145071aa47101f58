"""Street polygons of ours beside those of osm2streets and SUMO, on the same OpenStreetMap files.

Run: python bench/streets_side_by_side.py AREAS [--without-peers]
AREAS holds a folder for each area with `input.osm` and perhaps `boundary.json`. The peers are
installed into a temporary folder of their own (npm, pip) and left out where that fails.

Figures for each program: polygons, invalid ones, and the area that polygons of one layer have in
common, as a share of all area: road on road, road on junction, junction on junction; and the
seconds of computing (ours: reading, surfaces and GeoJSON; the peers': as each of them tells or is
measured, start left out for osm2streets only).
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from lxml import etree
from pyproj import Transformer

sys.path.insert(0, str(Path(__file__).parent.parent))

from roadnet.geojson import geojson_text
from roadnet.geometry.build import build_geometry
from roadnet.map_features import FeatureClass, map_features
from roadnet.osm.read_streets import OsmChoice, read_osm_streets

NODE_PACKAGE = "osm2streets-js-node@0.1.2"
PIP_PACKAGE = "eclipse-sumo"
SCRIPT = """
const {JsStreetNetwork} = require('osm2streets-js-node'); const fs = require('fs');
const input = fs.readFileSync(process.argv[2], 'utf8');
const boundary = process.argv[3] ? fs.readFileSync(process.argv[3], 'utf8') : '';
const options = {debug_each_step: false, dual_carriageway_experiment: false,
  sidepath_zipping_experiment: false, cycletrack_snapping_experiment: false,
  inferred_sidewalks: true, osm2lanes: false};
const start = performance.now();
const network = new JsStreetNetwork(input, boundary, options);
const plain = network.toGeojsonPlain(); network.toLanePolygonsGeojson();
process.stdout.write(JSON.stringify({seconds: (performance.now() - start) / 1000,
  plain: JSON.parse(plain)}));
"""


@dataclass
class Surfaces:
    """Polygons of one program for one area, in metres."""

    roads: list
    road_layers: list
    junctions: list
    junction_layers: list
    seconds: float


def ours(folder):
    """Return our surfaces of an area, read back from the written GeoJSON."""
    boundary = folder / "boundary.json"
    choice = OsmChoice(folder.name, boundary if boundary.exists() else None)
    start = time.process_time()
    streets = read_osm_streets(folder / "input.osm", choice)
    features = map_features(streets, build_geometry(streets))
    text = geojson_text(features, streets.crs)
    seconds = time.process_time() - start
    to_metres = Transformer.from_crs(4326, streets.crs, always_xy=True)
    found = Surfaces([], [], [], [], seconds)
    for feature in json.loads(text)["features"]:
        own = feature["properties"]
        if own["kind"] == FeatureClass.STRIP:
            found.roads.append(projected(feature, to_metres))
            found.road_layers.append(own["layer"])
        elif own["kind"] == FeatureClass.JUNCTION:
            found.junctions.append(projected(feature, to_metres))
            found.junction_layers.append(own["layer"])
    return found, streets.crs


def projected(feature, to_metres):
    shape = shapely.from_geojson(json.dumps(feature["geometry"]))
    return shapely.transform(
        shape, lambda xy: np.column_stack(to_metres.transform(xy[:, 0], xy[:, 1]))
    )


def osm2streets(folder, crs, home):
    """Return the surfaces of osm2streets, or None where it does not run."""
    boundary = folder / "boundary.json"
    command = ["node", str(home / "run.cjs"), str(folder / "input.osm")]
    command += [str(boundary)] if boundary.exists() else []
    run = subprocess.run(command, capture_output=True, cwd=home, timeout=300)
    if run.returncode:
        return None
    text = run.stdout.decode()
    result = json.loads(text[text.index('{"seconds"') :])  # it logs to the same place
    to_metres = Transformer.from_crs(4326, crs, always_xy=True)
    found = Surfaces([], [], [], [], result["seconds"])
    for feature in result["plain"]["features"]:
        own, shape = feature["properties"], projected(feature, to_metres)
        if own["type"] == "road":
            found.roads.append(shape)
            found.road_layers.append(own.get("layer", 0))
        elif own["type"] == "intersection":
            found.junctions.append(shape)
            found.junction_layers.append(None)
    return found


def sumo(folder, home):
    """Return lanes and junctions of SUMO netconvert, or None where it does not run."""
    net = home / f"{folder.name}.net.xml"
    command = [str(home / "sumo" / "bin" / "netconvert"), "--osm-files", str(folder / "input.osm")]
    command += ["--output-file", str(net), "--geometry.remove", "--junctions.join"]
    command += ["--tls.guess-signals", "--osm.sidewalks", "--osm.layer-elevation", "5"]
    start = time.perf_counter()
    run = subprocess.run(command, capture_output=True, timeout=300)
    seconds = time.perf_counter() - start
    if run.returncode:
        return None
    found = Surfaces([], [], [], [], seconds)
    root = etree.parse(str(net)).getroot()
    for edge in root.iter("edge"):
        if edge.get("function") != "internal":
            for lane in edge.iter("lane"):
                line, height = places(lane.get("shape"))
                width = float(lane.get("width", 3.2))
                found.roads.append(shapely.buffer(line, width / 2, cap_style="flat"))
                found.road_layers.append(round(height / 5))
    for junction in root.iter("junction"):
        if junction.get("type") != "internal" and len(junction.get("shape", "").split()) > 2:
            line, height = places(junction.get("shape"))
            found.junctions.append(shapely.Polygon(line.coords))
            found.junction_layers.append(round(height / 5))
    return found


def places(text):
    numbers = [[float(part) for part in place.split(",")] for place in text.split()]
    height = numbers[0][2] if len(numbers[0]) > 2 else 0.0
    return shapely.LineString([place[:2] for place in numbers]), height


def figures(found):
    """Return counts and areas: polygons, invalid, road², road×junction, junction², area."""
    roads, junctions = np.array(found.roads), np.array(found.junctions)
    invalid = sum(
        int((~shapely.is_valid(shapes)).sum()) for shapes in (roads, junctions) if len(shapes)
    )
    roads, junctions = (shapely.make_valid(shapes) for shapes in (roads, junctions))
    common = [
        overlap(roads, found.road_layers, roads, found.road_layers, same=True),
        overlap(roads, found.road_layers, junctions, found.junction_layers, same=False),
        overlap(junctions, found.junction_layers, junctions, found.junction_layers, same=True),
    ]
    area = shapely.area(roads).sum() + shapely.area(junctions).sum()
    return np.array([len(roads) + len(junctions), invalid, *common, area, found.seconds])


def overlap(one, one_layers, other, other_layers, *, same):
    if not len(one) or not len(other):
        return 0.0
    left, right = shapely.STRtree(other).query(one, predicate="intersects")
    keep = np.array(
        [
            (not same or i < j)
            and (None in (one_layers[i], other_layers[j]) or one_layers[i] == other_layers[j])
            for i, j in zip(left, right, strict=True)
        ],
        dtype=bool,
    )
    return float(shapely.area(shapely.intersection(one[left[keep]], other[right[keep]])).sum())


def line(name, program, sums):
    share = 100 * sums[2:5] / max(sums[5], 1)
    return (
        f"{name:28s} {program:12s} {sums[0]:6.0f} {sums[1]:8.0f} "
        f"{share[0]:8.3f} {share[1]:8.3f} {share[2]:8.3f} {sums[6]:8.2f}"
    )


def install(home):
    """Return which peers could be installed."""
    (home / "run.cjs").write_text(SCRIPT)
    commands = {
        "osm2streets": [["npm", "install", "--silent", "--prefix", str(home), NODE_PACKAGE]],
        "sumo": [
            [sys.executable, "-m", "venv", str(home / "sumo")],
            [str(home / "sumo" / "bin" / "pip"), "install", "--quiet", PIP_PACKAGE],
        ],
    }
    found = []
    for name, steps in commands.items():
        try:
            for step in steps:
                subprocess.run(step, check=True, capture_output=True, timeout=900)
            found.append(name)
        except (OSError, subprocess.SubprocessError) as error:
            print(f"{name} could not be installed and is left out: {error}", file=sys.stderr)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("areas", type=Path)
    parser.add_argument("--without-peers", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as text:
        home = Path(text)
        peers = [] if options.without_peers else install(home)
        print(f"{'area':28s} {'program':12s} {'polyg.':>6s} {'invalid':>8s} "
              f"{'RR %':>8s} {'RJ %':>8s} {'JJ %':>8s} {'seconds':>8s}")  # fmt: skip
        totals = {}
        for folder in sorted(path.parent for path in options.areas.glob("*/input.osm")):
            own, crs = ours(folder)
            results = {"ours": own}
            if "osm2streets" in peers:
                results["osm2streets"] = osm2streets(folder, crs, home)
            if "sumo" in peers:
                results["sumo"] = sumo(folder, home)
            for program, found in results.items():
                if found is None:
                    print(f"{folder.name:28s} {program:12s} does not run on this area")
                    continue
                sums = figures(found)
                print(line(folder.name, program, sums), flush=True)
                totals[program] = totals.get(program, 0) + sums
        for program, sums in totals.items():
            print(line("all", program, sums))


if __name__ == "__main__":
    main()
