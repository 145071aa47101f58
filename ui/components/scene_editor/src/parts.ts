/** Where the named parts of an object lie: corners, wheels, points of a line. */

import { distance, place } from "./geometry";
import type { Anchor, Body, Point, Scene, Thing } from "./scene";
import { thingOf } from "./scene";

const WHEEL_INSET = 0.07;
const LYING_WHEELS = 0.26;
const DEFAULT_WHEELBASE = 0.6;

/** Shares of length (forward) and width (to the right). */
export const OUTLINE_PARTS: Record<string, Point> = {
  centre: [0, 0],
  front: [0.5, 0],
  rear: [-0.5, 0],
  left: [0, -0.5],
  right: [0, 0.5],
  front_left: [0.5, -0.5],
  front_right: [0.5, 0.5],
  rear_left: [-0.5, -0.5],
  rear_right: [-0.5, 0.5],
};

/** Front or rear axle, and the side. */
const WHEEL_PARTS: Record<string, Point> = {
  front_wheel: [1, 0],
  rear_wheel: [-1, 0],
  front_left_wheel: [1, -1],
  front_right_wheel: [1, 1],
  rear_left_wheel: [-1, -1],
  rear_right_wheel: [-1, 1],
};

export const POINT_KINDS = new Set(["impact", "camera", "witness", "pole", "tree", "hydrant", "cone"]);

export function isBody(thing: Thing): thing is Body {
  return "shape" in thing && thing.shape === "body";
}

export function wheelbase(body: Body): number {
  return body.wheelbase_m ?? DEFAULT_WHEELBASE * body.length_m;
}

/** How far a part lies ahead of and to the right of the middle. */
export function partOffset(body: Body, part: string): Point {
  const outline = OUTLINE_PARTS[part];
  if (outline) return [outline[0] * body.length_m, outline[1] * body.width_m];
  const wheel = WHEEL_PARTS[part];
  if (!wheel) return [0, 0];
  return [(wheel[0] * wheelbase(body)) / 2, wheelRight(body, wheel[1])];
}

function wheelRight(body: Body, side: number): number {
  if (body.posture === "left_side") return LYING_WHEELS * body.width_m;
  if (body.posture === "right_side") return -LYING_WHEELS * body.width_m;
  return side * (0.5 - WHEEL_INSET) * body.width_m;
}

export const hasPart = (part: string): boolean => part in OUTLINE_PARTS || part in WHEEL_PARTS;

export function tracePointNumber(part: string): number | null {
  const found = /^point:([0-9]+)$/.exec(part);
  return found ? Number(found[1]) : null;
}

/** Where a part of one object lies, null when it has no such part. */
export function partPoint(thing: Thing, part: string): Point | null {
  if (isBody(thing)) {
    if (!hasPart(part)) return null;
    const [ahead, right] = partOffset(thing, part);
    return place(thing.at_m, thing.heading_deg, ahead, right);
  }
  if ("shape" in thing && thing.shape === "trace") {
    const number = tracePointNumber(part);
    return number === null ? null : (thing.points_m[number] ?? null);
  }
  return part === "centre" ? (thing as { at_m: Point }).at_m : null;
}

export function pointOf(scene: Scene, anchor: Anchor): Point | null {
  const thing = thingOf(scene, anchor.object_id);
  return thing ? partPoint(thing, anchor.part) : null;
}

export function corners(body: Body): Point[] {
  return ["front_left", "front_right", "rear_right", "rear_left"].map(
    (part) => partPoint(body, part)!,
  );
}

/** The parts of a thing that an officer can measure. */
export function measurableParts(thing: Thing, hasTwoWheels: boolean): string[] {
  if (!isBody(thing)) {
    if ("shape" in thing && thing.shape === "trace") {
      return thing.points_m.map((_, number) => `point:${number}`);
    }
    return ["centre"];
  }
  if (POINT_KINDS.has(thing.kind)) return ["centre"];
  if (thing.kind !== "vehicle") return ["centre", "front", "rear", "left", "right"];
  if (hasTwoWheels) return ["front_wheel", "rear_wheel", "centre", "front", "rear"];
  return [
    "front_left", "front_right", "rear_left", "rear_right",
    "front_left_wheel", "front_right_wheel", "rear_left_wheel", "rear_right_wheel",
    "front", "rear", "left", "right", "centre",
  ];
}

/** The measurable part of a thing that is nearest to a point, within a distance. */
export function nearestPart(
  thing: Thing, point: Point, within: number, hasTwoWheels: boolean,
): { part: string; apart: number } | null {
  let best: { part: string; apart: number } | null = null;
  for (const part of measurableParts(thing, hasTwoWheels)) {
    const at = partPoint(thing, part);
    const apart = at ? distance(at, point) : Infinity;
    if (apart <= within && (!best || apart < best.apart)) best = { part, apart };
  }
  return best;
}
