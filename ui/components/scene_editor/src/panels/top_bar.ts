/** Undo, redo, snapping, zoom, copies and deletion, and whether the work is saved. */

import {
  alignToStrip, copySelection, deleteSelection, toggleLock, turnBy,
} from "../actions";
import type { Editor } from "../editor";
import { button, checkbox, html } from "../elements";
import { icon } from "../icons";
import type { SaveState } from "../saving";
import { SNAP_KINDS } from "../snapping";
import { askHelp } from "./dialogs";

const STATES: Record<SaveState, string> = {
  saved: "Saved",
  waiting: "Saving …",
  saving: "Saving …",
  offline: "No connection: kept on this device",
  conflict: "Changed by somebody else",
  refused: "Not accepted",
  signed_out: "Sign in again to save",
};

const SNAP_TITLES: Record<string, string> = {
  kerb: "Kerbs",
  marking: "Markings",
  corner: "Corners",
  midpoint: "Midpoints",
  strip: "Middles of strips",
  object: "Other things",
};

let menuOpen = false;

export function buildTopBar(bar: HTMLElement, editor: Editor, toggleSide: () => void): void {
  const { say } = editor;
  bar.replaceChildren();
  const some = editor.selection.size > 0;
  const add = (name: string, sign: string, title: string, act: () => void, on = true): HTMLButtonElement =>
    picture(button(bar, title, act, { class: "tool", "data-name": name, disabled: !on }), sign);
  add("undo", "undo", `${say("Undo")} (Ctrl+Z)`, () => editor.undo(), editor.history.steps > 0);
  add("redo", "redo", `${say("Redo")} (Ctrl+Y)`, () => editor.redo(), editor.history.undone > 0);
  buildSnapMenu(bar, editor);
  const box = add("box", "box", `${say("Select several")} (B)`, () => {
    editor.boxSelect = !editor.boxSelect;
    editor.useSelect();
  });
  box.setAttribute("aria-pressed", String(editor.boxSelect));
  add("copy", "copy", `${say("Copy")} (Ctrl+D)`, () => copySelection(editor), some);
  add("left", "left", `${say("Turn left")} (,)`, () => turnBy(editor, -5), some);
  add("right", "right", `${say("Turn right")} (.)`, () => turnBy(editor, 5), some);
  add("align", "align", `${say("Align to the strip")} (A)`, () => alignToStrip(editor), some);
  add("lock", "lock", `${say("Lock or unlock")} (L)`, () => toggleLock(editor), some);
  add("delete", "delete", `${say("Delete")} (Del)`, () => deleteSelection(editor), some);
  html("span", { class: "gap" }, bar);
  add("zoom-out", "out", `${say("Zoom out")} (-)`, () => editor.view.zoom(1 / 1.4));
  add("zoom-in", "in", `${say("Zoom in")} (+)`, () => editor.view.zoom(1.4));
  add("fit", "fit", `${say("Show everything")} (0)`, () => editor.fitAll());
  buildState(bar, editor);
  add("help", "help", say("Keys and gestures"), () => void askHelp(editor));
  add("side", "panel", say("Show or hide the panel"), toggleSide);
}

function picture(made: HTMLButtonElement, name: string): HTMLButtonElement {
  icon(made, name);
  return made;
}

function buildSnapMenu(bar: HTMLElement, editor: Editor): void {
  const { say, snapping } = editor;
  const menu = html("details", { class: "menu" }, bar);
  menu.open = menuOpen;
  menu.addEventListener("toggle", () => (menuOpen = menu.open));
  const title = `${say("Snap")} (G)`;
  const head = html(
    "summary",
    { title, "aria-label": title, "data-name": "snap", "aria-pressed": String(snapping.enabled) },
    menu,
  );
  icon(head, "snap");
  html("span", { text: say("Snap") }, head);
  const list = html("div", { class: "list" }, menu);
  const row = (label: string, checked: boolean, change: (on: boolean) => void): void => {
    const line = html("label", {}, list);
    line.append(checkbox(checked, change));
    html("span", { text: say(label) }, line);
  };
  row("Snap", snapping.enabled, (on) => {
    snapping.enabled = on;
    editor.panels.update();
  });
  for (const kind of SNAP_KINDS) {
    row(SNAP_TITLES[kind]!, snapping.kinds.has(kind), (on) => {
      if (on) snapping.kinds.add(kind);
      else snapping.kinds.delete(kind);
    });
  }
}

function buildState(bar: HTMLElement, editor: Editor): void {
  const { saving, isBehind } = editor.persistence ?? {};
  if (!saving) return;
  const text = editor.data.read_only
    ? editor.say("Only for reading")
    : editor.say(isBehind && saving.state === "saved" ? "Another tab has a newer version" : STATES[saving.state]);
  const state = html("span", { class: `state ${saving.state}`, role: "status", "data-state": saving.state, text }, bar);
  if (saving.state === "offline" || saving.state === "signed_out") {
    const again = html("button", { type: "button", class: "again", text: editor.say("Try again") }, state);
    again.addEventListener("click", () => saving.soon(0));
  }
}
