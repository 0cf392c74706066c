// A table that is wider than the page scrolls by itself; let the keyboard scroll it too.
"use strict";
for (const box of document.querySelectorAll(".table-wrapper, div.highlight > pre, .sig")) {
  const mark = () => (box.scrollWidth > box.clientWidth ? box.setAttribute("tabindex", "0") : box.removeAttribute("tabindex"));
  mark();
  new ResizeObserver(mark).observe(box);
}

// Sphinx sets the parameters of a long signature as a list without terms; to a screen reader it is plain text.
for (const part of document.querySelectorAll(".sig dl, .sig dd")) part.setAttribute("role", "presentation");
