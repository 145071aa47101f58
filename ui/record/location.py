"""Where a crash happened: what is known of the point, and three ways to correct it."""

import math
from collections.abc import Sequence
from typing import Any

import streamlit as st

from crashes.model import CrashRecord, Edit
from language import translate as _
from roadnet.model import Junction
from ui.maps.geodetic import WGS84, to_metres
from ui.plain_text import sentence
from ui.record.location_map import NewLocation, draw_location_map
from ui.record.saving import save_and_say
from ui.store_access import read_junctions, store_settings
from ui.wording import is_missing, location_status_name, message_text

OFFERED_JUNCTIONS = 3000
JUNCTION_REACH_M = 30.0  # a point that was clicked belongs to a junction within this distance


def show_location(record: CrashRecord) -> None:
    """Say what is known of the point, and why it is doubted."""
    status = location_status_name(str(record.crash["location_status"]))
    st.markdown("**" + sentence("Location: {status}", status=status) + "**")
    if reason := message_text(record.crash.get("location_reason")):
        st.text(reason)


def correct_location(record: CrashRecord, author: str) -> None:
    """Show the map, the ways to correct the point, and the form that saves it."""
    crs = store_settings().crs or WGS84
    key = f"location_map_{record.crash['crash_id']}_{record.revision}"
    way = way_to_correct(record)
    if way == "map":
        wanted = clicked_location(key, crs)
        st.caption(_("Click on the map where the crash happened."))
    elif way == "junction":
        wanted = junction_location(record)
    else:
        wanted = proposed_location(record)
    draw_location_map(record, wanted, crs, key=key)
    if wanted is None:
        return
    st.text(described(record, wanted))
    with st.form("correct_location", border=False):
        save_and_say(record, author, [edit_of(wanted)], key="location")


def way_to_correct(record: CrashRecord) -> str:
    """Show the ways there are and return the chosen one."""
    names = {
        "map": _("Click on the map"),
        "junction": _("Choose a junction"),
        "proposal": _("Accept the proposal"),
    }
    proposed = not is_missing(record.crash["proposal_x_m"])
    ways = list(names) if proposed else ["map", "junction"]
    return str(
        st.segmented_control(
            _("Correct the location"),
            ways,
            format_func=names.__getitem__,
            default="proposal" if proposed else "map",
            required=True,
            key="location_way",
        )
    )


def clicked_location(map_key: str, crs: str) -> NewLocation | None:
    """Return the point that was clicked on the map, with the junction that it belongs to."""
    clicked: dict[str, float] | None = (st.session_state.get(map_key) or {}).get("last_clicked")
    if not clicked:
        return None
    (x_m,), (y_m,) = to_metres([clicked["lng"]], [clicked["lat"]], crs)
    near = nearest_first(read_junctions(), float(x_m), float(y_m))[:1]
    if near and math.hypot(near[0].x_m - x_m, near[0].y_m - y_m) <= JUNCTION_REACH_M:
        return NewLocation(float(x_m), float(y_m), near[0].junction_id, near[0].name)
    return NewLocation(float(x_m), float(y_m))


def junction_location(record: CrashRecord) -> NewLocation | None:
    """Let the user choose a junction, the nearest first; return its point."""
    crash = record.crash
    junctions: Sequence[Junction] = read_junctions()
    for x_name, y_name in (("proposal_x_m", "proposal_y_m"), ("x_m", "y_m")):
        if not is_missing(crash[x_name]):
            junctions = nearest_first(junctions, crash[x_name], crash[y_name])
            break
    junction = st.selectbox(
        _("Junction"),
        junctions[:OFFERED_JUNCTIONS],
        index=None,
        format_func=lambda junction: junction.name,
        placeholder=_("Type part of a road name"),
        key="location_junction",
    )
    if junction is None:
        return None
    return NewLocation(junction.x_m, junction.y_m, junction.junction_id, junction.name)


def proposed_location(record: CrashRecord) -> NewLocation:
    """Return the proposal of the record: the junction that its place text names."""
    crash = record.crash
    name = str(crash["proposal_junction"] or "")
    named = [junction for junction in read_junctions() if junction.name == name]
    near = nearest_first(named, crash["proposal_x_m"], crash["proposal_y_m"])[:1]
    return NewLocation(
        float(crash["proposal_x_m"]),
        float(crash["proposal_y_m"]),
        near[0].junction_id if near else None,
        name,
    )


def nearest_first(junctions: Sequence[Junction], x_m: float, y_m: float) -> list[Junction]:
    """Return junctions ordered by their distance from a point."""
    return sorted(
        junctions, key=lambda one: (math.hypot(one.x_m - x_m, one.y_m - y_m), one.junction_id)
    )


def described(record: CrashRecord, wanted: NewLocation) -> str:
    """Return what the correction would do, in words."""
    place = wanted.junction_name or _("a place away from junctions")
    if is_missing(record.crash["x_m"]):
        return _("New location: {place}.", place=place)
    moved_m = math.hypot(wanted.x_m - record.crash["x_m"], wanted.y_m - record.crash["y_m"])
    return _(
        "New location: {place}, moved by {distance_m} m.", place=place, distance_m=round(moved_m)
    )


def edit_of(wanted: NewLocation) -> Edit:
    """Return the edit that gives a crash its new point."""
    value: dict[str, Any] = {
        "x_m": round(wanted.x_m, 2),
        "y_m": round(wanted.y_m, 2),
        "junction": wanted.junction_id,
    }
    return Edit("location", value)
