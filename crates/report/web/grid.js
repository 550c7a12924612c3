// The tables view: one table at a time as a grid that is sorted, filtered and scrolled without a page per row.

const GRID = { rows: [], widths: [], cursor: 0, table: null, columns: [], extra: {}, ranks: new Map() };
const ROW_HEIGHT = 28;
const FIRST_COLUMNS = {
  articles: ["title", "publisher", "published_at", "language", "char_count", "sentence_count", "source_uri"],
  figures: ["published_at", "value", "measure", "text", "subject_text", "combatant_status", "agent_text", "claimant_text", "modality", "polarity", "role", "place_text", "date_start"],
  actions: ["published_at", "source_text", "event_type", "event_mode", "target_text", "text", "modality", "polarity", "stance", "claimant_text", "place_text", "date_start"],
  statements: ["published_at", "source_text", "cue_text", "kind", "stance", "nature", "source_country", "sentence_index"],
  mentions: ["published_at", "text", "kind", "actor_id", "country", "sector", "rule"],
  actors: ["name", "actor_id", "country", "sector", "part_of", "mention_count", "article_count", "first_published", "last_published"],
  places: ["text", "name", "country", "admin1", "latitude", "longitude", "precision", "sense"],
  dates: ["text", "kind", "date_start", "date_end", "precision", "basis", "value"],
  sentences: ["article_id", "sentence_index", "char_start", "char_end", "section"],
  issues: ["severity", "code", "message", "source_uri", "line"],
};

// Columns that the page adds for reading; they are not part of the table and not of the download.
function addedColumns(name) {
  const out = [];
  const t = DATA.tables[name];
  if (name === "figures") out.push({ name: "value", added: true, kind: "text", description: "The value with its bound, as the page words it. Made from value_low, value_high, value_point, bound and unit.", say: (r) => valueOf(r, false), key: valueKey });
  if (t.col.article_id && name !== "articles") out.push({ name: "published_at", added: true, kind: "date", description: "Publication date of the article, from the table of articles.", say: (r) => (t.art[r] < 0 ? null : DATA.published[t.art[r]] || null) });
  return out;
}

function sayCell(c, r) {
  if (c.say) return c.say(r);
  const v = cell(c, r);
  if (v === null) return null;
  if (c.kind === "timestamp") return v.replace(/T00:00:00(\.0+)?Z$/, "");
  return typeof v === "number" ? (/latitude|longitude|char_|_index|_start$|_end$/.test(c.name) ? String(v) : number(v)) : String(v);
}

function allColumns(name) {
  if (!GRID.extra[name]) {
    const shown = FIRST_COLUMNS[name];
    const all = addedColumns(name).concat(DATA.tables[name].columns.filter((c) => c.name !== "text" || name !== "articles"));
    const known = all.filter((c) => shown.includes(c.name)).sort((a, b) => shown.indexOf(a.name) - shown.indexOf(b.name));
    GRID.extra[name] = { all, on: new Set((known.length ? known : all).map((c) => c)), first: known };
  }
  return GRID.extra[name];
}

function gridColumns(name) {
  const { all, on, first } = allColumns(name);
  return first.filter((c) => on.has(c)).concat(all.filter((c) => on.has(c) && !first.includes(c)));
}

function buildGrid() {
  GRID.picker = h("select", { id: "table", "aria-label": "Table", on: { change: () => go({ table: GRID.picker.value, sort: null, where: {} }) } });
  GRID.note = h("p", { class: "note", role: "status", "aria-live": "polite" });
  GRID.chooser = h("div", { class: "chooser" });
  GRID.chooserBox = h("details", { class: "columns" }, h("summary", {}, "Columns"), GRID.chooser);
  GRID.chooserBox.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || !GRID.chooserBox.open) return;
    GRID.chooserBox.open = false;
    GRID.chooserBox.firstChild.focus();
    e.stopPropagation();
  });
  document.addEventListener("pointerdown", (e) => {
    if (!GRID.chooserBox.contains(e.target)) GRID.chooserBox.open = false;
  });
  GRID.download = h("button", { id: "download", on: { click: downloadCsv } }, "Download CSV");
  GRID.head = h("div", { class: "grid-head", role: "rowgroup" });
  GRID.box = h("div", { class: "scroll grid", id: "grid", role: "grid", tabindex: "0", "aria-label": "Rows" }, GRID.head);
  GRID.describe = h("p", { class: "about-table" });
  fill(by("view-tables"), h("div", { class: "grid-bar" }, h("label", {}, "Table ", GRID.picker), GRID.chooserBox, GRID.download, GRID.note), GRID.describe, GRID.box);
  GRID.long = new LongList(GRID.box, ROW_HEIGHT, gridRow);
  GRID.long.body.setAttribute("role", "rowgroup");
  GRID.box.addEventListener("click", (e) => {
    const row = e.target.closest("[data-at]");
    if (row && !String(getSelection())) openRow(Number(row.dataset.at));
  });
  GRID.box.addEventListener("keydown", gridKey);
}

