// The explorer's data, its words, and the rules of the library by which linkages are kept or left out.
"use strict";

const data = window.FTZ;
const RANK = Object.keys(data.languages.en.statuses); // in the usual order
const ENDED = RANK.indexOf("ended");
const NEVER = "9999-12-31";

// Elements, with their attributes and what they contain.
const maker = (create) => (tag, attributes = {}, ...children) => {
  const node = create(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
};
const made = maker((tag) => document.createElement(tag));
const drawn = maker((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));

let lang = "en";
const said = () => data.languages[lang];
// A text of the library, with its values filled in.
const word = (key, ...values) => values.reduce((text, value, index) => text.split(`{${index}}`).join(value), said().words[key]);
const named = (record) => record[lang] || record.en || record.zh;
const nameOf = (id) => named(data.places[id]);
const shortName = (id) => data.places[id].short[lang];
const list = (texts) => texts.join(word("sep"));
const dayWords = (day) => new Intl.DateTimeFormat(lang === "zh" ? "zh-CN" : "en-GB", { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));

// What is sure on a day, and what may be so beyond that.
const reached = (row, day) => Math.max(-1, ...row.milestones
  .filter((each) => each.sure !== null && each.sure <= day).map((each) => RANK.indexOf(each.status)));
const possible = (row, day, sure) => row.milestones.filter((each) => each.may <= day)
  .map((each) => RANK.indexOf(each.status)).filter((rank) => rank > sure);

function applies(row, wanted) {
  const day = wanted.day || NEVER;
  const sure = reached(row, day);
  const may = possible(row, day, sure);
  if (wanted.status) {
    const rank = RANK.indexOf(wanted.status);
    return sure === rank || (wanted.may && may.includes(rank));
  }
  const running = sure >= 0 && sure !== ENDED;
  if (running && !may.includes(ENDED)) return true;
  const undated = sure < 0 && row.milestones.every((each) => each.status === "ended");
  return wanted.may && (undated || running || may.some((rank) => rank !== ENDED));
}

const contains = (record, text) => [record.en, record.zh].some((name) => name && name.toLowerCase().includes(text.toLowerCase()));

function keeps(row, wanted) {
  if (wanted.form && row.form !== wanted.form) return false;
  if (wanted.topic && !row.topics.includes(wanted.topic)) return false;
  if (wanted.party && ![...row.parties, ...row.places].some((id) => id === wanted.party || contains(data.places[id], wanted.party))) return false;
  if (wanted.text && ![row, ...row.notes].some((each) => contains(each, wanted.text))) return false;
  return (!wanted.day && !wanted.status) || applies(row, wanted);
}

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

// How far the cooperation of a link has come on a day, by that which has come furthest.
function standing(link, day) {
  const ranks = link.evidence.map((each) => reached(data.cooperations[each.id], day || NEVER));
  if (ranks.some((rank) => rank >= RANK.indexOf("signed") && rank < ENDED)) return "established";
  if (ranks.some((rank) => rank >= 0 && rank !== ENDED)) return "foreseen";
  return ranks.includes(-1) ? "unsure" : "ended";
}

// The days on which what is shown changes, kept until something else is asked for.
let stepped = { key: "", days: [] };
function changes(wanted) {
  const key = JSON.stringify({ ...wanted, day: "" });
  if (stepped.key !== key) stepped = { key, days: changed(wanted) };
  return stepped.days;
}

// A day on which a page was only seen is not the day of an event.
function changed(wanted) {
  const rows = new Set(data.levels[wanted.level].flatMap((link) => link.evidence.map((each) => data.cooperations[each.id])));
  const stones = [...rows].flatMap((row) => row.milestones).filter((each) => !each.seen);
  const days = new Set(stones.flatMap((each) => [each.sure, wanted.may && each.may]).filter(Boolean));
  const picture = (day) => JSON.stringify(filtered({ ...wanted, day }).map((link) => [link.a, link.b, standing(link, day), link.evidence]));
  let before = picture("0000-01-01");
  return [...days].sort().filter((day) => {
    const now = picture(day);
    const differs = now !== before;
    before = now;
    return differs;
  });
}
