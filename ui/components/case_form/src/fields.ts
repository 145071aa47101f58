/** The control of an item: chips for few answers, a field to type a code for many. */

import { html } from "../../scene_editor/src/elements";
import { bodyFigure } from "./body_figure";
import type { Value } from "./case";
import { choiceText, combobox } from "./combobox";
import type { Choice, Item, Suggestion } from "./form_data";

const FEW = 5; // answers that are all shown as chips
const SHORT = 12; // characters that a chip takes well

export interface FieldHost {
  item: Item;
  name: string; // unique in the form
  value: Value | undefined;
  disabled: boolean;
  figure: "car" | "cycle" | null; // item 33: which body is hit
  suggestion: Suggestion | null;
  say(text: string, values?: Record<string, string | number>): string;
  change(value: Value | null): void;
  next(): void;
}

export function buildField(parent: Element, host: FieldHost): HTMLElement {
  const { item } = host;
  const box = html("div", { class: `item ${item.kind}`, "data-item": host.name }, parent);
  const head = html("div", { class: "item-name" }, box);
  if (item.item !== "0") html("b", { text: item.item.split("-")[0]! }, head);
  html("span", { text: item.name }, head);
  if (item.kind === "code" || item.kind === "flag" || item.kind === "severity") buildCodes(box, host);
  else buildInput(box, host);
  if (host.suggestion && host.value === undefined && !host.disabled) buildSuggestion(box, host);
  html("div", { class: "asks" }, box);
  return box;
}

function buildCodes(parent: Element, host: FieldHost): void {
  const { item } = host;
  if (host.figure) {
    bodyFigure(parent, {
      name: host.name, label: item.name, choices: item.choices, twoWheels: host.figure === "cycle",
      value: String(host.value ?? ""), disabled: host.disabled, change: host.change,
    });
    return;
  }
  const few = item.choices.length <= FEW && item.choices.every((one) => one.text.length <= SHORT);
  const offered = few ? item.choices : item.common.flatMap((code) => item.choices.filter((one) => one.code === code));
  const chips = new Map<string, HTMLButtonElement>();
  let now = String(host.value ?? "");
  const press = (code: string): void => {
    now = code;
    for (const [key, made] of chips) made.setAttribute("aria-pressed", String(key === code));
  };
  const row = offered.length ? html("div", { class: "chips", role: "group", "aria-label": item.name }, parent) : null;
  for (const one of offered) {
    const text = item.kind === "severity" ? one.text : chipText(one);
    const made = html("button", { type: "button", text, title: `${one.code} ${one.text}`, "data-name": `${host.name}/${one.code}`, "aria-pressed": String(one.code === now), disabled: host.disabled }, row!);
    made.addEventListener("click", () => {
      press(one.code === now ? "" : one.code);
      host.change(now || null);
      if (input) input.value = now ? choiceText(one) : "";
    });
    chips.set(one.code, made);
  }
  const input = few ? null : combobox(parent, {
    name: host.name, label: item.name, choices: item.choices, value: now, disabled: host.disabled,
    placeholder: host.say("code or words"),
    change: (code) => {
      press(code ?? "");
      host.change(code);
    },
    next: host.next,
  });
}

const chipText = (one: Choice): string => choiceText(one).slice(one.code.length + 1);

function buildInput(parent: Element, host: FieldHost): void {
  const { item } = host;
  const types: Record<string, string> = { number: "number", moment: "datetime-local" };
  const row = html("div", { class: "row" }, parent);
  const input = html("input", {
    type: types[item.kind] ?? "text", "data-name": host.name, "aria-label": item.name,
    maxlength: item.kind === "text" ? 200 : undefined, min: item.kind === "number" ? 0 : undefined,
    inputmode: item.kind === "number" ? "numeric" : undefined,
    disabled: host.disabled, enterkeyhint: "next", autocomplete: "off",
  }, row);
  input.value = String(host.value ?? "");
  const commit = (): void => {
    const typed = input.value.trim();
    if (typed === String(host.value ?? "")) return;
    const value = item.kind === "number" && typed !== "" ? Math.round(Number(typed)) : plain(typed);
    host.value = value === "" ? undefined : value;
    host.change(value === "" ? null : value);
  };
  input.addEventListener("change", commit);
  input.addEventListener("input", () => {
    if (item.kind === "moment" && input.value) commit(); // complete as soon as it has a value
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    commit();
    host.next();
    event.preventDefault();
  });
  if (item.kind !== "moment" || host.disabled) return;
  const now = html("button", { type: "button", text: host.say("Now"), "data-name": `${host.name}/now` }, row);
  now.addEventListener("click", () => {
    const here = new Date();
    here.setMinutes(here.getMinutes() - here.getTimezoneOffset());
    input.value = here.toISOString().slice(0, 16);
    commit();
  });
}

function buildSuggestion(parent: Element, host: FieldHost): void {
  const { suggestion, say } = host;
  const made = html("button", { type: "button", class: "suggestion", "data-name": `${host.name}/suggested`, text: say("The map says: {text}. Take it", { text: suggestion!.text }) }, parent);
  made.addEventListener("click", () => host.change(suggestion!.value));
}

/** Text without control characters, which no form can print. */
function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "");
}
