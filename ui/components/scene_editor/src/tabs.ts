/** Other tabs of this browser that have the same scene open. */

const ANSWER_MS = 250;

interface Word {
  kind: "who" | "here" | "clash" | "saved";
  tab: string;
  to?: string;
  revision?: number;
}

export class Tabs {
  tab: string; // survives a reload; a copied tab gets a new one
  private channel: BroadcastChannel | null;
  private alive = new Set<string>();

  constructor(private crashId: string, private onSaved: (revision: number) => void) {
    this.tab = keptTab(crashId) ?? keepTab(crashId, newTab());
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(`daoan.scene/${crashId}`) : null;
    if (this.channel) this.channel.onmessage = (event) => this.hear(event.data as Word);
  }

  /** The other tabs that answer within a quarter of a second. */
  async others(): Promise<Set<string>> {
    if (!this.channel) return new Set();
    this.say({ kind: "who", tab: this.tab });
    await new Promise((done) => setTimeout(done, ANSWER_MS));
    return new Set(this.alive);
  }

  saved(revision: number): void {
    this.say({ kind: "saved", tab: this.tab, revision });
  }

  close(): void {
    this.channel?.close();
    this.channel = null;
  }

  private say(word: Word): void {
    this.channel?.postMessage(word);
  }

  private hear(word: Word): void {
    if (word.kind === "who") {
      const clash = word.tab === this.tab; // that tab was copied from this one
      this.say({ kind: clash ? "clash" : "here", tab: this.tab, to: word.tab });
      if (!clash) this.alive.add(word.tab);
    } else if (word.kind === "here" && word.to === this.tab) {
      this.alive.add(word.tab);
    } else if (word.kind === "clash" && word.to === this.tab) {
      this.alive.add(word.tab);
      this.tab = keepTab(this.crashId, newTab());
    } else if (word.kind === "saved" && word.revision !== undefined) {
      this.onSaved(word.revision);
    }
  }
}

const placeOf = (crashId: string): string => `daoan.scene.tab/${crashId}`;

function newTab(): string {
  return `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
}

function keptTab(crashId: string): string | null {
  try {
    return sessionStorage.getItem(placeOf(crashId));
  } catch {
    return null;
  }
}

function keepTab(crashId: string, tab: string): string {
  try {
    sessionStorage.setItem(placeOf(crashId), tab);
  } catch {
    /* forbidden: the tab is new after each reload */
  }
  return tab;
}
