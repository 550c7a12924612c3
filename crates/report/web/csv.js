// The rows in view as a CSV file (RFC 4180, UTF-8): all columns of the table, rows in the order shown.

function csvField(v) {
  if (v === null || v === undefined) return "";
  const s = String(v);
  if (s === "") return '""'; // an empty text is not the same as no value
  return /[",\r\n]/.test(s) ? '"' + s.replace(/"/g, '""') + '"' : s;
}

async function csvOf(name, rows) {
  const t = DATA.tables[name];
  let columns = t.columns;
  if (name === "articles" && !t.col.text) {
    await DATA.textsLoaded;
    const text = { name: "text", values: DATA.texts || [] };
    const at = columns.findIndex((c) => c.name === "char_count");
    columns = columns.slice();
    columns.splice(at < 0 ? columns.length : at, 0, text);
  }
  const lines = [columns.map((c) => csvField(c.name)).join(",")];
  for (const r of rows) lines.push(columns.map((c) => csvField(cell(c, r))).join(","));
  return lines.join("\r\n") + "\r\n";
}

async function downloadCsv() {
  const name = S.table, rows = GRID.rows;
  GRID.download.disabled = true;
  const text = await csvOf(name, rows);
  GRID.download.disabled = false;
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const a = h("a", { href: url, download: "tidywire-" + name + (rows.length === DATA.tables[name].rows ? "" : "-filtered") + ".csv" });
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
