/**
 * Translations in a form: marks texts as up to date without leaving it, copies the source, finds the field that a
 * link names. Without this script the links lead to a question, and every language is shown.
 */

const form = document.querySelector("[data-translation-states]")?.closest("form");

/** Answers a link that marks translations: posts what its address says, and takes the notices away. */
async function mark(link) {
  const body = new URLSearchParams(new URL(link.href).search);
  body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  link.setAttribute("aria-disabled", "true");
  const answer = await fetch(link.pathname, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
    redirect: "error",
  });
  if (!answer.ok) {
    throw new Error(answer.statusText);
  }
  const { message } = await answer.json();
  const notice = link.closest("[data-notice]");
  if (notice) {
    const said = document.createElement("p");
    said.className = "td-notice";
    said.setAttribute("role", "status");
    said.tabIndex = -1;
    notice.replaceWith(said);
    // A status is read out when its text arrives.
    requestAnimationFrame(() => {
      said.textContent = message;
      said.focus();
    });
  }
  await refresh();
}

/** Reads the marks again, and takes away the notices of what is no longer to do. */
async function refresh() {
  const section = form.querySelector("[data-translation-states]");
  const address = section.dataset.marksUrl;
  if (!address) {
    return;
  }
  const answer = await fetch(address);
  if (!answer.ok) {
    return;
  }
  const open = [...section.querySelectorAll("details[open]")].map((item) => item.closest("li").dataset.stateOf);
  section.querySelector("[data-marks]").outerHTML = await answer.text();
  for (const code of open) {
    section.querySelector(`[data-state-of="${code}"] details`)?.setAttribute("open", "");
  }
  const todo = new Set([...section.querySelectorAll("[data-todo]")].map((item) => item.dataset.todo));
  for (const notice of form.querySelectorAll("[data-notice]")) {
    if (!JSON.parse(notice.dataset.notice).some((key) => todo.has(key))) {
      notice.remove();
    }
  }
  form.dispatchEvent(new CustomEvent("portal:translation-states"));
}

function input(name) {
  return form.querySelector(`[name="${CSS.escape(name)}"]`);
}

/** Returns what Wagtail knows of a field's editor; null where it knows nothing, as in rows. */
function widget(name) {
  return window.wagtail?.editHandler?.getPanelByName(name)?.getBoundWidget() ?? null;
}

/** Copies the source into a text: a plain one, a rich one, or the blocks that a body lacks. What is there is asked for. */
function copy(place) {
  const row = place.closest("[data-language]");
  const given = place.querySelector("script[type='application/json']");
  const source = given && JSON.parse(given.textContent);
  const from = place.dataset.copySource;
  const stream = row.querySelector("input[type=hidden][name$='-count']");
  if (stream) {
    copyBlocks(place, widget(stream.name.slice(0, -"-count".length)), source ?? widget(from).getState());
    return;
  }
  const rich = row.querySelector("input[data-draftail-input]");
  const plain = row.querySelector("input:not([type=hidden]), textarea");
  const text = rich ? rich.draftailEditor.getEditorState().getCurrentContent().getPlainText() : plain.value;
  if (text.trim() && !window.confirm(place.dataset.asksToReplace)) {
    return;
  }
  if (rich) {
    const before = rich.draftailEditor.getEditorState();
    const state = source
      ? window.Draftail.createEditorStateFromRaw(JSON.parse(source))
      : input(from).draftailEditor.getEditorState();
    rich.draftailEditor.onChange(state);
    say(place, place.dataset.copied, () => rich.draftailEditor.onChange(before));
    return;
  }
  const before = plain.value;
  write(plain, source ?? input(from).value);
  say(place, place.dataset.copied, () => write(plain, before));
}

function write(plain, text) {
  plain.value = text;
  plain.dispatchEvent(new Event("input", { bubbles: true }));
  plain.dispatchEvent(new Event("change", { bubbles: true }));
  plain.focus();
}

/** Adds the blocks of the source that a body lacks, each behind the one it follows; those that are there stay. */
function copyBlocks(place, target, source) {
  const own = new Set(target.children.map((child) => child.id));
  const lacking = source.filter((block) => !own.has(block.id));
  const strange = own.size > 0 && lacking.length === source.length;
  if (lacking.length && strange && !window.confirm(place.dataset.asksToAdd)) {
    return;
  }
  let behind = strange ? target.children.length : 0;
  const added = [];
  for (const block of source) {
    const index = target.children.findIndex((child) => child.id === block.id);
    if (index >= 0) {
      behind = index + 1;
    } else {
      added.push(target.insert(block, behind, { animate: false, focus: false }));
      behind += 1;
    }
  }
  say(place, added.length ? `${place.dataset.copiedBlocks} ${added.length}` : place.dataset.nothingToCopy, () =>
    added.filter((child) => target.children.includes(child)).forEach((child) => child.delete({ animate: false })),
  );
}

/** Says what was copied, with a way back. */
function say(place, text, undo) {
  place.querySelector("[data-copy-said]")?.remove();
  const said = document.createElement("span");
  said.dataset.copySaid = "";
  said.setAttribute("role", "status");
  place.append(said);
  // A status is read out when its text arrives.
  requestAnimationFrame(() => {
    said.textContent = ` ${text} `;
    if (text === place.dataset.nothingToCopy) {
      return;
    }
    const back = document.createElement("button");
    back.type = "button";
    back.className = "button button-small button-secondary";
    back.textContent = place.dataset.undo;
    back.addEventListener("click", (event) => {
      event.stopPropagation();
      undo();
      said.remove();
      place.querySelector("button").focus();
    });
    said.append(back);
  });
}

/** Shows the field that the address names, in whichever tab and language it stands. */
function reveal() {
  const row = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (!row?.matches("[data-language]") || !form.contains(row)) {
    return;
  }
  form.dispatchEvent(new CustomEvent("portal:show-language", { detail: { code: row.dataset.language } }));
  const tab = row.closest("[role=tabpanel][hidden]");
  if (tab) {
    document.getElementById(tab.getAttribute("aria-labelledby"))?.click();
  }
  for (const details of form.querySelectorAll("[data-translation-states] details[open]")) {
    details.removeAttribute("open");
  }
  row.querySelector("input:not([type=hidden]), textarea, [contenteditable='true']")?.focus({ preventScroll: true });
  // Bodies take their height only after they are built.
  for (const wait of [0, 400]) {
    setTimeout(() => row.scrollIntoView({ block: "center" }), wait);
  }
}

if (form) {
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-mark]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      if (link.getAttribute("aria-disabled") !== "true") {
        mark(link).catch(() => window.location.assign(link.href));
      }
    }
    const place = event.target.closest("[data-copy-source] > button")?.parentElement;
    if (place) {
      copy(place);
    }
  });
  for (const place of form.querySelectorAll("[data-copy-source]")) {
    place.hidden = false;
  }
  form.addEventListener("keydown", (event) => {
    const details = event.key === "Escape" && event.target.closest(".td-mark details[open]");
    if (details) {
      details.removeAttribute("open");
      details.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const details of form.querySelectorAll(".td-mark details[open]")) {
      if (!details.contains(event.target)) {
        details.removeAttribute("open");
      }
    }
  });
  document.addEventListener("w-autosave:success", () => refresh().catch(() => {}));
  window.addEventListener("hashchange", reveal);
  window.addEventListener("load", reveal);
}
