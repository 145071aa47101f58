/** The reference point, the base line, distances between two points, and free text. */

import { askText } from "../panels/dialogs";
import type { Editor } from "../editor";
import { directionTo, turnBetween } from "../geometry";
import { anchorAt } from "../hitting";
import { pointOf } from "../parts";
import type { Anchor, Measurement, Note, Point } from "../scene";
import { bearing, newKey, rounded } from "../scene";
import { withDrawnValues } from "../computed";
import type { Touch } from "./tool";
import { BaseTool, reach } from "./tool";

const LINE_WITHIN_M = 1.5;

abstract class SnappingTool extends BaseTool {
  constructor(protected editor: Editor) {
    super();
  }

  hover(touch: Touch): void {
    const snap = this.editor.snapAt(touch);
    this.editor.setMarker(snap ? { at: snap.at, kind: snap.kind } : null);
  }

  cancel(): void {
    this.editor.setMarker(null);
    this.editor.setSketch(null);
  }

  protected snapped(touch: Touch): Point {
    return rounded(this.editor.snapAt(touch)?.at ?? touch.point);
  }
}

export class ReferenceTool extends SnappingTool {
  readonly name = "reference";

  hint(): string {
    return this.editor.say("Tap a fixed thing: a pole, a kerb corner. The first one is the reference point.");
  }

  up(touch: Touch): void {
    const { editor } = this;
    if (editor.data.read_only) return;
    const point = { object_id: newKey("ref"), at_m: this.snapped(touch), description: "" };
    const references = [...editor.scene.references, point];
    editor.commit({ ...editor.scene, references }, editor.say("Reference point"));
    if (!editor.guided) editor.useSelect();
    editor.showPanel("measurements");
  }
}

export class BaseLineTool extends SnappingTool {
  readonly name = "base_line";

  hint(): string {
    return this.editor.say("Tap the kerb or marking that the base line follows.");
  }

  up(touch: Touch): void {
    const { editor } = this;
    const begin = editor.scene.references[0];
    if (editor.data.read_only) return;
    if (!begin) {
      editor.toast(editor.say("Set the reference point first."));
      return;
    }
    const met = editor.snapping.lineAt(touch.point, LINE_WITHIN_M);
    const along = met?.bearing ?? directionTo(begin.at_m, touch.point);
    const base_line = { bearing_deg: bearing(this.towardsThings(along)), description: "" };
    const scene = withDrawnValues({ ...editor.scene, base_line });
    editor.commit(scene, editor.say("Base line"));
    if (!editor.guided) editor.useSelect();
    editor.showPanel("measurements");
  }

  /** Distances along the base line grow towards the things on the scene. */
  private towardsThings(along: number): number {
    const { scene } = this.editor;
    const begin = scene.references[0]!;
    const bodies = scene.objects.filter((one) => one.shape === "body" && one.party_no !== null);
    const away = bodies.reduce((sum, one) => {
      const at = one.shape === "body" ? one.at_m : begin.at_m;
      const turn = turnBetween(along, directionTo(begin.at_m, at));
      return sum + Math.cos((turn * Math.PI) / 180);
    }, 0);
    return away < -1e-9 ? along + 180 : along;
  }
}

export class DistanceTool extends SnappingTool {
  readonly name = "distance";
  private start: Anchor | null = null;

  hint(): string {
    return this.start
      ? this.editor.say("Tap the second point of the distance.")
      : this.editor.say("Tap the first point of the distance: a corner, a wheel, a mark, a reference point.");
  }

  up(touch: Touch): void {
    const { editor } = this;
    if (editor.data.read_only) return;
    const anchor = this.anchor(touch);
    if (!anchor) {
      editor.toast(editor.say("There is no point to measure here."));
      return;
    }
    if (!this.start) {
      this.start = anchor;
      editor.refresh();
      editor.showHint();
      return;
    }
    const one: Measurement = {
      measurement_id: newKey("m"),
      kind: "distance",
      target: anchor,
      value_m: 0,
      start: this.start,
      sigma_m: editor.sigma,
      role: "enforced",
      origin: "drawn",
      note: "",
    };
    this.cancel();
    if (one.start?.object_id === anchor.object_id && one.start.part === anchor.part) return;
    const measurements = [...editor.scene.measurements, one];
    editor.commit(withDrawnValues({ ...editor.scene, measurements }), editor.say("Distance"));
    editor.showPanel("measurements");
  }

  hover(touch: Touch): void {
    const anchor = this.anchor(touch);
    const at = anchor ? pointOf(this.editor.scene, anchor) : null;
    this.editor.setMarker(at ? { at, kind: "corner" } : null);
    const from = this.start ? pointOf(this.editor.scene, this.start) : null;
    this.editor.setSketch(from ? { points: [from, at ?? touch.point], curved: false } : null);
  }

  cancel(): void {
    super.cancel();
    this.start = null;
  }

  private anchor(touch: Touch): Anchor | null {
    const within = (reach(touch) * 1.5) / this.editor.view.scale;
    return anchorAt(this.editor.scene, this.editor.data.catalogue, touch.point, within);
  }
}

export class NoteTool extends SnappingTool {
  readonly name = "note";

  hint(): string {
    return this.editor.say("Tap where the text begins.");
  }

  up(touch: Touch): void {
    const { editor } = this;
    if (editor.data.read_only) return;
    const at_m = rounded(touch.point);
    void askText(editor, editor.say("Text"), "").then((text) => {
      if (!text) return;
      const note: Note = {
        shape: "note", object_id: newKey("note"), text, at_m, layer: "notes", size_m: 0.8, locked: false,
      };
      editor.commit({ ...editor.scene, objects: [...editor.scene.objects, note] }, editor.say("Text"));
      editor.selectOnly([note.object_id]);
      editor.useSelect();
    });
  }
}
