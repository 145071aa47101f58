"""Read all crashes of a site and find the plan they are drawn on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from collision_diagrams.buckets import Case, buckets
from collision_diagrams.confirmed import ConfirmedReading
from collision_diagrams.facts import facts_of_crashes
from collision_diagrams.panel import MAX_SINGLE, Mode, Panel, PanelOptions, draw_panel
from collision_diagrams.plan import Frame, Plan
from collision_diagrams.plan_making import (
    plan_of_arms,
    schematic_of,
    schematic_plan,
)
from collision_diagrams.reasons import Reason
from collision_diagrams.resolver import NOTHING_CONFIRMED, resolve_all
from collision_diagrams.rules import Sizes, legend
from errors import DaoanError
from language import Language, Message
from roadnet.model import Junction

GLYPH_FACTORS = ((10, 1.5), (25, 1.25))  # up to so many glyphs, so much larger
BUNDLE_FACTORS = ((12, 1.25),)
A3_WIDTH_MM = 420.0
LANE_IN_SHAFTS, LANE_EXTRA_MM = 1.25, 2.5
WIDEST_ARM = 0.4  # an arm is at most so much of the frame
HALF = 0.5


class CountError(DaoanError, AssertionError):
    """Plotted and listed crashes do not make the total: a fault of the program."""


@dataclass(frozen=True, slots=True)
class SiteReading:
    """The crashes of a site in the order of time, numbered, each with its reading."""

    cases: tuple[Case, ...]
    road_forms: tuple[str | None, ...]
    junction: Junction | None

    @property
    def plottable(self) -> tuple[Case, ...]:
        """Cases whose reading can be drawn."""
        return tuple(case for case in self.cases if case.resolution.status.plotted)

    @property
    def on_real_arms(self) -> bool:
        """Whether arms are known and most of the readings have compass sides."""
        absolute = sum(case.resolution.absolute for case in self.plottable)
        known = self.junction is not None and len(self.junction.arms) > 1
        return known and absolute > HALF * len(self.plottable)


@dataclass(frozen=True, slots=True)
class SitePanel:
    """A diagram in its frame, and why each crash that is not on it is listed."""

    panel: Panel
    plan: Plan
    listed: dict[int, Message]  # serial number -> reason


def read_site(
    crashes: pd.DataFrame,
    parties: pd.DataFrame,
    junction: Junction | None,
    *,
    confirmed: Mapping[str, ConfirmedReading] = NOTHING_CONFIRMED,
) -> SiteReading:
    """Return the crashes of a site, read and numbered.

    Parameters
    ----------
    crashes, parties
        Tables of `crashes.model`.
    junction
        The junction, where the site is one and the store knows it.
    confirmed
        crash_id -> what a person decided.
    """
    facts = facts_of_crashes(crashes, parties)
    cases = tuple(
        Case(serial, one, resolution)
        for serial, (one, resolution) in enumerate(
            zip(facts, resolve_all(facts, confirmed), strict=True), start=1
        )
    )
    forms = tuple(None if pd.isna(code) else str(code) for code in crashes["road_form_code"])
    return SiteReading(cases, forms, junction)


def site_panel(
    reading: SiteReading,
    frame_mm: Frame,
    *,
    paper_width_mm: float,
    language: Language,
    mode: Mode = Mode.AUTO,
    beside: Sequence[SiteReading] = (),
) -> SitePanel:
    """Return the diagram of a site in a frame, with glyphs as large as their number allows.

    Parameters
    ----------
    reading
        The crashes of the site.
    frame_mm
        Where on the paper: x, y, width, height.
    paper_width_mm
        Longer side of the paper: glyphs keep their proportion to it.
    language
        Language of labels and reasons.
    mode
        Single, bundled, or as the number asks.
    beside
        Readings of the same site drawn next to this one: all share the plan and the size of glyphs.

    Raises
    ------
    CountError
        Plotted and listed do not make the total.
    """
    best: SitePanel | None = None
    shared = (reading, *beside)
    for factor in _factors(shared, mode):
        sizes = legend().sizes_mm.scaled(factor * paper_width_mm / A3_WIDTH_MM)
        plan = _plan(shared, frame_mm, sizes)
        panel = draw_panel(plan, reading.plottable, PanelOptions(frame_mm, sizes, language, mode))
        best = SitePanel(panel, plan, _listed(reading, panel))
        if Reason.NO_ROOM not in panel.left_out.values():
            break
    if best is None or len(best.panel.plotted) + len(best.listed) != len(reading.cases):
        raise CountError("Plotted and listed crashes do not make the total.")
    return best


def _factors(readings: Sequence[SiteReading], mode: Mode) -> Sequence[float]:
    """Return how large glyphs may be, the largest first: fewer glyphs are drawn larger."""
    single = max(len(reading.plottable) for reading in readings)
    if mode is Mode.SINGLE or (mode is Mode.AUTO and single <= MAX_SINGLE):
        return [factor for most, factor in GLYPH_FACTORS if single <= most] + [1.0, 0.8]
    groups = max(len(buckets(reading.plottable)) for reading in readings)
    return [factor for most, factor in BUNDLE_FACTORS if groups <= most] + [1.0, 0.8]


def _plan(readings: Sequence[SiteReading], frame_mm: Frame, sizes: Sizes) -> Plan:
    """Return the plan that readings of one site are drawn on."""
    lane_mm = LANE_IN_SHAFTS * sizes.shaft + LANE_EXTRA_MM
    junction = readings[0].junction
    if junction and any(reading.on_real_arms for reading in readings):
        widest = max(arm.lanes_in + arm.lanes_out for arm in junction.arms)
        limit = WIDEST_ARM * min(frame_mm[2:]) / max(widest, 2)
        return plan_of_arms(junction.arms, frame_mm, min(lane_mm, limit))
    forms = [form for reading in readings for form in reading.road_forms]
    found = [case.resolution for reading in readings for case in reading.plottable]
    return schematic_plan(schematic_of(forms), found, frame_mm, lane_mm)


def _listed(reading: SiteReading, panel: Panel) -> dict[int, Message]:
    """Return why each crash that is not on the panel is listed, by serial number."""
    drawn = {case.serial for case in panel.plotted}
    listed = {}
    for case in reading.cases:
        if case.serial in drawn:
            continue
        left_out = panel.left_out.get(case.facts.crash_id)
        reason = left_out.message if left_out else case.resolution.reason
        listed[case.serial] = reason or Reason.NO_HEADING.message
    return listed
