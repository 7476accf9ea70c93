// Corrections: sent to the server that serves the page, or kept by the browser and given as a file.
"use strict";
delibparse.store = (() => {
  const { data, kept, word } = delibparse;
  const key = `${data.act.sha256}-${data.act.acte}`;
  const said = new Map(Object.entries(data.said));
  const undoable = [];
  /** The parts of names by their pointers, as they were read. */
  const first = Object.assign({}, ...Object.values(data.fields).map((field) => field.rawParts || field.parts || {}));
  /** The same as they stay: a name that is parted anew changes `first`, and not what was read. */
  const read = { ...first };
  /** What the server has: it refuses a word on what is not that any more. */
  const standing = new Map(Object.entries(data.said));
  let sending = Promise.resolve();
  let pending = 0;

  const onPage = new Set(said.keys()); // said before the page was made: taking it back must be said too
  if (!data.serve) for (const one of kept.get(key) || []) {
    if (one.geste === "annule") said.delete(one.champ); else said.set(one.champ, { geste: one.geste, retenu: one.retenu });
  }

  const ownerOf = (champ) => Object.values(data.fields).find((one) => champ in (one.parts || {}));

  /** A value as it was read. */
  const readAt = (champ) => (ownerOf(champ) ? read[champ] : data.fields[champ]?.raw) ?? null;

  /** A line of corrections.jsonl. */
  function line(champ, geste, retenu) {
    const field = data.fields[champ] || ownerOf(champ) || {};
    const lu = readAt(champ);
    const quand = new Date().toISOString();
    return { quand, geste, ...data.act, champ, lu, retenu, lieux: field.lieux || [] };
  }

  /** Puts a word on a field; `null` takes back what was said. Resolves to what the server tells, if there is one. */
  function put(champ, told) {
    if (told) said.set(champ, told); else said.delete(champ);
    const geste = told ? told.geste : "annule";
    const retenu = told ? told.retenu : null;
    if (!data.serve) {
      const lines = (kept.get(key) || []).filter((one) => one.champ !== champ);
      kept.set(key, told || onPage.has(champ) ? [...lines, line(champ, geste, retenu)] : lines);
      return Promise.resolve(null);
    }
    pending += 1;
    const sent = sending.then(() => post({ name: data.name, champ, geste, retenu, lu: readAt(champ), avant: standing.get(champ) ?? null }));
    sending = sent.catch(() => null);
    return sent.finally(() => { pending -= 1; });
  }

  async function post(body) {
    const told = await ask("../corrections", body);
    if (body.geste === "annule") standing.delete(body.champ);
    else standing.set(body.champ, { geste: body.geste, retenu: body.geste === "illisible" ? null : body.retenu });
    return told;
  }

  async function ask(path, body) {
    let answer;
    try {
      answer = await fetch(path, {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), keepalive: true,
      });
    } catch {
      throw new Error(word("serverGone"));
    }
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(told.why || `${answer.status}`);
    return told;
  }

  /** Words on several acts, which the server keeps all or none of, one after what was sent before. */
  function together(group, geste, avantOf) {
    const mots = group.map(({ name, champ, lu, retenu }) => ({ name, champ, lu, geste, avant: avantOf(retenu), retenu: geste === "annule" ? null : retenu }));
    pending += 1;
    const sent = sending.then(() => ask("../corrections/ensemble", { mots }));
    sending = sent.catch(() => null);
    return sent.finally(() => { pending -= 1; });
  }

  /** Corrects the same misreading in other acts; taken back as one. */
  function saveGroup(group) {
    return together(group, "corrige", () => null).then(() => { undoable.push({ champ: null, group }); });
  }

  function save(champ, geste, retenu) {
    const before = said.get(champ) || null;
    undoable.push({ champ, before });
    return put(champ, { geste, retenu }).catch((error) => {
      if (before) said.set(champ, before); else said.delete(champ);
      undoable.splice(undoable.findLastIndex((one) => one.champ === champ), 1);
      throw error;
    });
  }

  /** Takes back the last word, on one field or its parts or on any: the field, what stands on it now, and what the
      server tells. */
  function undo(champ = null, parts = []) {
    const ours = [champ, ...parts];
    const k = champ === null ? undoable.length - 1 : undoable.findLastIndex((one) => ours.includes(one.champ));
    const left = champ === null ? undefined : ours.findLast((one) => said.has(one));
    const last = k >= 0 ? undoable.splice(k, 1)[0] : left ? { champ: left, before: null } : null;
    if (last?.group) return { ...last, done: together(last.group, "annule", (retenu) => ({ geste: "corrige", retenu })) };
    return last && { ...last, done: put(last.champ, last.before) };
  }

  /** All that this browser keeps for the act, as the lines of a file. */
  function lines() { return kept.get(key) || []; }

  return { said, first, save, saveGroup, undo, lines, busy: () => pending > 0 };
})();
