// The rows of the open article, table by table, beside or below its text.

const SIDE = { tab: "figures", all: false };
const SIDE_TABLES = ["figures", "actions", "statements", "mentions", "places", "dates", "sentences"];
const SIDE_LIMIT = 300;

function buildRows(a) {
  SIDE.article = a;
  SIDE.all = false;
  if (!rowCount(DATA.tables[SIDE.tab], a)) SIDE.tab = SIDE_TABLES.find((n) => rowCount(DATA.tables[n], a)) || "figures";
  SIDE.tabs = h("div", { class: "side-tabs", role: "tablist", "aria-label": "Tables of this article" }, SIDE_TABLES.map((name) => {
    const n = rowCount(DATA.tables[name], a);
    return h("button", { role: "tab", id: "side-" + name, "data-table": name, disabled: !n, on: { click: () => chooseSide(name, true) } }, TABLE_LABEL[name], h("span", { class: "n" }, " " + number(n)));
  }));
  SIDE.tabs.addEventListener("keydown", (e) => stepTabs(e, SIDE.tabs));
  SIDE.list = h("div", { class: "side-list", role: "tabpanel", tabindex: "-1" });
  SIDE.fold = h("button", { class: "plain fold", "aria-expanded": "false", on: { click: () => foldSide() } }, "Rows");
  READER.rows.replaceChildren(h("div", { class: "side-bar" }, SIDE.fold, SIDE.tabs), SIDE.list);
  chooseSide(SIDE.tab, false);
  const holds = SIDE.list.querySelector(".holds");
  if (holds) SIDE.list.scrollTop = holds.offsetTop - 8;
}

// On narrow screens the rows are folded to their tabs until one asks for them.
function foldSide(open) {
  const now = READER.rows.classList.toggle("open", open);
  SIDE.fold.setAttribute("aria-expanded", String(now));
}

function chooseSide(name, asked) {
  SIDE.tab = name;
  for (const b of SIDE.tabs.children) {
    const on = b.dataset.table === name;
    b.setAttribute("aria-selected", String(on));
    b.tabIndex = on ? 0 : -1;
  }
  SIDE.list.setAttribute("aria-labelledby", "side-" + name);
  if (asked) foldSide(true);
  drawSide();
  SIDE.list.scrollTop = 0;
}

function drawSide() {
  const t = DATA.tables[SIDE.tab];
  const rows = rowsOf(t, SIDE.article);
  const some = SIDE.all ? rows : rows.subarray(0, SIDE_LIMIT);
  SIDE.list.replaceChildren();
  for (const r of some) SIDE.list.append(sideRow(SIDE.tab, r));
  if (some.length < rows.length) {
    SIDE.list.append(h("button", { class: "plain", on: { click: () => { SIDE.all = true; drawSide(); } } }, "Show all " + number(rows.length)));
  }
  if (!rows.length) SIDE.list.append(h("p", { class: "quiet" }, "No rows of this table in this article."));
  markRowsInFilter();
}

function sideRow(name, r) {
  const t = DATA.tables[name];
  const words = name === "sentences" ? sentenceText(r) : val(t, "text", r) || (name === "statements" ? contentText(r) : "");
  return h("button", { class: "row", "data-row": name + ":" + r, on: { click: () => chooseRow(name, r) } },
    h("span", { class: "says" }, summary(name, r)),
    words ? h("span", { class: "words" }, words) : null);
}

function cut(from, to) {
  if (!DATA.texts || from === null || to === null) return "";
  const text = DATA.texts[SIDE.article] || "";
  const units = unitsOf(text);
  const s = text.slice(units(from), units(to));
  return s.length > 180 ? Array.from(s).slice(0, 170).join("") + "…" : s;
}

function contentText(r) {
  const t = DATA.tables.statements;
  return cut(val(t, "char_start", r), val(t, "char_end", r));
}

function sentenceText(r) {
  const t = DATA.tables.sentences;
  return cut(val(t, "char_start", r), val(t, "char_end", r));
}

function chooseRow(name, r) {
  closeCard();
  setCurrent(name, r);
  if (name === "sentences") showSentence(r);
  else flash(name, r);
  noteRow(name, r);
}

// Sentences have no layer: the text of the sentence is selected.
function showSentence(r) {
  const t = DATA.tables.sentences;
  const text = DATA.texts ? DATA.texts[SIDE.article] : "";
  const units = unitsOf(text);
  const from = units(val(t, "char_start", r)), to = units(val(t, "char_end", r));
  if (to <= from) return;
  const range = textRange(READER.text, from, to);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: STILL.matches ? "auto" : "smooth" });
}

// The row in the address is its place among the article's rows of that table, which outlasts a new run with more
// articles.
function noteRow(name, r) {
  const k = rowsOf(DATA.tables[name], SIDE.article).indexOf(r);
  go({ article: idOf(SIDE.article), row: name + ":" + k }, true);
}

function rowFromHash() {
  if (!S.row || READER.article === null || !DATA.texts) return;
  const [name, k] = S.row.split(":");
  const key = READER.article + " " + S.row;
  if (key === SIDE.done || !SIDE_TABLES.includes(name)) return;
  SIDE.done = key;
  const r = rowsOf(DATA.tables[name], READER.article)[Number(k)];
  if (r === undefined) return;
  if (SIDE.current !== name + ":" + r) {
    markRow(name, r);
    if (name === "sentences") showSentence(r);
    else flash(name, r);
  }
}

function setCurrent(name, r) {
  SIDE.current = name + ":" + r;
  let found = null;
  for (const b of SIDE.list.querySelectorAll(".row")) {
    const on = b.dataset.row === SIDE.current;
    if (on) b.setAttribute("aria-current", "true");
    else b.removeAttribute("aria-current");
    if (on) found = b;
  }
  return found;
}

// Marks the row of a highlight in the list.
function markRow(name, r) {
  if (SIDE.tab !== name) chooseSide(name, false);
  if (!setCurrent(name, r) && !SIDE.all) {
    SIDE.all = true;
    drawSide();
  }
  const row = setCurrent(name, r);
  if (row) SIDE.list.scrollTop = row.offsetTop - SIDE.list.clientHeight / 3;
}

// A bar at the rows that hold the filters, when filters speak of rows.
function markRowsInFilter() {
  if (!SIDE.list) return;
  const t = DATA.tables[SIDE.tab];
  const dims = t.dims.some((d) => d.f.chosen);
  SIDE.list.classList.toggle("filtered", dims);
  for (const b of SIDE.list.querySelectorAll(".row")) {
    b.classList.toggle("holds", dims && failing(t.dims, Number(b.dataset.row.split(":")[1])) === 0);
  }
}
