/** What a step of work changed: the parts of a scene before and after, small enough to keep. */

import type { Scene } from "./scene";

type ListName = "objects" | "references" | "measurements" | "travels" | "underlays" | "layers";
type FieldName = "base_line" | "moved_parties" | "summary" | "sheet" | "map_version";

const KEYS: Record<ListName, string> = {
  objects: "object_id",
  references: "object_id",
  measurements: "measurement_id",
  travels: "party_no",
  underlays: "underlay_id",
  layers: "layer",
};
const FIELDS: FieldName[] = ["base_line", "moved_parties", "summary", "sheet", "map_version"];

interface EntryChange {
  list: ListName;
  key: string;
  before: unknown; // null: it was not there
  after: unknown; // null: it is no longer there
  place: number; // where it stood, or stands now, in its list
}

interface FieldChange {
  field: FieldName;
  before: unknown;
  after: unknown;
}

export interface Change {
  label: string;
  entries: EntryChange[];
  fields: FieldChange[];
}

type Entry = Record<string, unknown>;

const listOf = (scene: Scene, list: ListName): Entry[] => scene[list] as unknown as Entry[];
export const keyOf = (list: ListName, entry: Entry): string => String(entry[KEYS[list]]);
const same = (one: unknown, other: unknown): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

/** What is different between two scenes, null when nothing is. */
export function difference(before: Scene, after: Scene, label: string): Change | null {
  const entries: EntryChange[] = [];
  for (const list of Object.keys(KEYS) as ListName[]) {
    if (before[list] !== after[list]) entries.push(...entryChanges(list, before, after));
  }
  const fields = FIELDS.filter((field) => !same(before[field], after[field])).map((field) => ({
    field,
    before: before[field],
    after: after[field],
  }));
  return entries.length || fields.length ? { label, entries, fields } : null;
}

function entryChanges(list: ListName, before: Scene, after: Scene): EntryChange[] {
  const found: EntryChange[] = [];
  const old = new Map(listOf(before, list).map((entry, place) => [keyOf(list, entry), { entry, place }]));
  listOf(after, list).forEach((entry, place) => {
    const key = keyOf(list, entry);
    const was = old.get(key);
    old.delete(key);
    if (!was) found.push({ list, key, before: null, after: entry, place });
    else if (was.entry !== entry && !same(was.entry, entry)) {
      found.push({ list, key, before: was.entry, after: entry, place });
    }
  });
  for (const [key, { entry, place }] of old) {
    found.push({ list, key, before: entry, after: null, place });
  }
  return found;
}

/** The scene with a change made, or taken back. */
export function applied(scene: Scene, change: Change, direction: "forward" | "back"): Scene {
  const next = { ...scene } as Scene;
  const target = direction === "forward" ? "after" : "before";
  const source = direction === "forward" ? "before" : "after";
  for (const list of Object.keys(KEYS) as ListName[]) {
    const entries = change.entries.filter((one) => one.list === list);
    if (!entries.length) continue;
    const gone = new Set(entries.filter((one) => one[target] === null).map((one) => one.key));
    const changed = new Map(entries.map((one) => [one.key, one[target] as Entry | null]));
    const kept = listOf(scene, list)
      .filter((entry) => !gone.has(keyOf(list, entry)))
      .map((entry) => changed.get(keyOf(list, entry)) ?? entry);
    const back = entries.filter((one) => one[source] === null && one[target] !== null);
    for (const one of [...back].sort((first, second) => first.place - second.place)) {
      if (!kept.some((entry) => keyOf(list, entry) === one.key)) {
        kept.splice(Math.min(one.place, kept.length), 0, one[target] as Entry);
      }
    }
    (next as unknown as Record<string, unknown>)[list] = kept;
  }
  for (const one of change.fields) {
    (next as unknown as Record<string, unknown>)[one.field] = one[target];
  }
  return next;
}

/** Two changes in a row as one, for steps that belong together. */
export function joined(first: Change, second: Change): Change {
  const entries = new Map(first.entries.map((one) => [`${one.list}/${one.key}`, { ...one }]));
  for (const one of second.entries) {
    const known = entries.get(`${one.list}/${one.key}`);
    if (known) known.after = one.after;
    else entries.set(`${one.list}/${one.key}`, { ...one });
  }
  const fields = new Map(first.fields.map((one) => [one.field, { ...one }]));
  for (const one of second.fields) {
    const known = fields.get(one.field);
    if (known) known.after = one.after;
    else fields.set(one.field, { ...one });
  }
  return { label: second.label, entries: [...entries.values()], fields: [...fields.values()] };
}

export interface Merge {
  scene: Scene;
  mine: string[]; // what only this side changed
  theirs: string[]; // what only the other side changed
  both: string[]; // what both changed differently; the merged scene has this side's
}

/** Put the changes of two sides, made from the same base, into one scene. */
export function merged(base: Scene, mine: Scene, theirs: Scene): Merge {
  const ours = difference(base, mine, "mine") ?? { label: "", entries: [], fields: [] };
  const other = difference(base, theirs, "theirs") ?? { label: "", entries: [], fields: [] };
  const name = (one: EntryChange | FieldChange): string =>
    "list" in one ? `${one.list}/${one.key}` : one.field;
  const theirParts = new Map([...other.entries, ...other.fields].map((one) => [name(one), one]));
  const found: Merge = { scene: applied(theirs, ours, "forward"), mine: [], theirs: [], both: [] };
  for (const one of [...ours.entries, ...ours.fields]) {
    const against = theirParts.get(name(one));
    if (!against) found.mine.push(name(one));
    else if (!same(against.after, one.after)) found.both.push(name(one));
    theirParts.delete(name(one));
  }
  found.theirs = [...theirParts.keys()];
  return found;
}
