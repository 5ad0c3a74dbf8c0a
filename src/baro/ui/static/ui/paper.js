// Papers to compare with: pages in the size and turn that the reader likes, with what was read marked on them.
// The pictures of the pages stand until the library that draws them sharply is there, and where it cannot run.

const STEPS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3], FITS = STEPS.indexOf(1);
const LARGEST = 12 * 1024 * 1024, SHARPEST = 2, BEGINNING = 40;
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

export function begin(viewer) {
  if (viewer.dataset.begun) return;
  viewer.dataset.begun = "yes";
  const pane = viewer.querySelector("[data-paper-pane]");
  const part = (name) => viewer.querySelector(`[data-paper="${name}"]`);
  const sheets = all(".paper", pane).flatMap((paper) => sheetsOf(paper, viewer.dataset));
  const marked = (viewer.dataset.paperMarks || "").split(" ").filter(Boolean);
  const left = new AbortController(), { signal } = left;
  let step = FITS;

  const at = () => {
    const middle = pane.getBoundingClientRect().top + pane.clientHeight / 3;
    const later = sheets.findIndex(({ box }) => box.getBoundingClientRect().bottom > middle);
    return later < 0 ? sheets.length - 1 : later;
  };
  const tell = () => {
    part("at").textContent = at() + 1;
    part("zoom").textContent = `${Math.round(STEPS[step] * 100)}%`;
    part("smaller").disabled = step === 0;
    part("larger").disabled = step === STEPS.length - 1;
  };
  const turnTo = (number) => {
    const sheet = sheets[Math.min(Math.max(number, 0), sheets.length - 1)];
    pane.scrollTo({ top: pane.scrollTop + sheet.box.getBoundingClientRect().top - pane.getBoundingClientRect().top - 8 });
  };
  const drawn = async (sheet) => {
    await draw(sheet);
    if (sheet.text) marked.forEach((name) => mark(name, sheet, sheets));
  };
  const zoom = (to) => {
    const here = at();
    step = Math.min(Math.max(to, 0), STEPS.length - 1);
    pane.style.setProperty("--zoom", STEPS[step]);
    turnTo(here);
    tell();
    sheets.filter((sheet) => sheet.near).forEach(drawn);
  };
  const deeds = {
    earlier: () => turnTo(at() - 1),
    later: () => turnTo(at() + 1),
    smaller: () => zoom(step - 1),
    larger: () => zoom(step + 1),
    fit: () => zoom(FITS),
    turn: () => {
      const sheet = sheets[at()];
      sheet.turn = (sheet.turn + 90) % 360;
      drawn(sheet);
    },
  };
  viewer.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-paper]"), place = event.target.closest(".paper-mark");
    if (button) deeds[button.dataset.paper]();
    if (place) fieldOf(place.dataset.field).focus();
  });
  pane.addEventListener("keydown", (event) => {
    const deed = { "+": deeds.larger, "=": deeds.larger, "-": deeds.smaller, 0: deeds.fit }[event.key];
    if (!deed || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    deed();
  });
  pane.addEventListener("scroll", () => requestAnimationFrame(tell), { passive: true });
  // Whoever comes to a field sees where it was read, and in a group of fields its passage; what is corrected is looked
  // for anew.
  document.addEventListener("focusin", ({ target }) => {
    if (!viewer.isConnected) { left.abort(); return; }
    const group = target.closest("[data-paper-field]"), name = group ? group.dataset.paperField : target.name;
    all(".paper-mark", pane).forEach((one) => one.classList.toggle("is-at", one.dataset.field === name));
    const place = pane.querySelector(".paper-mark.is-at");
    if (place && !pane.contains(target)) bring(place, pane);
  }, { signal });
  document.addEventListener("change", ({ target }) => {
    if (!marked.includes(target.name)) return;
    sheets.forEach((sheet) => forget(target.name, sheet));
    sheets.filter((sheet) => sheet.text).forEach((sheet) => mark(target.name, sheet, sheets));
  }, { signal });

  const watch = new IntersectionObserver((entries) => entries.forEach(({ target, isIntersecting }) => {
    const sheet = sheets.find(({ box }) => box === target);
    sheet.near = isIntersecting;
    if (isIntersecting) drawn(sheet);
  }), { root: pane, rootMargin: "50% 0px" });
  sheets.forEach(({ box }) => watch.observe(box));
  pane.addEventListener("htmx:afterSettle", () => sheets.filter((sheet) => sheet.text).forEach(drawn));
  // On a narrow screen the paper lies above the form, and is unfolded by who wants to see it.
  const fold = viewer.querySelector("[data-paper-fold]");
  if (fold && window.matchMedia("(max-width: 74.99rem)").matches) fold.open = false;
  part("of").textContent = sheets.length;
  if (sheets.length) tell();
}

