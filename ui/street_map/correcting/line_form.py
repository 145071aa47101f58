"""The form of the line between two strips: which rule, how it looks, when it was painted."""

from dataclasses import dataclass

import streamlit as st

from language import chosen_language
from language import translate as _
from roadnet.editing.how import How
from roadnet.editing.lines import change_line, no_paint
from roadnet.markings.rules import marking_rules
from roadnet.model import Condition, LineMarking, LineStyle, Road
from ui.street_map.correcting.chosen import Chosen
from ui.street_map.correcting.saving import grounds_fields, save
from ui.street_map.value_words import word_of

ONE_SIDED = ("TW-166", "TW-167")  # one stroke unbroken, the other broken
KINDS = frozenset({"line", "kerb_paint", "studs"})
MOST_WIDTH_M = 1.0


@dataclass(frozen=True, slots=True)
class LineKind:
    """A line that can be chosen."""

    code: str = ""
    style: LineStyle = LineStyle.UNKNOWN

    def label(self) -> str:
        """Return what it is called."""
        if self.style is LineStyle.NONE:
            return word_of(LineStyle.NONE)
        if not self.code:
            return _("nothing stated: as the rules say")
        name = f"{marking_rules()[self.code].name(chosen_language())} ({self.code})"
        return name if self.style is LineStyle.UNKNOWN else f"{name}, {word_of(self.style)}"


def line_kinds() -> list[LineKind]:
    """Return the lines that the rules know, after nothing stated and no paint."""
    found = [LineKind(), LineKind(style=LineStyle.NONE)]
    for code, rule in marking_rules().items():
        if any(version.kind in KINDS for version in rule.versions):
            found.append(LineKind(code))
            if code in ONE_SIDED:
                found += [
                    LineKind(code, LineStyle.SOLID_BROKEN),
                    LineKind(code, LineStyle.BROKEN_SOLID),
                ]
    return found


def line_form(chosen: Chosen, author: str) -> None:
    """Show what is painted on a boundary, and let it be corrected."""
    road: Road = chosen.thing
    element = chosen.element
    present = marking_now(road, element.section, element.index, element.number)
    key = f"{chosen.form_key}_{element.number}"
    with st.form(key, border=False):
        kinds = line_kinds()
        kind = st.selectbox(
            _("Line"),
            kinds,
            index=_index(kinds, present),
            format_func=LineKind.label,
            key=f"{key}_kind",
        )
        left, right = st.columns(2)
        painted_on = left.date_input(
            _("Painted on"),
            value=present.painted_on if present else None,
            help=_("The rules of that day give its sizes."),
            key=f"{key}_painted",
        )
        conditions = list(Condition)
        condition = right.selectbox(
            _("Condition"),
            conditions,
            index=conditions.index(present.condition if present else Condition.UNKNOWN),
            format_func=word_of,
            key=f"{key}_condition",
        )
        width_m = st.number_input(
            _("Width of the stroke (m)"),
            value=present.width.value if present and present.width else None,
            min_value=0.01,
            max_value=MOST_WIDTH_M,
            step=0.01,
            placeholder=_("as the rule says"),
            key=f"{key}_width",
        )
        asked = grounds_fields(key, chosen.day)
        if st.form_submit_button(_("Save the correction"), type="primary"):

            def make(one: Road, how: How) -> Road:
                marking: LineMarking | None = LineMarking(
                    code=kind.code,
                    style=kind.style,
                    width=how.measured(width_m) if width_m else None,
                    condition=condition,
                    painted_on=painted_on,
                    method=how.method,
                    source=how.source,
                )
                if kind.style is LineStyle.NONE:
                    marking = no_paint(how.method, how.source)
                elif not kind.code:
                    marking = None
                place = (element.section, element.index)
                return change_line(one, *place, marking, number=element.number)

            save(chosen, make, asked, author)


def marking_now(road: Road, section: int, boundary: int, number: int) -> LineMarking | None:
    """Return what is stated of a line; None when nothing is."""
    if section >= len(road.sections):
        return None
    own = road.sections[section]
    markings = own.boundary(boundary).markings if boundary <= len(own.strips) else ()
    return markings[number] if number < len(markings) else None


def _index(kinds: list[LineKind], present: LineMarking | None) -> int:
    if present is None:
        return 0
    wanted = LineKind(present.code, present.style)
    plain = LineKind(present.code)
    return kinds.index(wanted) if wanted in kinds else kinds.index(plain) if plain in kinds else 0
