// The sheet: larger and smaller, a click chooses, what is not meant steps back, ghosts come forward.
import { inFocus } from "./desk.js";
import { element, svgElement, unionBox } from "./elements.js";
import { makeMovable } from "./moving.js";

const STEP = 1.3;
const MIN_ZOOM = 1, MAX_ZOOM = 6;
const HIT_MM = 1.2; // around a glyph: as much may be missed with a finger
const MOVED_LAYERS = ["glyphs", "labels"];

/** Draw the sheet anew when it has changed, and its buttons. */
export function drawSheet(desk) {
  const sheet = desk.root.querySelector(".sheet");
  if (desk.drawn !== desk.data.svg) {
    const focused = desk.focused;
    sheet.innerHTML = desk.data.svg; // written by our own drawing/svg.py, texts escaped
    desk.drawn = desk.data.svg;
    addHits(desk, sheet);
    addGhosts(desk, sheet);
    sheet.querySelector(`.hit[data-crash-id="${CSS.escape(focused ?? "")}"]`)?.focus();
  } else if (desk.ghosts !== desk.data.ghosts) addGhosts(desk, sheet);
  for (const item of sheet.querySelectorAll("[data-crash-id]")) item.style.translate = "";
  drawBar(desk);
  sheet.onclick = (event) => {
    const ghost = event.target.closest("[data-ghost-of]");
    if (ghost && desk.data.may_write)
      desk.ask("chosen", { crash_id: ghost.dataset.ghostOf, candidate: Number(ghost.dataset.candidate) });
    if (ghost || desk.moving) return;
    const glyph = event.target.closest("[data-crash-id]");
    if (glyph) desk.choose(desk.members.get(glyph.dataset.crashId) ?? [], event.shiftKey || event.ctrlKey);
    else if (desk.selected.size) desk.choose([...desk.selected]);
  };
  makeMovable(desk, sheet);
}

/** Let what is not in focus step back, and the ghosts of the crash that is asked about come out. */
export function showSheet(desk) {
  const sheet = desk.root.querySelector(".sheet");
  const focus = inFocus(desk);
  const isMeant = (glyph) => !focus || (desk.members.get(glyph) ?? [glyph]).some((id) => focus.has(id));
  for (const item of sheet.querySelectorAll("[data-crash-id]")) {
    const meant = isMeant(item.dataset.crashId);
    item.classList.toggle("dim", !meant);
    if (item.classList.contains("hit")) {
      item.classList.toggle("chosen", desk.selected.size > 0 && meant);
      item.setAttribute("aria-pressed", String(desk.selected.size > 0 && meant));
    }
  }
  sheet.style.width = `${100 * desk.zoom}%`;
  showGhosts(desk, sheet);
  sheet.classList.toggle("moving", desk.moving);
}

/** Show the ghosts of the crash that is asked about, and bring them into view. */
function showGhosts(desk, sheet) {
  let first = null;
  for (const ghost of sheet.querySelectorAll("[data-ghost-of]")) {
    const meant = ghost.dataset.ghostOf === desk.asked;
    ghost.style.display = meant ? "" : "none";
    if (meant) first ??= ghost;
  }
  if (!first || desk.shownGhost === desk.asked) return;
  desk.shownGhost = desk.asked;
  const view = desk.root.querySelector(".view");
  const [seen, at] = [view.getBoundingClientRect(), first.getBoundingClientRect()];
  view.scrollBy({
    left: at.left - seen.left - seen.width / 2, top: at.top - seen.top - seen.height / 2,
    behavior: "smooth",
  });
}

/** The primitives of a glyph and of its label. */
export function partsOf(desk, glyph, layers = MOVED_LAYERS) {
  const named = layers.map((layer) => `[data-layer="${layer}"] [data-crash-id="${CSS.escape(glyph)}"]`);
  return [...desk.root.querySelectorAll(named.map((one) => `.sheet ${one}`).join(","))];
}

