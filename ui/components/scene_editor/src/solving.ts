/** Solve the measurements of a scene, as the program does it (crashes/scene/measurements.py). */

import type { Adjusted, Movable } from "./adjustment";
import { adjust } from "./adjustment";
import { computed, isFollowed, withDrawnValues } from "./computed";
import type { PoorFix } from "./fixes";
import { fixedPoints, placedOn, poorFixes } from "./fixes";
import { isBody, tracePointNumber } from "./parts";
import type { Body, Measurement, Point, ReferencePoint, Scene, SceneObject, Thing } from "./scene";
import { bearing, isHeld, millimetres, rounded } from "./scene";

const CRITICAL = 3.29;
const SAME = 1e-3;

export interface Solution {
  scene: Scene;
  residuals: Map<string, number>; // stated minus computed, by measurement key
  contradictions: string[][];
  poor: PoorFix[];
}

/** Move the measured things to where the numbers put them. */
export function solve(scene: Scene): Solution {
  return solveWith(scene, isFollowed);
}

/** Move things back to where the locked numbers want them, after somebody moved them. */
export function keepLocks(scene: Scene): Scene {
  const isLocked = (one: Measurement): boolean => one.role === "locked";
  return scene.measurements.some(isLocked)
    ? solveWith(scene, isLocked).scene
    : withDrawnValues(scene);
}

function solveWith(scene: Scene, follows: (one: Measurement) => boolean): Solution {
  const movable = movableThings(scene, follows);
  const usable = scene.measurements.filter((one) => follows(one) && computed(scene, one) !== null);
  const poor = poorFixes(scene, usable, new Set(movable.keys()));
  const leftOut = new Set(poor.flatMap((fix) => fix.measurements));
  const used = usable.filter((one) => !leftOut.has(one.measurement_id));
  const start = started(scene, used, movable);
  const adjusted = adjust(scene, used, start);
  const settled = withDrawnValues(settledScene(scene, adjusted, start));
  return {
    scene: settled,
    residuals: residualsOf(settled),
    contradictions: contradictionsOf(scene, used, start),
    poor,
  };
}

/** What each number differs by from the drawing as it stands. */
export function residualsOf(scene: Scene): Map<string, number> {
  const found = new Map<string, number>();
  for (const one of scene.measurements) {
    const value = computed(scene, one);
    if (value !== null) found.set(one.measurement_id, millimetres(one.value_m - value));
  }
  return found;
}

function movableThings(scene: Scene, follows: (one: Measurement) => boolean): Movable {
  const targets = new Set(
    scene.measurements.filter(follows).map((one) => one.target.object_id),
  );
  const things = new Map<string, Thing>();
  for (const thing of scene.objects) {
    if (targets.has(thing.object_id) && !isHeld(scene, thing)) things.set(thing.object_id, thing);
  }
  for (const point of scene.references.slice(1)) {
    if (targets.has(point.object_id)) things.set(point.object_id, point);
  }
  return things;
}

function started(scene: Scene, used: readonly Measurement[], movable: Movable): Movable {
  const points = fixedPoints(scene, used);
  const found = new Map<string, Thing>();
  for (const [key, thing] of movable) {
    const fixed = points.get(key);
    found.set(key, fixed ? placedThing(thing, fixed) : thing);
  }
  return found;
}

function placedThing(thing: Thing, points: readonly [string, Point][]): Thing {
  if (isBody(thing)) return placedOn(thing, points);
  if ("shape" in thing && thing.shape === "trace") {
    const wanted = new Map(points.map(([part, point]) => [tracePointNumber(part), point]));
    return { ...thing, points_m: thing.points_m.map((point, n) => wanted.get(n) ?? point) };
  }
  return { ...thing, at_m: points[0]![1] };
}

function settledScene(scene: Scene, adjusted: Adjusted, moved: Movable): Scene {
  const settle = <T extends Thing>(thing: T): T =>
    moved.has(thing.object_id)
      ? (settledThing(adjusted.things.get(thing.object_id)!, thing, adjusted) as T)
      : thing;
  return {
    ...scene,
    objects: scene.objects.map((thing) => settle<SceneObject>(thing)),
    references: scene.references.map((point) => settle<ReferencePoint>(point)),
  };
}

function settledThing(thing: Thing, drawn: Thing, adjusted: Adjusted): Thing {
  if ("shape" in thing && thing.shape === "trace") {
    return { ...thing, points_m: thing.points_m.map(rounded) };
  }
  if (!isBody(thing) || !isBody(drawn)) {
    return { ...thing, at_m: rounded((thing as { at_m: Point }).at_m) } as Thing;
  }
  const fixed = (what: string): boolean => adjusted.determined.has(`${thing.object_id}/${what}`);
  const settled: Body = {
    ...thing,
    at_m: rounded(thing.at_m),
    heading_deg: bearing(thing.heading_deg),
    length_m: fixed("length_m") ? millimetres(thing.length_m) : drawn.length_m,
    width_m: fixed("width_m") ? millimetres(thing.width_m) : drawn.width_m,
    wheelbase_m:
      fixed("wheelbase_m") && thing.wheelbase_m
        ? millimetres(thing.wheelbase_m)
        : drawn.wheelbase_m,
    size_method: fixed("length_m") && fixed("width_m") ? "surveyed" : drawn.size_method,
    position_method: fixed("x") && fixed("y") ? "surveyed" : drawn.position_method,
  };
  return settled;
}

function contradictionsOf(
  scene: Scene, used: readonly Measurement[], start: Movable,
): string[][] {
  const groups: string[][] = [];
  let left = [...used];
  while (left.length) {
    const { normalised } = adjust(scene, left, start);
    const worst = Math.max(0, ...normalised.map((one) => one ?? 0));
    if (worst <= CRITICAL) break;
    const group = left
      .filter((_, n) => (normalised[n] ?? 0) >= worst * (1 - SAME))
      .map((one) => one.measurement_id)
      .sort();
    groups.push(group);
    left = left.filter((one) => !group.includes(one.measurement_id));
  }
  return groups;
}
