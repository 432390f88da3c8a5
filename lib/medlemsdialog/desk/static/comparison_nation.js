/* Sammenlign koding for the whole country: the sample, how far each county is, and how alike they code. No names, no grades. */

function openComparisonNation(panel, desk) {
  let closed = false;
  let seen = "";
  let drawable = "";
  const sampleBox = el("div", {});
  const statusBox = el("div", { class: "mld-compare" });
  const body = el("div", { class: "mld-compare" });
  fill(panel, body);
  fill(body, el("p", { class: "mld-empty" }, t("Leser kodingene …")));

  async function load() {
    let told;
    try { told = await desk.call("comparison.nation"); } catch { return; }
    // Drawn anew only when something is other than it was: what is being typed stays.
    if (closed || JSON.stringify(told) === seen) return;
    const held = statusBox.contains(document.activeElement);
    draw(told);
    if (held) panel.focus();
  }

  function draw(told) {
    seen = JSON.stringify(told);
    const sampled = told.pairs.filter((pair) => pair.sample);
    const outside = told.pairs.filter((pair) => !pair.sample);
    if (!sampleBox.isConnected) fill(body, sampleBox, statusBox);
    // A plan that is on show, and what is being typed, stand while others code.
    if (JSON.stringify([told.samples, told.next]) !== drawable) fill(sampleBox, drawSamples(told));
    drawable = JSON.stringify([told.samples, told.next]);
    fill(statusBox,
      sampled.length ? el("section", { "aria-label": t("Hvor langt fylkene er kommet") }, el("h2", {}, t("Hvor langt fylkene er kommet")), pairTable(sampled)) : null,
      outside.length ? el("p", { class: "mld-soft" }, t("Utenom utvalget er {compared} utsagn kodet av flere: {alike} likt.", outside[0])) : null,
      el("section", { "aria-label": t("Hvor likt temaene er kodet") }, el("h2", {}, t("Hvor likt temaene er kodet")), drawAgreement(told.agreement)));
  }

  function drawSamples(told) {
    return el("section", { "aria-label": t("Utvalget") }, el("h2", {}, t("Utvalget")),
      el("p", { class: "mld-soft" }, t("I et utvalg koder hvert fylke noen av sine egne utsagn og noen fra et annet fylke, uten å se hverandres valg. Et utvalg trekkes én gang for hele dialogen, tidlig i kodingen.")),
      told.samples.map((sample) => el("p", {}, t("{id}: {number} utsagn, trukket {date} av {by}.", sample))),
      told.samples.length ? el("details", { class: "mld-more" }, el("summary", {}, t("Trekk et utvalg til")), drawForm(told.next)) : drawForm(told.next));
  }

  /* How large, and the number that decides chance; shown before it is drawn. */
  function drawForm(next) {
    const size = el("input", { type: "number", min: 1, max: 5000, step: 1, value: next.size });
    const seed = el("input", { type: "number", step: 1, value: next.seed });
    const shown = el("div", { class: "mld-plan", tabindex: "-1" });
    const form = el("form", { class: "mld-compare-form", onsubmit: (event) => { event.preventDefault(); show(); } },
      el("div", { class: "mld-form-row" },
        field(t("Antall utsagn"), size, { hint: t("Hvert fylke med utsagn er med. Resten fordeles etter hvor mange utsagn fylkene har.") }),
        field(t("Tall for trekningen"), seed, { hint: t("Samme tall og samme utsagn gir samme utvalg.") })),
      el("div", { class: "mld-buttons" }, el("button", { type: "submit", class: "mld-button" }, t("Vis hvordan utvalget blir"))), shown);
    async function show() {
      let told;
      const asked = { size: size.value, seed: seed.value };
      fill(shown, el("p", { class: "mld-soft" }, t("Leser innspillene …")));
      try { told = await desk.call("comparison.plan", asked); } catch { fill(shown); return; }
      fill(shown, drawPlan(told), el("div", { class: "mld-buttons" }, button(t("Trekk utvalget"), () => drawSample(asked, told), { kind: "mld-primary" })));
      shown.focus();
    }
    // Another size is another sample: what was shown is not what would be drawn.
    for (const one of [size, seed]) one.addEventListener("input", () => fill(shown));
    return form;
  }

  function drawPlan(told) {
    return [
      el("p", {}, t("{size} utsagn fra {sources} innspill. Ingenting er trukket ennå.", told)),
      told.without.length ? el("p", { class: "mld-soft" }, t("Uten bekreftede utsagn, og ikke med: {counties}.", { counties: told.without.join(", ") })) : null,
      table(t("Slik fordeler utvalget seg"), [t("Utsagn fra"), t("Kodes også i"), t("Trukket"), t("Av"), t("Fra innspill"), t("Å kode i fylket, egne og andres")],
        told.rows.map((row) => [row.area, row.cross, row.drawn, row.of, row.sources, row.to_code]), 2),
    ];
  }

  async function drawSample(asked, told) {
    const sure = await desk.ask({
      title: t("Trekke utvalget?"), yes: t("Trekk utvalget"),
      body: el("p", {}, t("{size} utsagn blir lagt ut til koding i fylkene. Det som er trukket, kan ikke trekkes tilbake.", told)),
    });
    if (!sure) return;
    let after;
    try { after = await desk.call("comparison.draw", asked); } catch { return; }
    if (closed) return;
    draw(after);
    panel.focus();
    desk.saved(t("Utvalget er trukket"));
  }

  function pairTable(pairs) {
    return table(t("Utsagn som er kodet, av dem som er trukket"), [t("Utsagn fra"), t("Kodes også i"), t("Trukket"), t("Kodet i eget fylke"), t("Kodet i det andre"), t("Kodet av to eller flere"), t("Likt"), t("Å bli enige om")],
      pairs.map((pair) => [pair.area, pair.cross, pair.drawn, pair.own_coded, pair.cross_coded, pair.compared, pair.alike, pair.open]), 2);
  }

  function drawAgreement(told) {
    if (!told.statements) return el("p", {}, t("Ingen utsagn er kodet av to eller flere ennå. Det er derfor ikke regnet ut hvor likt koderne koder."));
    return [
      el("p", {}, plural("{number} utsagn er kodet av to eller flere, hver for seg.", "{number} utsagn er kodet av to eller flere, hver for seg.", told.statements), " ",
        plural("{number} av dem har fått de samme temaene og de samme standpunktene.", "{number} av dem har fått de samme temaene og de samme standpunktene.", told.alike), " ",
        tellSampled(told), " ", t("Tallene gjelder kodingen slik den var før koderne snakket sammen."), " ",
        told.settled ? plural("Siden er de blitt enige om {number} utsagn som var kodet ulikt.", "Siden er de blitt enige om {number} utsagn som var kodet ulikt.", told.settled) : ""),
      told.statements < told.fewest_statements ? el("p", {}, t("Det er for få utsagn til å regne ut hvor likt hvert tema er kodet. Det trengs minst {fewest}.", { fewest: told.fewest_statements })) : [
        el("p", { class: "mld-soft" }, t("Alfa (Krippendorffs alfa) sier hvor likt koderne koder når tilfeldig likhet er trukket fra. 1 er helt likt, og 0 er ikke likere enn om temaene var delt ut tilfeldig. Tallene i parentes viser hvor mye alfa kan svinge fordi bare noen utsagn er kodet av flere: I 95 av 100 nye trekninger blant de samme utsagnene ligger alfa mellom dem.")),
        el("p", { class: "mld-soft" }, t("Alfa er bare regnet ut for temaer som finnes i minst {fewest} av utsagnene og mangler i minst {fewest}. Alfa er ingen grense: Et tema blir ikke tatt bort fordi alfa er lav, men les det med større varsomhet.", { fewest: told.fewest_uses })),
        table(t("Hvor likt temaene er kodet"), [t("Tema"), t("Utsagn der alle koderne valgte temaet"), t("Utsagn der bare noen av dem valgte det"), t("Alfa")], told.themes, 1, 2),
        told.positions ? el("p", {}, t("Der flere kodere har funnet et standpunkt til samme krav i samme utsagn, er standpunktet likt {alike} av {number} ganger. Alfa: {alpha}.", { alike: told.positions_alike, number: told.positions, alpha: told.positions_alpha })) : null,
      ],
    ];
  }

  function tellSampled(told) {
    if (!told.from_samples) return t("Ingen av dem er trukket tilfeldig, så de kan være vanskeligere eller lettere å kode enn andre.");
    if (told.from_samples === told.statements) return t("De er trukket tilfeldig og kodet uten at koderne så hverandres valg.");
    return plural("{number} av dem er trukket tilfeldig og kodet uten at koderne så hverandres valg. De andre kan være vanskeligere eller lettere å kode.", "{number} av dem er trukket tilfeldig og kodet uten at koderne så hverandres valg. De andre kan være vanskeligere eller lettere å kode.", told.from_samples);
  }

  /* A table whose columns from `first` to `last` hold numbers. */
  function table(caption, heads, rows, first, last = heads.length - 1) {
    const kind = (index) => (index >= first && index <= last ? "mld-number" : null);
    return el("div", { class: "mld-wide", tabindex: "0", role: "region", "aria-label": caption }, el("table", { class: "mld-table mld-compare-table" }, el("caption", {}, caption),
      el("thead", {}, el("tr", {}, heads.map((head, index) => el("th", { scope: "col", class: kind(index) }, head)))),
      el("tbody", {}, rows.map((row) => el("tr", {}, row.map((value, index) => (index === 0 ? el("th", { scope: "row" }, value) : el("td", { class: kind(index) }, String(value)))))))));
  }

  load();
  return { refresh: load, close() { closed = true; } };
}
