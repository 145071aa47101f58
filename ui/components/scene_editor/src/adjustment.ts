/**
 * Least squares over a scene, as the program does it (crashes/scene/adjustment.py): a thing is
 * shifted before it is turned, and turned before an assumed size gives way.
 */

import { baseLineAxes } from "./computed";
import { degrees, distance, radians } from "./geometry";
import { isBody, OUTLINE_PARTS, partOffset, partPoint, tracePointNumber, wheelbase } from "./parts";
import type { Anchor, Measurement, Point, Scene, Thing } from "./scene";
import { decompose } from "./singular_values";

const TURN_STIFFNESS = 1e-3;
const SIZE_STIFFNESS = 3e-5;
const LOCKED_SIGMA = 1e-3;
const MAX_ROUNDS = 60;
const SETTLED = 1e-9;
const SMALLEST_SHARE = 1e-10;
const DETERMINED = 0.99;

interface Parameter {
  key: string;
  what: string;
  scale: number;
}

export interface Adjusted {
  things: Map<string, Thing>;
  normalised: (number | null)[]; // of each used measurement; null where nothing checks it
  determined: Set<string>; // "key/what"
}

export type Movable = Map<string, Thing>;

/** Move the movable things so that the used measurements fit as well as they can. */
export function adjust(scene: Scene, used: readonly Measurement[], movable: Movable): Adjusted {
  const things = new Map<string, Thing>();
  const normalised = new Map<string, number | null>();
  const determined = new Set<string>();
  for (const part of connected(used, movable)) {
    const found = adjustPart(scene, part.used, part.movable);
    for (const key of part.movable.keys()) things.set(key, found.things.get(key)!);
    part.used.forEach((one, n) => normalised.set(one.measurement_id, found.normalised[n]!));
    for (const one of found.determined) determined.add(one);
  }
  return { things, normalised: used.map((one) => normalised.get(one.measurement_id)!), determined };
}

interface Part {
  used: Measurement[];
  movable: Movable;
}

/** Things that no measurement joins are solved apart: small systems instead of one large one. */
function connected(used: readonly Measurement[], movable: Movable): Part[] {
  const parent = new Map([...movable.keys()].map((key) => [key, key]));
  const root = (key: string): string => {
    let found = key;
    while (parent.get(found) !== found) found = parent.get(found)!;
    return found;
  };
  for (const { target, start } of used) {
    if (start && movable.has(target.object_id) && movable.has(start.object_id)) {
      parent.set(root(start.object_id), root(target.object_id));
    }
  }
  const parts = new Map<string, Part>();
  const part = (key: string): Part => {
    const known = parts.get(key) ?? { used: [], movable: new Map() };
    parts.set(key, known);
    return known;
  };
  for (const [key, thing] of movable) part(root(key)).movable.set(key, thing);
  for (const one of used) {
    const moves = [one.target, one.start].find((anchor) => anchor && movable.has(anchor.object_id));
    part(moves ? root(moves.object_id) : "").used.push(one);
  }
  return [...parts.values()];
}

function adjustPart(scene: Scene, used: readonly Measurement[], movable: Movable): Adjusted {
  let things = new Map<string, Thing>();
  for (const thing of [...scene.objects, ...scene.references]) things.set(thing.object_id, thing);
  for (const [key, thing] of movable) things.set(key, thing);
  const parameters = movableParameters(movable, used);
  const sigmas = used.map((one) => (one.role === "locked" ? LOCKED_SIGMA : one.sigma_m));
  let cost = Infinity;
  for (let round = 0; round < MAX_ROUNDS && used.length && parameters.length; round += 1) {
    const step = smallestStep(slopes(scene, used, things, parameters, sigmas), misfit(scene, used, things, sigmas));
    const best = bestStep(scene, used, things, parameters, sigmas, step);
    things = best.things;
    if (best.cost >= cost || Math.max(0, ...step.map(Math.abs)) < SETTLED) break;
    cost = best.cost;
  }
  return { things, ...reliability(scene, used, things, parameters, sigmas) };
}

