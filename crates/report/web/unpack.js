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
  if (c.span) covered(c, named, rows);
  else if (c.steps) {
    let last = 0;
    c.values = c.steps.map((step) => (step === null ? null : (last += step)));
    delete c.steps;
  } else if (c.after) {
    const before = named.get(c.after);
    unpackColumn(before, named, rows);
    c.values = c.values.map((distance, r) => (distance === null ? null : before.values[r] + distance));
    delete c.after;
  } else if (c.by) {
    const other = named.get(c.by);
    unpackColumn(other, named, rows);
    const given = c.words ? c.at : c.values;
    const cells = new Array(rows);
    let rest = other.words.length;
    for (let r = 0; r < rows; r++) cells[r] = given[other.at[r] < 0 ? rest++ : other.at[r]];
    if (c.words) c.at = cells;
    else c.values = cells;
    delete c.by;
  } else if (c.words && !c.at) c.at = c.words.map((_, r) => r);
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
