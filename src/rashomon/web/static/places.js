// The map of places, or of the incidents of one: what the page has in data-points, drawn by map.js. Without script the list says it all.
import { mapIn } from "./map.js";

const box = document.getElementById("places-map");
if (box) {
  const points = JSON.parse(box.dataset.points);
  mapIn(box, { points, label: "Map; the list says the same" }).catch((wrong) => {
    box.textContent = wrong.message;
    box.classList.add("empty");
  });
}
