/* Innspill: files in, what each of them is, and the meetings. */

registerTab({ id: "sources", title: () => t("Innspill"), national: "both", open: openSources });

function openSources(panel, desk, where) {
  const PART_BYTES = 1024 * 1024;
  let told = null;
  let current = where || "";
  let wanted = "all";
  let closed = false;
  let editing = false; // something in the form is not saved yet

  const drop = el("div", { class: "mld-drop" });
  const progress = el("p", { class: "mld-soft", role: "status" });
  const summary = el("div", { class: "mld-buttons" });
  const list = longList({ label: t("Innspill"), height: 58, draw: drawRow, choose: (index) => show(shownRows()[index].id) });
  const card = el("section", { class: "mld-source", tabindex: "-1", "aria-label": t("Innspillet") });
  const meetings = el("section", { class: "mld-meetings", "aria-label": t("Møter") });
  fill(panel, el("p", { class: "mld-empty" }, t("Leser innspillene …")));

  async function load() {
    let answer;
    try { answer = await desk.call("sources.list"); } catch { return; }
    if (!closed) take(answer);
  }

  function take(answer) {
    told = answer;
    if (!panel.contains(list.node)) lay();
    drawSummary();
    drawMeetings();
    redrawList();
    if (!told.rows.length) { fill(card, el("p", { class: "mld-empty" }, t("Det er ikke kommet noe ennå. Dra filene hit, eller legg dem i mappen {folder}.", { folder: told.folder }))); return; }
    if (!told.rows.some((row) => row.id === current)) current = (told.rows.find((row) => row.state === "proposed") || told.rows[0]).id;
    if (!editing) show(current, { focus: false });
  }

  function lay() {
    const chooser = el("input", { type: "file", multiple: true, class: "mld-visually-hidden", id: `mld-files-${++lastId}`, onchange: () => upload([...chooser.files]) });
    fill(drop, el("p", {}, t("Dra filer hit, eller"), " ", el("label", { for: chooser.id, class: "mld-button mld-file-label" }, t("velg filer")), chooser), progress);
    drop.addEventListener("dragover", () => drop.classList.add("mld-is-over"));
    drop.addEventListener("dragleave", () => drop.classList.remove("mld-is-over"));
    drop.addEventListener("drop", (event) => { event.preventDefault(); drop.classList.remove("mld-is-over"); upload([...event.dataTransfer.files]); });
    const states = [["all", t("Alle")], ["proposed", t("Ikke bekreftet")], ["held", t("Må avklares")], ["registered", t("Bekreftet")], ["rejected", t("Satt til side")]];
    fill(panel, drop, el("div", { class: "mld-columns" },
      el("section", { "aria-label": t("Velg innspill") }, el("div", { class: "mld-filters" }, field(t("Vis"), select(states, wanted, (value) => { wanted = value; redrawList(); }))), summary, list.node), card), meetings);
  }

  function shownRows() { return told.rows.filter((row) => wanted === "all" || (wanted === "held" ? row.held : row.state === wanted)); }

  function redrawList() {
    const rows = shownRows();
    list.show(rows);
    list.select(rows.findIndex((row) => row.id === current));
  }

  function drawRow(row) {
    const kind = row.changed ? "mld-bad" : { proposed: row.held ? "mld-bad" : "mld-warn", registered: "mld-good", rejected: "" }[row.state];
    return [el("div", { class: "mld-row-head" }, el("span", {}, row.sender || t("avsender ukjent")), el("span", { class: `mld-chip mld-tiny ${kind}` }, row.changed ? t("filen er endret") : row.held && row.state === "proposed" ? t("må avklares") : row.state_word)),
      el("div", { class: "mld-row-text" }, row.file, row.problems ? el("span", { class: "mld-soft" }, ` · ${plural("{number} merknad", "{number} merknader", row.problems)}`) : null)];
  }

  function drawSummary() {
    const count = (state) => told.rows.filter((row) => row.state === state).length;
    fill(summary,
      el("p", { class: "mld-soft" }, t("{registered} bekreftet, {proposed} ikke bekreftet, {rejected} satt til side.", { registered: count("registered"), proposed: count("proposed"), rejected: count("rejected") })),
      told.ready ? button(plural("Bekreft {number} som ikke må avklares", "Bekreft {number} som ikke må avklares", told.ready), confirmReady) : null,
      told.rows.some((row) => row.waiting) ? button(t("Gjenkjenn tekst i skannede sider"), recognise) : null,
      told.forms.map((form) => button(form.confirmed ? t("Kolonnene i {file}", { file: form.source.split("/").pop() }) : t("Se over kolonnene i {file}", { file: form.source.split("/").pop() }), () => columnsOf(form))));
  }

  /* What each column of a form holds: guessed, put right here, and confirmed. The rows are read anew by it. */
  async function columnsOf(form) {
    let known;
    try { known = await desk.call("sources.columns", { source: form.source }); } catch { return; }
    const rows = known.columns.map((column) => {
      const question = select([["", t("Ikke et av dialogens")], ...known.questions], column.question, null, { "aria-label": t("Spørsmål, kolonne {letter}", column) });
      const claim = select([["", t("Ikke et krav")], ...known.claims], column.claim, null, { "aria-label": t("Krav, kolonne {letter}", column) });
      const role = select(known.roles, column.role, () => seen(), { "aria-label": t("Inneholder, kolonne {letter}", column) });
      const seen = () => { question.hidden = !["tick", "comment"].includes(role.value); claim.hidden = role.value !== "tick"; };
      seen();
      return { node: el("tr", {}, el("th", { scope: "row" }, column.letter), el("td", {}, column.title, column.sample ? el("p", { class: "mld-soft" }, column.sample.slice(0, 120)) : null), el("td", { class: "mld-column" }, role, question, claim)),
        read: () => ({ letter: column.letter, role: role.value, question: question.hidden ? "" : question.value, claim: claim.hidden ? "" : claim.value }) };
    });
    const body = [el("p", {}, t("Programmet har gjettet. Rett det som ikke stemmer. Hvert svar leses etter dette.")),
      el("div", { class: "mld-wide mld-tall", tabindex: "0", role: "region", "aria-label": t("Kolonnene") }, el("table", { class: "mld-table" },
        el("thead", {}, el("tr", {}, [t("Kolonne"), t("Overskrift, og et svar"), t("Inneholder")].map((heading) => el("th", { scope: "col" }, heading)))), el("tbody", {}, rows.map((row) => row.node))))];
    const done = await askUntilDone(desk, { title: t("Hva inneholder kolonnene i {file}?", { file: form.source.split("/").pop() }), body, yes: t("Bekreft kolonnene") },
      () => desk.call("sources.save_columns", { source: form.source, columns: rows.map((row) => row.read()) }));
    if (!done) return;
    await load();
    desk.saved(t("Kolonnene er bekreftet"));
  }

  async function show(id, { focus = true } = {}) {
    current = id;
    editing = false;
    redrawList();
    let source;
    try { source = await desk.call("sources.describe", { id }); } catch { return; }
    if (closed || current !== id) return;
    draw(source);
    if (focus) card.focus({ preventScroll: true });
  }

  let form = null;
  function draw(source) {
    let sender = source.sender_code;
    const name = el("input", { type: "text", value: source.sender, maxlength: 200, oninput: () => { sender = ""; } });
    const found = picker({ label: t("Finn kommune, fylkeskommune eller organ"), options: told.senders, chosen: (code) => code === sender, pick: (one) => {
      sender = one.code;
      name.value = one.label;
      editing = true;
      level.value = (told.senders.find((other) => other.code === one.code) || {}).code.startsWith("organ:") ? "body" : one.code.endsWith("00") ? "county_council" : "municipality";
      level.focus();
    }, leave: () => card.focus() });
    const level = select(told.levels, source.level);
    const status = select(told.statuses, source.status);
    const arena = select(told.arenas, source.arena);
    const date = el("input", { type: "text", value: source.date, placeholder: t("12.06.2017"), size: 12 });
    const openness = select(told.opennesses, source.openness);
    const quotable = el("input", { type: "checkbox", checked: source.quotable });
    const address = el("input", { type: "url", value: source.public_address, placeholder: "https://…" });
    const meeting = select([["", t("Ikke fra et møte")], ...told.meetings.map((one) => [one.id, `${one.name}, ${one.date}`])], source.meeting);
    const letter = select([["", t("Ikke svar på et brev")], ...told.letters, ...(source.replies_to && !told.letters.some(([id]) => id === source.replies_to) ? [[source.replies_to, source.replies_to]] : [])], source.replies_to);
    form = () => ({ id: source.id, sender: sender || name.value, level: level.value, status: status.value, arena: arena.value, date: date.value, openness: openness.value, quotable: quotable.checked, public_address: address.value, meeting: meeting.value, replies_to: letter.value, seen: source.seen });
    const fields = el("form", { class: "mld-form", oninput: () => { editing = true; }, onsubmit: (event) => { event.preventDefault(); confirm(); } },
      field(t("Avsender"), name, { hint: source.sender_code ? t("Nummer {code}", { code: source.sender_code }) : t("Ikke funnet i registeret. Finn avsenderen under, eller velg nivået «annen avsender».") }), found.node,
      el("div", { class: "mld-form-row" }, field(t("Nivå"), level), field(t("Type uttalelse"), status), field(t("Arena"), arena), field(t("Dato"), date)),
      el("div", { class: "mld-form-row" }, field(t("Åpenhet"), openness), field(t("Møte"), meeting), field(t("Offentlig adresse"), address), told.letters.length || source.replies_to ? field(t("Svar på brev"), letter) : null),
      el("label", { class: "mld-check" }, quotable, " ", t("Kan siteres")),
      el("div", { class: "mld-buttons" },
        el("button", { type: "submit", class: "mld-button mld-primary", disabled: source.withdrawn }, source.state === "registered" ? t("Lagre endringene") : t("Bekreft"), " ", el("kbd", { "aria-hidden": "true" }, "B")),
        source.state === "rejected" ? null : button(t("Sett til side …"), () => aside(source), { key: "S" }),
        button(t("Forrige"), () => step(-1), { key: "K" }), button(t("Neste"), () => step(1), { key: "J" })));
    card.picker = found;
    fill(card,
      el("h2", {}, source.file),
      el("div", { class: "mld-chips" }, el("span", { class: `mld-chip ${source.state === "registered" ? "mld-good" : "mld-warn"}` }, source.state_word), source.late ? el("span", { class: "mld-chip mld-warn" }, t("kom for sent")) : null, source.waiting ? el("span", { class: "mld-chip mld-warn" }, t("ikke ferdig lest")) : null,
        source.by ? el("span", { class: "mld-soft" }, source.state === "rejected" ? t("satt til side av {by}", { by: source.by }) : t("bekreftet av {by}", { by: source.by })) : null),
      source.aside ? el("p", { class: "mld-note" }, t("Satt til side: {reason}", { reason: source.aside }), " ", source.withdrawn ? "" : t("Skal det telle likevel, trykker du «Bekreft».")) : null,
      source.rivals.map((one) => el("p", { class: "mld-note" }, t("{by} bekreftet det samtidig som {sender}, {status}. Lagre det dere er enige om.", { by: one.by, sender: one.sender, status: one.status }))),
      source.problems.map((one) => el("div", { class: one.severity === "error" ? "mld-alert mld-block" : "mld-note" }, el("p", {}, one.what), one.found || one.place ? el("p", { class: "mld-found" }, t("Funnet: {found}", { found: [one.found, one.place].filter(Boolean).join(" · ") })) : null, el("p", {}, one.to_do))),
      fields,
      el("details", { class: "mld-more", open: true }, el("summary", {}, t("Slik er det lest")),
        source.passages.length ? el("div", { class: "mld-context" }, source.passages.map((one) => el("p", { class: "mld-around" }, el("span", { class: "mld-kind mld-soft" }, `${one.kind}: `), one.text))) : el("p", { class: "mld-soft" }, t("Ingen tekst er lest.")),
        source.more ? el("p", { class: "mld-soft" }, plural("… og {number} tekststed til", "… og {number} tekststeder til", source.more)) : null));
  }

  function step(by) {
    const rows = shownRows();
    const next = rows[rows.findIndex((row) => row.id === current) + by];
    if (next) show(next.id); else desk.say(t("Ikke flere innspill i listen."));
  }

  async function act(action, payload, done) {
    try { await change(action, payload, done); } catch { /* told already */ }
  }

  async function change(action, payload, done) {
    const answer = await desk.call(action, payload);
    editing = false;
    take(answer);
    desk.saved(done(answer));
  }

  function nextUnconfirmed(id) {
    const rows = told.rows;
    const at = rows.findIndex((row) => row.id === id);
    return [...rows.slice(at + 1), ...rows.slice(0, at)].find((row) => row.state === "proposed");
  }

  async function confirm() {
    if (!form) return;
    const payload = form();
    const next = nextUnconfirmed(payload.id);
    await act("sources.confirm", payload, () => { if (next) { current = next.id; show(next.id); } return t("Bekreftet"); });
  }

  async function confirmReady() {
    // Those on show when it was asked, and no others that may have come in meanwhile.
    const ready = told.rows.filter((row) => row.ready).map((row) => row.id);
    const body = el("p", {}, t("Forslagene bekreftes slik de står. Det som må avklares først, blir stående."));
    if (await desk.ask({ title: plural("Bekrefte {number} innspill?", "Bekrefte {number} innspill?", ready.length), body, yes: t("Bekreft") })) act("sources.confirm_ready", { ids: ready }, (answer) => t("{number} bekreftet", { number: answer.confirmed }));
  }

  async function aside(source) {
    const reason = el("input", { type: "text", maxlength: 300 });
    await askUntilDone(desk, { title: t("Sett til side: {file}", { file: source.file }), body: field(t("Hvorfor skal det ikke telle?"), reason), yes: t("Sett til side") },
      () => change("sources.set_aside", { id: source.id, reason: reason.value }, () => t("Satt til side")));
  }

  async function recognise() {
    desk.say(t("Gjenkjenner tekst. Det tar litt tid for hver side …"));
    try { const answer = await desk.call("sources.recognise"); take(answer); desk.say(answer.told.join(" ") || t("Det var ingen skannede sider å lese.")); } catch { /* told already */ }
  }

  /* In parts: what goes between the page and the program has a limit to its size. */
  async function upload(files) {
    const outcome = [];
    for (const file of files) {
      const token = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      try {
        let answer = null;
        let at = 0;
        do {
          const end = Math.min(at + PART_BYTES, file.size);
          progress.textContent = t("Tar imot {file} …", { file: file.name });
          answer = await desk.call("sources.upload", { name: file.name, token, at, last: end === file.size }, [await file.slice(at, end).arrayBuffer()]);
          at = end;
        } while (at < file.size);
        outcome.push({ new: t("{file} er lagt inn.", { file: answer.name }), same: t("{file} lå der fra før.", { file: answer.name }), renamed: t("Det fantes en annen fil med samme navn. Den nye heter {file}.", { file: answer.name }) }[answer.state]);
      } catch (fault) { outcome.push(`${file.name}: ${fault.message}`); }
    }
    await load();
    progress.textContent = outcome.join(" ");
  }

  function drawMeetings() {
    const asked = (ids) => told.questions.filter(([id]) => ids.includes(id)).length;
    fill(meetings, el("h2", {}, t("Møter")),
      told.meetings.length ? el("div", { class: "mld-wide", tabindex: "0", role: "region", "aria-label": t("Møter") }, el("table", { class: "mld-table" }, el("thead", {}, el("tr", {}, [t("Organ"), t("Dato"), t("Til stede"), t("Invitert"), t("Spørsmål som ble stilt"), t("Endre")].map((heading, at) => el("th", { scope: "col", class: at > 1 && at < 5 ? "mld-number" : null }, heading)))),
        el("tbody", {}, told.meetings.map((one) => el("tr", {}, el("td", {}, one.name), el("td", {}, one.date), el("td", { class: "mld-number" }, one.attendance ?? t("ukjent")), el("td", { class: "mld-number" }, one.invited ?? t("ukjent")), el("td", { class: "mld-number" }, asked(one.questions)),
          el("td", {}, button(t("Endre"), () => editMeeting(one), { kind: "mld-small", "aria-label": t("Endre møtet {name} {date}", { name: one.name, date: one.date }) }))))))) : el("p", { class: "mld-soft" }, t("Ingen møter er registrert.")),
      button(t("Legg til møte …"), () => editMeeting(null)));
  }

  async function editMeeting(one) {
    const body = select([["", t("Velg …")], ...told.bodies], one ? one.body : "");
    const date = el("input", { type: "text", value: one ? one.date : "", placeholder: t("12.06.2017") });
    const arena = select([["", t("Etter organet")], ...told.arenas], one ? one.arena : "");
    const attendance = el("input", { type: "text", inputmode: "numeric", value: one ? one.attendance ?? "" : "" });
    const invited = el("input", { type: "text", inputmode: "numeric", value: one ? one.invited ?? "" : "" });
    const boxes = told.questions.map(([id, text]) => [id, el("input", { type: "checkbox", checked: one ? one.questions.includes(id) : false }), text]);
    const content = [el("div", { class: "mld-form-row" }, field(t("Organ"), body), field(t("Dato"), date), field(t("Arena"), arena), field(t("Til stede"), attendance), field(t("Invitert"), invited)),
      el("fieldset", { class: "mld-questions" }, el("legend", {}, t("Spørsmål som ble stilt")), boxes.map(([, box, text]) => el("label", {}, box, " ", text)))];
    await askUntilDone(desk, { title: one ? t("Endre møtet") : t("Nytt møte"), body: content, yes: t("Lagre møtet") }, () => change("sources.meeting", { id: one ? one.id : "", body: body.value, date: date.value, arena: arena.value, attendance: attendance.value, invited: invited.value, questions: boxes.filter(([, box]) => box.checked).map(([id]) => id) }, () => t("Møtet er lagret")));
  }

  load();
  return {
    key(event) {
      if (!told || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return false;
      const does = { b: confirm, j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1), f: () => card.picker && card.picker.focus(),
        s: () => { const row = told.rows.find((one) => one.id === current); if (row && row.state !== "rejected") aside(row); } }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!does) return false;
      does();
      return true;
    },
    keys: () => [["B", t("Bekreft og gå til neste som ikke er bekreftet")], ["S", t("Sett til side …")], ["F", t("Finn avsenderen")], ["J / ↓", t("Neste innspill")], ["K / ↑", t("Forrige innspill")]],
    refresh: load,
    close() { closed = true; },
  };
}
