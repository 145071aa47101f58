"""Legend and rules of the city: changed in the app, tried on crashes, kept with author."""

import pandas as pd
import streamlit as st

from collision_diagrams.model import Resolution, Status
from collision_diagrams.rule_faults import RuleFault
from collision_diagrams.rule_files import RuleFile, faults_of
from collision_diagrams.rule_preview import RulePreview, Sample, preview_rules
from collision_diagrams.wording import STATUS_WORDS, TYPE_WORDS
from crashes.model import CrashFilter
from drawing.model import Drawing
from drawing.svg import write_svg
from errors import DaoanError
from language import Language, chosen_language
from language import translate as _
from storage.documents import NEW, WITHDRAWN, Document, DocumentKind
from ui.diagram.attached import attached_to_records
from ui.plain_text import as_text, error_text
from ui.sign_in import page_may
from ui.store_access import count_crashes, data_version, the_store
from ui.visitor import Deed
from ui.widgets.author import author_field
from ui.widgets.picture import picture

TEST_SET = 1500  # crashes, the latest ones
SAID = "rules_said"
TEXT_HEIGHT_PX = 520
SHOWN_FAULTS = 30
COLUMNS = 4


def show() -> None:
    """Draw the page."""
    st.title(_("Legend and rules"))
    st.markdown(
        _(
            "The city may draw and read by files of its own. The shipped files stay as they are;"
            " every version is kept with its author."
        )
    )
    if said := st.session_state.pop(SAID, None):
        st.success(said)
    author = author_field()
    if author and not page_may(Deed.ADMINISTER):
        st.info(_("You may try changes here; an administrator saves them."))
        author = ""
    file = RuleFile(
        st.segmented_control(
            _("File"),
            list(RuleFile),
            format_func=lambda one: f"{one.heading.in_language()} ({one})",
            default=RuleFile.GLYPHS,
            required=True,
            key="rule_file",
        )
    )
    kept = the_store().document(DocumentKind.RULES, file)
    say_whose(file, kept)
    text = edited_text(file, kept)
    faults = faults_of(file, text)
    show_faults(faults)
    draw_buttons(file, text, kept, author, faults)
    if not faults:
        show_preview(file, text)
    show_versions(file)


def in_force(file: RuleFile, kept: Document | None) -> str:
    """Return the text of a rule file as it is used now."""
    return kept.text if kept and kept.text != WITHDRAWN else file.shipped_text


def say_whose(file: RuleFile, kept: Document | None) -> None:
    """Say whether the shipped file is in force or one of the city, and whether it can be read."""
    if kept is None or kept.text == WITHDRAWN:
        st.caption(_("In force: the shipped file."))
        return
    st.caption(
        _(
            "In force: version {version} of the city, by {author}, {day}.",
            version=kept.version,
            author=as_text(kept.author),
            day=f"{kept.saved_at.astimezone():%Y-%m-%d %H:%M}",
        )
    )
    if faults_of(file, kept.text):
        st.error(
            _(
                "The city's file no longer fits this edition of the program: the shipped file is"
                " used until it is mended."
            )
        )


def edited_text(file: RuleFile, kept: Document | None) -> str:
    """Show the text of a file to be changed and return it."""
    version = kept.version if kept else NEW
    return str(
        st.text_area(
            _("Text of the file (YAML)"),
            value=in_force(file, kept),
            height=TEXT_HEIGHT_PX,
            key=f"rules_{file}_{version}_{st.session_state.get('rules_round', 0)}",
        )
    )


def show_faults(faults: tuple[RuleFault, ...]) -> None:
    """Show what is wrong, line by line."""
    if not faults:
        return
    st.error(_("{count} faults: nothing is saved before they are mended.", count=len(faults)))
    table = pd.DataFrame(
        [(one.line, one.key, one.problem.in_language()) for one in faults[:SHOWN_FAULTS]],
        columns=[_("Line of the file"), _("Setting"), _("Problem")],
    )
    st.dataframe(table, hide_index=True, height="content", key="rule_faults")


def draw_buttons(
    file: RuleFile,
    text: str,
    kept: Document | None,
    author: str,
    faults: tuple[RuleFault, ...],
) -> None:
    """Show the buttons that save the text, or let the shipped file be used again."""
    version = kept.version if kept else NEW
    changed = text != in_force(file, kept)
    own = kept is not None and kept.text != WITHDRAWN
    with st.container(horizontal=True, gap="small"):
        if st.button(
            _("Save for the city"),
            type="primary",
            disabled=not (changed and author) or bool(faults),
            icon=":material/save:",
        ):
            save(file, "" if text == file.shipped_text else text, version, author)
        if st.button(
            _("Use the shipped file again"),
            disabled=not (own and author),
            icon=":material/restart_alt:",
        ):
            save(file, WITHDRAWN, version, author)
        if st.button(_("Discard my changes"), disabled=not changed, icon=":material/undo:"):
            st.session_state["rules_round"] = st.session_state.get("rules_round", 0) + 1
            st.rerun()
        st.download_button(
            _("Download this text"),
            text,
            file_name=str(file),
            mime="application/yaml; charset=utf-8",
            icon=":material/download:",
            on_click="ignore",
        )


