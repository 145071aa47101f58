"""The base map: from the city to the stop line, what is known of every strip, sheets to scale."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from crashes.model import CrashFilter
from errors import DaoanError
from language import Language, chosen_language, in_language
from language import translate as _
from roadnet.map_features import map_features
from roadnet.markings.check import check_markings
from roadnet.markings.finding import Finding
from roadnet.model import LOCAL_CRS
from roadnet.model.record import StreetArea
from roadnet.quality import map_quality
from ui.map_data import points_address
from ui.maps.base_map import Bounds
from ui.maps.crash_looks import crash_looks
from ui.maps.layers import FastPoints
from ui.page_address import choice_of_address, keep_choice
from ui.plain_text import as_text, error_text
from ui.store_access import the_store
from ui.street_map.bringing_in import bring_in
from ui.street_map.kept import extent_deg, street_areas, streets_on, today
from ui.street_map.layer import street_base_map, street_layers
from ui.street_map.routes import blocks_address
from ui.street_map.sheets import PAPERS, SCALES, TYPES, sheet_bytes, sheet_choice
from ui.street_map.words import VERDICTS
from ui.widgets.table_download import table_download

MAP_HEIGHT_PX = 540
FORMATS = {"svg": "SVG", "pdf": "PDF", "dxf": "DXF (CAD)"}
OUTCOME = "street_import_outcome"


def show() -> None:
    """Draw the page."""
    st.title(_("Base map"))
    areas = {area.name: area for area in street_areas()}
    if not areas:
        st.info(_("There are no streets yet: bring in a file of OpenStreetMap or OpenDRIVE."))
        import_section()
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        area = areas[area_field(list(areas))]
        day = day_field()
        with_crashes = st.toggle(_("Show crashes"), key="street_map_crashes")
    bounds = extent_deg(area) if area.crs != LOCAL_CRS else None
    if bounds is None:
        st.warning(_("This area is tied to no place on Earth: there is no map of it."))
    else:
        draw_map(area, day, bounds, chosen_language(), with_crashes=with_crashes)
    st.caption(area_text(area))
    check_section(area, day)
    with st.expander(_("Bring in streets"), icon=":material/upload_file:"):
        import_section()


def area_field(names: list[str]) -> str:
    """Let the user choose the area."""
    choice_of_address(
        "area", "street_area", read=lambda name: _known(name, names), default=names[0]
    )
    if st.session_state["street_area"] not in names:
        st.session_state["street_area"] = names[0]
    area = st.selectbox(_("Area"), names, key="street_area", width=280)
    keep_choice("area", area, area if len(names) > 1 else "")
    return area


def _known(name: str, names: list[str]) -> str:
    if name not in names:
        raise ValueError(name)
    return name


def day_field() -> date:
    """Let the user choose the day whose streets are shown."""
    choice_of_address("on", "street_day", read=date.fromisoformat, default=today())
    day = st.date_input(
        _("As it stood on"),
        key="street_day",
        min_value=date(1950, 1, 1),
        max_value=today(),
        width=200,
    )
    keep_choice("on", day, day.isoformat() if day != today() else "")
    return day


def area_text(area: StreetArea) -> str:
    """Return where the streets of an area come from."""
    return as_text(
        _(
            "Source: {source}; coordinates {crs}. What is pale or hatched is assumed.",
            source=area.source or area.name,
            crs=area.crs,
        )
    )


@st.fragment
def draw_map(
    area: StreetArea, day: date, bounds: Bounds, language: Language, *, with_crashes: bool
) -> None:
    """Draw map and sheet; when the map moves only this runs again: it is told the language."""
    with in_language(language):
        draw_map_and_sheet(area, day, bounds, with_crashes=with_crashes)


def draw_map_and_sheet(area: StreetArea, day: date, bounds: Bounds, *, with_crashes: bool) -> None:
    """Draw the map, and below it the sheet of what it shows."""
    layers = street_layers(blocks_address(area.name, day))
    if with_crashes:
        FastPoints(points_address(CrashFilter()), crash_looks()).add_to(layers)
    said = st_folium(
        street_base_map(bounds),
        feature_group_to_add=layers,
        returned_objects=["center"],
        height=MAP_HEIGHT_PX,
        use_container_width=True,
        key=f"street_map_{area.name}",
    )
    centre = (said or {}).get("center")
    west, south, east, north = bounds
    place = (centre["lng"], centre["lat"]) if centre else ((west + east) / 2, (south + north) / 2)
    sheet_section(area, day, place)


def sheet_section(area: StreetArea, day: date, lon_lat: tuple[float, float]) -> None:
    """Offer the sheet around the middle of the map."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        scale = st.selectbox(
            _("Scale of the sheet"),
            SCALES,
            index=1,
            format_func=lambda number: f"1:{number}",
            key="street_scale",
            width=160,
        )
        paper = st.selectbox(_("Paper"), list(PAPERS), key="street_paper", width=110)
        choice = sheet_choice(area, day, lon_lat, scale, paper)
        language = chosen_language()

        def content(ending: str) -> bytes:
            with in_language(language):  # the button calls from a thread of its own
                return sheet_bytes(area, choice, ending)

        for ending, label in FORMATS.items():
            st.download_button(
                label,
                partial(content, ending),
                file_name=f"{area.name}_1-{scale}.{ending}",
                mime=TYPES[ending],
                key=f"street_sheet_{ending}",
                icon=":material/download:",
                on_click="ignore",
            )
    st.caption(_("The sheet shows the middle of the map."))


