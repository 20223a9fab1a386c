// Incidents on a map, each drawn as what is known of its place: a dot only where the place is exact, a circle of its radius for "near" and for
// districts, a wide dashed circle where the area is not exact, and for a province or a country its whole area with the number of incidents.
import { el } from "./base.js";
import { colour, outline } from "./map-land.js";

const MOST = 12; // lines of one popup

/** A marker's icon that says what it is: a number or nothing inside, a name for screen readers. */
function icon(kind, words, size, label) {
  const { L } = window;
  const made = L.divIcon({ className: `spot-icon ${kind}`, html: words ? el("span", {}, words) : false, iconSize: [size, size] });
  const create = made.createIcon;
  made.createIcon = function (old) {
    const node = create.call(this, old);
    node.setAttribute("aria-label", label);
    return node;
  };
  return made;
}

const told = (p) => [p.label ?? p.kind, p.when, p.killed && `killed: ${p.killed}`, p.status].filter(Boolean).join(", ");

/** One incident as a line of a list. */
export function line(p) {
  const link = p.href ? el("a", { href: p.href }, p.label) : el("b", {}, p.label ?? p.kind);
  const more = [p.when, p.where, p.killed && `killed ${p.killed}`].filter(Boolean).join(" · ");
  return el("li", {}, link, p.status ? el("span", { class: "badge bad" }, p.status) : null, el("div", { class: "soft small" }, more));
}

/** The words of incidents of which the map knows the ids only, as the table has them. */
export async function worded(points) {
  const asked = new URLSearchParams(location.search);
  const lens = ["policy", "as_of"].flatMap((name) => (asked.get(name) ? [[name, asked.get(name)]] : []));
  const answer = await fetch(`/map/told.json?${new URLSearchParams([...points.map((p) => ["id", p.id]), ...lens])}`, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`the server said ${answer.status}`);
  const { items } = await answer.json();
  return items.map((r) => ({ href: r.href, label: r.label, when: r.date, where: r.place, status: r.status_words, killed: r.killed.map((k) => `${k.words} (${k.who})`).join(", ") || "– (no report)" }));
}

/** What a popup says of incidents: links made of text, never of markup. */
export function popup(points, heading, changed) {
  const list = el("ul", { class: "map-list" }, ...points.slice(0, MOST).map(line));
  const rest = points.length - MOST;
  if (points.some((p) => !p.href && p.id)) {
    worded(points.slice(0, MOST)).then(
      (rows) => (list.replaceChildren(...rows.map(line)), changed?.(list)),
      (problem) => list.append(el("li", { class: "soft" }, problem.message)),
    );
  }
  return el("div", { class: "map-popup" }, heading ? el("b", { class: "map-head" }, heading) : null, list, rest > 0 ? el("p", { class: "soft small" }, `and ${rest} more: closer or with filters they are in the table`) : null);
}

/** Keeps what is drawn on `map` equal to the points given. Gives {set(points), restyle(), bounds()}. */
export function drawn(map, version) {
  const { L } = window;
  map.createPane("areas").style.zIndex = 300;
  const renderer = L.canvas({ pane: "areas" });
  const areas = L.layerGroup().addTo(map);
  const circles = L.layerGroup().addTo(map);
  const clusters = L.markerClusterGroup({
    chunkedLoading: true,
    showCoverageOnHover: false,
    maxClusterRadius: 46,
    spiderLegPolylineOptions: { weight: 1, color: colour("--soft"), opacity: 0.6 },
    animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    iconCreateFunction: (cluster) => {
      const n = cluster.getChildCount();
      return icon("cluster", n.toLocaleString("en"), 26 + Math.min(26, 6 * Math.log2(n)), `${n} incidents here, open`);
    },
  }).addTo(map);
  let bounds = null, wave = 0;

  const circle = (p) => ({ pane: "areas", renderer, radius: p.km * 1000, interactive: false, weight: 1.2, color: colour(p.alleged ? "--bad" : "--accent"), fillOpacity: p.shape === "vague" ? 0.07 : 0.16, dashArray: p.shape === "vague" || p.alleged ? "5 5" : null });

  // The popup has grown: it is put right, and who opened it by a key goes on in it.
  function filled(layer) {
    const open = layer.getPopup();
    if (!open?.isOpen()) return;
    const close = open.getElement().querySelector(".leaflet-popup-close-button");
    const inside = open.getElement().contains(document.activeElement);
    open.update();
    if (inside) (open.getElement().querySelector(".map-popup a") ?? close)?.focus();
  }

  function marker(p) {
    const made = L.marker([p.lat, p.lon], { icon: icon(`${p.shape}${p.alleged ? " alleged-spot" : ""}`, "", p.shape === "dot" ? 12 : 16, told(p)), keyboard: true, riseOnHover: true });
    made.bindPopup(() => (made.words ??= popup([p], null, () => filled(made))), { minWidth: 180, maxWidth: 280, autoPanPadding: [20, 20] });
    made.point = p;
    if (p.km > 0) {
      made.on("add", () => circles.addLayer((made.round ??= L.circle([p.lat, p.lon], circle(p)))));
      made.on("remove", () => made.round && circles.removeLayer(made.round));
    }
    return made;
  }

  async function shade(key, points, now) {
    let found;
    try {
      found = await outline(key, version);
    } catch {
      return void areas.addLayer(L.marker([points[0].lat, points[0].lon], { icon: icon("area-count", String(points.length), 26, `${points.length} incidents in an area that could not be loaded`) }));
    }
    if (!found || now !== wave) return;
    const alleged = points.every((p) => p.alleged);
    const shape = L.polygon(found.rings, { pane: "areas", renderer, weight: 1.4, color: colour(alleged ? "--bad" : "--accent"), fillOpacity: Math.min(0.42, 0.12 + 0.05 * Math.log2(points.length)), dashArray: alleged ? "5 5" : null });
    const words = `${found.name || "area"}: ${points.length} incident${points.length === 1 ? "" : "s"} known no closer than this`;
    const label = L.marker([points[0].lat, points[0].lon], { icon: icon("area-count", points.length.toLocaleString("en"), 26, words), zIndexOffset: -100 });
    for (const layer of [shape, label]) layer.bindPopup(() => (layer.words ??= popup(points, words, () => filled(layer))), { minWidth: 200, maxWidth: 300 });
    areas.addLayer(shape);
    areas.addLayer(label);
    bounds?.extend(shape.getBounds());
  }

  async function set(points) {
    const now = ++wave;
    const fixed = points.filter((p) => p.shape !== "area" || !p.area);
    const coarse = new Map();
    for (const p of points) if (p.shape === "area" && p.area) coarse.set(p.area, [...(coarse.get(p.area) ?? []), p]);
    bounds = points.length ? L.latLngBounds(points.map((p) => [p.lat, p.lon])) : null;
    clusters.clearLayers();
    circles.clearLayers();
    areas.clearLayers();
    clusters.addLayers(fixed.map(marker));
    await Promise.all([...coarse].map(([key, inside]) => shade(key, inside, now)));
  }

  function restyle(points) {
    clusters.options.spiderLegPolylineOptions.color = colour("--soft");
    return set(points);
  }
  return { set, restyle, bounds: () => bounds };
}
