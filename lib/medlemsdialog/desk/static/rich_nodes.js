/* Blocks as nodes of the page, and back. `describe(raw)` tells what a token is: { shown, told, lost }. */

function richChip(raw, describe) {
  const { shown, told, lost } = describe(raw);
  return el("span", {
    class: `mld-token ${richCited(raw) ? "mld-cite" : "mld-value"}${lost ? " mld-lost" : ""}`, contenteditable: "false", "data-raw": raw, role: "img", "aria-label": told, title: told,
  }, shown);
}

/* Nodes of blocks, also to be shown without being edited. */
function richDraw(blocks, describe) {
  const runs = (all) => {
    const nodes = all.map((run) => {
      let node = run.br ? el("br") : run.raw ? richChip(run.raw, describe) : document.createTextNode(run.text);
      if (run.i) node = el("em", {}, node);
      if (run.b) node = el("strong", {}, node);
      return node;
    });
    return nodes.length ? nodes : [el("br")];
  };
  return blocks.map((block, at) => {
    block.first = at === 0;
    block.next = blocks[at + 1];
    const node = block.type === "raw" ? el("pre", { class: "mld-raw", title: t("Vises som den er skrevet") }, block.source)
      : block.items ? el(block.type, block.type === "ol" && block.start !== 1 ? { start: block.start } : {}, block.items.map((item) => el("li", {}, runs(item))))
        : el(block.type === "h" ? "h4" : "p", {}, runs(block.runs));
    node.richBlock = block;
    return node;
  });
}

/* The blocks that nodes of the editor hold, whatever the browser has made of them. */
function richReadNodes(root) {
  const blocks = [];
  let loose = null;
  const inline = (node, style, runs) => {
    if (node.nodeType === Node.TEXT_NODE) node.data.replace(/\u200b/g, "").split("\n").forEach((line, at) => {
      // Some browsers write a line break as a sign, not as an element.
      runs.push(...(at ? [{ br: true }] : []), ...richReadTokens(line).map((run) => ({ ...run, ...style })));
    });
    else if (node.nodeType !== Node.ELEMENT_NODE) return runs;
    else if (node.dataset.raw) runs.push({ raw: node.dataset.raw, ...style });
    else if (node.localName === "br") runs.push({ br: true });
    else {
      const own = { b: style.b || /^(?:b|strong)$/.test(node.localName), i: style.i || /^(?:i|em)$/.test(node.localName) };
      for (const child of node.childNodes) inline(child, own, runs);
    }
    return runs;
  };
  const runsOf = (nodes) => nodes.reduce((runs, node) => inline(node, { b: false, i: false }, runs), []);
  const items = (list) => [...list.childNodes].flatMap((item) => {
    const inner = [...item.childNodes].filter((one) => /^[uo]l$/.test(one.localName || ""));
    const own = /^[uo]l$/.test(item.localName || "") ? [] : [runsOf([...item.childNodes].filter((one) => !inner.includes(one)))];
    return [...own, ...(/^[uo]l$/.test(item.localName || "") ? items(item) : inner.flatMap(items))];
  });
  const take = (node) => {
    const name = node.localName || "";
    const from = node.richBlock || null;
    if (/^[uo]l$/.test(name)) blocks.push({ type: name, items: items(node), start: from && from.start ? from.start : node.start || 1, mark: from && from.type === name ? from.mark : name === "ul" ? "-" : ".", from });
    else if (name === "pre") blocks.push({ type: "raw", source: node.textContent, from });
    else if (/^h[1-6]$/.test(name)) blocks.push({ type: "h", level: from && from.level ? from.level : 2, runs: runsOf([...node.childNodes]), from });
    else if (name === "p" || name === "div" || name === "blockquote") {
      if ([...node.children].some((child) => /^(?:p|div|[uo]l|h[1-6]|pre|blockquote)$/.test(child.localName))) { loose = null; for (const child of node.childNodes) take(child); } else blocks.push({ type: "p", runs: runsOf([...node.childNodes]), from });
    } else {
      if (!loose) { loose = { type: "p", runs: [], from: null }; blocks.push(loose); }
      inline(node, { b: false, i: false }, loose.runs);
      return;
    }
    loose = null;
  };
  for (const node of root.childNodes) take(node);
  return blocks;
}