function bring(place, pane) {
  const box = place.getBoundingClientRect(), seen = pane.getBoundingClientRect();
  if (box.top >= seen.top && box.bottom <= seen.bottom) return;
  pane.scrollTo({ top: pane.scrollTop + box.top - seen.top - pane.clientHeight / 3 });
}

// The sheets of a paper. A PDF is opened when the first of them comes near; one that is too large stays in pictures.
function sheetsOf(paper, { paperLibrary, paperWorker, paperParts }) {
  const saves = navigator.connection && navigator.connection.saveData;
  const sharp = paper.dataset.pdf && Number(paper.dataset.size) <= LARGEST && !saves;
  let opened = null;
  const open = async () => {
    const library = await import(paperLibrary);
    library.GlobalWorkerOptions.workerSrc = paperWorker;
    const parts = new URL(paperParts, document.baseURI).href;
    const pdf = await library.getDocument({
      url: paper.dataset.pdf,
      cMapUrl: `${parts}cmaps/`,
      standardFontDataUrl: `${parts}fonts/`,
      wasmUrl: `${parts}decoders/`,
      useWasm: false, // the content policy lets only scripts run
      disableWorkerRendering: true,
      verbosity: 0,
    }).promise;
    return { library, pdf };
  };
  const page = async (number) => {
    opened ||= open();
    const { library, pdf } = await opened;
    return { library, page: await pdf.getPage(number) };
  };
  return all(".sheet", paper).map((box, at) => ({
    box,
    picture: box.querySelector("img"),
    page: sharp ? () => page(at + 1).catch(() => null) : async () => null,
    text: box.matches(".sheet-words") ? box : null,
    turn: 0,
    near: false,
    drawn: "",
  }));
}

async function draw(sheet) {
  const { box, picture } = sheet;
  const asked = `${box.clientWidth} ${sheet.turn}`;
  if (!picture || !box.clientWidth || sheet.drawn === asked) return; // words are laid out by the browser
  sheet.drawn = asked;
  const found = await sheet.page();
  const canvas = found ? await ofPage(found, sheet) : await ofPicture(sheet);
  if (sheet.drawn !== asked) return;
  all("canvas, .sheet-text, .paper-mark", box).forEach((one) => one.remove());
  sheet.text = null;
  picture.hidden = Boolean(canvas);
  if (!canvas) return;
  box.append(canvas);
  if (found) sheet.text = await lettersOf(found, sheet);
}

const sized = (width, height) => Object.assign(document.createElement("canvas"), { width: Math.ceil(width), height: Math.ceil(height) });
const seenAs = ({ page }, { box, turn }, sharper = 1) => {
  const rotation = (page.rotate + turn) % 360;
  return page.getViewport({ scale: (box.clientWidth / page.getViewport({ scale: 1, rotation }).width) * sharper, rotation });
};

async function ofPage(found, sheet) {
  const viewport = seenAs(found, sheet, Math.min(window.devicePixelRatio || 1, SHARPEST));
  const canvas = sized(viewport.width, viewport.height);
  try {
    await found.page.render({ canvas, viewport }).promise;
  } catch { return null; }
  return canvas;
}

// A picture is turned by drawing it; one that lies as it came stays as it is.
async function ofPicture({ picture, turn }) {
  if (!turn) return null;
  await picture.decode().catch(() => null);
  const { naturalWidth: wide, naturalHeight: high } = picture;
  const canvas = turn % 180 ? sized(high, wide) : sized(wide, high);
  const pen = canvas.getContext("2d");
  pen.translate(canvas.width / 2, canvas.height / 2);
  pen.rotate((turn * Math.PI) / 180);
  pen.drawImage(picture, -wide / 2, -high / 2);
  return canvas;
}

// The letters of a page, unseen over its drawing: they can be copied, and what was read is found among them.
async function lettersOf(found, sheet) {
  const viewport = seenAs(found, sheet), container = document.createElement("div");
  container.className = "sheet-text";
  sheet.box.style.setProperty("--total-scale-factor", viewport.scale);
  sheet.box.append(container);
  await new found.library.TextLayer({ textContentSource: found.page.streamTextContent(), container, viewport }).render();
  return container;
}

