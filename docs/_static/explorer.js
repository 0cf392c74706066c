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
let lang = "en";
const said = () => data.languages[lang];
// A text of the library, with its values filled in.
const word = (key, ...values) => values.reduce((text, value, index) => text.split(`{${index}}`).join(value), said().words[key]);
const named = (record) => record[lang] || record.en || record.zh;
const nameOf = (id) => named(data.places[id]);
const shortName = (id) => nameOf(id).replace(/^China \((.+)\) Pilot Free Trade Zone$/, "$1").replace(/^中国（(.+)）自由贸易试验区$/, "$1");
const list = (texts) => texts.join(word("sep"));

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
  if (wanted.topic && !row.topics.includes(wanted.topic)) return false;
  if (wanted.party && ![...row.parties, ...row.places].some((id) => id === wanted.party || holds(data.places[id], wanted.party))) return false;
  if (wanted.text && ![row, ...row.notes].some((each) => holds(each, wanted.text))) return false;
  return (!wanted.day && !wanted.status) || stands(row, wanted);
}

const holds = (record, text) => [record.en, record.zh].some((name) => name && name.toLowerCase().includes(text.toLowerCase()));

// The Delta comes first: other places are shown if they are asked for.
const isShown = (link, wanted) => wanted.all || wanted.place || (data.places[link.a].delta && data.places[link.b].delta);

function filtered(wanted) {
  return data.levels[wanted.level]
    .filter((link) => isShown(link, wanted))
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
  topic: at("ex-topic").value,
  party: at("ex-party").value.trim(),
  text: at("ex-text").value.trim(),
  day: at("ex-day").value,
  may: at("ex-may").checked,
  lifted: at("ex-lifted").checked,
  all: at("ex-all").checked,
});

// The table: each row has a button, so that everything on the map can be reached from the keyboard.
function table(links) {
  const head = made("tr", {}, ...["link", "records", "forms", "evidence"].map((key) => made("th", { scope: "col" }, word(`explorer.${key}`))));
  const rows = links.map((link) => {
    const forms = list([...new Set(link.evidence.map((each) => said().forms[data.cooperations[each.id].form]))]);
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
    keep({});
    document.querySelector(`button[data-link="${link.a} ${link.b}"]`)?.focus();
  });
  at("ex-detail").replaceChildren(title, ...link.evidence.map(article), close);
  keep({ pair: `${link.a} ${link.b}` });
  title.focus();
  at("ex-detail").scrollIntoView({ block: "start" });
}

// What the address asks for: a link, or one cooperation of it.
function open(pair, cooperation) {
  const links = filtered(wanted());
  const link = links.find((one) => `${one.a} ${one.b}` === pair && (!cooperation || one.evidence.some((each) => each.id === cooperation)))
    || (cooperation && links.find((one) => one.evidence.some((each) => each.id === cooperation)));
  if (!link) return;
  detail(link);
  if (!cooperation) return;
  keep({ pair: `${link.a} ${link.b}`, cooperation });
  const heading = document.querySelector(`[data-cooperation="${CSS.escape(cooperation)}"] h3`);
  heading.tabIndex = -1;
  heading.focus();
  heading.scrollIntoView({ block: "start" });
}

function article(each) {
  const row = data.cooperations[each.id];
  const other = lang === "en" ? row.zh : row.en;
  const heading = made("h3", {}, named(row));
  if (other && other !== named(row)) heading.append(" · ", made("span", { lang: lang === "en" ? "zh" : "en" }, other));
  const facts = [
    [word("field.form"), said().forms[row.form]],
    [word("explorer.reached"), row.milestones.map((one) => `${said().statuses[one.status]} ${one.words[lang]}`).join("; ") || word("explorer.not-stated")],
    [word("field.parties"), list(row.parties.map(nameOf))],
    [word("explorer.places"), list(row.places.map(nameOf))],
    [word("explorer.via"), list(each.via.map(nameOf))],
    [word("field.topics"), list(row.topics.map((topic) => said().topics[topic]))],
    [word("field.notes"), row.notes.map(named).join(" ")],
  ].filter(([, value]) => value);
  const sources = row.sources.map((one) => made("li", {}, ...source(one)));
  const link = made("a", { class: "permalink", href: `#${address({ cooperation: each.id })}` }, word("explorer.permalink"));
  link.addEventListener("click", (event) => { event.preventDefault(); keep({ ...asked(), cooperation: each.id }); heading.tabIndex = -1; heading.focus(); });
  return made("article", { class: "evidence", "data-cooperation": each.id }, heading,
    made("dl", {}, ...facts.flatMap(([label, value]) => [made("dt", {}, label), made("dd", {}, value)])),
    made("h4", {}, word("sources")), made("ol", {}, ...sources), made("p", {}, link));
}

