/* A change of claims or themes: its form, what it would change, and then the change itself. */

/* Show the form of a change in `card`. `body` is its fields, `build()` gives the change from them; `done(answer)` is called when
   it has been made, `leave()` when it is given up. Returns touch(), to be called when a field changes without telling. */
function openChange({ desk, card, title, intro = "", body, build, positions, done, leave }) {
  const reason = el("input", { type: "text", maxlength: 300 });
  const shown = el("section", { class: "mld-change", tabindex: "-1", "aria-label": t("Dette endres") });
  const look = el("button", { type: "submit", class: "mld-button mld-primary" }, t("Vis hva som endres"));
  let busy = false;

  function touch() {
    if (!shown.childElementCount) return;
    fill(shown);
    look.classList.add("mld-primary");
  }

  async function preview() {
    if (busy) return;
    busy = true;
    desk.say(t("Regner ut hva som endres. Første gang leses alle fylkene …"));
    const change = { ...build(), reason: reason.value };
    try {
      const told = await desk.call("claims.preview", { change });
      desk.say("");
      look.classList.remove("mld-primary");
      fill(shown, el("h3", {}, t("Dette endres")), drawPreview(told, positions),
        el("div", { class: "mld-buttons" }, button(t("Gjør endringen"), () => apply(change, told.seen), { kind: "mld-primary" }), button(t("Avbryt"), leave)));
      shown.focus({ preventScroll: true });
      shown.scrollIntoView({ block: "nearest" });
    } catch { /* told already */ }
    busy = false;
  }

  async function apply(change, seen) {
    if (busy) return;
    busy = true;
    try { done(await desk.call("claims.apply", { change, seen })); } catch { touch(); }
    busy = false;
  }

  const form = el("form", { class: "mld-form", novalidate: true, onsubmit: (event) => { event.preventDefault(); preview(); }, oninput: touch },
    el("h2", {}, title), intro ? el("p", {}, intro) : null, body,
    field(t("Hvorfor (kan stå tomt)"), reason, { hint: t("Grunnen står i historikken.") }),
    el("div", { class: "mld-buttons" }, look, button(t("Avbryt"), leave, { key: "Esc" })), shown);
  fill(card, form);
  (form.querySelector("textarea, input[type=radio]:checked, input, select") || look).focus();
  form.scrollIntoView({ block: "nearest" });
  return { touch };
}

/* What a change comes to: each claim or theme before and after, then the rest in sentences. */
function drawPreview(told, positions) {
  const claims = told.effects.some((effect) => effect.kind === "claim");
  const step = (before, after) => el("td", { class: before === after ? "mld-number mld-soft" : "mld-number mld-changed" }, before === after ? String(after) : `${before} → ${after}`);
  const headings = [t("Medlemmer"), ...(claims ? positions.map(([, label]) => label) : []), t("Organer"), t("Andre"), t("Utsagn")];
  return [
    told.effects.length ? el("div", { class: "mld-wide", tabindex: "0", role: "region", "aria-label": t("Før og etter") }, el("table", { class: "mld-table" },
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("Krav og temaer, før → etter")), headings.map((heading) => el("th", { scope: "col", class: "mld-number" }, heading)))),
      el("tbody", {}, told.effects.map(({ kind, label, state, before, after }) => el("tr", {},
        el("th", { scope: "row", class: "mld-effect" }, kind === "theme" && claims ? t("Tema: {label}", { label }) : label, state ? [" ", el("span", { class: "mld-chip mld-tiny mld-warn" }, state)] : null),
        step(before.members, after.members),
        claims ? positions.map(([position]) => (kind === "claim" ? step(before.positions[position], after.positions[position]) : el("td", { class: "mld-number mld-soft" }, "–"))) : null,
        step(before.bodies, after.bodies), step(before.others, after.others), step(before.statements, after.statements)))))) : el("p", {}, t("Ingen krav eller temaer.")),
    told.lines.map(({ text, tone }) => el("p", { class: { warning: "mld-note", detail: "mld-change-detail" }[tone] || null }, text)),
  ];
}

