"""Severity weights are named, sourced data."""

import pandas as pd
import pytest

from crashes.model import Severity
from hotspots.weights import WeightsError, read_weight_sets, sensitivity_sets, weight_set
from language import Language, catalogue


def test_the_default_weighs_9_5_3_5_1():
    assert list(weight_set().weights.items()) == [
        (Severity.A1, 9.5),
        (Severity.A2, 3.5),
        (Severity.A3, 1.0),
    ]


def test_every_set_has_a_source_an_evidence_and_a_chinese_title():
    for one in read_weight_sets().sets.values():
        assert len(one.source) > 20
        assert one.evidence in {"seen", "general_knowledge", "requirement"}
        assert one.title in catalogue(Language.ZH_TW)


def test_every_set_weighs_worse_crashes_at_least_as_much():
    for one in read_weight_sets().sets.values():
        assert one.weights[Severity.A1] >= one.weights[Severity.A2] >= one.weights[Severity.A3]


def test_the_chosen_set_comes_first_and_once_in_the_sensitivity():
    keys = [one.key for one in sensitivity_sets(weight_set("equal"))]
    assert keys[0] == "equal"
    assert len(keys) == len(set(keys)) >= 3


def test_a_crash_of_unknown_class_weighs_like_property_damage():
    assert weight_set().of(pd.Series([None, "A2"])).tolist() == [1.0, 3.5]


def test_an_unknown_name_is_refused_with_the_known_ones():
    with pytest.raises(WeightsError, match="taiwan"):
        weight_set("mars")
