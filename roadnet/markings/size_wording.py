"""What the sizes of rules are called in findings."""

from language import Message

NAMES = {
    "width": Message("line width"),
    "line_width": Message("line width"),
    "outline_width": Message("outline width"),
    "dash": Message("length of dashes"),
    "gap": Message("gap"),
    "between": Message("clear distance of the lines"),
    "from_island": Message("clear distance from the island"),
    "from_edge": Message("distance from the edge of the roadway"),
    "clear_to_crosswalk": Message("clear distance of stop line and crosswalk"),
    "to_cross_road_edge": Message("distance of the crosswalk from the edge of the cross road"),
    "rear_from_crosswalk": Message("distance of the box from the crosswalk"),
    "front_from_cross_road_edge": Message("front of the box behind the edge of the cross road"),
    "bar_width": Message("width of the bars"),
    "bar_gap": Message("gap of the bars"),
    "bar_length": Message("length of the bars"),
    "depth": Message("depth of the box"),
    "front_width": Message("width of the front line"),
    "rear_width": Message("width of the rear line"),
    "side_width": Message("width of the side lines"),
    "from_centre": Message("distance from the centre of the junction"),
    "to_kerb": Message("clear width between the line and the kerb"),
    "to_next_crossing": Message("distance to the next crossing"),
    "carriageway_width": Message("width of the carriageway"),
    "stripe_width": Message("width of the stripes"),
    "stripe_gap": Message("gap of the stripes"),
    "angle_deg": Message("angle"),
    "spacing": Message("spacing"),
    "every": Message("spacing of the sets"),
    "speed_limit_kmh": Message("speed limit"),
    "stop_line_to_rail": Message("distance of the stop line from the rail"),
    "rhombus_length": Message("length of the rhombus"),
    "rhombus_width": Message("width of the rhombus"),
    "disabled_bay_width": Message("width of the bay"),
    "height": Message("height"),
    "from_junction": Message("distance from the junction"),
    "inside_lane_line": Message("distance from the lane line"),
}
OTHER = Message("size")


def size_name(name: str) -> Message:
    """Return the name of a size in findings; one without a name is called a size."""
    return NAMES.get(name, OTHER)
