/* What a finding is made of: claims and themes it rests on, statements behind them, and numbers, picked and put into the text.

   `text` is { insert(token, after), leave(), know(token, what) }. Returns { show(), draw(), tell(), renew(), find(panel) }. */

function findingInserts(context, text) {
  const { desk, lists, touch } = context;
  const FILTERS = [["county", t("Fylke")], ["position", t("Standpunkt")], ["size", t("Størrelse")], ["form", t("Målform i kommunen")]];
  let panel = "codes";
  let rows = [];
  let answer = null; // the statements that were asked for last
  let fields = null;
  let asked = 0;
  let typing = null;
  const wanted = { statements: "", fields: "", scope: "behind", filters: {} };

  const node = el("section", { class: "mld-insert mld-fn-insert", "aria-label": t("Bevis, utsagn og tall") });
  const list = longList({ label: t("Utsagn å vise til"), height: 94, draw: drawRow, choose: (index) => { list.select(index); drawDetail(); if (panel === "fields") { put(index); text.leave(); } } });
  const detail = el("div", { class: "mld-insert-detail" });
  const counted = el("p", { class: "mld-soft", role: "status" });
  const chosen = el("div", { class: "mld-fn-chosen" });
  const withUnit = el("input", { type: "checkbox", checked: true });
  const search = el("input", { type: "search", oninput: () => { wanted[panel] = search.value; clearTimeout(typing); typing = setTimeout(() => (panel === "statements" ? ask() : filter()), 200); } });
  const codes = picker({ label: t("Finn krav eller tema"), hint: t("Skriv noe av ordlyden. Piltaster og Enter velger."), options: [], chosen: (key) => keysOf().includes(key), pick: take, leave: () => text.leave() });

  list.node.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); text.leave(); return; }
    if (panel === "statements" && !event.ctrlKey && !event.altKey && !event.metaKey && rows[list.selected]) {
      const does = { l: () => addStatement(rows[list.selected]), q: () => quoteStatement(rows[list.selected]) }[event.key.toLowerCase()];
      if (does) { event.preventDefault(); event.stopPropagation(); does(); return; }
    }
    moveInList(event, list, rows, (index) => { list.select(index); drawDetail(); }, (index) => put(Math.max(0, index)));
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && rows.length) { list.select(0); list.node.focus(); drawDetail(); }
    else if (event.key === "Enter" && rows.length && !(panel === "statements" && typing && !answer)) put(Math.max(0, list.selected));
    else if (event.key === "Escape") { event.stopPropagation(); text.leave(); }
    else return;
    event.preventDefault();
  });

  const content = () => context.doc().content;
  const keysOf = () => [...content().claims.map((code) => `claim:${code}`), ...content().themes.map((code) => `theme:${code}`)];

  function show() {
    Object.assign(wanted, { statements: "", fields: "", filters: {} });
    search.value = "";
    answer = fields = null;
    rows = [];
    codes.show(lists().codes.map((one) => ({ code: `${one.kind}:${one.code}`, label: one.label, group: one.group, detail: one.counted })));
    drawChosen();
    if (panel !== "codes") load();
  }

  function draw() {
    const panels = [["codes", t("Bevis"), "Alt+B"], ["statements", t("Utsagn"), "Alt+U"], ["fields", t("Tall"), "Alt+T"]];
    fill(node,
      el("div", { class: "mld-buttons", role: "group", "aria-label": t("Hva vil du velge?") }, panels.map(([name, label, key]) => button(label, () => turnTo(name), { kind: "mld-small", id: `mld-fn-insert-${name}`, "aria-pressed": String(panel === name), key }))),
      panel === "codes" ? [codes.node, chosen] : null,
      panel === "statements" ? [el("div", { class: "mld-insert-find" }, field(t("Søk"), search), field(t("Vis"), select([["behind", t("Bak bevisene")], ["all", t("Alle utsagn")]], wanted.scope, (value) => { wanted.scope = value; ask(); }))), drawFilters(), counted, list.node, detail] : null,
      panel === "fields" ? [field(t("Søk"), search), counted, list.node, detail, el("label", { class: "mld-check" }, withUnit, t("Sett inn ordet etter tallet også"))] : null);
    return node;
  }

  function drawFilters() {
    const given = answer ? answer.choices : {};
    const used = FILTERS.filter(([name]) => wanted.filters[name]).length;
    const open = node.querySelector(".mld-fn-narrow");
    return el("details", { class: "mld-more mld-fn-narrow", open: open ? open.open : used > 0 }, el("summary", {}, used ? plural("Avgrenset på {number} måte", "Avgrenset på {number} måter", used) : t("Avgrens")),
      el("div", { class: "mld-insert-find" }, FILTERS.map(([name, label]) => field(label, select([["", t("Alle")], ...(given[name] || [])], wanted.filters[name] || "", (value) => { wanted.filters[name] = value; ask(); }, { id: `mld-fn-by-${name}` })))));
  }

  function turnTo(name) {
    panel = name;
    search.value = wanted[name] || "";
    list.select(-1);
    list.node.scrollTop = 0;
    list.node.setAttribute("aria-label", name === "fields" ? t("Tall å sette inn") : t("Utsagn å vise til"));
    rows = [];
    list.show(rows);
    draw();
    load();
    node.querySelector(`#mld-fn-insert-${name}`).focus();
  }

  function load() {
    if (panel === "statements") return ask();
    if (panel === "fields") return askFields();
    return Promise.resolve();
  }

  // ---- Claims and themes

  function take(one) {
    const [kind, ...rest] = one.code.split(":");
    const name = kind === "claim" ? "claims" : "themes";
    const code = rest.join(":");
    if (content()[name].includes(code)) { desk.say(t("«{label}» er alt blant bevisene.", one)); return; }
    content()[name] = [...content()[name], code];
    touch({ soon: true });
    drawChosen();
    answer = fields = null;
    desk.say(t("Lagt til bevisene: {label}", one));
  }

  function drop(one) {
    const name = one.kind === "claim" ? "claims" : "themes";
    content()[name] = content()[name].filter((code) => code !== one.code);
    touch({ soon: true });
    answer = fields = null;
    drawChosen();
    codes.focus();
    desk.say(t("Tatt bort fra bevisene: {label}", one));
  }

  /* What is chosen now is shown at once; the numbers of what was just picked are those of the lists. */
  function drawChosen() {
    const doc = context.doc();
    if (!doc) return;
    const known = new Map([...lists().codes, ...doc.info.codes].map((one) => [`${one.kind}:${one.code}`, one]));
    const picked = keysOf().map((key) => known.get(key)).filter(Boolean);
    const cited = new Map([...(answer ? answer.statements : []), ...doc.info.statements].map((one) => [one.id, one]));
    const single = content().statements.map((id) => cited.get(id) || { id, sender: t("Henter …"), text: "" });
    fill(chosen, el("h3", {}, t("Funnet bygger på")),
      picked.length || single.length ? null : el("p", { class: "mld-soft" }, t("Ingenting ennå. Velg kravene og temaene funnet handler om.")),
      el("ul", { class: "mld-plain mld-fn-evidence" },
        picked.map((one) => el("li", {}, el("div", {}, el("p", {}, one.label), el("p", { class: "mld-soft" }, one.counted)),
          el("div", { class: "mld-buttons" }, button(t("Utsagn"), () => { wanted.scope = "behind"; turnTo("statements"); }, { kind: "mld-small", "aria-label": t("Se utsagnene bak {label}", one) }), button("×", () => drop(one), { kind: "mld-remove", "aria-label": t("Ta bort {label}", one) })))),
        single.map((one) => el("li", {}, el("div", {}, el("p", { class: "mld-row-text" }, one.text || t("Teksten kan ikke siteres.")), el("p", { class: "mld-soft" }, [one.sender, one.place].filter(Boolean).join(" · "))),
          el("div", { class: "mld-buttons" }, button("×", () => dropStatement(one), { kind: "mld-remove", "aria-label": t("Ta bort utsagnet fra {sender}", one) }))))));
  }

  // ---- Statements

  async function ask() {
    const mine = ++asked;
    let told;
    clearTimeout(typing);
    typing = null;
    try { told = await context.ask("findings.statements", { scope: wanted.scope, search: wanted.statements, ...wanted.filters }); } catch { return; }
    if (mine !== asked || panel !== "statements") return;
    answer = told;
    for (const one of told.statements) text.know(`[@${one.id}]`, { cited: one.id, told: `${one.sender}: «${one.text || t("Teksten kan ikke siteres.")}»` });
    rows = told.statements;
    const before = node.querySelector(".mld-fn-narrow");
    if (before && !before.contains(document.activeElement)) before.replaceWith(drawFilters());
    list.select(-1);
    list.show(rows);
    counted.textContent = told.number > rows.length ? t("{shown} av {number} utsagn vises. Søk eller avgrens for å se resten.", { shown: formatNumber(rows.length), number: formatNumber(told.number) })
      : told.all === 0 ? t("Ingen utsagn ennå. Velg krav eller temaer under «Bevis», eller vis alle utsagn.") : plural("{number} utsagn", "{number} utsagn", told.number);
    drawDetail();
  }

  function addStatement(one) {
    if (content().statements.includes(one.id)) { desk.say(t("Utsagnet er alt blant bevisene.")); return; }
    content().statements = [...content().statements, one.id];
    touch({ soon: true });
    drawChosen();
    drawDetail();
    desk.say(t("Lagt til bevisene: utsagn fra {sender}", one));
  }

  function dropStatement(one) {
    content().statements = content().statements.filter((id) => id !== one.id);
    touch({ soon: true });
    drawChosen();
    drawDetail();
    codes.focus();
  }

  function quoteStatement(one) { context.quote(one); }

  // ---- Numbers

  async function askFields() {
    const mine = ++asked;
    let told;
    try { told = await context.ask("findings.fields"); } catch { return; }
    if (mine !== asked || panel !== "fields") return;
    fields = told.fields;
    filter();
  }

  function filter() {
    if (!fields || panel !== "fields") return;
    const words = wanted.fields.toLowerCase().split(/\s+/).filter(Boolean);
    rows = fields.filter((one) => (words.length || one.own) && words.every((word) => `${one.label} ${one.unit}`.toLowerCase().includes(word)));
    counted.textContent = words.length ? plural("{number} tall", "{number} tall", rows.length) : t("Tall om bevisene og om hele dialogen. Søk for å finne andre.");
    list.select(-1);
    list.show(rows);
    drawDetail();
  }

  // ---- The list

  function drawRow(one) {
    if (one.token) return el("div", { class: "mld-field-row" }, el("strong", { class: "mld-field-value" }, formatNumber(one.value)), el("span", {}, one.label));
    return [el("div", { class: "mld-row-head" }, el("span", { class: "mld-soft" }, one.sender), el("span", { class: "mld-soft" }, one.county)), el("div", { class: "mld-row-text", title: one.text }, one.text || t("Teksten kan ikke siteres."))];
  }

  function drawDetail() {
    const one = rows[list.selected];
    if (panel === "fields") { fill(detail, el("p", one ? {} : { class: "mld-soft" }, one ? `${formatNumber(one.value)} ${one.label}` : t("Trykk på et tall for å sette det inn. Tallet følger med når innspillene endres."))); return; }
    if (!one) { fill(detail, rows.length ? el("p", { class: "mld-soft" }, t("Velg et utsagn for å se det og vise til det.")) : null); return; }
    fill(detail, el("blockquote", { class: "mld-quote" }, one.text || t("Teksten kan ikke siteres.")),
      el("p", { class: "mld-soft" }, [one.sender, one.status, one.place].filter(Boolean).join(" · ")),
      el("div", { class: "mld-buttons" },
        button(t("Vis til i teksten"), () => { put(list.selected); text.leave(); }, { kind: "mld-small", key: "Enter" }),
        button(content().statements.includes(one.id) ? t("Er blant bevisene") : t("Legg til bevisene"), () => addStatement(one), { kind: "mld-small", key: "L", id: "mld-fn-add" }),
        one.text ? button(t("Bruk som sitat"), () => quoteStatement(one), { kind: "mld-small", key: "Q", id: "mld-fn-quote" }) : null),
      el("p", { class: "mld-soft" }, [...one.claims, ...one.themes].join(" · ") || t("ikke kodet"), one.coders ? "" : ` (${t("bare kodeforslag")})`));
  }

  function put(index) {
    const one = rows[index];
    if (!one) return;
    if (one.token) text.know(one.token, { shown: formatNumber(one.value), told: t("Tall fra innspillene: {value} {label}", { value: formatNumber(one.value), label: one.label }) });
    text.insert(one.token || `[@${one.id}]`, one.token && withUnit.checked ? `\u00a0${one.unit}` : "");
    desk.say(one.token ? t("Satt inn: {value} {label}", { value: formatNumber(one.value), label: one.label }) : t("Satt inn henvisning til {sender}", { sender: one.sender }));
  }

  return {
    show, draw,
    tell() { drawChosen(); },
    renew() { answer = fields = null; codes.show(lists().codes.map((one) => ({ code: `${one.kind}:${one.code}`, label: one.label, group: one.group, detail: one.counted }))); load(); },
    find(name) { turnTo(name); if (name === "codes") codes.focus(); else search.focus(); },
  };
}