function movableParameters(movable: Movable, used: readonly Measurement[]): Parameter[] {
  const found: Parameter[] = [];
  const anchors = used.flatMap((one) => (one.start ? [one.target, one.start] : [one.target]));
  for (const key of [...movable.keys()].sort()) {
    const thing = movable.get(key)!;
    const add = (what: string, scale = 1): number => found.push({ key, what, scale });
    if ("shape" in thing && thing.shape === "trace") {
      for (const number of measuredPoints(key, anchors)) {
        if (number < thing.points_m.length) [`x${number}`, `y${number}`].forEach((what) => add(what));
      }
      continue;
    }
    add("x");
    add("y");
    if (isBody(thing)) {
      add("turn", TURN_STIFFNESS / (Math.hypot(thing.length_m, thing.width_m) / 2));
      if (thing.size_method === "assumed") {
        for (const what of ["length_m", "width_m", "wheelbase_m"]) add(what, SIZE_STIFFNESS);
      }
    }
  }
  return found;
}

function measuredPoints(key: string, anchors: readonly Anchor[]): number[] {
  const numbers = new Set<number>();
  for (const anchor of anchors) {
    const number = anchor.object_id === key ? tracePointNumber(anchor.part) : null;
    if (number !== null) numbers.add(number);
  }
  return [...numbers].sort((one, other) => one - other);
}

function reading(
  scene: Scene, one: Measurement, things: Map<string, Thing>,
): { value: number; direction: Point } {
  const target = partPoint(things.get(one.target.object_id)!, one.target.part)!;
  if (one.kind === "distance") {
    const start = partPoint(things.get(one.start!.object_id)!, one.start!.part)!;
    const apart = distance(start, target);
    if (apart === 0) return { value: 0, direction: [1, 0] };
    return {
      value: apart,
      direction: [(target[0] - start[0]) / apart, (target[1] - start[1]) / apart],
    };
  }
  const axes = baseLineAxes(scene)!;
  const axis = one.kind === "along" ? axes.along : axes.left;
  const value = (target[0] - axes.begin[0]) * axis[0] + (target[1] - axes.begin[1]) * axis[1];
  return { value, direction: axis };
}

function misfit(
  scene: Scene, used: readonly Measurement[], things: Map<string, Thing>, sigmas: readonly number[],
): number[] {
  return used.map((one, n) => (one.value_m - reading(scene, one, things).value) / sigmas[n]!);
}

function slopes(
  scene: Scene,
  used: readonly Measurement[],
  things: Map<string, Thing>,
  parameters: readonly Parameter[],
  sigmas: readonly number[],
): number[][] {
  return used.map((one, n) => {
    const { direction } = reading(scene, one, things);
    const sides: [Anchor, number][] = [[one.target, 1]];
    if (one.start) sides.push([one.start, -1]);
    return parameters.map((parameter) => {
      let slope = 0;
      for (const [anchor, sign] of sides) {
        if (anchor.object_id !== parameter.key) continue;
        const motion = motions(things.get(anchor.object_id)!, anchor.part)[parameter.what];
        if (motion) slope += sign * (motion[0] * direction[0] + motion[1] * direction[1]);
      }
      return (slope * parameter.scale) / sigmas[n]!;
    });
  });
}

/** How a part moves when each parameter of its thing grows by one. */
function motions(thing: Thing, part: string): Record<string, Point> {
  if ("shape" in thing && thing.shape === "trace") {
    const number = tracePointNumber(part);
    return { [`x${number}`]: [1, 0], [`y${number}`]: [0, 1] };
  }
  const found: Record<string, Point> = { x: [1, 0], y: [0, 1] };
  if (!isBody(thing)) return found;
  const heading = radians(thing.heading_deg);
  const [east, north] = [Math.sin(heading), Math.cos(heading)];
  const [ahead, right] = partOffset(thing, part);
  found.turn = [ahead * north - right * east, -ahead * east - right * north];
  const outline = OUTLINE_PARTS[part];
  const [alongShare, acrossShare] = outline ?? [0, right / thing.width_m];
  found.length_m = [alongShare * east, alongShare * north];
  found.width_m = [acrossShare * north, -acrossShare * east];
  if (!outline) {
    const side = ahead >= 0 ? 0.5 : -0.5;
    found.wheelbase_m = [side * east, side * north];
  }
  return found;
}

