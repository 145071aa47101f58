"""An officer who makes a case by hand: every pointer action and every field entry is counted."""

import json
import math
from itertools import pairwise

READY = "window.daoanSceneEditor?.view.width > 100"


class CaseOfficer:
    """A visitor at the pages of a case, with the mouse or with a finger."""

    def __init__(self, visitor, *, touch=False):
        self.visitor, self.page, self.touch = visitor, visitor.page, touch
        self.pointer_actions = 0
        self.field_entries = 0
        self.page.set_default_timeout(30_000)

    # what a hand does, counted

    def point_at(self, x, y):
        """One click of the mouse, or one tap of a finger."""
        self.pointer_actions += 1
        if self.touch:
            self.page.touchscreen.tap(x, y)
        else:
            self.page.mouse.click(x, y)

    def press(self, locator):
        """Click or tap a thing of the page."""
        locator.scroll_into_view_if_needed()
        box = locator.bounding_box()
        self.point_at(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def enter(self, name, text):
        """Type into a field and go on with Enter."""
        self.field_entries += 1
        field = self.page.locator(f'[data-name="{name}"]').first
        field.fill(text)
        field.press("Enter")

    # the form

    def open_new_case(self):
        self.press(self.page.get_by_test_id("stMain").get_by_role("button", name="新增事故"))
        self.page.locator(".daoan-case .map").wait_for()

    def find(self, typed):
        """Find the place by the names of its roads."""
        self.field_entries += 1
        field = self.page.locator('[data-name="search"]')
        field.fill(typed)
        self.page.locator('[data-name="hit/0"]').wait_for()
        field.press("Enter")
        self.page.wait_for_function("window.daoanCaseForm.current.place !== null")

    def chip(self, name):
        self.press(self.page.locator(f'[data-name="{name}"]'))

    def case(self):
        return json.loads(self.page.evaluate("JSON.stringify(window.daoanCaseForm.current)"))

    def wait_until_saved(self):
        self.page.wait_for_function(
            "!window.daoanCaseForm.keeping.dirty"
            " && window.daoanCaseForm.keeping.saving.state === 'saved'"
        )

    def on_to_the_street(self):
        self.chip("to-scene")
        self.wait_for_editor()

    # the editor

    def wait_for_editor(self):
        self.page.wait_for_function(READY)
        self.page.wait_for_timeout(450)  # other tabs have a quarter of a second to answer

    def editor(self, code):
        return self.page.evaluate(f"(e => {code})(window.daoanSceneEditor)")

    def scene(self):
        return json.loads(self.editor("JSON.stringify(e.scene)"))

    def street(self):
        return json.loads(self.editor("JSON.stringify(e.data.base_map)"))

    def tap_ground(self, point):
        """Tap a point of the ground, metres from the origin of the scene."""
        left, top, x, y = self.editor(
            "{ const b = e.stage.surface.getBoundingClientRect();"
            f" const p = e.view.toScreen({list(point)}); return [b.left, b.top, p[0], p[1]]; }}"
        )
        width, height = self.editor("[e.view.width, e.view.height]")
        assert 0 < x < width, point
        assert 0 < y < height, point
        self.point_at(left + x, top + y)
        self.page.wait_for_timeout(60)

    def type_numbers(self, numbers):
        """Type into the numbers of the measuring table, in its order."""
        self.page.locator(".value input").first.wait_for()
        names = self.editor("e.scene.measurements.map(m => `value-${m.measurement_id}`)")
        for name, number in zip(names, numbers, strict=True):
            self.enter(name, f"{number}")
            self.page.wait_for_timeout(60)

    def settle(self):
        """Wait until the scene is saved."""
        self.page.wait_for_function(
            "!window.daoanSceneEditor.persistence.dirty"
            " && window.daoanSceneEditor.persistence.saving.state === 'saved'"
        )

    def go_to_step(self, name):
        self.page.locator(".st-key-case_step").get_by_text(name, exact=True).click()
        self.visitor.settle()

    def visible_kerb(self):
        """The longest straight piece of kerb on the screen: its start and its middle, metres."""
        left, right, bottom, top = self.editor(
            "{ const h = e.view.width / 2 / e.view.scale, v = e.view.height / 2 / e.view.scale;"
            " const [x, y] = e.view.centre; const rim = 25 / e.view.scale;"
            " return [x - h + rim, x + h - rim, y - v + rim, y + v - 70 / e.view.scale]; }"
        )

        def is_seen(point):
            return left < point[0] < right and bottom < point[1] < top

        kerbs = [line["points_m"] for line in self.street()["lines"] if line["kind"] == "kerb"]
        pieces = [
            (math.dist(one, other), one, other)
            for line in kerbs
            for one, other in pairwise(line)
            if is_seen(one) and is_seen(other)
        ]
        _length, start, end = max(pieces)
        return start, ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)


def crossing_ways(street):
    """Where two parties come from and go to, straight on, each across the way of the other."""
    arms = sorted(street["arms"], key=lambda arm: arm["bearing_deg"])

    def opposite(arm):
        return min(arms, key=lambda one: abs((one["bearing_deg"] - arm["bearing_deg"]) % 360 - 180))

    first = arms[0]
    ends = {first["arm_id"], opposite(first)["arm_id"]}
    second = next(arm for arm in arms if arm["arm_id"] not in ends)
    return [
        (on_arm(street, arm, "in"), on_arm(street, opposite(arm), "out")) for arm in (first, second)
    ]


def on_arm(street, arm, leads):
    """A point of a lane of an arm, some metres from its mouth."""
    lane = next(
        one
        for one in street["strips"]
        if one["arm_id"] == arm["arm_id"] and one["leads"] == leads and one["kind"] == "drive"
    )
    line = lane["middle_m"] if leads == "out" else lane["middle_m"][::-1]
    left = 3.0
    for (x0, y0), (x1, y1) in pairwise(line):
        length = math.dist((x0, y0), (x1, y1))
        if length >= left:
            share = left / length
            return x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
        left -= length
    return tuple(line[-1])
