"""The history of a thing, and of a whole area: who changed what when and why, and the way back."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from language import translate as _
from roadnet.editing.history import (
    Disagreement,
    MapChange,
    as_delivered,
    changes_of,
    disagreements,
    undone,
)
from roadnet.model.record import StreetArea, StreetRecord
from ui.plain_text import as_text
from ui.store_access import the_store
from ui.street_map.correcting.chosen import Chosen
from ui.street_map.correcting.saving import keep
from ui.street_map.differences import version_text
from ui.street_map.words import kind_of_record

SHOWN_CHANGES = 6


def history_of(chosen: Chosen, author: str) -> None:
    """Show what happened to a thing, and offer to undo its last correction."""
    changes = changes_of(chosen.versions)
    if not changes:
        st.caption(_("Nobody has stated this: it follows from the rules or from the roads."))
        return
    st.markdown(f"**{_('History')}**")
    for change in changes[:SHOWN_CHANGES]:
        st.markdown(_heading(change))
        for line in lines_of(change):
            st.caption(as_text(line))
    back = undone(chosen.versions)
    if back is not None and st.button(
        _("Undo the last correction"), icon=":material/undo:", key="street_undo"
    ):
        reason = _("undone: {reason}", reason=changes[0].reason)
        keep(chosen.area.name, lambda: back, author, lambda: reason, chosen.held)


def _heading(change: MapChange) -> str:
    when = f"{change.at.astimezone():%Y-%m-%d %H:%M}"
    who = change.author or _("an import")
    reason = f": {as_text(change.reason)}" if change.reason else ""
    return f"{when} · {as_text(who)}{reason}"


def lines_of(change: MapChange) -> list[str]:
    """Return what a change did, in words."""
    if not change.is_correction and not change.before:
        return [_("brought in with a file")]
    return version_text(change.after, change.before)


def corrections_of(area: StreetArea, author: str) -> None:
    """Show all corrections of an area, and where a file says otherwise."""
    versions = the_store().street_history(area.name)
    corrections = [change for change in changes_of(versions) if change.is_correction]
    if not corrections:
        st.caption(_("Nobody has corrected this area."))
        return
    other = disagreements(versions)
    if other:
        st.warning(
            _(
                "The file says otherwise than {count} of these corrections: look at them.",
                count=len(other),
            )
        )
        for number, one in enumerate(other):
            _disagreement(area, versions, one, author, number)
    st.dataframe(corrections_table(corrections), hide_index=True, key="street_corrections")


def corrections_table(corrections: Sequence[MapChange]) -> pd.DataFrame:
    """Return when, who, what, differences and reason of corrections."""
    headings = [_("When"), _("Who"), _("Thing"), _("Change"), _("Reason")]
    rows = [
        (
            f"{one.at.astimezone():%Y-%m-%d %H:%M}",
            one.author,
            f"{kind_of_record(one.kind)} {one.key}",
            "; ".join(lines_of(one)),
            one.reason,
        )
        for one in corrections
    ]
    return pd.DataFrame(rows, columns=headings)


def _disagreement(
    area: StreetArea,
    versions: Sequence[StreetRecord],
    one: Disagreement,
    author: str,
    number: int,
) -> None:
    """Show what a file says otherwise, and offer to take it."""
    with st.container(border=True):
        name = f"{kind_of_record(one.kind)} {one.key}"
        st.markdown(f"**{as_text(name)}** · {one.delivered_at.astimezone():%Y-%m-%d}")
        if one.delivered is None:
            lines = [_("The file has it no longer.")]
        else:
            lines = version_text([one.delivered], one.corrected)
        for line in lines:
            st.caption(as_text(line))
        if author and st.button(_("Take what the file says"), key=f"street_take_{number}"):
            own = [each for each in versions if (each.kind, each.key) == (one.kind, one.key)]
            keep(
                area.name,
                lambda: as_delivered(own),
                author,
                lambda: _("the file is right"),
                one.corrected,
            )
