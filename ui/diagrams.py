"""Collision diagrams of the open store, kept until the store or the question changes."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from collision_diagrams.compare import Comparison, Side, compare_diagrams
from collision_diagrams.diagram import DiagramResult, draw_site
from collision_diagrams.sheet import SheetOptions
from crashes.model import CrashFilter
from drawing.svg import write_svg
from hotspots.coverage import coverage_of_period
from hotspots.coverage_wording import coverage_text
from hotspots.site import junction_of
from improvements.model import Evaluation
from language import Language, Message, chosen_language
from roadnet.model import Junction
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
SVG_TYPE, PDF_TYPE = "image/svg+xml", "application/pdf"


def diagram_of(place: SitePlace, chosen: CrashFilter) -> DiagramResult:
    """Return the collision diagram of the chosen crashes of a site, in the language of the page."""
    return _diagram(data_version(), place, chosen, chosen_language())


def diagram_svg(place: SitePlace, chosen: CrashFilter) -> str:
    """Return the sheet of a site as SVG text."""
    return _diagram_svg(data_version(), place, chosen, chosen_language())


def comparison_of(evaluation: Evaluation) -> Comparison:
    """Return the two diagrams of an evaluation on one sheet, in the language of the page."""
    language = chosen_language()
    periods = evaluation.periods
    options = {
        "site": evaluation.junction.name if evaluation.junction else evaluation.county,
        "language": language,
        "is_demo": store_settings().is_demo,
        "with_list": False,
    }
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


@st.cache_resource(max_entries=KEPT_DIAGRAMS, show_spinner=False)
def _diagram(
    version: str,  # noqa: ARG001 (a change of the store makes what was kept unfindable)
    place: SitePlace,
    chosen: CrashFilter,
    language: Language,
) -> DiagramResult:
    crashes = crashes_of_site(place, chosen)
    junction = junction_of(read_junctions(), site_of(place), crashes)
    return draw_site(
        crashes,
        the_store().parties(list(crashes["crash_id"])),
        junction,
        options=SheetOptions(
            site=site_name(junction, place),
            start=chosen.start,
            end=chosen.end,
            coverage=coverage_said(crashes, chosen),
            query=query_said(chosen),
            language=language,
            is_demo=store_settings().is_demo,
        ),
    )


@st.cache_resource(max_entries=KEPT_DIAGRAMS, show_spinner=False)
def _diagram_svg(version: str, place: SitePlace, chosen: CrashFilter, language: Language) -> str:
    return write_svg(_diagram(version, place, chosen, language).drawings[0])


def query_said(chosen: CrashFilter) -> str:
    """Return the conditions of a filter beside its period, in words; empty without any."""
    said = []
    if chosen.severities:
        classes = "、".join(chosen.severities)
        said.append(Message("Classes {classes}", {"classes": classes}).in_language())
    if chosen.hours:
        hours = ", ".join(f"{hour:02d}" for hour in chosen.hours)
        said.append(Message("hours {hours}", {"hours": hours}).in_language())
    return "；".join(said)
