/** What the selected thing is, and everything about it that can be changed. */

import { reorder } from "../actions";
import type { Editor } from "../editor";
import { checkbox, field, html, numberInput, select } from "../elements";
import { addFix } from "../fix_rows";
import { hasTwoWheels } from "../hitting";
import { isBody, POINT_KINDS } from "../parts";
import { withClass, withPosture } from "../placing";
import type { Body, Moment, Note, SceneObject, Trace } from "../scene";
import { bearing, isHeld, layerState, partyLetter, withObjects } from "../scene";
import { lengthOf, traceLine } from "../smooth";

export function buildProperties(parent: HTMLElement, editor: Editor): void {
  const things = editor.selectedThings();
  const [thing] = things;
  if (!thing) {
    buildSceneProperties(parent, editor);
    return;
  }
  if (things.length > 1) {
    html("p", { text: editor.say("{count} things are selected.", { count: things.length }) }, parent);
    buildOrder(parent, editor);
    return;
  }
  const held = isHeld(editor.scene, thing) || editor.data.read_only;
  const set = html("fieldset", { disabled: held && !thing.locked }, parent);
  if (isBody(thing)) buildBody(set, editor, thing);
  else if (thing.shape === "trace") buildTrace(set, editor, thing);
  else buildNote(set, editor, thing);
  buildCommon(set, editor, thing);
  buildOrder(parent, editor);
}

function update(editor: Editor, thing: SceneObject, label = "Changed"): void {
  editor.commit(
    withObjects(editor.scene, new Map([[thing.object_id, thing]])),
    editor.say(label),
  );
}

function buildBody(parent: HTMLElement, editor: Editor, body: Body): void {
  const { say, data } = editor;
  const known = data.catalogue;
  html("h3", { text: known.bodies.find((one) => one.kind === body.kind)?.title ?? body.kind }, parent);
  if (body.kind === "vehicle") {
    const classes: [string, string][] = [["", say("Unknown")]];
    for (const one of known.vehicles) classes.push([one.class_code, `${one.class_code} ${one.title}`]);
    field(parent, say("Class"), select(classes, body.class_code ?? "", (code) =>
      update(editor, withClass(known, body, code || null))));
  }
  partyField(parent, editor, body);
  if (body.party_no !== null && body.kind !== "impact") momentField(parent, editor, body);
  if (body.kind === "vehicle") postureField(parent, editor, body);
  field(parent, say("Label"), textInput(body.label, 60, (label) => update(editor, { ...body, label })));
  if (!POINT_KINDS.has(body.kind)) {
    field(parent, `${say("Heading")} (°)`, numberInput(body.heading_deg, 1, (value) =>
      update(editor, { ...body, heading_deg: bearing(value) }, "Turned")));
  }
  const size = (key: "length_m" | "width_m" | "wheelbase_m", title: string): void => {
    field(parent, `${say(title)} (m)`, numberInput(body[key], 0.01, (value) => {
      if (value >= 0.05 && value <= 60) update(editor, { ...body, [key]: value, size_method: "officer" }, "Size");
    }));
  };
  size("length_m", "Length");
  size("width_m", "Width");
  if (body.wheelbase_m !== null) size("wheelbase_m", "Wheelbase");
  const assumed = body.size_method === "assumed" && (body.kind === "vehicle" || body.party_no !== null);
  if (assumed) {
    html("p", { class: "assumed", text: say("The size is assumed until you enter it or measure its corners.") }, parent);
    const confirm = html("button", { type: "button", text: say("The size is right"), "data-name": "confirm-size" }, parent);
    confirm.addEventListener("click", () => update(editor, { ...body, size_method: "officer" }, "Size"));
  }
  const fix = html("button", { type: "button", text: `${say("Add fix")} (M)`, "data-name": "add-fix" }, parent);
  fix.addEventListener("click", () => addFix(editor));
}

function momentField(parent: HTMLElement, editor: Editor, body: Body): void {
  const { say } = editor;
  const moments: [string, string][] = [
    ["rest", say("At rest after the crash")],
    ["impact", say("At the impact")],
    ["parked", say("Standing still before the crash")],
  ];
  field(parent, say("Moment"), select(moments, body.moment ?? "rest", (moment) =>
    update(editor, { ...body, moment: moment as Moment })));
}

function postureField(parent: HTMLElement, editor: Editor, body: Body): void {
  const { say } = editor;
  const known = editor.data.catalogue;
  const postures: [string, string][] = [
    ["upright", say("Upright")],
    ["left_side", say("Lying on its left side")],
    ["right_side", say("Lying on its right side")],
  ];
  if (!hasTwoWheels(known, body)) postures.push(["overturned", say("Lying on its roof")]);
  field(parent, say("Posture"), select(postures, body.posture, (posture) =>
    update(editor, withPosture(known, body, posture as Body["posture"]))));
}

