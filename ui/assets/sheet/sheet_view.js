// A sheet on the page: the drawing itself, larger and smaller, and a click on a crash in it.
// Called again by the page whenever the drawing changes; the same element keeps its zoom.
const STEP = 1.3;
const MIN_ZOOM = 1, MAX_ZOOM = 6;

export default function ({ data, parentElement, setTriggerValue }) {
  const view = parentElement.querySelector(".view");
  const sheet = parentElement.querySelector(".sheet");
  const show = () => { sheet.style.width = `${100 * view.zoom}%`; };
  if (view.drawn !== data.svg) {
    sheet.innerHTML = data.svg; // written by our own drawing/svg.py, texts escaped
    view.drawn = data.svg;
    for (const glyph of sheet.querySelectorAll("[data-crash-id]")) glyph.style.cursor = "pointer";
  }
  view.zoom ??= MIN_ZOOM;
  parentElement.querySelector(".larger").onclick = () => {
    view.zoom = Math.min(MAX_ZOOM, view.zoom * STEP);
    show();
  };
  parentElement.querySelector(".smaller").onclick = () => {
    view.zoom = Math.max(MIN_ZOOM, view.zoom / STEP);
    show();
  };
  for (const [name, label] of Object.entries(data.labels)) {
    const button = parentElement.querySelector(`.${name}`);
    button.title = label;
    button.setAttribute("aria-label", label);
  }
  sheet.onclick = (event) => {
    const glyph = event.target.closest("[data-crash-id]");
    if (glyph) setTriggerValue("crash", glyph.getAttribute("data-crash-id"));
  };
  show();
}
