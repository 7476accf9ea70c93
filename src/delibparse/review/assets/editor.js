// The field in which a person writes another value, with what else it may be below it.
"use strict";
delibparse.editor = (() => {
  const { data, word, element } = delibparse;
  const YEAR_LAST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;

  const readers = {
    figure: (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined),
    date(text) {
      const found = YEAR_LAST.exec(text);
      const iso = found ? `${found[3]}-${found[2].padStart(2, "0")}-${found[1].padStart(2, "0")}` : text;
      const known = /^\d{4}-\d{2}-\d{2}$/.test(iso) && !Number.isNaN(Date.parse(iso));
      return known && new Date(iso).toISOString().startsWith(iso) ? iso : undefined;
    },
    flag: (text) => text === "true",
    proxy: (text) => text.replace("->", "→"),
  };

  /** A value as its field shows it. */
  function told(kind, value) {
    if (value === null || value === undefined) return data.empty;
    if (kind === "flag") return word(value ? "yes" : "no");
    if (kind === "choice") return data.choices[value] || value;
    return String(value);
  }

  function control(field, id, start) {
    const value = start ?? (field.value === null || field.value === undefined ? "" : String(field.value));
    const label = word("newValue", { label: field.label });
    if (field.kind === "flag" || field.kind === "choice") {
      const choices = field.kind === "flag" ? [true, false] : field.choices;
      const options = choices.map((one) => element("option", { value: String(one), selected: one === field.value }, told(field.kind, one)));
      return element("select", { id, "aria-label": label }, ...options);
    }
    if (field.kind === "text" && value.length > 60) {
      const area = element("textarea", { id, "aria-label": label, maxlength: 20000 });
      area.value = value;
      return area;
    }
    const input = element("input", {
      id, "aria-label": label, autocomplete: "off", spellcheck: "false", maxlength: 20000,
      inputmode: field.kind === "figure" ? "numeric" : null, placeholder: field.kind === "proxy" ? word("proxyHint") : null,
    });
    input.value = value;
    return input;
  }

  /** The suggestions, as the list of a combobox (WAI-ARIA). */
  function offer(field, input, choose) {
    const found = field.suggestions || [];
    if (!found.length || input.tagName !== "INPUT") return null;
    let at = -1;
    const options = found.map((one, k) => element("li", { role: "option", id: `${input.id}-${k}`, "aria-selected": "false",
      mousedown: (event) => { event.preventDefault(); choose(one); } }, told(field.kind, one)));
    const list = element("ul", { class: "options", role: "listbox", id: `${input.id}-list`, "aria-label": word("suggestions") }, ...options);
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "true"], ["aria-controls", list.id], ["aria-autocomplete", "list"]]) {
      input.setAttribute(name, value);
    }
    function go(to) {
      at = (to + found.length) % found.length;
      options.forEach((option, k) => option.setAttribute("aria-selected", String(k === at)));
      input.setAttribute("aria-activedescendant", options[at].id);
      input.value = String(found[at]);
    }
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") { event.preventDefault(); go(at + 1); }
      if (event.key === "ArrowUp") { event.preventDefault(); go(at < 0 ? -1 : at - 1); }
    });
    return list;
  }

  /** The parts of a person's name, folded away: what the text was parted into, for whoever finds it parted wrongly. */
  function partsOf(field) {
    const inputs = Object.entries(field.parts || {}).map(([pointer, value]) => {
      const name = pointer.split("/").at(-1);
      const input = element("input", { autocomplete: "off", maxlength: 200, inputmode: name === "pouvoirs" ? "numeric" : null });
      input.value = value ?? "";
      return { pointer, name, value: value ?? null, input, label: element("label", {}, `${data.parts[name]} `, input) };
    });
    const fold = element("details", { class: "parts" }, element("summary", {}, word("parts")), ...inputs.map((one) => one.label));
    /** The parts that were changed, by their pointers. */
    function changed() {
      const told = inputs.map(({ pointer, name, value, input }) => {
        const text = input.value.trim().replace(/\s+/g, " ");
        return [pointer, text === "" ? null : name === "pouvoirs" ? readers.figure(text) : text, value];
      });
      return Object.fromEntries(told.filter(([, now, before]) => now !== undefined && now !== before));
    }
    return inputs.length ? { fold, changed } : { fold: null, changed: () => ({}) };
  }

  /** Opens the editor in `place`. `done` hears the new value and the changed parts of a name, or nothing where the person
      gave up. */
  function open(field, place, done, start = null) {
    const input = control(field, "new-value", start);
    const wrong = element("p", { class: "wrong", role: "alert" });
    const form = element("form", { class: "editor" });
    const parts = partsOf(field);
    const close = (value) => { form.remove(); done(value, value === undefined ? {} : parts.changed()); };
    const submit = () => {
      const text = input.value.trim().replace(/\s+/g, " ");
      const read = readers[field.kind] || ((one) => one);
      const value = text ? read(text) : undefined;
      if (value === undefined) {
        wrong.textContent = field.kind === "date" ? word("badDate") : word("newValue", { label: field.label });
        input.setAttribute("aria-invalid", "true");
        return;
      }
      close(value);
    };
    const list = offer(field, input, (value) => { input.value = String(value); submit(); });
    form.append(input, ...[list, parts.fold].filter(Boolean), wrong, element("div", { class: "buttons" },
      element("button", { type: "submit" }, word("save")),
      element("button", { type: "button", click: () => close(undefined) }, word("cancel"))));
    form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
    form.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") { event.preventDefault(); close(undefined); }
      if (event.key === "Enter" && event.target.matches("input, textarea, select")) { event.preventDefault(); submit(); }
    });
    place.append(form);
    input.focus();
    if (start === null && input.select) input.select();
  }

  return { open, told };
})();