def save(file: RuleFile, text: str, version: int, author: str) -> None:
    """Keep a text as the city's file; empty: the shipped file is used again."""
    try:
        saved = the_store().save_document(
            DocumentKind.RULES, file, text, author=author, expected_version=version
        )
        the_store().log(author, "change rules", str(file), {"version": saved.version})
    except DaoanError as error:
        st.error(error_text(error))
        return
    st.session_state[SAID] = _("Saved. Diagrams are read and drawn by it from now on.")
    st.rerun()


def show_preview(file: RuleFile, text: str) -> None:
    """Show what the text does to the test set: how many readings change, and samples side by side.

    Before is what the shipped file does where the text is the one in force, else what is in force.
    """
    if not count_crashes(CrashFilter()):
        st.info(_("There are no records yet to try the text on."))
        return
    kept = {one.key: one.text for one in the_store().documents(DocumentKind.RULES)}
    now = {name: said for name, said in kept.items() if said}
    against_shipped = text == now.get(str(file), file.shipped_text)
    before = {**now, str(file): file.shipped_text} if against_shipped else now
    st.subheader(_("Tried on the latest crashes"))
    st.caption(
        _("Before: the shipped file. After: what is in force.")
        if against_shipped
        else _("Before: what is in force. After: the text above.")
    )
    after = {**now, str(file): text}
    preview = tried(data_version(), tuple(before.items()), tuple(after.items()), chosen_language())
    say_changes(preview)
    columns = st.columns(COLUMNS)
    for place, sample in enumerate(preview.samples):
        with columns[place % COLUMNS]:
            show_sample(sample)


def say_changes(preview: RulePreview) -> None:
    """Say how many readings change, by status."""
    st.markdown(
        _(
            "{changed} of {total} crashes are read otherwise.",
            changed=preview.changed,
            total=preview.total,
        )
    )
    moved = [one for one in preview.statuses if one[1] != one[2]]
    if moved:
        st.markdown(
            "　".join(
                f"{STATUS_WORDS[Status(name)].in_language()}: {was} → {will}"
                for name, was, will in moved
            )
        )


def show_sample(sample: Sample) -> None:
    """Show one crash before and after."""
    with st.container(border=True):
        sides = st.columns(2)
        for side, reading, drawing in zip(
            sides, (sample.before, sample.after), sample.drawings, strict=True
        ):
            with side:
                show_side(reading, drawing)
        mark = _("changed") if sample.is_changed else _("same reading")
        st.caption(f"{as_text(sample.crash_id)} · {mark}")


def show_side(reading: Resolution, drawing: Drawing | None) -> None:
    """Show one reading of a sample, or why it is not drawn."""
    if drawing is not None:
        picture(write_svg(drawing), TYPE_WORDS[reading.diagram_type].in_language())
    name = TYPE_WORDS[reading.diagram_type] if drawing else STATUS_WORDS[reading.status]
    st.caption(name.in_language())


def show_versions(file: RuleFile) -> None:
    """Show who changed the file when."""
    versions = the_store().document_versions(DocumentKind.RULES, file)
    if not versions:
        return
    with st.expander(_("Versions of the city")):
        rows = [
            (
                one.version,
                f"{one.saved_at.astimezone():%Y-%m-%d %H:%M}",
                one.author,
                _("shipped file") if one.text == WITHDRAWN else _("own file"),
            )
            for one in reversed(versions)
        ]
        headings = [_("Version"), _("When"), _("Who"), _("File")]
        table = pd.DataFrame(rows, columns=headings)
        st.dataframe(table, hide_index=True, height="content", key="rule_versions")


@st.cache_resource(max_entries=6, show_spinner=False)
def tried(
    version: str,  # noqa: ARG001
    before: tuple[tuple[str, str], ...],
    after: tuple[tuple[str, str], ...],
    language: Language,
) -> RulePreview:
    """Return what changed files do to the latest crashes of the store."""
    count = count_crashes(CrashFilter())
    chosen = CrashFilter(limit=TEST_SET, offset=max(count - TEST_SET, 0))
    crashes = the_store().crashes(chosen)
    parties = the_store().parties(list(crashes["crash_id"]))
    return preview_rules(
        crashes, parties, (dict(before), dict(after)), language, attached_to_records()
    )


if __name__ == "__main__":
    show()
