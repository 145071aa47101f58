// The base map: blocks come from ui/street_map/routes.py when they come into view, and are drawn on
// canvas tiles. A block: {"shapes": [[group, colour, rings, heading, facts, assumed, width_m], ...],
// "names": [[text, lon, lat], ...]}; rings are flat lists lon, lat, lon, lat. All texts are set as text.
(function () {
  "use strict";
  const LEVELS = [10, 12, 14, 17]; // zooms at which blocks are cut
  const DETAIL_LEVEL = 17;
  const KEPT_BLOCKS = 400;
  const PAINT_FROM_ZOOM = 18;
  const EQUATOR_M = 40075016.686;
  const FONT = '12px "Noto Sans TC Variable", sans-serif';
  const POINT_PX = 5;
  const REPEAT_PX = 320; // the same name is not written nearer than this

  const levelAt = (zoom) => LEVELS.reduce((found, one) => (one <= zoom ? one : found), LEVELS[0]);
  const worldX = (lon) => ((lon + 180) / 360) * 256;
  const worldY = (lat) => {
    const sin = Math.sin((lat * Math.PI) / 180);
    return (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * 256;
  };

  function prepared(block) { // degrees become pixels of zoom 0
    for (const shape of block.shapes) {
      shape.rings = shape[2].map((flat) => {
        const points = new Float64Array(flat.length);
        for (let i = 0; i < flat.length; i += 2) { points[i] = worldX(flat[i]); points[i + 1] = worldY(flat[i + 1]); }
        return points;
      });
      let box = [Infinity, Infinity, -Infinity, -Infinity];
      for (const ring of shape.rings) {
        for (let i = 0; i < ring.length; i += 2) {
          box = [Math.min(box[0], ring[i]), Math.min(box[1], ring[i + 1]), Math.max(box[2], ring[i]), Math.max(box[3], ring[i + 1])];
        }
      }
      shape.box = box;
    }
    return block;
  }

  function holds(shape, x, y) { // even-odd over all rings
    let inside = false;
    for (const ring of shape.rings) {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        if ((ring[i + 1] > y) !== (ring[j + 1] > y)
          && x < ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]) + ring[i]) inside = !inside;
      }
    }
    return inside;
  }

  L.StreetMap = L.GridLayer.extend({
    initialize(address, words) {
      L.GridLayer.prototype.initialize.call(this, { maxZoom: 22, updateWhenZooming: false });
      this._address = address;
      this._words = words;
      this._blocks = new Map();
      this._ready = new Map();
    },

    onAdd(map) {
      map.daoanHidden = map.daoanHidden || new Set(); // stays when the day changes
      this._hidden = map.daoanHidden;
      this._nameCanvas = L.DomUtil.create("canvas", "daoan-background leaflet-zoom-hide");
      map.getPane("overlayPane").appendChild(this._nameCanvas);
      this._addSwitches(map);
      this._addPanel(map);
      this._scale = L.control.scale({ imperial: false }).addTo(map);
      L.GridLayer.prototype.onAdd.call(this, map);
      map.on("click", this._choose, this);
      map.on("moveend resize", this._drawNames, this);
      this.on("load", this._drawNames, this);
    },

    onRemove(map) {
      map.off("click", this._choose, this);
      map.off("moveend resize", this._drawNames, this);
      this.off("load", this._drawNames, this);
      for (const control of [this._switches, this._panel, this._scale]) control.remove();
      if (this._chosen) this._chosen.remove();
      this._nameCanvas.remove();
      L.GridLayer.prototype.onRemove.call(this, map);
    },

    _block(level, column, row) {
      const key = `${level}/${column}/${row}`;
      if (!this._blocks.has(key)) {
        if (this._blocks.size > KEPT_BLOCKS) this._forgetOldest();
        const loaded = fetch(`${this._address}&level=${level}&column=${column}&row=${row}`)
          .then((answer) => {
            if (!answer.ok) throw new Error(`streets: ${answer.status}`);
            return answer.json();
          })
          .then((block) => { this._ready.set(key, prepared(block)); return block; });
        loaded.catch(() => this._blocks.delete(key));
        this._blocks.set(key, loaded);
      }
      return this._blocks.get(key);
    },

    _forgetOldest() {
      const oldest = this._blocks.keys().next().value;
      this._blocks.delete(oldest);
      this._ready.delete(oldest);
    },

    createTile(coords, done) {
      const size = this.getTileSize(), ratio = Math.min(window.devicePixelRatio || 1, 2);
      const tile = L.DomUtil.create("canvas", "leaflet-tile");
      tile.width = size.x * ratio;
      tile.height = size.y * ratio;
      const level = levelAt(coords.z), shift = level - coords.z;
      const names = [];
      if (shift <= 0) names.push([coords.x >> -shift, coords.y >> -shift]);
      else for (let i = 0; i < 2 ** shift; i++) for (let j = 0; j < 2 ** shift; j++) names.push([(coords.x << shift) + i, (coords.y << shift) + j]);
      if (shift > 2) { done(null, tile); return tile; } // further away than a city
      Promise.all(names.map(([column, row]) => this._block(level, column, row))).then((blocks) => {
        tile.daoan = { coords, blocks, ratio };
        this._paint(tile);
        done(null, tile);
      }, (error) => done(error, tile));
      return tile;
    },

    _paint(tile) {
      if (!this._map) return; // taken off the map while the block was under way
      const { coords, blocks, ratio } = tile.daoan, scale = 2 ** coords.z;
      const left = coords.x * 256, top = coords.y * 256;
      const pen = tile.getContext("2d");
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.clearRect(0, 0, tile.width, tile.height);
      pen.scale(ratio, ratio);
      const bounds = [left / scale, top / scale, (left + 256) / scale, (top + 256) / scale];
      const perMetre = (256 * scale) / (EQUATOR_M * Math.cos((this._map.getCenter().lat * Math.PI) / 180));
      const reach = 40 / scale;
      for (const block of blocks) {
        for (const shape of block.shapes) {
          const [group, colour] = shape;
          if (this._hidden.has(group) || (group === "marking" && coords.z < PAINT_FROM_ZOOM)) continue;
          if (shape.box[0] > bounds[2] + reach || shape.box[2] < bounds[0] - reach || shape.box[1] > bounds[3] + reach || shape.box[3] < bounds[1] - reach) continue;
          this._trace(pen, shape, scale, left, top);
          if (group === "line") {
            pen.strokeStyle = colour;
            pen.lineJoin = pen.lineCap = "round";
            pen.lineWidth = Math.max(shape[6] * perMetre, 1.2);
            pen.stroke();
          } else {
            pen.fillStyle = colour;
            pen.fill("evenodd");
            if (group !== "marking") { pen.strokeStyle = "#7b879466"; pen.lineWidth = 0.6; pen.stroke(); }
          }
        }
      }
    },

    _trace(pen, shape, scale, left, top) {
      pen.beginPath();
      for (const ring of shape.rings) {
        if (ring.length === 2) { pen.arc(ring[0] * scale - left, ring[1] * scale - top, POINT_PX, 0, 2 * Math.PI); continue; }
        for (let i = 0; i < ring.length; i += 2) {
          const x = ring[i] * scale - left, y = ring[i + 1] * scale - top;
          if (i) pen.lineTo(x, y); else pen.moveTo(x, y);
        }
      }
    },

    _addSwitches(map) {
      const layer = this;
      this._switches = L.control({ position: "topright" });
      this._switches.onAdd = () => {
        const box = L.DomUtil.create("details", "daoan-legend daoan-switches");
        L.DomUtil.create("summary", "", box).textContent = layer._words.layers;
        for (const [key, name, colour] of layer._words.groups) {
          const label = L.DomUtil.create("label", "", box);
          const tick = L.DomUtil.create("input", "", label);
          tick.type = "checkbox";
          tick.checked = !layer._hidden.has(key);
          const swatch = L.DomUtil.create("i", "", label);
          swatch.style.background = colour;
          L.DomUtil.create("span", "", label).textContent = name;
          tick.addEventListener("change", () => {
            if (tick.checked) layer._hidden.delete(key); else layer._hidden.add(key);
            layer._repaint();
          });
        }
        L.DomEvent.disableClickPropagation(box);
        L.DomEvent.disableScrollPropagation(box);
        return box;
      };
      this._switches.addTo(map);
    },

    _repaint() {
      for (const key in this._tiles) if (this._tiles[key].el.daoan) this._paint(this._tiles[key].el);
      this._drawNames();
    },

    _addPanel(map) {
      this._panel = L.control({ position: "bottomright" });
      this._panel.onAdd = () => {
        this._facts = L.DomUtil.create("div", "daoan-legend daoan-facts");
        this._facts.textContent = this._words.hint;
        L.DomEvent.disableClickPropagation(this._facts);
        return this._facts;
      };
      this._panel.addTo(map);
    },

    _choose(event) {
      if (this._chosen) { this._chosen.remove(); this._chosen = null; }
      const zoom = this._map.getZoom();
      this._facts.replaceChildren();
      if (levelAt(zoom) !== DETAIL_LEVEL) { this._facts.textContent = this._words.nearer; return; }
      const x = worldX(event.latlng.lng), y = worldY(event.latlng.lat), count = 2 ** DETAIL_LEVEL / 256;
      const block = this._ready.get(`${DETAIL_LEVEL}/${Math.floor(x * count)}/${Math.floor(y * count)}`);
      const shape = block && this._shapeAt(block, x, y, zoom);
      if (!shape) { this._facts.textContent = this._words.hint; return; }
      this._show(shape);
    },

    _shapeAt(block, x, y, zoom) {
      const reach = (POINT_PX + 3) / 2 ** zoom;
      return block.shapes.findLast((shape) => {
        if (this._hidden.has(shape[0]) || (shape[0] === "marking" && zoom < PAINT_FROM_ZOOM)) return false;
        if (shape.rings[0].length === 2) return Math.hypot(shape.rings[0][0] - x, shape.rings[0][1] - y) < reach;
        return holds(shape, x, y);
      });
    },

    _show(shape) {
      L.DomUtil.create("strong", "", this._facts).textContent = shape[3];
      const list = L.DomUtil.create("dl", "", this._facts);
      for (const [label, value] of shape[4]) {
        L.DomUtil.create("dt", "", list).textContent = label;
        L.DomUtil.create("dd", "", list).textContent = value;
      }
      const rings = shape[2].map((flat) => {
        const points = [];
        for (let i = 0; i < flat.length; i += 2) points.push([flat[i + 1], flat[i]]);
        return points;
      });
      const look = { color: "#d1006c", weight: 2, fillOpacity: 0.25, interactive: false };
      this._chosen = rings[0].length === 1 ? L.circleMarker(rings[0][0], { ...look, radius: 10 }) : L.polyline(rings, { ...look, fill: false });
      this._chosen.addTo(this._map);
    },

    _drawNames() {
      const map = this._map;
      if (!map) return;
      const size = map.getSize(), ratio = Math.min(window.devicePixelRatio || 1, 2), canvas = this._nameCanvas;
      L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
      canvas.width = size.x * ratio;
      canvas.height = size.y * ratio;
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
      if (this._hidden.has("name") || map.getZoom() < 14) return;
      const pen = canvas.getContext("2d"), taken = [], written = [], seen = new Set();
      pen.scale(ratio, ratio);
      pen.font = FONT;
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.lineJoin = "round";
      for (const key in this._tiles) {
        for (const block of (this._tiles[key].el.daoan || { blocks: [] }).blocks) {
          if (seen.has(block)) continue;
          seen.add(block);
          for (const [text, lon, lat] of block.names) this._write(pen, text, map.latLngToContainerPoint([lat, lon]), size, taken, written);
        }
      }
    },

    _write(pen, text, at, size, taken, written) {
      if (at.x < 0 || at.y < 0 || at.x > size.x || at.y > size.y) return;
      if (written.some(([other, x, y]) => other === text && Math.hypot(x - at.x, y - at.y) < REPEAT_PX)) return;
      const half = pen.measureText(text).width / 2 + 3, box = [at.x - half, at.y - 9, at.x + half, at.y + 9];
      if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) return;
      taken.push(box);
      written.push([text, at.x, at.y]);
      pen.lineWidth = 3;
      pen.strokeStyle = "#ffffffd9";
      pen.strokeText(text, at.x, at.y);
      pen.fillStyle = "#1d2b32";
      pen.fillText(text, at.x, at.y);
    },
  });

  L.streetMap = (address, words) => new L.StreetMap(address, words);
})();
