/** Rows of the measuring table: a fix is two offsets of one point of a thing. */

import { computed } from "./computed";
import type { Editor } from "./editor";
import { distance } from "./geometry";
import { hasTwoWheels } from "./hitting";
import { isBody, measurableParts, partPoint } from "./parts";
import type { Anchor, Measurement, MeasurementKind, Scene, Thing } from "./scene";
import { millimetres, newKey, thingOf } from "./scene";

/** Add a fix for the selected thing, or for each party at rest that has none. */
export function addFix(editor: Editor): void {
  const { scene } = editor;
  if (!scene.references.length || !scene.base_line) {
    editor.toast(editor.say("Set the reference point and the base line first."));
    return;
  }
  const chosen = editor.selectedThings().filter((thing) => thing.shape !== "note");
  const things = chosen.length ? chosen : unmeasuredParties(scene);
  const added = things.flatMap((thing) => {
    const part = nextPart(editor, thing);
    return part ? fixOf(editor, scene, { object_id: thing.object_id, part }) : [];
  });
  if (!added.length) {
    editor.toast(editor.say("Select the thing that was measured."));
    return;
  }
  const measurements = [...scene.measurements, ...added];
  editor.commit({ ...scene, measurements }, editor.say("Fix added"));
  editor.showPanel("measurements");
}

export function unmeasuredParties(scene: Scene): Thing[] {
  const measured = new Set(scene.measurements.map((one) => one.target.object_id));
  return scene.objects.filter(
    (thing) =>
      isBody(thing) && thing.party_no !== null && thing.kind !== "impact" &&
      thing.moment !== "impact" && !measured.has(thing.object_id),
  );
}

/** The parts of a thing that are not measured yet, the nearest to the reference point first. */
function nextPart(editor: Editor, thing: Thing): string | undefined {
  const { scene, data } = editor;
  const begin = scene.references[0]!.at_m;
  const taken = new Set(
    scene.measurements
      .filter((one) => one.target.object_id === thing.object_id && one.kind !== "distance")
      .map((one) => one.target.part),
  );
  const parts = measurableParts(thing, hasTwoWheels(data.catalogue, thing));
  const open = parts.filter((part) => !taken.has(part));
  if (isBody(thing) && thing.kind === "vehicle" && parts[0]?.includes("_left")) {
    const four = open.filter((part) => /^(front|rear)_(left|right)$/.test(part));
    four.sort((one, other) => distance(partPoint(thing, one)!, begin) - distance(partPoint(thing, other)!, begin));
    return four[0] ?? open[0];
  }
  return open[0];
}

function fixOf(editor: Editor, scene: Scene, target: Anchor): Measurement[] {
  return (["along", "offset"] as MeasurementKind[]).map((kind) => {
    const one: Measurement = {
      measurement_id: newKey("m"),
      kind,
      target,
      value_m: 0,
      start: null,
      sigma_m: editor.sigma,
      role: "enforced",
      origin: "drawn",
      note: "",
    };
    return { ...one, value_m: millimetres(computed(scene, one) ?? 0) };
  });
}

/** The measurements of a scene, one group for each measured point. */
export function groupedByTarget(scene: Scene): Measurement[][] {
  const groups = new Map<string, Measurement[]>();
  for (const one of scene.measurements) {
    const key = `${one.target.object_id}/${one.target.part}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

export const measuredThing = (scene: Scene, one: Measurement): Thing | undefined =>
  thingOf(scene, one.target.object_id);
