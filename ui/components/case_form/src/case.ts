/** A case as the page and the server have it, and small changes of it. */

export type Value = string | number | boolean;
export type Values = Record<string, Value>;

export interface Place {
  x_m: number;
  y_m: number;
  lon: number;
  lat: number;
  origin: "map" | "junction" | "road" | "device";
  junction_id: string | null;
  junction: string;
}

export interface Party {
  party_no: number;
  values: Values;
}

export interface Case {
  version: number;
  crash_id: string;
  state: "draft" | "done";
  place: Place | null;
  values: Values;
  parties: Party[];
}

/** The same values with one changed; null and empty mean: not entered. */
export function withValue(values: Values, field: string, value: Value | null): Values {
  const next = { ...values };
  if (value === null || value === "") delete next[field];
  else next[field] = value;
  return next;
}

export function withPartyValue(one: Case, number: number, field: string, value: Value | null): Case {
  const parties = one.parties.map((party) =>
    party.party_no === number ? { ...party, values: withValue(party.values, field, value) } : party,
  );
  return { ...one, parties };
}

/** As many parties as a type of crash has at least, unless there are some already. */
export function withParties(one: Case, least: number): Case {
  if (one.parties.length) return one;
  const parties = Array.from({ length: least }, (_, n) => ({ party_no: n + 1, values: {} }));
  return { ...one, parties };
}

/** What both sides made of the same base, field by field. */
export interface Merge {
  merged: Case; // theirs with this side's changes on top
  both: string[]; // fields that both changed differently
}

type Flat = Map<string, string>;

/** Every field of a case as text, under a name of its own. */
function flat(one: Case): Flat {
  const found: Flat = new Map([["state", one.state], ["place", JSON.stringify(one.place)]]);
  for (const [field, value] of Object.entries(one.values)) found.set(field, JSON.stringify(value));
  found.set("parties", String(one.parties.length));
  for (const party of one.parties) {
    for (const [field, value] of Object.entries(party.values)) {
      found.set(`${party.party_no}/${field}`, JSON.stringify(value));
    }
  }
  return found;
}

function changes(base: Case, next: Case): Map<string, string | undefined> {
  const [before, after] = [flat(base), flat(next)];
  const names = new Set([...before.keys(), ...after.keys()]);
  const found = new Map<string, string | undefined>();
  for (const name of names) {
    if (before.get(name) !== after.get(name)) found.set(name, after.get(name));
  }
  return found;
}

export function same(one: Case, other: Case): boolean {
  return changes(one, other).size === 0;
}

export function merge(base: Case, mine: Case, theirs: Case): Merge {
  const [ours, other] = [changes(base, mine), changes(base, theirs)];
  const both = [...ours].filter(([name, value]) => other.has(name) && other.get(name) !== value);
  let merged = theirs;
  for (const [name, value] of ours) merged = withFlat(merged, name, value, mine);
  return { merged, both: both.map(([name]) => name).sort() };
}

function withFlat(one: Case, name: string, value: string | undefined, mine: Case): Case {
  if (name === "state") return { ...one, state: mine.state };
  if (name === "place") return { ...one, place: mine.place };
  if (name === "parties") {
    const known = new Map(one.parties.map((party) => [party.party_no, party]));
    return { ...one, parties: mine.parties.map((party) => known.get(party.party_no) ?? party) };
  }
  const entered = value === undefined ? null : (JSON.parse(value) as Value);
  const [number, field] = name.split("/");
  if (field === undefined) return { ...one, values: withValue(one.values, name, entered) };
  return withPartyValue(one, Number(number), field, entered);
}
