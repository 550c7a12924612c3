// What the address bar holds, the colours, and small helpers to build elements. Text from the data goes in only
// as text nodes.

function h(tag, attributes, ...children) {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(attributes || {})) {
    if (v === null || v === undefined || v === false) continue;
    if (k === "on") for (const [type, f] of Object.entries(v)) e.addEventListener(type, f);
    else if (k === "value") e.value = v;
    else e.setAttribute(k, v === true ? "" : v);
  }
  return fill(e, children);
}

function fill(e, ...children) {
  e.replaceChildren(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false && c !== ""));
  return e;
}

const by = (id) => document.getElementById(id);
const VIEWS = ["articles", "tables", "charts", "about"];
const WIDE = matchMedia("(min-width: 1100px)");
const NARROW = matchMedia("(max-width: 759px)");
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

function freshState() {
  return { view: "articles", q: "", from: "", to: "", sel: {}, order: "new", article: null, row: null, table: "figures", sort: null, where: {}, chart: null };
}

let S = freshState();

function writeHash(s) {
  const p = new URLSearchParams();
  p.set("v", s.view);
  if (s.q) p.set("q", s.q);
  for (const f of FACETS) for (const key of s.sel[f.key] || []) p.append(f.key, key);
  if (s.from) p.set("from", s.from);
  if (s.to) p.set("to", s.to);
  if (s.order !== "new") p.set("order", s.order);
  if (s.article) p.set("article", s.article);
  if (s.article && s.row) p.set("row", s.row);
  if (s.view === "tables") {
    p.set("table", s.table);
    if (s.sort) p.set("sort", s.sort);
    for (const [c, text] of Object.entries(s.where)) if (text) p.append("where", c + ":" + text);
  }
  if (s.view === "charts" && s.chart) p.set("chart", s.chart);
  return "#" + p.toString();
}

function readHash(hash) {
  const p = new URLSearchParams(hash.replace(/^#/, ""));
  const s = freshState();
  const date = (v) => (/^\d{4}-\d{2}-\d{2}$/.test(v || "") ? v : "");
  s.view = VIEWS.includes(p.get("v")) ? p.get("v") : "articles";
  s.q = p.get("q") || "";
  for (const f of FACETS) {
    const keys = Array.from(new Set(p.getAll(f.key)));
    if (keys.length) s.sel[f.key] = keys;
  }
  s.from = date(p.get("from"));
  s.to = date(p.get("to"));
  if (["old", "rows", "data"].includes(p.get("order"))) s.order = p.get("order");
  s.article = p.get("article");
  s.row = p.get("row");
  if (TABLE_NAMES.includes(p.get("table"))) s.table = p.get("table");
  s.sort = p.get("sort");
  for (const w of p.getAll("where")) {
    const at = w.indexOf(":");
    if (at > 0) s.where[w.slice(0, at)] = w.slice(at + 1);
  }
  s.chart = p.get("chart");
  return s;
}

let shownHash = "";
let lateHash = 0;

// Takes over a changed state. A new entry of the history for a step that one wants to go back from; typing and
// stepping through a list replace the last entry.
function go(changes, replace) {
  Object.assign(S, changes);
  const hash = writeHash(S);
  if (hash !== shownHash) {
    shownHash = hash;
    clearTimeout(lateHash);
    // Browsers slow down a page that writes its address too often, as with a key that is held down.
    if (replace) lateHash = setTimeout(() => location.replace(hash), 150);
    else location.hash = hash;
  }
  show();
}

function onHash() {
  if (location.hash === shownHash) return;
  clearTimeout(lateHash);
  S = readHash(location.hash);
  shownHash = location.hash;
  show();
}

// ---- colours ----

const SYSTEM_DARK = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  const set = document.documentElement.dataset.theme;
  return set ? set === "dark" : SYSTEM_DARK.matches;
}

function setTheme(theme) {
  const root = document.documentElement;
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else delete root.dataset.theme;
  const button = by("theme");
  button.textContent = theme === "light" ? "Light" : theme === "dark" ? "Dark" : "Auto";
  button.setAttribute("aria-label", "Colours: " + (theme === "light" || theme === "dark" ? theme : "as the system has them") + ". Change");
  try {
    localStorage.setItem("tidywire-theme", theme);
  } catch {
    // A page opened from a file may have no storage; then the choice lasts as long as the page.
  }
  if (typeof themeChanged === "function") themeChanged();
}

function startTheme() {
  let theme = "auto";
  try {
    theme = localStorage.getItem("tidywire-theme") || "auto";
  } catch {
    theme = "auto";
  }
  setTheme(theme);
  by("theme").addEventListener("click", () => {
    const now = document.documentElement.dataset.theme;
    setTheme(!now ? (SYSTEM_DARK.matches ? "light" : "dark") : now === "light" ? (SYSTEM_DARK.matches ? "dark" : "auto") : SYSTEM_DARK.matches ? "auto" : "light");
  });
  SYSTEM_DARK.addEventListener("change", () => themeChanged());
}

// ---- long lists ----

// Keeps only the visible rows of a list in the page. Browsers limit the height of an element, so a very long list
// is scrolled in proportion.
class LongList {
  constructor(box, height, make) {
    this.box = box;
    this.height = height;
    this.make = make;
    this.count = 0;
    this.head = 0;
    this.live = new Map();
    this.body = h("div", { class: "rows", role: "presentation" });
    box.append(this.body);
    box.addEventListener("scroll", () => this.later(), { passive: true });
    new ResizeObserver(() => this.later()).observe(box);
  }
  later() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }
  set(count, keepPlace) {
    this.count = count;
    this.total = Math.min(count * this.height, 8e6);
    this.body.style.height = this.total + "px";
    this.clear();
    if (!keepPlace) this.box.scrollTop = 0;
    this.draw();
  }
  clear() {
    for (const e of this.live.values()) e.remove();
    this.live.clear();
  }
  get page() {
    return Math.max(1, Math.floor((this.box.clientHeight - this.head) / this.height));
  }
  // Distance that rows are moved up by when the list is scrolled in proportion.
  shift() {
    const full = this.count * this.height;
    if (full <= this.total) return 0;
    const view = this.box.clientHeight - this.head;
    return (this.box.scrollTop / Math.max(1, this.total - view)) * (full - this.total);
  }
  draw() {
    const shift = this.shift();
    const top = this.box.scrollTop + shift;
    const first = Math.max(0, Math.floor(top / this.height) - 6);
    const last = Math.min(this.count, Math.ceil((top + this.box.clientHeight) / this.height) + 6);
    for (const [i, e] of this.live) {
      if (i < first || i >= last || shift) {
        e.remove();
        this.live.delete(i);
      }
    }
    for (let i = first; i < last; i++) {
      if (this.live.has(i)) continue;
      const e = this.make(i);
      e.style.top = i * this.height - shift + "px";
      this.live.set(i, e);
      this.body.append(e);
    }
  }
  reveal(i) {
    if (i < 0 || i >= this.count) return;
    const full = this.count * this.height;
    const view = this.box.clientHeight - this.head;
    const top = i * this.height;
    const at = this.box.scrollTop + this.shift();
    let to = at;
    if (top < at) to = top;
    else if (top + this.height > at + view) to = top + this.height - view;
    if (to !== at) this.box.scrollTop = full > this.total ? (to / (full - view)) * (this.total - view) : to;
    this.draw();
  }
}
