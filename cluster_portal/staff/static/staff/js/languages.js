/**
 * The switch between languages at the top of a form.
 *
 * Fields of one language stand in elements marked `data-language`; in plain forms the inputs carry
 * `data-input-language`. Without this script every language is shown. The choice is kept in the browser:
 * `mode` is "one", "two" or "all", `recent` lists the languages, the one worked in last first.
 */

const STORE = "portal.languages";
const words = JSON.parse(document.getElementById("staff-language-words").textContent);
const codes = words.languages.map((language) => language.code);

/** Read the choice that was kept; null when there is none or the browser keeps nothing. */
function remembered() {
  try {
    const kept = JSON.parse(localStorage.getItem(STORE));
    return kept && ["one", "two", "all"].includes(kept.mode) && Array.isArray(kept.recent) ? kept : null;
  } catch {
    return null;
  }
}

function remember(choice) {
  try {
    localStorage.setItem(STORE, JSON.stringify(choice));
  } catch {
    // A browser without storage starts anew with each form.
  }
}

/** Say whether a field holds text. */
function hasText(row) {
  const shown = row.querySelector(".td-shown");
  if (shown) {
    return !["", "–"].includes(shown.textContent.trim());
  }
  const stream = row.querySelector("input[type=hidden][name$='-count']");
  if (stream) {
    const prefix = stream.name.slice(0, -"count".length);
    const deleted = row.querySelectorAll(`input[name^="${prefix}"][name$="-deleted"]`);
    const own = [...deleted].filter((input) => /^\d+-deleted$/.test(input.name.slice(prefix.length)));
    return own.some((input) => !input.value);
  }
  const rich = row.querySelector("input[data-draftail-input]");
  if (rich) {
    try {
      const content = JSON.parse(rich.value);
      return Boolean(content) && content.blocks.some((block) => block.text.trim() || block.type === "atomic");
    } catch {
      return false;
    }
  }
  return [...row.querySelectorAll("input:not([type=hidden]), textarea")].some((input) => input.value.trim());
}

/** Return the first place of a row that has an error, null when it has none. */
function errorIn(row) {
  const message = [...row.querySelectorAll(".error-message")].find((element) => element.textContent.trim());
  return message ?? row.querySelector("[aria-invalid='true']");
}

