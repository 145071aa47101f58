"""Every sentence a user can meet stands in the Chinese catalogue, with the same named fields."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from language import LOCALE_FOLDER, Language, Message, catalogue, in_language, translate

ROOT = Path(__file__).parent.parent
PLACES = [
    "app.py",
    "cli",
    "drawing",
    "roadnet",
    "crashes",
    "collision_diagrams",
    "hotspots",
    "improvements",
    "storage",
    "ui",
]
SPEAKERS = {"_", "translate", "Message", "say", "sentence"}


def sources():
    for place in PLACES:
        path = ROOT / place
        yield from [path] if path.suffix == ".py" else sorted(path.rglob("*.py"))


def sentences(path):
    """The English sentences that a module says to a user."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        function = node.func
        name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        if name in SPEAKERS or (name.endswith("Error") and name not in dir(__builtins__)):
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def fields(text):
    return sorted({name for _, name, _, _ in Formatter().parse(text) if name})


@pytest.mark.parametrize("path", list(sources()), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_sentence_has_its_chinese(path):
    known = catalogue(Language.ZH_TW)
    missing = [
        text for text in sentences(path) if re.search("[A-Za-z]{2}", text) and text not in known
    ]
    assert missing == []


@pytest.mark.parametrize("path", sorted(LOCALE_FOLDER.rglob("*.po")), ids=lambda path: path.name)
def test_a_translation_has_the_fields_of_its_sentence(path):
    with path.open("rb") as file:
        entries = [entry for entry in read_po(file) if entry.id]
    wrong = [
        entry.id for entry in entries if entry.string and fields(entry.id) != fields(entry.string)
    ]
    assert wrong == []


def test_a_sentence_has_one_translation_whatever_package_says_it():
    said = {}
    for path in sorted(LOCALE_FOLDER.rglob("*.po")):
        with path.open("rb") as file:
            for entry in read_po(file):
                if entry.id and entry.string:
                    said.setdefault((path.parent.name, entry.id), set()).add(entry.string)
    assert {key: values for key, values in said.items() if len(values) > 1} == {}


def test_a_sentence_is_said_in_the_chosen_language():
    known = catalogue(Language.ZH_TW)
    english, chinese = next((key, value) for key, value in known.items() if not fields(key))
    with in_language(Language.ZH_TW):
        assert translate(english) == chinese
    with in_language(Language.EN):
        assert translate(english) == english


def test_a_message_inside_a_message_is_translated_too():
    inner = Message("inner {n}", {"n": 1})
    outer = Message("outer: {what}", {"what": inner})
    assert outer.in_language(Language.EN) == "outer: inner 1"
