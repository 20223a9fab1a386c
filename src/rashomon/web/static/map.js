// A map in an element, for any page:
//
//   const it = await mapIn(element, { points, areas, onPick, onMove, hash, label })
//
// points: [{id, href, label, when, where, killed, status, alleged, lat, lon, shape: "dot" | "near" | "vague" | "area", km, area}]
// areas: keys of areas to shade ("AM", "AM/3") · onPick(lat, lon): a click or Enter on the map picks a place · onMove([west, south, east, north])
// hash: the view is kept in the address · Gives {map, set(points, {look}), fit(), pick(lat, lon), bbox()}. The element may say data-map-version,
// data-tiles and data-credit; pages get all three from the macro map_box of _map.html.
import { el } from "./base.js";
import { colour, land, outline } from "./map-land.js";
import { drawn } from "./map-points.js";

const loaded = new Map();
function vendor(name) {
  if (!loaded.has(name)) {
    loaded.set(name, new Promise((done, failed) => {
      const node = name.endsWith(".css") ? el("link", { rel: "stylesheet", href: `/static/vendor/${name}` }) : el("script", { src: `/static/vendor/${name}` });
      node.onload = done;
      node.onerror = () => failed(new Error(`${name} could not be loaded`));
      document.head.append(node);
    }));
  }
  return loaded.get(name);
}
async function leaflet() {
  await Promise.all([vendor("leaflet.css"), vendor("leaflet.js")]);
  await Promise.all([vendor("MarkerCluster.css"), vendor("leaflet.markercluster.js")]);
}

const view = () => {
  const [, zoom, lat, lon] = /(?:^#|&)map=(\d+)\/(-?[\d.]+)\/(-?[\d.]+)/.exec(location.hash) ?? [];
  return zoom ? { zoom: +zoom, at: [Math.max(-85, Math.min(85, +lat)), Math.max(-180, Math.min(180, +lon))] } : null;
};

function legend(tiles) {
  const line = (kind, words) => el("li", {}, el("span", { class: `legend-mark ${kind}`, "aria-hidden": "true" }), words);
  const box = el("details", { class: "map-legend" }, el("summary", {}, "What is drawn"), el("ul", {},
    line("dot", "exact place"),
    line("near", "near it, or a district: circle of that radius"),
    line("vague", "area not exact: wide dashed circle"),
    line("area", "province or country, with its number of incidents"),
    line("denied", "alleged and denied"),
    line("disputed-line", "disputed border")));
  box.append(el("p", { class: "soft tiny" }, tiles ? "Areas and disputed borders: Natural Earth." : "Map: Natural Earth (public domain), offline. Borders are drawn as it has them; the disputed ones are dashed and nothing here takes a side."));
  return box;
}

/** See above. Throws an Error in words where the map cannot be drawn. */
export async function mapIn(element, { points = [], areas = [], onPick = null, onMove = null, hash = false, label = "Map" } = {}) {
  await leaflet();
  const { L } = window;
  const { mapVersion: version = "", tiles = "", credit = "" } = element.dataset;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.replaceChildren();
  element.classList.add("map");
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", label);
  const map = L.map(element, { minZoom: 1, maxZoom: tiles ? 18 : 11, maxBounds: [[-88, -200], [88, 200]], maxBoundsViscosity: 0.8, zoomSnap: 1, attributionControl: false, zoomAnimation: !still, fadeAnimation: !still, preferCanvas: true, zoomControl: false });
  L.control.zoom({ zoomInTitle: "Closer", zoomOutTitle: "Further" }).addTo(map);
  L.control.scale({ maxWidth: 110, imperial: false }).addTo(map);
  const credits = L.control.attribution({ prefix: false }).addTo(map);
  const plain = (words) => words.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
  if (tiles) {
    L.tileLayer(tiles, { maxZoom: 18 }).addTo(map);
    credits.addAttribution(plain(credit || "tiles: as set for this server"));
  }
  credits.addAttribution("Natural Earth");
  const start = (hash && view()) || null;
  map.setView(start?.at ?? [20, 20], start?.zoom ?? 2);
  const ground = await land(map, version, { bare: Boolean(tiles) });
  const layer = drawn(map, version);
  element.after(legend(Boolean(tiles)));

  let now = points;
  const to = (bounds) => bounds?.isValid() && map.fitBounds(bounds.pad(0.15), { maxZoom: 8, animate: false });
  const fit = () => to(layer.bounds());
  // First where, then what: markers that are there already would fly from one cluster into the next.
  async function set(fresh, { look = false } = {}) {
    now = fresh;
    if (look && now.length) to(L.latLngBounds(now.map((p) => [p.lat, p.lon])));
    await layer.set(now);
    if (look && now.some((p) => p.shape === "area")) fit();
  }
  await set(points, { look: !start });
  const marked = L.layerGroup().addTo(map);
  for (const key of areas) {
    const found = await outline(key, version).catch(() => null);
    if (found) marked.addLayer(L.polygon(found.rings, { pane: "areas", weight: 1.4, color: colour("--accent"), fillOpacity: 0.18, interactive: false }));
  }
  if (areas.length && !points.length && marked.getLayers().length) map.fitBounds(L.featureGroup(marked.getLayers()).getBounds().pad(0.1), { animate: false });

  // Keyboard: what a popup opened by Enter shows is gone through at once, and Escape leads back.
  let from = null;
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.target.closest(".leaflet-popup")) from = document.activeElement;
    if (event.key === "Escape") map.closePopup();
  }, true);
  element.addEventListener("pointerdown", () => (from = null), true);
  map.on("popupopen", (event) => from && event.popup.getElement()?.querySelector(".map-popup a, .leaflet-popup-close-button")?.focus());
  map.on("popupclose", () => from?.isConnected && from.focus({ preventScroll: true }));

  const pin = L.layerGroup().addTo(map);
  function pick(lat, lon) {
    pin.clearLayers();
    pin.addLayer(L.circleMarker([lat, lon], { radius: 7, color: colour("--accent"), weight: 3, fillOpacity: 0.3 }));
  }
  if (onPick) {
    const take = (at) => {
      const { lat, lng } = at.wrap();
      pick(lat, lng);
      onPick(+lat.toFixed(4), +lng.toFixed(4));
    };
    element.classList.add("picking");
    map.on("click", (event) => take(event.latlng));
    element.addEventListener("keydown", (event) => event.key === "Enter" && event.target === element && take(map.getCenter()));
    element.append(el("span", { class: "map-cross", "aria-hidden": "true" }));
  }
  const bbox = () => {
    const b = map.getBounds();
    const round = (v, most) => +Math.max(-most, Math.min(most, v)).toFixed(3);
    return [round(b.getWest(), 180), round(b.getSouth(), 90), round(b.getEast(), 180), round(b.getNorth(), 90)];
  };
  map.on("moveend", () => {
    if (hash) {
      const at = map.getCenter();
      history.replaceState(history.state, "", `#map=${map.getZoom()}/${at.lat.toFixed(3)}/${at.lng.toFixed(3)}`);
    }
    onMove?.(bbox());
  });
  const restyle = () => {
    ground.restyle();
    layer.restyle(now);
  };
  document.addEventListener("theme", restyle);
  for (const media of ["(prefers-color-scheme: dark)", "print"]) matchMedia(media).addEventListener("change", restyle);
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(element);
  return { map, fit, pick, bbox, set };
}
