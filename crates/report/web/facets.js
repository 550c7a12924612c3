// The filter panel and the chips of what is chosen.

const SHOWN = 8;
const PANEL = {};

function buildFilters() {
  const panel = by("filters");
  panel.append(h("div", { class: "filters-head" },
    h("h2", {}, "Filters"),
    h("button", { id: "filters-close", class: "plain", on: { click: () => openFilters(false) } }, "Close")));
  panel.append(h("details", { class: "how" }, h("summary", {}, "How filters combine"), FILTER_HELP.map((s) => h("p", {}, s))));
  const date = (id, label, key) => h("label", {}, label, h("input", { type: "date", id, on: { change: (e) => go({ [key]: e.target.value }) } }));
  panel.append(h("fieldset", { class: "facet dates" }, h("legend", {}, "Published"), h("div", { class: "pair" }, date("from", "from", "from"), date("to", "to", "to"))));
  for (const f of FACETS) {
    const p = { open: false, type: "" };
    PANEL[f.key] = p;
    p.list = h("ul", { class: "choices" });
    p.more = h("button", { class: "plain more", on: { click: () => { p.open = !p.open; drawFacet(f); } } });
    p.find = h("input", {
      type: "search", class: "find", placeholder: "Type a name", "aria-label": "Find in " + f.label, autocomplete: "off", spellcheck: "false",
      on: {
        input: () => { p.type = fold(p.find.value.trim()); drawFacet(f); },
        keydown: (e) => { if (e.key === "Enter") pickFirst(f); },
      },
    });
    p.box = h("fieldset", { class: "facet", id: "facet-" + f.key }, h("legend", {}, f.label), p.find, p.list, p.more);
    panel.append(p.box);
  }
}

const FILTER_HELP = [
  "An article matches when it has a row with all that is chosen. Choices in one group are joined by “or”, the groups by “and”.",
  "A measure asks for a figure, an event type for an action. Claimant, modality, actor and country must then hold on that same row. With both a measure and an event type the article needs one such figure and one such action.",
  "Claimant or modality without these two: one figure or action that holds everything chosen. Actor or country alone: a figure, an action or a mention.",
  "The actor of a figure is who is counted or who did it; of an action its source or target. The country may also be where it happened.",
  "Dates are those of publication. The number at a choice is how many articles match with it under the other filters.",
];

function chosenKeys(f) {
  return S.sel[f.key] || [];
}

function toggleFacet(f, key) {
  const keys = chosenKeys(f);
  const next = keys.includes(key) ? keys.filter((k) => k !== key) : keys.concat(key);
  const sel = Object.assign({}, S.sel);
  if (next.length) sel[f.key] = next;
  else delete sel[f.key];
  go({ sel });
}

// Numbers of the values to show: chosen ones, then those that occur, most articles first.
function facetValues(f) {
  const keys = chosenKeys(f), type = PANEL[f.key].type;
  if (!f.folded) f.folded = f.names.map(fold);
  const out = [];
  for (let v = 1; v < f.keys.length; v++) {
    const on = keys.includes(f.keys[v]);
    if (!on && (f.count[v] === 0 || (type && !f.folded[v].includes(type) && fold(f.keys[v]) !== type))) continue;
    out.push(v);
  }
  const on = (v) => (keys.includes(f.keys[v]) ? 1 : 0);
  const rest = (v) => (f.codes && f.keys[v] === "other" ? 1 : 0);
  const early = (v) => (type && f.folded[v].startsWith(type) ? 1 : 0);
  return out.sort((a, b) => on(b) - on(a) || rest(a) - rest(b) || early(b) - early(a) || f.count[b] - f.count[a] || (f.names[a] < f.names[b] ? -1 : 1));
}

function pickFirst(f) {
  const p = PANEL[f.key];
  const v = facetValues(f).find((x) => !chosenKeys(f).includes(f.keys[x]));
  if (!p.type || v === undefined) return;
  p.find.value = p.type = "";
  toggleFacet(f, f.keys[v]);
}

