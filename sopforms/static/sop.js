// Progressive enhancement only: every page works without it. No inline code, so a strict CSP is enough.
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const later = (job, ms) => { let timer; return () => { clearTimeout(timer); timer = setTimeout(job, ms); }; };
  const english = document.documentElement.lang === "en";
  const say = english
    ? { busy: "Saving…", ok: at => `✓ Saved at ${at}`, fail: "Not saved: no connection. We will try again.", left: n => `${n} characters left.`, over: n => `${n} characters too many.`, bold: "bold text", link: "text of the link", line: "line" }
    : { busy: "Bewaren…", ok: at => `✓ Bewaard om ${at}`, fail: "Niet bewaard: geen verbinding. Wij proberen het opnieuw.", left: n => `Nog ${n} tekens.`, over: n => `${n} tekens te veel.`, bold: "vette tekst", link: "tekst van de link", line: "regel" };

  // 1. Autosave: posts the fields to data-autosave, one request at a time; tries again every 8 s.
  for (const form of all("form[data-autosave]")) {
    const out = form.querySelector("[data-saved]") || document.querySelector("[data-saved]");
    let running = false, again = false, retry = 0, off = false;
    const show = (state, text) => { if (out) { out.dataset.state = state; out.textContent = text; } };
    const save = async () => {
      clearTimeout(retry);
      if (off) return;
      if (running) { again = true; return; }
      running = true;
      again = false;
      show("busy", say.busy);
      try {
        const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), headers: { Accept: "application/json", "X-Requested-With": "fetch" }, credentials: "same-origin", redirect: "error" });
        if (!answer.ok) throw new Error(answer.status);
        const saved = await answer.json();
        if (!off) show("ok", say.ok(saved.at));
      } catch {
        if (!off) { show("fail", say.fail); retry = setTimeout(save, 8000); }
      }
      running = false;
      if (again) save();
    };
    const soon = later(save, 900);
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("submit", event => { if (!event.defaultPrevented) off = true; });
    addEventListener("pageshow", () => { off = false; });
  }

  // 2. Character counter of textarea[data-max]; silent until 200 are left.
  for (const area of all("textarea[data-max]")) {
    const max = +area.dataset.max, note = document.createElement("p");
    note.className = "hint counter";
    note.setAttribute("role", "status");
    area.after(note);
    const count = () => {
      const left = max - [...area.value].length;
      note.textContent = left > 200 ? "" : left >= 0 ? say.left(left) : say.over(-left);
      note.classList.toggle("over", left < 0);
    };
    area.addEventListener("input", later(count, 300));
    count();
  }

  // 3. Markdown buttons: wrap the selection; undo keeps working through execCommand.
  for (const bar of all("[role=toolbar][aria-controls]")) {
    const area = document.getElementById(bar.getAttribute("aria-controls"));
    if (!area) continue;
    bar.hidden = false;
    for (const button of all("[data-md]", bar)) button.addEventListener("click", () => {
      const mark = button.dataset.md, from = area.selectionStart, to = area.selectionEnd, chosen = area.value.slice(from, to);
      let text = (chosen || say.line).split("\n").map(line => mark + line).join("\n");
      if (mark === "**") text = `**${chosen || say.bold}**`;
      else if (mark === "[]") text = `[${chosen || say.link}](https://)`;
      else if (from && area.value[from - 1] !== "\n") text = "\n" + text;
      area.focus();
      if (!document.execCommand("insertText", false, text)) {
        area.setRangeText(text, from, to, "end");
        area.dispatchEvent(new Event("input", { bubbles: true }));
      }
    });
  }

  // 4. Preview: data-preview names the address that answers with a fragment made and cleaned by the server.
  for (const area of all("textarea[data-preview]")) {
    const box = document.getElementById(area.dataset.target);
    let number = 0;
    if (box) area.addEventListener("input", later(async () => {
      const mine = ++number;
      try {
        const answer = await fetch(area.dataset.preview, { method: "POST", body: new FormData(area.form), credentials: "same-origin", redirect: "error" });
        if (!answer.ok) return;
        const fragment = await answer.text();
        if (mine === number) box.innerHTML = fragment;
      } catch { /* the old preview stays; saving tells about the connection */ }
    }, 600));
  }

  // 5. A second submit within 5 seconds does nothing.
  for (const form of all("form[method=post]")) form.addEventListener("submit", event => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 5000);
  });
  addEventListener("pageshow", () => { for (const form of all("form[data-sent]")) delete form.dataset.sent; });
})();
