"""Collision diagrams of the open store, kept until the store or the question changes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from collision_diagrams.compare import Comparison, Side, compare_diagrams
from collision_diagrams.diagram import DiagramResult, draw_site
from collision_diagrams.dimming import dimmed
from collision_diagrams.factors import Conditions, FactorKeys, conditions_said, keys_of_cases
from collision_diagrams.ghosts import ghost_drawing
from collision_diagrams.panel import Mode
from collision_diagrams.reading_of_site import read_site
from collision_diagrams.sheet import SheetOptions
from crashes.model import CrashFilter
from drawing.model import Drawing
from drawing.svg import write_svg
from hotspots.coverage import coverage_of_period
from hotspots.coverage_wording import coverage_text
from hotspots.site import junction_of
from improvements.model import Evaluation
from language import Language, Message, chosen_language
from roadnet.model import DrivingSide, Junction
from ui.diagram.attached import attached_to_records, under_city_rules
from ui.diagram.desk_data import ASKED_AT_ONCE, undecided_cases
from ui.diagram.placing import key_of_site, placement_of
from ui.diagram.question import DiagramQuestion
from ui.diagram.street import street_at, street_of
from ui.site_address import SitePlace
from ui.site_reading import crashes_of_site, site_of
from ui.store_access import (
    data_version,
    read_coverage,
    read_junctions,
    store_settings,
    the_store,
)

KEPT_DIAGRAMS = 32


def diagram_of(question: DiagramQuestion) -> DiagramResult:
    """Return the collision diagram that is asked for, in the language of the page."""
    return _diagram(data_version(), question, chosen_language())


def printed_sheets(question: DiagramQuestion) -> tuple[Drawing, ...]:
    """Return the sheets to download: crashes that only step back on the page are faint."""
    result = diagram_of(question)
    if not (question.dims_others and question.conditions):
        return result.drawings
    keys = keys_of_site(question.place, question.chosen)
    meant = [crash_id for crash_id in keys if question.conditions.fit(keys[crash_id])]
    places = result.placed.panel.places
    return tuple(dimmed(sheet, places, meant) for sheet in result.drawings)


def diagram_svg(question: DiagramQuestion) -> str:
    """Return the first sheet of a site as SVG text."""
    return _diagram_svg(data_version(), question, chosen_language())


def ghosts_svg(question: DiagramQuestion) -> str:
    """Return the ghosts of the crashes that have to be decided, as SVG text; empty for none."""
    return _ghosts_svg(data_version(), question, chosen_language())


def keys_of_site(place: SitePlace, chosen: CrashFilter) -> Mapping[str, FactorKeys]:
    """Return crash_id -> keys of each factor, of all crashes of a site and period."""
    return _keys(data_version(), place, chosen)


@under_city_rules
def comparison_of(evaluation: Evaluation) -> Comparison:
    """Return the two diagrams of an evaluation on one sheet, in the language of the page."""
    language = chosen_language()
    periods = evaluation.periods
    options: dict[str, Any] = {
        "site": evaluation.junction.name if evaluation.junction else evaluation.county,
        "language": language,
        "is_demo": store_settings().is_demo,
        "with_list": False,
        "driving_side": DrivingSide(store_settings().driving_side),
    }
    if evaluation.junction:
        at_m = evaluation.junction.x_m, evaluation.junction.y_m
        options["street"] = street_at(at_m, periods.after.end)
    works = periods.works
    done = Message("Completed on {day}", {"day": periods.after.start.isoformat()})
    begun = Message("works from {day}", {"day": works.start.isoformat()} if works else {})
    note = "；".join(
        [done.in_language(language), *([begun.in_language(language)] if works else [])]
    )
    return compare_diagrams(
        side_of(
            Message("Before").in_language(language),
            evaluation.crashes.before,
            (periods.before[0].start, periods.before[-1].end),
            options,
        ),
        side_of(
            Message("After").in_language(language),
            evaluation.crashes.after,
            (periods.after.start, periods.after.end),
            options,
        ),
        evaluation.junction,
        note=note,
        attached=attached_to_records(),
    )


def side_of(
    name: str, crash_ids: tuple[str, ...], period: tuple[date, date], options: dict[str, Any]
) -> Side:
    """Return one half of a comparison."""
    start, end = period
    crashes = the_crashes(crash_ids)
    sheet = SheetOptions(
        start=start, end=end, coverage=coverage_said(crashes, CrashFilter(start, end)), **options
    )
    return Side(name, crashes, the_store().parties(list(crash_ids)), sheet)


def the_crashes(crash_ids: tuple[str, ...]) -> pd.DataFrame:
    """Return crashes by their keys; none for no keys."""
    return the_store().crashes(CrashFilter(crash_ids=crash_ids or ("",)))


def site_name(junction: Junction | None, place: SitePlace) -> str:
    """Return what a sheet calls a site."""
    return junction.name if junction else f"{place.lon:.5f}, {place.lat:.5f}"


def coverage_said(crashes: pd.DataFrame, chosen: CrashFilter) -> str:
    """Return how complete the records of the crashes' counties are, in the language of the page."""
    summary = coverage_of_period(
        read_coverage(),
        chosen.counties or crashes["county"].dropna().unique(),
        start=chosen.start,
        end=chosen.end,
        severities=chosen.severities,
    )
    return coverage_text(summary, chosen_language())


