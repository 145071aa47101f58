/** The form of a case: place, forms (一) and (二), what contradicts itself, and saving by itself. */

import { html } from "../../scene_editor/src/elements";
import { partyLetter } from "../../scene_editor/src/scene";
import type { Say } from "../../scene_editor/src/words";
import { speaker } from "../../scene_editor/src/words";
import type { Case, Merge, Place, Value, Values } from "./case";
import { withParties, withPartyValue, withValue } from "./case";
import { askConflict, offerDraft } from "./choices";
import { buildField } from "./fields";
import type { FormData, Item, Question, Suggestion } from "./form_data";
import { isNeeded, itemsOfParty, needOf, TWO_WHEELS } from "./form_data";
import { Keeping } from "./keeping";
import { PlaceMap } from "./place_map";
import type { Here } from "./place_panel";
import { PlacePanel } from "./place_panel";
import { whenPointerRests } from "./pointer_rest";

const LEAST_PARTIES: Record<string, number> = { person: 2, vehicles: 2, single: 1, rail: 1 };
const SHAPES_THE_FORM = new Set(["severity", "crash_type_code", "kind_code"]);
const TOAST_MS = 5000;
const STATES: Record<string, string> = {
  saved: "Saved", waiting: "Saving …", saving: "Saving …",
  offline: "No connection: kept on this device", conflict: "Changed by somebody else",
  refused: "Not accepted", signed_out: "Sign in again to save",
};

export class Form {
  readonly say: Say;
  current: Case;
  readonly keeping: Keeping;
  private questions: Question[] = [];
  private suggestions: Record<string, Suggestion> = {};
  private proposed = ""; // the place text that came from the map
  private open = new Set<string>(); // folded parts that are open
  private body: HTMLElement;
  private state: HTMLElement;
  private toasts: HTMLElement;
  private map: PlaceMap;
  private panel: PlacePanel;

  constructor(readonly root: HTMLElement, readonly data: FormData, private go: (step: string) => void) {
    this.say = speaker(data.words);
    this.current = data.case;
    this.questions = data.questions;
    root.classList.add("daoan-case");
    root.lang = data.language;
    this.body = html("div", { class: "form" });
    const aside = html("div", { class: "place" });
    root.append(this.body, aside);
    this.panel = new PlacePanel(this);
    this.panel.build(aside);
    this.map = new PlaceMap(aside, data.map, (lon, lat) => void this.panel.take(lon, lat, "map"));
    const foot = html("div", { class: "foot" }, root);
    this.state = html("span", { class: "state", role: "status" }, foot);
    const next = html("button", { type: "button", class: "main", "data-name": "to-scene", text: this.say("On to the street") }, foot);
    next.addEventListener("click", () => void this.leave());
    this.toasts = html("div", { class: "toasts", role: "status", "aria-live": "polite" }, root);
    this.keeping = new Keeping({
      data,
      current: () => this.current,
      show: (one) => {
        this.current = one;
        this.build();
        this.map.show(one.place, false);
      },
      questions: (found) => {
        this.questions = found;
        this.ask();
      },
      stateChanged: () => this.stateChanged(),
      toast: (text) => this.toast(text),
      say: this.say,
      settle: (theirs, author, found) => this.settle(theirs, author, found),
    });
    this.build();
    void this.begin();
  }

  /** The day whose street is looked up: of the crash, else today. */
  day(): string {
    return String(this.current.values["occurred_at"] ?? "").slice(0, 10);
  }

  /** The server said what lies at the place. */
  placed(here: Here): void {
    const now = this.current.values["place_text"];
    const takes = now === undefined || now === this.proposed;
    this.proposed = here.place_text;
    this.suggestions = here.suggestions;
    const values = takes ? withValue(this.current.values, "place_text", here.place_text) : this.current.values;
    this.current = { ...this.current, place: here.place, values };
    this.map.show(here.place);
    this.step(true);
  }

