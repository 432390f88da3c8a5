/* The letters «Slik forsto vi dere» on the tab Levering: made, read, taken out, and marked as sent.

   `draw` draws one part of the page, «letterList» or «letter», where it has changed; `take` and `load`
   are the tab's own: they take in what is told, and ask for all of it. Returns { form, show(letters) }. */
function handInLetters(desk, { draw, take, load }) {
  const DAYS_TO_REPLY = 14;
  let letters = [];
  let shown = null; // the letter that is being read
  const replyBy = el("input", { type: "text", size: 12, value: inDays(DAYS_TO_REPLY), placeholder: t("12.06.2017") });
  const form = el("form", { class: "mld-inline-form", onsubmit: (event) => { event.preventDefault(); makeLetters(); } },
    field(t("Be om svar innen"), replyBy), el("button", { type: "submit", class: "mld-button" }, t("Lag brev")));

  function inDays(days) {
    const date = new Date(Date.now() + days * 86400000);
    return `${String(date.getDate()).padStart(2, "0")}.${String(date.getMonth() + 1).padStart(2, "0")}.${date.getFullYear()}`;
  }

  function show(now) {
    letters = now;
    draw("letterList", letters, drawList);
    draw("letter", [shown, letters], drawLetter);
  }

  function drawList() {
    if (!letters.length) return el("p", { class: "mld-soft" }, t("Ingen innspill er bekreftet, så det er ingen å skrive til."));
    const ready = letters.filter((one) => one.ready);
    const heads = [t("Avsender"), t("Brev"), t("Se på brevet")];
    return [
      el("div", { class: "mld-wide", tabindex: "0", role: "region", "aria-label": t("Brevene") }, el("table", { class: "mld-table" },
        el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
        el("tbody", {}, letters.map((one, index) => el("tr", {},
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
    const status = shown && letters.find((one) => one.key === shown.key && one.ready);
    if (!status) { shown = null; return null; }
    return el("div", { class: "mld-card mld-letter" },
      el("h3", { id: "mld-letter-head", tabindex: "-1" }, t("Brevet til {name}", { name: shown.recipient })),
      status.confidential ? el("p", { class: "mld-note" }, t("Innspillet er fortrolig: Send brevet bare til den som sendte det.")) : null,
      status.changed ? el("p", { class: "mld-note" }, t("Brevet er endret for hånd i mappen, og programmet skriver ikke over det. Under står e-postteksten; Word-dokumentet kan være et annet.")) : null,
      el("div", { class: "mld-letter-text", tabindex: "0", role: "region", "aria-labelledby": "mld-letter-head" }, shown.text),
      el("p", { class: "mld-soft" }, t("Du kan endre Word-dokumentet før du sender det. Svar er bedt om innen {date}.", { date: shown.reply_by })),
      el("div", { class: "mld-buttons" },
        button(t("Last ned som Word"), () => download(desk, { what: "docx", key: status.key }), { id: "mld-letter-docx" }),
        button(t("Kopier teksten til e-post"), copyLetter, { id: "mld-letter-copy" }),
        button(t("Merk som sendt"), () => sendLetters([status]), { id: "mld-letter-sent" }),
        button(t("Lag brevet på nytt …"), () => remakeLetter(status), { id: "mld-letter-anew" }),
        button(t("Lukk brevet"), closeLetter, { id: "mld-letter-close" })));
  }

  async function makeLetters() {
    try {
      const answer = await desk.call("hand_in.letters", { reply_by: replyBy.value });
      shown = null;
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
      load();
    } catch { /* told already */ }
  }

  async function readLetter(key) {
    let letter;
    try { letter = await desk.call("hand_in.letter", { key }); } catch { return; }
    shown = letter;
    show(letters);
    const head = document.querySelector("#mld-letter-head");
    if (head) { head.focus({ preventScroll: true }); head.scrollIntoView({ block: "nearest" }); }
  }

  function closeLetter() {
    const at = letters.findIndex((one) => shown && one.key === shown.key);
    shown = null;
    show(letters);
    const back = document.getElementById(`mld-letter-${at}`);
    if (back) back.focus();
  }

  async function copyLetter() {
    if (await copyText(shown.text)) desk.say(t("Teksten er kopiert. Lim den inn i e-posten."));
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
      load();
    } catch { /* told already */ }
  }

  return { form, show };
}
