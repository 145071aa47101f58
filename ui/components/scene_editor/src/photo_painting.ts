/** Photos under the street: where their control points lay them, and how well. */

import { svg } from "./elements";
import type { Editor } from "./editor";
import { layerState } from "./scene";
import type { ControlPoint, Point, Underlay } from "./scene";
import { decompose } from "./singular_values";

/** x = a·px + b·py + c, y = d·px + e·py + f, in metres. */
export type Matrix = [number, number, number, number, number, number];

const LEAST: Record<Underlay["fit"], number> = { similarity: 2, affine: 3 };

export function paintPhotos(group: SVGGElement, editor: Editor): void {
  group.replaceChildren();
  const { scene, data } = editor;
  if (!layerState(scene, "underlay").visible) return;
  for (const photo of scene.underlays.filter((one) => one.visible)) {
    const [a, b, c, d, e, f] = placedMatrix(photo);
    svg(
      "image",
      {
        href: new URL(`${data.photo_url}/${photo.underlay_id}`, document.baseURI).href,
        width: photo.width_px,
        height: photo.height_px,
        preserveAspectRatio: "none",
        opacity: photo.opacity,
        transform: `matrix(${a} ${-d} ${b} ${-e} ${c} ${-f})`,
      },
      group,
    );
  }
}

/** How a photo lies: by its control points, or where it was first put. */
export function placedMatrix(photo: Underlay): Matrix {
  if (photo.control_points.length >= LEAST[photo.fit]) {
    const fitted = fitMatrix(photo.control_points, photo.fit);
    if (fitted) return fitted;
  }
  const perPixel = photo.ground_width_m / photo.width_px;
  const left = photo.at_m[0] - photo.ground_width_m / 2;
  const top = photo.at_m[1] + (perPixel * photo.height_px) / 2;
  return [perPixel, 0, left, 0, -perPixel, top];
}

export function toGround([a, b, c, d, e, f]: Matrix, [x, y]: Point): Point {
  return [a * x + b * y + c, d * x + e * y + f];
}

export function toPixel([a, b, c, d, e, f]: Matrix, [x, y]: Point): Point {
  const det = a * e - b * d;
  return [(e * (x - c) - b * (y - f)) / det, (a * (y - f) - d * (x - c)) / det];
}

/** Distance of each control point from where the fit puts it, in metres. */
export function fitResiduals(photo: Underlay): number[] {
  const matrix = placedMatrix(photo);
  return photo.control_points.map(({ at_px, at_m }) => {
    const [x, y] = toGround(matrix, at_px);
    return Math.hypot(x - at_m[0], y - at_m[1]);
  });
}

/** Least squares over control points, null when they coincide or lie on one line. */
export function fitMatrix(points: readonly ControlPoint[], fit: Underlay["fit"]): Matrix | null {
  if (fit === "affine") {
    const rows = points.map(({ at_px: [x, y] }) => [x, y, 1]);
    const east = leastSquares(rows, points.map((one) => one.at_m[0]));
    const north = leastSquares(rows, points.map((one) => one.at_m[1]));
    return east && north ? ([...east, ...north] as Matrix) : null;
  }
  const east = points.map(({ at_px: [x, y] }) => [x, y, 1, 0]);
  const north = points.map(({ at_px: [x, y] }) => [-y, x, 0, 1]);
  const wanted = [...points.map((one) => one.at_m[0]), ...points.map((one) => one.at_m[1])];
  const found = leastSquares([...east, ...north], wanted);
  if (!found) return null;
  const [p, q, c, f] = found as [number, number, number, number];
  return Math.hypot(p, q) === 0 ? null : [p, q, c, q, -p, f];
}

function leastSquares(rows: number[][], wanted: readonly number[]): number[] | null {
  const size = rows[0]?.length ?? 0;
  const scales = Array.from({ length: size }, (_, n) =>
    Math.max(1e-12, ...rows.map((row) => Math.abs(row[n]!))),
  );
  const { left, values, right } = decompose(rows.map((row) => row.map((one, n) => one / scales[n]!)));
  if (Math.min(...values) < Math.max(...values) * 1e-9) return null;
  return Array.from({ length: size }, (_, m) =>
    values.reduce((sum, value, n) => {
      const along = left.reduce((dot, row, k) => dot + row[n]! * wanted[k]!, 0) / value;
      return sum + right[m]![n]! * along;
    }, 0) / scales[m]!,
  );
}
