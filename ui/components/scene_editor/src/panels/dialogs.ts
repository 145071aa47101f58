/** Questions that must be answered: drafts, conflicts, classes of vehicles, texts, help. */

import type { Merge } from "../changes";
import type { Draft } from "../drafts";
import type { Editor } from "../editor";
import { html, svg } from "../elements";
import { extentOf } from "../geometry";
import { corners, isBody } from "../parts";
import type { Theirs } from "../saving";
import type { Scene } from "../scene";
import { paintStreet } from "../street_painting";
import { paintBody, paintNote, paintTrace } from "../symbol_painting";
import { plain } from "./properties_panel";

export type Choice = "mine" | "theirs" | "both";

interface Answer<T> {
  value: T;
  title: string;
  name: string;
  main?: boolean;
}

/** Show a dialog and wait for an answer; `closed` is what Escape means, null: it may not close. */
function ask<T>(
  editor: Editor, title: string, fill: (body: HTMLElement, done: (value: T) => void) => void,
  answers: Answer<T>[], closed: T | null,
): Promise<T> {
  const dialog = html("dialog", { class: "question", "aria-label": title }, editor.root);
  html("h3", { text: title }, dialog);
  const body = html("div", { class: "content" }, dialog);
  return new Promise((resolve) => {
    const done = (value: T): void => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    fill(body, done);
    const row = html("div", { class: "row answers" }, dialog);
    for (const answer of answers) {
      const made = html("button", { type: "button", class: answer.main ? "main" : "", text: answer.title, "data-answer": answer.name }, row);
      made.addEventListener("click", () => done(answer.value));
    }
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      if (closed !== null) done(closed);
    });
    dialog.showModal();
  });
}

/** Offer back what was not saved. */
export function askDraft(editor: Editor, draft: Draft): Promise<boolean> {
  const { say } = editor;
  const when = new Date(draft.at).toLocaleString(editor.data.language);
  return ask<boolean>(
    editor,
    say("Unsaved work on this device"),
    (body) => {
      html("p", { text: say("On {when} this device kept work that the server has not acknowledged.", { when }) }, body);
      const row = html("div", { class: "sides" }, body);
      side(row, editor, say("Saved on the server"), editor.scene);
      side(row, editor, say("Kept on this device"), draft.scene);
    },
    [
      { value: true, title: say("Go on with it"), name: "restore", main: true },
      { value: false, title: say("Throw it away"), name: "discard" },
    ],
    null,
  );
}

/** Two people changed the scene: show both versions and let one decide. */
export function askConflict(editor: Editor, mine: Scene, theirs: Theirs, merge: Merge): Promise<Choice> {
  const { say } = editor;
  const when = new Date(theirs.saved_at).toLocaleString(editor.data.language);
  const answers: Answer<Choice>[] = [
    { value: "mine", title: say("Keep mine"), name: "mine" },
    { value: "theirs", title: say("Take theirs"), name: "theirs" },
  ];
  if (!merge.both.length) {
    answers.unshift({ value: "both", title: say("Keep both changes"), name: "both", main: true });
  }
  return ask<Choice>(
    editor,
    say("Somebody else has changed this scene"),
    (body) => {
      html("p", { text: say("{author} saved version {revision} on {when}, while you were working on an older one.", { author: theirs.author, revision: theirs.revision, when }) }, body);
      const row = html("div", { class: "sides" }, body);
      side(row, editor, say("Mine: {count} changes", { count: merge.mine.length + merge.both.length }), mine);
      side(row, editor, say("Theirs: {count} changes", { count: merge.theirs.length + merge.both.length }), theirs.scene);
      if (merge.both.length) {
        html("p", { class: "wrong", text: say("Both changed the same {count} things: one version has to be chosen.", { count: merge.both.length }) }, body);
      }
      html("p", { class: "quiet", text: say("Nothing is lost: every saved version stays on the server, and Undo brings back yours.") }, body);
    },
    answers,
    null,
  );
}

