/** Mouse, pen and fingers as one: taps, drags, two-finger zoom, wheel; a pen silences the palm. */

import type { Point } from "./scene";
import { distance } from "./geometry";

const DRAG_AFTER_PX = { mouse: 3, pen: 4, touch: 8 };
const PALM_MS = 700; // touches so soon after the pen are the palm
const WHEEL_STEP = 0.0016;

export type PointerKind = "mouse" | "pen" | "touch";

export interface Press {
  pixel: Point;
  pointer: PointerKind;
  additive: boolean; // Shift or Control: add to the selection
  free: boolean; // Alt: do not snap
}

export interface GestureHost {
  down(press: Press): boolean; // true: the drag belongs to the tool, else it pans
  drag(press: Press): void;
  up(press: Press, dragged: boolean): void;
  cancel(): void;
  hover(press: Press): void;
  pan(right: number, down: number): void;
  zoomAt(pixel: Point, factor: number): void;
}

interface Held {
  start: Point;
  last: Point;
  kind: PointerKind;
}

export class Gestures {
  private held = new Map<number, Held>();
  private mode: "none" | "press" | "tool" | "pan" | "pinch" = "none";
  private takesDrag = false;
  private penAt = -Infinity;
  private waiting: (() => void) | null = null;

  constructor(private surface: SVGSVGElement, private host: GestureHost) {
    surface.addEventListener("pointerdown", this.down);
    surface.addEventListener("pointermove", this.move);
    surface.addEventListener("pointerup", this.up);
    surface.addEventListener("pointercancel", this.lost);
    surface.addEventListener("wheel", this.wheel, { passive: false });
    surface.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  private down = (event: PointerEvent): void => {
    const kind = kindOf(event);
    if (kind === "pen") this.penAt = performance.now();
    if (kind === "touch" && performance.now() - this.penAt < PALM_MS) return;
    this.surface.focus({ preventScroll: true });
    this.surface.setPointerCapture(event.pointerId);
    const pixel = this.pixel(event);
    this.held.set(event.pointerId, { start: pixel, last: pixel, kind });
    if (this.held.size === 2) {
      if (this.mode === "tool" || this.mode === "press") this.host.cancel();
      this.mode = "pinch";
    } else if (this.held.size === 1) {
      const pans = event.button === 1 || event.button === 2;
      this.takesDrag = !pans && this.host.down(this.press(event));
      this.mode = pans ? "pan" : "press";
    }
    event.preventDefault();
  };

  private move = (event: PointerEvent): void => {
    const held = this.held.get(event.pointerId);
    if (!held) {
      if (event.pointerType !== "touch") this.soon(() => this.host.hover(this.press(event)));
      return;
    }
    if (held.kind === "pen") this.penAt = performance.now();
    const pixel = this.pixel(event);
    if (this.mode === "pinch") {
      this.pinch(event.pointerId, pixel);
      return;
    }
    if (this.mode === "press" && distance(held.start, pixel) >= DRAG_AFTER_PX[held.kind]) {
      this.mode = this.takesDrag ? "tool" : "pan";
      if (this.mode === "pan") this.host.cancel();
    }
    if (this.mode === "pan") this.host.pan(pixel[0] - held.last[0], pixel[1] - held.last[1]);
    if (this.mode === "tool") {
      const press = this.press(event);
      this.soon(() => this.host.drag(press));
    }
    held.last = pixel;
  };

  private up = (event: PointerEvent): void => {
    if (!this.held.delete(event.pointerId)) return;
    this.flush();
    if (this.mode === "press" || this.mode === "tool") {
      this.host.up(this.press(event), this.mode === "tool");
    }
    if (this.held.size === 0) this.mode = "none";
  };

  private lost = (event: PointerEvent): void => {
    if (!this.held.delete(event.pointerId)) return;
    this.waiting = null;
    this.host.cancel();
    if (this.held.size === 0) this.mode = "none";
  };

  private wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
    this.host.zoomAt(this.pixel(event), Math.exp(-event.deltaY * lines * WHEEL_STEP));
  };

  /** Two fingers: their middle drags the ground, their distance zooms it. */
  private pinch(pointer: number, pixel: Point): void {
    const [one, other] = [...this.held.entries()];
    if (!one || !other) return;
    const fixed = (one[0] === pointer ? other[1] : one[1]).last;
    const moving = this.held.get(pointer)!;
    const before: Point = [(fixed[0] + moving.last[0]) / 2, (fixed[1] + moving.last[1]) / 2];
    const after: Point = [(fixed[0] + pixel[0]) / 2, (fixed[1] + pixel[1]) / 2];
    const [was, is] = [distance(fixed, moving.last), distance(fixed, pixel)];
    this.host.pan(after[0] - before[0], after[1] - before[1]);
    if (was > 0 && is > 0) this.host.zoomAt(after, is / was);
    moving.last = pixel;
  }

  /** Do the latest of many moves once in the next frame. */
  private soon(act: () => void): void {
    const first = this.waiting === null;
    this.waiting = act;
    if (first) requestAnimationFrame(() => this.flush());
  }

  private flush(): void {
    const act = this.waiting;
    this.waiting = null;
    act?.();
  }

  private press(event: PointerEvent): Press {
    return {
      pixel: this.pixel(event),
      pointer: kindOf(event),
      additive: event.shiftKey || event.ctrlKey || event.metaKey,
      free: event.altKey,
    };
  }

  private pixel(event: MouseEvent): Point {
    const box = this.surface.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }
}

function kindOf(event: PointerEvent): PointerKind {
  return event.pointerType === "touch" || event.pointerType === "pen" ? event.pointerType : "mouse";
}
