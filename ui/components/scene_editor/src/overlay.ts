/** What is drawn in pixels over the scene: directions, base line, measurements, handles, markers. */

import { baseLineAxes, computed } from "./computed";
import type { BaseMap } from "./data";
import { svg } from "./elements";
import { distance } from "./geometry";
import { corners, isBody, pointOf } from "./parts";
import type { Measurement, Point, Scene, SceneObject } from "./scene";
import { layerState } from "./scene";
import { traceLine } from "./smooth";
import { travelPoints } from "./travel_path";
import type { View } from "./view";
import { partyLetter } from "./scene";

export const HANDLE_PX = 44; // across, for a finger
const ROTATE_AWAY_PX = 40;
const FAR_M = 3000;

export interface Handle {
  kind: "rotate" | "point";
  key: string;
  number: number;
  at: Point; // pixels
}

export interface Marker {
  at: Point; // metres
  kind: string;
}

export interface OverlayState {
  scene: Scene;
  map: BaseMap | null;
  selection: readonly SceneObject[];
  contradicted: ReadonlySet<string>;
  marker: Marker | null;
  cursor: Point | null; // metres; where the keyboard points
  sketch: { points: Point[]; curved: boolean } | null;
  marquee: [Point, Point] | null; // pixels
  chosenPoint: number | null;
}

/** Draw everything anew; it is little enough to do so in each frame. Returns the handles. */
export function paintOverlay(group: SVGGElement, view: View, state: OverlayState): Handle[] {
  group.replaceChildren();
  const { scene } = state;
  if (layerState(scene, "travel").visible) paintTravels(group, view, state);
  if (layerState(scene, "measurements").visible) {
    paintReferences(group, view, scene);
    for (const one of scene.measurements) paintMeasurement(group, view, scene, one, state);
  }
  const handles = state.selection.flatMap((thing) => outline(group, view, thing, state));
  if (state.sketch) paintSketch(group, view, state.sketch);
  if (state.marker) paintMarker(group, view, state.marker);
  if (state.cursor) paintCursor(group, view.toScreen(state.cursor));
  if (state.marquee) paintMarquee(group, state.marquee);
  return handles;
}

const px = ([x, y]: Point): string => `${x.toFixed(1)} ${y.toFixed(1)}`;

function path(view: View, points: readonly Point[]): string {
  return `M${points.map((point) => px(view.toScreen(point))).join("L")}`;
}

function paintTravels(group: SVGGElement, view: View, { scene, map }: OverlayState): void {
  for (const travel of scene.travels) {
    const letter = partyLetter(travel.party_no);
    const points = travelPoints(travel, map);
    if (points) {
      svg("path", { class: "travel", d: path(view, points) }, group);
      const [before, tip] = points.slice(-2).map((point) => view.toScreen(point)) as [Point, Point];
      svg("path", { class: "travel-head", d: head(before, tip) }, group);
    }
    for (const [click, sign] of [[travel.approach, "▸"], [travel.exit, "◂"]] as const) {
      if (!click) continue;
      const [x, y] = view.toScreen(click.at_m);
      svg("circle", { class: "travel-end", cx: x, cy: y, r: 9 }, group);
      svg("text", { class: "travel-name", x, y: y + 4, text: letter, "data-sign": sign }, group);
    }
  }
}

function head(before: Point, tip: Point): string {
  const length = distance(before, tip) || 1;
  const [x, y] = [(tip[0] - before[0]) / length, (tip[1] - before[1]) / length];
  const back: Point = [tip[0] - 13 * x, tip[1] - 13 * y];
  return `M${px(tip)}L${px([back[0] - 5 * y, back[1] + 5 * x])}L${px([back[0] + 5 * y, back[1] - 5 * x])}Z`;
}

function paintReferences(group: SVGGElement, view: View, scene: Scene): void {
  const axes = baseLineAxes(scene);
  if (axes) {
    const [[x, y], [east, north]] = [axes.begin, axes.along];
    const ends: Point[] = [
      [x - FAR_M * east, y - FAR_M * north],
      [x + FAR_M * east, y + FAR_M * north],
    ];
    svg("path", { class: "base-line", d: path(view, ends) }, group);
    const [tip, before] = [
      view.toScreen([x + 3 * east, y + 3 * north]),
      view.toScreen([x + 2 * east, y + 2 * north]),
    ];
    svg("path", { class: "base-line-head", d: head(before, tip) }, group);
  }
  for (const point of scene.references) {
    const [x, y] = view.toScreen(point.at_m);
    svg("circle", { class: "reference", cx: x, cy: y, r: 7, "data-id": point.object_id }, group);
    svg("path", { class: "reference", d: `M${x - 5} ${y - 5}l10 10M${x + 5} ${y - 5}l-10 10` }, group);
    if (point.description) {
      svg("text", { class: "reference-name", x: x + 11, y: y + 14, text: point.description }, group);
    }
  }
}

