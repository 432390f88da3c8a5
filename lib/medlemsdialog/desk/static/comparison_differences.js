/* What was coded differently, side by side with names, to settle with all of them. */

function openDifferences(panel, desk, pair, back) {
  let rows = [];
  let codes = null;
  let current = "";
  let together = null; // what is being chosen together for the statement on show
  let seen = "";
  let closed = false;
  const card = el("div", { class: "mld-statement", tabindex: "-1" });
  const heading = el("h2", {});
  const result = el("p", { class: "mld-soft", role: "status" });
  const list = longList({ label: t("Ulikt kodet"), height: 58, draw: drawRow, choose: (index) => go(rows[index].id) });
  fill(panel, el("p", { class: "mld-empty" }, t("Leser kodingene …")));

  const rowOf = (id) => rows.find((row) => row.id === id);
  const at = () => rows.findIndex((row) => row.id === current);
  const leave = () => back(pairId(pair));

  async function load() {
    let told;
    try { told = await desk.call("comparison.differences", { sample: pair.sample, area: pair.area, cross: pair.cross }); } catch { if (!closed) leave(); return; }
    if (closed || (codes && JSON.stringify(told.rows) === seen)) return;
    seen = JSON.stringify(told.rows);
    codes = told;
    // What one works on stays where it is, though others are settled meanwhile.
    const order = new Map(rows.map((row, index) => [row.id, index]));
    rows = rows.length ? told.rows.sort((one, other) => (order.get(one.id) ?? rows.length) - (order.get(other.id) ?? rows.length)) : told.rows;
    if (!rows.length) { leave(); return; }
    const first = !panel.contains(card);
    fill(heading, told.pair.area_name ? t("Utsagn fra {area}, kodet også i {cross}", { area: told.pair.area_name, cross: told.pair.cross_name }) : t("Kodet av flere uten å være trukket ut"));
    if (first) {
      fill(panel, el("p", { class: "mld-compare-top" }, button(t("Tilbake"), leave, { kind: "mld-small", key: "Esc" })), heading,
        el("div", { class: "mld-columns" }, el("section", { "aria-label": t("Velg utsagn") }, result, list.node), card));
    }
    list.node.style.height = `min(28rem, ${rows.length * 58 + 2}px)`;
    list.show(rows);
    tally();
    if (first || !together) go((rowOf(current) || rows[0]).id, { focus: first });
  }

  function tally() {
    const open = rows.filter((row) => row.open).length;
    fill(result, plural("{number} ulikt kodet.", "{number} ulikt kodet.", rows.length), " ", open ? plural("{number} å bli enige om", "{number} å bli enige om", open) : t("Dere er blitt enige om alle."));
  }

  function drawRow(row) {
    return [el("div", { class: "mld-row-head" }, el("span", {}, row.sender || row.area), el("span", { class: row.open ? "mld-differs" : "mld-soft" }, row.open ? t("ulikt") : t("enige"))), el("div", { class: "mld-row-text" }, row.text)];
  }

  function go(id, { focus = true } = {}) {
    if (id !== current) together = null;
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

  async function change(action, payload, tell) {
    let told;
    try { told = await desk.call(action, { id: current, ...payload }); } catch { return; }
    if (closed) return;
    if (!told.row) { load(); return; }
    rows = rows.map((row) => (row.id === told.row.id ? told.row : row));
    together = null;
    list.show(rows);
    tally();
    if (told.row.id === current) { draw(); card.focus({ preventScroll: true }); }
    tell(told.row);
  }

  const settle = (payload) => change("comparison.settle", payload, (row) => desk.saved(t("Lagret som enighet mellom {names}", { names: row.settled_by.join(", ") })));

  function undo() {
    const row = rowOf(current);
    if (!row.can_undo) { desk.say(row.settled ? t("Bare den som lagret enigheten, kan angre den.") : t("Det er ikke noe å angre på dette utsagnet.")); return; }
    change("comparison.undo", {}, () => desk.say(t("Angret.")));
  }

  function chooseTogether() {
    together = { themes: [...rowOf(current).shared.themes], claims: [...rowOf(current).shared.claims] };
    draw();
    card.themes.focus();
  }

  function draw() {
    const row = rowOf(current);
    const held = card.contains(document.activeElement);
    card.themes = card.claims = null;
    fill(card,
      el("p", { class: "mld-soft" }, [t("Utsagn {number} av {all}", { number: at() + 1, all: rows.length }), row.sender, row.area, row.status, row.place].filter(Boolean).join(" · ")),
      drawContext(row),
      el("h3", {}, t("Slik er det kodet")),
      el("div", { class: "mld-views" }, row.views.map((view) => drawView(view, row))),
      row.settled ? el("div", { class: "mld-agreed" }, el("p", {}, el("strong", {}, t("Enige: {names}", { names: row.settled_by.join(", ") }))),
        row.settled.length ? el("ul", {}, row.settled.map((one) => el("li", {}, one))) : el("p", {}, t("Ingen koder")),
        row.can_undo ? button(t("Angre"), undo, { kind: "mld-small", key: "U" }) : null) : null,
      together ? drawTogether() : drawChoices(row),
      el("div", { class: "mld-buttons mld-sticky mld-settle" }, together ? togetherButtons() : choiceButtons(row), button(t("Forrige"), () => step(-1), { key: "K" }), button(t("Neste"), () => step(1), { key: "J" })));
    if (held) card.focus({ preventScroll: true });
  }

  function drawView(view, row) {
    const name = view.me ? t("{coder} (deg)", { coder: view.coder }) : view.coder;
    const all = row.views.length === 2 ? t("begge") : t("alle");
    const mark = (kind) => (kind === "same" ? el("span", { class: "mld-soft" }, ` – ${all}`) : el("strong", { class: "mld-differs" }, ` – ${kind === "position" ? t("annet standpunkt") : row.views.length > 2 ? t("bare noen") : view.me ? t("bare du") : t("bare {coder}", { coder: view.coder })}`));
    const chosen = [...view.themes.map((one) => el("li", {}, one.label, mark(one.mark))), ...view.claims.map((one) => el("li", {}, `${one.position}: ${one.label}`, mark(one.mark)))];
    return el("section", { class: "mld-view", "aria-label": name }, el("h4", {}, name),
      chosen.length ? el("ul", {}, chosen) : el("p", { class: "mld-soft" }, t("Ingen koder")),
      view.missing.length ? el("p", { class: "mld-differs" }, t("Har ikke valgt: {codes}", { codes: view.missing.join("; ") })) : null,
      view.memo ? el("p", { class: "mld-soft" }, view.memo) : null);
  }

  function drawChoices(row) {
    return el("section", { class: "mld-choices" }, el("h3", {}, row.settled ? t("Velg på nytt") : t("Hva blir dere enige om?")),
      el("p", { class: "mld-soft" }, t("Snakk sammen først. Det dere velger, lagres med navnene på alle som har kodet, og teller i rapporten.")));
  }

  function choiceButtons(row) {
    return [
      row.views.map((view, index) => button(view.me ? t("Enige om min koding") : t("Enig med {coder}", { coder: view.coder }), () => settle({ coder: view.coder }), { key: index < 9 ? String(index + 1) : "" })),
      button(t("Velg sammen …"), chooseTogether, { key: "V" }),
    ];
  }

  function drawTogether() {
    const redraw = (changed) => { together = { ...together, ...changed }; draw(); card.focus({ preventScroll: true }); };
    const editor = codeEditor({
      desk, codes, chosen: () => together, leave: () => card.focus({ preventScroll: true }),
      toggleTheme: (code) => redraw({ themes: together.themes.includes(code) ? together.themes.filter((one) => one !== code) : [...together.themes, code] }),
      setClaim: (code, position) => redraw({ claims: [...together.claims.filter(([claim]) => claim !== code), ...(position ? [[code, position]] : [])] }),
    });
    Object.assign(card, { themes: editor.themes, claims: editor.claims });
    return el("section", { class: "mld-choices" }, el("h3", {}, t("Velg sammen")),
      el("p", { class: "mld-soft" }, t("Det dere valgte likt, står her fra før. Ingenting lagres før dere trykker «Lagre det vi er enige om».")),
      editor.node);
  }

  function togetherButtons() {
    return [button(t("Lagre det vi er enige om"), () => settle(together), { kind: "mld-primary" }), button(t("Avbryt"), stopTogether)];
  }

  function stopTogether() { together = null; draw(); card.focus({ preventScroll: true }); }

  load();
  return {
    key(event) {
      if (event.key === "Escape" && !isTyping(event)) { if (together) stopTogether(); else leave(); return true; }
      if (!codes || !rows.length || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return false;
      const row = rowOf(current);
      if (/^[1-9]$/.test(event.key) && !together) { const view = row.views[Number(event.key) - 1]; if (view) settle({ coder: view.coder }); return Boolean(view); }
      const does = {
        j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1), u: undo, v: chooseTogether,
        t: () => card.themes && card.themes.focus(), r: () => card.claims && card.claims.focus(),
      }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!does) return false;
      does();
      return true;
    },
    keys: () => [["1–9", t("Bli enige om kodingen med det nummeret")], ["V", t("Velg sammen")], ["T", t("Legg til tema")], ["R", t("Legg til krav")], ["J / ↓", t("Neste utsagn")], ["K / ↑", t("Forrige utsagn")], ["U", t("Angre")], ["Esc", t("Tilbake til oversikten")]],
    refresh: () => { if (!closed && !together && !isTyping({ target: document.activeElement || panel })) load(); },
    close() { closed = true; },
  };
}
