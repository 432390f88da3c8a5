/* Each figure's numbers and picture, saved as files that are made of the page when they are asked for. */
(() => {
"use strict";
const bar = document.getElementById("lesehjelp");
const main = document.getElementById("innhold");
if (!bar || !main) return;
const words = bar.dataset;
const clean = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();
const prefix = document.querySelector(".example") ? words.example : "";
function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = `${prefix}${name}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
/* Cells as they are read aloud; numbers without spaces; nothing that a spreadsheet takes for a formula. */
function cellText(cell) {
  const aloud = cell.querySelector(".visually-hidden");
  const text = clean((aloud || cell).textContent).replace(/^\d{1,3}( \d{3})+$/, (number) => number.replaceAll(" ", ""));
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
function tableText(table) {
  const lines = [];
  let group = "";
  const isGrouped = Boolean(table.querySelector("tr.group"));
  for (const row of table.rows) {
    if (row.classList.contains("group")) group = cellText(row.cells[0]);
    else lines.push([...(isGrouped ? [row.parentElement.localName === "thead" ? words.group : group] : []), ...[...row.cells].map(cellText)].join(","));
  }
  return `\ufeff${lines.join("\r\n")}\r\n`;
}
function pictureText(svg) {
  const copy = svg.cloneNode(true);
  copy.setAttribute("color", "#1b1b1b");
  copy.setAttribute("style", "background:#fff");
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}
function addButtons(after, what, makers) {
  const line = document.createElement("p");
  line.className = "saving";
  for (const [text, make] of makers) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    const about = document.createElement("span");
    about.className = "visually-hidden";
    about.textContent = `: ${what}`;
    button.append(about);
    button.addEventListener("click", make);
    line.append(button, " ");
  }
  after.after(line);
}
function addAll() {
  for (const figure of main.querySelectorAll("figure.figure")) {
    const caption = clean(figure.querySelector("figcaption").textContent);
    addButtons(figure.querySelector(".chart"), caption, [
      [words.csv, () => save(`${figure.id}.csv`, "text/csv", tableText(figure.querySelector("table")))],
      [words.svg, () => save(`${figure.id}.svg`, "image/svg+xml", pictureText(figure.querySelector("svg")))],
    ]);
  }
  for (const scroll of main.querySelectorAll(".table-scroll.matrix")) {
    const table = scroll.querySelector("table");
    addButtons(scroll, clean(table.caption.textContent), [[words.csv, () => save(`${table.id}.csv`, "text/csv", tableText(table))]]);
  }
}
const idle = window.requestIdleCallback || ((work) => setTimeout(work, 200));
idle(addAll);
})();
