/** What the page hands to the editor. */

import type { Point, Scene } from "./scene";

export interface MapArea {
  area_id: string;
  kind: string;
  rings_m: Point[][];
  method: string;
}

export interface MapLine {
  line_id: string;
  kind: string;
  points_m: Point[];
  width_m: number;
  colour: string;
  dash_m: number[];
  method: string;
}

export interface MapStrip {
  strip_id: string;
  kind: string;
  middle_m: Point[];
  width_m: number;
  arm_id: string | null;
  leads: "in" | "out" | "both";
}

export interface MapArm {
  arm_id: string;
  name: string;
  bearing_deg: number;
}

/** A way through the junction, from the mouth of one strip to the mouth of another. */
export interface MapMovement {
  from_strip: string;
  to_strip: string;
  from_arm: string;
  to_arm: string;
  points_m: Point[];
}

export interface BaseMap {
  map_version: string;
  areas: MapArea[];
  lines: MapLine[];
  strips: MapStrip[];
  arms: MapArm[];
  texts: { text: string; at_m: Point; bearing_deg: number; size_m: number }[];
  movements: MapMovement[];
}

export interface SymbolShape {
  area?: Point[];
  line?: Point[];
  ellipse?: [number, number, number, number];
  paint?: string;
}

export interface BodyKind {
  kind: string;
  title: string;
  layer: string;
  group: string;
  symbol: string | null;
  length_m: number | null;
  width_m: number | null;
}

export interface TraceKind {
  kind: string;
  title: string;
  layer: string;
  group: string;
  width_m: number;
  colour: string;
  pattern: string;
}

export interface VehicleClass {
  class_code: string;
  title: string;
  length_m: number;
  width_m: number;
  wheelbase_m: number | null;
  height_m: number;
  symbol: string;
  is_person: boolean;
  has_two_wheels: boolean;
}

export interface Catalogue {
  layers: { layer: string; title: string }[];
  bodies: BodyKind[];
  traces: TraceKind[];
  vehicles: VehicleClass[];
  symbols: Record<string, SymbolShape[]>;
  parts: Record<string, string>;
  tools: { tool: string; title: string; sigma_m: number }[];
}

export interface Party {
  party_no: number;
  class_code: string | null;
}

export interface EditorData {
  crash_id: string;
  revision: number;
  scene: Scene;
  base_map: BaseMap | null;
  catalogue: Catalogue;
  parties: Party[];
  words: Record<string, string>;
  language: string;
  save_url: string;
  photo_url: string;
  headers: Record<string, string>;
  read_only: boolean;
  questions: string[]; // what contradicts itself in the case, with the directions of this scene
  height_px?: number;
}
