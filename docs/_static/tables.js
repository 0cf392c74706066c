// A table that is wider than the page scrolls by itself; let the keyboard scroll it too.
"use strict";
for (const box of document.querySelectorAll(".table-wrapper, div.highlight > pre, .sig")) {
  const mark = () => (box.scrollWidth > box.clientWidth ? box.setAttribute("tabindex", "0") : box.removeAttribute("tabindex"));
  mark();
  new ResizeObserver(mark).observe(box);
}

// Sphinx sets the parameters of a long signature as a list without terms; to a screen reader it is plain text.
for (const part of document.querySelectorAll(".sig dl, .sig dd")) part.setAttribute("role", "presentation");

// A table of zones is sorted by any of its columns; what is not known comes last either way.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const headings = [...table.tHead.rows[0].cells];
  const key = (row, at) => row.cells[at].dataset.sort || "";
  const order = (a, b) => (isNaN(a) || isNaN(b) ? a.localeCompare(b) : a - b);
  headings.forEach((heading, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const down = heading.getAttribute("aria-sort") === "ascending";
      headings.forEach((each) => each.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      body.append(...[...body.rows].sort((one, two) => {
        const [a, b] = [key(one, at), key(two, at)];
        return !a - !b || (down ? order(b, a) : order(a, b));
      }));
    });
  });
}
