// The explorer: what the reader asks for, the table of links, and an address that keeps both.
"use strict";

const at = (id) => document.getElementById(id);

const CHOICES = ["level", "place", "form", "status", "topic", "day"];
const TEXTS = ["party", "text"];
const TICKS = ["may", "lifted", "all"];
const wanted = () => Object.fromEntries([
  ...CHOICES.map((key) => [key, at(`ex-${key}`).value]),
  ...TEXTS.map((key) => [key, at(`ex-${key}`).value.trim()]),
  ...TICKS.map((key) => [key, at(`ex-${key}`).checked]),
]);
const view = { zoom: 1, x: 0, y: 0 };
let opened = { sort: "newest" }; // what is open: the link, the cooperation, and the order of the evidence

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

function detail(link) {
  const pair = `${link.a} ${link.b}`;
  const title = made("h2", { tabindex: "-1" }, word("explorer.both", nameOf(link.a), nameOf(link.b)));
  const close = made("button", { type: "button" }, word("explorer.close"));
  close.addEventListener("click", () => {
    at("ex-detail").replaceChildren();
    keep({});
    document.querySelector(`button[data-link="${pair}"]`)?.focus();
  });
  const sort = made("select", { id: "ex-sort" }, ...Object.keys(SORTS).map((key) => made("option", { value: key }, word(`explorer.sort-${key}`))));
  sort.value = opened.sort;
  const rows = made("div");
  const permalink = (id) => {
    const link = made("a", { class: "permalink", href: `#${address({ cooperation: id })}` }, word("explorer.permalink"));
    link.addEventListener("click", (event) => { event.preventDefault(); keep({ pair, cooperation: id }); focus(id); });
    return link;
  };
  const fill = () => rows.replaceChildren(...evidence(link, sort.value, permalink));
  sort.addEventListener("change", () => { opened.sort = sort.value; fill(); });
  const all = made("button", { type: "button", id: "ex-unfold" }, word("explorer.unfold"));
  all.addEventListener("click", () => rows.querySelectorAll("details").forEach((each) => { each.open = true; }));
  fill();
  at("ex-detail").replaceChildren(title, made("p", { class: "explorer-bar" }, ...pages(link)), ...figures(link),
    made("p", { class: "explorer-bar" }, made("label", {}, `${word("explorer.sort")} `, sort), all), rows, close);
  if (link.evidence.length === 1) rows.querySelector("details").open = true;
  keep({ pair });
  reveal(title);
}

// Unfold one cooperation, and go to it.
function focus(cooperation) {
  const box = document.querySelector(`[data-cooperation="${CSS.escape(cooperation)}"]`);
  box.querySelector("details").open = true;
  const heading = box.querySelector("h3");
  heading.tabIndex = -1;
  reveal(heading);
}

// At once: a page that is still loading drops a smooth scroll.
function reveal(heading) {
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: "start", behavior: "instant" });
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
  focus(cooperation);
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

// The day is stepped to the one before or after it on which what is shown changes; without a day, from the end.
function step(forward) {
  const { day } = wanted();
  const days = changes(wanted());
  const next = forward ? days.find((each) => day && each > day) : days.findLast((each) => !day || each < day);
  if (next) {
    at("ex-day").value = next;
    show();
  }
  at("ex-before").disabled = !days.some((each) => !at("ex-day").value || each < at("ex-day").value);
  at("ex-after").disabled = !days.some((each) => at("ex-day").value && each > at("ex-day").value);
}

// The address keeps the choice, so that it can be sent to somebody; what is cited has it too.
let level = "";

function address(more) {
  const stated = Object.entries({ ...wanted(), lang, ...more }).filter(([, value]) => value !== "" && value !== false);
  return new URLSearchParams(stated.map(([key, value]) => [key, String(value)])).toString();
}

