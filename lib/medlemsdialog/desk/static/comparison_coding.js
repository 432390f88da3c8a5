/* The sample coded blind: the statement in its context, no suggestions, nobody else's codes. Each press is saved at once. */

function openBlindCoding(panel, desk, back) {
  let rows = [];
  let codes = null;
  let current = "";
  let closed = false;
  let saving = Promise.resolve();
  let underWay = 0;
  const pressed = [];
  const card = el("div", { class: "mld-statement", tabindex: "-1" });
  const count = el("p", { class: "mld-soft", role: "status" });
  const list = longList({ label: t("Utsagn i utvalget"), height: 58, draw: drawRow, choose: (index) => go(rows[index].id) });
  fill(panel, el("p", { class: "mld-empty" }, t("Leser utvalget …")));

  const rowOf = (id) => rows.find((row) => row.id === id);
  const at = () => rows.findIndex((row) => row.id === current);
  const themeOf = (code) => codes.themes.find((one) => one.code === code) || { code, label: code };
  const claimOf = (code) => codes.claims.find((one) => one.code === code) || { code, label: code };
  const codesOf = (row) => row.mine || { themes: [], claims: [] };
  const leave = () => back("mld-compare-code");

  async function load() {
    let told;
    try { told = await desk.call("comparison.tasks"); } catch { return; }
    if (closed || (codes && JSON.stringify(told.rows) === JSON.stringify(rows))) return;
    codes = told;
    rows = told.rows;
    if (!rows.length) {
      fill(panel, el("p", { class: "mld-empty" }, t("Du har kodet det du skal i utvalget, og andre har kodet det samme. Se hva som ble likt og ulikt.")), button(t("Tilbake"), leave, { key: "Esc" }));
      panel.focus();
      return;
    }
    const first = !panel.contains(card);
    if (first) {
      fill(panel, el("p", { class: "mld-compare-top" }, button(t("Tilbake"), leave, { kind: "mld-small", key: "Esc" }), el("span", { class: "mld-soft" }, t("Du ser verken forslag eller andres koding. Det som er ulikt, ser du etterpå."))),
        el("div", { class: "mld-columns" }, el("section", { "aria-label": t("Velg utsagn") }, count, list.node), card));
    }
    list.node.style.height = `min(28rem, ${rows.length * 58 + 2}px)`;
    list.show(rows);
    tally();
    go((rowOf(current) || rows.find((row) => !row.covered && !row.done) || rows.find((row) => !row.done) || rows[0]).id, { focus: first });
  }

  function tally() { fill(count, t("Du har kodet {mine} av {all}.", { mine: rows.filter((row) => row.mine).length, all: rows.length })); }

  function drawRow(row) {
    const mark = row.mine ? t("kodet") : row.covered ? t("kodet av andre i fylket") : t("ikke kodet");
    return [el("div", { class: "mld-row-head" }, el("span", {}, row.cross ? t("Fra {area}", { area: row.area }) : row.sender), el("span", { class: "mld-soft" }, mark)), el("div", { class: "mld-row-text" }, row.text)];
  }

  function go(id, { focus = true } = {}) {
    current = id;
    list.select(at());
    draw();
    if (focus) card.focus({ preventScroll: true });
  }

  function step(by) {
    const next = rows[at() + by];
    if (next) go(next.id);
    else desk.say(by > 0 ? t("Det var det siste utsagnet i listen.") : t("Dette er det første utsagnet i listen."));
  }

  function save(chosen) {
    const row = rowOf(current);
    row.mine = chosen;
    pressed.push(row.id);
    send({ id: row.id, ...chosen });
    list.show(rows);
    tally();
  }

  /* Presses are sent in order; what the program answers is shown when the last of them is answered. */
  function send(payload) {
    underWay += 1;
    saving = saving.then(() => desk.call("comparison.code", payload)).then((told) => {
      underWay -= 1;
      if (!underWay) Object.assign(rowOf(told.row.id) || {}, told.row);
      if (closed) return;
      list.show(rows);
      tally();
      desk.saved();
    }, () => { underWay -= 1; if (!closed) load(); });
    return saving;
  }

  async function undo() {
    const id = pressed.pop();
    if (!id) { desk.say(t("Det er ikke mer å angre siden du åpnet fanen.")); return; }
    await send({ id, undo: true });
    if (closed) return;
    go(id);
    desk.say(t("Angret."));
  }

  function toggleTheme(code) {
    const mine = codesOf(rowOf(current));
    save({ ...mine, themes: mine.themes.includes(code) ? mine.themes.filter((one) => one !== code) : [...mine.themes, code] });
    draw();
  }

  function setClaim(code, position) {
    const mine = codesOf(rowOf(current));
    const others = mine.claims.filter(([claim]) => claim !== code);
    save({ ...mine, claims: position ? [...others, [code, position]] : others });
    draw();
  }

  /* Say that no theme fits, and go on. */
  function noTheme() {
    save({ ...codesOf(rowOf(current)), themes: [] });
    if (at() === rows.length - 1) draw();
    step(1);
  }

  function draw() {
    const row = rowOf(current);
    const held = card.contains(document.activeElement);
    const editor = codeEditor({ desk, codes, chosen: () => codesOf(rowOf(current)), toggleTheme, setClaim, leave: () => card.focus() });
    Object.assign(card, { themes: editor.themes, claims: editor.claims });
    fill(card,
      el("p", { class: "mld-soft" }, t("Utsagn {number} av {all}", { number: at() + 1, all: rows.length }), " · ", row.sender, " · ", row.area, " · ", row.status, " · ", row.place),
      row.cross ? el("p", { class: "mld-note" }, t("Utsagnet er fra {area}. Rådgiverne der koder det også, hver for seg.", { area: row.area })) : null,
      drawContext(row),
      el("h3", {}, t("Temaer du har valgt")),
      row.mine && !row.mine.themes.length ? el("p", { class: "mld-soft" }, t("Ingen temaer")) : row.mine ? null : el("p", { class: "mld-soft" }, t("Ikke kodet av deg")),
      editor.node,
      el("div", { class: "mld-buttons mld-sticky" },
        button(t("Videre"), () => step(1), { kind: "mld-primary", key: "Enter" }), button(t("Ingen temaer passer"), noTheme, { key: "X" }),
        button(t("Forrige"), () => step(-1), { key: "K" }), button(t("Neste"), () => step(1), { key: "J" }), button(t("Angre"), undo, { key: "U" })));
    // The button that was pressed is another now; the keys reach the desk only while focus is in it.
    if (held) card.focus({ preventScroll: true });
  }

  load();
  return {
    key(event) {
      if (event.key === "Escape" && !isTyping(event)) { leave(); return true; }
      if (!codes || !rows.length || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return false;
      if (event.key === "Enter" && event.target.closest("button, [role=tab]")) return false;
      const does = {
        Enter: () => step(1), x: noTheme, j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1), u: undo,
        t: () => card.themes && card.themes.focus(), r: () => card.claims && card.claims.focus(),
      }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!does) return false;
      does();
      return true;
    },
    keys: () => [["T", t("Legg til tema")], ["R", t("Legg til krav")], ["Enter", t("Neste utsagn")], ["X", t("Ingen temaer passer, gå til neste")], ["J / ↓", t("Neste utsagn")], ["K / ↑", t("Forrige utsagn")], ["U", t("Angre")], ["Esc", t("Tilbake til oversikten")]],
    refresh: () => saving.then(() => { if (!closed && !isTyping({ target: document.activeElement || panel })) load(); }),
    close() { closed = true; },
  };
}

