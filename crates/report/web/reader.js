// The text of an article with its highlights.

// `inner` orders layers that cover the same characters: long spans outside, short ones inside.
const LAYERS = [
  { key: "figures", label: "Figures", on: true, inner: 5 },
  { key: "actions", label: "Actions", on: true, inner: 4 },
  { key: "mentions", label: "Actors", on: true, inner: 1 },
  { key: "statements", label: "Statements", on: true, inner: 0 },
  { key: "places", label: "Places", on: false, inner: 2 },
  { key: "dates", label: "Dates", on: false, inner: 3 },
];
const LAYER = Object.fromEntries(LAYERS.map((l) => [l.key, l]));
const TEXT_TAGS = new Set(["negated", "denied", "unverified", "possible", "planned", "conditional", "hearsay"]);
const READER = { shown: null, text: null };

function buildReader() {
  const box = by("reader");
  const legend = h("div", { class: "legend", role: "group", "aria-label": "Highlights" },
    LAYERS.map((l) => {
      l.button = h("button", { class: "layer", "aria-pressed": String(l.on), on: { click: () => setLayer(l, !l.on) } }, h("span", { class: "swatch m-" + l.key }, l.label));
      return l.button;
    }));
  READER.back = h("button", { class: "plain back", on: { click: closeArticle } }, "← List");
  READER.print = h("button", { class: "plain print", on: { click: () => print() } }, "Print");
  READER.head = h("div", { class: "head" });
  READER.text = h("div", { class: "text", tabindex: "0", lang: "en", "aria-label": "Text of the article" });
  READER.rows = h("section", { class: "side", "aria-label": "Rows of this article" });
  READER.empty = h("p", { class: "empty-note" });
  box.append(
    h("div", { class: "reader-bar" }, READER.back, legend, READER.print), READER.empty,
    h("div", { class: "spread" }, h("div", { class: "sheet" }, READER.head, READER.text), READER.rows));
  listenToText();
}

function closeArticle() {
  go({ article: null, row: null });
  LIST.box.focus();
}

function setLayer(l, on) {
  l.on = on;
  l.button.setAttribute("aria-pressed", String(on));
  closeCard();
  drawText();
}

