"""Which items of the forms nobody has filled in: they stay empty on every paper."""

from crashes.scene.case import Case
from crashes.scene.form import asked_items
from crashes.scene.model import party_name
from language import Language


def empty_items(case: Case, language: Language) -> list[str]:
    """Return the items that are empty, in the order of the forms, each with its party.

    Examples
    --------
    >>> empty_items(Case("c1"), Language.EN)[4]
    'Class of the crash'
    """
    found = [
        _title(one.item, one.names[language])
        for one in asked_items()
        if one.field not in case.values
    ]
    for party in case.parties:
        found += [
            f"{party_name(party.party_no)}: {_title(one.item, one.names[language])}"
            for one in asked_items(party.values)
            if not one.is_private and one.field not in party.values
        ]
    return found


def _title(item: str, name: str) -> str:
    return name if item == "0" else f"{item} {name}"
