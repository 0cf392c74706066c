// The explorer: filters the library's own linkages, draws them with ECharts, and shows the evidence of one.
"use strict";

const RANK = ["explored", "planned", "under-negotiation", "signed", "in-progress", "in-operation", "held", "ended"];
const NEVER = "9999-12-31";
const at = (id) => document.getElementById(id);
const made = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
};

const data = window.FTZ;
// A text of the library, with its values filled in.
const word = (key, ...values) => values.reduce((text, value, index) => text.split(`{${index}}`).join(value), data.words[key]);
const nameOf = (id) => data.places[id].en || data.places[id].zh;
const both = (record) => [record.en, record.zh].filter(Boolean).join(" · ");
const shortName = (id) => nameOf(id).replace(/^China \((.+)\) Pilot Free Trade Zone$/, "$1");

// The rules of the library: what is sure on a day, and what may be so.
const reached = (row, day) => Math.max(-1, ...row.milestones
  .filter((each) => each.sure !== null && each.sure <= day).map((each) => RANK.indexOf(each.status)));
const possible = (row, day) => row.milestones.filter((each) => each.may <= day)
  .map((each) => RANK.indexOf(each.status)).filter((rank) => rank > reached(row, day));
const ENDED = RANK.indexOf("ended");

function stands(row, wanted) {
  const day = wanted.day || NEVER;
  const sure = reached(row, day);
  const may = possible(row, day);
  if (wanted.status) {
    const rank = RANK.indexOf(wanted.status);
    return sure === rank || (wanted.may && may.includes(rank));
  }
  const running = sure >= 0 && sure !== ENDED;
  if (running && !may.includes(ENDED)) return true;
  const undated = sure < 0 && row.milestones.every((each) => each.status === "ended");
  return wanted.may && (undated || running || may.some((rank) => rank !== ENDED));
}

function keeps(row, wanted) {
  if (wanted.form && row.form !== wanted.form) return false;
  return (!wanted.day && !wanted.status) || stands(row, wanted);
}

function filtered(wanted) {
  return data.levels[wanted.level]
    .filter((link) => !wanted.place || link.a === wanted.place || link.b === wanted.place)
    .map((link) => ({
      ...link,
      evidence: link.evidence.filter((each) => (wanted.lifted || !each.provincial) && keeps(data.cooperations[each.id], wanted)),
    }))
    .filter((link) => link.evidence.length > 0);
}

const wanted = () => ({
  level: at("ex-level").value,
  place: at("ex-place").value,
  form: at("ex-form").value,
  status: at("ex-status").value,
  day: at("ex-day").value,
  may: at("ex-may").checked,
  lifted: at("ex-lifted").checked,
  all: at("ex-all").checked,
});

// The table: each row has a button, so that everything on the map can be reached from the keyboard.
function table(links) {
  const head = made("tr", {}, ...["link", "records", "forms", "evidence"].map((key) => made("th", { scope: "col" }, word(`explorer.${key}`))));
  const rows = links.map((link) => {
    const forms = [...new Set(link.evidence.map((each) => data.forms[data.cooperations[each.id].form]))].join(", ");
    const button = made("button", { type: "button", "data-link": `${link.a} ${link.b}`,
      "aria-label": word("explorer.show-evidence", shortName(link.a), shortName(link.b)) }, word("explorer.show"));
    button.addEventListener("click", () => detail(link));
    return made("tr", {}, made("td", {}, `${shortName(link.a)} – ${shortName(link.b)}`),
      made("td", {}, String(link.evidence.length)), made("td", {}, forms), made("td", {}, button));
  });
  const body = made("table", { class: "data" }, made("caption", {}, word("explorer.pairs")),
    made("thead", {}, head), made("tbody", {}, ...rows));
  at("ex-table").replaceChildren(...(links.length ? [body] : [made("p", {}, word("explorer.none"))]));
}