function partyField(parent: HTMLElement, editor: Editor, thing: Body | Trace): void {
  const options: [string, string][] = [["", editor.say("None")]];
  for (const { party_no: number } of editor.data.parties) options.push([String(number), partyLetter(number)]);
  const now = thing.party_no === null ? "" : String(thing.party_no);
  if (now && !options.some(([key]) => key === now)) options.push([now, partyLetter(thing.party_no!)]);
  field(parent, editor.say("Party"), select(options, now, (value) => {
    const party_no = value === "" ? null : Number(value);
    const moment = thing.shape === "body" ? { moment: party_no ? (thing.moment ?? "rest") : null } : {};
    update(editor, { ...thing, party_no, ...moment } as SceneObject);
  }));
}

function buildTrace(parent: HTMLElement, editor: Editor, trace: Trace): void {
  const { say, data } = editor;
  html("h3", { text: data.catalogue.traces.find((one) => one.kind === trace.kind)?.title ?? trace.kind }, parent);
  const length = lengthOf(traceLine(trace)).toFixed(2);
  html("p", { text: say("Length on the drawing: {length} m", { length }) }, parent);
  const kinds = data.catalogue.traces.map((one): [string, string] => [one.kind, one.title]);
  field(parent, say("Kind"), select(kinds, trace.kind, (kind) => update(editor, { ...trace, kind })));
  partyField(parent, editor, trace);
  field(parent, say("Label"), textInput(trace.label, 60, (label) => update(editor, { ...trace, label })));
  field(parent, `${say("Width")} (m)`, numberInput(trace.width_m, 0.01, (width_m) => {
    if (width_m >= 0.01 && width_m <= 5) update(editor, { ...trace, width_m });
  }));
  field(parent, say("Curved"), checkbox(trace.curved, (curved) => update(editor, { ...trace, curved })));
}

function buildNote(parent: HTMLElement, editor: Editor, note: Note): void {
  const { say } = editor;
  html("h3", { text: say("Text") }, parent);
  field(parent, say("Text"), textInput(note.text, 200, (text) => update(editor, { ...note, text })));
  field(parent, `${say("Height of the letters")} (m)`, numberInput(note.size_m, 0.1, (size_m) => {
    if (size_m >= 0.1 && size_m <= 10) update(editor, { ...note, size_m });
  }));
}

function buildCommon(parent: HTMLElement, editor: Editor, thing: SceneObject): void {
  const { say, data, scene } = editor;
  const layers = data.catalogue.layers.map(({ layer, title }): [string, string] => [layer, title]);
  field(parent, say("Layer"), select(layers, thing.layer, (layer) => update(editor, { ...thing, layer })));
  field(parent, say("Locked"), checkbox(thing.locked, (locked) => update(editor, { ...thing, locked })));
  if (layerState(scene, thing.layer).locked) {
    html("p", { class: "assumed", text: say("Its layer is locked.") }, parent);
  }
}

function buildOrder(parent: HTMLElement, editor: Editor): void {
  const row = html("div", { class: "row" }, parent);
  for (const [to, title] of [["front", "To the front"], ["back", "To the back"]] as const) {
    const made = html("button", { type: "button", text: editor.say(title), "data-name": `order-${to}` }, row);
    made.addEventListener("click", () => reorder(editor, to));
  }
}

/** With nothing selected: the summary, and parties that were moved away. */
function buildSceneProperties(parent: HTMLElement, editor: Editor): void {
  const { say, scene, data } = editor;
  html("p", { class: "quiet", text: say("Tap a thing to change it.") }, parent);
  const set = html("fieldset", { disabled: data.read_only }, parent);
  const summary = html("textarea", { rows: 5, maxlength: 2000, "data-name": "summary" });
  summary.value = scene.summary;
  summary.addEventListener("change", () =>
    editor.commit({ ...scene, summary: plain(summary.value) }, say("Summary")));
  field(set, say("Summary of what happened"), summary);
  for (const { party_no: number } of data.parties) {
    const moved = scene.moved_parties.includes(number);
    const title = say("{party} was moved before it could be measured", { party: partyLetter(number) });
    field(set, title, checkbox(moved, (on) => {
      const others = scene.moved_parties.filter((one) => one !== number);
      const moved_parties = (on ? [...others, number] : others).sort((one, other) => one - other);
      editor.commit({ ...scene, moved_parties }, say("Changed"));
    }));
  }
  const papers: [string, string][] = [["A4", "A4"], ["A3", "A3"]];
  field(set, say("Paper of the sheet"), select(papers, scene.sheet.paper, (paper) =>
    editor.commit({ ...scene, sheet: { ...scene.sheet, paper: paper as "A4" | "A3" } }, say("Sheet"))));
  const scales: [string, string][] = [["", say("The largest that fits")]];
  for (const scale of [50, 100, 200, 250, 300, 400, 500]) scales.push([String(scale), `1:${scale}`]);
  field(set, say("Scale of the sheet"), select(scales, String(scene.sheet.scale ?? ""), (scale) =>
    editor.commit({ ...scene, sheet: { ...scene.sheet, scale: scale ? Number(scale) : null } }, say("Sheet"))));
}

function textInput(value: string, longest: number, change: (text: string) => void): HTMLInputElement {
  const input = html("input", { type: "text", maxlength: longest });
  input.value = value;
  input.addEventListener("change", () => change(plain(input.value)));
  return input;
}

/** Text without control characters, which no sheet can print. */
export function plain(text: string): string {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "");
}
