// The player: a module that makes the page's own sound and text move together. Without it the page has everything but
// that. It speaks the words of #ed-phrases, keeps what the reader sets, and asks for no other host.

const audio = document.getElementById("ed-audio");
const player = document.getElementById("ed-player");
const text = document.getElementById("ed-text");
const main = document.querySelector("main");
const say = JSON.parse(document.getElementById("ed-phrases").textContent);
const calm = matchMedia("(prefers-reduced-motion: reduce)");

// What stands where.

// A sentence in time: `parts` are its elements, more than one where it runs through a table's cells.
const sentences = [];
for (const part of document.querySelectorAll("[data-cue]")) {
  const cue = Number(part.dataset.cue);
  const known = sentences[sentences.length - 1];
  if (known?.cue === cue) known.parts.push(part);
  else sentences.push({ cue, start: Number(part.dataset.start), end: Number(part.dataset.end), parts: [part] });
}
sentences.sort((a, b) => a.start - b.start);
const numbered = new Map(sentences.map((sentence, number) => [sentence.cue, number]));

const blockOf = (element) => element.closest("h1, h2, h3, h4, h5, h6, p, tr, caption, pre, li, dd, dt") ?? element;
const isHeading = (sentence) => Boolean(sentence.parts[0].closest("h1, h2, h3, h4, h5, h6"));
const beginsBlock = (number) =>
  number === 0 || blockOf(sentences[number].parts[0]) !== blockOf(sentences[number - 1].parts[0]);

/** The last of a list sorted by `start` that has begun at a time; -1: none. */
function lastBegun(list, time) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].start <= time + 0.001) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const chapters = [...document.querySelectorAll(".chapters a")].map((link) => ({
  link,
  start: Number(link.hash.slice(3)),
  title: link.firstElementChild.textContent,
}));

// What the reader has set.

const KEPT = "audioed:settings";
const PLACE = `audioed:${location.pathname}`;
const settings = { speed: 1, follow: true, highlight: true, size: 1, spacing: false, ...read(KEPT) };

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // where nothing may be kept
  }
}

function keep(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // as above
  }
}

function set(name, value) {
  settings[name] = value;
  keep(KEPT, settings);
  apply();
}

function apply() {
  audio.preservesPitch = true;
  audio.defaultPlaybackRate = audio.playbackRate = settings.speed;
  document.documentElement.style.setProperty("--size", settings.size);
  text.classList.toggle("wide", settings.spacing);
  if (!settings.highlight) clear();
  show();
}

// Times in words and figures.

function counted(unit, number) {
  const few = number >= 3 && number <= 10 ? "few" : "other";
  const form = { 1: "one", 2: "two" }[number] ?? few;
  return (say[unit][form] ?? say[unit].other).replace("{n}", number);
}

function inWords(time) {
  const whole = Math.floor(time);
  const units = [["hours", Math.floor(whole / 3600)], ["minutes", Math.floor(whole / 60) % 60], ["seconds", whole % 60]];
  const said = units.filter(([, number]) => number).map(([unit, number]) => counted(unit, number));
  return said.join(" ") || counted("seconds", 0);
}

