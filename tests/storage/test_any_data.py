"""Whatever is saved is read back; whatever the order of imports and edits, the rules hold."""

import itertools
from collections import Counter
from datetime import datetime

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crashes.model import CRASH_COLUMNS, PARTY_COLUMNS, Edit
from storage.columns import Kind, kind_of
from storage.store import StaleRevisionError
from tests.storage.batches import batch, crash, party

TEXTS = st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = {
    Kind.TEXT: TEXTS,
    Kind.INTEGER: st.none() | st.integers(1 - 2**31, 2**31 - 1),
    Kind.NUMBER: NUMBERS,
    Kind.FLAG: st.booleans(),
    Kind.MAYBE: st.none() | st.booleans(),
    Kind.LOCAL_TIME: st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
}
FREE_CRASH = [name for name in CRASH_COLUMNS if name != "crash_id"]
FREE_PARTY = [name for name in PARTY_COLUMNS if name not in ("crash_id", "party_no")]
CRASH_VALUES = st.fixed_dictionaries({name: VALUES[kind_of(name)] for name in FREE_CRASH})
PARTY_VALUES = st.fixed_dictionaries({name: VALUES[kind_of(name)] for name in FREE_PARTY})

numbers = itertools.count()
quietly = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@quietly
@given(values=CRASH_VALUES, parties=st.lists(PARTY_VALUES, max_size=4))
def test_any_record_comes_back_as_it_was_saved(store, values, parties):
    key = f"any {next(numbers)}"
    delivered = batch(
        [{"crash_id": key, **values}],
        [
            {"crash_id": key, "party_no": number, **one}
            for number, one in enumerate(parties, start=1)
        ],
        file=key,
    )
    store.save_import(delivered)
    record = store.crash(key)
    assert {name: record.source_crash[name] for name in FREE_CRASH} == values
    assert [{name: one[name] for name in FREE_PARTY} for one in record.parties] == parties
    assert store.save_import(delivered).crashes_unchanged == 1


SMALL_PARTIES = st.lists(st.integers(20, 22), min_size=1, max_size=3)
DELIVERIES = st.dictionaries(
    st.sampled_from(["a", "b", "c"]), st.tuples(st.integers(0, 1), SMALL_PARTIES), min_size=1
)
EDITS = st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(["10", "11"]), st.booleans())
STEPS = st.lists(DELIVERIES | EDITS, min_size=1, max_size=12)


class Expected:
    """What a store should hold after some steps, in the plainest words."""

    def __init__(self):
        self.source, self.edited, self.revision = {}, {}, {}

    def deliver(self, delivery):
        """Take a delivery; return how many crashes are new, changed and unchanged."""
        kinds = Counter()
        for key, (injuries, ages) in delivery.items():
            if key not in self.source:
                kind = "new"
                self.revision[key] = 1
            elif self.source[key][0] == injuries and Counter(ages) <= Counter(self.source[key][1]):
                kind = "unchanged"
            else:
                kind = "changed"
                self.revision[key] += 1
            if kind != "unchanged":
                self.source[key] = (injuries, ages)
            kinds[kind] += 1
        return kinds["new"], kinds["changed"], kinds["unchanged"]


def deliver(store, prefix, delivery):
    crashes = [
        crash(f"{prefix}{key}", injuries=injuries) for key, (injuries, _) in delivery.items()
    ]
    parties = [
        party(f"{prefix}{key}", number, age=age, delivered_ordinal=None)
        for key, (_, ages) in delivery.items()
        for number, age in enumerate(ages, start=1)
    ]
    outcome = store.save_import(batch(crashes, parties, file=f"{prefix}{next(numbers)}"))
    assert outcome.conflicts == ()
    return outcome.crashes_new, outcome.crashes_changed, outcome.crashes_unchanged


def correct(store, prefix, key, code, revision):
    return store.save_edits(
        f"{prefix}{key}",
        [Edit("crash_type_code", code)],
        author="a",
        reason="r",
        expected_revision=revision,
    )


@pytest.mark.slow
@quietly
@given(steps=STEPS)
def test_any_order_of_imports_and_edits_keeps_the_rules(store, steps):
    prefix = f"{next(numbers)} "
    expected = Expected()
    for step in steps:
        if isinstance(step, dict):
            assert deliver(store, prefix, step) == expected.deliver(step)
            continue
        key, code, is_late = step
        if key not in expected.source:
            continue
        if is_late:
            with pytest.raises(StaleRevisionError):
                correct(store, prefix, key, code, expected.revision[key] - 1)
        else:
            revision = correct(store, prefix, key, code, expected.revision[key])
            expected.revision[key] += 1
            assert revision == expected.revision[key]
            expected.edited[key] = code
    for key, (injuries, ages) in expected.source.items():
        record = store.crash(f"{prefix}{key}")
        assert record.crash["injuries"] == injuries
        assert sorted(one["age"] for one in record.parties) == sorted(ages)
        assert record.crash["crash_type_code"] == expected.edited.get(key, "13")
        assert record.source_crash["crash_type_code"] == "13"
        assert record.revision == expected.revision[key]


@quietly
@given(frame=st.lists(st.tuples(st.integers(0, 2**31 - 1), NUMBERS, TEXTS), max_size=5))
def test_any_dtype_of_a_column_is_stored_alike(frame):
    """Importers may hold the same values as float, object or nullable integers."""
    from storage.frames import stored_columns

    plain = pd.DataFrame(frame, columns=["deaths", "lon", "road_1"])
    other = plain.astype({"deaths": "float64", "lon": object, "road_1": object})
    third = plain.astype({"deaths": "Int64"})
    names = ("deaths", "lon", "road_1")
    assert stored_columns(plain, names) == stored_columns(other, names)
    assert stored_columns(plain, names) == stored_columns(third, names)
