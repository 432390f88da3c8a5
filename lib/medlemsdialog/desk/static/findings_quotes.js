/* Quotes of a finding: those picked, and candidates with why each is proposed. An excerpt is chosen by marking it in the statement. */

function findingQuotes(context) {
  const { desk, touch } = context;
  let candidates = null;
  let caption = "";
  let askedFor = "";
  let all = false;
  const node = el("div", { class: "mld-fn-quotes" });
  const picked = el("section", { "aria-label": t("Sitater i funnet") });
  const proposed = el("section", { "aria-label": t("Forslag til sitater") });

  const quotes = () => context.doc().content.quotes;
  const isPicked = (id) => quotes().some((one) => one.statement_id === id);

  function show() { candidates = null; askedFor = ""; all = false; }

  function draw() {
    fill(node, picked, proposed);
    tell();
    load();
    return node;
  }

  async function load() {
    const { content } = context.doc();
    const about = JSON.stringify([content.claims, content.themes]);
    if (about === askedFor) return;
    askedFor = about;
    candidates = null;
    drawProposed();
    let told;
    try { told = await context.ask("findings.quotes"); } catch { askedFor = ""; return; }
    if (askedFor !== about) return;
    ({ candidates, caption } = told);
    tell();
  }

  function tell() {
    drawPicked();
    drawProposed();
    load();
  }

  function drawPicked() {
    const known = new Map(context.doc().info.quotes.map((one) => [one.statement_id, one]));
    fill(picked, el("h3", {}, plural("{number} sitat i funnet", "{number} sitater i funnet", quotes().length)),
      el("p", { class: "mld-hint" }, t("Sitatene illustrerer, de måler ikke.")),
      el("ol", { class: "mld-plain mld-fn-list" }, quotes().map((quote, at) => {
        const about = known.get(quote.statement_id) || { sender: "", place: "", fault: "" };
        const id = `mld-fn-contrary-${at}`;
        return el("li", { class: "mld-fn-quote" }, el("blockquote", { class: "mld-quote" }, quote.text), el("p", { class: "mld-soft" }, [about.sender, about.place].filter(Boolean).join(" · ")),
          about.fault ? el("p", { class: "mld-note" }, about.fault) : null,
          el("label", { class: "mld-check", for: id }, el("input", { type: "checkbox", id, checked: quote.contrary, onchange: (event) => change(at, { contrary: event.target.checked }) }), " ", t("Motstemme: taler mot det funnet sier")),
          el("div", { class: "mld-buttons" },
            about.text && about.text !== quote.text || about.text && about.text.length > 80 ? button(t("Velg utdrag …"), () => cut(at, about), { kind: "mld-small", "aria-label": t("Velg utdrag av sitatet fra {sender}", about) }) : null,
            at > 0 ? button(t("Flytt opp"), () => swap(at), { kind: "mld-small", "aria-label": t("Flytt opp sitatet fra {sender}", about) }) : null,
            button(t("Ta bort"), () => drop(at), { kind: "mld-small", "aria-label": t("Ta bort sitatet fra {sender}", about) })));
      })));
  }

  function drawProposed() {
    const hasCodes = context.doc().content.claims.length + context.doc().content.themes.length > 0;
    fill(proposed, el("h3", {}, t("Forslag")),
      !hasCodes ? el("p", { class: "mld-soft" }, t("Velg krav eller temaer under «Skriv» først. Forslagene kommer fra utsagnene bak dem.")) : candidates === null ? el("p", { class: "mld-soft" }, t("Finner forslag …"))
        : !candidates.length ? el("p", { class: "mld-soft" }, t("Ingen av utsagnene bak kan siteres.")) : el("p", { class: "mld-hint" }, t("Typiske utsagn, og slike som sprer seg over medlemmer, fylker, størrelser, målformer og standpunkter. Du velger.")),
      hasCodes && candidates ? el("ol", { class: "mld-plain mld-fn-list" }, candidates.map((one) => el("li", { class: "mld-fn-quote" },
        el("blockquote", { class: "mld-quote" }, one.excerpt), el("p", { class: "mld-soft" }, [one.sender, one.county, one.status, one.place].filter(Boolean).join(" · ")),
        one.contrary ? el("p", { class: "mld-strong" }, t("Motstemme")) : null,
        el("p", {}, el("span", { class: "mld-soft" }, t("Foreslått fordi:"), " "), one.reasons.join("; ")),
        el("div", { class: "mld-buttons" }, isPicked(one.id) ? button(t("Ta bort"), () => drop(quotes().findIndex((quote) => quote.statement_id === one.id)), { kind: "mld-small", "aria-label": t("Ta bort sitatet fra {sender}", one) })
          : [button(t("Bruk"), () => pick(one, one.excerpt, one.contrary), { kind: "mld-small", "aria-label": t("Bruk sitatet fra {sender}", one) }),
            button(t("Velg utdrag …"), () => pickPart(one, one.excerpt, one.contrary), { kind: "mld-small", "aria-label": t("Velg utdrag av utsagnet fra {sender}", one) })])))) : null);
  }

  function changed() { touch({ soon: true }); drawPicked(); drawProposed(); }

  function change(at, patch) {
    context.doc().content.quotes = quotes().map((one, index) => (index === at ? { ...one, ...patch } : one));
    changed();
  }

  function swap(at) {
    const moved = [...quotes()];
    [moved[at - 1], moved[at]] = [moved[at], moved[at - 1]];
    context.doc().content.quotes = moved;
    changed();
  }

  function drop(at) {
    context.doc().content.quotes = quotes().filter((_, index) => index !== at);
    changed();
    desk.say(t("Sitatet er tatt bort."));
    if (!node.contains(document.activeElement)) (node.querySelector("button") || node.closest("[tabindex]")).focus();
  }

  function pick(one, words, contrary) {
    const { info } = context.doc();
    if (!info.quotes.some((quote) => quote.statement_id === one.id)) info.quotes = [...info.quotes, { ...one, statement_id: one.id, fault: "" }];
    context.doc().content.quotes = [...quotes(), { statement_id: one.id, text: words, contrary }];
    changed();
    desk.say(t("Sitatet fra {sender} er med.", one));
    const taken = [...node.querySelectorAll("button")].find((each) => each.getAttribute("aria-label") === t("Ta bort sitatet fra {sender}", one));
    if (taken && !node.contains(document.activeElement)) taken.focus();
  }

  async function pickPart(one, words, contrary) {
    const part = await askExcerpt(one, words, contrary);
    if (part) pick(one, part, contrary);
  }

  async function cut(at, about) {
    const part = await askExcerpt({ ...about, id: quotes()[at].statement_id }, quotes()[at].text, quotes()[at].contrary);
    if (part) change(at, { text: part });
  }

  /* The words marked in the statement, and no others: nothing can be typed there. */
  async function askExcerpt(one, words, contrary) {
    const box = el("textarea", { rows: Math.min(14, Math.max(4, Math.ceil(one.text.length / 60))), readonly: true, value: one.text });
    const shown = el("blockquote", { class: "mld-quote" }, words);
    let part = words;
    const mark = () => { const chosen = one.text.slice(box.selectionStart, box.selectionEnd).trim(); if (chosen) { part = chosen; fill(shown, chosen); } };
    for (const name of ["select", "keyup", "mouseup"]) box.addEventListener(name, mark);
    const asked = askUntilDone(desk, {
      title: t("Velg utdrag"), yes: t("Bruk utdraget"),
      body: [el("p", { class: "mld-soft" }, [one.sender, one.place].filter(Boolean).join(" · ")), field(t("Merk ordene som skal stå i sitatet"), box, { hint: t("Dra med musen, eller hold Shift og bruk piltastene. Bare ordene slik de står, kan brukes.") }), el("p", { class: "mld-soft" }, t("Sitatet blir:")), shown],
    }, async () => {
      const told = await desk.call("findings.excerpt", { content: context.doc().content, statement: one.id, text: part, contrary });
      if (told.fault) throw new Error(told.fault);
      return part;
    });
    const start = one.text.indexOf(words);
    box.focus();
    if (start >= 0) box.setSelectionRange(start, start + words.length);
    return asked;
  }

  return {
    show, draw, tell,
    renew() { askedFor = ""; if (node.isConnected) load(); },
    /* Pick a statement that was found elsewhere. */
    async add(one) {
      if (isPicked(one.id)) { desk.say(t("Utsagnet er alt et sitat i funnet.")); return; }
      if (one.text.length > 400) { await pickPart(one, one.text, false); return; }
      pick(one, one.text, false);
    },
  };
}
