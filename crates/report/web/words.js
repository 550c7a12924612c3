// Says a row in plain words. An open bound never looks like a point: "at least 12" is "≥ 12", not "12".

const SHORT = { exact: "", at_least: "≥ ", more_than: "> ", at_most: "≤ ", less_than: "< ", approximate: "≈ " };
const LONG = { exact: "", at_least: "at least ", more_than: "more than ", at_most: "at most ", less_than: "less than ", approximate: "about " };
const TABLE_LABEL = { articles: "Articles", figures: "Figures", actions: "Actions", statements: "Statements", mentions: "Actors", actors: "Actors", places: "Places", dates: "Dates", sentences: "Sentences", issues: "Issues" };
const ROW_LABEL = { figures: "Figure", actions: "Action", statements: "Statement", mentions: "Actor", places: "Place", dates: "Date", sentences: "Sentence" };
const SCALES = [[1e12, "trillion"], [1e9, "billion"], [1e6, "million"]];

function plain(code) {
  return code === null ? "" : code.replace(/_/g, " ");
}

function amount(n, kind, unit, currency) {
  let text = number(n);
  if (Math.abs(n) >= 1e6) {
    for (const [size, word] of SCALES) {
      const part = n / size;
      if (Math.abs(part) >= 1) {
        if (Number.isInteger(Math.round(part * 1e6) / 1e3)) text = number(part) + " " + word;
        break;
      }
    }
  }
  if (kind === "percent") return text + " %";
  if (kind === "fraction") return text + " of the whole";
  if (kind === "currency") return (currency || unit || "") + " " + text;
  if (kind === "count" || kind === null) return text;
  return unit ? text + " " + (n === 1 ? unit : plural(unit)) : text;
}

// Units are lemmas: day, tonne, square kilometre.
function plural(unit) {
  if (/foot$/.test(unit)) return unit.replace(/foot$/, "feet");
  if (/[^aeiou]y$/.test(unit)) return unit.slice(0, -1) + "ies";
  return unit + (/(s|x|ch|sh)$/.test(unit) ? "es" : "s");
}

// The value of a figure with its bound; `long` in words, else with signs.
function valueOf(r, long) {
  const t = DATA.tables.figures;
  const low = val(t, "value_low", r), high = val(t, "value_high", r), point = val(t, "value_point", r);
  const bound = val(t, "bound", r), vague = val(t, "vague_term", r), hedge = val(t, "approximator", r);
  const kind = val(t, "unit_kind", r), unit = val(t, "unit", r), currency = val(t, "currency", r);
  const say = (n) => amount(n, kind, unit, currency);
  const marks = long ? LONG : SHORT;
  let text;
  if (bound === "vague" || (vague && bound !== "range")) {
    const floor = low !== null && high !== null ? say(low) + " to " + say(high)
      : low !== null ? (bound === "more_than" ? "more than " + say(low) : say(low) + " or more")
      : high !== null ? (bound === "less_than" ? "less than " + say(high) : say(high) + " or fewer") : point !== null ? "about " + say(point) : "";
    text = [vague || val(t, "text", r), floor].filter(Boolean).join(", ");
  } else if (bound === "range" && low !== null && high !== null) {
    const tail = say(high);
    text = kind === "currency" || Math.abs(low) >= 1e6 || Math.abs(high) >= 1e6 ? say(low) + " – " + tail : number(low) + "–" + tail;
  } else if (bound === "approximate") {
    const n = point !== null ? point : low !== null ? low : high;
    text = n === null ? val(t, "text", r) || "" : (long && hedge ? hedge.toLowerCase() + " " : marks.approximate) + say(n);
  } else if (low !== null && high === null) {
    text = (bound === "more_than" ? marks.more_than : marks.at_least) + say(low);
  } else if (low === null && high !== null) {
    text = (bound === "less_than" ? marks.less_than : marks.at_most) + say(high);
  } else if (point !== null && (low === null || low === high)) {
    text = say(point);
  } else if (low !== null) {
    text = low === high ? say(low) : say(low) + "–" + say(high);
  } else {
    text = val(t, "text", r) || "";
  }
  const role = val(t, "role", r), way = val(t, "direction", r);
  if (role === "change") text = (way === "down" ? "down " : way === "up" ? "up " : "change of ") + text;
  if (role === "increment") text = "another " + text;
  return text;
}

