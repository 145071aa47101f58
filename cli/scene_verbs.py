"""The verb about scenes of crashes: scene export."""

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cli.opened_store import opened
from cli.options import Options, Result, Verbs, add_verb
from cli.terminal import say
from errors import DaoanError
from language import chosen_language

if TYPE_CHECKING:
    from crashes.scene.base_map import BaseMap
    from crashes.scene.checklist import SheetFacts
    from crashes.scene.model import Scene
    from storage.documents import Document
    from storage.store import Store

FORMATS = ("json", "svg", "pdf", "dxf")


def add_scene_verbs(verbs: Verbs) -> None:
    """Add the verb about scenes."""
    scenes = verbs.add_parser("scene", help="Drawn scenes of crashes.")
    actions = scenes.add_subparsers(dest="action", required=True, metavar="ACTION")
    export = add_verb(actions, "export", run_export_scene)
    export.add_argument("crash", metavar="CRASH", help="key of the crash")
    export.add_argument("--format", required=True, choices=FORMATS)
    export.add_argument("--out", type=Path, required=True)
    export.add_argument("--version", type=int, metavar="N", help="default: the latest")
    export.add_argument("--paper", choices=["A4", "A3"], help="default: that of the scene")


def run_export_scene(options: Options) -> Result:
    """Write the official sheet of a scene (without plates), or the scene as data."""
    from crashes.scene.checklist import Weight, gaps
    from crashes.scene.document import parse_scene
    from crashes.scene.model import SheetPaper

    with opened(options, create=False) as store:
        saved = _saved_scene(store, options)
        scene = parse_scene(saved.text)
        if options.paper:
            scene = replace(scene, sheet=replace(scene.sheet, paper=SheetPaper(options.paper)))
        street = _street_of(store, scene)
        facts = _facts(store, scene.crash_id)
    _write(options, scene, facts, street)
    missing = [one for one in gaps(scene, facts, street) if one.weight is Weight.MISSING]
    say(
        "Version {version} of the scene is in {file}; {count} things are missing on its check"
        " list.",
        version=saved.version,
        file=options.out,
        count=len(missing),
    )
    return {
        "crash_id": scene.crash_id,
        "version": saved.version,
        "author": saved.author,
        "saved_at": saved.saved_at.isoformat(),
        "format": options.format,
        "paper": scene.sheet.paper.value,
        "file": str(options.out),
        "missing": [one.message.in_language() for one in missing],
    }


def _saved_scene(store: "Store", options: Options) -> "Document":
    from storage.documents import DocumentKind

    saved = store.document(DocumentKind.SCENE, options.crash, version=options.version)
    if saved is None or not saved.text:
        if options.version:
            raise DaoanError(
                "The scene of crash {crash_id} has no version {version}.",
                crash_id=options.crash,
                version=options.version,
            )
        raise DaoanError("Crash {crash_id} has no scene yet.", crash_id=options.crash)
    return saved


def _street_of(store: "Store", scene: "Scene") -> "BaseMap | None":
    """Return the street that a scene pins, None where it pins none."""
    from crashes.scene.map_pin import MapPin
    from crashes.scene.pinned_street import box_around, pinned_base_map

    if scene.map_version is None:
        return None
    pin = MapPin.read(scene.map_version)
    area = next((one for one in store.street_areas() if one.name == pin.area), None)
    if area is None:
        raise DaoanError(
            "The scene is drawn on the map {area}, which is not in the store.", area=pin.area
        )
    box_m = box_around(scene.origin_m)
    records = store.street_records(area.name, box_m=box_m, on=pin.on, known_at=pin.known_at)
    return pinned_base_map(area, records, pin, scene.origin_m)


def _facts(store: "Store", crash_id: str) -> "SheetFacts":
    """Return what the case says, for header and lists of the sheet."""
    from crashes.scene.case import Case, sheet_facts
    from crashes.scene.case_document import parse_case
    from storage.documents import DocumentKind

    saved = store.document(DocumentKind.CASE, crash_id)
    case = parse_case(saved.text) if saved and saved.text else Case(crash_id)
    return sheet_facts(case, is_demo=store.settings().is_demo)


def _write(options: Options, scene: "Scene", facts: "SheetFacts", street: "BaseMap | None") -> None:
    content = _content(options.format, scene, facts, street)
    try:
        options.out.write_bytes(content)
    except OSError as error:
        raise DaoanError(
            "{file} cannot be written: {reason}", file=options.out, reason=error.strerror
        ) from error


def _content(form: str, scene: "Scene", facts: "SheetFacts", street: "BaseMap | None") -> bytes:
    from crashes.scene.document import scene_to_json
    from crashes.scene.sheet import scene_sheets, sheet_placement
    from drawing.dxf import write_dxf
    from drawing.pdf import write_pdf
    from drawing.svg import write_svg

    if form == "json":
        text = json.dumps(scene_to_json(scene), ensure_ascii=False, indent=1, sort_keys=True)
        return text.encode()
    pages = scene_sheets(scene, facts, street, language=chosen_language())
    if form == "pdf":
        return write_pdf(pages)
    if form == "dxf":
        return write_dxf(pages[0], placement=sheet_placement(scene)).encode()
    return write_svg(pages[0]).encode()
