// The list of articles.

const LIST = { items: [], box: null, long: null, at: -1 };
const ORDERS = [["new", "newest first"], ["old", "oldest first"], ["rows", "most rows first"], ["data", "as in the table"]];

function buildList() {
  LIST.box = by("articles");
  LIST.order = h("select", { id: "order", "aria-label": "Order of the articles", on: { change: () => go({ order: LIST.order.value }) } },
    ORDERS.map(([key, label]) => h("option", { value: key }, label)));
  by("list-head").append(h("label", {}, "Order ", LIST.order));
  LIST.long = new LongList(LIST.box, 76, listItem);
  LIST.box.addEventListener("click", (e) => {
    const item = e.target.closest("[data-article]");
    if (item) openArticle(item.dataset.article);
  });
  LIST.box.addEventListener("keydown", (e) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: LIST.long.page, PageUp: -LIST.long.page, Home: -1e9, End: 1e9 }[e.key];
    if (step) {
      e.preventDefault();
      stepArticle(step);
    } else if (e.key === "Enter" && LIST.at >= 0) {
      openArticle(idOf(LIST.items[LIST.at]));
      by("reader").querySelector(".text").focus();
    }
  });
}

function idOf(a) {
  return val(DATA.tables.articles, "article_id", a);
}

function rowsInFilter(name, a) {
  const t = DATA.tables[name];
  if (!RESULT.rowFilters) return rowCount(t, a);
  let n = 0;
  for (let i = t.first[a]; i < t.first[a + 1]; i++) if (t.fail[t.order[i]] === 0) n++;
  return n;
}

function listItem(i) {
  const a = LIST.items[i];
  const t = DATA.tables.articles;
  const count = (name, label) => {
    const all = rowCount(DATA.tables[name], a);
    const some = rowsInFilter(name, a);
    return h("span", {}, h("b", {}, some === all ? number(all) : number(some) + "/" + number(all)), " " + label);
  };
  const chosen = i === LIST.at;
  const date = day(DATA.published[a]);
  return h("div", { class: "item" + (chosen ? " chosen" : ""), role: "option", id: "item-" + i, "data-article": idOf(a), "aria-selected": String(chosen), "aria-posinset": i + 1, "aria-setsize": LIST.items.length },
    h("div", { class: "title" }, titleOf(a)),
    h("div", { class: "meta" }, h("span", { class: "pub" }, val(t, "publisher", a) || "no publisher"), h("span", { class: "date" }, date || "no date")),
    h("div", { class: "meta counts" }, count("figures", "figures"), count("actions", "actions"), count("mentions", "actors")));
}

let listKey = null;

function drawList() {
  LIST.order.value = S.order;
  const items = [];
  for (let a = 0; a < DATA.count; a++) if (RESULT.match[a]) items.push(a);
  const p = DATA.published;
  const newest = (a, b) => (p[a] === p[b] ? a - b : p[a] < p[b] ? 1 : -1);
  if (S.order === "new") items.sort(newest);
  if (S.order === "old") items.sort((a, b) => (p[a] === p[b] ? a - b : !p[a] ? 1 : !p[b] ? -1 : p[a] < p[b] ? -1 : 1));
  if (S.order === "rows") {
    const n = items.reduce((m, a) => m.set(a, rowsInFilter("figures", a) + rowsInFilter("actions", a)), new Map());
    items.sort((a, b) => n.get(b) - n.get(a) || a - b);
  }
  const key = JSON.stringify([S.q, S.sel, S.from, S.to, S.order, !!SEARCH.texts, !!DATA.texts]);
  const same = key === listKey;
  listKey = key;
  LIST.items = items;
  const shown = shownArticle();
  LIST.at = shown === null ? -1 : items.indexOf(shown);
  LIST.long.set(items.length, same);
  LIST.box.classList.toggle("empty", !items.length);
  if (!items.length) LIST.box.setAttribute("data-empty", DATA.count ? "No article matches. Remove a filter." : "These tables hold no articles.");
  markItem();
}

function markItem() {
  if (LIST.at >= 0) {
    LIST.long.reveal(LIST.at);
    LIST.box.setAttribute("aria-activedescendant", "item-" + LIST.at);
  } else LIST.box.removeAttribute("aria-activedescendant");
}

// The chosen article; with room beside the list the first one stands in until something is chosen.
function shownArticle() {
  if (S.article !== null) {
    const a = DATA.position.get(S.article);
    if (a !== undefined) return a;
  }
  return !NARROW.matches && LIST.items.length ? LIST.items[0] : null;
}

function openArticle(id, row, replace) {
  go({ view: "articles", article: id, row: row || null }, replace);
}

function stepArticle(step) {
  if (!LIST.items.length) return;
  const to = Math.max(0, Math.min(LIST.items.length - 1, LIST.at < 0 ? 0 : LIST.at + step));
  openArticle(idOf(LIST.items[to]), null, S.article !== null);
}
