"""Translate the sentences of the product; the key of a sentence is its English text.

Catalogues are the `.po` files of `data/locale/<language>/`, one for each package. A sentence with
values is kept as a `Message` (text and values apart) wherever it is stored or passed on, and is put
into words only where it is shown.
"""

import json
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCALE_FOLDER = Path(__file__).parent / "data" / "locale"


class Language(StrEnum):
    """A language of pages, messages and drawings."""

    ZH_TW = "zh-TW"  # Traditional Chinese as written in Taiwan; the default
    EN = "en"  # English; the language of the message keys


_chosen: ContextVar[Language] = ContextVar("language", default=Language.ZH_TW)


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for the user, kept unformatted: English text and the values of its fields.

    Examples
    --------
    >>> said = Message("{count} places share this point.", {"count": 75})
    >>> said.in_language(Language.EN)
    '75 places share this point.'
    >>> Message.from_json(said.to_json()) == said
    True
    """

    text: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the sentence in English, so that it may stand inside an error."""
        return self.in_language(Language.EN)

    def in_language(self, language: Language | None = None) -> str:
        """Return the sentence in `language` (default: the chosen one)."""
        return translate(self.text, language=language, **self.values)

    def to_json(self) -> str:
        """Return the message as JSON, for a column of a store."""
        return json.dumps([self.text, self.values], ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Message":
        """Return the message that `to_json` wrote."""
        sentence, values = json.loads(text)
        return cls(sentence, values)


@cache
def catalogue(language: Language) -> dict[str, str]:
    """Return every translated sentence of `language`, all packages together."""
    sentences: dict[str, str] = {}
    for path in sorted((LOCALE_FOLDER / language.replace("-", "_")).glob("*.po")):
        with path.open("rb") as file:
            for entry in read_po(file):
                if entry.id and entry.string:
                    sentences[str(entry.id)] = str(entry.string)
    return sentences


def chosen_language() -> Language:
    """Return the language in force for the running page, command or thread."""
    return _chosen.get()


def choose_language(language: Language) -> None:
    """Set the language in force for the running page, command or thread."""
    _chosen.set(language)


@contextmanager
def in_language(language: Language) -> "Iterator[None]":
    """Set the language for a block.

    Examples
    --------
    >>> with in_language(Language.EN):
    ...     print(chosen_language())
    en
    """
    token = _chosen.set(language)
    try:
        yield
    finally:
        _chosen.reset(token)


def translate(text: str, /, *, language: Language | None = None, **values: Any) -> str:
    """Return the sentence `text` in `language`, its fields filled with `values`.

    A value that is itself a `Message` is translated too. A sentence without a translation comes
    back in English.

    Examples
    --------
    >>> translate("{count} crashes", language=Language.EN, count=3)
    '3 crashes'
    """
    language = language or chosen_language()
    sentence = catalogue(language).get(text, text)
    if not values:
        return sentence
    filled = {
        key: value.in_language(language) if isinstance(value, Message) else value
        for key, value in values.items()
    }
    return sentence.format(**filled)


_ = translate
