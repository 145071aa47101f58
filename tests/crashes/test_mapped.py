"""Any table by a mapping file."""

import pytest

from crashes.crash_file import CrashFileError
from crashes.mapped import read_mapped
from crashes.table_mapping import MappingError

MAPPING = """
key: [Case]
occurred_at: {columns: [Date, Hour], format: "%d.%m.%Y %H"}
crash:
  lon: X
  lat: Y
  road_1: Street
  road_2: Cross
  severity: {column: Class, codes: {K: A1, I: A2, O: A3}}
  crash_type_code: {column: Manner, codes: {angle: "15"}, missing: ["?"]}
parties:
  - action_code: {column: Move 1, codes: {straight: "09", left: "05"}}
    from_deg: {column: Toward 1, heading: true}
  - action_code: {column: Move 2, codes: {straight: "09", left: "05"}}
    from_deg: {column: Toward 2, heading: true}
"""
HEADER = "Case,Date,Hour,X,Y,Street,Cross,Class,Manner,Move 1,Toward 1,Move 2,Toward 2"
ROW = "12,31.01.2020,8,120.4,23.5,Oak,Ash,I,angle,straight,N,left,W"


@pytest.fixture
def read(tmp_path):
    def run(*rows, mapping=MAPPING, header=HEADER):
        table, means = tmp_path / "t.csv", tmp_path / "m.yaml"
        table.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        means.write_text(mapping, encoding="utf-8")
        return read_mapped(table, means)

    return run


def test_a_row_of_two_units_becomes_a_crash_with_two_parties(read):
    batch = read(ROW)
    crash = batch.crashes.iloc[0]
    assert (crash["source"], crash["source_crash_id"], crash["severity"]) == ("mapped", "12", "A2")
    assert crash["junction_name"] == "Ash×Oak"
    assert crash["crash_type_code"] == "15"
    assert batch.parties["from_deg"].tolist() == [180.0, 90.0]  # going north, it came from south
    assert batch.parties["action_code"].tolist() == ["09", "05"]
    assert batch.raw_rows["cells"].tolist() == [ROW, ROW]


def test_rows_of_one_key_are_parties_of_one_crash(read):
    mapping = "key: Case\noccurred_at: When\nparties: [{from_deg: From}]\n"
    rows = ("1,2020-01-31 08:00,N", "2,2020-01-31 09:00,E", "1,2020-01-31 08:00,W")
    batch = read(*rows, mapping=mapping, header="Case,When,From")
    assert len(batch.crashes) == 2
    told = batch.parties.groupby("crash_id")["from_deg"].agg(list).tolist()
    assert sorted(told) == [[0.0, 270.0], [90.0]]


def test_every_row_is_counted_once(read):
    bad = ROW.replace("31.01.2020", "31.02.2020")
    odd = ROW.replace("12,", "13,", 1).replace(",I,", ",Q,")
    batch = read(ROW, ROW, bad, odd, "," * 12, ROW + ",more")
    counts = batch.counts
    assert counts["rows_read"] == 6
    parts = (
        "blank_rows",
        "duplicate_rows",
        "quarantined_rows",
        "party_rows",
        "joined_rows",
    )
    assert sum(counts[part] for part in parts) == 6
    assert batch.quarantine["file_row"].tolist() == [3, 4, 6]


def test_a_text_without_code_is_reported_and_not_guessed(read):
    batch = read(ROW.replace("angle", "bump"), ROW.replace("12,", "14,", 1).replace("angle", "?"))
    assert batch.crashes["crash_type_code"].isna().all()
    assert batch.unknown_codes.values.tolist() == [["Manner", "bump", 1]]


def test_without_a_class_it_follows_from_the_casualties(read):
    mapping = "key: Case\noccurred_at: When\ncrash: {deaths: D, injuries: I}\n"
    rows = ("1,2020-01-31,1,0", "2,2020-01-31,0,2", "3,2020-01-31,0,0")
    batch = read(*rows, mapping=mapping, header="Case,When,D,I")
    assert batch.crashes["severity"].tolist() == ["A1", "A2", "A3"]
    assert batch.crashes["severity_derived"].all()


@pytest.mark.parametrize(
    "mapping",
    [
        "key: [Case]",
        "- a list",
        "key: [",
        "key: Case\noccurred_at: Date\ncrash: {colour: X}",
        "key: Case\noccurred_at: Date\ncode_version: 1999",
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused(read, mapping):
    with pytest.raises(MappingError):
        read(ROW, mapping=mapping)


def test_a_table_without_the_columns_of_the_mapping_is_refused(read):
    with pytest.raises(CrashFileError, match="Date"):
        read("1", header="Case")