def check_section(area: StreetArea, day: date) -> None:
    """Measure the map of the area and hold its markings against the rules."""
    with st.expander(_("Check of this area"), icon=":material/rule:"):
        if not st.button(_("Check"), key="street_check"):
            return
        with st.spinner(_("Measuring the map ...")):
            streets, geometry = streets_on(area, day)
            quality = map_quality(streets, geometry, map_features(streets, geometry))
            findings = check_markings(streets, geometry, on=day)
        figures = (
            (_("Roads"), f"{quality.roads:,}"),
            (_("Junctions"), f"{quality.junctions:,}"),
            (_("Invalid surfaces"), f"{quality.invalid:,}"),
            (_("Overlap"), f"{quality.overlap_m2:.3f} m²"),
            (_("Width assumed"), f"{quality.assumed_share:.0%}"),
        )
        for column, (label, value) in zip(st.columns(len(figures)), figures, strict=True):
            column.metric(label, value)
        show_findings(findings)


def show_findings(findings: Sequence[Finding]) -> None:
    """Show what the rules say of the area."""
    if not findings:
        st.success(_("Nothing that is stated is against the rules."))
        return
    headings = {
        "article": _("Article"),
        "valid_from": _("In force since"),
        "element": _("Element"),
        "found": _("Found"),
        "required": _("Required"),
        "verdict": _("Verdict"),
    }
    rows = pd.DataFrame(
        [
            one.as_dict(chosen_language()) | {"verdict": VERDICTS[one.verdict].in_language()}
            for one in findings
        ]
    )
    table = rows[list(headings)].rename(columns=headings)
    st.dataframe(table, hide_index=True, key="street_findings")
    table_download(table, "street_findings", title=_("Check"), key="street_findings_file")


def import_section() -> None:
    """Let the user bring in a file of streets."""
    upload = st.file_uploader(
        _("OpenStreetMap (.osm, .pbf) or OpenDRIVE (.xodr)"),
        type=["osm", "pbf", "xodr"],
        key="street_file",
    )
    name = st.text_input(
        _("Name of the area"), placeholder=_("the name of the file"), key="street_name"
    )
    if (
        st.button(_("Bring in"), type="primary", disabled=upload is None, key="street_import")
        and upload
    ):
        try:
            with st.spinner(_("Reading the streets ...")):
                streets, outcome = bring_in(the_store(), upload, name.strip())
        except DaoanError as refused:
            st.error(error_text(refused))
            return
        said = _(
            "{area}: {roads} roads; {new} records new, {changed} changed, {gone} gone.",
            area=streets.area,
            roads=len(streets.roads),
            new=outcome.new,
            changed=outcome.changed,
            gone=outcome.gone,
        )
        st.session_state[OUTCOME] = [said, *(note.in_language() for note in streets.notes)]
        st.rerun()
    for line in st.session_state.pop(OUTCOME, []):
        st.success(as_text(line))


if __name__ == "__main__":
    show()
