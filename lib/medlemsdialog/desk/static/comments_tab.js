/* Kommentarer: what readers wrote at the reports, each at its paragraph; taken in from files, answered and settled. */

registerTab({ id: "comments", title: () => t("Kommentarer"), national: "both", open: openComments });

/* Answers that are begun and not saved, by person and comment: they outlive the tab. */
const commentDrafts = new Map();

function openComments(panel, desk) {
  const COMMENT_PART_BYTES = 1024 * 1024;
  let told = null;
  let visible = [];
  let current = "";
  let shown = null; // what the card shows
  let closed = false;
  const wanted = { show: "unsettled", area: "", text: "" };

  const drop = el("section", { class: "mld-drop", "aria-label": t("Ta inn kommentarer") });
  const progress = el("p", { class: "mld-soft", role: "status" });
  const filters = el("div", { class: "mld-filters" });
  const counted = el("p", { class: "mld-soft", role: "status" });
  const list = longList({ label: t("Kommentarer"), height: 98, draw: drawRow, choose: (index) => show(visible[index].id) });
  const card = el("section", { class: "mld-source", tabindex: "-1", "aria-label": t("Kommentaren") });
  const about = el("div", { class: "mld-comment-about" });
  const writing = el("div", { class: "mld-comment-writing" });
  fill(panel, el("p", { class: "mld-empty" }, t("Leser kommentarene …")));

  async function load() {
    let answer;
    try { answer = await desk.call("comments.list"); } catch { return; }
    if (!closed) take(answer);
  }

  function take(answer) {
    const first = !told;
    told = answer;
    if (first) lay();
    if (first && !told.rows.some((row) => row.state !== "settled")) wanted.show = "all";
    drawFilters();
    filter();
    // What is on show stays, also where it no longer passes the filter: it may just have been settled.
    if (!told.rows.some((row) => row.id === current)) current = (visible[0] || { id: "" }).id;
    show(current, { focus: false });
  }

  function lay() {
    const chooser = el("input", { type: "file", multiple: true, accept: ".json,.docx", class: "mld-visually-hidden", id: `mld-files-${++lastId}`, onchange: () => { takeIn([...chooser.files]); chooser.value = ""; } });
    fill(drop, el("p", {}, t("Dra filer med kommentarer hit, eller"), " ", el("label", { for: chooser.id, class: "mld-button mld-file-label" }, t("velg filer")), chooser),
      el("p", { class: "mld-hint" }, t("Filer som lesere har laget i rapporten (JSON), og Word-filer med kommentarer (DOCX). Kommentarene er interne.")), progress);
    drop.addEventListener("dragover", () => drop.classList.add("mld-is-over"));
    drop.addEventListener("dragleave", () => drop.classList.remove("mld-is-over"));
    drop.addEventListener("drop", (event) => { event.preventDefault(); drop.classList.remove("mld-is-over"); takeIn([...event.dataTransfer.files]); });
    fill(card, about, writing);
    fill(panel, drop, el("div", { class: "mld-columns mld-fn-columns" }, el("section", { "aria-label": t("Velg kommentar") }, filters, counted, list.node), card));
  }

  function drawFilters() {
    if (filters.contains(document.activeElement)) return;
    const search = el("input", { type: "search", value: wanted.text, oninput: () => { wanted.text = search.value; filter(); } });
    const states = [["unsettled", t("Ikke ferdige")], ["open", t("Ikke besvart")], ["lost", t("Endret eller borte")], ["settled", t("Ferdige")], ["all", t("Alle")]];
    fill(filters, field(t("Vis"), select(states, wanted.show, (value) => { wanted.show = value; filter(); })), field(t("Søk"), search),
      told.areas.length > 1 ? el("div", { class: "mld-span" }, field(t("Rapport"), select([["", t("Alle rapporter")], ...told.areas], wanted.area, (value) => { wanted.area = value; filter(); }))) : null);
    filters.search = search;
  }

  const isUnmoved = (row) => row.placing === "here" || row.placing === "unknown";
  function passes(row) {
    const words = wanted.text.toLowerCase().split(/\s+/).filter(Boolean);
    return { unsettled: row.state !== "settled", open: row.state === "open", lost: !isUnmoved(row), settled: row.state === "settled", all: true }[wanted.show]
      && (!wanted.area || row.area === wanted.area)
      && words.every((word) => `${row.short} ${row.at} ${row.author}`.toLowerCase().includes(word));
  }

  function filter() {
    visible = told.rows.filter(passes);
    list.show(visible);
    list.select(visible.findIndex((row) => row.id === current));
    const left = told.rows.filter((row) => row.state !== "settled").length;
    fill(counted, told.rows.length ? [t("Viser {shown} av {all} kommentarer.", { shown: visible.length, all: told.rows.length }), " ", plural("{number} er ikke ferdig.", "{number} er ikke ferdige.", left)] : t("Ingen kommentarer."));
  }

  const stateChip = (row) => el("span", { class: `mld-chip mld-tiny ${{ open: "mld-warn", answered: "", settled: "mld-good" }[row.state]}` }, { open: t("ikke besvart"), answered: t("besvart"), settled: t("ferdig") }[row.state]);
  const placingWord = (row) => ({ changed: t("teksten er endret"), moved: t("teksten er flyttet"), orphaned: t("teksten er borte") })[row.placing] || "";

  function drawRow(row) {
    return [el("div", { class: "mld-row-head" }, el("span", {}, [row.author, row.date].filter(Boolean).join(", ")), stateChip(row)),
      el("div", { class: "mld-two-lines" }, row.short),
      el("div", { class: "mld-soft mld-row-foot" }, [placingWord(row), t("til «{text}»", { text: row.at })].filter(Boolean).join(" · "))];
  }

  async function show(id, { focus = true } = {}) {
    const before = current;
    current = id;
    list.select(visible.findIndex((row) => row.id === id));
    if (!id) { shown = null; drawNothing(); return; }
    let answer;
    try { answer = await desk.call("comments.describe", { id }); } catch { return; }
    if (closed || current !== id) return;
    takeInCard(answer, before !== id || !shown || shown.id !== id);
    if (focus) card.focus({ preventScroll: true });
  }

  function drawNothing() {
    fill(writing);
    fill(about, el("p", { class: "mld-empty" }, told.rows.length ? t("Ingen kommentarer passer til det du har valgt.") : t("Ingen har kommentert ennå. Den som leser en rapport, kan skrive kommentarer nederst i den, lagre dem i en fil og sende filen hit.")));
  }

  function takeInCard(answer, isOther) {
    const same = !isOther && JSON.stringify(shown) === JSON.stringify(answer);
    shown = answer;
    if (same) return;
    drawAbout();
    // What is being written stays under the fingers, whatever others do meanwhile.
    if (isOther || !writing.contains(document.activeElement) || !isTyping({ target: document.activeElement })) drawWriting();
  }

  function drawAbout() {
    const { now } = shown;
    const kind = { here: "mld-good", unknown: "", moved: "mld-warn", changed: "mld-warn", orphaned: "mld-bad" }[shown.placing];
    fill(about,
      el("h2", {}, t("Kommentar fra {author}", { author: shown.author })),
      el("div", { class: "mld-chips" }, stateChip(shown), el("span", { class: `mld-chip mld-tiny ${kind}` }, shown.placing_word)),
      el("p", { class: "mld-soft" }, [shown.date, shown.report, shown.document_date ? t("lest i utgaven av {date}", { date: shown.document_date }) : ""].filter(Boolean).join(" · ")),
      now ? el("div", { class: "mld-context", role: "group", "aria-label": t("Stedet i rapporten") },
        now.heading ? el("p", { class: "mld-strong" }, now.heading) : null,
        now.before ? el("p", { class: "mld-around mld-soft" }, now.before) : null,
        el("blockquote", { class: "mld-quote mld-comment-place" }, markWords(now.paragraph, now.words)),
        now.after ? el("p", { class: "mld-around mld-soft" }, now.after) : null) : null,
      shown.quoted ? el("p", { class: "mld-soft" }, t("Merket i Word: «{text}»", { text: shown.quoted })) : null,
      shown.said_then ? el("p", { class: "mld-note" }, t("Da kommentaren ble skrevet, sto det: «{text}»", { text: shown.said_then })) : null,
      el("h3", {}, t("Kommentaren")),
      shown.reply_to ? el("p", { class: "mld-soft" }, t("Svar til {comment}", { comment: shown.reply_to })) : null,
      el("blockquote", { class: "mld-quote mld-now" }, shown.text),
      shown.answers.length ? [el("h3", {}, plural("{number} svar", "{number} svar", shown.answers.length)),
        el("ul", { class: "mld-plain mld-fn-list" }, shown.answers.map((one) => el("li", { class: "mld-claim" }, el("p", { class: "mld-soft" }, t("{name}, {date}", { name: one.mine ? t("Du") : one.by, date: one.date })), el("p", { class: "mld-comment-words" }, one.text))))] : null,
      shown.settled ? el("p", { class: "mld-done" }, t("Ferdig: {name}, {date}.", { name: shown.settled.by, date: shown.settled.date }), shown.settled.reason ? ` ${shown.settled.reason}` : "") : null);
  }

  /* The paragraph, with the sentence the comment stands at marked where it is not all of it. */
  function markWords(paragraph, words) {
    const at = words ? paragraph.indexOf(words) : -1;
    return at < 0 ? paragraph : [paragraph.slice(0, at), el("mark", { class: "mld-comment-mark" }, words), paragraph.slice(at + words.length)];
  }

  const draftKey = () => `${desk.person} ${current}`;
  const ownAnswer = () => (shown.answers.find((one) => one.mine) || { text: "" }).text;

  function drawWriting() {
    const own = ownAnswer();
    const words = el("textarea", { rows: 4, maxlength: 10000, value: commentDrafts.get(draftKey()) ?? own, oninput: () => { if (words.value === ownAnswer()) commentDrafts.delete(draftKey()); else commentDrafts.set(draftKey(), words.value); } });
    words.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); answer(); }
      else if (event.key === "Escape") { event.stopPropagation(); card.focus(); }
    });
    writing.words = words;
    fill(writing,
      field(own ? t("Svaret ditt (internt)") : t("Skriv et svar (internt)"), words, { hint: own ? t("Tøm feltet og lagre for å ta svaret tilbake.") : t("Svaret vises her og i arbeidsrapporten. Det sendes ikke til den som kommenterte.") }),
      el("div", { class: "mld-buttons" },
        button(t("Lagre svaret"), answer, { kind: "mld-primary", key: "Ctrl+Enter" }),
        shown.settled ? button(t("Ta opp igjen"), reopen, { key: "F" }) : button(t("Ferdig …"), settle, { key: "F" }),
        button(t("Ta bort …"), remove),
        button(t("Forrige"), () => step(-1), { key: "K" }), button(t("Neste"), () => step(1), { key: "J" })));
  }

  async function answer() {
    const text = writing.words.value.trim();
    if (text === ownAnswer()) { desk.say(t("Svaret er som før.")); return; }
    await change("comments.answer", { text }, text ? t("Svaret er lagret") : t("Svaret er tatt tilbake"));
  }

  async function settle() {
    const reason = el("input", { type: "text", maxlength: 500 });
    const id = current;
    const done = await askUntilDone(desk, { title: t("Er du ferdig med kommentaren?"), body: field(t("Hva ble gjort, eller hvorfor ikke?"), reason, { hint: t("Kan stå tomt.") }), yes: t("Ferdig") },
      () => desk.call("comments.settle", { id, reason: reason.value }));
    if (done) await changed(id, done, t("Kommentaren er ferdig behandlet"));
  }

  function reopen() { return change("comments.settle", { settled: false }, t("Kommentaren er tatt opp igjen")); }

  async function remove() {
    const reason = el("input", { type: "text", maxlength: 500 });
    const id = current;
    const answer = await askUntilDone(desk, { title: t("Ta bort kommentaren?"), body: [el("p", {}, t("Den vises ikke lenger, og kommer ikke inn igjen med den samme filen. Det som ble skrevet, er bevart i loggen.")), field(t("Hvorfor hører den ikke hjemme her?"), reason)], yes: t("Ta bort"), kind: "mld-danger" },
      () => desk.call("comments.remove", { id, reason: reason.value }));
    if (!answer) return;
    const at = visible.findIndex((row) => row.id === id);
    current = (visible[at + 1] || visible[at - 1] || { id: "" }).id;
    take(answer);
    desk.saved(t("Kommentaren er tatt bort"));
    list.node.focus();
  }

  async function change(action, payload, done) {
    const id = current;
    let answer;
    try { answer = await desk.call(action, { id, ...payload }); } catch { return; }
    await changed(id, answer, done);
  }

  async function changed(id, answer, done) {
    const key = `${desk.person} ${id}`;
    const saved = (answer.answers.find((one) => one.mine) || { text: "" }).text;
    // What is begun beyond what is saved stays, whatever else was done with the comment.
    if ((commentDrafts.get(key) || "").trim() === saved) commentDrafts.delete(key);
    if (closed) return;
    if (current === id) { shown = answer; drawAbout(); drawWriting(); card.focus({ preventScroll: true }); }
    told.rows = told.rows.map((row) => (row.id === id ? { ...row, state: answer.state, state_word: answer.state_word } : row));
    filter();
    desk.saved(done);
  }

  function step(by) {
    const at = visible.findIndex((row) => row.id === current);
    // What was settled is gone from the list: the next is then the first that came after it.
    const order = told.rows.map((row) => row.id);
    const after = visible.findIndex((row) => order.indexOf(row.id) > order.indexOf(current));
    const to = at >= 0 ? at + by : by > 0 ? after : (after < 0 ? visible.length : after) - 1;
    const next = visible[to];
    if (next) show(next.id); else desk.say(t("Ikke flere kommentarer i listen."));
  }

  /* In parts: what goes between the page and the program has a limit to its size. */
  async function takeIn(files) {
    const outcome = [];
    let first = "";
    for (const file of files) {
      const token = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      progress.textContent = t("Tar imot {file} …", { file: file.name });
      try {
        let answer = null;
        let at = 0;
        do {
          const end = Math.min(at + COMMENT_PART_BYTES, file.size);
          answer = await desk.call("comments.upload", { name: file.name, token, at, last: end === file.size }, [await file.slice(at, end).arrayBuffer()]);
          at = end;
        } while (at < file.size);
        first = first || answer.first;
        outcome.push(`${answer.name}: ${answer.told}`);
      } catch (fault) { outcome.push(fault.message); }
      if (closed) return;
    }
    if (first) { current = first; wanted.show = "unsettled"; wanted.area = ""; wanted.text = ""; }
    await load();
    progress.textContent = outcome.join(" ");
  }

  load();
  return {
    key(event) {
      if (!told || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return false;
      const does = { j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1), s: () => writing.words && writing.words.focus(),
        f: () => shown && (shown.settled ? reopen() : settle()), "/": () => filters.search.focus() }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!does) return false;
      does();
      return true;
    },
    keys: () => [["J / ↓", t("Neste kommentar")], ["K / ↑", t("Forrige kommentar")], ["S", t("Skriv svar")], ["Ctrl+Enter", t("Lagre svaret")], ["Esc", t("Ut av svaret")], ["F", t("Ferdig, eller ta opp igjen")], ["/", t("Søk")]],
    refresh: load,
    close() { closed = true; },
  };
}
