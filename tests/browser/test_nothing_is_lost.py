"""Whatever happens to tab, network or server: acknowledged work is there, the rest is offered."""

import pytest

from tests.browser.case_officer import CaseOfficer
from tests.browser.standing_case import CRASH_ID, StandingServer, put_case, saved_scene
from tests.browser.visiting import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CUT_S = 60
SCENE = f"case?crash={CRASH_ID}&step=scene"
FORM = f"case?crash={CRASH_ID}"


@pytest.fixture
def standing(mapped_store, tmp_path):
    """A server that can be killed, over a store with a case."""
    put_case(mapped_store)
    with StandingServer(mapped_store, tmp_path / "server.log") as server:
        yield server


def at_scene(visitor):
    officer = CaseOfficer(visitor)
    visitor.open(SCENE)
    officer.wait_for_editor()
    officer.editor("e.guide(false)")
    return officer


def another_tab(visitor):
    return Visitor(visitor.page.context.new_page(), visitor.base)


def put(officer, east, kind="cone"):
    """Put a thing on the scene with its tool, as a tap does."""
    officer.page.locator(f'[data-name^="tool-place/{kind}/"]').or_(
        officer.page.locator(".palette .group-head")
    ).first.wait_for()
    officer.editor(
        "{ const body = {shape: 'body', object_id: 'k' + Math.random().toString(36).slice(2),"
        f" kind: '{kind}', at_m: [{east}, 0], heading_deg: 0, length_m: 0.4, width_m: 0.4,"
        " layer: 'surroundings', class_code: null, party_no: null, moment: null,"
        " posture: 'upright', wheelbase_m: null, position_method: 'officer',"
        " size_method: 'assumed', label: '', locked: false};"
        " e.commit({...e.scene, objects: [...e.scene.objects, body]}, 'placed'); }"
    )


def wait_for_state(officer, state):
    officer.page.wait_for_function(
        f"window.daoanSceneEditor.persistence.saving.state === '{state}'", timeout=60_000
    )


def places(store):
    scene, _version = saved_scene(store)
    return sorted(one.at_m[0] for one in scene.objects) if scene else []


def test_reload_closed_tab_and_a_minute_without_network(standing, browse, mapped_store):
    officer = at_scene(browse(standing.base))
    context = officer.page.context
    put(officer, 1)
    officer.settle()
    assert places(mapped_store) == [1.0]
    officer.page.reload()
    officer.wait_for_editor()
    assert [one["at_m"][0] for one in officer.scene()["objects"]] == [1.0]

    officer.editor("e.guide(false)")
    context.set_offline(True)
    put(officer, 2)
    wait_for_state(officer, "offline")
    officer.page.wait_for_timeout(CUT_S * 500)
    put(officer, 3)
    officer.page.wait_for_timeout(CUT_S * 500)
    assert places(mapped_store) == [1.0]
    context.set_offline(False)
    officer.settle()
    assert places(mapped_store) == [1.0, 2.0, 3.0]

    context.set_offline(True)
    put(officer, 4)
    wait_for_state(officer, "offline")
    tab = another_tab(officer.visitor)
    officer.page.close()
    context.set_offline(False)
    again = CaseOfficer(tab)
    tab.open(SCENE)
    again.wait_for_editor()
    assert [one["at_m"][0] for one in again.scene()["objects"]] == [1.0, 2.0, 3.0]
    tab.page.locator('dialog [data-answer="restore"]').click()
    again.settle()
    assert places(mapped_store) == [1.0, 2.0, 3.0, 4.0]


def test_the_server_is_killed_and_started_again(standing, browse, mapped_store):
    officer = at_scene(browse(standing.base))
    put(officer, 1)
    officer.settle()
    standing.kill()
    put(officer, 2)
    wait_for_state(officer, "offline")
    assert places(mapped_store) == [1.0]
    standing.start()
    officer.settle()
    assert places(mapped_store) == [1.0, 2.0]
    officer.page.reload()
    officer.wait_for_editor()
    assert [one["at_m"][0] for one in officer.scene()["objects"]] == [1.0, 2.0]
    assert officer.page.locator("dialog").count() == 0


def test_the_second_of_two_tabs_is_told_and_sees_both_versions(standing, browse, mapped_store):
    first = at_scene(browse(standing.base))
    second = at_scene(another_tab(first.visitor))
    assert "另一分頁" in second.page.locator(".toast").first.inner_text()
    put(first, 1)
    first.settle()
    put(second, 2, kind="tree")
    dialog = second.page.locator("dialog")
    dialog.wait_for()
    assert dialog.locator(".thumbnail").count() == 2
    drawn = [dialog.locator(".thumbnail").nth(n).locator("g[data-id]").count() for n in (0, 1)]
    assert drawn == [1, 1]
    assert "王小明" in dialog.inner_text()
    dialog.locator('[data-answer="both"]').click()
    second.settle()
    assert places(mapped_store) == [1.0, 2.0]
    assert saved_scene(mapped_store)[1] == 2


def test_the_form_keeps_what_was_typed_without_a_network(standing, browse):
    visitor = browse(standing.base)
    visitor.open(FORM)
    officer = CaseOfficer(visitor)
    visitor.page.locator(".daoan-case .map").wait_for()
    officer.enter("crash_type_code", "16")
    officer.wait_until_saved()
    visitor.page.context.set_offline(True)
    officer.enter("1/action_code", "05")
    visitor.page.wait_for_function("window.daoanCaseForm.keeping.saving.state === 'offline'")
    tab = another_tab(visitor)
    visitor.page.close()
    tab.page.context.set_offline(False)
    tab.open(FORM)
    again = CaseOfficer(tab)
    tab.page.locator("dialog").wait_for()
    assert again.case()["values"]["crash_type_code"] == "16"
    assert "action_code" not in again.case()["parties"][0]["values"]
    tab.page.locator('dialog [data-answer="restore"]').click()
    again.wait_until_saved()
    tab.page.reload()
    tab.settle()
    tab.page.locator(".daoan-case .map").wait_for()
    assert again.case()["parties"][0]["values"]["action_code"] == "05"
