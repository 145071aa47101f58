"""Find the plan of a site, and the size of its glyphs, and lay out its diagram."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from collision_diagrams.buckets import buckets
from collision_diagrams.colouring import Colouring
from collision_diagrams.panel import MAX_SINGLE, Mode, Panel, draw_panel
from collision_diagrams.plan import Frame, Plan
from collision_diagrams.plan_making import (
    plan_of_arms,
    plan_of_street,
    schematic_of,
    schematic_plan,
)
from collision_diagrams.reading_of_site import SiteReading
from collision_diagrams.ready import PanelOptions
from collision_diagrams.reasons import Reason
from collision_diagrams.rules import Sizes, legend
from collision_diagrams.slots import Box
from collision_diagrams.street_site import StreetSite
from drawing.model import Paper, Point
from errors import DaoanError
from language import Language, Message

GLYPH_FACTORS = ((10, 1.5), (25, 1.25))  # up to so many glyphs, so much larger
BUNDLE_FACTORS = ((12, 1.25),)
SMALLER_FACTORS = (1.0, 0.85)
A3_WIDTH_MM = 420.0
LANE_IN_SHAFTS, LANE_EXTRA_MM = 1.25, 2.5
WIDEST_ARM = 0.4  # an arm is at most so much of the frame


class CountError(DaoanError, AssertionError):
    """Plotted and listed crashes do not make the total: a fault of the program."""


@dataclass(frozen=True, slots=True)
class SitePanel:
    """A diagram in its frame, and why each crash that is not on it is listed."""

    panel: Panel
    plan: Plan
    listed: dict[int, Message]  # serial number -> reason


@dataclass(frozen=True, slots=True)
class PanelWish:
    """How the diagram of a site is wanted."""

    frame_mm: Frame
    paper: Paper  # glyphs keep their proportion to it
    language: Language
    mode: Mode = Mode.AUTO
    street: StreetSite | None = None  # the real street, where the map knows it
    offsets_mm: Mapping[str, Point] = field(default_factory=dict)  # crash -> moved by hand
    colouring: Colouring | None = None
    reserved_mm: tuple[Box, ...] = ()  # what must stay free in the frame

    def options(self, sizes: Sizes) -> PanelOptions:
        """Return the options of a panel with glyphs of a size."""
        return PanelOptions(
            self.frame_mm,
            sizes,
            self.language,
            self.offsets_mm,
            self.colouring,
            self.reserved_mm,
        )


def site_panel(reading: SiteReading, wish: PanelWish) -> SitePanel:
    """Return the diagram of a site in a frame, with glyphs as large as their number allows."""
    (panel,) = site_panels([reading], [wish])
    return panel


def site_panels(
    readings: Sequence[SiteReading], wishes: Sequence[PanelWish]
) -> tuple[SitePanel, ...]:
    """Return diagrams of one site that share their plan and the size of their glyphs.

    Parameters
    ----------
    readings
        The crashes of each diagram, for example before and after a measure.
    wishes
        Frame, paper, language, mode, street, what was moved by hand; for each reading.

    Returns
    -------
    panels
        With the largest glyphs with which all crashes stand on their own lanes; where no size does
        that, the one that leaves the fewest out, then the fewest beside the road.

    Raises
    ------
    CountError
        Plotted and listed do not make the total.
    """
    streets = [_street_plan(readings, wish) for wish in wishes]
    tried: list[tuple[SitePanel, ...]] = []
    for factor in _factors(readings, wishes[0].mode):
        made = []
        for reading, wish, street in zip(readings, wishes, streets, strict=True):
            longer_mm = max(wish.paper.width_mm, wish.paper.height_mm)
            sizes = legend().sizes_mm.scaled(factor * longer_mm / A3_WIDTH_MM)
            plan = street or _plan(readings, wish.frame_mm, sizes)
            panel = draw_panel(plan, reading.plottable, wish.options(sizes), wish.mode)
            made.append(SitePanel(panel, plan, _listed(reading, panel)))
        tried.append(tuple(made))
        if _badness(made) == (0, 0):
            break
    best = min(tried, key=_badness)
    for placed, reading in zip(best, readings, strict=True):
        if len(placed.panel.plotted) + len(placed.listed) != len(reading.cases):
            raise CountError("Plotted and listed crashes do not make the total.")
    return best


def _badness(panels: Sequence[SitePanel]) -> tuple[int, int]:
    """Return how many crashes found no room, and how many glyphs stand off their lane."""
    full = sum(reason is Reason.NO_ROOM for one in panels for reason in one.panel.left_out.values())
    return full, sum(one.panel.off_lane for one in panels)


def _factors(readings: Sequence[SiteReading], mode: Mode) -> list[float]:
    """Return how large glyphs may be, the largest first: fewer glyphs are drawn larger."""
    single = max(len(reading.plottable) for reading in readings)
    if mode is Mode.SINGLE or (mode is Mode.AUTO and single <= MAX_SINGLE):
        larger = [factor for most, factor in GLYPH_FACTORS if single <= most]
    else:
        groups = max(len(buckets(reading.plottable)) for reading in readings)
        larger = [factor for most, factor in BUNDLE_FACTORS if groups <= most]
    return [*larger, *SMALLER_FACTORS]


def _street_plan(readings: Sequence[SiteReading], wish: PanelWish) -> Plan | None:
    """Return the plan on the real street, None where it is not known or no reading needs it."""
    if wish.street is None or not any(reading.mostly_absolute for reading in readings):
        return None
    return plan_of_street(wish.street, wish.frame_mm, wish.language)


def _plan(readings: Sequence[SiteReading], frame_mm: Frame, sizes: Sizes) -> Plan:
    """Return the plan that readings of one site are drawn on, without a street."""
    lane_mm = LANE_IN_SHAFTS * sizes.shaft + LANE_EXTRA_MM
    first = readings[0]
    junction, mirrored = first.junction, first.is_mirrored
    if junction and any(reading.on_real_arms for reading in readings):
        widest = max(arm.lanes_in + arm.lanes_out for arm in junction.arms)
        limit = WIDEST_ARM * min(frame_mm[2:]) / max(widest, 2)
        return plan_of_arms(junction.arms, frame_mm, min(lane_mm, limit), mirrored=mirrored)
    forms = [form for reading in readings for form in reading.road_forms]
    found = [case.resolution for reading in readings for case in reading.plottable]
    return schematic_plan(schematic_of(forms), found, frame_mm, lane_mm, mirrored=mirrored)


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
