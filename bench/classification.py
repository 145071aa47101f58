"""How well relations and constructions are read, on crashes whose relation is known.

    python bench/classification.py DATA_FOLDER

prints, for the days that no weight was estimated on (even days of the month): shares dared and
right, confusion tables, the look-up table of the same columns beside it, calibration, and what
disagrees.
"""

import sys
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

from truth import BY_DEFINITION, for_estimate, oregon, police

from collision_diagrams.conflicts import side_between
from collision_diagrams.contradictions import contradictions
from collision_diagrams.evidence import evidence
from collision_diagrams.facts import facts_of_crashes
from collision_diagrams.model import DiagramType, Movement, Relation
from collision_diagrams.resolver import resolve, without_type

TURNING = "16"
SHOWN_OF_EACH = 3  # records of each kind of disagreement
RELATIONS = (Relation.SAME, Relation.OPPOSITE, Relation.CROSSING)
LOOKED_UP_IN_OREGON = ("action_1", "action_2", "main_cause", "cause_1", "cause_2", "control")
LOOKED_UP_OF_POLICE = ("action_1", "action_2", "contact_1", "contact_2", "cause_1", "position")
MEANT_BY_TYPE = {  # Collision Type as our code -> constructions that draw it
    "10": {DiagramType.HEADON},
    "11": {DiagramType.SS_OPP},
    "12": {DiagramType.SS_SAME},
    "13": {DiagramType.REAR},
    "14": {DiagramType.BACK},
    "15": {DiagramType.ANGLE},
}
TURNS = {
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
}
MEANT_BY_TYPE[TURNING] = TURNS


def share(part, whole):
    return f"{part / whole:.2%}" if whole else "-"


def hidden(facts):
    """Return the crash without its directions."""
    return replace(
        facts, parties=tuple(replace(one, from_deg=None, to_deg=None) for one in facts.parties)
    )


def without_party_causes(facts):
    return replace(facts, parties=tuple(replace(one, cause=None) for one in facts.parties))


def report(title, cases):
    """Print shares, confusion and calibration of (resolution, true relation)."""
    dared = [(found, truth) for found, truth in cases if found.status.plotted]
    right = sum(found.relation is truth for found, truth in dared)
    print(f"\n{title}: {len(cases)} crashes, dared {share(len(dared), len(cases))}, ", end="")
    print(f"right {share(right, len(dared))} of these, {share(right, len(cases))} of all")
    print("  truth \\ read  " + "".join(f"{name:>10}" for name in (*RELATIONS, "not dared")))
    for truth in RELATIONS:
        row = Counter(
            found.relation if found.status.plotted else None
            for found, said in cases
            if said is truth
        )
        cells = [row[name] for name in (*RELATIONS, None)]
        print(f"  {truth:<14}" + "".join(f"{cell:>10}" for cell in cells))
    print("  confidence: crashes, mean confidence, right")
    bins = defaultdict(list)
    for found, truth in dared:
        bins[min(int(found.confidence * 20), 19)].append(
            (found.confidence, found.relation is truth)
        )
    for number, members in sorted(bins.items()):
        mean = sum(confidence for confidence, _ in members) / len(members)
        hits = sum(hit for _, hit in members)
        print(
            f"    {number / 20:.2f}-{number / 20 + 0.05:.2f} {len(members):>6}   "
            f"{mean:.3f}   {share(hits, len(members))}"
        )


def look_up(title, learned, tested, columns, *, with_type):
    """Print what a plain table of the same columns reads: the most frequent relation of a row."""
    table = defaultdict(Counter)

    def key(facts):
        said = evidence(facts, *facts.parties[:2])
        return (facts.type_code if with_type else None, *(said[name] for name in columns))

    for facts, truth in learned:
        table[key(facts)][truth] += 1
    known = [(facts, truth) for facts, truth in tested if key(facts) in table]
    right = sum(table[key(facts)].most_common(1)[0][0] is truth for facts, truth in known)
    print(
        f"  look-up table, {title}: knows {share(len(known), len(tested))}, right "
        f"{share(right, len(known))} of these, {share(right, len(tested))} of all"
    )


def constructions(title, cases):
    """Print how often the construction is the one that the coded type means."""
    wrong, right = Counter(), 0
    for found, facts in cases:
        if not found.status.plotted or facts.type_code not in MEANT_BY_TYPE:
            continue
        fits = found.diagram_type in MEANT_BY_TYPE[facts.type_code]
        right += fits
        wrong[facts.type_code, str(found.diagram_type)] += not fits
    total = right + sum(wrong.values())
    print(f"\n{title}: construction agrees with the type on {share(right, total)} of {total}")
    for (code, name), count in wrong.most_common(8):
        if count:
            print(f"    type {code} read as {name}: {count}")


