// Numbered markers of sites, a pin for one point, and how a click on them reaches the page. Names
// are set as text, never as markup.
(function () {
  "use strict";
  const METRES_PER_DEGREE = 111_000; // of latitude
  const NEAR_ZOOM = 15; // from here on minor sites have their number too

  /** Hand a choice to the page: `kind:id`, with a stamp so that the same choice counts again. */
  L.tellPage = function (map, choice, latlng) {
    const told = window.__GLOBAL_DATA__;
    if (!told) return;
    told.last_object_clicked_tooltip = `${choice}#${Date.now()}`;
    map.fire("click", { latlng, told: true });
  };

  /** Let a click on the map choose the point of a FastPoints layer under it: `point:id`. */
  L.choosePoints = function (layer) {
    const map = layer._map;
    const choose = (event) => {
      const id = event.told ? null : layer.hit(event.latlng);
      if (id !== null) L.tellPage(map, `point:${id}`, event.latlng);
    };
    map.on("click", choose);
    layer.once("remove", () => map.off("click", choose));
  };

  /** sites: [{id, lat, lon, label, name, share (0..1, size), radius_m, minor, chosen}] */
  L.siteMarkers = function (sites) {
    const group = L.layerGroup();
    for (const site of [...sites].reverse()) {
      const px = Math.round(24 + 12 * site.share);
      const icon = document.createElement("div");
      icon.className = "daoan-site";
      if (site.chosen) icon.classList.add("daoan-site-chosen");
      else if (site.minor) icon.classList.add("daoan-site-minor");
      icon.style.width = icon.style.height = icon.style.lineHeight = `${px}px`;
      icon.textContent = site.label;
      const north = site.chosen ? site.radius_m / METRES_PER_DEGREE : 0; // off its own crashes
      const marker = L.marker([site.lat + north, site.lon], {
        icon: L.divIcon({ html: icon, className: "daoan-site-box", iconSize: [px, px] }),
        title: site.name,
        alt: site.name,
        zIndexOffset: site.chosen ? 1000 : 0,
      });
      marker.on("click", (event) => L.tellPage(marker._map, `site:${site.id}`, event.latlng));
      group.addLayer(marker);
      if (site.chosen) {
        const look = { color: "#1d2b32", weight: 2, dashArray: "5 4", fill: false, interactive: false };
        group.addLayer(L.circle([site.lat, site.lon], { radius: site.radius_m, ...look }));
      }
    }
    const mark = () => {
      group.map.getContainer().classList.toggle("daoan-far", group.map.getZoom() < NEAR_ZOOM);
    };
    group.on("add", () => { group.map = group._map; group.map.on("zoomend", mark); mark(); });
    group.on("remove", () => group.map.off("zoomend", mark));
    return group;
  };

  /** A point with a meaning: `kind` is a class of map.css, `name` its text. */
  L.namedPin = function (point) {
    const icon = document.createElement("div");
    icon.className = `daoan-pin daoan-pin-${point.kind}`;
    const name = document.createElement("span");
    name.textContent = point.name;
    icon.appendChild(name);
    return L.marker([point.lat, point.lon], {
      icon: L.divIcon({ html: icon, className: "daoan-site-box", iconSize: [20, 20] }),
      title: point.name,
      interactive: false,
    });
  };
})();
