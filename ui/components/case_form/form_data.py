"""What the form of a case is handed by the page: case, items, words, map."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import quote

from babel.messages.pofile import read_po

from crashes.codes import code_list
from crashes.model import Severity
from crashes.party_kinds import party_group
from crashes.scene.case import Case
from crashes.scene.case_document import case_to_json
from crashes.scene.form import FormChoice, FormItem, form_items
from language import LOCALE_FOLDER, Language

CASE_ROUTE = "api/cases"
PLACES_ROUTE = "api/places"
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class FormMap:
    """The map on which the place is clicked."""

    scripts: Sequence[str]
    styles: Sequence[str]
    layers: Sequence[str]  # addresses of blocks, one for each area of the street map
    background: str
    bounds: Box | None  # west, south, east, north in degrees


@dataclass(frozen=True, slots=True)
class FormSettings:
    """How the form is opened."""

    language: Language = Language.ZH_TW
    read_only: bool = False
    questions: tuple[dict[str, Any], ...] = ()  # what contradicts itself, in words
    headers: dict[str, str] = field(default_factory=dict)  # sent with each request


def case_form_data(
    case: Case, revision: int, known_map: FormMap, on: date, settings: FormSettings | None = None
) -> dict[str, Any]:
    """Return everything the form needs to open a case, as plain JSON values.

    Parameters
    ----------
    case
        The case as the store has it, or an empty one.
    revision
        Its version in the store; 0 for a case that was never saved.
    known_map
        The map to click on.
    on
        The day of the crash: it decides the edition of the code lists.
    settings
        Language, whether it may be changed, headers for its requests.
    """
    chosen = settings or FormSettings()
    kinds = code_list("kind_code").values
    return {
        "crash_id": case.crash_id,
        "revision": revision,
        "case": case_to_json(case),
        "items": [_item(one, chosen.language, on) for one in form_items() if not one.is_private],
        "groups": {one.code: party_group(one.code).value for one in kinds},
        "words": words(chosen.language),
        "language": chosen.language.value,
        "save_url": f"{CASE_ROUTE}/{quote(case.crash_id, safe='')}",
        "places_url": PLACES_ROUTE,
        "headers": {"X-Daoan-Language": chosen.language.value, **chosen.headers},
        "read_only": chosen.read_only,
        "questions": list(chosen.questions),
        "map": {
            "scripts": list(known_map.scripts),
            "styles": list(known_map.styles),
            "layers": list(known_map.layers),
            "background": known_map.background,
            "bounds": list(known_map.bounds) if known_map.bounds else None,
        },
    }


@cache
def words(language: Language) -> dict[str, str]:
    """Return English sentence -> sentence in `language`; empty for English itself."""
    if language is Language.EN:
        return {}
    path = LOCALE_FOLDER / language.replace("-", "_") / "case_form.po"
    with path.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}


def _with_group(choice: FormChoice) -> str:
    """Return a text that stands in several main classes with its own, without its brackets."""
    group = choice.group.partition("(")[0].partition("（")[0]
    return f"{group}・{choice.text}" if group else choice.text


def _item(one: FormItem, language: Language, on: date) -> dict[str, Any]:
    choices: list[dict[str, str]] = []
    if one.kind in {"code", "flag"}:
        offered = one.choices(language, on)
        count = Counter(choice.text for choice in offered)
        choices = [
            {
                "code": c.code,
                "text": _with_group(c) if count[c.text] > 1 else c.text,
                "group": c.group,
                "need": c.need,
            }
            for c in offered
        ]
    elif one.kind == "severity":
        choices = [{"code": c.value, "text": c.value, "group": "", "need": ""} for c in Severity]
    return {
        "item": one.item,
        "field": one.field,
        "of": one.asked_of.value,
        "kind": one.kind,
        "name": one.names[language],
        "choices": choices,
        "needed_for": list(one.needed_for),
        "common": list(one.common),
    }