// The evidence of one link: cooperation by cooperation, with what was reached when, and who says so.
function detail(link) {
  const title = made("h2", { tabindex: "-1" }, word("explorer.both", nameOf(link.a), nameOf(link.b)));
  const close = made("button", { type: "button" }, word("explorer.close"));
  close.addEventListener("click", () => {
    at("ex-detail").replaceChildren();
    document.querySelector(`button[data-link="${link.a} ${link.b}"]`)?.focus();
  });
  at("ex-detail").replaceChildren(title, ...link.evidence.map(article), close);
  title.focus();
  at("ex-detail").scrollIntoView({ block: "start" });
}

function article(each) {
  const row = data.cooperations[each.id];
  const facts = [
    [word("field.form"), data.forms[row.form]],
    [word("explorer.reached"), row.milestones.map((one) => `${data.statuses[one.status]} ${one.words}`).join("; ") || word("explorer.not-stated")],
    [word("field.parties"), row.parties.map((id) => both(data.places[id])).join("; ")],
    [word("explorer.places"), row.places.map((id) => both(data.places[id])).join("; ")],
    [word("explorer.via"), each.via.map(nameOf).join(", ")],
    [word("field.notes"), row.note],
  ].filter(([, value]) => value);
  const sources = row.sources.map((one) => made("li", {}, ...source(one)));
  return made("article", { class: "evidence", "data-cooperation": each.id }, made("h3", {}, both(row)),
    made("dl", {}, ...facts.flatMap(([label, value]) => [made("dt", {}, label), made("dd", {}, value)])),
    made("h4", {}, word("sources")), made("ol", {}, ...sources));
}

function source(one) {
  const found = data.sources[one.id];
  const title = found.title || one.id;
  const safe = /^https?:\/\//i.test(found.url);
  const named = safe ? made("a", { href: found.url, rel: "noreferrer external" }, title) : title;
  const rest = [found.publisher, found.published, one.at].filter(Boolean).join(", ");
  return [named, ` (${rest})`, one.printed ? `: “${one.printed}”` : ""];
}

// The map.
const chart = window.echarts.init(at("ex-map"), null, { renderer: "svg" });

function colours() {
  const style = getComputedStyle(document.body);
  const colour = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  return {
    text: colour("--color-foreground-primary", "#000"),
    line: colour("--color-brand-content", "#0b5c8a"),
    back: colour("--color-background-primary", "#fff"),
  };
}

function points(ids) {
  const known = ids.filter((id) => data.places[id].point);
  if (known.length < ids.length) {
    return new Map(ids.map((id, index) => {
      const angle = (2 * Math.PI * index) / ids.length;
      return [id, [100 * Math.sin(angle), -70 * Math.cos(angle)]];
    }));
  }
  const near = Math.cos((31 * Math.PI) / 180);
  const groups = Map.groupBy(ids, (id) => data.places[id].point.join());
  return new Map([...groups.values()].flatMap((group) => group.map((id, index) => {
    const [east, north] = data.places[id].point;
    const angle = (2 * Math.PI * index) / group.length;
    const step = group.length > 1 ? 0.12 : 0; // places of one point stand on a small ring around it
    return [id, [east * near + step * Math.sin(angle), -north - step * Math.cos(angle)]];
  })));
}

