"""Small hand-made crashes for the tests of collision diagrams."""

import pandas as pd

from crashes.model import CRASH_COLUMNS, PARTY_COLUMNS

SECOND_EDITION = "from-2023-07"


def party(action="09", contact="01", **given):
    """One party: a car going straight on, hit in front, unless said otherwise."""
    return {"kind_code": "B03", "action_code": action, "contact_first_code": contact, **given}


def motorcycle(action="09", contact="11", **given):
    return party(action, contact, kind_code="C03", **given)


def pedestrian(action="16", **given):
    return party(action, "16", kind_code="H01", **given)


def passenger():
    return party("19", "16", kind_code="H02")


def tables(*crashes):
    """Tables of crashes, each a dict of crash columns with its `parties`."""
    crash_rows, party_rows = [], []
    for number, given in enumerate(crashes, start=1):
        said = dict(given)
        parties = said.pop("parties")
        crash_id = said.setdefault("crash_id", f"c{number:03d}")
        crash_rows.append(
            {
                "occurred_at": pd.Timestamp("2025-01-05 10:20") + pd.Timedelta(number, "h"),
                "severity": "A2",
                "code_version": SECOND_EDITION,
                "position_code": "01",
                "signal_kind_code": "1",
                "road_form_code": "04",
                "surface_code": "5",
                **said,
            }
        )
        party_rows += [
            {"crash_id": crash_id, "party_no": order, **one}
            for order, one in enumerate(parties, start=1)
        ]
    return (
        pd.DataFrame(crash_rows).reindex(columns=list(CRASH_COLUMNS)),
        pd.DataFrame(party_rows).reindex(columns=list(PARTY_COLUMNS)),
    )


def crash(type_code, *parties, **given):
    return {"crash_type_code": type_code, "parties": list(parties), **given}
