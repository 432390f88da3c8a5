/* Levering: what is left, the report, the letters, the sign-off, and the county handed in. One page, in working order. */

registerTab({ id: "hand_in", title: () => t("Levering"), national: "no", open: openHandIn });

function openHandIn(panel, desk, where) {
  const POLL_MS = 700;
  const TAB_OF = { sources: "sources", problems: "problems", coding: "coding", compare: "comparison", assessment: "assessment" };
  const STEP_OF = { letters: "letters", unanswered: "letters", not_signed_off: "sign_off", lapsed: "sign_off" };
  const STEPS = ["left", "report", "letters", "sign_off", "hand_in"];
  let told = null;
  let closed = false;
  let following = false;
  let made = null; // the hand-in that was made just now
  const drawn = {}; // what each part was drawn from, so that nothing is drawn again without need

  const parts = Object.fromEntries(["left", "report", "letterList", "letter", "signOff", "before", "handIns"].map((name) => [name, el("div", { class: "mld-step-part" })]));
  const frame = el("div", { class: "mld-step-part" });
  const letters = handInLetters(desk, { draw, take, load });
  const note = el("textarea", { rows: 3, maxlength: 2000 });
  fill(panel, el("p", { class: "mld-empty" }, t("Ser etter hva som gjenstår …")));

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
    letters.show(told.letters);
    draw("signOff", [told.sign_off, told.received], drawSignOff);
    draw("before", told.left.length, drawBefore);
    draw("handIns", [told.hand_ins, made], drawHandIns);
    if (told.report.state === "running") follow();
    if (first && where) toStep(where);
  }

  function lay() {
    const step = (id, title, ...content) => el("section", { class: "mld-step", "aria-labelledby": `mld-step-${id}` },
      el("h2", { id: `mld-step-${id}`, tabindex: "-1" }, `${STEPS.indexOf(id) + 1}. ${title}`), content);
    const handInForm = el("form", { class: "mld-step-part", onsubmit: (event) => { event.preventDefault(); handIn(); } },
      field(t("Beskjed til KS sentralt (kan stå tom)"), note, { hint: t("Beskjeden er intern og følger med i filen.") }),
      el("div", { class: "mld-buttons" }, el("button", { type: "submit", class: "mld-button mld-primary" }, t("Lever inn"))));
    fill(panel, el("div", { class: "mld-steps" },
      step("left", t("Hva gjenstår"), parts.left),
      step("report", t("Forhåndsvis rapporten"), el("p", {}, t("Her ser du rapporten slik den blir for dem som har gitt innspill, med det som er lagret nå.")), parts.report, frame),
      step("letters", t("Brev: Slik forsto vi dere"),
        el("p", {}, t("Hver avsender får et brev som viser hvordan innspillet er forstått, og ber om retting. Svarene legger du inn i fanen «Innspill», og velger der hvilket brev de svarer på.")),
        letters.form, parts.letterList, parts.letter),
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
          button(label, () => download(desk, { what }), { id: `mld-download-${what}` })) : null),
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
    const alone = text.replace(/<script>[\s\S]*?<\/script>/g, "").replace(/<head>/i, '<head><base href="about:srcdoc">');
    fill(frame, el("iframe", { class: "mld-report", sandbox: "", title: t("Rapporten slik den blir"), srcdoc: alone }),
      el("div", { class: "mld-buttons" }, button(t("Lukk rapporten"), () => { fill(frame); const back = document.getElementById("mld-show-report"); if (back) back.focus(); }, { kind: "mld-small" })));
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
        el("div", { class: "mld-buttons" }, button(t("Last ned leveringen"), () => download(desk, { what: "hand_in", number: made.number }), { id: "mld-download-made" }))) : null,
      told.hand_ins.length ? el("div", { class: "mld-wide", tabindex: "0", role: "region", "aria-label": t("Leveringer") }, el("table", { class: "mld-table" },
        el("caption", {}, t("Leveringer fra fylket")),
        el("thead", {}, el("tr", {}, [[t("Nr."), true], [t("Levert")], [t("Beskjed")], [t("Tilstand")], [t("Fil")]].map(([head, number]) => el("th", { scope: "col", class: number ? "mld-number" : null }, head)))),
        el("tbody", {}, told.hand_ins.map((one) => el("tr", {},
          el("td", { class: "mld-number" }, one.number), el("td", {}, t("{date} kl. {time}, {by}", one)), el("td", {}, one.note || "–"),
          el("td", {}, drawHandInState(one)),
          el("td", {}, one.name ? button(t("Last ned"), () => download(desk, { what: "hand_in", number: one.number }), { kind: "mld-small", id: `mld-hand-in-${one.number}`, "aria-label": t("Last ned levering {number}", { number: one.number }) }) : "–")))))) : el("p", { class: "mld-soft" }, t("Fylket er ikke levert ennå.")),
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