/** The glyph of a crash as a small picture; with party 1 coming from below where that is asked. */
export function thumbnail(desk, id, size_px = 60) {
  const items = partsOf(desk, desk.data.stands_for[id] ?? id, ["glyphs"]).filter(
    (item) => !item.classList.contains("hit"),
  );
  if (!items.length) return element("span", { text: "–" });
  const box = unionBox(items);
  const half = Math.hypot(box.width, box.height) / 2 + 0.6;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const copies = items.map((item) => {
    const copy = item.cloneNode(true);
    copy.removeAttribute("data-crash-id");
    copy.classList.remove("dim");
    copy.style.translate = "";
    return copy;
  });
  const turn = desk.upright ? -(desk.crashes.get(id).heading_deg ?? 0) : 0;
  const turned = svgElement("g", { transform: `rotate(${turn} ${x} ${y})`, children: copies });
  return svgElement("svg", {
    viewBox: `${x - half} ${y - half} ${2 * half} ${2 * half}`, width: size_px, height: size_px,
    class: `thumbnail ${desk.root.querySelector(".sheet svg").getAttribute("class")}`,
    "aria-hidden": "true", children: [turned],
  });
}

/** Lay a box under each glyph, so that it can be hit and reached with the keyboard. */
function addHits(desk, sheet) {
  const layer = sheet.querySelector('[data-layer="glyphs"]');
  const glyphs = new Set([...(layer?.querySelectorAll("[data-crash-id]") ?? [])].map((one) => one.dataset.crashId));
  const hits = [...glyphs].map((glyph) => {
    const box = unionBox(partsOf(desk, glyph, ["glyphs"]));
    const crash = desk.crashes.get(glyph);
    const count = desk.members.get(glyph)?.length ?? 1;
    const label = count > 1 ? `${crash?.drawn_as ?? ""} ×${count}` : `${crash?.no ?? ""} ${crash?.when ?? ""} ${crash?.drawn_as ?? ""}`;
    return svgElement("rect", {
      class: "hit", "data-crash-id": glyph, tabindex: "0", role: "button", "aria-label": label,
      x: box.x - HIT_MM, y: box.y - HIT_MM, width: box.width + 2 * HIT_MM, height: box.height + 2 * HIT_MM,
      rx: HIT_MM, children: [svgElement("title", { text: label })],
    });
  });
  layer?.prepend(...hits);
}

/** Put the ghosts of undecided crashes over the glyphs. */
function addGhosts(desk, sheet) {
  desk.ghosts = desk.data.ghosts;
  const svg = sheet.querySelector("svg");
  svg?.querySelector('[data-layer="ghosts"]')?.remove();
  desk.shownGhost = null;
  if (!svg || !desk.data.ghosts) return;
  const holder = element("div");
  holder.innerHTML = desk.data.ghosts; // by drawing/svg.py as well
  const drawn = holder.querySelector("svg");
  const layer = drawn?.querySelector('[data-layer="ghosts"]');
  if (!layer) return;
  const group = svgElement("g", { class: drawn.getAttribute("class"), "data-layer": "ghosts" });
  group.append(...drawn.querySelectorAll("defs style"), ...layer.childNodes);
  svg.append(group);
}

function drawBar(desk) {
  const { words, may_write: mayWrite, may_move: mayMove, moved, undecided } = desk.data;
  const button = (text, label, onclick, more = {}) =>
    element("button", { type: "button", text, title: label, "aria-label": text.length > 1 ? null : label, onclick, ...more });
  const zoomed = (factor) => () => {
    desk.zoom = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, desk.zoom * factor));
    showSheet(desk);
  };
  const moving = button(`✥ ${words.move}`, words.move_help, () => {
    desk.moving = !desk.moving;
    drawBar(desk);
    showSheet(desk);
  }, { class: "wide", "aria-pressed": String(desk.moving), disabled: !mayMove });
  const back = button(words.all_back, words.all_back_help, () => desk.ask("put_back", { crash_id: null }), {
    class: "wide",
  });
  const deciding = button(`${words.to_confirm} (${undecided.length})`, words.decide_help, () => {
    desk.decide(desk.deciding ? null : undecided[0].id);
    drawBar(desk);
  }, { class: "wide deciding", "aria-pressed": String(Boolean(desk.deciding)) });
  desk.root.querySelector(".bar").replaceChildren(
    ...(undecided.length ? [deciding] : []),
    ...(mayWrite ? [moving] : []),
    ...(mayWrite && moved.length ? [back] : []),
    element("span", { class: "hint", text: desk.moving ? words.move_help : words.choose_help }),
    button("+", words.larger, zoomed(STEP), { class: "larger" }),
    button("−", words.smaller, zoomed(1 / STEP), { class: "smaller" }),
  );
}
