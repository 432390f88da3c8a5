/* Status: how far every county has come, and hand-ins taken in. */

registerTab({ id: "status", title: () => t("Status"), national: "only", open: openStatus });

function openStatus(panel, desk) {
  const HAND_IN_PART_BYTES = 1024 * 1024;
  let rows = null;
  let onlyLeft = false;
  let closed = false;
  let arrived = []; // hand-ins that were looked into: { key, state, … }

  const drop = el("section", { class: "mld-drop", "aria-label": t("Ta imot leveringer") });
  const progress = el("p", { class: "mld-soft", role: "status" });
  const inbox = el("div", { class: "mld-inbox" });
  const board = el("section", { class: "mld-board", "aria-label": t("Alle fylker") });
  fill(panel, el("p", { class: "mld-empty" }, t("Leser alle fylkene …")));

  async function load() {
    let told;
    try { told = await desk.call("status.list"); } catch { return; }
    if (closed) return;
    rows = told.rows;
    if (!panel.contains(board)) lay();
    draw();
  }

  function lay() {
    const chooser = el("input", { type: "file", multiple: true, accept: ".zip", class: "mld-visually-hidden", id: `mld-files-${++lastId}`, onchange: () => { look([...chooser.files]); chooser.value = ""; } });
    fill(drop, el("p", {}, t("Dra leveringer (ZIP) fra fylkene hit, eller"), " ", el("label", { for: chooser.id, class: "mld-button mld-file-label" }, t("velg filer")), chooser),
      el("p", { class: "mld-hint" }, t("Du får se hva som er nytt før noe tas imot.")), progress, inbox);
    drop.addEventListener("dragover", () => drop.classList.add("mld-is-over"));
    drop.addEventListener("dragleave", () => drop.classList.remove("mld-is-over"));
    drop.addEventListener("drop", (event) => { event.preventDefault(); drop.classList.remove("mld-is-over"); look([...event.dataTransfer.files]); });
    fill(panel, drop, board);
  }

  /* In parts, as what goes between the page and the program has a limit to its size. */
  async function send(file) {
    const token = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    let answer = null;
    let at = 0;
    do {
      const end = Math.min(at + HAND_IN_PART_BYTES, file.size);
      answer = await desk.call("status.upload", { name: file.name, token, at, last: end === file.size }, [await file.slice(at, end).arrayBuffer()]);
      at = end;
    } while (at < file.size);
    return answer;
  }

  async function look(files) {
    for (const file of files) {
      progress.textContent = t("Ser etter hva som er nytt i {file} …", { file: file.name });
      try { arrived.push(await send(file)); } catch (fault) { arrived.push({ key: "", state: "refused", name: file.name, told: fault.message, notes: [] }); }
      if (closed) return;
    }
    progress.textContent = "";
    drawInbox();
    inbox.querySelector("button")?.focus();
  }

  /* One without anything new is taken in too, so that it is kept that it came. */
  function isWaiting(one) { return one.state === "new" || one.state === "same"; }

  function drawInbox() {
    const waiting = arrived.filter(isWaiting);
    fill(inbox,
      waiting.length > 1 ? el("div", { class: "mld-buttons" }, button(t("Ta imot alle {number}", { number: waiting.length }), () => takeIn(waiting), { kind: "mld-primary" })) : null,
      arrived.map((one) => el("article", { class: `mld-arrived mld-arrived-${one.state}`, "aria-label": one.name },
        el("p", {}, el("strong", {}, one.told)),
        one.note ? el("p", {}, t("Beskjed fra {name}: {note}", { name: one.by, note: one.note })) : null,
        one.state === "same" ? el("p", {}, t("Ta den imot, så står det i oversikten at den er kommet.")) : null,
        one.notes.map((note) => el("p", { class: "mld-note" }, note)),
        el("div", { class: "mld-buttons" },
          isWaiting(one) ? button(t("Ta imot"), () => takeIn([one]), { kind: waiting.length > 1 ? "" : "mld-primary", "aria-label": t("Ta imot {file}", { file: one.name }) }) : null,
          button(isWaiting(one) ? t("La være") : t("Lukk"), () => putAway(one), { "aria-label": isWaiting(one) ? t("La være å ta imot {file}", { file: one.name }) : t("Lukk {file}", { file: one.name }) })))));
  }

  async function takeIn(chosen) {
    for (const one of chosen) {
      progress.textContent = t("Tar imot {file} …", { file: one.name });
      let told;
      try { told = await desk.call("status.receive", { key: one.key }); } catch { progress.textContent = ""; return; }
      if (closed) return;
      rows = told.rows;
      arrived[arrived.indexOf(one)] = { ...told, key: "", state: told.state === "refused" ? "refused" : "taken" };
    }
    progress.textContent = "";
    drawInbox();
    draw();
    desk.saved(plural("Leveringen er tatt imot", "{number} leveringer er tatt imot", chosen.length));
    inbox.querySelector("button")?.focus();
  }

  async function putAway(one) {
    arrived = arrived.filter((other) => other !== one);
    drawInbox();
    (inbox.querySelector("button") || drop.querySelector("input")).focus();
    if (one.key && one.state !== "refused") try { await desk.call("status.put_away", { key: one.key }); } catch { /* told already */ }
  }

  function draw() {
    const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.county : "";
    const shown = rows.filter((row) => !onlyLeft || !row.done);
    const filterId = `mld-left-${++lastId}`;
    const sum = (name) => rows.reduce((total, row) => total + row[name], 0);
    const headings = [t("Fylke"), t("Innspill bekreftet"), t("Utsagn kodet"), t("Kodet ulikt"), t("Vurdert"), t("Godkjent"), t("Levert"), t("Mottatt her")];
    fill(board,
      el("h2", {}, t("Alle fylker")),
      el("p", { class: "mld-soft" }, t("{done} av {all} fylker er ferdige: levert, godkjent og uten noe som mangler. {confirmed} av {sources} innspill er bekreftet, {coded} av {statements} utsagn er kodet.",
        { done: rows.filter((row) => row.done).length, all: rows.length, confirmed: sum("confirmed"), sources: sum("sources"), coded: sum("coded"), statements: sum("statements") })),
      el("label", { class: "mld-check", for: filterId }, el("input", { type: "checkbox", id: filterId, "data-county": "left", checked: onlyLeft, onchange: (event) => { onlyLeft = event.target.checked; draw(); } }), " ", t("Vis bare fylker som mangler noe"), " ", el("kbd", { "aria-hidden": "true" }, "F")),
      el("div", { class: "mld-wide", tabindex: "0", role: "region", "aria-label": t("Alle fylker, tabell") }, el("table", { class: "mld-table" },
        el("thead", {}, el("tr", {}, headings.map((heading) => el("th", { scope: "col" }, heading)))),
        el("tbody", {}, shown.map(drawRow)))),
      shown.length ? null : el("p", { class: "mld-empty" }, t("Ingen fylker mangler noe.")));
    if (focused) board.querySelector(`[data-county="${focused}"]`)?.focus();
  }

  function drawRow(row) {
    const left = (text) => el("span", { class: "mld-todo" }, text);
    const of = (part, all) => (part === all ? t("{part} av {all}", { part, all }) : left(t("{part} av {all}", { part, all })));
    const small = (text) => el("div", { class: "mld-hint" }, text);
    const empty = row.sources === 0;
    return el("tr", {},
      el("th", { scope: "row" }, button(`${row.code} ${row.name}`, () => desk.openArea(row.code), { kind: "mld-small", "data-county": row.code, title: t("Åpne fylket") })),
      el("td", {}, empty ? left(t("ingen innspill")) : of(row.confirmed, row.sources), row.unread ? small(left(t("{number} ikke ferdig lest", { number: row.unread }))) : null),
      el("td", {}, row.statements ? of(row.coded, row.statements) : "–"),
      el("td", {}, row.disputed ? left(String(row.disputed)) : row.coded ? "0" : "–"),
      el("td", {}, row.assessed ? t("ja") : left(t("nei")), row.assessments ? small(plural("{number} tekst til", "{number} tekster til", row.assessments)) : null),
      el("td", {}, row.sign_off === "standing" ? t("ja") : row.sign_off === "lapsed" ? [left(t("falt bort")), el("div", { class: "mld-hint mld-lapse" }, row.lapse)] : left(t("nei"))),
      el("td", {}, row.hand_in === null ? left(t("nei")) : [t("nr. {number}, {date}", { number: row.hand_in, date: row.handed_in }), row.changed_since_hand_in ? small(left(t("endret siden"))) : null]),
      el("td", {}, row.received || "–"));
  }

  function step(by) {
    const all = [...board.querySelectorAll("th [data-county]")];
    const at = all.indexOf(document.activeElement);
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + by))];
    if (next) next.focus();
  }

  load();
  return {
    key(event) {
      if (!rows || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return false;
      const does = { j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1), f: () => { onlyLeft = !onlyLeft; draw(); } }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!does) return false;
      does();
      return true;
    },
    keys: () => [["J / ↓", t("Neste fylke")], ["K / ↑", t("Forrige fylke")], ["Enter", t("Åpne fylket")], ["F", t("Vis bare fylker som mangler noe")]],
    refresh: load,
    close() { closed = true; for (const one of arrived) if (isWaiting(one)) desk.call("status.put_away", { key: one.key }).catch(() => {}); },
  };
}
