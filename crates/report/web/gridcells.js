// Cells, headers and the chooser of columns of the tables view.

function isNumber(c) {
  return c.kind === "integer" || c.kind === "number";
}

// A width from the name and a sample of the values.
function widthOf(c, rows) {
  let longest = Math.min(c.name.length + 3, 17);
  const step = Math.max(1, Math.floor(rows.length / 60));
  let i = 0;
  for (let k = 0; k < 60 && i < rows.length; k++, i += step) {
    const v = sayCell(c, rows[i]);
    if (v !== null) longest = Math.max(longest, v.length);
  }
  return Math.round(Math.min(Math.max(longest, 6), 34) * 7.3 + 22);
}

function finder(c) {
  const now = S.where[c.name] || "";
  const set = (text) => {
    const where = Object.assign({}, S.where);
    if (text) where[c.name] = text;
    else delete where[c.name];
    go({ where }, true);
  };
  const label = "Filter " + c.name;
  if (c.codes) {
    const words = c.words.slice().sort();
    const box = h("select", { "aria-label": label, "data-key": "find " + c.name, on: { change: () => set(box.value) } }, h("option", { value: "" }, "all"), words.map((w) => h("option", { value: w, title: codeText(c, w), selected: w === now }, w)));
    return box;
  }
  let timer = 0;
  const box = h("input", {
    type: "text", "aria-label": label, "data-key": "find " + c.name, value: now, placeholder: isNumber(c) || c.key ? "e.g. >100" : "contains", autocomplete: "off", spellcheck: "false",
    on: {
      input: () => {
        clearTimeout(timer);
        timer = setTimeout(() => set(box.value), 120);
      },
    },
  });
  return box;
}

function gridRow(i) {
  const r = GRID.rows[i];
  const row = h("div", { class: "line" + (i % 2 ? " odd" : "") + (i === GRID.cursor ? " cursor" : ""), role: "row", id: "grid-row-" + i, "aria-rowindex": i + 2, "data-at": i });
  for (const c of GRID.columns) {
    const v = sayCell(c, r);
    const e = document.createElement("div");
    e.setAttribute("role", "gridcell");
    e.className = isNumber(c) ? "td num" : "td";
    if (v === null) {
      e.className += " null";
      e.textContent = "·";
    } else {
      const meaning = codeText(c, v);
      e.textContent = v;
      e.title = meaning ? v + ": " + meaning : v;
    }
    row.append(e);
  }
  return row;
}

// Header click: up, down, then the table's own order.
function sortBy(c, sorted, down) {
  go({ sort: c !== sorted ? c.name + ".up" : !down ? c.name + ".down" : null });
}

function drawChooser(name) {
  const { all, on, first } = allColumns(name);
  if (GRID.chooser.dataset.table === name) return;
  GRID.chooser.dataset.table = name;
  const change = () => {
    GRID.columnsChanged = Array.from(on, (c) => c.name).join();
    drawGrid();
  };
  const boxes = all.map((c) => {
    const box = h("input", { type: "checkbox", on: { change: () => {
      if (box.checked) on.add(c);
      else on.delete(c);
      if (!on.size) on.add(all[0]);
      change();
    } } });
    box.checked = on.has(c);
    return h("label", { title: c.description }, box, h("span", {}, c.name, c.added ? h("small", {}, " (made by the page)") : null));
  });
  const set = (columns) => {
    on.clear();
    for (const c of columns) on.add(c);
    GRID.chooser.dataset.table = "";
    change();
  };
  fill(GRID.chooser, h("p", {}, h("button", { class: "plain", on: { click: () => set(all) } }, "All"), " ", h("button", { class: "plain", on: { click: () => set(first.length ? first : all) } }, "Short set")), boxes);
}

// A row of the grid opens its article at the span.
function openRow(i) {
  const t = DATA.tables[S.table];
  const r = GRID.rows[i];
  if (r === undefined) return;
  if (S.table === "actors") {
    toggleActor(val(t, "actor_id", r));
    return;
  }
  const a = S.table === "articles" ? r : t.art[r];
  if (a < 0) return;
  const k = S.table === "articles" ? -1 : rowsOf(t, a).indexOf(r);
  SIDE.done = null;
  SIDE.current = null;
  openArticle(idOf(a), k >= 0 && SIDE_TABLES.includes(S.table) ? S.table + ":" + k : null);
}

// An actor has no article; choosing one shows the articles that name it.
function toggleActor(id) {
  const sel = Object.assign({}, S.sel);
  sel.actor = [id];
  go({ view: "articles", sel, article: null, row: null });
}
