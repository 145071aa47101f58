/** Which thing lies under a finger: the topmost one within reach, bodies before lines. */

import { distance, distanceToLine, isInside } from "./geometry";
import { corners, isBody, nearestPart } from "./parts";
import type { Catalogue } from "./data";
import type { Anchor, Point, Scene, SceneObject, Thing } from "./scene";
import { layerState } from "./scene";
import { traceLine } from "./smooth";

/** Distance in metres from a point to a thing, 0 inside it. */
export function apartFrom(thing: SceneObject, point: Point): number {
  if (isBody(thing)) {
    const ring = corners(thing);
    return isInside(point, ring) ? 0 : distanceToLine(point, [...ring, ring[0]!]);
  }
  if (thing.shape === "trace") {
    return Math.max(0, distanceToLine(point, traceLine(thing)) - thing.width_m / 2);
  }
  const width = thing.text.length * thing.size_m;
  const [x, y] = thing.at_m;
  const ring: Point[] = [[x, y], [x + width, y], [x + width, y + thing.size_m], [x, y + thing.size_m]];
  return isInside(point, ring) ? 0 : distanceToLine(point, [...ring, ring[0]!]);
}

export function hit(scene: Scene, known: Catalogue, point: Point, within: number): SceneObject | null {
  const order = new Map(known.layers.map(({ layer }, n) => [layer, n]));
  let best: SceneObject | null = null;
  let bestRank = -Infinity;
  scene.objects.forEach((thing, n) => {
    if (!layerState(scene, thing.layer).visible) return;
    const apart = apartFrom(thing, point);
    if (apart > within) return;
    const rank = (order.get(thing.layer) ?? 0) * 1e6 + n - (apart / (within || 1)) * 5e6;
    if (rank > bestRank) [best, bestRank] = [thing, rank];
  });
  return best;
}

/** The measurable point of any thing that is nearest, within a distance. */
export function anchorAt(
  scene: Scene, known: Catalogue, point: Point, within: number,
): Anchor | null {
  let best: { anchor: Anchor; apart: number } | null = null;
  const things: Thing[] = [...scene.objects, ...scene.references];
  for (const thing of things) {
    const found = nearestPart(thing, point, within, hasTwoWheels(known, thing));
    if (found && (!best || found.apart < best.apart)) {
      best = { anchor: { object_id: thing.object_id, part: found.part }, apart: found.apart };
    }
  }
  return best?.anchor ?? null;
}

export function hasTwoWheels(known: Catalogue, thing: Thing): boolean {
  return (
    isBody(thing) &&
    (known.vehicles.find((one) => one.class_code === thing.class_code)?.has_two_wheels ?? false)
  );
}

/** Things that lie wholly or partly in a box of the ground. */
export function inBox(scene: Scene, one: Point, other: Point): SceneObject[] {
  const [west, east] = [Math.min(one[0], other[0]), Math.max(one[0], other[0])];
  const [south, north] = [Math.min(one[1], other[1]), Math.max(one[1], other[1])];
  const inside = ([x, y]: Point): boolean => x >= west && x <= east && y >= south && y <= north;
  return scene.objects.filter((thing) => {
    if (!layerState(scene, thing.layer).visible) return false;
    if (isBody(thing)) return [thing.at_m, ...corners(thing)].some(inside);
    return thing.shape === "trace" ? thing.points_m.some(inside) : inside(thing.at_m);
  });
}

export const nearTo = (one: Point, other: Point, within: number): boolean =>
  distance(one, other) <= within;
