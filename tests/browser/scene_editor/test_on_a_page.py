"""The editor inside the framework: a run of the page leaves it alone, its strings are passed on."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from language import LOCALE_FOLDER
from tests.browser.scene_editor.driving import Officer
from tests.browser.visiting import ROOT, free_port, wait_for

SOURCE = ROOT / "ui" / "components" / "scene_editor" / "src"
NOT_SAID = re.compile(
    r"M\d.*|[A-Z][\w-]*-[\w-]+|BroadcastChannel|Enter|Esc|Del|Ctrl\+.*|N, Shift.*"
)


@pytest.fixture
def page_address(tmp_path):
    port = free_port()
    log = tmp_path / "server.log"
    script = Path(__file__).parent / "page_app.py"
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}", process, log)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(10)


@pytest.mark.browser
def test_a_drag_goes_on_while_the_page_runs_and_saving_does_not_run_it(page_address, context):
    officer = Officer(context.new_page(), page_address)
    officer.page.goto(page_address)
    officer.page.wait_for_function("window.daoanSceneEditor?.view.width > 100", timeout=30_000)
    officer.page.wait_for_timeout(600)
    officer.stop_guidance()
    officer.page.locator('[data-name="tool-place/vehicle/B03/1"]').click()
    officer.tap(0.0, 0.0)
    officer.editor("e.useSelect()")
    officer.settle()
    assert officer.page.get_by_text("runs 1").count() == 1
    officer.page.evaluate("window.first = window.daoanSceneEditor")
    x, y = officer.on_screen(0.0, 0.0)
    officer.page.mouse.move(x, y)
    officer.page.mouse.down()
    officer.page.mouse.move(x + 40, y + 30, steps=4)
    officer.page.evaluate(
        "[...document.querySelectorAll('button')].find(b => b.innerText === 'run again').click()"
    )
    officer.page.get_by_text("runs 2").wait_for()
    officer.page.mouse.move(x + 80, y + 60, steps=4)
    officer.page.mouse.up()
    assert officer.page.evaluate("window.first === window.daoanSceneEditor")
    assert officer.things()[0]["at_m"][0] > 2
    officer.settle()
    assert officer.page.get_by_text("runs 2").count() == 1
    assert officer.errors == []


def said_in_source():
    """Every English text of the editor: literals that begin like a sentence or with a field."""
    for path in sorted(SOURCE.rglob("*.ts")):
        lines = [
            one for one in path.read_text(encoding="utf-8").splitlines() if "import" not in one
        ]
        for text in re.findall(r'"((?:[^"\\\n]|\\.)*)"', "\n".join(lines)):
            begins = re.match(r"[A-Z{]|point \{", text) and re.search("[a-z]", text)
            if begins and not NOT_SAID.fullmatch(text):
                yield text


def test_everything_the_editor_says_has_its_chinese():
    with (LOCALE_FOLDER / "zh_TW" / "scene_editor.po").open("rb") as file:
        known = {str(entry.id) for entry in read_po(file) if entry.id and entry.string}
    assert sorted(set(said_in_source()) - known) == []


@pytest.mark.browser
def test_the_editor_speaks_both_languages(officer):
    assert "駛入" in officer.page.locator(".steps").inner_text()
    officer.open(crash="other", language="en")
    assert "tap the lane it came from" in officer.page.locator(".steps").inner_text()
    chinese = re.compile("[\u4e00-\u9fff]")
    officer.stop_guidance()
    for panel in ("thing", "measurements", "layers", "photos"):
        officer.panel(panel)
        assert not chinese.search(officer.page.locator(".side").inner_text())
    titles = officer.page.evaluate(
        "[...document.querySelectorAll('.daoan-scene [title]')].map(e => e.title)"
    )
    assert [title for title in titles if chinese.search(title)] == []
