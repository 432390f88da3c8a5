/* Search in the report itself: findings, claims, themes and statements, narrowed by what they are. Nothing in the page is hidden. */
(() => {
"use strict";
const template = document.getElementById("finn-mal");
const main = document.getElementById("innhold");
if (!template || !main) return;
const FIRST = 20;
const MOST_MARKED = 400;
const clean = (text) => text.normalize("NFC").replace(/\u00ad/g, "").replace(/\s+/g, " ").trim();
const escape = (word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
const form = template.content.firstElementChild.cloneNode(true);
const find = (role) => form.querySelector(`[data-role="${role}"]`);
const words = template.dataset;
const field = find("words");
const facets = [...form.querySelectorAll("select")];
const names = new Map([...form.querySelectorAll('[data-facet="kind"] option[value]:not([value=""])')].map((one) => [one.value, one.dataset]));
const count = (number, one) => (number === 1 ? one.one : one.many).replace("{number}", number.toLocaleString(document.documentElement.lang));

/* What can be found, read from the page when it is first asked for. A claim or theme is one, wherever it stands and in either
   form of Norwegian: known by the end of its address, and called as it is where it stands first. */
let items = null;
const labels = new Map();
const CODE = /(?:^|-)((krav|tema)-.+)$/;
const codeOf = (id) => CODE.exec(id)?.[1];
function kindOf(element) {
  if (element.localName === "li") return "statement";
  if (element.classList.contains("finding")) return "finding";
  return { krav: "claim", tema: "theme" }[CODE.exec(element.id)?.[2]];
}
/* A link's words without what is said of the place to those who hear it. */
const seenText = (link) => clean([...link.childNodes].filter((one) => !one.classList?.contains("visually-hidden")).map((one) => one.textContent).join(""));
function learn(id, text) {
  const code = codeOf(id);
  if (!labels.has(code)) labels.set(code, text.replace(/^[«“]|[»”]$/g, ""));
  return code;
}
function readItems() {
  items = [];
  const places = new Map();
  for (const element of main.querySelectorAll("section.item[id], .statements > li[id]")) {
    const kind = kindOf(element);
    if (!kind) continue;
    const annex = element.closest("article.annex");
    if (annex && !places.has(annex)) places.set(annex, clean(annex.querySelector("h2").textContent));
    const place = annex ? places.get(annex) : kind === "statement" ? words.withoutPlace : words.whole;
    const item = { element, kind, values: { kind: [kind], place: [place], theme: [], level: [], wording: [] }, taken: [], meta: place };
    if (kind === "statement") readStatement(item);
    else {
      const heading = element.querySelector("h3, h4, h5");
      item.title = clean(heading.textContent);
      item.parts = [heading, ...element.querySelectorAll(kind === "finding" ? ".prose" : ":scope > .meta")];
      if (kind === "theme") item.values.theme = [learn(element.id, item.title)];
      if (kind === "claim") item.taken = [[learn(element.id, item.title), ""]];
    }
    item.lang = item.parts[0].closest("[lang]").lang;
    item.text = item.parts.map((part) => clean(part.textContent)).join(" · ");
    item.plain = item.text.toLowerCase();
    items.push(item);
  }
}
function readStatement(item) {
  const { element } = item;
  const said = element.querySelector("blockquote, .tick");
  const meta = element.querySelector(".meta");
  item.parts = [said || element.querySelector(".withheld"), meta];
  item.title = clean(item.parts[0].textContent);
  item.meta = `${clean(meta.textContent)} · ${item.meta}`;
  item.values.level = [element.closest("[data-level]")?.dataset.level || ""];
  item.values.wording = [said ? "shown" : "withheld"];
  for (const link of element.querySelectorAll(".codes a")) {
    const id = decodeURIComponent(link.hash.slice(1));
    const code = learn(id, seenText(link));
    if (CODE.exec(id)[2] === "tema") item.values.theme.push(code);
    else item.taken.push([code, link.previousSibling.data.trim().replace(/:$/, "").split(/[:;]\s*/).pop().trim()]);
  }
}

/* Which items are asked for; `but` leaves one choice out, for the numbers behind its own answers. */
const asked = () => clean(field.value).toLowerCase().split(" ").filter(Boolean);
const chosen = () => Object.fromEntries(facets.map((one) => [one.dataset.facet, one.value]));
function passes(item, choice, but) {
  for (const name of ["kind", "place", "theme", "level", "wording"])
    if (choice[name] && name !== but && !item.values[name].includes(choice[name])) return false;
  return takenOf(item, choice, but).length > 0;
}
function takenOf(item, choice, but) {
  const claim = but === "claim" ? "" : choice.claim;
  const position = but === "position" ? "" : choice.position;
  if (!claim && !position) return item.taken.length ? item.taken : [["", ""]];
  return item.taken.filter((pair) => (!claim || pair[0] === claim) && (!position || pair[1] === position));
}
function valuesOf(item, name, choice) {
  if (name === "claim") return takenOf(item, choice, name).map((pair) => pair[0]);
  if (name === "position") return takenOf(item, choice, name).map((pair) => pair[1]);
  return item.values[name];
}
function countFacets(found, choice) {
  for (const facet of facets) {
    const name = facet.dataset.facet;
    const counted = new Map();
    for (const item of found)
      if (passes(item, choice, name)) for (const value of new Set(valuesOf(item, name, choice))) counted.set(value, (counted.get(value) || 0) + 1);
    for (const option of facet.options) {
      if (!option.value) continue;
      const number = counted.get(option.value) || 0;
      option.textContent = `${option.dataset.name} (${number.toLocaleString(document.documentElement.lang)})`;
      option.disabled = !number && facet.value !== option.value;
    }
  }
}
function fillFacets() {
  const empty = Object.fromEntries(facets.map((one) => [one.dataset.facet, ""]));
  for (const facet of facets) {
    const name = facet.dataset.facet;
    if (facet.options.length === 1) {
      const values = [...new Set(items.flatMap((item) => valuesOf(item, name, empty)))].filter(Boolean);
      const labelOf = (value) => labels.get(value) || value;
      if (name !== "place") values.sort((one, other) => labelOf(one).localeCompare(labelOf(other), document.documentElement.lang));
      for (const value of values) facet.add(new Option(labelOf(value), value));
    }
    for (const option of facet.options) option.dataset.name = option.textContent;
    facet.closest("p").hidden = facet.options.length < 3;
  }
}

/* The list of hits, and the words marked where they stand. */
let hits = [];
let shown = 0;
function search() {
  if (!items) {
    readItems();
    fillFacets();
  }
  const wanted = asked();
  const choice = chosen();
  const found = items.filter((item) => wanted.every((word) => item.plain.includes(word)));
  const isAsked = wanted.length > 0 || Object.values(choice).some(Boolean);
  hits = isAsked ? found.filter((item) => passes(item, choice)) : [];
  countFacets(found, choice);
  shown = 0;
  find("hits").replaceChildren();
  find("clear").hidden = !isAsked;
  showMore(wanted);
  markWords(wanted);
  tell(isAsked);
}
function tell(isAsked) {
  if (!isAsked) return void (find("told").textContent = "");
  if (!hits.length) return void (find("told").textContent = words.none);
  const kinds = [...names].map(([kind, one]) => [hits.filter((item) => item.kind === kind).length, one]).filter(([number]) => number);
  const told = kinds.map(([number, one]) => count(number, one)).join(", ");
  find("told").textContent = kinds.length > 1 ? `${count(hits.length, words)}: ${told}.` : `${told}.`;
}
function showMore(wanted) {
  const list = find("hits");
  for (const item of hits.slice(shown, shown + FIRST)) {
    const link = document.createElement("a");
    link.href = `#${item.element.id}`;
    const kind = document.createElement("span");
    kind.className = "mark";
    kind.textContent = `${names.get(item.kind).name || names.get(item.kind).one}: `;
    const meta = document.createElement("span");
    meta.className = "meta";
    meta.textContent = item.meta === words.whole && words.whole === words.withoutPlace ? "" : item.meta;
    link.append(kind, snippet(item, wanted), document.createTextNode(" "), meta);
    const line = document.createElement("li");
    line.append(link);
    list.append(line);
  }
  shown = Math.min(shown + FIRST, hits.length);
  find("more").hidden = shown >= hits.length;
}
const pattern = (wanted) => new RegExp(wanted.flatMap((word) => [word, word.normalize("NFD")]).map(escape).join("|"), "giu");
function snippet(item, wanted) {
  const piece = document.createElement("span");
  if (item.lang !== document.documentElement.lang) piece.lang = item.lang;
  const whole = item.plain.length === item.text.length && wanted.some((word) => !clean(item.title).toLowerCase().includes(word)) ? item.text : item.title;
  const at = wanted.length ? Math.max(whole.search(pattern(wanted)), 0) : 0;
  let from = at > 90 ? whole.lastIndexOf(" ", at - 60) + 1 : 0;
  if (from > at) from = 0;
  let cut = whole.slice(from, from + 220);
  if (from + 220 < whole.length) cut = `${cut.slice(0, cut.lastIndexOf(" "))} …`;
  if (from) cut = `… ${cut}`;
  if (!wanted.length) piece.textContent = cut;
  let end = 0;
  if (wanted.length)
    for (const hit of cut.matchAll(pattern(wanted))) {
      const mark = document.createElement("mark");
      mark.textContent = hit[0];
      piece.append(cut.slice(end, hit.index), mark);
      end = hit.index + hit[0].length;
    }
  if (wanted.length) piece.append(cut.slice(end));
  return piece;
}
function markWords(wanted) {
  if (!window.Highlight || !CSS.highlights) return;
  CSS.highlights.delete("sok");
  if (!wanted.length) return;
  const ranges = [];
  for (const item of hits)
    for (const part of item.parts) {
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while (walker.nextNode() && ranges.length < MOST_MARKED)
        for (const hit of walker.currentNode.data.matchAll(pattern(wanted))) {
          const range = new Range();
          range.setStart(walker.currentNode, hit.index);
          range.setEnd(walker.currentNode, hit.index + hit[0].length);
          ranges.push(range);
        }
    }
  CSS.highlights.set("sok", new Highlight(...ranges));
}
function clear() {
  field.value = "";
  for (const facet of facets) facet.value = "";
  search();
  field.focus();
}

/* The keyboard. The one-key shortcut can be switched off, as WCAG 2.1.4 asks. */
let waiting = 0;
const soon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 150);
};
const shortcut = find("shortcut");
try { shortcut.checked = localStorage.getItem("medlemsdialog-snarvei") !== "av"; } catch { /* kept nowhere: on */ }
shortcut.addEventListener("change", () => {
  try { localStorage.setItem("medlemsdialog-snarvei", shortcut.checked ? "" : "av"); } catch { /* holds until the page is closed */ }
});
field.addEventListener("input", soon);
field.addEventListener("focus", () => { if (!items) search(); });
find("choices").addEventListener("toggle", () => { if (!items) search(); });
for (const facet of facets) facet.addEventListener("change", search);
find("clear").addEventListener("click", clear);
find("more").addEventListener("click", () => {
  const next = shown;
  showMore(asked());
  find("hits").children[next].firstChild.focus();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  search();
  find("hits").querySelector("a")?.click();
});
form.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    event.preventDefault();
    clear();
  }
  const links = [field, ...find("hits").querySelectorAll("a")];
  const at = links.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
  if (at >= 0 && links[to]) {
    event.preventDefault();
    links[to].focus();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || !shortcut.checked || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  field.focus();
  field.select();
});
template.before(form);
})();
