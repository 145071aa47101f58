/** Smooth curves through the points of a mark: centripetal Catmull-Rom as cubic pieces. */

import { distance } from "./geometry";
import type { Point, Trace } from "./scene";

export type Cubic = [Point, Point, Point];

const STEPS = 16;

export function curvePieces(points: readonly Point[]): Cubic[] {
  const padded = [points[0]!, ...points, points[points.length - 1]!];
  return points
    .slice(1)
    .map((_, n) => piece(padded[n]!, padded[n + 1]!, padded[n + 2]!, padded[n + 3]!));
}

/** The points of a trace, a curve as short straight pieces. */
export function traceLine(trace: Pick<Trace, "points_m" | "curved">): Point[] {
  const points = trace.points_m;
  if (!trace.curved || points.length <= 2) return points;
  const line: Point[] = [points[0]!];
  curvePieces(points).forEach((cubic, n) => {
    for (let step = 1; step <= STEPS; step += 1) {
      line.push(onCurve(points[n]!, cubic, step / STEPS));
    }
  });
  return line;
}

export function lengthOf(line: readonly Point[]): number {
  return line.slice(1).reduce((sum, point, n) => sum + distance(line[n]!, point), 0);
}

export function onCurve(start: Point, [first, second, end]: Cubic, share: number): Point {
  const rest = 1 - share;
  const [a, b, c, d] = [rest ** 3, 3 * rest ** 2 * share, 3 * rest * share ** 2, share ** 3];
  return [
    a * start[0] + b * first[0] + c * second[0] + d * end[0],
    a * start[1] + b * first[1] + c * second[1] + d * end[1],
  ];
}

function piece(before: Point, start: Point, end: Point, after: Point): Cubic {
  const a = Math.sqrt(distance(before, start));
  const b = Math.sqrt(distance(start, end));
  const c = Math.sqrt(distance(end, after));
  return [control(before, start, end, a, b), control(after, end, start, c, b), end];
}

function control(before: Point, at: Point, towards: Point, a: number, b: number): Point {
  if (a === 0 || b === 0) {
    return [at[0] + (towards[0] - at[0]) / 3, at[1] + (towards[1] - at[1]) / 3];
  }
  const mix = (n: 0 | 1): number =>
    (a * a * towards[n] - b * b * before[n] + (2 * a * a + 3 * a * b + b * b) * at[n]) /
    (3 * a * (a + b));
  return [mix(0), mix(1)];
}
