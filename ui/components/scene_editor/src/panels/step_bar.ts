/** What to do now: the hint of the tool in hand, and the step of the work. */

import type { Editor } from "../editor";
import { html } from "../elements";
import { countSteps, openSteps } from "../steps";

export function buildStepBar(parent: HTMLElement, editor: Editor): void {
  const { say, currentTool: tool } = editor;
  parent.replaceChildren();
  const idle = tool.name === "select" && !editor.guided;
  parent.classList.toggle("idle", idle);
  if (idle && editor.scene.objects.length) return;
  const step = editor.guided ? editor.nextStep() : null;
  if (step) {
    const all = countSteps(editor.data.parties);
    const done = all - openSteps(editor.scene, editor.data.parties).length;
    html("span", { class: "count", text: `${Math.min(done + 1, all)}/${all}` }, parent);
  }
  const hint = step?.kind === "measure"
    ? say("Press M, or “Add fix”, and type the measured numbers.")
    : tool.hint();
  html("span", { class: "hint", text: hint }, parent);
  if (step) {
    const skip = html("button", { type: "button", text: say("Skip"), "data-name": "skip" }, parent);
    skip.addEventListener("click", () => editor.skipStep());
  }
  if (!idle) {
    const stop = html("button", { type: "button", text: say("Done"), "data-name": "done" }, parent);
    stop.addEventListener("click", () => {
      tool.finish();
      if (editor.guided) editor.guide(false);
      else editor.useSelect();
    });
  }
}
