/* Blocks and runs written as Markdown, so that the report reads them as the editor shows them; see rich_text.js. */

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
