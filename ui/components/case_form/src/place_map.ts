/** The map on which the place of a crash is clicked: our own streets, nothing from elsewhere. */

import { html } from "../../scene_editor/src/elements";
import type { Place } from "./case";
import type { MapData } from "./form_data";

// Leaflet comes as a script of our own server and has no types here.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Leaflet = any;

const NEAR_ZOOM = 19;
const MAX_ZOOM = 21;
const loaded = new Map<string, Promise<void>>();

function script(address: string): Promise<void> {
  let known = loaded.get(address);
  if (!known) {
    known = new Promise((done, failed) => {
      const element = document.createElement("script");
      element.src = address;
      element.onload = () => done();
      element.onerror = () => failed(new Error(address));
      document.head.appendChild(element);
    });
    loaded.set(address, known);
    known.catch(() => loaded.delete(address));
  }
  return known;
}

export class PlaceMap {
  private map: Leaflet = null;
  private pin: Leaflet = null;
  private shown: Place | null = null;

  constructor(
    private parent: HTMLElement, private data: MapData, private click: (lon: number, lat: number) => void,
  ) {}

  /** Build the map; without the network there is none, and the rest of the form works on. */
  async begin(): Promise<void> {
    for (const address of this.data.styles) {
      html("link", { rel: "stylesheet", href: address }, this.parent);
    }
    for (const address of this.data.scripts) await script(address);
    const leaflet = (window as unknown as { L: Leaflet }).L;
    const place = html("div", { class: "map", "data-name": "map" }, this.parent);
    this.map = leaflet.map(place, { attributionControl: false, maxZoom: MAX_ZOOM, zoomAnimation: false, fadeAnimation: false });
    const [west, south, east, north] = this.data.bounds ?? [119.9, 21.8, 122.1, 25.4];
    this.map.fitBounds([[south, west], [north, east]]);
    for (const address of this.data.layers) this.map.addLayer(new (plainStreets(leaflet))(address, {}));
    if (!this.data.layers.length) leaflet.streetBackground(this.data.background).addTo(this.map);
    this.map.on("click", (event: Leaflet) => this.click(event.latlng.lng, event.latlng.lat));
    new ResizeObserver(() => this.map?.invalidateSize()).observe(place);
    if (this.shown) this.show(this.shown);
  }

  /** Show the place, near enough to see its lanes. */
  show(place: Place | null, near = true): void {
    this.shown = place;
    const leaflet = (window as unknown as { L: Leaflet }).L;
    if (!this.map) return;
    this.pin?.remove();
    this.pin = null;
    if (!place) return;
    this.pin = leaflet.circleMarker([place.lat, place.lon], { radius: 10, color: "#c2188b", weight: 3, fillOpacity: 0.25, interactive: false }).addTo(this.map);
    const zoom = this.map.getZoom();
    if (near && zoom < NEAR_ZOOM - 1) this.map.setView([place.lat, place.lon], NEAR_ZOOM, { animate: false });
    else if (!this.map.getBounds().contains([place.lat, place.lon])) {
      this.map.panTo([place.lat, place.lon], { animate: false });
    }
  }

  close(): void {
    this.map?.remove();
    this.map = null;
  }
}

/** The street map without its switches and its panel of facts: a click means a place here. */
function plainStreets(leaflet: Leaflet): Leaflet {
  const none = { remove(): void {} };
  return leaflet.StreetMap.extend({
    _addSwitches(): void {
      this._switches = none;
    },
    _addPanel(): void {
      this._panel = none;
    },
    _addState(): void {
      this._state = none;
    },
    _markLegend(): void {},
    _choose(): void {},
  });
}