function source(one) {
  const found = data.sources[one.id];
  const title = found.title || found.publisher[lang] || one.id;
  const safe = /^https?:\/\//i.test(found.url);
  const linked = safe ? made("a", { href: found.url, rel: "noreferrer external" }, title) : title;
  const rest = list([found.publisher[lang], found.published[lang], one.at[lang], word("explorer.grade", found.grade)].filter(Boolean));
  return [linked, ` (${rest})`, one.printed ? `: “${one.printed}”` : ""];
}

// What is shown, as a file for a spreadsheet: a row for each link and cooperation.
function csv() {
  const head = ["place_a", "place_b", "cooperation", "title_en", "title_zh", "form", "statuses", "parties", "topics", "sources"];
  const rows = filtered(wanted()).flatMap((link) => link.evidence.map((each) => {
    const row = data.cooperations[each.id];
    const statuses = row.milestones.map((one) => `${one.status} ${one.words.en}`).join("; ");
    const urls = [...new Set(row.sources.map((one) => data.sources[one.id].url))].filter(Boolean).join(" ");
    return [link.a, link.b, each.id, row.en, row.zh, row.form, statuses, row.parties.join(" "), row.topics.join(" "), urls];
  }));
  // a text that begins like a formula stays a text
  const cell = (text) => `"${(/^[=+@-]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function download() {
  const link = made("a", { href: URL.createObjectURL(new Blob(["\ufeff", csv()], { type: "text/csv;charset=utf-8" })), download: "linkages.csv" });
  link.click();
  URL.revokeObjectURL(link.href);
}

// The map.
const chart = window.echarts.init(at("ex-map"), null, { renderer: "svg" });

// How far the cooperation of a link has come, by that which has come furthest; told apart by colour and by pattern.
const STYLES = {
  established: { type: "solid", dash: "", light: "#1f5f8b", dark: "#7cc4ee" },
  foreseen: { type: [8, 5], dash: "8 5", light: "#a34f0a", dark: "#f0a35e" },
  unsure: { type: [2, 4], dash: "2 4", light: "#6f4591", dark: "#c7a3e0" },
  ended: { type: [10, 4, 2, 4], dash: "10 4 2 4", light: "#666666", dark: "#aaaaaa" },
};

function standing(link) {
  const day = wanted().day || NEVER;
  const ranks = link.evidence.map((each) => reached(data.cooperations[each.id], day));
  if (ranks.some((rank) => rank >= RANK.indexOf("signed") && rank < ENDED)) return "established";
  if (ranks.some((rank) => rank >= 0 && rank !== ENDED)) return "foreseen";
  return ranks.includes(-1) ? "unsure" : "ended";
}

const isDark = () => document.body.dataset.theme === "dark"
  || (document.body.dataset.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);

function legend(links) {
  const found = new Set(links.map(standing));
  const shade = isDark() ? "dark" : "light";
  at("ex-legend").replaceChildren(...Object.entries(STYLES).filter(([key]) => found.has(key)).map(([key, style]) => {
    const item = made("li", { "data-standing": key });
    item.innerHTML = `<svg viewBox="0 0 52 14" aria-hidden="true"><line x1="0" y1="7" x2="52" y2="7" stroke="${style[shade]}" stroke-width="4" stroke-dasharray="${style.dash}"/></svg>`;
    item.append(word(`plot.${key}`));
    return item;
  }));
}

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

// On which side of its place each name stands, so that as few as can be cover each other; all are shown.
function labelSides(ids, where) {
  const spots = ids.map((id) => where.get(id));
  const span = (axis) => Math.max(...spots.map((spot) => spot[axis])) - Math.min(...spots.map((spot) => spot[axis])) || 1;
  const { clientWidth, clientHeight } = at("ex-map");
  const scale = spots.length ? Math.min((clientWidth - 150) / span(0), (clientHeight - 60) / span(1)) : 1;
  const across = spots.map((spot) => spot[0] * scale);
  const edge = [Math.min(...across) - 60, Math.max(...across) + 90];
  const taken = spots.map(([x, y]) => [x * scale - 6, y * scale - 6, x * scale + 6, y * scale + 6]);
  const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  return new Map(ids.map((id) => {
    const [x, y] = where.get(id).map((each) => each * scale);
    const wide = [...shortName(id)].reduce((sum, letter) => sum + (letter > "\u2e80" ? 12 : 6.5), 0);
    const boxes = {
      right: [x + 8, y - 7, x + 8 + wide, y + 7], left: [x - 8 - wide, y - 7, x - 8, y + 7],
      top: [x - wide / 2, y - 22, x + wide / 2, y - 8], bottom: [x - wide / 2, y + 8, x + wide / 2, y + 22],
    };
    const cut = (box) => box[0] < edge[0] || box[2] > edge[1];
    const hits = (box) => taken.filter((other) => meet(box, other)).length + 2 * cut(box);
    const [side, box] = Object.entries(boxes).sort(([, a], [, b]) => hits(a) - hits(b))[0];
    taken.push(box);
    return [id, side];
  }));
}

function draw(links) {
  const linked = new Set(links.flatMap((link) => [link.a, link.b]));
  const others = at("ex-all").checked && at("ex-level").value === "zone" && !at("ex-place").value ? data.zones : [];
  const ids = [...new Set([...linked, ...others])].filter((id) => linked.has(id) || data.places[id].point).sort();
  const where = points(ids);
  const { text, line, back } = colours();
  const narrow = at("ex-map").clientWidth < 500;
  const sides = labelSides(ids, where);
  const nodes = ids.map((id) => ({
    id, name: shortName(id), x: where.get(id)[0], y: where.get(id)[1],
    symbolSize: linked.has(id) ? 9 + 3 * Math.sqrt(links.filter((link) => link.a === id || link.b === id).length) : 8,
    label: { position: sides.get(id) },
    // hollow: nothing on record that fits, which does not say that there is nothing
    itemStyle: linked.has(id) ? {} : { color: back, borderColor: line, borderWidth: 1.5 },
  }));
  const edges = links.map((link, index) => ({
    source: link.a, target: link.b, value: index,
    lineStyle: { width: 1 + Math.log2(1 + link.evidence.length), type: STYLES[standing(link)].type, color: STYLES[standing(link)][isDark() ? "dark" : "light"] },
    label: { show: true, formatter: String(link.evidence.length), color: text, backgroundColor: back, padding: [1, 3], borderRadius: 3, opacity: 1, fontSize: narrow ? 10 : 11 },
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
      type: "graph", layout: "none", preserveAspect: true, roam: narrow ? false : "move", data: nodes, links: edges, left: 60, right: 90, top: 30, bottom: 30,
      scaleLimit: { min: 0.5, max: 12 },
      label: { show: true, position: "right", color: text, fontSize: narrow ? 10 : 12, textBorderColor: back, textBorderWidth: 3 },
      itemStyle: { color: line, borderColor: back, borderWidth: 1 },
      lineStyle: { opacity: 0.75, curveness: 0.08 },
      emphasis: { focus: "adjacency", lineStyle: { opacity: 1 } },
    }],
  }, true);
  chart.off("click");
  chart.on("click", (event) => {
    if (event.dataType === "edge") detail(links[event.data.value]);
    if (event.dataType === "node") { at("ex-place").value = event.data.id; show(); }
  });
}

function zoom(times) {
  chart.dispatchAction({ type: "graphRoam", seriesIndex: 0, zoom: times, originX: at("ex-map").clientWidth / 2, originY: at("ex-map").clientHeight / 2 });
}

// Everything together; the address keeps the choice, so that it can be sent to somebody.
let level = "";
const asked = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));

function address(more) {
  const stated = Object.entries({ ...wanted(), lang, ...more }).filter(([, value]) => value !== "" && value !== false);
  return new URLSearchParams(stated.map(([key, value]) => [key, String(value)])).toString();
}

function keep(more) {
  const { pair, cooperation } = more;
  history.replaceState(null, "", `#${address({ ...(pair && { pair }), ...(cooperation && { cooperation }) })}`);
}

