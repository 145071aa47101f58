/** The measuring table: reference, base line, a card for each measured point. */

import { computed } from "../computed";
import type { Editor } from "../editor";
import { field, html, numberInput, select } from "../elements";
import { addFix, groupedByTarget, measuredThing } from "../fix_rows";
import { hasTwoWheels } from "../hitting";
import { isBody, measurableParts, tracePointNumber } from "../parts";
import { valueText } from "../overlay";
import type { Anchor, Measurement, Role, Scene, Thing } from "../scene";
import { bearing, millimetres, partyLetter, thingOf } from "../scene";
import { plain } from "./properties_panel";

const ROLES: Role[] = ["enforced", "locked", "label_only"];
const ROLE_TITLES: Record<Role, string> = {
  enforced: "The drawing follows it",
  locked: "Locked: the drawing keeps to it",
  label_only: "Only printed: the drawing does not follow it",
};
const ROLE_SIGNS: Record<Role, string> = { enforced: "↔", locked: "⚿", label_only: "( )" };
const TITLES: Record<string, string> = {
  along: "Along the base line",
  offset: "From the base line",
  distance: "Distance from {start}",
};

export function buildMeasurements(parent: HTMLElement, editor: Editor): void {
  const { say, scene, data } = editor;
  const set = html("fieldset", { disabled: data.read_only }, parent);
  buildReferences(set, editor);
  const tools = data.catalogue.tools.map((one): [string, string] => [one.tool, `${one.title} (± ${one.sigma_m} m)`]);
  const now = data.catalogue.tools.find((one) => one.sigma_m === editor.sigma)?.tool ?? "tape";
  field(set, say("Measured with"), select(tools, now, (tool) => {
    editor.sigma = data.catalogue.tools.find((one) => one.tool === tool)?.sigma_m ?? 0.05;
  }));
  for (const group of groupedByTarget(scene)) buildCard(set, editor, group);
  const add = html("button", { type: "button", class: "main", text: `${say("Add fix")} (M)`, "data-name": "add-fix" }, set);
  add.addEventListener("click", () => addFix(editor));
  if (editor.contradicted.size) {
    html("p", { class: "wrong", text: say("The red numbers contradict the others.") }, set);
  }
}

function buildReferences(parent: HTMLElement, editor: Editor): void {
  const { say, scene } = editor;
  scene.references.forEach((point, n) => {
    const title = n === 0 ? say("Reference point") : say("Reference point {number}", { number: n + 1 });
    const row = html("div", { class: "row" }, parent);
    const input = html("input", { type: "text", maxlength: 60, placeholder: say("Pole number, kerb corner …"), "data-name": `ref-${n}` });
    input.value = point.description;
    input.addEventListener("change", () => {
      const references = scene.references.map((one, m) => (m === n ? { ...one, description: plain(input.value) } : one));
      editor.commit({ ...scene, references }, say("Reference point"));
    });
    field(row, title, input);
    remove(row, editor, () => ({
      ...scene,
      references: scene.references.filter((_, m) => m !== n),
      measurements: scene.measurements.filter((one) => !uses(one, point.object_id)),
    }));
  });
  if (scene.base_line) {
    const line = scene.base_line;
    field(parent, `${say("Base line")} (°)`, numberInput(line.bearing_deg, 0.1, (value) =>
      editor.commit({ ...scene, base_line: { ...line, bearing_deg: bearing(value) } }, say("Base line"))));
  }
}

const uses = (one: Measurement, key: string): boolean =>
  one.target.object_id === key || one.start?.object_id === key;

function remove(parent: HTMLElement, editor: Editor, next: () => Scene): void {
  const made = html("button", { type: "button", class: "small", text: "×", title: editor.say("Delete") }, parent);
  made.addEventListener("click", () => editor.commit(next(), editor.say("Deleted")));
}

function buildCard(parent: HTMLElement, editor: Editor, group: Measurement[]): void {
  const { scene } = editor;
  const [first] = group;
  const thing = first && measuredThing(scene, first);
  if (!first || !thing) return;
  const card = html("div", { class: "card" }, parent);
  const head = html("div", { class: "row" }, card);
  const name = html("button", { type: "button", class: "link", text: thingTitle(editor, thing) }, head);
  name.addEventListener("click", () => editor.selectOnly([thing.object_id]));
  const parts = measurableParts(thing, hasTwoWheels(editor.data.catalogue, thing));
  if (parts.length > 1) {
    const options = parts.map((part): [string, string] => [part, partTitle(editor, part)]);
    const chosen = select(options, first.target.part, (part) => retarget(editor, group, part));
    chosen.dataset.name = `part-${first.measurement_id}`;
    head.appendChild(chosen);
  }
  const keys = new Set(group.map((one) => one.measurement_id));
  remove(head, editor, () => ({
    ...scene,
    measurements: scene.measurements.filter((one) => !keys.has(one.measurement_id)),
  }));
  for (const one of group) buildValue(card, editor, one);
}

