/* Koding: one statement in its context. Each press is saved at once; the next statement is there before the save has answered. */

registerTab({ id: "coding", title: () => t("Koding"), national: "both", open: openCoding });

function openCoding(panel, desk, where) {
  const AHEAD = 3; // statements fetched before they are asked for
  let rows = [];
  let byId = new Map();
  let visible = [];
  let current = "";
  let codes = null;
  let closed = false;
  const fetched = new Map();
  const undoable = [];
  let saving = Promise.resolve();

  const wanted = { state: "all", theme: "", sender: "", text: "" };
  const count = el("p", { class: "mld-soft", role: "status" });
  const card = el("div", { class: "mld-statement", tabindex: "-1" });
  const list = longList({ label: t("Utsagn"), height: 58, draw: drawRow, choose: (index) => go(visible[index].id) });
  const filters = el("div", { class: "mld-filters" });
  fill(panel, el("p", { class: "mld-empty" }, t("Leser innspillene …")));

  const themeOf = (code) => codes.themes.find((one) => one.code === code) || { code, label: code };
  const claimOf = (code) => codes.claims.find((one) => one.code === code) || { code, label: code };
  const positionOf = (code) => (codes.positions.find(([value]) => value === code) || [code, code])[1];

  async function load(first) {
    let told;
    try { told = await desk.call("coding.list"); } catch { return; }
    if (closed) return;
    codes = told;
    rows = told.rows;
    byId = new Map(rows.map((row) => [row.id, row]));
    fetched.clear();
    if (!rows.length) { fill(panel, el("p", { class: "mld-empty" }, t("Det er ingen utsagn å kode ennå. Legg inn innspill i fanen «Innspill».")));  return; }
    if (first || !panel.contains(card)) lay();
    filter();
    const start = (first && byId.has(first) && first) || (byId.has(current) && current) || (visible.find((row) => !row.mine) || visible[0] || rows[0]).id;
    go(start, { focus: Boolean(first) || !current });
  }

  function lay() {
    const states = [["all", t("Alle")], ["todo", t("Ikke kodet av deg")], ["uncoded", t("Ikke kodet av noen")], ["suggested", t("Har kodeforslag, ikke kodet")], ["disputed", t("Koderne er uenige")]];
    const text = el("input", { type: "search", oninput: () => { wanted.text = text.value; filter(); } });
    const change = (name) => (value) => { wanted[name] = value; filter(); };
    fill(filters,
      field(t("Vis"), select(states, wanted.state, change("state"))),
      field(t("Tema"), select([["", t("Alle temaer")], ...codes.themes.map((one) => [one.code, one.label])], wanted.theme, change("theme"))),
      field(t("Avsender"), select([["", t("Alle avsendere")], ...codes.senders.map((one) => [one, one])], wanted.sender, change("sender"))),
      field(t("Søk i teksten"), text));
    filters.search = text;
    fill(panel, el("div", { class: "mld-columns" }, el("section", { "aria-label": t("Velg utsagn") }, filters, count, list.node), card));
  }

  function filter() {
    const text = wanted.text.toLowerCase().trim();
    visible = rows.filter((row) =>
      (wanted.state === "all" || (wanted.state === "todo" && !row.mine) || (wanted.state === "uncoded" && row.coders === 0)
        || (wanted.state === "suggested" && row.coders === 0 && row.suggested.length > 0) || (wanted.state === "disputed" && row.disputed))
      && (!wanted.theme || row.themes.includes(wanted.theme) || (row.coders === 0 && row.suggested.includes(wanted.theme)))
      && (!wanted.sender || row.sender === wanted.sender)
      && (!text || row.text.toLowerCase().includes(text)));
    list.show(visible);
    list.select(visible.findIndex((row) => row.id === current));
    tally();
  }

  function tally() {
    const mine = rows.filter((row) => row.mine).length;
    fill(count, plural("Viser {number} utsagn.", "Viser {number} utsagn.", visible.length), " ", t("Du har kodet {mine} av {all}.", { mine, all: rows.length }));
  }

  function drawRow(row) {
    const mark = row.disputed ? t("uenige") : row.mine ? t("kodet") : row.coders ? t("kodet av andre") : row.suggested.length ? t("forslag") : t("ikke kodet");
    return [el("div", { class: "mld-row-head" }, el("span", {}, row.sender), el("span", { class: row.disputed ? "mld-warn-text" : "mld-soft" }, mark)), el("div", { class: "mld-row-text" }, row.text)];
  }

  function fetchStatement(id) {
    if (!fetched.has(id)) {
      const asked = desk.call("coding.statement", { id });
      asked.catch(() => fetched.delete(id));
      asked.then((statement) => { if (fetched.get(id) === asked) fetched.set(id, statement); }, () => {});
      fetched.set(id, asked);
    }
    return fetched.get(id);
  }

  function fetchAhead() {
    const at = visible.findIndex((row) => row.id === current);
    for (const row of visible.slice(Math.max(at - 1, 0), at + 1 + AHEAD)) fetchStatement(row.id);
  }

  function go(id, { focus = true } = {}) {
    if (!id || !byId.has(id)) return;
    leaveMemo();
    current = id;
    list.select(visible.findIndex((row) => row.id === id));
    const known = fetchStatement(id);
    if (known instanceof Promise) {
      drawWaiting(byId.get(id));
      known.then((statement) => { if (current === id && !closed) { draw(statement); fetchAhead(); pressEarly(); } }, () => { early.length = 0; });
    } else { draw(known); fetchAhead(); }
    if (focus) card.focus({ preventScroll: true });
  }

  function step(by) {
    const at = visible.findIndex((row) => row.id === current);
    const next = at < 0 ? visible[0] : visible[at + by];
    if (next) go(next.id);
    else desk.say(by > 0 ? t("Det var det siste utsagnet i listen.") : t("Dette er det første utsagnet i listen."));
  }

  /* Keys pressed before the statement was there: none is lost, and none falls on another statement than the one it was meant for. */
  const early = [];

  function pressEarly() { while (early.length && shown()) press(early.shift()); }

  function press(key) {
    const statement = shown();
    if (/^[1-9]$/.test(key)) {
      const one = statement.suggestions[Number(key) - 1];
      if (one) toggleTheme(one.theme);
      return Boolean(one);
    }
    const does = {
      Enter: accept, a: accept, x: reject, j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1), u: undo,
      t: () => card.themes && card.themes.focus(), r: () => card.claims && card.claims.focus(), m: () => openField(memo), g: () => openField(card.kinds),
      "/": () => filters.search && filters.search.focus(), h: () => showHistory(statement),
    }[key.length === 1 ? key.toLowerCase() : key];
    if (does) does();
    return Boolean(does);
  }

  const draft = (statement) => ({ themes: [], claims: [], questions: [], memo: "", quotable: null, ...(statement.mine || {}) });

  /* Save the coding of the statement on show. `mine` is how it is to be, or null to take it back. */
  function save(statement, mine, { redraw = true, canUndo = true } = {}) {
    if (canUndo) undoable.push({ id: statement.id, mine: statement.mine });
    statement.mine = mine;
    const row = byId.get(statement.id);
    Object.assign(row, { mine: mine !== null, coders: mine !== null ? Math.max(row.coders, 1) : row.coders });
    if (redraw && current === statement.id) draw(statement);
    list.show(visible);
    tally();
    const payload = mine === null ? { id: statement.id, none: true } : { id: statement.id, ...mine };
    saving = saving.then(() => desk.call("coding.save", payload)).then((told) => {
      Object.assign(byId.get(statement.id), told.row);
      if (fetched.get(statement.id) === statement) fetched.set(statement.id, told.statement);
      list.show(visible);
      desk.saved();
    }, () => { fetched.delete(statement.id); if (current === statement.id) go(statement.id); });
  }

  const shown = () => { const known = fetched.get(current); return known instanceof Promise ? null : known; };

  function toggleTheme(code) {
    const statement = shown();
    if (!statement) return;
    const mine = draft(statement);
    save(statement, { ...mine, themes: mine.themes.includes(code) ? mine.themes.filter((one) => one !== code) : [...mine.themes, code] });
  }

  function setClaim(code, position) {
    const statement = shown();
    if (!statement) return;
    const mine = draft(statement);
    const others = mine.claims.filter(([claim]) => claim !== code);
    save(statement, { ...mine, claims: position ? [...others, [code, position]] : others });
  }

  /* Take the suggestions and go on. Where there are none, going on says nothing of the statement. */
  function accept() {
    const statement = shown();
    if (!statement) return;
    const mine = draft(statement);
    if (statement.suggestions.length) save(statement, { ...mine, themes: [...new Set([...mine.themes, ...statement.suggestions.map((one) => one.theme)])] }, { redraw: false });
    step(1);
  }

  /* Say that no suggestion fits, or no theme at all, and go on. */
  function reject() {
    const statement = shown();
    if (!statement) return;
    const mine = draft(statement);
    const suggested = statement.suggestions.map((one) => one.theme);
    save(statement, { ...mine, themes: mine.themes.filter((one) => !suggested.includes(one)) }, { redraw: false });
    step(1);
  }

  async function undo() {
    const last = undoable.pop();
    if (!last) { desk.say(t("Det er ikke mer å angre siden du åpnet fanen.")); return; }
    const statement = await fetchStatement(last.id);
    save(statement, last.mine, { redraw: false, canUndo: false });
    go(last.id);
    desk.say(t("Angret."));
  }

  let memo = null;
  function leaveMemo() {
    const statement = shown();
    if (memo && statement && memo.value.trim() !== draft(statement).memo) save(statement, { ...draft(statement), memo: memo.value.trim() }, { redraw: false });
    memo = null;
  }

  function drawWaiting(row) { fill(card, el("p", { class: "mld-soft" }, row.sender), el("blockquote", { class: "mld-quote mld-now" }, row.text), el("p", { class: "mld-soft" }, t("Henter …"))); }

  function draw(statement) {
    const mine = draft(statement);
    const at = visible.findIndex((row) => row.id === statement.id);
    const themes = picker({
      label: t("Legg til tema"), options: codes.themes, chosen: (code) => draft(shown() || statement).themes.includes(code),
      pick: (one) => { toggleTheme(one.code); card.focus(); }, leave: () => card.focus(),
    });
    const claims = picker({
      label: t("Legg til krav"), options: codes.claims, chosen: (code) => mine.claims.some(([claim]) => claim === code),
      pick: (one) => askPosition(one), leave: () => card.focus(), write: (typed) => writeClaim(statement, typed), writeLabel: t("Skriv nytt krav …"),
    });
    const questions = el("fieldset", { class: "mld-questions" }, el("legend", {}, t("Svarer på spørsmål")), codes.questions.map(([id, text]) => el("label", {},
      el("input", { type: "checkbox", checked: mine.questions.includes(id), onchange: () => {
        const now = draft(shown() || statement);
        save(shown() || statement, { ...now, questions: now.questions.includes(id) ? now.questions.filter((one) => one !== id) : [...now.questions, id] }, { redraw: false });
      } }), " ", text)));
    memo = el("textarea", { rows: 2, maxlength: 2000, value: mine.memo, onblur: leaveThisMemo });
    function leaveThisMemo() { const now = shown(); if (now && memo && now.id === statement.id && memo.value.trim() !== draft(now).memo) save(now, { ...draft(now), memo: memo.value.trim() }, { redraw: false }); }
    const kinds = select(codes.kinds, statement.kind, (kind) => changeKind(statement, kind));
    const quotable = select([["", t("Ikke sagt")], ["yes", t("Ja")], ["no", t("Nei")]], mine.quotable === null ? "" : mine.quotable ? "yes" : "no",
      (value) => save(shown() || statement, { ...draft(shown() || statement), quotable: value === "" ? null : value === "yes" }, { redraw: false }));
    card.themes = themes;
    card.claims = claims;
    card.kinds = kinds;
    fill(card,
      el("p", { class: "mld-soft" }, t("Utsagn {number} av {all}", { number: at + 1, all: visible.length }), " · ", statement.sender, " · ", statement.status, statement.date ? ` · ${statement.date}` : "", " · ", statement.place),
      statement.counts ? null : el("p", { class: "mld-note" }, t("Innspillet er ikke bekreftet. Utsagnet teller ikke før noen har bekreftet det i fanen «Innspill».")),
      statement.blind ? el("p", { class: "mld-note" }, t("Utsagnet er med i et utvalg som flere koder hver for seg. Andres koding ser du i fanen «Sammenlign koding».")) : null,
      drawContext(statement),
      el("h3", {}, t("Kodeforslag")), suggestions(statement, mine),
      el("h3", {}, t("Temaer du har valgt")),
      mine.themes.length ? drawChosenThemes(mine.themes.map(themeOf), toggleTheme) : el("p", { class: "mld-soft" }, statement.mine ? t("Ingen temaer") : t("Ikke kodet av deg")),
      themes.node,
      el("h3", {}, t("Krav og standpunkt")), claimRows(statement, mine), claims.node,
      others(statement), more(statement, mine, [el("div", { class: "mld-pair" }, field(t("Kan siteres"), quotable), field(t("Slag"), kinds, { hint: t("Er dette ikke et utsagn? Velg hva det er.") })), field(t("Notat"), memo), questions]),
      el("div", { class: "mld-buttons mld-sticky" },
        button(statement.suggestions.length ? t("Godta og neste") : t("Videre"), accept, { kind: "mld-primary", key: "Enter" }), button(statement.suggestions.length ? t("Avvis forslagene") : t("Ingen temaer passer"), reject, { key: "X" }),
        button(t("Forrige"), () => step(-1), { key: "K" }), button(t("Neste"), () => step(1), { key: "J" }), button(t("Angre"), undo, { key: "U" }),
        button(t("Historikk"), () => showHistory(statement), { key: "H" })));
  }

  /* What is seldom said of a statement; open where something is said, and as the person left it. */
  let wantsMore = false;
  function more(statement, mine, fields) {
    const said = [mine.memo ? t("notat") : "", mine.quotable === null ? "" : t("sitat"), mine.questions.length ? t("spørsmål") : ""].filter(Boolean);
    const node = el("details", { class: "mld-more", open: wantsMore, ontoggle: () => { wantsMore = node.open; } },
      el("summary", {}, t("Notat, sitat, slag og spørsmål"), said.length ? el("strong", {}, ` (${said.join(", ")})`) : null), fields);
    card.more = node;
    return node;
  }

  function openField(node) { if (!node) return; card.more.open = true; node.focus(); }

  function suggestions(statement, mine) {
    if (statement.blind) return el("p", { class: "mld-soft" }, t("Utsagn i et utvalg kodes uten forslag, så kodingene kan sammenlignes."));
    if (statement.unsure && !statement.suggestions.length) return el("p", { class: "mld-soft" }, t("Vet ikke: Ingen temaer er sikre nok til å bli foreslått."));
    if (!statement.suggestions.length) return el("p", { class: "mld-soft" }, t("Ingen kodeforslag"));
    return el("ul", { class: "mld-chips mld-plain" }, statement.suggestions.map((one, index) => el("li", {},
      el("button", { type: "button", class: "mld-chip mld-suggestion", "aria-pressed": String(mine.themes.includes(one.theme)), onclick: () => toggleTheme(one.theme) },
        index < 9 ? el("kbd", { "aria-hidden": "true" }, String(index + 1)) : null, themeOf(one.theme).label, el("span", { class: "mld-soft" }, one.reason)))));
  }

  function claimRows(statement, mine) {
    const rowsOf = mine.claims.map(([code, position]) => drawChosenClaim(claimOf(code), position, codes.positions, (chosen) => setClaim(code, chosen)));
    const proposed = statement.suggested_claims.filter((one) => !mine.claims.some(([code]) => code === one.claim)).map((one) => el("li", {},
      el("button", { type: "button", class: "mld-chip mld-suggestion", onclick: () => askPosition(claimOf(one.claim)) }, claimOf(one.claim).label, el("span", { class: "mld-soft" }, one.reason))));
    const ticked = statement.ticked.map(([code, position]) => el("li", { class: "mld-soft" }, t("Krysset av i skjemaet: {position} – {claim}", { position: positionOf(position), claim: claimOf(code).label })));
    return ticked.length || rowsOf.length || proposed.length ? el("ul", { class: "mld-plain mld-claims" }, ticked, rowsOf, proposed) : null;
  }

  function others(statement) {
    if (!statement.others.length) return null;
    return el("section", {}, el("h3", {}, t("Andres koding")), el("ul", {}, statement.others.map((one) => el("li", {},
      el("strong", {}, one.coder), ": ", one.themes.map((code) => themeOf(code).label).join(", ") || t("ingen temaer"),
      one.claims.map(([code, position]) => `; ${positionOf(position)}: ${claimOf(code).label}`), one.memo ? el("span", { class: "mld-soft" }, ` – ${one.memo}`) : null))));
  }

  async function askPosition(claim) {
    const position = await askPositionTo(desk, claim, codes.positions);
    if (position) setClaim(claim.code, position);
    card.focus();
  }

  async function writeClaim(statement, typed) {
    const text = el("textarea", { rows: 3, maxlength: 400, value: typed });
    const addressee = select([["", t("Velg …")], ...codes.addressees], "");
    const purpose = select([["", t("Ikke valgt")], ...codes.purposes], "");
    const question = select([["", t("Ikke valgt")], ...codes.questions], "");
    const mine = draft(statement);
    const theme = select([["", t("Velg …")], ...codes.themes.map((one) => [one.code, one.label])], mine.themes[0] || (statement.suggestions[0] || {}).theme || "");
    const body = [field(t("Kravet, i én setning"), text, { hint: t("Skriv det slik at en annen kommune kan være for eller mot.") }), field(t("Rettet til"), addressee), field(t("Tema"), theme), field(t("Formål"), purpose), field(t("Spørsmål"), question)];
    const told = await askUntilDone(desk, { title: t("Nytt krav"), body, yes: t("Lagre kravet") },
      () => desk.call("coding.claim", { text: text.value, addressee: addressee.value, themes: theme.value ? [theme.value] : [], purpose: purpose.value, question: question.value }));
    if (!told) { card.focus(); return; }
    codes.claims = told.claims;
    await askPosition(claimOf(told.claim));
  }

  async function changeKind(statement, kind) {
    try {
      const told = await desk.call("coding.kind", { id: statement.id, kind });
      if (told.row === null) {
        const at = visible.findIndex((row) => row.id === statement.id);
        rows = rows.filter((row) => row.id !== statement.id);
        byId.delete(statement.id);
        filter();
        desk.say(t("Tekststedet er ikke lenger et utsagn, og er ute av listen. Det kan angres i fanen «Merknader»."));
        go((visible[at] || visible[at - 1] || rows[0] || {}).id);
      } else { fetched.set(statement.id, told.statement); draw(told.statement); desk.saved(); }
    } catch { draw(statement); }
  }

  async function showHistory(statement) {
    const told = await desk.call("coding.history", { id: statement.id });
    await desk.ask({ title: t("Historikk for utsagnet"), yes: t("Lukk"), no: null, body: told.lines.length ? el("ol", {}, told.lines.map((line) => el("li", {}, el("span", { class: "mld-soft" }, `${line.when} ${line.by}: `), line.what))) : el("p", {}, t("Ingen har kodet utsagnet.")) });
    card.focus();
  }

  load(where);
  return {
    key(event) {
      if (!codes || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return false;
      const inControl = event.target.closest("button, [role=tab], [role=listbox]");
      if (event.key === "Enter" && inControl && !inControl.matches("[role=listbox]")) return false;
      if (shown() && !early.length) return press(event.key);
      if (!byId.has(current) || !/^([1-9axjkutrmgh/]|Enter|ArrowDown|ArrowUp)$/i.test(event.key)) return false;
      early.push(event.key);
      return true;
    },
    keys: () => [["Enter", t("Godta forslagene og gå til neste")], ["1–9", t("Velg eller fjern forslaget med det nummeret")], ["X", t("Avvis forslagene og gå til neste")], ["J / ↓", t("Neste utsagn")], ["K / ↑", t("Forrige utsagn")],
      ["U", t("Angre")], ["T", t("Legg til tema")], ["R", t("Legg til krav")], ["M", t("Skriv notat")], ["G", t("Endre slag")], ["/", t("Søk i teksten")], ["H", t("Historikk for utsagnet")], ["Esc", t("Ut av et felt")]],
    refresh: () => saving.then(() => { if (!closed && !isTyping({ target: document.activeElement || panel })) load(); }),
    close() { leaveMemo(); closed = true; },
  };
}
