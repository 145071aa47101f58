"""The crashes whose relation is known, as they are used to estimate and to measure."""

import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from collision_diagrams.facts import facts_of_crashes  # noqa: E402
from collision_diagrams.model import Movement, Relation  # noqa: E402
from crashes.intake import read_crash_file  # noqa: E402
from crashes.odot import read_odot_folder  # noqa: E402

BY_CRASH_TYPE = {  # first letter of Oregon's Crash Type
    **dict.fromkeys("AB", Relation.CROSSING),
    **dict.fromkeys("CDEF", Relation.SAME),
    **dict.fromkeys("GHIJ", Relation.OPPOSITE),
}
BY_DEFINITION = {  # crash types of the police
    "10": Relation.OPPOSITE,
    "11": Relation.OPPOSITE,
    "12": Relation.SAME,
    "13": Relation.SAME,
    "15": Relation.CROSSING,
}


def oregon(folder):
    """Facts and relation of each crash between two vehicles neither of which is parked."""
    (batch,) = read_odot_folder(folder)
    coded = pd.concat(
        pd.read_csv(path, dtype=str, usecols=["Crash ID", "Crash Type"])
        for path in sorted(folder.glob("crash*.csv"))
    )
    truth = dict(zip("odot-" + coded["Crash ID"], coded["Crash Type"], strict=True))
    found = []
    for one in facts_of_crashes(batch.crashes, batch.parties):
        vehicles = [party for party in one.parties if party.kind_code not in {"F01"}]
        vehicles = [party for party in vehicles if party.kind.is_vehicle]
        moving = all(party.movement is not Movement.PARKED for party in vehicles)
        relation = BY_CRASH_TYPE.get(truth[one.crash_id])
        if len(vehicles) == 2 and moving and relation:
            found.append((replace(one, parties=tuple(vehicles)), relation))
    return batch, found


def police(file):
    """Facts of each crash between two vehicles with known movements and contact parts."""
    batch = read_crash_file(file)
    facts = facts_of_crashes(batch.crashes, batch.parties)
    return batch, [one for one in facts if is_known_pair(one)]


def is_known_pair(facts):
    """Two vehicles whose actions and contact parts are known."""
    return len(facts.parties) == 2 and all(
        party.kind.is_vehicle
        and party.movement is not Movement.UNKNOWN
        and party.contact_deg is not None
        for party in facts.parties
    )


def for_estimate(facts):
    """Whether a crash belongs to the half that weights are estimated on: odd days."""
    return facts.occurred_at.day % 2 == 1
