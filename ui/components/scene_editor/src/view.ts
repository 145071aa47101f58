/** What part of the ground the screen shows: metres to pixels and back, zooming and panning. */

import type { Extent } from "./geometry";
import type { Point } from "./scene";

const NEAREST = 400; // pixels for a metre
const FARTHEST = 0.5;

export class View {
  width = 800;
  height = 600;
  scale = 10; // pixels for a metre
  centre: Point = [0, 0];

  constructor(private onChange: () => void) {}

  toScreen(point: Point): Point {
    return [
      this.width / 2 + (point[0] - this.centre[0]) * this.scale,
      this.height / 2 - (point[1] - this.centre[1]) * this.scale,
    ];
  }

  toGround(pixel: Point): Point {
    return [
      this.centre[0] + (pixel[0] - this.width / 2) / this.scale,
      this.centre[1] - (pixel[1] - this.height / 2) / this.scale,
    ];
  }

  resize(width: number, height: number): void {
    if (width === this.width && height === this.height) return;
    this.width = Math.max(1, width);
    this.height = Math.max(1, height);
    this.onChange();
  }

  pan(right: number, down: number): void {
    this.centre = [this.centre[0] - right / this.scale, this.centre[1] + down / this.scale];
    this.onChange();
  }

  /** Zoom so that the ground under a pixel stays where it is. */
  zoomAt(pixel: Point, factor: number): void {
    const held = this.toGround(pixel);
    this.scale = Math.min(NEAREST, Math.max(FARTHEST, this.scale * factor));
    const now = this.toGround(pixel);
    this.centre = [this.centre[0] + held[0] - now[0], this.centre[1] + held[1] - now[1]];
    this.onChange();
  }

  zoom(factor: number): void {
    this.zoomAt([this.width / 2, this.height / 2], factor);
  }

  /** Show a piece of the ground with a margin around it. */
  fit(extent: Extent, margin = 40): void {
    const wide = Math.max(4, extent.east - extent.west);
    const high = Math.max(4, extent.north - extent.south);
    const room = Math.max(50, Math.min(this.width, this.height) - 2 * margin);
    const across = Math.max(room, this.width - 2 * margin) / wide;
    const along = Math.max(room, this.height - 2 * margin) / high;
    this.scale = Math.min(NEAREST, Math.max(FARTHEST, Math.min(across, along)));
    this.centre = [(extent.west + extent.east) / 2, (extent.south + extent.north) / 2];
    this.onChange();
  }
}
