/* An editor for the blocks of rich_text.js: a text box with a toolbar, whose tokens are chips that stand and fall whole.

   `describe(raw)` tells what a token is: { shown, told, lost }. `changed()` is called after each change, `asked()` for saving by
   Ctrl+S. Returns { node, toolbar, show(text), text(), tokens(),
   insert(raw, after), append(text), replace(text), beside(), redraw(), focus(), readOnly(yes), close() }. */

const RICH_UNDO_STEPS = 200;
const RICH_PAUSE = 700; // ms; what is typed without a longer pause is undone in one step

function richEditor({ label, describe, changed, asked }) {
  const node = el("div", { class: "mld-editor", role: "textbox", "aria-multiline": "true", "aria-label": label, contenteditable: "true", spellcheck: "true", tabindex: "0" });
  const undoable = [];
  let redoable = [];
  let lastRange = null;
  let lastKind = "";
  let lastTime = 0;
  let composing = false;

  /* Where a range stands, by steps from the top, so that it can be found again among copies. */
  const path = (at, offset) => { const steps = [offset]; for (let one = at; one !== node; one = one.parentNode) steps.unshift([...one.parentNode.childNodes].indexOf(one)); return steps; };
  const follow = (steps) => { let one = node; for (const step of steps.slice(0, -1)) one = one.childNodes[step] || one; return [one, Math.min(steps[steps.length - 1], one.nodeType === Node.TEXT_NODE ? one.data.length : one.childNodes.length)]; };
  const range = () => {
    const selection = node.getRootNode().getSelection ? node.getRootNode().getSelection() : document.getSelection();
    const one = selection && selection.rangeCount ? selection.getRangeAt(0) : null;
    return one && node.contains(one.startContainer) && node.contains(one.endContainer) ? one : null;
  };
  const select = (one) => { const selection = document.getSelection(); selection.removeAllRanges(); selection.addRange(one); lastRange = one.cloneRange(); };
  const caretAt = (at, offset) => { const one = document.createRange(); one.setStart(at, offset); one.collapse(true); select(one); };
  const caretAfter = (one) => caretAt(one.parentNode, [...one.parentNode.childNodes].indexOf(one) + 1);
  const copy = (one) => { const made = one.cloneNode(true); made.richBlock = one.richBlock; return made; };

  function snapshot() {
    const one = range() || (lastRange && node.contains(lastRange.startContainer) ? lastRange : null);
    return { nodes: [...node.childNodes].map(copy), at: one ? [path(one.startContainer, one.startOffset), path(one.endContainer, one.endOffset)] : null };
  }

  function remember(kind) {
    const now = Date.now();
    const goesOn = kind === "typing" && lastKind === kind && now - lastTime < RICH_PAUSE;
    [lastKind, lastTime] = [kind, now];
    if (goesOn) return;
    undoable.push(snapshot());
    if (undoable.length > RICH_UNDO_STEPS) undoable.shift();
    redoable = [];
  }

  function restore(from, to) {
    const state = from.pop();
    if (!state) return;
    to.push(snapshot());
    node.replaceChildren(...state.nodes);
    lastKind = "";
    node.focus();
    if (state.at) {
      const one = document.createRange();
      one.setStart(...follow(state.at[0]));
      one.setEnd(...follow(state.at[1]));
      select(one);
    }
    tidy();
    changed();
  }

  /* Never quite empty, no styles of the browser's own, and what is typed as a token becomes one. */
  function tidy() {
    for (const one of node.querySelectorAll("[style]")) one.removeAttribute("style");
    if (!node.firstElementChild || (node.children.length === 1 && node.firstElementChild.localName === "br")) {
      const text = node.textContent;
      const empty = el("p", {}, text || el("br"));
      node.replaceChildren(empty);
      if (document.activeElement === node) caretAt(empty, text ? 1 : 0);
    }
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    const typed = [];
    while (walker.nextNode()) if (!walker.currentNode.parentNode.closest(".mld-token, pre") && walker.currentNode.data.search(RICH_TOKEN) >= 0) typed.push(walker.currentNode);
    for (const text of typed) {
      const made = richReadTokens(text.data).map((run) => (run.raw ? richChip(run.raw, describe) : document.createTextNode(run.text)));
      const inside = range() && range().startContainer === text;
      const last = made[made.length - 1];
      text.replaceWith(...made);
      if (inside) caretAfter(last);
    }
    redraw();
  }

  function redraw() {
    for (const one of node.querySelectorAll(".mld-token")) {
      const { shown, told, lost } = describe(one.dataset.raw);
      if (one.textContent !== shown) one.textContent = shown;
      one.setAttribute("aria-label", told);
      one.title = told;
      one.classList.toggle("mld-lost", Boolean(lost));
    }
  }

  /* The chip that the caret stands beside, before it or after it; null where there is none. */
  function chipBeside(one, after) {
    const { startContainer: at, startOffset: offset } = one;
    if (at.nodeType === Node.TEXT_NODE && offset !== (after ? at.data.length : 0)) return null;
    let beside = at.nodeType === Node.TEXT_NODE ? (after ? at.nextSibling : at.previousSibling) : at.childNodes[after ? offset : offset - 1];
    while (beside && beside.nodeType === Node.TEXT_NODE && beside.data === "") beside = after ? beside.nextSibling : beside.previousSibling;
    while (beside && beside.nodeType === Node.ELEMENT_NODE && /^(?:strong|em|b|i|span)$/.test(beside.localName) && !beside.dataset.raw) beside = after ? beside.firstChild : beside.lastChild;
    if (!beside && at.nodeType === Node.TEXT_NODE && /^(?:strong|em|b|i)$/.test(at.parentNode.localName)) beside = after ? at.parentNode.nextSibling : at.parentNode.previousSibling;
    return beside && beside.dataset && beside.dataset.raw ? beside : null;
  }

  function insertNodes(nodes) {
    let one = range() || (lastRange && node.contains(lastRange.startContainer) ? lastRange : null);
    if (!one) {
      one = document.createRange();
      one.selectNodeContents(node.lastElementChild && /^[uo]l$/.test(node.lastElementChild.localName) ? node.lastElementChild.lastElementChild || node : node.lastElementChild || node);
      const last = one.endContainer.lastChild;
      if (last && last.localName === "br") one.setEndBefore(last);
      one.collapse(false);
    }
    one.deleteContents();
    const chip = one.startContainer.parentNode && one.startContainer.parentNode.closest ? one.startContainer.parentNode.closest(".mld-token") : null;
    if (chip) { one.setStartAfter(chip); one.collapse(true); }
    const block = one.startContainer === node ? null : one.startContainer;
    if (!block) { const made = el("p"); one.insertNode(made); one.selectNodeContents(made); }
    const last = nodes[nodes.length - 1];
    for (const made of [...nodes].reverse()) one.insertNode(made);
    const filler = last.nextSibling;
    if (filler && filler.localName === "br" && !filler.nextSibling) filler.remove();
    if (last.nodeType === Node.TEXT_NODE) caretAt(last, last.data.length);
    else caretAfter(last);
  }

  /* Put blocks in where the caret stands: the first goes on in the paragraph that is there. */
  function insertBlocks(blocks) {
    if (!blocks.length) return;
    remember("paste");
    if (!range()) focus();
    const one = range();
    one.deleteContents();
    const only = blocks.length === 1 && blocks[0].type === "p";
    const drawn = richDraw(blocks, describe);
    for (const made of drawn) made.richBlock = null;
    if (only) insertNodes([...drawn[0].childNodes]);
    else {
      let top = one.startContainer === node ? node.childNodes[one.startOffset] || node.lastChild : one.startContainer;
      while (top.parentNode !== node) top = top.parentNode;
      let rest = null;
      if (top.localName === "p" && one.startContainer !== node) {
        const tail = document.createRange();
        tail.setStart(one.startContainer, one.startOffset);
        tail.setEnd(top, top.childNodes.length);
        const cut = tail.extractContents();
        if (cut.textContent || cut.querySelector("[data-raw]")) rest = el("p", {}, ...cut.childNodes);
      }
      top.after(...drawn, ...(rest ? [rest] : []));
      if (top.localName === "p" && !top.textContent && !top.querySelector("[data-raw]")) top.remove();
      const last = drawn[drawn.length - 1];
      const inner = last.items || /^[uo]l$/.test(last.localName) ? last.lastElementChild : last;
      caretAt(inner, inner.childNodes.length);
    }
    tidy();
    changed();
  }

  const command = (name) => {
    node.focus();
    if (!range() && lastRange && node.contains(lastRange.startContainer)) select(lastRange);
    remember("format");
    own = true;
    try { document.execCommand("styleWithCSS", false, "false"); document.execCommand(name); } finally { own = false; }
    tidy();
    changed();
    mark();
  };
  let own = false; // whether the change comes from a command of ours, which remembers for itself

  /* Make other blocks of those that the selection touches. The texts themselves are moved, so that the caret stays in them. */
  function reshape(does) {
    node.focus();
    if (!range() && lastRange && node.contains(lastRange.startContainer)) select(lastRange);
    const one = range();
    if (!one) return;
    remember("format");
    const ends = [[one.startContainer, one.startOffset], [one.endContainer, one.endOffset]];
    const chosen = [...node.children].filter((block) => one.intersectsNode(block));
    const become = (from, name) => {
      const made = el(name, {}, ...from.childNodes);
      for (const end of ends) if (end[0] === from) end[0] = made;
      return made;
    };
    does(chosen, become, (item) => one.intersectsNode(item));
    const now = document.createRange();
    now.setStart(...ends[0]);
    now.setEnd(...ends[1]);
    select(now);
    tidy();
    changed();
    mark();
  }

  const toHeading = () => reshape((chosen, become) => {
    const own = chosen.filter((block) => /^(?:p|div|h[1-6])$/.test(block.localName));
    const off = own.length > 0 && own.every((block) => /^h/.test(block.localName));
    for (const block of own) block.replaceWith(become(block, off ? "p" : "h4"));
  });

  const toList = (kind) => reshape((chosen, become, touched) => {
    const own = chosen.filter((block) => block.localName !== "pre");
    if (own.length && own.every((block) => block.localName === kind)) {
      for (const list of own) {
        const parts = [];
        for (const item of [...list.children]) {
          const last = parts[parts.length - 1];
          if (touched(item)) parts.push(become(item, "p"));
          else if (last && last.localName === kind) last.append(item);
          else parts.push(el(kind, {}, item));
        }
        list.replaceWith(...parts);
      }
      return;
    }
    let list = null;
    for (const block of chosen) {
      if (block.localName === "pre") { list = null; continue; }
      const items = /^[uo]l$/.test(block.localName) ? [...block.children] : [become(block, "li")];
      if (list) block.remove();
      else { list = el(kind); block.replaceWith(list); }
      list.append(...items);
    }
  });

  const blockName = () => { let one = (range() || lastRange || {}).startContainer; while (one && one !== node && !/^(?:h[1-6]|li|p|pre)$/.test(one.localName || "")) one = one.parentNode; return one && one !== node ? one.localName : ""; };
  const within = (names) => { let one = (range() || lastRange || {}).startContainer; while (one && one !== node) { if (names.test(one.localName || "")) return true; one = one.parentNode; } return false; };
  const tools = [
    { label: t("Overskrift"), on: () => /^h/.test(blockName()), act: toHeading },
    { label: t("Fet"), keys: "Control+B", on: () => within(/^(?:b|strong)$/), act: () => command("bold") },
    { label: t("Kursiv"), keys: "Control+I", on: () => within(/^(?:i|em)$/), act: () => command("italic") },
    { label: t("Punktliste"), on: () => within(/^ul$/), act: () => toList("ul") },
    { label: t("Nummerert liste"), on: () => within(/^ol$/), act: () => toList("ol") },
    { label: t("Angre"), keys: "Control+Z", act: () => restore(undoable, redoable) },
    { label: t("Gjør om"), keys: "Control+Y", act: () => restore(redoable, undoable) },
  ];
  const buttons = tools.map((tool, at) => button(tool.label, tool.act, { kind: "mld-small", tabindex: at ? "-1" : "0", "aria-keyshortcuts": tool.keys || null, "aria-pressed": tool.on ? "false" : null, onmousedown: (event) => event.preventDefault() }));
  const toolbar = el("div", { class: "mld-toolbar", role: "toolbar", "aria-label": t("Utforming"), onkeydown: (event) => {
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = (to + buttons.length) % buttons.length;
    buttons.forEach((one, index) => { one.tabIndex = index === next ? 0 : -1; });
    buttons[next].focus();
  } }, buttons);
  function mark() { tools.forEach((tool, at) => { if (tool.on) buttons[at].setAttribute("aria-pressed", String(tool.on())); }); }

  node.addEventListener("beforeinput", (event) => {
    if (event.inputType === "historyUndo") { event.preventDefault(); restore(undoable, redoable); return; }
    if (event.inputType === "historyRedo") { event.preventDefault(); restore(redoable, undoable); return; }
    if (event.inputType === "formatUnderline" || event.inputType === "insertFromDrop") { event.preventDefault(); return; }
    if (!own) remember(/^(?:insertText|insertCompositionText|deleteContent)/.test(event.inputType) ? "typing" : event.inputType);
  });
  node.addEventListener("compositionstart", () => { composing = true; });
  node.addEventListener("compositionend", () => { composing = false; tidy(); changed(); });
  node.addEventListener("input", () => { if (own || composing) return; tidy(); changed(); });
  node.addEventListener("paste", (event) => {
    event.preventDefault();
    const data = event.clipboardData;
    const ours = data.getData("text/x-medlemsdialog");
    if (ours) { insertBlocks(richParse(ours)); return; }
    const html = data.getData("text/html");
    const blocks = richFromPlain((html && richPlainOfHtml(html)) || data.getData("text/plain"));
    insertBlocks(blocks);
  });
  for (const name of ["copy", "cut"]) node.addEventListener(name, (event) => {
    const one = range();
    if (!one || one.collapsed) return;
    event.preventDefault();
    const holder = el("div", {}, one.cloneContents());
    const blocks = richReadNodes(holder).map((block) => ({ ...block, from: null }));
    const markdown = richWrite(blocks);
    event.clipboardData.setData("text/x-medlemsdialog", markdown);
    event.clipboardData.setData("text/plain", [...holder.querySelectorAll("[data-raw]")].length ? markdown : one.toString());
    if (name === "cut") { remember("cut"); one.deleteContents(); tidy(); changed(); }
  });
  node.addEventListener("keydown", (event) => {
    const control = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    const take = () => { event.preventDefault(); event.stopPropagation(); };
    if (control && !event.altKey && (key === "s" || key === "b" || key === "i" || key === "z" || key === "y")) {
      take();
      if (key === "s") asked();
      else if (key === "b") tools[1].act();
      else if (key === "i") tools[2].act();
      else if (key === "y" || event.shiftKey) restore(redoable, undoable);
      else restore(undoable, redoable);
      return;
    }
    const one = range();
    if (!one || control || event.altKey) return;
    if (event.key === "Enter" && blockName() === "pre") { take(); document.execCommand("insertText", false, "\n"); return; }
    if (!one.collapsed || event.shiftKey || !/^(?:Backspace|Delete|ArrowLeft|ArrowRight)$/.test(event.key)) return;
    const chip = chipBeside(one, /^(?:Delete|ArrowRight)$/.test(event.key));
    if (!chip) return;
    take();
    if (event.key === "ArrowRight") caretAfter(chip);
    else if (event.key === "ArrowLeft") caretAt(chip.parentNode, [...chip.parentNode.childNodes].indexOf(chip));
    else {
      remember("chip");
      const parent = chip.parentNode;
      const at = [...parent.childNodes].indexOf(chip);
      chip.remove();
      if (!parent.childNodes.length) parent.append(el("br"));
      caretAt(parent, at);
      tidy();
      changed();
    }
  });
  const watch = () => { const one = range(); if (one) { lastRange = one.cloneRange(); mark(); } };
  document.addEventListener("selectionchange", watch);
  // The word that the selection has changed may come when focus has gone elsewhere.
  for (const name of ["input", "keyup", "mouseup", "blur"]) node.addEventListener(name, watch);

  function focus() {
    node.focus({ preventScroll: true });
    if (range()) return;
    if (lastRange && node.contains(lastRange.startContainer)) select(lastRange);
    else caretAt(node.lastElementChild || node, (node.lastElementChild || node).childNodes.length);
  }

  return {
    node, toolbar, focus, redraw, insertBlocks,
    show(text) {
      node.replaceChildren(...richDraw(richParse(text), describe));
      undoable.length = 0;
      redoable = [];
      lastRange = null;
      tidy();
    },
    text: () => richWrite(richReadNodes(node)),
    tokens: () => [...node.querySelectorAll(".mld-token")].map((one) => one.dataset.raw),
    insert(raw, after = "") {
      remember("insert");
      insertNodes([richChip(raw, describe), ...(after ? [document.createTextNode(after)] : [])]);
      tidy();
      changed();
    },
    append(text) { remember("append"); const drawn = richDraw(richParse(text), describe); for (const made of drawn) made.richBlock = null; node.append(...drawn); tidy(); changed(); },
    replace(text) { remember("replace"); const drawn = richDraw(richParse(text), describe); node.replaceChildren(...drawn); lastRange = null; tidy(); changed(); },
    beside() { const one = range(); const chip = one && one.collapsed ? chipBeside(one, false) || chipBeside(one, true) : null; return chip ? chip.dataset.raw : ""; },
    readOnly(yes) { node.contentEditable = String(!yes); node.setAttribute("aria-readonly", String(yes)); },
    close() { document.removeEventListener("selectionchange", watch); },
  };
}