function paintMeasurement(
  group: SVGGElement, view: View, scene: Scene, one: Measurement, state: OverlayState,
): void {
  const target = pointOf(scene, one.target);
  const axes = baseLineAxes(scene);
  if (!target || one.kind === "along") return;
  let start = one.start ? pointOf(scene, one.start) : null;
  if (one.kind === "offset" && axes) {
    const station =
      (target[0] - axes.begin[0]) * axes.along[0] + (target[1] - axes.begin[1]) * axes.along[1];
    start = [axes.begin[0] + station * axes.along[0], axes.begin[1] + station * axes.along[1]];
  }
  if (!start) return;
  const wrong = state.contradicted.has(one.measurement_id);
  const kind = wrong ? "dimension wrong" : "dimension";
  const [a, b] = [view.toScreen(start), view.toScreen(target)];
  svg("path", { class: kind, d: `M${px(a)}L${px(b)}` }, group);
  svg("circle", { class: kind, cx: b[0], cy: b[1], r: 3 }, group);
  if (distance(a, b) < 30) return;
  const text = valueText(one, computed(scene, one));
  const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  svg("text", { class: `${kind} value`, x: middle[0] + 4, y: middle[1] - 4, text }, group);
}

/** A number as the sheet prints it: ≈ when read off the drawing, (…) when only stated. */
export function valueText(one: Measurement, drawn: number | null): string {
  const value = one.origin === "drawn" && one.role === "enforced" ? (drawn ?? one.value_m) : one.value_m;
  const text = `${one.origin === "drawn" ? "≈" : ""}${Math.abs(value).toFixed(2)}`;
  if (one.role === "label_only") return `(${text})`;
  return one.role === "locked" ? `${text} ⚿` : text;
}

function outline(
  group: SVGGElement, view: View, thing: SceneObject, state: OverlayState,
): Handle[] {
  if (isBody(thing)) {
    const ring = corners(thing);
    svg("path", { class: "selected", d: `${path(view, ring)}Z` }, group);
    if (state.selection.length > 1) return [];
    const [front, middle] = [view.toScreen(frontOf(ring)), view.toScreen(thing.at_m)];
    const length = distance(middle, front) || 1;
    const away = (length + ROTATE_AWAY_PX) / length;
    const at: Point = [
      middle[0] + (front[0] - middle[0]) * away,
      middle[1] + (front[1] - middle[1]) * away,
    ];
    svg("path", { class: "selected", d: `M${px(front)}L${px(at)}` }, group);
    paintHandle(group, at, "rotate");
    return [{ kind: "rotate", key: thing.object_id, number: 0, at }];
  }
  if (thing.shape === "trace") {
    svg("path", { class: "selected", d: path(view, traceLine(thing)) }, group);
    if (state.selection.length > 1) return [];
    return thing.points_m.map((point, number) => {
      const at = view.toScreen(point);
      paintHandle(group, at, number === state.chosenPoint ? "point chosen" : "point");
      return { kind: "point", key: thing.object_id, number, at };
    });
  }
  const [x, y] = view.toScreen(thing.at_m);
  const width = thing.text.length * thing.size_m * view.scale;
  const height = thing.size_m * view.scale;
  svg("rect", { class: "selected", x: x - 4, y: y - height, width: width + 8, height: height + 8 }, group);
  return [];
}

function frontOf(ring: readonly Point[]): Point {
  const [left, right] = [ring[0]!, ring[1]!];
  return [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2];
}

function paintHandle(group: SVGGElement, [cx, cy]: Point, kind: string): void {
  svg("circle", { class: "touch", cx, cy, r: HANDLE_PX / 2 }, group);
  svg("circle", { class: `handle ${kind}`, cx, cy, r: kind === "rotate" ? 9 : 7 }, group);
}

function paintSketch(
  group: SVGGElement, view: View, sketch: { points: Point[]; curved: boolean },
): void {
  const line = traceLine({ points_m: sketch.points, curved: sketch.curved });
  svg("path", { class: "sketch", d: path(view, line) }, group);
  for (const point of sketch.points) {
    const [cx, cy] = view.toScreen(point);
    svg("circle", { class: "sketch-point", cx, cy, r: 4 }, group);
  }
}

function paintMarker(group: SVGGElement, view: View, marker: Marker): void {
  const [x, y] = view.toScreen(marker.at);
  const shapes: Record<string, string> = {
    corner: `M${x - 7} ${y - 7}h14v14h-14Z`,
    midpoint: `M${x} ${y - 8}l8 14h-16Z`,
    strip: `M${x - 9} ${y}h18M${x} ${y - 9}v18`,
  };
  const cross = `M${x - 7} ${y - 7}l14 14M${x + 7} ${y - 7}l-14 14`;
  svg("path", { class: "marker", d: shapes[marker.kind] ?? cross }, group);
}

function paintCursor(group: SVGGElement, [x, y]: Point): void {
  svg("path", { class: "cursor", d: `M${x - 16} ${y}h32M${x} ${y - 16}v32` }, group);
  svg("circle", { class: "cursor", cx: x, cy: y, r: 9 }, group);
}

function paintMarquee(group: SVGGElement, [one, other]: [Point, Point]): void {
  const [x, y] = [Math.min(one[0], other[0]), Math.min(one[1], other[1])];
  const [width, height] = [Math.abs(one[0] - other[0]), Math.abs(one[1] - other[1])];
  svg("rect", { class: "marquee", x, y, width, height }, group);
}