/* The fields of a claim. `start` is { text, addressee, themes, purpose, question }. Returns { node, read() }. */
function claimFields(codes, start, touch = () => {}) {
  let themes = [...start.themes];
  const nb = el("textarea", { rows: 2, maxlength: 500, value: start.text.nb || "" });
  const nn = el("textarea", { rows: 2, maxlength: 500, value: start.text.nn || "" });
  const addressee = select([["", t("Velg …")], ...codes.addressees], start.addressee);
  const purpose = select([["", t("Ikke valgt")], ...codes.purposes], codes.purposes.some(([code]) => code === start.purpose) ? start.purpose : "");
  const question = select([["", t("Ikke valgt")], ...codes.questions], start.question);
  const inUse = codes.themes.filter((one) => one.in_use);
  const chips = el("ul", { class: "mld-chips mld-plain", "aria-label": t("Temaer") });
  const found = picker({ label: t("Legg til tema"), options: inUse, chosen: (code) => themes.includes(code), pick: (one) => { if (!themes.includes(one.code)) themes.push(one.code); drawChips(); touch(); } });
  function drawChips() {
    fill(chips, themes.map((code) => {
      const label = (codes.themes.find((one) => one.code === code) || { label: code }).label;
      return el("li", { class: "mld-chip mld-good" }, label, button("×", () => { themes = themes.filter((one) => one !== code); drawChips(); touch(); found.focus(); }, { kind: "mld-remove", "aria-label": t("Ta bort temaet {theme}", { theme: label }) }));
    }));
  }
  drawChips();
  return {
    node: [field(t("Kravet som én setning, på bokmål"), nb, { hint: t("For eksempel: Staten bør … Én mottaker, én ting.") }), field(t("På nynorsk (kan stå tomt)"), nn),
      el("div", { class: "mld-form-row" }, field(t("Rettet til"), addressee), field(t("Formål"), purpose), field(t("Spørsmål"), question)), chips, found.node],
    read: () => ({ text: { ...start.text, nb: nb.value, nn: nn.value }, addressee: addressee.value || null, themes, purpose: purpose.value, question: question.value }),
  };
}

/* The fields of a theme, each in both language forms. Returns { node, read() }. */
function themeFields(codes, theme) {
  const parts = [["label", t("Navn")], ["definition", t("Hva temaet handler om")], ["include", t("Tas med")], ["exclude", t("Tas ikke med")], ["example", t("Eksempel (oppdiktet setning)")]];
  const inputs = new Map();
  const first = codes.themes.filter((one) => one.in_use && codes.main_themes.some(([code]) => code === one.theme.parent) && one.code !== theme.code);
  const parent = select([["", t("Velg …")], ...codes.main_themes, ...first.map((one) => [one.code, `– ${one.label}`])], theme.parent || "");
  const rows = parts.map(([name, label]) => el("div", { class: "mld-form-row" }, ["nb", "nn"].map((form) => {
    const control = name === "label" ? el("input", { type: "text", maxlength: 120, value: (theme[name] || {})[form] || "" }) : el("textarea", { rows: 2, maxlength: 600, value: (theme[name] || {})[form] || "" });
    inputs.set(`${name}.${form}`, control);
    return field(form === "nb" ? label : t("{what}, nynorsk", { what: label }), control);
  })));
  const words = ["nb", "nn"].map((form) => el("input", { type: "text", value: ((theme.search_words || {})[form] || []).join(", ") }));
  const split = (control) => control.value.split(",").map((word) => word.trim()).filter(Boolean);
  return {
    node: [rows[0], field(t("Ligger under"), parent), rows.slice(1), el("div", { class: "mld-form-row" }, field(t("Søkeord, skilt med komma"), words[0], { hint: t("Grunnform; * betyr hva som helst etter.") }), field(t("Søkeord, nynorsk"), words[1]))],
    read: () => ({ code: theme.code || "", parent: parent.value, ...Object.fromEntries(parts.map(([name]) => [name, { ...(theme[name] || {}), nb: inputs.get(`${name}.nb`).value, nn: inputs.get(`${name}.nn`).value }])),
      search_words: { nb: split(words[0]), nn: split(words[1]) } }),
  };
}

