/* Krav: the claims and the themes of the whole dialogue. Changes show what they would change before they are made. */

registerTab({ id: "claims", title: () => t("Krav"), national: "only", open: openClaims });

/* What each person has changed since the page was opened, the last one last: the ids of its events. */
const claimChanges = new Map();

function openClaims(panel, desk) {
  const MOST_STATEMENTS = 50;
  let told = null;
  let kind = "claim";
  let closed = false;
  let form = false; // a change is being written
  let stale = false; // somebody changed something while it was
  let everyStatement = false;
  let visible = [];
  const current = { claim: "", theme: "" };
  const picked = { claim: new Set(), theme: new Set() };
  const wanted = { text: "", show: "used", addressee: "", theme: "" };
  const undoable = claimChanges.get(desk.person) || claimChanges.set(desk.person, []).get(desk.person);

  const filters = el("div", { class: "mld-filters" });
  const tools = el("div", { class: "mld-buttons mld-tools" });
  const counted = el("p", { class: "mld-soft", role: "status" });
  const problems = el("div", {});
  const card = el("section", { class: "mld-source mld-code-card", tabindex: "-1", "aria-label": t("Det valgte") });
  const list = longList({ label: t("Krav og temaer"), height: 76, draw: drawRow, choose: (index) => show(visible[index].code) });
  fill(panel, el("p", { class: "mld-empty" }, t("Leser alle fylkene …")));

  const rows = () => (kind === "claim" ? told.claims : told.themes);
  const rowOf = (code) => rows().find((row) => row.code === code);
  const labelOf = (code) => (rowOf(code) || { label: code }).label;
  const themeLabel = (code) => (told.themes.find((one) => one.code === code) || { label: code }).label;

  async function load() {
    let answer;
    try { answer = await desk.call("claims.list"); } catch { return; }
    if (!closed) take(answer);
  }

  function take(answer) {
    const first = !told;
    told = answer;
    if (first) lay();
    drawProblems();
    if (form) { stale = true; filter(); return; }
    filter();
    if (!rowOf(current[kind])) current[kind] = (visible[0] || { code: "" }).code;
    show(current[kind], { focus: false });
  }

  function lay() {
    fill(panel, problems, el("div", { class: "mld-columns" }, el("div", { class: "mld-code-side" }, filters, tools, counted, list.node), card));
    drawFilters();
  }

  function drawFilters() {
    const search = el("input", { type: "search", value: wanted.text, oninput: () => { wanted.text = search.value; filter(); } });
    const change = (name) => (value) => { wanted[name] = value; filter(); };
    const states = kind === "claim"
      ? [["used", t("I bruk")], ["alike", t("Ligner på hverandre")], ["empty", t("Uten utsagn")], ["former", t("Ikke lenger i bruk")]]
      : [["used", t("I bruk")], ["empty", t("Uten utsagn")], ["former", t("Ikke lenger i bruk")]];
    fill(filters,
      el("div", { class: "mld-buttons mld-span", role: "group", "aria-label": t("Krav eller temaer") },
        button(t("Krav"), () => turn("claim"), { "aria-pressed": String(kind === "claim") }), button(t("Temaer"), () => turn("theme"), { "aria-pressed": String(kind === "theme"), key: "V" })),
      field(t("Søk"), search), field(t("Vis"), select(states, wanted.show, change("show"))),
      kind === "claim" ? [field(t("Rettet til"), select([["", t("Alle")], ...told.addressees], wanted.addressee, change("addressee"))),
        field(t("Tema"), select([["", t("Alle temaer")], ...told.themes.filter((one) => one.in_use).map((one) => [one.code, one.label])], wanted.theme, change("theme")))] : null);
    filters.search = search;
  }

  function turn(to) {
    if (to === kind || isBusy()) return;
    kind = to;
    Object.assign(wanted, { text: "", show: "used", addressee: "", theme: "" });
    drawFilters();
    filter();
    show(rowOf(current[kind]) ? current[kind] : (visible[0] || { code: "" }).code, { focus: false });
    filters.querySelector("[aria-pressed=true]").focus();
  }

  function filter() {
    const words = wanted.text.toLowerCase().split(/\s+/).filter(Boolean);
    visible = rows().filter((row) => (wanted.show === "former" ? !row.in_use : row.in_use)
      && (wanted.show !== "alike" || row.alike.length) && (wanted.show !== "empty" || !row.count.statements)
      && (!wanted.addressee || row.addressee === wanted.addressee) && (!wanted.theme || row.themes.includes(wanted.theme))
      && words.every((word) => `${row.label} ${row.code}`.toLowerCase().includes(word)));
    if (wanted.show === "alike") visible = nextToEachOther(visible);
    picked[kind] = new Set([...picked[kind]].filter((code) => (rowOf(code) || {}).in_use));
    redrawList();
  }

  /* Those that are alike stand together. */
  function nextToEachOther(found) {
    const left = new Map(found.map((row) => [row.code, row]));
    const ordered = [];
    const put = (code) => { const row = left.get(code); if (!row) return; left.delete(code); ordered.push(row); row.alike.forEach(put); };
    found.forEach((row) => put(row.code));
    return ordered;
  }

  function redrawList() {
    list.show(visible);
    list.select(visible.findIndex((row) => row.code === current[kind]));
    const number = picked[kind].size;
    fill(counted, kind === "claim" ? plural("Viser {number} krav.", "Viser {number} krav.", visible.length) : plural("Viser {number} tema.", "Viser {number} temaer.", visible.length), number ? ` ${plural("{number} er valgt.", "{number} er valgt.", number)}` : "");
    const focused = tools.contains(document.activeElement) ? document.activeElement.dataset.tool : "";
    fill(tools, button(kind === "claim" ? t("Nytt krav …") : t("Nytt tema …"), writeNew, { key: "N", "data-tool": "new" }),
      button(t("Slå sammen valgte …"), merge, { key: "M", disabled: number < 2, "data-tool": "merge" }),
      number ? button(t("Velg ingen"), () => { picked[kind].clear(); redrawList(); redrawPick(); }, { "data-tool": "none" }) : null,
      undoable.length ? button(t("Angre siste endring"), undo, { key: "Z", "data-tool": "undo" }) : null);
    if (focused) (tools.querySelector(`[data-tool="${focused}"]:not(:disabled)`) || list.node).focus();
  }

  function drawProblems() {
    fill(problems, told.problems.length ? el("details", { class: "mld-more", open: true }, el("summary", {}, plural("{number} merknad til krav og temaer", "{number} merknader til krav og temaer", told.problems.length)), told.problems.map((text) => el("p", { class: "mld-note" }, text))) : null);
  }

  function drawRow(row) {
    const chosen = picked[kind].has(row.code);
    const { members, statements } = row.count;
    return [el("div", { class: "mld-code-row" },
      row.in_use ? el("span", { class: "mld-mark", title: t("Velg til sammenslåing"), onclick: (event) => { event.stopPropagation(); toggle(row.code); } }, chosen ? "☑" : "☐", el("span", { class: "mld-visually-hidden" }, chosen ? t("valgt") : "")) : null,
      el("div", {}, el("div", { class: "mld-two-lines" }, row.label),
        el("div", { class: "mld-soft mld-row-foot" }, [row.alike && row.alike.length && row.in_use ? t("ligner på et annet") : null, plural("{number} medlem", "{number} medlemmer", members), t("{number} utsagn", { number: statements }), row.group].filter(Boolean).join(" · "))))];
  }

  function toggle(code = current[kind]) {
    const row = rowOf(code);
    if (!row || !row.in_use || isBusy()) return;
    if (!picked[kind].delete(code)) picked[kind].add(code);
    redrawList();
    redrawPick();
  }

  function redrawPick() {
    const node = card.querySelector("[data-pick]");
    if (node) node.setAttribute("aria-pressed", String(picked[kind].has(current[kind])));
  }

  function isBusy() {
    if (form) desk.say(t("Gjør ferdig endringen, eller avbryt den, før du går videre."));
    return form;
  }

  async function show(code, { focus = true } = {}) {
    if (isBusy()) return;
    everyStatement = everyStatement && code === current[kind];
    current[kind] = code;
    redrawList();
    const row = rowOf(code);
    if (!row) { fill(card, el("p", { class: "mld-empty" }, t("Ingenting passer med det du har valgt."))); return; }
    draw(row, null);
    if (focus) list.node.focus({ preventScroll: true });
    let more;
    try { more = await desk.call("claims.describe", { kind, code }); } catch { return; }
    if (!closed && !form && current[kind] === code) draw(rowOf(code) || row, more);
  }

  function draw(row, more) {
    const { count } = row;
    const focused = card.contains(document.activeElement) ? document.activeElement.dataset.does : "";
    const claim = kind === "claim";
    const about = claim
      ? [row.group, ...row.themes.map(themeLabel), (told.purposes.find(([code]) => code === row.purpose) || [])[1], (told.questions.find(([id]) => id === row.question) || [])[1], row.put ? t("stilt i skjema") : ""]
      : [(told.main_themes.find(([code]) => code === row.theme.parent) || [])[1] || themeLabel(row.theme.parent), t("kode {code}", { code: row.code })];
    const numbers = [[t("Medlemmer"), count.members], ...(claim ? told.positions.map(([position, label]) => [label, count.positions[position]]) : []), [t("Organer"), count.bodies], [t("Andre"), count.others], [t("Utsagn"), count.statements], [t("Fylker"), count.areas.filter((area) => area in told.areas).length]];
    fill(card,
      el("p", { class: "mld-soft" }, about.filter(Boolean).join(" · ")), el("h2", {}, row.label),
      row.in_use ? null : el("p", { class: "mld-note" }, t("Ikke lenger i bruk.")),
      row.lineage.map((line) => el("p", { class: "mld-lineage" }, line)),
      el("dl", { class: "mld-numbers" }, numbers.map(([label, number]) => el("div", {}, el("dt", {}, label), el("dd", {}, String(number))))),
      count.areas.length ? el("p", { class: "mld-soft" }, count.areas.map((area) => told.areas[area] || t("uten fylke")).join(", ")) : null,
      claim || !row.in_use ? null : themeWords(row.theme),
      row.in_use ? el("div", { class: "mld-buttons" },
        button(t("Velg til sammenslåing"), () => toggle(row.code), { key: t("Mellomrom"), "aria-pressed": String(picked[kind].has(row.code)), "data-pick": true, "data-does": "pick" }),
        button(claim ? t("Omformuler …") : t("Rediger …"), reword, { key: "O", "data-does": "reword" }),
        button(t("Del …"), split, { key: "D", "data-does": "split", disabled: !more }),
        button(t("Ta ut av bruk …"), retire, { key: "U", "data-does": "retire" }))
        : el("div", { class: "mld-buttons" }, button(t("Ta i bruk igjen …"), revive, { "data-does": "revive" })),
      claim && row.in_use && row.alike.length ? el("section", { "aria-label": t("Ligner på dette") }, el("h3", {}, t("Ligner på dette")),
        el("p", { class: "mld-hint" }, t("Forslag fra ordene alene. Du avgjør om de sier det samme.")),
        el("ul", { class: "mld-plain mld-alike" }, row.alike.map((code) => el("li", {}, el("span", {}, labelOf(code)), " ", button(t("Slå sammen …"), () => { picked.claim = new Set([row.code, code]); redrawList(); merge(); }, { kind: "mld-small", "aria-label": t("Slå sammen med: {label}", { label: labelOf(code) }) }))))) : null,
      more ? drawMore(more) : el("p", { class: "mld-soft" }, t("Henter utsagnene …")));
    if (focused) (card.querySelector(`[data-does="${focused}"]:not(:disabled)`) || card).focus({ preventScroll: true });
  }

  function themeWords(theme) {
    const form = (part) => (desk.language === "nn" && part.nn) || part.nb;
    const words = [...theme.search_words.nb, ...theme.search_words.nn.filter((word) => !theme.search_words.nb.includes(word))];
    return el("dl", { class: "mld-definition" }, [[t("Hva temaet handler om"), form(theme.definition)], [t("Tas med"), form(theme.include)], [t("Tas ikke med"), form(theme.exclude)], [t("Eksempel (oppdiktet setning)"), form(theme.example)], [t("Søkeord"), words.join(", ")]]
      .filter(([, text]) => text).map(([label, text]) => el("div", {}, el("dt", {}, label), el("dd", {}, text))));
  }

  function drawMore(more) {
    const shown = everyStatement ? more.statements : more.statements.slice(0, MOST_STATEMENTS);
    return [
      el("details", { class: "mld-more", open: true }, el("summary", {}, plural("{number} utsagn", "{number} utsagn", more.statements.length)),
        more.statements.length > rowOf(current[kind]).count.statements ? el("p", { class: "mld-hint" }, t("Her står også utsagn som ikke telles: innspillet er ikke bekreftet, eller koderne er uenige.")) : null,
        el("ol", { class: "mld-plain mld-split-list" }, shown.map((one) => el("li", {}, el("p", { class: "mld-soft" }, `${one.area} · ${one.sender}`, one.position ? ` · ${one.position}` : ""), el("blockquote", { class: "mld-quote" }, one.text)))),
        shown.length < more.statements.length ? button(t("Vis alle {number}", { number: more.statements.length }), () => { everyStatement = true; draw(rowOf(current[kind]), more); }) : null),
      el("details", { class: "mld-more" }, el("summary", {}, t("Historikk")),
        el("ol", { class: "mld-plain mld-history" }, more.history.map((one) => el("li", {}, el("span", { class: "mld-soft" }, `${[one.when, one.by].filter(Boolean).join(" ") || t("Fra begynnelsen")}: `), `${one.code} – ${one.what}`, one.text && !one.code.includes(one.text) ? ` «${one.text}»` : "", one.reason ? el("div", { class: "mld-soft" }, t("Grunn: {reason}", { reason: one.reason })) : null)))),
    ];
  }

  /* A form stands in the card until the change is made or given up. */
  function begin(values) {
    form = true;
    stale = false;
    desk.say("");
    const opened = openChange({ desk, card, positions: told.positions, leave, done: finish, ...values });
    return opened.touch;
  }

  function leave() {
    form = false;
    if (stale) load();
    show(current[kind]);
  }

  function finish(answer) {
    form = false;
    undoable.push(answer.events);
    const known = new Set(rows().map((row) => row.code));
    picked[kind].clear();
    told = answer;
    const fresh = rows().find((row) => !known.has(row.code));
    const old = rowOf(current[kind]);
    if (fresh) current[kind] = fresh.code;
    else if (old && !old.in_use) { const heir = rows().find((row) => row.in_use && row.lineage.some((line) => line.includes(old.label))); if (heir) current[kind] = heir.code; }
    if (wanted.show !== "alike" || !rows().some((row) => row.in_use && row.alike.length)) { wanted.show = "used"; drawFilters(); }
    drawProblems();
    filter();
    show(current[kind]);
    desk.saved(t("Endringen er lagret. Rapportene får den med neste gang de kjøres."));
  }

  async function undo() {
    const events = undoable.at(-1);
    if (!events || isBusy()) return;
    if (!(await desk.ask({ title: t("Angre den siste endringen?"), body: el("p", {}, t("Det som gjaldt før, gjelder igjen. Begge deler står i historikken.")), yes: t("Angre") }))) return;
    let answer;
    try { answer = await desk.call("claims.undo", { events }); } catch { return; }
    undoable.pop();
    take(answer);
    desk.saved(t("Endringen er angret"));
    list.node.focus();
  }

  function writeNew() {
    if (isBusy()) return;
    if (kind === "theme") {
      const fields = themeFields(told, {});
      begin({ title: t("Nytt tema"), body: fields.node, build: () => ({ kind: "add_theme", theme: fields.read() }) });
      return;
    }
    const fields = claimFields(told, { text: { nb: "" }, addressee: "", themes: [], purpose: "", question: "" }, () => touch());
    const touch = begin({ title: t("Nytt krav"), body: fields.node, build: () => ({ kind: "write_claim", claim: fields.read() }) });
  }

  function reword() {
    const row = rowOf(current[kind]);
    if (isBusy() || !row || !row.in_use) return;
    if (kind === "theme") {
      const fields = themeFields(told, row.theme);
      begin({ title: t("Rediger: {label}", { label: row.label }), intro: t("Koden {code} og kodingene er de samme.", { code: row.code }), body: fields.node, build: () => ({ kind: "edit_theme", theme: fields.read() }) });
      return;
    }
    const fields = claimFields(told, row, () => touch());
    const touch = begin({ title: t("Omformuler kravet"), intro: t("Kodingene følger med. Sier kravet noe annet enn før, bør du heller skrive et nytt."), body: fields.node, build: () => {
      const { text, ...frame } = fields.read();
      return { kind: "reword_claim", claim_id: row.code, text, frame };
    } });
  }

  function retire() {
    const row = rowOf(current[kind]);
    if (isBusy() || !row || !row.in_use) return;
    begin({ title: t("Ta ut av bruk: {label}", { label: row.label }), intro: t("Det som er kodet med dette, telles ikke lenger. Sier et annet det samme, slår du dem heller sammen."), body: null,
      build: () => (kind === "claim" ? { kind: "retire_claim", claim_id: row.code } : { kind: "retire_theme", theme_code: row.code }) });
  }

  function revive() {
    const row = rowOf(current[kind]);
    if (isBusy() || !row || row.in_use) return;
    begin({ title: t("Ta i bruk igjen: {label}", { label: row.label }), intro: t("Det som er kodet med dette, telles for det igjen."), body: null,
      build: () => (kind === "claim" ? { kind: "write_claim", claim: { id: row.code, text: row.text, addressee: row.addressee, themes: row.themes, purpose: row.purpose, question: row.question } } : { kind: "add_theme", theme: row.theme }) });
  }

  function merge() {
    if (isBusy()) return;
    const codes = [...picked[kind]];
    if (codes.length < 2) { desk.say(t("Velg minst to med mellomrom først.")); return; }
    const chosen = codes.map(rowOf).sort((one, other) => other.count.members - one.count.members || other.count.statements - one.count.statements);
    const name = `mld-into-${++lastId}`;
    let into = chosen[0].code;
    const same = (key) => (chosen.every((row) => row[key] === chosen[0][key]) ? chosen[0][key] : "");
    const fields = kind === "claim" ? claimFields(told, { text: { nb: "" }, addressee: same("addressee"), themes: [...new Set(chosen.flatMap((row) => row.themes))], purpose: same("purpose"), question: same("question") }, () => touch()) : null;
    const fresh = el("div", { class: "mld-form mld-indent", hidden: true }, fields ? fields.node : null);
    const choose = (code) => { into = code; fresh.hidden = code !== ""; };
    const radio = (code, label, hint) => el("label", { class: "mld-check mld-choice" }, el("input", { type: "radio", name, checked: code === into, onchange: () => choose(code) }), el("span", {}, label, hint ? el("span", { class: "mld-soft" }, ` – ${hint}`) : null));
    const body = [el("fieldset", { class: "mld-questions" }, el("legend", {}, t("Hva skal stå igjen?")),
      chosen.map((row) => radio(row.code, row.label, [row.group, plural("{number} medlem", "{number} medlemmer", row.count.members), t("{number} utsagn", { number: row.count.statements })].filter(Boolean).join(", "))),
      kind === "claim" ? radio("", t("En ny ordlyd")) : null), fresh,
    new Set(chosen.map((row) => row.addressee)).size > 1 ? el("p", { class: "mld-note" }, t("De er rettet til ulike mottakere. Se til at de likevel sier det samme.")) : null];
    const touch = begin({ title: kind === "claim" ? plural("Slå sammen {number} krav", "Slå sammen {number} krav", codes.length) : plural("Slå sammen {number} temaer", "Slå sammen {number} temaer", codes.length), intro: kind === "theme" ? t("Kodinger og søkeord følger med inn i det som blir stående.") : t("Kodingene følger med inn i det som blir stående."), body,
      build: () => (kind === "claim" ? { kind: "merge_claims", claims: codes, into, new: into ? null : fields.read() } : { kind: "merge_themes", themes: codes, into }) });
  }

  async function split() {
    const row = rowOf(current[kind]);
    if (isBusy() || !row || !row.in_use) return;
    let more;
    try { more = await desk.call("claims.describe", { kind, code: row.code }); } catch { return; }
    if (form || closed) return;
    let touch = () => {};
    const fields = splitFields(rows(), kind, row.code, more.statements, () => touch());
    touch = begin({ title: t("Del: {label}", { label: row.label }), intro: t("Skriv delene, og si for hvert utsagn hvor det hører til. Delene får samme mottaker, tema og formål; det kan endres etterpå."), body: fields.node,
      build: () => (kind === "claim" ? { kind: "split_claim", claim_id: row.code, ...fields.read() } : { kind: "split_theme", theme_code: row.code, ...fields.read() }) });
  }

  function step(by) {
    const next = visible[visible.findIndex((row) => row.code === current[kind]) + by];
    if (next) show(next.code); else desk.say(t("Ikke flere i listen."));
  }

  load();
  return {
    key(event) {
      if (!told || event.ctrlKey || event.metaKey || event.altKey) return false;
      if (event.key === "Escape" && form) { leave(); return true; }
      if (isTyping(event)) return false;
      if (form) return false;
      const onControl = /^(button|summary|a|input|select)$/i.test(event.target.tagName || "");
      if (event.key === " ") { if (onControl) return false; toggle(); return true; }
      const does = { j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1), m: merge, d: split, o: reword, u: retire, n: writeNew, z: undo, v: () => turn(kind === "claim" ? "theme" : "claim"), "/": () => filters.search.focus() }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!does) return false;
      does();
      return true;
    },
    keys: () => [["J / ↓", t("Neste")], ["K / ↑", t("Forrige")], [t("Mellomrom"), t("Velg til sammenslåing")], ["M", t("Slå sammen valgte …")], ["D", t("Del …")], ["O", t("Omformuler eller rediger")], ["U", t("Ta ut av bruk …")], ["N", t("Skriv nytt")], ["Z", t("Angre siste endring")], ["V", t("Bytt mellom krav og temaer")], ["/", t("Søk")], ["Esc", t("Avbryt endringen")]],
    refresh: load,
    close() { closed = true; },
  };
}
