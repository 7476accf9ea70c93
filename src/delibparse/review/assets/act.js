// An act's page: which value is chosen, what the keys do, and how the page follows what is said of the values.
"use strict";
(() => {
  const { data, byId, word, element, say, kept, store, pages, editor } = delibparse;
  const record = byId("record");
  const SAID = { corrige: "corrected", confirme: "confirmed", illisible: "illegible", ajoute: "added" };
  const rowOf = (champ) => record.querySelector(`.row[data-champ="${CSS.escape(champ)}"]`);
  const anchor = (champ) => `v${champ.replaceAll("/", "-")}`;
  let order = data.order;
  let chosen = null;
  let editing = false;

  const tools = element("div", { class: "row-tools", role: "toolbar" },
    element("button", { type: "button", click: confirm }, word("confirm")),
    element("button", { type: "button", click: () => edit() }, word("edit")),
    element("button", { type: "button", click: illegible }),
    element("button", { type: "button", click: () => undo(chosen) }, word("undo")));
  const [, , illegibleButton, undoButton] = tools.children;

  // ---- which value is chosen ----

  function choose(champ, { focus = false, scroll = true, pan = true } = {}) {
    if (champ === chosen && !focus) return;
    const before = chosen !== null && rowOf(chosen);
    if (before) { before.classList.remove("chosen"); before.removeAttribute("aria-current"); }
    tools.remove();
    chosen = champ;
    pages.choose(champ, pan);
    if (champ === null) return;
    const row = rowOf(champ);
    row.classList.add("chosen");
    row.setAttribute("aria-current", "true");
    const field = data.fields[champ];
    tools.setAttribute("aria-label", word("tools", { label: field.label }));
    illegibleButton.textContent = word(field.item ? "takeOut" : "illegible");
    undoButton.hidden = !isSaid(champ);
    (row.querySelector("dd") || row).append(tools);
    if (scroll) row.scrollIntoView({ block: "nearest" });
    if (focus) row.querySelector(".value").focus({ preventScroll: true });
  }

  function walk(list, by) {
    if (!list.length) { say(word("nothingLeft")); return; }
    const at = list.indexOf(chosen);
    choose(list[at < 0 ? (by > 0 ? 0 : list.length - 1) : (at + by + list.length) % list.length], { focus: true });
  }

  const visible = () => [...record.querySelectorAll(".row")].filter((row) => row.offsetParent).map((row) => row.dataset.champ);

  /** Goes on to the next doubtful value after one that was dealt with. */
  function goOn(champ) {
    const at = order.indexOf(champ);
    const left = order.filter((one) => one !== champ);
    const next = order.slice(at + 1).find((one) => one !== champ) ?? left[0];
    order = left;
    if (next !== undefined) choose(next, { focus: true });
    else { choose(champ, { focus: true }); say(word("nothingLeft")); }
  }

  // ---- what is said of it ----

  function confirm() { if (chosen !== null) keep(chosen, "confirme", data.fields[chosen].value ?? null); }
  function illegible() { if (chosen !== null) keep(chosen, "illisible", null); }

  function edit(start = null) {
    if (chosen === null || editing) return;
    editing = true;
    const champ = chosen;
    const row = rowOf(champ);
    tools.hidden = true;
    editor.open(data.fields[champ], row.querySelector("dd") || row, (value, parts) => {
      editing = false;
      tools.hidden = false;
      if (value === undefined) { row.querySelector(".value").focus({ preventScroll: true }); return; }
      const same = value === (data.fields[champ].value ?? null);
      const geste = store.said.get(champ)?.geste === "ajoute" ? "ajoute" : same ? "confirme" : "corrige";
      const words = Object.entries(parts).map(([part, told]) => [part, told === null ? "illisible" : "corrige", told]);
      if (!same || !words.length) words.unshift([champ, geste, value]); // the name first: it is parted anew
      keepAll(champ, words);
    }, start);
  }

  function keep(champ, geste, retenu) { keepAll(champ, [[champ, geste, retenu]]); }

  /** Keeps what is said of a value and of its parts. */
  function keepAll(champ, words) {
    const saved = words.map(([one, geste, retenu]) => store.save(one, geste, retenu));
    showSaid(champ);
    goOn(champ);
    const all = Promise.all(saved);
    settle(champ, all.then((answers) => answers.at(-1)), "saved");
    all.then((answers) => offer(champ, answers.flatMap((answer) => answer?.alike ?? [])), () => {}); // settle tells of failures
  }

  /** The field that a part of a name belongs to. */
  const wholeOf = (champ) => (rowOf(champ) ? champ : Object.keys(data.fields).find((one) => champ in (data.fields[one].parts || {})) ?? champ);

  function undo(champ = null) {
    const last = store.undo(champ, champ === null ? [] : Object.keys(data.fields[champ].parts || {}));
    if (!last) return;
    record.querySelector(".offer")?.remove(); // what it was offered for may stand no more
    if (last.group) {
      last.done.then(() => say(word("groupUndone", { count: last.group.length })), (error) => say(word("notSaved", { why: error.message })));
      return;
    }
    last.champ = wholeOf(last.champ);
    if (last.before === null && !order.includes(last.champ) && data.fields[last.champ].rawState) order = [last.champ, ...order];
    const gone = !showSaid(last.champ);
    choose(gone ? null : last.champ, { focus: !gone });
    settle(last.champ, last.done, "undone");
  }

  function settle(champ, promise, told) {
    const label = data.fields[champ].label;
    promise.then((answer) => {
      say(word(told, { label }));
      if (answer?.rows && !store.busy()) follow(answer);
      showKept();
    }).catch((error) => {
      showSaid(champ);
      if (rowOf(champ)) choose(champ, { focus: true });
      const place = rowOf(champ) || record;
      place.querySelector(".wrong")?.remove();
      (place.querySelector("dd") || place).append(element("p", { class: "wrong", role: "alert" }, word("notSaved", { why: error.message })));
    });
  }

  /** Offers to correct the same misreading in the other acts of the session, below the value that was corrected. */
  function offer(champ, alike) {
    record.querySelector(".offer")?.remove();
    const row = rowOf(champ);
    if (!alike.length || !row) return;
    const ticks = alike.map((one) => element("input", { type: "checkbox", checked: true }));
    const where = (one) => word(one.page === null ? "offerAct" : "offerPage", { ...one, objet: one.objet ?? "", lu: one.texte });
    const close = () => { box.remove(); rowOf(champ)?.querySelector(".value").focus({ preventScroll: true }); };
    const apply = () => {
      const group = alike.filter((_, k) => ticks[k].checked);
      if (!group.length) { close(); return; }
      store.saveGroup(group).then(() => { close(); say(word("groupSaved", { count: group.length })); })
        .catch((error) => { box.querySelector(".wrong")?.remove(); box.append(element("p", { class: "wrong", role: "alert" }, word("notSaved", { why: error.message }))); });
    };
    const box = element("fieldset", { class: "offer" },
      element("legend", {}, word("offer", { count: alike.length, value: String(alike[0].retenu) })),
      element("ul", {}, ...alike.map((one, k) => element("li", {}, element("label", { title: one.chemin }, ticks[k], " ", where(one))))),
      element("button", { type: "button", click: apply }, word("offerApply")),
      element("button", { type: "button", click: close }, word("offerNo")));
    (row.querySelector("dd") || row).append(box);
    say(word("offer", { count: alike.length, value: String(alike[0].retenu) }));
  }

  /** What the server tells once a word is kept: other values follow from it, other warnings come and go. */
  function follow(answer) {
    byId("warnings").innerHTML = answer.warnings; // escaped by the server's own templates, from this same origin
    order = answer.order;
    for (const [champ, told] of Object.entries(answer.rows)) {
      if (!rowOf(champ)) continue;
      const field = data.fields[champ];
      field.value = told.value ?? null;
      field.rawState = told.rawState || "";
      field.parts = told.parts;
      for (const [part, value] of Object.entries(told.parts)) if (!store.said.has(part)) store.first[part] = value;
      show(champ, told.value ?? null, told.state || "", told.read ?? null);
    }
  }

  // ---- how it shows ----

  const saidParts = (champ) => Object.keys(data.fields[champ].parts || {}).filter((part) => store.said.has(part));
  const isSaid = (champ) => store.said.has(champ) || saidParts(champ).length > 0;

  /** Shows what is said of a value now; false where its row is gone: an item added, then taken back. */
  function showSaid(champ) {
    const field = data.fields[champ];
    const told = store.said.get(champ);
    const row = rowOf(champ);
    if (!told && row && field.added) { row.remove(); return false; }
    row.querySelector(".wrong")?.remove();
    const raw = field.raw ?? null;
    for (const part of Object.keys(field.parts || {})) {
      field.parts[part] = store.said.has(part) ? store.said.get(part).retenu : store.first[part] ?? null;
    }
    if (!told) {
      field.value = raw;
      show(champ, raw, saidParts(champ).length ? "corrected" : field.rawState || "", field.rawRead ?? null);
    } else if (told.geste === "illisible") {
      field.value = field.item ? raw : null;
      show(champ, field.value, "illegible", field.item ? null : raw);
    } else {
      field.value = told.retenu;
      show(champ, told.retenu, SAID[told.geste], told.retenu === raw ? null : raw);
    }
    return true;
  }

  function show(champ, value, state, read) {
    const field = data.fields[champ];
    const row = rowOf(champ);
    const link = row.querySelector(".value");
    const text = editor.told(field.kind, value);
    link.replaceChildren(...named(text, field.parts || {}));
    if (field.parts) row.querySelector(".aside").textContent = aside(text, field.parts);
    link.setAttribute("aria-label", `${field.label} : ${text}${state ? `, ${data.states[state]}` : ""}`);
    row.toggleAttribute("data-empty", value === null && !state);
    for (const one of [row, ...pages.boxes(champ)]) {
      if (state) one.dataset.state = state; else delete one.dataset.state;
    }
    const marks = row.querySelector(".marks");
    const sure = marks.querySelector(".sure");
    marks.replaceChildren();
    if (state) marks.append(element("span", { class: "state" }, data.states[state]));
    if (read !== null && read !== value) marks.append(" ", element("del", { class: "read" }, editor.told(field.kind, read)));
    if (sure) marks.append(" ", sure);
    if (champ === chosen) undoButton.hidden = !isSaid(champ);
  }

  /** A person's name with the family name in bold; anything else as it is. */
  function named(text, parts) {
    const nom = Object.entries(parts).find(([pointer]) => pointer.endsWith("/nom"))?.[1];
    const at = nom ? text.lastIndexOf(nom) : -1;
    return at < 0 ? [text] : [text.slice(0, at), element("b", {}, nom), text.slice(at + nom.length)];
  }

  /** What is known of a person beside the name as printed. */
  function aside(text, parts) {
    const at = (name) => Object.entries(parts).find(([pointer]) => pointer.endsWith(`/${name}`))?.[1];
    return [at("qualite") && !text.includes(at("qualite")) && at("qualite"), at("pouvoirs") && `+ ${at("pouvoirs")}`].filter(Boolean).join(", ");
  }

  function newRow(champ, list) {
    const items = record.querySelector(`ol[data-list="${CSS.escape(list)}"]`);
    const { label, kind, rank } = data.lists[list];
    data.fields[champ] = { label: `${label} ${rank + 1}`, kind, value: null, item: true, added: true };
    items.append(element("li", { class: "row", id: anchor(champ), "data-champ": champ, "data-kind": kind, "data-block": champ.split("/")[1] },
      element("a", { class: "value", href: `#${anchor(champ)}` }), " ", element("span", { class: "quiet aside" }), element("span", { class: "marks" })));
    data.lists[list].rank += 1;
    items.closest(".block").classList.remove("block-empty");
  }

  function add(list) {
    if (editing) return;
    const champ = `${list}/${data.lists[list].rank}`;
    newRow(champ, list);
    choose(champ);
    editing = true;
    tools.hidden = true;
    editor.open(data.fields[champ], rowOf(champ), (value) => {
      editing = false;
      tools.hidden = false;
      if (value !== undefined) { keep(champ, "ajoute", value); return; }
      choose(null);
      rowOf(champ).remove();
      record.querySelector(`.add[data-list="${CSS.escape(list)}"]`).focus();
    });
  }

  // ---- what this browser keeps, where there is no server ----

  function showKept() {
    const lines = data.serve ? [] : store.lines();
    byId("keep").hidden = !lines.length;
    if (!lines.length) return;
    byId("kept").textContent = word("kept", { count: lines.length });
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
    const link = byId("download");
    if (link.href.startsWith("blob:")) URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(new Blob([text], { type: "application/jsonl" }));
  }

  function showBrowsers() {
    for (const one of store.lines()) if (one.geste === "annule" && rowOf(one.champ)) showSaid(one.champ);
    for (const [champ, told] of store.said) {
      if (!rowOf(champ)) {
        const list = champ.replace(/\/\d+$/, "");
        if (told.geste !== "ajoute" || !data.lists[list]) continue;
        data.lists[list].rank = Math.max(data.lists[list].rank, Number(champ.split("/").at(-1)));
        newRow(champ, list);
      }
      showSaid(champ);
      order = order.filter((one) => one !== champ);
    }
    showKept();
  }

  // ---- hands ----

  const keys = {
    n: () => walk(order, 1), p: () => walk(order, -1), j: () => walk(visible(), 1), k: () => walk(visible(), -1),
    a: () => document.querySelector(".go-on").click(), c: confirm, e: () => edit(), Enter: () => edit(), x: illegible, u: () => undo(), z: () => pages.toggle(chosen),
    "?": () => byId("keys").showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || editing || byId("keys").open) return;
    const on = event.target;
    if (on.closest("input:not([type=checkbox]), textarea, select") || (event.key === "Enter" && on.closest("button, summary, a:not(.value, .box)"))) return;
    const figure = chosen !== null && data.fields[chosen].kind === "figure" && /^\d$/.test(event.key);
    if (!byId("shortcuts").checked && event.key !== "Enter") return;
    if (event.key === "Enter" && !on.closest(".value, .box") && on !== document.body) return;
    if (figure) { event.preventDefault(); edit(event.key); return; }
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });

  document.addEventListener("click", (event) => {
    const box = event.target.closest("[data-champ]");
    const link = event.target.closest("a[data-champs]");
    if (link && link.dataset.champs) {
      event.preventDefault();
      choose(link.dataset.champs.split(" ")[0], { focus: true });
    } else if (box && box.closest("#sheets")) {
      event.preventDefault();
      const again = box.dataset.champ === chosen;
      choose(box.dataset.champ);
      if (again || !pages.zoomed()) pages.toggle(box.dataset.champ);
    } else if (box && event.target.closest(".value")) {
      event.preventDefault();
      choose(box.dataset.champ, { focus: true });
    }
  });
  record.addEventListener("click", (event) => {
    const button = event.target.closest(".add");
    if (button) add(button.dataset.list);
  });
  document.addEventListener("focusin", (event) => {
    const value = event.target.closest(".value, .box");
    // a box under the pointer stays there: it is about to be clicked
    if (value && !editing && value.closest("[data-champ]")) choose(value.closest("[data-champ]").dataset.champ, { pan: value.matches(".value, :focus-visible") });
  });
  for (const [kind, on] of [["mouseover", true], ["mouseout", false]]) {
    document.addEventListener(kind, (event) => {
      const champ = event.target.closest?.("[data-champ]")?.dataset.champ;
      if (champ === undefined) return;
      for (const one of [rowOf(champ), ...pages.boxes(champ)]) one?.classList.toggle("hot", on);
    });
  }
  byId("show-empty").addEventListener("change", (event) => record.classList.toggle("show-empty", event.target.checked));
  byId("help").addEventListener("click", () => byId("keys").showModal());
  byId("shortcuts").checked = kept.get("shortcuts") !== false;
  byId("shortcuts").addEventListener("change", (event) => kept.set("shortcuts", event.target.checked));

  for (const field of Object.values(data.fields)) field.added = field.state === "added";
  showBrowsers();
  const asked = location.hash && record.querySelector(`.row[id="${CSS.escape(location.hash.slice(1))}"]`);
  if (asked) choose(asked.dataset.champ);
  else if (order.length) choose(order[0], { scroll: false }); // the warnings are read first
})();
