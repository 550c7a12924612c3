// The card of a highlight: the rows under it, in words and column by column.

const CARD = { mark: null, pinned: false, timer: 0 };
const CARD_ORDER = ["figures", "actions", "statements", "mentions", "places", "dates"];

function hoverCard(mark) {
  clearTimeout(CARD.timer);
  if (CARD.pinned || CARD.mark === mark) return;
  CARD.timer = setTimeout(() => showCard(mark, false), CARD.mark ? 60 : 140);
}

function leaveCard() {
  if (CARD.pinned) return;
  clearTimeout(CARD.timer);
  CARD.timer = setTimeout(() => {
    if (!CARD.pinned && !by("card").matches(":hover") && !by("card").contains(document.activeElement)) closeCard();
  }, 220);
}

function closeCard() {
  clearTimeout(CARD.timer);
  const card = by("card");
  if (card.hidden) return false;
  const inside = card.contains(document.activeElement);
  card.hidden = true;
  card.classList.remove("pinned");
  const mark = CARD.mark;
  CARD.mark = null;
  CARD.pinned = false;
  if (mark) {
    mark.classList.remove("open");
    mark.removeAttribute("aria-describedby");
  }
  if (inside && mark && mark.isConnected) {
    CARD.quiet = true; // going back to the highlight does not open the card again
    mark.focus();
    CARD.quiet = false;
  }
  return true;
}

function buildCard() {
  const card = by("card");
  card.addEventListener("pointerleave", leaveCard);
  card.addEventListener("focusout", leaveCard);
  document.addEventListener("pointerdown", (e) => {
    if (!card.hidden && !card.contains(e.target) && !(e.target instanceof Element && e.target.closest(".h"))) closeCard();
  });
  addEventListener("resize", () => CARD.mark && placeCard());
}

function tagPills(name, r) {
  return tagsOf(name, r).map((t) => h("span", { class: "pill " + t }, t));
}

function summary(name, r) {
  const [head, parts] = sayRow(name, r);
  return [h("b", {}, head), parts.map((p) => [h("span", { class: "dot" }, " · "), p]), tagPills(name, r).map((p) => [" ", p])];
}

// Every column that has a value; what a column or a code means stands in its tooltip or beside it.
function columns(name, r) {
  const list = h("dl", {});
  const own = DATA.tables[name].columns;
  const technical = (c) => c === own[0] || c.name === "event_id" || c.name === "sentence_index" || /(^|_)(start|end)$/.test(c.name) && c.kind === "integer";
  for (const c of own.filter((x) => !technical(x)).concat(own.filter(technical))) {
    const v = cell(c, r);
    if (v === null || c.name === "article_id") continue;
    const meaning = codeText(c, v);
    const actor = /(^|_)actor_id$/.test(c.name) ? actorName(v) : null;
    list.append(h("dt", { title: c.description }, c.name), h("dd", { title: meaning || c.description },
      c.name === "rule" ? h("code", {}, v) : typeof v === "number" ? (/latitude|longitude|char_|_index|intensity|_start$|_end$/.test(c.name) ? String(v) : number(v)) : String(v),
      meaning || (actor && actor !== v) ? h("small", {}, " " + (meaning || actor)) : null));
  }
  return list;
}

function cardRows(mark) {
  return refs(mark).sort((x, y) => CARD_ORDER.indexOf(x[0]) - CARD_ORDER.indexOf(y[0]));
}

function showCard(mark, pinned) {
  clearTimeout(CARD.timer);
  const card = by("card");
  if (CARD.mark) CARD.mark.classList.remove("open");
  mark.setAttribute("aria-describedby", "card");
  CARD.mark = mark;
  CARD.pinned = pinned;
  mark.classList.add("open");
  const rows = cardRows(mark);
  card.replaceChildren(
    h("button", { class: "plain close", "aria-label": "Close the card", on: { click: closeCard } }, "×"),
    ...rows.map(([name, r], i) => {
      const body = h("details", {}, h("summary", {}, h("span", { class: "kind m-" + name }, ROW_LABEL[name]), " ", h("span", { class: "says" }, summary(name, r))), columns(name, r));
      body.open = i === 0;
      return body;
    }),
    h("p", { class: "hint" }, pinned ? "Esc closes." : "Click or press Enter to keep this card open."));
  card.classList.toggle("pinned", pinned);
  card.hidden = false;
  card.scrollTop = 0;
  placeCard();
}

// Under the highlight, or over it when there is more room; on narrow screens the style docks it at the bottom.
function placeCard() {
  const card = by("card");
  const style = card.style;
  style.left = style.top = style.maxHeight = "";
  if (NARROW.matches) return;
  const area = CARD.mark.getClientRects()[0] || CARD.mark.getBoundingClientRect();
  const width = card.offsetWidth;
  const below = innerHeight - area.bottom - 20, above = area.top - 20;
  const under = below >= Math.min(card.scrollHeight, 320) || below >= above;
  style.maxHeight = Math.max(140, Math.min(under ? below : above, 460)) + "px";
  style.left = Math.max(8, Math.min(area.left, innerWidth - width - 12)) + "px";
  style.top = (under ? area.bottom + 8 : Math.max(8, area.top - card.offsetHeight - 8)) + "px";
}
