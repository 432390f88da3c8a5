/* What can be put into a text: statements to cite, and numbers to stand as fields. Click or Enter puts in the one chosen. */

// Nynorsk writes both alike, and not every browser knows nn-NO.
function formatNumber(value) { return value.toLocaleString("nb-NO"); }

/* Arrow keys in a list; Enter does `enter`. */
function moveInList(event, list, rows, moved, enter) {
  const step = { ArrowDown: list.selected + 1, ArrowUp: list.selected - 1, Home: 0, End: rows.length - 1, PageDown: list.selected + 8, PageUp: list.selected - 8 }[event.key];
  if (event.ctrlKey || event.altKey || event.metaKey || !rows.length || (step === undefined && event.key !== "Enter")) return;
  event.preventDefault();
  event.stopPropagation();
  if (step === undefined) enter(list.selected);
  else moved(Math.max(0, Math.min(rows.length - 1, step)));
}

/* `insert(token, after)` puts a token in, `leave()` goes back to the text.
   Returns { draw(doc), show(doc, statements), find(panel) }: `doc` tells what is written about, and its fields. */
function insertPanel({ desk, insert, leave }) {
  const wanted = { panel: "statements", scope: "about", search: "" };
  let doc = null;
  let statements = null;
  let rows = [];
  const list = longList({ label: t("Sett inn"), height: 74, draw: drawRow, choose: (index) => { list.select(index); choose(index); leave(); } });
  const detail = el("div", { class: "mld-insert-detail" });
  const search = el("input", { type: "search", oninput: () => { wanted.search = search.value; filter(); } });
  const scope = select([["about", t("Om dette")], ["all", t("Hele fylket")]], wanted.scope, (value) => { wanted.scope = value; filter(); });
  const withUnit = el("input", { type: "checkbox", checked: true });
  const node = el("section", { class: "mld-insert", "aria-label": t("Sett inn i teksten") });

  list.node.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); leave(); return; }
    moveInList(event, list, rows, (index) => { list.select(index); drawDetail(); }, (index) => choose(Math.max(0, index)));
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && rows.length) { list.select(0); list.node.focus(); drawDetail(); }
    else if (event.key === "Enter" && rows.length) choose(Math.max(0, list.selected));
    else if (event.key === "Escape") { event.stopPropagation(); leave(); }
    else return;
    event.preventDefault();
  });

  function draw(of) {
    doc = of;
    const panels = [["statements", t("Utsagn"), "Alt+U"], ["fields", t("Tall"), "Alt+T"]];
    return fill(node,
      el("div", { class: "mld-buttons", role: "group", "aria-label": t("Hva vil du sette inn?") }, panels.map(([name, label, key]) =>
        button(label, () => turnTo(name), { kind: "mld-small", id: `mld-insert-${name}`, "aria-pressed": String(wanted.panel === name), key }))),
      el("div", { class: "mld-insert-find" }, field(t("Søk"), search), doc.about === "area" ? null : field(t("Vis"), scope)),
      list.node, detail,
      wanted.panel === "fields" ? el("label", { class: "mld-check" }, withUnit, t("Sett inn ordet etter tallet også")) : null);
  }

  function turnTo(name) {
    if (wanted.panel !== name) { search.value = wanted.search = ""; list.select(-1); list.node.scrollTop = 0; }
    wanted.panel = name;
    draw(doc);
    filter();
    node.querySelector(`#mld-insert-${name}`).focus();
  }

  function isAbout(one) {
    return doc.about === "area" || one[{ theme: "themes", claim: "claims", question: "questions" }[doc.about]].includes(doc.id);
  }

  function filter({ keep = false } = {}) {
    const words = wanted.search.toLowerCase().split(/\s+/).filter(Boolean);
    const has = (text) => words.every((word) => text.toLowerCase().includes(word));
    const all = wanted.scope === "all";
    const before = keep ? list.selected : -1;
    rows = wanted.panel === "statements" ? (statements || []).filter((one) => (all || isAbout(one)) && has(`${one.sender} ${one.text}`)) : doc.fields.filter((one) => (all || one.own) && has(one.label));
    list.node.setAttribute("aria-label", wanted.panel === "statements" ? t("Utsagn å vise til") : t("Tall å sette inn"));
    list.select(-1);
    list.show(rows);
    if (before >= 0 && before < rows.length) list.select(before);
    drawDetail();
  }

  function drawRow(one) {
    if (one.token) return [el("div", { class: "mld-field-row" }, el("strong", { class: "mld-field-value" }, formatNumber(one.value)), el("span", {}, one.label))];
    return [el("div", { class: "mld-row-head" }, el("span", { class: "mld-soft" }, one.sender), el("span", { class: "mld-soft" }, one.status)), el("div", { class: "mld-row-text", title: one.text }, one.text)];
  }

  function drawDetail() {
    const one = rows[list.selected];
    const cites = wanted.panel === "statements";
    if (!rows.length) fill(detail, el("p", { class: "mld-soft" }, cites ? (statements ? noStatements() : t("Henter …")) : t("Ingen tall her.")));
    else if (!one) fill(detail, el("p", { class: "mld-soft" }, cites ? plural("{number} utsagn. Trykk på et for å vise til det.", "{number} utsagn. Trykk på et for å vise til det.", rows.length) : t("Trykk på et tall for å sette det inn. Tallet følger med når innspillene endres.")));
    else if (one.token) fill(detail, el("p", {}, `${formatNumber(one.value)} ${one.label}`));
    else fill(detail, el("blockquote", { class: "mld-quote" }, one.text), el("p", { class: "mld-soft" }, one.sender, " · ", one.place));
  }

  function noStatements() {
    if (!statements.length) return t("Ingen utsagn ennå. Bekreft innspillene i fanen «Innspill» først.");
    return doc.about === "area" || wanted.scope === "all" ? t("Ingen utsagn passer med søket.") : t("Ingen utsagn her. Velg «Hele fylket» for å se alle.");
  }

  function choose(index) {
    const one = rows[index];
    if (!one || doc.closed) return;
    insert(one.token || `[@${one.id}]`, one.token && withUnit.checked ? `\u00a0${one.unit}` : "");
    desk.say(one.token ? t("Satt inn: {value} {label}", { value: formatNumber(one.value), label: one.label }) : t("Satt inn henvisning til {sender}", { sender: one.sender }));
    drawDetail();
  }

  return {
    draw,
    show(of, all) { const other = doc !== of; doc = of; statements = all; if (doc) filter({ keep: !other }); },
    find(name) { turnTo(name); search.focus(); },
  };
}