// A number to sort figures by: the point, or the end that is stated.
function valueKey(r) {
  const t = DATA.tables.figures;
  for (const name of ["value_point", "value_low", "value_high"]) {
    const v = val(t, name, r);
    if (v !== null) return v;
  }
  return NaN;
}

function actorName(id) {
  if (id === null) return null;
  const a = DATA.tables.actors;
  if (!DATA.actorRow) {
    DATA.actorRow = new Map();
    for (let r = 0; r < a.rows; r++) DATA.actorRow.set(val(a, "actor_id", r), r);
  }
  const r = DATA.actorRow.get(id);
  return r === undefined ? id : val(a, "name", r) || id;
}

// States are actors whose id is the lower-case country code.
function countryName(code) {
  const name = actorName(code.toLowerCase());
  return name === code.toLowerCase() ? code : name;
}

function span(from, to) {
  return !from ? "" : !to || from === to ? day(from) : day(from) + " – " + day(to);
}

function claim(t, r) {
  const who = val(t, "claimant_text", r);
  const stance = val(t, "stance", r);
  const verb = { denies: "denied by ", confirms: "confirmed by ", unverified: "not verified by " }[stance] || "claimed by ";
  if (who) return verb + who;
  return stance === "denies" ? "denied" : stance === "confirms" ? "confirmed" : "";
}

// Words that keep a reader from taking the row as a plain fact.
function tagsOf(name, r) {
  const t = DATA.tables[name];
  const tags = [];
  if (val(t, "polarity", r) === "negated") tags.push("negated");
  const stance = val(t, "stance", r);
  if (stance === "denies") tags.push("denied");
  if (stance === "unverified") tags.push("unverified");
  const modality = val(t, "modality", r);
  if (modality && modality !== "asserted") tags.push(modality);
  if (name === "actions" && val(t, "time_frame", r) === "future" && modality !== "planned") tags.push("future");
  return tags;
}

// [head, parts]: what the row says first, and the rest.
function sayRow(name, r) {
  const t = DATA.tables[name];
  const get = (c) => val(t, c, r);
  const parts = [];
  let head = "";
  if (name === "figures") {
    const measure = get("measure") === "other" ? get("measure_text") : plain(get("measure"));
    head = (measure ? measure + ": " : "") + valueOf(r, true);
    const subject = get("subject_text"), unit = get("unit");
    if (subject) parts.push(subject);
    else if (get("unit_kind") === "count" && unit) parts.push(unit);
    const status = get("combatant_status");
    if (status && status !== "unknown" && !(subject || "").toLowerCase().includes(status)) parts.push(status);
    if (get("agent_text")) parts.push("by " + get("agent_text"));
    const role = get("role");
    if (role === "part" || role === "proportion" || role === "earlier") parts.push(role === "earlier" ? "earlier value" : role === "part" ? "part of another figure" : "share");
    if (get("time_frame") === "cumulative") parts.push("in all so far");
  } else if (name === "actions") {
    const mode = get("event_mode");
    head = (get("source_text") || "(not said who)") + " → " + get("event_type") + (mode ? " · " + plain(mode) : "") + " → " + (get("target_text") || "(not said whom)");
  } else if (name === "statements") {
    head = (get("source_text") || "(not said who)") + " " + (get("cue_text") || "");
    parts.push(get("kind"));
    if (get("nature") === "attitude") parts.push("attitude");
  } else if (name === "mentions") {
    head = actorName(get("actor_id")) || get("text");
    parts.push(get("kind"), [get("country"), get("sector")].filter(Boolean).join(" "));
  } else if (name === "places") {
    head = get("name") || get("text");
    parts.push([get("admin1"), get("country") && countryName(get("country"))].filter((x) => x && x !== head).join(", "), get("precision"), get("sense"));
  } else if (name === "dates") {
    head = span(get("date_start"), get("date_end")) || get("value") || get("text");
    parts.push(get("kind"), get("basis") === "none" ? "" : get("basis"), plain(get("modifier")));
  } else if (name === "sentences") {
    head = "Sentence " + get("sentence_index");
    parts.push(get("section"));
  }
  if (name === "figures" || name === "actions") {
    parts.push(get("place_text") && "in " + get("place_text"), span(get("date_start"), get("date_end")), claim(t, r));
  }
  return [head, parts.filter(Boolean)];
}
