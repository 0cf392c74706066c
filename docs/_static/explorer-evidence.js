// What the explorer says of one link: the figures of both places, and each cooperation with what was reached when
// and who says so.
"use strict";

const SORTS = {
  "newest": (one, two) => latest(two).localeCompare(latest(one)),
  "title": (one, two) => named(one).localeCompare(named(two), lang),
  "form": (one, two) => said().forms[one.form].localeCompare(said().forms[two.form], lang),
  "status": (one, two) => reached(two, NEVER) - reached(one, NEVER),
};
// The day by which the last milestone was reached; one that was only seen says nothing of that.
const latest = (row) => row.milestones.filter((each) => !each.seen).map((each) => each.sure || each.may).sort().at(-1) || "";
const lines = (row) => row.milestones.map((one) => `${said().statuses[one.status]}${word("colon")}${one.words[lang]}`).join(word("stop"));

// The evidence of a link, folded; `sort` is one of SORTS.
function evidence(link, sort, permalink) {
  const rows = link.evidence.map((each) => [data.cooperations[each.id], each]);
  rows.sort((one, two) => SORTS[sort](one[0], two[0]) || one[1].id.localeCompare(two[1].id));
  return rows.map(([row, each]) => article(row, each, permalink));
}

function article(row, each, permalink) {
  const other = lang === "en" ? row.zh : row.en;
  const heading = made("h3", {}, named(row));
  if (other && other !== named(row)) heading.append(" · ", made("span", { lang: lang === "en" ? "zh" : "en" }, other));
  const facts = [
    [word("field.form"), said().forms[row.form]],
    [word("field.parties"), list(row.parties.map(nameOf))],
    [word("explorer.places"), list(row.places.map(nameOf))],
    [word("explorer.via"), list(each.via.map(nameOf))],
    [word("field.topics"), list(row.topics.map((topic) => said().topics[topic]))],
    [word("field.notes"), row.notes.map(named).join(lang === "zh" ? "" : " ")],
  ].filter(([, value]) => value);
  const folded = made("details", {}, made("summary", {}, heading, made("small", {}, lines(row))),
    made("dl", {}, ...facts.flatMap(([label, value]) => [made("dt", {}, label), made("dd", {}, value)])),
    made("h4", {}, word("sources")), made("ol", {}, ...row.sources.map((one) => made("li", {}, ...source(one)))),
    made("p", {}, permalink(each.id)));
  return made("article", { class: "evidence", "data-cooperation": each.id }, folded);
}

function source(one) {
  const found = data.sources[one.id];
  const title = made("span", { lang: found.language }, found.title || found.publisher[lang] || one.id);
  const safe = /^https?:\/\//i.test(found.url);
  const linked = safe ? made("a", { href: found.url, rel: "noreferrer external" }, title) : title;
  const rest = list([found.publisher[lang], found.published[lang], one.at[lang], word("explorer.grade", found.grade)].filter(Boolean));
  const printed = one.printed ? [word("colon"), made("span", { lang: found.language }, word("print", one.printed))] : [];
  return [linked, word("brackets", rest), ...printed];
}

// The newest figures of both places side by side, those first that both have.
function figures(link) {
  const both = [link.a, link.b].map((id) => data.figures[id] || {});
  const found = Object.keys(data.indicators).filter((id) => both.some((each) => each[id]));
  found.sort((one, two) => both.filter((each) => each[two]).length - both.filter((each) => each[one]).length);
  if (!found.length) return [];
  const cell = (each) => made("td", {}, ...(each ? each.flatMap((row) => [made("div", {}, row.figure[lang]),
    made("small", {}, list([row.period[lang], ...(row.grade ? [word("explorer.grade", row.grade)] : [])]))]) : []));
  const head = [word("field.indicator"), shortName(link.a), shortName(link.b)].map((text) => made("th", { scope: "col" }, text));
  const rows = found.slice(0, 8).map((id) => made("tr", {}, made("th", { scope: "row" }, named(data.indicators[id])), ...both.map((each) => cell(each[id]))));
  return [made("details", { class: "explorer-figures" }, made("summary", {}, word("explorer.figures")),
    made("div", { class: "table-wrapper", tabindex: "0" }, made("table", { class: "data" }, made("thead", {}, made("tr", {}, ...head)), made("tbody", {}, ...rows))))];
}

// Links to the pages of the zones of both places.
function pages(link) {
  const zones = [...new Set([link.a, link.b].map((id) => data.places[id].zone).filter(Boolean))];
  return zones.map((id) => made("a", { href: `zones/${lang === "zh" ? "zh/" : ""}${id}.html` }, word("explorer.page", shortName(id))));
}

// A line to print below what was taken from here; names, titles and addresses are marked as what they are.
function citation({ what, pair, cooperation, address }) {
  const row = data.cooperations[cooperation];
  const cited = row ? [...new Set(row.sources.map((one) => data.sources[one.id]))] : [];
  const sources = cited.map((found) => list([found.publisher[lang], found.published[lang], found.title && word("title", found.title), found.url].filter(Boolean)));
  const subject = row ? [named(row), ...sources].join(word("stop")) : pair ? word("explorer.both", ...pair.split(" ").map(nameOf)) : what;
  const foreign = [[address, "en"], ["anhui_ftz", "en"], ...cited.flatMap((found) => [[found.url, "en"], [found.title, found.language]])];
  return foreign.filter(([part]) => part).reduce(marked, [word("explorer.citation", subject, "anhui_ftz", data.edition, address)]);
}

// Texts and nodes, in which a part of the texts has become nodes of its language.
function marked(nodes, [part, language]) {
  return nodes.flatMap((node) => (typeof node === "string"
    ? node.split(part).flatMap((text, n) => (n ? [made("span", { lang: language }, part), text] : [text])) : [node]));
}
