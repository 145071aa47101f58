/** Select, move and turn things; the tool that is there when no other is chosen. */

import type { Editor } from "../editor";
import { directionTo, distance, turnBetween } from "../geometry";
import { hit, inBox } from "../hitting";
import type { Handle } from "../overlay";
import { corners, isBody } from "../parts";
import type { Body, Point, SceneObject, Trace } from "../scene";
import { bearing, isHeld, movedBy, objectOf, rounded } from "../scene";
import type { Snap, SnapKind } from "../snapping";
import type { Touch } from "./tool";
import { BaseTool, reach } from "./tool";

const MAGNET_DEG = 4; // turning holds at the direction of the strip
const STEP_DEG = 15; // with Shift
const AT_MIDDLE = new Set<SnapKind>(["strip", "corner", "midpoint", "object"]);
const AT_EDGE = new Set<SnapKind>(["kerb", "marking", "corner", "midpoint", "object"]);

type Grip =
  | { kind: "move"; from: Point; things: SceneObject[]; grabbed: SceneObject }
  | { kind: "turn"; body: Body }
  | { kind: "point"; trace: Trace; number: number }
  | { kind: "box"; from: Point };

export class SelectTool extends BaseTool {
  readonly name = "select";
  private grip: Grip | null = null;
  private under: SceneObject | null = null;

  constructor(private editor: Editor, readonly box = false) {
    super();
  }

  hint(): string {
    return this.editor.say("Tap a thing to select it, drag to move it; drag the ground to pan.");
  }

  down(touch: Touch): boolean {
    const { editor } = this;
    const handle = this.handleAt(touch);
    if (handle) {
      this.grip = this.handleGrip(handle);
      return this.grip !== null;
    }
    const within = reach(touch) / editor.view.scale;
    this.under = hit(editor.scene, editor.data.catalogue, touch.point, within);
    if (!this.under) {
      const wantsBox = editor.boxSelect || touch.additive;
      this.grip = wantsBox ? { kind: "box", from: touch.pixel } : null;
      return wantsBox;
    }
    if (touch.additive || editor.boxSelect) return false;
    if (!editor.selection.has(this.under.object_id)) editor.selectOnly([this.under.object_id]);
    const things = editor.selectedThings().filter((thing) => !isHeld(editor.scene, thing));
    if (!things.length || editor.data.read_only) return false;
    this.grip = { kind: "move", from: touch.point, things, grabbed: this.under };
    editor.snapping.setScene(editor.scene, new Set(things.map((thing) => thing.object_id)));
    return true;
  }

  drag(touch: Touch): void {
    const { grip } = this;
    if (grip?.kind === "move") this.move(grip, touch);
    else if (grip?.kind === "turn") this.turn(grip.body, touch);
    else if (grip?.kind === "point") this.movePoint(grip.trace, grip.number, touch);
    else if (grip?.kind === "box") this.editor.setMarquee([grip.from, touch.pixel]);
  }

  up(touch: Touch, dragged: boolean): void {
    const { editor, grip } = this;
    this.grip = null;
    if (!dragged) {
      this.tap(touch, grip);
    } else if (grip?.kind === "box") {
      const found = inBox(editor.scene, editor.view.toGround(grip.from), touch.point);
      const keys = found.map((thing) => thing.object_id);
      editor.selectOnly(touch.additive ? [...editor.selection, ...keys] : keys);
      editor.setMarquee(null);
    } else if (grip) {
      const label = grip.kind === "turn" ? "Turned" : grip.kind === "point" ? "Point moved" : "Moved";
      editor.commitPreview(editor.say(label));
    }
    editor.setMarker(null);
  }

  cancel(): void {
    this.grip = null;
    this.editor.dropPreview();
    this.editor.setMarquee(null);
    this.editor.setMarker(null);
  }

