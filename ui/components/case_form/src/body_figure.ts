/** Where a vehicle was hit: the body figure of item 33, front up, each part a place to tap. */

import { html, svg } from "../../scene_editor/src/elements";
import type { Choice } from "./form_data";

/** The form prints 8 1 5 / 4 9 2 / 7 3 6 for cars, 11 / 14 12 / 13 for two wheels. */
const CAR = ["08", "01", "05", "04", "09", "02", "07", "03", "06"];
const CYCLE = ["", "11", "", "14", "", "12", "", "13", ""];
const ELSEWHERE = ["10", "15", "17", "16"];

export interface FigureHost {
  name: string;
  label: string;
  choices: readonly Choice[];
  twoWheels: boolean;
  value: string;
  disabled: boolean;
  change(code: string | null): void;
}

export function bodyFigure(parent: Element, host: FigureHost): void {
  const box = html("div", { class: "figure", role: "group", "aria-label": host.label }, parent);
  const grid = html("div", { class: "parts" }, box);
  drawBody(grid, host.twoWheels);
  const texts = new Map(host.choices.map((one) => [one.code, one.text]));
  const buttons: HTMLButtonElement[] = [];
  const show = (): void => {
    for (const one of buttons) one.setAttribute("aria-pressed", String(one.dataset.code === host.value));
    said.textContent = host.value ? `${host.value} ${texts.get(host.value) ?? ""}` : "";
  };
  const add = (place: Element, code: string, text: string): void => {
    const title = `${code} ${texts.get(code) ?? ""}`;
    const made = html("button", { type: "button", title, "aria-label": title, text, "data-code": code, "data-name": `${host.name}/${code}`, disabled: host.disabled }, place);
    made.addEventListener("click", () => {
      host.value = host.value === code ? "" : code;
      show();
      host.change(host.value || null);
    });
    buttons.push(made);
  };
  for (const code of host.twoWheels ? CYCLE : CAR) {
    if (code && texts.has(code)) add(grid, code, String(Number(code)));
    else html("span", {}, grid);
  }
  const rest = html("div", { class: "chips elsewhere" }, box);
  for (const code of ELSEWHERE) {
    if (texts.has(code) && !(host.twoWheels && code === "10")) add(rest, code, texts.get(code)!);
  }
  const said = html("p", { class: "said" }, box);
  show();
}

function drawBody(parent: Element, twoWheels: boolean): void {
  const picture = svg("svg", { viewBox: "0 0 150 150", "aria-hidden": "true" }, parent);
  if (twoWheels) {
    svg("rect", { x: 71, y: 38, width: 8, height: 26, rx: 4 }, picture);
    svg("rect", { x: 70, y: 88, width: 10, height: 28, rx: 5 }, picture);
    svg("path", { d: "M57 58H93M75 58V92M70 74h10l3 16h-16Z" }, picture);
    return;
  }
  svg("rect", { x: 50, y: 26, width: 50, height: 98, rx: 13 }, picture);
  svg("path", { d: "M56 56q19 -8 38 0l-4 12h-30ZM60 102h30l4 10q-19 6 -38 0Z" }, picture);
}
