// Order of the scripts: data.js unpack.js words.js filter.js state.js facets.js list.js reader.js card.js rows.js grid.js gridcells.js csv.js charts.js about.js main.js
// Order of the styles: base.css articles.css reader.css views.css
//
// Reads the data blocks of the page and keeps every table as columns. There is no object per row: with some
// hundred thousand rows that alone would take seconds.
"use strict";

const DATA = { about: {}, codes: {}, tables: {}, texts: null, charts: null, count: 0 };
const TABLE_NAMES = ["articles", "figures", "actions", "statements", "mentions", "actors", "places", "dates", "sentences", "issues"];
const NUMBERS = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 6 });

function number(n) {
  return NUMBERS.format(n);
}

async function block(id) {
  const element = document.getElementById(id);
  const bytes = bytesOf(element.textContent.trim());
  element.remove(); // the coded copy is not needed any more
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

// ---- tables ----

function loadTables(json) {
  DATA.about = json.about || {};
  DATA.codes = json.codes || {};
  for (const t of json.tables) {
    unpack(t);
    t.col = {};
    for (const c of t.columns) t.col[c.name] = c;
    DATA.tables[t.name] = t;
  }
  for (const name of TABLE_NAMES) {
    if (!DATA.tables[name]) DATA.tables[name] = { name, description: "", rows: 0, columns: [], col: {} };
  }
  const articles = DATA.tables.articles;
  DATA.count = articles.rows;
  const position = new Map();
  for (let a = 0; a < DATA.count; a++) position.set(val(articles, "article_id", a), a);
  DATA.position = position;
  for (const name of TABLE_NAMES) indexRows(DATA.tables[name], position);
}

// Rows of an article: order[first[a] .. first[a + 1]], in the order of the table.
function indexRows(t, position) {
  const n = DATA.count;
  const id = t.col.article_id;
  t.first = new Int32Array(n + 1);
  t.art = new Int32Array(t.rows).fill(-1);
  if (!id || !id.words) {
    t.order = new Int32Array(0);
    return;
  }
  const place = new Int32Array(id.words.length);
  for (let w = 0; w < place.length; w++) {
    const a = position.get(id.words[w]);
    place[w] = a === undefined ? -1 : a;
  }
  let known = 0;
  for (let r = 0; r < t.rows; r++) {
    const a = id.at[r] < 0 ? -1 : place[id.at[r]];
    t.art[r] = a;
    if (a >= 0) {
      t.first[a + 1]++;
      known++;
    }
  }
  for (let a = 0; a < n; a++) t.first[a + 1] += t.first[a];
  t.order = new Int32Array(known);
  const next = t.first.slice();
  for (let r = 0; r < t.rows; r++) if (t.art[r] >= 0) t.order[next[t.art[r]]++] = r;
}

function val(t, name, r) {
  const c = t.col[name];
  return c ? cell(c, r) : null;
}

function cell(c, r) {
  if (c.words) {
    const w = c.at[r];
    return w < 0 ? null : c.words[w];
  }
  const v = c.values[r];
  return v === undefined ? null : v;
}

function rowsOf(t, a) {
  return t.order.subarray(t.first[a], t.first[a + 1]);
}

function rowCount(t, a) {
  return t.first[a + 1] - t.first[a];
}

function codeText(c, value) {
  const book = c && c.codes && DATA.codes[c.codes];
  return book && Object.hasOwn(book, value) ? book[value] : "";
}

// ---- text ----

// Spans count code points; JavaScript counts UTF-16 units. They differ only after an astral character, and
// most texts have none.
function unitsOf(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (n) => Math.min(n, text.length);
  const units = [];
  for (let i = 0; i < text.length; i++) {
    units.push(i);
    const c = text.charCodeAt(i);
    if (c >= 0xd800 && c < 0xdc00) {
      const d = text.charCodeAt(i + 1);
      if (d >= 0xdc00 && d < 0xe000) i++;
    }
  }
  units.push(text.length);
  return (n) => units[Math.min(n, units.length - 1)];
}

const LETTERS = { "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " " };

// Lower case without diacritics, for comparing.
function fold(s) {
  const low = s.toLowerCase();
  if (/^[\x00-\x7f]*$/.test(low)) return low;
  return low.normalize("NFD").replace(/\p{M}+/gu, "").replace(/[łøđðıæœßþ’‘“”\u00a0]/g, (c) => LETTERS[c]);
}

// A name for an article without a title: the beginning of its text.
function titleOf(a) {
  const title = val(DATA.tables.articles, "title", a);
  if (title) return title;
  if (!DATA.texts) return "Article " + val(DATA.tables.articles, "article_id", a);
  const start = (DATA.texts[a] || "").trim().split("\n", 1)[0];
  return start.length > 120 ? Array.from(start).slice(0, 110).join("") + "…" : start || "(no text)";
}

const DAYS = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

function day(iso) {
  if (!iso) return "";
  const date = new Date(iso.length === 10 ? iso + "T00:00:00Z" : iso);
  return isNaN(date) ? iso : DAYS.format(date);
}
