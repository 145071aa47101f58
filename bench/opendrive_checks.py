"""Check our OpenDRIVE exports with other programs, and print the figures.

    python bench/opendrive_checks.py --tools FOLDER [--file FILE.xodr ...] [--osm FILE.osm ...]
        [--demo] [--edges-program PROGRAM]

Every OpenDRIVE file is read (what the map cannot hold is listed) and exported again; the streets of
OpenStreetMap files and of the demo city are exported with their derived movements. Each export is
  1. checked by `asam-qc-opendrive` (findings, and how many of its checks ran to the end),
  2. read again by `pyxodr` and `roadgen` (edges of lanes against ours), by SUMO's `netconvert`
     (middles of lanes), and by a further program, such as `opendrive_edges.cpp`,
  3. searched for gaps between linked lanes, and for kinks where connecting roads begin, end and
     inside them.

The last line holds all figures as JSON, the one before it their sums.
"""

import argparse
import json
import math
import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.opendrive_readers import (
    environment,
    program_edges,
    pyxodr_edges,
    roadgen_edges,
    run,
    sumo_middles,
)
from crashes.demo_city.street_map import demo_street_map
from roadnet.geometry.build import build_geometry
from roadnet.markings.layout import lay_out
from roadnet.model import RoadEnd
from roadnet.movements.derive import derive_movements
from roadnet.opendrive.contacts import face_of
from roadnet.opendrive.curve_points import end_of, start_of
from roadnet.opendrive.drawn_road import drawn_as_it_is
from roadnet.opendrive.read import read_opendrive
from roadnet.opendrive.write import export_opendrive
from roadnet.osm.read_streets import OsmChoice, read_osm_streets

CONFIG = """<Config><Param name="InputFile" value="{xodr}"/>
<CheckerBundle application="xodrBundle"><Param name="resultFile" value="{result}"/>
</CheckerBundle></Config>"""
KINK_DEG = 1.0
DAY = date(2026, 1, 1)  # whose rules paint follows


def main():
    options = arguments()
    exports = options.tools / "exports"
    exports.mkdir(parents=True, exist_ok=True)
    rows = []
    for name, make in sources(options):
        path = exports / f"{name}.xodr"
        row = {"file": name} | make(path)
        row |= {"kB": path.stat().st_size // 1024} | kinks(path) | quality(options.tools, path)
        row |= pyxodr_edges(options.tools, path)
        if options.edges_program:
            row |= program_edges(options.edges_program, path)
        row |= roadgen_edges(options.tools, path)
        row |= sumo_middles(options.tools, path)
        rows.append(row)
        print("  ".join(f"{key}={value}" for key, value in row.items()), flush=True)
    print(sums(rows))
    print(json.dumps(rows))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--tools", type=Path, required=True, help="folder of the environments")
    parser.add_argument("--file", type=Path, nargs="*", default=[], help="OpenDRIVE files")
    parser.add_argument("--osm", type=Path, nargs="*", default=[], help="OpenStreetMap files")
    parser.add_argument("--demo", action="store_true", help="the demo city as well")
    parser.add_argument("--edges-program", type=Path, help="a further reader")
    return parser.parse_args()


def sources(options):
    """Yield the name of each export, and the function that writes it."""
    for file in options.file:
        yield file.stem, lambda path, file=file: again(file, path)
    for file in options.osm:
        name = f"{file.parent.name}_{file.stem}"
        yield name, lambda path, file=file: with_movements(osm_streets(file), path)
    if options.demo:
        yield "demo_city", lambda path: with_movements(demo_street_map(), path)


def again(file, path):
    """Read and export an OpenDRIVE file; return how many of its lanes became strips and lanes."""
    streets = read_opendrive(file)
    for note in streets.notes:
        print(f"    {file.stem}: {note}")
    export = export_opendrive(streets)
    path.write_bytes(export.content)
    strips = sum(len(section.strips) for road in streets.roads for section in road.sections)
    return {"lanes": lanes_in(file), "strips": strips, "lanes_again": lanes_in(path)} | left(export)


def osm_streets(file):
    boundary = file.parent / "boundary.json"
    choice = OsmChoice(area=file.stem, boundary=boundary if boundary.exists() else None)
    return read_osm_streets(file, choice)


def with_movements(streets, path):
    """Export streets with their derived movements."""
    geometry = build_geometry(streets)
    movements = derive_movements(streets, geometry)
    layout = lay_out(streets, geometry, DAY)
    export = export_opendrive(streets, movements, geometry=geometry, layout=layout)
    path.write_bytes(export.content)
    return {"roads": len(streets.roads), "movements": len(movements)} | left(export)


def left(export):
    """Return what an export left out."""
    return {"left_out": [str(note) for note in export.notes]}


def lanes_in(path):
    """Return how many lanes the sections of a file have, those without length left out."""
    root = ET.parse(path).getroot()
    return sum(
        lane.get("id") != "0"
        for road in root.findall("road")
        for section, length in sections_of(road)
        if length > 0
        for lane in section.iter("lane")
    )


def sections_of(road):
    sections = road.findall("lanes/laneSection")
    starts = [float(one.get("s")) for one in sections] + [float(road.get("length"))]
    return zip(sections, (end - start for start, end in pairwise(starts)), strict=True)


def quality(tools, path):
    """Return findings of asam-qc-opendrive, and how many checks ran to the end."""
    config, result = path.with_suffix(".config.xml"), path.with_suffix(".result.xqar")
    config.write_text(CONFIG.format(xodr=path, result=result), encoding="utf-8")
    result.unlink(missing_ok=True)
    code, _, errors = run(environment(tools, "qc") / "qc_opendrive", "-c", config)
    if code or not result.exists():
        return {"findings": f"failed: {errors[-160:]}"}
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
        for one, other in pairwise(road.line.pieces):
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


def sums(rows):
    """Return the figures of all files in one line."""
    said = [f"files={len(rows)}"]
    for key in ("findings", "joints", "kinks"):
        said.append(f"{key}={sum(row[key] for row in rows if isinstance(row[key], int))}")
    readers = sorted({key.partition("_max_m")[0] for row in rows for key in row if "_max_m" in key})
    for name in readers:
        read = [row for row in rows if f"{name}_max_m" in row]
        worst = max(row[f"{name}_max_m"] for row in read)
        over = sum(row[f"{name}_over_1cm"] for row in read)
        said.append(f"{name}: read={len(read)} max_m={worst} over_1cm={over}")
    return "SUM  " + "  ".join(said)


if __name__ == "__main__":
    main()
