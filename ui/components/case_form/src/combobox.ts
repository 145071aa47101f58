/** A field that takes a code or a few letters of a text, and a list to tap where nobody types. */

import { html } from "../../scene_editor/src/elements";
import type { Choice } from "./form_data";

const SHOWN = 80;

const plain = (text: string): string =>
  text.toLowerCase().replace(/臺/g, "台").replace(/[\s()（）·]/g, "");

/** The choices that fit what was typed: by code first, then by text. */
export function fitting(choices: readonly Choice[], typed: string): Choice[] {
  const wanted = plain(typed);
  if (!wanted) return [...choices];
  const byCode = choices.filter((one) => plain(one.code).startsWith(wanted));
  const padded = choices.filter((one) => /^\d$/.test(wanted) && one.code === `0${wanted}`);
  const byText = choices.filter((one) => plain(`${one.group}${one.text}`).includes(wanted));
  return [...new Set([...padded, ...byCode, ...byText])];
}

export interface ComboHost {
  name: string;
  label: string;
  placeholder: string;
  choices: readonly Choice[];
  value: string;
  disabled: boolean;
  change(code: string | null): void;
  next(): void; // Enter: on to the next field
}

export const choiceText = (one: Choice): string => `${one.code} ${one.text}`;

export function combobox(parent: Element, host: ComboHost): HTMLInputElement {
  const box = html("div", { class: "combo" }, parent);
  const input = html("input", {
    type: "text", role: "combobox", autocomplete: "off", "aria-label": host.label,
    "aria-expanded": "false", "data-name": host.name, placeholder: host.placeholder,
    disabled: host.disabled, enterkeyhint: "next",
  }, box);
  const list = html("ul", { class: "options", role: "listbox", hidden: true }, box);
  let at = 0;
  let shown: Choice[] = [];

  const chosen = (): Choice | undefined => host.choices.find((one) => one.code === host.value);
  const settle = (): void => {
    const one = chosen();
    input.value = one ? choiceText(one) : "";
  };
  const close = (): void => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  };
  const take = (one: Choice | null): void => {
    host.value = one?.code ?? "";
    settle();
    close();
    host.change(one?.code ?? null);
  };
  const open = (typed: string): void => {
    shown = fitting(host.choices, typed).slice(0, SHOWN);
    at = 0;
    list.replaceChildren();
    let group = "";
    shown.forEach((one, n) => {
      if (one.group && one.group !== group && !typed) html("li", { class: "group", role: "presentation", text: one.group }, list);
      group = one.group;
      const row = html("li", { role: "option", text: choiceText(one), "data-code": one.code, "aria-selected": String(n === 0) }, list);
      row.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the focus
      row.addEventListener("click", () => take(one));
    });
    list.hidden = !shown.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };
  const mark = (): void => {
    list.querySelectorAll('[role="option"]').forEach((row, n) => {
      row.setAttribute("aria-selected", String(n === at));
      if (n === at) row.scrollIntoView({ block: "nearest" });
    });
  };
  settle();
  input.addEventListener("focus", () => input.select());
  input.addEventListener("click", () => open(""));
  input.addEventListener("input", () => open(input.value));
  input.addEventListener("blur", () => {
    close();
    const exact = fitting(host.choices, input.value);
    const now = chosen();
    if (!input.value.trim()) {
      if (host.value) take(null);
    } else if (now && input.value === choiceText(now)) {
      return;
    } else if (exact.length === 1) take(exact[0]!);
    else settle();
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) open("");
      else at = (at + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % shown.length;
      mark();
      event.preventDefault();
    } else if (event.key === "Enter") {
      if (!list.hidden && shown[at]) take(shown[at]!);
      host.next();
      event.preventDefault();
    } else if (event.key === "Escape" && !list.hidden) {
      settle();
      close();
      event.stopPropagation();
    }
  });
  return input;
}
