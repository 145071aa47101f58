/** What can be put on the scene: the parties first, then everything else by group. */

import type { Editor } from "../editor";
import { button, html, svg } from "../elements";
import { icon } from "../icons";
import type { Recipe } from "../placing";
import { newBody, newTrace, partyRecipe } from "../placing";
import { partyLetter } from "../scene";
import { paintBody, paintTrace, partyColour } from "../symbol_painting";
import { PlaceTool } from "../tools/place_tool";
import { BaseLineTool, DistanceTool, NoteTool, ReferenceTool } from "../tools/reference_tools";
import { TraceTool } from "../tools/trace_tool";
import { TravelTool } from "../tools/travel_tool";
import { askVehicle } from "./dialogs";

const GROUPS: [string, string][] = [
  ["parties", "Vehicles and people"],
  ["traces", "Marks on the road"],
  ["points", "Points"],
  ["paths", "Paths"],
  ["things", "Things"],
  ["surroundings", "Surroundings"],
];

let openGroups = new Set<string>(["parties", "traces", "points"]);
const DRAWN = new WeakMap<HTMLElement, string>();

export function buildPalette(parent: HTMLElement, editor: Editor): void {
  const shown = [editor.currentTool.name, [...openGroups].join(), editor.data.parties.length].join("|");
  if (DRAWN.get(parent) === shown) return; // its many pictures are drawn only when they change
  DRAWN.set(parent, shown);
  const scrolled = parent.scrollTop;
  parent.replaceChildren();
  if (editor.data.read_only) return;
  const { say } = editor;
  const first = html("div", { class: "group" }, parent);
  tool(first, editor, "select", say("Select and move"), "select", () => editor.useSelect());
  if (editor.data.parties.length) {
    tool(first, editor, "steps", say("Step by step"), "", () => editor.guide());
  }
  for (const party of editor.data.parties) buildParty(parent, editor, party.party_no);
  const measuring = section(parent, editor, "measuring", say("Measuring"));
  if (measuring) {
    tool(measuring, editor, "reference", `${say("Reference point")} (P)`, "reference", () => editor.useTool(new ReferenceTool(editor)));
    tool(measuring, editor, "base_line", `${say("Base line")} (K)`, "base_line", () => editor.useTool(new BaseLineTool(editor)));
    tool(measuring, editor, "distance", `${say("Distance")} (D)`, "distance", () => editor.useTool(new DistanceTool(editor)));
    tool(measuring, editor, "note", `${say("Text")} (T)`, "note", () => editor.useTool(new NoteTool(editor)));
  }
  for (const [group, title] of GROUPS) buildGroup(parent, editor, group, say(title));
  parent.scrollTop = scrolled;
}

/** A party: where it came from and went, and where it came to rest. */
function buildParty(parent: HTMLElement, editor: Editor, number: number): void {
  const { say, data } = editor;
  const letter = partyLetter(number);
  const group = html("div", { class: "group party", style: `--party:${partyColour(number)}` }, parent);
  const party = data.parties.find((one) => one.party_no === number)!;
  const recipe = partyRecipe(data.catalogue, party);
  const travel = tool(group, editor, "travel", say("{party}: where it came from and went", { party: letter }), `travel/${number}`, () =>
    editor.useTool(new TravelTool(editor, number, "approach")));
  html("b", { text: letter }, travel);
  placeButton(group, editor, recipe, say("{party} at rest", { party: letter }), letter);
}

function buildGroup(parent: HTMLElement, editor: Editor, group: string, title: string): void {
  const box = section(parent, editor, group, title);
  if (!box) return;
  const { say, data } = editor;
  if (group === "parties") {
    const vehicle = placeButton(box, editor, { kind: "vehicle", class_code: "B03" }, say("Other vehicle: choose its class"), "…");
    vehicle.onclick = null;
    vehicle.addEventListener("click", (event) => {
      event.stopImmediatePropagation();
      void askVehicle(editor).then((code) => {
        if (code) editor.useTool(new PlaceTool(editor, { kind: "vehicle", class_code: code }));
      });
    }, true);
  }
  for (const kind of data.catalogue.bodies) {
    if (kind.group !== group || kind.kind === "vehicle") continue;
    placeButton(box, editor, { kind: kind.kind, class_code: kind.kind === "person" ? "H01" : null }, kind.title);
  }
  for (const kind of data.catalogue.traces) {
    if (kind.group === group) traceButton(box, editor, kind.kind, kind.title);
  }
}

/** A group that can be folded away. */
function section(parent: HTMLElement, editor: Editor, name: string, title: string): HTMLElement | null {
  const open = openGroups.has(name) || name === "measuring";
  const head = html("button", { type: "button", class: "group-head", "aria-expanded": String(open), text: title, "data-name": `group-${name}` }, parent);
  head.addEventListener("click", () => {
    openGroups = new Set(openGroups);
    if (!openGroups.delete(name)) openGroups.add(name);
    editor.panels.update();
  });
  return open ? html("div", { class: "group" }, parent) : null;
}

function tool(
  parent: HTMLElement, editor: Editor, picture: string, title: string, name: string, act: () => void,
): HTMLButtonElement {
  const pressed = name !== "" && editor.currentTool.name === name;
  const made = button(parent, title, act, { class: "tool", "aria-pressed": String(pressed), "data-name": `tool-${name || picture}` });
  icon(made, picture);
  return made;
}

function placeButton(
  parent: HTMLElement, editor: Editor, recipe: Recipe, title: string, letter = "",
): HTMLButtonElement {
  const place = new PlaceTool(editor, recipe);
  const made = button(parent, title, () => editor.useTool(new PlaceTool(editor, recipe)), {
    class: "tool",
    "aria-pressed": String(editor.currentTool.name === place.name),
    "data-name": `tool-${place.name}`,
  });
  const body = newBody(editor.data.catalogue, { ...recipe, moment: null }, [0, 0], 0);
  const size = Math.max(body.length_m, body.width_m) * 1.15;
  const picture = svg("svg", { viewBox: `${-size / 2} ${-size / 2} ${size} ${size}`, class: "picture", style: `--px:${size / 36}`, "aria-hidden": "true" }, made);
  paintBody(svg("g", {}, picture), { ...body, size_method: "officer" }, editor.data.catalogue);
  if (letter) html("b", { text: letter }, made);
  return made;
}

function traceButton(parent: HTMLElement, editor: Editor, kind: string, title: string): void {
  const made = button(parent, title, () => editor.useTool(new TraceTool(editor, kind, chosenParty(editor))), {
    class: "tool",
    "aria-pressed": String(editor.currentTool.name === `trace/${kind}`),
    "data-name": `tool-trace/${kind}`,
  });
  const trace = newTrace(editor.data.catalogue, kind, [[-1.6, -1.2], [-0.3, -0.2], [0.2, 0.9], [1.6, 1.3]], null);
  const picture = svg("svg", { viewBox: "-2 -2 4 4", class: "picture", style: "--px:0.11", "aria-hidden": "true" }, made);
  paintTrace(svg("g", {}, picture), trace, editor.data.catalogue);
}

/** The party of the thing that is selected: a new mark belongs to it. */
function chosenParty(editor: Editor): number | null {
  const [thing] = editor.selectedThings();
  return thing && thing.shape !== "note" ? thing.party_no : null;
}