function gridKey(e) {
  if (e.target !== GRID.box) return;
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: GRID.long.page, PageUp: -GRID.long.page, Home: -1e9, End: 1e9 }[e.key];
  if (step && GRID.rows.length) {
    e.preventDefault();
    const before = GRID.cursor;
    GRID.cursor = Math.max(0, Math.min(GRID.rows.length - 1, GRID.cursor + step));
    GRID.long.reveal(GRID.cursor);
    for (const i of [before, GRID.cursor]) {
      const row = GRID.long.live.get(i);
      if (row) row.classList.toggle("cursor", i === GRID.cursor);
    }
    GRID.box.setAttribute("aria-activedescendant", "grid-row-" + GRID.cursor);
  } else if (e.key === "Enter" && GRID.rows.length) openRow(GRID.cursor);
}

// ---- rows in view ----

function testOf(c, text) {
  const want = text.trim();
  if (!want) return null;
  if (c.codes) {
    const w = c.words.indexOf(want);
    return (r) => w >= 0 && c.at[r] === w;
  }
  const compare = /^(>=|<=|>|<|=)\s*(-?[\d.,]+)$/.exec(want);
  if (compare && (c.kind === "integer" || c.kind === "number" || c.key)) {
    const n = Number(compare[2].replace(/,/g, ""));
    const ops = { ">=": (v) => v >= n, "<=": (v) => v <= n, ">": (v) => v > n, "<": (v) => v < n, "=": (v) => v === n };
    const op = ops[compare[1]];
    return (r) => {
      const v = c.key ? c.key(r) : c.values[r];
      return v !== null && op(v);
    };
  }
  const words = fold(want);
  if (c.words) {
    const ok = c.words.map((w) => fold(w).includes(words));
    return (r) => c.at[r] >= 0 && ok[c.at[r]];
  }
  return (r) => {
    const v = c.say ? c.say(r) : c.values[r];
    return v !== null && fold(String(v)).includes(words);
  };
}

// Places of a dictionary's words in their order, so that rows are compared by numbers.
function ranksOf(c) {
  let rank = GRID.ranks.get(c);
  if (rank) return rank;
  const order = c.words.map((_, i) => i);
  if (c.kind === "text" && c.words.length < 20000) {
    const collator = new Intl.Collator("en", { numeric: true });
    order.sort((a, b) => collator.compare(c.words[a], c.words[b]));
  } else order.sort((a, b) => (c.words[a] < c.words[b] ? -1 : c.words[a] > c.words[b] ? 1 : 0));
  rank = new Float64Array(order.length);
  for (let i = 0; i < order.length; i++) rank[order[i]] = i;
  GRID.ranks.set(c, rank);
  return rank;
}

function sortRows(rows, c, down) {
  const keys = new Float64Array(rows.length);
  const ranks = c.words ? ranksOf(c) : null;
  for (let i = 0; i < rows.length; i++) {
    const r = rows[i];
    let k;
    if (ranks) k = c.at[r] < 0 ? NaN : ranks[c.at[r]];
    else if (c.key) k = c.key(r);
    else if (c.say) {
      const v = c.say(r);
      k = v ? Date.parse(v) : NaN;
    } else {
      const v = c.values[r];
      k = v === null ? NaN : Number(v);
    }
    keys[i] = k;
  }
  const sign = down ? -1 : 1;
  const order = Array.from(rows, (_, i) => i);
  // Rows without a value come last in both directions.
  order.sort((x, y) => {
    const a = keys[x], b = keys[y];
    if (a !== a || b !== b) return (a !== a) - (b !== b) || x - y;
    return a === b ? x - y : sign * (a < b ? -1 : 1);
  });
  return order.map((i) => rows[i]);
}

