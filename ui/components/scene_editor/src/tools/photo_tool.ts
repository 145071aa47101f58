/** Fit a photo: tap a place on the photo, then the same place on the street; two to four times. */

import type { Editor } from "../editor";
import { placedMatrix, toPixel } from "../photo_painting";
import type { Point } from "../scene";
import { rounded } from "../scene";
import type { Touch } from "./tool";
import { BaseTool } from "./tool";

const MOST_POINTS = 4;

export class PhotoTool extends BaseTool {
  readonly name = "photo";
  private onPhoto: { at_px: Point; at: Point } | null = null;

  constructor(private editor: Editor, private key: string) {
    super();
  }

  hint(): string {
    const { say } = this.editor;
    const number = (this.photo()?.control_points.length ?? 0) + 1;
    return this.onPhoto
      ? say("Point {number}: tap the same place on the street.", { number })
      : say("Point {number}: tap a place on the photo.", { number });
  }

  up(touch: Touch): void {
    const { editor } = this;
    const photo = this.photo();
    if (!photo || editor.data.read_only) return;
    if (!this.onPhoto) {
      const [x, y] = toPixel(placedMatrix(photo), touch.point);
      if (x < 0 || y < 0 || x > photo.width_px || y > photo.height_px) {
        editor.toast(editor.say("Tap inside the photo."));
        return;
      }
      this.onPhoto = { at_px: [Math.round(x * 10) / 10, Math.round(y * 10) / 10], at: touch.point };
    } else {
      const at_m = rounded(editor.snapAt(touch)?.at ?? touch.point);
      const control_points = [...photo.control_points, { at_px: this.onPhoto.at_px, at_m }];
      const underlays = editor.scene.underlays.map((one) =>
        one.underlay_id === this.key ? { ...photo, control_points } : one,
      );
      this.onPhoto = null;
      editor.setSketch(null);
      editor.commit({ ...editor.scene, underlays }, editor.say("Photo fitted"));
      if (control_points.length >= MOST_POINTS) editor.useSelect();
    }
    editor.showHint();
  }

  hover(touch: Touch): void {
    const snap = this.onPhoto ? this.editor.snapAt(touch) : null;
    this.editor.setMarker(snap ? { at: snap.at, kind: snap.kind } : null);
    if (this.onPhoto) {
      const points: Point[] = [this.onPhoto.at, snap?.at ?? touch.point];
      this.editor.setSketch({ points, curved: false });
    }
  }

  cancel(): void {
    this.onPhoto = null;
    this.editor.setSketch(null);
    this.editor.setMarker(null);
  }

  private photo(): ReturnType<Editor["scene"]["underlays"]["find"]> {
    return this.editor.scene.underlays.find((one) => one.underlay_id === this.key);
  }
}
