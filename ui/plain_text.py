"""Texts of files and people inside our own sentences: shown as they are, never as markup."""

import re
from typing import Any

from errors import DaoanError
from language import translate

MARKDOWN_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")  # ASCII punctuation
WORD_JOINER = "\u2060"  # invisible; keeps `:name:` from becoming a picture


def as_text(text: object) -> str:
    r"""Return a text so that Markdown shows it as it is.

    Examples
    --------
    >>> as_text("中山路<b>1段</b>")
    '中山路\\<b\\>1段\\<\\/b\\>'
    """
    escaped = MARKDOWN_SIGNS.sub(r"\\\1", str(text))
    return escaped.replace(":", f":{WORD_JOINER}").replace("\n", " ")


def sentence(text: str, /, **values: Any) -> str:
    """Return a sentence in the language of the page, its values protected, for Markdown."""
    said = {
        name: value if isinstance(value, int | float) else as_text(words(value))
        for name, value in values.items()
    }
    return translate(text, language=None, **said)


def words(value: Any) -> str:
    """Return a value in the language of the page."""
    in_language = getattr(value, "in_language", None)
    return str(in_language() if in_language else value)


def error_text(error: DaoanError) -> str:
    """Return what an error says, in the language of the page, for Markdown."""
    return sentence(error.message, **error.values)
