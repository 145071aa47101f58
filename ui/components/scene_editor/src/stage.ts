/** The drawing surface: the street below, the scene above, and what is drawn in pixels on top. */

import type { BaseMap, Catalogue } from "./data";
import { svg } from "./elements";
import type { Body, Note, Point, Scene, SceneObject, Trace } from "./scene";
import { layerState } from "./scene";
import { paintStreet } from "./street_painting";
import {
  bodyLabel, bodyTransform, paintBody, paintNote, paintTrace,
} from "./symbol_painting";
import type { View } from "./view";

const SETTLE_MS = 140; // after the last move of the view the street is drawn sharp again
const OVERSIZE = 0.5; // the street is drawn so much larger on each side than the screen shows

interface Painted {
  thing: SceneObject;
  group: SVGGElement;
  label: SVGTextElement | null;
}

export class Stage {
  readonly street: SVGSVGElement;
  readonly surface: SVGSVGElement;
  readonly photos: SVGGElement;
  readonly overlay: SVGGElement;
  private streetWorld: SVGGElement;
  private map: SVGGElement;
  private world: SVGGElement;
  private labels: SVGGElement;
  private layers = new Map<string, SVGGElement>();
  private painted = new Map<string, Painted>();
  private drawnView: { scale: number; centre: Point } | null = null;
  private timer: number | undefined;

  constructor(parent: HTMLElement, private view: View, private known: Catalogue) {
    this.street = svg("svg", { class: "street", "aria-hidden": "true" }, parent as unknown as Element);
    this.streetWorld = svg("g", {}, this.street);
    this.photos = svg("g", {}, this.streetWorld);
    this.map = svg("g", {}, this.streetWorld);
    this.surface = svg("svg", { class: "surface", role: "application", tabindex: 0 }, parent as unknown as Element);
    this.world = svg("g", { class: "world" }, this.surface);
    for (const { layer } of known.layers) {
      this.layers.set(layer, svg("g", { "data-layer": layer }, this.world));
    }
    this.labels = svg("g", { class: "labels" }, this.surface);
    this.overlay = svg("g", { class: "overlay" }, this.surface);
  }

  setMap(map: BaseMap | null): void {
    paintStreet(this.map, map);
  }

  /** Apply the view; the street follows cheaply and is drawn sharp when the view rests. */
  applyView(): void {
    const { view } = this;
    this.world.setAttribute("transform", this.worldTransform(0, 0));
    this.surface.style.setProperty("--px", String(1 / view.scale));
    for (const painted of this.painted.values()) this.placeLabel(painted);
    clearTimeout(this.timer);
    if (!this.drawnView) {
      this.drawStreet();
      return;
    }
    const factor = view.scale / this.drawnView.scale;
    const right = (this.drawnView.centre[0] - view.centre[0]) * view.scale;
    const down = (view.centre[1] - this.drawnView.centre[1]) * view.scale;
    this.street.style.transform = `translate(${right}px, ${down}px) scale(${factor})`;
    this.timer = window.setTimeout(() => this.drawStreet(), SETTLE_MS);
  }

  resized(): void {
    const { width, height } = this.view;
    const [extraX, extraY] = [width * OVERSIZE, height * OVERSIZE];
    Object.assign(this.street.style, {
      left: `${-extraX}px`,
      top: `${-extraY}px`,
      width: `${width + 2 * extraX}px`,
      height: `${height + 2 * extraY}px`,
    });
    this.drawStreet();
  }

  /** Draw every object that is not the one on the screen already. */
  paint(scene: Scene): void {
    const gone = new Map(this.painted);
    let before = new Map<string, SVGGElement | null>();
    for (const thing of scene.objects) {
      gone.delete(thing.object_id);
      const painted = this.paintOne(thing);
      const layer = this.layers.get(thing.layer);
      const last = before.get(thing.layer) ?? null;
      const next: Element | null = last ? last.nextElementSibling : (layer?.firstElementChild ?? null);
      if (next !== painted.group) layer?.insertBefore(painted.group, next);
      before = before.set(thing.layer, painted.group);
    }
    for (const [key, painted] of gone) {
      painted.group.remove();
      painted.label?.remove();
      this.painted.delete(key);
    }
    for (const [layer, group] of this.layers) {
      group.style.display = layerState(scene, layer).visible ? "" : "none";
    }
    for (const { thing, label } of this.painted.values()) {
      if (label) label.style.display = layerState(scene, thing.layer).visible ? "" : "none";
    }
  }

  /** Draw objects on their way, without touching the others. */
  preview(things: Iterable<SceneObject>): void {
    for (const thing of things) this.paintOne(thing);
  }

  private paintOne(thing: SceneObject): Painted {
    const known = this.painted.get(thing.object_id);
    if (known?.thing === thing) return known;
    const painted = known ?? this.newGroup(thing);
    const before = known?.thing;
    painted.thing = thing;
    if (before?.shape === "body" && thing.shape === "body" && looksAlike(before, thing)) {
      painted.group.setAttribute("transform", bodyTransform(thing));
    } else if (thing.shape === "body") paintBody(painted.group, thing, this.known);
    else if (thing.shape === "trace") paintTrace(painted.group, thing, this.known);
    else paintNote(painted.group, thing);
    this.label(painted);
    return painted;
  }

  private newGroup(thing: SceneObject): Painted {
    const group = svg("g", { "data-id": thing.object_id, class: thing.shape });
    const painted: Painted = { thing, group, label: null };
    this.painted.set(thing.object_id, painted);
    return painted;
  }

  private label(painted: Painted): void {
    const text = labelOf(painted.thing);
    if (!text) {
      painted.label?.remove();
      painted.label = null;
      return;
    }
    painted.label ??= svg("text", {}, this.labels);
    if (painted.label.textContent !== text) painted.label.textContent = text;
    this.placeLabel(painted);
  }

  private placeLabel({ thing, label }: Painted): void {
    if (!label) return;
    const at = labelPlace(thing);
    const [x, y] = this.view.toScreen(at);
    label.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
  }

  private worldTransform(extraX: number, extraY: number): string {
    const { scale, centre, width, height } = this.view;
    const right = width / 2 + extraX - centre[0] * scale;
    const down = height / 2 + extraY + centre[1] * scale;
    return `translate(${right} ${down}) scale(${scale})`;
  }

  private drawStreet(): void {
    const { width, height, scale, centre } = this.view;
    this.drawnView = { scale, centre: [...centre] };
    this.street.style.transform = "";
    this.streetWorld.setAttribute("transform", this.worldTransform(width * OVERSIZE, height * OVERSIZE));
  }
}

function looksAlike(one: Body, other: Body): boolean {
  return (
    one.kind === other.kind &&
    one.class_code === other.class_code &&
    one.length_m === other.length_m &&
    one.width_m === other.width_m &&
    one.posture === other.posture &&
    one.moment === other.moment &&
    one.party_no === other.party_no &&
    one.size_method === other.size_method
  );
}

function labelOf(thing: SceneObject): string {
  if (thing.shape === "body") return bodyLabel(thing);
  return thing.shape === "trace" ? thing.label : "";
}

function labelPlace(thing: Body | Trace | Note): Point {
  if (thing.shape !== "trace") return thing.at_m;
  return thing.points_m[Math.floor(thing.points_m.length / 2)]!;
}
