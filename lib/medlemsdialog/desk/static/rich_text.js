/* The text of an assessment as blocks and runs: Markdown with two tokens in, the same Markdown out.

   A block is { type, runs | items, source, canon, gap, tail }: "p", "h" (level), "ul", "ol" (start) or "raw". A run is
   { text, b, i }, { raw, b, i } (a token: a statement cited or a number) or { br: true }. What nobody has changed is written
   back as it came, sign for sign: `source` is that, `canon` is how we would have written it. What the editor does not know
   (links, quotes, code, lists within lists) is a "raw" block: it is shown as it stands and written back as it stands. */

// As evidence/assessment_text.py reads them.
const RICH_TOKEN = /\\?\[[ \u00a0]{0,3}\\?@[ \u00a0]{0,3}([A-Za-z0-9_.\\\u2010-\u2014\u2212-]{1,120})[ \u00a0]{0,3}\\?\]|\\?\{[ \u00a0]{0,3}[Tt]all[ \u00a0]{0,3}\\?:([^{}[\]\r\n]{1,200})\}/gu;
const RICH_PUNCTUATION = /[!-/:-@[-`{-~]/;
const RICH_MARKER = /^(?:#{1,6}|[-+*]|\d{1,9}[.)])(?:[ \t]|$)|^>/;
const RICH_UNKNOWN = /`|(?<!\\)\](?=[([:])|(?<!\\)<[^\s<>]+[:@]|(?<!\\)&#?\w+;|^ {0,3}>|^[ \t]+(?:[-+*]|\d{1,9}[.)]|#{1,6})(?:[ \t]|$)|^ {0,3}(?:=+|-+)[ \t]*$|^ {0,3}([-_*])[ \t]*(?:\1[ \t]*){2,}$|^ {0,3}~~~|[\ue000\ue001\r\v\f\u0085\u2028\u2029]|\0/m;

/* The statement that a token cites; empty for a number. */
function richCited(raw) {
  const found = raw.startsWith("{") || raw.startsWith("\\{") ? null : [...raw.matchAll(RICH_TOKEN)][0];
  return found && found[1] ? found[1].replace(/\\/g, "").replace(/[\u2010-\u2014\u2212]/g, "-") : "";
}

function richParse(text) {
  const lines = text.split("\n");
  const starts = [0];
  for (const line of lines) starts.push(starts[starts.length - 1] + line.length + 1);
  const blank = (line) => /^[ \t\r]*$/.test(line);
  const blocks = [];
  let end = 0; // where the last block ended
  const add = (block, from, to) => {
    const source = text.slice(starts[from], starts[to] - 1);
    const last = blocks[blocks.length - 1];
    // A list with blank lines between its items is one list.
    if (last && last.items && block.items && last.type === block.type && last.mark === block.mark && /\n\s*\n/.test(text.slice(end, starts[from]))) {
      last.items.push(...block.items);
      last.source += text.slice(end, starts[from]) + source;
    } else blocks.push({ ...block, source, gap: text.slice(end, starts[from]) });
    end = starts[from] + source.length;
  };
  for (let at = 0; at < lines.length;) {
    if (blank(lines[at])) { at += 1; continue; }
    let to = at;
    while (to < lines.length && !blank(lines[to])) to += 1;
    const chunk = lines.slice(at, to);
    if (chunk.some((line) => /^[ \t]*(?:(?:[-+*>]|\d+[.)])[ \t]*)*(?:```|~~~)/.test(line))) {
      // Code may hold blank lines: where it ends is not for us to say.
      let last = lines.length;
      while (blank(lines[last - 1])) last -= 1;
      add({ type: "raw" }, at, last);
      break;
    }
    const before = blocks[blocks.length - 1];
    const inside = /^[ \t]/.test(chunk[0]) && ((before && (before.items || before.type === "raw")) || /^(?: {4}| {0,3}\t)/.test(chunk[0]));
    const read = inside || RICH_UNKNOWN.test(chunk.join("\n").replace(RICH_TOKEN, "x")) ? null : richReadChunk(chunk);
    if (!read) add({ type: "raw" }, at, to);
    else for (const { from, to: upTo, ...block } of read) add(block, at + from, at + upTo);
    at = to;
  }
  for (const block of blocks) block.canon = richWriteBlock(block);
  if (blocks.length) blocks[blocks.length - 1].tail = text.slice(end);
  return blocks;
}

/* Lines without a blank one between them, as blocks; null where they hold something that the editor does not know. */
function richReadChunk(lines) {
  const blocks = [];
  let open = null;
  const start = (block, from) => { if (open) open.to = from; open = { ...block, from }; blocks.push(open); };
  for (const [at, line] of lines.entries()) {
    const heading = /^(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/.exec(line);
    const bullet = /^([-+*])([ \t]+)(.*)$/.exec(line);
    const number = /^(\d{1,9})([.)])([ \t]+)(.*)$/.exec(line);
    if (heading && RICH_MARKER.test(line)) {
      if (!heading[2] || /^#+$/.test(heading[2])) return null;
      start({ type: "h", level: heading[1].length, lines: [heading[2]] }, at);
    } else if (bullet || (number && (!open || open.type !== "p" || Number(number[1]) === 1))) {
      const [type, mark, space, content] = bullet ? ["ul", bullet[1], bullet[2], bullet[3]] : ["ol", number[2], number[3], number[4]];
      if (!content.trim() || !/^ {1,4}$/.test(space) || RICH_MARKER.test(content) || RICH_UNKNOWN.test(content.replace(RICH_TOKEN, "x"))) return null;
      if (!open || open.type !== type || open.mark !== mark) start({ type, mark, start: number ? Number(number[1]) : 1, items: [] }, at);
      open.items.push([content]);
    } else if (/^(?:[-+*]|\d{1,9}[.)])[ \t]*$/.test(line) && (!open || open.type !== "p")) return null;
    else if (open && open.items) open.items[open.items.length - 1].push(line);
    else if (open && open.type === "p") open.lines.push(line);
    else if (/^(?: {4}| {0,3}\t)/.test(line)) return null;
    else start({ type: "p", lines: [line] }, at);
  }
  open.to = lines.length;
  const join = (all) => richReadRuns(all.map((line) => line.replace(/^[ \t]+/, "")).join("\n").replace(/[ \t]+$/, ""));
  return blocks.map(({ lines: own, items, ...block }) => (items ? { ...block, items: items.map(join) } : { ...block, runs: join(own) }));
}

/* Runs of a text as CommonMark reads it: escapes, line breaks, * and _. */
function richReadRuns(text) {
  const signs = [];
  let at = 0;
  const readText = (part) => {
    const all = [...part];
    for (let n = 0; n < all.length; n += 1) {
      const rest = all.slice(n, n + 2).join("");
      if (all[n] === "\\" && all[n + 1] === "\n") { signs.push({ br: true, was: "\n" }); n += 1; }
      else if (all[n] === "\\" && RICH_PUNCTUATION.test(all[n + 1] || "")) { signs.push({ text: all[n + 1], was: "!" }); n += 1; }
      else if (all[n] === "\n") {
        let spaces = 0;
        while (signs.length && signs[signs.length - 1].text === " ") { signs.pop(); spaces += 1; }
        signs.push(spaces >= 2 ? { br: true, was: "\n" } : { text: " ", was: "\n" });
      } else signs.push({ text: all[n], was: rest[0] === "\t" ? " " : all[n], mark: all[n] === "*" || all[n] === "_" });
    }
  };
  for (const token of text.matchAll(RICH_TOKEN)) {
    readText(text.slice(at, token.index));
    signs.push({ raw: token[0], was: "x" });
    at = token.index + token[0].length;
  }
  readText(text.slice(at));
  richPairMarks(signs);
  return richMerge(signs.filter((sign) => !sign.gone).map(({ text: one, raw, br, b, i }) => (br ? { br } : raw ? { raw, b: Boolean(b), i: Boolean(i) } : { text: one, b: Boolean(b), i: Boolean(i) })));
}

/* Which marks open and close what: the rules of CommonMark 0.31, 6.2. */
function richPairMarks(signs) {
  const space = (sign) => !sign || sign.was === "\n" || /\s/u.test(sign.was);
  const punctuation = (sign) => Boolean(sign) && /[\p{P}\p{S}]/u.test(sign.was);
  const marks = [];
  for (let at = 0; at < signs.length;) {
    if (!signs[at].mark) { at += 1; continue; }
    let to = at;
    while (to < signs.length && signs[to].mark && signs[to].text === signs[at].text) to += 1;
    const [before, after] = [signs[at - 1], signs[to]];
    const left = !space(after) && (!punctuation(after) || space(before) || punctuation(before));
    const right = !space(before) && (!punctuation(before) || space(after) || punctuation(after));
    const low = signs[at].text === "_";
    marks.push({ at, count: to - at, left: to - at, closed: 0, sign: signs[at].text, open: low ? left && (!right || punctuation(before)) : left, close: low ? right && (!left || punctuation(after)) : right });
    at = to;
  }
  marks.forEach((closer, index) => {
    while (closer.close && closer.left > 0) {
      let from = index - 1;
      for (; from >= 0; from -= 1) {
        const one = marks[from];
        const odd = (one.close || closer.open) && (one.count + closer.count) % 3 === 0 && !(one.count % 3 === 0 && closer.count % 3 === 0);
        if (!one.dead && one.left > 0 && one.open && one.sign === closer.sign && !odd) break;
      }
      if (from < 0) return;
      const opener = marks[from];
      const wide = opener.left >= 2 && closer.left >= 2 ? 2 : 1;
      const first = opener.at + opener.closed + opener.left;
      const last = closer.at + closer.closed;
      for (let n = 0; n < wide; n += 1) { signs[first - 1 - n].gone = true; signs[last + n].gone = true; }
      for (let n = first; n < last; n += 1) signs[n][wide === 2 ? "b" : "i"] = true;
      opener.left -= wide;
      closer.left -= wide;
      closer.closed += wide;
      for (let n = from + 1; n < index; n += 1) marks[n].dead = true;
    }
  });
}

/* Runs with neighbours of one kind joined; white space at the edge of what is bold or italic is neither. */
function richMerge(runs) {
  const cut = [];
  for (const run of runs) {
    if (run.br || run.raw) { cut.push({ ...run }); continue; }
    const clean = run.text.replace(/\u200b|\ufeff/g, "").replace(/[\n\r\t]+/g, " ");
    for (const part of clean.match(/\s+|\S+(?:\s+\S+)*/gu) || []) cut.push({ text: part, b: Boolean(run.b), i: Boolean(run.i) });
  }
  const solid = (run) => run && !run.br && (run.raw || run.text.trim());
  cut.forEach((run, at) => {
    if (run.br || solid(run)) return;
    let [from, to] = [at - 1, at + 1];
    while (cut[from] && !cut[from].br && !solid(cut[from])) from -= 1;
    while (cut[to] && !cut[to].br && !solid(cut[to])) to += 1;
    for (const kind of ["b", "i"]) run[kind] = Boolean(cut[from] && cut[to] && cut[from][kind] && cut[to][kind]);
  });
  const merged = [];
  for (const run of cut) {
    const last = merged[merged.length - 1];
    if (last && last.text !== undefined && run.text !== undefined && last.b === run.b && last.i === run.i) last.text += run.text;
    else merged.push(run);
  }
  const edge = (run) => run && (run.br || (run.text !== undefined && !run.text.replace(/[ \t]+/g, "")));
  while (edge(merged[0])) merged.shift();
  while (edge(merged[merged.length - 1])) merged.pop();
  merged.forEach((run, at) => {
    if (run.text === undefined) return;
    if (at === 0 || merged[at - 1].br) run.text = run.text.replace(/^[ \t]+/, "");
    if (at === merged.length - 1 || merged[at + 1].br) run.text = run.text.replace(/[ \t]+$/, "");
  });
  return merged.filter((run) => run.text !== "");
}

/* The Markdown of runs. Where marks would be misread beside what they touch, the plainer text is written. */
function richWriteRuns(runs, { indent = "", breaks = true } = {}) {
  const wanted = richMerge(breaks ? runs : runs.map((run) => (run.br ? { text: " ", b: false, i: false } : run)));
  const plain = (kinds) => richMerge(wanted.map((run) => (run.br ? run : { ...run, ...kinds })));
  const same = (one, other) => JSON.stringify(one.map(richBare)) === JSON.stringify(other.map(richBare));
  for (const [form, sign] of [[wanted, "*"], [wanted, "_"], [plain({ i: false }), "*"], [plain({ b: false }), "*"]]) {
    const written = richMark(form, sign);
    if (same(richReadRuns(written), form)) return written.replace(/\n/g, `\n${indent}`);
  }
  return richMark(plain({ b: false, i: false }), "*").replace(/\n/g, `\n${indent}`);
}

const richBare = ({ text, raw, br, b, i }) => (br ? ["br"] : [text === undefined ? "" : text, raw || "", Boolean(b), Boolean(i)]);

function richMark(runs, italic) {
  let written = "";
  const open = [];
  const sign = { b: "**", i: italic };
  const last = (kind, at) => { let to = at; while (to < runs.length && runs[to][kind]) to += 1; return to; };
  runs.forEach((run, at) => {
    const drop = open.findIndex((kind) => !run[kind]);
    // White space belongs outside: a mark closes right after a word.
    if (drop >= 0) for (const kind of open.splice(drop).reverse()) written += sign[kind];
    const add = ["b", "i"].filter((kind) => run[kind] && !open.includes(kind)).sort((one, other) => last(other, at) - last(one, at));
    for (const kind of add) { written += sign[kind]; open.push(kind); }
    const [before, after] = [runs[at - 1], runs[at + 1]];
    if (run.br) written += "\\\n";
    else if (run.raw) written += run.raw;
    else written += richEscape(run.text, { first: !before || Boolean(before.br), before: richEdge(before, -1), after: richEdge(after, 0), plain: open.length === 0 });
  });
  for (const kind of open.reverse()) written += sign[kind];
  return written;
}

const richEdge = (run, at) => (!run ? "" : run.br ? "\n" : run.raw ? "x" : run.text.at(at));

function richEscape(text, { first, before, after, plain }) {
  const around = (at) => (at < 0 ? before : at >= text.length ? after : text[at]);
  const blank = (sign) => sign === "" || /\s/.test(sign);
  let written = "";
  for (let at = 0; at < text.length; at += 1) {
    const [sign, previous, next] = [text[at], around(at - 1), around(at + 1)];
    const rest = text.slice(at) + after;
    const escaped = (sign === "\\" && (at + 1 >= text.length || RICH_PUNCTUATION.test(next)))
      || sign === "`" || (sign === "*" && !(blank(previous) && blank(next)))
      || (sign === "_" && !(blank(previous) && blank(next)) && !(/[\p{L}\p{N}]/u.test(previous) && /[\p{L}\p{N}]/u.test(next)))
      || (sign === "]" && /[([:]/.test(next)) || (sign === "<" && !blank(next)) || (sign === "&" && /^&#?\w+;/.test(rest));
    written += escaped ? `\\${sign}` : sign;
  }
  return first && plain ? richEscapeStart(written) : written;
}

/* A line that begins like a heading, list, quote or rule is none of them. */
function richEscapeStart(line) {
  if (/^(?:#{1,6}|[-+*])(?:[ \t]|$)|^>|^~~~|^=+[ \t]*$|^-[-\t ]*$|^_[_\t ]*$/.test(line)) return `\\${line}`;
  return line.replace(/^(\d{1,9})([.)])(?=[ \t]|$)/, "$1\\$2");
}

function richWriteBlock(block, before = null) {
  if (block.type === "raw") return block.source;
  if (block.type === "h") return `${"#".repeat(block.level || 2)} ${richWriteRuns(block.runs, { breaks: false }).replace(/(^|[ \t])(#+)$/, "$1\\$2")}`;
  if (!block.items) return richWriteRuns(block.runs);
  // Two lists one after the other would be read as one.
  const clash = before && before.type === block.type && before.mark === block.mark;
  if (clash) block.mark = block.type === "ul" ? (block.mark === "-" ? "*" : "-") : block.mark === "." ? ")" : ".";
  const items = block.items.filter((runs) => richMerge(runs).length);
  return items.map((runs, at) => {
    const mark = block.type === "ul" ? block.mark : `${Math.min(block.start + at, 999999999)}${block.mark}`;
    return `${mark} ${richWriteRuns(runs, { indent: " ".repeat(mark.length + 1) })}`;
  }).join("\n");
}

/* The Markdown of all blocks: as it came where it is unchanged, else as we write it. */
function richWrite(blocks) {
  let written = "";
  let before = null;
  for (const block of blocks) {
    const from = block.from; // the block that it was read as, if any
    const kept = Boolean(from) && (block.type === "raw" ? block.source === from.source : richWriteBlock({ ...block }) === from.canon);
    const next = kept && before && before.kept && before.from.next === from;
    const text = kept && !(before && !before.kept && block.items && before.type === block.type && before.mark === block.mark) ? from.source : richWriteBlock(block, before);
    if (!text.trim() && !kept) continue;
    written += (before ? (next ? from.gap : "\n\n") : kept && from.first ? from.gap : "") + text;
    before = { ...block, kept, from };
  }
  return before && before.kept && before.from.tail !== undefined ? written + before.from.tail : written;
}

/* Blocks from text that was pasted, plain: paragraphs, and lists where lines begin as Word, web pages and letters begin them. */
function richFromPlain(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/[\u2028\u2029\v\f]/g, "\n").split("\n");
  const blocks = [];
  const run = (one) => richReadTokens(one.replace(/[ \t]+/g, " ").trim());
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
