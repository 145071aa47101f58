"""The accuracy board: how often the program reads a crash as a person did."""

import pandas as pd
import streamlit as st

from collision_diagrams.accuracy import (
    AccuracyRow,
    Group,
    Share,
    accuracy_board,
    compare_readings,
)
from collision_diagrams.model import Source
from crashes.model import CrashFilter
from language import translate as _
from ui.diagram.attached import attached_to_records, under_city_rules
from ui.record.opened import close_record
from ui.store_access import data_version, read_junctions, the_store
from ui.widgets.empty_page import empty_page
from ui.widgets.table_download import table_download

RECORD = "ui/screens/record.py"
DIAGRAM = "ui/screens/diagram.py"
OPENED = "accuracy_opened"


def show() -> None:
    """Draw the page."""
    st.title(_("Accuracy of the readings"))
    open_chosen_record()
    st.markdown(
        _(
            "Each reading that a person confirmed is compared with what the program reads from the"
            " same record by itself."
        )
    )
    compared = comparisons(data_version())
    board = accuracy_board(compared)
    if not board:
        empty_page(
            _(
                "No reading is confirmed yet. Open the collision diagram of a site and decide the"
                " crashes under “To be confirmed”: each decision counts here."
            ),
            next_page=DIAGRAM,
            next_label=_("To the collision diagram"),
        )
        return
    show_total(board[0])
    for group, heading in group_headings().items():
        show_group([row for row in board if row.group is group], heading, key=str(group))
    show_differences(compared)
    st.caption(
        _(
            "Intervals are those of Wilson, 95 %. People confirm first what the program could not"
            " decide: the shares of what it dared and of what it offered stand apart."
        )
    )


def group_headings() -> dict[Group, str]:
    """Return the groups that are shown as tables, with their headings."""
    return {
        Group.RECORD_SOURCE: _("By source of the records"),
        Group.HEADING_SOURCE: _("By source of the directions"),
        Group.MONTH: _("By month of the crash"),
    }


def show_total(total: AccuracyRow) -> None:
    """Show the shares of all confirmed crashes."""
    shares = {
        _("Relation right"): total.relation,
        _("Type right"): total.diagram_type,
        _("Exact arms right"): total.arms,
        _("First offer chosen"): total.first_offered,
    }
    with st.container(horizontal=True, gap="medium"):
        st.metric(_("Confirmed crashes"), total.confirmed)
        for label, share in shares.items():
            st.metric(label, share_text(share), help=interval_text(share) or None)
        off = "–" if total.median_off_m is None else f"{total.median_off_m:.1f} m"
        st.metric(_("Median distance of the impact"), off)


def show_group(rows: list[AccuracyRow], heading: str, *, key: str) -> None:
    """Show the rows of one group as a table."""
    st.subheader(heading)
    table = board_table(rows)
    st.dataframe(table, hide_index=True, height="content", key=f"accuracy_{key}")
    table_download(table, f"accuracy_{key}", title=heading, key=f"accuracy_{key}_download")


def board_table(rows: list[AccuracyRow]) -> pd.DataFrame:
    """Return the rows of the board with headings in the language of the page."""
    shares = {
        _("Read by the program"): "dared",
        _("Relation right"): "relation",
        _("Type right"): "diagram_type",
        _("Exact arms right"): "arms",
        _("First offer chosen"): "first_offered",
        _("Among those offered"): "among_offered",
    }
    return pd.DataFrame(
        [
            {
                _("Group"): group_name(row),
                _("Confirmed crashes"): row.confirmed,
                _("Cannot be drawn"): row.not_drawable,
                **{
                    heading: f"{share_text(getattr(row, name))} {interval_text(getattr(row, name))}"
                    for heading, name in shares.items()
                },
                _("Median distance (m)"): metres_text(row),
            }
            for row in rows
        ]
    )


def group_name(row: AccuracyRow) -> str:
    """Return the name of a row in the language of the page."""
    if row.group is not Group.HEADING_SOURCE:
        return row.name
    return {
        Source.RECORDED: _("recorded with the parties"),
        Source.PERSON: _("a person"),
        Source.SCENE: _("scene drawing"),
        Source.NARRATIVE: _("description in words"),
        Source.TYPE: _("definition of the type"),
        Source.INFERRED: _("inferred from the record"),
        Source.NONE: _("none"),
    }[Source(row.name)]


def metres_text(row: AccuracyRow) -> str:
    """Return the median distance of the impacts with how many were measured."""
    return "–" if row.median_off_m is None else f"{row.median_off_m:.1f} ({row.measured})"


def share_text(share: Share) -> str:
    """Return a share as people read it.

    Examples
    --------
    >>> share_text(Share(3, 4)), share_text(Share(0, 0))
    ('75 % (3/4)', '–')
    """
    return (
        "–"
        if share.value is None
        else f"{share.value:.0%} ({share.right}/{share.of})".replace("%", " %")
    )


def interval_text(share: Share) -> str:
    """Return the interval of a share; empty of nothing.

    Examples
    --------
    >>> interval_text(Share(3, 4))
    '[30–95 %]'
    """
    if share.interval is None:
        return ""
    low, high = share.interval
    return f"[{100 * low:.0f}–{100 * high:.0f} %]"


def show_differences(compared: pd.DataFrame) -> None:
    """Show the crashes that the program read otherwise; choosing a row opens its record."""
    wrong = compared[["relation_right", "type_right", "arms_right"]].eq(False).any(axis=1)
    differs = compared[wrong | compared["offered"].eq(0)]
    st.subheader(_("Read otherwise by the program"))
    if differs.empty:
        st.caption(_("None."))
        return
    headings = {"crash_id": _("Crash key"), "month": _("Month"), "record_source": _("Source")}
    table = differs[list(headings)].rename(columns=headings)
    for name, heading in {
        "relation_right": _("Relation right"),
        "type_right": _("Type right"),
        "arms_right": _("Exact arms right"),
    }.items():
        table[heading] = differs[name].map({True: _("yes"), False: _("no")}).fillna("–")
    crash_ids = differs["crash_id"].astype(str).tolist()
    st.dataframe(
        table,
        hide_index=True,
        height="content",
        on_select=lambda: follow_row(crash_ids),
        selection_mode="single-row",
        row_height=40,
        key="accuracy_differences",
    )


def follow_row(crash_ids: list[str]) -> None:
    """Open the record of a chosen row when the page runs again."""
    rows = st.session_state["accuracy_differences"]["selection"]["rows"]
    if rows:
        st.session_state[OPENED] = crash_ids[rows[0]]


def open_chosen_record() -> None:
    """Go to the record that was chosen."""
    crash_id = st.session_state.pop(OPENED, None)
    if crash_id:
        close_record()
        st.switch_page(RECORD, query_params={"crash": crash_id})


@st.cache_resource(max_entries=2, show_spinner=False)
@under_city_rules
def comparisons(version: str) -> pd.DataFrame:  # noqa: ARG001
    """Return every confirmed crash of the store compared with what the program reads."""
    attached = attached_to_records()
    crashes = the_store().crashes(CrashFilter(crash_ids=tuple(attached.confirmed) or ("",)))
    parties = the_store().parties(list(crashes["crash_id"]))
    return compare_readings(crashes, parties, attached, read_junctions())


if __name__ == "__main__":
    show()
