// Which articles and rows match, and how many articles each further choice would leave.
//
// Values of a facet are numbered from 1; 0 means that the row has none. Choices of one facet are joined by OR,
// facets by AND on one and the same row: see matchesRows.

const FACETS = [
  { key: "measure", label: "Measure", codes: "measure" },
  { key: "event_type", label: "Event type", codes: "event_type" },
  { key: "actor", label: "Actor" },
  { key: "claimant", label: "Claimant" },
  { key: "country", label: "Country" },
  { key: "modality", label: "Modality", codes: "modality" },
  { key: "publisher", label: "Publisher" },
];
const FACET = Object.fromEntries(FACETS.map((f, i) => [f.key, Object.assign(f, { bit: 1 << i })]));
const ITSELF = "=";
const RESULT = { match: null, articles: 0, rows: {}, narrowed: false };

function facetValue(f, key, label) {
  let i = f.ids.get(key);
  if (i === undefined) {
    i = f.keys.length;
    f.ids.set(key, i);
    f.keys.push(key);
    f.names.push(label === undefined ? key : label);
  }
  return i;
}

// Numbers of one column's values, by row.
function facetColumn(f, t, name, label) {
  const c = t.col[name];
  const out = new Uint32Array(t.rows);
  if (!c || !c.words) return out;
  const numbers = c.words.map((w) => facetValue(f, w, label ? label(w) : plainLabel(f, w)));
  for (let r = 0; r < t.rows; r++) out[r] = c.at[r] < 0 ? 0 : numbers[c.at[r]];
  return out;
}

function plainLabel(f, word) {
  return f.codes && word === word.toLowerCase() ? plain(word) : word;
}

// A claimant is its actor, else its words, else the article itself.
function claimantColumn(f, t) {
  const id = t.col.claimant_actor_id, text = t.col.claimant_text;
  const out = new Uint32Array(t.rows);
  if (!id || !text) return out;
  const itself = t.rows ? facetValue(f, ITSELF, "the article itself") : 0;
  const byId = id.words.map((w) => facetValue(f, w, actorName(w)));
  const byText = new Map();
  for (let r = 0; r < t.rows; r++) {
    if (id.at[r] >= 0) out[r] = byId[id.at[r]];
    else if (text.at[r] >= 0) {
      let i = byText.get(text.at[r]);
      if (i === undefined) {
        const words = text.words[text.at[r]];
        i = facetValue(f, ITSELF + words.toLowerCase(), "“" + words + "”");
        byText.set(text.at[r], i);
      }
      out[r] = i;
    } else out[r] = itself;
  }
  return out;
}

function loadFacets() {
  for (const f of FACETS) Object.assign(f, { ids: new Map(), keys: [null], names: [""], chosen: null });
  const t = DATA.tables;
  const dim = (key, table, names, label) => ({ f: FACET[key], cols: names.map((n) => facetColumn(FACET[key], table, n, label)) });
  const actor = (table, ...names) => dim("actor", table, names, actorName);
  const country = (table, ...names) => dim("country", table, names, countryName);
  t.figures.dims = [
    dim("measure", t.figures, ["measure"]), { f: FACET.claimant, cols: [claimantColumn(FACET.claimant, t.figures)] }, dim("modality", t.figures, ["modality"]),
    actor(t.figures, "subject_actor_id", "agent_actor_id"), country(t.figures, "subject_country", "agent_country", "place_country"),
  ];
  t.actions.dims = [
    dim("event_type", t.actions, ["event_type"]), { f: FACET.claimant, cols: [claimantColumn(FACET.claimant, t.actions)] }, dim("modality", t.actions, ["modality"]),
    actor(t.actions, "source_actor_id", "target_actor_id"), country(t.actions, "source_country", "target_country", "place_country"),
  ];
  t.mentions.dims = [actor(t.mentions, "actor_id"), country(t.mentions, "country")];
  t.statements.dims = [actor(t.statements, "source_actor_id"), country(t.statements, "source_country")];
  t.places.dims = [country(t.places, "country")];
  t.actors.dims = [actor(t.actors, "actor_id"), country(t.actors, "country")];
  t.articles.dims = [];
  for (const name of ["sentences", "dates", "issues"]) t[name].dims = [];
  DATA.publisher = facetColumn(FACET.publisher, t.articles, "publisher");
  const published = t.articles.col.published_at;
  DATA.published = [];
  for (let a = 0; a < DATA.count; a++) {
    const at = published ? cell(published, a) : null;
    DATA.published.push(at ? at.slice(0, 10) : "");
  }
  for (const f of FACETS) {
    f.count = new Int32Array(f.keys.length);
    f.seen = new Int32Array(f.keys.length);
    f.seenFigures = new Int32Array(f.keys.length);
  }
  RESULT.match = new Uint8Array(DATA.count);
  for (const name of ["figures", "actions", "mentions"]) t[name].fail = new Uint8Array(t[name].rows);
}

