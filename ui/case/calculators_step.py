"""Calculators for the officer: speeds with their range, refused where a formula does not hold.

Nothing of it is saved, and nothing of it is ever on the official sheet.
"""

from collections.abc import Callable, Sequence

import streamlit as st

from crashes.scene.calculators import (
    CalculatorError,
    Departure,
    SkidStretch,
    SpeedRange,
    speed_from_fall,
    speed_from_skid,
    speed_from_yaw,
    speeds_before_impact,
)
from crashes.scene.case import Case
from crashes.scene.model import party_name, travel_bearings
from language import translate as _
from ui.case.opened import open_scene
from ui.plain_text import error_text

Numbers = list[float | None]
PERCENT = 100.0


def calculators_step(case: Case) -> None:
    """Draw the four calculators."""
    st.caption(
        _("Aids of an investigation: nothing here is saved, and nothing is printed on the sheet.")
    )
    names = [_("Skid"), _("Yaw"), _("Fall"), _("Momentum of two vehicles")]
    skid, yaw, fall, momentum = st.tabs(names)
    with skid:
        draw_skid()
    with yaw:
        draw_yaw()
    with fall:
        draw_fall()
    with momentum:
        draw_momentum(case)


def draw_skid() -> None:
    """Speed at the beginning of skid marks."""
    numbers = asked(
        "skid",
        [
            (_("Length of the mark (m)"), None),
            (_("Friction of the surface"), None),
            (_("Grade uphill (%)"), 0.0),
            (_("Speed at its end (km/h)"), 0.0),
        ],
    )
    told(
        numbers,
        lambda length, friction, grade, end: [
            speed_from_skid([SkidStretch(length, friction, grade=grade / PERCENT)], end_kmh=end)
        ],
        [_("At the beginning of the mark, at least")],
    )


def draw_yaw() -> None:
    """Speed of a vehicle that slid sideways on a curved mark."""
    numbers = asked(
        "yaw",
        [
            (_("Chord of the mark (m)"), None),
            (_("Its middle ordinate (m)"), None),
            (_("Friction of the surface"), None),
            (_("Cross fall towards the inside (%)"), 0.0),
        ],
    )
    told(
        numbers,
        lambda chord, middle, friction, fall: [
            speed_from_yaw(chord, middle, friction, superelevation=fall / PERCENT)
        ],
        [_("On the mark")],
    )


def draw_fall() -> None:
    """Speed at which a vehicle left the road and fell."""
    numbers = asked(
        "fall",
        [
            (_("Level distance (m)"), None),
            (_("Drop (m)"), None),
            (_("Angle of the take-off (degrees up)"), 0.0),
        ],
    )
    told(
        numbers,
        lambda distance, drop, angle: [speed_from_fall(distance, drop, take_off_deg=angle)],
        [_("At the take-off")],
    )


def draw_momentum(case: Case) -> None:
    """Speeds of two vehicles at the impact; the ways they came are offered from the scene."""
    scene = open_scene(case)
    bearings = travel_bearings(scene.scene) if scene else {}
    numbers: Numbers = []
    for number in (1, 2):
        came = bearings.get(number, (None, None))[0]
        letter = party_name(number)
        numbers += asked(
            f"momentum_{number}",
            [
                (_("{party}: mass (kg)", party=letter), None),
                (
                    _("{party}: direction before (degrees)", party=letter),
                    (came + 180.0) % 360.0 if came is not None else None,
                ),
                (_("{party}: direction after (degrees)", party=letter), None),
                (_("{party}: speed after (km/h)", party=letter), None),
            ],
        )
    told(
        numbers,
        lambda *values: speeds_before_impact(_departure(values[:4]), _departure(values[4:])),
        [_("{party} at the impact", party=party_name(number)) for number in (1, 2)],
    )


def _departure(values: Sequence[float]) -> Departure:
    mass, before, after, kmh = values
    return Departure(mass, before, after, SpeedRange(kmh, kmh, kmh))


def asked(name: str, labels: Sequence[tuple[str, float | None]]) -> Numbers:
    """Draw the numbers of a calculator in one line and return them."""
    columns = st.columns(len(labels), vertical_alignment="bottom")
    return [
        column.number_input(label, value=value, step=None, key=f"calculator_{name}_{place}")
        for place, (column, (label, value)) in enumerate(zip(columns, labels, strict=True))
    ]


def told(
    numbers: Numbers, speeds: Callable[..., Sequence[SpeedRange]], names: Sequence[str]
) -> None:
    """Show the speeds with their ranges, or why there are none."""
    values = [one for one in numbers if one is not None]
    if len(values) < len(numbers):
        st.info(_("Fill in every number."))
        return
    try:
        found = speeds(*values)
    except CalculatorError as error:
        st.warning(error_text(error))
        return
    for name, column, speed in zip(names, st.columns(len(names)), found, strict=True):
        column.metric(f"{name} (km/h)", f"{speed.low_kmh} – {speed.high_kmh}", border=True)
        column.caption(_("most likely {speed} km/h", speed=speed.kmh))
