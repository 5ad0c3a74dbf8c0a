// Behaviours bound by data-baro-*. Everything listens on the document, so that pieces swapped in by htmx need no setting up.
(() => {
  "use strict";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const on = (type, selector, act) =>
    document.addEventListener(type, (event) => {
      const found = event.target instanceof Element && event.target.closest(selector);
      if (found) act(event, found);
    });

  // What makes sense only with scripts is hidden without them; errors and dialogs take the focus when they arrive.
  function arrive(root) {
    all("[data-baro-scripted]", root).forEach((piece) => { piece.hidden = false; });
    all("#main form", root).forEach((form) => { form.noValidate = true; }); // the page says what is wrong, in its own language
    const wanted = all("[data-baro-focus]", root)[0];
    if (wanted) wanted.focus();
    all(".tabs [aria-current]", root).forEach(bringInSight);
    all("[data-baro-bulk]", root).forEach(countTicks);
    if (root.matches && root.matches("[data-baro-bulk]")) countTicks(root);
    // What only some pages need comes with the piece that needs it.
    all("[data-baro-module]", root).forEach((piece) => import(piece.dataset.baroModule).then(({ begin }) => begin(piece)));
  }

  // Who opens a form with a keyboard at hand can type at once; a finger would only bring up the keyboard of the screen.
  function beginTyping() {
    const first = document.querySelector("#main form.form :is(input:not([type='hidden']), textarea, select)");
    const free = document.activeElement === document.body && !location.hash && matchMedia("(pointer: fine)").matches;
    if (first && free) first.focus({ preventScroll: true });
  }

  // A row of tabs that is too long is pushed sideways to the current one; the page itself stays where it is.
  function bringInSight(tab) {
    const strip = tab.parentElement.getBoundingClientRect(), box = tab.getBoundingClientRect();
    tab.parentElement.scrollBy(box.left + box.width / 2 - strip.left - strip.width / 2, 0);
  }

  // Menus: one open at a time, closed by Escape or a click elsewhere, focus back to the opener.
  document.addEventListener("click", (event) => {
    all("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (!(menu instanceof Element) || !menu.matches("details.menu") || !menu.open) return;
    all("details.menu[open]").forEach((other) => { if (other !== menu && !other.contains(menu)) other.open = false; });
    keepOnScreen(menu.querySelector(".menu-panel"));
  }, true);

  function closeMenuAround(element) {
    const menu = element && element.closest("details.menu[open]");
    if (!menu) return false;
    menu.open = false;
    menu.querySelector("summary").focus();
    return true;
  }

  function keepOnScreen(panel) {
    if (!panel) return;
    panel.classList.remove("from-start");
    const box = panel.getBoundingClientRect();
    const cut = document.dir === "rtl" ? box.right > window.innerWidth - 8 : box.left < 8;
    if (cut) panel.classList.add("from-start");
  }

  // Dialogs
  function openDialog(dialog) {
    if (dialog.open) return;
    all("[data-baro-if]", dialog).forEach((line) => { line.hidden = !document.querySelector(line.dataset.baroIf); });
    dialog.showModal();
    if (dialog.id === "palette") {
      const words = byId("palette-words");
      words.select();
      if (window.htmx) window.htmx.trigger(words, "look");
    }
  }

  on("click", "[data-baro-open]", (event, opener) => {
    const dialog = byId(opener.dataset.baroOpen);
    if (!dialog || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    closeMenuAround(opener);
    openDialog(dialog);
  });
  on("click", "[data-baro-close]", (event, closer) => closer.closest("dialog").close());
  on("click", "dialog.dialog", (event, dialog) => { if (event.target === dialog) dialog.close(); });
  on("click", "[data-baro-dismiss]", (event, closer) => closer.parentElement.remove());
  // A day that is offered beside a field goes into it.
  on("click", "[data-baro-put]", (event, offer) => {
    const field = document.getElementById(offer.dataset.baroInto);
    if (!field) return;
    field.value = offer.dataset.baroPut;
    ["input", "change"].forEach((name) => field.dispatchEvent(new Event(name, { bubbles: true })));
    field.focus();
  });
  on("click", "[aria-disabled='true']", (event) => event.preventDefault());

  // Ticking rows
  function countTicks(form) {
    const ticks = all("[data-baro-tick]", form);
    const chosen = ticks.filter((tick) => tick.checked).length;
    all("[data-baro-count]", form).forEach((output) => { output.textContent = chosen; });
    all(".bulk-bar", form).forEach((bar) => { bar.hidden = chosen === 0; offerWhatAllAllow(bar, ticks); });
    all("[data-baro-all]", form).forEach((box) => {
      box.checked = chosen > 0 && chosen === ticks.length;
      box.indeterminate = chosen > 0 && chosen < ticks.length;
    });
  }

  // Of the verbs for ticked rows those stay that every ticked row allows.
  function offerWhatAllAllow(bar, ticks) {
    const allowed = ticks.filter((tick) => tick.checked).map((tick) => tick.dataset.baroTick.split(" "));
    const buttons = all("[data-baro-verb]", bar);
    buttons.forEach((button) => { button.hidden = !allowed.every((codes) => codes.includes(button.dataset.baroVerb)); });
    all("[data-baro-none]", bar).forEach((words) => { words.hidden = buttons.some((button) => !button.hidden); });
  }

  let lastTick = null;
  on("click", "[data-baro-tick]", (event, tick) => {
    const form = tick.closest("[data-baro-bulk]");
    if (!form) return;
    const ticks = all("[data-baro-tick]", form);
    if (event.shiftKey && lastTick && ticks.includes(lastTick)) {
      const [from, to] = [ticks.indexOf(lastTick), ticks.indexOf(tick)].sort((a, b) => a - b);
      ticks.slice(from, to + 1).forEach((one) => { one.checked = tick.checked; });
    }
    lastTick = tick;
    countTicks(form);
  });
  on("change", "[data-baro-all]", (event, box) => {
    const form = box.closest("[data-baro-bulk]");
    all("[data-baro-tick]", form).forEach((tick) => { tick.checked = box.checked; });
    countTicks(form);
  });
  on("click", "[data-baro-untick]", (event, button) => {
    const form = button.closest("[data-baro-bulk]");
    all("[data-baro-tick]", form).forEach((tick) => { tick.checked = false; });
    countTicks(form);
  });

  // A listbox below an input: palette and choices share the moving about.
  function optionsOf(input) {
    const list = byId(input.getAttribute("aria-controls"));
    return list ? all("[role='option']", list) : [];
  }

  function point(input, option) {
    optionsOf(input).forEach((one) => one.setAttribute("aria-selected", one === option ? "true" : "false"));
    if (!option) { input.removeAttribute("aria-activedescendant"); return; }
    option.id = option.id || `option-${Math.random().toString(36).slice(2, 9)}`;
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function step(input, by) {
    const options = optionsOf(input);
    if (!options.length) return;
    const at = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
    point(input, options[at < 0 && by < 0 ? options.length - 1 : (at + by + options.length) % options.length]);
  }

  const pointed = (input) => optionsOf(input).find((one) => one.getAttribute("aria-selected") === "true");

  function showOptions(input, shown) {
    const list = byId(input.getAttribute("aria-controls"));
    if (list && list.matches(".combo-list")) list.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown));
    if (!shown) point(input, null);
  }

  function choose(input, option) {
    if (option.getAttribute("aria-disabled") === "true") return;
    const combo = input.closest("[data-baro-combo]");
    if (!combo) { option.click(); return; }
    const many = combo.dataset.multiple === "true";
    if (many) addChip(combo, option);
    else combo.querySelector("[data-baro-value]").value = option.dataset.value;
    input.value = many ? "" : option.dataset.text;
    showOptions(input, false);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function addChip(combo, option) {
    const chosen = combo.querySelector(".combo-chosen");
    if (all("input", chosen).some((one) => one.value === option.dataset.value)) return;
    const chip = combo.querySelector("template[data-baro-chip]").content.cloneNode(true);
    chip.querySelector("input").value = option.dataset.value;
    chip.querySelector("[data-baro-text]").textContent = option.dataset.text;
    chosen.append(chip);
  }

  // Suggestions open for who types, clicks or presses an arrow; whoever only passes by Tab does not have them in the way.
  on("click", "[data-baro-combo] [role='combobox']", (event, input) => {
    input.dataset.asked = "yes";
    showOptions(input, optionsOf(input).length > 0);
  });
  on("input", "[data-baro-combo] [role='combobox']", (event, input) => {
    const combo = input.closest("[data-baro-combo]");
    input.dataset.asked = "yes";
    if (combo.dataset.multiple !== "true") combo.querySelector("[data-baro-value]").value = "";
  });
  on("mousedown", "[data-baro-combo] [role='option']", (event, option) => {
    event.preventDefault();
    choose(option.closest("[data-baro-combo]").querySelector("[role='combobox']"), option);
  });
  on("click", "[data-baro-offer]", (event, button) => {
    all("[data-for]", button).forEach((one) => choose(document.getElementById(one.dataset.for), one));
  });
  on("click", ".combo-chosen .chip-off", (event, button) => {
    const input = button.closest("[data-baro-combo]").querySelector("[role='combobox']");
    button.closest("li").remove();
    input.focus();
  });
  on("focusout", "[data-baro-combo] [role='combobox']", (event, input) => {
    delete input.dataset.asked;
    showOptions(input, false);
  });

  function keyInCombobox(event, input) {
    const open = input.getAttribute("aria-expanded") === "true";
    const key = event.key;
    if (key === "ArrowDown" || key === "ArrowUp") {
      if (!open) showOptions(input, optionsOf(input).length > 0);
      step(input, key === "ArrowDown" ? 1 : -1);
    } else if (key === "Enter" && open && optionsOf(input).length) {
      if (!pointed(input)) step(input, 1); // nobody sends a form by accepting a suggestion: the first one is pointed at
      else choose(input, pointed(input));
    }
    else if (key === "Escape" && open && input.closest("[data-baro-combo]")) showOptions(input, false);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  document.addEventListener("htmx:afterSwap", (event) => {
    const list = event.detail.target;
    const input = list.id && all("[role='combobox']").find((one) => one.getAttribute("aria-controls") === list.id);
    if (!input || document.activeElement !== input) return;
    if (input.closest("[data-baro-combo]") && !input.dataset.asked) return;
    if (list.id === "palette-hits") offerDeeds(list);
    const any = optionsOf(input).length > 0;
    showOptions(input, any || list.textContent.trim() !== "");
    if (list.id === "palette-hits") point(input, optionsOf(input)[0]);
  });

  // What can be done on this page stands first in the palette.
  const deeds = () => all("#main :is(.verbs, .page-head-actions) :is(a, button).btn:not([aria-disabled])");
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d").trim();

  function offerDeeds(list) {
    const words = folded(byId("palette-words").value);
    const found = deeds().filter((deed) => folded(deed.textContent).includes(words));
    if (!found.length) return;
    const group = byId("deeds").content.cloneNode(true), pattern = group.querySelector("li");
    found.forEach((deed) => {
      const item = pattern.cloneNode(true);
      item.querySelector(".hit-title").textContent = deed.textContent.trim();
      item.querySelector("a").addEventListener("click", (event) => {
        event.preventDefault();
        list.closest("dialog").close();
        setOut(deed);
      });
      pattern.before(item);
    });
    pattern.remove();
    list.prepend(group);
  }

  // A link is followed; a button that acts at once only gets the focus, so that a key pressed by mistake does nothing.
  const setOut = (deed) => (deed.matches("a") ? deed.click() : deed.focus());

  // Files dropped on a file field
  const chosenNames = (drop, files) => {
    const told = drop.querySelector(".drop-chosen");
    if (told) told.textContent = [...files].map((file) => file.name).join(", ");
  };
  // A camera hands over one page at a time: each press adds one, and shows all of them in their order.
  const taken = new WeakMap();
  function gather(input) {
    const bag = new DataTransfer(), pages = [...(taken.get(input) || []), ...input.files];
    taken.set(input, pages);
    pages.forEach((page) => bag.items.add(page));
    input.files = bag.files;
    const told = input.closest(".drop").querySelector(".drop-chosen");
    told.replaceChildren(...pages.map((page, at) => Object.assign(new Image(), { src: URL.createObjectURL(page), alt: String(at + 1) })));
  }
  on("change", ".drop input[type='file']", (event, input) => {
    if (input.matches("[data-baro-gather]")) gather(input);
    else chosenNames(input.closest(".drop"), input.files);
  });
  on("dragover", ".drop", (event, drop) => { event.preventDefault(); drop.classList.add("is-over"); });
  on("dragleave", ".drop", (event, drop) => drop.classList.remove("is-over"));
  on("drop", ".drop", (event, drop) => {
    event.preventDefault();
    drop.classList.remove("is-over");
    const input = drop.querySelector("input[type='file']");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // Keyboard
  let chord = { at: 0, typed: "" };
  const rows = () => all("[data-baro-rows] > :is(tr, li)");
  const typing = (element) => element.closest("input:not([type='checkbox'], [type='radio']), textarea, select, [contenteditable]");

  function moveRow(by) {
    const list = rows();
    if (!list.length) return;
    const at = list.findIndex((row) => row.classList.contains("at"));
    const next = list[Math.min(Math.max(at + by, 0), list.length - 1)];
    list.forEach((row) => row.classList.toggle("at", row === next));
    const link = next.querySelector("a");
    if (link) link.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  function tickRow() {
    const tick = document.querySelector("[data-baro-rows] > tr.at [data-baro-tick]");
    if (tick) tick.click();
  }

  function mainDeed() {
    const found = deeds(), deed = found.find((one) => one.matches(".btn-primary")) || found[0];
    if (deed) setOut(deed);
  }

  function search() {
    const field = document.querySelector("[data-baro-search]");
    if (field) { field.focus(); field.select(); } else if (byId("palette")) openDialog(byId("palette"));
  }

  // Whether the letters after g lead somewhere, or begin as those of a place do that has two.
  function goTo(letter) {
    if (letter.length !== 1 || Date.now() - chord.at > 1200) return false;
    const typed = chord.typed + letter;
    const links = all("[data-baro-chord]").filter((link) => link.dataset.baroChord.startsWith(typed));
    const link = links.find((one) => one.dataset.baroChord === typed);
    chord = link || !links.length ? { at: 0, typed: "" } : { at: Date.now(), typed };
    if (link) link.click();
    return Boolean(links.length);
  }

  const single = {
    j: () => moveRow(1),
    k: () => moveRow(-1),
    x: tickRow,
    a: mainDeed,
    g: () => { chord = { at: Date.now(), typed: "" }; },
    "/": search,
    "?": () => byId("keys") && openDialog(byId("keys")),
  };

  // The letter that stands on the key of a Latin keyboard, so that keys lead on while an Arabic layout is on.
  function letterOf(event) {
    if (event.key.length !== 1 || event.key < "\u0080") return event.key;
    if (event.code === "Slash") return event.shiftKey ? "?" : "/";
    return event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;
  }

  function withControl(event) {
    if (letterOf(event).toLowerCase() === "k" && byId("palette")) { event.preventDefault(); openDialog(byId("palette")); }
    else if (event.key === "Enter") {
      const form = event.target.closest("form");
      if (form) { event.preventDefault(); form.requestSubmit(form.querySelector("button:not([type='button'], [data-baro-close])")); }
    }
  }

  document.addEventListener("keydown", (event) => {
    const target = event.target instanceof Element ? event.target : document.body;
    if (event.isComposing) return;
    if (target.matches("[role='combobox']") && keyInCombobox(event, target)) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey) { withControl(event); return; }
    if (event.key === "Escape" && closeMenuAround(target)) return;
    if (event.altKey || typing(target) || document.querySelector("dialog[open]")) return;
    if (goTo(letterOf(event).toLowerCase())) { event.preventDefault(); return; }
    const act = single[letterOf(event)];
    if (act) { event.preventDefault(); act(); }
  });

  on("change", "[data-baro-send]", (event, control) => control.form.requestSubmit());
  // A slider says in words where it stands, before it is let go.
  on("input", "[data-baro-says]", (event, slider) => {
    const stop = slider.list && slider.list.options[slider.value];
    if (!stop) return;
    byId(slider.dataset.baroSays).textContent = stop.label;
    slider.setAttribute("aria-valuetext", stop.label);
  });
  on("click", "[data-baro-print]", () => window.print());

  document.addEventListener("htmx:load", (event) => arrive(event.detail.elt));
  const begin = () => { arrive(document); beginTyping(); };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
