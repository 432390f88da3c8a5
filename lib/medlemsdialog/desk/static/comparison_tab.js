/* Sammenlign koding: what is left to code blind, and what was coded differently, for two counties at a time. */

registerTab({ id: "comparison", title: () => t("Sammenlign koding"), national: "both", open: openComparison });

function openComparison(panel, desk) {
  let view = {};
  let closed = false;

  function turnTo(open, ...rest) {
    if (view.close) view.close();
    view = open(panel, desk, ...rest) || {};
  }

  const home = (focusOn = "") => turnTo(desk.area === "national" ? openComparisonNation : openHome, focusOn);

  /* The county's first view: the sample, then how alike each pair of counties has coded. */
  function openHome(_panel, _desk, focusOn) {
    let left = false;
    const body = el("div", { class: "mld-compare" });
    fill(panel, body);
    fill(body, el("p", { class: "mld-empty" }, t("Leser utvalget …")));

    async function load(focus) {
      let told;
      try { told = await desk.call("comparison.overview"); } catch { return; }
      if (closed || left) return;
      const held = panel.contains(document.activeElement) && document.activeElement.id;
      draw(told);
      const wanted = focus || held;
      const node = wanted && body.querySelector(`#${CSS.escape(wanted)}`);
      if (node) node.focus();
      else if (focus) panel.focus();
    }

    function draw(told) {
      const sampled = told.pairs.filter((pair) => pair.sample);
      const outside = told.pairs.filter((pair) => !pair.sample);
      fill(body,
        el("section", { "aria-label": t("Utvalget") }, el("h2", {}, t("Utvalget")), told.sampled ? tellTodo(told.todo) : tellNone()),
        sampled.length ? el("section", { "aria-label": t("Likt og ulikt i utvalget") }, el("h2", {}, t("Likt og ulikt i utvalget")),
          el("p", { class: "mld-soft" }, t("Bare det dere har kodet hver for dere, er sammenlignet. Navnene vises bare internt.")), pairTable(sampled)) : null,
        outside.length ? el("section", { "aria-label": t("Kodet av flere uten å være trukket ut") }, el("h2", {}, t("Kodet av flere uten å være trukket ut")),
          outside.map((pair) => el("p", { class: "mld-compare-line" }, pair.headline, " ", differencesButton(pair)))) : null);
    }

    function tellNone() {
      return [
        el("p", {}, t("Det er ikke trukket noe utvalg ennå. KS sentralt trekker ett utvalg for hele dialogen.")),
        el("p", { class: "mld-soft" }, t("I utvalget koder hvert fylke noen av sine egne utsagn og noen fra et annet fylke, uten å se hverandres valg. Slik ser dere om dere bruker temaene likt, og kan bli enige om det som er ulikt.")),
      ];
    }

    function tellTodo(todo) {
      if (!todo.all) return el("p", {}, todo.missing ? t("Originalene til utsagnene i utvalget finnes ikke i denne mappen.") : t("Ingen utsagn i utvalget skal kodes her."));
      const cross = todo.cross.map((one) => t("{number} fra {area}", { number: one.number, area: one.area })).join(", ");
      const left = todo.all - todo.covered;
      return [
        el("p", { class: "mld-compare-count" }, t("{all} å kode, {done} gjort ({mine} av deg).", { all: todo.all, done: todo.covered, mine: todo.mine }), cross ? ` ${t("Blant dem er {cross}, skjult for hverandre.", { cross })}` : ""),
        el("p", { class: "mld-soft" }, t("Det holder at én i fylket koder hvert utsagn. Du ser verken forslag eller andres koding mens du koder.")),
        todo.missing ? el("p", { class: "mld-note" }, plural("{number} utsagn kan ikke kodes her: Originalen finnes ikke i denne mappen.", "{number} utsagn kan ikke kodes her: Originalene finnes ikke i denne mappen.", todo.missing)) : null,
        todo.mine < todo.all ? el("div", { class: "mld-buttons" }, button(left ? t("Kod utvalget") : t("Kod utvalget selv også"), code, { kind: left ? "mld-primary" : "", key: "K", id: "mld-compare-code" }))
          : el("p", {}, t("Du har kodet alt i utvalget."), " ", button(t("Se det du har kodet"), code, { kind: "mld-small", id: "mld-compare-code" })),
      ];
    }

    function pairTable(pairs) {
      const several = new Set(pairs.map((pair) => pair.sample)).size > 1;
      return el("div", { class: "mld-wide" }, el("table", { class: "mld-table mld-compare-table" },
        el("thead", {}, el("tr", {}, [t("Utsagn fra"), t("Kodes også i"), t("Trukket"), t("Resultat"), t("Gå til")].map((name, index) => el("th", { scope: "col", class: index === 2 ? "mld-number" : null }, name)))),
        el("tbody", {}, pairs.map((pair) => el("tr", {},
          el("th", { scope: "row" }, pair.area_name, several ? el("div", { class: "mld-soft" }, pair.sample) : null), el("td", {}, pair.cross_name), el("td", { class: "mld-number" }, String(pair.drawn)),
          el("td", {}, tellResult(pair)), el("td", {}, differencesButton(pair)))))));
    }

    function tellResult(pair) {
      return [
        pair.compared || !pair.hidden ? el("p", {}, pair.headline) : null,
        pair.hidden ? el("p", { class: "mld-soft" }, plural("{number} er kodet av flere, men skjult til du har kodet det selv.", "{number} er kodet av flere, men skjult til du har kodet dem selv.", pair.hidden)) : null,
        pair.different && !pair.open ? el("p", { class: "mld-soft" }, t("Dere er blitt enige om alle.")) : null,
        pair.open ? el("p", { class: "mld-soft" }, plural("{number} å bli enige om", "{number} å bli enige om", pair.open)) : null,
      ];
    }

    function differencesButton(pair) {
      if (!pair.different) return null;
      return button(plural("Se {number} ulik", "Se {number} ulike", pair.different), () => turnTo(openDifferences, pair, home), {
        id: pairId(pair), "aria-label": `${plural("Se {number} ulik", "Se {number} ulike", pair.different)}${pair.area_name ? `: ${pair.area_name} – ${pair.cross_name}` : ""}`,
      });
    }

    const code = () => turnTo(openBlindCoding, home);
    load(focusOn);
    return {
      key(event) {
        if (event.key.toLowerCase() !== "k" || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return false;
        const start = body.querySelector("#mld-compare-code");
        if (start) start.click();
        return Boolean(start);
      },
      keys: () => [["K", t("Kod utvalget")]],
      refresh: () => load(),
      close() { left = true; },
    };
  }

  home();
  return {
    key: (event) => Boolean(view.key && view.key(event)),
    keys: () => (view.keys ? view.keys() : []),
    refresh: () => view.refresh && view.refresh(),
    close() { closed = true; if (view.close) view.close(); },
  };
}

function pairId(pair) { return `mld-pair-${pair.sample}-${pair.area}-${pair.cross}`; }