  private tap(touch: Touch, grip: Grip | null): void {
    const { editor } = this;
    if (grip?.kind === "point") {
      editor.choosePoint(grip.number);
      return;
    }
    const key = this.under?.object_id;
    if (key === undefined) {
      if (grip?.kind !== "turn" && !touch.additive) editor.selectOnly([]);
      return;
    }
    if (touch.additive || editor.boxSelect) editor.toggleSelected(key);
    else editor.selectOnly([key]);
  }

  private handleAt(touch: Touch): Handle | null {
    const within = touch.pointer === "touch" ? 22 : 11;
    let best: Handle | null = null;
    for (const handle of this.editor.handles) {
      const apart = distance(handle.at, touch.pixel);
      if (apart <= within && (!best || apart < distance(best.at, touch.pixel))) best = handle;
    }
    return best;
  }

  private handleGrip(handle: Handle): Grip | null {
    const { editor } = this;
    const thing = objectOf(editor.scene, handle.key);
    if (!thing || isHeld(editor.scene, thing) || editor.data.read_only) return null;
    this.under = thing;
    if (handle.kind === "rotate" && isBody(thing)) return { kind: "turn", body: thing };
    if (handle.kind === "point" && thing.shape === "trace") {
      editor.snapping.setScene(editor.scene, new Set([thing.object_id]));
      return { kind: "point", trace: thing, number: handle.number };
    }
    return null;
  }

  private move(grip: Extract<Grip, { kind: "move" }>, touch: Touch): void {
    const { editor } = this;
    const [east, north] = [touch.point[0] - grip.from[0], touch.point[1] - grip.from[1]];
    const snap = touch.free ? null : this.bestSnap(movedBy(grip.grabbed, east, north), touch);
    editor.setMarker(snap ? { at: snap.snap.at, kind: snap.snap.kind } : null);
    const [moreEast, moreNorth] = snap
      ? [snap.snap.at[0] - snap.from[0], snap.snap.at[1] - snap.from[1]]
      : [0, 0];
    editor.preview(grip.things.map((thing) => movedBy(thing, east + moreEast, north + moreNorth)));
  }

  /** The best meeting of any point of the moved thing with the street or with another thing. */
  private bestSnap(thing: SceneObject, touch: Touch): { snap: Snap; from: Point } | null {
    const within = reach(touch) / this.editor.view.scale;
    const points: [Point, ReadonlySet<SnapKind>][] =
      thing.shape === "body"
        ? [[thing.at_m, AT_MIDDLE], ...corners(thing).map((at): [Point, ReadonlySet<SnapKind>] => [at, AT_EDGE])]
        : thing.shape === "trace"
          ? thing.points_m.slice(0, 20).map((at) => [at, AT_EDGE])
          : [[thing.at_m, AT_MIDDLE]];
    let best: { snap: Snap; from: Point } | null = null;
    for (const [from, kinds] of points) {
      const snap = this.editor.snapping.nearest(from, within, kinds);
      if (snap && (!best || snap.apart < best.snap.apart)) best = { snap, from };
    }
    return best;
  }

  private turn(body: Body, touch: Touch): void {
    const { editor } = this;
    let heading = directionTo(body.at_m, touch.point);
    if (touch.additive) heading = Math.round(heading / STEP_DEG) * STEP_DEG;
    else if (!touch.free && editor.snapping.enabled) {
      const strip = editor.snapping.stripAt(body.at_m, 3);
      for (const held of strip?.bearing == null ? [] : [strip.bearing, strip.bearing + 180]) {
        if (Math.abs(turnBetween(heading, held)) < MAGNET_DEG) heading = held;
      }
    }
    editor.preview([{ ...body, heading_deg: bearing(heading) }]);
  }

  private movePoint(trace: Trace, number: number, touch: Touch): void {
    const { editor } = this;
    const snap = editor.snapAt(touch);
    editor.setMarker(snap ? { at: snap.at, kind: snap.kind } : null);
    const at = rounded(snap?.at ?? touch.point);
    const points_m = trace.points_m.map((point, n) => (n === number ? at : point));
    editor.preview([{ ...trace, points_m }]);
  }
}
