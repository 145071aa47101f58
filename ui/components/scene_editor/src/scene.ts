/** What a scene is: the JSON form that the program keeps, with metres east and north. */

export type Point = [number, number];
export type Method =
  | "surveyed" | "orthophoto" | "osm" | "opendrive" | "officer" | "place_text" | "demo" | "assumed";
export type Posture = "upright" | "left_side" | "right_side" | "overturned";
export type Moment = "rest" | "impact" | "parked";

export interface Body {
  shape: "body";
  object_id: string;
  kind: string;
  at_m: Point;
  heading_deg: number;
  length_m: number;
  width_m: number;
  layer: string;
  class_code: string | null;
  party_no: number | null;
  moment: Moment | null;
  posture: Posture;
  wheelbase_m: number | null;
  position_method: Method;
  size_method: Method;
  label: string;
  locked: boolean;
}

export interface Trace {
  shape: "trace";
  object_id: string;
  kind: string;
  points_m: Point[];
  width_m: number;
  layer: string;
  curved: boolean;
  party_no: number | null;
  position_method: Method;
  label: string;
  locked: boolean;
}

export interface Note {
  shape: "note";
  object_id: string;
  text: string;
  at_m: Point;
  layer: string;
  size_m: number;
  locked: boolean;
}

export type SceneObject = Body | Trace | Note;

export interface ReferencePoint {
  object_id: string;
  at_m: Point;
  description: string;
}

export type Thing = SceneObject | ReferencePoint;

export interface BaseLine {
  bearing_deg: number;
  description: string;
}

export interface Anchor {
  object_id: string;
  part: string;
}

export type MeasurementKind = "along" | "offset" | "distance";
export type Role = "enforced" | "locked" | "label_only";

export interface Measurement {
  measurement_id: string;
  kind: MeasurementKind;
  target: Anchor;
  value_m: number;
  start: Anchor | null;
  sigma_m: number;
  role: Role;
  origin: "measured" | "drawn";
  note: string;
}

export interface TravelEnd {
  at_m: Point;
  bearing_deg: number;
  arm_id: string | null;
  strip_id: string | null;
}

export interface Travel {
  party_no: number;
  approach: TravelEnd | null;
  exit: TravelEnd | null;
}

export interface ControlPoint {
  at_px: Point;
  at_m: Point;
}

export interface Underlay {
  underlay_id: string;
  media_type: string;
  width_px: number;
  height_px: number;
  at_m: Point;
  ground_width_m: number;
  control_points: ControlPoint[];
  fit: "similarity" | "affine";
  opacity: number;
  visible: boolean;
}

export interface LayerState {
  layer: string;
  visible: boolean;
  locked: boolean;
}

export interface Scene {
  version: 1;
  crash_id: string;
  crs: string;
  origin_m: Point;
  map_version: string | null;
  objects: SceneObject[];
  references: ReferencePoint[];
  base_line: BaseLine | null;
  measurements: Measurement[];
  travels: Travel[];
  underlays: Underlay[];
  layers: LayerState[];
  moved_parties: number[];
  summary: string;
  sheet: { paper: "A4" | "A3"; scale: number | null; turned_deg: number };
}

let counter = 0;

/** A key that no other object has, also when two tabs make one in the same millisecond. */
export function newKey(prefix: string): string {
  counter += 1;
  const random = Math.floor(Math.random() * 46656).toString(36);
  return `${prefix}-${Date.now().toString(36)}${random}${counter.toString(36)}`;
}

export const millimetres = (value: number): number => Math.round(value * 1000) / 1000 + 0;

export const rounded = (point: Point): Point => [millimetres(point[0]), millimetres(point[1])];

/** A direction in degrees, from 0 up to but not including 360. */
export function bearing(degrees: number): number {
  const turned = millimetres(((degrees % 360) + 360) % 360);
  return turned === 360 ? 0 : turned;
}

export function layerState(scene: Scene, layer: string): LayerState {
  return (
    scene.layers.find((state) => state.layer === layer) ?? { layer, visible: true, locked: false }
  );
}

export function isHeld(scene: Scene, thing: SceneObject): boolean {
  return thing.locked || layerState(scene, thing.layer).locked;
}

export function objectOf(scene: Scene, key: string): SceneObject | undefined {
  return scene.objects.find((thing) => thing.object_id === key);
}

export function thingOf(scene: Scene, key: string): Thing | undefined {
  return objectOf(scene, key) ?? scene.references.find((point) => point.object_id === key);
}

/** The scene with some of its objects replaced. */
export function withObjects(scene: Scene, changed: Map<string, SceneObject>): Scene {
  return { ...scene, objects: scene.objects.map((one) => changed.get(one.object_id) ?? one) };
}

export function movedBy(thing: SceneObject, east: number, north: number): SceneObject {
  const move = (at: Point): Point => rounded([at[0] + east, at[1] + north]);
  if (thing.shape === "trace") return { ...thing, points_m: thing.points_m.map(move) };
  return { ...thing, at_m: move(thing.at_m) };
}

/** The letter of a party: A for 1. */
export function partyLetter(number: number): string {
  let letters = "";
  for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