def of_oregon(folder):
    cases = oregon(folder)[1]
    learned = [case for case in cases if for_estimate(case[0])]
    tested = [case for case in cases if not for_estimate(case[0])]
    print(f"Oregon: {len(cases)} crashes, {len(tested)} of them on even days")
    compared = [
        side_between(*(one.from_deg for one in facts.parties)).relation is truth
        for facts, truth in tested
        if all(one.from_deg is not None for one in facts.parties)
    ]
    plain = share(sum(compared), len(compared))
    print(f"  plain comparison of the two directions, where both are known: {plain}")
    found = [(resolve(facts), truth) for facts, truth in tested]
    report("directions given", found)
    show_disagreements(found, tested)
    read = [(resolve(without_type(facts)), facts) for facts, _ in tested]
    constructions("directions given, type hidden", read)
    report("directions hidden", [(resolve(hidden(facts)), truth) for facts, truth in tested])
    look_up("all columns", learned, tested, LOOKED_UP_IN_OREGON, with_type=True)
    small = ("action_1", "action_2", "main_cause", "control")
    look_up("four columns and type", learned, tested, small, with_type=True)
    turning = [case for case in tested if case[0].type_code == TURNING]
    report(
        "directions hidden, turning movements",
        [(resolve(hidden(facts)), truth) for facts, truth in turning],
    )
    report(
        "directions hidden, no causes of parties (a folder without participants)",
        [(resolve(hidden(without_party_causes(facts))), truth) for facts, truth in tested],
    )


def show_disagreements(found, tested):
    """Print where a reading and the coded relation differ: why, and some of the records."""
    members = defaultdict(list)
    for (resolution, truth), (facts, _) in zip(found, tested, strict=True):
        if resolution.relation is not truth:
            members[why_they_differ(resolution, facts)].append((facts, truth, resolution))
    print("  disagreements")
    for reason, cases in sorted(members.items(), key=lambda item: -len(item[1])):
        print(f"    {len(cases):>3}  {reason}")
        for facts, truth, resolution in cases[:SHOWN_OF_EACH]:
            pair = " and ".join(
                f"{one.movement} {one.from_deg:g}>{one.to_deg:g}"
                if one.to_deg is not None
                else f"{one.movement} {one.from_deg}"
                for one in facts.parties[:2]
            )
            print(
                f"           {facts.crash_id}: type {facts.type_code}, coded {truth}, "
                f"read {resolution.relation}: {pair}"
            )


def why_they_differ(resolution, facts):
    """Return in words what stands against the coded relation."""
    first, second = facts.parties[:2]
    if first.from_deg is None or second.from_deg is None:
        return "a direction is not recorded"
    recorded = side_between(first.from_deg, second.from_deg).relation
    moved = {first.movement, second.movement}
    if resolution.relation is not recorded:
        return "overruled: type and movements were nearly certain of another relation"
    if Movement.BACKING in moved or Movement.PARKING in moved:
        return "one backed or parked: its travel is recorded, not where it headed"
    if Movement.U_TURN_OR_CROSSING in moved:
        return "a U-turn: recorded from one side, coded by where it ended"
    if recorded is Relation.SAME:
        return "coding: recorded from one side, coded as if from another"
    return "coding: recorded from different sides than the crash is coded"


def of_police(file):
    batch, facts = police(file)
    every = facts_of_crashes(batch.crashes, batch.parties)
    fixed = [(one, BY_DEFINITION[one.type_code]) for one in facts if one.type_code in BY_DEFINITION]
    learned = [case for case in fixed if for_estimate(case[0])]
    tested = [case for case in fixed if not for_estimate(case[0])]
    print(f"\nPolice: {len(facts)} known pairs, {len(fixed)} with a relation by definition")
    read = [(resolve(without_type(one)), truth) for one, truth in tested]
    report("type hidden, types 10 to 13 and 15", read)
    look_up("all columns", learned, tested, LOOKED_UP_OF_POLICE, with_type=False)
    look_up("actions and contact parts", learned, tested, LOOKED_UP_OF_POLICE[:4], with_type=False)
    for code in ("16", "17"):
        statuses = Counter(
            str(resolve(one).status)
            for one in facts
            if one.type_code == code and not for_estimate(one)
        )
        total = sum(statuses.values())
        shares = ", ".join(f"{name} {share(n, total)}" for name, n in sorted(statuses.items()))
        print(f"  type {code}, type known: {shares}")
    reasons = Counter(
        found.reason.text
        for one in facts
        if not (found := resolve(one)).status.plotted and found.reason
    )
    print("  listed, all known pairs, type known:")
    for text, count in reasons.most_common():
        print(f"    {count:>5}  {text}")
    show_contradictions(every)


def show_contradictions(facts):
    """Print what records say against themselves, by kind, with the types it happens in."""
    kinds, types = Counter(), defaultdict(Counter)
    for one in facts:
        for found in contradictions(one):
            kinds[found.kind] += 1
            types[found.kind][one.type_code] += 1
    print(f"  contradictions in {len(facts)} records:")
    for kind, count in kinds.most_common():
        most = ", ".join(f"{code}: {n}" for code, n in types[kind].most_common(5))
        print(f"    {count:>5}  {kind!s:<18} by type {most}")


if __name__ == "__main__":
    data = Path(sys.argv[1])
    of_oregon(data / "portland")
    of_police(data / "npa" / "a2" / "NPA_A2_2025-01.csv")
