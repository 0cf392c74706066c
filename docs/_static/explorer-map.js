// The map of the explorer: places, lines with the number of cooperations, and what the lines mean. Colours and
// patterns are in the style sheet, so that light, dark and print need no drawing anew.
"use strict";

const STANDINGS = ["established", "foreseen", "unsure", "ended"];
const MARGIN = { side: 45, end: 30 };
const LINE = [0.06, 0.12, 0.18, 0.24, 0.3, 0.7, 0.76, 0.82, 0.88, 0.94]; // where a line would cross the name of a place

// Where each place is on a map without distortion, before it is fitted to the frame; without points, on a ring.
function points(ids) {
  const ring = (index, count) => [Math.sin((2 * Math.PI * index) / count), -Math.cos((2 * Math.PI * index) / count)];
  if (ids.some((id) => !data.places[id].point)) {
    return new Map(ids.map((id, index) => [id, [100 * ring(index, ids.length)[0], 70 * ring(index, ids.length)[1]]]));
  }
  const near = Math.cos((31 * Math.PI) / 180);
  const groups = Map.groupBy(ids, (id) => data.places[id].point.join());
  return new Map([...groups.values()].flatMap((group) => group.map((id, index) => {
    const [east, north] = data.places[id].point;
    const [x, y] = ring(index, group.length);
    const step = group.length > 1 ? 0.12 : 0; // places of one point are put on a small ring around it
    return [id, [east * near + step * x, -north + step * y]];
  })));
}

// The places in pixels: fitted to the frame, then enlarged and shifted as the reader wants it.
function fitted(ids, view, width, height) {
  const where = points(ids);
  const range = (axis) => {
    const values = [...where.values()].map((spot) => spot[axis]);
    return [Math.min(...values), Math.max(...values)];
  };
  const [[left, right], [top, bottom]] = ids.length ? [range(0), range(1)] : [[0, 1], [0, 1]];
  const inner = [width - 2 * MARGIN.side, height - 2 * MARGIN.end];
  const scale = Math.min(inner[0] / (right - left || 1), inner[1] / (bottom - top || 1)) * view.zoom;
  const centre = [width / 2 + view.x, height / 2 + view.y];
  return new Map([...where].map(([id, [x, y]]) => [id, [
    centre[0] + (x - (left + right) / 2) * scale, centre[1] + (y - (top + bottom) / 2) * scale,
  ]]));
}

// Boxes that are taken: a text is put where it covers the fewest of them, and all texts are shown.
class Room {
  constructor(width, height, boxes) { Object.assign(this, { width, height, boxes }); }
  hits([left, top, right, bottom]) {
    const outside = left < 0 || right > this.width || top < 0 || bottom > this.height;
    return this.boxes.filter((box) => left < box[2] && box[0] < right && top < box[3] && box[1] < bottom).length + 3 * outside;
  }
  take(choices) { // each a pair of a value and its box
    const best = choices.reduce((one, two) => (this.hits(two[1]) < this.hits(one[1]) ? two : one));
    this.boxes.push(best[1]);
    return best[0];
  }
}

const wide = (text, size) => [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? size : 0.56 * size), 0);

function sides([x, y], text, radius, size) {
  const [gap, half, length] = [radius + 4, size / 2 + 1, wide(text, size)];
  return [
    [[x + gap, y, "start"], [x + gap, y - half, x + gap + length, y + half]],
    [[x - gap, y, "end"], [x - gap - length, y - half, x - gap, y + half]],
    [[x, y - gap - half, "middle"], [x - length / 2, y - gap - 2 * half, x + length / 2, y - gap]],
    [[x, y + gap + half, "middle"], [x - length / 2, y + gap, x + length / 2, y + gap + 2 * half]],
  ];
}

// A line between two places, slightly bent, so that two that are nearly one can be distinguished.
function bend([x1, y1], [x2, y2]) {
  const [cx, cy] = [(x1 + x2) / 2 + 0.08 * (y2 - y1), (y1 + y2) / 2 - 0.08 * (x2 - x1)];
  const on = (t, a, c, b) => (1 - t) ** 2 * a + 2 * t * (1 - t) * c + t ** 2 * b;
  return { path: `M${x1} ${y1}Q${cx} ${cy} ${x2} ${y2}`, at: (t) => [on(t, x1, cx, x2), on(t, y1, cy, y2)] };
}

