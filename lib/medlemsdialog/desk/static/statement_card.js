/* What the card of a statement is made of, wherever one codes: its context, what is chosen, and the question of position. */

function drawPassageAround(one) {
  return el("p", { class: one.statement ? "mld-around" : "mld-around mld-soft" }, one.statement ? null : el("span", { class: "mld-kind" }, `${one.kind}: `), one.text);
}

/* The statement between what stands before and after it. `statement` holds text, asked, before and after. */
function drawContext(statement) {
  return el("div", { class: "mld-context" }, statement.before.map(drawPassageAround),
    statement.asked ? el("p", { class: "mld-soft" }, t("Svar på: {question}", { question: statement.asked })) : null,
    el("blockquote", { class: "mld-quote mld-now" }, statement.text), statement.after.map(drawPassageAround));
}

/* The themes chosen, each with a button that removes it. `themes` are { code, label }; `remove(code)`. */
function drawChosenThemes(themes, remove) {
  return el("ul", { class: "mld-chips mld-plain" }, themes.map((theme) => el("li", { class: "mld-chip mld-good" }, theme.label, " ",
    button("×", () => remove(theme.code), { kind: "mld-remove", "aria-label": t("Fjern temaet {theme}", { theme: theme.label }) }))));
}

/* One claim chosen, with the four positions and a button that removes it: `set(position)`, null for none. */
function drawChosenClaim(claim, position, positions, set) {
  return el("li", { class: "mld-claim" }, el("p", {}, claim.label),
    el("div", { class: "mld-buttons", role: "group", "aria-label": t("Standpunkt til kravet") }, positions.map(([value, label]) =>
      button(label, () => set(value), { kind: "mld-small", "aria-pressed": String(value === position) })),
      button(t("Fjern"), () => set(null), { kind: "mld-small", "aria-label": t("Fjern kravet {claim}", { claim: claim.label }) })));
}

/* For, against, mixed or neutral: by its number, its button, or the arrow keys. Gives the position, or null. */
async function askPositionTo(desk, claim, positions) {
  let position = null;
  const group = el("div", { class: "mld-buttons" });
  const asked = desk.ask({ title: t("Hva mener avsenderen om kravet?"), body: [el("p", {}, claim.label), group], yes: t("Avbryt"), no: null, kind: "mld-plain-button" });
  const dialog = group.closest("dialog");
  const choose = (value) => { position = value; dialog.querySelector(".mld-plain-button").click(); };
  fill(group, positions.map(([value, label], index) => button(label, () => choose(value), { key: String(index + 1) })));
  dialog.addEventListener("keydown", (event) => { const one = positions[Number(event.key) - 1]; if (one) { event.preventDefault(); choose(one[0]); } });
  group.firstChild.focus();
  await asked;
  return position;
}
