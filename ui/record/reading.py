"""How the crash of a record is read for the diagram: reading, reasons, a person's decision."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from collision_diagrams.attached import Attached
from collision_diagrams.buckets import Case
from collision_diagrams.confirmed import ConfirmedReading
from collision_diagrams.contradictions import Contradiction, contradictions
from collision_diagrams.ghosts import SHOWN, candidate_drawing
from collision_diagrams.mirror import mirrored_reading
from collision_diagrams.model import DiagramType, Relation, Resolution
from collision_diagrams.reading_of_site import read_site
from collision_diagrams.reasons import not_understood
from collision_diagrams.street_site import StreetSite
from collision_diagrams.wording import RELATION_WORDS, STATUS_WORDS, TYPE_WORDS
from crashes.model import CrashFilter, CrashRecord
from drawing.model import Drawing
from drawing.svg import write_svg
from errors import DaoanError
from language import Language, chosen_language
from language import translate as _
from roadnet.model import DrivingSide, Junction
from storage.documents import WITHDRAWN, DocumentKind
from ui.diagram.attached import attached_to_records, under_city_rules
from ui.diagram.decisions import confirm, confirm_reading, decision_of, withdraw
from ui.diagram.desk_data import roles_said, shares_said
from ui.diagram.street import street_at
from ui.plain_text import as_text, error_text
from ui.store_access import data_version, read_junctions, store_settings, the_store
from ui.widgets.picture import picture
from ui.wording import field_name

PICTURE_PX = 150


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """One crash as the diagram has it, and as the program reads it without any decision."""

    now: Case
    by_itself: Case
    against: tuple[Contradiction, ...]
    is_mirrored: bool

    def seen(self, reading: Resolution) -> Resolution:
        """Return a reading as it is on the street, also where traffic keeps to the left."""
        return mirrored_reading(reading) if self.is_mirrored else reading


def reading_tab_name(record: CrashRecord) -> str:
    """Return the name of the tab, with a sign where the record contradicts itself."""
    name = _("Collision diagram")
    try:
        read = _read(data_version(), str(record.crash["crash_id"]))
    except DaoanError:
        return name
    return f"{name} ⚠" if read.against else name


def show_reading(record: CrashRecord, author: str) -> None:
    """Show how the crash is read and let a person decide."""
    crash_id = str(record.crash["crash_id"])
    try:
        read = _read(data_version(), crash_id)
    except DaoanError as error:
        st.error(error_text(error))
        return
    picture_side, words_side = st.columns([1, 3], gap="medium")
    with picture_side:
        show_picture(read, read.seen(read.now.resolution))
    with words_side:
        show_words(read.now)
        show_decision(crash_id, author)
    show_contradictions(read.against)
    show_choices(read, crash_id, author)
    show_history_of_decisions(crash_id)


def show_picture(read: ReadRecord, reading: Resolution) -> None:
    """Show the glyph of a reading, where it has one."""
    if reading.diagram_type is DiagramType.UNKNOWN:
        st.caption(_("No glyph: it is listed, not plotted."))
        return
    drawn = write_svg(_drawn(read, reading, chosen_language()))
    picture(drawn, TYPE_WORDS[reading.diagram_type].in_language(), width_px=PICTURE_PX)


def show_words(case: Case) -> None:
    """Show status, relation, construction, and what speaks for them."""
    found = case.resolution
    parts = [STATUS_WORDS[found.status].in_language()]
    if found.diagram_type is not DiagramType.UNKNOWN:
        parts.append(TYPE_WORDS[found.diagram_type].in_language())
        parts.append(RELATION_WORDS[found.relation].in_language())
        parts.append(_("confidence {share}", share=f"{found.confidence:.0%}"))
    st.markdown("**" + as_text(" · ".join(parts)) + "**")
    lines = [*([found.reason] if found.reason else []), *found.explanation]
    missed = [line for line in not_understood(case.facts) if line not in lines]
    for line in [*lines, *missed]:
        st.markdown("- " + as_text(line.in_language()))


def show_decision(crash_id: str, author: str) -> None:
    """Say who decided, and let the program read the crash again."""
    decided = decision_of(crash_id)
    if decided is None:
        return
    st.caption(
        _(
            "Decided by {author}, {day}.",
            author=as_text(decided.author),
            day=f"{decided.saved_at.astimezone():%Y-%m-%d %H:%M}",
        )
    )
    if st.button(
        _("Take the decision back"), icon=":material/undo:", disabled=not author, key="withdraw"
    ):
        try:
            withdraw(crash_id, author=author)
        except DaoanError as error:
            st.error(error_text(error))
            return
        st.rerun()


def show_contradictions(against: tuple[Contradiction, ...]) -> None:
    """Report what the record says against itself, with the items to look at."""
    for one in against:
        items = "、".join(item_name(number, name) for number, name in one.fields)
        st.warning(
            as_text(one.message.in_language()) + "　" + _("Look at: {items}", items=as_text(items)),
            icon=":material/report:",
        )


def item_name(number: int | None, name: str) -> str:
    """Return the name of an item of the record, with its party."""
    if number is None:
        return field_name(name)
    return _("Party {number}: {item}", number=number, item=field_name(name))


def show_choices(read: ReadRecord, crash_id: str, author: str) -> None:
    """Offer the readings that fit, and that the crash cannot be drawn."""
    offered = read.by_itself.resolution.candidates[:SHOWN]
    st.subheader(_("Decide how it is read"))
    note = st.text_input(
        _("Why (optional, kept with the decision)"), key="decision_note", max_chars=200
    ).strip()
    shares = shares_said(read.by_itself.resolution)
    columns = st.columns(max(len(offered), 1))
    for place, (column, one) in enumerate(zip(columns, offered, strict=False)):
        with column, st.container(border=True):
            show_offer(read, shares[place], place, read.seen(one))
            if st.button(
                _("It was so"), key=f"choose_{place}", disabled=not author, type="primary"
            ):
                keep(partial(confirm, crash_id, read.seen(one), author=author, note=note))
    if not offered:
        st.caption(_("The program has no reading to offer for this record."))
    current = read.now.resolution
    with st.container(horizontal=True, gap="small"):
        undecided = current.status.plotted and decision_of(crash_id) is None
        if undecided and st.button(
            _("The reading above is right"), disabled=not author, key="is_right"
        ):
            keep(partial(confirm, crash_id, read.seen(current), author=author, note=note))
        if st.button(_("It cannot be drawn"), disabled=not author, key="not_drawable"):
            nothing = ConfirmedReading(Relation.UNKNOWN, DiagramType.UNKNOWN, note=note)
            keep(partial(confirm_reading, crash_id, nothing, author=author))


def show_offer(read: ReadRecord, share: str, place: int, one: Resolution) -> None:
    """Show one possible reading, and how likely it is."""
    name = TYPE_WORDS[one.diagram_type].in_language()
    st.markdown(f"**{place + 1}　{as_text(name)}　{share}**")
    show_picture(read, one)
    for line in (*roles_said(one), *one.explanation):
        st.caption(as_text(line.in_language()))


def keep(save: Callable[[], object]) -> None:
    """Save a decision and show the page again, or say why it could not be saved."""
    try:
        save()
    except DaoanError as error:
        st.error(error_text(error))
        return
    st.rerun()


def show_history_of_decisions(crash_id: str) -> None:
    """Show who decided what when."""
    versions = the_store().document_versions(DocumentKind.READING, crash_id)
    if not versions:
        return
    with st.expander(_("Decisions so far")):
        rows = [
            (
                f"{one.saved_at.astimezone():%Y-%m-%d %H:%M}",
                one.author,
                _("taken back") if one.text == WITHDRAWN else _("decided"),
            )
            for one in reversed(versions)
        ]
        table = pd.DataFrame(rows, columns=[_("When"), _("Who"), _("What")])
        st.dataframe(table, hide_index=True, height="content", key="decisions")


@st.cache_resource(max_entries=16, show_spinner=False)
@under_city_rules
def _read(version: str, crash_id: str) -> ReadRecord:  # noqa: ARG001
    crashes = the_store().crashes(CrashFilter(crash_ids=(crash_id,)))
    parties = the_store().parties([crash_id])
    side = DrivingSide(store_settings().driving_side)
    attached = attached_to_records()
    junction, street = junction_of_crash(crashes), street_of_crash(crashes)
    side = street.driving_side if street else side
    now, by_itself = (
        read_site(crashes, parties, junction, attached=one, driving_side=side, street=street)
        for one in (attached, Attached(attached.scenes))
    )
    case = by_itself.cases[0]
    return ReadRecord(now.cases[0], case, tuple(contradictions(case.facts)), now.is_mirrored)


def junction_of_crash(crashes: pd.DataFrame) -> Junction | None:
    """Return the junction that a crash belongs to, None away from junctions."""
    key = crashes["junction_id"].iloc[0]
    found = [one for one in read_junctions() if str(one.junction_id) == str(key)]
    return found[0] if found else None


def street_of_crash(crashes: pd.DataFrame) -> StreetSite | None:
    """Return the street of the day where a crash happened, None where no map has it."""
    x_m, y_m, at = crashes[["x_m", "y_m", "occurred_at"]].iloc[0]
    return None if pd.isna(x_m) else street_at((float(x_m), float(y_m)), at.date())


@under_city_rules
def _drawn(read: ReadRecord, reading: Resolution, language: Language) -> Drawing:
    return candidate_drawing(read.now.facts, reading, language)
