"""Small OpenStreetMap files made on the spot."""

import math
from xml.sax.saxutils import quoteattr

ORIGIN = (121.52, 25.05)  # Taipei
DEGREES_PER_M = (1 / 100_900, 1 / 110_780)


def tag_lines(tags):
    return "".join(f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items())


def osm_text(nodes, ways, *, origin=ORIGIN, relations=()):
    """The text of a file: nodes as {id: (x_m, y_m[, tags])}, ways as [(id, [nodes], tags)]."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?><osm version="0.6">']
    for key, (x, y, *tags) in nodes.items():
        lon = origin[0] + x * DEGREES_PER_M[0]
        lat = origin[1] + y * DEGREES_PER_M[1]
        inner = tag_lines(tags[0]) if tags else ""
        lines.append(f'<node id="{key}" lon="{lon:.9f}" lat="{lat:.9f}">{inner}</node>')
    for key, refs, tags in ways:
        inner = "".join(f'<nd ref="{ref}"/>' for ref in refs) + tag_lines(tags)
        lines.append(f'<way id="{key}">{inner}</way>')
    for key, members, tags in relations:
        inner = "".join(
            f'<member type="{kind}" ref="{ref}" role="{role}"/>' for kind, ref, role in members
        )
        lines.append(f'<relation id="{key}">{inner}{tag_lines(tags)}</relation>')
    return "\n".join([*lines, "</osm>"])


def star(angles_deg, *, length_m=80.0, tags=None, origin=ORIGIN):
    """Nodes and ways of a junction with arms at the angles, counter-clockwise from east."""
    nodes, ways = {1: (0.0, 0.0)}, []
    for index, angle in enumerate(angles_deg):
        key = index + 2
        turned = math.radians(angle)
        nodes[key] = (length_m * math.cos(turned), length_m * math.sin(turned))
        own = tags[index] if isinstance(tags, list) else tags or {"highway": "residential"}
        ways.append((100 + index, [1, key], {"name": f"road {index}", **own}))
    return osm_text(nodes, ways, origin=origin)
