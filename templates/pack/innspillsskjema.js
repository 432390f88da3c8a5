"use strict";
// The form that members fill in without a network: keeps a draft in the browser, and makes a file to send.
(() => {
  const data = JSON.parse(document.getElementById("innspill-data").textContent);
  const text = (key, values = {}) => data.texts[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const find = (id) => document.getElementById(id);
  const form = find("svar");
  const draftKey = `innspill:${data.skeleton.dialogue}:${data.skeleton.edition}:${data.skeleton.sender || data.place}`;
  const fields = () => [...form.elements].filter((field) => field.name);
  const isShown = (field) => !field.closest("[hidden]");

  // What is filled in, by the fields' names; a field that the chosen sender is not asked keeps what stands in it.
  const readValues = (wanted) => {
    const values = {};
    for (const field of fields().filter(wanted)) {
      if (field.type === "radio" ? field.checked : field.value.trim()) values[field.name] = field.value;
    }
    return values;
  };
  const writeValues = (values) => {
    for (const field of fields()) {
      const value = Object.hasOwn(values, field.name) ? String(values[field.name]) : "";
      if (field.type === "radio") field.checked = field.value === value;
      else field.value = value;
    }
    showAll();
  };

  const showPaper = (field) => {
    const copy = document.querySelector(`.on-paper[data-of="${CSS.escape(field.id)}"]`);
    if (copy) copy.textContent = field.value;
  };
  const showSender = () => {
    const chosen = find("avsender")?.selectedOptions[0];
    if (!chosen) return;
    const levels = (chosen.dataset.level || "municipalities county_councils").split(" ");
    for (const part of document.querySelectorAll("[data-asked]")) {
      const asked = part.dataset.asked;
      part.hidden = !(asked === "all" || levels.includes(asked));
    }
    for (const section of form.querySelectorAll("section")) {
      const questions = [...section.querySelectorAll(".question")];
      section.hidden = questions.length > 0 && questions.every((question) => question.hidden);
    }
  };
  const showClearing = () => {
    for (const button of document.querySelectorAll("[data-clears]")) {
      button.hidden = !form.elements[button.dataset.clears].value;
    }
  };
  const showAll = () => {
    fields().filter((field) => field.id).forEach(showPaper);
    showSender();
    showClearing();
  };

  // The draft.
  const store = {
    read() { try { return JSON.parse(localStorage.getItem(draftKey)); } catch { return null; } },
    write(draft) { try { localStorage.setItem(draftKey, JSON.stringify(draft)); return true; } catch { return false; } },
    drop() { try { localStorage.removeItem(draftKey); } catch { /* Nothing could be kept. */ } },
  };
  const tell = (words) => { find("utkast-status").textContent = words; };
  const clock = (time) => new Date(time).toLocaleString(data.locale, { dateStyle: "short", timeStyle: "short" });
  let waiting = 0;
  const keepDraft = () => {
    window.clearTimeout(waiting);
    waiting = 0;
    const saved = Date.now();
    const values = readValues(() => true);
    if (!Object.keys(values).length) return store.drop();
    tell(store.write({ saved, values }) ? text("kept", { time: clock(saved) }) : text("not_kept"));
  };
  const askToDelete = (asking) => {
    find("slett-sporsmal").hidden = !asking;
    find("slett-utkast").hidden = asking;
    find(asking ? "slett-nei" : "slett-utkast").focus();
  };
  const deleteDraft = () => {
    window.clearTimeout(waiting);
    waiting = 0;
    store.drop();
    writeValues({});
    clearFaults();
    showSummary(false);
    askToDelete(false);
    tell(text("deleted"));
  };

  // What must be put right.
  const findFaults = () => {
    const faults = [];
    const sender = find("avsender");
    if (sender && !sender.value) faults.push([sender, text("choose_sender")]);
    for (const part of document.querySelectorAll("[data-claim]")) {
      const claim = part.dataset.claim;
      const comment = find(`hvorfor-${claim}`);
      if (isShown(comment) && comment.value.trim() && !form.elements[`kryss:${claim}`].value) {
        faults.push([comment, text("comment_alone", { proposition: data.propositions[claim] })]);
      }
    }
    for (const field of form.querySelectorAll("textarea")) {
      if (isShown(field) && [...field.value].length > data.longest) {
        faults.push([field, text("too_long", { number: [...field.value].length, longest: data.longest })]);
      }
    }
    const said = Object.keys(readValues(isShown)).filter((name) => /^(svar:|kryss:|merknader)/.test(name));
    if (!said.length && !faults.length) faults.push([form.querySelector(".question:not([hidden]) textarea"), text("nothing_said")]);
    return faults;
  };
  const clearFaults = () => {
    find("feil").hidden = true;
    for (const fault of form.querySelectorAll(".fault")) fault.remove();
    for (const field of form.querySelectorAll("[aria-invalid]")) {
      field.removeAttribute("aria-invalid");
      const described = (field.dataset.described ?? "").trim();
      if (described) field.setAttribute("aria-describedby", described);
      else field.removeAttribute("aria-describedby");
    }
  };
  const showFaults = (faults) => {
    const list = find("feil").querySelector("ul");
    list.replaceChildren();
    for (const [field, words] of faults) {
      const fault = document.createElement("p");
      fault.className = "fault";
      fault.id = `feil-${field.id}`;
      fault.textContent = words;
      field.before(fault);
      field.dataset.described ??= field.getAttribute("aria-describedby") ?? "";
      field.setAttribute("aria-describedby", `${field.dataset.described} ${fault.id}`.trim());
      field.setAttribute("aria-invalid", "true");
      const link = document.createElement("a");
      link.href = `#${field.id}`;
      link.textContent = words;
      link.addEventListener("click", (event) => { event.preventDefault(); field.focus(); });
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    find("feil").hidden = false;
    find("feil").focus();
  };

  // The answer as one record.
  const today = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };
  const chosenSender = () => {
    const sender = find("avsender");
    return sender ? data.members[sender.value] : { code: data.skeleton.sender, name: data.skeleton.sender_name, file: data.file };
  };
  const buildSubmission = () => {
    const values = readValues(isShown);
    const sender = chosenSender();
    const answers = {};
    const propositions = [];
    for (const name of Object.keys(values).filter((each) => each.startsWith("svar:"))) {
      answers[name.slice("svar:".length)] = values[name].trim();
    }
    for (const name of Object.keys(values).filter((each) => each.startsWith("kryss:"))) {
      const claim = name.slice("kryss:".length);
      const comment = (values[`hvorfor:${claim}`] ?? "").trim();
      propositions.push({ claim, wording: data.propositions[claim], tick: values[name], comment });
    }
    const quoted = { ja: true, nei: false }[values.sitat] ?? null;
    return {
      ...data.skeleton, sender: sender.code, sender_name: sender.name, sent: today(),
      treatment: values.behandling ?? data.untold, may_be_quoted: quoted, answers, propositions,
      remarks: (values.merknader ?? "").trim(),
    };
  };

  const listAnswer = (list, title, answer) => {
    const term = document.createElement("dt");
    const told = document.createElement("dd");
    term.textContent = title;
    told.textContent = answer || text("not_answered");
    if (!answer) told.className = "empty";
    list.append(term, told);
  };
  const wordsOf = (field) => field.closest("label").textContent.trim();
  const showSummary = (shown) => {
    find("oversikt").hidden = !shown;
    form.hidden = shown;
    document.body.classList.toggle("summing", shown);
    if (!shown) return;
    const list = find("oversikt").querySelector("dl");
    list.replaceChildren();
    find("kvittering").replaceChildren();
    listAnswer(list, text("sender"), chosenSender().name);
    const seen = new Set();
    for (const field of fields()) {
      // The form itself is put away while it is summed up.
      const part = field.closest("[data-asked]");
      if (seen.has(field.name) || part?.hidden || field.name === "avsender" || field.name.startsWith("hvorfor:")) continue;
      seen.add(field.name);
      if (field.type === "radio") {
        const chosen = [...form.elements[field.name]].find((each) => each.checked);
        const claim = field.closest("[data-claim]")?.dataset.claim;
        const comment = claim ? find(`hvorfor-${claim}`).value.trim() : "";
        const answer = chosen ? [wordsOf(chosen), comment].filter(Boolean).join("\n") : "";
        listAnswer(list, field.closest("fieldset").querySelector("legend").textContent.trim(), answer);
      } else {
        listAnswer(list, form.querySelector(`label[for="${CSS.escape(field.id)}"]`).textContent.trim(), field.value.trim());
      }
    }
    find("oversikt").focus();
    find("oversikt").scrollIntoView();
  };

  const saveFile = () => {
    const { file } = chosenSender();
    const address = URL.createObjectURL(new Blob([JSON.stringify(submission, null, 2)], { type: "application/json" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = file;
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(() => URL.revokeObjectURL(address), 60000);
    const told = document.createElement("p");
    told.textContent = text("saved", { file });
    find("kvittering").replaceChildren(told);
    if (data.mail) {
      const mail = document.createElement("a");
      mail.href = `mailto:${data.mail}?subject=${encodeURIComponent(text("subject", { name: chosenSender().name }))}`;
      mail.textContent = text("write_mail", { address: data.mail });
      const line = document.createElement("p");
      line.append(mail);
      find("kvittering").append(line);
    }
  };

  let submission = null;
  form.addEventListener("input", (event) => {
    showPaper(event.target);
    showClearing();
    window.clearTimeout(waiting);
    waiting = window.setTimeout(keepDraft, 400);
  });
  form.addEventListener("change", showSender);
  form.addEventListener("click", (event) => {
    const cleared = event.target.closest("[data-clears]");
    if (!cleared) return;
    const choices = [...form.elements[cleared.dataset.clears]];
    choices.forEach((choice) => { choice.checked = false; });
    choices[0].focus();
    showClearing();
    keepDraft();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearFaults();
    const faults = findFaults();
    if (faults.length) return showFaults(faults);
    keepDraft();
    submission = buildSubmission();
    showSummary(true);
  });
  window.addEventListener("pagehide", () => { if (waiting) keepDraft(); });
  find("slett-utkast").addEventListener("click", () => askToDelete(true));
  find("slett-nei").addEventListener("click", () => askToDelete(false));
  find("slett-ja").addEventListener("click", deleteDraft);
  find("lagre-fil").addEventListener("click", saveFile);
  find("skriv-ut").addEventListener("click", () => window.print());
  find("endre").addEventListener("click", () => { showSummary(false); find("skjema").focus(); find("svar").scrollIntoView(); });

  document.querySelector(".draft").hidden = false;
  const draft = store.read();
  if (draft && typeof draft.values === "object" && draft.values) {
    writeValues(draft.values);
    tell(text("found", { time: clock(draft.saved) }));
  } else {
    showAll();
  }
})();
