/** Photos under the drawing: taken in by the server, fitted by two to four control points. */

import type { Editor } from "../editor";
import { checkbox, field, html, select } from "../elements";
import { fitResiduals, placedMatrix } from "../photo_painting";
import type { ControlPoint, Underlay } from "../scene";
import { PhotoTool } from "../tools/photo_tool";

const MOST_BYTES = 25_000_000;
const MOST_POINTS = 4;

export function buildPhotos(parent: HTMLElement, editor: Editor): void {
  const { say, scene, data } = editor;
  if (!data.read_only) {
    const input = html("input", { type: "file", accept: ".jpg,.jpeg,.png,.tif,.tiff,image/*", "data-name": "photo-file" });
    input.addEventListener("change", () => {
      const [file] = input.files ?? [];
      if (file) void upload(editor, file);
    });
    field(parent, say("Photo or orthophoto (JPEG, PNG, GeoTIFF)"), input);
  }
  for (const photo of scene.underlays) buildPhoto(parent, editor, photo);
}

async function upload(editor: Editor, file: File): Promise<void> {
  const { say, data } = editor;
  if (file.size > MOST_BYTES) {
    editor.toast(say("The photo has {size} MB; at most {most} MB can be used. Save it smaller.", {
      size: Math.round(file.size / 1e6),
      most: MOST_BYTES / 1e6,
    }));
    return;
  }
  try {
    const [east, north] = editor.scene.origin_m;
    const ground = new URLSearchParams({ crs: editor.scene.crs, east: String(east), north: String(north) });
    const answer = await fetch(new URL(`${data.photo_url}?${ground}`, document.baseURI), {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/octet-stream", ...data.headers },
      body: file,
    });
    const said = (await answer.json()) as Partial<Underlay> & { message?: string };
    if (!answer.ok) {
      editor.toast(said.message ?? `HTTP ${answer.status}`);
      return;
    }
    addPhoto(editor, said);
  } catch {
    editor.toast(say("The photo could not be sent: there is no connection."));
  }
}

function addPhoto(editor: Editor, said: Partial<Underlay>): void {
  const { view, scene } = editor;
  const photo: Underlay = {
    underlay_id: said.underlay_id!,
    media_type: said.media_type!,
    width_px: said.width_px!,
    height_px: said.height_px!,
    at_m: [...view.centre],
    ground_width_m: Math.max(1, Math.round((0.7 * view.width) / view.scale)),
    control_points: said.control_points ?? [],
    fit: "similarity",
    opacity: 0.6,
    visible: true,
  };
  const underlays = [...scene.underlays.filter((one) => one.underlay_id !== photo.underlay_id), photo];
  editor.commit({ ...scene, underlays }, editor.say("Photo"));
  if (!photo.control_points.length) editor.useTool(new PhotoTool(editor, photo.underlay_id));
  editor.showPanel("photos");
}

function buildPhoto(parent: HTMLElement, editor: Editor, photo: Underlay): void {
  const { say, data } = editor;
  const card = html("fieldset", { class: "card", disabled: data.read_only }, parent);
  const opacity = html("input", { type: "range", min: 0, max: 1, step: 0.05, "data-name": `opacity-${photo.underlay_id}` });
  opacity.value = String(photo.opacity);
  opacity.addEventListener("change", () => change(editor, { ...photo, opacity: Number(opacity.value) }));
  field(card, say("Opacity"), opacity);
  field(card, say("Shown"), checkbox(photo.visible, (visible) => change(editor, { ...photo, visible })));
  const fits: [string, string][] = [
    ["similarity", say("Shifted, turned, scaled (2 points or more)")],
    ["affine", say("Also sheared (3 points or more)")],
  ];
  field(card, say("Fit"), select(fits, photo.fit, (fit) => change(editor, { ...photo, fit: fit as Underlay["fit"] })));
  const residuals = fitResiduals(photo);
  photo.control_points.forEach((point, n) => buildPoint(card, editor, photo, point, n, residuals[n]!));
  if (residuals.length) {
    const mean = Math.sqrt(residuals.reduce((sum, one) => sum + one * one, 0) / residuals.length);
    html("p", { class: "quiet", "data-rms": mean.toFixed(3), text: say("Mean residual: {metres} m", { metres: mean.toFixed(3) }) }, card);
  }
  const row = html("div", { class: "row" }, card);
  const fit = html("button", { type: "button", text: say("Fit by control points"), disabled: photo.control_points.length >= MOST_POINTS, "data-name": `fit-${photo.underlay_id}` }, row);
  fit.addEventListener("click", () => editor.useTool(new PhotoTool(editor, photo.underlay_id)));
  const gone = html("button", { type: "button", text: say("Delete") }, row);
  gone.addEventListener("click", () => {
    const underlays = editor.scene.underlays.filter((one) => one.underlay_id !== photo.underlay_id);
    editor.commit({ ...editor.scene, underlays }, say("Deleted"));
  });
}

function buildPoint(
  card: HTMLElement, editor: Editor, photo: Underlay, point: ControlPoint, n: number, residual: number,
): void {
  const row = html("div", { class: "row" }, card);
  const at = `${Math.round(point.at_px[0])}, ${Math.round(point.at_px[1])} px`;
  html("span", { text: `${n + 1}: ${at}` }, row);
  html("span", { class: "residual", text: `${residual.toFixed(3)} m` }, row);
  const gone = html("button", { type: "button", class: "small", text: "×", title: editor.say("Delete") }, row);
  gone.addEventListener("click", () => {
    const left = photo.control_points.filter((_, m) => m !== n);
    change(editor, stayingPut(photo, left));
  });
}

/** A photo with too few control points stays where it lay. */
function stayingPut(photo: Underlay, control_points: ControlPoint[]): Underlay {
  const [a, b, c, d, e, f] = placedMatrix(photo);
  const [x, y] = [photo.width_px / 2, photo.height_px / 2];
  const at_m: [number, number] = [a * x + b * y + c, d * x + e * y + f];
  const ground_width_m = Math.min(2000, Math.max(0.1, Math.hypot(a, d) * photo.width_px));
  return { ...photo, control_points, at_m, ground_width_m };
}

export function change(editor: Editor, photo: Underlay): void {
  const underlays = editor.scene.underlays.map((one) => (one.underlay_id === photo.underlay_id ? photo : one));
  editor.commit({ ...editor.scene, underlays }, editor.say("Photo"));
}