function link(uri) {
  if (!uri) return null;
  if (/^https?:\/\//i.test(uri)) return h("a", { href: uri, rel: "noopener noreferrer", target: "_blank" }, uri);
  return h("span", { class: "uri" }, uri);
}

function drawReader() {
  const a = shownArticle();
  const waiting = a !== null && !DATA.texts;
  document.body.classList.toggle("reading", S.article !== null && a !== null);
  const missing = S.article !== null && !DATA.position.has(S.article);
  by("reader").classList.toggle("nothing", a === null);
  READER.empty.hidden = a !== null && !missing;
  READER.empty.textContent = missing ? "The article " + S.article + " is not in these tables." : DATA.count ? "Choose an article in the list." : "These tables hold no articles.";
  const key = a === null ? null : a + (waiting ? " waiting" : "");
  if (key !== READER.shown) {
    READER.shown = key;
    READER.article = a;
    closeCard();
    if (a === null) return;
    drawHead(a);
    drawText();
    buildRows(a);
    READER.text.parentElement.scrollTop = 0;
  }
  if (a !== null && !waiting) {
    markRowsInFilter();
    markFound();
  }
}

// Marks the words of the search in the text. This is only paint: the elements stay as they are.
function markFound() {
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete("found");
  const words = fold(S.q).split(/\s+/).filter(Boolean);
  if (!words.length) return;
  const found = new Highlight();
  for (const p of READER.text.children) {
    const text = p.textContent;
    let low = fold(text), map = null;
    if (low.length !== text.length) {
      low = "";
      map = [];
      for (let i = 0; i < text.length; i++) {
        const c = fold(text[i]);
        low += c;
        for (let k = 0; k < c.length; k++) map.push(i);
      }
    }
    for (const w of words) {
      for (let at = low.indexOf(w); at >= 0; at = low.indexOf(w, at + w.length)) {
        found.add(textRange(p, map ? map[at] : at, (map ? map[at + w.length - 1] : at + w.length - 1) + 1));
      }
    }
  }
  CSS.highlights.set("found", found);
}

// A range of UTF-16 units within the text of an element.
function textRange(element, from, to) {
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0, begun = false;
  for (let n = walk.nextNode(); n; n = walk.nextNode()) {
    const end = at + n.data.length;
    if (!begun && from < end) {
      range.setStart(n, from - at);
      begun = true;
    }
    if (begun && to <= end) {
      range.setEnd(n, to - at);
      break;
    }
    at = end;
  }
  return range;
}

function drawHead(a) {
  const t = DATA.tables.articles;
  const get = (c) => val(t, c, a);
  const text = DATA.texts ? DATA.texts[a] : "";
  const title = get("title");
  const inText = title && text.startsWith(title) && /^\s*(\n|$)/.test(text.slice(title.length));
  const facts = [get("publisher"), DATA.published[a] ? day(DATA.published[a]) : "no date", get("authors"), get("language")].filter(Boolean);
  const copy = get("duplicate_of");
  fill(READER.head,
    h("p", { class: "kicker" }, facts.map((f, i) => [i ? " · " : "", f])),
    h("p", { class: "source" }, link(get("source_uri"))),
    copy ? h("p", { class: "source" }, "A later copy of ", DATA.position.has(copy) ? h("button", { class: "linkish", on: { click: () => openArticle(copy) } }, titleOf(DATA.position.get(copy))) : copy) : null,
    title && !inText ? h("h2", {}, title) : null);
}

// Spans of the layers that are on: [start, end, layer, row] in UTF-16 units.
function spansOf(a, text) {
  const units = unitsOf(text);
  const spans = [];
  for (const l of LAYERS) {
    if (!l.on) continue;
    const t = DATA.tables[l.key];
    for (const r of rowsOf(t, a)) {
      const start = val(t, "char_start", r), end = val(t, "char_end", r);
      if (start === null || end === null) continue;
      const from = units(start), to = units(end);
      if (to > from) spans.push([from, to, l, r]);
    }
  }
  return spans.sort((x, y) => x[0] - y[0] || y[1] - x[1]);
}

function drawText() {
  const box = READER.text;
  box.replaceChildren();
  READER.marks = [];
  if (READER.article === null || READER.article === undefined) return;
  if (!DATA.texts) {
    box.append(h("p", { class: "quiet" }, "The texts are loading…"));
    return;
  }
  const a = READER.article;
  const text = DATA.texts[a] || "";
  const headings = new Set();
  for (const r of rowsOf(DATA.tables.sentences, a)) headings.add(val(DATA.tables.sentences, "section", r));
  headings.delete(null);
  const title = val(DATA.tables.articles, "title", a);
  const spans = spansOf(a, text);
  const cuts = new Set([0, text.length]);
  for (const s of spans) cuts.add(s[0]).add(s[1]);
  const ends = [];
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) {
    cuts.add(i + 1);
    ends.push(i + 1);
  }
  if (ends[ends.length - 1] !== text.length) ends.push(text.length);
  const bounds = Array.from(cuts).sort((x, y) => x - y);
  const all = document.createDocumentFragment();
  let next = 0, end = 0, p = null, active = [];
  for (let b = 0; b + 1 < bounds.length; b++) {
    const from = bounds[b], to = bounds[b + 1];
    active = active.filter((s) => s[1] > from);
    while (next < spans.length && spans[next][0] === from) active.push(spans[next++]);
    if (p === null) {
      const line = text.slice(from, ends[end]).trim();
      p = line && from === 0 && line === title ? h("h2", {}) : line && headings.has(line) ? h("h3", {}) : h("p", line ? {} : { class: "blank" });
      all.append(p);
    }
    p.append(active.length ? highlight(text.slice(from, to), active, from, to) : text.slice(from, to));
    if (to === ends[end]) {
      p = null;
      end++;
    }
  }
  box.append(all);
  if (READER.marks.length) READER.marks[0].tabIndex = 0;
}

