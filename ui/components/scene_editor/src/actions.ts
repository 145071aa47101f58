/** What can be done with the selection, by button and by key alike. */

import type { Editor } from "./editor";
import { place, turnBetween } from "./geometry";
import { isBody } from "./parts";
import { copies } from "./placing";
import type { Point, SceneObject } from "./scene";
import { bearing, isHeld, movedBy, rounded, withObjects } from "./scene";

const NEAR_STRIP_M = 8;

function free(editor: Editor): SceneObject[] {
  return editor.selectedThings().filter((thing) => !isHeld(editor.scene, thing));
}

function change(editor: Editor, things: readonly SceneObject[], label: string, together = false): void {
  if (!things.length) return;
  const changed = new Map(things.map((thing) => [thing.object_id, thing]));
  editor.commit(withObjects(editor.scene, changed), label, together);
}

export function deleteSelection(editor: Editor): void {
  const [only] = free(editor);
  const point = editor.chosenPoint;
  if (only?.shape === "trace" && editor.selection.size === 1 && point !== null && only.points_m.length > 2) {
    editor.choosePoint(null);
    const points_m = only.points_m.filter((_, n) => n !== point);
    change(editor, [{ ...only, points_m }], editor.say("Point deleted"));
    return;
  }
  const gone = new Set(free(editor).map((thing) => thing.object_id));
  if (!gone.size) return;
  const { scene } = editor;
  editor.commit(
    {
      ...scene,
      objects: scene.objects.filter((thing) => !gone.has(thing.object_id)),
      measurements: scene.measurements.filter(
        (one) => !gone.has(one.target.object_id) && !(one.start && gone.has(one.start.object_id)),
      ),
    },
    editor.say("Deleted"),
  );
  editor.selectOnly([]);
}

export function copySelection(editor: Editor): void {
  const made = copies(editor.scene, editor.selection);
  if (!made.length) return;
  editor.commit({ ...editor.scene, objects: [...editor.scene.objects, ...made] }, editor.say("Copied"));
  editor.selectOnly(made.map((thing) => thing.object_id));
}

export function nudge(editor: Editor, east: number, north: number): void {
  const point = editor.chosenPoint;
  const moved = free(editor).map((thing): SceneObject => {
    if (thing.shape === "trace" && point !== null && editor.selection.size === 1) {
      const move = ([x, y]: Point): Point => rounded([x + east, y + north]);
      return { ...thing, points_m: thing.points_m.map((at, n) => (n === point ? move(at) : at)) };
    }
    return movedBy(thing, east, north);
  });
  change(editor, moved, editor.say("Moved"), true);
}

/** Turn the selection; several things turn together about their middle. */
export function turnBy(editor: Editor, clockwise: number): void {
  const things = free(editor);
  const bodies = things.filter(isBody);
  if (!bodies.length) return;
  const count = bodies.length;
  const middle: Point = [
    bodies.reduce((sum, one) => sum + one.at_m[0], 0) / count,
    bodies.reduce((sum, one) => sum + one.at_m[1], 0) / count,
  ];
  const turn = (at: Point): Point =>
    rounded(place(middle, clockwise, at[1] - middle[1], at[0] - middle[0]));
  const turned = things.map((thing): SceneObject => {
    if (thing.shape === "trace") return { ...thing, points_m: thing.points_m.map(turn) };
    if (thing.shape === "note") return { ...thing, at_m: turn(thing.at_m) };
    return { ...thing, at_m: turn(thing.at_m), heading_deg: bearing(thing.heading_deg + clockwise) };
  });
  change(editor, turned, editor.say("Turned"), true);
}

/** Let bodies point along the strip they stand on, keeping the way they face. */
export function alignToStrip(editor: Editor): void {
  const aligned = free(editor)
    .filter(isBody)
    .flatMap((body) => {
      const along = editor.snapping.stripAt(body.at_m, NEAR_STRIP_M)?.bearing;
      if (along === null || along === undefined) return [];
      const backwards = Math.abs(turnBetween(body.heading_deg, along)) > 90;
      return [{ ...body, heading_deg: bearing(along + (backwards ? 180 : 0)) }];
    });
  if (!aligned.length) editor.toast(editor.say("There is no strip near it."));
  change(editor, aligned, editor.say("Aligned"));
}

export function toggleLock(editor: Editor): void {
  const things = editor.selectedThings();
  const locked = !things.every((thing) => thing.locked);
  change(editor, things.map((thing) => ({ ...thing, locked })), editor.say(locked ? "Locked" : "Unlocked"));
}

/** Select the next or the previous thing, for the keyboard. */
export function selectNext(editor: Editor, by: 1 | -1): void {
  const keys = editor.scene.objects.map((thing) => thing.object_id);
  if (!keys.length) return;
  const now = keys.findIndex((key) => editor.selection.has(key));
  const next = now < 0 ? (by > 0 ? 0 : keys.length - 1) : (now + by + keys.length) % keys.length;
  editor.selectOnly([keys[next]!]);
}

/** Put the selection on top of, or below, the other things of its layer. */
export function reorder(editor: Editor, to: "front" | "back"): void {
  const chosen = editor.scene.objects.filter((thing) => editor.selection.has(thing.object_id));
  const others = editor.scene.objects.filter((thing) => !editor.selection.has(thing.object_id));
  const objects = to === "front" ? [...others, ...chosen] : [...chosen, ...others];
  editor.commit({ ...editor.scene, objects }, editor.say("Order changed"));
}
