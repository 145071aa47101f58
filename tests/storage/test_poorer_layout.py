"""Two layouts of one crash: the richer one stays, whichever came first."""

from crashes.demo_city.generate import make_demo_city
from crashes.demo_city.npa_file import write_npa_file
from crashes.intake import read_crash_file

SIMPLE_HEADER = "發生時間,發生地點,死亡受傷人數,車種,經度,緯度,unixtime"


def files(folder):
    """A police file with one row a party, and the first crash of it with one row a crash."""
    rich = folder / "rich.csv"
    write_npa_file(rich, make_demo_city())
    crash = read_crash_file(rich).crashes.iloc[0]
    simple = folder / "simple.csv"
    row = [
        crash["occurred_at"].strftime("%Y-%m-%d %H:%M:%S"),
        crash["place_text"],
        f"死亡{crash['deaths']};受傷{crash['injuries']}",
        "普通重型-機車",
        str(crash["lon"]),
        str(crash["lat"]),
        "0",
    ]
    simple.write_text(f"{SIMPLE_HEADER}\r\n{','.join(row)}\r\n", encoding="utf-8-sig", newline="")
    return read_crash_file(rich), read_crash_file(simple), crash["crash_id"]


def test_one_row_a_crash_does_not_replace_one_row_a_party(store, tmp_path):
    rich, simple, crash_id = files(tmp_path)
    store.save_import(rich)
    outcome = store.save_import(simple)
    assert (outcome.crashes_new, outcome.crashes_changed) == (0, 0)
    assert store.crash(crash_id).source_crash["source"] == "npa"


def test_one_row_a_party_replaces_one_row_a_crash(store, tmp_path):
    rich, simple, crash_id = files(tmp_path)
    store.save_import(simple)
    assert store.save_import(rich).crashes_changed == 1
    assert store.crash(crash_id).source_crash["source"] == "npa"
