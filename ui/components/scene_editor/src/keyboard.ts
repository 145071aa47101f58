/** Everything by keyboard: keys for each action, and a cross that stands for the pointer. */

import {
  alignToStrip, copySelection, deleteSelection, nudge, selectNext, toggleLock, turnBy,
} from "./actions";
import type { Editor } from "./editor";
import { BaseLineTool, DistanceTool, NoteTool, ReferenceTool } from "./tools/reference_tools";
import { addFix } from "./fix_rows";

const STEP_M = 0.1;
const CURSOR_PX = 12;
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

export function listenToKeys(root: HTMLElement, editor: Editor): void {
  root.addEventListener("keydown", (event) => {
    const target = event.composedPath()[0] as HTMLElement;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName) || target.closest?.("dialog")) return;
    const onStage = target instanceof SVGElement;
    if (press(event, editor, onStage)) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
}

function press(event: KeyboardEvent, editor: Editor, onStage: boolean): boolean {
  const control = event.ctrlKey || event.metaKey;
  if (control) return pressWithControl(event, editor);
  const arrow = ARROWS[event.key];
  if (arrow && onStage) {
    arrowPress(event, editor, arrow);
    return true;
  }
  if ((event.key === "Enter" || event.key === " ") && onStage) {
    enter(editor, event.key === "Enter");
    return true;
  }
  const act = actions(editor)[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act || event.altKey) return false;
  act(event.shiftKey);
  return true;
}

function pressWithControl(event: KeyboardEvent, editor: Editor): boolean {
  const key = event.key.toLowerCase();
  const all: Record<string, () => void> = {
    z: () => (event.shiftKey ? editor.redo() : editor.undo()),
    y: () => editor.redo(),
    d: () => copySelection(editor),
    a: () => editor.selectOnly(editor.scene.objects.map((thing) => thing.object_id)),
  };
  all[key]?.();
  return key in all;
}

function actions(editor: Editor): Record<string, (shift: boolean) => void> {
  return {
    Escape: () => {
      editor.currentTool.cancel();
      editor.setCursor(null);
      if (editor.guided) editor.guide(false);
      else if (editor.currentTool.name !== "select") editor.useSelect();
      else editor.selectOnly([]);
    },
    Delete: () => deleteSelection(editor),
    Backspace: () => deleteSelection(editor),
    v: () => editor.useSelect(),
    b: () => {
      editor.boxSelect = !editor.boxSelect;
      editor.useSelect();
    },
    n: (shift) => selectNext(editor, shift ? -1 : 1),
    ",": () => turnBy(editor, -1),
    "<": () => turnBy(editor, -15),
    ".": () => turnBy(editor, 1),
    ">": () => turnBy(editor, 15),
    a: () => alignToStrip(editor),
    l: () => toggleLock(editor),
    g: () => {
      editor.snapping.enabled = !editor.snapping.enabled;
      editor.panels.update();
    },
    p: () => editor.useTool(new ReferenceTool(editor)),
    k: () => editor.useTool(new BaseLineTool(editor)),
    d: () => editor.useTool(new DistanceTool(editor)),
    t: () => editor.useTool(new NoteTool(editor)),
    m: () => addFix(editor),
    s: () => editor.guide(),
    "+": () => editor.view.zoom(1.4),
    "=": () => editor.view.zoom(1.4),
    "-": () => editor.view.zoom(1 / 1.4),
    "0": () => editor.fitAll(),
  };
}

/** Arrows move the selection, or the cross of the tool in hand; Shift is coarse, Alt is fine. */
function arrowPress(event: KeyboardEvent, editor: Editor, [east, north]: [number, number]): void {
  if (editor.currentTool.name === "select" && editor.selection.size) {
    const metres = event.shiftKey ? 10 * STEP_M : event.altKey ? STEP_M / 10 : STEP_M;
    nudge(editor, east * metres, north * metres);
    return;
  }
  const pixels = event.shiftKey ? 5 * CURSOR_PX : event.altKey ? 1 : CURSOR_PX;
  const [x, y] = editor.cursor ?? editor.view.centre;
  const by = pixels / editor.view.scale;
  editor.setCursor([x + east * by, y + north * by]);
  editor.currentTool.hover(editor.touchAt(editor.cursor!));
}

/** Enter taps at the cross; where there is none, it ends what is under way. */
function enter(editor: Editor, mayFinish: boolean): void {
  const { currentTool } = editor;
  if (!editor.cursor) {
    if (mayFinish) currentTool.finish();
    return;
  }
  const touch = editor.touchAt(editor.cursor);
  currentTool.down(touch);
  currentTool.up(touch, false);
}
