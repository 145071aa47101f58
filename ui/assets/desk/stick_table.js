// The stick table: one column a crash, so that alike ones can be put side by side.
import { inFocus } from "./desk.js";
import { element } from "./elements.js";
import { thumbnail } from "./sheet.js";

const MOST = 150; // columns; more are shown when they are asked for

export function drawStickTable(desk) {
  const { words } = desk.data, { factors } = desk;
  const head = desk.root.querySelector(".stick .head");
  const orders = [["when", words.by_time], ...factors.map((one) => [one.name, one.heading])];
  head.replaceChildren(
    element("label", { text: words.order, children: [
      element("select", {
        "aria-label": words.order,
        onchange: (event) => { desk.order = event.target.value; fill(desk); showStickTable(desk); },
        children: orders.map(([name, label]) =>
          element("option", { value: name, text: label, selected: name === desk.order })),
      }),
    ] }),
    element("label", { children: [
      element("input", { type: "checkbox", checked: Boolean(desk.upright), onchange: (event) => {
        desk.upright = event.target.checked;
        fill(desk);
        showStickTable(desk);
      } }),
      element("span", { text: words.upright }),
    ] }),
  );
  fill(desk);
}

export function showStickTable(desk) {
  const focus = inFocus(desk);
  for (const cell of desk.root.querySelectorAll(".stick [data-stick]")) {
    cell.classList.toggle("chosen", Boolean(focus?.has(cell.dataset.stick)));
    cell.classList.toggle("faint", Boolean(focus) && !focus.has(cell.dataset.stick));
  }
}

function fill(desk) {
  const { words } = desk.data, { factors } = desk;
  const sorted = inOrder(desk);
  const shown = desk.all ? sorted : sorted.slice(0, MOST);
  const cell = (crash, text, more = {}) => element("td", { text, "data-stick": crash.id, title: text, ...more });
  const row = (heading, value, more = {}) => element("tr", { ...more, children: [
    element("th", { scope: "row", text: heading }), ...shown.map((crash) => cell(crash, value(crash))),
  ] });
  const wordOf = (factor) => (crash) => crash.keys[factor.name].map((key) => factor.words.get(key) ?? key).join("、");
  const asHeads = element("tr", { children: [
    element("th", { scope: "row", text: words.number }),
    ...shown.map((crash) => element("th", { scope: "col", "data-stick": crash.id, children: [
      element("button", { type: "button", class: "no", text: String(crash.no),
        onclick: (event) => desk.choose([crash.id], event.shiftKey || event.ctrlKey) }),
    ] })),
  ] });
  const pictures = element("tr", { children: [
    element("th", { scope: "row", text: words.glyph }),
    ...shown.map((crash) => element("td", { "data-stick": crash.id, class: "picture", children: [thumbnail(desk, crash.id)] })),
  ] });
  const table = element("table", { children: [element("tbody", { children: [
    asHeads, pictures,
    row(words.date, (crash) => crash.when.slice(0, 10)),
    row(words.time, (crash) => crash.when.slice(11)),
    ...factors.filter((factor) => factor.name !== "hour").map((factor) => row(factor.heading, wordOf(factor))),
    row(words.status, (crash) => crash.status),
  ] })] });
  table.onclick = (event) => {
    const id = event.target.closest("[data-stick]")?.dataset.stick;
    if (id && !event.target.closest("button")) desk.choose([id], event.shiftKey || event.ctrlKey);
  };
  const rest = sorted.length - shown.length;
  const more = element("button", { type: "button", class: "wide", text: `${words.show_all} (+${rest})`,
    onclick: () => { desk.all = true; fill(desk); showStickTable(desk); } });
  desk.root.querySelector(".stick .body").replaceChildren(table, ...(rest > 0 ? [more] : []));
}

function inOrder(desk) {
  const factor = desk.factors.find((one) => one.name === desk.order);
  const rank = new Map([...(factor?.words.keys() ?? [])].map((key, place) => [key, place]));
  const place = (crash) => rank.get(crash.keys[factor?.name]?.[0]) ?? rank.size;
  return [...desk.data.crashes].sort((one, other) => place(one) - place(other) || one.no - other.no);
}
