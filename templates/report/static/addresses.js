/* The address of a place, the way back from it, and word of an address that is gone. */
(() => {
"use strict";
const bar = document.getElementById("lesehjelp");
const main = document.getElementById("innhold");
if (!bar || !main) return;
const words = bar.dataset;
const find = (role) => bar.querySelector(`[data-role="${role}"]`);
const clean = (text) => text.replace(/\s+/g, " ").trim();
const shorten = (text) => (text.length > 80 ? `${text.slice(0, 77).trimEnd()}…` : text);
const tell = (text) => { find("told").textContent = text; };

/* Where a link leads: unfolded, and the keyboard goes on from there. */
function reveal(element) {
  for (let one = element; one; one = one.parentElement) if (one.localName === "details") one.open = true;
  if (element.tabIndex < 0 && !element.hasAttribute("tabindex")) {
    element.setAttribute("tabindex", "-1");
    element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
  }
  element.scrollIntoView();
  element.focus({ preventScroll: true });
}
const target = () => {
  try { return decodeURIComponent(location.hash.slice(1)); } catch { return location.hash.slice(1); }
};
function arrive() {
  const id = target();
  const element = id && document.getElementById(id);
  find("lost").hidden = !id || Boolean(element);
  if (element) reveal(element);
  else if (id) tellLost(id);
}
/* The place is gone in this release: lead to what is nearest. */
function tellLost(id) {
  const nearest = [id.replace(/^(c[A-Za-z0-9_]+|uten-fylke)-/, ""), id.replace(/-setning-\d+$/, ""), /^(c[A-Za-z0-9_]+)-/.exec(id)?.[1]];
  const found = nearest.find((one) => one && one !== id && document.getElementById(one));
  const changes = [...document.querySelectorAll(".contents a")].find((one) => one.hash.includes("endret"));
  find("lost-id").textContent = `#${id}`;
  const near = find("near");
  near.hidden = !found;
  if (found) {
    const heading = document.getElementById(found).querySelector("h2, h3, h4");
    near.firstElementChild.href = `#${found}`;
    near.firstElementChild.textContent = heading ? clean(heading.textContent) : found;
  }
  const since = find("since");
  since.hidden = !changes;
  if (changes) {
    since.firstElementChild.href = changes.hash;
    since.firstElementChild.textContent = changes.textContent;
  }
}

/* Back to where one came from: the browser's own history, and the link one followed gets the focus again. */
const came = [];
let from = null;
const depth = () => history.state?.back || 0;
const showBar = () => { find("back").hidden = depth() === 0; };
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.hash === location.hash) arrive();
  else from = link;
});
addEventListener("hashchange", (event) => {
  if (from) {
    came.push([from, new URL(event.oldURL).hash]);
    from = null;
    try { history.replaceState({ back: came.length }, ""); } catch { /* a viewer that keeps no history */ }
    arrive();
  } else {
    let [origin, left] = [null, ""];
    while (came.length > depth()) [origin, left] = came.pop();
    if (origin?.isConnected && left === location.hash) {
      for (let one = origin; one; one = one.parentElement) if (one.localName === "details") one.open = true;
      origin.scrollIntoView({ block: "center" });
      origin.focus({ preventScroll: true });
    } else arrive();
  }
  showBar();
});
find("back").addEventListener("click", () => history.back());

/* The address at every heading, and at every statement. */
function addressOf(id) {
  // A path on one's own machine is no use to others.
  return location.protocol === "file:" ? `${decodeURIComponent(location.pathname.split("/").pop())}#${id}` : `${location.href.split("#")[0]}#${id}`;
}
function addLink(id, after, what) {
  const link = document.createElement("a");
  link.className = "here";
  link.href = `#${id}`;
  link.setAttribute("aria-label", words.here.replace("{what}", shorten(what)));
  link.addEventListener("click", () => {
    navigator.clipboard?.writeText(addressOf(id)).then(() => tell(words.copied), () => {});
  });
  after.after(link);
}
const SPOTS = "h2[id], h3[id], section[id] > h3:first-child, section[id] > h4:first-child, section[id] > h5:first-child, article.annex > div > hgroup > h2, figure[id] > figcaption, .statements > li[id] > .meta:first-of-type";
function addLinks() {
  for (const spot of main.querySelectorAll(SPOTS)) {
    if (spot.closest(".comments")) continue;
    const { id } = spot.closest("[id]");
    if (spot.localName === "p") addLink(id, spot.lastChild, `${spot.textContent}: ${spot.parentElement.firstElementChild.textContent}`);
    else addLink(id, spot, spot.textContent);
  }
}
const idle = window.requestIdleCallback || ((work) => setTimeout(work, 200));
idle(addLinks);

/* Where in the contents one is. */
const links = new Map([...document.querySelectorAll(".contents > ol > li > a")].map((one) => [one.hash.slice(1), one]));
const heads = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
let current = null;
let isMeasuring = false;
function markCurrent() {
  isMeasuring = false;
  find("top").hidden = scrollY < innerHeight;
  let last = null;
  for (const head of heads) if (head.getBoundingClientRect().top < innerHeight / 3) last = head;
  const link = last && links.get(last.id);
  if (link === current) return;
  current?.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "location");
  current = link;
}
addEventListener("scroll", () => {
  if (!isMeasuring) requestAnimationFrame(markCurrent);
  isMeasuring = true;
}, { passive: true });
bar.hidden = false;
showBar();
if (location.hash) arrive();
})();
