// Forms are sent from the page that stays: what was typed is not lost with the line, by a refusal, or because the form is stale.
(() => {
  "use strict";

  // A form that leaves leads to a page with scripts of its own.
  const SENT = "#main form:is(.form, .form-foot):not([data-baro-leaves]), #main .verbs form";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const piece = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
  // The form that an event is about; what its fields ask for by themselves is not its sending.
  function formOf(event) {
    const asked = event.detail.requestConfig && event.detail.requestConfig.elt;
    return asked && asked.matches(SENT) ? asked : null;
  }

  // Something is under way: the bar at the top, and the button that was pressed.
  let underway = 0;
  function show(more) {
    underway = Math.max(0, underway + more);
    document.documentElement.classList.toggle("is-underway", underway > 0);
  }

  function busy(form, button) {
    form.dataset.sent = "yes";
    (button || form).setAttribute("aria-busy", "true");
  }

  function ready(form) {
    delete form.dataset.sent;
    [form, ...all("[aria-busy]", form)].forEach((one) => one.removeAttribute("aria-busy"));
  }

  // Sent once, until an answer is there: to a page that stays where it can, otherwise as browsers do.
  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (event.defaultPrevented || form.matches("[method='dialog']")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.method === "get") { leave(); return; }
    busy(form, button);
    if (!window.htmx || !form.matches(SENT)) { leave(); setTimeout(() => ready(form), 4000); return; }
    event.preventDefault();
    all(".unsent", form).forEach((notice) => notice.remove());
    const path = (button && button.getAttribute("formaction")) || form.getAttribute("action") || location.href;
    const values = button && button.name ? { [button.name]: button.value } : {};
    window.htmx.ajax("POST", path, { source: form, target: "#main", swap: "outerHTML show:window:top", values }).catch(() => {});
  });

  // An answer that has the same form again takes its place, and nothing beside it moves; other pages take that of the page.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const detail = event.detail, form = formOf(event);
    if (!form || detail.xhr.getResponseHeader("HX-Retarget")) return;
    const same = form.id && detail.serverResponse.includes(`id="${form.id}"`);
    detail.shouldSwap = true;
    detail.selectOverride = same ? `#${form.id}` : "#main";
    if (same) { detail.target = form; detail.swapOverride = "outerHTML show:top"; }
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "said") event.detail.target.scrollIntoView({ block: "center" });
  });

  // Nothing came back: the form stays, says so, and can be sent again. What arrived all the same counts once.
  ["htmx:sendError", "htmx:timeout", "htmx:sendAbort"].forEach((type) => document.addEventListener(type, (event) => {
    const form = formOf(event);
    if (!form) return;
    const notice = piece("unsent");
    const foot = form.querySelector(".form-foot");
    if (foot) foot.before(notice); else form.append(notice);
    notice.querySelector("button").focus();
  }));

  // The form was stale because its person signed in again: it gets the key of today; somebody else's page stays as it is.
  document.addEventListener("stale-form", (event) => {
    if (String(event.detail.person) !== document.body.dataset.baroPerson) return;
    all("[name='csrfmiddlewaretoken']").forEach((field) => { field.value = event.detail.key; });
  });

  const asked = (event) => !event.detail.elt.closest("[hx-trigger^='every']");
  document.addEventListener("htmx:beforeSend", (event) => { if (asked(event)) show(1); });
  document.addEventListener("htmx:afterRequest", (event) => {
    const xhr = event.detail.xhr, form = formOf(event);
    const leaving = xhr && xhr.getResponseHeader("HX-Redirect");
    if (asked(event) && !leaving) show(-1);
    if (form && !leaving) ready(form);
  });

  // Pages that come in place of this one. What is only saved to a file never comes, so the bar ends by itself.
  function leave() {
    show(1);
    setTimeout(() => show(-1), 15000);
  }
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button;
    if (!link || event.defaultPrevented || elsewhere || link.target || link.hasAttribute("download")) return;
    if (link.origin === location.origin && link.pathname + link.search !== location.pathname + location.search) leave();
  });
  window.addEventListener("pageshow", () => { all("form[data-sent]").forEach(ready); underway = 0; show(0); });
})();
