"""Check the streets of an area against the rules: the one door for findings."""

from collections.abc import Iterator
from datetime import date, datetime

from roadnet.geometry.street_geometry import StreetGeometry
from roadnet.markings.check_conditions import check_conditions
from roadnet.markings.check_distances import check_distances
from roadnet.markings.check_signals import check_signals
from roadnet.markings.check_signs import check_signs
from roadnet.markings.check_sizes import check_sizes
from roadnet.markings.check_widths import check_widths
from roadnet.markings.finding import Finding
from roadnet.markings.layout import lay_out
from roadnet.markings.no_rules_here import no_rules_here
from roadnet.markings.rule_book import rule_book_of
from roadnet.model import Streets


def check_markings(
    streets: Streets, geometry: StreetGeometry, *, on: date | None = None
) -> tuple[Finding, ...]:
    """Return what the rules of markings, signs, signals and widths say of an area.

    Only what a person or a source states is checked; assumed paint is not on the street. Paint is
    held against the version of its rule in force on its day of painting, and what stands already
    is not held against newer standards of width, but noted. The rules are those of Taiwan: of
    streets elsewhere one finding says that they cannot be checked, and why.

    Parameters
    ----------
    streets
        What is stated.
    geometry
        The surfaces derived from it.
    on
        The day the street is looked at; None: today.

    Returns
    -------
    findings
        Ordered by element, then rule.
    """
    day = on or datetime.now().astimezone().date()
    return tuple(
        sorted(
            _findings(streets, geometry, day),
            key=lambda one: (one.element, one.rule, one.verdict, str(one.found)),
        )
    )


def _findings(streets: Streets, geometry: StreetGeometry, day: date) -> Iterator[Finding]:
    rules = rule_book_of(streets)
    if not rules.is_law:
        yield no_rules_here(streets, rules.country)
        return
    layout = lay_out(streets, geometry, day, with_assumed=False)
    yield from check_sizes(layout)
    yield from check_distances(layout)
    yield from check_conditions(layout)
    yield from check_signs(streets, geometry, layout.arms, day)
    yield from check_signals(streets, layout.arms, layout.placed, day)
    yield from check_widths(streets, geometry, day)
