/* Merknader: what a person must look at, where it stands, and the ways to put it right. The next is shown when one is gone. */

registerTab({ id: "problems", title: () => t("Merknader"), national: "both", open: openProblems });

function openProblems(panel, desk, where) {
  const FEWEST_IN_GROUP = 3;
  const MOST_PLACES = 60;
  let told = null;
  let entries = [];
  let current = "";
  let shown = null; // what the card shows
  let editing = null; // the form of a correction, while it is open
  let closed = false;
  const opened = new Set();
  const wanted = { severity: "", name: "", file: "", text: "" };

  const count = el("p", { class: "mld-soft", role: "status" });
  const list = longList({ label: t("Merknader"), height: 58, draw: drawEntry, choose: (index) => choose(entries[index]) });
  const filters = el("div", { class: "mld-filters" });
  const card = el("section", { class: "mld-problem", tabindex: "-1", "aria-label": t("Merknaden") });
  const corrections = el("section", { class: "mld-corrections", "aria-label": t("Rettinger") });
  fill(panel, el("p", { class: "mld-empty" }, t("Leser innspillene …")));

  async function load() {
    let answer;
    try { answer = await desk.call("problems.list"); } catch { return; }
    if (closed) return;
    const first = !told;
    told = answer;
    if (first) begin();
    update();
    drawCorrections();
    if (!entries.some((one) => one.key === current)) current = (entries.find((one) => one.row && one.row.source_id === where) || entries[0] || { key: "" }).key;
    list.select(entries.findIndex((one) => one.key === current));
    if (!editing) show({ focus: false });
  }

  function begin() {
    const asked = where && told.rows.find((row) => row.source_id === where);
    if (asked) { wanted.file = asked.file; opened.add(groupOf(asked)); }
    const text = el("input", { type: "search", oninput: () => { wanted.text = text.value; update(); } });
    const choice = (name) => select([], "", (value) => { wanted[name] = value; update(); stay(); });
    Object.assign(filters, { severity: choice("severity"), name: choice("name"), file: choice("file"), search: text });
    fill(filters, field(t("Alvor"), filters.severity), field(t("Slag merknad"), filters.name), field(t("Innspill"), filters.file), field(t("Søk i teksten"), text));
    fill(panel, el("div", { class: "mld-columns" }, el("section", { "aria-label": t("Velg merknad") }, filters, count, list.node), card), corrections);
  }

  /* What is chosen may have been filtered away: then the first that is left. */
  function stay() { if (!editing && entries.length && !entries.some((one) => one.key === current)) { current = entries[0].key; list.select(0); show({ focus: false }); } }

  const groupOf = (row) => `group ${row.severity} ${row.rule} ${row.file}`;
  const fileName = (file) => (file ? file.split("/").slice(1).join("/") || file : t("hele området"));

  function passes(row, except = "") {
    const text = wanted.text.toLowerCase().trim();
    return (except === "severity" || !wanted.severity || row.severity === wanted.severity)
      && (except === "name" || !wanted.name || row.name === wanted.name)
      && (except === "file" || !wanted.file || row.file === wanted.file)
      && (!text || `${row.what} ${row.text} ${row.file} ${row.row} ${row.place}`.toLowerCase().includes(text));
  }

  /* The rows that pass, those of one kind in one file under one line when they are many. */
  function update() {
    const rows = told.rows.filter((row) => passes(row));
    const groups = new Map();
    for (const row of rows) groups.set(groupOf(row), [...(groups.get(groupOf(row)) || []), row]);
    entries = [...groups].flatMap(([key, members]) => {
      // What is on show is never hidden by others that have come to be like it.
      if (members.some((row) => row.key === current)) opened.add(key);
      if (members.length < FEWEST_IN_GROUP) return members.map((row) => ({ key: row.key, row }));
      return [{ key, members }, ...(opened.has(key) ? members.map((row) => ({ key: row.key, row, inside: true })) : [])];
    });
    choices("severity", t("Alle"), told.severities);
    choices("name", t("Alle slag"), [...new Set(told.rows.map((row) => row.name))].map((name) => [name, name]));
    choices("file", t("Alle innspill"), [...new Set(told.rows.map((row) => row.file))].sort().map((file) => [file, fileName(file)]));
    list.show(entries);
    list.select(entries.findIndex((one) => one.key === current));
    const number = (severity) => told.rows.filter((row) => row.severity === severity).length;
    const of = [[plural("{number} feil", "{number} feil", number("error")), "error"], [plural("{number} advarsel", "{number} advarsler", number("warning")), "warning"], [t("{number} til orientering", { number: number("notice") }), "notice"]];
    fill(count, told.rows.length ? t("Viser {shown} av {all} merknader:", { shown: rows.length, all: told.rows.length }) : t("Ingen merknader."), " ", of.filter(([, severity]) => number(severity)).map(([text]) => text).join(", "));
  }

  function choices(name, all, pairs) {
    const numbers = new Map();
    const rows = told.rows.filter((row) => passes(row, name));
    for (const row of rows) numbers.set(row[name], (numbers.get(row[name]) || 0) + 1);
    const kept = pairs.filter(([code]) => numbers.has(code) || code === wanted[name]);
    fill(filters[name], el("option", { value: "" }, `${all} (${rows.length})`), kept.map(([code, label]) => el("option", { value: code }, `${label} (${numbers.get(code) || 0})`)));
    filters[name].value = kept.some(([code]) => code === wanted[name]) ? wanted[name] : "";
    if (!filters[name].value) wanted[name] = "";
  }

  const severityChip = (row) => el("span", { class: `mld-chip mld-tiny ${{ error: "mld-bad", warning: "mld-warn", notice: "" }[row.severity]}` }, row.severity_word);

  function drawEntry(one) {
    const row = one.row || one.members[0];
    const place = one.row ? [one.inside ? "" : fileName(row.file), row.row, row.place].filter(Boolean).join(" · ") : fileName(row.file);
    const text = one.row ? (one.inside && row.text) || row.what : `${opened.has(one.key) ? "▾" : "▸"} ${row.name} (${one.members.length})`;
    return el("div", { class: one.inside ? "mld-inside" : null }, el("div", { class: "mld-row-head" }, el("span", {}, place), severityChip(row)), el("div", { class: one.members ? "mld-row-text mld-strong" : "mld-row-text" }, text));
  }

  function choose(one) {
    if (!one) return;
    if (one.members && current === one.key) { toggle(one.key); return; }
    go(one.key);
  }

  function toggle(key) {
    if (opened.has(key)) opened.delete(key); else opened.add(key);
    update();
    show({ focus: false });
  }

  function go(key) {
    closeForm();
    current = key;
    list.select(entries.findIndex((one) => one.key === key));
    show();
  }

  function step(by) {
    const at = entries.findIndex((one) => one.key === current);
    const next = at < 0 ? entries[0] : entries[at + by];
    if (next) go(next.key);
    else desk.say(by > 0 ? t("Det var den siste merknaden i listen.") : t("Dette er den første merknaden i listen."));
  }

  async function show({ focus = true } = {}) {
    const key = current;
    const entry = entries.find((one) => one.key === key);
    editing = null;
    if (!entry) {
      shown = null;
      fill(card, el("p", { class: "mld-empty" }, told.rows.length ? t("Ingen merknader passer til det du har valgt.") : t("Det er ingen merknader her. Alt som er mottatt, er lest uten at noe må sees på.")));
    } else if (entry.members) { shown = null; drawGroup(entry); } else {
      let answer;
      try { answer = await desk.call("problems.describe", { key }); } catch { return; }
      if (closed || current !== key || editing) return;
      const same = shown && JSON.stringify(shown) === JSON.stringify(answer);
      // Drawn anew by somebody else's change, the card keeps the focus that was in it.
      focus = focus || (!same && card.contains(document.activeElement));
      shown = answer;
      if (!same || !card.querySelector(".mld-told")) draw();
    }
    if (!focus) return;
    card.focus({ preventScroll: true });
    // In one column the card stands below the list.
    if (card.getBoundingClientRect().top > window.innerHeight - 80) card.scrollIntoView({ block: "start" });
  }

  function drawGroup(entry) {
    const [row] = entry.members;
    fill(card,
      el("div", { class: "mld-chips" }, severityChip(row), el("span", { class: "mld-soft" }, fileName(row.file))),
      el("h2", {}, `${row.name} (${entry.members.length})`),
      el("p", {}, t("Det samme gjelder {number} steder i filen. Velg ett av dem, eller vis alle i listen.", { number: entry.members.length })),
      el("ul", { class: "mld-places" }, entry.members.slice(0, MOST_PLACES).map((one) => el("li", {},
        button([one.row, one.place].filter(Boolean).join(" · ") || one.what, () => { opened.add(entry.key); update(); go(one.key); }, { kind: "mld-small" }), one.text ? el("span", { class: "mld-soft" }, ` ${one.text.slice(0, 80)}`) : null))),
      el("div", { class: "mld-buttons mld-sticky" }, button(opened.has(entry.key) ? t("Slå sammen i listen") : t("Vis alle i listen"), () => toggle(entry.key), { kind: "mld-primary", key: "Enter" }), moving()));
  }

  const moving = () => [button(t("Forrige"), () => step(-1), { key: "K" }), button(t("Neste"), () => step(1), { key: "J" })];
  const told_ = (heading, ...content) => [el("dt", {}, heading), el("dd", {}, content)];

  function draw() {
    const one = shown;
    const source = one.source;
    const confirmFirst = source && source.state === "proposed" && source.readable && !one.likely && !one.findings.length && !one.orphans.length;
    fill(card,
      el("div", { class: "mld-chips" }, severityChip(one), source ? el("span", { class: `mld-chip ${source.state === "registered" ? "mld-good" : "mld-warn"}` }, source.state_word) : null, source && !source.readable ? el("span", { class: "mld-chip mld-bad" }, t("filen kan ikke leses")) : null),
      el("h2", {}, one.what),
      el("dl", { class: "mld-told" },
        told_(t("Hvor"), one.file ? fileName(one.file) : t("Gjelder hele området"), one.row ? ` · ${t("svar {row}", { row: one.row })}` : "", one.place ? ` · ${one.place}` : "", source && source.sender ? el("span", { class: "mld-soft" }, ` (${source.sender})`) : null),
        one.found ? told_(t("Funnet"), el("span", { class: "mld-found" }, one.found)) : null,
        one.allowed ? told_(t("Tillatt"), one.allowed) : null,
        told_(t("Hva du gjør"), one.to_do, one.elsewhere ? el("p", { class: "mld-hint" }, t("Dette gjøres ikke her på bordet. Be den som har ansvar for programmet, om å gjøre det.")) : null)),
      one.severity === "notice" ? el("p", { class: "mld-hint" }, t("Merknaden er til orientering. Den står så lenge den gjelder, og hindrer ingenting.")) : null,
      context(one), findings(one), orphans(one),
      one.correction ? el("p", {}, button(t("Trekk rettingen"), () => undo(one.correction), { kind: "mld-primary" })) : null,
      el("div", { class: "mld-form-place" }),
      el("div", { class: "mld-buttons mld-sticky" },
        one.fields.length ? button(t("Rett …"), openForm, { key: "R", kind: one.likely ? "mld-primary" : "" }) : null,
        source ? button(t("Gå til innspillet"), toSource, { key: "I", kind: confirmFirst ? "mld-primary" : "" }) : null,
        one.statement ? button(t("Gå til kodingen"), toCoding, { key: "G" }) : null,
        one.can_set_aside ? button(t("Sett til side …"), aside, { key: "S" }) : null,
        moving()));
  }

  function context(one) {
    if (one.cells.length) {
      return el("div", { class: "mld-wide", tabindex: "0", role: "region", "aria-label": t("Raden i arket") }, el("table", { class: "mld-table" }, el("caption", {}, t("Raden i arket")),
        el("thead", {}, el("tr", {}, [t("Celle"), t("Overskrift"), t("Innhold")].map((heading) => el("th", { scope: "col" }, heading)))),
        el("tbody", {}, one.cells.map((cell) => el("tr", { class: cell.now ? "mld-here" : null }, el("th", { scope: "row" }, cell.cell, cell.now ? el("span", { class: "mld-visually-hidden" }, ` ${t("her")}`) : null), el("td", {}, cell.heading), el("td", { class: "mld-found" }, cell.text || (cell.now ? one.found : "")))))));
    }
    if (!one.passages.length) return null;
    return el("div", {}, el("h3", {}, one.begins ? t("Slik begynner innspillet") : t("Stedet i innspillet")),
      el("div", { class: "mld-context" }, one.passages.map((passage) => (passage.now
        ? el("blockquote", { class: "mld-quote mld-now" }, passage.text)
        : el("p", { class: "mld-around" }, el("span", { class: "mld-kind mld-soft" }, `${passage.kind}: `), passage.text)))));
  }

  function findings(one) {
    if (!one.findings.length) return null;
    const open = one.findings.filter((finding) => finding.state === "found");
    return el("div", { class: "mld-findings" }, el("h3", {}, t("Personopplysninger i innspillet")),
      el("ul", { class: "mld-plain" }, one.findings.map((finding) => el("li", { class: "mld-finding" },
        el("p", {}, el("strong", {}, finding.text), " ", el("span", { class: `mld-chip mld-tiny ${finding.state === "found" ? "mld-warn" : ""}` }, finding.state_word)),
        el("p", { class: "mld-soft" }, [finding.kind, finding.place, finding.reason].filter(Boolean).join(" · ")),
        el("div", { class: "mld-buttons" },
          finding.state === "confirmed" ? null : button(t("Skal være skjult"), () => act("problems.personal", { ids: [finding.id] }), { kind: "mld-small", "aria-label": t("{text} skal være skjult", { text: finding.text }) }),
          finding.state === "lifted" ? null : button(t("Kan stå …"), () => lift(finding), { kind: "mld-small", "aria-label": t("{text} kan stå", { text: finding.text }) }))))),
      open.length > 1 ? button(plural("Skjul den ene som ikke er avklart", "Skjul alle {number} som ikke er avklart", open.length), () => act("problems.personal", { ids: open.map((finding) => finding.id) }), { kind: "mld-primary" }) : null);
  }

  async function lift(finding) {
    const reason = el("input", { type: "text", maxlength: 300 });
    const body = [el("p", {}, el("strong", {}, finding.text), " ", t("vises i rapporter og sitater når du opphever skjulingen.")), field(t("Hvorfor kan det stå?"), reason)];
    if (await desk.ask({ title: t("La opplysningen stå?"), body, yes: t("La den stå") })) act("problems.personal", { ids: [finding.id], lift: true, reason: reason.value });
  }

  function orphans(one) {
    return one.orphans.map((orphan) => el("div", { class: "mld-orphan" },
      el("h3", {}, orphan.mine ? t("Kodingen din") : t("Kodingen til {coder}", { coder: orphan.coder })),
      el("p", {}, orphan.codes.join(", ") || t("Ingen temaer"), orphan.memo ? el("span", { class: "mld-soft" }, ` · ${orphan.memo}`) : null),
      el("p", { class: "mld-hint" }, orphan.mine ? t("Velg tekststedet som er kommet i stedet. Kodingen din flyttes dit.") : t("Velger du et tekststed her, lagres de samme kodene der under ditt navn. Kodingen til {coder} blir stående til {coder} flytter den.", { coder: orphan.coder })),
      orphan.candidates.length ? el("ul", { class: "mld-plain mld-candidates" }, orphan.candidates.map((candidate, at) => el("li", { class: "mld-candidate" },
        el("blockquote", { class: "mld-quote" }, candidate.text),
        el("p", { class: "mld-soft" }, t("{percent} prosent lik ordlyd", { percent: candidate.likeness }), " · ", candidate.place, candidate.source === one.file ? "" : ` · ${fileName(candidate.source)}`),
        candidate.coded && !orphan.mine ? el("p", { class: "mld-soft" }, t("Du har alt kodet dette tekststedet."))
          : button(candidate.coded ? t("Behold kodingen du har her, og fjern den gamle") : orphan.mine ? t("Flytt kodingen hit") : t("Bruk de samme kodene her"),
            () => act("problems.attach", { statement: orphan.statement, coder: orphan.coder, to: candidate.id }), { kind: at ? "mld-small" : "mld-small mld-primary" }))))
        : el("p", { class: "mld-soft" }, t("Ingen tekststeder ligner nok. Kod det som er kommet i stedet, i fanen «Koding»."))));
  }

  const toSource = () => shown && shown.source && desk.go("sources", shown.source.id);
  const toCoding = () => shown && shown.statement && desk.go("coding", shown.statement);

  function closeForm() { editing = null; const place = card.querySelector(".mld-form-place"); if (place) fill(place); }

  /* The form of a correction, in the card. What is typed stays where a value is refused. */
  function openForm() {
    if (!shown || !shown.fields.length) return;
    const one = shown;
    const place = card.querySelector(".mld-form-place");
    let chosen = null;
    let read = null;
    const value = el("div", {});
    const reason = el("input", { type: "text", maxlength: 300 });
    const groups = [["passage", t("Tekststedet")], ["source", t("Innspillet")]];
    const what = el("select", { onchange: () => pick(what.value) }, groups.map(([of, label]) => {
      const own = one.fields.filter((candidate) => candidate.of === of);
      return own.length ? el("optgroup", { label }, own.map((candidate) => el("option", { value: candidate.name }, candidate.label))) : null;
    }));

    function pick(name) {
      chosen = one.fields.find((candidate) => candidate.name === name);
      what.value = name;
      const label = t("Riktig verdi");
      if (chosen.field === "sender_code") {
        let code = chosen.seen;
        const now = el("p", { class: "mld-hint" }, t("Nå: {value}", { value: chosen.shown || t("ingenting") }));
        const found = picker({ label, options: told.senders, chosen: (other) => other === code, pick: (sender) => { code = sender.code; now.textContent = t("Valgt: {value}", { value: sender.label }); reason.focus(); }, leave: () => reason.focus() });
        read = () => code;
        fill(value, found.node, now);
      } else if (chosen.choices) {
        const choice = select(chosen.choices, chosen.seen);
        read = () => choice.value;
        fill(value, field(label, choice));
      } else {
        const input = chosen.field === "text" ? el("textarea", { rows: 4 }) : el("input", { type: "text", size: 14 });
        input.value = chosen.shown;
        read = () => input.value;
        fill(value, field(label, input, { hint: chosen.field === "date" ? t("Dag, måned og år: 12.06.2017") : "" }));
      }
    }

    async function save(event) {
      event.preventDefault();
      if (read() === chosen.seen || read() === chosen.shown) { desk.warn(t("Verdien er den samme som før. Skriv den riktige verdien.")); return; }
      await act("problems.correct", { target: chosen.target, field: chosen.field, seen: chosen.seen, value: read(), reason: reason.value });
    }

    editing = el("form", { class: "mld-card mld-form", onsubmit: save, onkeydown: (event) => { if (event.key === "Escape") { event.preventDefault(); closeForm(); card.focus(); } } },
      el("div", { class: "mld-form-row" }, field(t("Hva skal rettes?"), what), value),
      field(t("Hvorfor?"), reason, { hint: t("Begrunnelsen blir stående i loggen. Originalen endres ikke.") }),
      el("div", { class: "mld-buttons" }, el("button", { type: "submit", class: "mld-button mld-primary" }, t("Lagre rettingen")), button(t("Avbryt"), () => { closeForm(); card.focus(); })));
    fill(place, editing);
    for (const other of card.querySelectorAll(".mld-sticky .mld-primary")) other.classList.remove("mld-primary");
    pick(one.likely || one.fields[0].name);
    what.focus();
    editing.scrollIntoView({ block: "nearest" });
  }

  async function aside() {
    if (!shown || !shown.can_set_aside) return;
    const one = shown;
    const reason = el("input", { type: "text", maxlength: 300 });
    const body = [el("p", {}, t("Hele innspillet settes til side. Det blir liggende, men teller ikke. Det kan tas inn igjen i fanen «Innspill».")), field(t("Hvorfor skal det ikke telle?"), reason)];
    if (await desk.ask({ title: t("Sett til side: {file}", { file: fileName(one.file) }), body, yes: t("Sett til side") })) act("problems.set_aside", { source: one.source_id, reason: reason.value });
  }

  async function undo(correction) {
    let reason = "";
    if (!correction.mine) {
      const why = el("input", { type: "text", maxlength: 300 });
      const body = [el("p", {}, t("{by} har gjort rettingen. Trekker du den, gjelder det som står i originalen.", { by: correction.by })), field(t("Hvorfor?"), why)];
      if (!(await desk.ask({ title: t("Trekke rettingen av {field}?", { field: correction.field }), body, yes: t("Trekk rettingen") }))) return;
      reason = why.value;
    }
    await act("problems.undo", { id: correction.id, reason }, t("Rettingen av {field} er trukket.", { field: correction.field }));
  }

  function undoLast() {
    const last = told.corrections.find((one) => one.mine);
    if (last) undo(last); else desk.say(t("Du har ingen rettinger å angre her."));
  }

  /* Do it, show what is left, and go to the next where the problem is gone. */
  async function act(action, payload, done = "") {
    const before = current;
    const at = entries.findIndex((one) => one.key === before);
    const number = told.rows.length;
    let answer;
    try { answer = await desk.call(action, payload); } catch { return; }
    if (closed) return;
    told = answer;
    editing = null;
    update();
    drawCorrections();
    const stays = entries.some((one) => one.key === before);
    shown = null;
    if (!stays) current = (entries[Math.min(Math.max(at, 0), entries.length - 1)] || { key: "" }).key;
    list.select(entries.findIndex((one) => one.key === current));
    await show();
    const left = plural("{number} merknad igjen.", "{number} merknader igjen.", told.rows.length);
    const unchanged = !done && stays && told.rows.length >= number;
    desk.saved([done, unchanged ? t("Merknaden gjelder fortsatt.") : left, t("Lagret")].filter(Boolean).join(" "));
  }

  let listed = "";
  function drawCorrections() {
    const now = JSON.stringify(told.corrections);
    if (now === listed) return;
    listed = now;
    const columns = [t("Hva"), t("Fra"), t("Til"), t("Hvor"), t("Hvem og når"), t("Hvorfor"), t("Angre")];
    const lines = told.corrections.map((one) => el("tr", {}, el("td", {}, one.field), el("td", { class: "mld-found" }, one.from), el("td", { class: "mld-found" }, one.to),
      el("td", {}, fileName(one.source), one.place ? `, ${one.place}` : "", one.text ? el("span", { class: "mld-soft mld-snippet" }, one.text.slice(0, 120)) : null),
      el("td", {}, one.by, " ", el("span", { class: "mld-soft" }, one.at)), el("td", {}, one.reason),
      el("td", {}, button(one.mine ? t("Angre") : t("Trekk …"), () => undo(one), { kind: "mld-small", "aria-label": t("Angre rettingen av {field} til {value}", { field: one.field, value: one.to }) }))));
    fill(corrections, el("h2", {}, t("Rettinger ({number})", { number: told.corrections.length })),
      lines.length ? el("div", { class: "mld-wide", tabindex: "0", role: "region", "aria-label": t("Rettinger") }, el("table", { class: "mld-table" }, el("thead", {}, el("tr", {}, columns.map((heading) => el("th", { scope: "col" }, heading)))), el("tbody", {}, lines)))
        : el("p", { class: "mld-soft" }, t("Ingen har rettet noe her.")),
      told.corrections.some((one) => one.mine) ? button(t("Angre siste retting"), undoLast, { key: "U" }) : null);
  }

  load();
  return {
    key(event) {
      if (!told || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return false;
      const inControl = event.target.closest("button, [role=tab]");
      const entry = entries.find((one) => one.key === current);
      const does = {
        Enter: inControl || !entry || !entry.members ? null : () => toggle(entry.key), j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
        r: openForm, s: aside, i: toSource, g: toCoding, u: undoLast, "/": () => filters.search.focus(),
      }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!does) return false;
      does();
      return true;
    },
    keys: () => [["J / ↓", t("Neste merknad")], ["K / ↑", t("Forrige merknad")], ["Enter", t("Vis eller slå sammen like merknader")], ["R", t("Rett en verdi")], ["S", t("Sett innspillet til side")],
      ["I", t("Gå til innspillet")], ["G", t("Gå til kodingen")], ["U", t("Angre siste retting")], ["/", t("Søk i teksten")], ["Esc", t("Ut av et felt")]],
    refresh: load,
    close() { closed = true; },
  };
}