function drawFacet(f) {
  const p = PANEL[f.key];
  const values = facetValues(f);
  const many = f.keys.length - 1 > SHOWN + 4;
  p.find.hidden = !many || !!f.codes;
  p.box.hidden = f.keys.length === 1;
  const limit = p.open ? 300 : many ? SHOWN : SHOWN + 4;
  const focus = document.activeElement && p.list.contains(document.activeElement) ? document.activeElement.value : null;
  p.list.replaceChildren(...values.slice(0, limit).map((v) => {
    const key = f.keys[v];
    const code = f.codes && DATA.codes[f.codes] ? DATA.codes[f.codes][key] : null;
    const hint = f.key === "country" && f.names[v] !== key ? key : null;
    const box = h("input", { type: "checkbox", value: key, on: { change: () => toggleFacet(f, key) } });
    box.checked = chosenKeys(f).includes(key);
    return h("li", {}, h("label", { title: code || f.names[v] }, box, h("span", { class: "name" }, f.names[v], hint && h("small", {}, " " + hint)), h("span", { class: "n" }, number(f.count[v]))));
  }));
  if (!values.length) p.list.append(h("li", { class: "none" }, p.type ? "Nothing by that name." : "None under these filters."));
  const left = values.length - limit;
  p.more.hidden = !p.open ? left <= 0 : values.length <= SHOWN;
  p.more.textContent = p.open ? (left > 0 ? "Fewer (" + number(left) + " more: type a name)" : "Fewer") : "All " + number(values.length);
  if (focus !== null) for (const box of p.list.querySelectorAll("input")) if (box.value === focus) box.focus();
}

function drawFilters() {
  for (const f of FACETS) drawFacet(f);
  if (by("from").value !== S.from) by("from").value = S.from;
  if (by("to").value !== S.to) by("to").value = S.to;
}

function openFilters(open) {
  by("filters").hidden = !open;
  by("filters-open").setAttribute("aria-expanded", String(open));
  document.body.classList.toggle("with-filters", open);
  if (open && !WIDE.matches) by("filters-close").focus();
}

// ---- chips ----

function activeFilters() {
  const out = [];
  if (S.q) out.push(["Search", "“" + S.q + "”", () => go({ q: "" })]);
  for (const f of FACETS) {
    for (const key of chosenKeys(f)) {
      const v = f.ids.get(key);
      out.push([f.label, v === undefined ? key : f.names[v], () => toggleFacet(f, key)]);
    }
  }
  if (S.from) out.push(["From", day(S.from), () => go({ from: "" })]);
  if (S.to) out.push(["To", day(S.to), () => go({ to: "" })]);
  return out;
}

function drawChips() {
  const active = activeFilters();
  const chips = active.map(([label, name, remove]) =>
    h("button", { class: "chip", "aria-label": "Remove filter " + label + ": " + name, on: { click: remove } }, h("small", {}, label), " ", name, h("span", { class: "x", "aria-hidden": "true" }, "×")));
  if (active.length) chips.push(h("button", { id: "clear", class: "plain", on: { click: () => go({ q: "", sel: {}, from: "", to: "" }) } }, "Clear all"));
  const focus = by("chips").contains(document.activeElement);
  fill(by("chips"), chips);
  if (focus) (by("chips").querySelector("button") || by("q")).focus();
  const n = active.length - (S.q ? 1 : 0);
  by("filters-open").textContent = n ? "Filters (" + n + ")" : "Filters";
  const some = (n, one, many) => number(n) + " " + (n === 1 ? one : many);
  const of = RESULT.narrowed ? " of " + number(DATA.count) : "";
  const rows = RESULT.rows;
  by("count").title = RESULT.narrowed ? "Matching articles, and the figures, actions and mentions of theirs that themselves hold the filters that speak of such rows" : "";
  by("count").replaceChildren(
    h("b", {}, number(RESULT.articles)), of + (DATA.count === 1 ? " article" : " articles"),
    h("span", { class: "sub" }, " · " + some(rows.figures, "figure", "figures") + " · " + some(rows.actions, "action", "actions") + " · " + some(rows.mentions, "mention", "mentions")));
}
