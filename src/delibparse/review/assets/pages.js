// The pages: boxes that light up with their values, zoom, and the way to a box.
"use strict";
delibparse.pages = (() => {
  const { byId } = delibparse;
  const scroll = byId("sheets");
  const STEPS = [1, 1.5, 2.2, 3.2, 4.5];
  let step = 0;

  function zoom(to, about = null) {
    step = Math.min(Math.max(to, 0), STEPS.length - 1);
    scroll.style.setProperty("--zoom", STEPS[step]);
    scroll.classList.toggle("zoomed", step > 0);
    if (about) show(about);
  }

  function boxes(champ) { return scroll.querySelectorAll(`[data-champ="${CSS.escape(champ)}"]`); }

  /** Scrolls the pages, and nothing else, so that a box is in the middle. */
  function show(box) {
    const shape = box.querySelector("rect") || box;
    const at = shape.getBoundingClientRect();
    const frame = scroll.getBoundingClientRect();
    const middle = (start, size, low, whole) => start + size / 2 - low - whole / 2;
    scroll.scrollBy(middle(at.left, at.width, frame.left, frame.width), middle(at.top, at.height, frame.top, frame.height));
  }

  function choose(champ, pan) {
    for (const box of scroll.querySelectorAll(".chosen")) box.classList.remove("chosen");
    if (champ === null) return;
    const found = boxes(champ);
    for (const box of found) box.classList.add("chosen");
    if (found.length && pan) show(found[0]);
  }

  function toggle(champ) {
    const [box] = champ === null ? [] : boxes(champ);
    zoom(step > 0 ? 0 : 2, box || null);
  }

  byId("zoom-in").addEventListener("click", () => zoom(step + 1, scroll.querySelector(".chosen")));
  byId("zoom-out").addEventListener("click", () => zoom(step - 1, scroll.querySelector(".chosen")));
  byId("zoom-fit").addEventListener("click", () => zoom(0));
  byId("show-boxes").addEventListener("change", (event) => document.body.classList.toggle("no-boxes", !event.target.checked));

  return { boxes, choose, toggle, zoomed: () => step > 0 };
})();
