/* Levering: what is left, the report, the letters, the sign-off, and the county handed in. One page, in working order. */

registerTab({ id: "hand_in", title: () => t("Levering"), national: "no", open: openHandIn });

/* Fetch one of the desk's files in parts, and give it as { name, blob }. */
async function fetchFile(desk, asked) {
  const parts = [];
  let answer = { next: 0, stamp: "", last: false };
  while (!answer.last) {
    answer = await desk.call("hand_in.file", { ...asked, at: answer.next, stamp: answer.stamp });
    parts.push(Uint8Array.from(atob(answer.part), (sign) => sign.charCodeAt(0)));
  }
  return { name: answer.name, blob: new Blob(parts) };
}

function saveFile({ name, blob }) {
  const address = URL.createObjectURL(blob);
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/* A text to the clipboard; the older way is for pages that the browser does not trust with the newer. */
async function copyText(text) {
  try { await navigator.clipboard.writeText(text); return true; } catch { /* the older way */ }
  const before = document.activeElement;
  const area = el("textarea", { class: "mld-visually-hidden", "aria-hidden": "true", value: text });
  (before && before.closest(".mld-desk") ? before.closest(".mld-desk") : document.body).append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (before) before.focus();
  return done;
}

function openHandIn(panel, desk, where) {
  const POLL_MS = 700;
  const DAYS_TO_REPLY = 14;
  const TAB_OF = { sources: "sources", problems: "problems", coding: "coding", compare: "comparison", assessment: "assessment" };
  const STEP_OF = { letters: "letters", unanswered: "letters", not_signed_off: "sign_off", lapsed: "sign_off" };
  const STEPS = ["left", "report", "letters", "sign_off", "hand_in"];
  let told = null;
  let closed = false;
  let following = false;
  let shownLetter = null; // the letter that is being read
  let made = null; // the hand-in that was made just now
  const drawn = {}; // what each part was drawn from, so that nothing is drawn again without need

  const parts = Object.fromEntries(["left", "report", "letterList", "letter", "signOff", "before", "handIns"].map((name) => [name, el("div", { class: "mld-step-part" })]));
  const frame = el("div", { class: "mld-step-part" });
  const replyBy = el("input", { type: "text", size: 12, value: inDays(DAYS_TO_REPLY), placeholder: t("12.06.2017") });
  const note = el("textarea", { rows: 3, maxlength: 2000 });
  fill(panel, el("p", { class: "mld-empty" }, t("Ser etter hva som gjenstår …")));

  function inDays(days) {
    const date = new Date(Date.now() + days * 86400000);
    return `${String(date.getDate()).padStart(2, "0")}.${String(date.getMonth() + 1).padStart(2, "0")}.${date.getFullYear()}`;
  }

  async function load() {
    let answer;
    try { answer = await desk.call("hand_in.describe"); } catch { return; }
    if (!closed) take(answer);
  }

  function take(answer) {
    const first = told === null;
    told = { ...told, ...answer };
    if (first) lay();
    draw("left", [told.left, told.received], drawLeft);
    draw("report", told.report, drawReport);
    draw("letterList", told.letters, drawLetterList);
    draw("letter", [shownLetter, told.letters], drawLetter);
    draw("signOff", [told.sign_off, told.received], drawSignOff);
    draw("before", told.left.length, drawBefore);
    draw("handIns", [told.hand_ins, made], drawHandIns);
    if (told.report.state === "running") follow();
    if (first && where) toStep(where);
  }

  function lay() {
    const step = (id, title, ...content) => el("section", { class: "mld-step", "aria-labelledby": `mld-step-${id}` },
      el("h2", { id: `mld-step-${id}`, tabindex: "-1" }, `${STEPS.indexOf(id) + 1}. ${title}`), content);
    const letterForm = el("form", { class: "mld-inline-form", onsubmit: (event) => { event.preventDefault(); makeLetters(); } },
      field(t("Be om svar innen"), replyBy), el("button", { type: "submit", class: "mld-button" }, t("Lag brev")));
    const handInForm = el("form", { class: "mld-step-part", onsubmit: (event) => { event.preventDefault(); handIn(); } },
      field(t("Beskjed til KS sentralt (kan stå tom)"), note, { hint: t("Beskjeden er intern og følger med i filen.") }),
      el("div", { class: "mld-buttons" }, el("button", { type: "submit", class: "mld-button mld-primary" }, t("Lever inn"))));
    fill(panel, el("div", { class: "mld-steps" },
      step("left", t("Hva gjenstår"), parts.left),
      step("report", t("Forhåndsvis rapporten"), el("p", {}, t("Her ser du rapporten slik den blir for dem som har gitt innspill, med det som er lagret nå.")), parts.report, frame),
      step("letters", t("Brev: Slik forsto vi dere"),
        el("p", {}, t("Hver avsender får et brev som viser hvordan innspillet er forstått, og ber om retting. Svarene legger du inn i fanen «Innspill», og velger der hvilket brev de svarer på.")),
        letterForm, parts.letterList, parts.letter),
      step("sign_off", t("Godkjenning"), parts.signOff),
      step("hand_in", t("Lever inn"), el("p", {}, t("Leveringen er én fil med innspill, valg og vurdering. Den sendes til KS sentralt, som setter sammen det nasjonale. Du kan levere så mange ganger du vil; bare det nye blir lagt til.")),
        parts.before, handInForm, parts.handIns)));
  }

  /* Draw a part if what it shows has changed, and give focus back to the control that had it. */
  function draw(name, from, make) {
    const now = JSON.stringify(from);
    if (drawn[name] === now) return;
    drawn[name] = now;
    const held = parts[name].contains(document.activeElement) ? document.activeElement.id : null;
    fill(parts[name], make());
    if (held === null) return;
    const again = held && document.getElementById(held);
    if (again && parts[name].contains(again)) again.focus();
    else parts[name].closest(".mld-step").querySelector("h2").focus();
  }

  function toStep(id) {
    const heading = panel.querySelector(`#mld-step-${id}`);
    if (!heading) return;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  }

  /* 1. What is left */

  function drawLeft() {
    if (!told.received) return el("p", {}, t("Det er ikke kommet noe innspill ennå. Begynn i fanen «Innspill»."));
    if (!told.left.length) return el("p", { class: "mld-done" }, t("Alt er gjort. Fylket kan leveres."));
    return el("ul", { class: "mld-plain mld-left" }, told.left.map((one) => el("li", {},
      el("span", { class: "mld-left-number" }, one.number || "–"), el("span", { class: "mld-left-what" }, one.what), toWork(one))));
  }

  function toWork(one) {
    const id = `mld-left-${one.kind}`;
    if (STEP_OF[one.kind]) return button(t("Til punkt {number}", { number: STEPS.indexOf(STEP_OF[one.kind]) + 1 }), () => toStep(STEP_OF[one.kind]), { kind: "mld-small", id, "aria-describedby": null });
    const tab = desk.tabs.find((other) => other.id === TAB_OF[one.tab]);
    if (!tab) return null;
    return button(t("Til {tab}", { tab: tab.title() }), () => {
      const name = document.getElementById(`mld-tab-${tab.id}`);
      desk.go(tab.id);
      if (name) name.focus();
    }, { kind: "mld-small", id });
  }

  /* 2. The report */

  function drawReport() {
    const report = told.report;
    const running = report.state === "running";
    const there = report.state === "made";
    return [
      report.state === "failed" ? el("p", { class: "mld-alert mld-block" }, t("Rapporten ble ikke laget: {reason}", { reason: report.told }), " ",
        report.cause === "data" ? t("Se i fanen «Merknader» hva som må rettes.") : t("Prøv igjen. Skjer det igjen, si fra til den som har ansvar for programmet.")) : null,
      there ? el("p", {}, t("Rapporten ble laget {date} kl. {time}.", report), " ", report.up_to_date ? t("Ingenting er endret siden.") : el("strong", {}, t("Noe er endret siden. Lag den på nytt for å få det med."))) : null,
      running ? el("p", { class: "mld-working" }, report.told) : null,
      el("div", { class: "mld-buttons" },
        // Never disabled while it works: a button that is, loses the focus.
        button(there ? t("Lag rapporten på nytt") : t("Lag rapporten"), makeReport, { id: "mld-make-report", "aria-disabled": running ? "true" : null }),
        there ? button(t("Vis rapporten"), showReport, { id: "mld-show-report" }) : null,
        there ? [["report", t("Last ned rapporten (nettside)")], ["report_docx", t("Last ned rapporten (Word)")], ["work_report", t("Last ned arbeidsrapporten (intern)")]].map(([what, label]) =>
          button(label, () => download({ what }), { id: `mld-download-${what}` })) : null),
    ];
  }

  async function makeReport() {
    if (told.report.state === "running") return;
    try { take({ report: await desk.call("hand_in.make_report") }); desk.say(t("Lager rapporten. Det tar noen sekunder; du kan arbeide videre imens.")); } catch { /* told already */ }
  }

  async function follow() {
    if (following) return;
    following = true;
    while (!closed && told.report.state === "running") {
      await new Promise((wake) => setTimeout(wake, POLL_MS));
      if (closed) return;
      let report;
      try { report = await desk.call("hand_in.report"); } catch (fault) { report = { state: "failed", told: fault.message, cause: "" }; }
      if (closed) return;
      take({ report });
      if (report.state === "made") { desk.saved(t("Rapporten er laget")); showReport(); }
      else if (report.state === "failed") { desk.warn(t("Rapporten ble ikke laget: {reason}", { reason: report.told })); fill(frame); }
    }
    following = false;
  }

  async function showReport() {
    let file;
    try { file = await fetchFile(desk, { what: "report" }); } catch { return; }
    const text = await file.blob.text();
    if (closed) return;
    // Its own links lead to places in itself, not in the page around it. It runs no script and reaches nothing.
    const alone = text.replace(/<head>/i, '<head><base href="about:srcdoc">');
    fill(frame, el("iframe", { class: "mld-report", sandbox: "", title: t("Rapporten slik den blir"), srcdoc: alone }),
      el("div", { class: "mld-buttons" }, button(t("Lukk rapporten"), () => { fill(frame); const back = document.getElementById("mld-show-report"); if (back) back.focus(); }, { kind: "mld-small" })));
  }

  async function download(asked) {
    try { const file = await fetchFile(desk, asked); saveFile(file); desk.say(t("{name} er lastet ned.", { name: file.name })); } catch { /* told already */ }
  }

  /* 3. The letters */

  function drawLetterList() {
    if (!told.letters.length) return el("p", { class: "mld-soft" }, t("Ingen innspill er bekreftet, så det er ingen å skrive til."));
    const ready = told.letters.filter((one) => one.ready);
    const heads = [t("Avsender"), t("Brev"), t("Se på brevet")];
    return [
      el("div", { class: "mld-wide", tabindex: "0", role: "region", "aria-label": t("Brevene") }, el("table", { class: "mld-table" },
        el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
        el("tbody", {}, told.letters.map((one, index) => el("tr", {},
          el("th", { scope: "row", class: "mld-plain-head" }, one.name), el("td", {}, drawLetterState(one)), el("td", {}, drawLetterButton(one, index))))))),
      ready.length > 1 ? el("div", { class: "mld-buttons" }, button(t("Merk alle {number} som sendt", { number: ready.length }), () => sendLetters(ready), { id: "mld-send-all" })) : null,
    ];
  }

  function drawLetterButton(one, index) {
    const kind = { kind: "mld-small", id: `mld-letter-${index}` };
    if (one.ready) return button(t("Les brevet"), () => readLetter(one.key), { ...kind, "aria-label": t("Les brevet til {name}", { name: one.name }) });
    if (one.state === "not_sent") return "–";
    return button(t("Lag nytt brev"), () => makeLetterTo(one), { ...kind, "aria-label": t("Lag nytt brev til {name}", { name: one.name }) });
  }

  function drawLetterState(one) {
    const kind = { answered: "mld-good", overdue: "mld-bad", sent: "" }[one.state];
    return el("div", { class: "mld-chips" },
      one.ready ? el("span", { class: "mld-chip mld-tiny mld-warn" }, one.state === "not_sent" ? t("laget, ikke sendt") : t("nytt brev laget, ikke sendt")) : null,
      one.state !== "not_sent" || !one.ready ? el("span", { class: `mld-chip mld-tiny ${kind || ""}` }, one.state === "not_sent" ? t("ikke laget") : one.state_word) : null,
      one.changed ? el("span", { class: "mld-chip mld-tiny" }, t("endret for hånd")) : null,
      one.confidential ? el("span", { class: "mld-chip mld-tiny mld-bad" }, t("fortrolig")) : null,
      one.reply_by && one.state !== "answered" ? el("span", { class: "mld-soft" }, t("frist {date}", { date: one.reply_by })) : null,
      one.answers.length ? el("span", { class: "mld-soft" }, one.answers.join(", ")) : null,
      one.new_sources ? el("span", { class: "mld-soft" }, plural("{number} nytt innspill siden brevet", "{number} nye innspill siden brevet", one.new_sources)) : null);
  }

  function drawLetter() {
    const status = shownLetter && told.letters.find((one) => one.key === shownLetter.key && one.ready);
    if (!status) { shownLetter = null; return null; }
    return el("div", { class: "mld-card mld-letter" },
      el("h3", { id: "mld-letter-head", tabindex: "-1" }, t("Brevet til {name}", { name: shownLetter.recipient })),
      status.confidential ? el("p", { class: "mld-note" }, t("Innspillet er fortrolig: Send brevet bare til den som sendte det.")) : null,
      status.changed ? el("p", { class: "mld-note" }, t("Brevet er endret for hånd i mappen. Programmet skriver ikke over det.")) : null,
      el("div", { class: "mld-letter-text", tabindex: "0", role: "region", "aria-labelledby": "mld-letter-head" }, shownLetter.text),
      el("p", { class: "mld-soft" }, t("Du kan endre Word-dokumentet før du sender det. Svar er bedt om innen {date}.", { date: shownLetter.reply_by })),
      el("div", { class: "mld-buttons" },
        button(t("Last ned som Word"), () => download({ what: "docx", key: status.key }), { id: "mld-letter-docx" }),
        button(t("Kopier teksten til e-post"), copyLetter, { id: "mld-letter-copy" }),
        button(t("Merk som sendt"), () => sendLetters([status]), { id: "mld-letter-sent" }),
        button(t("Lag brevet på nytt …"), () => remakeLetter(status), { id: "mld-letter-anew" }),
        button(t("Lukk brevet"), closeLetter, { id: "mld-letter-close" })));
  }

  async function makeLetters() {
    try {
      const answer = await desk.call("hand_in.letters", { reply_by: replyBy.value });
      shownLetter = null;
      take({ letters: answer.letters });
      const lines = [
        answer.made ? plural("{number} brev er laget. Les det før du sender det.", "{number} brev er laget. Les dem før du sender dem.", answer.made) : t("Ingen brev er laget."),
        answer.kept.length ? t("Endret for hånd, og ikke laget på nytt: {names}.", { names: answer.kept.join(", ") }) : "",
        answer.already_sent.length ? t("Har fått brev før, og har ikke sendt noe nytt: {names}.", { names: answer.already_sent.join(", ") }) : "",
      ];
      desk.say(lines.filter(Boolean).join(" "));
      load();
    } catch { /* told already */ }
  }

  async function makeLetterTo(one) {
    try {
      take({ letters: (await desk.call("hand_in.letters", { reply_by: replyBy.value, key: one.key })).letters });
      await readLetter(one.key);
      desk.say(t("Brevet er laget. Les det før du sender det."));
    } catch { /* told already */ }
  }

  async function readLetter(key) {
    let letter;
    try { letter = await desk.call("hand_in.letter", { key }); } catch { return; }
    shownLetter = letter;
    draw("letter", [shownLetter, told.letters], drawLetter);
    const head = panel.querySelector("#mld-letter-head");
    if (head) { head.focus({ preventScroll: true }); head.scrollIntoView({ block: "nearest" }); }
  }

  function closeLetter() {
    const at = told.letters.findIndex((one) => shownLetter && one.key === shownLetter.key);
    shownLetter = null;
    draw("letter", [shownLetter, told.letters], drawLetter);
    const back = document.getElementById(`mld-letter-${at}`);
    if (back) back.focus();
  }

  async function copyLetter() {
    if (await copyText(shownLetter.text)) desk.say(t("Teksten er kopiert. Lim den inn i e-posten."));
    else desk.warn(t("Nettleseren lot ikke teksten bli kopiert. Merk den i brevet over, og kopier den selv."));
  }

  async function sendLetters(some) {
    const body = [el("p", {}, t("Har du sendt brevet? Programmet sender ingenting selv, det noterer bare at det er gjort.")), el("p", {}, some.map((one) => one.name).join(", "))];
    if (!(await desk.ask({ title: plural("Merk brevet som sendt?", "Merk {number} brev som sendt?", some.length), body, yes: t("Merk som sendt") }))) return;
    try {
      const answer = await desk.call("hand_in.sent", { keys: some.map((one) => one.key) });
      take({ letters: answer.letters });
      desk.saved(plural("Notert som sendt", "{number} brev notert som sendt", answer.sent));
      load();
    } catch { /* told already */ }
  }

  async function remakeLetter(status) {
    const body = el("p", {}, status.changed ? t("Det som er endret for hånd i brevet, blir borte.") : t("Brevet lages av det som er lagret nå, med svarfristen som står over listen."));
    if (!(await desk.ask({ title: t("Lag brevet til {name} på nytt?", { name: status.name }), body, yes: t("Lag på nytt"), kind: status.changed ? "mld-danger" : "" }))) return;
    try {
      const answer = await desk.call("hand_in.letters", { reply_by: replyBy.value, key: status.key, anew: true });
      take({ letters: answer.letters });
      await readLetter(status.key);
      desk.saved(t("Brevet er laget på nytt"));
    } catch { /* told already */ }
  }

  /* 4. The sign-off */

  function drawSignOff() {
    const given = told.sign_off;
    const lines = {
      none: () => el("p", {}, t("Fylket er ikke godkjent.")),
      standing: () => el("p", { class: "mld-done" }, t("Godkjent av {by} {date} kl. {time}. Ingenting er endret siden.", given)),
      lapsed: () => [el("p", { class: "mld-note" }, given.lapse), el("p", {}, t("Den ble gitt av {by} {date} kl. {time}. Se over det som er endret, og godkjenn på nytt.", given))],
    };
    return [
      el("p", {}, t("Å godkjenne er å si: Jeg har sett over innspillene, kodingen og vurderingen, og fylket kan brukes slik det står nå. Godkjenningen faller bort når innspill, valg, kodebok eller dialogens ramme endres. Da står det her hva som er endret.")),
      lines[given.state](),
      el("div", { class: "mld-buttons" },
        given.state !== "standing" && told.received ? button(t("Godkjenn som {person}", { person: desk.person }), signOff, { id: "mld-sign-off" }) : null,
        given.state !== "none" ? button(t("Trekk godkjenningen …"), withdraw, { id: "mld-withdraw" }) : null),
    ];
  }

  async function signOff() {
    try { take(await desk.call("hand_in.sign_off")); desk.saved(t("Fylket er godkjent")); } catch { /* told already */ }
  }

  async function withdraw() {
    const reason = el("input", { type: "text", maxlength: 300 });
    if (!(await desk.ask({ title: t("Trekk godkjenningen"), body: field(t("Hvorfor?"), reason), yes: t("Trekk godkjenningen") }))) return;
    try { take(await desk.call("hand_in.withdraw", { reason: reason.value })); desk.saved(t("Godkjenningen er trukket")); } catch { /* told already */ }
  }

  /* 5. The hand-in */

  function drawBefore() {
    const left = told.left.length;
    return left ? el("p", { class: "mld-note" }, plural("Én ting gjenstår, se punkt 1. Du kan levere nå, og levere på nytt når den er gjort.", "{number} ting gjenstår, se punkt 1. Du kan levere nå, og levere på nytt når de er gjort.", left)) : null;
  }

  function drawHandIns() {
    return [
      made ? el("div", { class: "mld-card", id: "mld-made", tabindex: "-1" },
        el("h3", {}, t("Levering {number} er laget", { number: made.number })),
        el("p", {}, made.content), made.changed ? null : el("p", {}, t("Ingenting er endret siden forrige levering.")),
        made.notes.map((one) => el("p", { class: "mld-note" }, one)),
        el("p", {}, t("Filen heter {name} og ligger her:", { name: made.name }), " ", el("code", { class: "mld-path" }, made.folder)),
        el("div", { class: "mld-buttons" }, button(t("Last ned leveringen"), () => download({ what: "hand_in", number: made.number }), { id: "mld-download-made" }))) : null,
      told.hand_ins.length ? el("div", { class: "mld-wide", tabindex: "0", role: "region", "aria-label": t("Leveringer") }, el("table", { class: "mld-table" },
        el("caption", {}, t("Leveringer fra fylket")),
        el("thead", {}, el("tr", {}, [[t("Nr."), true], [t("Levert")], [t("Beskjed")], [t("Tilstand")], [t("Fil")]].map(([head, number]) => el("th", { scope: "col", class: number ? "mld-number" : null }, head)))),
        el("tbody", {}, told.hand_ins.map((one) => el("tr", {},
          el("td", { class: "mld-number" }, one.number), el("td", {}, t("{date} kl. {time}, {by}", one)), el("td", {}, one.note || "–"),
          el("td", {}, drawHandInState(one)),
          el("td", {}, one.name ? button(t("Last ned"), () => download({ what: "hand_in", number: one.number }), { kind: "mld-small", id: `mld-hand-in-${one.number}`, "aria-label": t("Last ned levering {number}", { number: one.number }) }) : "–")))))) : el("p", { class: "mld-soft" }, t("Fylket er ikke levert ennå.")),
    ];
  }

  function drawHandInState(one) {
    const last = told.hand_ins[0] === one;
    return el("div", { class: "mld-chips" },
      one.received ? el("span", { class: "mld-chip mld-tiny mld-good" }, t("mottatt")) : null,
      one.changed ? el("span", { class: "mld-chip mld-tiny mld-warn" }, t("endret siden")) : null,
      !one.received && !one.changed ? el("span", { class: "mld-chip mld-tiny" }, last ? t("ikke endret siden") : t("tidligere")) : null);
  }

  async function handIn() {
    desk.say(t("Lager leveringen …"));
    try {
      const answer = await desk.call("hand_in.make", { note: note.value });
      made = answer.made;
      note.value = "";
      take(answer);
      desk.saved(t("Levering {number} er laget", { number: made.number }));
      const card = panel.querySelector("#mld-made");
      if (card) { card.focus({ preventScroll: true }); card.scrollIntoView({ block: "nearest" }); }
    } catch { /* told already */ }
  }

  load();
  return {
    key(event) {
      if (!told || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || !/^[1-5]$/.test(event.key)) return false;
      toStep(STEPS[Number(event.key) - 1]);
      return true;
    },
    keys: () => [["1–5", t("Gå til punktet med det nummeret")]],
    refresh: load,
    close() { closed = true; },
  };
}
