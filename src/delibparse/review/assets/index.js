// The index: sorted, filtered and shown a hundred acts at a time, so that it stays quick however many there are.
"use strict";
(() => {
  const { data, byId, word, element } = delibparse;
  const { columns, rows } = window.delibparseActs;
  const at = Object.fromEntries(columns.map((name, k) => [name, k]));
  const SHOWN = 100;
  const OUTCOMES = ["unanime", "adopte", "rejete", "prend_acte", "ajourne", "retire", "inconnu"];
  const NUMBERS = new Set(["avertissements", "douteux", "confiance"]);
  const state = { sort: "worst", down: false, search: "", severity: "", outcome: "", code: "", page: 0 };
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const acts = rows.map((row, rank) => ({
    row, rank, hay: fold(["objet", "numero", "collectivite", "fichier", "date"].map((name) => row[at[name]] ?? "").join(" ")),
  }));
  const get = (act, name) => act.row[at[name]];

  // ---- order and filters ----

  const sure = (act) => get(act, "confiance") ?? 1;
  const worst = (a, b) => get(b, "erreurs") - get(a, "erreurs") || get(b, "douteux") - get(a, "douteux")
    || get(b, "alertes") - get(a, "alertes") || sure(a) - sure(b) || a.rank - b.rank;
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const keys = {
    avertissements: (act) => get(act, "erreurs") * 1000 + get(act, "alertes"),
    douteux: (act) => get(act, "douteux"),
    confiance: sure,
    vote: (act) => OUTCOMES.indexOf(get(act, "vote")),
  };

  function sorted(list) {
    if (state.sort === "worst") return list.sort(worst);
    const key = keys[state.sort] || ((act) => get(act, state.sort) ?? "");
    const sign = state.down ? -1 : 1;
    return list.sort((a, b) => {
      const [x, y] = [key(a), key(b)];
      return sign * (typeof x === "number" ? x - y : compare(x, y)) || a.rank - b.rank;
    });
  }

  const severities = {
    "": () => true,
    erreur: (act) => get(act, "erreurs") > 0,
    alerte: (act) => get(act, "erreurs") + get(act, "alertes") > 0,
    review: (act) => get(act, "douteux") > 0,
    none: (act) => get(act, "erreurs") + get(act, "alertes") === 0,
  };

  /** The acts that the filters let through, but for the filter `without`. */
  function through(without = "") {
    const words = fold(state.search).split(/\s+/).filter(Boolean);
    return acts.filter((act) => words.every((one) => act.hay.includes(one)) && severities[state.severity](act)
      && (without === "outcome" || !state.outcome || get(act, "vote") === state.outcome)
      && (without === "code" || !state.code || get(act, "codes").includes(state.code)));
  }

  // ---- the table ----

  function heads() {
    byId("heads").replaceChildren(...Object.entries(data.columns).map(([name, title]) => {
      const sort = state.sort === name ? (state.down ? "descending" : "ascending") : null;
      return element("th", { scope: "col", "aria-sort": sort }, element("button", { type: "button", "data-sort": name, click: () => {
        if (state.sort === name && state.down !== NUMBERS.has(name)) state.sort = "worst";
        else { state.down = state.sort === name ? !state.down : NUMBERS.has(name); state.sort = name; }
        state.page = 0;
        show();
        document.querySelector(`[data-sort="${name}"]`).focus();
      } }, title));
    }));
  }

  function votes(act) {
    const voices = get(act, "voix");
    const told = data.choices[get(act, "vote")] || get(act, "vote");
    if (voices.every((one) => one === null)) return [told];
    return [told, " ", element("span", { class: "voices" }, `(${voices.map((one) => one ?? data.empty).join(" / ")})`)];
  }

  function warnings(act) {
    const told = [];
    for (const name of ["erreurs", "alertes"]) {
      if (get(act, name)) told.push(element("span", { class: name }, word(name, { count: get(act, name) })), " ");
    }
    return [...told, get(act, "codes").join(" ")];
  }

  function line(act) {
    const text = (name) => get(act, name) ?? data.empty;
    const link = element("a", { href: `actes/${get(act, "nom")}.html` }, text("objet") === data.empty ? text("fichier") : text("objet"));
    const review = get(act, "relus") ? `${get(act, "douteux")} (${get(act, "relus")} ✓)` : String(get(act, "douteux"));
    const confidence = get(act, "confiance");
    return element("tr", {}, element("td", { class: "date" }, text("date")), element("td", {}, text("numero")),
      element("td", { class: "object" }, link), element("td", {}, text("collectivite")), element("td", {}, ...votes(act)),
      element("td", {}, ...warnings(act)), element("td", { class: "number" }, review),
      element("td", { class: "number" }, confidence === null ? data.empty : confidence.toFixed(2)));
  }

  function show() {
    const found = sorted(through());
    const last = Math.max(Math.ceil(found.length / SHOWN) - 1, 0);
    state.page = Math.min(state.page, last);
    const first = state.page * SHOWN;
    const here = found.slice(first, first + SHOWN);
    heads();
    byId("rows").replaceChildren(...here.map(line));
    const order = state.sort === "worst" ? word("worst") : word("sorted", { column: data.columns[state.sort] });
    byId("count").textContent = found.length
      ? `${word("pageOf", { first: first + 1, last: first + here.length, count: found.length })}. ${order}.` : word("noActs");
    byId("first").disabled = byId("before").disabled = state.page === 0;
    byId("after").disabled = state.page === last;
    byId("code-chosen").textContent = state.code;
    charts();
    sessionStorage.setItem("delibparse:index", JSON.stringify(state));
  }

  // ---- the charts ----

  const NS = "http://www.w3.org/2000/svg";

  function bar(label, count, most, pressed, click) {
    const svg = document.createElementNS(NS, "svg");
    svg.setAttribute("viewBox", "0 0 100 10");
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("aria-hidden", "true");
    const rect = document.createElementNS(NS, "rect");
    rect.setAttribute("width", String((100 * count) / Math.max(most, 1)));
    rect.setAttribute("height", "10");
    svg.append(rect);
    return element("li", {}, element("button", { type: "button", "aria-pressed": String(pressed), "data-bar": label, click,
      "aria-label": word("onlyThese", { label, count }) }, element("span", {}, label), svg, element("span", { class: "number" }, String(count))));
  }

  function chart(id, counts, chosen, label, filter) {
    const most = Math.max(...counts.values(), 0);
    byId(id).replaceChildren(...[...counts].map(([key, count]) => bar(label(key), count, most, key === chosen, () => {
      state[filter] = key === chosen ? "" : key;
      state.page = 0;
      byId("outcome").value = state.outcome;
      show();
      byId(id).querySelector(`[data-bar="${CSS.escape(label(key))}"]`)?.focus();
    })));
  }

  function charts() {
    const outcomes = new Map();
    for (const act of through("outcome")) outcomes.set(get(act, "vote"), (outcomes.get(get(act, "vote")) || 0) + 1);
    const known = new Map(OUTCOMES.filter((one) => outcomes.has(one)).map((one) => [one, outcomes.get(one)]));
    chart("votes", known, state.outcome, (key) => data.choices[key] || key, "outcome");
    const codes = new Map();
    for (const act of through("code")) for (const code of get(act, "codes")) codes.set(code, (codes.get(code) || 0) + 1);
    const most = [...codes].sort((a, b) => b[1] - a[1] || compare(a[0], b[0])).slice(0, 12);
    if (state.code && !most.some(([code]) => code === state.code)) most.push([state.code, codes.get(state.code) || 0]);
    chart("codes", new Map(most), state.code, (key) => key, "code");
  }

  // ---- hands ----

  function restore() {
    const before = JSON.parse(sessionStorage.getItem("delibparse:index") || "{}");
    for (const name of Object.keys(state)) if (typeof before[name] === typeof state[name]) state[name] = before[name];
    if (!data.columns[state.sort]) state.sort = "worst";
    if (!severities[state.severity]) state.severity = "";
    for (const name of ["search", "severity", "outcome"]) byId(name).value = state[name];
  }

  /** Goes to the act to review after the one that asked, in the order that the person chose. */
  function goOn() {
    const asked = /^#after=([\w-]+)$/.exec(location.hash);
    if (!asked) return;
    const found = sorted(through());
    const from = found.findIndex((act) => get(act, "nom") === asked[1]);
    const next = [...found.slice(from + 1), ...found.slice(0, Math.max(from, 0))].find((act) => get(act, "douteux") > 0);
    if (next) location.replace(`actes/${get(next, "nom")}.html`);
  }

  for (const one of OUTCOMES) byId("outcome").append(element("option", { value: one }, data.choices[one] || one));
  for (const name of ["search", "severity", "outcome"]) {
    byId(name).addEventListener("input", (event) => { state[name] = event.target.value; state.page = 0; show(); });
  }
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  for (const [id, to] of [["first", () => 0], ["before", () => state.page - 1], ["after", () => state.page + 1]]) {
    byId(id).addEventListener("click", () => { state.page = to(); show(); byId("acts").scrollIntoView(); });
  }
  restore();
  goOn();
  show();
})();
