/** New things: what they are, how large, on which layer. */

import type { Catalogue, Party } from "./data";
import type { Body, Moment, Point, Scene, Trace } from "./scene";
import { bearing, newKey, rounded } from "./scene";

export interface Recipe {
  kind: string;
  class_code?: string | null;
  party_no?: number | null;
  moment?: Moment | null;
}

/** A new body of a kind, at its default size, which counts as assumed. */
export function newBody(known: Catalogue, recipe: Recipe, at: Point, headingDeg: number): Body {
  const kind = known.bodies.find((one) => one.kind === recipe.kind);
  const vehicle = known.vehicles.find((one) => one.class_code === recipe.class_code);
  const size = recipe.kind === "vehicle" ? (vehicle ?? known.vehicles.find((one) => one.class_code === "B03")) : null;
  return {
    shape: "body",
    object_id: newKey(recipe.kind),
    kind: recipe.kind,
    at_m: rounded(at),
    heading_deg: bearing(headingDeg),
    length_m: size?.length_m ?? kind?.length_m ?? 1,
    width_m: size?.width_m ?? kind?.width_m ?? 1,
    layer: kind?.layer ?? "parties",
    class_code: recipe.class_code ?? null,
    party_no: recipe.party_no ?? null,
    moment: recipe.moment ?? (recipe.party_no ? "rest" : null),
    posture: "upright",
    wheelbase_m: size?.wheelbase_m ?? null,
    position_method: "officer",
    size_method: "assumed",
    label: "",
    locked: false,
  };
}

export function newTrace(
  known: Catalogue, kindName: string, points: readonly Point[], party: number | null,
): Trace {
  const kind = known.traces.find((one) => one.kind === kindName);
  return {
    shape: "trace",
    object_id: newKey(kindName),
    kind: kindName,
    points_m: points.map(rounded),
    width_m: kind?.width_m ?? 0.1,
    layer: kind?.layer ?? "marks",
    curved: kindName !== "line",
    party_no: party,
    position_method: "officer",
    label: "",
    locked: false,
  };
}

/** How a party is drawn where it came to rest. */
export function partyRecipe(known: Catalogue, party: Party): Recipe {
  const vehicle = known.vehicles.find((one) => one.class_code === party.class_code);
  const onFoot = vehicle?.is_person ?? false;
  return {
    kind: onFoot ? "lying_person" : "vehicle",
    class_code: party.class_code,
    party_no: party.party_no,
    moment: "rest",
  };
}

/** The same body with the size of another class, unless somebody entered its size. */
export function withClass(known: Catalogue, body: Body, classCode: string | null): Body {
  const vehicle = known.vehicles.find((one) => one.class_code === classCode);
  if (!vehicle || body.size_method !== "assumed") return { ...body, class_code: classCode };
  return resized(known, {
    ...body,
    class_code: classCode,
    length_m: vehicle.length_m,
    width_m: vehicle.width_m,
    wheelbase_m: vehicle.wheelbase_m,
  });
}

/** The same body in another posture: a fallen two-wheeler is as wide as it was high. */
export function withPosture(known: Catalogue, body: Body, posture: Body["posture"]): Body {
  return resized(known, { ...body, posture });
}

function resized(known: Catalogue, body: Body): Body {
  const vehicle = known.vehicles.find((one) => one.class_code === body.class_code);
  if (!vehicle || body.size_method !== "assumed") return body;
  const lying = body.posture === "left_side" || body.posture === "right_side";
  return { ...body, width_m: lying ? vehicle.height_m : vehicle.width_m };
}

/** Copies of things, a little beside them, with keys of their own. */
export function copies(scene: Scene, keys: ReadonlySet<string>): Scene["objects"] {
  return scene.objects
    .filter((thing) => keys.has(thing.object_id))
    .map((thing) => {
      const object_id = newKey(thing.shape === "note" ? "note" : thing.kind);
      const beside = ([x, y]: Point): Point => rounded([x + 1.5, y - 1.5]);
      return thing.shape === "trace"
        ? { ...thing, object_id, locked: false, points_m: thing.points_m.map(beside) }
        : { ...thing, object_id, locked: false, at_m: beside(thing.at_m) };
    });
}
