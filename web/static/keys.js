// "/" goes to the search box of the page, or to the search page where there is none. In the results the arrows
// go from one to the next, Enter opens, Escape goes back to the box.
"use strict";

const RESULTS = "dl.things a, ol.hits > li > a, .empty a";

function typing(target) {
  return target.closest("input, textarea, select, [contenteditable], .CodeMirror");
}

function toBox() {
  const box = document.querySelector("input[type=search]");
  if (box) box.focus();
  else document.querySelector("a[data-key='/']").click();
}

function step(event, by) {
  const stops = [document.querySelector("form.search input[type=search]"), ...document.querySelectorAll(RESULTS)];
  const at = stops.indexOf(document.activeElement);
  const next = stops[at + by];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

const KEYS = {
  "/": (event) => {
    if (typing(event.target)) return;
    event.preventDefault();
    toBox();
  },
  ArrowDown: (event) => step(event, 1),
  ArrowUp: (event) => step(event, -1),
  Escape: (event) => event.target.matches?.(RESULTS) && toBox(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  KEYS[event.key]?.(event);
});
