"""What the scene editor is handed by the page: scene, street, catalogue, words."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote

from babel.messages.pofile import read_po

from crashes.codes import code_list
from crashes.scene.base_map import BaseMap, base_map_to_json
from crashes.scene.catalogue import Catalogue, VehicleSize, scene_catalogue
from crashes.scene.document import scene_to_json
from crashes.scene.model import Scene
from crashes.scene.wording import PART_TITLES
from language import LOCALE_FOLDER, Language, translate

SCENE_ROUTE = "api/scenes"


@dataclass(frozen=True, slots=True)
class EditorParty:
    """A party of the crash, in the order of the record; nothing of its identity."""

    party_no: int
    class_code: str | None = None  # 當事者區分


@dataclass(frozen=True, slots=True)
class EditorSettings:
    """How the editor is opened."""

    language: Language = Language.ZH_TW
    read_only: bool = False
    questions: tuple[str, ...] = ()  # what contradicts itself in the case, in that language
    headers: dict[str, str] = field(default_factory=dict)  # sent with each request


def scene_editor_data(
    scene: Scene,
    revision: int,
    parties: Sequence[EditorParty],
    base_map: BaseMap | None = None,
    settings: EditorSettings | None = None,
) -> dict[str, Any]:
    """Return everything the editor needs to open a scene, as plain JSON values.

    Parameters
    ----------
    scene
        The scene as the store has it, or an empty one.
    revision
        Its revision in the store; 0 for a scene that was never saved.
    parties
        The parties of the crash.
    base_map
        The street of the day of the crash, with the origin of the scene.
    settings
        Language, whether it may be changed, headers for its requests.
    """
    chosen = settings or EditorSettings()
    address = f"{SCENE_ROUTE}/{quote(scene.crash_id, safe='')}"
    return {
        "crash_id": scene.crash_id,
        "revision": revision,
        "scene": scene_to_json(scene),
        "base_map": base_map_to_json(base_map) if base_map else None,
        "catalogue": _catalogue(chosen.language),
        "parties": [
            {"party_no": party.party_no, "class_code": _known_class(party.class_code)}
            for party in parties
        ],
        "words": words(chosen.language),
        "language": chosen.language.value,
        "save_url": address,
        "photo_url": f"{address}/photos",
        "headers": {"X-Daoan-Language": chosen.language.value, **chosen.headers},
        "read_only": chosen.read_only,
        "questions": list(chosen.questions),
    }


@cache
def words(language: Language) -> dict[str, str]:
    """Return English sentence -> sentence in `language`; empty for English itself."""
    if language is Language.EN:
        return {}
    path = LOCALE_FOLDER / language.replace("-", "_") / "scene_editor.po"
    with path.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}


@cache
def _catalogue(language: Language) -> dict[str, Any]:
    known = scene_catalogue()

    def said(title: str) -> str:
        return translate(title, language=language)

    return {
        "layers": [{"layer": layer, "title": said(t)} for layer, t in known.layers.items()],
        "bodies": [{**asdict(kind), "title": said(kind.title)} for kind in known.bodies.values()],
        "traces": [{**asdict(kind), "title": said(kind.title)} for kind in known.traces.values()],
        "vehicles": _vehicles(known, language),
        "symbols": {name: list(shapes) for name, shapes in known.symbols.items()},
        "parts": {part: said(title) for part, title in PART_TITLES.items()},
        "tools": [
            {"tool": tool, "title": said(title), "sigma_m": known.sigmas_m[tool]}
            for tool, title in known.tool_titles.items()
        ],
    }


def _vehicles(known: Catalogue, language: Language) -> list[dict[str, Any]]:
    titles = class_titles(language)
    return [
        {
            "class_code": size.class_code,
            "title": titles.get(size.class_code, size.class_code),
            **_measures(size),
            "symbol": size.symbol,
            "is_person": size.is_person,
            "has_two_wheels": size.has_two_wheels,
        }
        for size in known.vehicles.values()
    ]


def _measures(size: VehicleSize) -> dict[str, float | None]:
    return {
        "length_m": size.length_m,
        "width_m": size.width_m,
        "wheelbase_m": size.wheelbase_m,
        "height_m": size.height_m,
    }


def class_titles(language: Language) -> dict[str, str]:
    """Return class code -> main class and class, as the form names them."""
    titles = {}
    for value in code_list("kind_code").values:
        text = value.in_language(language)
        has_group = language is not Language.EN and value.group and value.group not in text
        titles[value.code] = f"{value.group}・{text}" if has_group else text
    return titles


def _known_class(code: str | None) -> str | None:
    return code if code in scene_catalogue().vehicles else None