/** A small picture of a whole scene with its title. */
function side(parent: HTMLElement, editor: Editor, title: string, scene: Scene): void {
  const figure = html("figure", {}, parent);
  html("figcaption", { text: title }, figure);
  const points = scene.objects.flatMap((one) =>
    isBody(one) ? corners(one) : one.shape === "trace" ? one.points_m : [one.at_m],
  );
  const shown = extentOf(points) ?? { west: -15, south: -12, east: 15, north: 12 };
  const width = Math.max(16, shown.east - shown.west + 6);
  const height = Math.max(12, shown.north - shown.south + 6);
  const [x, y] = [(shown.west + shown.east - width) / 2, -(shown.south + shown.north + height) / 2];
  const picture = svg("svg", { viewBox: `${x} ${y} ${width} ${height}`, class: "thumbnail", style: `--px:${width / 300}` }, figure);
  paintStreet(svg("g", {}, picture), editor.data.base_map);
  for (const thing of scene.objects) {
    const group = svg("g", { "data-id": thing.object_id }, picture);
    if (isBody(thing)) paintBody(group, thing, editor.data.catalogue);
    else if (thing.shape === "trace") paintTrace(group, thing, editor.data.catalogue);
    else paintNote(group, thing);
  }
}

export function askText(editor: Editor, title: string, value: string): Promise<string> {
  const { say } = editor;
  const input = html("input", { type: "text", maxlength: 200, "data-name": "text-answer" });
  input.value = value;
  return ask<string>(
    editor,
    title,
    (body, done) => {
      body.appendChild(input);
      input.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.isComposing) done(plain(input.value.trim()));
      });
    },
    [
      { value: "\u0000ok", title: say("OK"), name: "ok", main: true },
      { value: "", title: say("Cancel"), name: "cancel" },
    ],
    "",
  ).then((answer) => (answer === "\u0000ok" ? plain(input.value.trim()) : answer));
}

/** Every official class, by its group letter. */
export function askVehicle(editor: Editor): Promise<string | null> {
  const { say, data } = editor;
  return ask<string | null>(
    editor,
    say("Class of the vehicle"),
    (body, done) => {
      const list = html("div", { class: "classes" }, body);
      for (const one of data.catalogue.vehicles) {
        if (one.is_person) continue;
        const made = html("button", { type: "button", text: `${one.class_code} ${one.title}`, "data-answer": one.class_code }, list);
        made.addEventListener("click", () => done(one.class_code));
      }
    },
    [{ value: null, title: say("Cancel"), name: "cancel" }],
    null,
  );
}

const KEYS: [string, string][] = [
  ["N, Shift+N", "Next or previous thing"],
  ["← ↑ → ↓", "Move it by 0.1 m (Shift 1 m, Alt 0.01 m); in other tools: move the cross"],
  ["Enter", "Tap at the cross; end a mark"],
  [", .", "Turn by 1° (Shift 15°)"],
  ["A", "Align to the strip"],
  ["Ctrl+D", "Copy"],
  ["Del", "Delete"],
  ["L", "Lock or unlock"],
  ["Ctrl+Z, Ctrl+Y", "Undo, redo"],
  ["G", "Snapping on or off; hold Alt to place freely"],
  ["B", "Select several"],
  ["P, K, D, T", "Reference point, base line, distance, text"],
  ["M", "Add a fix for the selection"],
  ["S", "Step by step"],
  ["+ − 0", "Zoom, show everything"],
  ["Esc", "Give up, back to selecting"],
];

export function askHelp(editor: Editor): Promise<boolean> {
  const { say } = editor;
  return ask<boolean>(
    editor,
    say("Keys and gestures"),
    (body) => {
      html("p", { text: say("Two fingers zoom and pan; one finger or the mouse moves things, or the ground where there is nothing.") }, body);
      const table = html("table", { class: "keys" }, body);
      for (const [keys, what] of KEYS) {
        const row = html("tr", {}, table);
        html("th", { text: keys }, row);
        html("td", { text: say(what) }, row);
      }
    },
    [{ value: true, title: say("Close"), name: "close", main: true }],
    true,
  );
}