function smallestStep(matrix: number[][], wanted: readonly number[]): number[] {
  const { left, values, right } = decompose(matrix);
  const least = Math.max(0, ...values) * SMALLEST_SHARE;
  const step = new Array<number>(right.length).fill(0);
  values.forEach((value, n) => {
    if (value <= least || value === 0) return;
    const along = left.reduce((sum, row, m) => sum + row[n]! * wanted[m]!, 0) / value;
    right.forEach((row, m) => (step[m]! += row[n]! * along));
  });
  return step;
}

function bestStep(
  scene: Scene,
  used: readonly Measurement[],
  things: Map<string, Thing>,
  parameters: readonly Parameter[],
  sigmas: readonly number[],
  step: readonly number[],
): { things: Map<string, Thing>; cost: number } {
  const costOf = (moved: Map<string, Thing>): number =>
    misfit(scene, used, moved, sigmas).reduce((sum, one) => sum + one * one, 0);
  const now = costOf(things);
  for (let share = 1, tries = 0; tries < 20; share /= 2, tries += 1) {
    const moved = movedThings(things, parameters, step, share);
    const cost = costOf(moved);
    if (cost <= now) return { things: moved, cost };
  }
  return { things, cost: now };
}

function movedThings(
  things: Map<string, Thing>, parameters: readonly Parameter[], step: readonly number[], share: number,
): Map<string, Thing> {
  const moves = new Map<string, Record<string, number>>();
  parameters.forEach(({ key, what, scale }, n) => {
    moves.set(key, { ...moves.get(key), [what]: step[n]! * share * scale });
  });
  const found = new Map(things);
  for (const [key, move] of moves) found.set(key, movedThing(things.get(key)!, move));
  return found;
}

function movedThing(thing: Thing, move: Record<string, number>): Thing {
  const by = (what: string): number => move[what] ?? 0;
  if ("shape" in thing && thing.shape === "trace") {
    const points_m = thing.points_m.map(([x, y], n): Point => [x + by(`x${n}`), y + by(`y${n}`)]);
    return { ...thing, points_m };
  }
  const at_m: Point = [thing.at_m[0] + by("x"), thing.at_m[1] + by("y")];
  if (!isBody(thing)) return { ...thing, at_m };
  return {
    ...thing,
    at_m,
    heading_deg: thing.heading_deg + degrees(by("turn")),
    length_m: thing.length_m + by("length_m"),
    width_m: thing.width_m + by("width_m"),
    wheelbase_m: by("wheelbase_m") ? wheelbase(thing) + by("wheelbase_m") : thing.wheelbase_m,
  };
}

function reliability(
  scene: Scene,
  used: readonly Measurement[],
  things: Map<string, Thing>,
  parameters: readonly Parameter[],
  sigmas: readonly number[],
): { normalised: (number | null)[]; determined: Set<string> } {
  const residuals = misfit(scene, used, things, sigmas);
  if (!parameters.length || !used.length) {
    return { normalised: residuals.map(Math.abs), determined: new Set() };
  }
  const { left, values, right } = decompose(slopes(scene, used, things, parameters, sigmas));
  const least = Math.max(0, ...values) * SMALLEST_SHARE;
  const kept = values.map((value) => value > least && value > 0);
  const share = (row: readonly number[]): number =>
    row.reduce((sum, one, n) => sum + (kept[n] ? one * one : 0), 0);
  const normalised = residuals.map((residual, n) => {
    const redundancy = 1 - share(left[n]!);
    return redundancy < 1e-6 ? null : Math.abs(residual) / Math.sqrt(redundancy);
  });
  const determined = new Set<string>();
  parameters.forEach(({ key, what }, n) => {
    if (share(right[n]!) > DETERMINED) determined.add(`${key}/${what}`);
  });
  return { normalised, determined };
}
