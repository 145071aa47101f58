"""What comes out on real police records: nothing is tuned to single crashes."""

from collections import Counter

import pytest

from collision_diagrams.facts import facts_of_crashes
from collision_diagrams.model import Movement, Relation
from collision_diagrams.resolver import resolve, without_type
from crashes.intake import read_crash_file
from crashes.locations import locate_crashes
from hotspots.find import find_hotspots

pytestmark = [pytest.mark.real_data, pytest.mark.slow]

BY_DEFINITION = {
    "10": Relation.OPPOSITE,
    "11": Relation.OPPOSITE,
    "12": Relation.SAME,
    "13": Relation.SAME,
    "15": Relation.CROSSING,
}


def is_known_pair(facts):
    """Two vehicles whose actions and contact parts are known."""
    return len(facts.parties) == 2 and all(
        party.kind.is_vehicle
        and party.movement is not Movement.UNKNOWN
        and party.contact_deg is not None
        for party in facts.parties
    )


@pytest.fixture(scope="module")
def january(real_data):
    """Facts of every known pair of January 2025."""
    batch = read_crash_file(real_data / "npa" / "a2" / "NPA_A2_2025-01.csv")
    return [one for one in facts_of_crashes(batch.crashes, batch.parties) if is_known_pair(one)]


def test_most_known_pairs_of_the_ten_first_hotspots_are_plotted(real_data):
    batch = read_crash_file(real_data / "chiayi" / "chiayi_city_parties.csv")
    located = locate_crashes(batch.crashes, "EPSG:3826")
    crashes = batch.crashes.merge(located.locations, on="crash_id")
    found = find_hotspots(crashes, located.junctions, min_crashes=5)
    first = found.labels[found.labels["cluster"].between(1, 10)]["crash_id"]
    facts = facts_of_crashes(crashes[crashes["crash_id"].isin(first)], batch.parties)
    pairs = [one for one in facts if is_known_pair(one)]
    plotted = sum(resolve(one).status.plotted for one in pairs)
    print(f"{plotted} of {len(pairs)} known pairs are plotted")
    assert len(pairs) >= 40
    assert plotted / len(pairs) >= 0.6


def test_where_the_type_fixes_the_relation_the_reading_has_it(january):
    wrong = [
        one.crash_id
        for one in january
        if one.type_code in BY_DEFINITION
        and (found := resolve(one)).status.plotted
        and found.relation is not BY_DEFINITION[one.type_code]
    ]
    assert wrong == []


def test_without_the_type_the_relation_is_right_far_more_often_than_not(january):
    counts = Counter()
    for one in january:
        if one.type_code in BY_DEFINITION:
            found = resolve(without_type(one))
            counts["all"] += 1
            counts["dared"] += found.status.plotted
            right = found.relation is BY_DEFINITION[one.type_code]
            counts["right"] += found.status.plotted and right
    share_dared, share_right = counts["dared"] / counts["all"], counts["right"] / counts["dared"]
    print(f"{counts['all']} pairs: dared {share_dared:.1%}, right {share_right:.1%} of these")
    assert share_dared >= 0.8
    assert share_right >= 0.92
