/** Keep a case: a draft on this device at every step, saved by itself, conflicts merged or asked. */

import { Saving } from "../../scene_editor/src/saving";
import type { Case, Merge } from "./case";
import { merge, same } from "./case";
import type { FormData, Question } from "./form_data";

const PREFIX = "daoan.case.draft/";
const SAVE_AFTER_MS = 120;

interface Draft {
  revision: number;
  base: Case; // the case of that revision
  case: Case;
  at: number; // milliseconds
}

interface Answer {
  revision: number;
  questions?: Question[];
  case?: Case;
  author?: string;
}

export interface KeepingHost {
  data: FormData;
  current(): Case;
  show(one: Case): void;
  questions(found: Question[]): void;
  stateChanged(): void;
  toast(text: string): void;
  say(text: string, values?: Record<string, string | number>): string;
  settle(theirs: Case, author: string, found: Merge): Promise<Case>;
}

export class Keeping {
  readonly saving: Saving<Case>;
  revision: number;
  dirty = false;
  private base: Case;
  private waiting: (() => void)[] = [];
  private channel: BroadcastChannel | null;

  constructor(private host: KeepingHost) {
    const { data } = host;
    this.revision = data.revision;
    this.base = data.case;
    this.saving = new Saving<Case>({
      url: data.save_url,
      headers: data.headers,
      current: () => ({ scene: host.current(), revision: this.revision }),
      acknowledged: (revision, saved, answer) => this.acknowledged(revision, saved, answer as Answer),
      conflict: (theirs) => void this.conflict(theirs as unknown as Answer),
      refused: (message) => host.toast(message),
      changed: () => host.stateChanged(),
    });
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(`daoan.case/${data.crash_id}`) : null;
    if (this.channel) this.channel.onmessage = (event) => this.heard(Number(event.data));
  }

  changed(): void {
    this.dirty = true;
    this.keep();
    this.saving.soon(SAVE_AFTER_MS);
  }

  /** Done when everything is acknowledged, or at once when the server cannot be reached. */
  async flushed(): Promise<boolean> {
    if (!this.dirty) return true;
    this.saving.soon(0);
    await new Promise<void>((done) => this.waiting.push(done));
    return !this.dirty;
  }

  /** What this device kept and the server never acknowledged. */
  left(): Draft | null {
    try {
      const draft = JSON.parse(localStorage.getItem(this.key) ?? "null") as Draft | null;
      return draft && draft.case?.crash_id === this.host.data.crash_id ? draft : null;
    } catch {
      return null;
    }
  }

  restore(draft: Draft): void {
    this.revision = draft.revision;
    this.base = draft.base;
    this.dirty = true;
    this.host.show(draft.case);
    this.saving.soon(0); // on an older revision the server answers with the conflict
  }

  forget(): void {
    try {
      localStorage.removeItem(this.key);
    } catch {
      /* nothing to forget */
    }
  }

  close(): void {
    this.saving.close();
    this.channel?.close();
  }

  stateChanged(): void {
    const { state } = this.saving;
    if (state === "waiting" || state === "saving") return;
    const now = this.waiting;
    this.waiting = [];
    for (const done of now) done();
  }

  private get key(): string {
    return `${PREFIX}${this.host.data.crash_id}`;
  }

  private keep(): void {
    const draft: Draft = { revision: this.revision, base: this.base, case: this.host.current(), at: Date.now() };
    try {
      localStorage.setItem(this.key, JSON.stringify(draft));
    } catch {
      this.host.toast(this.host.say("This device cannot keep a draft: save before you leave."));
    }
  }

  private acknowledged(revision: number, saved: Case, answer: Answer): void {
    this.revision = revision;
    this.base = saved;
    this.dirty = !same(saved, this.host.current());
    if (this.dirty) {
      this.keep();
      this.saving.soon(SAVE_AFTER_MS);
    } else this.forget();
    this.channel?.postMessage(revision);
    this.host.questions(answer.questions ?? []);
    this.stateChanged();
  }

  private heard(revision: number): void {
    if (revision > this.revision && this.dirty) this.saving.soon(0);
    else if (revision > this.revision) {
      this.host.toast(this.host.say("Another tab has saved this case in the meantime."));
      this.saving.soon(0); // the server answers with what the other tab saved
    }
  }

  private async conflict(answer: Answer): Promise<void> {
    const theirs = answer.case!;
    const found = merge(this.base, this.host.current(), theirs);
    const next = found.both.length
      ? await this.host.settle(theirs, answer.author ?? "", found)
      : found.merged;
    this.revision = answer.revision;
    this.base = theirs;
    this.host.show(next);
    this.dirty = !same(next, theirs);
    if (this.dirty) {
      this.keep();
      this.saving.settled();
    } else {
      this.forget();
      this.saving.clean();
    }
    if (this.dirty && !found.both.length) this.host.toast(this.host.say("{author} changed this case too; both changes were kept.", { author: answer.author ?? "" }));
  }
}
