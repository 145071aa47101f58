/** What a measurement reads in the drawing. */

import { distance, forward } from "./geometry";
import { pointOf } from "./parts";
import type { Measurement, Point, Scene } from "./scene";
import { millimetres } from "./scene";

export interface Axes {
  begin: Point;
  along: Point;
  left: Point;
}

/** Where the base line begins, its direction and its left. */
export function baseLineAxes(scene: Scene): Axes | null {
  const first = scene.references[0];
  if (!scene.base_line || !first) return null;
  const [east, north] = forward(scene.base_line.bearing_deg);
  return { begin: first.at_m, along: [east, north], left: [-north, east] };
}

/** Metres that a measurement reads, null when it needs something that is not there. */
export function computed(scene: Scene, one: Measurement): number | null {
  const target = pointOf(scene, one.target);
  if (!target) return null;
  if (one.kind === "distance") {
    const start = one.start ? pointOf(scene, one.start) : null;
    return start ? distance(start, target) : null;
  }
  const axes = baseLineAxes(scene);
  if (!axes) return null;
  const axis = one.kind === "along" ? axes.along : axes.left;
  return (target[0] - axes.begin[0]) * axis[0] + (target[1] - axes.begin[1]) * axis[1];
}

/** Whether the drawing has to follow a number. */
export function isFollowed(one: Measurement): boolean {
  if (one.role === "label_only") return false;
  return one.role === "locked" || one.origin === "measured";
}

/** The scene with every value that is read off the drawing read anew. */
export function withDrawnValues(scene: Scene): Scene {
  let changed = false;
  const measurements = scene.measurements.map((one) => {
    if (one.origin !== "drawn" || one.role !== "enforced") return one;
    const value = computed(scene, one);
    if (value === null || millimetres(value) === one.value_m) return one;
    changed = true;
    return { ...one, value_m: millimetres(value) };
  });
  return changed ? { ...scene, measurements } : scene;
}
