// What pages do more with a script than without one. Everything here also works by links, forms and reloading.
"use strict";

// A list that can be walked by keys: the elements with `data-walk` inside `data-walked`, the link of each opened by Enter.
const rows = () => [...document.querySelectorAll("[data-walked] [data-walk]")];
const current = () => document.activeElement?.closest?.("[data-walk]");
const typing = (element) => element.matches?.("input, select, textarea, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || typing(event.target)) return;
  const all = rows();
  if (all.length === 0 || !["j", "k"].includes(event.key)) return;
  const at = all.indexOf(current());
  const to = event.key === "j" ? Math.min(at + 1, all.length - 1) : Math.max(at - 1, 0);
  const link = all[to].querySelector("a");
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
      if (focused) document.getElementById(focused)?.querySelector("a")?.focus();
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
// three of 30.
for (const zone of document.querySelectorAll("textarea[data-zone]")) {
  zone.addEventListener("input", () => {
    const lines = zone.value.split("\n").map((line) => line.trim()).filter((line) => line !== "");
    const whole = [[2, 36], [2, 44], [3, 30]].some(([count, width]) =>
      lines.length === count && lines.every((line) => line.length === width));
    if (whole && !zone.form.sent) {
      zone.form.sent = true;
      zone.form.requestSubmit();
    }
  });
}

// A button that a single key presses, while nobody writes.
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.repeat || typing(event.target)) return;
  document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
});
