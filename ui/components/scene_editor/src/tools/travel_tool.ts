/** The direction of travel of a party: one click where it came from, one where it went. */

import type { Editor } from "../editor";
import { directionTo } from "../geometry";
import type { Point, Travel, TravelEnd } from "../scene";
import { bearing, partyLetter, rounded } from "../scene";
import type { Touch } from "./tool";
import { BaseTool } from "./tool";

const STRIP_WITHIN_M = 2.5;

export class TravelTool extends BaseTool {
  readonly name: string;

  constructor(private editor: Editor, readonly party: number, readonly end: "approach" | "exit") {
    super();
    this.name = `travel/${party}`;
  }

  hint(): string {
    const party = partyLetter(this.party);
    return this.end === "approach"
      ? this.editor.say("{party}: tap the lane it came from.", { party })
      : this.editor.say("{party}: tap the lane it left by or meant to leave by.", { party });
  }

  up(touch: Touch): void {
    const { editor } = this;
    if (editor.data.read_only) return;
    const click = this.click(touch.point);
    const known = editor.scene.travels.find((one) => one.party_no === this.party);
    const travel: Travel = {
      party_no: this.party,
      approach: this.end === "approach" ? click : (known?.approach ?? null),
      exit: this.end === "exit" ? click : (known?.exit ?? null),
    };
    const others = editor.scene.travels.filter((one) => one.party_no !== this.party);
    const travels = [...others, travel].sort((one, other) => one.party_no - other.party_no);
    editor.commit({ ...editor.scene, travels }, editor.say("Direction of travel"));
    if (!editor.guided) {
      if (this.end === "approach") editor.useTool(new TravelTool(editor, this.party, "exit"));
      else editor.useSelect();
    }
  }

  hover(touch: Touch): void {
    const strip = this.strip(touch.point);
    this.editor.setMarker(strip ? { at: strip.at, kind: "strip" } : null);
  }

  cancel(): void {
    this.editor.setMarker(null);
  }

  private strip(point: Point): ReturnType<Editor["snapping"]["stripAt"]> {
    const leads = this.end === "approach" ? "in" : "out";
    const { snapping } = this.editor;
    return snapping.stripAt(point, STRIP_WITHIN_M, leads) ?? snapping.stripAt(point, STRIP_WITHIN_M);
  }

  private click(point: Point): TravelEnd {
    const { editor } = this;
    const met = this.strip(point);
    const arm = editor.data.base_map?.arms.find((one) => one.arm_id === met?.strip?.arm_id);
    const at_m = rounded(met?.at ?? point);
    return {
      at_m,
      bearing_deg: bearing(arm?.bearing_deg ?? directionTo([0, 0], at_m)),
      arm_id: arm?.arm_id ?? null,
      strip_id: met?.strip?.strip_id ?? null,
    };
  }
}
