/** Draw a mark or a path: tap its points and finish, or draw it in one stroke. */

import type { Editor } from "../editor";
import { distance, distanceToLine } from "../geometry";
import { newTrace } from "../placing";
import type { Point } from "../scene";
import type { Touch } from "./tool";
import { BaseTool } from "./tool";

const STROKE_TOLERANCE_M = 0.06; // a stroke keeps the points that it needs to stay so near
const AGAIN_PX = 10; // a second tap on the last point ends the mark

export class TraceTool extends BaseTool {
  readonly name: string;
  private points: Point[] = [];
  private stroke: Point[] = [];

  constructor(private editor: Editor, readonly kind: string, readonly party: number | null) {
    super();
    this.name = `trace/${kind}`;
  }

  hint(): string {
    const { say, data } = this.editor;
    const thing = data.catalogue.traces.find((one) => one.kind === this.kind)?.title ?? "";
    return say("{thing}: tap its points and the last one again, or draw it in one stroke.", { thing });
  }

  down(touch: Touch): boolean {
    if (this.editor.data.read_only) return false;
    this.stroke = [this.snapped(touch)];
    return true;
  }

  drag(touch: Touch): void {
    const last = this.stroke[this.stroke.length - 1];
    if (last && distance(last, touch.point) * this.editor.view.scale < 4) return;
    this.stroke.push(touch.point);
    this.show([...this.points, ...this.stroke]);
  }

  up(touch: Touch, dragged: boolean): void {
    if (dragged) {
      this.stroke.push(this.snapped(touch));
      this.points.push(...simplified(this.stroke, STROKE_TOLERANCE_M));
      this.finish();
      return;
    }
    const at = this.snapped(touch);
    const last = this.points[this.points.length - 1];
    if (last && distance(last, at) * this.editor.view.scale < AGAIN_PX) {
      this.finish();
      return;
    }
    this.points.push(at);
    this.show(this.points);
  }

  hover(touch: Touch): void {
    if (this.points.length) this.show([...this.points, this.snapped(touch)]);
  }

  finish(): void {
    const { editor, points } = this;
    this.cancel();
    if (points.length < 2) return;
    const trace = newTrace(editor.data.catalogue, this.kind, points, this.party);
    editor.commit({ ...editor.scene, objects: [...editor.scene.objects, trace] }, editor.say("Drawn"));
    editor.selectOnly([trace.object_id]);
  }

  cancel(): void {
    this.points = [];
    this.stroke = [];
    this.editor.setSketch(null);
    this.editor.setMarker(null);
  }

  private snapped(touch: Touch): Point {
    const snap = this.editor.snapAt(touch);
    this.editor.setMarker(snap ? { at: snap.at, kind: snap.kind } : null);
    return snap?.at ?? touch.point;
  }

  private show(points: Point[]): void {
    this.editor.setSketch(points.length > 1 ? { points, curved: this.kind !== "line" } : null);
  }
}

/** The fewest points of a stroke that keep it within a distance (Ramer, Douglas, Peucker). */
export function simplified(line: readonly Point[], within: number): Point[] {
  const [first, last] = [line[0]!, line[line.length - 1]!];
  let [farthest, at] = [within, -1];
  for (let n = 1; n < line.length - 1; n += 1) {
    const apart = distanceToLine(line[n]!, [first, last]);
    if (apart > farthest) [farthest, at] = [apart, n];
  }
  if (at < 0) return [first, last];
  return [...simplified(line.slice(0, at + 1), within).slice(0, -1), ...simplified(line.slice(at), within)];
}