function sortState() {
  if (!S.sort) return [null, false];
  const down = S.sort.endsWith(".down");
  return [allColumns(S.table).all.find((c) => c.name === S.sort.replace(/\.(up|down)$/, "")) || null, down];
}

let gridKeyNow = null;

function drawGrid() {
  const name = S.table;
  const t = DATA.tables[name];
  const key = JSON.stringify([name, S.sort, S.where, listKey, GRID.columnsChanged]);
  if (key === gridKeyNow) return;
  gridKeyNow = key;
  const { all } = allColumns(name);
  let rows = rowsUnderFilters(name);
  const under = rows.length;
  for (const [column, text] of Object.entries(S.where)) {
    const c = all.find((x) => x.name === column);
    const test = c && testOf(c, text);
    if (test) rows = rows.filter(test);
  }
  const [by_, down] = sortState();
  GRID.rows = by_ ? sortRows(rows, by_, down) : rows;
  GRID.cursor = 0;
  fill(GRID.picker, TABLE_NAMES.map((n) => h("option", { value: n, selected: n === name }, n + " (" + number(DATA.tables[n].rows) + ")")));
  GRID.describe.textContent = t.description || "";
  GRID.note.textContent = number(GRID.rows.length) + (GRID.rows.length === t.rows ? "" : " of " + number(t.rows)) + " rows" + filterNote(name, under, t.rows);
  GRID.download.disabled = false;
  drawHeadRow(name, all, by_, down);
  drawChooser(name);
  GRID.box.setAttribute("aria-rowcount", GRID.rows.length + 1);
  GRID.box.removeAttribute("aria-activedescendant");
  GRID.long.head = GRID.head.offsetHeight;
  GRID.long.set(GRID.rows.length);
  GRID.box.classList.toggle("empty", !GRID.rows.length);
  GRID.box.setAttribute("data-empty", t.rows ? "No row matches." : "This table has no rows.");
}

function filterNote(name, under, all) {
  if (!RESULT.narrowed) return "";
  const own = DATA.tables[name].dims.filter((d) => d.f.chosen).map((d) => d.f.label.toLowerCase());
  const where = name === "actors" ? "actors named in the matching articles" : name === "articles" ? "the matching articles" : "rows of the matching articles";
  return " · under the filters: " + where + (own.length ? " that themselves hold " + own.join(" and ") : "") + (under === all ? " (all)" : "") + (name === "actors" ? " · choose a row for the articles of the actor" : "");
}

function drawHeadRow(name, all, sorted, down) {
  const columns = gridColumns(name);
  GRID.columns = columns;
  GRID.widths = columns.map((c) => widthOf(c, GRID.rows));
  const template = GRID.widths.map((w) => w + "px").join(" ");
  GRID.box.style.setProperty("--columns", template);
  GRID.box.style.setProperty("--width", GRID.widths.reduce((a, b) => a + b, 0) + "px");
  GRID.box.setAttribute("aria-colcount", columns.length);
  const focus = GRID.head.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  fill(GRID.head, h("div", { class: "line", role: "row", "aria-rowindex": 1 }, columns.map((c) => {
    const on = c === sorted;
    return h("div", { class: "th" + (isNumber(c) ? " num" : ""), role: "columnheader", "aria-sort": on ? (down ? "descending" : "ascending") : "none", title: c.description },
      h("button", { "data-key": "sort " + c.name, on: { click: () => sortBy(c, sorted, down) } }, c.name, h("span", { class: "arrow", "aria-hidden": "true" }, on ? (down ? "↓" : "↑") : "")));
  })), h("div", { class: "line finders", role: "row" }, columns.map((c) => h("div", { role: "gridcell" }, finder(c)))));
  if (focus) for (const e of GRID.head.querySelectorAll("[data-key]")) if (e.dataset.key === focus) e.focus();
}
