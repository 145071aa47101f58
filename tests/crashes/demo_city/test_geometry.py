"""What the records say of a crash fits the streets and the definitions of the report form."""

from math import dist

import numpy as np
import pytest

from crashes.demo_city.skeleton import legs

BODY_BEARING = {
    **{"01": 0, "05": 45, "02": 90, "06": 135, "03": 180, "07": 225, "04": 270, "08": 315},
    **{"11": 0, "12": 90, "13": 180, "14": 270},
}
# Difference of headings at impact (second minus first) that the definitions allow, in degrees.
HEADING_CHANGE = {
    "REAR": (0, 46),
    "HEADON": (180, 46),
    "SS-OPP": (180, 46),
    "SS-SAME": (0, 46),
    "L-OPP": (240, 80),
    "R-HOOK": (315, 90),
    "L-SAME": (45, 90),
    "L-FROMLEFT": (120, 80),
}


@pytest.fixture(scope="module")
def pairs(city, happened):
    """Two first parties side by side, where both have directions and contact parts."""
    table = happened.set_index("crash_id")
    for number in (1, 2):
        parties = city.batch.parties.query("party_no == @number").set_index("crash_id")
        table = table.join(parties[["contact_first_code", "from_deg"]].add_suffix(f"_{number}"))
    return table


def gap(a, b):
    return abs((a - b + 180) % 360 - 180)


def test_directions_are_the_bearings_of_real_arms(city, happened):
    arms = {j.junction_id: {arm.bearing_deg for arm in j.arms} for j in city.junctions}
    place = happened.set_index("crash_id")["junction_id"]
    vehicles = city.batch.parties[~city.batch.parties["kind_code"].fillna("H").str.startswith("H")]
    checked = 0
    for party in vehicles.itertuples():
        if party.crash_id in place.index and isinstance(place[party.crash_id], str):
            for bearing in (party.from_deg, party.to_deg):
                if not np.isnan(bearing):
                    assert bearing in arms[place[party.crash_id]]
                    checked += 1
    assert checked > 4000


@pytest.mark.parametrize(
    ("action", "turn"), [("05", 270), ("06", 90), ("09", 0)], ids=["left", "right", "through"]
)
def test_actions_fit_the_legs_a_party_came_from_and_left_to(city, action, turn):
    parties = city.batch.parties
    moved = parties[(parties["action_code"] == action) & parties["to_deg"].notna()]
    change = (moved["to_deg"] - moved["from_deg"] - 180) % 360
    off = ((change - turn + 180) % 360 - 180).abs()
    assert len(moved) > 150
    assert (off <= 50.1).all()


@pytest.mark.parametrize("diagram", sorted(HEADING_CHANGE))
def test_contact_parts_fit_the_headings_at_impact(pairs, diagram):
    """The bodies lie on opposite sides of the contact: heading 2 − heading 1 = β1 − β2 + 180."""
    chosen = pairs[pairs["diagram_type"] == diagram]
    bearings_1 = chosen["contact_first_code_1"].map(BODY_BEARING)
    bearings_2 = chosen["contact_first_code_2"].map(BODY_BEARING)
    change = (bearings_1 - bearings_2 + 180).dropna()
    middle, tolerance = HEADING_CHANGE[diagram]
    assert len(change) > 5
    assert (gap(change, middle) <= tolerance).mean() > 0.95


def test_impact_points_lie_inside_the_junction_or_on_its_approaches(city, happened):
    centres = {j.junction_id: (j.x_m, j.y_m) for j in city.junctions}
    for crash in happened[happened["junction_id"].notna()].itertuples():
        mouth = max(leg.mouth_m for leg in legs(crash.junction_id.removeprefix("demo-")))
        away = dist((crash.true_x_m, crash.true_y_m), centres[crash.junction_id])
        assert away < mouth + 30


def test_left_turns_meet_oncoming_traffic_beyond_the_middle(city, pairs):
    """The impact lies left of the path of the turning party's approach, on the oncoming side."""
    chosen = pairs[(pairs["diagram_type"] == "L-OPP") & pairs["from_deg_1"].notna()]
    centres = {j.junction_id: (j.x_m, j.y_m) for j in city.junctions}
    for crash in chosen.itertuples():
        x_m, y_m = centres[crash.junction_id]
        heading = np.radians(crash.from_deg_1 + 180)
        east, north = crash.true_x_m - x_m, crash.true_y_m - y_m
        to_the_right = east * np.cos(heading) - north * np.sin(heading)
        assert to_the_right < 1.0


def test_rear_ends_lie_on_the_side_of_the_traffic_that_comes_in(city, pairs):
    chosen = pairs[(pairs["pattern"] == "rear_end_at_stop_line") & pairs["from_deg_1"].notna()]
    centres = {j.junction_id: (j.x_m, j.y_m) for j in city.junctions}
    for crash in chosen.itertuples():
        x_m, y_m = centres[crash.junction_id]
        leg = np.radians(crash.from_deg_1)
        east, north = crash.true_x_m - x_m, crash.true_y_m - y_m
        assert east * np.sin(leg) + north * np.cos(leg) > 8  # before the stop line
        assert east * np.cos(leg) - north * np.sin(leg) < 0  # on the right when driving in
