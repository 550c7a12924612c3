// Starts the page: tables first, then it can be used; texts and charts follow.

let filterKeyNow = null;
let typing = 0; // the timer of a search that is still being typed

// Brings the page in line with the state; what has not changed is left alone.
function show() {
  if (!DATA.started) return;
  const key = JSON.stringify([S.q, S.sel, S.from, S.to, !!SEARCH.texts]);
  if (key !== filterKeyNow) {
    filterKeyNow = key;
    compute(S);
    drawFilters();
    drawChips();
    if (!typing && by("q").value.trim() !== S.q) by("q").value = S.q;
  }
  const listNow = JSON.stringify([key, S.order, !!DATA.texts]);
  if (listNow !== show.list) {
    show.list = listNow;
    drawList();
  } else chooseItem();
  for (const v of VIEWS) {
    const on = v === S.view;
    by("view-" + v).hidden = !on;
    by("tab-" + v).setAttribute("aria-selected", String(on));
    by("tab-" + v).tabIndex = on ? 0 : -1;
  }
  if (document.body.dataset.view !== S.view) {
    document.body.dataset.view = S.view;
    closeCard();
    if (S.view === "articles") LIST.long.draw();
  }
  if (S.view === "articles") {
    drawReader();
    rowFromHash();
    markItem();
  } else if (S.view === "tables") drawGrid();
  else if (S.view === "charts") drawCharts();
}

function chooseItem() {
  const shown = shownArticle();
  const at = shown === null ? -1 : LIST.items.indexOf(shown);
  if (at === LIST.at) return;
  for (const i of [LIST.at, at]) {
    const e = LIST.long.live.get(i);
    if (!e) continue;
    e.classList.toggle("chosen", i === at);
    e.setAttribute("aria-selected", String(i === at));
  }
  LIST.at = at;
}

function stepTabs(e, box) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
  if (!step) return;
  const tabs = Array.from(box.children).filter((b) => !b.disabled);
  const to = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
  e.preventDefault();
  to.click();
  to.focus();
}

function keys(e) {
  if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented || by("help").open) return;
  const field = e.target instanceof Element && e.target.closest("input:not([type=checkbox]), select, textarea");
  if (e.key === "Escape") {
    if (closeCard()) return;
    if (field) {
      if (e.target === by("q") && by("q").value) return;
      field.blur();
    } else if (!by("filters").hidden && !WIDE.matches) {
      openFilters(false);
      by("filters-open").focus();
    } else if (NARROW.matches && S.view === "articles" && S.article !== null) closeArticle();
    return;
  }
  if (field) return;
  const actions = {
    "/": () => { by("q").focus(); by("q").select(); },
    j: () => stepArticle(1),
    k: () => stepArticle(-1),
    n: () => S.view === "articles" && stepMark(1),
    p: () => S.view === "articles" && stepMark(-1),
    t: () => go({ view: VIEWS[(VIEWS.indexOf(S.view) + 1) % VIEWS.length] }),
    f: () => openFilters(by("filters").hidden),
    "?": openHelp,
  };
  if (actions[e.key]) {
    e.preventDefault();
    actions[e.key]();
  }
}

function stop(message) {
  by("count").textContent = message;
  by("main").replaceChildren(h("p", { class: "stop", role: "alert" }, message));
}

function buildPage() {
  by("page-title").textContent = DATA.about.title || "";
  buildFilters();
  buildList();
  buildReader();
  buildCard();
  buildGrid();
  buildHelp();
  buildAbout();
  openFilters(WIDE.matches);
  by("filters-open").addEventListener("click", () => openFilters(by("filters").hidden));
  by("tabs").addEventListener("click", (e) => {
    const tab = e.target.closest("[data-view]");
    if (tab) go({ view: tab.dataset.view });
  });
  by("tabs").addEventListener("keydown", (e) => stepTabs(e, by("tabs")));
  by("skip").addEventListener("click", (e) => {
    // A jump by address would replace the state that it holds.
    e.preventDefault();
    by("main").focus();
  });
  by("q").addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      typing = 0;
      go({ q: by("q").value.trim() }, true);
    }, 60);
  });
  document.addEventListener("keydown", keys);
  addEventListener("hashchange", onHash);
  NARROW.addEventListener("change", show);
  WIDE.addEventListener("change", () => openFilters(WIDE.matches));
}

const ready = (name) => (document.documentElement.dataset[name] = String(Math.round(performance.now())));
const breath = () => new Promise((next) => setTimeout(next));

async function start() {
  startTheme();
  if (!("DecompressionStream" in window) || !("hasOwn" in Object)) {
    stop("This browser is too old for this page: it cannot unpack its data. Please use a current Firefox, Chrome, Edge or Safari.");
    return;
  }
  try {
    loadTables(await block("tables"));
    loadFacets();
    loadTitles();
  } catch (error) {
    stop("The data of this page could not be read: " + error.message);
    return;
  }
  let loaded;
  DATA.textsLoaded = new Promise((done) => (loaded = done));
  S = readHash(location.hash);
  shownHash = location.hash;
  buildPage();
  by("q").value = S.q;
  DATA.started = true;
  show();
  ready("ready");
  await breath();
  try {
    DATA.texts = await block("texts");
    GRID.ranks.clear(); // covered words had no order before
    loaded();
    show();
    await foldTexts();
    by("q").placeholder = "Search titles and texts";
    show();
    ready("texts");
    DATA.charts = await block("charts");
    show();
    ready("charts");
  } catch (error) {
    loaded();
    by("count").append(" · A part of the page could not be read: " + error.message);
  }
}

start();
