// What is typed into a form is kept in this tab until it is sent: never files, passwords or what a form carries by itself.
(() => {
  "use strict";

  const MARK = "baro:";
  const KEPT = "#main form.form";
  const person = document.body.dataset.baroPerson || "";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const keyOf = (form) => `${MARK}${person}:${location.pathname}${location.search}:${form.getAttribute("action") || ""}`;
  const began = new WeakMap(); // what each form said when it was shown
  const forgotten = new WeakSet();

  // Where somebody else signed in since, nothing is left for them to see.
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith(MARK) && person && !key.startsWith(`${MARK}${person}:`))
    .forEach((key) => sessionStorage.removeItem(key));
  if (!document.getElementById("kept")) return; // plain pages, where nobody is signed in yet, keep nothing

  const fields = (form) => [...form.elements].filter((field) =>
    field.name && (!["hidden", "password", "file", "submit", "button"].includes(field.type) || field.matches("[data-baro-value]")));

  function valuesOf(field) {
    if (field.type === "checkbox" || field.type === "radio") return field.checked ? [field.value] : [];
    if (field.tagName === "SELECT") return [...field.selectedOptions].map((option) => option.value);
    const chip = field.closest(".combo-chosen > li");
    return [chip ? [field.value, chip.querySelector("[data-baro-text], bdi").textContent] : field.value];
  }

  function typedIn(form) {
    const found = {};
    fields(form).forEach((field) => { found[field.name] = (found[field.name] || []).concat(valuesOf(field)); });
    return found;
  }

  const same = (one, other) => JSON.stringify(one || []) === JSON.stringify(other || []);
  const kept = (form) => JSON.parse(sessionStorage.getItem(keyOf(form)) || "{}");

  function keep(form) {
    if (forgotten.has(form)) return;
    const former = kept(form), now = typedIn(form), start = began.get(form) || now;
    const names = [...new Set([...Object.keys(start), ...Object.keys(now)])];
    const changed = names
      .map((name) => [name, { was: former[name] ? former[name].was : start[name] || [], now: now[name] || [] }])
      .filter(([, value]) => !same(value.was, value.now));
    try {
      if (changed.length) sessionStorage.setItem(keyOf(form), JSON.stringify(Object.fromEntries(changed)));
      else sessionStorage.removeItem(keyOf(form));
    } catch { /* no room, or not allowed: then it is as it was before */ }
  }

  function forget(form) {
    forgotten.add(form);
    sessionStorage.removeItem(keyOf(form));
  }

  function addChips(form, name, chosen) {
    all("[data-baro-combo][data-multiple='true']", form).forEach((combo) => {
      const pattern = combo.querySelector("template[data-baro-chip]");
      if (pattern.content.querySelector("input").name !== name) return;
      const list = combo.querySelector(".combo-chosen");
      list.replaceChildren(...chosen.map(([value, text]) => {
        const chip = pattern.content.cloneNode(true);
        chip.querySelector("input").value = value;
        chip.querySelector("[data-baro-text]").textContent = text;
        return chip;
      }));
    });
  }

  function put(form, name, values) {
    if (Array.isArray(values[0]) || name.endsWith("_code")) addChips(form, name, values.filter(Array.isArray));
    const left = values.slice();
    fields(form).filter((field) => field.name === name && !field.closest(".combo-chosen")).forEach((field) => {
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (field.tagName === "SELECT") [...field.options].forEach((option) => { option.selected = values.includes(option.value); });
      else field.value = left.shift() ?? "";
    });
  }

  // What was typed and not sent is put back, and that is said; a form that came back with mistakes has it already.
  function arrive(root) {
    const found = root.matches && root.matches(KEPT) ? [root] : all(KEPT, root);
    found.filter((form) => !began.has(form)).forEach((form) => {
      began.set(form, typedIn(form));
      const lost = Object.entries(kept(form)).filter(([name, value]) => !same(value.now, began.get(form)[name]));
      if (!lost.length || form.querySelector(".error-summary")) return;
      lost.forEach(([name, value]) => put(form, name, value.now));
      form.prepend(document.getElementById("kept").content.firstElementChild.cloneNode(true));
    });
  }

  let waiting = 0;
  function note(event) {
    const form = event.target instanceof Element && event.target.closest(KEPT);
    if (!form || !began.has(form)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(form), 250);
  }
  ["input", "change"].forEach((type) => document.addEventListener(type, note));
  window.addEventListener("pagehide", () =>
    all(KEPT).filter((form) => began.has(form)).forEach(keep));

  document.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target : document.body;
    const form = pressed.closest(KEPT);
    if (form && pressed.closest(".chip-off")) setTimeout(() => keep(form));
    if (form && pressed.closest(".form-foot a")) forget(form);
    if (form && pressed.closest("[data-baro-forget]")) { forget(form); location.reload(); }
  });
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr, requestConfig } = event.detail, form = requestConfig.elt;
    if (!form.matches(KEPT)) return;
    if (xhr.status < 300 && xhr.getResponseHeader("HX-Redirect")) forget(form);
    else keep(form); // the answer may lead away: to the page for signing in
  });

  document.addEventListener("htmx:load", (event) => arrive(event.detail.elt));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => arrive(document));
  else arrive(document);
})();
