"""Groups of parties."""

import pandas as pd
import pytest

from crashes.codes import code_list
from crashes.party_kinds import PartyGroup, group_name, party_group, party_groups
from language import Language


def test_every_code_of_the_form_has_a_group():
    groups = {value.code: party_group(value.code) for value in code_list("kind_code").values}
    assert set(groups.values()) == set(PartyGroup) - {PartyGroup.OBJECT}
    assert groups["A91"] is PartyGroup.TRUCK_BUS
    assert groups["F03"] is PartyGroup.BICYCLE
    assert groups["H02"] is PartyGroup.PASSENGER


@pytest.mark.parametrize("group", PartyGroup)
@pytest.mark.parametrize("language", Language)
def test_every_group_has_a_name(group, language):
    assert group_name(group, language=language)


def test_a_party_without_a_code_is_an_object():
    codes = pd.Series([None, "C03"], index=[8, 9], dtype="str")
    assert party_groups(codes).to_dict() == {8: "object", 9: "motorcycle"}
