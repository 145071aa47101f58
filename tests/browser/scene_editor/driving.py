"""Drive the editor as an officer does: mouse, fingers, keys; metres in, metres out."""

import json


class Officer:
    """A page with the editor open."""

    def __init__(self, page, address):
        self.page = page
        self.address = address
        self.errors = []
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._heard)
        self._fingers = None

    def _heard(self, message):
        offline = "ERR_" in message.text or "Failed to load resource" in message.text
        if message.type == "error" and not offline:
            self.errors.append(message.text)

    def open(self, crash="made-1", language="zh-TW", more=""):
        self.page.goto(f"{self.address}?crash={crash}&lang={language}{more}")
        self.wait_until_ready()

    def wait_until_ready(self):
        self.page.wait_for_function("window.daoanSceneEditor?.view.width > 100")
        self.page.wait_for_timeout(450)  # other tabs have a quarter of a second to answer

    def reload(self):
        self.page.reload()
        self.wait_until_ready()

    def editor(self, code):
        return self.page.evaluate(f"(e => {code})(window.daoanSceneEditor)")

    def scene(self):
        return json.loads(self.editor("JSON.stringify(e.scene)"))

    def things(self, kind=None):
        return [one for one in self.scene()["objects"] if kind in (None, one.get("kind"))]

    def on_screen(self, x, y):
        left, top, sx, sy = self.editor(
            f"{{ const b = e.stage.surface.getBoundingClientRect();"
            f" const p = e.view.toScreen([{x}, {y}]); return [b.left, b.top, p[0], p[1]]; }}"
        )
        return left + sx, top + sy

    def stop_guidance(self):
        self.editor("e.guide(false)")

    def wait_for_state(self, state, timeout=20_000):
        self.page.wait_for_function(
            f"() => window.daoanSceneEditor.persistence.saving.state === '{state}'", timeout=timeout
        )

    def tool(self, name):
        self.page.bring_to_front()
        wanted = self.page.locator(f'[data-name="tool-{name}"]').first
        for head in self.page.locator('.group-head[aria-expanded="false"]').all():
            if wanted.count():
                break
            head.click()
            self.page.wait_for_timeout(60)
        wanted.click()

    def bar(self, name):
        self.page.locator(f'.bar [data-name="{name}"]').click()

    def panel(self, name):
        self.page.locator(f'[data-panel="{name}"]').click()

    def tap(self, x, y):
        self.page.mouse.click(*self.on_screen(x, y))
        self.page.wait_for_timeout(40)

    def drag(self, start, end, *, steps=8, pixels=False):
        first = start if pixels else self.on_screen(*start)
        last = end if pixels else self.on_screen(*end)
        self.page.mouse.move(*first)
        self.page.mouse.down()
        self.page.mouse.move(*last, steps=steps)
        self.page.mouse.up()
        self.page.wait_for_timeout(40)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.page.wait_for_timeout(15)

    def focus_stage(self):
        self.editor("e.stage.surface.focus()")

    def look_at(self, x, y, pixels_per_metre=20):
        self.editor(
            f"{{ e.view.centre = [{x}, {y}]; e.view.scale = {pixels_per_metre};"
            " e.view.pan(0, 0); }"
        )

    def handle(self, kind, number=0):
        """The place of a handle on the screen, once it is drawn."""
        self.page.evaluate("new Promise(r => requestAnimationFrame(() => setTimeout(r, 20)))")
        left, top, hx, hy = self.editor(
            "{ const b = e.stage.surface.getBoundingClientRect();"
            f" const h = e.handles.find(h => h.kind === '{kind}' && h.number === {number});"
            " return [b.left, b.top, h.at[0], h.at[1]]; }"
        )
        return left + hx, top + hy

    def settle(self):
        """Wait until the work is saved."""
        self.page.wait_for_function(
            "!window.daoanSceneEditor.persistence.dirty"
            " && window.daoanSceneEditor.persistence.saving.state === 'saved'"
        )

    def state(self):
        return self.editor("e.persistence.saving.state")

    def answer(self, name):
        self.page.locator(f'dialog [data-answer="{name}"]').click()

    def fingers(self, kind, *points):
        if self._fingers is None:
            self._fingers = self.page.context.new_cdp_session(self.page)
        dots = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(points)]
        self._fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": dots})

    def finger_tap(self, x, y):
        self.fingers("touchStart", self.on_screen(x, y))
        self.fingers("touchEnd")
        self.page.wait_for_timeout(40)

    def finger_drag(self, start, end, steps=8):
        (x0, y0), (x1, y1) = self.on_screen(*start), self.on_screen(*end)
        self.fingers("touchStart", (x0, y0))
        for n in range(1, steps + 1):
            self.fingers("touchMove", (x0 + (x1 - x0) * n / steps, y0 + (y1 - y0) * n / steps))
        self.fingers("touchEnd")
        self.page.wait_for_timeout(40)