/** Return the input that an error belongs to. */
function inputOf(row, error) {
  const field = error.closest("[data-field]") ?? row;
  const candidates = "input:not([type=hidden]), textarea, select, [contenteditable='true']";
  return field.querySelector(candidates) ?? row.querySelector(candidates);
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

class LanguageSwitch {
  constructor(form) {
    this.form = form;
    this.adopt();
    const source = form.querySelector("[data-language-source]")?.dataset.language ?? codes[0];
    this.source = source;
    const kept = remembered();
    const first = [source, words.editor, ...codes];
    this.recent = [...new Set([...(kept?.recent ?? []), ...first])].filter((code) => codes.includes(code));
    this.mode = kept?.mode ?? (source === words.editor ? "one" : "two");
    if (!kept) {
      // The editor's own language is the one to work in; the source stands beside it.
      this.current = words.editor;
    }
    const limited = form.querySelector("[data-limited]");
    const own = limited && form.querySelector("[data-language]:not([data-shown-only])");
    if (own) {
      // Whoever may write one language works in it, the source beside it.
      this.besideSource(own.dataset.language);
    }
    this.build();
    this.refresh();
    this.watch();
  }

  get current() {
    return this.recent[0];
  }

  set current(code) {
    this.recent = [code, ...this.recent.filter((other) => other !== code)];
  }

  besideSource(code) {
    this.current = this.source;
    this.current = code;
  }

  get rows() {
    return [...this.form.querySelectorAll("[data-language]")];
  }

  get shown() {
    const number = { one: 1, two: 2, all: codes.length }[this.mode];
    return this.recent.slice(0, number);
  }

  /** Mark the wrappers of inputs in plain forms, and tell editors which language they hold. */
  adopt() {
    for (const input of this.form.querySelectorAll("[data-input-language]")) {
      const wrapper = input.closest("ul.fields > li") ?? input.closest(".w-field__wrapper");
      if (wrapper) {
        wrapper.dataset.language = input.dataset.inputLanguage;
      }
    }
    for (const row of this.rows) {
      for (const input of row.querySelectorAll("textarea, input[type=text], [contenteditable='true']")) {
        if (!input.lang) {
          input.lang = row.dataset.language;
        }
        if (input.isContentEditable && !input.ariaLabel) {
          // Wagtail's rich text editor has no name of its own.
          const field = row.closest("[data-translated]")?.ariaLabel ?? "";
          const name = words.languages.find((language) => language.code === row.dataset.language)?.name;
          input.ariaLabel = `${field} – ${name}`;
        }
      }
    }
  }

  build() {
    const name = `staff-languages-${document.querySelectorAll(".p-switch").length}`;
    const modes = element("fieldset", { class: "p-switch__modes" });
    modes.append(element("legend", { class: "w-sr-only" }, words.show));
    for (const mode of ["one", "two", "all"]) {
      const input = element("input", { type: "radio", name, value: mode });
      input.checked = mode === this.mode;
      // The form itself must not send the choice.
      input.setAttribute("form", "");
      input.addEventListener("change", () => this.choose({ mode }));
      modes.append(element("label", { class: "p-switch__mode" }, input, element("span", {}, words[mode])));
    }
    this.buttons = new Map();
    const list = element("ul", { class: "p-switch__languages" });
    for (const language of words.languages) {
      const mark = element("span", { class: "p-switch__mark", "aria-hidden": "true" });
      const state = element("span", { class: "w-sr-only" });
      const button = element("button", { type: "button", class: "p-switch__language" });
      button.append(mark, element("span", { lang: language.code }, language.name));
      if (language.code === this.source && this.form.querySelector("[data-language-source]")) {
        button.append(element("span", { class: "p-switch__source" }, words.source));
      }
      button.append(state);
      button.addEventListener("click", () => this.press(language.code));
      const errors = element("button", { type: "button", class: "p-switch__errors", hidden: "" });
      errors.addEventListener("click", () => this.goToError(language.code));
      list.append(element("li", { class: "p-switch__item" }, button, errors));
      this.buttons.set(language.code, { button, mark, state, errors, name: language.name });
    }
    this.bar = element("div", { class: "p-switch", role: "group", "aria-label": words.label }, list, modes);
    const place = this.form.querySelector(":scope > .w-tabs, :scope > .w-form-width, :scope > ul.fields") ?? null;
    if (place) {
      place.before(this.bar);
    } else {
      this.form.prepend(this.bar);
    }
    const states = this.form.querySelector("[data-translation-states]");
    if (states) {
      // It is about the whole form, whichever tab is open.
      this.bar.after(states);
    }
    this.form.classList.add("p-has-switch");
  }

  press(code) {
    this.choose({ code });
    if (this.mode === "all") {
      const row = this.rows.find((item) => item.dataset.language === code && item.offsetParent);
      const input = row?.querySelector("input:not([type=hidden]), textarea, [contenteditable='true']");
      input?.focus();
    }
  }

  choose({ mode = this.mode, code = this.current }) {
    this.mode = mode;
    this.current = code;
    remember({ mode: this.mode, recent: this.recent });
    this.refresh();
  }

  refresh() {
    const shown = this.shown;
    this.form.dataset.languageMode = this.mode;
    const found = new Map(codes.map((code) => [code, { filled: 0, expected: 0, errors: [] }]));
    const perField = new Map();
    for (const row of this.rows) {
      const code = row.dataset.language;
      const error = errorIn(row);
      if (error) {
        found.get(code)?.errors.push([row, error]);
      }
      const hidden = !shown.includes(code) && !error;
      if (row.hidden && !hidden) {
        row.hidden = false;
        row.querySelectorAll("textarea").forEach((area) => area.dispatchEvent(new Event("autosize:update")));
      } else if (row.hidden !== hidden) {
        row.hidden = hidden;
      }
      const field = row.closest("[data-translated]");
      if (!field?.hasAttribute("data-translated-address")) {
        const key = field ?? row.querySelector("[data-input-language]")?.name.replace(/[-_][^-_]+$/, "");
        perField.set(key, [...(perField.get(key) ?? []), [code, hasText(row)]]);
      }
    }
    for (const languages of perField.values()) {
      const expected = languages.some(([, filled]) => filled);
      for (const [code, filled] of languages) {
        const counts = found.get(code);
        if (counts) {
          counts.expected += expected ? 1 : 0;
          counts.filled += filled ? 1 : 0;
        }
      }
    }
    for (const [code, parts] of this.buttons) {
      const { filled, expected, errors } = found.get(code);
      const state = filled === 0 ? "none" : filled < expected ? "part" : "full";
      // How far a translation is says more than whether there is text.
      const stored = this.form.querySelector(`[data-state-of="${code}"]`)?.dataset;
      parts.mark.dataset.state = stored?.state ? "" : state;
      parts.mark.className = `p-switch__mark${stored?.state ? ` td-state td-state--${stored.state}` : ""}`;
      const meaning = stored?.label ?? words[state];
      const number = errors.length;
      parts.state.textContent = `, ${meaning}`;
      parts.button.title = meaning;
      parts.button.setAttribute("aria-pressed", String(shown.includes(code)));
      parts.button.toggleAttribute("data-current", code === this.current);
      parts.errors.hidden = number === 0;
      if (number) {
        parts.errors.textContent = (number === 1 ? words.error : words.errors).replace("%s", number);
        parts.errors.title = words.goTo.replace("%s", parts.name);
        parts.errors.setAttribute("aria-label", `${parts.errors.textContent} – ${parts.errors.title}`);
      }
      parts.firstError = errors[0];
    }
    for (const field of this.form.querySelectorAll("[data-translated]")) {
      const visible = [...field.children].filter((row) => row.dataset.language && !row.hidden).length;
      field.dataset.shown = visible;
    }
    this.preview();
  }

  goToError(code) {
    const [row, error] = this.buttons.get(code).firstError ?? [];
    if (!row) {
      return;
    }
    const panel = row.closest("[role=tabpanel][hidden]");
    if (panel) {
      document.getElementById(panel.getAttribute("aria-labelledby"))?.click();
    }
    // The tab opens first.
    requestAnimationFrame(() => {
      const input = inputOf(row, error);
      (input ?? row).scrollIntoView({ block: "center" });
      input?.focus({ preventScroll: true });
    });
  }

  /** Let the preview speak the language that is worked in. */
  preview() {
    const select = document.querySelector("select[name=preview_mode]");
    if (!select || select.value === this.current || !select.querySelector(`option[value="${this.current}"]`)) {
      return;
    }
    select.value = this.current;
    const panel = select.closest("[data-controller~='w-preview']");
    const controller = window.wagtail?.app?.getControllerForElementAndIdentifier(panel, "w-preview");
    if (controller) {
      controller.updateNewTabLink();
      controller.setStale();
    }
  }

  watch() {
    let waiting = 0;
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        this.adopt();
        this.refresh();
      }, 200);
    };
    this.form.addEventListener("input", soon);
    this.form.addEventListener("change", soon);
    this.form.addEventListener("portal:translation-states", () => this.refresh());
    this.form.addEventListener("portal:show-language", (event) => {
      this.besideSource(event.detail.code);
      this.choose({});
    });
    this.form.addEventListener("focusin", (event) => {
      const row = event.target.closest("[data-language]");
      if (!row) {
        return;
      }
      if (!event.target.lang && event.target.matches("input, textarea, [contenteditable='true']")) {
        event.target.lang = row.dataset.language;
      }
      if (row.dataset.language !== this.current) {
        // Working in a language that is shown makes it the current one; nothing moves.
        const shown = this.shown;
        if (shown.includes(row.dataset.language)) {
          this.choose({ code: row.dataset.language });
        }
      }
    });
    // Rows and blocks that are added later bring languages of their own.
    new MutationObserver((changes) => {
      const added = changes.some((change) =>
        [...change.addedNodes].some((node) => node.nodeType === Node.ELEMENT_NODE && !this.bar.contains(node)),
      );
      if (added) {
        soon();
      }
    }).observe(this.form, { childList: true, subtree: true });
    document.addEventListener("w-preview:loaded", () => this.preview());
  }
}

const switches = new WeakSet();

/** Give each form with translated fields its switch. */
function equip() {
  for (const row of document.querySelectorAll("[data-language], [data-input-language]")) {
    const form = row.closest("form");
    if (form && !switches.has(form) && !row.closest("template")) {
      switches.add(form);
      new LanguageSwitch(form);
    }
  }
}

equip();
// Upload forms arrive after the page.
new MutationObserver(equip).observe(document.body, { childList: true, subtree: true });