function inFigures(time) {
  const [hours, minutes, seconds] = [Math.floor(time / 3600), Math.floor(time / 60) % 60, Math.floor(time) % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

// Controls.

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const toggle = make("button", { type: "button", className: "play", onclick: () => (audio.paused ? play() : audio.pause()) });
const slider = make("input", { type: "range", min: 0, max: 1, step: 0.1, value: 0, ariaLabel: say.position });
const clock = make("span", { className: "clock" });
slider.dir = clock.dir = "ltr"; // as browsers' own controls have time, whatever the language
clock.setAttribute("aria-hidden", "true"); // the slider says it in words
const status = make("p", { className: "status" });
status.setAttribute("role", "status");

function choice(label, values, value, change) {
  const list = make("select", { onchange: () => change(list.value) });
  for (const [key, shown] of values) list.append(make("option", { value: key, textContent: shown }));
  list.value = String(value);
  return make("label", { className: "choice" }, make("span", { textContent: label }), list);
}

function tick(label, name) {
  const box = make("input", { type: "checkbox", checked: settings[name], onchange: () => set(name, box.checked) });
  return make("label", { className: "tick" }, box, make("span", { textContent: label }));
}

/** Two buttons with what they move by between them. */
function pair(unit, back, forward, move) {
  const button = (name, by) =>
    make("button", { type: "button", ariaLabel: name, title: name, onclick: () => move(by) });
  const label = make("span", { textContent: unit });
  label.setAttribute("aria-hidden", "true");
  return make("div", { className: "pair" }, button(back, -1), label, button(forward, 1));
}

const percent = (number) => `${Math.round(number * 100)} %`;
const times = (number) => `${number} ×`.replace(".", (0.5).toLocaleString(document.documentElement.lang).charAt(1));
const speeds = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4].map((speed) => [speed, times(speed)]);
const sizes = [0.9, 1, 1.15, 1.3, 1.5, 1.75, 2].map((size) => [size, percent(size)]);
const naps = [["", say.sleep_off], ...[5, 10, 15, 30, 45, 60].map((n) => [n, counted("minutes", n)])];
if (chapters.length > 1) naps.push(["chapter", say.sleep_chapter]);

const bar = make(
  "div",
  { className: "bar" },
  toggle,
  slider,
  clock,
  choice(say.speed, speeds, settings.speed, (value) => set("speed", Number(value))),
);
const sleep = choice(say.sleep, naps, "", nap);
const atHeading = (number) => beginsBlock(number) && isHeading(sentences[number]);
const moves = make(
  "div",
  { className: "moves" },
  pair(say.sentence, say.previous_sentence, say.next_sentence, (by) => step(by, () => true)),
  pair(say.paragraph, say.previous_paragraph, say.next_paragraph, (by) => step(by, beginsBlock)),
  pair(say.heading, say.previous_heading, say.next_heading, (by) => step(by, atHeading)),
  pair(say.ten_seconds, say.back_10, say.forward_10, (by) => seek(audio.currentTime + 10 * by)),
);
const settled = make(
  "details",
  {},
  make("summary", { textContent: say.settings }),
  make(
    "div",
    { className: "settings" },
    choice(say.size, sizes, settings.size, (value) => set("size", Number(value))),
    sleep,
    tick(say.highlight, "highlight"),
    tick(say.spacing, "spacing"),
  ),
);
audio.controls = false;
player.append(bar, status, moves, make("div", { className: "options" }, tick(say.follow, "follow"), settled));
player.classList.add("on");

// Moving.

const length = () => (Number.isFinite(audio.duration) ? audio.duration : 0);

function seek(time) {
  free = true;
  audio.currentTime = Math.min(Math.max(time, 0), length() || time);
}

function play() {
  free = true;
  audio.play().catch(() => {}); // a pause that comes at once is no error; one of the file is told below
}

/** Go to the next sentence of a kind in a direction; back from inside one means to its beginning. */
function step(by, suits) {
  const here = lastBegun(sentences, audio.currentTime);
  const inside = here >= 0 && audio.currentTime - sentences[here].start > 1.5;
  let number = here + (by < 0 && inside ? 0 : by);
  while (number > 0 && number < sentences.length && !suits(number)) number += by;
  if (number < sentences.length) seek(sentences[Math.max(number, 0)].start);
}

slider.addEventListener("input", () => seek(Number(slider.value)));
slider.addEventListener("focus", describe);
slider.addEventListener("keydown", (event) => {
  const by = { ArrowRight: 5, ArrowUp: 5, ArrowLeft: -5, ArrowDown: -5, PageUp: 60, PageDown: -60 }[event.key];
  if (by === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  seek(audio.currentTime + by);
});

for (const { link, start } of chapters) {
  link.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    seek(start);
    play();
  });
}

main.addEventListener("click", (event) => {
  const part = event.target.closest("[data-cue]");
  if (!part || event.target.closest("a, button") || !getSelection().isCollapsed) return;
  seek(Number(part.dataset.start));
  play();
});

// Play from here: one button for the whole text, at the paragraph with the pointer, the focus or the selection.

const here = make("button", { type: "button", className: "here" });
let target = null;
text.prepend(here);

const blocks = () => [...new Set([...text.querySelectorAll("[data-cue]")].map(blockOf))];

function aim(block) {
  if (!block || block === target || !text.contains(block)) return;
  target = block;
  const words = target.textContent.trim().split(/\s+/).slice(0, 6).join(" ");
  here.textContent = say.from_here;
  here.ariaLabel = `${say.from_here}: ${words} …`;
  here.style.insetBlockStart = `${target.getBoundingClientRect().top - text.getBoundingClientRect().top}px`;
}

