"""Read what the first close view of the map would wait for: rules, letters, projections, words."""

from dataclasses import replace
from datetime import date

from crashes.demo_city.street_map import demo_street_map
from language import Language, in_language
from roadnet.open_ends import with_ends
from ui.street_map.block import AreaPart
from ui.street_map.built import build_part
from ui.street_map.detail import detail_of
from ui.street_map.shapes import written_block

NODE = "demo/D3"  # a junction with signals
REACH_M = 60.0


def draw_once() -> None:
    """Draw one junction of the demo city in every language, for nobody."""
    streets = demo_street_map()
    node = next(one for one in streets.nodes if one.node_id == NODE)
    roads = tuple(road for road in streets.roads if NODE in {road.from_node, road.to_node})
    near = with_ends(replace(streets, nodes=(node,), roads=roads, junctions=(), movements=()))
    box = (node.x_m - REACH_M, node.y_m - REACH_M, node.x_m + REACH_M, node.y_m + REACH_M)
    built = build_part(AreaPart(near, {}), date(2026, 1, 1), box)
    for language in Language:
        with in_language(language):
            written_block(*detail_of(built, box), streets.crs)
