/** What the page hands to the form. */

import type { Case, Value } from "./case";

export interface Choice {
  code: string;
  text: string;
  group: string;
  need: string;
}

export interface Item {
  item: string;
  field: string;
  of: "crash" | "party" | "driver" | "vehicle";
  kind: "code" | "number" | "text" | "moment" | "flag" | "severity";
  name: string;
  choices: Choice[];
  needed_for: string[];
  common: string[];
}

export interface Question {
  text: string;
  fields: string[];
  party_no: number | null;
}

export interface Suggestion {
  value: Value;
  text: string;
}

export interface MapData {
  scripts: string[]; // in their order
  styles: string[];
  layers: string[]; // addresses of blocks of the street map
  background: string; // address of the background where there is no street map
  bounds: [number, number, number, number] | null; // west, south, east, north in degrees
}

export interface FormData {
  crash_id: string;
  revision: number;
  case: Case;
  items: Item[];
  groups: Record<string, string>; // code of item 26 -> what the party is, roughly
  words: Record<string, string>;
  language: string;
  save_url: string;
  places_url: string;
  headers: Record<string, string>;
  read_only: boolean;
  questions: Question[];
  height_px?: number;
  map: MapData;
}

export const ON_FOOT = new Set(["pedestrian", "passenger"]);
export const TWO_WHEELS = new Set(["motorcycle", "bicycle"]);

/** The items of form (二) that a party of a kind is asked. */
export function itemsOfParty(data: FormData, kind: Value | undefined): Item[] {
  const group = kind === undefined ? "" : (data.groups[String(kind)] ?? "");
  return data.items.filter(
    (one) => one.of === "party" || (one.of !== "crash" && !ON_FOOT.has(group)),
  );
}

/** The main class of item 15 that was chosen, as items name it. */
export function needOf(data: FormData, type: Value | undefined): string {
  const item = data.items.find((one) => one.field === "crash_type_code");
  return item?.choices.find((one) => one.code === type)?.need ?? "";
}

/** Whether an item is asked at once; the others are folded away until something stands in them. */
export function isNeeded(item: Item, need: string, severity: Value | undefined): boolean {
  return item.needed_for.some((one) => one === "always" || one === need || one === severity);
}
