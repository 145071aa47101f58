/** The work of this device that the server has not acknowledged yet, and the steps behind it. */

import type { History, KeptHistory } from "./history";
import type { Scene } from "./scene";

const PREFIX = "daoan.scene.draft/";
const FEWER_STEPS = [300, 150, 100, 40, 0]; // when the device has little room

export interface Draft {
  tab: string;
  crash_id: string;
  revision: number; // the revision that the work was made on
  base: Scene; // the scene of that revision
  scene: Scene;
  history: KeptHistory;
  dirty: boolean; // not yet acknowledged
  at: number; // when it was written, milliseconds
}

const keyOf = (crashId: string, tab: string): string => `${PREFIX}${crashId}/${tab}`;

export class Drafts {
  constructor(
    private crashId: string,
    private tab: string,
    private store: Storage | null = openStore(),
  ) {}

  /** Write the draft of this tab; false when the device cannot keep one. */
  write(part: { revision: number; base: Scene; history: History; dirty: boolean }): boolean {
    for (const steps of FEWER_STEPS) {
      const draft: Draft = {
        tab: this.tab,
        crash_id: this.crashId,
        revision: part.revision,
        base: part.base,
        scene: part.history.current,
        history: part.history.kept(steps),
        dirty: part.dirty,
        at: Date.now(),
      };
      try {
        this.store?.setItem(keyOf(this.crashId, this.tab), JSON.stringify(draft));
        return this.store !== null;
      } catch {
        continue; // no room: keep fewer steps
      }
    }
    return false;
  }

  own(): Draft | null {
    return this.read(keyOf(this.crashId, this.tab));
  }

  /** Unacknowledged drafts of this crash that other tabs left behind, the latest first. */
  leftBehind(alive: ReadonlySet<string>): Draft[] {
    return this.all()
      .filter((draft) => draft.dirty && draft.tab !== this.tab && !alive.has(draft.tab))
      .sort((one, other) => other.at - one.at);
  }

  /** Forget acknowledged drafts of tabs that are closed. */
  tidy(alive: ReadonlySet<string>): void {
    for (const draft of this.all()) {
      if (!draft.dirty && draft.tab !== this.tab && !alive.has(draft.tab)) this.drop(draft.tab);
    }
  }

  drop(tab: string): void {
    try {
      this.store?.removeItem(keyOf(this.crashId, tab));
    } catch {
      /* nothing to forget */
    }
  }

  private all(): Draft[] {
    const found: Draft[] = [];
    for (let n = 0; n < (this.store?.length ?? 0); n += 1) {
      const key = this.store!.key(n);
      const draft = key?.startsWith(`${PREFIX}${this.crashId}/`) ? this.read(key) : null;
      if (draft) found.push(draft);
    }
    return found;
  }

  private read(key: string): Draft | null {
    try {
      const draft = JSON.parse(this.store?.getItem(key) ?? "null") as Draft | null;
      return draft && draft.crash_id === this.crashId && draft.scene ? draft : null;
    } catch {
      return null;
    }
  }
}

function openStore(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null; // forbidden by the browser
  }
}
