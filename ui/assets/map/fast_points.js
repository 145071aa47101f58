// A Leaflet canvas grid layer over typed arrays, for up to a million crashes: no DOM node and no
// object for each point. The file comes from ui/maps/packed_points.py:
//   int32 count | int32 x[] | int32 y[] | uint32 id[] | uint8 look[]
// x and y are web Mercator scaled to 2^30 (3.7 cm at the equator). Of the points that fall on one
// pixel the first is drawn, so the file has the severest first.
(function () {
  "use strict";
  const WORLD = 2 ** 30;
  const WORLD_ZOOM = 22; // 256 px * 2^22 = 2^30
  const CELLS = 512; // grid cells along each side of the bounds of the data
  const EDGED_FROM_PX = 3; // smaller symbols without the white edge, which would wash them out
  const MAX_RATIO = 2; // of device pixels; more costs time and shows nothing

  /** Sort the points into a grid: start[k] .. start[k + 1] are the points of cell k. */
  function intoGrid(buffer) {
    const count = new Int32Array(buffer, 0, 1)[0];
    const x = new Int32Array(buffer, 4, count);
    const y = new Int32Array(buffer, 4 + 4 * count, count);
    const id = new Uint32Array(buffer, 4 + 8 * count, count);
    const look = new Uint8Array(buffer, 4 + 12 * count, count);
    let west = 2 ** 31 - 1, east = 0, north = 2 ** 31 - 1, south = 0;
    for (let i = 0; i < count; i++) {
      if (x[i] < west) west = x[i];
      if (x[i] > east) east = x[i];
      if (y[i] < north) north = y[i];
      if (y[i] > south) south = y[i];
    }
    const width = Math.max(1, Math.ceil((east - west + 1) / CELLS));
    const height = Math.max(1, Math.ceil((south - north + 1) / CELLS));
    const start = new Uint32Array(CELLS * CELLS + 1);
    const cell = new Uint32Array(count);
    for (let i = 0; i < count; i++) {
      cell[i] = (((y[i] - north) / height) | 0) * CELLS + (((x[i] - west) / width) | 0);
      start[cell[i] + 1]++;
    }
    for (let k = 0; k < CELLS * CELLS; k++) start[k + 1] += start[k];
    const next = start.slice();
    const grid = {
      count, west, north, width, height, start,
      x: new Int32Array(count), y: new Int32Array(count),
      id: new Uint32Array(count), look: new Uint8Array(count),
    };
    for (let i = 0; i < count; i++) {
      const j = next[cell[i]]++;
      grid.x[j] = x[i];
      grid.y[j] = y[i];
      grid.id[j] = id[i];
      grid.look[j] = look[i];
    }
    return grid;
  }

  /** Call visit(j, x, y) for every point of the box [west, east) x [north, south). */
  function scan(grid, west, north, east, south, visit) {
    const firstColumn = Math.max(0, Math.floor((west - grid.west) / grid.width));
    const lastColumn = Math.min(CELLS - 1, Math.floor((east - grid.west) / grid.width));
    const firstRow = Math.max(0, Math.floor((north - grid.north) / grid.height));
    const lastRow = Math.min(CELLS - 1, Math.floor((south - grid.north) / grid.height));
    if (firstColumn > lastColumn) return;
    for (let row = firstRow; row <= lastRow; row++) {
      const to = grid.start[row * CELLS + lastColumn + 1];
      for (let j = grid.start[row * CELLS + firstColumn]; j < to; j++) {
        const x = grid.x[j], y = grid.y[j];
        if (x >= west && x < east && y >= north && y < south) visit(j, x, y);
      }
    }
  }

  /** Draw one symbol of a look {colour, shape} about (0, 0). */
  function drawSymbol(pen, look, radius, edged = true) {
    pen.beginPath();
    if (look.shape === "triangle") {
      const r = radius * 1.35;
      pen.moveTo(0, -r);
      pen.lineTo(r * 0.9, r * 0.7);
      pen.lineTo(-r * 0.9, r * 0.7);
      pen.closePath();
    } else {
      pen.arc(0, 0, look.shape === "ring" ? radius * 0.85 : radius, 0, 2 * Math.PI);
    }
    if (look.shape === "ring") {
      pen.fillStyle = "rgba(255, 255, 255, 0.6)";
      pen.fill();
      pen.lineWidth = Math.max(1.2, radius * 0.45);
      pen.strokeStyle = look.colour;
    } else {
      pen.fillStyle = look.colour;
      pen.fill();
      if (!edged) return;
      pen.lineWidth = 0.8;
      pen.strokeStyle = "#ffffff";
    }
    pen.stroke();
  }

  L.FastPoints = L.GridLayer.extend({
    options: { tileSize: 256, radius: 4, updateWhenZooming: false, keepBuffer: 1, pane: "overlayPane" },

    initialize(address, looks, options) {
      L.GridLayer.prototype.initialize.call(this, options);
      this._looks = looks;
      this._loaded = fetch(address)
        .then((answer) => {
          if (!answer.ok) throw new Error(`points: ${answer.status}`);
          return answer.arrayBuffer();
        })
        .then((buffer) => { this._grid = intoGrid(buffer); });
    },

    createTile(coords, done) {
      const tile = L.DomUtil.create("canvas", "leaflet-tile");
      const ratio = Math.min(window.devicePixelRatio || 1, MAX_RATIO);
      tile.width = tile.height = this.options.tileSize * ratio;
      this._loaded.then(() => { this._draw(tile, coords, ratio); done(null, tile); }, done);
      return tile;
    },

    _radius(zoom) {
      return this.options.radius * (zoom < 12 ? 0.6 : zoom < 15 ? 0.8 : zoom < 17 ? 1 : 1.4);
    },

    _symbols(radius, ratio) {
      if (this._symbolsFor !== `${radius} ${ratio}`) {
        this._symbolsFor = `${radius} ${ratio}`;
        this._symbolList = this._looks.map((look) => {
          const canvas = document.createElement("canvas");
          canvas.width = canvas.height = Math.ceil((3 * radius + 4) * ratio);
          const pen = canvas.getContext("2d");
          pen.translate(canvas.width / 2, canvas.height / 2);
          pen.scale(ratio, ratio);
          drawSymbol(pen, look, radius, radius >= EDGED_FROM_PX);
          return canvas;
        });
      }
      return this._symbolList;
    },

    _draw(tile, coords, ratio) {
      const size = this.options.tileSize;
      const perPixel = WORLD / 2 ** coords.z / size;
      const radius = this._radius(coords.z);
      const edge = Math.ceil(1.5 * radius + 2); // px; symbols of the next tile reach in this far
      const west = coords.x * size * perPixel, north = coords.y * size * perPixel;
      const row = size + 2 * edge;
      const drawn = new Uint8Array(row * row);
      const symbols = this._symbols(radius, ratio), half = symbols[0].width / 2;
      const places = symbols.map(() => []); // of each look: x, y, x, y, ...
      const pad = edge * perPixel;
      scan(this._grid, west - pad, north - pad, west + size * perPixel + pad, north + size * perPixel + pad,
        (j, x, y) => {
          const px = (x - west) / perPixel, py = (y - north) / perPixel;
          const pixel = ((py + edge) | 0) * row + ((px + edge) | 0);
          if (drawn[pixel]) return;
          drawn[pixel] = 1;
          places[this._grid.look[j]].push((px * ratio - half + 0.5) | 0, (py * ratio - half + 0.5) | 0);
        });
      const pen = tile.getContext("2d");
      for (let look = symbols.length - 1; look >= 0; look--) { // the severest on top
        const at = places[look];
        for (let k = 0; k < at.length; k += 2) pen.drawImage(symbols[look], at[k], at[k + 1]);
      }
    },

    /** The id of the point nearest to a click, null when none is within `reachPx`. */
    hit(latlng, reachPx = 10) {
      if (!this._grid || !this._map) return null;
      const at = L.CRS.EPSG3857.latLngToPoint(latlng, WORLD_ZOOM);
      const reach = (reachPx * WORLD) / 2 ** this._map.getZoom() / 256;
      let nearest = null, best = reach * reach;
      scan(this._grid, at.x - reach, at.y - reach, at.x + reach, at.y + reach, (j, x, y) => {
        const squared = (x - at.x) ** 2 + (y - at.y) ** 2;
        if (squared < best) { best = squared; nearest = this._grid.id[j]; }
      });
      return nearest;
    },
  });

  L.fastPoints = (address, looks, options) => new L.FastPoints(address, looks, options);

  /** A legend with the very symbols of the points; looks have a `label` too. */
  L.SymbolLegend = L.Control.extend({
    options: { position: "bottomleft" },
    initialize(looks, options) { L.Util.setOptions(this, options); this._looks = looks; },
    onAdd() {
      const box = L.DomUtil.create("div", "daoan-legend");
      for (const look of this._looks) {
        const line = L.DomUtil.create("div", "", box);
        const canvas = L.DomUtil.create("canvas", "", line);
        const ratio = Math.min(window.devicePixelRatio || 1, MAX_RATIO);
        canvas.width = canvas.height = 18 * ratio;
        const pen = canvas.getContext("2d");
        pen.scale(ratio, ratio);
        pen.translate(9, 9);
        drawSymbol(pen, look, 5);
        L.DomUtil.create("span", "", line).textContent = look.label;
      }
      return box;
    },
  });
})();
