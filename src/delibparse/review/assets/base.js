// What all scripts share: the data that the page bears, words with their blanks filled, messages for screen readers.
// Plain scripts, not modules: a page opened from a folder may not load modules.
"use strict";
window.delibparse = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);

  /** A word of the page, its {blanks} filled. */
  function word(name, facts = {}) {
    return data.strings[name].replace(/\{(\w+)\}/g, (_, key) => String(facts[key]));
  }

  /** An element with attributes, and children that are elements or text, never HTML. */
  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") made.addEventListener(name, value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  }

  function say(text) {
    const live = byId("live");
    live.textContent = "";
    requestAnimationFrame(() => { live.textContent = text; });
  }

  /** What the browser keeps, or nothing where it keeps nothing for pages of a folder. */
  const kept = {
    get(key) { try { return JSON.parse(localStorage.getItem(`delibparse:${key}`)); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(`delibparse:${key}`, JSON.stringify(value)); return true; } catch { return false; } },
  };

  return { data, byId, word, element, say, kept };
})();