// ---- search ----

const SEARCH = { titles: null, texts: null, done: null, ok: null };

function loadTitles() {
  SEARCH.titles = [];
  const t = DATA.tables.articles;
  for (let a = 0; a < DATA.count; a++) SEARCH.titles.push(fold(val(t, "title", a) || ""));
}

// Folding all texts at once would block the page for a moment, so it goes in slices.
async function foldTexts() {
  const out = new Array(DATA.count);
  let start = performance.now();
  for (let a = 0; a < DATA.count; a++) {
    out[a] = fold(DATA.texts[a] || "");
    if (performance.now() - start > 12) {
      await new Promise((next) => setTimeout(next));
      start = performance.now();
    }
  }
  SEARCH.texts = out;
  SEARCH.done = null;
}

function search(q) {
  if (SEARCH.done === q) return SEARCH.ok;
  const words = fold(q).split(/\s+/).filter(Boolean);
  SEARCH.done = q;
  SEARCH.ok = null;
  if (!words.length) return null;
  const ok = new Uint8Array(DATA.count);
  for (let a = 0; a < DATA.count; a++) {
    const title = SEARCH.titles[a], text = SEARCH.texts ? SEARCH.texts[a] : "";
    let hit = 1;
    for (const w of words) {
      if (!title.includes(w) && !text.includes(w)) {
        hit = 0;
        break;
      }
    }
    ok[a] = hit;
  }
  SEARCH.ok = ok;
  return ok;
}

// ---- matching ----

function choose(sel) {
  let mask = 0;
  for (const f of FACETS) {
    f.chosen = null;
    const keys = sel[f.key] || [];
    if (!keys.length) continue;
    mask |= f.bit;
    f.chosen = new Uint8Array(f.keys.length);
    for (const key of keys) if (f.ids.has(key)) f.chosen[f.ids.get(key)] = 1;
  }
  return mask;
}

// Bits of the chosen facets that the row does not hold.
function failing(dims, r) {
  let bits = 0;
  for (let d = 0; d < dims.length; d++) {
    const f = dims[d].f;
    if (f.chosen === null) continue;
    const cols = dims[d].cols;
    let ok = false;
    for (let c = 0; c < cols.length && !ok; c++) ok = f.chosen[cols[c][r]] === 1;
    if (!ok) bits |= f.bit;
  }
  return bits;
}

function failRows(t) {
  const fail = t.fail, dims = t.dims;
  if (!dims.some((d) => d.f.chosen)) fail.fill(0);
  else for (let r = 0; r < t.rows; r++) fail[r] = failing(dims, r);
}

// Adds one article to every value that its rows offer, each value once.
function offer(t, a, dim, stamp, only) {
  const { f, cols } = dim;
  const other = ~f.bit;
  for (let i = t.first[a]; i < t.first[a + 1]; i++) {
    const r = t.order[i];
    if (t.fail[r] & other) continue;
    for (let c = 0; c < cols.length; c++) {
      const v = cols[c][r];
      if (v === 0 || (only && only[v] !== a + 1) || stamp[v] === a + 1) continue;
      stamp[v] = a + 1;
      if (stamp === f.seen) f.count[v]++;
    }
  }
}

function holds(t, a) {
  for (let i = t.first[a]; i < t.first[a + 1]; i++) if (t.fail[t.order[i]] === 0) return true;
  return false;
}