// A piece between two boundaries. The outer element carries the rows, one element inside per layer draws its line,
// so that lines of overlapping spans lie under each other.
function highlight(text, active, from, to) {
  const layers = Array.from(new Set(active.map((s) => s[2]))).sort((x, y) => x.inner - y.inner);
  const starts = active.some((s) => s[0] === from);
  const outer = h("span", { class: "h", "data-rows": active.map((s) => s[2].key + ":" + s[3]).join(" ") });
  let place = outer, depth = 0;
  for (const l of layers) {
    const first = active.some((s) => s[2] === l && s[0] === from), last = active.some((s) => s[2] === l && s[1] === to);
    const level = l.key === "statements" ? 3 : Math.min(depth++, 2);
    const e = h("span", { class: "m-" + l.key + " d" + level + (first ? " first" : "") + (last ? " last" : "") });
    place.append(e);
    place = e;
  }
  place.append(text);
  const tags = new Set();
  for (const s of active) if (s[1] === to && s[2].key !== "mentions") for (const tag of tagsOf(s[2].key, s[3])) if (TEXT_TAGS.has(tag)) tags.add(tag);
  if (tags.size) outer.append(h("span", { class: "tag", "data-tag": Array.from(tags).join(", "), "aria-hidden": "true" }));
  if (starts) {
    outer.tabIndex = -1;
    outer.setAttribute("role", "mark");
    READER.marks.push(outer);
  }
  return outer;
}

function refs(element) {
  return element.dataset.rows.split(" ").map((s) => s.split(":")).map(([name, r]) => [name, Number(r)]);
}

// Elements of one row.
function marksOf(name, r) {
  return Array.from(READER.text.querySelectorAll('[data-rows~="' + name + ":" + r + '"]'));
}

function flash(name, r) {
  const l = LAYER[name];
  if (l && !l.on) setLayer(l, true);
  const found = marksOf(name, r);
  for (const e of READER.text.querySelectorAll(".flash, .current")) e.classList.remove("flash", "current");
  if (!found.length) return;
  found[0].scrollIntoView({ block: "center", behavior: STILL.matches ? "auto" : "smooth" });
  for (const e of found) {
    void e.offsetWidth; // starts the animation anew
    e.classList.add("flash", "current");
  }
  return found[0];
}

function stepMark(step) {
  const marks = READER.marks || [];
  if (!marks.length) return;
  const now = marks.indexOf(document.activeElement);
  let to = now + step;
  if (now < 0) {
    const last = marks.indexOf(READER.lastMark);
    to = last >= 0 ? last + step : step > 0 ? 0 : marks.length - 1;
  }
  const mark = marks[(to + marks.length) % marks.length];
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "nearest", behavior: "auto" });
}

function listenToText() {
  const box = READER.text;
  const at = (e) => (e.target instanceof Element ? e.target.closest(".h") : null);
  box.addEventListener("pointerover", (e) => {
    if (e.pointerType === "touch") return;
    const mark = at(e);
    if (mark) hoverCard(mark);
  });
  box.addEventListener("pointerout", (e) => {
    if (at(e)) leaveCard();
  });
  box.addEventListener("focusin", (e) => {
    const mark = at(e);
    if (!mark) return;
    for (const m of READER.marks) m.tabIndex = -1;
    mark.tabIndex = 0;
    READER.lastMark = mark;
    if (mark.matches(":focus-visible") && !CARD.quiet) showCard(mark, false);
  });
  box.addEventListener("focusout", () => leaveCard());
  const pin = (mark) => {
    showCard(mark, true);
    markRow(...cardRows(mark)[0]);
  };
  box.addEventListener("click", (e) => {
    const mark = at(e);
    if (mark && !String(getSelection())) pin(mark);
  });
  box.addEventListener("keydown", (e) => {
    const mark = at(e);
    if (mark && (e.key === "Enter" || e.key === " ")) {
      e.preventDefault();
      pin(mark);
      by("card").querySelector("summary").focus(); // Esc goes back to the highlight
    }
  });
}
