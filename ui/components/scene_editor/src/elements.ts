/** Make elements; texts are always texts, never markup. */

const SVG = "http://www.w3.org/2000/svg";

type Attributes = Record<string, string | number | boolean | undefined>;

function fill(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (name === "text") element.textContent = String(value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

export function svg<K extends keyof SVGElementTagNameMap>(
  name: K, attributes: Attributes = {}, parent?: Element,
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, name);
  fill(element, attributes);
  parent?.appendChild(element);
  return element;
}

export function html<K extends keyof HTMLElementTagNameMap>(
  name: K, attributes: Attributes = {}, parent?: Element | DocumentFragment,
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  fill(element, attributes);
  parent?.appendChild(element);
  return element;
}

/** A button of at least 44 px with a text or a drawing in it. */
export function button(
  parent: Element, title: string, act: () => void, attributes: Attributes = {},
): HTMLButtonElement {
  const made = html("button", { type: "button", title, "aria-label": title, ...attributes }, parent);
  made.addEventListener("click", act);
  return made;
}

export function field(parent: Element, label: string, input: HTMLElement): HTMLLabelElement {
  const row = html("label", { class: "field" }, parent);
  html("span", { text: label }, row);
  row.appendChild(input);
  return row;
}

export function numberInput(value: number | null, step: number, change: (value: number) => void): HTMLInputElement {
  const input = html("input", { type: "number", step, value: value ?? "", inputmode: "decimal" });
  input.addEventListener("change", () => {
    const typed = Number(input.value);
    if (input.value.trim() !== "" && Number.isFinite(typed)) change(typed);
    else input.value = value === null ? "" : String(value);
  });
  return input;
}

export function select(
  options: readonly [string, string][], value: string, change: (value: string) => void,
): HTMLSelectElement {
  const made = html("select");
  for (const [key, title] of options) {
    html("option", { value: key, text: title, selected: key === value }, made);
  }
  made.addEventListener("change", () => change(made.value));
  return made;
}

export function checkbox(checked: boolean, change: (checked: boolean) => void): HTMLInputElement {
  const made = html("input", { type: "checkbox" });
  made.checked = checked;
  made.addEventListener("change", () => change(made.checked));
  return made;
}
