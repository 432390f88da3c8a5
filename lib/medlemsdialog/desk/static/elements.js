/* Building the page. Text goes in as text only: nothing that a member wrote is ever read as HTML. */

function el(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "value") node.value = value;
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  put(node, children);
  return node;
}

/* Add children to a node: nodes, texts, lists of them; what is empty is left out. */
function put(node, children) {
  for (const child of [children].flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

/* Let a node hold these children and no others. Focus that was within goes to the same control where it is drawn anew, else to
   what surrounds it: keys reach the desk only while focus is in it. */
function fill(node, ...children) {
  const before = document.activeElement;
  const held = before && before !== node && node.contains(before) ? before : null;
  node.replaceChildren();
  put(node, children);
  if (held && node.isConnected) (held.isConnected ? held : findAgain(node, held) || node.closest("[tabindex]") || node).focus({ preventScroll: true });
  return node;
}

/* The control in a node that is the same as one that was there: of the same name, and no field, where typing would go astray. */
function findAgain(node, gone) {
  if (gone.id && !gone.id.startsWith("mld-list-")) { const same = node.querySelector(`#${CSS.escape(gone.id)}`); if (same) return same; }
  const name = (one) => one.getAttribute("aria-label") || one.textContent;
  return gone.matches("button, summary") ? [...node.querySelectorAll(gone.tagName)].find((one) => !one.disabled && name(one) === name(gone)) : null;
}

/* A button with a text. `key` is the key that does the same, shown beside it. */
function button(label, onclick, { kind = "", key = "", ...attributes } = {}) {
  const shown = key ? [label, " ", el("kbd", { "aria-hidden": "true" }, key)] : [label];
  return el("button", { type: "button", class: `mld-button ${kind}`.trim(), onclick, ...attributes }, shown);
}

let lastId = 0;

/* A label with its field, which gets an id of its own. `hint` stands below and is read with the field. */
function field(label, control, { hint = "" } = {}) {
  const id = control.id || `mld-${++lastId}`;
  control.id = id;
  const told = hint ? el("p", { class: "mld-hint", id: `${id}-hint` }, hint) : null;
  if (told) control.setAttribute("aria-describedby", told.id);
  return el("div", { class: "mld-field" }, el("label", { for: id }, label), control, told);
}

/* A list to choose from; `choices` are [value, label] pairs. */
function select(choices, value, onchange, attributes = {}) {
  const node = el("select", { ...attributes, onchange: onchange ? () => onchange(node.value) : null });
  for (const [code, label] of choices) node.append(el("option", { value: code, selected: code === value }, label));
  node.value = value;
  return node;
}

/* Whether keys are on their way into a field, and not to the desk. */
function isTyping(event) {
  const target = event.target;
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName || "") && !/^(checkbox|radio|button)$/i.test(target.type || "");
}

/* A long list in a box of its own that scrolls: only what is seen is in the page. Rows are of one height (px).
   `draw(item, index)` gives a row's content; `choose(index)` is called by click. Returns { node, show, select, selected }. */
function longList({ label, height, draw, choose }) {
  let items = [];
  let selected = -1;
  const inner = el("div", { class: "mld-list-inner" });
  const node = el("div", { class: "mld-list", role: "listbox", "aria-label": label, tabindex: "0" }, inner);
  const listId = `mld-list-${++lastId}`;

  function paint() {
    const first = Math.max(0, Math.floor(node.scrollTop / height) - 5);
    const last = Math.min(items.length, Math.ceil((node.scrollTop + node.clientHeight) / height) + 5);
    inner.style.height = `${items.length * height}px`;
    fill(inner, items.slice(first, last).map((item, offset) => {
      const index = first + offset;
      const row = el("div", {
        class: "mld-list-row", role: "option", id: `${listId}-${index}`, "aria-selected": String(index === selected),
        "aria-setsize": items.length, "aria-posinset": index + 1, onclick: () => choose(index),
      }, draw(item, index));
      row.style.height = `${height}px`;
      row.style.top = `${index * height}px`;
      return row;
    }));
    if (selected >= 0) node.setAttribute("aria-activedescendant", `${listId}-${selected}`);
    else node.removeAttribute("aria-activedescendant");
  }

  function reveal(index) {
    const top = index * height;
    if (top < node.scrollTop) node.scrollTop = top;
    else if (top + height > node.scrollTop + node.clientHeight) node.scrollTop = top + height - node.clientHeight;
  }

  node.addEventListener("scroll", paint, { passive: true });
  new ResizeObserver(paint).observe(node);
  return {
    node,
    show(list) { items = list; if (selected >= items.length) selected = items.length - 1; paint(); },
    select(index) { selected = index; if (index >= 0) reveal(index); paint(); },
    get selected() { return selected; },
  };
}
