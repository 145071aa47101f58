// The pattern matrix: constructions against a factor, with the crashes of each pair counted.
import { inFocus } from "./desk.js";
import { element } from "./elements.js";

const NOTHING = ""; // key of crashes without one

export function drawMatrix(desk) {
  const { words } = desk.data, { factors } = desk;
  const others = factors.filter((one) => one.name !== "diagram");
  desk.across ??= "hour";
  desk.root.querySelector(".matrix .head").replaceChildren(element("label", { text: words.against, children: [
    element("select", {
      "aria-label": words.against,
      onchange: (event) => { desk.across = event.target.value; fill(desk); showMatrix(desk); },
      children: others.map((one) =>
        element("option", { value: one.name, text: one.heading, selected: one.name === desk.across })),
    }),
  ] }));
  fill(desk);
}

export function showMatrix(desk) {
  const focus = inFocus(desk);
  for (const button of desk.root.querySelectorAll(".matrix [data-ids]")) {
    const ids = button.ids;
    const meant = focus ? ids.filter((id) => focus.has(id)).length : 0;
    button.classList.toggle("chosen", meant > 0);
    button.classList.toggle("faint", Boolean(focus) && ids.length > 0 && !meant);
    button.textContent = !ids.length ? "" : meant && meant < ids.length ? `${meant}/${ids.length}` : String(ids.length);
  }
}

function fill(desk) {
  const { crashes, words } = desk.data, { factors } = desk;
  const [down, across] = ["diagram", desk.across].map((name) => factors.find((one) => one.name === name));
  const rows = present(crashes, down), columns = present(crashes, across);
  const meant = (row, column) => crashes.filter((crash) =>
    (row === null || has(crash, down, row)) && (column === null || has(crash, across, column)));
  const most = Math.max(1, ...rows.flatMap((row) => columns.map((column) => meant(row, column).length)));
  const cell = (row, column) => {
    const ids = meant(row, column).map((crash) => crash.id);
    const share = row === null || column === null ? 0 : ids.length / most;
    const button = element("button", { type: "button", "data-ids": true, disabled: !ids.length,
      onclick: (event) => desk.choose(ids, event.shiftKey || event.ctrlKey) });
    button.ids = ids;
    return element("td", { style: `--share: ${share.toFixed(2)}`, children: [button] });
  };
  const nothing = (factor) => factor.name === "diagram" ? words.not_decided : words.not_recorded;
  const word = (factor, key) => key === NOTHING ? nothing(factor) : factor.words.get(key) ?? key;
  const head = element("tr", { children: [
    element("th", { text: `${down.heading} × ${across.heading}` }),
    ...columns.map((column) => element("th", { scope: "col", text: word(across, column) })),
    element("th", { scope: "col", text: words.all }),
  ] });
  const line = (row, label) => element("tr", { children: [
    element("th", { scope: "row", text: label }), ...columns.map((column) => cell(row, column)), cell(row, null),
  ] });
  desk.root.querySelector(".matrix .body").replaceChildren(element("table", { children: [
    element("thead", { children: [head] }),
    element("tbody", { children: [...rows.map((row) => line(row, word(down, row))), line(null, words.all)] }),
  ] }));
}

function present(crashes, factor) {
  const keys = new Set(crashes.flatMap((crash) => crash.keys[factor.name].length ? crash.keys[factor.name] : [NOTHING]));
  const order = [...factor.words.keys()];
  return [...order.filter((key) => keys.has(key)), ...(keys.has(NOTHING) ? [NOTHING] : [])];
}

function has(crash, factor, key) {
  const keys = crash.keys[factor.name];
  return key === NOTHING ? !keys.length : keys.includes(key);
}
