/** The path of a party through a junction, from its two clicks. */

import type { BaseMap, MapMovement } from "./data";
import { distance, forward } from "./geometry";
import type { Point, Travel } from "./scene";
import { onCurve } from "./smooth";

const REACH = 0.4; // of the distance of the two clicks
const STEPS = 24;
const SAME_M = 0.01;
const KNOWN = new WeakMap<Travel, Point[]>();

/** The points of the path of a party, along a real way through the junction where there is one. */
export function travelPoints(travel: Travel, map: BaseMap | null): Point[] | null {
  let known = KNOWN.get(travel);
  if (!known) {
    const whole = travelPath(travel);
    if (!whole) return null;
    const [start, first, second, end] = whole;
    known =
      travelLine(travel, map) ??
      Array.from({ length: STEPS + 1 }, (_, n) => onCurve(start, [first, second, end], n / STEPS));
    KNOWN.set(travel, known);
  }
  return known;
}

/** Its strip, the way through, its next strip; null where the street has no such way. */
export function travelLine(travel: Travel, map: BaseMap | null): Point[] | null {
  const { approach: came, exit: went } = travel;
  if (!came || !went || !map) return null;
  const ways = map.movements.filter((one) => one.from_arm === came.arm_id && one.to_arm === went.arm_id);
  const misses = (way: MapMovement): number =>
    1e6 * (Number(way.from_strip !== came.strip_id) + Number(way.to_strip !== went.strip_id)) +
    distance(way.points_m[0]!, came.at_m) + distance(way.points_m[way.points_m.length - 1]!, went.at_m);
  const [way] = [...ways].sort((one, other) => misses(one) - misses(other));
  if (!way) return null;
  const middle = (key: string): Point[] => map.strips.find((one) => one.strip_id === key)?.middle_m ?? [];
  const before = after(middle(way.from_strip), came.at_m);
  const beyond = after([...middle(way.to_strip)].reverse(), went.at_m).reverse();
  const line = [came.at_m, ...before, ...way.points_m, ...beyond, went.at_m];
  return line.filter((point, n) => n === 0 || distance(point, line[n - 1]!) > SAME_M);
}

/** The points of a line that come after the place on it nearest to a point. */
function after(middle: Point[], at: Point): Point[] {
  for (let n = 1; n < middle.length; n += 1) {
    const [start, end] = [middle[n - 1]!, middle[n]!];
    const [east, north] = [end[0] - start[0], end[1] - start[1]];
    const along = (at[0] - start[0]) * east + (at[1] - start[1]) * north;
    if (along < east ** 2 + north ** 2) return middle.slice(n);
  }
  return [];
}

/** Start, control, control and end of the path, null without both clicks. */
export function travelPath(travel: Travel): [Point, Point, Point, Point] | null {
  if (!travel.approach || !travel.exit) return null;
  const start = travel.approach.at_m;
  const end = travel.exit.at_m;
  const reach = REACH * distance(start, end);
  const out = forward(travel.approach.bearing_deg);
  const away = forward(travel.exit.bearing_deg);
  return [
    start,
    [start[0] - reach * out[0], start[1] - reach * out[1]],
    [end[0] - reach * away[0], end[1] - reach * away[1]],
    end,
  ];
}
