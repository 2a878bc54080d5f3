// Every page works without; 8 kB at most.
"use strict";
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const later = (job, ms) => { let timer; return () => { clearTimeout(timer); timer = setTimeout(job, ms); }; };
const on = (target, event, job) => target.addEventListener(event, job);
const post = (url, form, signal) => fetch(url, { method: "POST", body: new FormData(form), redirect: "error", signal });
const [left, over, bold, link, line] = document.currentScript.dataset.say?.split("|") || [];

// 1. Conditional questions: the server's trees.
const many = Array.isArray, list = v => (many(v) ? v : [v]), low = v => `${v}`.toLowerCase();
const number = v => (typeof v === "object" || (typeof v === "string" && !/^[\s\d.e+-]*\d[\s\d.e+-]*$/i.test(v)) ? NaN : +v);
const alike = (a, b) => {
	const kinds = typeof a + typeof b;
	return /string/.test(kinds) && !/number/.test(kinds) ? low(a).trim() === low(b).trim() : number(a) === number(b);
};
const among = (v, some) => list(some).some(one => alike(one, v)), within = (a, b) => list(a).every(v => among(v, b));
const both = test => (a, b) => a !== null && b !== null && test(a, b);
const ops = {
	and: (a, b) => a === true && b === true,
	or: (a, b) => a === true || b === true,
	empty: a => a === null,
	"=": (a, b) => a === b || (many(a) === many(b) && list(a).length === list(b).length && both(within)(a, b) && within(b, a)),
	"<": (a, b) => (typeof a + typeof b === "stringstring" ? a < b : number(a) < number(b)),
	"<=": (a, b) => ops["="](a, b) || ops["<"](a, b),
	">": (a, b) => ops["<"](b, a),
	">=": (a, b) => ops["<="](b, a),
	contains: both((a, b) => (many(a) ? within(b, a) : low(a).includes(low(b)))),
	of: both((a, b) => list(a).some(v => among(v, b))),
	allof: both((a, b) => within(b, a)),
};
const judge = (tree, form) => {
	const [op, x, y] = tree;
	if (op === "lit") return x;
	if (op === "list") return tree.slice(1);
	if (op === "var") return answer(x, form);
	const holds = ops[op.replace(/^(!|not|none|any)/, "")](judge(x, form), y && judge(y, form));
	return /^[!n]/.test(op) ? !holds : holds;
};
const read = v => {
	if (typeof v !== "string") return v ?? null;
	if (/^(true|false)$/i.test(v)) return low(v) === "true";
	const found = number(v.replace(",", "."));
	return isNaN(found) || /^\s*(0\d|\d{16,}\s*$)/.test(v) ? v || null : found;
};
const typed = field => {
	const text = field.value.normalize("NFC").trim(), kind = field.dataset.read;
	if (kind === "number") return /^[+-]?\d{1,15}([.,]\d{1,10})?$/.test(text) ? text : null;
	if (!kind) return text;
	const day = text.replace(/^(\d\d?)-(\d\d?)-(\d{4})$/, (_, d, m, y) => [y, m.padStart(2, 0), d.padStart(2, 0)].join("-"));
	return day > "19" && day < "2101" && JSON.stringify(new Date(day)).startsWith(`"${day}T`) ? day : null;
};
const fieldsOf = (name, form) => {
	const id = `q_${name.replace(".", "--")}`;
	return all(`[name="${id}"],[name^="${id}--"]`, form).filter(field => field.matches(":enabled"));
};
const isText = field => /^text|email|url|tel/.test(field.type);
const picked = fields => fields.flatMap(field => [...all(":checked", field), field]).filter(one => one.matches(':checked:not([value=""])'));
const answer = (name, form) => {
	const fields = fieldsOf(name, form), [first] = fields, aside = first?.closest(".reveal"); // while "other" is chosen
	if (!first || (aside && !aside.parentNode.querySelector("[data-reveals]:checked"))) return null;
	if (isText(first)) return read(typed(first));
	const chosen = picked(fields).map(one => JSON.parse(one.dataset.value || null));
	return first.type === "checkbox" && chosen.length ? chosen : read(chosen[0]);
};
for (const form of all("form")) {
	const some = all("[data-visible-if],[data-required-if],[data-says]", form), holds = tree => judge(JSON.parse(tree), form) === true;
	const show = () => {
		for (const one of some) {
			const { visibleIf, requiredIf, says } = one.dataset, fields = fieldsOf(`${says}`, form);
			if (visibleIf) one.hidden = one.disabled = !holds(visibleIf);
			if (requiredIf) one.querySelector(".opt").hidden = holds(requiredIf);
			if (says) one.textContent = fields.filter(isText).concat(picked(fields)).map(each => each.closest("label")?.textContent || each.label || each.value).join(", ");
		}
		for (const panel of all(".panel", form).reverse()) panel.hidden = panel.disabled || !panel.querySelector(":scope > .ask:not([hidden])");
	};
	if (!some[0]) continue;
	for (const button of all("[data-update]", form)) button.hidden = true;
	on(form, "input", show);
	on(window, "pageshow", show);
	show();
}