const fold = (words) => words.normalize("NFD").toLowerCase().replace(/đ/g, "d").replace(/[^\p{L}\p{N}]/gu, "");
const fieldOf = (name) => document.querySelector(`main form [name="${name}"]:not([type="hidden"])`);
const forget = (name, { box }) => all(`.paper-mark[data-field="${name}"]`, box).forEach((one) => one.remove());

// How a value may be printed; a chosen word counts only where it stands alone, as a title or a stamp does.
function spellings(field) {
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(field.value) || /^(\d\d?)\/(\d\d?)\/(\d{4})$/.exec(field.value);
  if (day) {
    const [y, m, d] = field.value.includes("-") ? day.slice(1) : day.slice(1).reverse();
    const months = [m.padStart(2, "0"), String(Number(m))], days = [d.padStart(2, "0"), String(Number(d))];
    return days.flatMap((one) => months.flatMap((two) => [`ngay${one}thang${two}nam${y}`, `${one}${two}${y}`]));
  }
  if (field.matches("select")) return field.value ? [fold(field.selectedOptions[0].text)] : [];
  const words = fold(field.value);
  return words.length > BEGINNING ? [words, words.slice(0, BEGINNING)] : [words];
}

function mark(name, sheet, sheets) {
  const field = fieldOf(name), here = sheets.indexOf(sheet);
  forget(name, sheet);
  if (!field || sheets.slice(0, here).some(({ box }) => box.querySelector(`.paper-mark[data-field="${name}"]`))) return;
  const found = placeOf(spellings(field).filter((one) => one.length > 1), sheet.text, field.matches("select"));
  if (!found) return;
  const label = field.labels && field.labels[0] ? field.labels[0].firstChild.textContent.trim() : name;
  sheets.slice(here).forEach((later) => forget(name, later));
  const around = sheet.box.getBoundingClientRect();
  linesOf(found).forEach((line) => {
    const place = Object.assign(document.createElement("button"), { type: "button", className: "paper-mark", tabIndex: -1, title: label });
    place.dataset.field = name;
    place.setAttribute("aria-label", label);
    const share = (length, of) => `${(length / of) * 100}%`;
    Object.assign(place.style, {
      left: share(line.left - around.left, around.width),
      top: share(line.top - around.top, around.height),
      width: share(line.right - line.left, around.width),
      height: share(line.bottom - line.top, around.height),
    });
    sheet.box.append(place);
  });
}

function rangeOf([first, from], [last, to]) {
  const range = document.createRange();
  range.setStart(first, from);
  range.setEnd(last, to + 1);
  return range;
}

function placeOf(wanted, root, alone) {
  const places = [], walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let text = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.data.length; at += 1) {
      for (const sign of fold(node.data[at])) { text += sign; places.push([node, at]); }
    }
  }
  const isDigit = (sign) => sign !== undefined && sign >= "0" && sign <= "9";
  const isWhole = (from, to) => !(isDigit(text[from]) && isDigit(text[from - 1])) && !(isDigit(text[to]) && isDigit(text[to + 1]));
  const onLine = (from, to) => places[to] && linesOf(rangeOf(places[from], places[to])).length === 1;
  const isAlone = (from, to) => onLine(from, to) && !(places[from - 1] && onLine(from - 1, from)) && !(places[to + 1] && onLine(to, to + 1));
  for (const words of wanted) {
    for (let from = text.indexOf(words); from >= 0; from = text.indexOf(words, from + 1)) {
      const to = from + words.length - 1;
      if (alone ? isAlone(from, to) : isWhole(from, to)) return rangeOf(places[from], places[to]);
    }
  }
  return null;
}

// One box for each line of what was found.
function linesOf(range) {
  const lines = [];
  for (const { left, right, top, bottom } of range.getClientRects()) {
    if (right - left < 1 || bottom - top < 1) continue;
    const line = lines.find((one) => Math.abs(one.top - top) < (bottom - top) / 2);
    if (line) Object.assign(line, { left: Math.min(line.left, left), right: Math.max(line.right, right), bottom: Math.max(line.bottom, bottom) });
    else lines.push({ left, right, top, bottom });
  }
  return lines;
}
