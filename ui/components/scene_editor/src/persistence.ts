/** Keep the work: draft on this device after each step, save by itself, settle conflicts. */

import { merged } from "./changes";
import type { Draft } from "./drafts";
import { Drafts } from "./drafts";
import type { Editor } from "./editor";
import type { Choice } from "./panels/dialogs";
import { askConflict, askDraft } from "./panels/dialogs";
import type { Theirs } from "./saving";
import { Saving } from "./saving";
import type { Scene } from "./scene";
import { Tabs } from "./tabs";

export class Persistence {
  readonly saving: Saving;
  revision: number; // the revision that the scene is based on
  dirty = false;
  private base: Scene; // the scene of that revision
  private tabs: Tabs;
  private drafts: Drafts;
  private newest: number; // the highest revision that another tab saved

  constructor(private editor: Editor) {
    const { data } = editor;
    this.drafts = new Drafts(data.crash_id, "");
    this.revision = data.revision;
    this.newest = data.revision;
    this.base = data.scene;
    this.tabs = new Tabs(data.crash_id, (revision) => this.savedElsewhere(revision));
    this.saving = new Saving({
      url: data.save_url,
      headers: data.headers,
      current: () => ({ scene: editor.scene, revision: this.revision }),
      acknowledged: (revision, scene, answer) => {
        this.acknowledged(revision, scene);
        editor.panels.ask((answer as { questions?: string[] }).questions ?? []);
      },
      conflict: (theirs) => void this.conflict(theirs),
      refused: (message) => editor.toast(message),
      changed: () => editor.panels.update(),
    });
  }

  /** Offer back what was not saved, then begin the work. */
  async begin(): Promise<void> {
    const { editor } = this;
    const alive = await this.tabs.others();
    this.drafts = new Drafts(editor.data.crash_id, this.tabs.tab);
    const own = this.drafts.own();
    if (own && !own.dirty && own.revision === this.revision && same(own.scene, editor.scene)) {
      editor.show(own.scene, own.history);
    }
    const left = own?.dirty ? own : this.drafts.leftBehind(alive)[0];
    if (left && !editor.data.read_only) await this.offer(left);
    this.drafts.tidy(alive);
    if (alive.size) editor.toast(editor.say("This scene is open in another tab too."));
    const empty = !editor.scene.objects.length && !editor.scene.travels.length;
    if (empty && editor.data.parties.length) editor.guide();
  }

  /** A step was made: it is kept on this device at once and saved in a moment. */
  changed(): void {
    this.dirty = true;
    this.keep();
    this.saving.soon();
  }

  /** The page brought a newer revision of the scene. */
  received(revision: number, scene: Scene): void {
    if (revision <= this.revision) return;
    if (this.dirty) {
      this.saving.soon(0); // the server will answer with the conflict
      return;
    }
    this.adopt(revision, scene);
    this.editor.show(scene);
  }

  close(): void {
    this.saving.close();
    this.tabs.close();
  }

  private keep(): void {
    const { history } = this.editor;
    const kept = this.drafts.write({ revision: this.revision, base: this.base, history, dirty: this.dirty });
    if (!kept) this.editor.toast(this.editor.say("This device cannot keep a draft: save before you leave."));
  }

  private adopt(revision: number, scene: Scene): void {
    this.revision = revision;
    this.base = scene;
    this.newest = Math.max(this.newest, revision);
  }

  private acknowledged(revision: number, scene: Scene): void {
    this.adopt(revision, scene);
    this.dirty = this.editor.scene !== scene && !same(this.editor.scene, scene);
    this.keep();
    this.tabs.saved(revision);
    if (this.dirty) this.saving.soon();
  }

  private savedElsewhere(revision: number): void {
    this.newest = Math.max(this.newest, revision);
    if (this.newest > this.revision) {
      this.editor.toast(this.editor.say("Another tab has saved this scene in the meantime."));
      this.editor.panels.update();
    }
  }

  get isBehind(): boolean {
    return this.newest > this.revision;
  }

  private async offer(draft: Draft): Promise<void> {
    const { editor } = this;
    const take = await askDraft(editor, draft);
    if (draft.tab !== this.tabs.tab) this.drafts.drop(draft.tab);
    if (!take) {
      this.dirty = false;
      this.keep();
      return;
    }
    const based = draft.revision === this.revision;
    this.dirty = true;
    if (!based) this.base = draft.base;
    this.revision = draft.revision;
    editor.show(draft.scene, draft.history);
    this.keep();
    this.saving.soon(0); // on an older revision the server answers with the conflict
  }

  private async conflict(theirs: Theirs): Promise<void> {
    const { editor } = this;
    this.keep();
    const mine = editor.scene;
    const merge = merged(this.base, mine, theirs.scene);
    const oneSided = !merge.both.length && (!merge.theirs.length || !merge.mine.length);
    const choice: Choice = oneSided
      ? merge.mine.length ? "mine" : "theirs"
      : await askConflict(editor, mine, theirs, merge);
    this.adopt(theirs.revision, theirs.scene);
    const chosen: Record<Choice, Scene> = { mine, theirs: theirs.scene, both: merge.scene };
    const label = editor.say("Conflict settled");
    editor.history.push(chosen[choice], label);
    editor.show(editor.scene, editor.history.kept(Infinity));
    this.dirty = choice !== "theirs";
    this.keep();
    if (this.dirty) this.saving.settled();
    else this.saving.clean();
  }

}

const same = (one: Scene, other: Scene): boolean => JSON.stringify(one) === JSON.stringify(other);
