from datetime import date

import pytest
import yaml

from language import Language
from roadnet.markings.rules import (
    RULES_FOLDER,
    Force,
    UnknownRuleError,
    marking_rule,
    marking_rules,
    unchecked_after,
)


def test_every_row_of_the_main_table_has_a_rule():
    main_table = """182 181 165 166 167 158 183 183-1 168 169 170 185 185-1 186 186-1 174-2 191
    184 189 189-1 171 173 172 174 174-1 159 190 188 176 179 152 155 156 157 159-1 160 161 163
    163-1 174-3 174-4 175 177 178 187 188-1 188-2 189-2 192"""
    assert {f"TW-{article}" for article in main_table.split()} == set(marking_rules())


@pytest.mark.parametrize(
    ("day", "minimum", "force"),
    [
        (date(2017, 6, 13), 1.0, Force.RANGE),
        (date(2017, 6, 14), 1.0, Force.PRINCIPLE),
        (date(2025, 6, 29), 1.0, Force.PRINCIPLE),
        (date(2025, 6, 30), 2.0, Force.SHALL),
    ],
)
def test_the_clear_distance_of_a_stop_line_depends_on_the_day(day, minimum, force):
    clear = marking_rule("TW-170").in_force(day).sizes["clear_to_crosswalk"]
    assert (clear.minimum, clear.force) == (minimum, force)


def test_a_rule_is_not_in_force_before_its_first_day():
    assert marking_rule("TW-174-4").in_force(date(2024, 7, 21)) is None


def test_versions_stand_in_the_order_of_their_days():
    for rule in marking_rules().values():
        days = [version.valid_from for version in rule.versions]
        assert days == sorted(set(days)), rule.code


def test_every_assumed_size_has_a_record_with_its_reason():
    records = yaml.safe_load((RULES_FOLDER / "assumed_sizes.yaml").read_text(encoding="utf-8"))
    documented = {(one["rule"], one["item"]): one["value"] for one in records["records"]}
    assumed = {
        (rule.code, name): size.value
        for rule in marking_rules().values()
        for version in rule.versions
        for name, size in version.sizes.items()
        if size.is_assumed
    }
    assert assumed == documented
    assert all(one["reason"] for one in records["records"])


def test_a_drawn_size_lies_within_its_own_limits():
    for rule in marking_rules().values():
        for version in rule.versions:
            for name, size in version.sizes.items():
                if size.value is not None:
                    assert (size.minimum or 0) <= size.value, (rule.code, name)
                    assert size.value <= (size.maximum or size.value), (rule.code, name)


def test_an_unknown_code_is_named():
    with pytest.raises(UnknownRuleError, match="TW-999"):
        marking_rule("TW-999")


def test_names_are_given_in_both_languages():
    for rule in marking_rules().values():
        assert rule.name(Language.EN)
        assert rule.name(Language.ZH_TW)


def test_the_rules_say_how_far_they_were_checked():
    assert unchecked_after() == date(2025, 6, 30)
