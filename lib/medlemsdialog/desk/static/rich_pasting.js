/* What is typed and pasted, as blocks: only its text, its paragraphs, its lists, and the tokens in it. */

/* Blocks from text that was pasted, plain: paragraphs, and lists where lines begin as Word, web pages and letters begin them. */
function richFromPlain(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/[\u2028\u2029\v\f]/g, "\n").split("\n");
  const blocks = [];
  const run = (one) => richReadTokens(one.replace(/[ \t]+/g, " ").replace(lines.length > 1 ? /^\s+|\s+$/g : /^$/, ""));
  for (const line of lines) {
    const bullet = /^\s*(?:[•·▪◦‣●○■□–*-]|\uf0b7|\uf0a7|o(?=\t))[\s\u00a0]+(\S.*)$/u.exec(line);
    const number = /^\s*(\d{1,3})[.)][\s\u00a0]+(\S.*)$/.exec(line);
    const last = blocks[blocks.length - 1];
    if (bullet || number) {
      const type = bullet ? "ul" : "ol";
      if (!last || last.type !== type) blocks.push({ type, mark: bullet ? "-" : ".", start: number ? Number(number[1]) : 1, items: [] });
      blocks[blocks.length - 1].items.push(run(bullet ? bullet[1] : number[2]));
    } else if (line.trim()) blocks.push({ type: "p", runs: run(line) });
  }
  return blocks;
}

/* A text as it is typed: only tokens are read in it. */
function richReadTokens(text) {
  const runs = [];
  let at = 0;
  for (const token of text.matchAll(RICH_TOKEN)) {
    if (token.index > at) runs.push({ text: text.slice(at, token.index), b: false, i: false });
    runs.push({ raw: token[0], b: false, i: false });
    at = token.index + token[0].length;
  }
  if (at < text.length) runs.push({ text: text.slice(at), b: false, i: false });
  return runs;
}

/* Lines of pasted HTML as plain text. It is read in a document of its own that runs nothing and fetches nothing. */
function richPlainOfHtml(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const lines = [""];
  const walk = (node, list) => {
    if (node.nodeType === Node.TEXT_NODE) { lines[lines.length - 1] += node.data.replace(/[ \t\r\n]+/g, " "); return; }
    if (node.nodeType !== Node.ELEMENT_NODE || /^(?:script|style|head|title|template|iframe|object|svg|math|noscript)$/i.test(node.localName)) return;
    if (node.localName === "br") { lines.push(""); return; }
    const block = /^(?:p|div|h[1-6]|li|ul|ol|tr|table|blockquote|section|article|pre|dt|dd|header|footer)$/.test(node.localName);
    if (block) lines.push("");
    if (node.localName === "td" || node.localName === "th") lines[lines.length - 1] += " ";
    if (node.localName === "li") lines[lines.length - 1] += list && list.localName === "ol" ? `${[...list.children].indexOf(node) + 1}. ` : "- ";
    const inside = node.localName === "li" ? [...node.childNodes].flatMap((child) => (/^(?:p|div)$/.test(child.localName || "") ? [...child.childNodes] : [child])) : [...node.childNodes];
    for (const child of inside) walk(child, /^[uo]l$/.test(node.localName) ? node : null);
    if (block) lines.push("");
  };
  walk(parsed.body, null);
  return lines.map((line) => line.replace(/^[ \t]+|[ \t]+$/g, "")).filter(Boolean).join("\n");
}
