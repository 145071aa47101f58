/** Moving a thing updates its numbers, except where a lock wants the thing back. */

import { withDrawnValues } from "./computed";
import type { Measurement, Scene } from "./scene";
import { keepLocks } from "./solving";

export interface Kept {
  scene: Scene;
  replaced: number; // measured values that are now read off the drawing
}

/** The scene after somebody moved things by hand, consistent with its measurements. */
export function afterMoving(before: Scene, after: Scene): Kept {
  const moved = movedKeys(before, after);
  if (!moved.size) return { scene: after, replaced: 0 };
  const known = new Map(before.measurements.map((one) => [one.measurement_id, one]));
  let replaced = 0;
  const measurements = after.measurements
    .filter((one) => exists(after, one))
    .map((one) => {
      const touches = moved.has(one.target.object_id) || (one.start && moved.has(one.start.object_id));
      const typedNow = known.get(one.measurement_id) !== one;
      if (!touches || typedNow || one.role !== "enforced" || one.origin !== "measured") return one;
      replaced += 1;
      return { ...one, origin: "drawn" as const };
    });
  return { scene: keepLocks(withDrawnValues({ ...after, measurements })), replaced };
}

function movedKeys(before: Scene, after: Scene): Set<string> {
  const old = new Map([...before.objects, ...before.references].map((one) => [one.object_id, one]));
  const moved = new Set<string>();
  for (const thing of [...after.objects, ...after.references]) {
    const was = old.get(thing.object_id);
    if (was && was !== thing && place(was) !== place(thing)) moved.add(thing.object_id);
    old.delete(thing.object_id);
  }
  for (const key of old.keys()) moved.add(key); // gone: its measurements go too
  if (before.base_line !== after.base_line) {
    for (const one of after.measurements) if (one.kind !== "distance") moved.add(one.target.object_id);
  }
  return moved;
}

function place(thing: object): string {
  const { at_m, points_m, heading_deg, length_m, width_m, wheelbase_m, posture } = thing as Record<string, unknown>;
  return JSON.stringify([at_m, points_m, heading_deg, length_m, width_m, wheelbase_m, posture]);
}

function exists(scene: Scene, one: Measurement): boolean {
  const keys = new Set([...scene.objects, ...scene.references].map((thing) => thing.object_id));
  return keys.has(one.target.object_id) && (!one.start || keys.has(one.start.object_id));
}
