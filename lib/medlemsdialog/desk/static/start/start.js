/* A JupyterLab extension, written as JupyterLab loads it: it shows one «Start» over a desk notebook, runs its cells when that is
   pressed, and lays the desk over all that belongs to the notebook. TEXTS is put in by the program. */
(() => {
  const TEXTS = __TEXTS__;
  const DESK = /(^|\/)desk(-[^/]*)?\.ipynb$/;
  const WAIT_SECONDS = 60;

  function make(name, attributes, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  }

  function activate(app) {
    let cover = null;
    let starting = false;
    let beside = false; // whether the person wants to see JupyterLab itself
    const stage = make("div", { class: "mld-stage" });

    const shown = () => { const widget = app.shell.currentWidget; return widget && widget.context ? widget.context.path : ""; };
    const desk = () => document.querySelector(".mld-desk");

    /* The desk lies over everything while its notebook is the one in view, and goes back into the notebook otherwise. */
    function settle() {
      const onDesk = DESK.test(shown());
      const root = desk();
      if (root && onDesk && !beside) {
        if (root.parentNode !== stage) { stage.home = root.parentNode; stage.replaceChildren(root); document.body.append(stage); }
      } else if (root && root.parentNode === stage) {
        stage.home.append(root);
        stage.remove();
      }
      // Another person may have started a desk that several have open.
      if (cover && !starting && (!onDesk || root)) hide();
      if (onDesk && !cover && !root) showStart();
      if (cover && !cover.contains(document.activeElement)) cover.start.focus();
    }

    function hide() { if (cover) cover.remove(); cover = null; }

    function showStart(told = "") {
      hide();
      const start = make("button", { type: "button", class: "mld-start-button" }, TEXTS.start);
      start.addEventListener("click", () => run());
      const line = make("p", { role: "status" }, told);
      cover = make("div", { class: "mld-start", role: "dialog", "aria-modal": "true", "aria-label": TEXTS.title, lang: TEXTS.lang },
        make("div", { class: "mld-start-card" }, make("h1", {}, TEXTS.title), make("p", {}, TEXTS.dialogue), make("p", {}, TEXTS.told), start, line));
      document.body.append(cover);
      start.focus();
      cover.start = start;
      cover.line = line;
    }

    async function run() {
      if (!cover) showStart();
      starting = true;
      cover.start.disabled = true;
      cover.line.textContent = TEXTS.starting;
      const widget = app.shell.currentWidget;
      try {
        await widget.context.ready;
        await widget.sessionContext.ready;
        const outcome = app.commands.execute("notebook:run-all-cells");
        await Promise.race([outcome, new Promise((resolve) => setTimeout(resolve, WAIT_SECONDS * 1000))]);
        for (let waited = 0; !desk() && waited < WAIT_SECONDS * 10; waited += 1) await new Promise((resolve) => setTimeout(resolve, 100));
      } catch (fault) { console.warn(fault); }
      starting = false;
      if (desk()) { hide(); settle(); } else showStart(TEXTS.failed);
    }

    window.addEventListener("medlemsdialog:restart", async () => {
      stage.replaceChildren();
      stage.remove();
      showStart();
      cover.start.disabled = true;
      cover.line.textContent = TEXTS.starting;
      try { await app.shell.currentWidget.sessionContext.session.kernel.restart(); } catch (fault) { console.warn(fault); }
      await run();
    });
    window.addEventListener("medlemsdialog:lab", () => { beside = !beside; settle(); });

    app.restored.then(() => { settle(); app.shell.currentChanged.connect(settle); window.setInterval(settle, 1000); });
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["medlemsdialog-desk"] = {
    init: () => Promise.resolve(),
    get: () => Promise.resolve(() => ({ __esModule: true, default: { id: "medlemsdialog-desk:start", autoStart: true, activate } })),
  };
})();
