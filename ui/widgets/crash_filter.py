"""The choice of crashes: period, class, hours, county; kept from page to page."""

from datetime import date, timedelta

import streamlit as st

from crashes.model import CrashFilter, Severity
from language import translate as _
from ui.filter_address import LAST_HOUR, split
from ui.page_address import choice_of_address, keep_choice
from ui.theme import severity_label

BAND_HOURS = 3
BANDS = tuple(range(0, LAST_HOUR + 1, BAND_HOURS))  # first hours: 0, 3, … 21
DATE_WIDTH_PX = 150
ONE_DAY = timedelta(days=1)


def crash_filter(counties: tuple[str, ...]) -> CrashFilter:
    """Show the filter and return what was chosen.

    Parameters
    ----------
    counties
        Counties of the store; the choice of a county is offered where there are several.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="filter"):
        start, last = period_fields()
        severities = severity_field()
        hours = hours_field()
        chosen_counties = county_field(counties)
    return CrashFilter(
        start=start,
        end=last + ONE_DAY if last else None,
        severities=severities,
        hours=hours,
        counties=chosen_counties,
    )


def period_fields() -> tuple[date | None, date | None]:
    """Return the first and the last day, both included; the address has the day after the last."""
    choice_of_address("from", "filter_from", read=date.fromisoformat, default=None)
    start = st.date_input(_("From"), key="filter_from", format="YYYY/MM/DD", width=DATE_WIDTH_PX)
    keep_choice("from", start, start.isoformat() if start else "")
    choice_of_address(
        "to", "filter_to", read=lambda text: date.fromisoformat(text) - ONE_DAY, default=None
    )
    last = st.date_input(_("Through"), key="filter_to", format="YYYY/MM/DD", width=DATE_WIDTH_PX)
    keep_choice("to", last, (last + ONE_DAY).isoformat() if last else "")
    return start, last


def severity_field() -> tuple[Severity, ...]:
    """Return the chosen classes; none chosen means all."""
    choice_of_address(
        "class",
        "filter_class",
        read=lambda text: [Severity(one) for one in split(text)],
        default=[],
    )
    chosen = st.pills(
        _("Severity"),
        list(Severity),
        format_func=severity_label,
        selection_mode="multi",
        key="filter_class",
    )
    severities = tuple(Severity(one) for one in chosen)
    keep_choice("class", list(severities), ",".join(severities))
    return severities


def hours_field() -> tuple[int, ...]:
    """Return the chosen hours of the day, in bands of three; none chosen means all."""
    choice_of_address("hours", "filter_hours", read=bands_of_address, default=[])
    bands = st.session_state["filter_hours"]
    label = ", ".join(band_label(band) for band in bands) if bands else _("All hours")
    with st.popover(label, icon=":material/schedule:"):
        st.pills(
            _("Hours of the day"),
            BANDS,
            format_func=band_label,
            selection_mode="multi",
            key="filter_hours",
        )
    hours = tuple(hour for band in sorted(bands) for hour in range(band, band + BAND_HOURS))
    keep_choice("hours", list(bands), ",".join(str(hour) for hour in hours))
    return hours


def county_field(counties: tuple[str, ...]) -> tuple[str, ...]:
    """Return the chosen counties; none chosen means all."""
    if len(counties) < 2:  # noqa: PLR2004
        return ()
    choice_of_address(
        "county",
        "filter_county",
        read=lambda text: [one for one in split(text) if one in counties],
        default=[],
    )
    chosen = st.multiselect(
        _("County"), counties, key="filter_county", placeholder=_("All counties"), width=260
    )
    keep_choice("county", list(chosen), ",".join(chosen))
    return tuple(chosen)


def bands_of_address(text: str) -> list[int]:
    """Return the bands that hold the hours of an address.

    Examples
    --------
    >>> bands_of_address("22,23,0")
    [0, 21]
    """
    return sorted({int(hour) // BAND_HOURS * BAND_HOURS for hour in split(text)} & set(BANDS))


def band_label(band: int) -> str:
    """Return the hours of a band.

    Examples
    --------
    >>> band_label(21)
    '21–24'
    """
    return f"{band:02d}–{band + BAND_HOURS:02d}"
