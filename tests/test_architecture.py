"""The arrows of the design, read off the source text."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAX_LINES = 500
ANYONE = {"errors", "language"}
SUBJECTS = {"roadnet", "crashes", "collision_diagrams", "hotspots", "improvements"}
MAY_IMPORT = {
    "errors": set(),
    "language": set(),
    "drawing": set(),
    "roadnet": {"drawing"},
    "crashes": {"roadnet", "drawing"},
    "collision_diagrams": {"crashes", "roadnet", "drawing"},
    "hotspots": {"crashes", "roadnet"},
    "improvements": {"hotspots", "crashes", "roadnet"},
    "storage": SUBJECTS,  # their model files only, checked below
    "ui": SUBJECTS | {"drawing", "storage"},
    "cli": SUBJECTS | {"drawing", "storage"},
    "app": {"ui"},
}
ONLY_IN = {  # library -> the places that may import it
    "streamlit": {"ui", "app"},
    "streamlit_folium": {"ui"},
    "folium": {"ui"},
    "starlette": {"ui", "app"},
    "argparse": {"cli"},
    "sqlite3": {"storage"},
    "sqlalchemy": {"storage"},
    "psycopg": {"storage"},
    "argon2": {"storage"},
    "cryptography": {"storage"},
    "svgwrite": {"drawing"},
}
ONLY_FILE = {"svgwrite": "drawing/svg.py"}
NAMES_THAT_SAY_NOTHING = ("util", "helper", "common", "misc", "manager")


def modules(root):
    return sorted(
        path
        for place in MAY_IMPORT
        for path in (
            [root / f"{place}.py"]
            if (root / f"{place}.py").exists()
            else (root / place).rglob("*.py")
        )
    )


def imported(text):
    """The dotted names a module imports, split at the dots."""
    names = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {tuple(name.split(".")) for name in names}


def faults(relative_path, text):
    """What is wrong with the imports of one module."""
    place = Path(relative_path).parts[0].removesuffix(".py")
    names = imported(text)
    ours = {name[0] for name in names} & set(MAY_IMPORT) - {place} - ANYONE
    found = [f"{place} must not import {other}" for other in sorted(ours - MAY_IMPORT[place])]
    if place == "storage":
        found += [
            f"storage reads model files only, not {'.'.join(name)}"
            for name in sorted(names)
            if name[0] in SUBJECTS and name[1:2] != ("model",)
        ]
    for library, places in ONLY_IN.items():
        if library in {name[0] for name in names}:
            file = ONLY_FILE.get(library)
            if place not in places or file not in (None, Path(relative_path).as_posix()):
                found.append(f"{library} belongs in {file or sorted(places)}")
    return found


@pytest.mark.parametrize("path", modules(ROOT), ids=lambda path: str(path.relative_to(ROOT)))
def test_module_stays_in_its_layer(path):
    assert faults(path.relative_to(ROOT), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", modules(ROOT), ids=lambda path: str(path.relative_to(ROOT)))
def test_module_is_short_enough_to_read(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("path", modules(ROOT), ids=lambda path: str(path.relative_to(ROOT)))
def test_module_has_a_name_that_says_something(path):
    assert not [word for word in NAMES_THAT_SAY_NOTHING if word in path.stem]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("collision_diagrams/a.py", "from hotspots import model"),
        ("roadnet/a.py", "import crashes.model"),
        ("crashes/a.py", "from collision_diagrams.glyphs import arrow"),
        ("drawing/a.py", "from roadnet.model import Junction"),
        ("hotspots/a.py", "import streamlit as st"),
        ("crashes/a.py", "import sqlite3"),
        ("improvements/a.py", "from storage.store import Store"),
        ("storage/a.py", "from crashes.places import read_place"),
        ("drawing/pdf.py", "import svgwrite"),
        ("cli/a.py", "from ui.screens import records"),
        ("app.py", "from storage.store import Store"),
    ],
)
def test_a_reversed_arrow_is_found(path, text):
    assert faults(path, text)


def test_every_place_of_the_layout_exists():
    for place in MAY_IMPORT:
        assert (ROOT / f"{place}.py").exists() or (ROOT / place).is_dir(), place
