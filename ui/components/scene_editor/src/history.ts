/** The steps of work, to be taken back and made again; they outlive a reload with the draft. */

import type { Change } from "./changes";
import { applied, difference, joined } from "./changes";
import type { Scene } from "./scene";

export const MOST_STEPS = 300;
const TOGETHER_MS = 700; // repeated nudges within this time are one step

export interface KeptHistory {
  past: Change[];
  future: Change[];
}

export class History {
  private past: Change[] = [];
  private future: Change[] = [];
  private lastAt = 0;

  constructor(private scene: Scene) {}

  get current(): Scene {
    return this.scene;
  }

  get steps(): number {
    return this.past.length;
  }

  get undone(): number {
    return this.future.length;
  }

  /** Take a new state of the scene as a step; false when nothing changed. */
  push(next: Scene, label: string, together = false): boolean {
    const change = difference(this.scene, next, label);
    if (!change) return false;
    const now = Date.now();
    const last = this.past[this.past.length - 1];
    if (together && last && last.label === label && now - this.lastAt < TOGETHER_MS) {
      this.past[this.past.length - 1] = joined(last, change);
    } else {
      this.past.push(change);
      if (this.past.length > MOST_STEPS) this.past.shift();
    }
    this.lastAt = now;
    this.future = [];
    this.scene = next;
    return true;
  }

  undo(): string | null {
    const change = this.past.pop();
    if (!change) return null;
    this.future.push(change);
    this.scene = applied(this.scene, change, "back");
    this.lastAt = 0;
    return change.label;
  }

  redo(): string | null {
    const change = this.future.pop();
    if (!change) return null;
    this.past.push(change);
    this.scene = applied(this.scene, change, "forward");
    this.lastAt = 0;
    return change.label;
  }

  /** Begin anew from a scene, with the steps that led to it where they are known. */
  reset(scene: Scene, kept: KeptHistory = { past: [], future: [] }): void {
    this.scene = scene;
    this.past = [...kept.past];
    this.future = [...kept.future];
    this.lastAt = 0;
  }

  kept(most: number): KeptHistory {
    return { past: this.past.slice(-most), future: this.future.slice(-most) };
  }
}
