// Unpacks what the program packed: letters into bytes, and columns that are told by another column or by the text.

// 13 bits in two of 91 letters: those of ASCII from "!" to "~" without "&", "<" and the backtick.
function bytesOf(letters) {
  const value = new Uint8Array(128);
  for (let c = 33, n = 0; c < 127; c++) if (c !== 38 && c !== 60 && c !== 96) value[c] = n++;
  // A single letter at the end has six bits.
  const pairs = letters.length >> 1;
  const odd = letters.length & 1;
  const size = Math.floor((pairs * 13 + odd * 6) / 8);
  const bytes = new Uint8Array(size);
  let bits = 0;
  let count = 0;
  let at = 0;
  for (let i = 0; i < letters.length; i += 2) {
    const first = value[letters.charCodeAt(i)];
    const single = i + 1 === letters.length;
    bits = single ? (bits << 6) | first : (bits << 13) | (first * 91 + value[letters.charCodeAt(i + 1)]);
    count += single ? 6 : 13;
    while (count >= 8) {
      count -= 8;
      bytes[at++] = bits >> count;
      bits &= (1 << count) - 1;
    }
  }
  return bytes;
}

// Gives every column of a table `words` and `at`, or `values`. The forms are described in the module `compact` of the program.
function unpack(t) {
  const named = new Map(t.columns.map((c) => [c.name, c]));
  for (const c of t.columns) unpackColumn(c, named, t.rows);
}

function unpackColumn(c, named, rows) {
  if (c.unpacked) return;
  c.unpacked = true;
  if (c.cut) {
    const words = [];
    for (let i = 0; i < c.words.length; i += c.cut) words.push(c.words.slice(i, i + c.cut));
    c.words = words;
  }
  if (c.span) covered(c, named, rows);
  else if (c.steps) {
    let last = 0;
    c.values = c.steps.map((step) => (step === null ? null : (last += step)));
    delete c.steps;
  } else if (c.after) {
    const before = named.get(c.after);
    unpackColumn(before, named, rows);
    c.values = c.values.map((distance, r) => (distance === null ? null : before.values[r] + distance));
  } else if (c.seen) {
    c.at = places(c, named, rows);
    delete c.seen;
    if (c.numbers) {
      c.values = new Array(rows);
      for (let r = 0; r < rows; r++) c.values[r] = c.at[r] < 0 ? null : c.numbers[c.at[r]];
    }
  } else if (c.words) {
    c.at = new Int32Array(rows);
    for (let r = 0; r < rows; r++) c.at[r] = r;
  }
}

// Where each row's word stands in the dictionary; -1 for null. Codes: -1 null, 0 as the last row with the same word in the
// column `like`, 1 the first word that no row had so far, else the place and 2; below -1 how often the code before stands again.
function places(c, named, rows) {
  const at = new Int32Array(rows);
  const other = c.like ? placesOf(named.get(c.like), named, rows) : null;
  let most = 0;
  if (other) for (let r = 0; r < rows; r++) if (other[r] > most) most = other[r];
  const last = other ? new Int32Array(most + 2) : null;
  let next = 0;
  let code = 0;
  let again = 0;
  for (let r = 0, i = 0; r < rows; r++) {
    if (again > 0) again--;
    else if (i < c.seen.length && c.seen[i] < -1) again = -2 - c.seen[i++];
    else code = c.seen[i++];
    const key = other ? other[r] + 1 : 0;
    const w = code === 0 ? last[key] : code === 1 ? next++ : code < 0 ? -1 : code - 2;
    at[r] = w;
    if (last) last[key] = w;
  }
  return at;
}

// The places of a column that another one looks at; numbers have them in the order of the rows.
function placesOf(c, named, rows) {
  unpackColumn(c, named, rows);
  if (c.at) return c.at;
  const known = new Map([[null, -1]]);
  const at = new Int32Array(rows);
  for (let r = 0; r < rows; r++) {
    let w = known.get(c.values[r]);
    if (w === undefined) known.set(c.values[r], (w = known.size - 1));
    at[r] = w;
  }
  return at;
}

// The covered text, cut out of the articles once it is asked for and they are there.
function covered(c, named, rows) {
  let found = null;
  const cut = () => {
    if (found) return found;
    if (!DATA.texts) return { words: [], at: new Int32Array(rows).fill(-1) };
    const id = named.get("article_id");
    const start = named.get("char_start");
    const end = named.get("char_end");
    const at = new Int32Array(rows);
    const words = [];
    const known = new Map();
    let article = -1;
    let text = "";
    let unit = null;
    for (let r = 0; r < rows; r++) {
      if (id.at[r] !== article) {
        article = id.at[r];
        text = DATA.texts[DATA.position.get(id.words[article])] || "";
        unit = unitsOf(text);
      }
      const word = text.slice(unit(start.values[r]), unit(end.values[r]));
      let w = known.get(word);
      if (w === undefined) {
        known.set(word, (w = words.length));
        words.push(word);
      }
      at[r] = w;
    }
    return (found = { words, at });
  };
  delete c.span;
  Object.defineProperty(c, "words", { get: () => cut().words, enumerable: true });
  Object.defineProperty(c, "at", { get: () => cut().at, enumerable: true });
}
