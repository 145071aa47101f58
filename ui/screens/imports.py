"""Bring police crash files into the store, and see what was found in them."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import streamlit as st

from crashes.counties import all_counties
from crashes.model import CrashFilter, LocationStatus
from language import translate as _
from ui.importing import ImportReport, Upload, import_crash_files, import_uploads
from ui.plain_text import error_text, sentence
from ui.record.entered import show_doubles
from ui.sign_in import page_may
from ui.store_access import count_crashes, read_coverage, read_imports, store_settings, the_store
from ui.visitor import Deed
from ui.widgets.author import author_field
from ui.widgets.coverage_table import show_coverage
from ui.widgets.table_download import table_download
from ui.wording import location_status_name

REPORT = "import_report"
COUNTIES = "own_counties"
UPLOADS = "uploads"
PARTS = (  # of the rows read: together they are all
    "party_rows",
    "joined_rows",
    "footer_rows",
    "blank_rows",
    "duplicate_rows",
    "other_county_rows",
    "quarantined_rows",
)


def show() -> None:
    """Draw the page."""
    st.title(_("Import"))
    st.markdown(
        _("Bring the crash files that the police publish (CSV, A1 and A2). They stay as they are.")
    )
    if author := author_field():
        choose_files(author)
    report: ImportReport | None = st.session_state.get(REPORT)
    if report is not None:
        show_report(report)
    show_held()


def choose_files(author: str) -> None:
    """Show what can be imported, and import it."""
    counties = county_setting()
    uploads = st.file_uploader(
        _("Police crash files"), type=["csv"], accept_multiple_files=True, key=UPLOADS
    )
    with st.expander(_("Files on the server instead")):
        said = st.text_area(
            _("One path on each line"), key="paths", placeholder="/data/NPA_A2_2025-01.csv"
        )
    paths = [Path(line.strip()) for line in said.splitlines() if line.strip()]
    ready = bool(uploads or paths)
    if st.button(_("Import"), type="primary", disabled=not ready, icon=":material/upload_file:"):
        report = run_import(uploads or [], paths, counties)
        for one in report.files:
            the_store().log(author, "import file", one["file"], {"crashes": one["crashes"]})
        st.session_state[REPORT] = report


def county_setting() -> tuple[str, ...]:
    """Show whose crashes are kept; the choice is a setting of the store, the same for all users."""
    own = store_settings().counties
    st.session_state[COUNTIES] = list(own)
    st.multiselect(
        _("Own counties"),
        list(dict.fromkeys([*all_counties(), *own])),
        key=COUNTIES,
        placeholder=_("All counties are kept"),
        help=_("Rows of other counties are left out. An administrator chooses the counties."),
        on_change=save_counties,
        disabled=not page_may(Deed.ADMINISTER),
    )
    return own


def save_counties() -> None:
    """Save what the user has chosen, if it is his to choose."""
    if not page_may(Deed.ADMINISTER):
        return
    the_store().change_settings(counties=tuple(st.session_state[COUNTIES]))


def run_import(
    uploads: Sequence[Upload], paths: Sequence[Path], counties: tuple[str, ...]
) -> ImportReport:
    """Import the files and show how far it is."""
    with st.status(_("Reading the files ..."), expanded=True) as status:
        bar = st.progress(0.0)

        def progress(file: str, done: int, count: int) -> None:
            bar.progress(
                done / count,
                sentence("{file}: {done} of {count} files", file=file, done=done, count=count),
            )

        if uploads:
            report = import_uploads(the_store(), uploads, counties, progress)
        else:
            report = import_crash_files(the_store(), paths, counties, progress)
        done_well = report.error is None
        status.update(
            label=_("The import is finished.") if done_well else _("The import has stopped."),
            state="complete" if done_well else "error",
            expanded=False,
        )
    return report


def show_report(report: ImportReport) -> None:
    """Show what the last import found."""
    if report.error is not None:
        st.error(error_text(report.error))
    if not report.files:
        return
    st.subheader(_("What was found"))
    total = report.total
    st.success(
        _(
            "{crashes} crashes: {new} new, {changed} changed, {unchanged} as before",
            crashes=f"{total['crashes']:,}",
            new=f"{total['crashes_new']:,}",
            changed=f"{total['crashes_changed']:,}",
            unchanged=f"{total['crashes_unchanged']:,}",
        )
    )
    table = report_table(report)
    st.dataframe(table, hide_index=True, key="report", height="content")
    st.caption(_("Rows read = all other kinds of rows together."))
    table_download(table, "import", title=_("Import"), key="report_download")
    if total["quarantined_rows"]:
        st.page_link(
            "ui/screens/quarantine.py",
            label=_(
                "{count} rows that could not be imported: correct", count=total["quarantined_rows"]
            ),
            icon=":material/rule:",
        )
    with st.container(horizontal=True, gap="medium"):
        st.page_link(
            "ui/screens/records.py", label=_("To the records"), icon=":material/description:"
        )
        st.page_link(
            "ui/screens/hotspots.py", label=_("To the hotspots"), icon=":material/location_on:"
        )
    if total["conflicts"]:
        st.warning(
            _(
                "The source of {count} corrected crashes has changed: look at them again.",
                count=len(total["conflicts"]),
            )
        )
    show_unknown_codes(report)


def report_table(report: ImportReport) -> pd.DataFrame:
    """Return one row for each file and, where there are several, one for all."""
    headings = report_headings()
    if not report.total["joined_rows"]:
        del headings["joined_rows"]  # police files have none
    rows = [
        {"file": one["file"], **{name: one[name] for name in headings if name != "file"}}
        for one in report.files
    ]
    if len(rows) > 1:
        rows.append(
            {
                "file": _("All files"),
                **{name: report.total[name] for name in headings if name != "file"},
            }
        )
    return pd.DataFrame(rows)[list(headings)].rename(columns=headings)


def report_headings() -> dict[str, str]:
    """Return the counts that a report shows, with their headings."""
    return {
        "file": _("File"),
        "rows_read": _("Rows read"),
        "party_rows": _("Party rows"),
        "joined_rows": _("Joined"),
        "footer_rows": _("Footer"),
        "blank_rows": _("Blank"),
        "duplicate_rows": _("Duplicate"),
        "other_county_rows": _("Other counties"),
        "quarantined_rows": _("Not readable"),
        "crashes": _("Crashes"),
    }


def show_unknown_codes(report: ImportReport) -> None:
    """Show the texts that no code list knows."""
    codes = report.total["unknown_codes"]
    if not codes:
        return
    st.subheader(_("Texts that no code list knows"))
    st.caption(_("Their rows are kept as delivered."))
    headings = {"column": _("Column of the file"), "value": _("Text"), "count": _("Rows")}
    table = pd.DataFrame(codes)[list(headings)].rename(columns=headings)
    st.dataframe(table, hide_index=True, key="unknown_codes", height="content")


def show_held() -> None:
    """Show what the store holds after all imports."""
    imports = read_imports()
    if imports.empty:
        return
    st.subheader(_("What the store holds"))
    show_doubles()
    show_location_statuses()
    with st.expander(_("Imported files")):
        shown = imports[["imported_at", "file", "layout", "crashes"]].iloc[::-1]
        shown = shown.assign(imported_at=shown["imported_at"].astype(str).str[:16])
        headings = [_("When"), _("File"), _("Layout"), _("Crashes")]
        st.dataframe(shown.set_axis(headings, axis=1), hide_index=True, key="imports")
    coverage = read_coverage()
    if not coverage.empty:
        show_coverage(coverage, key="import_coverage")
        st.page_link(
            "ui/screens/coverage.py",
            label=_("Which months are whole: state by hand"),
            icon=":material/event_available:",
        )


def show_location_statuses() -> None:
    """Show how many crashes have a point that can be believed, and why the others have not."""
    counts = {one: count_crashes(CrashFilter(location_statuses=(one,))) for one in LocationStatus}
    rows = [
        (location_status_name(one), _("yes") if one.believed else _("no"), count)
        for one, count in counts.items()
        if count
    ]
    table = pd.DataFrame(rows, columns=[_("Location"), _("Used by analysis"), _("Crashes")])
    st.dataframe(table, hide_index=True, key="location_statuses", height="content", width=520)


if __name__ == "__main__":
    show()
