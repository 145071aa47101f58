/** Paint bodies, traces and notes: one group for each, moved by its transform alone. */

import type { Catalogue, SymbolShape } from "./data";
import { svg } from "./elements";
import type { Body, Note, Point, Trace } from "./scene";
import { partyLetter } from "./scene";
import { curvePieces, traceLine } from "./smooth";

const PAINTS: Record<string, string> = {
  body: "#ffffff",
  dark: "#1d2733",
  glass: "#d5dfe8",
  warning: "#e0533d",
  green: "#a9cfa4",
  none: "none",
};
const PARTY_COLOURS = ["#fbd9a6", "#b9d8f7", "#cfe8c5", "#ecc8e6", "#e6dcc8", "#c9e4e4"];
const ARROW = 0.9; // length of the head of an arrow in metres
const TICK_EVERY = 0.5;
const TICK = 0.3;

const round = (value: number): number => Math.round(value * 1000) / 1000;
const at = ([x, y]: Point): string => `${round(x)} ${round(-y)}`;

export function partyColour(number: number | null): string {
  return number === null ? "#ffffff" : PARTY_COLOURS[(number - 1) % PARTY_COLOURS.length]!;
}

/** The name of the symbol of a body. */
export function symbolOf(known: Catalogue, body: Body): string {
  const kind = known.bodies.find((one) => one.kind === body.kind);
  const vehicle = known.vehicles.find((one) => one.class_code === body.class_code);
  const name = kind?.symbol ?? vehicle?.symbol ?? "car";
  const lying = body.posture === "left_side" || body.posture === "right_side";
  return lying && `${name}_on_its_side` in known.symbols ? `${name}_on_its_side` : name;
}

export function bodyTransform(body: Body): string {
  return `translate(${at(body.at_m)}) rotate(${round(body.heading_deg)})`;
}

/** Fill the group of a body: its symbol pointing up, then turned to its heading. */
export function paintBody(group: SVGGElement, body: Body, known: Catalogue): void {
  group.replaceChildren();
  group.setAttribute("transform", bodyTransform(body));
  const mirror = body.posture === "right_side" ? -1 : 1;
  const assumed = body.size_method === "assumed" && (body.party_no !== null || body.kind === "vehicle");
  for (const shape of known.symbols[symbolOf(known, body)] ?? []) {
    paintShape(group, shape, body.width_m * mirror, body.length_m, {
      fill: partyColour(body.kind === "impact" ? null : body.party_no),
      ghost: body.moment === "impact",
      assumed,
    });
  }
  if (body.posture === "overturned") {
    const [x, y] = [0.4 * body.width_m, 0.4 * body.length_m];
    svg("path", { class: "stroke", d: `M${-x} ${-y}L${x} ${y}M${x} ${-y}L${-x} ${y}` }, group);
  }
}

function paintShape(
  group: SVGGElement, shape: SymbolShape, width: number, length: number,
  look: { fill: string; ghost: boolean; assumed: boolean },
): void {
  const scaled = ([x, y]: Point): string => `${round(x * width)} ${round(-y * length)}`;
  if (shape.line) {
    svg("path", { class: "stroke", d: `M${shape.line.map(scaled).join("L")}` }, group);
    return;
  }
  const isBody = shape.paint === "body";
  const attributes = {
    class: look.assumed && isBody ? "stroke assumed" : "stroke",
    fill: look.ghost ? "none" : isBody ? look.fill : (PAINTS[shape.paint ?? "none"] ?? "none"),
  };
  if (shape.ellipse) {
    const [x, y, halfWidth, halfLength] = shape.ellipse;
    svg(
      "ellipse",
      {
        ...attributes,
        cx: round(x * width),
        cy: round(-y * length),
        rx: round(Math.abs(halfWidth * width)),
        ry: round(halfLength * length),
      },
      group,
    );
  } else if (shape.area) {
    svg("path", { ...attributes, d: `M${shape.area.map(scaled).join("L")}Z` }, group);
  }
}

/** Fill the group of a trace. */
export function paintTrace(group: SVGGElement, trace: Trace, known: Catalogue): void {
  group.replaceChildren();
  const kind = known.traces.find((one) => one.kind === trace.kind);
  const pattern = kind?.pattern ?? "solid";
  const colour = kind?.colour ?? "#333333";
  const dashes: Record<string, string> = {
    dashed: "0.5 0.3",
    dashed_arrow: "0.6 0.4",
    dotted: `0.01 ${Math.max(0.25, 1.6 * trace.width_m)}`,
  };
  svg(
    "path",
    {
      class: "trace",
      d: tracePath(trace),
      fill: "none",
      stroke: colour,
      style: `--width:${trace.width_m}px`,
      "stroke-dasharray": dashes[pattern],
      "stroke-linecap": pattern === "dotted" ? "round" : "butt",
    },
    group,
  );
  const line = traceLine(trace);
  if (pattern.endsWith("arrow")) paintArrow(group, line, colour);
  if (pattern === "ticks") {
    const d = ticks(line).map(([one, other]) => `M${at(one)}L${at(other)}`).join("");
    svg("path", { class: "trace", d, stroke: colour, style: "--width:0.05px" }, group);
  }
}

export function tracePath(trace: Pick<Trace, "points_m" | "curved">): string {
  const [first] = trace.points_m;
  if (!first) return "";
  if (!trace.curved || trace.points_m.length < 3) return `M${trace.points_m.map(at).join("L")}`;
  return `M${at(first)}${curvePieces(trace.points_m)
    .map((piece) => `C${piece.map(at).join(" ")}`)
    .join("")}`;
}

export function paintArrow(group: SVGGElement, line: readonly Point[], colour: string): void {
  const tip = line[line.length - 1];
  const before = line[line.length - 2];
  if (!tip || !before) return;
  const length = Math.hypot(tip[0] - before[0], tip[1] - before[1]) || 1;
  const [x, y] = [(tip[0] - before[0]) / length, (tip[1] - before[1]) / length];
  const back: Point = [tip[0] - ARROW * x, tip[1] - ARROW * y];
  const half = 0.35 * ARROW;
  const sides: Point[] = [
    tip,
    [back[0] - half * y, back[1] + half * x],
    [back[0] + half * y, back[1] - half * x],
  ];
  svg("path", { d: `M${sides.map(at).join("L")}Z`, fill: colour }, group);
}

function ticks(line: readonly Point[]): [Point, Point][] {
  const found: [Point, Point][] = [];
  let gone = 0;
  for (let n = 1; n < line.length; n += 1) {
    const [a, b] = [line[n - 1]!, line[n]!];
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (length === 0) continue;
    const [x, y] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
    let along = TICK_EVERY - gone;
    for (; along <= length; along += TICK_EVERY) {
      const [px, py] = [a[0] + along * x, a[1] + along * y];
      const [sx, sy] = [(TICK / 2) * (x - y), (TICK / 2) * (y + x)];
      found.push([[px - sx, py - sy], [px + sx, py + sy]]);
    }
    gone = length - (along - TICK_EVERY);
  }
  return found;
}

export function paintNote(group: SVGGElement, note: Note): void {
  group.replaceChildren();
  group.setAttribute("transform", `translate(${at(note.at_m)})`);
  svg("text", { class: "note", "font-size": note.size_m, text: note.text }, group);
}

/** What stands beside a body: the letter of its party, or its own label. */
export function bodyLabel(body: Body): string {
  const letter = body.party_no !== null && body.kind !== "impact" ? partyLetter(body.party_no) : "";
  return [letter, body.label].filter(Boolean).join(" ");
}