here.addEventListener("click", () => {
  const part = target?.querySelector("[data-cue]") ?? target?.closest("[data-cue]");
  if (!part) return;
  seek(Number(part.dataset.start));
  play();
});
here.addEventListener("focus", () => {
  const isSeen = (block) => block.getBoundingClientRect().bottom > 80;
  if (!target || !isSeen(target)) aim(blocks().find(isSeen) ?? blocks()[0]);
});
here.addEventListener("keydown", (event) => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  const all = blocks();
  aim(all[Math.min(Math.max(all.indexOf(target) + by, 0), all.length - 1)]);
  here.scrollIntoView({ block: "nearest" });
});
text.addEventListener("pointerover", (event) => {
  const part = event.target.closest("[data-cue]");
  if (part && document.activeElement !== here) aim(blockOf(part));
});
text.addEventListener("focusin", (event) => {
  if (event.target !== here && event.target !== text) aim(blockOf(event.target));
});
document.addEventListener("selectionchange", () => {
  const node = getSelection().anchorNode;
  const part = (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("[data-cue]");
  if (part && document.activeElement !== here) aim(blockOf(part));
});
aim(blocks()[0]);

// What is spoken now.

const canPaint = "highlights" in CSS;
const painted = canPaint ? { word: new Highlight(), sentence: new Highlight() } : {};
if (canPaint) {
  CSS.highlights.set("word", painted.word);
  CSS.highlights.set("sentence", painted.sentence);
  painted.word.priority = 1;
}
const pieces = JSON.parse(document.getElementById("ed-pieces").textContent);
let shown = -1;
let shownWord = -1;

/** Fetch the words' times near a time, a piece of their file; until they are here, sentences are shown. */
async function load(time = audio.currentTime) {
  const number = Math.max(lastBegun(pieces, time), 0);
  const [piece, next] = pieces.slice(number, number + 2);
  if (!piece || piece.asked) return;
  piece.asked = true;
  try {
    const range = `bytes=${piece.byte}-${next ? next.byte - 1 : ""}`;
    const answer = await fetch(player.dataset.words, { headers: { Range: range } });
    const isWhole = answer.status === 200; // from a host that knows no ranges
    if (isWhole) pieces.forEach((one) => (one.asked = true));
    let cue = isWhole ? 0 : piece.cue;
    for (const line of (await answer.text()).split("\n")) {
      if (!line.startsWith('{"startTime')) continue;
      const { startTime, words } = JSON.parse(line.replace(/,$/, ""));
      const sentence = sentences[numbered.get(cue++)];
      if (sentence?.start === startTime) sentence.words = words; // else the file is newer than the page
    }
    shownWord = -1;
    show();
  } catch {
    setTimeout(() => (piece.asked = false), 30_000);
  }
}

/** Find a character of a passage in an element that begins with its character `data-from`; a line's end is one too. */
function point(part, position) {
  let left = position - Number(part.dataset.from);
  let last = null;
  const nodes = document.createTreeWalker(part, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (nodes.nextNode()) {
    const node = nodes.currentNode;
    if (node.nodeType === Node.TEXT_NODE) {
      if (left <= node.length) return [node, Math.max(left, 0)];
      left -= node.length;
      last = node;
    } else if (node.tagName === "BR") left -= 1;
  }
  return last && [last, last.length];
}

function rangeOf(sentence, [from, to]) {
  const part = sentence.parts.findLast((one) => Number(one.dataset.from) <= from) ?? sentence.parts[0];
  const [start, end] = [point(part, from), point(part, to)];
  if (!start || !end) return null;
  const range = new Range();
  range.setStart(...start);
  range.setEnd(...end);
  return range;
}

function clear() {
  painted.word?.clear();
  painted.sentence?.clear();
  sentences[shown]?.parts.forEach((part) => part.classList.remove("spoken"));
  shown = shownWord = -1;
}

/** Find the sentence that is spoken at a time: until the next one begins, or until a pause is heard as one. */
function sounding(time) {
  const number = lastBegun(sentences, time);
  const { end } = sentences[number] ?? { end: 0 };
  return time > end + 0.25 && (sentences[number + 1]?.start ?? Infinity) > end + 0.5 ? -1 : number;
}

/** Paint the sentence that is spoken, and in it the word that has begun last. */
function show() {
  const time = audio.currentTime;
  const number = audio.paused && time === 0 ? -1 : sounding(time);
  if (!settings.highlight) {
    if (number !== shown) follow(number);
    shown = number;
    return;
  }
  if (number !== shown) {
    clear();
    shown = number;
    if (number < 0) return;
    for (const part of sentences[number].parts) {
      if (canPaint) painted.sentence.add(wholeOf(part));
      else part.classList.add("spoken");
    }
    follow(number);
  }
  const words = sentences[number]?.words;
  const word = words && canPaint ? lastBegun(words, time) : -1;
  if (word === shownWord) return;
  shownWord = word;
  painted.word?.clear();
  const range = word >= 0 ? rangeOf(sentences[number], words[word].source) : null;
  if (range) painted.word.add(range);
}

function wholeOf(part) {
  const range = new Range();
  range.selectNodeContents(part);
  return range;
}

// Following: the page comes along with the voice until the reader scrolls.

let free = true;
let ours = false;

function isInView(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= covered() && bottom <= innerHeight;
}

const covered = () => (getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0);

function follow(number) {
  const part = sentences[number]?.parts[0];
  if (!part || !settings.follow || !free || ours || audio.paused || isInView(part)) return;
  const by = part.getBoundingClientRect().top - covered() - (innerHeight - covered()) / 4;
  const isFar = Math.abs(by) > 2 * innerHeight;
  ours = true;
  scrollBy({ top: by, behavior: isFar || calm.matches ? "instant" : "smooth" });
}

addEventListener("scrollend", () => setTimeout(() => (ours = false), 50));
addEventListener("scroll", () => {
  const part = sentences[shown]?.parts[0];
  if (!ours && part) free = isInView(part);
}, { passive: true });
for (const kind of ["wheel", "touchmove"]) addEventListener(kind, () => (ours = false), { passive: true });

// The sound's own news.

let until = null;
let deadline = 0;

function nap(value) {
  const chapter = chapters[lastBegun(chapters, audio.currentTime) + 1];
  until = value === "chapter" ? (chapter?.start ?? length()) : null;
  deadline = Number(value) ? Date.now() + Number(value) * 60_000 : 0;
}

function tell(message) {
  status.textContent = message;
}

function describe() {
  const name = say.of.replace("{position}", inWords(audio.currentTime)).replace("{length}", inWords(length()));
  slider.setAttribute("aria-valuetext", name);
}

let chapterShown = null;

function update() {
  const time = audio.currentTime;
  if (!audio.paused) load(time + 30);
  slider.max = length() || 1;
  slider.value = time;
  clock.textContent = `${inFigures(time)} / ${inFigures(length())}`;
  if (document.activeElement !== slider || audio.paused) describe(); // no ticking while one listens at the slider
  const chapter = chapters[lastBegun(chapters, time)];
  if (chapter !== chapterShown) {
    chapterShown?.link.removeAttribute("aria-current");
    chapter?.link.setAttribute("aria-current", "true");
    chapterShown = chapter;
    announce();
  }
  follow(shown); // what has grown above may have moved it
  const isOver = deadline ? Date.now() >= deadline : until !== null && time >= until - 0.05;
  if (isOver && !audio.paused) {
    audio.pause();
    tell(say.asleep);
    deadline = 0;
    until = null;
    sleep.lastChild.value = "";
  }
}

let saved = 0;

function save() {
  saved = Date.now();
  keep(PLACE, audio.ended ? 0 : audio.currentTime);
}

function label() {
  toggle.textContent = audio.paused ? say.play : say.pause;
  toggle.classList.toggle("playing", !audio.paused);
}

function frame() {
  show();
  if (!audio.paused) requestAnimationFrame(frame);
}

audio.addEventListener("play", () => {
  label();
  load();
  requestAnimationFrame(frame);
});
audio.addEventListener("pause", () => {
  label();
  update();
  save();
});
audio.addEventListener("timeupdate", () => {
  update();
  if (!audio.paused && Date.now() - saved > 5000) save();
});
audio.addEventListener("seeking", show);
audio.addEventListener("seeked", () => {
  update();
  describe();
  load();
  show();
});
audio.addEventListener("error", () => tell(say.failed));
audio.addEventListener("durationchange", update);
document.addEventListener("visibilitychange", () => document.hidden && audio.currentTime && save());

function resume() {
  const place = Number(read(PLACE));
  if (!(place > 3 && place < length() - 3) || audio.currentTime) return;
  audio.currentTime = place;
  tell(say.resumed.replace("{position}", inWords(place)));
}

if (audio.readyState >= HTMLMediaElement.HAVE_METADATA) resume();
else audio.addEventListener("loadedmetadata", resume, { once: true });

// Lock screen and headset.

function announce() {
  if (!navigator.mediaSession) return;
  const title = document.querySelector("h1").textContent.trim();
  navigator.mediaSession.metadata = new MediaMetadata({
    title: chapterShown && chapters.length > 1 ? chapterShown.title : title,
    artist: document.querySelector(".show").textContent,
    album: title,
    artwork: [{ src: player.dataset.image, type: "image/jpeg" }],
  });
}

const actions = {
  play,
  pause: () => audio.pause(),
  seekbackward: (details) => seek(audio.currentTime - (details.seekOffset || 10)),
  seekforward: (details) => seek(audio.currentTime + (details.seekOffset || 10)),
  seekto: (details) => seek(details.seekTime),
  previoustrack: () => step(-1, atHeading),
  nexttrack: () => step(1, atHeading),
};
for (const [action, handler] of Object.entries(actions)) navigator.mediaSession?.setActionHandler(action, handler);

// The bar stays at the top while one reads: what is jumped to goes below it.
new ResizeObserver(() => {
  document.documentElement.style.setProperty("--covered", `${covered()}px`);
}).observe(bar);

label();
apply();
update();
announce();
