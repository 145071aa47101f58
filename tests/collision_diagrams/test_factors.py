"""Factors of crashes: what is filtered, highlighted and counted by."""

import pytest

from collision_diagrams.factors import (
    Conditions,
    Factor,
    conditions_said,
    factor_word,
    keys_of_cases,
)
from collision_diagrams.reading_of_site import read_site
from language import Language
from tests.collision_diagrams.make import crash, motorcycle, party, passenger, tables


def keys(*crashes):
    crash_table, party_table = tables(*crashes)
    reading = read_site(crash_table, party_table, None)
    return list(keys_of_cases(reading.cases, crash_table).values())


def test_a_crash_has_a_key_for_each_kind_of_party():
    (found,) = keys(crash("16", party(), motorcycle(), motorcycle(), passenger()))
    assert found[Factor.KIND] == ("car", "motorcycle")


def test_an_item_that_was_not_recorded_has_no_key():
    (found,) = keys(crash("13", party(), party(contact="03")))
    assert found[Factor.WEATHER] == ()
    assert not Conditions(((Factor.WEATHER, ("8",)),)).fit(found)


def test_codes_of_the_older_form_keep_their_meaning():
    (found,) = keys(
        crash("13", party(), party(), main_cause_code="42", code_version="until-2023-06")
    )
    (key,) = found[Factor.CAUSE]
    assert factor_word(Factor.CAUSE, key, Language.ZH_TW) == "其他引起事故之違規或不當行為"


def test_every_named_factor_must_fit_and_one_key_of_it_is_enough():
    (found,) = keys(crash("13", party(), motorcycle(contact="13"), weather_code="8"))
    both = Conditions(((Factor.KIND, ("motorcycle", "heavy")), (Factor.WEATHER, ("8",))))
    other = Conditions(((Factor.KIND, ("motorcycle",)), (Factor.WEATHER, ("6",))))
    assert both.fit(found)
    assert not other.fit(found)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("factor", list(Factor))
def test_every_key_has_words(factor, language):
    given = {"weather_code": "8", "main_cause_code": "67", "surface_code": "5"}
    (found,) = keys(crash("13", party(), party(contact="03"), **given))
    for key in found[factor]:
        said = factor_word(factor, key, language)
        assert said
        assert factor in {Factor.SEVERITY, Factor.HOUR} or said != key


def test_conditions_are_said_with_the_names_of_their_factors():
    said = conditions_said(Conditions(((Factor.KIND, ("car", "heavy")),)), Language.EN)
    assert said == "Kind of party: Car, van, Bus, truck"
