/** Save a document by itself: a moment after each step, again when the network is back. */

import type { Scene } from "./scene";

const SAVE_AFTER_MS = 400;
const TRY_AGAIN_MS = [1000, 2000, 4000, 8000, 15000];
const SEND_WITHIN_MS = 20000;

export type SaveState =
  | "saved" | "waiting" | "saving" | "offline" | "conflict" | "refused" | "signed_out";

export interface Theirs<T = Scene> {
  revision: number;
  scene: T;
  author: string;
  saved_at: string;
}

export interface SavingHost<T> {
  url: string;
  headers: Record<string, string>;
  current(): { scene: T; revision: number };
  acknowledged(revision: number, scene: T, answer: unknown): void;
  conflict(theirs: Theirs<T>): void;
  refused(message: string): void;
  changed(state: SaveState): void;
}

export class Saving<T = Scene> {
  state: SaveState = "saved";
  readonly times: number[] = []; // milliseconds from sending to acknowledgement
  private timer: number | undefined;
  private tries = 0;
  private again = false;
  private closed = false;

  constructor(private host: SavingHost<T>) {
    window.addEventListener("online", this.retry);
    document.addEventListener("visibilitychange", this.hidden);
    document.addEventListener("pointerdown", this.leaving, true);
  }

  /** A step was made: save it soon. */
  soon(delay = SAVE_AFTER_MS): void {
    if (this.closed || this.state === "conflict") return;
    if (this.state === "saving") {
      this.again = true;
      return;
    }
    if (this.state !== "offline") this.set("waiting");
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.send(), delay);
  }

  /** The conflict is settled on this revision: go on. */
  settled(): void {
    this.set("waiting");
    this.soon(0);
  }

  /** Nothing is left to save. */
  clean(): void {
    clearTimeout(this.timer);
    this.again = false;
    this.set("saved");
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    window.removeEventListener("online", this.retry);
    document.removeEventListener("visibilitychange", this.hidden);
    document.removeEventListener("pointerdown", this.leaving, true);
  }

  private retry = (): void => {
    if (this.state === "offline") this.soon(0);
  };

  /** The tab is left: what waits is sent at once. */
  private hidden = (): void => {
    if (document.visibilityState === "hidden" && this.state === "waiting") this.soon(0);
  };

  /** Something outside is tapped, perhaps a way to another page: what waits is sent at once. */
  private leaving = (event: Event): void => {
    const outside = !event.composedPath().some((one) => one instanceof SVGElement);
    if (outside && this.state === "waiting") this.soon(0);
  };

  private set(state: SaveState): void {
    if (this.state === state) return;
    this.state = state;
    this.host.changed(state);
  }

  private async send(): Promise<void> {
    if (this.closed) return;
    const { scene, revision } = this.host.current();
    this.again = false;
    this.set("saving");
    const began = performance.now();
    try {
      const answer = await put(this.host, scene, revision);
      if (this.closed) return;
      await this.heard(answer, scene, performance.now() - began);
    } catch {
      this.lost();
    }
  }

  private async heard(answer: Response, scene: T, took: number): Promise<void> {
    if (answer.ok) {
      const heard = (await answer.json()) as { revision: number };
      this.times.push(took);
      this.tries = 0;
      this.set("saved");
      this.host.acknowledged(heard.revision, scene, heard);
      if (this.again) this.soon();
    } else if (answer.status === 412 || answer.status === 409) {
      const theirs = (await answer.json()) as Theirs<T>;
      this.set("conflict");
      this.host.conflict(theirs);
    } else if (answer.status === 401 || answer.status === 403) {
      this.set("signed_out");
    } else if (answer.status < 500) {
      const said = (await answer.json().catch(() => ({}))) as { message?: string };
      this.set("refused");
      this.host.refused(said.message ?? `HTTP ${answer.status}`);
    } else {
      this.lost();
    }
  }

  private lost(): void {
    if (this.closed) return;
    this.set("offline");
    const wait = TRY_AGAIN_MS[Math.min(this.tries, TRY_AGAIN_MS.length - 1)]!;
    this.tries += 1;
    this.soon(wait);
  }
}

async function put<T>(host: SavingHost<T>, scene: T, revision: number): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), SEND_WITHIN_MS);
  try {
    return await fetch(new URL(host.url, document.baseURI), {
      method: "PUT",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "If-Match": `"${revision}"`, ...host.headers },
      body: JSON.stringify(scene),
      signal: stop.signal,
    });
  } finally {
    clearTimeout(timer);
  }
}
