// What makes the pages quicker where scripts run; everything works without.
"use strict";
(() => {
  const body = document.body;

  // Drafts: what is typed stays in this browser until it was sent.
  const place = (form) => "draft:" + (body.dataset.who || "") + ":" + form.dataset.draft;
  const fields = (form) => [...form.elements].filter((e) => e.matches("textarea, input:not([type]), input[type=text]") && e.name);
  const sent = "draft-sent:";
  const read = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (key, value) => { try { value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value); } catch { /* a browser that keeps nothing */ } };
  if (document.querySelector(".notice")) {
    const key = read(sent);
    if (key) { keep(key, null); }
  }
  keep(sent, null);
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const kept = read(place(form));
    if (kept && fields(form).every((f) => f.tagName !== "TEXTAREA" || f.value === "")) {
      const values = JSON.parse(kept);
      for (const f of fields(form)) { if (values[f.name]) { f.value = values[f.name]; } }
      const said = document.createElement("p");
      said.className = "quiet"; said.setAttribute("role", "status"); said.textContent = body.dataset.restored || "";
      form.prepend(said);
    }
    let timer = 0;
    const save = () => {
      const values = {};
      for (const f of fields(form)) { values[f.name] = f.value; }
      keep(place(form), Object.values(values).some((v) => v.trim() !== "") ? JSON.stringify(values) : null);
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 600); });
    form.addEventListener("submit", () => { clearTimeout(timer); save(); keep(sent, place(form)); });

    // Files: pasted into the text, or dropped on the form.
    const files = form.querySelector("input[type=file]");
    const add = (list) => {
      if (!files || list.length === 0) { return; }
      const all = new DataTransfer();
      for (const f of [...files.files, ...list]) { all.items.add(f); }
      files.files = all.files;
    };
    form.addEventListener("paste", (e) => { if (e.clipboardData.files.length > 0) { e.preventDefault(); add(e.clipboardData.files); } });
    form.addEventListener("dragover", (e) => { if (e.dataTransfer.types.includes("Files")) { e.preventDefault(); } });
    form.addEventListener("drop", (e) => { if (e.dataTransfer.files.length > 0) { e.preventDefault(); add(e.dataTransfer.files); } });
  }

  // What goes on: who else is at the ticket, and what was written meanwhile.
  const say = (text, name) => text.replace("{0}", name);
  const line = (text) => { const p = document.createElement("p"); p.textContent = text; return p; };
  const renew = async (selector) => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) { return null; }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const from = fresh.querySelector(selector), to = document.querySelector(selector);
    if (from && to) { to.replaceWith(from); }
    return fresh;
  };
  const live = document.querySelector("[data-live]");
  if (live && window.EventSource) {
    const news = document.createElement("div"), people = document.createElement("div");
    live.append(news, people);
    const stream = new EventSource(live.dataset.live);
    let shown = "";
    stream.addEventListener("presence", (e) => {
      if (e.data === shown) { return; }
      shown = e.data;
      people.replaceChildren(...JSON.parse(e.data).map((s) => line(say(s.writing ? live.dataset.writes : live.dataset.looks, s.name))));
    });
    stream.addEventListener("written", (e) => {
      const p = line(say(live.dataset.wrote, JSON.parse(e.data).from) + " "), read = document.createElement("button");
      read.type = "button"; read.className = "second"; read.textContent = live.dataset.read;
      read.addEventListener("click", async () => {
        const fresh = await renew(".thread"), seen = fresh && fresh.querySelector("[name=seen]");
        if (seen) { for (const f of document.querySelectorAll("[name=seen]")) { f.value = seen.value; } }
        news.replaceChildren();
      });
      p.append(read); p.className = "notice"; news.replaceChildren(p);
    });
    addEventListener("pagehide", () => stream.close());
    let told = 0;
    for (const form of document.querySelectorAll("form[data-draft]")) {
      form.addEventListener("input", () => {
        if (Date.now() - told > 6000) { told = Date.now(); fetch(live.dataset.writing, { method: "POST" }).catch(() => {}); }
      });
    }
  }
  const list = document.querySelector("[data-live-list]");
  if (list && window.EventSource) {
    const stream = new EventSource(list.dataset.liveList);
    stream.addEventListener("changed", () => {
      const busy = document.activeElement && document.activeElement.closest(".queue");
      if (!busy || busy === document.activeElement) { renew(".queue"); }
    });
    addEventListener("pagehide", () => stream.close());
  }

  // What the time that is being typed would cost.
  for (const timing of document.querySelectorAll("[data-echo]")) {
    const time = timing.querySelector("[data-echo-time]"), kind = timing.querySelector("[data-echo-kind]"), said = timing.querySelector("[role=status]");
    let timer = 0, turn = 0;
    const ask = async () => {
      const mine = ++turn;
      try {
        const answer = await fetch(timing.dataset.echo + "?" + new URLSearchParams({ time: time.value, kind: kind.value }));
        const text = answer.ok && !answer.redirected ? await answer.text() : "";
        if (text && mine === turn) { said.innerHTML = text; }
      } catch { /* without an answer the hint stays */ }
    };
    timing.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 250); });
    if (time.value) { ask(); }
  }

  // A form is sent once.
  document.addEventListener("submit", (e) => {
    if (e.target.dataset.going) { e.preventDefault(); return; }
    e.target.dataset.going = "yes";
    setTimeout(() => delete e.target.dataset.going, 5000);
  });

  // Keys: an element's data-key presses it, or goes to it. Never inside fields.
  const within = (t) => t.closest("input, textarea, select, [contenteditable]");
  const rows = () => [...document.querySelectorAll("[data-row] a")];
  const move = (by) => {
    const all = rows(), at = all.indexOf(document.activeElement);
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
    if (next) { next.focus(); }
  };
  const act = (element) => {
    const details = element.closest("details");
    if (details && !details.open) { details.open = true; }
    element.matches("input, textarea, select") ? element.focus() : element.click();
  };
  document.addEventListener("keydown", (e) => {
    if (e.isComposing) { return; }
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && e.target.form) {
      e.preventDefault();
      const form = e.target.form, button = form.querySelector(e.shiftKey ? "button[value=resolve]" : "button:not([formnovalidate])");
      form.requestSubmit(button || undefined);
      return;
    }
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "k") {
      const palette = document.getElementById("palette");
      if (palette) { e.preventDefault(); palette.showModal(); }
      return;
    }
    if (e.ctrlKey || e.metaKey || e.altKey || within(e.target) || body.dataset.keys !== "on") { return; }
    if (e.key === "?") { const keys = document.getElementById("keys"); if (keys) { e.preventDefault(); keys.showModal(); } return; }
    if (e.key === "j" || e.key === "k") { e.preventDefault(); move(e.key === "j" ? 1 : -1); return; }
    const element = [...document.querySelectorAll("[data-key]")].find((el) => el.dataset.key === e.key);
    if (element) { e.preventDefault(); act(element); }
  });
})();
