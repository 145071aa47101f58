"""What comes out on real police records: nothing is tuned to single crashes."""

from collections import Counter

import pandas as pd
import pytest

from collision_diagrams.classify import Hidden, classify
from collision_diagrams.conflicts import side_between
from collision_diagrams.contradictions import ContradictionKind, contradictions
from collision_diagrams.facts import facts_of_crashes
from collision_diagrams.model import DiagramType, Movement, Relation, Status
from collision_diagrams.resolver import resolve, without_type
from crashes.intake import read_crash_file
from crashes.locations import locate_crashes
from crashes.odot import read_odot_folder
from hotspots.find import find_hotspots

pytestmark = [pytest.mark.real_data, pytest.mark.slow]

BY_DEFINITION = {
    "10": Relation.OPPOSITE,
    "11": Relation.OPPOSITE,
    "12": Relation.SAME,
    "13": Relation.SAME,
    "15": Relation.CROSSING,
}
BY_CRASH_TYPE = {  # of Oregon
    **dict.fromkeys("AB", "crossing"),
    **dict.fromkeys("CDEF", "same"),
    **dict.fromkeys("GHIJ", "opposite"),
}
MEANT_BY_TYPE = {  # Collision Type as our code -> constructions that draw it
    "10": {DiagramType.HEADON},
    "11": {DiagramType.SS_OPP},
    "12": {DiagramType.SS_SAME},
    "13": {DiagramType.REAR},
    "14": {DiagramType.BACK},
    "15": {DiagramType.ANGLE},
    "16": {
        DiagramType.L_OPP,
        DiagramType.LL_OPP,
        DiagramType.L_FROMLEFT,
        DiagramType.L_FROMRIGHT,
        DiagramType.LL_CROSS,
        DiagramType.R_MERGE,
        DiagramType.R_HOOK,
        DiagramType.L_SAME,
        DiagramType.LR_MERGE,
        DiagramType.UTURN_OPP,
        DiagramType.UTURN_SAME,
    },
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


def test_without_the_type_police_records_are_read_by_weights_on_days_not_learned_from(january):
    held_out = [
        one for one in january if one.type_code in BY_DEFINITION and one.occurred_at.day % 2 == 0
    ]
    found = [(resolve(without_type(one)), BY_DEFINITION[one.type_code]) for one in held_out]
    dared = [reading.relation is truth for reading, truth in found if reading.status.plotted]
    assert len(held_out) > 5_000
    assert len(dared) / len(found) >= 0.9
    assert sum(dared) / len(dared) >= 0.95


@pytest.fixture(scope="module")
def portland(real_data):
    """Classified crashes of Portland between two moving vehicles on even days, with the truth."""
    folder = real_data / "portland"
    (batch,) = read_odot_folder(folder)
    coded = pd.read_csv(folder / "crash_2011_2012.csv", dtype=str, low_memory=False)
    truth = dict(
        zip("odot-" + coded["Crash ID"], coded["Crash Type"].map(BY_CRASH_TYPE), strict=True)
    )
    vehicles = batch.parties[~batch.parties["kind_code"].str.startswith(("H", "F"), na=False)]
    moving = vehicles.groupby("crash_id")["action_code"].agg(
        ["size", lambda codes: "13" in set(codes)]
    )
    two = moving.index[(moving["size"] == 2) & ~moving.iloc[:, 1]]
    crashes = batch.crashes[
        batch.crashes["crash_id"].isin(two)
        & batch.crashes["crash_id"].map(truth).notna()
        & (batch.crashes["occurred_at"].dt.day % 2 == 0)
    ]
    return crashes, vehicles, truth


@pytest.mark.parametrize(
    ("hidden", "least_dared", "least_right"),
    [({}, 0.99, 0.984), ({"headings": True}, 0.9, 0.96), ({"crash_type": True}, 0.99, 0.98)],
)
def test_the_coded_relation_of_oregon_is_read(portland, hidden, least_dared, least_right):
    crashes, vehicles, truth = portland
    found = classify(crashes, vehicles, hidden=Hidden(**hidden))
    wanted = found["crash_id"].map(truth)
    dared = found["relation"] != "unknown"
    assert len(found) > 4_000
    assert dared.mean() >= least_dared
    assert (found["relation"] == wanted)[dared].mean() >= least_right


def test_turning_movements_of_oregon_are_read_without_their_directions(portland):
    crashes, vehicles, truth = portland
    turning = crashes[crashes["crash_type_code"] == "16"]
    found = classify(turning, vehicles, hidden=Hidden(headings=True))
    right = found["relation"] == found["crash_id"].map(truth)
    assert len(found) > 800
    assert right.mean() >= 0.75


def test_the_construction_agrees_with_the_type_that_was_not_shown(portland):
    crashes, vehicles, _ = portland
    found = classify(crashes, vehicles, hidden=Hidden(crash_type=True))
    types = found["crash_id"].map(crashes.set_index("crash_id")["crash_type_code"])
    meant = types.isin(MEANT_BY_TYPE)
    agrees = [
        name in MEANT_BY_TYPE[code]
        for name, code in zip(found["diagram_type"][meant], types[meant], strict=True)
    ]
    assert len(agrees) > 4_000
    assert sum(agrees) / len(agrees) >= 0.94


def test_recorded_directions_are_read_better_than_by_comparing_them(portland):
    crashes, vehicles, truth = portland
    found = classify(crashes, vehicles)
    sides = vehicles.pivot_table(index="crash_id", columns="party_no", values="from_deg")
    both = found["crash_id"].isin(sides.dropna(thresh=2).index)
    known = found[both]
    pairs = {key: row.dropna().tolist()[:2] for key, row in sides.iterrows()}
    plain = [str(side_between(*pairs[key]).relation) for key in known["crash_id"]]
    wanted = known["crash_id"].map(truth)
    assert (known["relation"] == wanted).mean() > (pd.Series(plain, wanted.index) == wanted).mean()


def test_contradictions_are_counted_by_kind_and_never_settled(january):
    kinds = Counter()
    for one in january:
        found = contradictions(one)
        kinds.update(str(said.kind) for said in found)
        if any(said.kind is ContradictionKind.TYPE_CONTACT for said in found):
            reading = resolve(one)
            assert reading.status is not Status.AUTOMATIC
    print(kinds.most_common())
    assert 400 < kinds["type_contact"] < 1_200


def test_the_confidence_of_oregon_readings_is_about_the_share_that_is_right(portland):
    crashes, vehicles, truth = portland
    found = classify(crashes, vehicles, hidden=Hidden(headings=True))
    dared = found[found["relation"] != "unknown"]
    right = dared["relation"] == dared["crash_id"].map(truth)
    near_nine = dared["confidence"].between(0.85, 0.95)
    assert near_nine.sum() > 300
    assert abs(right[near_nine].mean() - dared["confidence"][near_nine].mean()) < 0.05
