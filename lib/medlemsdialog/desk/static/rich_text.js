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
