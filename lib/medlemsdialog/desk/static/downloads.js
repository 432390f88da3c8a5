/* Files and texts out of the desk: to the person's own machine, and to the clipboard. */

/* Fetch one of the desk's files in parts, and give it as { name, blob }. */
async function fetchFile(desk, asked) {
  const parts = [];
  let answer = { next: 0, stamp: "", last: false };
  while (!answer.last) {
    answer = await desk.call("hand_in.file", { ...asked, at: answer.next, stamp: answer.stamp });
    parts.push(Uint8Array.from(atob(answer.part), (sign) => sign.charCodeAt(0)));
  }
  return { name: answer.name, blob: new Blob(parts) };
}

/* Let the browser save a file, as if it had been followed by a link. */
function saveFile({ name, blob }) {
  const address = URL.createObjectURL(blob);
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/* A text to the clipboard; the older way is for pages that the browser does not trust with the newer. */
async function copyText(text) {
  try { await navigator.clipboard.writeText(text); return true; } catch { /* the older way */ }
  const before = document.activeElement;
  const area = el("textarea", { class: "mld-visually-hidden", "aria-hidden": "true", value: text });
  (before && before.closest(".mld-desk") ? before.closest(".mld-desk") : document.body).append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (before) before.focus();
  return done;
}

/* Fetch a file, save it, and tell of it. */
async function download(desk, asked) {
  try { const file = await fetchFile(desk, asked); saveFile(file); desk.say(t("{name} er lastet ned.", { name: file.name })); } catch { /* told already */ }
}
