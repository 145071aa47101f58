"""Read all crashes of a site, in the order of time, numbered."""

from dataclasses import dataclass
from functools import partial

import pandas as pd

from collision_diagrams.attached import (
    NOTHING_ATTACHED,
    Attached,
    resolve_attached,
    with_attached,
)
from collision_diagrams.buckets import Case
from collision_diagrams.facts import facts_of_crashes
from collision_diagrams.ground import Ground, ground_of
from collision_diagrams.mirror import mirrored_choices, mirrored_facts, on_arms_in_mirror
from collision_diagrams.model import CrashFacts, Resolution, Status
from collision_diagrams.on_arms import on_arms
from collision_diagrams.street_site import StreetSite
from roadnet.model import DrivingSide, Junction

HALF = 0.5
ReadFacts = tuple[CrashFacts, Resolution]


@dataclass(frozen=True, slots=True)
class SiteReading:
    """The crashes of a site in the order of time, numbered, each with its reading."""

    cases: tuple[Case, ...]
    road_forms: tuple[str | None, ...]
    junction: Junction | None
    is_mirrored: bool = False  # traffic keeps to the left: facts and readings are in a mirror

    @property
    def plottable(self) -> tuple[Case, ...]:
        """Cases whose reading can be drawn."""
        return tuple(case for case in self.cases if case.resolution.status.plotted)

    @property
    def mostly_absolute(self) -> bool:
        """Whether most of the readings have compass sides."""
        absolute = sum(case.resolution.absolute for case in self.plottable)
        return absolute > HALF * len(self.plottable)

    @property
    def on_real_arms(self) -> bool:
        """Whether arms are known and most of the readings have compass sides."""
        known = self.junction is not None and len(self.junction.arms) > 1
        return known and self.mostly_absolute


def read_site(
    crashes: pd.DataFrame,
    parties: pd.DataFrame,
    junction: Junction | None,
    *,
    attached: Attached = NOTHING_ATTACHED,
    driving_side: DrivingSide = DrivingSide.RIGHT,
    street: StreetSite | None = None,
) -> SiteReading:
    """Return the crashes of a site, read and numbered.

    Parameters
    ----------
    crashes, parties
        Tables of `crashes.model`.
    junction
        The junction, where the site is one and the store knows it.
    attached
        Scenes of the crashes, and readings that a person confirmed.
    driving_side
        The side traffic keeps to. On the left, facts and readings are those of a mirror, where
        traffic keeps to the right.
    street
        The real street: readings are put on its arms, or offered on them, where most belong to it.
    """
    facts = facts_of_crashes(crashes, parties)
    mirrored = driving_side is DrivingSide.LEFT
    if mirrored:
        facts = tuple(mirrored_facts(with_attached(one, attached)) for one in facts)
        attached = Attached({}, mirrored_choices(attached.confirmed))
    ground = ground_of(street) if street is not None else None
    read = resolve_attached(facts, attached, None if mirrored else ground)
    if ground is not None:
        read = _on_ground(read, ground, mirrored=mirrored)
    cases = tuple(Case(serial, *one) for serial, one in enumerate(read, start=1))
    forms = tuple(None if pd.isna(code) else str(code) for code in crashes["road_form_code"])
    return SiteReading(cases, forms, junction, mirrored)


def _on_ground(
    read: tuple[ReadFacts, ...], ground: Ground, *, mirrored: bool
) -> tuple[ReadFacts, ...]:
    """Return readings on the arms; as they were where none, or fewer than half, belong to arms.

    A crash that may have happened in several ways on the arms belongs to them: it is listed, and
    a person chooses one of its ways.
    """
    place = (
        partial(on_arms_in_mirror, ground=ground.mirrored())
        if mirrored
        else partial(on_arms, ground=ground)
    )
    placed = tuple((facts, place(facts, found)) for facts, found in read)
    before, after = (sum(found.status.plotted for _, found in one) for one in (read, placed))
    offered = sum(found.status is Status.TO_CONFIRM for _, found in placed)
    return placed if after and after + offered >= HALF * before else read