/* Themes and positions chosen without any suggestion. `chosen()` gives { themes, claims } as they are now. */
function codeEditor({ desk, codes, chosen, toggleTheme, setClaim, leave }) {
  const themeOf = (code) => codes.themes.find((one) => one.code === code) || { code, label: code };
  const claimOf = (code) => codes.claims.find((one) => one.code === code) || { code, label: code };
  const mine = chosen();
  const themes = picker({
    label: t("Legg til tema"), hint: "", options: codes.themes, chosen: (code) => chosen().themes.includes(code),
    pick: (one) => { toggleTheme(one.code); leave(); }, leave,
  });
  const claims = picker({
    label: t("Legg til krav"), options: codes.claims, chosen: (code) => chosen().claims.some(([claim]) => claim === code),
    pick: async (one) => { const position = await askPositionTo(desk, one, codes.positions); if (position) setClaim(one.code, position); leave(); }, leave,
  });
  const node = el("div", { class: "mld-compare-editor" },
    mine.themes.length ? drawChosenThemes(mine.themes.map(themeOf), toggleTheme) : null, themes.node,
    el("h3", {}, t("Krav og standpunkt")),
    mine.claims.length ? el("ul", { class: "mld-plain mld-claims" }, mine.claims.map(([code, position]) => drawChosenClaim(claimOf(code), position, codes.positions, (value) => { setClaim(code, value); leave(); }))) : null,
    claims.node);
  return { node, themes, claims };
}
