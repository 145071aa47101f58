/** The order of work of a plain crash: what comes next, so that each step is one tap. */

import type { Party } from "./data";
import type { Scene } from "./scene";

export type Step =
  | { kind: "approach" | "exit" | "rest"; party: number }
  | { kind: "impact" | "reference" | "base_line" | "measure" };

export const stepKey = (step: Step): string =>
  "party" in step ? `${step.kind}/${step.party}` : step.kind;

/** All steps that are still to do, in their order. */
export function openSteps(scene: Scene, parties: readonly Party[]): Step[] {
  const found: Step[] = [];
  const parked = (party: number): boolean =>
    scene.objects.some((one) => one.shape === "body" && one.party_no === party && one.moment === "parked");
  for (const { party_no: party } of parties) {
    const travel = scene.travels.find((one) => one.party_no === party);
    if (!travel?.approach && !parked(party)) found.push({ kind: "approach", party });
    if (!travel?.exit && !parked(party)) found.push({ kind: "exit", party });
  }
  const bodies = scene.objects.filter((one) => one.shape === "body");
  if (!bodies.some((one) => one.kind === "impact")) found.push({ kind: "impact" });
  for (const { party_no: party } of parties) {
    const drawn = bodies.some((one) => one.shape === "body" && one.party_no === party && one.moment !== "impact");
    if (!drawn && !scene.moved_parties.includes(party)) found.push({ kind: "rest", party });
  }
  if (!scene.references.length) found.push({ kind: "reference" });
  if (!scene.base_line) found.push({ kind: "base_line" });
  if (!scene.measurements.length) found.push({ kind: "measure" });
  return found;
}

/** How many steps a scene with these parties has in all. */
export function countSteps(parties: readonly Party[]): number {
  return 3 * parties.length + 4;
}
