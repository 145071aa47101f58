"""How many police records find the arms of their junction on the map of a store.

    python bench/arms_found.py STORE COUNTY [HOW_MANY]

prints, for the junctions of the map with the most crashes, how each crash was read and whether it
could be put on arms.
"""

import sys
from collections import Counter
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from collision_diagrams.facts import facts_of_crashes  # noqa: E402
from collision_diagrams.ground import ground_of  # noqa: E402
from collision_diagrams.on_arms import on_arms  # noqa: E402
from collision_diagrams.resolver import resolve  # noqa: E402
from collision_diagrams.street_site import site_box, street_site  # noqa: E402
from crashes.model import CrashFilter  # noqa: E402
from roadnet.records import streets_of  # noqa: E402
from storage.open import open_store  # noqa: E402

FEWEST_ROADS = 3


def sites_with_crashes(store, county, how_many):
    """Yield junction, ground and facts, the junction with the most crashes first."""
    area = store.street_areas()[0]
    junctions = {one.junction_id: one for one in store.junctions()}
    crashes = store.crashes(CrashFilter(counties=(county,)))
    found = 0
    for key in crashes["junction_id"].value_counts().index:
        junction = junctions[key]
        centre = (junction.x_m, junction.y_m)
        streets = streets_of(area, store.street_records(area.name, box_m=site_box(centre)))
        site = street_site(streets, centre, date.today())  # noqa: DTZ011 - a day of the map
        if site is None:
            continue
        ground = ground_of(site)
        if len({ground.road_of(number) for number in range(len(ground.arms))}) < FEWEST_ROADS:
            continue
        of_junction = crashes[crashes["junction_id"] == key]
        parties = store.parties(list(of_junction["crash_id"]))
        yield junction, ground, facts_of_crashes(of_junction, parties)
        found += 1
        if found == how_many:
            return


def main(path, county, how_many=10):
    store = open_store(path, create=False)
    total = Counter()
    for junction, ground, facts in sites_with_crashes(store, county, how_many):
        counts = Counter()
        for one in facts:
            found = on_arms(one, resolve(one), ground)
            reason = found.reason.text if found.reason and not found.status.plotted else ""
            counts[str(found.status), reason] += 1
        print(f"{junction.name}: {len(ground.arms)} arms, {len(facts)} crashes")
        total.update(counts)
    print(f"all {sum(total.values())}:")
    for (status, reason), count in total.most_common():
        print(f"  {count:>4}  {status}  {reason}")
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
