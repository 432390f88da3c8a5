/* Vurdering: the county's own words, saved as they are written; statements are cited and numbers put in by choosing them. */

registerTab({ id: "assessment", title: () => t("Vurdering"), national: "no", open: openAssessmentTab });

function openAssessmentTab(panel, desk, where) {
  const SAVE_AFTER = 4000; // ms after typing stops
  const SAVE_APART = 15000; // ms between two texts that are saved while someone writes
  const TRY_AGAIN = 8000;
  const CHECK_AFTER = 1200;
  let things = [];
  let visible = [];
  let dialogue = "";
  let statements = null;
  let byId = new Map();
  let doc = null; // what is open: see start()
  let checked = {};
  let closed = false;
  let textMode = false;
  let timers = {};
  let lastSaved = 0;
  const wanted = { text: "" };

  const list = longList({ label: t("Hva du vil skrive om"), height: 58, draw: drawThing, choose: (index) => openThing(visible[index]) });
  const search = el("input", { type: "search", oninput: () => { wanted.text = search.value; filter(); } });
  const card = el("section", { class: "mld-assessment", "aria-label": t("Skriv vurderingen") });
  fill(panel, el("p", { class: "mld-empty" }, t("Leser innspillene …")));

  const state = el("p", { class: "mld-soft mld-saved" });
  const beside = el("p", { class: "mld-soft mld-beside", role: "status" });
  const others = el("div", { class: "mld-others" });
  const warnings = el("div", {});
  const raw = el("textarea", { rows: 18, spellcheck: "true", "aria-label": t("Teksten med tegn for utforming"), oninput: () => changed() });
  raw.addEventListener("keydown", (event) => { if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); event.stopPropagation(); save({ told: true }); } });
  const editor = richEditor({ label: t("Vurdering"), describe: describer(() => editor.tokens()), changed, asked: () => save({ told: true }) });
  const watchBeside = () => { if (!closed) tellBeside(); };
  document.addEventListener("selectionchange", watchBeside);
  const inserting = insertPanel({ desk, insert: (token, after) => {
    if (!textMode) editor.insert(token, after);
    else { raw.setRangeText(token + after, raw.selectionStart, raw.selectionEnd, "end"); changed(); }
  }, leave: focusText });

  function focusText() { if (textMode) raw.focus(); else editor.focus(); }

  function describer(tokens) {
    return (token) => {
      const cited = richCited(token);
      if (cited) {
        if (!statements) return { shown: "[…]", told: t("Henvisning til et utsagn") };
        const one = byId.get(cited);
        if (!one) return { shown: "[?]", told: t("Utsagnet det er vist til, finnes ikke lenger"), lost: true };
        const order = [...new Set(tokens().map(richCited).filter((id) => byId.has(id)))];
        const number = order.indexOf(cited) + 1;
        return { shown: `[${number || "…"}]`, told: t("Henvisning {number}: {sender}: «{words}»", { number, sender: one.sender, words: one.text }) };
      }
      const field_ = (doc && doc.fields.find((one) => one.token === token)) || checked[token];
      if (!field_) return { shown: "…", told: t("Tall") };
      if (field_.value === null) return { shown: t("[tallet mangler]"), told: field_.fault, lost: true };
      return { shown: formatNumber(field_.value), told: t("Tall fra innspillene: {value} {label}", { value: formatNumber(field_.value), label: field_.label }) };
    };
  }

  function clock(at) { return new Date(at).toLocaleString("nb-NO", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }); }

  async function load(first) {
    let told;
    try { told = await desk.call("assessment.list"); } catch { if (!closed && !things.length) fill(panel, el("p", { class: "mld-empty" }, t("Fikk ikke lest innspillene.")), button(t("Prøv igjen"), () => load(first))); return; }
    if (closed) return;
    ({ things, dialogue } = told);
    if (!panel.contains(card)) {
      fill(panel, el("div", { class: "mld-columns" }, el("section", { "aria-label": t("Hva du vil skrive om") }, field(t("Søk"), search), list.node), card));
      list.node.addEventListener("keydown", (event) => moveInList(event, list, visible, (index) => openThing(visible[index], { focus: false }), () => editor.focus()));
    }
    filter();
    if (!doc) await openThing((first && things.find((one) => one.about === first.about && one.id === (first.id || ""))) || things[0], { focus: Boolean(first) });
    loadStatements();
  }

  async function loadStatements() {
    let told;
    try { told = await desk.call("assessment.statements"); } catch { return; }
    if (closed) return;
    statements = told.statements;
    byId = new Map(statements.map((one) => [one.id, one]));
    editor.redraw();
    inserting.show(doc, statements);
    if (doc) drawOthers();
  }

  function filter() {
    const words = wanted.text.toLowerCase().split(/\s+/).filter(Boolean);
    visible = things.filter((one) => words.every((word) => `${one.label} ${kindOf(one.about)}`.toLowerCase().includes(word)));
    list.show(visible);
    list.select(visible.findIndex((one) => doc && one.about === doc.about && one.id === doc.id));
  }

  function kindOf(about) { return { area: t("Fylket"), theme: t("Tema"), claim: t("Krav"), question: t("Spørsmål") }[about]; }

  function drawThing(one) {
    const mark = one.beside ? t("flere tekster") : one.written ? t("✓ skrevet") : "";
    return [el("div", { class: "mld-row-head" }, el("span", { class: "mld-soft" }, kindOf(one.about), one.detail ? ` · ${one.detail}` : ""), el("span", { class: one.beside ? "mld-warn-text" : "mld-written" }, mark)), el("div", { class: "mld-row-text", title: one.label }, one.label)];
  }

  async function openThing(thing, { focus = false } = {}) {
    if (!thing || (doc && doc.about === thing.about && doc.id === thing.id)) { if (doc && focus) editor.focus(); return; }
    leave();
    doc = null;
    let told;
    const asked = thing;
    openThing.asked = asked;
    list.select(visible.indexOf(thing));
    try { told = await desk.call("assessment.open", { about: thing.about, id: thing.id }); } catch { return; }
    if (closed || openThing.asked !== asked) return;
    start(told);
    if (focus) editor.focus();
  }

  /* The text that is worked on: the person's own where several have written, else the one that counts. */
  function start(told) {
    const shown = told.events.find((one) => one.mine) || told.events[0];
    doc = {
      about: told.about, id: told.id, area: desk.area, person: desk.person, dialogue, name: told.name, closed: told.closed, fields: told.fields,
      base: shown ? [shown.id] : [], saved: shown ? shown.text : "", latest: shown ? shown.text : "", shown, saving: null, failed: false,
      others: [...told.events.filter((one) => one !== shown), ...told.taken_over],
    };
    unsavedAssessments.owners.set(unsavedAssessments.key(doc), doc);
    const kept = unsavedAssessments.find(doc);
    checked = {};
    textMode = false;
    if (kept && kept.text.trim() && kept.text.trim() !== doc.saved.trim()) {
      Object.assign(doc, { latest: kept.text, base: kept.base });
      // What stands there now was not there when this was written.
      doc.others = [...told.events.filter((one) => !kept.base.includes(one.id)), ...told.taken_over];
      desk.say(t("Teksten du skrev sist, ble ikke lagret. Den er her igjen, og lagres nå."));
      timers.save = setTimeout(() => save(), 500);
    }
    editor.show(doc.latest);
    raw.value = doc.latest;
    editor.readOnly(doc.closed);
    raw.readOnly = doc.closed;
    draw();
    inserting.show(doc, statements);
    check();
  }

  function draw() {
    fill(card,
      el("div", { class: "mld-assessment-head" }, el("div", {}, el("p", { class: "mld-soft" }, kindOf(doc.about)), el("h2", {}, doc.name)),
        el("div", { class: "mld-buttons" }, button(t("Lagre"), () => save({ told: true }), { kind: "mld-primary", key: "Ctrl+S", "aria-keyshortcuts": "Control+S" }), button(t("Forhåndsvis"), preview))),
      doc.closed ? el("p", { class: "mld-note" }, t("Dette er tatt ut av bruk. Teksten kan leses, men ikke endres.")) : null,
      el("div", { class: "mld-assessment-body" },
        el("div", { class: "mld-write" },
          el("div", { class: "mld-tools" }, textMode ? null : editor.toolbar, button(t("Vis som tekst"), toggleText, { kind: "mld-small", "aria-pressed": String(textMode), id: "mld-as-text" })),
          textMode ? raw : editor.node, beside, state, others, warnings),
        inserting.draw(doc)));
    drawState();
    drawOthers();
  }

  function read() { return textMode ? raw.value : editor.text(); }

  function toggleText() {
    const text = read();
    textMode = !textMode;
    if (textMode) raw.value = text;
    else editor.show(text);
    draw();
    check();
    card.querySelector("#mld-as-text").focus();
  }

  // ---- Saving

  function changed() {
    if (!doc) return;
    doc.touched = true;
    drawState();
    clearTimeout(timers.keep);
    timers.keep = setTimeout(() => { if (doc && doc.touched) { doc.latest = read(); unsavedAssessments.keep(doc); } }, 400);
    clearTimeout(timers.save);
    timers.save = setTimeout(() => save(), Math.max(doc.failed ? TRY_AGAIN : SAVE_AFTER, lastSaved + SAVE_APART - Date.now()));
    clearTimeout(timers.check);
    timers.check = setTimeout(check, CHECK_AFTER);
  }

  /* Save what stands there now, unless nothing has changed. `settled`: also where only a stand is taken to another's text. */
  function save({ told = false, settled = false, of = doc } = {}) {
    clearTimeout(timers.save);
    if (!of || of.closed) return Promise.resolve();
    if (of === doc && !closed && card.isConnected) of.latest = read();
    if (of.saving) { of.again = true; of.againSettled = of.againSettled || settled; return of.saving; }
    const text = of.latest;
    if (text.trim() === of.saved.trim() && !settled) {
      Object.assign(of, { touched: false, failed: false });
      unsavedAssessments.forget(of);
      if (of === doc) drawState();
      if (told) desk.saved();
      return Promise.resolve();
    }
    if (!text.trim()) { if (of === doc) drawState(); return Promise.resolve(); }
    Object.assign(of, { touched: false });
    unsavedAssessments.keep(of);
    const sent = of.base;
    of.saving = desk.call("assessment.save", { area: of.area, about: of.about, id: of.id, text, replaces: sent }).then((answer) => {
      clearTimeout(of.retry);
      Object.assign(of, { saving: null, failed: false, tries: 0, saved: text, savedAt: Date.now() });
      lastSaved = Date.now();
      if (!of.touched && of.latest === text) unsavedAssessments.forget(of);
      if (answer.events) absorb(of, answer, sent);
      if (told) desk.saved();
      const one = things.find((thing) => thing.about === of.about && thing.id === of.id);
      if (one && !closed) { one.written = true; one.beside = of.others.length > 0; filter(); }
    }, () => {
      // Told already, by the desk. The text stays where it is.
      Object.assign(of, { saving: null, failed: true, touched: true, tries: (of.tries || 0) + 1 });
      if (settled) of.againSettled = true;
      clearTimeout(of.retry);
      of.retry = setTimeout(() => { if (unsavedAssessments.owners.get(unsavedAssessments.key(of)) === of) save({ settled: of.againSettled, of }); }, Math.min(TRY_AGAIN * 2 ** (of.tries - 1), 120000));
    }).then(() => {
      if (of === doc && !closed) drawState();
      if (of.again && !of.failed) { const now = of.againSettled; Object.assign(of, { again: false, againSettled: false }); return save({ settled: now, of }); }
      of.again = false;
      return undefined;
    });
    if (of === doc) drawState();
    return of.saving;
  }

  /* What was saved is what the next save takes the place of, with what a stand was taken to since `sent`; what others wrote
     stays beside. */
  function absorb(of, told, sent) {
    const mine = told.events.find((one) => one.mine) || told.events[0];
    of.base = [...(mine ? [mine.id] : []), ...of.base.filter((id) => !sent.includes(id))];
    of.fields = told.fields;
    of.others = [...told.events, ...told.taken_over].filter((one) => one !== mine && !of.base.includes(one.id));
    if (of === doc && !closed) drawOthers();
  }

  function drawState() {
    if (!doc) return;
    const empty = doc.saved.trim() && !(textMode ? raw.value : editor.node.textContent).trim();
    const text = empty ? t("Teksten er tom, og det blir ikke lagret. Den forrige teksten gjelder fremdeles.")
      : doc.saving ? t("Lagrer …") : doc.failed ? t("Ikke lagret. Teksten er trygg her så lenge siden er åpen, og programmet prøver igjen.")
        : doc.touched ? t("Ikke lagret ennå. Teksten lagres når du stopper opp.") : doc.savedAt ? t("Lagret kl. {time}", { time: new Date(doc.savedAt).toLocaleTimeString("nb-NO", { hour: "2-digit", minute: "2-digit" }) })
          : doc.shown ? t("Skrevet av {person} {time}", { person: doc.shown.by, time: clock(doc.shown.at) }) : t("Ingen har skrevet noe her ennå.");
    fill(state, text, " ", doc.failed ? button(t("Lagre nå"), () => save({ told: true, settled: doc.againSettled }), { kind: "mld-small" }) : null,
      empty ? button(t("Ta bort vurderingen"), takeAway, { kind: "mld-small mld-danger" }) : null);
    state.classList.toggle("mld-warn-text", doc.failed);
  }

  async function takeAway() {
    const sure = await desk.ask({ title: t("Ta bort vurderingen?"), body: el("p", {}, t("Rapporten får da ingen vurdering av «{name}». Det som sto, finnes fremdeles i historikken.", { name: doc.name })), yes: t("Ta bort"), kind: "mld-danger" });
    if (!sure) { editor.focus(); return; }
    const of = doc;
    try {
      const told = await desk.call("assessment.save", { area: of.area, about: of.about, id: of.id, text: "", replaces: of.base, remove: true });
      unsavedAssessments.forget(of);
      const one = things.find((thing) => thing.about === of.about && thing.id === of.id);
      if (one) { one.written = false; filter(); }
      if (doc === of) { start(told); editor.focus(); }
      desk.say(t("Vurderingen er tatt bort."));
    } catch { /* told already */ }
  }

  /* Before something else is shown: what is written is on its way. */
  function leave() {
    for (const timer of Object.values(timers)) clearTimeout(timer);
    timers = {};
    if (doc) save();
  }

  // ---- What others wrote

  function drawOthers() {
    if (!doc) return;
    const taken = new Set(doc.others.filter((one) => one.of).map((one) => one.id));
    fill(others, doc.others.map((one) => {
      const blocks = richParse(one.text);
      const tokens = [...one.text.matchAll(RICH_TOKEN)].map((token) => token[0]);
      const about = taken.has(one.id) ? t("Skrevet om «{name}», som er gått inn i dette", { name: one.of }) : t("{person} har også skrevet, {time}", { person: one.by, time: clock(one.at) });
      const act = (does) => () => { if (does === "append") { if (textMode) raw.value = `${raw.value.trim()}\n\n${one.text}`.trim(); else if (read().trim()) editor.append(one.text); else editor.replace(one.text); }
        if (does === "replace") { if (textMode) raw.value = one.text; else editor.replace(one.text); }
        settle(one); };
      return el("section", { class: "mld-other", "aria-label": about }, el("h3", {}, about),
        el("p", { class: "mld-soft" }, taken.has(one.id) ? t("Teksten står i rapporten til du har tatt stilling til den.") : t("Bare én tekst står i rapporten. Velg hva som skal med.")),
        el("div", { class: "mld-prose" }, richDraw(blocks, describer(() => tokens))),
        doc.closed ? null : el("div", { class: "mld-buttons" }, button(t("Ta med"), act("append"), { "aria-label": t("Ta med: legg denne teksten til min") }), button(t("Behold min"), act("keep"), { "aria-label": t("Behold min tekst, uten denne") }),
          button(t("Bruk denne i stedet"), act("replace"))));
    }));
  }

  function settle(one) {
    if (!read().trim()) { desk.warn(t("Du har ingen tekst å beholde. Velg «Ta med», eller skriv først.")); return; }
    doc.base = [...new Set([...doc.base, one.id])];
    doc.others = doc.others.filter((other) => other !== one);
    drawOthers();
    save({ told: true, settled: true });
    focusText();
  }

  // ---- What to look at

  async function check() {
    const of = doc;
    if (!of) return;
    const text = read();
    let told;
    try { told = await desk.call("assessment.check", { text }); } catch { return; }
    if (closed || doc !== of) return;
    checked = told.fields;
    editor.redraw();
    fill(warnings, told.problems.length ? el("section", { class: "mld-warnings", "aria-label": t("Se på dette") }, el("h3", {}, plural("Se på dette ({number} sted)", "Se på dette ({number} steder)", told.problems.length)),
      el("ul", {}, told.problems.map((one) => el("li", {}, el("strong", {}, one.rule === "assessment_typed_number" ? `«${one.found}» ` : ""), one.what, " ", el("span", { class: "mld-soft" }, one.to_do))))) : null);
  }

  async function preview() {
    let told;
    try { told = await desk.call("assessment.preview", { text: read() }); } catch { return; }
    const frame = el("iframe", { class: "mld-preview", title: t("Slik blir teksten i rapporten"), sandbox: "", srcdoc: told.html, tabindex: "0" });
    await desk.ask({ title: t("Slik blir teksten i rapporten"), body: [el("h3", {}, doc.name), frame], yes: t("Lukk"), no: null });
  }

  function tellBeside() {
    const token = !textMode && editor.node.isConnected && editor.beside();
    fill(beside, token ? describer(() => editor.tokens())(token).told : "");
  }

  // ---- What others do meanwhile

  async function refresh() {
    let told;
    try { told = await desk.call("assessment.list"); } catch { return; }
    if (closed) return;
    ({ things } = told);
    filter();
    const of = doc;
    loadStatements();
    if (of && of.saving) await of.saving;
    if (!of || closed || doc !== of) return;
    let now;
    try { now = await desk.call("assessment.open", { about: of.about, id: of.id }); } catch { return; }
    if (closed || doc !== of || of.saving) return;
    of.fields = now.fields;
    inserting.show(doc, statements);
    const known = new Set([...of.base, ...of.others.map((one) => one.id)]);
    const fresh = now.events.filter((one) => !known.has(one.id));
    const mine = now.events.find((one) => of.base.includes(one.id));
    const busy = of.touched || of.failed || editor.node === document.activeElement || raw === document.activeElement;
    if (fresh.length && !mine && !busy) {
      start(now);
      desk.say(t("{person} har lagret en ny tekst. Du ser den nå.", { person: fresh[0].by }));
      return;
    }
    of.others = [...now.events.filter((one) => !of.base.includes(one.id)), ...now.taken_over.filter((one) => !of.base.includes(one.id))];
    if (fresh.length) { drawOthers(); desk.say(t("{person} har lagret en tekst om det samme. Din er ikke endret. Se under teksten din.", { person: fresh[0].by })); }
    check();
  }

  card.addEventListener("focusout", (event) => { if (doc && doc.touched && !card.contains(event.relatedTarget)) save(); });
  const hidden = () => { if (document.visibilityState === "hidden" && doc && doc.touched) save(); };
  const unload = (event) => { if (doc && (doc.touched || doc.saving)) { save(); event.preventDefault(); } };
  document.addEventListener("visibilitychange", hidden);
  window.addEventListener("beforeunload", unload);

  load(where);
  return {
    key(event) {
      if (!doc) return false;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { save({ told: true }); return true; }
      if (event.altKey && !event.ctrlKey && (event.code === "KeyU" || event.code === "KeyT")) {
        inserting.find(event.code === "KeyU" ? "statements" : "fields");
        return true;
      }
      return false;
    },
    keys: () => [["Ctrl + S", t("Lagre nå")], ["Ctrl + B", t("Fet")], ["Ctrl + I", t("Kursiv")], ["Ctrl + Z", t("Angre")], ["Alt + U", t("Finn et utsagn å vise til")], ["Alt + T", t("Finn et tall å sette inn")], ["Esc", t("Tilbake til teksten")]],
    refresh,
    close() {
      leave();
      closed = true;
      editor.close();
      document.removeEventListener("selectionchange", watchBeside);
      document.removeEventListener("visibilitychange", hidden);
      window.removeEventListener("beforeunload", unload);
    },
  };
}