function compute(state) {
  const mask = choose(state.sel);
  const { figures, actions, mentions } = DATA.tables;
  for (const t of [figures, actions, mentions]) failRows(t);
  for (const f of FACETS) {
    f.count.fill(0);
    f.seen.fill(0);
    f.seenFigures.fill(0);
  }
  const needFigure = (mask & FACET.measure.bit) !== 0, needAction = (mask & FACET.event_type.bit) !== 0;
  const needClaim = (mask & (FACET.claimant.bit | FACET.modality.bit)) !== 0, needParty = (mask & (FACET.actor.bit | FACET.country.bit)) !== 0;
  const both = needFigure && needAction, free = !needFigure && !needAction;
  const byKey = (t) => Object.fromEntries(t.dims.map((d) => [d.f.key, d]));
  const inFigures = byKey(figures), inActions = byKey(actions), inMentions = byKey(mentions);
  const found = search(state.q);
  const publisher = FACET.publisher;
  RESULT.articles = 0;
  RESULT.rows = { figures: 0, actions: 0, mentions: 0 };
  RESULT.narrowed = mask !== 0 || !!found || !!state.from || !!state.to;
  RESULT.rowFilters = needFigure || needAction || needClaim || needParty;
  for (let a = 0; a < DATA.count; a++) {
    RESULT.match[a] = 0;
    if (found && !found[a]) continue;
    const date = DATA.published[a];
    if ((state.from && (!date || date < state.from)) || (state.to && (!date || date > state.to))) continue;
    const figure = holds(figures, a), action = holds(actions, a);
    // A measure asks for a figure, an event type for an action; a claimant or a modality for either; an actor or
    // a country alone also for a mention.
    const rows = !free ? (!needFigure || figure) && (!needAction || action)
      : needClaim ? figure || action
      : needParty ? figure || action || holds(mentions, a) : true;
    if (rows) publisher.count[DATA.publisher[a]]++;
    if (publisher.chosen && !publisher.chosen[DATA.publisher[a]]) continue;
    if (rows) {
      RESULT.match[a] = 1;
      RESULT.articles++;
    }
    if (!needAction || action) offer(figures, a, inFigures.measure, FACET.measure.seen);
    if (!needFigure || figure) offer(actions, a, inActions.event_type, FACET.event_type.seen);
    for (const key of ["claimant", "modality", "actor", "country"]) {
      const f = FACET[key];
      if (both) {
        offer(figures, a, inFigures[key], f.seenFigures);
        offer(actions, a, inActions[key], f.seen, f.seenFigures);
        continue;
      }
      if (!needAction) offer(figures, a, inFigures[key], f.seen);
      if (!needFigure) offer(actions, a, inActions[key], f.seen);
      const others = mask & (FACET.claimant.bit | FACET.modality.bit);
      if (free && !others && inMentions[key]) offer(mentions, a, inMentions[key], f.seen);
    }
  }
  for (const t of [figures, actions, mentions]) {
    let n = 0;
    for (let r = 0; r < t.rows; r++) if (t.fail[r] === 0 && t.art[r] >= 0 && RESULT.match[t.art[r]]) n++;
    RESULT.rows[t.name] = n;
  }
  return RESULT;
}

// The rows of a table under the filters, as row numbers.
function rowsUnderFilters(name) {
  const t = DATA.tables[name];
  const out = [];
  const all = !RESULT.narrowed;
  const present = name === "actors" && !all ? presentActors() : null;
  for (let r = 0; r < t.rows; r++) {
    if (!all) {
      if (present ? !present[t.dims[0].cols[0][r]] : name === "articles" ? !RESULT.match[r] : t.art[r] < 0 || !RESULT.match[t.art[r]]) continue;
      if (failing(t.dims, r)) continue;
    }
    out.push(r);
  }
  return out;
}

// An actor has no article of its own: it counts when a row of a matching article names it.
function presentActors() {
  const present = new Uint8Array(FACET.actor.keys.length);
  for (const name of ["mentions", "figures", "actions"]) {
    const t = DATA.tables[name];
    const { cols } = t.dims.find((d) => d.f === FACET.actor);
    for (let r = 0; r < t.rows; r++) {
      if (t.art[r] < 0 || !RESULT.match[t.art[r]]) continue;
      for (const c of cols) present[c[r]] = 1;
    }
  }
  present[0] = 0;
  return present;
}