  toast(text: string): void {
    const toast = html("div", { class: "toast", text }, this.toasts);
    while (this.toasts.children.length > 3) this.toasts.firstElementChild?.remove();
    setTimeout(() => toast.remove(), TOAST_MS);
  }

  /** On to the field that comes after one, for Enter. */
  focusAfter(name: string): void {
    const fields = [...this.root.querySelectorAll<HTMLElement>("[data-item]")].filter((one) => one.offsetParent !== null);
    const at = fields.findIndex((one) => one.dataset.item === name);
    const next = fields[at + 1];
    if (name === "search") {
      this.root.querySelector<HTMLElement>('[data-name="occurred_at"]')?.focus();
      return;
    }
    next?.querySelector<HTMLElement>("input, button")?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }

  close(): void {
    this.keeping.close();
    this.map.close();
  }

  private async begin(): Promise<void> {
    await this.map.begin().catch(() => this.toast(this.say("The map cannot be loaded now.")));
    this.map.show(this.current.place);
    if (this.current.place && !this.data.read_only) void this.offer(this.current.place);
    const left = this.keeping.left();
    if (!left || this.data.read_only) return;
    if (await offerDraft(this.root, this.say, new Date(left.at).toLocaleString(this.data.language))) this.keeping.restore(left);
    else this.keeping.forget();
  }

  /** Show again what the map offers for the place. */
  private async offer(place: Place): Promise<void> {
    const here = await this.panel.known(place);
    if (!here || this.current.place !== place) return;
    this.proposed = here.place_text;
    this.suggestions = here.suggestions;
    whenPointerRests(() => this.build());
  }

  private async leave(): Promise<void> {
    if (!this.current.place) {
      this.toast(this.say("First say where it was: click the map, or type two roads."));
      return;
    }
    if (!(await this.keeping.flushed())) {
      this.toast(this.say("It is kept on this device; the street needs the server."));
      return;
    }
    this.go("scene");
  }

  private step(rebuild: boolean): void {
    if (rebuild) whenPointerRests(() => this.build());
    this.keeping.changed();
  }

  private change(field: string, value: Value | null, party: number | null): void {
    if (party === null) this.current = { ...this.current, values: withValue(this.current.values, field, value) };
    else this.current = withPartyValue(this.current, party, field, value);
    if (field === "crash_type_code") {
      this.current = withParties(this.current, LEAST_PARTIES[needOf(this.data, value ?? undefined)] ?? 0);
    }
    this.step(SHAPES_THE_FORM.has(field) || field in this.suggestions);
  }

