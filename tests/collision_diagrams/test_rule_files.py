"""Rule files of a city: every fault has its line and its key, and sound files have none."""

import pytest

from collision_diagrams.rule_files import RuleFile, RuleFileError, checked, faults_of
from language import Language

RESOLVER, GLYPHS = RuleFile.RESOLVER, RuleFile.GLYPHS


def changed(file, old, new):
    text = file.shipped_text
    assert text.count(old) == 1, f"{old!r} must stand once in {file}"
    return text.replace(old, new)


def line_of(text, part):
    return next(n for n, line in enumerate(text.splitlines(), start=1) if part in line)


@pytest.mark.parametrize("file", list(RuleFile))
def test_shipped_files_have_no_faults(file):
    assert faults_of(file, file.shipped_text) == ()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (RESOLVER, "automatic_from: 0.85", "automatic_from: 0.9"),
        (RESOLVER, '    "103": {u_turn: 3.0, same: 1.0}', '    "104": {crossing: 1.0}'),
        (RESOLVER, '  "09": P-OTHER', '  "09": P-OTHER\n  "10": P-STAND'),
        (GLYPHS, "  shaft: 8.0", "  shaft: 9"),
        (GLYPHS, "  G07: train\n", ""),
        (GLYPHS, 'short_label: "{serial}"', 'short_label: "{serial} {severity}"'),
    ],
)
def test_a_city_may_change_numbers_entries_and_labels(file, old, new):
    assert faults_of(file, changed(file, old, new)) == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        (RESOLVER, "automatic_from: 0.85", "automatic_from: sure", "acceptance.automatic_from"),
        (RESOLVER, "automatic_from: 0.85", "automatic_from: 85", "acceptance.automatic_from"),
        (RESOLVER, "automatic_from: 0.85", "automatic_form: 0.85", "acceptance.automatic_form"),
        (RESOLVER, '  "05": left\n', '  "05": lefft\n', "movements.05"),
        (RESOLVER, '  "09": P-OTHER', '  "09": P-OTTER', "pedestrian_types.09"),
        (RESOLVER, '    "103": {u_turn: 3.0, same: 1.0}', '    "103": {uturn: 3.0}', None),
        (RESOLVER, "contradiction_deg: 100", "contradiction_deg: [100]", "contradiction_deg"),
        (RESOLVER, "  LL-OPP: [0.6, 0.6]", "  LL-OPP: [0.6, 6]", "turned_at_impact.LL-OPP"),
        (RESOLVER, "contradiction_deg: 100", "extra: 1\ncontradiction_deg: 100", "extra"),
        (GLYPHS, "  shaft: 8.0", "  shaft: 800", "sizes_mm.shaft"),
        (GLYPHS, "  train: {width_mm: 0.35}", "  tram: {width_mm: 0.35}", "lines.tram"),
        (GLYPHS, "  G07: train\n", "  G07: plane\n", "kinds.G07"),
        (GLYPHS, "  G07: train\n", "  G07: train\n  G07: car\n", "kinds.G07"),
        (GLYPHS, 'short_label: "{serial}"', 'short_label: "{number}"', "short_label"),
        (GLYPHS, 'short_label: "{serial}"', 'short_label: "{serial"', "short_label"),
        (GLYPHS, 'short_label: "{serial}"', 'short_label: "{serial:>9999}"', "short_label"),
        (GLYPHS, "shape: diamond", "shape: heart", "colours.shape"),
        (RESOLVER, '  "03": tee\n', '  "03": roundabout\n', "road_plans.03"),
        (GLYPHS, '  - {colour: "#0a5f9e"', '  - {colour: "blue"', "colours.colour"),
    ],
)
def test_a_fault_has_its_line_and_key(file, old, new, key):
    text = changed(file, old, new)
    faults = faults_of(file, text)
    where = line_of(text, new.strip().splitlines()[-1 if "G07: car" in new else 0])
    assert where in {fault.line for fault in faults}
    if key:
        assert key in {fault.key for fault in faults}


def test_an_entry_without_what_it_needs_is_found():
    text = changed(RESOLVER, "    signal: {same: 1.0}\n", "")
    (fault,) = faults_of(RESOLVER, text)
    assert "signal" in fault.in_language(Language.EN)


def test_colours_are_never_none_at_all():
    head, _, _ = GLYPHS.shipped_text.partition("colours:\n")
    (fault,) = faults_of(GLYPHS, f"{head}colours: []\n")
    assert fault.key == "colours"


def test_a_missing_setting_is_named():
    text = changed(GLYPHS, "  lateral: 2.2\n", "")
    assert [fault.key for fault in faults_of(GLYPHS, text)] == ["sizes_mm.lateral"]


@pytest.mark.parametrize(
    "text", ["", "- 1", "a: [", "\t", "a: &x 1\nb: *x", "a: *y", "x: " + "1" * 300_000]
)
def test_a_text_that_is_no_rule_file_has_a_fault_and_no_exception(text):
    assert faults_of(RESOLVER, text)


def test_a_fault_is_said_with_line_and_key_in_both_languages():
    text = changed(GLYPHS, "  shaft: 8.0", "  shaft: 800")
    (fault,) = faults_of(GLYPHS, text)
    assert fault.in_language(Language.EN) == (
        f"Line {fault.line}, sizes_mm.shaft: 800 is not between 0.1 and 60."
    )
    assert "sizes_mm.shaft" in fault.in_language(Language.ZH_TW)


def test_a_file_with_faults_is_refused():
    with pytest.raises(RuleFileError) as refused:
        checked(GLYPHS, changed(GLYPHS, "  shaft: 8.0", "  shaft: 800"))
    assert len(refused.value.faults) == 1
