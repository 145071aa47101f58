// The base map: blocks come from ui/street_map/routes.py when they come into view, and are drawn on
// canvas tiles; signs and names on one canvas over them. A block: {"shapes": [see street_drawing.js],
// "names": [[text, lon, lat], ...]}; rings are flat lists lon, lat, lon, lat. All texts are set as text.
(function () {
  "use strict";
  const LEVELS = [10, 12, 14, 17]; // zooms at which blocks are cut
  const DETAIL_LEVEL = 17;
  const KEPT_BLOCKS = 400;
  const PAINT_FROM_ZOOM = 18;
  const SYMBOL_PX_PER_MM = { 17: 1.2, 18: 2.4, 19: 3.6 }; // by zoom; nearer: the last
  const NEAREST_PX_PER_MM = 4.6;
  const EQUATOR_M = 40075016.686;
  const FONT = '12px "Noto Sans TC Variable", sans-serif';
  const RETRY_MS = 1500; // once, when a block does not come
  const REACH_PX = 12; // of a click around a sign
  const REPEAT_PX = 320; // the same name is not written nearer than this
  const POINTS = new Set(["sign", "thing"]);
  const draw = () => L.streetDrawing;

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
      const box = [Infinity, Infinity, -Infinity, -Infinity];
      for (const ring of shape.rings) {
        for (let i = 0; i < ring.length; i += 2) {
          box[0] = Math.min(box[0], ring[i]); box[1] = Math.min(box[1], ring[i + 1]);
          box[2] = Math.max(box[2], ring[i]); box[3] = Math.max(box[3], ring[i + 1]);
        }
      }
      shape.box = box;
    }
    return block;
  }

  const meets = (box, other, reach) => box[0] <= other[2] + reach && box[2] >= other[0] - reach && box[1] <= other[3] + reach && box[3] >= other[1] - reach;

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

  function isNear(shape, x, y, reach) { // of a line
    for (const ring of shape.rings) {
      for (let i = 2; i < ring.length; i += 2) {
        const dx = ring[i] - ring[i - 2], dy = ring[i + 1] - ring[i - 1];
        const along = Math.max(0, Math.min(1, ((x - ring[i - 2]) * dx + (y - ring[i - 1]) * dy) / (dx * dx + dy * dy || 1)));
        if (Math.hypot(x - ring[i - 2] - along * dx, y - ring[i - 1] - along * dy) < reach) return true;
      }
    }
    return false;
  }

  const asked = (address) => fetch(address).then((answer) => {
    if (!answer.ok) throw new Error(`streets: ${answer.status}`);
    return answer.json();
  });

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
      this._over = L.DomUtil.create("canvas", "daoan-background leaflet-zoom-hide");
      map.getPane("overlayPane").appendChild(this._over);
      this._addSwitches(map);
      this._addPanel(map);
      this._addState(map);
      this._scale = L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);
      L.GridLayer.prototype.onAdd.call(this, map);
      map.on("click", this._choose, this);
      map.on("moveend resize", this._drawOver, this);
      this.on("load", this._loaded, this);
    },

    onRemove(map) {
      map.off("click", this._choose, this);
      map.off("moveend resize", this._drawOver, this);
      this.off("load", this._loaded, this);
      for (const control of [this._switches, this._panel, this._scale, this._state]) control.remove();
      if (this._mark) this._mark.remove();
      this._over.remove();
      L.GridLayer.prototype.onRemove.call(this, map);
    },

    _block(level, column, row) {
      const key = `${level}/${column}/${row}`;
      if (!this._blocks.has(key)) {
        if (this._blocks.size > KEPT_BLOCKS) this._forgetOldest();
        const address = `${this._address}&level=${level}&column=${column}&row=${row}`;
        const loaded = asked(address).catch(() => new Promise((resolve) => { setTimeout(resolve, RETRY_MS); }).then(() => asked(address)))
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

    _isShown(group, zoom) {
      return !this._hidden.has(group) && !(group === "marking" && zoom < PAINT_FROM_ZOOM);
    },

    _paint(tile) {
      if (!this._map) return; // taken off the map while the block was under way
      const { coords, blocks, ratio } = tile.daoan, scale = 2 ** coords.z;
      const left = coords.x * 256, top = coords.y * 256, withAssumed = !this._hidden.has("assumed");
      const pen = tile.getContext("2d");
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.clearRect(0, 0, tile.width, tile.height);
      pen.scale(ratio, ratio);
      const bounds = [left / scale, top / scale, (left + 256) / scale, (top + 256) / scale];
      const perMetre = (256 * scale) / (EQUATOR_M * Math.cos((this._map.getCenter().lat * Math.PI) / 180));
      for (const block of blocks) {
        for (const shape of block.shapes) {
          const group = shape[0];
          if (POINTS.has(group) || !this._isShown(group, coords.z) || !meets(shape.box, bounds, 40 / scale)) continue;
          draw().trace(pen, shape.rings, scale, left, top);
          if (group === "line" || group === "linear") draw().line(pen, shape, Math.max(shape[6] * perMetre, 1.2));
          else if (group === "marking") draw().paint(pen, shape, withAssumed);
          else draw().surface(pen, shape, withAssumed);
        }
      }
    },

    _addSwitches(map) {
      const layer = this;
      this._rows = new Map();
      this._switches = L.control({ position: "topright" });
      this._switches.onAdd = () => {
        const box = L.DomUtil.create("details", "daoan-legend daoan-switches");
        box.open = map.daoanLegend ?? map.getSize().x > 760;
        box.addEventListener("toggle", () => { map.daoanLegend = box.open; });
        L.DomUtil.create("summary", "", box).textContent = layer._words.layers;
        for (const [key, name, colour, hatched] of layer._words.groups) {
          const label = L.DomUtil.create("label", "", box);
          const tick = L.DomUtil.create("input", "", label);
          tick.type = "checkbox";
          tick.checked = !layer._hidden.has(key);
          const swatch = L.DomUtil.create("i", hatched ? "daoan-hatched" : "", label);
          swatch.style.backgroundColor = colour;
          L.DomUtil.create("span", "", label).textContent = name;
          tick.addEventListener("change", () => {
            if (tick.checked) layer._hidden.delete(key); else layer._hidden.add(key);
            layer._repaint();
          });
          layer._rows.set(key, label);
        }
        L.DomEvent.disableClickPropagation(box);
        L.DomEvent.disableScrollPropagation(box);
        return box;
      };
      this._switches.addTo(map);
    },

    _repaint() {
      for (const key in this._tiles) if (this._tiles[key].el.daoan) this._paint(this._tiles[key].el);
      this._drawOver();
    },

    _addPanel(map) {
      this._panel = L.control({ position: "bottomright" });
      this._panel.onAdd = () => {
        this._facts = L.DomUtil.create("div", `daoan-legend daoan-facts${this._words.tells ? " daoan-facts-low" : ""}`);
        this._facts.textContent = this._words.hint;
        L.DomEvent.disableClickPropagation(this._facts);
        L.DomEvent.disableScrollPropagation(this._facts);
        return this._facts;
      };
      this._panel.addTo(map);
    },

    _addState(map) {
      this._state = L.control({ position: "topleft" });
      this._state.onAdd = () => {
        const box = L.DomUtil.create("div", "daoan-legend daoan-state");
        box.textContent = this._words.state;
        return box;
      };
      this._state.addTo(map);
    },

    _choose(event) {
      if (event.told) return; // our own word to the page
      const shape = this._shapeUnder(event.latlng);
      this._map.daoanChosen = shape ? JSON.stringify(shape[7]) : null;
      this._show(shape);
      if (this._words.tells && levelAt(this._map.getZoom()) === DETAIL_LEVEL) L.tellPage(this._map, `chosen:${JSON.stringify([shape ? shape[7] : null, event.latlng.lng, event.latlng.lat])}`, event.latlng);
    },

    _shapeUnder(place) {
      const zoom = this._map.getZoom();
      if (levelAt(zoom) !== DETAIL_LEVEL) return null;
      const x = worldX(place.lng), y = worldY(place.lat), reach = REACH_PX / 2 ** zoom;
      let best = null;
      for (const block of this._inView()) { // a sign may stand beyond the edge of the block of the click
        for (const shape of block.shapes) {
          const group = shape[0];
          if (!this._isShown(group, zoom) || !meets(shape.box, [x, y, x, y], reach)) continue;
          const isPoint = POINTS.has(group);
          const isHit = isPoint ? Math.hypot(shape.rings[0][0] - x, shape.rings[0][1] - y) < reach
            : group === "linear" ? isNear(shape, x, y, reach / 2) : holds(shape, x, y);
          if (isHit && (!best || isPoint || !POINTS.has(best[0]))) best = shape;
        }
      }
      return best;
    },

    _show(shape) {
      if (this._mark) { this._mark.remove(); this._mark = null; }
      this._facts.replaceChildren();
      if (!shape) {
        this._facts.textContent = levelAt(this._map.getZoom()) === DETAIL_LEVEL ? this._words.hint : this._words.nearer;
        return;
      }
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
      this._mark = POINTS.has(shape[0]) ? L.circleMarker(rings[0][0], { ...look, radius: 14 }) : L.polyline(rings, { ...look, fill: false });
      this._mark.addTo(this._map);
    },

    _loaded() {
      this._drawOver();
      const chosen = this._map && this._map.daoanChosen;
      if (!chosen || this._mark) return; // after a correction the same thing is shown anew
      for (const block of this._inView()) {
        const shape = block.shapes.find((one) => JSON.stringify(one[7]) === chosen);
        if (shape) { this._show(shape); return; }
      }
    },

    _inView() {
      const found = new Set();
      for (const key in this._tiles) for (const block of (this._tiles[key].el.daoan || { blocks: [] }).blocks) found.add(block);
      return found;
    },

    _drawOver() {
      const map = this._map;
      if (!map) return;
      const size = map.getSize(), ratio = Math.min(window.devicePixelRatio || 1, 2), canvas = this._over;
      L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
      canvas.width = size.x * ratio;
      canvas.height = size.y * ratio;
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
      const pen = canvas.getContext("2d"), blocks = this._inView(), zoom = map.getZoom();
      pen.scale(ratio, ratio);
      this._markLegend(blocks, zoom);
      if (levelAt(zoom) === DETAIL_LEVEL) this._drawSymbols(pen, blocks, zoom, size);
      if (this._hidden.has("name") || zoom < 14) return;
      pen.font = FONT;
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.lineJoin = "round";
      const taken = [], written = [];
      for (const block of blocks) {
        for (const [text, lon, lat] of block.names) this._write(pen, text, map.latLngToContainerPoint([lat, lon]), size, taken, written);
      }
    },

    _drawSymbols(pen, blocks, zoom, size) {
      const perMm = SYMBOL_PX_PER_MM[zoom] || NEAREST_PX_PER_MM;
      for (const block of blocks) {
        for (const shape of block.shapes) {
          if (!POINTS.has(shape[0]) || !this._isShown(shape[0], zoom)) continue;
          const at = this._map.latLngToContainerPoint([shape[2][0][1], shape[2][0][0]]);
          if (at.x > -40 && at.y > -40 && at.x < size.x + 40 && at.y < size.y + 40) draw().symbol(pen, shape[9], at.x, at.y, perMm);
        }
      }
    },

    _markLegend(blocks, zoom) { // of the layers only those in view, and those that were switched off
      const present = new Set();
      for (const block of blocks) {
        for (const shape of block.shapes) {
          present.add(shape[0]);
          if (shape[5]) present.add("assumed");
        }
        if (block.names.length) present.add("name");
      }
      const isNear = levelAt(zoom) === DETAIL_LEVEL;
      for (const [key, row] of this._rows) row.hidden = !(this._hidden.has(key) || present.has(key)) && isNear;
      this._switches.getContainer().classList.toggle("daoan-none", !isNear);
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
