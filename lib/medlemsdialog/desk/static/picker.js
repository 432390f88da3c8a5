/* A field to find one of many by typing: themes, claims. Arrow keys and Enter choose, Escape leaves.
   `options` are { code, label, group, detail }; `pick(option)` is called with the one chosen; with `write`, what is typed can be
   made into a new one. Returns { node, focus, show(options) }. */
function picker({ label, hint = "", options, chosen = () => false, pick, leave = () => {}, write = null, writeLabel = "" }) {
  const listId = `mld-picker-${++lastId}`;
  let all = options;
  let found = [];
  let at = 0;
  const input = el("input", {
    type: "text", role: "combobox", autocomplete: "off", "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list",
    oninput: () => search(), onfocus: () => search(), onblur: () => setTimeout(close, 150),
  });
  const list = el("ul", { class: "mld-options", role: "listbox", id: listId, "aria-label": label, hidden: true });
  const node = el("div", { class: "mld-picker" }, field(label, input, { hint }), list);

  const fold = (text) => text.toLowerCase().normalize("NFC");

  function search() {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    found = all.filter((one) => words.every((word) => fold(`${one.label} ${one.group || ""} ${one.code}`).includes(word))).slice(0, 60);
    if (write && input.value.trim()) found = [...found, { write: true, label: writeLabel }];
    at = 0;
    draw();
  }

  function draw() {
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    fill(list, found.map((one, index) => el("li", {
      role: "option", id: `${listId}-${index}`, "aria-selected": String(index === at), class: chosen(one.code) ? "mld-is-chosen" : null,
      onmousedown: (event) => { event.preventDefault(); take(index); },
    }, el("span", {}, chosen(one.code) ? "✓ " : "", one.label), one.group ? el("span", { class: "mld-soft" }, one.group) : null,
      index === at && one.detail ? el("span", { class: "mld-option-detail" }, one.detail) : null)));
    if (found.length) {
      input.setAttribute("aria-activedescendant", `${listId}-${at}`);
      const row = list.children[at];
      if (row) row.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function close() { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); }

  function take(index) {
    const one = found[index];
    if (!one) return;
    const typed = input.value.trim();
    input.value = "";
    close();
    if (one.write) write(typed);
    else pick(one);
  }

  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) { at = Math.max(0, Math.min(found.length - 1, at + step)); if (list.hidden) search(); else draw(); }
    else if (event.key === "Enter") take(at);
    else if (event.key === "Escape") { input.value = ""; close(); leave(); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return { node, focus() { input.focus(); }, show(list_) { all = list_; } };
}