function fillPlaces(chosen) {
  const ids = [...new Set(data.levels[at("ex-level").value].flatMap((link) => [link.a, link.b]))];
  ids.sort((a, b) => shortName(a).localeCompare(shortName(b), lang));
  at("ex-place").replaceChildren(made("option", { value: "" }, word("explorer.all")),
    ...ids.map((id) => made("option", { value: id }, lang === "zh" ? shortName(id) : `${shortName(id)} ${data.places[id].zh}`)));
  at("ex-place").value = ids.includes(chosen) ? chosen : "";
  level = at("ex-level").value;
}

function show() {
  if (level !== at("ex-level").value) fillPlaces(at("ex-place").value);
  const links = filtered(wanted());
  const rows = new Set(links.flatMap((link) => link.evidence.map((each) => each.id)));
  at("ex-count").textContent = word("explorer.count", links.length, rows.size, data.edition);
  at("ex-detail").replaceChildren();
  draw(links);
  legend(links);
  table(links);
  keep({});
}

function choose(field, words) {
  const chosen = at(field).value;
  at(field).replaceChildren(made("option", { value: "" }, word("explorer.all")),
    ...Object.entries(words).map(([value, label]) => made("option", { value }, label)));
  at(field).value = chosen;
}

// Everything on the page that the language changes.
function speak(language) {
  lang = data.languages[language] ? language : "en";
  at("ex-explorer").lang = lang;
  at("ex-language").lang = lang === "en" ? "zh" : "en";
  for (const node of document.querySelectorAll("#ex-explorer [data-word]")) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll("#ex-explorer [data-label]")) node.setAttribute("aria-label", word(node.dataset.label));
  const title = document.querySelector("h1");
  title.lang = lang;
  title.firstChild.textContent = word("explorer.title");
  choose("ex-form", said().forms);
  choose("ex-status", said().statuses);
  choose("ex-topic", said().topics);
  fillPlaces(at("ex-place").value);
}