/** Measure another part of the same thing: its numbers are then read off the drawing. */
function retarget(editor: Editor, group: readonly Measurement[], part: string): void {
  const keys = new Set(group.map((one) => one.measurement_id));
  const { scene } = editor;
  const measurements = scene.measurements.map((one): Measurement => {
    if (!keys.has(one.measurement_id)) return one;
    const next: Measurement = { ...one, target: { ...one.target, part }, origin: "drawn", role: "enforced" };
    return { ...next, value_m: millimetres(computed(scene, next) ?? one.value_m) };
  });
  editor.commit({ ...scene, measurements }, editor.say("Measured point"));
}

function buildValue(card: HTMLElement, editor: Editor, one: Measurement): void {
  const { say, scene } = editor;
  const wrong = editor.contradicted.has(one.measurement_id);
  const row = html("div", { class: `value${wrong ? " wrong" : ""}`, "data-measurement": one.measurement_id }, card);
  const title = say(TITLES[one.kind]!, { start: one.start ? anchorTitle(editor, one.start) : "" });
  const input = numberInput(one.origin === "drawn" ? null : one.value_m, 0.01, (value_m) => {
    if (Math.abs(value_m) > 2000) return;
    replace(editor, { ...one, value_m: millimetres(value_m), origin: "measured", sigma_m: editor.sigma });
  });
  input.placeholder = valueText(one, computed(scene, one));
  input.dataset.name = `value-${one.measurement_id}`;
  input.enterKeyHint = "next";
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") editor.panels.focusValue(input.dataset.name);
  });
  field(row, `${title} (m)`, input);
  const role = html("button", { type: "button", class: `small role ${one.role}`, text: ROLE_SIGNS[one.role], title: say(ROLE_TITLES[one.role]), "data-name": `role-${one.measurement_id}` }, row);
  role.addEventListener("click", () => {
    const next = ROLES[(ROLES.indexOf(one.role) + 1) % ROLES.length]!;
    replace(editor, { ...one, role: next });
  });
  const residual = editor.residuals.get(one.measurement_id);
  if (one.origin === "measured" && residual !== undefined) {
    const sign = residual > 0 ? "+" : "";
    html("span", { class: "residual", title: say("Measured minus drawn"), text: `${sign}${residual.toFixed(3)}` }, row);
  }
}

function replace(editor: Editor, next: Measurement): void {
  const { scene, say } = editor;
  const measurements = scene.measurements.map((one) => (one.measurement_id === next.measurement_id ? next : one));
  editor.commitNumbers({ ...scene, measurements }, say("Number"));
}

export function thingTitle(editor: Editor, thing: Thing): string {
  const { say, scene, data } = editor;
  const reference = scene.references.findIndex((one) => one.object_id === thing.object_id);
  if (reference === 0) return say("Reference point");
  if (reference > 0) return say("Reference point {number}", { number: reference + 1 });
  if (isBody(thing)) {
    const kind = data.catalogue.bodies.find((one) => one.kind === thing.kind)?.title ?? thing.kind;
    return thing.party_no ? partyLetter(thing.party_no) : thing.label || kind;
  }
  if ("shape" in thing && thing.shape === "trace") {
    const kind = data.catalogue.traces.find((one) => one.kind === thing.kind)?.title ?? thing.kind;
    return [thing.party_no ? partyLetter(thing.party_no) : "", thing.label || kind].filter(Boolean).join(" ");
  }
  return say("Text");
}

function partTitle(editor: Editor, part: string): string {
  const number = tracePointNumber(part);
  if (number !== null) return editor.say("point {number}", { number: number + 1 });
  return editor.data.catalogue.parts[part] ?? part;
}

function anchorTitle(editor: Editor, anchor: Anchor): string {
  const thing = thingOf(editor.scene, anchor.object_id);
  const name = thing ? thingTitle(editor, thing) : "";
  return anchor.part === "centre" ? name : `${name} ${partTitle(editor, anchor.part)}`;
}
