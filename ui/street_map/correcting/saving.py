"""Ask how somebody knows, since when and why; save a correction, and say what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from errors import DaoanError
from language import translate as _
from roadnet.editing.how import METHODS, USUAL_SIGMA_M, How
from roadnet.editing.lifeline import corrected, placed, taken_away
from roadnet.model import Method
from roadnet.model.record import Box, StreetRecord
from ui.plain_text import error_text
from ui.store_access import the_store
from ui.street_map.correcting.chosen import Chosen, forget_seen
from ui.street_map.value_words import word_of

SAVED = "street_saved"
Records = Sequence[StreetRecord]


@dataclass(frozen=True, slots=True)
class Grounds:
    """How a person knows what they correct, since when it holds, and why they do it."""

    how: How
    since: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class GroundsAsked:
    """What stands in the fields of a form; becomes `Grounds` when it is sent."""

    method: Method
    sigma_m: float | None
    source: str
    since: date | None
    reason: str

    def grounds(self) -> Grounds:
        """Return the grounds.

        Raises
        ------
        DaoanError
            No reason is given, or the standard error cannot be.
        """
        if not self.reason.strip():
            raise DaoanError("A correction needs a reason.")
        sigma_m = USUAL_SIGMA_M[self.method] if self.sigma_m is None else self.sigma_m
        how = How(self.method, sigma_m, self.source.strip())
        return Grounds(how, self.since, self.reason.strip())


def grounds_fields(key: str, day: date) -> GroundsAsked:
    """Show the fields that every correction has."""
    left, right = st.columns(2)
    method = left.selectbox(
        _("How is it known?"), METHODS, format_func=word_of, key=f"{key}_method"
    )
    sigma_m = right.number_input(
        _("Standard error (m)"),
        value=None,
        min_value=0.0,
        max_value=20.0,
        step=0.01,
        placeholder=_("as usual for the method"),
        key=f"{key}_sigma",
    )
    since = left.date_input(
        _("On the street since"),
        value=None,
        max_value=day,
        help=_("Empty: it always was so, and the map was wrong."),
        key=f"{key}_since",
    )
    source = right.text_input(_("Survey, photo or document"), key=f"{key}_source")
    reason = st.text_input(_("Reason"), max_chars=200, key=f"{key}_reason")
    return GroundsAsked(method, sigma_m, source, since, reason)


def save(
    chosen: Chosen,
    make: Callable[[Any, How], Any],
    asked: GroundsAsked,
    author: str,
) -> None:
    """Save what `make` makes of the chosen thing, and run the page again.

    Parameters
    ----------
    chosen
        What was clicked.
    make
        Makes the corrected thing of the thing that stood there and how it is known.
    asked
        The fields of the form.
    author
        Who corrects.
    """

    def records() -> Records:
        grounds = asked.grounds()
        if chosen.held:
            return corrected(
                chosen.held,
                lambda one: make(one, grounds.how),
                day=chosen.day,
                since=grounds.since,
            )
        return [
            placed(
                chosen.kind,
                _since(make(chosen.thing, grounds.how), grounds.since),
                chosen.road_box_m,
            )
        ]

    keep(chosen.area.name, records, author, lambda: asked.grounds().reason, chosen.held)


def take_away(chosen: Chosen, asked: GroundsAsked, author: str) -> None:
    """Take the chosen thing off the street since a day, or off the map as if it never was."""

    def records() -> Records:
        grounds = asked.grounds()
        return taken_away(chosen.held, since=grounds.since) if grounds.since else []

    keep(chosen.area.name, records, author, lambda: asked.grounds().reason, chosen.held)


def put(
    area: str,
    kind: str,
    make: Callable[[How], Any],
    road_box_m: Box | None,
    asked: GroundsAsked,
    author: str,
) -> None:
    """Put a new thing on the map; `make` makes it of how it is known."""

    def records() -> Records:
        grounds = asked.grounds()
        return [placed(kind, _since(make(grounds.how), grounds.since), road_box_m)]

    keep(area, records, author, lambda: asked.grounds().reason, ())


def keep(
    area: str,
    records: Callable[[], Records],
    author: str,
    reason: Callable[[], str],
    expected: Records,
) -> None:
    """Save records; an error is told, else the page runs again and shows what follows."""
    try:
        if not author:
            raise DaoanError("A change needs an author.")
        the_store().save_street_edits(
            area, records(), author=author, reason=reason(), expected=expected
        )
    except DaoanError as refused:
        forget_seen()
        st.error(error_text(refused))
        return
    forget_seen()
    st.session_state[SAVED] = True
    st.rerun()


def _since(thing: Any, since: date | None) -> Any:
    return replace(thing, times=replace(thing.times, valid_from=since)) if since else thing
