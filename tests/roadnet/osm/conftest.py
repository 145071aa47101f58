"""Small OpenStreetMap files made on the spot."""

from xml.sax.saxutils import quoteattr

import pytest

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


@pytest.fixture
def osm_file(tmp_path):
    def write(nodes, ways, name="place.osm", **options):
        path = tmp_path / name
        path.write_text(osm_text(nodes, ways, **options), encoding="utf-8")
        return path

    return write
