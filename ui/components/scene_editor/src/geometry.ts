/** Plane geometry in metres east and north; directions in degrees clockwise from north. */

import type { Point } from "./scene";

export const radians = (degrees: number): number => (degrees * Math.PI) / 180;
export const degrees = (angle: number): number => (angle * 180) / Math.PI;

export function distance(one: Point, other: Point): number {
  return Math.hypot(other[0] - one[0], other[1] - one[1]);
}

/** Unit vector of a direction. */
export function forward(headingDeg: number): Point {
  const angle = radians(headingDeg);
  return [Math.sin(angle), Math.cos(angle)];
}

/** The point so far ahead of and to the right of a body's middle. */
export function place(at: Point, headingDeg: number, ahead: number, right: number): Point {
  const [east, north] = forward(headingDeg);
  return [at[0] + ahead * east + right * north, at[1] + ahead * north - right * east];
}

/** Direction from one point to another. */
export function directionTo(from: Point, to: Point): number {
  return (degrees(Math.atan2(to[0] - from[0], to[1] - from[1])) + 360) % 360;
}

/** Smallest turn from one direction to another, -180 to 180. */
export function turnBetween(from: number, to: number): number {
  return ((((to - from + 180) % 360) + 360) % 360) - 180;
}

export interface OnSegment {
  at: Point;
  share: number;
  apart: number;
}

/** The point of a segment that is nearest to a point. */
export function nearestOnSegment(point: Point, start: Point, end: Point): OnSegment {
  const east = end[0] - start[0];
  const north = end[1] - start[1];
  const squared = east * east + north * north;
  const along = (point[0] - start[0]) * east + (point[1] - start[1]) * north;
  const share = squared === 0 ? 0 : Math.max(0, Math.min(1, along / squared));
  const at: Point = [start[0] + share * east, start[1] + share * north];
  return { at, share, apart: distance(point, at) };
}

/** Distance of a point from a line of straight pieces. */
export function distanceToLine(point: Point, line: readonly Point[]): number {
  let best = line.length === 1 ? distance(point, line[0]!) : Infinity;
  for (let n = 1; n < line.length; n += 1) {
    best = Math.min(best, nearestOnSegment(point, line[n - 1]!, line[n]!).apart);
  }
  return best;
}

export function isInside(point: Point, ring: readonly Point[]): boolean {
  let inside = false;
  for (let n = 0, before = ring.length - 1; n < ring.length; before = n, n += 1) {
    const [ax, ay] = ring[n]!;
    const [bx, by] = ring[before]!;
    if (ay > point[1] !== by > point[1] && point[0] < ((bx - ax) * (point[1] - ay)) / (by - ay) + ax) {
      inside = !inside;
    }
  }
  return inside;
}

export interface Extent {
  west: number;
  south: number;
  east: number;
  north: number;
}

export function extentOf(points: readonly Point[]): Extent | null {
  if (points.length === 0) return null;
  const found = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const [x, y] of points) {
    found.west = Math.min(found.west, x);
    found.east = Math.max(found.east, x);
    found.south = Math.min(found.south, y);
    found.north = Math.max(found.north, y);
  }
  return found;
}
