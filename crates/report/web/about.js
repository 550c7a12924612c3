// What the page shows, how to read it, and the keys.

const KEYS = [
  ["/", "go to the search box"],
  ["j · k", "next, previous article"],
  ["n · p", "next, previous highlight in the text"],
  ["Enter", "keep the card of a highlight open; open a row of a table"],
  ["Esc", "close the card, this help or the filters"],
  ["t", "next view: articles, tables, charts, about"],
  ["f", "show or hide the filters"],
  ["?", "this help"],
  ["Tab", "through everything; ↑ ↓ within lists and tables"],
];

function keyTable() {
  return h("table", { class: "keys" }, h("tbody", {}, KEYS.map(([k, what]) => h("tr", {}, h("th", { scope: "row" }, k.split(" ").map((x) => (x === "·" ? " " : h("kbd", {}, x)))), h("td", {}, what)))));
}

function buildHelp() {
  const dialog = by("help");
  fill(dialog,
    h("div", { class: "dialog-head" }, h("h2", { id: "help-title" }, "Help"), h("button", { class: "plain", id: "help-close", "aria-label": "Close help", on: { click: () => dialog.close() } }, "Close")),
    h("h3", {}, "Keys"), keyTable(),
    h("h3", {}, "How filters combine"), FILTER_HELP.map((s) => h("p", {}, s)),
    h("h3", {}, "How values are written"), VALUE_HELP.map((s) => h("p", {}, s)));
  by("help-open").addEventListener("click", openHelp);
  dialog.addEventListener("click", (e) => {
    if (e.target === dialog) dialog.close();
  });
}

function openHelp() {
  if (!by("help").open) by("help").showModal();
}

const VALUE_HELP = [
  "A number with an open end is never written as a point: “≥ 100” is at least 100, “> 100” more than 100, “≤ 100” at most 100, “< 100” fewer than 100, “12–15” a range, “≈ 40” about 40. A vague word stands with the least it can mean: “hundreds, 100 or more”.",
  "Labels such as possible, planned, hearsay, negated or denied say that the text does not put it as a fact.",
];

function buildAbout() {
  const about = DATA.about, policy = about.policy || {};
  const n = (v) => number(v || 0);
  const shown = about.articles_shown === about.articles_in_tables
    ? "It shows all " + n(about.articles_shown) + " articles of the tables."
    : "It shows " + n(about.articles_shown) + " of the " + n(about.articles_in_tables) + " articles of the tables.";
  fill(by("view-about"), h("div", { class: "prose" },
    h("h2", {}, about.title || "About this page"),
    h("p", {}, "This page sets articles beside the rows that were extracted from them. A row is one observation: one quantity, one action or one statement as one source gives it. Nothing is merged, summed or guessed; an empty cell means that the text does not say."),
    h("p", {}, shown, " A story counts once: ", about.copies_left_out === 1 ? "1 later copy was left out." : n(about.copies_left_out) + " later copies were left out."),
    (about.notes || []).map((s) => h("p", {}, s)),
    h("h3", {}, "Tables"),
    h("table", { class: "plain-table" }, h("tbody", {}, TABLE_NAMES.map((name) => h("tr", {}, h("th", { scope: "row" }, name), h("td", { class: "num" }, number(DATA.tables[name].rows)), h("td", {}, DATA.tables[name].description))))),
    h("h3", {}, "Vague words"),
    h("p", {}, "Policy: ", h("b", {}, policy.label || "none"), policy.title ? " – " + policy.title : ""),
    policy.note ? h("p", {}, policy.note) : null,
    policy.source ? h("p", {}, "Source: ", link(policy.source)) : null,
    h("h3", {}, "How values are written"), VALUE_HELP.map((s) => h("p", {}, s)),
    h("h3", {}, "How filters combine"), FILTER_HELP.map((s) => h("p", {}, s)),
    h("p", {}, "In the tables view the filters show rows of the matching articles; where a table has a filter’s column, the rows themselves hold it too."),
    h("h3", {}, "Keys"), keyTable(),
    h("p", { class: "quiet" }, about.tool || "tidywire", about.lexicon ? [", lexicon ", h("code", {}, about.lexicon)] : null, ". The page is one file and loads nothing from elsewhere."),
    h("p", { class: "quiet" }, "Page by tidywire; data as licensed by their sources.")));
}
