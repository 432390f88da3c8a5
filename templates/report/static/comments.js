/* Comments written in the report: kept in this browser, saved as one small file, sent nowhere. All text comes from the page. */
(() => {
"use strict";
const panel = document.getElementById("kommentering");
const main = document.getElementById("innhold");
if (!panel || !main) return;
const find = (role, within = panel) => within.querySelector(`[data-role="${role}"]`);
const area = (document.querySelector("h1")?.id || "").replace(/-tittel$/, "");
const key = `medlemsdialog-kommentarer:${area}:${panel.dataset.date}:${document.title}`;
const tell = (text) => { find("status").textContent = text; };
const clean = (text) => text.normalize("NFC").replace(/\u00ad/g, "").replace(/\s+/g, " ").trim();
const shorten = (text) => (text.length > 60 ? `${text.slice(0, 57).trimEnd()}…` : text);

/* The places: the same rules as report/comment_places.py, which a test holds them to. */
const SKIPPED = ".comments, nav, footer, template, summary, svg, table, dl.facts, .quotes, .links, .internal, .received-comments, [hidden]";
const PASSED_OVER = "p.meta, p.back, p.kicker, p.example";
const SENTENCE = /-setning-\d+$/;
function isBlock(one) {
  const name = one.localName;
  if (name === "caption") return !one.closest("table").parentElement.closest(SKIPPED);
  if (one.matches(PASSED_OVER) || one.closest(SKIPPED)) return false;
  if (/^h[2-6]$/.test(name) || name === "figcaption") return true;
  if (name === "dt") return one.id !== "";
  if (name === "blockquote") return one.parentElement.localName === "li" && one.parentElement.id !== "";
  if (name === "p") return !one.closest("blockquote") || one.closest(".prose") !== null;
  return name === "li" && !one.id && !one.querySelector("p, ul, ol, blockquote");
}
function containerOf(block) {
  for (let one = block; one && one !== main; one = one.parentElement) {
    if (one.id && one.id !== "vedlegg") return one.id;
    const head = one.localName === "section" ? one.firstElementChild : null;
    if (head && /^h[2-6]$/.test(head.localName) && head.id) return head.id;
  }
  return "innhold";
}
function sentencesOf(block) {
  const found = [];
  let whole = "";
  const walk = (node) => {
    for (const one of node.childNodes) {
      if (one.nodeType === Node.TEXT_NODE) {
        whole += one.data;
        if (found.length) found[found.length - 1].text += one.data;
      } else if (one.nodeType === Node.ELEMENT_NODE && one.localName !== "sup") {
        if (one.localName === "span" && SENTENCE.test(one.id)) found.push({ place: one.id, text: "" });
        walk(one);
      }
    }
  };
  walk(block);
  return [whole, found];
}
const counted = new Map();
const blocks = [];
for (const one of main.querySelectorAll("h2, h3, h4, h5, h6, p, li, dt, blockquote, figcaption, caption")) {
  if (!isBlock(one)) continue;
  const container = containerOf(one);
  const number = (counted.get(container) || 0) + 1;
  counted.set(container, number);
  const [whole, sentences] = sentencesOf(one);
  const annex = one.closest("article.annex");
  const places = [{ place: number === 1 ? container : `${container}/${number}`, text: clean(whole) }]
    .concat(sentences.map((said) => ({ place: said.place, text: clean(said.text) })))
    .filter((said) => said.text);
  if (places.length) blocks.push({ element: one, area: annex ? annex.id : area, places });
}
window.medlemsdialogPlaces = () => blocks.flatMap((block) => block.places.map((said) => [block.area, said.place, said.text]));

/* What the reader has written, kept in the browser where it lets us. */
let state = { name: "", organisation: "", comments: [], writing: null };
let isKept = true;
let isFiled = true;
try {
  const kept = JSON.parse(localStorage.getItem(key) || "null");
  if (kept && Array.isArray(kept.comments)) state = Object.assign(state, kept);
} catch { isKept = false; }
function keep(filed = false) {
  isFiled = filed || state.comments.length + (state.writing?.text.trim() ? 1 : 0) === 0;
  try {
    localStorage.setItem(key, JSON.stringify(state));
    isKept = true;
  } catch { isKept = false; }
  find("unkept").hidden = isKept;
}
addEventListener("beforeunload", (event) => { if (!isKept && !isFiled) event.preventDefault(); });

const byPlace = new Map(blocks.flatMap((block) => block.places.map((said) => [said.place, block])));
const spots = new Map();
const copy = (name) => document.getElementById(name).content.firstElementChild.cloneNode(true);
let form = null;

function addSpot(block) {
  const spot = copy("kommentar-sted");
  find("at", spot).textContent = shorten(block.places[0].text);
  const { element } = block;
  if (element.localName === "caption") element.closest(".table-scroll, table").before(spot);
  else if (element.localName === "figcaption") element.parentElement.after(spot);
  else if (/^(li|dt)$/.test(element.localName)) element.append(spot);
  else element.after(spot);
  find("write", spot).addEventListener("click", () => openForm(block, null));
  spots.set(block, spot);
}
function showSpots() {
  const isOn = find("mode").getAttribute("aria-pressed") === "true";
  if (isOn) blocks.forEach((block) => { if (!spots.has(block)) addSpot(block); });
  document.documentElement.classList.toggle("commenting", isOn);
}
function spotOf(block) {
  if (!spots.has(block)) addSpot(block);
  return spots.get(block);
}
function showComments() {
  for (const spot of spots.values()) find("own", spot).replaceChildren();
  const list = find("list");
  list.replaceChildren();
  for (const comment of state.comments) {
    const block = byPlace.get(comment.place);
    list.append(showComment(comment, block, true));
    if (block) find("own", spotOf(block)).append(showComment(comment, block, false));
  }
  const number = state.comments.length;
  find("number").textContent = number === 1 ? panel.dataset.one : panel.dataset.many.replace("{number}", number);
  find("save").disabled = number === 0 && !form;
}
function showComment(comment, block, isListed) {
  const shown = copy("kommentar-punkt");
  find("text", shown).textContent = comment.text;
  const where = find("where", shown);
  where.textContent = shorten(comment.place_text);
  if (isListed && block) where.href = `#${comment.place.split("/")[0]}`;
  for (const at of shown.querySelectorAll(".visually-hidden")) at.textContent = ` ${shorten(comment.text)}`;
  const change = find("change", shown);
  if (block) change.addEventListener("click", () => openForm(block, comment));
  else change.remove();
  find("remove", shown).addEventListener("click", () => {
    state.comments = state.comments.filter((one) => one.id !== comment.id);
    keep();
    showComments();
    tell(panel.dataset.removed);
    (isListed || !block ? find("heading") : find("write", spotOf(block))).focus();
  });
  return shown;
}
function openForm(block, comment, focus = true) {
  if (form && !closeForm()) return;
  form = copy("kommentar-skjema");
  const area = find("words", form);
  const choice = find("choice", form);
  find("about", form).textContent = shorten(block.places[0].text);
  block.places.forEach((said, at) => {
    const text = at ? shorten(said.text) : choice.dataset.whole;
    choice.add(new Option(text, said.place, false, said.place === comment?.place));
  });
  choice.closest("p").hidden = block.places.length < 3;
  area.value = comment?.text || "";
  const note = () => {
    state.writing = { place: choice.value, text: area.value, id: comment?.id || "" };
    keep();
  };
  area.addEventListener("input", note);
  choice.addEventListener("change", note);
  form.keepWords = () => {
    if (!area.value.trim()) return false;
    const said = block.places.find((one) => one.place === choice.value) || block.places[0];
    const id = comment?.id || Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");
    const written = { id, area: block.area, place: said.place, place_text: said.text, text: area.value.trim(), written: new Date().toISOString() };
    const at = state.comments.findIndex((one) => one.id === id);
    if (at < 0) state.comments.push(written);
    else state.comments[at] = written;
    return true;
  };
  const end = (isKeeping) => {
    if (isKeeping && !form.keepWords()) {
      area.setAttribute("aria-invalid", "true");
      tell(panel.dataset.empty);
      area.focus();
      return;
    }
    state.writing = null;
    form.remove();
    form = null;
    keep();
    showComments();
    if (isKeeping) tell(panel.dataset.kept);
    const back = find("write", spotOf(block));
    (back.offsetParent ? back : find("heading")).focus();
  };
  find("keep", form).addEventListener("click", () => end(true));
  find("cancel", form).addEventListener("click", () => end(false));
  spotOf(block).append(form);
  find("save").disabled = false;
  for (let one = block.element; one; one = one.parentElement) if (one.localName === "details") one.open = true;
  if (focus) area.focus();
}
function closeForm() {
  form.keepWords();
  state.writing = null;
  form.remove();
  form = null;
  keep();
  showComments();
  return true;
}

find("mode").addEventListener("click", () => {
  const mode = find("mode");
  const isOn = mode.getAttribute("aria-pressed") !== "true";
  mode.setAttribute("aria-pressed", String(isOn));
  showSpots();
  tell(isOn ? panel.dataset.on : panel.dataset.off);
});
for (const field of ["name", "organisation"]) {
  find(field).value = state[field];
  find(field).addEventListener("input", () => { state[field] = find(field).value; keep(); });
}
find("save").addEventListener("click", () => {
  if (form) closeForm();
  if (!state.comments.length) return tell(panel.dataset.empty);
  const made = {
    format: "medlemsdialog-kommentarer",
    version: 1,
    report: { area, title: document.title, document_date: panel.dataset.date },
    name: state.name.trim(),
    organisation: state.organisation.trim(),
    comments: state.comments,
  };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`${JSON.stringify(made, null, 1)}\n`], { type: "application/json" }));
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((one) => String(one).padStart(2, "0")).join("-");
  link.download = `kommentarer-${area || "rapport"}-${today}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  keep(true);
  tell(panel.dataset.saved.replace("{file}", link.download));
});
find("without").hidden = true;
find("with").hidden = false;
find("unkept").hidden = isKept;
showComments();
if (state.writing && byPlace.has(state.writing.place)) {
  const { place, text, id } = state.writing;
  const comment = state.comments.find((one) => one.id === id);
  openForm(byPlace.get(place), Object.assign({ id: "", place }, comment, { text }), false);
  document.documentElement.classList.add("commenting");
  find("mode").setAttribute("aria-pressed", "true");
  showSpots();
}
})();
