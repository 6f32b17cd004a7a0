// What pages do more with a script than without one. Everything here also works by links, forms and reloading.
"use strict";

// A list that can be walked by keys: the elements with `data-walk` inside `data-walked`, the link `who` of each, else its first,
// opened by Enter.
const rows = () => [...document.querySelectorAll("[data-walked] [data-walk]")];
const current = () => document.activeElement?.closest?.("[data-walk]");
const typing = (element) => element.matches?.("input, select, textarea, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || typing(event.target)) return;
  const all = rows();
  if (all.length === 0 || !["j", "k"].includes(event.key)) return;
  const at = all.indexOf(current());
  const to = event.key === "j" ? Math.min(at + 1, all.length - 1) : Math.max(at - 1, 0);
  const link = all[to].querySelector("a.who") ?? all[to].querySelector("a");
  link?.focus();
  all[to].scrollIntoView({ block: "nearest" });
  event.preventDefault();
});

// A part of the page that follows what happens: `data-live` names the stream that says when to read the page again.
const live = document.querySelector("[data-live]");
if (live && "EventSource" in window) {
  const say = (state) => document.querySelectorAll("[data-live-state]").forEach((element) => {
    element.hidden = element.dataset.liveState !== state;
  });
  let reading = false;
  let again = false;
  const read = async () => {
    if (reading) { again = true; return; }
    reading = true;
    again = false;
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      // Signed out meanwhile: the page says so when it is read as a whole.
      if (answer.redirected || !answer.ok) { location.reload(); return; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(live.id);
      const focused = current()?.id;
      if (fresh) live.replaceChildren(...fresh.childNodes);
      if (focused) document.getElementById(focused)?.querySelector("a.who")?.focus();
      say("on");
    } catch { say("off"); } finally {
      reading = false;
      if (again) read();
    }
  };
  const events = new EventSource(live.dataset.live);
  events.addEventListener("open", () => say("on"));
  events.addEventListener("changed", read);
  events.addEventListener("error", () => say("off"));
}

// A field into which a scanner types the zone of a document: sent as soon as it is whole, two lines of 36 or 44 characters or
// three of 30; glued into one line, when the scanner ends it. What was refused is replaced by the next scan.
for (const zone of document.querySelectorAll("textarea[data-zone]")) {
  if (zone.getAttribute("aria-invalid") === "true") zone.select();
  zone.addEventListener("input", () => {
    const lines = zone.value.split("\n").map((line) => line.trim()).filter((line) => line !== "");
    const whole = [[2, 36], [2, 44], [3, 30]].some(([count, width]) =>
      lines.length === count && lines.every((line) => line.length === width))
      || (zone.value.endsWith("\n") && lines.length === 1 && [72, 88, 90].includes(lines[0].length));
    if (whole && !zone.form.sent) {
      zone.form.sent = true;
      zone.form.requestSubmit();
    }
  });
}

// A button that a single key presses, while nobody writes. A scanner types a passport within a moment: a key that others precede
// or follow so closely presses nothing, or a scan would decide on whoever stood there before.
const QUIET = 300;
let last = -Infinity;
let pressing;
document.addEventListener("keydown", (event) => {
  clearTimeout(pressing);
  const alone = event.timeStamp - last > QUIET;
  last = event.timeStamp;
  if (!alone || event.altKey || event.ctrlKey || event.metaKey || event.repeat || typing(event.target)) return;
  const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (button) pressing = setTimeout(() => button.click(), QUIET);
});

// What only a script can do is told only where there is one.
for (const told of document.querySelectorAll("[data-scripted]")) told.hidden = false;

// A form that is kept as it is written: sent after each change, and again when the link is back. What came of it is told beside it.
for (const kept of document.querySelectorAll("[data-keep] form")) {
  const told = kept.querySelector("[data-kept]");
  let waiting;
  let sending = false;
  let again = false;
  const keep = async () => {
    if (sending) { again = true; return; }
    sending = true;
    again = false;
    const fields = new URLSearchParams(new FormData(kept));
    fields.set("do", "quiet");
    try {
      const answer = await fetch(kept.action, { method: "POST", body: fields });
      const revision = (await answer.text()).trim();
      if (!answer.ok || !/^[0-9]+$/.test(revision)) throw new Error("not kept");
      kept.elements.revision.value = revision;
      told.textContent = told.dataset.keptYes;
    } catch {
      told.textContent = told.dataset.keptNo;
      waiting = setTimeout(keep, 5000);
    } finally {
      sending = false;
      if (again) keep();
    }
  };
  kept.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(keep, 1000); });
  kept.addEventListener("submit", () => clearTimeout(waiting));
  window.addEventListener("online", keep);
}

// A page that is meant for paper.
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());

// A form that may be written where there is no link: what is sent waits in this browser, bound to the account that wrote it, until
// the server has it. Each carries a key of its own, so that one sent twice counts once.
const offline = document.querySelector("[data-offline] form");
if (offline) {
  const SHELF = "pandu-waiting";
  const owner = offline.closest("[data-offline]").dataset.offline;
  const told = document.querySelector("[data-waiting]");
  const shelf = () => { try { return JSON.parse(localStorage.getItem(SHELF)) ?? []; } catch { return []; } };
  const keep = (all) => localStorage.setItem(SHELF, JSON.stringify(all));
  const mine = () => shelf().filter((one) => one.owner === owner);
  const tell = (key) => {
    const count = mine().length;
    told.hidden = count === 0 && key === "waitingText";
    told.textContent = told.dataset[key].replace("#", count);
  };
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const forget = (key) => keep(shelf().filter((one) => one.key !== key));
  // What the server refuses comes back into the form, to be mended.
  const put = (fields) => {
    for (const [name, value] of fields) {
      const field = offline.elements[name];
      if (field) { field.value = value; continue; }
      const hidden = document.createElement("input");
      Object.assign(hidden, { type: "hidden", name, value });
      offline.append(hidden);
    }
  };
  let sending = false;
  const flush = async () => {
    if (sending) return;
    sending = true;
    try {
      for (const one of mine()) {
        const fields = new URLSearchParams(one.fields);
        fields.set("csrf", offline.elements.csrf.value);
        const answer = await fetch(offline.action, { method: "POST", body: fields });
        if (answer.status === 422) {
          forget(one.key);
          put(one.fields);
          tell("refusedText");
          return;
        }
        // Signed out, or the page is old: it stays until somebody signs in again.
        if (!answer.ok || new URL(answer.url).pathname.startsWith("/sign-in")) break;
        forget(one.key);
        if (mine().length === 0) { location.assign(answer.url); return; }
      }
      tell("waitingText");
    } catch { tell("waitingText"); } finally { sending = false; }
  };
  offline.addEventListener("submit", (event) => {
    if (event.submitter?.name === "do") return;
    let all;
    try {
      const fields = [...new FormData(offline)].filter(([name]) => name !== "csrf");
      all = [...shelf(), { owner, key: offline.elements.key.value, fields }];
      keep(all);
    } catch { return; }
    event.preventDefault();
    offline.reset();
    offline.elements.key.value = newKey();
    flush();
  });
  window.addEventListener("online", flush);
  setInterval(flush, 30000);
  flush();
  tell("waitingText");
}
