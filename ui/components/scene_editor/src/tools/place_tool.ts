/** Put down a body: a tap places it, a drag before letting go also turns it. */

import type { Editor } from "../editor";
import { directionTo, distance } from "../geometry";
import type { Recipe } from "../placing";
import { newBody } from "../placing";
import { POINT_KINDS } from "../parts";
import type { Body, Point } from "../scene";
import { partyLetter } from "../scene";
import type { Touch } from "./tool";
import { BaseTool } from "./tool";

const TURN_AFTER_PX = 20;

export class PlaceTool extends BaseTool {
  readonly name: string;
  private body: Body | null = null;

  constructor(private editor: Editor, readonly recipe: Recipe, private thenSelect = true) {
    super();
    this.name = `place/${recipe.kind}/${recipe.class_code ?? ""}/${recipe.party_no ?? ""}`;
  }

  hint(): string {
    const { say } = this.editor;
    if (this.recipe.kind === "impact") return say("Tap where they touched first.");
    if (this.recipe.party_no) {
      return say("Tap where {party} came to rest; drag to turn it.", {
        party: partyLetter(this.recipe.party_no),
      });
    }
    const { bodies, vehicles } = this.editor.data.catalogue;
    const thing =
      vehicles.find((one) => one.class_code === this.recipe.class_code && this.recipe.kind === "vehicle")?.title ??
      bodies.find((one) => one.kind === this.recipe.kind)?.title ?? "";
    return say("{thing}: tap to place it; drag before letting go to turn it.", { thing });
  }

  down(touch: Touch): boolean {
    const { editor } = this;
    if (editor.data.read_only) return false;
    const snap = editor.snapAt(touch);
    const at = snap?.at ?? touch.point;
    this.body = newBody(editor.data.catalogue, this.recipe, at, this.firstHeading(at));
    return true;
  }

  drag(touch: Touch): void {
    if (!this.body) return;
    const [x, y] = this.editor.view.toScreen(this.body.at_m);
    if (distance([x, y], touch.pixel) > TURN_AFTER_PX && !POINT_KINDS.has(this.recipe.kind)) {
      this.body = { ...this.body, heading_deg: directionTo(this.body.at_m, touch.point) };
    }
    this.editor.preview([this.body]);
  }

  up(): void {
    const { editor, body } = this;
    this.body = null;
    editor.setMarker(null);
    editor.dropPreview();
    if (!body) return;
    const heading_deg = Math.round(body.heading_deg * 1000) / 1000;
    const objects = [...editor.scene.objects, { ...body, heading_deg }];
    editor.commit({ ...editor.scene, objects }, editor.say("Placed"));
    editor.selectOnly(this.thenSelect ? [body.object_id] : []);
  }

  hover(touch: Touch): void {
    const snap = this.editor.snapAt(touch);
    this.editor.setMarker(snap ? { at: snap.at, kind: snap.kind } : null);
  }

  cancel(): void {
    this.body = null;
    this.editor.dropPreview();
  }

  /** Where a new thing points: the way its party left, else along the strip it stands on. */
  private firstHeading(at: Point): number {
    const { editor } = this;
    if (POINT_KINDS.has(this.recipe.kind)) return 0;
    const strip = editor.snapping.stripAt(at, 2);
    const travel = editor.scene.travels.find((one) => one.party_no === this.recipe.party_no);
    return travel?.exit?.bearing_deg ?? strip?.bearing ?? 0;
  }
}
