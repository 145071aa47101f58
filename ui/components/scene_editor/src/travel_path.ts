/** The path of a party through a junction, from its two clicks. */

import { distance, forward } from "./geometry";
import type { Point, Travel } from "./scene";

const REACH = 0.4; // of the distance of the two clicks

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
