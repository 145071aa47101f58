/** Small line drawings for buttons, 24 by 24, drawn by us: no font has to bring them. */

import { svg } from "./elements";

const PATHS: Record<string, string> = {
  undo: "M9 6L4 11l5 5M4 11h10a5 5 0 0 1 0 10h-3",
  redo: "M15 6l5 5-5 5M20 11H10a5 5 0 0 0 0 10h3",
  snap: "M6 3v9a6 6 0 0 0 12 0V3h-4v9a2 2 0 0 1-4 0V3ZM6 7h4M14 7h4",
  box: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M10 4h4M10 20h4M4 10v4M20 10v4",
  copy: "M8 8h12v12H8ZM16 8V4H4v12h4",
  left: "M5 5v5h5M5.5 10a8 8 0 1 1-.5 5",
  right: "M19 5v5h-5M18.5 10a8 8 0 1 0 .5 5",
  align: "M5 21V3M19 21V3M9 19h6V7l-3-3-3 3Z",
  lock: "M6 11h12v9H6ZM8 11V8a4 4 0 0 1 8 0v3M12 14v3",
  delete: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v6M14 11v6",
  out: "M5 12h14",
  in: "M5 12h14M12 5v14",
  fit: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  help: "M9 9a3 3 0 1 1 4 3c-1 .6-1 1-1 2.500M12 18v.5",
  panel: "M4 5h16v14H4ZM14 5v14",
  select: "M6 3l12 10-5.500 .6L16 20l-2.500 1.200L10.500 15 6 18.500Z",
  travel: "M4 20c1-8 6-12 15-13M14 3l5 4-4 5",
  reference: "M12 5a7 7 0 1 0 .01 0ZM7 7l10 10M17 7L7 17",
  base_line: "M3 17h4M9 17h2M13 17h4M19 17h2M6 17V7M6 7h10M16 4v6",
  distance: "M4 15L15 4M4 15l1 5 5 1M15 4l5 1 1 5M8 19L19 8",
  note: "M5 5h14M12 5v15M9 20h6",
  photo: "M3 6h18v13H3ZM3 16l5-5 4 4 3-3 6 6M16 9h.5",
  steps: "M4 6h3M4 12h3M4 18h3M10 6h10M10 12h10M10 18h10",
  eye: "M2 12c4-7 16-7 20 0-4 7-16 7-20 0ZM12 9a3 3 0 1 0 .01 0Z",
};

export function icon(parent: Element, name: string): SVGSVGElement {
  const made = svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, parent);
  svg("path", { d: PATHS[name] ?? PATHS.help }, made);
  return made;
}
