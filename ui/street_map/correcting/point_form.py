"""The form of what stands at a point: its code, its place, where it looks; and of new things."""

import secrets
from datetime import date

import streamlit as st

from language import translate as _
from roadnet.editing.how import How
from roadnet.editing.points import (
    MOST_HEIGHT_M,
    PointChange,
    bearing_deg,
    change_point,
    new_point,
)
from roadnet.model import AssetId, PointAsset, PointKind
from ui.street_map.correcting.chosen import Chosen
from ui.street_map.correcting.saving import grounds_fields, put, save, take_away

Point = tuple[float, float]
SPOKEN = frozenset({PointKind.SIGN, PointKind.SIGNAL})


def point_form(chosen: Chosen, author: str, picked_m: Point | None) -> None:
    """Show what stands at a point, and let it be corrected, moved and taken away."""
    asset: PointAsset = chosen.thing
    if picked_m:
        moved_m = ((picked_m[0] - asset.x_m) ** 2 + (picked_m[1] - asset.y_m) ** 2) ** 0.5
        st.info(_("It moves by {metres} m when you save.", metres=f"{moved_m:.2f}"))
    key = chosen.form_key
    with st.form(key, border=False):
        change = _fields(asset, picked_m, key)
        asked = grounds_fields(key, chosen.day)
        saves = st.form_submit_button(_("Save the correction"), type="primary")
        removes = st.form_submit_button(_("Take it away"))
    if saves:
        save(chosen, lambda one, how: change_point(one, change, how), asked, author)
    elif removes:
        take_away(chosen, asked, author)


def new_point_form(area: str, kind: PointKind, at_m: Point, day: date, author: str) -> None:
    """Let a thing be put where the map was clicked."""
    key = f"new_{kind}_{round(at_m[0], 1)}_{round(at_m[1], 1)}"
    asset = PointAsset(AssetId(f"{area}/made-{secrets.token_hex(8)}"), kind, *at_m)
    with st.form(key, border=False):
        change = _fields(asset, None, key)
        asked = grounds_fields(key, day)
        if not st.form_submit_button(_("Put it on the map"), type="primary"):
            return

    def make(how: How) -> PointAsset:
        return change_point(new_point(asset.asset_id, kind, at_m, how), change, how)

    put(area, "point_assets", make, None, asked, author)


def _fields(asset: PointAsset, picked_m: Point | None, key: str) -> PointChange:
    if asset.kind not in SPOKEN:
        return PointChange(at_m=picked_m)
    left, right = st.columns(2)
    code = value = None
    if asset.kind is PointKind.SIGN:
        code = left.text_input(
            _("Code of the sign"), asset.code, placeholder="限5", key=f"{key}_code"
        )
        value = right.text_input(_("Value"), asset.value, placeholder="50", key=f"{key}_value")
    bearing = left.number_input(
        _("Its face looks to (° from north)"),
        min_value=0.0,
        max_value=359.9,
        step=5.0,
        value=None if asset.heading_rad is None else bearing_deg(asset.heading_rad),
        key=f"{key}_bearing",
    )
    height_m = right.number_input(
        _("Height of the lower edge (m)"),
        min_value=0.0,
        max_value=MOST_HEIGHT_M,
        step=0.1,
        value=asset.bottom_height.value if asset.bottom_height else None,
        key=f"{key}_height",
    )
    return PointChange(picked_m, code, value, bearing, height_m)
