"""The files of a diagram to download, as they may leave the house: own keys replaced."""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from collision_diagrams.compare import Comparison
from collision_diagrams.diagram import DiagramResult
from collision_diagrams.published import (
    diagram_features,
    keys_for_publication,
    published_drawing,
)
from drawing.dxf import write_dxf
from drawing.model import Drawing
from drawing.pdf import write_pdf
from drawing.png import write_png
from drawing.svg import write_svg
from language import Language, chosen_language
from language import translate as _
from roadnet.crs import TAIWAN_CRS
from ui.store_access import store_settings, the_store

FORBIDDEN_IN_FILE_NAMES = str.maketrans('/\\:*?"<>|', "_________")
PDF, SVG, PNG, DXF = "application/pdf", "image/svg+xml", "image/png", "image/vnd.dxf"
GEOJSON = "application/geo+json"
SALT = "publication_salt"


@dataclass(frozen=True, slots=True)
class _File:
    """One file that is offered."""

    ending: str
    media_type: str
    label: str
    icon: str
    content: Callable[[], str | bytes]


def diagram_files(result: DiagramResult, sheets: Sequence[Drawing], *, key: str) -> None:
    """Show the buttons that download a diagram: PDF with its further pages, SVG, PNG, DXF, GeoJSON.

    Parameters
    ----------
    result
        The diagram.
    sheets
        Its sheets as they are printed.
    key
        Unique on the page.
    """
    language = chosen_language()
    street = result.placed.plan.street

    def keys() -> Mapping[str, str]:
        return keys_for_publication(result, publication_salt())

    def features() -> str:
        crs = store_settings().crs or TAIWAN_CRS
        found = diagram_features(result, keys(), crs=crs, language=Language(language))
        return json.dumps({"type": "FeatureCollection", "features": found}, ensure_ascii=False)

    placement = street.placement if street else None
    more = (
        _File("png", PNG, _("Download PNG"), "image", lambda: write_png(sheets[0])),
        _File(
            "dxf",
            DXF,
            _("Download DXF"),
            "architecture",
            lambda: write_dxf(sheets[0], placement=placement),
        ),
        _File("geojson", GEOJSON, _("Download GeoJSON"), "data_object", features),
    )
    offer((*_sheet_files(sheets, keys), *more), f"collision_diagram_{result.site}", key=key)


def comparison_files(comparison: Comparison, *, key: str) -> None:
    """Show the buttons that download two diagrams on one sheet."""

    def keys() -> dict[str, str]:
        halves, salt = (comparison.before, comparison.after), publication_salt()
        return {own: out for one in halves for own, out in keys_for_publication(one, salt).items()}

    files = _sheet_files((comparison.drawing,), keys)
    offer(files, f"before_after_{comparison.before.site}", key=key)


def offer(files: Sequence[_File], name: str, *, key: str) -> None:
    """Show a button for each file."""
    with st.container(horizontal=True, gap="small"):
        for one in files:
            st.download_button(
                one.label,
                one.content,
                file_name=f"{as_file_name(name)}.{one.ending}",
                mime=one.media_type,
                key=f"{key}_{one.ending}",
                icon=f":material/{one.icon}:",
                on_click="ignore",
            )


def as_file_name(text: str) -> str:
    """Return a text that may name a file on any system."""
    return text.translate(FORBIDDEN_IN_FILE_NAMES).replace(" ", "_")


def publication_salt() -> str:
    """Return the secret of the store behind published keys; it is made at the first download."""
    kept: str | None = store_settings().more.get(SALT)
    if kept is None:
        kept = secrets.token_hex(16)
        the_store().change_settings(**{SALT: kept})
    return kept


def _sheet_files(
    sheets: Sequence[Drawing], keys: Callable[[], Mapping[str, str]]
) -> tuple[_File, ...]:
    return (
        _File("pdf", PDF, _("Download PDF"), "picture_as_pdf", lambda: write_pdf(sheets)),
        _File(
            "svg",
            SVG,
            _("Download SVG"),
            "download",
            lambda: write_svg(published_drawing(sheets[0], keys())),
        ),
    )
