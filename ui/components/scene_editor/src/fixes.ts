/** Points that are measured by themselves: where two numbers put a point, and how well. */

import { baseLineAxes } from "./computed";
import { degrees, distance, forward } from "./geometry";
import { partOffset, partPoint, pointOf } from "./parts";
import type { Anchor, Body, Measurement, Point, Scene } from "./scene";

const LEAST_CUT_DEG = 30;

export interface PoorFix {
  target: Anchor;
  measurements: string[];
  cut: number;
}

const keyOf = (anchor: Anchor): string => `${anchor.object_id}/${anchor.part}`;

function byTarget(used: readonly Measurement[]): Measurement[][] {
  const groups = new Map<string, Measurement[]>();
  for (const one of used) {
    const key = keyOf(one.target);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

/** Three-point fixes whose tapes meet at less than 30 or more than 150 degrees. */
export function poorFixes(
  scene: Scene, used: readonly Measurement[], movable: ReadonlySet<string>,
): PoorFix[] {
  const found: PoorFix[] = [];
  for (const group of byTarget(used)) {
    const tapes = group.filter((one) => one.start && !movable.has(one.start.object_id));
    if (tapes.length < 2 || tapes.length < group.length) continue;
    let best: PoorFix | null = null;
    tapes.forEach((first, n) => {
      for (const second of tapes.slice(n + 1)) {
        const cut = cutAngle(scene, first, second);
        if (!best || Math.min(cut, 180 - cut) > Math.min(best.cut, 180 - best.cut)) {
          const measurements = [first.measurement_id, second.measurement_id];
          best = { target: first.target, measurements, cut };
        }
      }
    });
    const poor = best as PoorFix | null;
    if (poor && (poor.cut < LEAST_CUT_DEG || poor.cut > 180 - LEAST_CUT_DEG)) found.push(poor);
  }
  return found;
}

function cutAngle(scene: Scene, first: Measurement, second: Measurement): number {
  const start = pointOf(scene, first.start!);
  const other = pointOf(scene, second.start!);
  if (!start || !other) return 0;
  const apart = distance(start, other);
  const [a, b] = [Math.abs(first.value_m), Math.abs(second.value_m)];
  if (a === 0 || b === 0) return 90;
  const cosine = (a * a + b * b - apart * apart) / (2 * a * b);
  return degrees(Math.acos(Math.min(1, Math.max(-1, cosine))));
}

/** Object key -> parts and where their own numbers put them. */
export function fixedPoints(
  scene: Scene, used: readonly Measurement[],
): Map<string, [string, Point][]> {
  const found = new Map<string, [string, Point][]>();
  for (const group of byTarget(used)) {
    const target = group[0]!.target;
    const point = byOffsets(scene, group) ?? byTapes(scene, target, group);
    if (!point) continue;
    const points = found.get(target.object_id) ?? [];
    points.push([target.part, point]);
    points.sort(([one], [other]) => (one < other ? -1 : 1));
    found.set(target.object_id, points);
  }
  return found;
}

function byOffsets(scene: Scene, group: readonly Measurement[]): Point | null {
  const axes = baseLineAxes(scene);
  const s = group.filter((one) => one.kind === "along").pop()?.value_m;
  const t = group.filter((one) => one.kind === "offset").pop()?.value_m;
  if (!axes || s === undefined || t === undefined) return null;
  return [
    axes.begin[0] + s * axes.along[0] + t * axes.left[0],
    axes.begin[1] + s * axes.along[1] + t * axes.left[1],
  ];
}

function byTapes(scene: Scene, target: Anchor, group: readonly Measurement[]): Point | null {
  const tapes = group.flatMap((one) => {
    const start = one.start ? pointOf(scene, one.start) : null;
    return start ? [{ start, length: one.value_m }] : [];
  });
  const drawn = pointOf(scene, target);
  const [one, other] = tapes;
  if (!one || !other || !drawn) return null;
  const apart = distance(one.start, other.start);
  if (apart === 0) return null;
  const ux = (other.start[0] - one.start[0]) / apart;
  const uy = (other.start[1] - one.start[1]) / apart;
  const x = (one.length ** 2 - other.length ** 2 + apart ** 2) / (2 * apart);
  const y = Math.sqrt(Math.max(0, one.length ** 2 - x * x));
  const crossings = [1, -1].map((side): Point => [
    one.start[0] + x * ux - side * y * uy,
    one.start[1] + x * uy + side * y * ux,
  ]);
  return crossings.sort((p, q) => distance(p, drawn) - distance(q, drawn))[0]!;
}

/** The body moved so that its parts lie as near to the points as they can. */
export function placedOn(body: Body, points: readonly [string, Point][]): Body {
  const mean = (list: readonly Point[]): Point => [
    list.reduce((sum, point) => sum + point[0], 0) / list.length,
    list.reduce((sum, point) => sum + point[1], 0) / list.length,
  ];
  const wanted = mean(points.map(([, point]) => point));
  const now = points.map(([part]) => partPoint(body, part) ?? body.at_m);
  const middle = mean(now);
  let dot = 0;
  let cross = 0;
  points.forEach(([, to], n) => {
    const [ax, ay] = [now[n]![0] - middle[0], now[n]![1] - middle[1]];
    const [bx, by] = [to[0] - wanted[0], to[1] - wanted[1]];
    dot += ax * bx + ay * by;
    cross += ax * by - ay * bx;
  });
  const turn = dot || cross ? degrees(Math.atan2(cross, dot)) : 0;
  const turned = { ...body, heading_deg: body.heading_deg - turn };
  const [ahead, right] = mean(points.map(([part]) => partOffset(turned, part)));
  const [east, north] = forward(turned.heading_deg);
  const at_m: Point = [
    wanted[0] - ahead * east - right * north,
    wanted[1] - ahead * north + right * east,
  ];
  return { ...turned, at_m };
}
