/** The frame of the editor: bar, palette, drawing surface, side panel, messages. */

import type { Editor } from "../editor";
import { html } from "../elements";
import { listenToKeys } from "../keyboard";
import { buildLayers } from "./layers_panel";
import { buildMeasurements } from "./measuring_panel";
import { buildPalette } from "./palette";
import { buildPhotos } from "./photos_panel";
import { buildProperties } from "./properties_panel";
import { buildStepBar } from "./step_bar";
import { buildTopBar } from "./top_bar";

export type PanelName = "thing" | "measurements" | "layers" | "photos";

export interface Panels {
  stage: HTMLElement;
  update(): void;
  show(name: PanelName): void;
  toast(text: string): void;
  ask(questions: readonly string[]): void; // what contradicts itself; it is never refused
  focusValue(after?: string): void; // the first number that is not typed yet, or the one after
}

const TOAST_MS = 4500;
const TABS: [PanelName, string][] = [
  ["thing", "Selection"],
  ["measurements", "Measurements"],
  ["layers", "Layers"],
  ["photos", "Photos"],
];

/** Build the frame inside the root; `update` shows what changed. */
export function layout(editor: Editor, root: HTMLElement): Panels {
  root.replaceChildren();
  root.classList.add("daoan-scene");
  root.lang = editor.data.language;
  const bar = html("div", { class: "bar", role: "toolbar" }, root);
  const body = html("div", { class: "body" }, root);
  const palette = html("div", { class: "palette" }, body);
  const stage = html("div", { class: "stage" }, body);
  const side = html("div", { class: "side" }, body);
  const steps = html("div", { class: "steps", role: "status" }, stage);
  const toasts = html("div", { class: "toasts", role: "status", "aria-live": "polite" }, stage);
  const questions = html("div", { class: "questions", role: "note" }, stage);
  const tabs = html("div", { class: "tabs", role: "tablist" }, side);
  const panel = html("div", { class: "panel", role: "tabpanel" }, side);
  let shown: PanelName = "thing";
  let waiting = 0;
  let wanted = false; // the first empty number gets the focus when the panel is drawn

  const builders: Record<PanelName, (parent: HTMLElement, editor: Editor) => void> = {
    thing: buildProperties,
    measurements: buildMeasurements,
    layers: buildLayers,
    photos: buildPhotos,
  };

  function draw(): void {
    waiting = 0;
    const held = focusOf(root);
    buildTopBar(bar, editor, () => side.classList.toggle("closed"));
    buildPalette(palette, editor);
    buildStepBar(steps, editor);
    tabs.replaceChildren();
    for (const [name, title] of TABS) {
      const tab = html("button", { type: "button", role: "tab", text: editor.say(title), "data-panel": name, "aria-selected": String(name === shown) }, tabs);
      tab.addEventListener("click", () => show(name));
    }
    panel.replaceChildren();
    builders[shown](panel, editor);
    if (wanted) panel.querySelector<HTMLInputElement>('.value input:placeholder-shown')?.focus();
    else held?.();
    wanted = false;
  }

  function show(name: PanelName): void {
    shown = name;
    side.classList.remove("closed");
    draw();
  }

  function ask(texts: readonly string[]): void {
    questions.replaceChildren();
    for (const text of texts) html("p", { text }, questions);
  }

  ask(editor.data.questions ?? []);
  listenToKeys(root, editor);
  return {
    stage,
    show,
    ask,
    focusValue: (after) => {
      if (after === undefined) {
        wanted = true;
        show("measurements");
        return;
      }
      const numbers = [...panel.querySelectorAll<HTMLInputElement>(".value input")];
      const at = numbers.findIndex((one) => one.dataset.name === after);
      numbers[at + 1]?.focus();
    },
    update: () => {
      if (!waiting) waiting = requestAnimationFrame(draw);
    },
    toast: (text) => {
      const toast = html("div", { class: "toast", text }, toasts);
      while (toasts.children.length > 3) toasts.firstElementChild?.remove();
      setTimeout(() => toast.remove(), TOAST_MS);
    },
  };
}

/** Give the focus back to the same control after a panel was built anew. */
function focusOf(root: HTMLElement): (() => void) | null {
  const active = (root.getRootNode() as Document | ShadowRoot).activeElement as HTMLElement | null;
  const name = active?.dataset.name;
  if (!active || !name || !root.contains(active)) return null;
  return () => {
    const next = root.querySelector<HTMLElement>(`[data-name="${CSS.escape(name)}"]`);
    if (next && next !== active) next.focus({ preventScroll: true });
  };
}
