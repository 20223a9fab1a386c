// The offline basemap: countries, provinces when one looks closer, disputed borders dashed. All on canvas, all from our own server.
const CLOSE = 5; // from this zoom on provinces are drawn
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
export const colour = css;

const files = new Map();
/** A file of the map, asked for once. */
export function file(name, version = "") {
  if (!files.has(name)) {
    const asked = fetch(`/map/${name}${version ? `?v=${version}` : ""}`).then((answer) => {
      if (!answer.ok) throw new Error(`the map file ${name} is missing (${answer.status})`);
      return answer.json();
    });
    asked.catch(() => files.delete(name));
    files.set(name, asked);
  }
  return files.get(name);
}

/** Steps in hundredths of a degree as [lat, lon] pairs. */
export function unpacked(ring) {
  const out = [];
  let x = 0, y = 0;
  for (let i = 0; i < ring.length; i += 2) out.push([(y += ring[i + 1]) / 100, (x += ring[i]) / 100]);
  return out;
}

const widest = (rings) => rings.reduce((best, ring) => (ring.length > best.length ? ring : best), rings[0] ?? []);

/** The outlines of an area ("AM" a country, "AM/3" a province) and its name; null where the map has it not. */
export async function outline(key, version) {
  const [iso, n] = key.split("/");
  const row = n === undefined ? (await file("world.json", version)).countries.find((c) => c.iso === iso) : (await file(`provinces/${iso}.json`, version)).provinces[+n];
  return row ? { name: row.name, rings: row.rings.map(unpacked) } : null;
}

/** Draws the land under everything else on `map` and keeps it as close as one looks. Gives {restyle()}. */
export async function land(map, version, { bare = false } = {}) {
  const { L } = window;
  map.createPane("land").style.zIndex = 210;
  map.createPane("names").style.zIndex = 450;
  map.getPane("names").style.pointerEvents = "none";
  const renderer = L.canvas({ pane: "land", padding: 0.3 });
  const world = await file("world.json", version);
  const shown = { pane: "land", renderer, interactive: false, smoothFactor: 1 };
  const countries = world.countries.filter((c) => c.rings.length).map((c) => ({ ...c, layer: L.polygon(c.rings.map(unpacked), { ...shown, weight: 1 }) }));
  const group = L.layerGroup(bare ? [] : countries.map((c) => c.layer)).addTo(map);
  const near = L.layerGroup().addTo(map);
  // A disputed border is first wiped out of the outlines, which draw it as if it were agreed, and then dashed.
  const lines = world.disputed.map(unpacked);
  const wiped = bare ? null : L.polyline(lines, { ...shown, weight: 2.6 }).addTo(map);
  const dashed = L.polyline(lines, { ...shown, weight: 1.3, dashArray: "4 4" }).addTo(map);
  const names = L.layerGroup().addTo(map);
  const provinces = new Map();

  function restyle() {
    const [fill, line, thin] = [css("--land"), css("--border"), css("--line2")];
    for (const c of countries) c.layer.setStyle({ color: line, fillColor: fill, fillOpacity: 1, weight: map.getZoom() < 3 ? 0.5 : 1 });
    wiped?.setStyle({ color: fill, weight: map.getZoom() < 4 ? 1.4 : 2.6 });
    dashed.setStyle(map.getZoom() < 4 ? { color: css("--soft"), weight: 0.8, dashArray: "2 2" } : { color: css("--soft"), weight: 1.3, dashArray: "4 4" });
    near.eachLayer((layer) => layer.setStyle({ color: thin }));
  }

  function name(words, bounds, kind) {
    const a = map.latLngToLayerPoint(bounds.getNorthWest()), b = map.latLngToLayerPoint(bounds.getSouthEast());
    if (b.x - a.x < words.length * 6.5 || b.y - a.y < 14 || b.x - a.x > 1600) return;
    const made = document.createElement("span");
    made.textContent = words;
    const icon = L.divIcon({ className: `map-name ${kind}`, html: made, iconSize: [160, 16] });
    names.addLayer(L.marker(bounds.getCenter(), { icon, pane: "names", interactive: false, keyboard: false }));
  }

  async function closer() {
    const view = map.getBounds(), zoom = map.getZoom();
    names.clearLayers();
    if (bare) return;
    for (const c of countries) {
      c.main ??= L.latLngBounds(unpacked(widest(c.rings)));
      if (zoom >= 3 && zoom < 7 && view.intersects(c.main)) name(c.name, c.main, "country");
    }
    if (zoom < CLOSE) return void near.clearLayers();
    for (const c of countries) {
      if (!world.detail.includes(c.iso) || !view.intersects(c.layer.getBounds())) continue;
      if (!provinces.has(c.iso)) {
        provinces.set(c.iso, []);
        try {
          const rows = (await file(`provinces/${c.iso}.json`, version)).provinces;
          provinces.set(c.iso, rows.filter((p) => p.rings.length).map((p) => ({ name: p.name, main: L.latLngBounds(unpacked(widest(p.rings))), layer: L.polygon(p.rings.map(unpacked), { ...shown, fill: false, weight: 0.7, color: css("--line2") }) })));
        } catch {
          provinces.delete(c.iso); // the next move asks again
        }
      }
      for (const p of provinces.get(c.iso) ?? []) {
        near.addLayer(p.layer);
        if (map.getZoom() >= 7 && view.intersects(p.main)) name(p.name, p.main, "region");
      }
    }
    for (const c of countries) c.layer.bringToBack();
    wiped?.bringToFront();
    dashed.bringToFront();
  }
  map.on("moveend", closer);
  map.on("zoomend", restyle);
  restyle();
  closer();
  return { restyle, source: world.source, group };
}
