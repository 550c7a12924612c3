// The charts that came with the page, and counts of the rows in view as plain bars.

const LIVE = [["Figures by measure", "figures", "measure"], ["Actions by event type", "actions", "event_type"], ["Figures and actions by claimant", "both", "claimant"]];
const LIVE_BARS = 15;

function chartList() {
  return DATA.charts || [];
}

function drawCharts() {
  const charts = chartList();
  const now = charts.find((c) => c.name === S.chart) || null;
  const entry = (name, title) => h("li", {}, h("button", { "aria-current": (now ? now.name : null) === name ? "page" : null, on: { click: () => go({ chart: name }) } }, title));
  const pick = h("select", { "aria-label": "Chart", on: { change: () => go({ chart: pick.value || null }) } },
    h("option", { value: "" }, "Under the current filters"), charts.map((c) => h("option", { value: c.name, selected: c === now }, c.title)));
  const focus = by("view-charts").contains(document.activeElement);
  fill(by("view-charts"),
    h("nav", { class: "chart-menu", "aria-label": "Charts" },
      h("label", { class: "chart-pick" }, "Chart ", pick),
      h("ul", {}, entry(null, "Under the current filters"), charts.length ? h("li", { class: "rule" }, "Of all rows") : null, charts.map((c) => entry(c.name, c.title))),
      DATA.charts ? (charts.length ? null : h("p", { class: "quiet" }, "No charts came with this page.")) : h("p", { class: "quiet" }, "The charts are loading…")),
    h("div", { class: "chart-main scroll-y", tabindex: "0", role: "region", "aria-label": now ? now.title : "Counts under the current filters" }, now ? picture(now) : overview()));
  if (focus) {
    const button = by("view-charts").querySelector('[aria-current="page"]');
    (button && button.offsetParent ? button : pick).focus();
  }
}

function picture(c) {
  const svg = isDark() && c.dark ? c.dark : c.light;
  return h("figure", { class: "chart" },
    h("h2", {}, c.title),
    h("img", { src: "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg), alt: c.title }),
    h("figcaption", {}, c.caption, RESULT.narrowed ? h("span", { class: "quiet" }, " The filters do not change this chart: it shows all rows.") : null));
}

function countLive(table, key) {
  const f = FACET[key];
  const n = new Int32Array(f.keys.length);
  for (const name of table === "both" ? ["figures", "actions"] : [table]) {
    const t = DATA.tables[name];
    const { cols } = t.dims.find((d) => d.f === f);
    for (let r = 0; r < t.rows; r++) {
      if (t.fail[r] === 0 && t.art[r] >= 0 && RESULT.match[t.art[r]]) n[cols[0][r]]++;
    }
  }
  return n;
}

function overview() {
  return h("div", { class: "live" }, h("h2", {}, "Under the current filters"),
    h("p", { class: "quiet" }, "Rows of the " + number(RESULT.articles) + (RESULT.articles === 1 ? " matching article" : " matching articles") + " that themselves hold the filters. A row is one figure or one action as one source gives it; nothing is summed."),
    h("div", { class: "live-sets" }, LIVE.map(([title, table, key]) => bars(title, countLive(table, key), FACET[key]))));
}

function bars(title, counts, f) {
  const values = [];
  let total = 0;
  // What the article says itself would dwarf all claimants, so it stands in words.
  const itself = f.ids.get(ITSELF);
  for (let v = 1; v < counts.length; v++) {
    if (counts[v] && v !== itself) values.push(v);
    total += counts[v];
  }
  const other = (v) => (f.keys[v] === "other" ? 1 : 0);
  values.sort((a, b) => other(a) - other(b) || counts[b] - counts[a] || (f.names[a] < f.names[b] ? -1 : 1));
  const top = values.slice(0, LIVE_BARS);
  const most = top.reduce((m, v) => Math.max(m, counts[v]), 1);
  const rest = values.slice(LIVE_BARS);
  return h("section", { class: "bars", "aria-label": title }, h("h3", {}, title, h("small", {}, " " + number(total) + " rows")),
    h("ol", {}, top.map((v) => {
      const bar = h("span", { class: "fill", "aria-hidden": "true" });
      bar.style.width = Math.max(0.5, (100 * counts[v]) / most) + "%";
      return h("li", {}, h("button", { title: "Add or remove this filter", on: { click: () => toggleFacet(f, f.keys[v]) } }, h("span", { class: "name" }, f.names[v]), h("span", { class: "track" }, bar), h("span", { class: "n" }, number(counts[v]))));
    })),
    rest.length ? h("p", { class: "quiet" }, number(rest.length) + " more with " + number(rest.reduce((s, v) => s + counts[v], 0)) + " rows") : null,
    itself && counts[itself] ? h("p", { class: "quiet" }, number(counts[itself]) + " rows have no claimant: the article itself says so") : null,
    total ? null : h("p", { class: "quiet" }, "No such rows."));
}

function themeChanged() {
  if (DATA.started && S.view === "charts") drawCharts();
}
