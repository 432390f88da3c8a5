/* Questions in a box above the page: focus goes in, stays in, and comes back. */

/* Ask, and give what the person chose: true, or false (also by Escape). `body` may hold fields of its own. */
function ask(root, { title, body, yes, no, kind = "" }) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const heading = el("h2", { id: `mld-dialog-${++lastId}` }, title);
    const done = (answer) => { dialog.close(); dialog.remove(); if (before && before.isConnected) before.focus(); resolve(answer); };
    const dialog = el("dialog", { class: "mld-dialog", "aria-labelledby": heading.id },
      heading, el("div", {}, body),
      el("div", { class: "mld-buttons" },
        button(yes || t("Ja"), () => done(true), { kind: kind || "mld-primary" }),
        no === null ? null : button(no || t("Avbryt"), () => done(false))));
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); done(false); });
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    root.append(dialog);
    dialog.showModal();
  });
}
