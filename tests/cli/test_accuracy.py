"""`daoan accuracy`: what the program reads against what people confirmed."""

from contextlib import closing

from collision_diagrams.confirmed import confirmed_of, confirmed_text
from collision_diagrams.facts import facts_of_crashes
from collision_diagrams.resolver import resolve
from crashes.model import CrashFilter
from storage.documents import DocumentKind
from storage.open import open_store


def test_a_store_without_decisions_says_so_and_has_no_rows(daoan, demo_store):
    assert daoan("accuracy", "--store", demo_store) == {"confirmed": 0, "rows": []}


def test_confirmed_readings_are_counted_by_source_and_month(daoan, demo_store):
    with closing(open_store(str(demo_store))) as store:
        crashes = store.crashes(CrashFilter(limit=40))
        parties = store.parties(list(crashes["crash_id"]))
        read = [resolve(one) for one in facts_of_crashes(crashes, parties)]
        right = [one for one in read if one.status.plotted]
        for one in right:
            text = confirmed_text(confirmed_of(one))
            store.save_document(
                DocumentKind.READING, one.crash_id, text, author="A", expected_version=0
            )
    found = daoan("accuracy", "--store", demo_store)
    total, *others = found["rows"]
    assert found["confirmed"] == total["confirmed"] == len(right)
    assert total["relation"]["right"] == total["relation"]["of"] == len(right)
    assert 0.8 < total["relation"]["low"] < total["relation"]["high"] == 1.0
    assert {row["group"] for row in others} == {"record_source", "heading_source", "month"}
    for group in ("record_source", "heading_source", "month"):
        assert sum(row["confirmed"] for row in others if row["group"] == group) == len(right)
