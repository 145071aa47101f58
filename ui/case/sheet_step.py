"""The third step of a case: what is still missing, the official sheet, its files."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from crashes.scene.base_map import BaseMap
from crashes.scene.case import Case, sheet_facts
from crashes.scene.checklist import Gap, SheetFacts, Weight, gaps
from crashes.scene.document import scene_to_json
from crashes.scene.form_questions import Question
from crashes.scene.model import Scene, SheetChoice, SheetPaper
from crashes.scene.sheet import scene_sheets, sheet_placement
from drawing.dxf import write_dxf
from drawing.model import Drawing
from drawing.pdf import write_pdf
from drawing.svg import write_svg
from language import chosen_language
from language import translate as _
from storage.documents import Document
from ui.case.form_gaps import empty_items
from ui.case.opened import open_scene
from ui.case.routes import questions_of
from ui.components.sheet_view import sheet_view
from ui.plain_text import as_text, words
from ui.store_access import store_settings, the_store
from ui.widgets.diagram_files import as_file_name

FORMATS = {
    "pdf": ("PDF", "application/pdf"),
    "svg": ("SVG", "image/svg+xml"),
    "dxf": ("DXF", "image/vnd.dxf"),
    "json": ("JSON", "application/json"),
}


def sheet_step(case: Case, plates: dict[int, str], saved: Document | None) -> None:
    """Draw check list, sheet and downloads."""
    opened = open_scene(case)
    if opened is None:
        st.info(_("First say where it was: then the street of that place is here."))
        return
    facts = sheet_facts(case, plates, is_demo=store_settings().is_demo)
    scene = replace(opened.scene, sheet=chosen_sheet(opened.scene.sheet))
    checks, sheet = st.columns([4, 7], gap="medium")
    with checks:
        show_check_list(case, scene, facts, opened.street)
        if saved is not None:
            said = _(
                "Case saved on {when} by {author}.",
                when=f"{saved.saved_at.astimezone():%Y-%m-%d %H:%M}",
                author=saved.author,
            )
            st.caption(as_text(said))
    with sheet:
        drawings = scene_sheets(scene, facts, opened.street, language=chosen_language())
        downloads(case, scene, drawings)
        sheet_view(write_svg(drawings[0]), key="scene_sheet", on_crash=lambda _key: None)
        for number, page in enumerate(drawings[1:], start=2):
            sheet_view(write_svg(page), key=f"scene_sheet_{number}", on_crash=lambda _key: None)


def chosen_sheet(choice: SheetChoice) -> SheetChoice:
    """Let the officer take another paper for this print; the scale is that of the scene."""
    paper = st.segmented_control(
        _("Paper"),
        [one.value for one in SheetPaper],
        default=choice.paper.value,
        required=True,
        key="scene_paper",
    )
    return replace(choice, paper=SheetPaper(paper or choice.paper.value))


def show_check_list(case: Case, scene: Scene, facts: SheetFacts, street: BaseMap | None) -> None:
    """Show what is missing, what is worth a look, what contradicts itself, what is empty."""
    found = gaps(scene, facts, street)
    missing = [one for one in found if one.weight is Weight.MISSING]
    remarks = [one for one in found if one.weight is Weight.REMARK]
    asked = questions_of(the_store(), case, scene)
    st.subheader(_("Check list before printing"))
    if not missing:
        st.success(_("Nothing is missing for a complete drawing."))
    _listed(_("Missing ({count})", count=len(missing)), missing, "missing")
    _listed(_("Contradictions ({count})", count=len(asked)), asked, "asked")
    _listed(_("Worth a look ({count})", count=len(remarks)), remarks, "remarks")
    empty = empty_items(case, chosen_language())
    with st.expander(_("Items of the forms left empty ({count})", count=len(empty))):
        st.markdown("\n".join(f"- {as_text(one)}" for one in empty))


def _listed(title: str, entries: list[Gap] | tuple[Question, ...], key: str) -> None:
    if not entries:
        return
    with st.container(key=f"check_{key}"):
        st.markdown(f"**{as_text(title)}**")
        st.markdown("\n".join(f"- {as_text(words(one.message))}" for one in entries))


def downloads(case: Case, scene: Scene, drawings: tuple[Drawing, ...]) -> None:
    """Show the buttons that download the sheet: all pages as PDF, the drawing as SVG, DXF, JSON."""
    name = as_file_name(case.text("case_no") or case.crash_id)
    with st.container(horizontal=True, gap="small"):
        for ending, (label, media_type) in FORMATS.items():
            content: Callable[[], bytes] = partial(file_content, ending, scene, drawings)
            st.download_button(
                label,
                content,
                file_name=f"{name}_{scene.sheet.paper.value}.{ending}",
                mime=media_type,
                key=f"scene_{ending}",
                icon=":material/download:",
                on_click="ignore",
            )


def file_content(ending: str, scene: Scene, drawings: tuple[Drawing, ...]) -> bytes:
    """Return the sheet, or the scene, as a file."""
    if ending == "pdf":
        return write_pdf(drawings)
    if ending == "dxf":
        return write_dxf(drawings[0], placement=sheet_placement(scene)).encode()
    if ending == "json":
        text = json.dumps(scene_to_json(scene), ensure_ascii=False, indent=1, sort_keys=True)
        return text.encode()
    return write_svg(drawings[0]).encode()