// Draw the links and, hollow, places without any; `choose` is called with a link or the id of a place.
function drawMap(frame, { links, ids, day, view, choose }) {
  const [width, height] = [frame.clientWidth, frame.clientHeight];
  const size = width < 500 ? 10 : 12;
  const where = fitted(ids, view, width, height);
  const count = (id) => links.filter((link) => link.a === id || link.b === id).length;
  const radius = new Map(ids.map((id) => [id, count(id) ? 4.5 + 1.5 * Math.sqrt(count(id)) : 4]));
  const around = ([x, y], by) => [x - by, y - by, x + by, y + by];
  const bent = new Map(links.map((link) => [link, bend(where.get(link.a), where.get(link.b))]));
  const room = new Room(width, height, [
    ...ids.map((id) => around(where.get(id), radius.get(id))),
    ...[...bent.values()].flatMap((line) => LINE.map((t) => around(line.at(t), 2))),
  ]);
  const nodes = ids.map((id) => {
    const [x, y] = where.get(id);
    const [tx, ty, anchor] = room.take(sides([x, y], shortName(id), radius.get(id), size));
    const title = count(id) ? nameOf(id) : word("explorer.no-record", nameOf(id));
    const node = drawn("g", { class: count(id) ? "node" : "node hollow", "data-place": id }, drawn("title", {}, title),
      drawn("circle", { cx: x, cy: y, r: radius.get(id) }),
      drawn("text", { x: tx, y: ty, "text-anchor": anchor, "font-size": size }, shortName(id)));
    node.addEventListener("click", () => choose(id));
    node.addEventListener("pointerenter", () => edges.forEach((edge) => edge.classList.toggle("dim", !edge.dataset.link.split(" ").includes(id))));
    node.addEventListener("pointerleave", () => edges.forEach((edge) => edge.classList.remove("dim")));
    return node;
  });
  const edges = links.map((link) => {
    const line = bent.get(link);
    const text = String(link.evidence.length);
    const half = wide(text, size) / 2 + 1;
    const [x, y] = room.take([0.5, 0.4, 0.6, 0.3, 0.7].map(line.at).map(([px, py]) => [[px, py], [px - half, py - size / 2, px + half, py + size / 2]]));
    const edge = drawn("g", { class: `edge ${standing(link, day)}`, "data-link": `${link.a} ${link.b}` },
      drawn("title", {}, word("explorer.on-record", shortName(link.a), shortName(link.b), link.evidence.length)),
      drawn("path", { class: "reach", d: line.path }),
      drawn("path", { class: "line", d: line.path, "stroke-width": 1 + Math.log2(1 + link.evidence.length) }),
      drawn("text", { x, y, "text-anchor": "middle", "font-size": size }, text));
    edge.addEventListener("click", () => choose(link));
    return edge;
  });
  const linked = ids.filter(count).length;
  const svg = drawn("svg", { width, height, role: "img", "aria-label": word("explorer.on-map", links.length, linked) },
    drawn("g", {}, ...edges, ...nodes));
  svg.classList.toggle("zoomed", view.zoom > 1);
  frame.replaceChildren(svg);
}

// The map is shifted with the mouse; with a finger only once it is enlarged, so that a swipe scrolls the page.
function shiftable(frame, view, redraw) {
  let from = null;
  let moved = false;
  frame.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" || view.zoom > 1) from = [event.clientX, event.clientY];
    moved = false;
  });
  addEventListener("pointermove", (event) => {
    if (!from) return;
    const by = [event.clientX - from[0], event.clientY - from[1]];
    if (!moved && Math.hypot(...by) < 5) return;
    moved = true;
    frame.querySelector("svg > g").setAttribute("transform", `translate(${by.join(" ")})`);
  });
  addEventListener("pointerup", (event) => {
    if (from && moved) {
      view.x += event.clientX - from[0];
      view.y += event.clientY - from[1];
      redraw();
    }
    from = null;
  });
  addEventListener("pointercancel", () => { from = null; redraw(); });
  frame.addEventListener("click", (event) => { if (moved) event.stopPropagation(); }, { capture: true });
}

function legend(box, links, day) {
  const found = new Set(links.map((link) => standing(link, day)));
  box.replaceChildren(...STANDINGS.filter((key) => found.has(key)).map((key) => {
    const line = drawn("path", { class: "line", d: "M0 7H52", "stroke-width": 4 });
    const sample = drawn("svg", { viewBox: "0 0 52 14", class: `edge ${key}`, "aria-hidden": "true" }, line);
    return made("li", { "data-standing": key }, sample, word(`plot.${key}`));
  }));
}
