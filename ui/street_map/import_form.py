"""The form that brings streets in: the file, and what the command takes as options."""

import streamlit as st

from errors import DaoanError
from language import translate as _
from roadnet.model import DrivingSide
from ui.plain_text import as_text, error_text
from ui.store_access import store_settings, the_store
from ui.street_map.bringing_in import Bringing, bring_in, is_opendrive
from ui.widgets.author import author_field

OUTCOME = "street_import_outcome"
LON, LAT = (-180.0, 180.0), (-84.0, 84.0)


def import_form() -> None:
    """Let who may change the map bring in a file of streets."""
    author = author_field()
    if not author:
        return
    upload = st.file_uploader(
        _("OpenStreetMap (.osm, .pbf) or OpenDRIVE (.xodr)"),
        type=["osm", "pbf", "xodr"],
        key="street_file",
    )
    name = st.text_input(
        _("Name of the area"),
        placeholder=_("the name of the file"),
        help=_("An area of the same name is replaced; what people corrected stays."),
        key="street_name",
    )
    left, right = st.columns(2)
    sides: dict[DrivingSide | None, str] = {None: _("as the file or the country says")}
    for one, name_of_side in side_names().items():
        sides[one] = name_of_side
    side = left.selectbox(
        _("Traffic keeps to the"), list(sides), format_func=sides.__getitem__, key="street_side"
    )
    crs = right.text_input(
        _("Coordinate system (metres)"),
        placeholder=store_settings().crs or _("by place, in Taiwan EPSG:3826"),
        key="street_crs",
    )
    of_opendrive = upload is not None and is_opendrive(upload.name)
    origin = origin_fields() if of_opendrive else None
    boundary = None
    if upload is not None and not of_opendrive:
        boundary = st.file_uploader(
            _("Only what lies inside this polygon (GeoJSON, optional)"),
            type=["json", "geojson"],
            key="street_boundary",
        )
    pressed = st.button(_("Bring in"), type="primary", disabled=upload is None, key="street_import")
    if pressed and upload is not None:
        given = Bringing(upload, name.strip(), side, crs.strip(), origin, boundary)
        bring_in_and_say(given, author)
    show_outcome()


def show_outcome() -> None:
    """Say once what an import did."""
    for line in st.session_state.pop(OUTCOME, []):
        st.success(as_text(line))


def side_names() -> dict[DrivingSide, str]:
    """Return what the sides of the road are called."""
    return {DrivingSide.RIGHT: _("right side"), DrivingSide.LEFT: _("left side")}


def origin_fields() -> tuple[float, float] | None:
    """Show the fields of where the origin of an OpenDRIVE file lies; None: as the file says."""
    st.caption(_("Where a file does not say where on Earth it lies, tell the place of its origin."))
    left, right = st.columns(2)
    lon = left.number_input(
        _("Longitude of the origin (°)"),
        value=None,
        min_value=LON[0],
        max_value=LON[1],
        format="%.6f",
        key="street_origin_lon",
    )
    lat = right.number_input(
        _("Latitude of the origin (°)"),
        value=None,
        min_value=LAT[0],
        max_value=LAT[1],
        format="%.6f",
        key="street_origin_lat",
    )
    if (lon is None) != (lat is None):
        st.warning(_("Tell both the longitude and the latitude of the origin."))
    return None if lon is None or lat is None else (lon, lat)


def bring_in_and_say(given: Bringing, author: str) -> None:
    """Bring a file in; an error is told, else the page runs again and says what came of it."""
    try:
        with st.spinner(_("Reading the streets ...")):
            streets, outcome = bring_in(the_store(), given, author=author)
    except DaoanError as refused:
        st.error(error_text(refused))
        return
    said = [
        _(
            "{area}: {roads} roads; {new} records new, {changed} changed, {gone} gone.",
            area=streets.area,
            roads=len(streets.roads),
            new=outcome.new,
            changed=outcome.changed,
            gone=outcome.gone,
        )
    ]
    if outcome.kept_edits:
        said.append(
            _(
                "{count} corrections stay; where the file says otherwise is listed under "
                "“Corrections of this area”.",
                count=outcome.kept_edits,
            )
        )
    st.session_state[OUTCOME] = [*said, *(note.in_language() for note in streets.notes)]
    st.rerun()
