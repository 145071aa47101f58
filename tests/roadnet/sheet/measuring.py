"""Measure paint back out of the files of a street sheet, in metres on the ground."""

import io
import re
import xml.etree.ElementTree as ET

import ezdxf
import numpy as np
import pdfplumber
import shapely

from drawing.dxf import write_dxf
from drawing.pdf import write_pdf
from drawing.svg import write_svg

POINTS_PER_MM = 72 / 25.4
PAINTS = ("white", "yellow", "red", "blue", "green", "orange")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def from_svg(sheet, choice):
    """All areas of paint in the SVG file."""
    root = ET.fromstring(write_svg(sheet))
    rings = []
    for path in root.iter("{http://www.w3.org/2000/svg}path"):
        if path.get("class", "").startswith("paint-"):
            rings.append(
                [
                    [tuple(map(float, NUMBER.findall(pair))) for pair in part.split("L")]
                    for part in path.get("d").strip("MZ").split("ZM")
                ]
            )
    return [_polygon(parts, choice.placement.to_m) for parts in rings]


def from_pdf(sheet, choice):
    """All areas in the PDF file filled with a colour of paint."""
    colours = {
        tuple(round(int(style.fill[i : i + 2], 16) / 255, 2) for i in (1, 3, 5))
        for name, style in sheet.styles.items()
        if name.startswith("paint-")
    }
    with pdfplumber.open(io.BytesIO(write_pdf(sheet))) as pdf:
        page = pdf.pages[0]
        things = [
            thing
            for thing in (*page.rects, *page.curves)
            if thing["fill"]
            and _colour(thing) in colours
            and thing["height"] < page.height - 1  # the white of the paper
        ]

        def to_m(point):
            x, y = point
            return choice.placement.to_m((x / POINTS_PER_MM, y / POINTS_PER_MM))

        return _with_holes([_polygon(_subpaths(thing), to_m) for thing in things])


def from_dxf(sheet, choice):
    """All filled areas on the layers of markings in the DXF file, in true metres."""
    document = ezdxf.read(io.StringIO(write_dxf(sheet, placement=choice.placement)))
    audit = document.audit()
    assert (audit.errors, audit.fixes) == ([], [])
    found = []
    for hatch in document.modelspace().query("HATCH"):
        if hatch.dxf.layer.startswith(("Markings", "標線")) and hatch.dxf.solid_fill:
            rings = [[(x, y) for x, y, *_ in path.vertices] for path in hatch.paths]
            found.append(_polygon(rings, tuple))
    return found


FORMATS = {"svg": from_svg, "pdf": from_pdf, "dxf": from_dxf}


def _colour(thing):
    colour = thing["non_stroking_color"]
    if isinstance(colour, int | float):  # grey
        colour = (colour,) * 3
    return tuple(round(value, 2) for value in colour) if colour else ()


def _subpaths(thing):
    """The rings of a filled thing in a PDF: pdfplumber keeps them as one list of commands."""
    rings = []
    for command, *points in thing["path"]:
        if command == "m":
            rings.append([points[0]])
        elif command == "l":
            rings[-1].append(points[0])
    return rings


def _with_holes(shapes):
    """Rings that pdfplumber took apart, put together: one inside another is a hole."""
    shapes = np.array([shape for shape in shapes if shape.area > 0])
    outer, inner = shapely.STRtree(shapes).query(shapes, predicate="contains")
    pairs = [(int(a), int(b)) for a, b in zip(outer, inner, strict=True) if a != b]
    depth = np.zeros(len(shapes), dtype=int)
    for _, one in pairs:
        depth[one] += 1
    found = []
    for number in np.flatnonzero(depth % 2 == 0):
        holes = [shapes[b] for a, b in pairs if a == number and depth[b] == depth[number] + 1]
        found.append(shapely.difference(shapes[number], shapely.union_all(holes)))
    return found


def _polygon(rings, to_m):
    """The area inside an odd number of rings."""
    shapes = [shapely.Polygon([to_m(point) for point in ring]) for ring in rings if len(ring) > 2]
    whole = shapely.Polygon()
    for shape in shapes:
        whole = shapely.symmetric_difference(whole, shape)
    return whole


def along(polygons, start, end, *, leading=False):
    """Lengths of paint and gaps in turns along a line, from the first paint on."""
    line = shapely.LineString([start, end])
    paint = shapely.intersection(shapely.union_all(polygons), line)
    origin = np.array(start)
    way = (np.array(end) - origin) / line.length
    pieces = sorted(
        sorted(((shapely.get_coordinates(part) - origin) @ way)[[0, -1]].tolist())
        for part in shapely.get_parts(paint)
        if part.length > 1e-6
    )
    found = [pieces[0][0]] if leading and pieces else []
    for number, (first, last) in enumerate(pieces):
        if number:
            found.append(first - pieces[number - 1][1])
        found.append(last - first)
    return found


def box_of(polygons):
    """West, south, east, north of all paint."""
    return shapely.total_bounds(np.array(polygons)).tolist()
