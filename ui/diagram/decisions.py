"""How a person says a crash is to be read: chosen, taken back, kept with author and moment."""

from dataclasses import dataclass

from collision_diagrams.confirmed import ConfirmedReading, confirmed_of, confirmed_text
from collision_diagrams.model import Resolution
from storage.documents import NEW, WITHDRAWN, Document, DocumentKind
from ui.store_access import the_store

TAKEN_BACK = "decision_to_take_back"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided last, so that it can be taken back."""

    crash_id: str
    version: int  # of the document now
    before: str  # its text before


def decision_of(crash_id: str) -> Document | None:
    """Return the document of a decided crash, None where nobody has decided."""
    kept = the_store().document(DocumentKind.READING, crash_id)
    return kept if kept and kept.text != WITHDRAWN else None


def confirm(crash_id: str, candidate: Resolution, *, author: str, note: str = "") -> Decision:
    """Save that a crash is to be read as a candidate.

    Raises
    ------
    StaleRevisionError
        Somebody decided in the same moment.
    """
    return confirm_reading(crash_id, confirmed_of(candidate, note=note), author=author)


def confirm_reading(crash_id: str, reading: ConfirmedReading, *, author: str) -> Decision:
    """Save a reading that a person stated, such as that a crash cannot be drawn."""
    return _save(crash_id, confirmed_text(reading), author)


def withdraw(crash_id: str, *, author: str) -> Decision:
    """Save that a crash is read by the program again."""
    return _save(crash_id, WITHDRAWN, author)


def take_back(decision: Decision, *, author: str) -> None:
    """Put back what was decided before a decision, unless somebody has decided since."""
    _save(decision.crash_id, decision.before, author, over=decision.version)


def _save(crash_id: str, text: str, author: str, *, over: int | None = None) -> Decision:
    """Save a text over a version, the latest unless told, and say so in the audit log."""
    store = the_store()
    kept = store.document(DocumentKind.READING, crash_id)
    latest = kept.version if kept else NEW
    saved = store.save_document(
        DocumentKind.READING,
        crash_id,
        text,
        author=author,
        expected_version=latest if over is None else over,
    )
    action = "decide reading" if text != WITHDRAWN else "withdraw reading"
    store.log(author, action, crash_id, {"version": saved.version})
    return Decision(crash_id, saved.version, kept.text if kept else WITHDRAWN)
