/* Funn: what the whole country's document says, written by picking the evidence it rests on; nothing that was raised is overlooked. */

registerTab({ id: "findings", title: () => t("Funn"), national: "only", open: openFindings });

// Read beside the words, never alone.
const FINDING_MARKS = { draft: "○", approved: "✓", stale: "△" };

function openFindings(panel, desk, where) {
  const POLL_MS = 1500;
  let told = null;
  let closed = false;
  let following = false;
  let view = "findings"; // or "codes": claims and themes, and what became of each
  let visible = [];
  let openCode = ""; // the one that is shown, as kind:code
  const wanted = { findings: { text: "", show: "all" }, codes: { text: "", show: "overlooked" } };

  const notice = el("div", {});
  const top = el("div", { class: "mld-buttons", role: "group", "aria-label": t("Hva vil du se?") });
  const filters = el("div", { class: "mld-filters" });
  const counted = el("p", { class: "mld-soft", role: "status" });
  const tools = el("div", { class: "mld-buttons" });
  const list = longList({ label: t("Funn"), height: 92, draw: drawRow, choose: (index) => choose(index) });
  const side = el("section", { class: "mld-code-side mld-fn-side", "aria-label": t("Funn") }, top, tools, filters, counted, list.node);
  const place = el("div", { class: "mld-fn-place" });
  const card = findingCard({ desk, lists: () => told, changed: takeRow, gone: forget });
  fill(panel, el("p", { class: "mld-empty" }, t("Leser tallene fra fylkene …")));

  list.node.addEventListener("keydown", (event) => {
    if (event.altKey && /^Arrow(?:Up|Down)$/.test(event.key)) { event.preventDefault(); event.stopPropagation(); move(event.key === "ArrowUp" ? -1 : 1); return; }
    moveInList(event, list, visible, (index) => choose(index, { focus: false }), () => (view === "findings" ? card.focus() : place.querySelector("button")?.focus()));
  });

  async function load(first) {
    let answer;
    try { answer = await desk.call("findings.list"); } catch { if (!closed && !told) fill(panel, el("p", { class: "mld-empty" }, t("Fikk ikke lest funnene.")), button(t("Prøv igjen"), () => load(first))); return; }
    if (closed) return;
    const fresh = !told || !told.rows;
    told = answer;
    drawNumbers();
    if (!told.rows) { fill(panel, notice); return; }
    if (!panel.contains(side)) { fill(panel, notice, el("div", { class: "mld-columns mld-fn-columns" }, side, place)); fill(place, card.node); }
    drawTop();
    filter();
    if (!fresh) return;
    const chosen = (first && told.rows.find((row) => row.id === first.id)) || visible[0];
    if (chosen) show(chosen.id, { focus: Boolean(first) });
    else drawEmpty();
  }

  function drawEmpty() {
    card.leave();
    fill(place, el("div", { class: "mld-card" }, el("h2", {}, t("Ingen funn ennå")),
      el("p", {}, t("Et funn er det dere vil si om hele landet, med bevisene under: krav, temaer og utsagn. Brevet, sluttrapporten og saken til hovedstyret lages av funnene.")),
      el("div", { class: "mld-buttons" }, button(t("Skriv et funn"), () => startNew(), { kind: "mld-primary" }), button(t("Se krav og temaer uten funn"), () => turn("codes")))));
  }

  // ---- The numbers, and how old they are

  function takeNumbers(numbers) { if (told) { told.numbers = numbers; drawNumbers(); } }

  function drawNumbers() {
    const { numbers } = told;
    const running = numbers.run.state === "running";
    const lines = {
      none: () => el("p", { class: "mld-note" }, t("Tallene er ikke regnet ut ennå. Funnene trenger dem fra alle fylkene.")),
      old: () => el("p", { class: "mld-note" }, t("Tallene er fra {date} kl. {time}. Siden er noe endret: {areas}. Funnene viser det som gjaldt da.", { ...numbers, areas: numbers.areas.join(", ") })),
      ok: () => el("p", { class: "mld-soft" }, t("Tallene er fra {date} kl. {time}. Ingenting er endret siden.", numbers)),
    };
    fill(notice, el("section", { class: "mld-fn-numbers", "aria-label": t("Tallene funnene bygger på") }, lines[numbers.state](),
      numbers.run.state === "failed" ? el("p", { class: "mld-alert mld-block" }, numbers.run.told) : null,
      running ? el("p", { class: "mld-working", role: "status" }, numbers.run.told) : null,
      numbers.state === "ok" && !running ? null : el("div", { class: "mld-buttons" },
        button(numbers.state === "none" ? t("Regn ut tallene") : t("Regn ut på nytt"), reckon, { kind: numbers.state === "none" ? "mld-primary" : "mld-small", id: "mld-fn-reckon", "aria-disabled": running ? "true" : null }))));
    if (running) follow();
  }

  async function reckon() {
    if (told.numbers.run.state === "running") return;
    await card.settle();
    try { takeNumbers(await desk.call("findings.reckon")); desk.say(t("Regner ut tallene. Det tar et minutt eller to; du kan arbeide videre imens.")); } catch { /* told already */ }
  }

  async function follow() {
    if (following) return;
    following = true;
    while (!closed && told.numbers.run.state === "running") {
      await new Promise((wake) => setTimeout(wake, POLL_MS));
      if (closed) return;
      let numbers;
      try { numbers = await desk.call("findings.numbers"); } catch { break; }
      if (closed) return;
      const ended = numbers.run.state !== "running";
      takeNumbers(numbers);
      if (ended && numbers.run.state !== "failed") { desk.saved(t("Tallene er regnet ut")); await load(); await card.refresh(); }
    }
    following = false;
  }

  // ---- The list

  function drawTop() {
    const left = told.codes.filter((one) => one.overlooked).length;
    fill(top, [["findings", `${t("Funn")} (${told.rows.length})`], ["codes", `${t("Uten funn")} (${left})`]].map(([name, label]) =>
      button(label, () => turn(name), { "aria-pressed": String(view === name), id: `mld-fn-view-${name}`, key: name === "codes" ? "V" : "" })));
    const search = el("input", { type: "search", id: "mld-fn-search", value: wanted[view].text, oninput: () => { wanted[view].text = search.value; filter(); } });
    const shows = view === "findings"
      ? [["all", t("Alle")], ["draft", t("Utkast")], ["approved", t("Godkjent")], ["stale", t("Grunnlaget er endret")], ["faults", t("Med merknader")]]
      : [["overlooked", t("Uten plass")], ["background", t("Bakgrunn")], ["set_aside", t("Satt til side")], ["used", t("I et funn")], ["all", t("Alle")]];
    filters.search = search;
    search.addEventListener("keydown", (event) => { if (event.key === "ArrowDown" && visible.length) { event.preventDefault(); choose(0); list.node.focus(); } });
    fill(filters, field(t("Søk"), search), field(t("Vis"), select(shows, wanted[view].show, (value) => { wanted[view].show = value; filter(); }, { id: "mld-fn-show" })));
    fill(tools, view === "findings" ? [button(t("Nytt funn"), () => startNew(), { key: "N" }), button(t("Flytt opp"), () => move(-1), { kind: "mld-small", "aria-keyshortcuts": "Alt+ArrowUp" }), button(t("Flytt ned"), () => move(1), { kind: "mld-small", "aria-keyshortcuts": "Alt+ArrowDown" })] : null);
  }

  function turn(name, { focus = true } = {}) {
    if (view === name) return;
    view = name;
    wanted[name].text = "";
    list.select(-1);
    list.node.scrollTop = 0;
    drawTop();
    filter();
    if (focus) top.querySelector(`#mld-fn-view-${name}`).focus();
    if (name === "findings") { if (card.doc) fill(place, card.node); else if (visible[0]) show(visible[0].id, { focus: false }); else drawEmpty(); }
    else { card.settle(); showCode(visible[0] || null); }
  }

  const rowOf = (id) => told.rows.find((row) => row.id === id);
  const codeKey = (one) => `${one.kind}:${one.code}`;

  function filter() {
    const words = wanted[view].text.toLowerCase().split(/\s+/).filter(Boolean);
    const has = (text) => words.every((word) => text.toLowerCase().includes(word));
    const { show: shown } = wanted[view];
    let at = -1;
    if (view === "findings") {
      visible = told.rows.filter((row) => (shown === "all" || row.state === shown || (shown === "faults" && row.faults)) && has(`${row.heading} ${row.section_label}`));
      at = card.doc ? visible.findIndex((row) => row.id === card.doc.id) : -1;
      counted.textContent = plural("{number} funn", "{number} funn", visible.length);
    } else {
      visible = told.codes.filter((one) => (shown === "all" || (shown === "overlooked" && one.overlooked) || one.fate === shown || (shown === "used" && one.findings.length > 0)) && has(`${one.label} ${one.group}`));
      at = visible.findIndex((one) => codeKey(one) === openCode);
      counted.textContent = plural("{number} krav eller tema", "{number} krav og temaer", visible.length);
    }
    list.node.setAttribute("aria-label", view === "findings" ? t("Funn") : t("Krav og temaer som er tatt opp"));
    // What is new must have its room in the list before it can be scrolled to.
    list.show(visible);
    list.select(at);
  }

  function drawRow(row) {
    if (view === "codes") return [
      el("div", { class: "mld-row-head" }, el("span", { class: "mld-soft" }, row.group), el("span", { class: row.overlooked ? "mld-todo" : "mld-soft" }, row.overlooked ? `△ ${t("uten plass")}` : `✓ ${row.fate_label}`)),
      el("div", { class: "mld-two-lines" }, row.label), el("div", { class: "mld-soft mld-row-foot" }, row.counted)];
    return [
      el("div", { class: "mld-row-head" }, el("span", { class: "mld-soft" }, row.section_label), el("span", { class: `mld-fn-state mld-fn-${row.state}` }, `${FINDING_MARKS[row.state]} ${row.state_label}`)),
      el("div", { class: "mld-two-lines" }, row.heading),
      el("div", { class: "mld-soft mld-row-foot" }, [row.strength_label || t("uten ord for styrke"), row.faults ? plural("{number} merknad", "{number} merknader", row.faults) : t("ingen merknader"), row.beside ? t("to har skrevet") : ""].filter(Boolean).join(" · "))];
  }

  function choose(index, { focus = false } = {}) {
    const row = visible[index];
    if (!row) return;
    if (view === "codes") showCode(row);
    else show(row.id, { focus });
  }

  async function show(id, { focus = false } = {}) {
    list.select(visible.findIndex((row) => row.id === id));
    if (!place.contains(card.node)) fill(place, card.node);
    await card.open(id, { focus });
  }

  function step(by) {
    const at = Math.max(0, Math.min(visible.length - 1, list.selected + by));
    if (visible.length) { choose(at); list.node.focus({ preventScroll: true }); }
  }

  /* A finding has been saved, approved or read anew: its row, and what is left. */
  function takeRow(answer) {
    if (closed) return;
    told = { ...told, ...answer };
    if (view === "findings") { drawTop(); filter(); }
  }

  function forget() {
    load().then(() => { if (closed) return; if (visible[0]) show(visible[0].id); else drawEmpty(); list.node.focus({ preventScroll: true }); });
  }

  async function startNew(prefill = {}) {
    if (view !== "findings") { view = "findings"; drawTop(); filter(); }
    list.select(-1);
    if (!place.contains(card.node)) fill(place, card.node);
    await card.start(prefill);
  }

  async function move(by) {
    if (view !== "findings" || !card.doc || !card.doc.id) return;
    await card.settle();
    const { id } = card.doc;
    let answer;
    try { answer = await desk.call("findings.move", { id, by }); } catch { return; }
    if (closed) return;
    takeRow(answer);
    card.refresh();
    desk.saved(t("Flyttet"));
  }

  // ---- Nothing overlooked

  function showCode(one) {
    openCode = one ? codeKey(one) : "";
    list.select(visible.indexOf(one));
    if (!one) {
      fill(place, el("p", { class: "mld-empty" }, wanted.codes.show === "overlooked" && !wanted.codes.text ? t("Alle krav og temaer som er tatt opp, har fått en plass.") : t("Ingenting passer med det du har valgt.")));
      return;
    }
    const findings = one.findings.map(rowOf).filter(Boolean);
    fill(place, el("section", { class: "mld-source", tabindex: "-1", "aria-label": t("Det valgte") },
      el("p", { class: "mld-soft" }, one.group), el("h2", {}, one.label),
      el("dl", { class: "mld-numbers" }, one.numbers.map(([label, number]) => el("div", {}, el("dt", {}, label), el("dd", {}, formatNumber(number))))),
      one.counties.length ? el("p", { class: "mld-soft" }, one.counties.join(", ")) : null,
      findings.length ? el("section", { "aria-label": t("Funn som bygger på dette") }, el("h3", {}, t("Funn som bygger på dette")),
        el("ul", { class: "mld-plain mld-alike" }, findings.map((row) => el("li", {}, row.heading, button(t("Åpne"), () => { turn("findings", { focus: false }); show(row.id, { focus: true }); }, { kind: "mld-small", "aria-label": t("Åpne funnet {heading}", { heading: row.heading }) })))))
        : one.fate ? el("p", { class: "mld-done" }, one.fate_label, one.reason ? `: ${one.reason}` : "") : el("p", { class: "mld-note" }, t("Ingen har sagt hva som ble av dette.")),
      el("div", { class: "mld-buttons" },
        button(t("Lag funn av dette"), () => fromCode(one), { kind: "mld-primary", key: "L" }),
        findings.length || one.fate === "background" ? null : button(t("Bakgrunn …"), () => giveFate(one, "background"), { key: "B" }),
        findings.length || one.fate === "set_aside" ? null : button(t("Sett til side …"), () => giveFate(one, "set_aside"), { key: "S" }),
        one.fate && !findings.length ? button(t("Ta valget bort"), () => saveFate(one, null, "")) : null),
      el("details", { class: "mld-more", ontoggle: (event) => { if (event.target.open) showStatements(one, event.target); } }, el("summary", {}, t("Utsagnene bak")))));
  }

  async function showStatements(one, node) {
    if (node.children.length > 1) return;
    let answer;
    try { answer = await desk.call("findings.statements", { content: { [one.kind === "claim" ? "claims" : "themes"]: [one.code] } }); } catch { return; }
    put(node, [el("ol", { class: "mld-plain mld-fn-list" }, answer.statements.map((said) => el("li", { class: "mld-fn-quote" }, el("p", { class: "mld-soft" }, [said.sender, said.county, said.place].filter(Boolean).join(" · ")), el("blockquote", { class: "mld-quote" }, said.text || t("Teksten kan ikke siteres.")))))]);
  }

  function fromCode(one) {
    startNew({ heading: one.text, section: one.section, [one.kind === "claim" ? "claims" : "themes"]: [one.code] });
  }

  async function giveFate(one, fate) {
    const reason = el("input", { type: "text", maxlength: 500, value: one.fate === fate ? one.reason : "" });
    const aside = fate === "set_aside";
    const answer = await askUntilDone(desk, {
      title: aside ? t("Sett til side?") : t("Bare bakgrunn?"),
      body: [el("p", {}, one.label), el("p", { class: "mld-hint" }, aside ? t("Rapportene som deles, sier at dette er tatt opp og satt til side, med grunnen du skriver. Skriv ikke noe fortrolig.") : t("Rapportene som deles, sier at dette er tatt opp og brukt som bakgrunn, med grunnen hvis du skriver en. Skriv ikke noe fortrolig.")), field(aside ? t("Hvorfor?") : t("Hvorfor? (kan stå tomt)"), reason)],
      yes: aside ? t("Sett til side") : t("Bruk som bakgrunn"),
    }, () => desk.call("findings.fate", { kind: one.kind, code: one.code, fate, reason: reason.value }));
    if (answer) settleFate(answer, aside ? t("Satt til side") : t("Brukt som bakgrunn"));
    else place.querySelector("button")?.focus();
  }

  async function saveFate(one, fate, reason) {
    let answer;
    try { answer = await desk.call("findings.fate", { kind: one.kind, code: one.code, fate, reason }); } catch { return; }
    settleFate(answer, t("Valget er tatt bort"));
  }

  /* The next one without a place is shown, so that one can go through them all. */
  function settleFate(answer, what) {
    if (closed) return;
    const at = list.selected;
    told = { ...told, ...answer };
    drawTop();
    filter();
    const same = visible.find((one) => codeKey(one) === openCode);
    showCode(same || visible[Math.min(Math.max(at, 0), visible.length - 1)] || null);
    list.node.focus({ preventScroll: true });
    desk.saved(what);
  }

  load(where);
  return {
    key(event) {
      if (!told || !told.rows) return false;
      if (view === "findings" && card.key(event)) return true;
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return false;
      const one = view === "codes" && visible[list.selected];
      const does = {
        j: () => step(1), k: () => step(-1), n: () => startNew(), v: () => turn(view === "codes" ? "findings" : "codes"), "/": () => filters.search.focus(),
        l: one ? () => fromCode(one) : null, b: one && !one.findings.length ? () => giveFate(one, "background") : null, s: one && !one.findings.length ? () => giveFate(one, "set_aside") : null,
      }[event.key.toLowerCase()];
      if (!does) return false;
      does();
      return true;
    },
    keys: () => [["J / ↓", t("Neste")], ["K / ↑", t("Forrige")], ["Enter", t("Til teksten")], ["N", t("Nytt funn")], ["Alt + ↑ / ↓", t("Flytt funnet opp eller ned i listen")], ["V", t("Bytt mellom funn og det som ikke er i noe funn")], ["1–5", t("Skriv, sitater, styrke, grunnlag, dokumenter")], ["G", t("Godkjenn")], ["Alt + B", t("Velg krav og temaer")], ["Alt + U", t("Finn et utsagn å vise til")], ["Alt + T", t("Finn et tall å sette inn")], ["Ctrl + S", t("Lagre nå")], ["L", t("Lag funn av kravet eller temaet")], ["B", t("Bruk som bakgrunn")], ["S", t("Sett til side")], ["/", t("Søk")]],
    async refresh() { await load(); if (!closed && told && told.rows) { if (view === "codes") showCode(told.codes.find((one) => codeKey(one) === openCode) || null); await card.refresh(); } },
    close() { card.close(); closed = true; },
  };
}
