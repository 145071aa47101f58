// Make elements; every text is set as text, never as markup.
const SVG = "http://www.w3.org/2000/svg";

/** An HTML element: `text` is its text, `on…` its handlers, `children` what it holds. */
export function element(tag, { text, children = [], ...given } = {}) {
  return filled(document.createElement(tag), text, children, given);
}

/** An SVG element, with the same description. */
export function svgElement(tag, { text, children = [], ...given } = {}) {
  return filled(document.createElementNS(SVG, tag), text, children, given);
}

function filled(made, text, children, given) {
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith("on")) made[name] = value;
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

/** The smallest box around SVG elements, in the units of the sheet. */
export function unionBox(items) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const item of items) {
    const box = item.getBBox();
    left = Math.min(left, box.x);
    top = Math.min(top, box.y);
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** A sentence with its named fields filled. */
export function said(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (field, name) => values[name] ?? field);
}
