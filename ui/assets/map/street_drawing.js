// How shapes of the base map are drawn on a canvas: fills, hatching of what is assumed, paint, symbols.
// A shape: [group, colour, rings, heading, facts, assumed, width_m, element, hatch, symbol]; `rings` of a
// prepared shape are pixels of zoom 0.
(function () {
  "use strict";
  const HATCH_PX = 8; // a tile of 256 pixels holds it without a seam
  const hatches = new Map();

  function hatch(pen, colour) {
    if (!hatches.has(colour)) {
      const tile = document.createElement("canvas");
      tile.width = tile.height = HATCH_PX;
      const line = tile.getContext("2d");
      line.strokeStyle = colour;
      line.lineWidth = 1;
      line.beginPath();
      for (const shift of [-HATCH_PX, 0, HATCH_PX]) {
        line.moveTo(shift, HATCH_PX);
        line.lineTo(shift + HATCH_PX, 0);
      }
      line.stroke();
      hatches.set(colour, tile);
    }
    return pen.createPattern(hatches.get(colour), "repeat");
  }

  function trace(pen, rings, scale, left, top) {
    pen.beginPath();
    for (const ring of rings) {
      for (let i = 0; i < ring.length; i += 2) {
        const x = ring[i] * scale - left, y = ring[i + 1] * scale - top;
        if (i) pen.lineTo(x, y); else pen.moveTo(x, y);
      }
    }
  }

  /** Fill a surface; what is assumed is hatched. */
  function surface(pen, shape, showsAssumed) {
    pen.fillStyle = shape[1];
    pen.fill("evenodd");
    if (shape[5] && showsAssumed && shape[8]) { pen.fillStyle = hatch(pen, shape[8]); pen.fill("evenodd"); }
    pen.strokeStyle = "#7b879466";
    pen.lineWidth = 0.6;
    pen.stroke();
  }

  /** Fill paint; what is assumed is pale and has an edge in its own colour. */
  function paint(pen, shape, showsAssumed) {
    const pale = shape[5] && showsAssumed;
    pen.fillStyle = shape[5] && !showsAssumed ? shape[8] || shape[1] : shape[1];
    pen.fill("evenodd");
    if (pale && shape[8]) { pen.strokeStyle = shape[8]; pen.lineWidth = 0.8; pen.stroke(); }
  }

  function line(pen, shape, width) {
    pen.strokeStyle = shape[1];
    pen.lineJoin = pen.lineCap = "round";
    pen.lineWidth = width;
    pen.stroke();
  }

  function outline(pen, kind, stroke) {
    pen.beginPath();
    if (kind === "d") pen.arc(stroke[1], stroke[2], stroke[3], 0, 2 * Math.PI);
    for (const ring of kind === "a" ? stroke[1] : kind === "l" ? [stroke[1]] : []) {
      for (let i = 0; i < ring.length; i += 2) if (i) pen.lineTo(ring[i], ring[i + 1]); else pen.moveTo(ring[i], ring[i + 1]);
      if (kind === "a") pen.closePath();
    }
  }

  /** Draw a symbol in millimetres around a point of the screen. */
  function symbol(pen, strokes, x, y, perMm) {
    pen.save();
    pen.translate(x, y);
    pen.scale(perMm, perMm);
    pen.textAlign = "center";
    pen.textBaseline = "alphabetic";
    for (const stroke of strokes) {
      const kind = stroke[0], [fill, edge, width] = stroke.slice(-3);
      if (kind === "t") {
        pen.font = `700 ${stroke[4]}px "Noto Sans TC Variable", sans-serif`;
        pen.fillStyle = fill;
        pen.fillText(stroke[3], stroke[1], stroke[2]);
        continue;
      }
      outline(pen, kind, stroke);
      if (fill && kind !== "l") { pen.fillStyle = fill; pen.fill("evenodd"); }
      if (edge) { pen.strokeStyle = edge; pen.lineWidth = width; pen.stroke(); }
    }
    pen.restore();
  }

  L.streetDrawing = { trace, surface, paint, line, symbol, hatch };
})();
