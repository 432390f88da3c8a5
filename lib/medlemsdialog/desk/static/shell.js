/* The frame of the desk: dialogue, area, person, tabs, and the line that tells what happened.

   A tab is registered with `registerTab({ id, title, national, open })`:
     id        a word; also the first part of the names of the actions it calls
     title     () => its name in the language of the desk
     national  "no" (counties only), "only" (the whole country only) or "both"
     open(panel, desk)  fills the panel and returns { key(event), refresh(), close() }, all of them optional;
                        `key` returns true where it has taken the key; `refresh` is called when somebody has changed something
   `desk` holds call(action, payload, files), say(text), warn(text), saved(), ask(…), area, person, language, go(id, where),
   openArea(code, tab). */

const ANSWER_SECONDS = 90;
const PATIENCE_SECONDS = 1;

/* What the browser proposes the next time the desk is opened. Nothing depends on it: a browser may refuse to keep it. */
function remember(what, value) { try { localStorage.setItem(`medlemsdialog:${what}`, value); } catch { /* refused */ } }
function remembered(what) { try { return localStorage.getItem(`medlemsdialog:${what}`) || ""; } catch { return ""; } }

function render({ model, el: host }) {
  const waiting = new Map();
  // Several pages may show the same notebook; each hears only its own answers.
  const page = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  let lastRequest = 0;
  let state = null;
  let current = null;
  let live = null;

  const root = el("div", { class: "mld-desk", "data-lm-suppress-shortcuts": "true", lang: "nb" });
  host.append(root);

  function call(action, payload = {}, files = []) {
    const id = ++lastRequest;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        forget(id);
        const told = t("Får ikke svar fra programmet. Det du har lagret, er trygt. Trykk «Start på nytt».");
        offerRestart(told);
        reject(new Error(told));
      }, ANSWER_SECONDS * 1000);
      const impatience = setTimeout(() => { if (!busy.textContent) busy.textContent = t("Arbeider …"); }, PATIENCE_SECONDS * 1000);
      waiting.set(id, { resolve, reject, timer, impatience });
      model.send({ id, page, action, payload }, undefined, files);
    });
  }

  function forget(id) {
    const { timer, impatience } = waiting.get(id);
    clearTimeout(timer);
    clearTimeout(impatience);
    waiting.delete(id);
    if (!waiting.size) busy.textContent = "";
  }

  const received = (message) => {
    if (message.page !== undefined && message.page !== page) return;
    if (message.event === "changed") { if (live && live.refresh) live.refresh(); return; }
    const asked = waiting.get(message.id);
    if (!asked) return;
    forget(message.id);
    if (message.error) { warn(message.error); asked.reject(new Error(message.error)); } else asked.resolve(message.data);
  };
  model.on("msg:custom", received);

  const status = el("p", { class: "mld-status", role: "status" });
  const busy = el("p", { class: "mld-busy", role: "status" });
  const alert = el("p", { class: "mld-alert", role: "alert" });
  // Nynorsk writes the time alike, and not every browser knows nn-NO.
  const clock = () => new Date().toLocaleTimeString("nb-NO", { hour: "2-digit", minute: "2-digit" });
  function say(text) { fill(alert); status.textContent = text; }
  function warn(text) { status.textContent = ""; fill(alert, text, " ", text ? button(t("Lukk"), () => fill(alert), { kind: "mld-small" }) : null); }
  function saved(what = "") { say(`${what || t("Lagret")} ${t("kl.")} ${clock()}`); }
  function offerRestart(text) {
    fill(alert, text, " ", button(t("Start på nytt"), () => window.dispatchEvent(new CustomEvent("medlemsdialog:restart")), { kind: "mld-small" }));
  }

  const desk = {
    call, say, warn, saved,
    ask: (question) => ask(root, question),
    go: (id, where) => openTab(id, where),
    openArea: (area, tab) => { current = tab || current; return choose("desk.area", { area }); },
    get area() { return state.area; },
    get person() { return state.person; },
    get language() { return state.language; },
    get tabs() { return shownTabs(); },
  };

  function shownTabs() {
    const national = state.area === "national";
    return registeredTabs.filter((tab) => (tab.national === "both" || (tab.national === "only") === national));
  }

  async function choose(action, payload) {
    try { await show(await call(action, payload)); } catch { /* told already */ }
  }

  async function show(description) {
    state = description;
    useTexts(state.texts);
    if (state.person) remember("person", state.person);
    root.lang = state.language;
    if (live && live.close) live.close();
    live = null;
    fill(root, head(), state.person ? null : introduction(), el("div", { class: "mld-messages" }, status, busy, alert), body());
    if (state.area && state.person) {
      const known = shownTabs();
      openTab(current && known.some((tab) => tab.id === current) ? current : known[0].id);
      // The keys reach the desk only while focus is in it.
      if (!root.contains(document.activeElement)) root.querySelector(`#mld-tab-${current}`).focus();
    }
  }

  function head() {
    const areas = [["", t("Velg fylke …")], ...state.areas.map((area) => [area.code, area.code === "national" ? area.name : `${area.code} ${area.name}`])];
    return el("header", { class: "mld-head" },
      el("div", {}, el("p", { class: "mld-dialogue" }, state.title), el("h1", {}, t("Rådgiverbordet"))),
      el("div", { class: "mld-who" },
        field(t("Fylke"), select(areas, state.area, (area) => area && choose("desk.area", { area }))),
        state.person ? el("p", { class: "mld-person" }, t("Du er {person}", { person: state.person }), " ",
          button(t("Bytt"), changePerson, { kind: "mld-small", "aria-label": t("Bytt navn") })) : null,
        field(t("Målform"), select([["nb", "Bokmål"], ["nn", "Nynorsk"]], state.language, (language) => choose("desk.language", { language }))),
        button(t("Tastene"), showKeys, { kind: "mld-small", key: "?" }),
        "_JUPYTERLAB" in window ? button(t("Vis JupyterLab"), () => window.dispatchEvent(new CustomEvent("medlemsdialog:lab")), { kind: "mld-small" }) : null));
  }

  function introduction() {
    const name = el("input", { type: "text", autocomplete: "name", maxlength: 80, value: remembered("person") });
    const form = el("form", { class: "mld-card", onsubmit: (event) => { event.preventDefault(); choose("desk.person", { person: name.value }); } },
      el("h2", {}, t("Hvem er du?")),
      el("p", {}, t("Alt du gjør her, lagres med en gang, under navnet ditt. Navnet vises bare internt.")),
      field(t("Navnet ditt"), name),
      el("div", { class: "mld-buttons" }, el("button", { type: "submit", class: "mld-button mld-primary" }, t("Begynn"))));
    setTimeout(() => { name.focus(); name.select(); });
    return form;
  }

  async function changePerson() {
    const name = el("input", { type: "text", maxlength: 80, value: state.person });
    const told = await askUntilDone(desk, { title: t("Hvem er du?"), body: field(t("Navnet ditt"), name), yes: t("Bytt") }, () => call("desk.person", { person: name.value }));
    if (told) await show(told);
  }

  function body() {
    if (!state.person) return null;
    if (!state.area) return el("p", { class: "mld-empty" }, t("Velg fylke øverst for å begynne."));
    const list = el("div", { class: "mld-tabs", role: "tablist", "aria-label": t("Arbeidet, i rekkefølge") }, shownTabs().map((tab, index) =>
      el("button", {
        type: "button", role: "tab", id: `mld-tab-${tab.id}`, "aria-controls": "mld-panel", "aria-selected": "false", tabindex: "-1",
        "aria-keyshortcuts": `Alt+${index + 1}`, onclick: () => openTab(tab.id),
      }, tab.title())));
    list.addEventListener("keydown", (event) => {
      const all = [...list.children];
      const at = all.indexOf(document.activeElement);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (to === undefined || at < 0) return;
      event.preventDefault();
      event.stopPropagation();
      all[(to + all.length) % all.length].click();
      all[(to + all.length) % all.length].focus();
    });
    return [el("nav", { "aria-label": t("Faner") }, list), el("div", { class: "mld-panel", id: "mld-panel", role: "tabpanel", tabindex: "-1" })];
  }

  function openTab(id, where) {
    const tab = shownTabs().find((one) => one.id === id);
    const panel = root.querySelector("#mld-panel");
    if (!tab || !panel) return;
    if (live && live.close) live.close();
    current = id;
    say("");
    for (const one of root.querySelectorAll("[role=tab]")) {
      const chosen = one.id === `mld-tab-${id}`;
      one.setAttribute("aria-selected", String(chosen));
      one.tabIndex = chosen ? 0 : -1;
    }
    panel.setAttribute("aria-labelledby", `mld-tab-${id}`);
    fill(panel);
    live = tab.open(panel, desk, where) || {};
  }

  function showKeys() {
    const shared = [[t("Alt + 1–8"), t("Gå til fanen med det nummeret")], ["?", t("Vis tastene")]];
    const rows = [...(live && live.keys ? live.keys() : []), ...shared];
    ask(root, {
      title: t("Tastene"), yes: t("Lukk"), no: null,
      body: el("table", { class: "mld-keys" }, el("tbody", {}, rows.map(([key, does]) => el("tr", {}, el("th", { scope: "row" }, el("kbd", {}, key)), el("td", {}, does))))),
    });
  }

  root.addEventListener("keydown", (event) => {
    if (!state || root.querySelector("dialog[open]")) return;
    if (event.altKey && !event.ctrlKey && /^[1-8]$/.test(event.key)) {
      const tab = state.area && shownTabs()[Number(event.key) - 1];
      if (tab) { event.preventDefault(); openTab(tab.id); root.querySelector(`#mld-tab-${tab.id}`).focus(); }
      return;
    }
    if (live && live.key && live.key(event)) { event.preventDefault(); event.stopPropagation(); return; }
    if (event.key === "?" && !isTyping(event)) { event.preventDefault(); showKeys(); }
  });

  /* A file that is dropped beside the field for it must not replace the page. */
  for (const kind of ["dragover", "drop"]) root.addEventListener(kind, (event) => event.preventDefault());

  function begin() {
    call("desk.describe").then(show, (fault) => fill(root, el("div", { class: "mld-card", role: "alert" },
      el("h1", {}, t("Rådgiverbordet")), el("p", {}, fault.message), button(t("Prøv igjen"), begin, { kind: "mld-primary" }))));
  }

  begin();
  return () => { model.off("msg:custom", received); if (live && live.close) live.close(); for (const { timer, impatience } of waiting.values()) { clearTimeout(timer); clearTimeout(impatience); } };
}

export default { render };
