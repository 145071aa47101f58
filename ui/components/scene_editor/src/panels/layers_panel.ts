/** Layers: shown or hidden, locked or free, from the top to the bottom of the drawing. */

import type { Editor } from "../editor";
import { checkbox, html } from "../elements";
import type { LayerState } from "../scene";
import { layerState } from "../scene";

export function buildLayers(parent: HTMLElement, editor: Editor): void {
  const { say, data, scene } = editor;
  const table = html("table", { class: "layers" }, parent);
  const head = html("tr", {}, html("thead", {}, table));
  for (const title of ["Layer", "Shown", "Locked"]) html("th", { text: say(title) }, head);
  const body = html("tbody", {}, table);
  for (const { layer, title } of [...data.catalogue.layers].reverse()) {
    const state = layerState(scene, layer);
    const row = html("tr", { "data-layer": layer }, body);
    html("td", { text: title }, row);
    cell(row, title, state.visible, (visible) => change(editor, { ...state, visible }));
    cell(row, title, state.locked, (locked) => change(editor, { ...state, locked }));
  }
}

function cell(row: HTMLElement, title: string, on: boolean, change: (on: boolean) => void): void {
  const box = checkbox(on, change);
  box.setAttribute("aria-label", title);
  html("label", {}, html("td", {}, row)).append(box);
}

function change(editor: Editor, state: LayerState): void {
  if (editor.data.read_only) return;
  const others = editor.scene.layers.filter((one) => one.layer !== state.layer);
  editor.commit({ ...editor.scene, layers: [...others, state] }, editor.say("Layer"));
}
