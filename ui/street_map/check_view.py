"""The check of an area: figures of its map and what the rules say; a city is checked apart."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import pandas as pd
import streamlit as st

from errors import DaoanError
from language import Language, chosen_language, in_language
from language import translate as _
from roadnet.map_features import map_features
from roadnet.markings.check import check_markings
from roadnet.markings.finding import Verdict
from roadnet.model.record import StreetArea
from roadnet.quality import map_quality
from ui.plain_text import error_text
from ui.store_access import records_version, the_store
from ui.street_map.kept import overview, streets_on
from ui.street_map.words import VERDICTS
from ui.widgets.table_download import table_download

ROOT = Path(__file__).parent.parent.parent
AT_ONCE_ROADS = 300  # a larger area is checked by a process of its own
LOOK_AGAIN_S = 2.0
ASKED = "street_check_asked"
MOST_TROUBLE = 300  # characters
POLITE = """import os, sys
from cli.command import main
os.nice(10) if hasattr(os, "nice") else None  # who looks at a page comes first
sys.exit(main())
"""


Done = subprocess.CompletedProcess[str]


@dataclass(frozen=True, eq=False)
class RunningCheck:
    """A check in a process of its own."""

    future: "Future[Done]" = field(default_factory=Future)

    def start(self, command: Sequence[str], environment: Mapping[str, str]) -> "RunningCheck":
        """Start the process, and a thread that waits for it."""

        def run() -> None:
            try:
                done = subprocess.run(
                    command, env=environment, capture_output=True, text=True, check=False
                )
            except OSError as error:
                self.future.set_exception(error)
            else:
                self.future.set_result(done)

        Thread(target=run, name="street-check", daemon=True).start()
        return self

    def result(self) -> dict[str, Any] | None:
        """Return what was found; None while it is running.

        Raises
        ------
        DaoanError
            The check failed.
        """
        if not self.future.done():
            return None
        done = self.future.result()
        if done.returncode:
            raise DaoanError("The check failed: {reason}", reason=done.stderr[-MOST_TROUBLE:])
        found: dict[str, Any] = json.loads(done.stdout)
        return found


def check_section(area: StreetArea, day: date) -> None:
    """Measure the map of an area and hold its markings against the rules."""
    with st.expander(_("Check of this area"), icon=":material/rule:"):
        wanted = (records_version(), area.name, day, chosen_language())
        if st.button(_("Check"), key="street_check"):
            st.session_state[ASKED] = wanted
        if st.session_state.get(ASKED) != wanted:
            return
        if overview(area).roads <= AT_ONCE_ROADS:
            with st.spinner(_("Measuring the map ...")):
                show_result(_checked_here(*wanted))
        else:
            follow_check(*wanted)


def follow_check(version: str, name: str, day: date, language: Language) -> None:
    """Show a check that runs apart, and look again until it is done."""
    running = _started(version, name, day, language)
    every_s = LOOK_AGAIN_S if not running.future.done() else None

    @st.fragment(run_every=every_s)
    def follow() -> None:
        with in_language(language):
            try:
                found = running.result()
            except DaoanError as failed:
                st.error(error_text(failed))
                return
            if found is None:
                st.info(_("The whole area is being checked; you can go on meanwhile."))
            elif every_s is not None:
                st.rerun()
            else:
                show_result(found)

    follow()


def show_result(found: Mapping[str, Any]) -> None:
    """Show the figures and the findings of a check."""
    figures = (
        (_("Roads"), f"{found['roads']:,}"),
        (_("Junctions"), f"{found['junctions']:,}"),
        (_("Invalid surfaces"), f"{found['invalid']:,}"),
        (_("Overlap"), f"{found['overlap_m2']:.3f} m²"),
        (_("Width assumed"), f"{found['assumed_share']:.0%}"),
    )
    for column, (label, value) in zip(st.columns(len(figures)), figures, strict=True):
        column.metric(label, value)
    show_findings(found["findings"])


def show_findings(findings: Sequence[Mapping[str, Any]]) -> None:
    """Show what the rules say of the area."""
    if not findings:
        st.success(_("Nothing that is stated is against the rules."))
        return
    headings = {
        "article": _("Article"),
        "valid_from": _("In force since"),
        "element": _("Element"),
        "found": _("Found"),
        "required": _("Required"),
        "verdict": _("Verdict"),
    }
    rows = pd.DataFrame(
        [{**one, "verdict": VERDICTS[Verdict(one["verdict"])].in_language()} for one in findings]
    )
    table = rows[list(headings)].rename(columns=headings)
    st.dataframe(table, hide_index=True, key="street_findings")
    table_download(table, "street_findings", title=_("Check"), key="street_findings_file")


@st.cache_resource(max_entries=4, show_spinner=False)
def _checked_here(
    version: str,  # noqa: ARG001
    name: str,
    day: date,
    language: Language,
) -> dict[str, Any]:
    area = next(one for one in the_store().street_areas() if one.name == name)
    streets, geometry = streets_on(area, day)
    quality = map_quality(streets, geometry, map_features(streets, geometry))
    findings = [one.as_dict(language) for one in check_markings(streets, geometry, on=day)]
    return {**quality.as_dict(), "findings": findings}


@st.cache_resource(max_entries=4, show_spinner=False)
def _started(version: str, name: str, day: date, language: Language) -> RunningCheck:  # noqa: ARG001
    """Start the command that checks; the pages stay quick because it is another process."""
    command = [sys.executable, "-c", POLITE, "streets", "check", "--json"]
    command += ["--lang", str(language), "--area", name, "--on", day.isoformat()]
    code = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "DAOAN_STORE": the_store().url, "PYTHONPATH": code}
    return RunningCheck().start(command, environment)
