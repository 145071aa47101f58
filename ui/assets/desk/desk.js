// The desk of a collision diagram: the sheet, what was chosen, and the lists that belong to it.
// Choosing in one chooses in all without asking the server, which hears of it afterwards.
// Called again by the page whenever something has changed; the same element keeps its state.
import { showCard } from "./card.js";
import { element } from "./elements.js";
import { drawMatrix, showMatrix } from "./pattern_matrix.js";
import { drawSheet, showSheet } from "./sheet.js";
import { drawStickTable, showStickTable } from "./stick_table.js";
import { drawUndecided, showUndecided } from "./undecided.js";

const TELL_AFTER_MS = 350; // of several quick choices the last is told
const DECIDING_ZOOM = 1.6; // ghosts are looked at closely
const LEAVES = "opened"; // goes to another page
const LISTS = ["stick", "matrix"];

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector(".desk");
  const desk = (root.desk ??= newDesk(root));
  desk.data = data;
  desk.crashes = new Map(data.crashes.map((crash) => [crash.id, crash]));
  desk.factors = data.factors.map((factor) => ({ ...factor, words: new Map(factor.words) }));
  desk.members = membersOfGlyphs(data);
  desk.tell = () => {
    clearTimeout(desk.telling);
    desk.telling = setTimeout(() => {
      desk.telling = null;
      setStateValue("selected", [...desk.selected]);
    }, TELL_AFTER_MS);
  };
  desk.ask = (name, value) => {
    const telling = desk.telling;
    clearTimeout(telling);
    desk.telling = null;
    setTriggerValue(name, value);
    if (telling && name !== LEAVES) desk.tell(); // told later: it must not hold up what is asked
  };
  if (desk.token !== data.selection.token) {
    desk.token = data.selection.token;
    desk.selected = new Set(data.selection.ids);
  }
  for (const id of desk.selected) if (!desk.crashes.has(id)) desk.selected.delete(id);
  if (!data.undecided.some((one) => one.id === desk.asked)) desk.asked = null;
  desk.deciding &&= data.undecided.length > 0;
  drawSheet(desk);
  drawStickTable(desk);
  drawMatrix(desk);
  drawUndecided(desk);
  desk.show();
}

function newDesk(root) {
  const desk = { root, selected: new Set(), asked: null, zoom: 1, moving: false, order: "when" };
  desk.show = () => {
    showTabs(desk);
    showSheet(desk);
    showCard(desk);
    showStickTable(desk);
    showMatrix(desk);
    showUndecided(desk);
  };
  desk.decide = (id) => {
    if (id !== null && !desk.deciding) desk.zoom = Math.max(desk.zoom, DECIDING_ZOOM);
    desk.deciding = id !== null;
    desk.asked = id;
    desk.show();
  };
  desk.choose = (ids, more = false) => {
    const wanted = [...ids].filter((id) => desk.crashes.has(id));
    if (more) for (const id of wanted) desk.selected.delete(id) || desk.selected.add(id);
    else desk.selected = new Set(isChosen(desk, wanted) ? [] : wanted); // again: take it back
    desk.show();
    desk.tell();
  };
  return desk;
}

function isChosen(desk, ids) {
  return ids.length === desk.selected.size && ids.every((id) => desk.selected.has(id));
}

/** Glyph -> the crashes it stands for: itself, or all of its group. */
function membersOfGlyphs(data) {
  const members = new Map();
  for (const { id } of data.crashes) {
    const glyph = data.stands_for[id] ?? id;
    members.set(glyph, [...(members.get(glyph) ?? []), id]);
  }
  return members;
}

/** The crashes that stand out: those chosen, else those highlighted; null where none does. */
export function inFocus(desk) {
  if (desk.asked) return new Set([desk.asked]);
  if (desk.selected.size) return desk.selected;
  return desk.data.highlighted ? new Set(desk.data.highlighted) : null;
}

function showTabs(desk) {
  const { words } = desk.data;
  const labels = { stick: words.stick_table, matrix: words.pattern_matrix };
  desk.tab ??= "stick";
  desk.root.querySelector(".tabs").replaceChildren(
    ...LISTS.map((name) =>
      element("button", {
        type: "button", role: "tab", class: "tab", text: labels[name], "data-tab": name,
        "aria-selected": String(name === desk.tab),
        onclick: () => {
          desk.tab = name;
          desk.show();
        },
      }),
    ),
  );
  for (const name of LISTS) desk.root.querySelector(`.${name}`).hidden = name !== desk.tab;
}
