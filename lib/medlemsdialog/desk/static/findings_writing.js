/* The words of a finding: heading and text in each form of Norwegian, beside what can be put in, and what to look at.

   `context` is the card's: { desk, lists, touch, doc, ask, code, turn }. Returns what the card asks of this part. */

function findingWriting(context, state) {
  const { desk, touch } = context;
  const FORMS = [["nb", "Bokmål"], ["nn", "Nynorsk"]];
  let form = "nb";
  let closed = false;
  const told = new Map(); // what each token is, by how it is written
  const wantedTokens = new Set();
  let asking = null;

  const beside = el("p", { class: "mld-soft mld-beside", role: "status" });
  const faults = el("div", {});
  const forms = el("div", { class: "mld-buttons", role: "group", "aria-label": t("Målform i teksten") });
  const headings = Object.fromEntries(FORMS.map(([name, label]) => [name, el("input", { type: "text", maxlength: 300, lang: name, spellcheck: "true", oninput: (event) => { context.doc().content.heading[name] = event.target.value; touch(); drawForms(); } })]));
  const editors = Object.fromEntries(FORMS.map(([name, label]) => {
    const editor = richEditor({ label: t("Teksten i funnet, {form}", { form: label.toLowerCase() }), describe: (token) => describe(token, editor), changed: () => written(name), asked: () => { touch({ soon: true }); } });
    editor.node.lang = name;
    editor.node.classList.add("mld-fn-editor");
    return [name, editor];
  }));
  const editor = () => editors[form];
  const inserting = findingInserts(context, {
    insert: (token, after) => editor().insert(token, after),
    leave: () => editor().focus(),
    know: (token, what) => { told.set(token, what); },
  });
  const node = el("div", { class: "mld-assessment-body mld-fn-writing" });
  const watchBeside = () => { if (!closed && node.isConnected) tellBeside(); };
  document.addEventListener("selectionchange", watchBeside);

  function written(name) {
    const doc = context.doc();
    if (!doc) return;
    doc.content.text[name] = editors[name].text();
    touch();
    drawForms();
  }

  /* What a token is; what is not known yet is asked for, all at once. */
  function describe(token, of) {
    const known = told.get(token);
    if (!known) { wantedTokens.add(token); askTokens(); return { shown: richCited(token) ? "[…]" : "…", told: t("Henter …") }; }
    if (known.cited === undefined) return known;
    const order = [...new Set(of.tokens().map(richCited).filter((id) => id && !(told.get(`[@${id}]`) || {}).lost))];
    return known.lost ? { shown: "[?]", told: known.told, lost: true } : { shown: `[${order.indexOf(known.cited) + 1 || "…"}]`, told: t("Henvisning: {words}", { words: known.told }) };
  }

  function askTokens() {
    clearTimeout(asking);
    asking = setTimeout(async () => {
      const tokens = [...wantedTokens];
      wantedTokens.clear();
      if (!tokens.length || closed) return;
      let answer;
      try { answer = await desk.call("findings.tokens", { tokens }); } catch { return; }
      for (const [token, what] of Object.entries(answer.tokens)) told.set(token, what);
      for (const [name] of FORMS) editors[name].redraw();
      tellBeside();
    }, 50);
  }

  function show(doc) {
    told.clear();
    form = desk.language === "nn" && doc.content.text.nn && !doc.content.text.nb ? "nn" : "nb";
    for (const [name] of FORMS) { headings[name].value = doc.content.heading[name]; editors[name].show(doc.content.text[name]); }
    inserting.show();
    tell();
  }

  function drawForms() {
    const { content } = context.doc();
    fill(forms, FORMS.map(([name, label]) => button(content.text[name].trim() ? label : t("{form} (mangler)", { form: label }), () => { form = name; draw(); node.querySelector(`#mld-fn-form-${name}`).focus(); }, { kind: "mld-small", "aria-pressed": String(form === name), id: `mld-fn-form-${name}` })));
  }

  function draw() {
    drawForms();
    const label = form === "nb" ? t("Overskrift på bokmål") : t("Overskrift på nynorsk");
    return fill(node, el("div", { class: "mld-write" }, forms, field(label, headings[form]), editor().toolbar, editor().node, beside, state, faults), inserting.draw());
  }

  /* The faults, each with its place in the text. */
  function tell() {
    const doc = context.doc();
    const list = doc.info.faults;
    fill(faults, el("section", { class: "mld-warnings", "aria-label": t("Se på dette") }, el("h3", {}, list.length ? plural("Se på dette ({number} sted)", "Se på dette ({number} steder)", list.length) : t("Ingen merknader")),
      list.length ? el("ul", {}, list.map((one) => el("li", {}, one.severity ? el("span", { class: "mld-soft" }, `${one.severity}: `) : null, one.found && one.place !== "finding" ? el("strong", {}, `«${one.found}» `) : null, one.what, " ", el("span", { class: "mld-soft" }, one.to_do), " ",
        one.found && one.place === "text" ? button(t("Vis i teksten"), () => mark(one), { kind: "mld-small", "aria-label": t("Vis «{found}» i teksten", { found: one.found }) }) : null))) : null));
    inserting.tell();
  }

  /* Select the words that a fault is about. */
  function mark(one) {
    if (one.language && one.language !== form && editors[one.language]) { form = one.language; draw(); }
    const walker = document.createTreeWalker(editor().node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(one.found);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + one.found.length);
      editor().node.focus();
      const selection = document.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      walker.currentNode.parentElement.scrollIntoView({ block: "nearest" });
      return;
    }
    editor().focus();
    desk.say(t("Fant ikke ordene i denne målformen."));
  }

  function tellBeside() {
    const token = editor().node.isConnected && editor().beside();
    fill(beside, token ? describe(token, editor()).told : "");
  }

  return {
    show, draw, tell,
    focus() { const doc = context.doc(); if (!doc) return; if (doc.content.heading[form].trim()) editor().focus(); else headings[form].focus(); },
    find: (name) => inserting.find(name),
    /* What stands in the editors, into the finding. */
    read() { const doc = context.doc(); if (doc && doc.touched) for (const [name] of FORMS) { doc.content.heading[name] = headings[name].value; doc.content.text[name] = editors[name].text(); } },
    prose: (text) => richDraw(richParse(text), (token) => { const known = told.get(token); if (!known) { wantedTokens.add(token); askTokens(); } return known && known.shown ? known : { shown: richCited(token) ? "[…]" : "…", told: known ? known.told : "" }; }),
    renew() { told.clear(); for (const [name] of FORMS) editors[name].redraw(); inserting.renew(); },
    close() { closed = true; clearTimeout(asking); document.removeEventListener("selectionchange", watchBeside); for (const [name] of FORMS) editors[name].close(); },
  };
}
