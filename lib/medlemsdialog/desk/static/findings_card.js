/* One finding: what is written, saved as it is written, and its parts: text, quotes, strength, basis, documents.

   `lists()` gives what the tab has of findings and codes; `changed(lists)` and `gone()` tell the tab. Returns { node, doc, open(id), start(prefill), focus(), key(event), leave(), settle(), refresh(), close() }. */

function findingCard({ desk, lists, changed, gone }) {
  const SAVE_AFTER = 4000; // ms after typing stops
  const SAVE_APART = 15000; // ms between two texts that are saved while someone writes
  const SAVE_SOON = 250; // what is picked is saved at once
  const TRY_AGAIN = 8000;
  const CHECK_AFTER = 1200;
  let doc = null;
  let part = "write";
  let closed = false;
  let lastSaved = 0;
  let asked = 0;
  const timers = {};

  const node = el("section", { class: "mld-assessment mld-fn-card", tabindex: "-1", "aria-label": t("Funnet") });
  const head = el("div", { class: "mld-fn-head" });
  const news = el("div", {});
  const others = el("div", { class: "mld-others" });
  const nav = el("div", { class: "mld-buttons", role: "group", "aria-label": t("Deler av funnet") });
  const body = el("div", {});
  const state = el("p", { class: "mld-soft mld-saved" });
  const context = { desk, lists, touch, doc: () => doc, ask: (action, more = {}) => desk.call(action, { id: doc.id, content: doc.content, ...more }), quote: (one) => quotes.add(one) };
  const writing = findingWriting(context, state);
  const quotes = findingQuotes(context);
  const judging = findingJudging(context);

  const hasText = (content) => Boolean(content.heading.nb.trim() && content.text.nb.trim());
  const parts = () => [["write", t("Skriv"), doc.info.faults.length && plural("{number} merknad", "{number} merknader", doc.info.faults.length)], ["quotes", t("Sitater"), doc.content.quotes.length], ["strength", t("Styrke"), 0], ["basis", t("Grunnlag"), 0], ["documents", t("Dokumenter"), doc.content.documents.length]];

  // ---- Opening

  async function open(id, { focus = false } = {}) {
    if (doc && doc.id === id && !doc.gone) { if (focus) writing.focus(); return; }
    leave();
    doc = null;
    const mine = ++asked;
    let told;
    try { told = await desk.call("findings.open", { id }); } catch { return; }
    if (closed || mine !== asked) return;
    begin(told);
    if (focus) writing.focus();
  }

  async function start(prefill) {
    leave();
    doc = null;
    const mine = ++asked;
    let told;
    try { told = await desk.call("findings.begin", prefill); } catch { return; }
    if (closed || mine !== asked) return;
    part = "write";
    begin(told, { about: ["finding", ...(prefill.claims || []), ...(prefill.themes || [])].join(" ") });
    writing.focus();
    desk.say(t("Nytt funn. Velg bevis, og skriv overskrift og tekst."));
  }

  /* The text that is worked on: the person's own where several have written, else the one that counts. */
  function begin(told, { about = "finding" } = {}) {
    const shown = told.events.find((one) => one.mine) || told.events[0] || null;
    const content = shown ? shown.content : told.content;
    doc = {
      id: told.id, dialogue: lists().dialogue, area: "national", person: desk.person, about, content: structuredClone(content), print: shown ? shown.print : "", base: shown ? [shown.id] : [],
      saved: shown ? JSON.stringify(content) : "", latest: JSON.stringify(content), shown, info: told.info, others: told.events.filter((one) => one !== shown), saving: null, failed: false,
    };
    unsavedAssessments.owners.set(unsavedAssessments.key(doc), doc);
    const kept = unsavedAssessments.find(doc);
    if (kept && kept.text !== doc.saved && kept.text !== doc.latest) {
      Object.assign(doc, { latest: kept.text, content: JSON.parse(kept.text), base: kept.base, touched: true });
      doc.others = told.events.filter((one) => !kept.base.includes(one.id));
      desk.say(t("Det du skrev sist, ble ikke lagret. Det er her igjen, og lagres nå."));
      timers.save = setTimeout(() => save(), 500);
    }
    writing.show(doc);
    quotes.show(doc);
    draw();
    if (doc.touched) check();
  }

  // ---- Drawing

  function draw() {
    fill(node, head, news, others, nav, body);
    drawHead();
    drawOthers();
    drawPart();
  }

  function drawHead() {
    const { info, content } = doc;
    const heading = content.heading[desk.language] || content.heading.nb || t("Funn uten overskrift");
    fill(head,
      el("div", { class: "mld-assessment-head" },
        el("div", {}, el("p", { class: "mld-soft" }, sectionLabel(content.section), " · ", el("span", { class: `mld-fn-state mld-fn-${info.state}` }, `${FINDING_MARKS[info.state]} ${info.state_label}`)), el("h2", {}, heading)),
        el("div", { class: "mld-buttons" },
          info.state === "approved" ? button(t("Trekk godkjenningen …"), withdraw) : button(info.state === "stale" ? t("Godkjenn på nytt") : t("Godkjenn"), approve, { kind: "mld-primary", key: "G", id: "mld-fn-approve" }),
          button(t("Forhåndsvis"), preview),
          button(t("Fjern …"), remove, { kind: "mld-danger" }))));
    fill(news, info.changes.length ? el("section", { class: "mld-fn-stale", "aria-label": t("Endret siden funnet ble godkjent") }, el("h3", {}, t("Endret siden funnet ble godkjent")),
      el("ul", {}, info.changes.map((one) => el("li", {}, one))),
      el("p", { class: "mld-hint" }, t("Les teksten på nytt. Stemmer den fremdeles, godkjenner du på nytt. Ellers endrer du den først."))) : null,
    !info.changes.length && info.text_changed ? el("p", { class: "mld-note" }, t("Teksten er endret siden funnet ble godkjent. Godkjenn på nytt når den er ferdig.")) : null);
    fill(nav, parts().map(([name, label, number], index) => button(number ? `${label} (${number})` : label, () => turn(name), { "aria-pressed": String(part === name), id: `mld-fn-part-${name}`, key: String(index + 1) })));
    drawState();
  }

  function sectionLabel(section) { return (lists().sections.find(([value]) => value === section) || ["", t("Hele dialogen")])[1]; }

  function drawPart() {
    const made = { write: () => writing.draw(), quotes: () => quotes.draw(), strength: () => judging.drawStrength(), basis: () => judging.drawBasis(), documents: () => judging.drawDocuments() }[part]();
    if (body.firstChild !== made || body.childNodes.length > 1) fill(body, made, part === "write" ? null : state);
  }

  function turn(name) {
    part = name;
    drawHead();
    drawPart();
    nav.querySelector(`#mld-fn-part-${name}`).focus();
  }

  /* What the computer knows of the finding as it stands has come: all that shows it, and nothing that is being typed in. */
  function takeInfo(info) {
    doc.info = info;
    drawHead();
    writing.tell();
    if (part === "quotes") quotes.tell();
    if (part === "strength" || part === "basis" || part === "documents") judging.tell(part);
  }

  // ---- Saving

  /* Something of the finding is another. `soon`: it was picked, not typed. */
  function touch({ soon = false } = {}) {
    if (!doc) return;
    doc.touched = true;
    doc.latest = JSON.stringify(doc.content);
    drawState();
    clearTimeout(timers.keep);
    timers.keep = setTimeout(() => { if (doc && doc.touched) unsavedAssessments.keep(doc); }, 400);
    clearTimeout(timers.save);
    timers.save = setTimeout(() => save(), soon ? SAVE_SOON : Math.max(doc.failed ? TRY_AGAIN : SAVE_AFTER, lastSaved + SAVE_APART - Date.now()));
    clearTimeout(timers.check);
    timers.check = setTimeout(check, soon ? SAVE_SOON : CHECK_AFTER);
  }

  async function check() {
    const of = doc;
    if (!of || of.saving) return;
    let told;
    try { told = await desk.call("findings.check", { id: of.id, content: of.content }); } catch { return; }
    if (!closed && doc === of) takeInfo(told.info);
  }

  function save({ told = false, settled = false, of = doc } = {}) {
    clearTimeout(timers.save);
    if (!of) return Promise.resolve();
    if (of === doc && !closed) { writing.read(); of.latest = JSON.stringify(of.content); }
    if (of.saving) { of.again = true; of.againSettled = of.againSettled || settled; return of.saving; }
    if (of.latest === of.saved && !settled) {
      Object.assign(of, { touched: false, failed: false });
      release(of);
      if (of === doc) drawState();
      if (told) desk.saved();
      return Promise.resolve();
    }
    if (!hasText(JSON.parse(of.latest))) {
      if (of === doc) drawState();
      if (told) desk.say(t("Skriv overskrift og tekst på bokmål, så lagres funnet."));
      return Promise.resolve();
    }
    of.touched = false;
    unsavedAssessments.keep(of);
    const [sent, text] = [of.base, of.latest];
    of.saving = desk.call("findings.save", { id: of.id, content: JSON.parse(text), replaces: sent }).then((answer) => {
      clearTimeout(of.retry);
      unsavedAssessments.forget(of);
      Object.assign(of, { id: answer.id, about: "finding", saving: null, failed: false, tries: 0, saved: text, savedAt: Date.now() });
      unsavedAssessments.owners.set(unsavedAssessments.key(of), of);
      lastSaved = Date.now();
      const mine = answer.events.find((one) => one.mine) || answer.events[0];
      of.base = [...(mine ? [mine.id] : []), ...of.base.filter((id) => !sent.includes(id))];
      of.print = mine ? mine.print : "";
      of.others = answer.events.filter((one) => one !== mine && !of.base.includes(one.id));
      if (of.touched) unsavedAssessments.keep(of);
      else release(of);
      if (closed) return;
      changed(answer.lists);
      if (of === doc) { takeInfo(answer.info); drawOthers(); }
      if (told) desk.saved();
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

  /* All is saved, but what is said of a basis that has no level yet: that is kept here. */
  function release(of) {
    const { basis } = JSON.parse(of.latest);
    if (!basis.level && (basis.reason.trim() || Object.values(basis.notes).some((note) => note.trim()))) unsavedAssessments.keep(of);
    else unsavedAssessments.forget(of);
  }

  /* Wait until what is written is saved. */
  async function settle() {
    if (!doc) return;
    await save();
    while (doc && doc.saving) await doc.saving;
  }

  function drawState() {
    if (!doc) return;
    const time = (at) => new Date(at).toLocaleTimeString("nb-NO", { hour: "2-digit", minute: "2-digit" });
    const when = (at) => new Date(at).toLocaleString("nb-NO", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
    const text = !hasText(doc.content) ? t("Ikke lagret ennå. Skriv overskrift og tekst på bokmål, så lagres funnet.")
      : doc.saving ? t("Lagrer …") : doc.failed ? t("Ikke lagret. Teksten er trygg her så lenge siden er åpen, og programmet prøver igjen.")
        : doc.touched ? t("Ikke lagret ennå. Teksten lagres når du stopper opp.") : doc.savedAt ? t("Lagret kl. {time}", { time: time(doc.savedAt) })
          : doc.shown ? t("Skrevet av {person} {time}", { person: doc.shown.by, time: when(doc.shown.at) }) : "";
    fill(state, text, " ", doc.failed ? button(t("Lagre nå"), () => save({ told: true, settled: doc.againSettled }), { kind: "mld-small" }) : null);
    state.classList.toggle("mld-warn-text", Boolean(doc.failed));
  }

  function leave() {
    for (const timer of Object.values(timers)) clearTimeout(timer);
    if (doc) { save(); if (doc.touched) unsavedAssessments.keep(doc); }
  }

  // ---- What others wrote

  function drawOthers() {
    fill(others, doc.others.map((one) => {
      const about = t("{person} har også skrevet, {time}", { person: one.by, time: new Date(one.at).toLocaleString("nb-NO", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }) });
      const content = one.content;
      return el("section", { class: "mld-other", "aria-label": about }, el("h3", {}, about),
        el("p", { class: "mld-soft" }, t("Bare én av dem gjelder. Velg hva som skal med.")),
        el("div", { class: "mld-prose" }, el("p", { class: "mld-strong" }, content.heading.nb), writing.prose(content.text.nb), content.text.nn ? [el("p", { class: "mld-strong", lang: "nn" }, content.heading.nn), writing.prose(content.text.nn)] : null),
        el("p", { class: "mld-soft" }, one.differs.join(" · ")),
        el("div", { class: "mld-buttons" }, button(t("Ta med"), () => stand(one, "both"), { "aria-label": t("Ta med: legg denne teksten og disse bevisene til mine") }), button(t("Behold min"), () => stand(one, "mine"), { "aria-label": t("Behold mitt funn, uten dette") }),
          button(t("Bruk denne i stedet"), () => stand(one, "theirs"))));
    }));
  }

  function stand(one, which) {
    writing.read();
    if (which === "theirs") doc.content = structuredClone(one.content);
    if (which === "both") {
      const { content } = doc;
      for (const name of ["claims", "themes", "statements", "documents"]) content[name] = [...new Set([...content[name], ...one.content[name]])];
      content.quotes = [...content.quotes, ...one.content.quotes.filter((quote) => !content.quotes.some((mine) => mine.statement_id === quote.statement_id))];
      for (const form of ["nb", "nn"]) if (one.content.text[form].trim() && !content.text[form].includes(one.content.text[form].trim())) content.text[form] = `${content.text[form].trim()}\n\n${one.content.text[form].trim()}`.trim();
    }
    doc.base = [...new Set([...doc.base, one.id])];
    doc.others = doc.others.filter((other) => other !== one);
    writing.show(doc);
    quotes.show(doc);
    draw();
    save({ told: true, settled: true });
    writing.focus();
  }

  // ---- Approval

  async function act(action, more, what) {
    await settle();
    if (!doc || doc.failed || !doc.id) { desk.say(t("Skriv overskrift og tekst på bokmål, så lagres funnet.")); return; }
    let answer;
    try { answer = await desk.call(action, { id: doc.id, ...more }); } catch { return; }
    if (closed) return;
    changed(answer.lists);
    takeInfo(answer.info);
    desk.saved(what);
    const next = node.querySelector("#mld-fn-approve") || head.querySelector("button");
    if (next) next.focus({ preventScroll: true });
  }

  async function approve() {
    if (doc.info.state === "approved") return;
    if (doc.others.length) { desk.warn(t("To har skrevet dette funnet. Velg først hva som skal med.")); return; }
    await settle();
    const { faults } = doc.info;
    const { numbers } = lists();
    if ((faults.length || numbers.state === "old") && !(await desk.ask({
      title: faults.length ? t("Godkjenn med merknader?") : t("Godkjenn på gamle tall?"), yes: t("Godkjenn likevel"),
      body: [
        numbers.state === "old" ? el("p", { class: "mld-note" }, t("Noe er endret siden tallene ble regnet ut: {areas}. Du godkjenner det som gjaldt da. Regn ut på nytt først om du kan.", { areas: numbers.areas.join(", ") })) : null,
        faults.length ? [el("p", {}, plural("Funnet har {number} merknad:", "Funnet har {number} merknader:", faults.length)), el("ul", { class: "mld-fn-faults" }, faults.map((one) => el("li", {}, one.what)))] : null],
    }))) return;
    await act("findings.approve", { event: doc.base[0] || "" }, t("Funnet er godkjent"));
  }

  async function withdraw() {
    const reason = el("input", { type: "text", maxlength: 500 });
    if (await desk.ask({ title: t("Trekk godkjenningen?"), body: field(t("Hvorfor? (kan stå tomt)"), reason), yes: t("Trekk godkjenningen") })) await act("findings.withdraw", { reason: reason.value }, t("Godkjenningen er trukket"));
  }

  async function remove() {
    const of = doc;
    const reason = el("input", { type: "text", maxlength: 500 });
    const sure = await desk.ask({ title: t("Fjern funnet?"), body: [el("p", {}, of.content.heading.nb), el("p", { class: "mld-hint" }, t("Det blir borte fra alle dokumentene. Kravene og temaene det bygger på, må få en ny plass. Det som er skrevet, finnes i historikken.")), field(t("Hvorfor?"), reason)], yes: t("Fjern"), kind: "mld-danger" });
    if (!sure || closed) return;
    if (of.saving) await of.saving;
    try { if (of.id && of.shown !== undefined && of.saved) await desk.call("findings.remove", { id: of.id, reason: reason.value }); } catch { return; }
    unsavedAssessments.forget(of);
    doc = null;
    desk.saved(t("Funnet er fjernet"));
    gone();
  }

  async function preview() {
    writing.read();
    let told;
    try { told = await context.ask("findings.preview"); } catch { return; }
    const frame = el("iframe", { class: "mld-preview", title: t("Slik blir funnet på trykk"), sandbox: "", srcdoc: told.html, tabindex: "0" });
    await desk.ask({ title: t("Slik blir funnet på trykk"), body: frame, yes: t("Lukk"), no: null });
  }

  // ---- What others do meanwhile

  async function refresh() {
    const of = doc;
    if (!of || closed) return;
    if (of.saving) await of.saving;
    if (!of.id || !of.saved) { check(); writing.renew(); quotes.renew(); return; }
    let now;
    try { now = await desk.call("findings.open", { id: of.id }); } catch { return; }
    if (closed || doc !== of || of.saving) return;
    if (!now.events.length) { desk.warn(t("Noen andre har fjernet dette funnet. Det du skriver nå, lagres som et nytt.")); of.base = []; of.saved = ""; return; }
    // The same words at another place in the list are no other text.
    const moved = now.events.find((one) => one.print === of.print && one.replaces.some((id) => of.base.includes(id)));
    if (moved) of.base = [moved.id, ...of.base.filter((id) => !moved.replaces.includes(id))];
    const known = new Set([...of.base, ...of.others.map((one) => one.id)]);
    const fresh = now.events.filter((one) => !known.has(one.id));
    const mine = now.events.find((one) => of.base.includes(one.id));
    const busy = of.touched || of.failed || body.contains(document.activeElement) && isTyping({ target: document.activeElement });
    if (fresh.length && !mine && !busy) {
      begin(now);
      desk.say(t("{person} har lagret en ny tekst. Du ser den nå.", { person: fresh[0].by }));
      return;
    }
    of.others = now.events.filter((one) => !of.base.includes(one.id));
    if (fresh.length) { drawOthers(); desk.say(t("{person} har lagret en tekst om det samme. Din er ikke endret. Se over teksten din.", { person: fresh[0].by })); }
    if (of.touched) check();
    else takeInfo(now.info);
    writing.renew();
    quotes.renew();
  }

  node.addEventListener("focusout", (event) => { if (doc && doc.touched && !node.contains(event.relatedTarget)) save(); });
  const hidden = () => { if (document.visibilityState === "hidden" && doc && doc.touched) save(); };
  const unload = (event) => { if (doc && (doc.touched || doc.saving) && hasText(doc.content)) { save(); event.preventDefault(); } };
  document.addEventListener("visibilitychange", hidden);
  window.addEventListener("beforeunload", unload);

  return {
    node, open, start, leave, settle, refresh,
    get doc() { return doc; },
    focus() { if (doc) { if (part !== "write") turn("write"); writing.focus(); } },
    key(event) {
      if (!doc) return false;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { save({ told: true }); return true; }
      if (event.altKey && !event.ctrlKey && /^Key[BUT]$/.test(event.code)) {
        if (part !== "write") turn("write");
        writing.find({ KeyB: "codes", KeyU: "statements", KeyT: "fields" }[event.code]);
        return true;
      }
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return false;
      const to = /^[1-5]$/.test(event.key) && parts()[Number(event.key) - 1];
      if (to) { turn(to[0]); return true; }
      if (event.key.toLowerCase() === "g") { approve(); return true; }
      return false;
    },
    close() {
      leave();
      closed = true;
      writing.close();
      document.removeEventListener("visibilitychange", hidden);
      window.removeEventListener("beforeunload", unload);
    },
  };
}