function restore() {
  const given = asked();
  speak(given.lang || "en");
  if (data.levels[given.level]) at("ex-level").value = given.level;
  fillPlaces(given.place);
  for (const key of ["form", "status", "topic", "party", "text", "day"]) if (given[key]) at(`ex-${key}`).value = given[key];
  at("ex-may").checked = given.may === "true";
  at("ex-all").checked = given.all === "true";
  at("ex-lifted").checked = !given.level || given.lifted === "true";
  return given;
}

const form = document.querySelector(".explorer-filters");
const { pair, cooperation } = restore();
form.addEventListener("change", show);
for (const field of ["ex-party", "ex-text"]) at(field).addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(() => { level = ""; show(); }));
at("ex-language").addEventListener("click", () => { speak(lang === "en" ? "zh" : "en"); show(); });
at("ex-csv").addEventListener("click", download);
at("ex-larger").addEventListener("click", () => zoom(1.4));
at("ex-smaller").addEventListener("click", () => zoom(1 / 1.4));
at("ex-view").addEventListener("click", () => draw(filtered(wanted())));
new ResizeObserver(() => chart.resize()).observe(at("ex-map"));
const redraw = () => { draw(filtered(wanted())); legend(filtered(wanted())); };
new MutationObserver(redraw).observe(document.body, { attributeFilter: ["data-theme"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
show();
if (pair || cooperation) open(pair, cooperation);
