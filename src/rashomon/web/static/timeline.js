// The timeline as a brush: a stretch of bars, by pointer or by keys, becomes the dates of the address. Each bar is a link by itself.

/** Makes the bars in `element` one stop of the keyboard, and lets a stretch of them be marked. `go(address)` goes there. */
export function brush(element, go) {
  if (!element || element.dataset.brushed) return;
  element.dataset.brushed = "1";
  const bars = [...element.querySelectorAll("a[data-from]")];
  if (!bars.length) return;
  let anchor = null, end = null, dragged = false;

  const paint = () => bars.forEach((bar, n) => bar.classList.toggle("brushed", anchor !== null && n >= Math.min(anchor, end) && n <= Math.max(anchor, end)));
  const stop = (n) => bars.forEach((bar, m) => bar.setAttribute("tabindex", m === n ? "0" : "-1"));
  const clear = () => ((anchor = end = null), paint());
  stop(Math.max(0, bars.findIndex((bar) => bar === document.activeElement)));

  function choose() {
    const [a, b] = [Math.min(anchor, end), Math.max(anchor, end)];
    const url = new URL(location.href);
    url.searchParams.delete("cursor");
    url.searchParams.set("since", bars[a].dataset.from);
    url.searchParams.set("until", bars[b].dataset.to);
    clear();
    go(url);
  }
  element.addEventListener("keydown", (event) => {
    const at = bars.indexOf(event.target.closest("a[data-from]"));
    if (at < 0) return;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: bars.length - 1 }[event.key];
    if (to !== undefined) {
      const next = Math.max(0, Math.min(bars.length - 1, to));
      if (event.shiftKey) {
        anchor ??= at;
        end = next;
        paint();
      } else clear();
      stop(next);
      bars[next].focus();
      event.preventDefault();
    } else if (event.key === "Enter" && anchor !== null && anchor !== end) {
      event.preventDefault();
      choose();
    } else if (event.key === "Escape") clear();
  });
  // The nearest bar to where the pointer is: stretches without incidents have none of their own.
  const near = (event) => {
    let best = 0, least = Infinity;
    bars.forEach((bar, n) => {
      const { left, right } = bar.querySelector(".t-hit").getBoundingClientRect();
      const off = event.clientX < left ? left - event.clientX : event.clientX > right ? event.clientX - right : 0;
      if (off < least) [least, best] = [off, n];
    });
    return best;
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button || event.pointerType === "touch") return;
    dragged = false;
    anchor = end = near(event);
    element.setPointerCapture?.(event.pointerId);
  });
  element.addEventListener("pointermove", (event) => {
    if (anchor === null || !(event.buttons & 1)) return;
    end = near(event);
    dragged ||= end !== anchor;
    paint();
  });
  element.addEventListener("pointerup", (event) => {
    if (anchor === null || event.pointerType === "touch") return;
    if (dragged) choose();
    else {
      const bar = bars[anchor];
      clear();
      if (event.target.closest?.("a") !== bar) go(bar.getAttribute("href"));
    }
  });
  element.addEventListener("click", (event) => {
    const bar = event.target.closest("a[data-from]");
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (dragged) return void (dragged = false);
    if (bar) go(bar.getAttribute("href"));
  });
  element.addEventListener("dragstart", (event) => event.preventDefault());
}
