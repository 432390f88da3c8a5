/* What a person judges of a finding: the word for strength, the basis, and the documents it stands in. The program only tells. */

function findingJudging(context) {
  const { desk, touch, lists } = context;
  const node = el("div", { class: "mld-fn-judging" });
  const content = () => context.doc().content;
  const about = { strength: el("div", {}), basis: el("div", {}) };
  let shown = null; // which finding the fields of the basis are of

  // ---- The word for strength

  function drawStrength() {
    const { strength } = context.doc().info;
    const name = `mld-fn-strength-${++lastId}`;
    const choose = (value) => { content().strength = value || null; touch({ soon: true }); };
    const choice = (value, label, rule, faults) => {
      const id = `${name}-${value || "none"}`;
      const hint = `${id}-rule`;
      return el("div", { class: "mld-fn-choice" },
        el("label", { class: "mld-check", for: id }, el("input", { type: "radio", name, id, value, checked: (content().strength || "") === value, "aria-describedby": hint, onchange: () => choose(value) }), " ", label),
        el("div", { class: "mld-fn-rule", id: hint }, el("p", {}, rule),
          value === "" ? null : faults.length ? el("div", { class: "mld-fn-not" }, el("p", {}, `△ ${t("Tallene bærer ikke ordet.")}`), el("ul", {}, faults.map((fault) => el("li", {}, fault)))) : el("p", { class: "mld-fn-carried" }, `✓ ${t("Tallene bærer ordet.")}`)));
    };
    const body = el("fieldset", { class: "mld-fn-set" }, el("legend", {}, t("Ordet for styrke")),
      el("p", { class: "mld-hint" }, t("Programmet varsler når tallene ikke bærer ordet. Du velger. Et ord som ikke har dekning, trykkes ikke; da står bare tallene.")),
      strength.none ? el("p", { class: "mld-note" }, strength.none) : null,
      choice("", t("Ikke noe ord, bare tallene"), strength.counts_rule, []),
      strength.words.map((one) => choice(one.value, one.label, one.rule, one.faults)),
      el("p", { class: "mld-fn-printed", role: "status" }, el("span", { class: "mld-soft" }, t("Slik blir det trykket:"), " "), strength.printed || t("ingenting")));
    return fill(node, body);
  }

  // ---- The basis

  function drawFact(fact) {
    return el("li", {}, fact.concern ? el("strong", { class: "mld-todo" }, `△ ${t("Se på dette:")} `) : null, fact.text, fact.internal ? el("span", { class: "mld-soft" }, ` (${t("internt")})`) : null);
  }

  function drawBasis() {
    const doc = context.doc();
    const { basis } = doc.info;
    const judged = content().basis;
    const name = `mld-fn-level-${++lastId}`;
    const later = () => touch();
    shown = doc.id;
    const questions = basis.questions.map((one, index) => {
      const note = el("textarea", { rows: 2, value: judged.notes[one.value] || "", oninput: (event) => { judged.notes = { ...judged.notes, [one.value]: event.target.value }; later(); } });
      return el("section", { class: "mld-fn-question", "aria-label": one.label }, el("h3", {}, `${index + 1}. ${one.label}`),
        el("p", { class: "mld-soft" }, t("Dette vet programmet:")),
        el("ul", { "data-facts": one.value }, one.facts.map(drawFact)), one.facts.length ? null : el("p", { class: "mld-soft" }, t("Ingenting ennå. Velg krav eller temaer først.")),
        field(t("Det du legger merke til"), note));
    });
    const reason = el("textarea", { rows: 3, value: judged.reason, oninput: (event) => { judged.reason = event.target.value; later(); } });
    const hint = el("p", { class: "mld-hint", role: "status" });
    const tellHint = () => { hint.textContent = judged.level ? judged.reason.trim() ? "" : t("Skriv en grunn.") : Object.values(judged.notes).some((one) => one.trim()) || judged.reason.trim() ? t("Notatene lagres når du har valgt nivå.") : ""; };
    tellHint();
    reason.addEventListener("input", tellHint);
    return fill(node, el("p", { class: "mld-hint" }, t("Svar på de fire spørsmålene, og velg så hvor godt grunnlaget er. Programmet foreslår ikke noe nivå.")), questions,
      el("fieldset", { class: "mld-fn-set" }, el("legend", {}, t("Hvor godt er grunnlaget for funnet?")),
        basis.levels.map(([value, label]) => { const id = `${name}-${value}`; return el("label", { class: "mld-check", for: id }, el("input", { type: "radio", name, id, value, checked: judged.level === value, onchange: () => { judged.level = value; tellHint(); touch({ soon: true }); } }), " ", label); }),
        field(t("Hvorfor?"), reason, { hint: t("Grunnen og notatene står i rapportene som deles. Skriv ikke noe fortrolig.") }), hint));
  }

  // ---- Section and documents

  function drawDocuments() {
    const later = () => touch({ soon: true });
    const { documents } = content();
    return fill(node,
      field(t("Hovedtema"), select(lists().sections, content().section, (value) => { content().section = value; later(); }, { id: "mld-fn-section" }), { hint: t("Funnene står samlet under hovedtemaet. «Flytt opp» og «Flytt ned» i listen bestemmer rekkefølgen.") }),
      el("fieldset", { class: "mld-fn-set" }, el("legend", {}, t("Funnet skal stå i")),
        lists().documents.map(([value, label]) => el("label", { class: "mld-check" }, el("input", { type: "checkbox", value, checked: documents.includes(value), onchange: (event) => {
          const picked = event.target.checked ? [...content().documents, value] : content().documents.filter((one) => one !== value);
          content().documents = lists().documents.map(([one]) => one).filter((one) => picked.includes(one));
          later();
        } }), " ", label))));
  }

  /* New numbers: what is told is drawn anew; a field that is being written in is left alone. */
  function tell(part) {
    const focused = document.activeElement;
    if (part === "strength") {
      const value = focused && node.contains(focused) && focused.type === "radio" ? focused.value : null;
      drawStrength();
      if (value !== null) node.querySelector(`input[type=radio][value="${value}"]`)?.focus();
    } else if (part === "basis") {
      if (shown !== context.doc().id && !(focused && node.contains(focused))) { drawBasis(); return; }
      for (const one of context.doc().info.basis.questions) {
        const facts = node.querySelector(`[data-facts="${one.value}"]`);
        if (facts) fill(facts, one.facts.map(drawFact));
      }
    }
  }

  return { drawStrength, drawBasis, drawDocuments, tell };
}
