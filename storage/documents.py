"""What a document of the store is: a text of which every version stays.

Scenes, cases, confirmed readings, placements, saved views and rules of a city are documents: the
program that made one writes its text (JSON or YAML) and understands it; the store keeps it whole,
with author and moment, and lets nobody overwrite a version that he has not seen.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

NEW = 0  # the version that somebody expects who saves the first one
WITHDRAWN = ""  # the text of a document that holds no more


class DocumentKind(StrEnum):
    """What a document says, and what its key names."""

    SCENE = "scene"  # the drawn scene of a crash; key: crash_id
    CASE = "case"  # the form of a crash as an officer fills it in; key: crash_id
    READING = "reading"  # how a person says a crash must be read; key: crash_id
    PLACEMENT = "placement"  # where people moved the glyphs of a diagram; key: key of the site
    VIEW = "view"  # a saved view; key: its name
    RULES = "rules"  # a rule file that a city changed; key: name of the rule file


@dataclass(frozen=True, slots=True)
class Document:
    """One version of a document."""

    kind: DocumentKind
    key: str
    version: int  # 1, 2, …
    text: str  # JSON or YAML; empty: withdrawn
    author: str
    saved_at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to a document, such as a photo under a scene; it never changes."""

    key: str
    attachment_id: str
    media_type: str
    content: bytes
    author: str
    saved_at: datetime  # UTC
