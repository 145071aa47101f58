"""What the page of a diagram asks for beside site and period; all of it stands in its address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import streamlit as st

from collision_diagrams.factors import (
    Conditions,
    Factor,
    FactorKeys,
    conditions_text,
    factor_word,
    read_conditions,
)
from collision_diagrams.panel import Mode
from crashes.model import CrashFilter
from language import translate as _
from ui.page_address import choice_of_address, keep_choice
from ui.site_address import SitePlace

LEAVE_OUT, DIM = "leave_out", "dim"
OFFERED = (
    Factor.TYPE,
    Factor.KIND,
    Factor.CAUSE,
    Factor.WEATHER,
    Factor.LIGHT,
    Factor.SURFACE,
    Factor.DIAGRAM,
)
COLOURED = tuple(Factor)
MODES = tuple(Mode)


@dataclass(frozen=True, slots=True)
class DiagramQuestion:
    """Which crashes of which site, and how they are drawn."""

    place: SitePlace
    chosen: CrashFilter
    conditions: Conditions = field(default_factory=Conditions)
    dims_others: bool = False  # what does not fit the conditions is drawn faint, not left out
    mode: Mode = Mode.AUTO
    colour: Factor | None = None  # the factor that colours stand for

    @property
    def leaves_out(self) -> Conditions:
        """The conditions that decide which crashes are on the sheet."""
        return Conditions() if self.dims_others else self.conditions


def mode_name(mode: Mode) -> str:
    """Return the name of a mode."""
    return {
        "auto": _("As many allow"),
        "single": _("Each crash"),
        "bundled": _("Like crashes together"),
        "stick": _("Stick table"),
    }[str(mode)]


def mode_field() -> Mode:
    """Show the choice of the mode and return it."""
    choice_of_address("mode", "diagram_mode", read=Mode, default=Mode.AUTO)
    mode = st.segmented_control(
        _("How crashes stand on the sheet"),
        MODES,
        format_func=mode_name,
        required=True,
        key="diagram_mode",
    )
    keep_choice("mode", mode, "" if mode is Mode.AUTO else str(mode))
    return Mode(mode or Mode.AUTO)


def colour_field() -> Factor | None:
    """Show the choice of what colours stand for and return it."""
    choice_of_address("colour", "diagram_colour", read=Factor, default=None)
    colour: Factor | None = st.selectbox(
        _("Colour by"),
        COLOURED,
        format_func=lambda factor: factor.heading.in_language(),
        index=None,
        placeholder=_("one colour"),
        key="diagram_colour",
        width=200,
    )
    keep_choice("colour", colour, str(colour or ""))
    return colour


def condition_fields(keys: Mapping[str, FactorKeys]) -> tuple[Conditions, bool]:
    """Show the further conditions; return them and whether the others are only dimmed.

    Parameters
    ----------
    keys
        crash_id -> keys of each factor, of all crashes that may be chosen from.
    """
    choice_of_address("where", "diagram_where", read=read_conditions, default=Conditions())
    present: Conditions = st.session_state["diagram_where"]
    said = dict(present.wanted)
    label = _("More conditions") + (f" ({len(said)})" if said else "")
    wanted = []
    with st.popover(label, icon=":material/filter_alt:"):
        dims = dimming_field()
        columns = st.columns(2)
        for place, factor in enumerate(OFFERED):
            with columns[place % len(columns)]:
                chosen = condition_field(factor, keys, said.get(factor, ()))
            if chosen:
                wanted.append((factor, chosen))
    conditions = Conditions(tuple(wanted))
    st.session_state["diagram_where"] = conditions
    keep_choice("where", conditions, conditions_text(conditions))
    return conditions, dims


def dimming_field() -> bool:
    """Show what becomes of the crashes that do not fit; return whether they stay, dimmed."""
    choice_of_address("others", "diagram_others", read=_known_others, default=LEAVE_OUT)
    others = st.segmented_control(
        _("Crashes that do not fit"),
        (LEAVE_OUT, DIM),
        format_func=lambda one: {LEAVE_OUT: _("leave them out"), DIM: _("let them step back")}[one],
        required=True,
        key="diagram_others",
    )
    keep_choice("others", others, "" if others == LEAVE_OUT else str(others))
    return others == DIM


def condition_field(
    factor: Factor, keys: Mapping[str, FactorKeys], said: tuple[str, ...]
) -> tuple[str, ...]:
    """Show the values of one factor that occur, with their counts; return the chosen ones."""
    counts: dict[str, int] = dict.fromkeys(said, 0)
    for of_crash in keys.values():
        for key in of_crash[factor]:
            counts[key] = counts.get(key, 0) + 1
    options = sorted(counts, key=lambda key: (-counts[key], key))
    widget = f"diagram_where_{factor}"
    if st.session_state.get(widget) != list(said):
        st.session_state[widget] = list(said)
    chosen = st.multiselect(
        factor.heading.in_language(),
        options,
        format_func=lambda key: f"{factor_word(factor, key)} ({counts.get(key, 0)})",
        placeholder=_("All"),
        key=widget,
        on_change=follow_condition(factor, widget),
    )
    return tuple(chosen)


def follow_condition(factor: Factor, widget: str) -> Callable[[], None]:
    """Return what takes over a changed condition before the page runs again."""

    def follow() -> None:
        present: Conditions = st.session_state["diagram_where"]
        wanted = dict(present.wanted) | {factor: tuple(st.session_state[widget])}
        st.session_state["diagram_where"] = Conditions(
            tuple((one, wanted[one]) for one in OFFERED if wanted.get(one))
        )

    return follow


def _known_others(text: str) -> str:
    if text not in {LEAVE_OUT, DIM}:
        raise ValueError(text)
    return text