function draw(links) {
  const linked = new Set(links.flatMap((link) => [link.a, link.b]));
  const others = at("ex-all").checked && at("ex-level").value === "zone" && !at("ex-place").value ? data.zones : [];
  const ids = [...new Set([...linked, ...others])].filter((id) => linked.has(id) || data.places[id].point).sort();
  const where = points(ids);
  const { text, line, back } = colours();
  const narrow = at("ex-map").clientWidth < 500;
  const nodes = ids.map((id) => ({
    id, name: shortName(id), x: where.get(id)[0], y: where.get(id)[1],
    symbolSize: linked.has(id) ? 9 + 3 * Math.sqrt(links.filter((link) => link.a === id || link.b === id).length) : 8,
    // hollow: nothing on record that fits, which does not say that there is nothing
    itemStyle: linked.has(id) ? {} : { color: back, borderColor: line, borderWidth: 1.5 },
  }));
  const edges = links.map((link, index) => ({
    source: link.a, target: link.b, value: index,
    lineStyle: { width: 1 + Math.log2(1 + link.evidence.length) },
  }));
  chart.setOption({
    animation: false,
    aria: { enabled: true, label: { description: word("explorer.on-map", links.length, linked.size) } },
    tooltip: {
      confine: true, backgroundColor: back, borderColor: line, textStyle: { color: text },
      formatter: ({ dataType, data: item }) => {
        if (dataType === "node") return linked.has(item.id) ? item.name : word("explorer.no-record", item.name);
        const link = links[item.value];
        return word("explorer.on-record", shortName(link.a), shortName(link.b), link.evidence.length);
      },
    },
    series: [{
      type: "graph", layout: "none", preserveAspect: true, roam: true, data: nodes, links: edges, left: 60, right: 90, top: 30, bottom: 30,
      scaleLimit: { min: 0.5, max: 12 },
      label: { show: true, position: "right", color: text, fontSize: narrow ? 10 : 12, textBorderColor: back, textBorderWidth: 3 },
      labelLayout: { hideOverlap: true },
      itemStyle: { color: line, borderColor: back, borderWidth: 1 },
      lineStyle: { color: line, opacity: 0.55, curveness: 0.08 },
      emphasis: { focus: "adjacency", lineStyle: { opacity: 1 } },
    }],
  }, true);
  chart.off("click");
  chart.on("click", (event) => {
    if (event.dataType === "edge") detail(links[event.data.value]);
    if (event.dataType === "node") { at("ex-place").value = event.data.id; show(); }
  });
}

// Everything together; the address keeps the choice, so that it can be sent to somebody.
let level = "";

function fillPlaces(chosen) {
  const ids = [...new Set(data.levels[at("ex-level").value].flatMap((link) => [link.a, link.b]))];
  ids.sort((a, b) => shortName(a).localeCompare(shortName(b), "en"));
  at("ex-place").replaceChildren(made("option", { value: "" }, word("explorer.all")),
    ...ids.map((id) => made("option", { value: id }, `${shortName(id)} ${data.places[id].zh}`)));
  at("ex-place").value = ids.includes(chosen) ? chosen : "";
  level = at("ex-level").value;
}

function show() {
  if (level !== at("ex-level").value) fillPlaces(at("ex-place").value);
  const now = wanted();
  const links = filtered(now);
  const rows = new Set(links.flatMap((link) => link.evidence.map((each) => each.id)));
  at("ex-count").textContent = word("explorer.count", links.length, rows.size, data.edition);
  at("ex-detail").replaceChildren();
  draw(links);
  table(links);
  const stated = Object.entries(now).filter(([, value]) => value !== "" && value !== false);
  history.replaceState(null, "", `#${new URLSearchParams(stated.map(([key, value]) => [key, String(value)]))}`);
}

function choose(field, words) {
  at(field).replaceChildren(made("option", { value: "" }, word("explorer.all")),
    ...Object.entries(words).map(([value, label]) => made("option", { value }, label)));
}

function restore() {
  const asked = new URLSearchParams(location.hash.slice(1));
  if (data.levels[asked.get("level")]) at("ex-level").value = asked.get("level");
  fillPlaces(asked.get("place"));
  for (const key of ["form", "status", "day"]) if (asked.has(key)) at(`ex-${key}`).value = asked.get(key);
  at("ex-may").checked = asked.get("may") === "true";
  at("ex-all").checked = asked.get("all") === "true";
  at("ex-lifted").checked = !asked.has("level") || asked.get("lifted") === "true";
}

choose("ex-form", data.forms);
choose("ex-status", data.statuses);
restore();
const form = document.querySelector(".explorer-filters");
form.addEventListener("change", show);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(() => { level = ""; show(); }));
new ResizeObserver(() => chart.resize()).observe(at("ex-map"));
new MutationObserver(() => draw(filtered(wanted()))).observe(document.body, { attributeFilter: ["data-theme"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => draw(filtered(wanted())));
show();
