/** Where the crash was: by the names of two roads, an address, the device, or the map. */

import { html } from "../../scene_editor/src/elements";
import type { Place } from "./case";
import type { Form } from "./form";
import type { Suggestion } from "./form_data";

export interface Hit {
  title: string;
  more: string;
  origin: Place["origin"];
  lon: number;
  lat: number;
}

export interface Here {
  place: Place;
  place_text: string;
  suggestions: Record<string, Suggestion>;
}

const TYPED_MS = 220;

export class PlacePanel {
  private hits: Hit[] = [];
  private at = 0;
  private timer: number | undefined;
  private asked = 0;
  private list: HTMLElement | null = null;
  private input = html("input");

  constructor(private form: Form) {}

  build(parent: HTMLElement): void {
    const { form } = this;
    const { say } = form;
    const row = html("div", { class: "row search" }, parent);
    const input = (this.input = html("input", {
      type: "search", "data-name": "search", autocomplete: "off", enterkeyhint: "search",
      "aria-label": say("Find the place"), disabled: form.data.read_only,
      placeholder: say("Two roads, a road, an address …"),
    }, row));
    const device = html("button", { type: "button", "data-name": "device", text: say("I am here"), disabled: form.data.read_only }, row);
    this.list = html("ul", { class: "hits", role: "listbox" }, parent);
    input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.search(input.value), TYPED_MS);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        this.at = Math.max(0, Math.min(this.hits.length - 1, this.at + (event.key === "ArrowDown" ? 1 : -1)));
        this.show();
        event.preventDefault();
      } else if (event.key === "Enter") {
        event.preventDefault();
        void this.enter(input);
      }
    });
    device.addEventListener("click", () => this.useDevice());
  }

  /** Take a place in degrees: the server says what lies there. */
  async take(lon: number, lat: number, origin: Place["origin"]): Promise<boolean> {
    const here = await this.ask<Here>({ lon: String(lon), lat: String(lat), origin, on: this.form.day() });
    if (here) this.form.placed(here);
    return here !== null;
  }

  /** What lies at a place that is known already; null when it cannot be asked. */
  async known(place: Place): Promise<Here | null> {
    const { lon, lat, origin } = place;
    return this.ask<Here>({ lon: String(lon), lat: String(lat), origin, on: this.form.day() }, true);
  }

  private async enter(input: HTMLInputElement): Promise<void> {
    clearTimeout(this.timer);
    await this.search(input.value);
    const hit = this.hits[this.at];
    if (!hit) return;
    this.hits = [];
    this.show();
    input.value = "";
    if (await this.take(hit.lon, hit.lat, hit.origin)) this.form.focusAfter("search");
  }

  private async search(typed: string): Promise<void> {
    const number = (this.asked += 1);
    const found = typed.trim() ? await this.ask<{ hits: Hit[] }>({ q: typed }) : { hits: [] };
    if (number !== this.asked) return;
    this.hits = found?.hits ?? [];
    this.at = 0;
    this.show(found && typed.trim() ? this.form.say("Nothing of that name: click the map.") : "");
  }

  private show(none = ""): void {
    this.list?.replaceChildren();
    if (!this.list) return;
    const { input } = this;
    this.hits.forEach((hit, n) => {
      const row = html("li", { role: "option", "aria-selected": String(n === this.at), "data-name": `hit/${n}` }, this.list!);
      html("b", { text: hit.title }, row);
      html("span", { text: hit.more }, row);
      row.addEventListener("click", () => {
        this.hits = [];
        input.value = "";
        this.show();
        void this.take(hit.lon, hit.lat, hit.origin);
      });
    });
    if (!this.hits.length && none) html("li", { class: "none", text: none }, this.list);
  }

  private useDevice(): void {
    const { form } = this;
    if (!("geolocation" in navigator)) {
      form.toast(form.say("This device does not tell its position."));
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => void this.take(coords.longitude, coords.latitude, "device"),
      () => form.toast(form.say("This device does not tell its position.")),
      { enableHighAccuracy: true, timeout: 10_000 },
    );
  }

  private async ask<T>(query: Record<string, string>, quiet = false): Promise<T | null> {
    const { form } = this;
    const address = new URL(form.data.places_url, document.baseURI);
    address.search = new URLSearchParams(query).toString();
    try {
      const answer = await fetch(address, { headers: form.data.headers, credentials: "same-origin" });
      const said = (await answer.json()) as T & { message?: string };
      if (answer.ok) return said;
      if (!quiet) form.toast(said.message ?? `HTTP ${answer.status}`);
    } catch {
      if (!quiet) form.toast(form.say("No connection: the place cannot be looked up now."));
    }
    return null;
  }
}
