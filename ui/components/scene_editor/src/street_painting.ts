/** Paint the street under the scene: few elements, so that it never slows the work above it. */

import type { BaseMap, MapArea, MapLine } from "./data";
import { svg } from "./elements";
import type { Point } from "./scene";

const SURFACES: Record<string, string> = {
  lane: "#c9cfd6",
  junction: "#c9cfd6",
  sidewalk: "#ece7db",
  island: "#d5dfcc",
  median: "#d5dfcc",
  green: "#d5dfcc",
  building: "#f3f3f1",
  paint: "#ffffff",
  paint_yellow: "#e0a800",
  paint_red: "#d03b2f",
  paint_blue: "#5a8fc4",
  paint_green: "#9cc79a",
  paint_orange: "#e08a2e",
};
const TO_SNAP_ONLY = "paint_edge";
const COLOURS: Record<string, string> = {
  white: "#ffffff",
  yellow: "#e0a800",
  red: "#d03b2f",
  grey: "#7b8794",
};
const KERB = "#4a5563";
const ORDER = [
  "building", "green", "sidewalk", "island", "median", "lane", "junction",
  "paint_green", "paint_blue", "paint_red", "paint_orange", "paint_yellow", "paint",
];

const at = ([x, y]: Point): string => `${round(x)} ${round(-y)}`;
const round = (value: number): number => Math.round(value * 1000) / 1000;
const line = (points: readonly Point[]): string => `M${points.map(at).join("L")}`;

/** Fill a group with the street; its user unit is the metre, y down. */
export function paintStreet(group: SVGGElement, map: BaseMap | null): void {
  group.replaceChildren();
  if (!map) return;
  const kinds = new Map<string, MapArea[]>();
  for (const area of map.areas) {
    const kind = area.kind in SURFACES ? area.kind : "building";
    kinds.set(kind, [...(kinds.get(kind) ?? []), area]);
  }
  for (const kind of ORDER) {
    const areas = kinds.get(kind);
    if (!areas) continue;
    const d = areas.map(outline).join("");
    svg("path", { d, fill: SURFACES[kind], "fill-rule": "nonzero" }, group);
  }
  paintLines(group, map.lines);
  for (const text of map.texts) {
    const turn = ((text.bearing_deg - 90 + 90 + 360) % 180) - 90;
    svg(
      "text",
      {
        class: "street-name",
        transform: `translate(${at(text.at_m)}) rotate(${turn})`,
        "font-size": text.size_m,
        text: text.text,
      },
      group,
    );
  }
}

/** Outside rings run one way and holes the other, so that surfaces may touch and overlap. */
function outline(area: MapArea): string {
  return area.rings_m
    .map((ring, n) => {
      const wanted = n === 0 ? 1 : -1;
      const points = Math.sign(doubleArea(ring)) === wanted ? ring : [...ring].reverse();
      return `${line(points)}Z`;
    })
    .join("");
}

function doubleArea(ring: readonly Point[]): number {
  return ring.reduce((sum, [x, y], n) => {
    const [nextX, nextY] = ring[(n + 1) % ring.length]!;
    return sum + x * nextY - nextX * y;
  }, 0);
}

function paintLines(group: SVGGElement, lines: readonly MapLine[]): void {
  const styles = new Map<string, { like: MapLine; d: string[] }>();
  for (const one of lines.filter((line) => line.kind !== TO_SNAP_ONLY)) {
    const key = [one.kind, one.colour, one.width_m, one.dash_m.join(), one.method === "assumed"].join();
    const known = styles.get(key) ?? { like: one, d: [] };
    known.d.push(line(one.points_m));
    styles.set(key, known);
  }
  for (const { like, d } of styles.values()) {
    const isKerb = like.kind === "kerb" || like.kind === "edge";
    const assumed = isKerb && like.method === "assumed" && like.dash_m.length === 0;
    svg(
      "path",
      {
        d: d.join(""),
        fill: "none",
        stroke: isKerb ? KERB : (COLOURS[like.colour] ?? COLOURS.grey),
        "stroke-width": Math.max(like.width_m, 0.08),
        "stroke-dasharray": assumed ? "0.8 0.4" : like.dash_m.length ? like.dash_m.join(" ") : undefined,
      },
      group,
    );
  }
}
