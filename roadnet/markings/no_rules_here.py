"""The finding about streets whose rules are not known: outside Taiwan, or at no known place."""

from language import Message
from roadnet.markings.finding import Finding, Verdict
from roadnet.markings.rules import unchecked_after
from roadnet.model import Streets

PCODE = "K0040014"  # 道路交通標誌標線號誌設置規則


def no_rules_here(streets: Streets, country: str) -> Finding:
    """Return that the markings and widths of an area cannot be checked, and why.

    Parameters
    ----------
    streets
        The streets of the area; the finding is about all of them.
    country
        Where they lie, in two letters; empty where that is not known.
    """
    found = (
        Message("The streets lie outside Taiwan ({country}).", {"country": country})
        if country
        else Message("The streets lie outside Taiwan, or it is not known where.")
    )
    return Finding(
        rule=PCODE,
        article="",
        valid_from=unchecked_after(),
        element=streets.area,
        found=found,
        required=Message(
            "The rules of markings, signs and widths that are known here are those of Taiwan; "
            "they are not applied elsewhere."
        ),
        verdict=Verdict.NOT_CHECKABLE,
    )
