// Moving glyphs: with mouse, finger or pen, or with the arrow keys. Nothing is asked of the server
// while a glyph moves; it hears of the whole way at the end.
import { svgElement, unionBox } from "./elements.js";
import { partsOf } from "./sheet.js";

const LEAST_MM = 0.4; // a shorter way was a click
const KEY_MM = 1, FAR_KEY_MM = 5;
const KEYS_END_MS = 900; // after the last key
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Let the glyphs of a sheet be moved while the desk is in that state. */
export function makeMovable(desk, sheet) {
  sheet.ontouchstart = (event) => { // a finger on a glyph moves it and not the page
    if (desk.moving && event.target.closest("[data-crash-id]")) event.preventDefault();
  };
  sheet.onpointerdown = (event) => {
    const glyph = event.target.closest("[data-crash-id]")?.dataset.crashId;
    if (!desk.moving || !glyph || event.button > 0) return;
    event.preventDefault();
    const way = begin(desk, glyph);
    const start = inMillimetres(sheet, event);
    sheet.setPointerCapture(event.pointerId);
    sheet.onpointermove = (moved) => {
      const at = inMillimetres(sheet, moved);
      way.to(at[0] - start[0], at[1] - start[1]);
    };
    sheet.onpointerup = () => {
      stop(sheet);
      way.end();
    };
    sheet.onpointercancel = () => {
      stop(sheet);
      way.cancel();
    };
  };
  sheet.onfocusin = (event) => { desk.focused = event.target.dataset?.crashId ?? null; };
  sheet.onfocusout = () => {
    desk.byKeys?.end();
    desk.focused = null;
  };
  sheet.onkeydown = (event) => onKey(desk, event);
}

function stop(sheet) {
  sheet.onpointermove = sheet.onpointerup = sheet.onpointercancel = null;
}

function onKey(desk, event) {
  const glyph = event.target.closest("[data-crash-id]")?.dataset.crashId;
  if (!glyph) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    if (desk.byKeys) desk.byKeys.end();
    else desk.choose(desk.members.get(glyph) ?? [], event.shiftKey);
  } else if (event.key === "Escape") desk.byKeys?.cancel();
  else if (desk.moving && WAYS[event.key]) {
    event.preventDefault();
    desk.byKeys ??= keyedWay(desk, glyph);
    const step = event.shiftKey ? FAR_KEY_MM : KEY_MM;
    desk.byKeys.by(WAYS[event.key][0] * step, WAYS[event.key][1] * step);
  }
}

function keyedWay(desk, glyph) {
  const way = begin(desk, glyph);
  let [x, y, waiting] = [0, 0, null];
  const finish = (how) => () => {
    clearTimeout(waiting);
    desk.byKeys = null;
    way[how]();
  };
  const end = finish("end");
  return {
    by: (dx, dy) => {
      [x, y] = [x + dx, y + dy];
      way.to(x, y);
      clearTimeout(waiting);
      waiting = setTimeout(end, KEYS_END_MS);
    },
    end,
    cancel: finish("cancel"),
  };
}

/** The way of one glyph, from where it stands. */
function begin(desk, glyph) {
  const parts = partsOf(desk, glyph);
  const box = unionBox(partsOf(desk, glyph, ["glyphs"]));
  const [left, top, width, height] = desk.data.frame_mm;
  const anchor = desk.data.anchors_mm[glyph];
  const tie = svgElement("line", { class: "tie" });
  if (anchor) desk.root.querySelector(".sheet svg").append(tie);
  let [dx, dy] = [0, 0];
  const show = () => {
    for (const part of parts) part.style.translate = `${dx}px ${dy}px`;
    if (!anchor) return;
    const ends = { x1: anchor[0], y1: anchor[1], x2: box.x + box.width / 2 + dx, y2: box.y + box.height / 2 + dy };
    for (const [name, value] of Object.entries(ends)) tie.setAttribute(name, value);
  };
  return {
    to: (x, y) => {
      dx = Math.min(Math.max(x, left - box.x), left + width - box.x - box.width);
      dy = Math.min(Math.max(y, top - box.y), top + height - box.y - box.height);
      show();
    },
    end: () => {
      tie.remove();
      if (Math.hypot(dx, dy) >= LEAST_MM) desk.ask("moved", { crash_id: glyph, dx_mm: dx, dy_mm: dy });
      else desk.choose(desk.members.get(glyph) ?? []);
    },
    cancel: () => {
      [dx, dy] = [0, 0];
      show();
      tie.remove();
    },
  };
}

function inMillimetres(sheet, event) {
  const svg = sheet.querySelector("svg");
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  return [at.x, at.y];
}