def junction_at(place: SitePlace, chosen: CrashFilter) -> Junction | None:
    """Return the junction of a site, None where it is none."""
    return junction_of(read_junctions(), site_of(place), crashes_of_site(place, chosen))


# The version is an argument so that a change of the store makes what was kept unfindable.


@st.cache_resource(max_entries=KEPT_DIAGRAMS, show_spinner=False)
@under_city_rules
def _diagram(
    version: str,  # noqa: ARG001
    question: DiagramQuestion,
    language: Language,
) -> DiagramResult:
    place, chosen = question.place, question.chosen
    crashes = crashes_of_site(place, chosen)
    junction = junction_of(read_junctions(), site_of(place), crashes)
    if question.leaves_out:
        keys = keys_of_site(place, chosen)
        fitting = [one for one, of_crash in keys.items() if question.leaves_out.fit(of_crash)]
        crashes = crashes[crashes["crash_id"].isin(fitting)]
    return draw_site(
        crashes,
        the_store().parties(list(crashes["crash_id"])),
        junction,
        options=SheetOptions(
            site=site_name(junction, place),
            start=chosen.start,
            end=chosen.end,
            coverage=coverage_said(crashes, chosen),
            query=query_said(chosen, question.conditions, dims_others=question.dims_others),
            language=language,
            mode=question.mode,
            street=street_of(place, chosen),
            offsets_mm=placement_of(key_of_site(place, junction)).offsets_mm(),
            colour_by=question.colour,
            driving_side=DrivingSide(store_settings().driving_side),
            is_demo=store_settings().is_demo,
        ),
        attached=attached_to_records(),
    )


@st.cache_resource(max_entries=KEPT_DIAGRAMS, show_spinner=False)
def _diagram_svg(version: str, question: DiagramQuestion, language: Language) -> str:
    return write_svg(_diagram(version, question, language).drawings[0])


@st.cache_resource(max_entries=KEPT_DIAGRAMS, show_spinner=False)
@under_city_rules
def _ghosts_svg(version: str, question: DiagramQuestion, language: Language) -> str:
    result = _diagram(version, question, language)
    asked = undecided_cases(result)[:ASKED_AT_ONCE]
    if not asked or result.placed.panel.mode is Mode.STICK:
        return ""
    return write_svg(ghost_drawing(result.placed, asked, result.drawings[0].paper, language))


@st.cache_resource(max_entries=KEPT_DIAGRAMS, show_spinner=False)
@under_city_rules
def _keys(version: str, place: SitePlace, chosen: CrashFilter) -> dict[str, FactorKeys]:  # noqa: ARG001
    crashes = crashes_of_site(place, chosen)
    parties = the_store().parties(list(crashes["crash_id"]))
    junction = junction_of(read_junctions(), site_of(place), crashes)
    side, street = DrivingSide(store_settings().driving_side), street_of(place, chosen)
    reading = read_site(
        crashes,
        parties,
        junction,
        attached=attached_to_records(),
        driving_side=street.driving_side if street else side,
        street=street,
    )
    return keys_of_cases(reading.cases, crashes)


def query_said(chosen: CrashFilter, conditions: Conditions, *, dims_others: bool) -> str:
    """Return the conditions of a question beside its period, in words; empty without any."""
    said = []
    if chosen.severities:
        classes = "、".join(chosen.severities)
        said.append(Message("Classes {classes}", {"classes": classes}).in_language())
    if chosen.hours:
        hours = ", ".join(f"{hour:02d}" for hour in chosen.hours)
        said.append(Message("hours {hours}", {"hours": hours}).in_language())
    if conditions:
        words = conditions_said(conditions, chosen_language())
        highlighted = Message("highlighted: {conditions}", {"conditions": words})
        said.append(highlighted.in_language() if dims_others else words)
    return "；".join(said)
