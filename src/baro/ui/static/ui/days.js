// Days are typed as 31/12/2026, or chosen from a calendar in the language of the page that is fetched when it is first opened.
(() => {
  "use strict";

  const DAY_FIRST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$|^(\d\d)(\d\d)(\d{4})$/;
  const YEAR_FIRST = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/;
  const two = (number) => String(number).padStart(2, "0");
  const written = ([year, month, day]) => `${two(day)}/${two(month)}/${year}`;
  const coded = ([year, month, day]) => `${year}-${two(month)}-${two(day)}`;

  // Year, month and day of what was typed; nothing for what is no day of the calendar.
  function dayIn(text) {
    const latin = text.trim().replace(/[\u0660-\u0669]/g, (digit) => digit.charCodeAt(0) - 0x660);
    const found = latin.match(DAY_FIRST), turned = latin.match(YEAR_FIRST);
    const parts = found ? found.slice(1).filter(Boolean).reverse() : turned ? turned.slice(1) : null;
    if (!parts) return null;
    const [year, month, day] = parts.map(Number);
    const real = new Date(Date.UTC(year, month - 1, day));
    return real.getUTCMonth() === month - 1 && real.getUTCDate() === day ? [parts[0], month, day] : null;
  }

  function today() {
    const now = new Date();
    return [String(now.getFullYear()), now.getMonth() + 1, now.getDate()];
  }

  const inputOf = (piece) => piece.closest(".day").querySelector("[data-baro-day]");
  const calendarOf = (piece) => piece.closest(".day").querySelector(".day-calendar");

  function put(input, value) {
    const former = input.value;
    input.value = value;
    if (value !== former) ["input", "change"].forEach((type) => input.dispatchEvent(new Event(type, { bubbles: true })));
  }

  // One calendar at a time, beside its field: so that Tab leads from the one into the other, also within a menu or dialog.
  function made(field) {
    document.querySelectorAll(".day-calendar").forEach((other) => other.remove());
    field.append(document.getElementById("calendar").content.cloneNode(true));
    const calendar = calendarOf(field);
    calendar.addEventListener("toggle", (event) => {
      field.querySelector("[data-baro-calendar]").setAttribute("aria-expanded", String(event.newState === "open"));
    });
    calendar.addEventListener("keydown", keyInCalendar);
    calendar.querySelector("calendar-date").addEventListener("change", (event) => {
      event.stopPropagation();
      choose(event.target, dayIn(event.target.value));
    });
    return calendar;
  }

  function choose(piece, day) {
    const input = inputOf(piece), calendar = calendarOf(piece);
    put(input, day ? written(day) : "");
    calendar.hidePopover();
    calendar.remove(); // before it takes the focus to the day that was chosen
    input.focus();
  }

  // Below its field, or above it where there is no room; on a phone the stylesheet lays it at the foot of the screen.
  function place(calendar) {
    const field = calendar.closest(".day").getBoundingClientRect(), box = calendar.getBoundingClientRect();
    const below = field.bottom + box.height + 12 < window.innerHeight || field.top < box.height + 12;
    const start = document.dir === "rtl" ? field.right - box.width : field.left;
    calendar.style.top = `${below ? field.bottom + 4 : field.top - box.height - 4}px`;
    calendar.style.left = `${Math.max(8, Math.min(start, window.innerWidth - box.width - 8))}px`;
  }

  async function open(field) {
    const input = inputOf(field);
    await import(document.getElementById("calendar").dataset.baroMadeBy);
    const calendar = made(field), month = calendar.querySelector("calendar-date"), day = dayIn(input.value);
    if (day) month.value = coded(day);
    calendar.showPopover();
    await month.updated;
    place(calendar);
    setTimeout(() => { place(calendar); month.focus({ target: "day" }); });
  }

  document.addEventListener("click", (event) => {
    const piece = event.target instanceof Element ? event.target : document.body;
    const opener = piece.closest("[data-baro-calendar]");
    if (opener) {
      const calendar = calendarOf(opener);
      if (calendar && calendar.matches(":popover-open")) calendar.hidePopover();
      else open(opener.closest(".day"));
    }
    if (piece.closest("[data-baro-today]")) choose(piece, today());
    if (piece.closest("[data-baro-no-day]")) choose(piece, null);
  });

  // First, so that Escape closes nothing but the calendar.
  document.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!(input instanceof Element) || !input.matches("[data-baro-day]")) return;
    const calendar = calendarOf(input), shown = calendar && calendar.matches(":popover-open");
    if (event.altKey && event.key === "ArrowDown") open(input.closest(".day"));
    else if (event.key === "Escape" && shown) calendar.hidePopover();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  // Letters typed in a calendar are no shortcuts of the page.
  function keyInCalendar(event) {
    event.stopPropagation();
    if (event.key !== "Escape") return;
    event.preventDefault();
    calendarOf(event.target).hidePopover();
    inputOf(event.target).focus();
  }

  // What was typed in another way is written as everywhere, before anybody else hears of the change.
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof Element) || !input.matches("[data-baro-day]")) return;
    const day = dayIn(input.value);
    if (day) input.value = written(day);
  }, true);

  ["scroll", "resize"].forEach((type) => window.addEventListener(type, () => {
    document.querySelectorAll(".day-calendar:popover-open").forEach(place);
  }, { passive: true, capture: true }));
})();