function keep({ pair = "", cooperation = "" }) {
  opened = { sort: opened.sort, pair, cooperation };
  history.replaceState(null, "", `#${address({ pair, cooperation })}`);
  at("ex-citation").replaceChildren(...citation({ ...opened, what: at("ex-count").dataset.what, address: location.href }));
}

function fillPlaces(chosen) {
  const ids = [...new Set(data.levels[at("ex-level").value].flatMap((link) => [link.a, link.b]))];
  ids.sort((a, b) => shortName(a).localeCompare(shortName(b), lang));
  at("ex-place").replaceChildren(made("option", { value: "" }, word("explorer.all")),
    ...ids.map((id) => made("option", { value: id }, lang === "zh" ? shortName(id) : `${shortName(id)} ${data.places[id].zh}`)));
  at("ex-place").value = ids.includes(chosen) ? chosen : "";
  level = at("ex-level").value;
}

function draw() {
  const choice = wanted();
  const links = filtered(choice);
  const linked = new Set(links.flatMap((link) => [link.a, link.b]));
  const others = choice.all && choice.level === "zone" && !choice.place ? data.zones.filter((id) => data.places[id].point) : [];
  const choose = (each) => {
    if (typeof each !== "string") return detail(each);
    at("ex-place").value = each;
    show();
  };
  drawMap(at("ex-map"), { links, ids: [...new Set([...linked, ...others])].sort(), day: choice.day, view, choose });
  legend(at("ex-legend"), links, choice.day);
}

// Everything together.
function show() {
  if (level !== at("ex-level").value) fillPlaces(at("ex-place").value);
  const links = filtered(wanted());
  const rows = new Set(links.flatMap((link) => link.evidence.map((each) => each.id)));
  const { day } = wanted();
  const what = word("explorer.shown", links.length, rows.size);
  at("ex-count").dataset.what = day ? `${dayWords(day)}${word("colon")}${what}` : what;
  at("ex-count").textContent = word("explorer.count", at("ex-count").dataset.what, data.edition);
  at("ex-before").disabled = false;
  at("ex-after").disabled = !day;
  at("ex-detail").replaceChildren();
  draw();
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
function speak(language, place = at("ex-place").value) {
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
  fillPlaces(place);
}

function restore() {
  const given = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (data.levels[given.level]) at("ex-level").value = given.level;
  speak(given.lang, given.place);
  for (const key of [...CHOICES.slice(2), ...TEXTS]) if (given[key]) at(`ex-${key}`).value = given[key];
  at("ex-may").checked = given.may === "true";
  at("ex-all").checked = given.all === "true";
  at("ex-lifted").checked = !given.level || given.lifted === "true";
  return given;
}

function zoom(times) {
  Object.assign(view, { zoom: view.zoom * times, x: view.x * times, y: view.y * times });
  draw();
}

const form = document.querySelector(".explorer-filters");
const { pair, cooperation } = restore();
form.addEventListener("change", show);
for (const field of TEXTS) at(`ex-${field}`).addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(() => { level = ""; show(); }));
at("ex-before").addEventListener("click", () => step(false));
at("ex-after").addEventListener("click", () => step(true));
at("ex-language").addEventListener("click", () => {
  const { pair, cooperation } = opened;
  speak(lang === "en" ? "zh" : "en");
  show();
  if (pair) open(pair, cooperation);
});
at("ex-csv").addEventListener("click", download);
at("ex-larger").addEventListener("click", () => zoom(1.4));
at("ex-smaller").addEventListener("click", () => zoom(1 / 1.4));
at("ex-view").addEventListener("click", () => { Object.assign(view, { zoom: 1, x: 0, y: 0 }); draw(); });
shiftable(at("ex-map"), view, draw);
show();
let drawnAt = at("ex-map").clientWidth;
new ResizeObserver(() => { if (drawnAt !== at("ex-map").clientWidth) { drawnAt = at("ex-map").clientWidth; draw(); } }).observe(at("ex-map"));
if (pair || cooperation) open(pair, cooperation);
