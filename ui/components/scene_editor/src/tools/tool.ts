/** What a tool is: it hears taps and drags on the ground and changes the scene. */

import type { PointerKind } from "../gestures";
import type { Point } from "../scene";

export interface Touch {
  point: Point; // on the ground
  pixel: Point;
  pointer: PointerKind;
  additive: boolean;
  free: boolean; // do not snap
}

export interface Tool {
  readonly name: string; // which button of the palette is pressed
  hint(): string;
  down(touch: Touch): boolean; // true: the drag belongs to the tool
  drag(touch: Touch): void;
  up(touch: Touch, dragged: boolean): void;
  hover(touch: Touch): void;
  cancel(): void; // give up what is under way
  finish(): void; // Enter: end what is under way
}

/** A tool that does nothing by default; others take over what they need. */
export abstract class BaseTool implements Tool {
  abstract readonly name: string;
  abstract hint(): string;
  abstract up(touch: Touch, dragged: boolean): void;

  down(_touch: Touch): boolean {
    return false;
  }
  drag(_touch: Touch): void {}
  hover(_touch: Touch): void {}
  cancel(): void {}
  finish(): void {}
}

/** How near a touch must come to a thing, in pixels. */
export const reach = (touch: Touch): number => (touch.pointer === "touch" ? 22 : 8);
