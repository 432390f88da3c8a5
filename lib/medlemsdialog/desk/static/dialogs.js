/* Questions in a box above the page: focus goes in, stays in, and comes back. */

/* Ask, and give what the person chose: true, or false (also by Escape). `body` may hold fields of its own. */
function ask(root, { title, body, yes, no, kind = "" }) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const heading = el("h2", { id: `mld-dialog-${++lastId}` }, title);
    const done = (answer) => { dialog.close(); dialog.remove(); (before && before.isConnected ? before : root.querySelector("#mld-panel") || root).focus(); resolve(answer); };
    const dialog = el("dialog", { class: "mld-dialog", "aria-labelledby": heading.id },
      heading, el("div", {}, body),
      el("div", { class: "mld-buttons" },
        button(yes || t("Ja"), () => done(true), { kind: kind || "mld-primary" }),
        no === null ? null : button(no || t("Avbryt"), () => done(false))));
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); done(false); });
    dialog.addEventListener("keydown", (event) => {
      event.stopPropagation();
      // What cannot be taken back is never answered by a key that was meant for the field.
      if (event.key === "Enter" && !event.isComposing && kind !== "mld-danger" && event.target.matches("input[type=text]") && !event.defaultPrevented && !event.target.getAttribute("role")) { event.preventDefault(); done(true); }
    });
    root.append(dialog);
    dialog.showModal();
  });
}

/* Ask again, with what was typed still there, until `act` goes well; gives what it gave, or null where the person gave up. */
async function askUntilDone(desk, question, act) {
  let fault = "";
  for (;;) {
    const body = [fault ? el("p", { class: "mld-alert", role: "alert" }, fault) : null, question.body];
    if (!(await desk.ask({ ...question, body }))) { if (fault) desk.say(""); return null; }
    try { return await act(); } catch (error) { fault = error.message; }
  }
}