// 2. Autosave: a tap at once, typing after 0.9 s. Offline it stays.
const [box] = all("[data-ends]"), extend = seconds => { end = Date.now() + seconds * 1e3; };
let end;
for (const form of all("form[data-autosave]")) {
	const [out] = all("[data-saved]", form), url = form.dataset.autosave;
	let running, timer, unsaved, off;
	const show = (state, at = "") => {
		if (off) return;
		out.dataset.state = state;
		out.textContent = `${out.dataset[state]} ${at}`;
	};
	const save = async () => {
		if (off || running) return;
		running = new AbortController();
		unsaved = false;
		show("busy");
		try {
			const answer = await post(url, form, running.signal);
			if (answer.status >= 500) throw answer;
			const { at, ends } = answer.ok ? await answer.json() : {};
			show(at ? "ok" : "gone", at);
			if (ends) extend(ends);
			if (unsaved) timer = setTimeout(save);
		} catch {
			unsaved = true;
			show("fail");
			timer = setTimeout(save, 8000);
		}
		running = null;
	};
	on(form, "input", event => {
		unsaved = true;
		clearTimeout(timer);
		timer = setTimeout(save, /radio|check|select/.test(event.target.type) ? 0 : 900);
	});
	on(form, "submit", event => {
		if (out.dataset.state === "fail") event.preventDefault(save());
		else if (!event.defaultPrevented) { off = true; running?.abort(); }
	});
	on(window, "pageshow", () => { off = false; });
	on(window, "visibilitychange", () => { if (document.hidden && (unsaved || running) && !off) navigator.sendBeacon(url, new FormData(form)); });
}
// A session ends: 5 minutes before.
if (box) {
	const warn = () => { box.hidden = end - Date.now() > 3e5; };
	extend(box.dataset.ends);
	setInterval(warn, 2e4);
	for (const more of all("[data-more]")) on(more, "click", async () => { extend((await (await fetch(more.dataset.more)).json()).ends); warn(); });
}

// 3. Counter, from 200 characters left.
for (const area of all("textarea[data-max]")) {
	const note = document.createElement("p");
	note.className = "hint counter";
	note.role = "status";
	area.after(note);
	const count = () => {
		const room = area.dataset.max - [...area.value].length;
		note.textContent = room > 200 ? "" : (room < 0 ? over : left).replace("#", Math.abs(room));
		note.classList.toggle("over", room < 0);
	};
	on(area, "input", later(count, 300));
	count();
}

// 4. Markdown buttons, with undo.
for (const bar of all("[role=toolbar][aria-controls]")) {
	const area = document.getElementById(bar.getAttribute("aria-controls"));
	bar.hidden = false;
	for (const button of all("[data-md]", bar)) on(button, "click", () => {
		const mark = button.dataset.md, from = area.selectionStart, chosen = area.value.slice(from, area.selectionEnd);
		let text = (chosen || line).replace(/^/gm, mark);
		if (mark === "**") text = `**${chosen || bold}**`;
		else if (mark === "[]") text = `[${chosen || link}](https://)`;
		else if (from && area.value[from - 1] !== "\n") text = "\n" + text;
		area.focus();
		document.execCommand("insertText", false, text);
	});
}

// 5. Preview.
for (const area of all("textarea[data-preview]")) {
	const target = document.getElementById(area.dataset.target);
	let turn = 0;
	on(area, "input", later(async () => {
		const mine = ++turn;
		try {
			const answer = await post(area.dataset.preview, area.form), fragment = await answer.text();
			if (answer.ok && mine === turn) target.innerHTML = fragment;
		} catch {}
	}, 600));
}

// 6. A second submit within 2 s does nothing.
let sent = 0;
on(window, "submit", event => {
	if (event.target.method !== "post") return;
	if (Date.now() - sent < 2000) event.preventDefault();
	else sent = Date.now();
});
