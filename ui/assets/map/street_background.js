// The background of every map: streets where the store knows them, and the names of the junctions,
// drawn on one canvas by what fits; a name never covers another. The file comes from
// ui/maps/background.py: {"streets": [[lat, lon, lat, lon], ...], "junctions": [[lat, lon, name], ...]}
(function () {
  "use strict";
  const NAMES_FROM_ZOOM = 15;
  const DOTS_FROM_ZOOM = 13;
  const FONT = '12px "Noto Sans TC Variable", sans-serif';
  const LINE_PX = 15; // height of a name

  L.StreetBackground = L.Layer.extend({
    initialize(address) {
      this._loaded = fetch(address)
        .then((answer) => {
          if (!answer.ok) throw new Error(`background: ${answer.status}`);
          return answer.json();
        })
        .then((known) => { this._known = known; });
    },

    onAdd(map) {
      this._canvas = L.DomUtil.create("canvas", "daoan-background leaflet-zoom-hide");
      map.getPane("tilePane").appendChild(this._canvas);
      map.on("moveend resize", this._redraw, this);
      this._scale = L.control.scale({ imperial: false }).addTo(map);
      this._loaded.then(() => document.fonts.load(FONT, "路")).then(() => this._redraw());
    },

    onRemove(map) {
      map.off("moveend resize", this._redraw, this);
      this._scale.remove();
      this._canvas.remove();
      this._canvas = null;
    },

    _redraw() {
      if (!this._known || !this._canvas) return;
      const map = this._map, size = map.getSize(), ratio = Math.min(window.devicePixelRatio || 1, 2);
      const edge = size.multiplyBy(0.5).round(); // drawn beyond the view, so that a drag shows streets
      L.DomUtil.setPosition(this._canvas, map.containerPointToLayerPoint(edge.multiplyBy(-1)));
      this._canvas.width = 2 * size.x * ratio;
      this._canvas.height = 2 * size.y * ratio;
      this._canvas.style.width = `${2 * size.x}px`;
      this._canvas.style.height = `${2 * size.y}px`;
      const pen = this._canvas.getContext("2d");
      pen.scale(ratio, ratio);
      pen.translate(edge.x, edge.y);
      const view = { west: -edge.x, north: -edge.y, east: size.x + edge.x, south: size.y + edge.y };
      this._drawStreets(pen, map);
      this._drawJunctions(pen, map, view);
    },

    _drawStreets(pen, map) {
      const zoom = map.getZoom();
      const width = Math.max(1.5, 2.2 ** (zoom - 13));
      const lines = this._known.streets.map(([a, b, c, d]) => [
        map.latLngToContainerPoint([a, b]), map.latLngToContainerPoint([c, d]),
      ]);
      pen.lineCap = "round";
      for (const [colour, px] of [["#cfd6d3", width + 2], ["#ffffff", width]]) {
        pen.strokeStyle = colour;
        pen.lineWidth = Math.min(px, 26);
        pen.beginPath();
        for (const [from, to] of lines) { pen.moveTo(from.x, from.y); pen.lineTo(to.x, to.y); }
        pen.stroke();
      }
    },

    _drawJunctions(pen, map, view) {
      const zoom = map.getZoom();
      if (zoom < DOTS_FROM_ZOOM) return;
      const taken = [];
      pen.font = FONT;
      pen.textAlign = "center";
      pen.textBaseline = "top";
      pen.lineJoin = "round";
      for (const [lat, lon, name] of this._known.junctions) {
        const at = map.latLngToContainerPoint([lat, lon]);
        if (at.x < view.west || at.x > view.east || at.y < view.north || at.y > view.south) continue;
        pen.fillStyle = "#aab7b5";
        pen.beginPath();
        pen.arc(at.x, at.y, zoom < NAMES_FROM_ZOOM ? 1.5 : 3, 0, 2 * Math.PI);
        pen.fill();
        if (zoom < NAMES_FROM_ZOOM) continue;
        const half = pen.measureText(name).width / 2 + 3;
        const box = [at.x - half, at.y + 8, at.x + half, at.y + 8 + LINE_PX];
        if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
        taken.push(box);
        pen.lineWidth = 3;
        pen.strokeStyle = "#f1f3ef";
        pen.strokeText(name, at.x, at.y + 9);
        pen.fillStyle = "#5b6b70";
        pen.fillText(name, at.x, at.y + 9);
      }
    },
  });

  L.streetBackground = (address) => new L.StreetBackground(address);
})();
