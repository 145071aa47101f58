/** Snap to kerbs, markings, corners, midpoints, strips and other things; each can be switched. */

import RBush from "rbush";

import type { BaseMap, MapStrip } from "./data";
import { directionTo, distance, nearestOnSegment } from "./geometry";
import { corners, isBody } from "./parts";
import type { Point, Scene } from "./scene";

export const SNAP_KINDS = ["kerb", "marking", "corner", "midpoint", "strip", "object"] as const;
export type SnapKind = (typeof SNAP_KINDS)[number];

interface Entry {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
  kind: SnapKind;
  start: Point;
  end: Point; // equal to the start for points
  strip: MapStrip | null;
}

export interface Snap {
  at: Point;
  kind: SnapKind;
  apart: number;
  bearing: number | null; // of the line that was met
  strip: MapStrip | null;
}

export class Snapping {
  enabled = true;
  kinds = new Set<SnapKind>(SNAP_KINDS);
  private street = new RBush<Entry>();
  private things = new RBush<Entry>();

  setMap(map: BaseMap | null): void {
    this.street.clear();
    const found: Entry[] = [];
    for (const line of map?.lines ?? []) {
      const kind = line.kind === "kerb" || line.kind === "edge" ? "kerb" : "marking";
      addLine(found, line.points_m, kind);
    }
    for (const strip of map?.strips ?? []) {
      for (let n = 1; n < strip.middle_m.length; n += 1) {
        found.push(entry("strip", strip.middle_m[n - 1]!, strip.middle_m[n]!, strip));
      }
    }
    this.street.load(found);
  }

  /** Let the corners of the bodies and the points of the marks be met, except of those that move. */
  setScene(scene: Scene, moving: ReadonlySet<string> = new Set()): void {
    this.things.clear();
    const found: Entry[] = [];
    const add = (point: Point): number => found.push(entry("object", point, point));
    for (const thing of scene.objects) {
      if (moving.has(thing.object_id)) continue;
      if (isBody(thing)) [...corners(thing), thing.at_m].forEach(add);
      else if (thing.shape === "trace") thing.points_m.forEach(add);
    }
    for (const point of scene.references) add(point.at_m);
    this.things.load(found);
  }

  /** The best place to snap to within a distance: points before lines, the nearest first. */
  nearest(point: Point, within: number, wanted?: ReadonlySet<SnapKind>): Snap | null {
    if (!this.enabled) return null;
    let best: Snap | null = null;
    let bestRank = Infinity;
    for (const one of this.near(point, within)) {
      if (!this.kinds.has(one.kind) || (wanted && !wanted.has(one.kind))) continue;
      const isPoint = one.start === one.end;
      const met = nearestOnSegment(point, one.start, one.end);
      const rank = met.apart + (isPoint ? 0 : 0.5 * within);
      if (met.apart <= within && rank < bestRank) {
        bestRank = rank;
        best = snapTo(one, met.at, met.apart);
      }
    }
    return best;
  }

  /** The strip whose middle is nearest, also when snapping is off. */
  stripAt(point: Point, within: number, leads?: string): Snap | null {
    let best: Snap | null = null;
    for (const one of this.near(point, within)) {
      if (!one.strip || (leads && one.strip.leads !== leads && one.strip.leads !== "both")) continue;
      const met = nearestOnSegment(point, one.start, one.end);
      if (met.apart <= within && (!best || met.apart < best.apart)) best = snapTo(one, met.at, met.apart);
    }
    return best;
  }

  /** The kerb or marking that is nearest, also when snapping is off. */
  lineAt(point: Point, within: number): Snap | null {
    let best: Snap | null = null;
    for (const one of this.near(point, within)) {
      if ((one.kind !== "kerb" && one.kind !== "marking") || one.start === one.end) continue;
      const met = nearestOnSegment(point, one.start, one.end);
      if (met.apart <= within && (!best || met.apart < best.apart)) best = snapTo(one, met.at, met.apart);
    }
    return best;
  }

  private near([x, y]: Point, within: number): Entry[] {
    const box = { minX: x - within, minY: y - within, maxX: x + within, maxY: y + within };
    return [...this.street.search(box), ...this.things.search(box)];
  }
}

function entry(kind: SnapKind, start: Point, end: Point, strip: MapStrip | null = null): Entry {
  return {
    minX: Math.min(start[0], end[0]),
    minY: Math.min(start[1], end[1]),
    maxX: Math.max(start[0], end[0]),
    maxY: Math.max(start[1], end[1]),
    kind,
    start,
    end,
    strip,
  };
}

function addLine(found: Entry[], points: readonly Point[], kind: SnapKind): void {
  points.forEach((point, n) => {
    found.push(entry("corner", point, point));
    const next = points[n + 1];
    if (!next) return;
    found.push(entry(kind, point, next));
    if (distance(point, next) > 1) {
      const middle: Point = [(point[0] + next[0]) / 2, (point[1] + next[1]) / 2];
      found.push(entry("midpoint", middle, middle));
    }
  });
}

function snapTo(one: Entry, at: Point, apart: number): Snap {
  const bearing = one.start === one.end ? null : directionTo(one.start, one.end);
  return { at: [...at], kind: one.kind, apart, bearing, strip: one.strip };
}