  private build(): void {
    const root = this.root.getRootNode() as Document | ShadowRoot;
    const held = (root.activeElement as HTMLElement | null)?.dataset.name;
    const top = this.body.scrollTop;
    this.body.replaceChildren();
    const { current, data } = this;
    const need = needOf(data, current.values["crash_type_code"]);
    const ofCrash = data.items.filter((one) => one.of === "crash");
    const asked = (one: Item): boolean => isNeeded(one, need, current.values["severity"]);
    const first = html("section", { class: "card" }, this.body);
    for (const item of ofCrash.filter(asked)) this.field(first, item, current.values, null);
    for (const party of current.parties) this.party(party.party_no, party.values);
    if (!data.read_only) this.partyButtons();
    this.folded("crash", this.say("Further items of form (1)"), ofCrash.filter((one) => !asked(one)), current.values, null, this.body);
    this.ask();
    this.body.scrollTop = top;
    if (held) this.root.querySelector<HTMLElement>(`[data-name="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  }

  private party(number: number, values: Values): void {
    const card = html("section", { class: "card party", "data-party": number }, this.body);
    html("h3", { text: this.say("Party {letter}", { letter: partyLetter(number) }) }, card);
    const items = itemsOfParty(this.data, values["kind_code"]);
    const asked = items.filter((one) => isNeeded(one, "", undefined));
    const order = ["kind_code", "action_code", "contact_first_code", "contact_other_code", "injury_code"];
    asked.sort((one, other) => order.indexOf(one.field) - order.indexOf(other.field));
    for (const item of asked) this.field(card, item, values, number);
    this.folded(`party/${number}`, this.say("Further items of form (2)"), items.filter((one) => !asked.includes(one)), values, number, card);
  }

  private folded(key: string, title: string, items: Item[], values: Values, party: number | null, parent: Element): void {
    const filled = items.filter((one) => values[one.field] !== undefined).length;
    const part = html("details", { class: "folded", "data-name": `fold/${key}` }, parent);
    part.open = this.open.has(key);
    html("summary", { text: `${title} (${filled}/${items.length})` }, part);
    const inside = html("div", { class: "inside" }, part);
    const fill = (): void => {
      if (!inside.childElementCount) for (const item of items) this.field(inside, item, values, party);
    };
    if (part.open) fill();
    part.addEventListener("toggle", () => {
      if (part.open) this.open.add(key);
      else this.open.delete(key);
      if (part.open) fill();
      this.ask();
    });
  }

  private field(parent: Element, item: Item, values: Values, party: number | null): void {
    const name = party === null ? item.field : `${party}/${item.field}`;
    const group = this.data.groups[String(values["kind_code"] ?? "")] ?? "";
    const figure = item.field.startsWith("contact_") && group && group !== "object" ? (TWO_WHEELS.has(group) ? "cycle" : "car") : null;
    buildField(parent, {
      item, name, figure, value: values[item.field], disabled: this.data.read_only,
      suggestion: party === null ? (this.suggestions[item.field] ?? null) : null,
      say: this.say,
      change: (value) => this.change(item.field, value, party),
      next: () => this.focusAfter(name),
    });
  }

  private partyButtons(): void {
    const row = html("div", { class: "row" }, this.body);
    const { parties } = this.current;
    const add = html("button", { type: "button", "data-name": "add-party", text: this.say("Add party {letter}", { letter: partyLetter(parties.length + 1) }) }, row);
    add.addEventListener("click", () => {
      this.current = { ...this.current, parties: [...parties, { party_no: parties.length + 1, values: {} }] };
      this.step(true);
    });
    if (!parties.length) return;
    const last = html("button", { type: "button", "data-name": "remove-party", text: this.say("Remove party {letter}", { letter: partyLetter(parties.length) }) }, row);
    last.addEventListener("click", () => {
      this.current = { ...this.current, parties: parties.slice(0, -1) };
      this.step(true);
    });
  }

  /** Put every question beside the first of its fields that is shown. */
  private ask(): void {
    this.body.querySelectorAll(".asks").forEach((one) => one.replaceChildren());
    for (const question of this.questions) {
      const names = question.fields.flatMap((field) => [
        ...(question.party_no !== null ? [`${question.party_no}/${field}`] : [field, `1/${field}`]),
      ]);
      const place = names.map((name) => this.body.querySelector(`[data-item="${CSS.escape(name)}"] > .asks`)).find((one) => one);
      html("p", { class: "asked", role: "note", text: question.text }, place ?? this.body);
    }
  }

  private stateChanged(): void {
    const { state } = this.keeping.saving;
    this.keeping.stateChanged();
    this.state.replaceChildren();
    this.state.dataset.state = state;
    html("span", { text: this.say(STATES[state]!) }, this.state);
    if (state !== "offline" && state !== "signed_out") return;
    const again = html("button", { type: "button", "data-name": "again", text: this.say("Try again") }, this.state);
    again.addEventListener("click", () => this.keeping.saving.soon(0));
  }

  private async settle(theirs: Case, author: string, found: Merge): Promise<Case> {
    const names = found.both.map((name) => this.fieldName(name));
    const mine = await askConflict(this.root, this.say, author, names);
    return mine ? found.merged : theirs;
  }

  private fieldName(name: string): string {
    const [number, field] = name.includes("/") ? name.split("/") : ["", name];
    const item = this.data.items.find((one) => one.field === field);
    const said = item?.name ?? (field === "place" ? this.say("Place") : field!);
    return number ? `${partyLetter(Number(number))}: ${said}` : said;
  }
}