/* The fields of a splitting: the parts it is split in, and for each statement where it goes. Returns { node, read() }. */
function splitFields(codes, kind, from, statements, touch) {
  const NEW = "ny-";
  let last = 2;
  const parts = new Map([[`${NEW}1`, ""], [`${NEW}2`, ""]]); // new ones by a name for the time being
  const there = []; // codes that are there already
  const goes = new Map(); // statement → codes
  let rest = `${NEW}1`;
  const several = kind === "theme";
  const partsNode = el("div", { class: "mld-form" });
  const listNode = el("div", { class: "mld-form" });
  const labelOf = (code) => parts.get(code) || (codes.find((one) => one.code === code) || {}).label || t("Del {number}", { number: code.slice(NEW.length) });
  const targets = () => [...parts.keys(), ...there];

  function drawParts() {
    fill(partsNode, [...parts.keys()].map((code, index) => {
      const input = el("input", { type: "text", maxlength: 500, value: parts.get(code), oninput: () => { parts.set(code, input.value); rename(code); } });
      return el("div", { class: "mld-split-part" }, field(several ? t("Nytt tema {number}: navn", { number: index + 1 }) : t("Nytt krav {number}, som én setning", { number: index + 1 }), input),
        parts.size > 1 || there.length ? button(t("Ta bort"), () => { parts.delete(code); forget(code); }, { kind: "mld-small", "aria-label": t("Ta bort del {number}", { number: index + 1 }) }) : null);
    }),
    there.map((code) => el("p", {}, t("Finnes alt: {label}", { label: labelOf(code) }), " ", button(t("Ta bort"), () => { there.splice(there.indexOf(code), 1); forget(code); }, { kind: "mld-small", "aria-label": t("Ta bort {label}", { label: labelOf(code) }) }))),
    el("div", { class: "mld-buttons" }, button(t("Legg til en del"), () => { parts.set(`${NEW}${++last}`, ""); drawParts(); drawStatements(); touch(); [...partsNode.querySelectorAll("input[type=text]")].at(-1 - 1)?.focus(); }, { kind: "mld-small" })),
    picker({ label: several ? t("Eller flytt til et tema som finnes") : t("Eller flytt til et krav som finnes"), options: codes.filter((one) => one.in_use && one.code !== from), chosen: (code) => there.includes(code), pick: (one) => { if (!there.includes(one.code)) there.push(one.code); drawParts(); drawStatements(); touch(); } }).node);
  }

  /* In place: one who goes straight from the name to a statement must find it where it was. */
  function rename(code) {
    for (const node of listNode.querySelectorAll("option, [data-part]")) if ((node.dataset.part || node.value) === code) node.textContent = labelOf(code);
  }

  function forget(code) {
    for (const [id, chosen] of goes) goes.set(id, chosen.filter((one) => one !== code));
    if (rest === code) rest = targets()[0] || "";
    drawParts();
    drawStatements();
    touch();
  }

  function drawStatements() {
    const choices = targets().map((code) => [code, labelOf(code)]);
    fill(listNode,
      field(t("Utsagn som ikke er flyttet for seg, går til"), select([...choices, ["", t("ingen: de telles ikke lenger")]], rest, (value) => { rest = value; })),
      el("h3", {}, plural("{number} utsagn", "{number} utsagn", statements.length)),
      el("ol", { class: "mld-plain mld-split-list" }, statements.map((one) => el("li", {},
        el("p", { class: "mld-soft" }, `${one.area} · ${one.sender}`, one.position ? ` · ${one.position}` : ""), el("blockquote", { class: "mld-quote" }, one.text),
        several ? el("fieldset", { class: "mld-split-choice" }, el("legend", { class: "mld-visually-hidden" }, t("Går til")), choices.map(([code, label]) => el("label", {}, el("input", { type: "checkbox", checked: (goes.get(one.statement_id) || []).includes(code), onchange: (event) => { const chosen = new Set(goes.get(one.statement_id) || []); if (event.target.checked) chosen.add(code); else chosen.delete(code); goes.set(one.statement_id, [...chosen]); } }), " ", el("span", { "data-part": code }, label))))
          : field(t("Går til"), select([["", t("som resten")], ...choices], (goes.get(one.statement_id) || [""])[0] || "", (value) => goes.set(one.statement_id, value ? [value] : [])))))));
  }

  drawParts();
  drawStatements();
  return {
    node: [partsNode, listNode],
    read() {
      const moved = [...goes].filter(([, chosen]) => chosen.length);
      const named = [...parts].map(([code, label]) => (several ? { code, label: { nb: label } } : { id: code, text: { nb: label } }));
      return { parts: named, rest, assigned: Object.fromEntries(moved.map(([id, chosen]) => [id, several ? chosen : chosen[0]])) };
    },
  };
}
